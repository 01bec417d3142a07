"""`python -m corpus read` and `python -m corpus show`: how a PDF was read, from the command line."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from corpus.errors import RapporteurError, ReportError
from corpus.report import Block, Report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command. Exit status: 0 done, 2 the PDF cannot be read or the picture not written."""
    options = _parser().parse_args(arguments)
    logging.basicConfig(level=logging.INFO if options.verbose else logging.CRITICAL, stream=sys.stderr)
    try:
        return _read(options) if options.command == "read" else _show(options)
    except RapporteurError as error:
        print(error, file=sys.stderr)
        return 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say it in French; argparse's own `message` is in English and names only options."""
        options = message.rpartition(": ")[2] if ": " in message else ""
        self.exit(2, f"Commande non comprise{f' ({options})' if options else ''}.\n{self.format_usage()}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m corpus", description="La lecture d'un rapport PDF.")
    commands = parser.add_subparsers(dest="command", required=True)
    read = commands.add_parser("read", help="dit ce qui est lu d'un PDF")
    read.add_argument("--json", action="store_true", help="tout le rapport, en un objet JSON")
    show = commands.add_parser("show", help="dessine ce qui est lu d'une page")
    show.add_argument("--page", type=int, required=True, help="numéro de page dans le fichier, à partir de 1")
    show.add_argument("--out", type=Path, default=Path("page.png"), help="image à écrire (PNG)")
    for command in (read, show):
        command.add_argument("file", type=Path, help="le PDF")
        command.add_argument("--password", default="", help="mot de passe du PDF")
        command.add_argument("--verbose", action="store_true", help="montre le journal de la lecture")
    return parser


def _read(options: argparse.Namespace) -> int:
    from corpus.sandbox import read_safely
    from corpus.wire import to_json

    report = read_safely(options.file, password=options.password)
    if options.json:
        sys.stdout.buffer.write(to_json(report) + b"\n")
    else:
        print("\n".join(_listing(report)))
    return 0


def _show(options: argparse.Namespace) -> int:
    from corpus.sandbox import read_safely
    from corpus.show import draw_page

    report = read_safely(options.file, password=options.password)
    picture = draw_page(report, options.file, options.page, options.password)
    try:
        picture.save(options.out)
    except (OSError, ValueError) as error:
        raise ReportError(
            "missing", f"L'image « {options.out} » ne peut pas être écrite : donnez un nom en .png."
        ) from error
    return 0


def _listing(report: Report) -> list[str]:
    """The whole reading as indented text: sections with their blocks, then counts."""
    lines = [
        report.title,
        f"  fichier : {report.file}",
        f"  organisme : {report.organisation or '—'}",
        f"  période : {report.period or '—'}",
        f"  {len(report.pages)} pages, {len(report.sections)} sections, {len(report.blocks)} blocs, "
        f"{len(report.facts)} faits, {len(report.passages)} passages",
        *(f"  attention : {warning}" for warning in report.warnings),
        "",
    ]
    section: int | None = None
    for block in report.blocks:
        if block.section != section:
            section = block.section
            lines.append(f"[{' › '.join(report.section_path(section)) or 'hors section'}]")
        lines += _described(block)
    return lines


def _described(block: Block) -> list[str]:
    first, *others = block.text.split("\n")
    head = f"  p. {block.page} {block.kind.value} : {first}"
    return [head, *(f"      {line}" for line in others)]


if __name__ == "__main__":
    sys.exit(main())
