"""Tables without cells drawn: values aligned in columns under headers, ruled by lines or by nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.content import PageContent, Word
from corpus.report import Box
from corpus.table_grid import Lattice, lattice_on
from corpus.table_heading import header_line, header_rows, header_start, last_line, spread, widened
from corpus.table_lines import Column, Line, is_period_row, is_row, overlap, read_line
from corpus.table_rules import Rule, horizontal_rules
from corpus.table_single import single_rows
from corpus.table_words import (
    Phrase,
    bounds,
    centre,
    is_bold,
    is_number,
    is_period,
    phrases,
    text_lines,
)

_ALIGNED = 2.5  # Values of one column share an edge or their middle to this many points.
_FAR = 250  # Points between a label and its value, beyond which only rules tie them.
_SHORTEST_WRAPPED = 12  # Letters: no column is so narrow that « Nord » needs a second line for « Sud ».

_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")


def aligned_lattices(content: PageContent, taken: Sequence[Box]) -> list[Lattice]:
    """Tables told by the alignment of their values, outside the boxes already taken."""
    words = [w for w in content.words if w.direction == 0 and not _in_any(w, taken)]
    lines = [read_line(line) for line in text_lines(words)]
    rules = horizontal_rules(content)
    found: list[Lattice] = []
    floor = 0
    for first, last in _blocks(lines):
        grid = _table(lines, floor, first, last, rules)
        if grid is not None:
            found.append(grid)
            floor = last + 1
    return [*found, *(g for g in single_rows(lines, rules) if not any(_meet(g.box, f.box) for f in found))]


def _meet(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _in_any(word: Word, boxes: Sequence[Box]) -> bool:
    x, y = centre(word.box)
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes)


def _blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of lines, first and last included, that hold rows whose values stand under one another."""
    blocks: list[tuple[int, int]] = []
    start = previous = -1
    for k, line in enumerate(lines):
        if not is_row(line):
            continue
        again = start >= 0 and is_period_row(line) and not is_period_row(lines[previous])
        if start >= 0 and not again and _follows(lines, start, previous, k):
            previous = k
            continue
        if start >= 0:
            blocks.append((start, previous))
        start = previous = k
    if start >= 0:
        blocks.append((start, previous))
    return [b for b in blocks if b[1] > b[0]]


def _follows(lines: Sequence[Line], start: int, previous: int, current: int) -> bool:
    """Whether row `current` goes on with the block: its values stand under those above."""
    recent = [p for line in lines[max(start, previous - 4) : previous + 1] for p in line.values]
    line = lines[current]
    shared = sum(any(overlap(v.box, p.box) > 0 for p in recent) for v in line.values)
    gap = line.box[1] - lines[previous].box[3]
    height = line.height
    if shared == 0 or 2 * shared < len(line.values) or current - previous > 4:
        return False
    if gap > (6.0 if shared >= 2 else 2.5) * height:
        return False
    for between in lines[previous + 1 : current]:
        crossed = sum(
            any(overlap(p.box, v.box) > 2 for v in (*line.values, *lines[previous].values))
            for p in between.phrases
        )
        if crossed and (len(between.phrases) == 1 or crossed < len(between.phrases)):
            return False
    return True


