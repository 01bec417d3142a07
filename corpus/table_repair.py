"""Grids put right: empty slivers, open corners, undrawn columns and rows, blocks under one frame."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.content import Color, PageContent, Word
from corpus.report import Box
from corpus.table_grid import Lattice, Region, fill_at, lattice_on
from corpus.table_rules import nearest
from corpus.table_words import centre, is_bold, is_number, is_period, is_value, phrases, text_lines


def tidy(grid: Lattice, content: PageContent) -> Lattice:
    """The grid without empty slivers, with cells that rules cut or miss put right."""
    grid = _gutters_cut(_corner_dropped(_without_slivers(_labels_joined(grid, content))))
    cells = [
        part
        for region in grid.regions
        if region.drawn
        for part in (_split_rows(region, grid) if region.row_span > 1 else _split_columns(region, grid))
    ]
    words = [w for g in grid.regions for w in g.words]
    if len(cells) == sum(g.drawn for g in grid.regions):
        return grid
    return lattice_on(grid.xs, grid.ys, cells, words)


def _labels_joined(grid: Lattice, content: PageContent) -> Lattice:
    """Cells of one column under one tall fill are one label, whose inner rules the fill hides."""
    cells = [g.box for g in grid.regions if g.drawn]
    joined = False
    for x0, top, x1, bottom in _tall_fills(content, grid.box):
        under = [
            g
            for g in grid.regions
            if x0 - 3 <= g.box[0] and g.box[2] <= x1 + 3 and top - 3 <= g.box[1] and g.box[3] <= bottom + 3
        ]
        if len(under) < 2 or len({(g.column, g.column_span) for g in under}) > 1:
            continue
        height = sum(g.box[3] - g.box[1] for g in under)
        if height < 0.9 * (bottom - top) or under[0].column > 0 or len(under) > 0.6 * grid.rows:
            continue
        if _one_text(under):
            cells = [c for c in cells if not any(c == g.box for g in under)]
            cells.append((under[0].box[0], under[0].box[1], under[-1].box[2], under[-1].box[3]))
            joined = True
    if not joined:
        return grid
    return lattice_on(grid.xs, grid.ys, cells, [w for g in grid.regions for w in g.words])


def _tall_fills(content: PageContent, box: Box) -> list[Box]:
    """Filled boxes within `box`, those of one colour that touch one above the other put together."""
    found: dict[tuple[int, int, Color], list[Box]] = {}
    for shape in content.shapes:
        x0, top, x1, bottom = shape.box
        if shape.kind != "rect" or shape.fill is None or min(shape.fill) > 0.985 or bottom - top < 4:
            continue
        if x0 > box[0] + 10 or bottom < box[1] or top > box[3]:
            continue  # Only the first column holds such labels.
        run = found.setdefault((round(x0), round(x1), shape.fill), [])
        run.append(shape.box)
    tall: list[Box] = []
    for boxes in found.values():
        boxes.sort(key=lambda b: b[1])
        start = len(tall)
        for fill in boxes:
            if len(tall) > start and fill[1] <= tall[-1][3] + 0.5:
                last = tall[-1]
                tall[-1] = (last[0], last[1], last[2], max(last[3], fill[3]))
            else:
                tall.append(fill)
    return tall


def _one_text(regions: Sequence[Region]) -> bool:
    """Whether stacked cells hold one wrapped text in their middle rather than a label each."""
    words = [w for g in regions for w in g.words]
    if not words or any(is_value(g.text) for g in regions):
        return False
    lines = text_lines(words)
    middles = [sum(centre(w.box)[1] for w in line) / len(line) for line in lines]
    cuts = [regions[0].box[1], *(g.box[3] for g in regions)]
    off_centre = abs((middles[0] + middles[-1]) / 2 - (cuts[0] + cuts[-1]) / 2)
    if len(lines) > len(regions) or off_centre > 0.15 * (cuts[-1] - cuts[0]):
        return False
    if any(line[0].text[0].islower() for line in lines[1:]):
        return True
    return len(lines) < len(regions) or not _same_pitch(middles, cuts)


def _split_columns(region: Region, grid: Lattice) -> list[Box]:
    """A cell drawn over several columns that holds a text for some of them apart is several cells."""
    x0, top, x1, bottom = region.box
    if region.column_span < 2 or len(region.words) < 2:
        return [region.box]
    cuts = grid.xs[region.column : region.column + region.column_span + 1]
    if any(_crosses(region, x) for x in cuts[1:-1]):
        return [region.box]
    parts = [[w for w in region.words if a <= centre(w.box)[0] < b] for a, b in pairwise(cuts)]
    values = all(is_value(t) or is_period(t) for t in (" ".join(w.text for w in p) for p in parts))
    apart = sum(map(bool, parts)) > 1 and not any(
        _reaches_over(line, cuts) for line in text_lines(region.words)
    )
    return [(a, top, b, bottom) for a, b in pairwise(cuts)] if values or apart else [(x0, top, x1, bottom)]


def _reaches_over(line: Sequence[Word], cuts: Sequence[float]) -> bool:
    """Whether words of a line stand in two columns with no more than a space between them."""
    return any(
        b.box[0] - a.box[2] <= 0.5 * a.size and any(a.box[2] - 1 <= x <= b.box[0] + 1 for x in cuts)
        for a, b in pairwise(line)
    )


def _without_slivers(grid: Lattice) -> Lattice:
    """Rows and columns too thin for text and without any are rules' doubles: their edges are merged."""
    xs = _kept_edges(grid.xs, [(g.column, g.column_span) for g in grid.regions if g.words], 7.0)
    ys = _kept_edges(grid.ys, [(g.row, g.row_span) for g in grid.regions if g.words], 4.5)
    if (len(xs) == len(grid.xs) and len(ys) == len(grid.ys)) or len(xs) < 2 or len(ys) < 2:
        return grid
    cells = []
    for g in (g for g in grid.regions if g.drawn):
        x0, x1 = xs[nearest(xs, g.box[0])], xs[nearest(xs, g.box[2])]
        y0, y1 = ys[nearest(ys, g.box[1])], ys[nearest(ys, g.box[3])]
        if x0 < x1 and y0 < y1:
            cells.append((x0, y0, x1, y1))
    return lattice_on(xs, ys, cells, [w for g in grid.regions for w in g.words])


