"""The lines over aligned rows as their headers, each text over the columns it heads."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.report import Box
from corpus.table_lines import Column, Line, overlap
from corpus.table_rules import Rule
from corpus.table_words import (
    Phrase,
    centre,
    phrases,
)

_HEADER_LINES = 6


_CAPTION = re.compile(r"^(?:tableau|table|tab\.|figure|graphique)\s*(?:n\s?[°o]\s*)?\d", re.I)


Piece = tuple[Phrase, int, int]  # A header text, and the first and last column it stands over.


def header_line(line: Line, columns: Sequence[Column]) -> list[Piece]:
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


def spread(heads: list[list[Piece]], columns: Sequence[Column]) -> list[list[Piece]]:
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


def widened(columns: Sequence[Column], pieces: Sequence[Piece]) -> list[Column]:
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


def header_rows(heads: Sequence[list[Piece]]) -> list[list[Piece]]:
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


def header_start(
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


def last_line(lines: Sequence[Line], last: int, columns: Sequence[Column], rules: Sequence[Rule]) -> int:
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
    if not any(overlap(p.box, zone) > 0 for p in found):
        return False
    if len(found) == 1:
        only = found[0]
        labels = [c for c in columns if not c.value]
        return not any(overlap(only.box, (c.x0, 0, c.x1, 0)) > 0 for c in labels) and len(only.text) < 60
    return all(len(p.text) <= 60 for p in found)
