"""Axes: rows and columns of regularly spaced numbers, and what a place along them is worth."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.chart_labels import Label
from corpus.content import Shape
from corpus.report import Box

_ALIGNED = 1.6  # points by which the labels of one axis may be out of line


@dataclass(frozen=True, slots=True)
class Scale:
    """`value = origin + slope * place`, with the place in points along one direction of the page."""

    origin: float
    slope: float

    def value(self, place: float) -> float:
        return self.origin + self.slope * place


@dataclass(frozen=True, slots=True)
class Axis:
    """Tick labels in a line. `vertical` tells which way they run; `low`/`high` are places, in points."""

    ticks: tuple[Label, ...]
    vertical: bool
    scale: Scale
    low: float
    high: float
    box: Box

    @property
    def step(self) -> float:
        """Points between two ticks."""
        return (self.high - self.low) / (len(self.ticks) - 1)

    @property
    def unit(self) -> str | None:
        """The unit that the tick labels carry."""
        units = {tick.number.unit for tick in self.ticks if tick.number and tick.number.unit}
        return units.pop() if len(units) == 1 else None

    def holds(self, place: float) -> bool:
        """Whether the place lies on the axis or at most a step beyond it."""
        return self.low - self.step * 1.02 <= place <= self.high + self.step * 1.02

    def anchored(self, place: float, reach: float) -> Axis:
        """The same axis moved so that the tick nearest to `place`, if within `reach`, stands there.

        The middle of a label is not exactly at the tick: the line that bars stand on settles it.
        """
        nearest = min((_place(t, self.vertical) for t in self.ticks), key=lambda p: abs(p - place))
        shift = place - nearest
        if abs(shift) > reach:
            return self
        return replace(
            self,
            scale=Scale(self.scale.origin - self.scale.slope * shift, self.scale.slope),
            low=self.low + shift,
            high=self.high + shift,
        )


def find_axes(labels: Iterable[Label]) -> list[Axis]:
    """Every run of at least three number labels in a line, equal steps apart in place and in value."""
    numbers = [label for label in labels if label.number is not None and label.direction in (0, 90, 270)]
    axes: list[Axis] = []
    right: Callable[[Label], float] = lambda label: label.box[2]  # noqa: E731
    left: Callable[[Label], float] = lambda label: label.box[0]  # noqa: E731
    centre: Callable[[Label], float] = lambda label: label.x  # noqa: E731
    for key in (right, left, centre):
        for column in _aligned(numbers, key):
            axes.extend(_runs(column, vertical=True))
    for row in _aligned(numbers, lambda label: label.y):
        axes.extend(_runs(row, vertical=False))
    return _largest(axes)


def rivals(axis: Axis, axes: Iterable[Axis]) -> bool:
    """Whether another axis across the same plot has a different scale: what it measures is then unsure."""
    for other in axes:
        if other is axis or other.vertical != axis.vertical:
            continue
        low, high = max(axis.low, other.low), min(axis.high, other.high)
        apart = max(axis.box[0] - other.box[2], other.box[0] - axis.box[2])
        if axis.vertical and high - low > 0.8 * (axis.high - axis.low) and apart > 2 * axis.step:
            across = (
                abs(axis.low - other.low) < 0.2 * axis.step and abs(axis.high - other.high) < 0.2 * axis.step
            )
            if across and abs(other.scale.slope - axis.scale.slope) > 0.02 * abs(axis.scale.slope):
                return True
    return False


def snapped(axis: Axis, shapes: Sequence[Shape]) -> Axis:
    """The axis moved onto the tick marks or grid lines that stand a constant, small step from its labels."""
    size = axis.ticks[0].size
    offsets: list[float] = []
    for tick in axis.ticks:
        place = _place(tick, axis.vertical)
        near = [line - place for line in _line_places(axis, shapes) if abs(line - place) <= 0.5 * size]
        if near:
            offsets.append(min(near, key=abs))
    if len(offsets) < max(2, len(axis.ticks) - 1) or max(offsets) - min(offsets) > 0.2 * size:
        return axis
    shift = sum(offsets) / len(offsets)
    origin = axis.scale.origin - axis.scale.slope * shift
    return replace(axis, scale=Scale(origin, axis.scale.slope), low=axis.low + shift, high=axis.high + shift)


def _line_places(axis: Axis, shapes: Sequence[Shape]) -> list[float]:
    places: list[float] = []
    for shape in shapes:
        x0, top, x1, bottom = shape.box
        if axis.vertical and bottom - top < 1 and x1 - x0 > 1.5 and axis.low - 9 < top < axis.high + 9:
            places.append((top + bottom) / 2)
        elif not axis.vertical and x1 - x0 < 1 and bottom - top > 1.5 and axis.low - 9 < x0 < axis.high + 9:
            places.append((x0 + x1) / 2)
    return places


def _aligned(labels: list[Label], key: Callable[[Label], float]) -> list[list[Label]]:
    groups: list[list[Label]] = []
    for label in sorted(labels, key=key):
        if groups and key(label) - key(groups[-1][0]) <= _ALIGNED:
            groups[-1].append(label)
        else:
            groups.append([label])
    return [group for group in groups if len(group) >= 3]


def _place(label: Label, vertical: bool) -> float:
    return label.y if vertical else label.x


def _number(label: Label) -> float:
    assert label.number is not None
    return float(label.number.value)


def _runs(labels: list[Label], vertical: bool) -> list[Axis]:
    """Cut a line of numbers where the step changes; a mirrored axis (30 … 0 … 30) gives two."""
    line = sorted(labels, key=lambda label: _place(label, vertical))
    axes: list[Axis] = []
    start = 0
    while start + 2 < len(line):
        end = start + 2
        while end < len(line) and _regular(line[start : end + 1], vertical):
            end += 1
        if end - start >= 3:
            axes.append(_axis(line[start:end], vertical))
            start = end - 1
        else:
            start += 1
    return [axis for axis in axes if not _years(axis)]


def _regular(run: list[Label], vertical: bool) -> bool:
    first, last = run[0], run[-1]
    length = _place(last, vertical) - _place(first, vertical)
    span = _number(last) - _number(first)
    if length < 8 or span == 0 or len({tick.direction for tick in run}) > 1:
        return False
    step = length / (len(run) - 1)
    for index, tick in enumerate(run):
        if abs(_place(tick, vertical) - _place(first, vertical) - index * step) > max(1.2, 0.06 * step):
            return False
        if abs(_number(tick) - _number(first) - index * span / (len(run) - 1)) > 1e-6 * abs(span):
            return False
    sizes = [tick.size for tick in run]
    return max(sizes) - min(sizes) <= 0.1 * max(sizes)


def _axis(run: list[Label], vertical: bool) -> Axis:
    low, high = _place(run[0], vertical), _place(run[-1], vertical)
    slope = (_number(run[-1]) - _number(run[0])) / (high - low)
    boxes = [tick.box for tick in run]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return Axis(tuple(run), vertical, Scale(_number(run[0]) - slope * low, slope), low, high, box)


def _years(axis: Axis) -> bool:
    """Years in a row name categories; they measure nothing."""
    values = [_number(tick) for tick in axis.ticks]
    bare = all(tick.number is not None and tick.number.unit is None for tick in axis.ticks)
    return (
        bare and all(1900 <= v <= 2100 and v == int(v) for v in values) and abs(values[1] - values[0]) <= 10
    )


def _largest(axes: list[Axis]) -> list[Axis]:
    """One axis for each set of labels: the longest run wins over its parts."""
    kept: list[Axis] = []
    for axis in sorted(axes, key=lambda a: -len(a.ticks)):
        mine = {id(tick) for tick in axis.ticks}
        if not any(
            axis.vertical == other.vertical and len(mine & {id(t) for t in other.ticks}) > 1 for other in kept
        ):
            kept.append(axis)
    return kept
