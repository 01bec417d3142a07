"""What heads a given row or column of a table, looked up once per table."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from corpus.report import Cell, Table


def column_header(table: Table, column: int, row: int | None = None) -> tuple[str, ...]:
    """Header texts over `column`, outermost first; with `row`, also headers inside the body above it.

    In a table of two sides the header of the side's labels comes first: « Recettes », « Vote ».
    """
    return HeaderIndex(table).column(column, row)


def row_header(table: Table, row: int, column: int | None = None) -> tuple[str, ...]:
    """Labels of `row`, outermost first: the group row above, then its own labels from left to right.

    Where labels stand on both sides (« dépenses » at left, « recettes » at right), `column` tells which
    side is meant; without it the labels of the whole row are given.
    """
    return HeaderIndex(table).row(row, column)


class HeaderIndex:
    """The headers of one table by row and by column."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def column(self, column: int, row: int | None = None) -> tuple[str, ...]:
        """See `column_header`."""
        texts = [c.text for c in self._top(column)]
        if self._two_sided and column not in self._label_columns:
            side = max((c for c in self._label_columns if c < column), default=column)
            texts = [*(c.text for c in self._top(side)), *texts]
        if row is not None and column not in self._label_columns:
            inner = [c for c in self._inner[column] if c.row < row]
            texts += [max(inner, key=lambda c: c.row).text] if inner else []
        return tuple(dict.fromkeys(texts))

    def row(self, row: int, column: int | None = None) -> tuple[str, ...]:
        """See `row_header`."""
        if row < self.table.header_rows:
            return ()
        if row in self._groups:
            return (self._groups[row].text,)
        columns = self._label_columns
        near = columns if column is None or not self._two_sided else _labels_for(columns, column)
        found = [c.text for c in self._labels[row] if c.column in near]
        if not found:
            found = [c.text for c in self._labels[row] if c.column in columns]
        return tuple(dict.fromkeys([*self._groups_over(row), *found]))

    def _top(self, column: int) -> list[Cell]:
        """Header cells over `column`, but for banners over the whole table, downwards."""
        return self._tops[column]

    @cached_property
    def _tops(self) -> dict[int, list[Cell]]:
        tops: dict[int, list[Cell]] = defaultdict(list)
        for cell in sorted(self.table.cells, key=lambda c: c.row):
            banner = 1 < self.table.columns <= cell.column_span
            if cell.text and cell.row < self.table.header_rows and not banner:
                for column in range(cell.column, cell.column + cell.column_span):
                    tops[column].append(cell)
        return tops

    @cached_property
    def _inner(self) -> dict[int, list[Cell]]:
        """Header cells inside the body, by column."""
        inner: dict[int, list[Cell]] = defaultdict(list)
        for cell in self.table.cells:
            heads = cell.header and cell.text and cell.row >= self.table.header_rows
            if heads and self._groups.get(cell.row) is not cell:
                for column in range(cell.column, cell.column + cell.column_span):
                    inner[column].append(cell)
        return inner

    @cached_property
    def _labels(self) -> dict[int, list[Cell]]:
        """Header cells of the body, from left to right, by each row they cross."""
        labels: dict[int, list[Cell]] = defaultdict(list)
        for cell in sorted(self.table.cells, key=lambda c: c.column):
            heads = cell.header and cell.text and cell.row >= self.table.header_rows
            if heads and self._groups.get(cell.row) is not cell:
                for row in range(cell.row, cell.row + cell.row_span):
                    labels[row].append(cell)
        return labels

    @cached_property
    def _groups(self) -> dict[int, Cell]:
        """Labels alone in their row, but for headers beside them, that head the rows below."""
        filled = {
            row
            for c in self.table.cells
            if c.text and not c.header
            for row in range(c.row, c.row + c.row_span)
        }
        found: dict[int, Cell] = {}
        for cell in self.table.cells:
            if cell.row not in filled and self._may_group(cell):
                found.setdefault(cell.row, cell)
        return found

    def _may_group(self, cell: Cell) -> bool:
        table = self.table
        if not cell.header or not cell.text or cell.row_span > 1 or cell.row >= table.rows - 1:
            return False
        # A row whose values are all blank is no group: see `table_header.group_rows`.
        return (
            cell.column_span > 1
            and cell.row >= table.header_rows
            and cell.column <= max(table.header_columns, 1)
        )

    def _groups_over(self, row: int) -> list[str]:
        """The run of group rows that is nearest above `row`."""
        above = [r for r in self._groups if r < row]
        if not above:
            return []
        run = [max(above)]
        while run[0] - 1 in self._groups:
            run.insert(0, run[0] - 1)
        return [self._groups[r].text for r in run]

    @cached_property
    def _label_columns(self) -> set[int]:
        """Leading header columns and those further right whose body cells are mostly headers."""
        table = self.table
        body: dict[int, list[bool]] = defaultdict(list)
        for cell in table.cells:
            if cell.row >= table.header_rows and cell.text and cell.column_span < 2:
                body[cell.column].append(cell.header)
        columns = set(range(table.header_columns))
        columns |= {c for c, headers in body.items() if len(headers) > 1 and 2 * sum(headers) > len(headers)}
        return columns

    @cached_property
    def _two_sided(self) -> bool:
        """Whether labels, headed values, labels and values again stand side by side."""
        labels = self._label_columns
        starts = sorted(c for c in labels if c - 1 not in labels)
        if len(starts) != 2 or starts[0] != 0 or starts[1] == self.table.columns - 1:
            return False
        between = [c for c in range(starts[0], starts[1]) if c not in labels]
        return all(self._top(c) for c in between) and bool(self._top(starts[1]))


def _labels_for(columns: set[int], column: int) -> set[int]:
    """The run of label columns nearest at the left of `column`, else all of them."""
    left = [c for c in columns if c < column]
    if not left:
        return columns
    run = {max(left)}
    while min(run) - 1 in columns:
        run.add(min(run) - 1)
    return run
