"""The words of a page as chart labels: short runs of words on one line, in any of four directions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.content import Color, Word
from corpus.numbers import Number, parse_number
from corpus.report import Box

# Words closer than this share of the type size belong to one label.
_WORD_GAP = 0.5
_POWERS = {"2": "²", "3": "³"}
_LENGTH = re.compile(r"(?:^|\d)[kdch]?m$")
RISING, FALLING = 315, 45  # directions of slanting labels, in degrees clockwise


@dataclass(frozen=True, slots=True)
class Label:
    """Words side by side on one line. `number` is what the whole label states, if it is a number."""

    words: tuple[Word, ...]
    text: str
    box: Box
    size: float
    direction: int
    number: Number | None

    @property
    def x(self) -> float:
        return (self.box[0] + self.box[2]) / 2

    @property
    def y(self) -> float:
        return (self.box[1] + self.box[3]) / 2

    @property
    def anchor(self) -> float:
        """Where it points to across the page: its middle, or for a slanting label its upper end."""
        if self.direction == RISING:
            return self.box[2] - 0.4 * self.size
        return self.box[0] + 0.4 * self.size if self.direction == FALLING else self.x

    @property
    def bold(self) -> bool:
        return all(word.bold for word in self.words)

    @property
    def color(self) -> Color | None:
        return self.words[0].color


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around `boxes`, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))


def contains(outer: Box, inner: Box, margin: float = 1.0) -> bool:
    """Whether `inner` lies in `outer`, give or take `margin` points."""
    return (
        outer[0] - margin <= inner[0]
        and outer[1] - margin <= inner[1]
        and inner[2] <= outer[2] + margin
        and inner[3] <= outer[3] + margin
    )


def inside(box: Box, x: float, y: float, margin: float = 0.0) -> bool:
    """Whether the point lies in `box` grown by `margin`."""
    return box[0] - margin <= x <= box[2] + margin and box[1] - margin <= y <= box[3] + margin


def make_label(words: Sequence[Word], direction: int | None = None) -> Label:
    """One label of `words`, given in reading order."""
    text = " ".join(word.text for word in words)
    size = max(word.size for word in words)
    turned = words[0].direction if direction is None else direction
    return Label(tuple(words), text, bounds(w.box for w in words), size, turned, _number(text))


def _number(text: str) -> Number | None:
    """The number of a label; « 210 km² » is one, and its 2 is no footnote."""
    if not text.endswith(tuple(_POWERS.values())):
        return parse_number(text)
    plain = text[:-1] + {raised: digit for digit, raised in _POWERS.items()}[text[-1]]
    number = parse_number(plain)
    return replace(number, printed=number.printed.replace(plain[-2:], text[-2:])) if number else None


def read_labels(words: Iterable[Word]) -> list[Label]:
    """All labels of a page; a run of numbers that makes no single number falls apart into its words."""
    slanting: list[Word] = []
    straight: list[Word] = []
    for word in _with_powers(list(words)):
        (slanting if _slants(word) else straight).append(word)
    labels = _slanting_labels(slanting)
    by_direction: dict[int, list[Word]] = {}
    for word in straight:
        by_direction.setdefault(word.direction, []).append(word)
    for direction, group in by_direction.items():
        for line in _lines(group, direction):
            for run in _runs(line, direction):
                labels.extend(_split(run))
    return labels


def _with_powers(words: list[Word]) -> list[Word]:
    """« km » followed by a small raised 2 is « km² »."""
    raised = [word for word in words if word.text in _POWERS]
    if not raised:
        return words
    kept = {id(word): word for word in words}
    for power in raised:
        for host in words:
            beside = -0.3 * host.size <= power.box[0] - host.box[2] <= 0.25 * host.size
            higher = power.size <= 0.75 * host.size and host.box[1] - 0.5 * host.size <= power.box[1]
            if (
                beside
                and higher
                and power.box[3] < host.box[3] - 0.1 * host.size
                and _LENGTH.search(host.text)
            ):
                box = bounds([host.box, power.box])
                kept[id(host)] = replace(host, text=host.text + _POWERS[power.text], box=box)
                kept.pop(id(power), None)
                break
    return list(kept.values())


def _slants(word: Word) -> bool:
    """Upright text is as high as its size; text at an angle has a box far higher."""
    height, width = word.box[3] - word.box[1], word.box[2] - word.box[0]
    return (
        word.direction == 0 and len(word.text) > 1 and height > 1.45 * word.size and width > 0.8 * word.size
    )


def _slanting_labels(words: list[Word]) -> list[Label]:
    """Words at an angle put end to end, along whichever diagonal joins more of them."""
    readings = [(RISING, _diagonals(words, rising=True)), (FALLING, _diagonals(words, rising=False))]
    direction, chains = min(readings, key=lambda reading: len(reading[1]))
    return [make_label(chain, direction) for chain in chains]


def _diagonals(words: list[Word], *, rising: bool) -> list[list[Word]]:
    chains: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.box[0]):
        for chain in chains:
            last = chain[-1]
            across = word.box[0] - last.box[2]
            along = word.box[3] - last.box[1] if rising else last.box[3] - word.box[1]
            if abs(across) <= word.size and abs(along) <= word.size and _alike(word, last):
                chain.append(word)
                break
        else:
            chains.append([word])
    return chains


def _along(word: Word, direction: int) -> tuple[float, float]:
    """Start and end of a word in the direction of its writing."""
    x0, top, x1, bottom = word.box
    return {0: (x0, x1), 90: (top, bottom), 180: (-x1, -x0), 270: (-bottom, -top)}[direction]


def _across(word: Word, direction: int) -> float:
    x0, top, x1, bottom = word.box
    return {0: bottom, 90: -x0, 180: -top, 270: x1}[direction]


def _lines(words: list[Word], direction: int) -> list[list[Word]]:
    """Words that share a baseline, give or take a fifth of their size."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: _across(w, direction)):
        level = _across(word, direction)
        if lines and level - _across(lines[-1][-1], direction) <= 0.2 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _runs(line: list[Word], direction: int) -> list[list[Word]]:
    runs: list[list[Word]] = []
    for word in sorted(line, key=lambda w: _along(w, direction)[0]):
        if runs:
            last = runs[-1][-1]
            gap = _along(word, direction)[0] - _along(last, direction)[1]
            if -0.5 * word.size < gap <= _WORD_GAP * min(word.size, last.size) and _alike(word, last):
                runs[-1].append(word)
                continue
        runs.append([word])
    return runs


def _alike(one: Word, other: Word) -> bool:
    return abs(one.size - other.size) <= 0.25 * max(one.size, other.size)


def _split(run: list[Word]) -> list[Label]:
    label = make_label(run)
    if len(run) > 1 and label.number is None and all(_is_figure(word.text) for word in run):
        return [make_label([word]) for word in run]
    return [label]


def _is_figure(text: str) -> bool:
    return text.isdecimal() or parse_number(text) is not None


def name_and_value(label: Label) -> tuple[Label, Label] | None:
    """« Voirie : 30 % » or « 30 % Voirie » as two labels, the name and the number."""
    words = label.words
    for count in range(min(3, len(words) - 1), 0, -1):
        for value, name in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            number = make_label(value)
            if number.number is not None and any(c.isalpha() for w in name for c in w.text):
                named = name[:-1] if name[-1].text == ":" and len(name) > 1 else name
                return make_label(named), number
    return None