def _table(lines: Sequence[Line], floor: int, first: int, last: int, rules: Sequence[Rule]) -> Lattice | None:
    rows = [line for line in lines[first : last + 1] if is_row(line)]
    columns = _columns(rows, rules)
    if not _is_convincing(rows, columns):
        return None
    if is_period_row(lines[first]) and len(lines[first].values) < sum(c.value for c in columns):
        first = next(
            k for k in range(first + 1, last + 1) if is_row(lines[k])
        )  # Years over groups of columns.
    left, right = columns[0].x0, columns[-1].x1
    start = header_start(lines, floor, first, columns, rules)
    last = last_line(lines, last, columns, rules)
    ruled = _ruled_table(lines, start, first, last, columns, rules)
    if ruled is not None:
        return ruled
    heads = [header_line(line, columns) for line in lines[start:first]]
    heads = spread([h for h in heads if h], columns)
    if not heads and not is_period_row(lines[first]) and not _is_strict(rows, columns):
        return None
    columns = widened(columns, [piece for head in heads for piece in head])
    body = [x for x in lines[first : last + 1] if _words_within(x, left, right)]
    bands = _bands(body)
    words = [w for x in body for w in _words_within(x, left, right)]
    xs = _edges(columns)
    groups = header_rows(heads)
    tops = [bounds(p.box for p, _, _ in g) for g in groups]
    ys = _cuts([(b[1], b[3]) for b in tops] + bands)
    cells = [
        (xs[c0], ys[r], xs[c1 + 1], ys[r + 1])
        for r, group in enumerate(groups)
        for _, c0, c1 in group
        if c1 > c0
    ]
    cells += [
        (xs[c], ys[r], xs[c + 1], ys[r + 1])
        for r in range(len(groups), len(ys) - 1)
        if not _lone_label(words, ys[r], ys[r + 1], xs)
        for c in range(len(xs) - 1)
    ]
    words += [w for g in groups for p, _, _ in g for w in p.words]
    return lattice_on(xs, ys, cells, words)


def _ruled_table(
    lines: Sequence[Line],
    start: int,
    first: int,
    last: int,
    columns: Sequence[Column],
    rules: Sequence[Rule],
) -> Lattice | None:
    """The table when a rule runs between most of its rows: each space between two rules is one row."""
    left, right = columns[0].x0, columns[-1].x1
    top, bottom = lines[start].box[1], lines[last].box[3]
    height = lines[last].height
    at = [
        r.at
        for r in rules
        if r.end - r.start >= 0.8 * (right - left)
        and r.start < left + 15
        and r.end > right - 15
        and top - 2.5 * height <= r.at <= bottom + 2.5 * height
    ]
    rows = [line for line in lines[first : last + 1] if is_row(line)]
    inner = [y for y in at if rows[0].box[3] - 2 <= y <= rows[-1].box[1] + 2]
    if len(inner) < max(2, len(rows) - 1) or len(inner) > len(rows) + 1:
        return None
    ys = [y for y in at if y >= rows[0].box[1] - 2.5 * height]
    ys = ys if ys[0] <= rows[0].box[1] + 1 else [rows[0].box[1] - 1, *ys]
    ys = ys if ys[-1] >= rows[-1].box[3] - 2 else [*ys, rows[-1].box[3] + 1]
    above = [x for x in lines[start:first] if x.box[3] <= ys[0] + 2]
    if all(is_period(p.text) for p in rows[0].values):  # it heads the columns: one phrase above is the title
        above = [x for x in above if len(x.phrases) > 1]
    heads = [h for h in (header_line(x, columns) for x in above) if h]
    wide = widened(columns, [piece for head in heads for piece in head])
    words = [w for x in lines for w in _words_within(x, left, right) if ys[0] <= centre(w.box)[1] <= ys[-1]]
    xs = _edges(wide)
    if heads:
        words += [w for head in heads for p, _, _ in head for w in p.words]
        ys = [min(p.box[1] for head in heads for p, _, _ in head) - 1, *ys]
    cells = [
        (xs[c], ys[r], xs[c + 1], ys[r + 1])
        for r in range(1 if heads else 0, len(ys) - 1)
        for c in range(len(xs) - 1)
    ]
    return lattice_on(xs, ys, cells, words)


def _lone_label(words: Sequence[Word], top: float, bottom: float, xs: Sequence[float]) -> bool:
    """A band with one phrase only, wider than its column: a group label over the whole row."""
    band = [w for w in words if top <= centre(w.box)[1] < bottom]
    if not band:
        return False
    box = bounds(w.box for w in band)
    return len(phrases(sorted(band, key=lambda w: w.box[0]))) == 1 and box[0] < xs[1] < box[2]


def _words_within(line: Line, left: float, right: float) -> list[Word]:
    return [
        w
        for p in line.phrases
        if p.box[2] > left - 4 and p.box[0] < right + 4
        for w in p.words
        if not _LEADER.fullmatch(w.text)
    ]


