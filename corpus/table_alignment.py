"""Tables without cells drawn: values aligned in columns under headers, ruled by lines or by nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.content import PageContent, Word
from corpus.report import Box
from corpus.table_grid import Lattice, lattice_on
from corpus.table_rules import Rule, horizontal_rules
from corpus.table_words import (
    Phrase,
    bounds,
    centre,
    is_bold,
    is_number,
    is_period,
    is_placeholder,
    phrases,
    text_lines,
)

_GAP = 0.8  # Space between two columns, in type sizes.
_ALIGNED = 2.5  # Values of one column share an edge or their middle to this many points.
_HEADER_LINES = 6
_CAPTION = re.compile(r"^(?:tableau|table|tab\.|figure|graphique)\s*(?:n\s?[°o]\s*)?\d", re.I)
_LEADER = re.compile(r"(?:\.\s?){4,}|…{2,}")


@dataclass(frozen=True, slots=True)
class Line:
    """The phrases of one line, and those among them that are values."""

    phrases: tuple[Phrase, ...]
    values: tuple[Phrase, ...]
    box: Box

    @property
    def height(self) -> float:
        return max(p.box[3] - p.box[1] for p in self.phrases)


@dataclass(frozen=True, slots=True)
class Column:
    """The horizontal reach of a column; `value` when it holds values."""

    x0: float
    x1: float
    value: bool


def aligned_lattices(content: PageContent, taken: Sequence[Box]) -> list[Lattice]:
    """Tables told by the alignment of their values, outside the boxes already taken."""
    words = [w for w in content.words if w.direction == 0 and not _in_any(w, taken)]
    lines = [_line(line) for line in text_lines(words)]
    rules = horizontal_rules(content)
    found: list[Lattice] = []
    floor = 0
    for first, last in _blocks(lines):
        grid = _table(lines, floor, first, last, rules)
        if grid is not None:
            found.append(grid)
            floor = last + 1
    return found


def _in_any(word: Word, boxes: Sequence[Box]) -> bool:
    x, y = centre(word.box)
    return any(b[0] <= x <= b[2] and b[1] <= y <= b[3] for b in boxes)


def _line(words: Sequence[Word]) -> Line:
    found = [
        part for p in phrases(words, _GAP) for whole in _periods_apart(p) for part in _values_apart(whole)
    ]
    values = tuple(p for k, p in enumerate(found) if _is_value(p, k, found))
    return Line(tuple(found), values, bounds(p.box for p in found))


def _values_apart(phrase: Phrase) -> list[Phrase]:
    """Values set closer than columns usually are, told apart where a space is wider than in a number."""
    if is_number(phrase.text) or is_period(phrase.text) or not _all_digits(phrase):
        return [phrase]
    parts = phrases(phrase.words, 0.4)
    return parts if len(parts) > 1 and all(is_number(p.text) for p in parts) else [phrase]


def _periods_apart(phrase: Phrase) -> list[Phrase]:
    """« 2015 - 1 2015 - 2 2015 - 3 », set with single spaces, as one phrase per period."""
    starts = [k for k, w in enumerate(phrase.words) if re.fullmatch(r"(?:19|20)\d\d", w.text)]
    if len(starts) < 2 or starts[0] != 0:
        return [phrase]
    ends = [*starts[1:], len(phrase.words)]
    parts = [phrase.words[a:b] for a, b in zip(starts, ends, strict=True)]
    if not all(is_period(" ".join(w.text for w in p)) for p in parts):
        return [phrase]
    return [Phrase(tuple(p), bounds(w.box for w in p)) for p in parts]


def _all_digits(phrase: Phrase) -> bool:
    return all(any(c.isdigit() for c in w.text) or w.text in "%€-+–−" for w in phrase.words)


def _is_value(phrase: Phrase, place: int, line: Sequence[Phrase]) -> bool:
    text = phrase.text
    if place == 0 and len(line) > 1 and (is_placeholder(text) or re.fullmatch(r"\d{1,2}[.)]", text)):
        return False  # A bullet or a list number.
    return is_number(text) or is_placeholder(text) or is_period(text)


def _overlap(one: Box, two: Box) -> float:
    return min(one[2], two[2]) - max(one[0], two[0])


def _is_row(line: Line) -> bool:
    numbers = [p for p in line.values if not is_placeholder(p.text)]
    return len(line.phrases) >= 2 and (len(numbers) >= 1 or len(line.values) >= 2)


def _blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Runs of lines, first and last included, that hold rows whose values stand under one another."""
    blocks: list[tuple[int, int]] = []
    start = previous = -1
    for k, line in enumerate(lines):
        if not _is_row(line):
            continue
        again = start >= 0 and _is_period_row(line) and not _is_period_row(lines[previous])
        if start >= 0 and not again and _follows(lines, start, previous, k):
            previous = k
            continue
        if start >= 0:
            blocks.append((start, previous))
        start = previous = k
    if start >= 0:
        blocks.append((start, previous))
    return [b for b in blocks if b[1] > b[0]]


