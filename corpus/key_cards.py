"""Key figures laid out in cards: a heading over a framed number, a swatch beside its words, a card of
several numbers, rows of large numbers with their words in a column further right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.chart_labels import Label, bounds, contains, make_label
from corpus.chart_marks import is_white
from corpus.content import PageContent
from corpus.report import Box

_MOST_LINES = 4
_SIGNS = ("-", "–", "−")
_RATES = ("par ", "pour ", "soit ")


def card_frames(content: PageContent) -> list[Box]:
    """Coloured or outlined boxes of the size of a card, the smallest first."""
    page = content.width * content.height
    frames = {
        shape.box
        for shape in content.shapes
        if shape.kind != "line"
        and ((shape.fill is not None and not is_white(shape.fill)) or shape.stroke is not None)
        and shape.box[2] - shape.box[0] >= 25
        and shape.box[3] - shape.box[1] >= 12
        and (shape.box[2] - shape.box[0]) * (shape.box[3] - shape.box[1]) <= 0.2 * page
    }
    return sorted(frames, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))[:400]


def cards_of(content: PageContent, frames: Sequence[Box]) -> list[Box]:
    """Frames and pictures, for a card may be a picture behind the text."""
    page = content.width * content.height
    cards = [*frames, *(b for b in content.pictures if (b[2] - b[0]) * (b[3] - b[1]) <= 0.2 * page)]
    return sorted(cards, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]))


def enclosing(label: Label, frames: Sequence[Box]) -> Box | None:
    """The smallest frame around the label; `frames` come the smallest first."""
    return next((box for box in frames if contains(box, label.box, 2)), None)


def capped(number: Label, labels: Sequence[Label], frames: Sequence[Box]) -> list[Label]:
    """The heading centred just over, or else just under, the frame that holds the number alone."""
    frame = enclosing(number, frames)
    if frame is None or any(contains(frame, t.box, 1) for t in labels if t is not number):
        return []
    for down in (False, True):
        lines = _centred_lines(frame, number, labels, down)
        if lines:
            return lines
    return []


def _centred_lines(frame: Box, number: Label, labels: Sequence[Label], down: bool) -> list[Label]:
    lines: list[Label] = []
    edge, inner = (frame[3], number.box[3]) if down else (frame[1], number.box[1])
    while len(lines) < _MOST_LINES:
        gaps = [(t.box[1] - edge if down else edge - t.box[3], t) for t in labels if t not in lines]
        beyond = [
            (gap, t)
            for gap, t in gaps
            if gap >= (-1.1 * t.size if not lines else -0.4 * t.size)
            and (t.box[1] >= inner if down else t.box[3] <= inner)
            and t.box[0] < frame[2]
            and t.box[2] > frame[0]
        ]
        if not beyond:
            break
        gap, nearest = min(beyond, key=lambda pair: pair[0])
        alike = not lines or abs(nearest.size - lines[0].size) <= 0.2 * lines[0].size
        centred = abs(nearest.x - number.x) <= 3 + 0.04 * (frame[2] - frame[0])
        wordy = nearest.number is None and any(c.isalpha() for c in nearest.text)
        if gap > (1.5 if not lines else 0.7) * nearest.size or not (alike and centred and wordy):
            break
        lines.append(nearest)
        edge = nearest.box[3] if down else nearest.box[1]
    return lines if down else lines[::-1]


def beside_swatch(number: Label, labels: Sequence[Label], frames: Sequence[Box]) -> list[Label]:
    """The one or more lines level with, and just right of, a small frame that holds the number alone."""
    frame = enclosing(number, frames)
    if frame is None or any(contains(frame, t.box, 1) for t in labels if t is not number):
        return []
    if frame[2] - frame[0] > 2.5 * (number.box[2] - number.box[0]) or frame[3] - frame[1] > 5 * number.size:
        return []
    right = [
        t for t in labels if 0 <= t.box[0] - frame[2] <= 1.6 * t.size and frame[1] - 1 <= t.y <= frame[3] + 1
    ]
    lines = sorted(right, key=lambda t: t.y)
    if not lines or any(t.number for t in lines):
        return []
    middle = (lines[0].box[1] + lines[-1].box[3]) / 2
    return lines if abs(middle - number.y) <= 0.5 * number.size else []


def shared_cards(labels: Sequence[Label], frames: Sequence[Box]) -> list[tuple[Label, tuple[Label, ...]]]:
    """Numbers with units, one a line, in a small card under its one heading: each with that heading."""
    found: list[tuple[Label, tuple[Label, ...]]] = []
    done: set[int] = set()
    for frame in frames:
        inner = sorted((t for t in labels if contains(frame, t.box, 3)), key=lambda t: t.y)
        numbers = [t for t in inner if t.number and t.number.unit]
        names = [t for t in inner if t.number is None]
        if not 2 <= len(numbers) <= 4 or not 1 <= len(names) <= 3 or len(names) + len(numbers) < len(inner):
            continue
        units = {t.number.unit for t in numbers if t.number}
        in_order = max(t.y for t in names) < min(t.y for t in numbers)
        centre = numbers[0].x
        if len(units) < len(numbers) or not in_order or any(abs(t.x - centre) > 4 for t in inner):
            continue
        if any(id(t) in done for t in inner):
            continue
        done.update(id(t) for t in inner)
        found += [(number, tuple(names)) for number in numbers]
    return found


def in_rows(numbers: Sequence[Label], labels: Sequence[Label]) -> list[tuple[Label, tuple[Label, ...]]]:
    """Large numbers in a column whose words stand level with each, in one column further right.

    A smaller number with a unit between the two is about the same words.
    """
    found: list[tuple[Label, tuple[Label, ...]]] = []
    for column in _columns(numbers):
        edge = max(t.box[2] for t in column)
        step = min(b.y - a.y for a, b in pairwise(column))
        texts = [t for t in labels if t.number is None and t.box[0] > edge and not _few_letters(t)]
        level = [[t for t in texts if abs(t.y - n.y) <= min(1.2 * n.size, 0.5 * step)] for n in column]
        if not all(level):
            continue
        starts = [min(t.box[0] for t in lines) for lines in level]
        between = [[t for t in labels if _between(n, t, min(starts))] for n in column]
        small = all(
            t.number and t.size <= 0.85 * n.size for n, b in zip(column, between, strict=True) for t in b
        )
        if max(starts) - min(starts) > 12 or not small:
            continue
        for number, lines, others in zip(column, level, between, strict=True):
            largest = max(t.size for t in lines)
            name = [t for t in lines if t.size >= 0.95 * largest and t.box[0] <= max(starts) + 1]
            name += [t for t in lines if t not in name and any(_goes_on(t, other) for other in name)]
            words = tuple(sorted(name, key=lambda t: (round(t.y), t.x)))
            found += [(t, words) for t in (number, *others) if t.number and t.number.unit]
    return found


def _between(number: Label, label: Label, start: float) -> bool:
    level = abs(label.y - number.y) <= 0.5 * number.size
    return label is not number and level and number.box[2] <= label.box[0] and label.box[2] <= start


def _goes_on(label: Label, before: Label) -> bool:
    return abs(label.y - before.y) <= 0.3 * before.size and 0 <= label.box[0] - before.box[2] <= before.size


def _few_letters(label: Label) -> bool:
    letters = sum(c.isalpha() for c in label.text)
    return letters < 5 or any(c.isdecimal() for c in label.text[:4])


def _columns(numbers: Sequence[Label]) -> list[list[Label]]:
    """Numbers one under the other, in one unit and about one size."""
    columns: list[list[Label]] = []
    for number in sorted(numbers, key=lambda t: t.y):
        for column in columns:
            last = column[-1]
            assert number.number is not None
            assert last.number is not None
            same = number.number.unit == last.number.unit and abs(number.size - last.size) <= 0.3 * last.size
            if same and abs(number.x - last.x) <= number.size and number.y - last.y > number.size:
                column.append(number)
                break
        else:
            columns.append([number])
    return [column for column in columns if len(column) >= 2]


def tells_a_rate(text: str) -> bool:
    """« par an et par habitant » says how a figure is counted, not what."""
    return text.lower().startswith(_RATES)


def told_above(number: Label, others: Iterable[tuple[Label, tuple[Label, ...]]]) -> tuple[Label, ...]:
    """The words of the key figure right above, which a rate or share goes on about."""
    above = [
        (other, name)
        for other, name in others
        if 0 < number.y - other.y <= 4 * other.size and abs(number.x - other.x) <= 6 * other.size
    ]
    return max(above, key=lambda pair: pair[0].y)[1] if above else ()


def signed(number: Label) -> Label:
    """« - 254 » with its sign set close, for after a colon a dash alone is a dash."""
    first, *rest = number.words
    if first.text not in _SIGNS or not rest:
        return number
    word = replace(rest[0], text=first.text + rest[0].text, box=bounds([first.box, rest[0].box]))
    return make_label((word, *rest[1:]))
