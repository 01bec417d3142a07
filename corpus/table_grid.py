"""The grid of a drawn table: pieces joined that belong together, words put into their cells."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.content import PageContent, Word
from corpus.report import Box
from corpus.table_rules import Piece, cluster, drawn_pieces, nearest
from corpus.table_words import (
    Phrase,
    bounds,
    centre,
    is_period,
    is_value,
    phrases,
    reading_order,
    text_lines,
)

EDGE = 3.5  # Column edges this close are the same edge.
_STACK_GAP = 28.0  # Pieces of one table stand at most this far above one another,
_SIDE_GAP = 100.0  # and its detached columns at most this far to the right.


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid before headers are known, with the words that stand in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Column edges, row edges and the regions between them, each slot covered once."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def drawn_lattices(content: PageContent) -> list[Lattice]:
    """The tables that rules and fills draw, as grids with their words."""
    pieces = [p for p in drawn_pieces(content) if _holds_words(p.box, content.words)]
    pieces = _without_frames(pieces, content)
    lattices = []
    for group in _joined(pieces, content):
        cells = [c for p in group for c in p.cells]
        box = bounds(cells)
        words = [w for w in content.words if _inside(w, box)]
        lattices.append(tidy(lattice(cells, words)))
    return [x for x in lattices if _is_table(x)]


def lattice(cells: Sequence[Box], words: Sequence[Word]) -> Lattice:
    """A grid over `cells`; slots that no cell covers become cells of their own, cut by their words."""
    xs = cluster([x for c in cells for x in (c[0], c[2])], EDGE)
    ys = cluster([y for c in cells for y in (c[1], c[3])], EDGE)
    return lattice_on(xs, ys, cells, words)


def lattice_on(
    xs: Sequence[float], ys: Sequence[float], cells: Sequence[Box], words: Sequence[Word]
) -> Lattice:
    """A grid on given edges; slots outside `cells` are cut by the words that stand in them."""
    owner = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    areas: list[tuple[int, int, int, int]] = []
    for cell in sorted(cells, key=lambda c: (c[2] - c[0]) * (c[3] - c[1])):
        c0, c1 = nearest(xs, cell[0]), nearest(xs, cell[2])
        r0, r1 = nearest(ys, cell[1]), nearest(ys, cell[3])
        free = all(owner[r][c] < 0 for r in range(r0, r1) for c in range(c0, c1))
        if c0 < c1 and r0 < r1 and free:
            _take(owner, areas, (r0, c0, r1, c1))
    for r in range(len(ys) - 1):
        _cover_free_slots(owner, areas, r, xs, ys, words)
    held: list[list[Word]] = [[] for _ in areas]
    for word in words:
        x, y = centre(word.box)
        c, r = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
        if 0 <= c < len(xs) - 1 and 0 <= r < len(ys) - 1:
            held[owner[r][c]].append(word)
    regions = [
        Region(r0, c0, r1 - r0, c1 - c0, (xs[c0], ys[r0], xs[c1], ys[r1]), tuple(reading_order(held[i])))
        for i, (r0, c0, r1, c1) in enumerate(areas)
    ]
    return Lattice(tuple(xs), tuple(ys), tuple(sorted(regions, key=lambda g: (g.row, g.column))))


def _take(
    owner: list[list[int]], areas: list[tuple[int, int, int, int]], area: tuple[int, int, int, int]
) -> None:
    r0, c0, r1, c1 = area
    for r in range(r0, r1):
        for c in range(c0, c1):
            owner[r][c] = len(areas)
    areas.append(area)


def _cover_free_slots(
    owner: list[list[int]],
    areas: list[tuple[int, int, int, int]],
    row: int,
    xs: Sequence[float],
    ys: Sequence[float],
    words: Sequence[Word],
) -> None:
    """A phrase over several free slots of the row makes them one cell; the others stay single."""
    free = [c for c in range(len(xs) - 1) if owner[row][c] < 0]
    if not free:
        return
    band = [w for w in words if ys[row] <= centre(w.box)[1] < ys[row + 1]]
    for line in text_lines(band):
        for phrase in phrases(line):
            first = bisect_right(xs, phrase.box[0] + 1.0) - 1
            last = bisect_right(xs, phrase.box[2] - 1.0) - 1
            span = range(max(first, 0), min(last, len(xs) - 2) + 1)
            if (
                len(span) > 1
                and not _parts_at_edges(phrase, xs, span)
                and all(owner[row][c] < 0 for c in span)
            ):
                _take(owner, areas, (row, span[0], row + 1, span[-1] + 1))
    for c in free:
        if owner[row][c] < 0:
            _take(owner, areas, (row, c, row + 1, c + 1))


def _parts_at_edges(phrase: Phrase, xs: Sequence[float], span: range) -> bool:
    """Whether a phrase over several columns is one text per column, set close together."""
    parts: list[list[Word]] = [[] for _ in span]
    for word in phrase.words:
        column = bisect_right(xs, centre(word.box)[0]) - 1
        if column not in span:
            return False
        parts[column - span[0]].append(word)
    if not all(parts):
        return False
    texts = [" ".join(w.text for w in p) for p in parts]
    if all(is_value(t) or is_period(t) for t in texts) or all(re.search(r"\d{4}", t) for t in texts):
        return True
    between = [b[0].box[0] - a[-1].box[2] for a, b in zip(parts, parts[1:], strict=False)]
    within = [b.box[0] - a.box[2] for p in parts for a, b in zip(p, p[1:], strict=False)]
    return min(between) > 1.4 * max(within, default=0.25 * phrase.words[0].size)


def tidy(grid: Lattice) -> Lattice:
    """The grid without empty slivers, with unruled lines inside ruled rows told apart."""
    grid = _without_slivers(grid)
    cells = [part for region in grid.regions for part in _split_rows(region, grid)]
    words = [w for g in grid.regions for w in g.words]
    if len(cells) == len(grid.regions):
        return grid
    return lattice(cells, words)


def _without_slivers(grid: Lattice) -> Lattice:
    """Rows and columns too thin for text and without any are rules' doubles: their edges are merged."""
    xs = _kept_edges(grid.xs, [(g.column, g.column_span) for g in grid.regions if g.words], 7.0)
    ys = _kept_edges(grid.ys, [(g.row, g.row_span) for g in grid.regions if g.words], 4.5)
    if (len(xs) == len(grid.xs) and len(ys) == len(grid.ys)) or len(xs) < 2 or len(ys) < 2:
        return grid
    cells = []
    for g in grid.regions:
        x0, x1 = xs[nearest(xs, g.box[0])], xs[nearest(xs, g.box[2])]
        y0, y1 = ys[nearest(ys, g.box[1])], ys[nearest(ys, g.box[3])]
        if x0 < x1 and y0 < y1:
            cells.append((x0, y0, x1, y1))
    return lattice(cells, [w for g in grid.regions for w in g.words])


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
    x0, top, x1, bottom = region.box
    if region.row_span < 2 or not region.words:
        return [region.box]
    lines = text_lines(region.words)
    cuts = grid.ys[region.row : region.row + region.row_span + 1]
    middles = [sum(centre(w.box)[1] for w in line) / len(line) for line in lines]
    matched = [sum(a <= m < b for m in middles) for a, b in zip(cuts, cuts[1:], strict=False)]
    upright = all(w.direction == 0 for w in region.words)
    values = sum(is_value(" ".join(w.text for w in line)) for line in lines)
    if not _beside_single_rows(region, grid):
        return [region.box]
    if upright and matched == [1] * region.row_span and (values == len(lines) or _same_pitch(middles, cuts)):
        return [(x0, a, x1, b) for a, b in zip(cuts, cuts[1:], strict=False)]
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