def _columns(rows: Sequence[Line], rules: Sequence[Rule]) -> list[Column]:
    """Value columns (values that overlap from row to row) and the text columns between them.

    A text column stands near its values, or is tied to them by rules that run from row to row."""
    values = _clusters([p for line in rows for p in line.values])
    kept = [c for c in values if len(c) >= max(2, 0.3 * len(rows)) or (len(c) == len(rows))]
    columns = [Column(b[0], b[2], True) for b in (bounds(p.box for p in c) for c in kept)]
    if not columns:
        return []
    texts = [
        p
        for line in rows
        for p in line.phrases
        if p not in line.values and not any(overlap(p.box, (c.x0, 0, c.x1, 0)) > 0 for c in columns)
    ]
    first_value = min(c.x0 for c in columns)
    groups = [g for g in _clusters(texts) if len(g) >= max(2, 0.3 * len(rows))]
    labels = [g for g in groups if g[0].box[0] < first_value]
    for group in groups:
        box = bounds(p.box for p in group)
        far = min(abs(box[0] - c.x1) if box[0] > c.x1 else abs(c.x0 - box[2]) for c in columns)
        prose = sum(len(p.text) for p in group) > 45 * len(group) and [group] != labels
        tied = far < _FAR or _are_tied(rows, box[0], max(c.x1 for c in columns), rules)
        if tied and not prose:  # Prose beside a table is another column of the page.
            columns.append(Column(box[0], box[2], False))
    return sorted(columns, key=lambda c: c.x0)


def _are_tied(rows: Sequence[Line], left: float, right: float, rules: Sequence[Rule]) -> bool:
    """Whether a rule runs from `left` to `right` between most rows."""
    top, bottom = rows[0].box[3] - 2, rows[-1].box[1] + 2
    inner = [r for r in rules if top <= r.at <= bottom and r.start < left + 15 and r.end > right - 15]
    return len(inner) >= max(2, len(rows) - 1)


def _clusters(found: Sequence[Phrase]) -> list[list[Phrase]]:
    """Phrases grouped by horizontal overlap."""
    groups: list[list[Phrase]] = []
    edge = float("-inf")
    for phrase in sorted(found, key=lambda p: p.box[0]):
        if groups and phrase.box[0] < edge:
            groups[-1].append(phrase)
            edge = max(edge, phrase.box[2])
        else:
            groups.append([phrase])
            edge = phrase.box[2]
    return groups


