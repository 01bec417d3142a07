"""Tables of one row: a line of figures between rules, each under its own header."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.table_grid import Lattice, lattice_on
from corpus.table_lines import Line, overlap
from corpus.table_rules import Rule
from corpus.table_words import Phrase, is_number

_FEWEST = 3  # Figures in the row: fewer may be any two numbers over a rule.


def single_rows(lines: Sequence[Line], rules: Sequence[Rule]) -> list[Lattice]:
    """Tables of a header line and one line of figures, with a rule over, between and under the two."""
    found = (_table(above, row, rules) for above, row in pairwise(lines))
    return [grid for grid in found if grid is not None]


def _table(above: Line, row: Line, rules: Sequence[Rule]) -> Lattice | None:
    figures = [p for p in row.phrases if is_number(p.text)]
    if len(figures) < max(_FEWEST, len(row.phrases)):
        return None
    heads = [p for p in above.phrases if not is_number(p.text)]
    if len(heads) != len(above.phrases) or len(heads) != len(row.phrases):
        return None
    if not all(overlap(head.box, value.box) > 0 for head, value in zip(heads, row.phrases, strict=True)):
        return None
    if not _ruled(above, row, rules):
        return None
    xs = _edges(heads, row.phrases)
    ys = [above.box[1] - 1, (above.box[3] + row.box[1]) / 2, row.box[3] + 1]
    cells = [(xs[c], ys[r], xs[c + 1], ys[r + 1]) for r in range(2) for c in range(len(xs) - 1)]
    return lattice_on(xs, ys, cells, [w for p in (*heads, *row.phrases) for w in p.words])


def _ruled(above: Line, row: Line, rules: Sequence[Rule]) -> bool:
    left, right = min(above.box[0], row.box[0]), max(above.box[2], row.box[2])
    wide = [r.at for r in rules if r.start < left + 5 and r.end > right - 5]
    gaps = (
        (above.box[1] - above.height, above.box[1] + 2),
        (above.box[3] - 2, row.box[1] + 2),
        (row.box[3] - 2, row.box[3] + row.height),
    )
    return all(any(top <= at <= bottom for at in wide) for top, bottom in gaps)


def _edges(heads: Sequence[Phrase], values: Sequence[Phrase]) -> list[float]:
    """Column edges halfway between neighbours."""
    spans = [(min(h.box[0], v.box[0]), max(h.box[2], v.box[2])) for h, v in zip(heads, values, strict=True)]
    between = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    return [spans[0][0] - 1, *between, spans[-1][1] + 1]
