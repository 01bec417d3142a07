"""The figures of a search for a spreadsheet, with their pages: CSV and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from assistant.ledger import Line
from assistant.wording import spoken_period, value

_HEADS = (
    "Chiffre", "Valeur", "Unité", "Année", "Rapport", "Fichier", "Partie", "Page imprimée", "Page du PDF",
    "Autre valeur",
)  # fmt: skip
_WIDTHS = (60, 16, 12, 12, 40, 30, 50, 12, 12, 40)  # characters of each column


def figures_csv(lines: Iterable[Line]) -> bytes:
    """The figures as CSV for a French spreadsheet: semicolons, decimal comma, byte order mark."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEADS)
    for line in lines:
        writer.writerow(
            [
                format(cell, "f").replace(".", ",") if isinstance(cell, Decimal) else _inert(str(cell))
                for cell in _cells(line)
            ]
        )
    return out.getvalue().encode()


def figures_xlsx(lines: Iterable[Line]) -> bytes:
    """The figures as a workbook, values as numbers."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Chiffres")
    for letter, width in zip("ABCDEFGHIJ", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    heads = [WriteOnlyCell(sheet, head) for head in _HEADS]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for line in lines:
        row = []
        for cell in _cells(line):
            if isinstance(cell, str):
                written = WriteOnlyCell(sheet, _writable(cell))
                written.data_type = "s"  # a text, whatever it starts with
                row.append(written)
            else:
                row.append(WriteOnlyCell(sheet, cell))
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(line: Line) -> tuple[str | int | Decimal, ...]:
    fact = line.fact
    others = (f"{value(o.fact)} ({o.report.title}, p. {o.page_label or o.fact.page})" for o in line.others)
    return (
        line.label,
        fact.value,
        fact.unit or "",
        spoken_period(fact.period) if fact.period else "",
        line.report.title,
        line.report.file,
        " › ".join(line.section),
        line.page_label,
        fact.page,
        " ; ".join(others),
    )


def _inert(cell: str) -> str:
    """A text that a spreadsheet would run as a formula is quoted: a report is never trusted."""
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell else cell


def _writable(cell: str) -> str:
    """A text without the control characters that a workbook cannot hold."""
    return "".join(c for c in cell if c in "\t\n" or ord(c) >= 32)
