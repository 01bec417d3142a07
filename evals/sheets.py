"""Known questions from a spreadsheet, CSV or XLSX: a column a field, a row a question.

Columns go by their names, in English or French, in any order. In a cell, « ; » parts what must all be there,
« | » wordings of one thing; pages are numbers parted by commas or spaces.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.errors import QuestionsError
from evals.folding import fold

SHEETS = (".csv", ".xlsx")
_FIELDS = {
    "id": ("id", "identifiant"),
    "question": ("question",),
    "kind": ("kind", "genre"),
    "expected": ("expected", "reponse", "reponse attendue", "attendu"),
    "report": ("report", "rapport", "fichier"),
    "pages": ("pages", "page"),
    "section": ("section", "partie"),
    "unanswerable": ("unanswerable", "sans reponse"),
    "history": ("history", "avant", "questions precedentes"),
}
_NAMES = {name: field for field, names in _FIELDS.items() for name in names}
_YES = ("oui", "true", "vrai", "1", "x")
_NO = ("non", "false", "faux", "0", "")


def read_sheet(path: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each row as a question's JSON object, with where it stands; empty rows are passed over.

    A row without an id is given « ligne-3 ». Raises `QuestionsError`."""
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _xlsx_rows(path)
    head: list[str | None] = []
    for number, row in enumerate(rows, 1):
        cells = [cell.strip() for cell in row]
        if not any(cells):
            continue
        if not head:
            head = _fields(cells, path)
            continue
        named = {field: cell for field, cell in zip(head, cells, strict=False) if field and cell}
        where = f"{path.name}, ligne {number}"
        yield where, {"id": f"ligne-{number}", **question_object(named, where)}


def _fields(cells: Sequence[str], path: Path) -> list[str | None]:
    fields = [_NAMES.get(fold(cell)) for cell in cells]
    unknown = [cell for cell, field in zip(cells, fields, strict=True) if cell and field is None]
    if unknown or "question" not in fields:
        told = (
            f"la colonne « {unknown[0]} » n'est pas connue"
            if unknown
            else "il manque la colonne « question »"
        )
        raise QuestionsError(
            f"« {path.name} » : {told}. Colonnes possibles : "
            + ", ".join(names[-1] if field != "id" else "id" for field, names in _FIELDS.items())
            + "."
        )
    return fields


def question_object(given: Mapping[str, str], where: str) -> dict[str, Any]:
    """A question's JSON object from its fields as they are typed. Raises `QuestionsError` naming `where`."""
    found: dict[str, Any] = dict(given)
    if "expected" in given:
        found["expected"] = [_wordings(part) for part in _parts(given["expected"], ";")]
    if "report" in given:
        found["report"] = _parts(given["report"], ";")
    if "pages" in given:
        found["pages"] = _pages(given["pages"], where)
    if "history" in given:
        found["history"] = _parts(given["history"], "|")
    unanswerable = fold(given.get("unanswerable", ""))
    if unanswerable not in (*_YES, *_NO):
        raise QuestionsError(f"{where}, champ « unanswerable » : « oui » ou « non » est attendu.")
    found["unanswerable"] = unanswerable in _YES
    return found


def _wordings(part: str) -> str | list[str]:
    wordings = _parts(part, "|")
    return wordings if len(wordings) > 1 else part.strip()


def _parts(cell: str, sign: str) -> list[str]:
    return [part.strip() for part in cell.split(sign) if part.strip()]


def _pages(cell: str, where: str) -> list[int]:
    parts = re.split(r"[\s,;]+", cell.strip(" ,;"))
    if not all(part.isdecimal() for part in parts):
        raise QuestionsError(
            f"{where}, champ « pages » : « {cell} » ; des numéros de page du PDF sont attendus (« 3, 5 »)."
        )
    return [int(part) for part in parts]


def _csv_rows(path: Path) -> Iterable[Sequence[str]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise QuestionsError(f"Le fichier « {path} » ne peut pas être lu ({error.strerror}).") from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")  # what a French spreadsheet writes
    first = text.partition("\n")[0]
    separator = max(";,\t", key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator)


def _xlsx_rows(path: Path) -> Iterable[Sequence[str]]:
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise QuestionsError(f"Le fichier « {path} » n'est pas un classeur XLSX lisible.") from error
    try:
        return [[_cell(value) for value in row] for row in book.worksheets[0].iter_rows(values_only=True)]
    finally:
        book.close()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value)
