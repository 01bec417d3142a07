"""`python -m assistant "question"`: one answer in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.answer import Answer
from corpus.errors import RapporteurError
from index.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question. Exit status: 0 answered or refused, 2 when nothing could be asked."""
    settings = Settings()
    options = _parser(settings).parse_args(arguments)
    from assistant.assistant import Assistant

    try:
        with Assistant.open(
            options.data,
            embedding_model=settings.embedding_model,
            chroma_url=settings.chroma_url,
            database_url=settings.database_url,
        ) as assistant:
            if not assistant.library.reports:
                print("Aucun rapport indexé. Lancez d'abord « python -m index sync ».", file=sys.stderr)
                return 2
            answer = assistant.ask(options.question, options.history)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(answer.to_json(), ensure_ascii=False) if options.json else _printed(answer))
    return 0


def _parser(settings: Settings) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m assistant", description="Répond à une question sur les rapports indexés."
    )
    parser.add_argument("question")
    parser.add_argument("--json", action="store_true", help="un objet JSON")
    parser.add_argument(
        "--history", action="append", default=[], metavar="QUESTION", help="question précédente, répétable"
    )
    parser.add_argument("--data", type=Path, default=settings.data, help="dossier de l'index")
    return parser


def _printed(answer: Answer) -> str:
    lines = [answer.text]
    if answer.understood:
        lines.insert(0, f"Compris : {answer.understood}")
    for c in answer.citations:
        label = f"p. {c.page_label} (page {c.page} du PDF)" if c.page_label else f"page {c.page} du PDF"
        lines.append(f"  → {c.title}, {' › '.join(c.section)}, {label} [{c.report}]")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
