"""`python -m index sync` and `python -m index status`: the index from the command line."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.errors import RapporteurError
from index.command import Parser
from index.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Exit status: 0 done, 1 some file is not indexed (sync), 2 nothing could be done,
    130 interrupted."""
    settings = Settings()
    options = _parser(settings).parse_args(arguments)
    try:
        return _sync(options, settings) if options.command == "sync" else _status(options, settings)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrompu. Ce qui était indexé l'est toujours ; relancez pour continuer.", file=sys.stderr)
        return 130


def _parser(settings: Settings) -> Parser:
    parser = Parser(prog="python -m index", description="L'index des rapports.")
    commands = parser.add_subparsers(dest="command", required=True)
    sync = commands.add_parser("sync", help="met l'index en accord avec un dossier de PDF")
    sync.add_argument("--reports", type=Path, default=settings.reports, help="dossier des PDF")
    sync.add_argument("--rebuild", action="store_true", help="refait tout l'index à partir des PDF")
    status = commands.add_parser("status", help="dit ce qui est indexé, avec quel modèle, et ce qui a échoué")
    status.add_argument("--json", action="store_true", help="un objet JSON")
    for command in (sync, status):
        command.add_argument("--data", type=Path, default=settings.data, help="dossier de l'index")
    return parser


def _sync(options: argparse.Namespace, settings: Settings) -> int:
    from index.data import open_data
    from index.progress import bar
    from index.sync import sync

    with (
        open_data(
            options.data,
            embedding_model=settings.embedding_model,
            chroma_url=settings.chroma_url,
            database_url=settings.database_url,
        ) as data,
        bar() as progress,
    ):
        outcome = sync(options.reports, data, progress=progress, rebuild=options.rebuild)
    print(
        f"{len(outcome.added)} rapport(s) indexé(s), {len(outcome.kept)} inchangé(s), "
        f"{len(outcome.removed)} retiré(s), {len(outcome.failed)} non indexé(s)."
    )
    for file, message in outcome.failed:
        print(f"  {file} : {message}")
    return 1 if outcome.failed else 0


def _status(options: argparse.Namespace, settings: Settings) -> int:
    from index.status import describe, read_status

    status = read_status(options.data, settings.database_url)
    print(json.dumps(status, ensure_ascii=False, indent=2) if options.json else describe(status))
    return 0


if __name__ == "__main__":
    sys.exit(main())
