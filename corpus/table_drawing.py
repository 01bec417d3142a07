"""Drawn tables: pieces that rules and fills enclose, joined to the tables they belong to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpus.content import PageContent, Word
from corpus.report import Box
from corpus.table_grid import EDGE, Lattice, Region, areas_only, lattice
from corpus.table_repair import parted, tidy, without_banner
from corpus.table_rules import Piece, cluster, drawn_pieces
from corpus.table_words import bounds, centre, is_number, is_value, phrases, text_lines

_STACK_GAP = 28.0  # Pieces of one table stand at most this far above one another,
_SPECKS = {",", ".", ";", "'"}
_SIDE_GAP = 100.0  # and its detached columns at most this far to the right.


def drawn_lattices(content: PageContent) -> list[Lattice]:
    """The tables that rules and fills draw, as grids with their words."""
    pieces = [p for p in drawn_pieces(content) if _holds_words(p.box, content.words)]
    pieces = _without_frames(pieces, content)
    content = areas_only(content)
    lattices: list[Lattice] = []
    for group in _joined(pieces, content):
        cells = [c for p in group.pieces for c in p.cells]
        words = [w for w in content.words if w.text not in _SPECKS and _inside(w, group.box)]
        grid = lattice(cells, words)
        if grid.rows > 1 and grid.columns > 1:
            lattices.extend(without_banner(part) for part in parted(tidy(grid, content), content))
    return [x for x in lattices if _is_table(x)]


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


@dataclass(frozen=True, slots=True)
class Group:
    """Pieces put together so far, with all their edges."""

    pieces: tuple[Piece, ...]
    box: Box
    xs: tuple[float, ...]
    ys: tuple[float, ...]


def _group(pieces: tuple[Piece, ...]) -> Group:
    return Group(
        pieces,
        bounds(p.box for p in pieces),
        tuple(cluster([x for p in pieces for x in p.xs], EDGE)),
        tuple(cluster([y for p in pieces for y in p.ys], EDGE)),
    )


def _joined(pieces: list[Piece], content: PageContent) -> list[Group]:
    """Pieces of one table: side by side with the same rows, or stacked with the same columns."""
    groups = [_group((p,)) for p in sorted(pieces, key=lambda p: (p.box[1], p.box[0]))]
    count = 0
    while count != len(groups):
        count = len(groups)
        for test in (_side, _stack):
            groups = _merged(groups, test, content)
    return groups


def _merged(
    groups: list[Group], test: Callable[[Group, Group, PageContent], bool], content: PageContent
) -> list[Group]:
    """Groups with every pair that passes `test` joined, the nearest first."""
    done: list[Group] = []
    rest = list(groups)
    while rest:
        first = rest.pop(0)
        near = sorted(
            rest, key=lambda g: (max(g.box[1] - first.box[3], 0.0), max(g.box[0] - first.box[2], 0.0))
        )
        other = next((g for g in near if test(first, g, content) or test(g, first, content)), None)
        if other is None:
            done.append(first)
        else:
            rest.remove(other)
            rest.insert(0, _group(first.pieces + other.pieces))
    return done


def _shared(small: Sequence[float], large: Sequence[float]) -> float:
    return sum(any(abs(a - b) <= EDGE for b in large) for a in small) / len(small)


def _stack(upper: Group, lower: Group, content: PageContent) -> bool:
    """Whether `lower` goes on under `upper` with the same columns."""
    gap = lower.box[1] - upper.box[3]
    if not -EDGE <= gap <= _STACK_GAP:
        return False
    small, large = sorted((upper.xs, lower.xs), key=len)
    if len(large) < 3 or small[0] < large[0] - EDGE or small[-1] > large[-1] + EDGE:
        return False
    strangers = len(small) - round(_shared(small, large) * len(small))
    if strangers > max(0.2 * len(small), 1 if len(small) > 2 else 0):
        return False
    whole = abs(small[-1] - small[0] - large[-1] + large[0]) <= 2 * EDGE
    if len(small) == 2 and gap > (EDGE if whole else 12.0):
        return False  # A box over the whole width that does not touch the table is its title or another's.
    return _gap_fits(upper.box, lower.box, large, content)


def _gap_fits(above: Box, below: Box, xs: Sequence[float], content: PageContent) -> bool:
    """Whether the words between two pieces, if any, stand in the columns as a row would."""
    between = [
        w
        for w in content.words
        if any(c.isalnum() for c in w.text)
        and xs[0] <= centre(w.box)[0] <= xs[-1]
        and above[3] < centre(w.box)[1] < below[1]
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


def _side(left: Group, right: Group, content: PageContent) -> bool:
    """Whether `right` holds detached columns of `left`: same rows, nothing but values."""
    gap = right.box[0] - left.box[2]
    if not -EDGE <= gap <= _SIDE_GAP or _shared(right.ys, left.ys) < 0.8:
        return False
    if right.ys[0] < left.ys[0] - 30 or right.ys[-1] > left.ys[-1] + EDGE:
        return False
    cells = [(c, _text_in(c, content)) for p in right.pieces for c in p.cells]
    filled = [text for _, text in cells if text]
    labels = [text for c, text in cells if text and c[0] <= right.box[0] + EDGE]
    if len(filled) < 0.5 * len(cells) or sum(map(is_value, labels)) < 0.7 * len(labels):
        return False  # A column of labels starts a table of its own.
    return sum(map(is_value, filled)) >= 0.7 * len(filled)


def _text_in(cell: Box, content: PageContent) -> str:
    return " ".join(w.text for w in content.words if _inside(w, cell))


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
    if not any(is_number(g.text) for g in filled) and not _is_regular(grid, filled):
        return False
    if len(filled) < 0.3 * len(grid.regions) or _is_only_bands(grid):
        return False
    return not _runs_on(grid)


def _is_only_bands(grid: Lattice) -> bool:
    """Whether cells of most rows hold a label and values apart: bands of colour under aligned columns."""
    mixed = 0
    for g in grid.regions:
        parts = [p for line in text_lines(g.words) for p in phrases(line, 0.8)] if g.words else []
        mixed += len(parts) > 1 and is_number(parts[-1].text) and len(text_lines(g.words)) == 1
    return mixed > 0.5 * grid.rows


def _is_regular(grid: Lattice, filled: Sequence[Region]) -> bool:
    """Whether words fill a grid as rows of words do, rather than stand in the boxes of a diagram."""
    covered = sum(g.row_span * g.column_span for g in filled)
    return grid.columns <= 8 or covered >= 0.6 * grid.rows * grid.columns


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
