"""Key figures: a number set large, or alone in a coloured box, with the words that say what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.chart_labels import Label, bounds, contains, inside, name_and_value, read_labels
from corpus.chart_spans import SpanWriter
from corpus.content import Figure, PageContent
from corpus.key_cards import (
    beside_swatch,
    capped,
    card_frames,
    cards_of,
    enclosing,
    in_rows,
    shared_cards,
    signed,
    tells_a_rate,
    told_above,
)
from corpus.numbers import find_numbers, parse_number
from corpus.report import BlockKind, Box, Chart, ChartValue
from corpus.units import counted_noun

_LARGE = 1.35  # times the size of the page's running text
_LONGEST_LABEL = 26  # words
_SAYS = re.compile(r"(?i)(?!\b(?:dont|soit|total|et|ou|de|en|par)\b)\b[a-zà-öø-ÿœ]{3,}")
_ADDRESS = re.compile(r"@|www\.|https?:|\bfax\b|\bt[ée]l\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    number: Label
    label: tuple[Label, ...]
    borrowed: tuple[Label, ...] = ()  # those of its words that stand with another figure
    rate: tuple[Label, ...] = ()  # « par an et par habitant », where `label` tells of what


def find_key_figures(content: PageContent, taken: Sequence[Box]) -> tuple[Figure, ...]:
    """The key figures of a page outside `taken`, the boxes of its tables and charts."""
    labels = [
        label
        for label in read_labels(content.words)
        if label.direction == 0 and not any(inside(box, label.x, label.y) for box in taken)
    ]
    frames = card_frames(content)
    body = _body_size(labels)
    numbers = [label for label in labels if _may_stand_out(label, content)]
    numbers = [n for n in numbers if not _numbering(n, numbers)]
    found: list[_Found] = []
    used: set[int] = set()
    for number, name in shared_cards(labels, frames):
        found.append(_Found(number, name, tuple(t for t in name if id(t) in used)))
        used.update(id(t) for t in (number, *name))
    for number in sorted(numbers, key=lambda n: (-round(n.size), n.box[1], n.box[0])):
        if id(number) in used:
            continue
        frame = enclosing(number, frames)
        free = [t for t in labels if t is not number and id(t) not in used]
        label = _label_of(number, free, frame, body)
        if label and _stands_out(number, label, frame, body):
            found.append(_Found(number, label))
            used.update(id(t) for t in (number, *label))
    found += _in_cards(
        [n for n in numbers if id(n) not in used], labels, used, cards_of(content, frames), body
    )
    found = [_with_what_is_rated(item, found) for item in found]
    found += _with_noun([t for t in labels if id(t) not in used], body)
    found.sort(key=lambda f: (f.number.box[1], f.number.box[0]))
    return tuple(_figure(item) for item in found)


def _in_cards(
    numbers: Sequence[Label], labels: Sequence[Label], used: set[int], cards: Sequence[Box], body: float
) -> list[_Found]:
    """Numbers with a unit named by a heading over their card, words beside it, or words in a column."""
    found: list[_Found] = []

    def take(number: Label, name: Sequence[Label]) -> None:
        if name and id(number) not in used and _words(name) <= _LONGEST_LABEL:
            found.append(_Found(number, tuple(name), tuple(t for t in name if id(t) in used)))
            used.update(id(t) for t in (number, *name))

    measures = [n for n in numbers if n.number and n.number.unit]
    large = [n for n in measures if n.size >= _LARGE * body]
    for number in large:
        name = capped(number, labels, cards)
        take(number, name if not any(id(t) in used for t in name) else ())
    free = [t for t in labels if id(t) not in used]
    for number, lines in in_rows([n for n in large if id(n) not in used], free):
        take(number, lines)
    for number in measures:
        name = beside_swatch(number, labels, cards) if number not in large else []
        take(number, name if not any(id(t) in used for t in name) else ())
    return found


def _with_what_is_rated(item: _Found, found: Sequence[_Found]) -> _Found:
    """« 38 kg par an et par habitant » right under « 620 t de verre » is about the glass too."""
    if not tells_a_rate(" ".join(t.text for t in item.label)):
        return item
    others = [(other.number, other.label) for other in found if other is not item]
    told = told_above(item.number, others)
    return _Found(item.number, told, told, item.label) if told else item


def _with_noun(labels: Sequence[Label], body: float) -> list[_Found]:
    """« 51 services ouverts » in large type: the number and, on the same line, what it counts."""
    found: list[_Found] = []
    for label in labels:
        if label.number is not None or label.size < 1.6 * body or len(label.words) > 6:
            continue
        pair = name_and_value(label)
        quantities = find_numbers(label.text)
        if pair is None or _is_year(pair[1]) or not quantities or quantities[0].start > 0:
            continue
        name, number = pair
        own_unit = number.number is not None and number.number.unit is not None
        if number.words[0] is label.words[0] and (own_unit or counted_noun(name.text)):
            found.append(_Found(number, (name,)))
    return found


def _body_size(labels: Sequence[Label]) -> float:
    """The size of most of the text: lines of several words, else all of them."""
    lines = [label for label in labels if len(label.words) >= 4] or list(labels)
    sizes = [label.size for label in lines for _ in label.words]
    return median(sizes) if sizes else 10.0


def _may_stand_out(label: Label, content: PageContent) -> bool:
    """A number that is no year, page number or single digit of a running line."""
    if label.number is None or not 0.04 * content.height < label.y < 0.955 * content.height:
        return False
    if label.number.unit is None and label.y < 0.09 * content.height:
        return False
    return not _is_year(label) and re.fullmatch(r"\d{1,3}[.)°]", label.text) is None


def _is_year(label: Label) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", label.text) is not None


def _numbering(number: Label, numbers: Sequence[Label]) -> bool:
    """1, 2, 3 in one type size number the parts of something; so do 10, 11, 12."""
    if number.number is None or number.number.unit is not None or not 0 < number.number.value <= 40:
        return False
    values = sorted(
        int(n.number.value)
        for n in numbers
        if n.number and n.number.unit is None and n.number.value <= 40 and abs(n.size - number.size) < 0.6
    )
    consecutive = values == list(range(values[0], values[0] + len(values)))
    return consecutive and len(values) >= (2 if values[0] == 1 else 3)


def _label_of(number: Label, free: Sequence[Label], frame: Box | None, body: float) -> tuple[Label, ...]:
    """The words of the same box, else the block right below, beside or above the number."""
    if frame is not None:
        inner = [t for t in free if contains(frame, t.box, 3)]
        if inner and not any(t.number for t in inner) and _words(inner) <= _LONGEST_LABEL:
            lines = sorted(inner, key=lambda t: (t.box[1], t.box[0]))
            return (*lines, *_rest(lines[-1], [t for t in free if t not in inner]))
    texts = [t for t in free if (t.number is None and any(c.isalpha() for c in t.text)) or _is_year(t)]
    announced = _announced(number, texts)
    if announced or number.size < _LARGE * body:
        return tuple(announced)
    searches: tuple[Callable[[], list[Label]], ...] = (
        lambda: _stack(number, texts, down=True),
        lambda: _beside(number, texts),
        lambda: _stack(number, texts, down=False),
        lambda: _heading(number, texts, body),
    )
    for search in searches:
        lines = search()
        if lines and _words(lines) <= _LONGEST_LABEL and len(lines) <= 6:
            return tuple(lines)
    return ()


def _rest(last: Label, texts: Sequence[Label]) -> list[Label]:
    """Lines that go on below the last one, where a box drawn behind a text is smaller than the text."""
    alike = [t for t in texts if t.number is None and abs(t.size - last.size) < 0.3 and t.color == last.color]
    return _stack(last, alike, down=True)


def _words(labels: Iterable[Label]) -> int:
    return sum(len(label.words) for label in labels)


def _announced(number: Label, texts: Sequence[Label]) -> list[Label]:
    """« Moyenne nationale : » right above a number."""
    above = [
        t
        for t in texts
        if t.text.endswith(":") and -1 <= number.box[1] - t.box[3] <= 0.9 * t.size and _lined_up(t, number)
    ]
    return [max(above, key=lambda t: t.box[3])] if above else []


def _lined_up(one: Label, other: Label) -> bool:
    wide = max(one.box[2] - one.box[0], other.box[2] - other.box[0])
    return abs(one.x - other.x) <= 0.12 * wide + 2 or abs(one.box[0] - other.box[0]) <= 3


def _stack(number: Label, texts: Sequence[Label], *, down: bool) -> list[Label]:
    """Lines of one style that go on from the number, down or up, centred on it or flush with it."""
    lines: list[Label] = []
    last = number
    while len(lines) < 7:
        following = [
            t for t in texts if t not in lines and _gap(last, t, down) is not None and _lined_up(t, number)
        ]
        if lines:
            following = [t for t in following if abs(t.size - lines[0].size) <= 0.25 * lines[0].size]
        if not following:
            break
        last = min(following, key=lambda t: _gap(last, t, down) or 0.0)
        lines.append(last)
    return lines if down else lines[::-1]


def _gap(last: Label, text: Label, down: bool) -> float | None:
    gap = text.box[1] - last.box[3] if down else last.box[1] - text.box[3]
    return gap if -0.35 * last.size <= gap <= 0.9 * max(text.size, 0.6 * last.size) else None


def _beside(number: Label, texts: Sequence[Label]) -> list[Label]:
    """Lines to the right of the number, level with it."""
    right = [
        t
        for t in texts
        if 0 <= t.box[0] - number.box[2] <= 3 * number.size
        and t.box[3] > number.box[1] - 0.3 * t.size
        and t.box[1] < number.box[3] + 0.3 * t.size
    ]
    return sorted(right, key=lambda t: (t.box[1], t.box[0]))


def _heading(number: Label, texts: Sequence[Label], body: float) -> list[Label]:
    """The bold line at the left margin, just above a number with a unit that has no words of its own."""
    if number.number is None or number.number.unit is None or number.size < 1.6 * body:
        return []
    above = [
        t for t in texts if t.bold and len(t.words) <= 10 and 0 <= number.box[1] - t.box[3] <= 3 * number.size
    ]
    margin = min(t.box[0] for t in texts) if texts else 0.0
    above = [t for t in above if t.box[0] <= min(margin + 4, number.box[0])]
    return [max(above, key=lambda t: t.box[3])] if above else []


def _stands_out(number: Label, label: Sequence[Label], frame: Box | None, body: float) -> bool:
    """Large type with a smaller label, or a box of its own; a bare small number needs to be really large."""
    assert number.number is not None
    ratio = number.size / body
    own_unit = number.number.unit is not None
    text = " ".join(t.text for t in label)
    if (
        not _SAYS.search(text)
        or _ADDRESS.search(text)
        or any(t.text[0].isdecimal() and not _is_year(t) for t in label)
    ):
        return False
    if ratio < _LARGE and number.text[0] in "-–•":
        return False
    if text.rstrip().endswith(":") and own_unit:
        return True
    if ratio >= _LARGE and (own_unit or ratio >= 1.7 or number.number.value >= 10):
        # A bare number before words as large as itself numbers a heading.
        return max(t.size for t in label) <= (1.05 if own_unit else 0.8) * number.size
    return (
        frame is not None
        and own_unit
        and _words(label) <= 24
        and contains(frame, bounds(t.box for t in label), 3)
    )


def _figure(found: _Found) -> Figure:
    number = found.number
    assert number.number is not None
    writer = SpanWriter()
    writer.labels(found.label)
    name = _name(found)
    writer.plain(" " if writer.text.endswith(":") else " : ")
    writer.labels((signed(number),))
    unit = number.number.unit
    if found.rate:
        writer.plain(" ")
        writer.labels(found.rate)
        rate = " ".join(t.text for t in found.rate)
        rated = parse_number(f"{number.number.printed} {rate}")
        name, unit = f"{name} {rate}", rated.unit if rated and rated.unit else unit
    value = ChartValue(name, "", number.number.value, unit, number.number.printed, number.box)
    chart = Chart("key figure", name, (value,), unit)
    own = [t for t in found.label if not any(t is other for other in found.borrowed)]
    box = bounds(t.box for t in (number, *own, *found.rate))
    return Figure(BlockKind.KEY_FIGURE, box, writer.text, tuple(writer.spans), chart=chart)


def _name(found: _Found) -> str:
    """What is counted: the noun printed with the number, and the label unless it tells only a change."""
    assert found.number.number is not None
    text = " ".join(line.text for line in found.label).rstrip(" :")
    noun = found.number.text.partition(found.number.number.printed)[2].strip()
    if not any(c.isalpha() for c in noun):
        return text
    if text[0] in "+-–":
        return noun
    return text if found.number.number.unit == noun.lower() else f"{noun} {text}"
