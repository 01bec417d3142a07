"""Words of a page put into lines, cut where columns and boxes part them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.content import Color, Word
from corpus.report import Box

BULLETS = "•●◦▪■□▫►▶▸➢➤➔✓✔✗✘→⇒★❖◆○⬤‣∙·"
_BULLET = re.compile(rf"^(?:[{BULLETS}\ue000-\uf8ff]|[-–—*»o])$")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)°/-]?|[a-zA-Z][.)]|[IVX]{1,5}[.)/-]?|\(\w\))$")
_COLUMN_ROWS = 4  # Rows parted at one place that make a column of what follows.
_GAP = 1.0  # A gap wider than this part of the type size may part two columns.


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line without a column gap between them, with the style of most of its letters."""

    words: tuple[Word, ...]
    box: Box
    size: float = field(compare=False)
    bold: bool = field(compare=False)
    color: Color | None = field(compare=False)

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


def line_of(words: Sequence[Word]) -> Line:
    """One line of `words`, left to right."""
    ordered = tuple(sorted(words, key=lambda w: w.box[0]))
    sizes: Counter[float] = Counter()
    colors: Counter[Color | None] = Counter()
    bold = letters = 0
    for word in ordered:
        sizes[round(word.size, 1)] += len(word.text)
        colors[word.color] += len(word.text)
        letters += len(word.text)
        bold += len(word.text) * word.bold
    return Line(
        ordered, bounds(w.box for w in ordered), sizes.most_common(1)[0][0], 10 * bold > 6 * letters,
        colors.most_common(1)[0][0],
    )  # fmt: skip


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around `boxes`."""
    all_boxes = list(boxes)
    return (
        min(b[0] for b in all_boxes),
        min(b[1] for b in all_boxes),
        max(b[2] for b in all_boxes),
        max(b[3] for b in all_boxes),
    )


def lines_of(words: Sequence[Word], boxes: Sequence[Box]) -> list[Line]:
    """Upright words as lines, cut at wide gaps, at the edges of drawn `boxes` and where columns begin."""
    rows = [_groups(row, boxes) for row in _rows(words)]
    margins = _margins(rows)
    return [line_of(part) for row in rows for group in row for part in _cut_at(group, margins)]


def _groups(row: Sequence[Word], boxes: Sequence[Box]) -> list[list[Word]]:
    """The words of a row, parted at its wide gaps."""
    groups: list[list[Word]] = [[row[0]]]
    gap = _column_gap(row)
    for before, after in pairwise(row):
        if _parted(before, after, groups[-1], boxes, gap):
            groups.append([after])
        else:
            groups[-1].append(after)
    return groups


def _margins(rows: Sequence[Sequence[Sequence[Word]]]) -> list[float]:
    """Where a column of text begins at the right of another: several rows are parted at the same place."""
    starts = Counter(round(group[0].box[0]) for row in rows for group in row[1:])
    return [float(x) for x, rows_parted in starts.items() if rows_parted >= _COLUMN_ROWS]


def _cut_at(group: list[Word], margins: Sequence[float]) -> list[list[Word]]:
    """A row of words set so wide apart that the white between two columns did not part it."""
    parts: list[list[Word]] = [group[:1]]
    for before, after in pairwise(group):
        wide = after.box[0] - before.box[2] > max(before.size, after.size)
        labelled = len(parts[-1]) == 1 and _labels(before, after)
        if wide and not labelled and any(abs(after.box[0] - x) < 1.0 for x in margins):
            parts.append([after])
        else:
            parts[-1].append(after)
    return parts


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words that share a baseline, and small raised ones that touch them, each row left to right."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=baseline):
        for row in rows[:-4:-1]:
            if same_baseline(row[0], word):
                row.append(word)
                break
        else:
            rows.append([word])
    return [sorted(row, key=lambda w: w.box[0]) for row in _with_raised(rows)]


def baseline(word: Word) -> float:
    """Where the word stands; fonts reach about a fifth of their size below."""
    return word.box[3] - 0.21 * word.size


def same_baseline(one: Word, two: Word) -> bool:
    return abs(baseline(one) - baseline(two)) < 0.3 * min(one.size, two.size)


def _with_raised(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """Exponents and note marks put back on the line they hang on."""
    result = list(rows)
    for row in rows:
        largest = max(w.size for w in row)
        for other in result if len(row) <= 3 else ():
            if other is not row and any(_hangs_on(row[0], w) for w in other if w.size > 1.2 * largest):
                other.extend(row)
                result = [r for r in result if r is not row]
                break
    return result


def _hangs_on(small: Word, word: Word) -> bool:
    gap = max(small.box[0] - word.box[2], word.box[0] - small.box[2])
    shared = min(small.box[3], word.box[3]) - max(small.box[1], word.box[1])
    return -0.2 * word.size < gap < 0.35 * word.size and shared > 0.4 * (small.box[3] - small.box[1])


def _column_gap(row: Sequence[Word]) -> float:
    """The gap, in type sizes, that parts columns in this row: more where justified words stand wide apart."""
    gaps = sorted((b.box[0] - a.box[2]) / max(b.size, 1.0) for a, b in pairwise(row))
    usual = gaps[7 * len(gaps) // 10] if len(gaps) >= 3 else 0.0
    return max(_GAP, 1.5 * usual) if usual < 1.8 else _GAP


def _parted(
    before: Word, after: Word, group: Sequence[Word], boxes: Sequence[Box], column_gap: float
) -> bool:
    gap = after.box[0] - before.box[2]
    size = max(before.size, after.size)
    if len(group) == 1 and gap < 4 * size and _labels(before, after):
        return False
    if gap > column_gap * size:
        return True
    middle = (before.box[1] + before.box[3]) / 2
    left, right = before.box[2] - 0.3 * size, after.box[0] + 0.3 * size
    return any(
        b[1] <= middle <= b[3] and (left <= b[0] <= right or left <= b[2] <= right) and gap > 0.1 * size
        for b in boxes
    )


def _labels(before: Word, after: Word) -> bool:
    """Whether a row's first word is the bullet or the number of what follows."""
    if _numeric(after.text):
        return False
    # A bare number belongs to the title after it where both are set in the same bold type.
    titled = before.bold and after.bold and before.size == after.size and before.text.isdecimal()
    return is_label(before.text) or titled


def is_label(text: str) -> bool:
    """Whether a word is the bullet or number that a list item or a heading begins with."""
    return bool(_BULLET.match(text)) or (bool(_NUMBER.match(text)) and not text.isdecimal())


def is_bullet(text: str) -> bool:
    return bool(_BULLET.match(text))


def _numeric(text: str) -> bool:
    return text[:1].isdecimal()