def _is_convincing(rows: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether aligned lines are a table rather than a list, a contents page or a chart's labels."""
    value_columns = [c for c in columns if c.value]
    if len(rows) < 2 or len(columns) < 2 or not value_columns:
        return False
    members = [
        [p for line in rows for p in line.values if overlap(p.box, (c.x0, 0, c.x1, 0)) > 0]
        for c in value_columns
    ]
    figures = [[p for p in m if is_number(p.text) and not is_period(p.text)] or m for m in members]
    if sum(_is_aligned(m) for m in figures) < 0.7 * len(figures):
        return False
    numbers = [p for m in members for p in m if is_number(p.text) and not is_period(p.text)]
    if len(numbers) < 3:
        return False
    led = any(_LEADER.search(p.text) for line in rows for p in line.phrases)
    if led and all(p.text.isdecimal() and len(p.text) <= 3 for p in members[-1]):
        return False
    if len(rows) >= 4 and all(_only_rises(m) for m in members):
        return False  # Section numbers and page numbers: a contents page.
    if len(value_columns) == 1:
        labels = [line.phrases[0] for line in rows if line.phrases[0] not in line.values]
        return len(rows) >= 3 and len(labels) >= 0.8 * len(rows) and _is_label_list(labels, members[0])
    if any(not c.value for c in columns):
        return True
    first = [p.text for p in members[0]]
    return len(rows) >= 3 and (len(value_columns) >= 3 or all(is_period(t) for t in first))


def _is_label_list(labels: Sequence[Phrase], values: Sequence[Phrase]) -> bool:
    """Short labels on one edge, with values that are not page numbers going up."""
    if not _is_aligned(labels) or any(len(p.text) > 90 for p in labels):
        return False
    plain = [int(p.text) for p in values if p.text.isdecimal()]
    even = len({b - a for a, b in pairwise(plain)}) == 1  # The ticks of an axis.
    return len(plain) < len(values) or not even


def _only_rises(values: Sequence[Phrase]) -> bool:
    """Whether values are whole numbers that never go down, as page numbers do."""
    plain = [int(p.text) for p in values if p.text.isdecimal()]
    return len(plain) == len(values) and all(a <= b for a, b in pairwise(plain))


def _is_strict(rows: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether the values of each column stand exactly under one another, unlike labels on bars."""
    members = [
        [p for line in rows for p in line.values if overlap(p.box, (c.x0, 0, c.x1, 0)) > 0]
        for c in columns
        if c.value
    ]
    figures = [[p for p in m if is_number(p.text)] for m in members]
    return all(_is_aligned(m, 1.5, 0.9) for m in figures if len(m) > 1)


def _is_aligned(group: Sequence[Phrase], within: float = _ALIGNED, share: float = 0.75) -> bool:
    """Whether most phrases share their left edge, right edge or middle."""
    if len(group) < 2:
        return False
    lefts, rights = [p.box[0] for p in group], [p.box[2] for p in group]
    middles = [(p.box[0] + p.box[2]) / 2 for p in group]
    for places in (sorted(lefts), sorted(rights), sorted(middles)):
        middle = places[len(places) // 2]
        if sum(abs(x - middle) <= within for x in places) >= share * len(places):
            return True
    return False


def _bands(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Top and bottom of each row: lines of a wrapped label are put with the row they belong to."""
    bands: list[list[Line]] = []
    pending: list[Line] = []
    widest = max((_label_width(line) for line in lines), default=0.0)
    for line in lines:
        if is_row(line):
            bands.append([*_with_next(pending, line, bands, widest), line])
            pending = []
        else:
            pending.append(line)
    bands.extend([line] for line in pending)
    return [(min(x.box[1] for x in b), max(x.box[3] for x in b)) for b in bands]


def _label_width(line: Line) -> float:
    first = line.phrases[0]
    return 0.0 if first in line.values else first.box[2] - first.box[0]


def _may_wrap(before: Line, line: Line, widest: float) -> bool:
    """Whether the first word of `line` had no room after the label of the line before."""
    label, word = before.phrases[0], line.phrases[0].words[0]
    if len(label.text) + len(word.text) < _SHORTEST_WRAPPED:
        return False
    return _label_width(before) + (word.box[2] - word.box[0]) > 0.9 * widest


def _with_next(pending: list[Line], row: Line, bands: list[list[Line]], widest: float) -> list[Line]:
    """Split the label lines over a row: those of the row above, those alone, those of this row."""
    mine: list[Line] = []
    for line in pending:
        wraps = bool(bands) and _may_wrap(bands[-1][-1], line, widest)
        above = line.box[1] - bands[-1][-1].box[3] if bands else 99.0
        below = row.box[1] - line.box[3]
        text = line.phrases[0].text
        if is_bold(line.phrases[0].words) and not is_bold(row.phrases[0].words):
            bands.append([line])
        elif bands and (text[0].islower() or text[0] in "(/" or (wraps and above < below - 1.5)):
            bands[-1].append(line)
        elif below < above - 1.5:
            mine.append(line)
        else:
            bands.append([line])
    return mine


def _edges(columns: Sequence[Column]) -> list[float]:
    inner = [(a.x1 + b.x0) / 2 for a, b in pairwise(columns)]
    return [columns[0].x0 - 2, *inner, columns[-1].x1 + 2]


def _cuts(bands: Sequence[tuple[float, float]]) -> list[float]:
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(bands)]
    return [bands[0][0] - 1, *inner, bands[-1][1] + 1]
