"""Tables of a page: ruled, filled or only aligned, with their headers, title and unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.content import Figure, PageContent, Word
from corpus.header_index import column_header, row_header
from corpus.report import BlockKind, Box, Cell, Span, Table
from corpus.table_alignment import aligned_lattices
from corpus.table_drawing import drawn_lattices
from corpus.table_grid import Lattice, Region, areas_only
from corpus.table_header import group_rows, header_shape
from corpus.table_title import Title, title_of
from corpus.table_words import bounds

__all__ = ["column_header", "continue_tables", "find_tables", "row_header"]


def find_tables(content: PageContent) -> tuple[Figure, ...]:
    """Every table of the page, top to bottom."""
    grids = drawn_lattices(content)
    grids = [*grids, *aligned_lattices(content, [g.box for g in grids])]
    boxes = [g.box for g in grids]
    areas = areas_only(content)
    figures = [_figure(g, areas, boxes) for g in grids]
    return tuple(sorted(figures, key=lambda f: (f.box[1], f.box[0])))


def _figure(grid: Lattice, content: PageContent, boxes: Sequence[Box]) -> Figure:
    rows, columns, inner = header_shape(grid, content)
    groups = group_rows(grid, rows, content)
    title = title_of(grid, rows, content, boxes)
    kept_rows = _used(grid.rows, [(g.row, g.row_span) for g in grid.regions if g.words])
    kept_columns = _used(grid.columns, [(g.column, g.column_span) for g in grid.regions if g.words])
    if not rows:  # A blank column without a header, in a table that has headers, is a space.
        kept_columns = sorted({*kept_columns, *_blank_columns(grid)})
    row_at = {r: k for k, r in enumerate(kept_rows)}
    column_at = {c: k for k, c in enumerate(kept_columns)}
    regions: list[Region] = []
    cells: list[Cell] = []
    for region in grid.regions:
        r = [row_at[i] for i in range(region.row, region.row + region.row_span) if i in row_at]
        c = [column_at[i] for i in range(region.column, region.column + region.column_span) if i in column_at]
        if not r or not c:
            continue
        header = region.row < rows or region.column < columns or (region.row, region.column) in inner
        if region.row in groups:
            reach = groups[region.row]
            if region.column in reach and not region.words:
                continue
            if region.column in reach:
                header, c = True, [column_at[i] for i in reach if i in column_at]
        regions.append(region)
        cells.append(Cell(r[0], c[0], region.text, region.box, len(r), len(c), header and bool(region.words)))
    table = Table(
        cells=tuple(cells),
        rows=len(kept_rows),
        columns=len(kept_columns),
        header_rows=sum(r < rows for r in kept_rows),
        header_columns=sum(c < columns for c in kept_columns),
        title=title.text,
        unit=title.unit,
    )
    text, spans = _text(title, table, regions)
    return Figure(BlockKind.TABLE, _round(bounds([grid.box])), text, spans, table)


def _round(box: Box) -> Box:
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def _used(count: int, spans: list[tuple[int, int]]) -> list[int]:
    """Rows or columns with text of their own; those a longer cell merely crosses go."""
    own = {start for start, length in spans if length == 1} | {start for start, _ in spans}
    return [k for k in range(count) if k in own]


def _blank_columns(grid: Lattice) -> set[int]:
    """Columns of blank cells, drawn as wide as others are: they hold nothing, but they are there."""
    widths = sorted(b - a for a, b in pairwise(grid.xs))
    wide = max(15.0, 0.4 * widths[len(widths) // 2])
    blank = [g for g in grid.regions if g.drawn and g.column_span == 1 and g.box[2] - g.box[0] >= wide]
    counts = Counter(g.column for g in blank for _ in range(g.row_span))
    return {c for c, n in counts.items() if n > 0.6 * grid.rows}


def _text(title: Title, table: Table, regions: Sequence[Region]) -> tuple[str, tuple[Span, ...]]:
    """Title, then one line per row with cells joined by « | »; each word placed."""
    parts: list[str] = []
    spans: list[Span] = []
    length = 0

    def add(words: Sequence[Word]) -> None:
        nonlocal length
        for k, word in enumerate(words):
            if k:
                parts.append(" ")
                length += 1
            spans.append(Span(length, length + len(word.text), word.box))
            parts.append(word.text)
            length += len(word.text)

    if title.words:
        add(title.words)
        parts.append("\n")
        length += 1
    for row in range(table.rows):
        line = [g for cell, g in zip(table.cells, regions, strict=True) if cell.row == row]
        for k, region in enumerate(line):
            if k:
                parts.append(" | ")
                length += 3
            add(region.words)
        if row < table.rows - 1:
            parts.append("\n")
            length += 1
    return "".join(parts), tuple(spans)


def without_borrowed_titles(tables: Sequence[Figure], others: Sequence[Figure]) -> tuple[Figure, ...]:
    """`tables` without the titles whose words belong to another figure: the labels of a chart above."""
    return tuple(_untitled(t) if any(_borrows(t, o) for o in others) else t for t in tables)


def _borrows(table: Figure, other: Figure) -> bool:
    if table.table is None or not table.table.title or not table.spans:
        return False
    x0, top, x1, bottom = table.spans[0].box
    x, y = (x0 + x1) / 2, (top + bottom) / 2
    if other.box[3] > table.box[1]:
        return False  # Beside the table: its box may well reach over the title of both.
    return other.box[0] <= x <= other.box[2] and other.box[1] <= y <= other.box[3]


def _untitled(figure: Figure) -> Figure:
    start = figure.text.index("\n") + 1
    spans = tuple(Span(s.start - start, s.end - start, s.box) for s in figure.spans if s.start >= start)
    table = figure.table and replace(figure.table, title="")
    return replace(figure, text=figure.text[start:], spans=spans, table=table)


def continue_tables(
    pages: Sequence[tuple[Figure, ...]], heights: Sequence[float]
) -> tuple[tuple[Figure, ...], ...]:
    """Tables of consecutive pages, those that go on from the page before marked and given its header."""
    result: list[tuple[Figure, ...]] = []
    for number, figures in enumerate(pages):
        tables = [f for f in figures if f.table is not None]
        before = [f for f in result[-1] if f.table is not None] if result else []
        if tables and before:
            first = min(tables, key=lambda f: f.box[1])
            last = max(before, key=lambda f: f.box[3])
            if _goes_on(last, first, heights[number - 1], heights[number]):
                joined = _with_header_of(first, last)
                figures = tuple(joined if f is first else f for f in figures)
        result.append(figures)
    return tuple(result)


def _goes_on(last: Figure, first: Figure, height_before: float, height: float) -> bool:
    one, two = last.table, first.table
    assert one is not None
    assert two is not None
    if one.columns != two.columns or two.title:
        return False
    if last.box[3] < 0.6 * height_before or first.box[1] > 0.4 * height:
        return False
    width = last.box[2] - last.box[0]
    if abs(width - (first.box[2] - first.box[0])) > 0.06 * width:
        return False
    return two.header_rows == 0 or _header_texts(one) == _header_texts(two)


def _header_texts(table: Table) -> list[str]:
    return [c.text for c in table.cells if c.row < table.header_rows]


def _with_header_of(first: Figure, last: Figure) -> Figure:
    """`first` with the header cells of `last` over its own rows, unless it repeats them itself."""
    one, two = last.table, first.table
    assert one is not None
    assert two is not None
    cells = two.cells
    shift = 0
    if not two.header_rows:
        shift = one.header_rows
        head = [c for c in one.cells if c.row < shift]
        body = [
            replace(c, row=c.row + shift, header=(c.column < one.header_columns or c.header) and bool(c.text))
            for c in two.cells
        ]
        cells = (*head, *body)
    table = replace(
        two,
        cells=cells,
        rows=two.rows + shift,
        header_rows=one.header_rows if shift else two.header_rows,
        header_columns=one.header_columns,
        title=one.title,
        unit=two.unit or one.unit,
        continues=True,
    )
    return replace(first, table=table)