def _kept_edges(edges: Sequence[float], used: Iterable[tuple[int, int]], thin: float) -> list[float]:
    alone = {start for start, span in used if span == 1}
    kept = [edges[0]]
    for k in range(1, len(edges)):
        narrow = edges[k] - edges[k - 1] < thin and k - 1 not in alone
        if not narrow:
            kept.append(edges[k])
        elif k == len(edges) - 1 and len(kept) > 1:
            kept[-1] = edges[k]
    return kept


def _split_rows(region: Region, grid: Lattice) -> list[Box]:
    """A cell over several rows whose lines match those rows one by one is several cells."""
    x0, _, x1, _ = region.box
    if region.row_span < 2 or not region.words:
        return [region.box]
    lines = text_lines(region.words)
    cuts = grid.ys[region.row : region.row + region.row_span + 1]
    middles = [sum(centre(w.box)[1] for w in line) / len(line) for line in lines]
    matched = [sum(a <= m < b for m in middles) for a, b in pairwise(cuts)]
    upright = all(w.direction == 0 for w in region.words)
    values = sum(is_value(" ".join(w.text for w in line)) for line in lines)
    if not _beside_single_rows(region, grid):
        return [region.box]
    wrapped = any(line[0].text[0].islower() for line in lines[1:])
    apart = values == len(lines) or (not wrapped and _same_pitch(middles, cuts))
    if upright and apart and matched == [1] * region.row_span:
        return [(x0, a, x1, b) for a, b in pairwise(cuts)]
    return [region.box]


