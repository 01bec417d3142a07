"""Which labels a cell of a table goes by: its columns told as labels, codes or values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from corpus.fact_setting import has_words
from corpus.header_index import HeaderIndex
from corpus.numbers import decimal_mark, parse_number
from corpus.periods import find_periods
from corpus.report import Cell, Table
from corpus.units import Unit


@dataclass(frozen=True, slots=True)
class Labels:
    """What heads a cell: labels from the outermost in, of its column and of its row."""

    column: tuple[str, ...]
    row: tuple[str, ...]


class LabelledGrid:
    """The table's columns, each told as labels, codes or values."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._headers = HeaderIndex(table)
        self._rows: dict[int, list[Cell]] = {}
        self.columns: dict[int, list[Cell]] = {c: [] for c in range(table.columns)}
        for cell in table.cells:
            if cell.row >= table.header_rows and cell.text.strip():
                self.columns[cell.column].append(cell)
        self.marks = {c: decimal_mark([cell.text for cell in cells]) for c, cells in self.columns.items()}
        shown = Counter(mark for mark in self.marks.values() if mark)
        common = shown.most_common(1)[0][0] if shown else None
        self.marks = {c: mark or common for c, mark in self.marks.items()}
        self.units = {c: _common_unit(cells) for c, cells in self.columns.items()}
        self.text_columns = {c for c, cells in self.columns.items() if _is_text(cells)}
        self.years = {c for c, cells in self.columns.items() if _is_years(cells)}
        self.codes = {c for c in self.columns if self._is_code(c)}
        self.first_value = min(
            (
                c
                for c in self.columns
                if self.columns[c] and c not in self.text_columns | self.years | self.codes
            ),
            default=table.columns,
        )
        self.second_lists = any(
            c > self.first_value and self._reads_as_labels(c)
            for c in self.text_columns
            if c >= table.header_columns
        )

    def holds_values(self, cell: Cell) -> bool:
        if cell.column in self.years | self.codes:
            return False
        if _STATES.search(cell.text):  # « Dépenses : 255 000 € » is a value, wherever it stands
            return True
        if cell.column < self.table.header_columns:
            return False
        return not cell.header or parse_number(cell.text) is not None or bool(_SHARE.match(cell.text))

    def labels(self, cell: Cell) -> Labels:
        column = self._headers.column(cell.column, cell.row)
        beside = self._beside(cell)
        row = self._nearer(cell, self._headers.row(cell.row, cell.column))
        leads = self.table.header_columns > 0 or not set(beside) & set(row)
        if beside and leads and cell.column > self.first_value:
            row = beside  # a second list at the right of the first: « Dépenses | € | Recettes | € »
        elif self.second_lists and (0 in self.text_columns or self.table.header_columns):
            row = (*self._heading_of(0), *row)
        elif not any(has_words(label) or find_periods(label) for label in row):
            row = tuple(dict.fromkeys((*row, *self._before(cell)))) or self._first(cell)
        return Labels(column, tuple(label for label in row if not _STATES.search(label)))

    def _before(self, cell: Cell) -> tuple[str, ...]:
        """Text, and years, that stand before the cell in its row."""
        return tuple(
            other.text
            for other in self._row(cell)
            if other.column < cell.column and other.column in self.text_columns | self.years
        )

    def _nearer(self, cell: Cell, row: tuple[str, ...]) -> tuple[str, ...]:
        """Without the labels at the right of the cell, when there are some at its left."""
        left = {o.text for o in self._row(cell) if o.header and o.column < cell.column}
        right = {o.text for o in self._row(cell) if o.header and o.column > cell.column}
        return tuple(label for label in row if label not in right - left) if left else row

    def _first(self, cell: Cell) -> tuple[str, ...]:
        """A code at the head of the row, when nothing else names it."""
        first = self._row(cell)[0]
        return (first.text,) if first.column < cell.column and first.column in self.codes else ()

    def _beside(self, cell: Cell) -> tuple[str, ...]:
        """The texts just before the cell, when figures stand before them."""
        found: list[str] = []
        seen_value = False
        for other in reversed([o for o in self._row(cell) if o.column < cell.column]):
            is_label = other.column in self.text_columns and other.column >= self.table.header_columns
            if is_label and self._reads_as_labels(other.column):
                found[:0] = [*self._heading_of(other.column), other.text]
            elif found:
                seen_value = True
                break
        return tuple(found) if seen_value else ()

    def _heading_of(self, column: int) -> tuple[str, ...]:
        """What heads a column of labels, which tells one list from the one beside it."""
        return tuple(label for label in self._headers.column(column)[-1:] if has_words(label))

    def _reads_as_labels(self, column: int) -> bool:
        """Short texts, nearly all different: names of rows rather than remarks."""
        texts = [cell.text for cell in self.columns[column]]
        return len(set(texts)) > 0.8 * len(texts) and sum(map(len, texts)) < 60 * len(texts)

    def _row(self, cell: Cell) -> list[Cell]:
        """The cells with text that cross the row of `cell`, from left to right."""
        if not self._rows:
            for other in sorted(self.table.cells, key=lambda o: o.column):
                if other.row >= self.table.header_rows and other.text.strip():
                    for row in range(other.row, other.row + other.row_span):
                        self._rows.setdefault(row, []).append(other)
        return self._rows[cell.row]

    def _is_code(self, column: int) -> bool:
        header = " ".join(self._headers.column(column)).strip()
        if _CODE_HEADER.fullmatch(header):
            return True
        texts = [cell.text.strip() for cell in self.columns[column]]
        if (
            column == 0
            and not header
            and texts
            and max(map(len, texts)) <= 4
            and len(set(texts)) == len(texts)
        ):
            return any(self._headers.column(other) for other in range(1, self.table.columns))
        bare = [t for t in texts if t.isdecimal()]
        if header or len(bare) < 3 or len(bare) < 0.9 * len(texts):
            return False
        numbers = [int(t) for t in bare]
        return column == 0 and numbers == sorted(set(numbers)) and numbers[-1] - numbers[0] < 3 * len(numbers)