def _holds_words(box: Box, words: Sequence[Word]) -> bool:
    return any(_inside(w, box) for w in words)


def _inside(word: Word, box: Box) -> bool:
    x, y = centre(word.box)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _contains(outer: Box, inner: Box) -> bool:
    return (
        outer[0] <= inner[0] + EDGE
        and outer[1] <= inner[1] + EDGE
        and outer[2] >= inner[2] - EDGE
        and outer[3] >= inner[3] - EDGE
    )


def _without_frames(pieces: list[Piece], content: PageContent) -> list[Piece]:
    """Pieces that only frame others (a page border, a slide's panel) are left out."""
    kept = []
    for piece in pieces:
        inner = [p for p in pieces if p is not piece and _contains(piece.box, p.box)]
        frame = len(piece.cells) <= 2 and any(len(p.cells) > len(piece.cells) for p in inner)
        if not frame and piece.box[3] - piece.box[1] < 0.97 * content.height:
            kept.append(piece)
    # A piece inside one cell of another is part of that cell's content.
    return [
        p
        for p in kept
        if not any(
            q is not p and len(q.cells) >= len(p.cells) and any(_contains(c, p.box) for c in q.cells)
            for q in kept
        )
    ]


def _joined(pieces: list[Piece], content: PageContent) -> list[list[Piece]]:
    """Pieces of one table: stacked with the same columns, or side by side with the same rows."""
    groups = [[p] for p in sorted(pieces, key=lambda p: (p.box[1], p.box[0]))]
    merged = True
    while merged:
        merged = False
        for i, first in enumerate(groups):
            for j, second in enumerate(groups):
                if i != j and (_stack(first, second, content) or _side(first, second, content)):
                    groups[i] = first + second
                    del groups[j]
                    merged = True
                    break
            if merged:
                break
    return groups