def _beside_single_rows(region: Region, grid: Lattice) -> bool:
    """Whether most cells beside a tall cell are one row high."""
    rows = range(region.row, region.row + region.row_span)
    beside = [g for g in grid.regions if g is not region and g.row in rows and g.words]
    return sum(g.row_span == 1 for g in beside) > len(rows) and 2 * sum(
        g.row_span == 1 for g in beside
    ) > len(beside)


def _same_pitch(middles: Sequence[float], cuts: Sequence[float]) -> bool:
    """Whether each line stands at the middle of its own row (and so is not one wrapped text)."""
    return all(
        abs(m - (a + b) / 2) <= 0.12 * (b - a) for m, a, b in zip(middles, cuts, cuts[1:], strict=False)
    )


def without_banner(grid: Lattice) -> Lattice:
    """The grid without the full-width rows at its top, which name it."""
    words: list[Word] = []
    top = 0
    while top < grid.rows - 2:
        row = [g for g in grid.regions if g.row == top and g.words]
        if len(row) != 1 or row[0].column_span < grid.columns or row[0].row_span > 1 or is_value(row[0].text):
            break
        words.extend(row[0].words)
        top += 1
    return _rows_between(grid, top, grid.rows, tuple(words)) if top else grid


def _rows_between(grid: Lattice, first: int, end: int, banner: tuple[Word, ...] = ()) -> Lattice:
    """Some rows as a grid of their own, without column edges that only other rows used."""
    kept = [g for g in grid.regions if first <= g.row < end]
    used = sorted({c for g in kept for c in (g.column, g.column + g.column_span)})
    regions = tuple(
        replace(
            g,
            row=g.row - first,
            column=used.index(g.column),
            column_span=used.index(g.column + g.column_span) - used.index(g.column),
        )
        for g in kept
    )
    return Lattice(tuple(grid.xs[c] for c in used), grid.ys[first : end + 1], regions, banner)


def parted(grid: Lattice, content: PageContent) -> list[Lattice]:
    """Blocks of one frame, each under headers of its own, as tables of their own."""
    cuts = [0]
    for row in range(2, grid.rows - 1):
        here = [g for g in grid.regions if g.row == row and g.words]
        start = row - 1 if _is_banner_row(grid, row - 1) else row
        if start <= cuts[-1] + 1 or not _is_header_like(grid, row, here):
            continue
        if start == row and not _stands_out(grid, here, row, content):
            continue
        if not any(g.row < start < g.row + g.row_span for g in grid.regions):
            cuts.append(start)
    ends = [*cuts[1:], grid.rows]
    return [_rows_between(grid, a, b) if b - a < grid.rows else grid for a, b in zip(cuts, ends, strict=True)]


def _is_banner_row(grid: Lattice, row: int) -> bool:
    here = [g for g in grid.regions if g.row == row and g.words]
    return len(here) == 1 and here[0].column_span >= grid.columns - 1 and not is_value(here[0].text)


def _is_header_like(grid: Lattice, row: int, here: Sequence[Region]) -> bool:
    """Words over columns of values, in the middle of a table, with values above and below."""
    if len(here) < 2 or any(is_value(g.text) and not is_period(g.text) for g in here):
        return False
    if any(g.row < row < g.row + g.row_span for g in grid.regions):
        return False
    over = 0
    for g in here:
        reach = range(g.column, g.column + g.column_span)
        column = [x.text for x in grid.regions if x.column in reach and x.row != row and x.words]
        over += sum(is_value(t) for t in column) > 0.5 * len(column)
    below = [g for g in grid.regions if g.row == row + 1 and is_value(g.text)]
    above = [g for g in grid.regions if g.row < row and is_value(g.text) and not is_period(g.text)]
    return over >= 1 and len(below) >= 1 and len(above) >= 2 and 2 * over >= len(here) - 1


