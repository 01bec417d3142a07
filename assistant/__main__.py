"""`python -m assistant "question"`: one answer in the terminal."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.answer import Answer
from assistant.scope import Scope
from corpus.errors import RapporteurError
from index.command import Parser
from index.settings import Settings

if TYPE_CHECKING:
    from assistant.assistant import Assistant


def main(arguments: Sequence[str] | None = None) -> int:
    """Answer one question, from an index made first when there is none.

    Exit status: 0 answered or refused, 2 when nothing could be asked, 130 interrupted."""
    settings = Settings()
    options = _parser(settings).parse_args(arguments)
    try:
        answer = _ask(options, settings)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
        return 130
    if answer is None:
        return 2
    print(json.dumps(answer.to_json(), ensure_ascii=False) if options.json else _printed(answer))
    return 0


def _ask(options: argparse.Namespace, settings: Settings) -> Answer | None:
    """The answer; None when no report could be indexed, which was then told."""
    from assistant.assistant import Assistant
    from assistant.model import ModelSettings
    from assistant.question import understand

    understand(options.question, options.history)  # a question that cannot be asked is told at once
    with Assistant.open(
        options.data,
        embedding_model=settings.embedding_model,
        reranker=settings.reranker,
        chroma_url=settings.chroma_url,
        database_url=settings.database_url,
        model=ModelSettings.set_in(settings),
    ) as assistant:
        if not assistant.library.reports and not _indexed(assistant, settings.reports):
            return None
        return assistant.ask_in_words(
            options.question, options.history, Scope(tuple(options.report), options.year)
        )


def _indexed(assistant: Assistant, reports: Path) -> bool:
    """Index a folder of reports for a first question; whether any could be."""
    from index.progress import bar

    print(f"Aucun rapport indexé : indexation de « {reports} »…", file=sys.stderr)
    with bar() as progress:
        outcome = assistant.sync(reports, progress)
    for file, reason in outcome.failed:
        print(f"Non indexé : {file}. {reason}", file=sys.stderr)
    if not assistant.library.reports:
        print(f"Aucun PDF de « {reports} » n'a pu être indexé.", file=sys.stderr)
    return bool(assistant.library.reports)


def _parser(settings: Settings) -> Parser:
    parser = Parser(prog="python -m assistant", description="Répond à une question sur les rapports indexés.")
    parser.add_argument("question")
    parser.add_argument("--json", action="store_true", help="un objet JSON")
    parser.add_argument(
        "--history", action="append", default=[], metavar="QUESTION", help="question précédente, répétable"
    )
    parser.add_argument(
        "--report", action="append", default=[], metavar="FICHIER", help="chercher dans ce rapport, répétable"
    )
    parser.add_argument("--year", type=int, help="année, quand la question n'en dit pas")
    parser.add_argument("--data", type=Path, default=settings.data, help="dossier de l'index")
    return parser


def _printed(answer: Answer) -> str:
    lines = [answer.text]
    if answer.understood:
        lines.insert(0, f"Compris : {answer.understood}")
    if answer.written_by or answer.notice:
        lines.append(f"  {answer.notice or f'Rédigé par {answer.written_by}, vérifié phrase par phrase.'}")
    for c in answer.citations:
        label = f"p. {c.page_label} (page {c.page} du PDF)" if c.page_label else f"page {c.page} du PDF"
        lines.append(f"  → {c.title}, {' › '.join(c.section)}, {label} [{c.report}]")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