_CODE_HEADER = re.compile(
    r"(?i)n\s?[°º].{0,20}|num(?:éro)?s?(?:\s.*)?|codes?(?:\s.*)?|articles?|art\.?|chap(?:itre)?s?\.?|comptes?|rang|"
    r"pages?|tél(?:éphone)?\.?|siret|siren|cp|réf(?:érence)?s?\.?|id|identifiant|dates?|années?|exercices?|parcelles?|"
    r"horaires?|imputation|(?:nombre\s+de\s+)?points?(?:\s.{0,20})?|pondérations?|coeff?(?:icient)?s?\.?|barèmes?"
)


def _common_unit(cells: list[Cell]) -> Unit | None:
    """The one unit printed in a column: on most of its figures, on the last alone, a total, or « € »."""
    numbers = [number for cell in cells if (number := parse_number(cell.text))]
    found = Counter(number.unit for number in numbers if number.unit)
    if len(found) != 1 or "%" in found:
        return None
    unit, count = found.popitem()
    spread = unit == "€" or 2 * count > len(numbers) or (count == 1 and numbers[-1].unit is not None)
    return Unit(unit or "") if spread else None


def _is_text(cells: list[Cell]) -> bool:
    worded = sum(find_letters(c.text) and parse_number(c.text) is None for c in cells)
    return worded > 0.5 * len(cells)


def _is_years(cells: list[Cell]) -> bool:
    """Only years, each of them once: a column of labels, not of values."""
    texts = [c.text.strip() for c in cells]
    years = [t for t in texts if re.fullmatch(r"(?:19|20)\d\d", t)]
    return len(years) > 1 and len(years) >= 0.8 * len(texts)


def find_letters(text: str) -> bool:
    """Whether a word of three letters stands in `text`."""
    return re.search(r"[^\W\d_]{3}", text) is not None


_SHARE = re.compile(r"\s*[+-]?\d[\d,.]*\s?[%€]")
_STATES = re.compile(r":\s*-?\d[\d .,\u00a0\u202f]*(?:€|k€|M€|%|$|[a-z])")