def _stands_out(grid: Lattice, here: Sequence[Region], row: int, content: PageContent) -> bool:
    """Whether a row is set apart from the row above it by weight or colour."""
    before = [g for g in grid.regions if g.row == row - 1 and g.words]
    bold = sum(is_bold(g.words) for g in here) > 0.6 * len(here)
    bold_before = sum(is_bold(g.words) for g in before) > 0.6 * len(before)
    fills = {fill_at(content, g.box) for g in here}
    fills_before = {fill_at(content, g.box) for g in before}
    return (bold and not bold_before) or (None not in fills and not fills & fills_before)


def _corner_dropped(grid: Lattice) -> Lattice:
    """An open corner over the row labels is not one cell with the first label under it."""
    corner = next((g for g in grid.regions if g.row == 0 and g.column == 0), None)
    if corner is None or corner.row_span < 2 or not corner.words:
        return grid
    top = min(w.box[1] for w in corner.words)
    last = corner.row_span - 1
    if top < grid.ys[last] - 1 or not any(is_value(g.text) for g in grid.regions if g.row == last):
        return grid
    x0, y0, x1, y1 = corner.box
    cells = [g.box for g in grid.regions if g is not corner and g.drawn]
    cells += [(x0, y0, x1, grid.ys[last]), (x0, grid.ys[last], x1, y1)]
    return lattice_on(grid.xs, grid.ys, cells, [w for g in grid.regions for w in g.words])


def _gutters_cut(grid: Lattice) -> Lattice:
    """Columns that hold a label and a value side by side in nearly every cell are two columns."""
    groups: dict[tuple[int, int], list[Region]] = {}
    for g in grid.regions:
        if g.words and g.column_span < grid.columns:
            groups.setdefault((g.column, g.column_span), []).append(g)
    for regions in groups.values():
        gutter = _gutter(regions)
        if gutter is not None:
            return _cut_at(grid, regions, gutter)
    return grid


def _cut_at(grid: Lattice, regions: Sequence[Region], gutter: float) -> Lattice:
    inner = [x for x in grid.xs if regions[0].box[0] + 1 < x < regions[0].box[2] - 1]
    known = [x for x in inner if not any(_crosses(g, x) for g in regions)]
    at = min(known, key=lambda x: abs(x - gutter)) if known else gutter
    cells: list[Box] = []
    for g in (g for g in grid.regions if g.drawn):
        x0, top, x1, bottom = g.box
        alike = g.column == regions[0].column and g.column_span == regions[0].column_span
        if x0 + 1 < at < x1 - 1 and alike and not _crosses(g, at):
            cells += [(x0, top, at, bottom), (at, top, x1, bottom)]
        else:
            cells.append(g.box)
    return lattice_on(sorted({*grid.xs, at}), grid.ys, cells, [w for g in grid.regions for w in g.words])


def _crosses(region: Region, x: float) -> bool:
    return any(w.box[0] + 1 < x < w.box[2] - 1 for w in region.words)


def _gutter(regions: Sequence[Region]) -> float | None:
    """Where a cut parts label and value in nearly all of these cells, one above the other."""
    starts: list[float] = []
    for region in regions:
        parts = [p for line in text_lines(region.words) for p in phrases(line, 0.5)]
        last = max(parts, key=lambda p: p.box[2])
        if len(parts) > 1 and is_number(last.text) and any(not is_value(p.text) for p in parts):
            starts.append(last.box[0])
    if len(regions) < 3 or len(starts) < 0.75 * len(regions):
        return None
    at = min(starts) - 1.0
    right = [[w for w in g.words if centre(w.box)[0] > at] for g in regions]
    clean = sum(is_number(" ".join(w.text for w in words)) for words in right)
    return at if clean >= 0.75 * len(regions) and not any(_crosses(g, at) for g in regions) else None
