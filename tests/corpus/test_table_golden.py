"""Cells of real tables, labelled by hand from the page images, against what is read of them."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.content import Figure
from corpus.pdf import read_pages
from corpus.report import Cell, Table
from corpus.tables import column_header, continue_tables, find_tables, row_header

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "reports"
LABELS = sorted((ROOT / "tests" / "golden" / "tables").glob("*.json"))
FLOOR = 0.97

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="the shared reports are not here")


@cache
def tables_by_page(file: str) -> tuple[tuple[Figure, ...], ...]:
    contents = list(read_pages(REPORTS / file))
    return continue_tables([find_tables(c) for c in contents], [c.height for c in contents])


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).replace("’", "'").replace("–", "-")
    return re.sub(r"\s+", "", "".join(c for c in plain if not unicodedata.combining(c))).lower()


def is_under(headers: Sequence[str], expected: Sequence[str]) -> bool:
    joined = folded(" ".join(headers))
    return all(folded(e) in joined for e in expected)


def covers(cell: Cell, row: int, column: int) -> bool:
    return (
        cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span
    )


def is_read(label: dict[str, Any], table: Table) -> bool:
    """Whether some slot of the table has this value under these row and column headers."""
    for cell in table.cells:
        if folded(cell.text) != folded(label["value"]):
            continue
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                rows, columns = row_header(table, row, column), column_header(table, column, row)
                if is_under(rows, label["row"]) and is_under(columns, label["column"]):
                    return True
    return False


def score() -> tuple[int, list[str]]:
    total, missed = 0, []
    for path in LABELS:
        golden = json.loads(path.read_text(encoding="utf-8"))
        pages = tables_by_page(golden["file"])
        for expected in golden["tables"]:
            figures = pages[expected["page"] - 1]
            for label in expected["cells"]:
                total += 1
                if not any(f.table is not None and is_read(label, f.table) for f in figures):
                    missed.append(f"{golden['file']} p. {expected['page']} {label}")
    return total, missed


def test_most_labelled_cells_are_read_under_their_headers() -> None:
    total, missed = score()
    assert total >= 400
    share = 1 - len(missed) / total
    assert share >= FLOOR, f"{share:.1%} of {total} cells\n" + "\n".join(missed)


def test_titles_of_labelled_tables_are_read() -> None:
    asked, found = 0, 0
    for path in LABELS:
        golden = json.loads(path.read_text(encoding="utf-8"))
        pages = tables_by_page(golden["file"])
        for expected in golden["tables"]:
            if expected["title"]:
                titles = [f.table.title for f in pages[expected["page"] - 1] if f.table is not None]
                asked += 1
                found += any(folded(expected["title"]) in folded(t) for t in titles)
    assert found >= 0.9 * asked