def _is_period_row(line: Line) -> bool:
    """Years or months alone: the header of the rows below."""
    return len(line.values) >= 2 and all(is_period(p.text) for p in line.values)


def _follows(lines: Sequence[Line], start: int, previous: int, current: int) -> bool:
    """Whether row `current` goes on with the block: its values stand under those above."""
    recent = [p for line in lines[max(start, previous - 4) : previous + 1] for p in line.values]
    line = lines[current]
    shared = sum(any(_overlap(v.box, p.box) > 0 for p in recent) for v in line.values)
    gap = line.box[1] - lines[previous].box[3]
    height = line.height
    if shared == 0 or 2 * shared < len(line.values) or current - previous > 4:
        return False
    if gap > (6.0 if shared >= 2 else 2.5) * height:
        return False
    for between in lines[previous + 1 : current]:
        crossed = sum(
            any(_overlap(p.box, v.box) > 2 for v in (*line.values, *lines[previous].values))
            for p in between.phrases
        )
        if crossed and (len(between.phrases) == 1 or crossed < len(between.phrases)):
            return False
    return True


def _table(lines: Sequence[Line], floor: int, first: int, last: int, rules: Sequence[Rule]) -> Lattice | None:
    rows = [line for line in lines[first : last + 1] if _is_row(line)]
    columns = _columns(rows)
    if not _is_convincing(rows, columns):
        return None
    if _is_period_row(lines[first]) and len(lines[first].values) < sum(c.value for c in columns):
        first = next(
            k for k in range(first + 1, last + 1) if _is_row(lines[k])
        )  # Years over groups of columns.
    left, right = columns[0].x0, columns[-1].x1
    start = _header_start(lines, floor, first, columns, rules)
    last = _last_line(lines, last, columns, rules)
    ruled = _ruled_table(lines, start, first, last, columns, rules)
    if ruled is not None:
        return ruled
    heads = [_header_line(line, columns) for line in lines[start:first]]
    heads = _spread([h for h in heads if h], columns)
    if not heads and not _is_period_row(lines[first]) and not _is_strict(rows, columns):
        return None
    columns = _widened(columns, [piece for head in heads for piece in head])
    body = [x for x in lines[first : last + 1] if _words_within(x, left, right)]
    bands = _bands(body)
    words = [w for x in body for w in _words_within(x, left, right)]
    xs = _edges(columns)
    groups = _header_rows(heads)
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
    rows = [line for line in lines[first : last + 1] if _is_row(line)]
    inner = [y for y in at if rows[0].box[3] - 2 <= y <= rows[-1].box[1] + 2]
    if len(inner) < max(2, len(rows) - 1) or len(inner) > len(rows) + 1:
        return None
    ys = [y for y in at if y >= rows[0].box[1] - 2.5 * height]
    ys = ys if ys[0] <= rows[0].box[1] + 1 else [rows[0].box[1] - 1, *ys]
    ys = ys if ys[-1] >= rows[-1].box[3] - 2 else [*ys, rows[-1].box[3] + 1]
    heads = [h for h in (_header_line(x, columns) for x in lines[start:first] if x.box[3] <= ys[0] + 2) if h]
    wide = _widened(columns, [piece for head in heads for piece in head])
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


Piece = tuple[Phrase, int, int]  # A header text, and the first and last column it stands over.


def _header_line(line: Line, columns: Sequence[Column]) -> list[Piece]:
    """The texts of a header line, each over the columns it covers, else over the nearest."""
    found: list[Piece] = []
    for phrase in line.phrases:
        for part in phrases(phrase.words, 0.5):
            if part.box[2] < columns[0].x0 - 40 or part.box[0] > columns[-1].x1 + 40:
                continue
            over = [
                k
                for k, c in enumerate(columns)
                if min(part.box[2], c.x1) - max(part.box[0], c.x0)
                > 0.5 * min(c.x1 - c.x0, part.box[2] - part.box[0])
            ]
            if not over:
                over = [min(range(len(columns)), key=lambda k: _distance(part.box, columns[k]))]
            found.append((part, over[0], over[-1]))
    return _told_apart(found, columns)


def _distance(box: Box, column: Column) -> float:
    return max(column.x0 - box[2], box[0] - column.x1)


def _told_apart(found: list[Piece], columns: Sequence[Column]) -> list[Piece]:
    """Texts over the same column keep to it; a text that reaches over its neighbours' yields to them."""
    result: list[Piece] = []
    for k, (part, c0, c1) in enumerate(found):
        if c1 > c0 and k + 1 < len(found) and found[k + 1][1] <= c1:
            c1 = max(c0, found[k + 1][1] - 1)
        if c1 > c0 and result and result[-1][2] >= c0:
            c0 = min(c1, result[-1][2] + 1)
        if c1 > c0 and not columns[c0].value and all(columns[c].value for c in range(c0 + 1, c1 + 1)):
            c0 += 0 if part.box[0] < columns[c0].x0 + 5 else 1
        result.append((part, c0, c1))
    return result


