"""Which cells of a grid are headers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from corpus.content import Color, PageContent
from corpus.table_grid import Lattice, Region, fill_at
from corpus.table_words import has_letters, is_bold, is_number, is_period, is_placeholder, is_value

_MAX_HEADER_ROWS = 5


def header_shape(grid: Lattice, content: PageContent) -> tuple[int, int, frozenset[tuple[int, int]]]:
    """Header rows, header columns, and further header cells (row, column) inside the body."""
    rows = _header_rows(grid, content)
    columns = _header_columns(grid, rows)
    return rows, columns, frozenset(_body_headers(grid, rows, columns))


def group_rows(grid: Lattice, header_rows: int, content: PageContent) -> dict[int, range]:
    """Body rows that hold only a label, set as the heading of the rows below, and its columns."""
    rows: dict[int, range] = {}
    values = {c for c in range(grid.columns) if _is_value_column(grid, c, header_rows)}
    for row in range(header_rows, grid.rows - 1):
        here = [g for g in grid.regions if g.row <= row < g.row + g.row_span and g.words]
        here = [g for g in here if not (_heads_values(g, values) and not is_value(g.text))]
        if len(here) != 1 or here[0].row_span > 1 or is_value(here[0].text):
            continue
        label = here[0]
        beside = [g for g in grid.regions if g.row == row and g is not label and not g.words]
        merged = label.column_span > 1 or (grid.columns > 2 and len(beside) == 1)
        below = [g for g in grid.regions if g.row == row + 1 and g.column == label.column and g.words]
        if merged or label.text.endswith(":") or (below and _outranks(label, below[0], grid, content)):
            blank = {c for g in beside for c in range(g.column, g.column + g.column_span)}
            first, end = label.column, label.column + label.column_span
            while first - 1 in blank:
                first -= 1
            while end in blank:
                end += 1
            rows[row] = range(first, end)
    return rows


def _outranks(label: Region, below: Region, grid: Lattice, content: PageContent) -> bool:
    """Whether a label is bolder, of another colour or further left than the one under it."""
    bold = [is_bold(g.words) for g in grid.regions if g.column == label.column and g.words]
    if is_bold(label.words) and 2 * sum(bold) < len(bold):
        return True
    if is_bold(label.words) != is_bold(below.words):
        return is_bold(label.words)
    if fill_at(content, label.box) != fill_at(content, below.box):
        return True
    return min(w.box[0] for w in below.words) - min(w.box[0] for w in label.words) > 4.0


def _header_rows(grid: Lattice, content: PageContent) -> int:
    by_row = [[g for g in grid.regions if g.row == r and g.words] for r in range(grid.rows)]
    numeric = any(_is_value_column(grid, c, 0) for c in range(1, grid.columns)) or (
        _is_value_column(grid, 0, 0) and grid.columns > 1
    )
    if not numeric:
        return _styled_rows(grid, by_row, content)
    count = 0
    first_fill = _row_fill(by_row[0], content)
    full = first_fill is not None and sum(g.column_span for g in by_row[0]) >= grid.columns - 1
    while count < min(grid.rows - 1, _MAX_HEADER_ROWS):
        row = by_row[count]
        if any(_is_body_value(g, row) for g in row) and not _counts(row, grid):
            break
        if count and row and _only_label(row, grid) and not _banner(row[0], grid):
            break
        if count and len(row) == 1 and row[0].column_span >= max(2, grid.columns - 1):
            break  # A group row: the body has begun.
        starts_row = any(g.column == 0 for g in row)
        if count and full and starts_row and _row_fill(row, content) != first_fill:
            break
        count += 1
    reach = max((g.row + g.row_span for g in grid.regions if g.row < count and g.words), default=count)
    if count and reach > count and reach <= _MAX_HEADER_ROWS and reach < grid.rows:
        late = [g for g in grid.regions if count <= g.row < reach and g.column > 0]
        if not any(_is_body_value(g, late) for g in late if g.words):
            count = reach
    return count if count < grid.rows else 0


def _is_body_value(region: Region, row: Sequence[Region]) -> bool:
    """A value, unless it is one of the years that head the columns."""
    if is_placeholder(region.text):
        return region.column > 0
    if not is_number(region.text):
        return False
    if not is_period(region.text):
        return True
    values = [g for g in row if is_value(g.text) and g.column > 0]
    return not all(is_period(g.text) for g in values) or (region.column == 0 and bool(values) is False)


def _counts(row: Sequence[Region], grid: Lattice) -> bool:
    """1, 2, 3… over all columns but that of the labels: months, weeks, ages."""
    texts = [g.text for g in sorted(row, key=lambda g: g.column)]
    if len(texts) < 3 or len(texts) != grid.columns - 1 or any(g.column == 0 for g in row):
        return False
    return all(t.isdecimal() for t in texts) and all(int(b) == int(a) + 1 for a, b in pairwise(texts))


def _only_label(row: Sequence[Region], grid: Lattice) -> bool:
    return len(row) == 1 and row[0].column == 0 and grid.columns > 1


def _banner(region: Region, grid: Lattice) -> bool:
    return region.column_span >= grid.columns


def _styled_rows(grid: Lattice, by_row: list[list[Region]], content: PageContent) -> int:
    """Leading rows that look alike and unlike the rest, for tables of words."""
    if not by_row[0]:
        return 0
    start = 1 if _banner(by_row[0][0], grid) and grid.rows > 2 else 0
    count = start
    body = by_row[-1] or by_row[0]
    head = _style(by_row[start], content)
    if head != _style(body, content):
        while count < min(grid.rows - 1, 3) and _style(by_row[count], content) == head:
            count += 1
        return count
    texts = [g.text for g in by_row[start]]
    if len(texts) >= grid.columns - 1 and all(len(t) <= 40 for t in texts) and grid.rows > start + 2:
        return start + 1
    return start


def _style(row: Sequence[Region], content: PageContent) -> tuple[bool, Color | None]:
    cells = [g for g in row if g.column > 0] or list(row)
    return sum(is_bold(g.words) for g in cells) * 2 > len(cells), _row_fill(cells, content)


def _row_fill(row: Sequence[Region], content: PageContent) -> Color | None:
    fills = [fill_at(content, g.box) for g in row if g.column > 0] or [fill_at(content, g.box) for g in row]
    return max(fills, key=fills.count) if fills else None


def _is_value_column(grid: Lattice, column: int, first_row: int) -> bool:
    texts = [
        g.text
        for g in grid.regions
        if g.column == column and g.row >= first_row and g.words and g.column_span == 1
    ]
    numbers = [t for t in texts if is_number(t)]
    if not numbers or (column == 0 and all(is_period(t) for t in numbers)):
        return False
    blanks = sum(is_placeholder(t) for t in texts)
    return len(numbers) + blanks >= 0.5 * len(texts) or (
        len(numbers) >= 3 and len(numbers) + blanks >= 0.4 * len(texts)
    )


def _header_columns(grid: Lattice, header_rows: int) -> int:
    values = [_is_value_column(grid, c, header_rows) for c in range(grid.columns)]
    if not any(values):
        return 1
    first = values.index(True)
    years = _texts(grid, first, header_rows)
    if 0 < first < grid.columns - 1 and all(map(is_period, years)) and len(set(years)) < len(years):
        return first + 1  # The same years for each group of rows.
    second = first + 1
    if second < grid.columns - 1 and not values[second] and any(values[second:]):
        codes = _texts(grid, first, header_rows)
        names = _texts(grid, second, header_rows)
        if names and _are_codes(codes) and sum(map(len, names)) > 8 * len(names):
            return second + 1
    return first


def _texts(grid: Lattice, column: int, first_row: int) -> list[str]:
    return [
        g.text
        for g in grid.regions
        if g.column == column and g.row >= first_row and g.words and g.column_span == 1
    ]


def _are_codes(texts: Sequence[str]) -> bool:
    """Whether whole numbers number the rows: « 01 », « 02 »…, each larger than the one before."""
    plain = [t for t in texts if t.isdecimal()]
    if len(plain) < max(3, 0.9 * len(texts)) or not any(t.startswith("0") for t in plain):
        return False
    rising = sum(int(a) < int(b) for a, b in pairwise(plain))
    return rising >= 0.9 * (len(plain) - 1)


def _body_headers(grid: Lattice, rows: int, columns: int) -> Iterable[tuple[int, int]]:
    """Row labels that stand right of the first values, group rows, and headers inside the body."""
    values = {c for c in range(grid.columns) if _is_value_column(grid, c, rows)}
    labels = _inner_label_columns(grid, rows, columns, values)
    for region in grid.regions:
        if region.row < rows or not region.words or region.column < columns:
            continue
        alone = not any(
            g is not region and g.words and g.row <= region.row < g.row + g.row_span for g in grid.regions
        )
        text = region.text
        if region.column in labels or (
            not is_value(text)
            and has_letters(text)
            and (
                (alone and (region.column_span > 1 or region.column in labels))
                or _heads_values(region, values)
            )
        ):
            yield region.row, region.column


def _inner_label_columns(grid: Lattice, rows: int, columns: int, values: set[int]) -> set[int]:
    """Columns of labels right of the first values: the only labels, or those of a second side."""
    texts = {c: _texts(grid, c, rows) for c in range(columns, grid.columns) if c not in values}
    texts = {c: t for c, t in texts.items() if t}
    if not texts:
        return set()

    def mean_length(found: Sequence[str]) -> float:
        return sum(map(len, found)) / max(1, len(found))

    best = max(texts, key=lambda c: mean_length(texts[c]))
    if columns == 0:
        return {best}
    lead = max(
        mean_length([g.text for g in grid.regions if g.column == c and g.row >= rows and g.words])
        for c in range(columns)
    )
    found = {best} if lead <= 8 and mean_length(texts[best]) > 15 else set()
    for column, labels in texts.items():
        beside = column + 1 in values and any(c in values for c in range(columns, column))
        varied = len(set(labels)) >= 0.7 * len(labels) and len(labels) >= 2
        if beside and varied and mean_length(labels) <= 40 and all(has_letters(t) for t in labels):
            found.add(column)
    return found


def _heads_values(region: Region, values: set[int]) -> bool:
    """Words over several value columns, in the middle of them: « en % des produits »."""
    covered = set(range(region.column, region.column + region.column_span))
    return region.column_span > 1 and covered <= values
