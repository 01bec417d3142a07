"""Legends: the small coloured sign beside the name of a series."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.chart_labels import Label, contains
from corpus.chart_marks import is_white, same_color
from corpus.content import Color, Shape
from corpus.report import Box

_MOST_SIGNS = 2500  # more small shapes than that make a map or an ornament


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend. `labels` are its lines of text; a line and its marker may differ in colour."""

    colors: tuple[Color, ...]
    sign: Box
    labels: tuple[Label, ...]

    @property
    def text(self) -> str:
        return " ".join(label.text for label in self.labels)


def find_keys(shapes: Sequence[Shape], labels: Sequence[Label], bars: Iterable[Box] = ()) -> list[Key]:
    """Every small sign that has a text right beside it; `bars` are boxes that are no signs."""
    signs = [shape for shape in shapes if _is_sign(shape)]
    if len(signs) > _MOST_SIGNS:
        return []
    drawn = {tuple(round(v) for v in box) for box in bars}
    texts = [label for label in labels if label.direction == 0 and _may_name(label.text)]
    keys: dict[int, Key] = {}
    for shape in signs:
        color = shape.fill or shape.stroke
        if color is None or is_white(color):
            continue
        if tuple(round(v) for v in shape.box) in drawn:
            continue
        text = _beside(shape.box, texts)
        if text is None:
            continue
        known = keys.get(id(text))
        if known is None:
            keys[id(text)] = Key((color,), shape.box, (text,))
        elif color not in known.colors:
            keys[id(text)] = Key((*known.colors, color), known.sign, (text,))
    return [_with_following_lines(key, texts, keys) for key in keys.values()]


def key_for(color: Color, keys: Iterable[Key]) -> Key | None:
    """The one legend entry of this colour; None when there is none or several.

    Where markers of all entries share an outline colour, the entry with no other colour has it.
    """
    found = [key for key in keys if any(same_color(color, own) for own in key.colors)]
    if len({key.text for key in found}) > 1:
        found = [key for key in found if all(same_color(color, own) for own in key.colors)]
    return found[0] if len({key.text for key in found}) == 1 else None


def _may_name(text: str) -> bool:
    """Words, or a year."""
    return any(c.isalpha() for c in text) or re.match(r"(?:19|20)\d\d(?!\d)", text) is not None


def _is_sign(shape: Shape) -> bool:
    width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    square = 2 <= width <= 22 and 2 <= height <= 16 and width <= 4 * height and height <= 2 * width
    dash = 6 <= width <= 45 and height <= 3
    # A small circle is known only by the two ends of its curves, on one level.
    circle = shape.kind == "curve" and shape.fill is not None and 2 <= width <= 12 and height < 0.1
    return square or dash or circle


def _beside(sign: Box, texts: Iterable[Label]) -> Label | None:
    middle = (sign[1] + sign[3]) / 2
    near = [
        t for t in texts if abs(t.y - middle) <= 0.55 * t.size and -1 <= t.box[0] - sign[2] <= 1.8 * t.size
    ]
    return min(near, key=lambda t: t.box[0], default=None)


def _with_following_lines(key: Key, texts: Sequence[Label], keys: dict[int, Key]) -> Key:
    lines = list(key.labels)
    while len(lines) < 4:
        last = lines[-1]
        below = [
            t
            for t in texts
            if id(t) not in keys
            and abs(t.box[0] - last.box[0]) <= 2
            and 0 <= t.y - last.y <= 1.6 * last.size
            and t is not last
            and abs(t.size - last.size) < 0.5
        ]
        if not below or not any(other is not key for other in keys.values()):
            break
        lines.append(min(below, key=lambda t: t.y))
    return Key(key.colors, key.sign, tuple(lines))


def legend_near(keys: Iterable[Key], box: Box, reach: float, colors: Iterable[Color]) -> list[Key]:
    """The entries of the one legend within `reach` points of the box that knows most of its colours."""
    around = (box[0] - reach, box[1] - reach, box[2] + reach, box[3] + reach)
    wanted = set(colors)
    near = [key for key in keys if contains(around, key.labels[0].box)]
    legends = [[key for key in group if any(key_for(c, [key]) for c in wanted)] for group in _grouped(near)]
    legends = [group for group in legends if group]

    def worth(group: list[Key]) -> tuple[int, float]:
        return (
            sum(any(key_for(c, [key]) for key in group) for c in wanted),
            -min(_away(k, box) for k in group),
        )

    return max(legends, key=worth, default=[])


def _grouped(keys: list[Key]) -> list[list[Key]]:
    """Entries in rows or columns: one legend."""
    groups: list[list[Key]] = []
    for key in keys:
        joined = [group for group in groups if any(_neighbours(key, member) for member in group)]
        groups = [group for group in groups if not any(group is other for other in joined)]
        groups.append([key, *(member for group in joined for member in group)])
    return groups


def _neighbours(one: Key, other: Key) -> bool:
    size = one.labels[0].size
    first, last = sorted((one, other), key=lambda key: key.sign[0])
    if abs(one.labels[0].y - other.labels[0].y) <= 0.5 * size:
        return first.sign[0] != last.sign[0] and last.sign[0] - first.labels[0].box[2] <= 9 * size
    high, low = sorted((one, other), key=lambda key: key.sign[1])
    return abs(one.sign[0] - other.sign[0]) <= 4 and low.labels[0].box[1] - high.labels[-1].box[3] <= 2 * size


def _away(key: Key, box: Box) -> float:
    sign = key.sign
    return max(sign[0] - box[2], box[0] - sign[2], 0) + max(sign[1] - box[3], box[1] - sign[3], 0)