def _spread(heads: list[list[Piece]], columns: Sequence[Column]) -> list[list[Piece]]:
    """Upper header texts, each over its share of the columns: « 2022 » over « voté » and « réalisé »."""
    values = [k for k, c in enumerate(columns) if c.value]
    done: list[list[Piece]] = []
    for place, head in enumerate(heads):
        under = heads[place + 1] if place + 1 < len(heads) else []
        over = [piece for piece in head if piece[1] in values]
        share = len(values) // len(over) if over else 0
        full = {k for _, a, b in under for k in range(a, b + 1)} >= set(values)
        if not full or share < 2 or len(over) < 2 or share * len(over) != len(values):
            done.append(head)
            continue
        spans = [(values[k * share], values[(k + 1) * share - 1]) for k in range(len(over))]
        inside = all(
            columns[a].x0 - 8 <= centre(piece[0].box)[0] <= columns[b].x1 + 8
            for piece, (a, b) in zip(over, spans, strict=True)
        )
        spread = [(piece[0], a, b) for piece, (a, b) in zip(over, spans, strict=True)]
        done.append([p for p in head if p not in over] + spread if inside else head)
    return done


def _widened(columns: Sequence[Column], pieces: Sequence[Piece]) -> list[Column]:
    """Columns as wide as the headers that stand over them alone, as far as their neighbours allow."""
    wide = list(columns)
    for part, c0, c1 in pieces:
        if c0 != c1:
            continue
        low = wide[c0 - 1].x1 + 0.5 if c0 else part.box[0]
        high = wide[c0 + 1].x0 - 0.5 if c0 + 1 < len(wide) else part.box[2]
        x0 = min(wide[c0].x0, max(part.box[0], low))
        x1 = max(wide[c0].x1, min(part.box[2], high))
        wide[c0] = Column(x0, x1, wide[c0].value)
    return wide


def _header_rows(heads: Sequence[list[Piece]]) -> list[list[Piece]]:
    """Header lines as rows: lines of wrapped headers are one row, a line that spans columns its own."""
    rows: list[list[Piece]] = []
    for head in heads:
        spans = any(c1 > c0 for _, c0, c1 in head)
        before = bool(rows) and any(c1 > c0 for _, c0, c1 in rows[-1])
        if rows and not spans and not before:
            rows[-1].extend(head)
        else:
            rows.append(list(head))
    return rows


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


def _columns(rows: Sequence[Line]) -> list[Column]:
    """Value columns (values that overlap from row to row) and the text columns between them."""
    values = _clusters([p for line in rows for p in line.values])
    kept = [c for c in values if len(c) >= max(2, 0.3 * len(rows)) or (len(c) == len(rows))]
    columns = [Column(b[0], b[2], True) for b in (bounds(p.box for p in c) for c in kept)]
    if not columns:
        return []
    texts = [
        p
        for line in rows
        for p in line.phrases
        if p not in line.values and not any(_overlap(p.box, (c.x0, 0, c.x1, 0)) > 0 for c in columns)
    ]
    first_value = min(c.x0 for c in columns)
    groups = [g for g in _clusters(texts) if len(g) >= max(2, 0.3 * len(rows))]
    labels = [g for g in groups if g[0].box[0] < first_value]
    for group in groups:
        box = bounds(p.box for p in group)
        far = min(abs(box[0] - c.x1) if box[0] > c.x1 else abs(c.x0 - box[2]) for c in columns)
        prose = sum(len(p.text) for p in group) > 45 * len(group) and [group] != labels
        if far < 250 and not prose:  # Prose beside a table is another column of the page.
            columns.append(Column(box[0], box[2], False))
    return sorted(columns, key=lambda c: c.x0)


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
        [p for line in rows for p in line.values if _overlap(p.box, (c.x0, 0, c.x1, 0)) > 0]
        for c in value_columns
    ]
    figures = [[p for p in m if is_number(p.text) and not is_period(p.text)] or m for m in members]
    if sum(_is_aligned(m) for m in figures) < 0.7 * len(figures):
        return False
    numbers = [p for m in members for p in m if is_number(p.text) and not is_period(p.text)]
    if len(numbers) < 3:
        return False
    led = any(_LEADER.search(p.text) for line in rows for p in line.phrases)
    if led and all(p.text.isdigit() and len(p.text) <= 3 for p in members[-1]):
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
    plain = [int(p.text) for p in values if p.text.isdigit()]
    even = len({b - a for a, b in pairwise(plain)}) == 1  # The ticks of an axis.
    return len(plain) < len(values) or not even