def _edges(group: list[Piece]) -> tuple[list[float], list[float]]:
    xs = cluster([x for p in group for x in p.xs], EDGE)
    ys = cluster([y for p in group for y in p.ys], EDGE)
    return xs, ys


def _shared(small: list[float], large: list[float]) -> float:
    return sum(any(abs(a - b) <= EDGE for b in large) for a in small) / len(small)


def _stack(upper: list[Piece], lower: list[Piece], content: PageContent) -> bool:
    above, below = bounds(p.box for p in upper), bounds(p.box for p in lower)
    gap = below[1] - above[3]
    if not -EDGE <= gap <= _STACK_GAP:
        return False
    upper_xs, lower_xs = _edges(upper), _edges(lower)
    small, large = sorted((upper_xs[0], lower_xs[0]), key=len)
    if len(large) < 3 or small[0] < large[0] - EDGE or small[-1] > large[-1] + EDGE:
        return False
    if _shared(small, large) < 0.8:
        return False
    if len(small) == 2 and gap > 12.0:
        return False
    return _gap_fits(above, below, large, content)


def _gap_fits(above: Box, below: Box, xs: list[float], content: PageContent) -> bool:
    """Whether the words between two pieces, if any, stand in the columns as a row would."""
    between = [
        w
        for w in content.words
        if xs[0] <= centre(w.box)[0] <= xs[-1] and above[3] < centre(w.box)[1] < below[1]
    ]
    lines = text_lines(between)
    if not lines:
        return True
    if below[1] - above[3] < 1.2 * max(w.box[3] - w.box[1] for w in between):
        return True  # Too low for a line of its own: the words belong to the rows on either side.
    if len(lines) > 2:
        return False
    groups = [p for line in lines for p in phrases(line)]
    crossing = sum(any(p.box[0] + 2 < x < p.box[2] - 2 for x in xs) for p in groups)
    return len(groups) >= 2 and crossing * 3 <= len(groups)


def _side(left: list[Piece], right: list[Piece], content: PageContent) -> bool:
    """Whether `right` holds detached columns of `left`: same rows, nothing but values."""
    first, second = bounds(p.box for p in left), bounds(p.box for p in right)
    gap = second[0] - first[2]
    if not -EDGE <= gap <= _SIDE_GAP:
        return False
    left_ys, right_ys = _edges(left)[1], _edges(right)[1]
    if len(left_ys) < 3 or len(right_ys) < 2 or _shared(right_ys, left_ys) < 0.8:
        return False
    if right_ys[0] < left_ys[0] - 30 or right_ys[-1] > left_ys[-1] + EDGE:
        return False
    texts = [" ".join(w.text for w in content.words if _inside(w, cell)) for p in right for cell in p.cells]
    filled = [t for t in texts if t]
    return bool(filled) and sum(is_value(t) for t in filled) >= 0.7 * len(filled)


def _is_table(grid: Lattice) -> bool:
    """Whether a grid is filled as a table is: not a chart's frame, a boxed paragraph, a layout box."""
    filled = [g for g in grid.regions if g.words]
    if grid.rows < 2 or grid.columns < 2 or len(filled) < 4:
        return False
    by_row = [sum(g.row <= r < g.row + g.row_span for g in filled) for r in range(grid.rows)]
    if sum(n >= 2 for n in by_row) < max(2, 0.4 * grid.rows):
        return False
    by_column = [sum(g.column <= c < g.column + g.column_span for g in filled) for c in range(grid.columns)]
    if sum(n >= 2 for n in by_column) < 0.6 * grid.columns:
        return False
    return len(filled) >= 0.3 * len(grid.regions) and not _runs_on(grid)


def _runs_on(grid: Lattice) -> bool:
    """Whether lines of text run through the column edges, as over highlighted words."""
    near = far = 0
    for one in grid.regions:
        for two in grid.regions:
            if one.words and two.words and two.row == one.row and two.column == one.column + one.column_span:
                gap = min(w.box[0] for w in two.words) - max(w.box[2] for w in one.words)
                near += gap <= 0.4 * one.words[0].size
                far += gap > 0.4 * one.words[0].size
    return near > far
