"""The grid of a table: column and row edges, and the cells between them with their words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.content import Color, PageContent, Word
from corpus.report import Box
from corpus.table_rules import cluster, nearest
from corpus.table_words import Phrase, centre, is_period, is_value, phrases, reading_order, text_lines

EDGE = 3.5  # Column edges this close are the same edge.


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a grid before headers are known, with the words that stand in it.

    `drawn` is false for a slot that no cell of the page covers.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    box: Box
    words: tuple[Word, ...]
    drawn: bool = True

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


@dataclass(frozen=True, slots=True)
class Lattice:
    """Column edges, row edges and the regions between them, each slot covered once.

    `banner` holds the words of the full-width rows over the table, which are no rows of it any more.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    regions: tuple[Region, ...]
    banner: tuple[Word, ...] = ()

    @property
    def rows(self) -> int:
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        return len(self.xs) - 1

    @property
    def box(self) -> Box:
        return (self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


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
    drawn = len(areas)
    for r in range(len(ys) - 1):
        _cover_free_slots(owner, areas, r, xs, ys, words)
    held: list[list[Word]] = [[] for _ in areas]
    for word in words:
        x, y = centre(word.box)
        c, r = bisect_right(xs, x) - 1, bisect_right(ys, y) - 1
        if 0 <= c < len(xs) - 1 and 0 <= r < len(ys) - 1:
            held[owner[r][c]].append(word)
    regions = [
        Region(
            row=r0,
            column=c0,
            row_span=r1 - r0,
            column_span=c1 - c0,
            box=(xs[c0], ys[r0], xs[c1], ys[r1]),
            words=tuple(reading_order(held[i])),
            drawn=i < drawn,
        )
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
    between = [b[0].box[0] - a[-1].box[2] for a, b in pairwise(parts)]
    within = [b.box[0] - a.box[2] for p in parts for a, b in pairwise(p)]
    return min(between) > 1.4 * max(within, default=0.25 * phrase.words[0].size)


def areas_only(content: PageContent) -> PageContent:
    """The page with only those shapes that can colour a cell, of thousands of dashes and strokes."""
    kept = (s for s in content.shapes if s.kind == "rect" and s.fill and s.box[3] - s.box[1] > 3)
    return replace(content, shapes=tuple(kept))


def fill_at(content: PageContent, box: Box) -> Color | None:
    """Colour under the middle of `box`; None for the page's own white."""
    x, y = centre(box)
    for shape in reversed(content.shapes):
        if shape.kind != "rect" or shape.fill is None:
            continue
        x0, top, x1, bottom = shape.box
        if x0 <= x <= x1 and top <= y <= bottom and bottom - top > 3:
            return None if min(shape.fill) > 0.985 else shape.fill
    return None