def _only_rises(values: Sequence[Phrase]) -> bool:
    """Whether values are whole numbers that never go down, as page numbers do."""
    plain = [int(p.text) for p in values if p.text.isdigit()]
    return len(plain) == len(values) and all(a <= b for a, b in pairwise(plain))


def _is_strict(rows: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether the values of each column stand exactly under one another, unlike labels on bars."""
    members = [
        [p for line in rows for p in line.values if _overlap(p.box, (c.x0, 0, c.x1, 0)) > 0]
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


def _header_start(
    lines: Sequence[Line], floor: int, first: int, columns: Sequence[Column], rules: Sequence[Rule]
) -> int:
    """Index of the first line that belongs to the header over the rows."""
    left, right = columns[0].x0, columns[-1].x1
    start = first
    limit = _top_rule(lines[first].box[1], left, right, rules)
    if limit is not None and not any(
        limit - 2 < x.box[1] and x.box[3] <= lines[first].box[1] + 2 for x in lines[floor:first]
    ):
        limit = None
    edge = lines[first].box[1]
    for k in range(first - 1, max(floor - 1, first - 1 - _HEADER_LINES), -1):
        line = lines[k]
        inside = [p for p in line.phrases if p.box[2] > left - 4 and p.box[0] < right + 4]
        if inside and _CAPTION.match(inside[0].text):
            break
        if not inside:
            if edge - line.box[3] > 2 * line.height:
                break
            continue
        if limit is not None:
            if line.box[1] < limit - 2:
                break
            start, edge = k, line.box[1]
            continue
        if edge - line.box[3] > 2.2 * line.height or not _heads(inside, columns, left, right):
            break
        start, edge = k, line.box[1]
    return start


def _last_line(lines: Sequence[Line], last: int, columns: Sequence[Column], rules: Sequence[Rule]) -> int:
    """Index of the last line over the rule that closes the table: rows without values end it too."""
    left, right = columns[0].x0, columns[-1].x1
    bottom = lines[last].box[3]
    closing = [
        r.at for r in rules if r.start < left + 12 and r.end > right - 12 and bottom - 2 < r.at < bottom + 60
    ]
    end = last
    for k in range(last + 1, len(lines)):
        line = lines[k]
        alone = len(line.phrases) == 1 and line.box[2] <= columns[0].x1 + 15 and line.box[0] >= left - 15
        if not closing or line.box[3] > min(closing) + 2 or columns[0].value or not alone:
            break
        end = k
    return end


def _top_rule(body_top: float, left: float, right: float, rules: Sequence[Rule]) -> float | None:
    """Height of the rule that opens a table ruled above its header, if it has one."""
    wide = [
        r.at
        for r in rules
        if body_top - 70 < r.at < body_top - 6
        and r.start < left + 12
        and r.end > right - 12
        and r.end - r.start < 1.5 * (right - left) + 30
    ]
    return min(wide) if wide else None


def _heads(found: Sequence[Phrase], columns: Sequence[Column], left: float, right: float) -> bool:
    """Whether a line's phrases stand over the columns as headers do."""
    if any(p.box[0] < left - 40 or p.box[2] > right + 40 for p in found):
        return False
    zone = (min(c.x0 for c in columns if c.value), 0.0, max(c.x1 for c in columns if c.value), 0.0)
    if not any(_overlap(p.box, zone) > 0 for p in found):
        return False
    if len(found) == 1:
        only = found[0]
        labels = [c for c in columns if not c.value]
        return not any(_overlap(only.box, (c.x0, 0, c.x1, 0)) > 0 for c in labels) and len(only.text) < 60
    return all(len(p.text) <= 60 for p in found)


def _bands(lines: Sequence[Line]) -> list[tuple[float, float]]:
    """Top and bottom of each row: lines of a wrapped label are put with the row they belong to."""
    bands: list[list[Line]] = []
    pending: list[Line] = []
    for line in lines:
        if _is_row(line):
            bands.append([*_with_next(pending, line, bands), line])
            pending = []
        else:
            pending.append(line)
    bands.extend([line] for line in pending)
    return [(min(x.box[1] for x in b), max(x.box[3] for x in b)) for b in bands]


def _with_next(pending: list[Line], row: Line, bands: list[list[Line]]) -> list[Line]:
    """Split the label lines over a row: those of the row above, those alone, those of this row."""
    mine: list[Line] = []
    for line in pending:
        above = line.box[1] - bands[-1][-1].box[3] if bands else 99.0
        below = row.box[1] - line.box[3]
        text = line.phrases[0].text
        if is_bold(line.phrases[0].words) and not is_bold(row.phrases[0].words):
            bands.append([line])
        elif bands and (text[0].islower() or text[0] in "(/" or above < below - 1.5):
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
