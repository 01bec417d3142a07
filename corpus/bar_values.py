"""Values of bars: the data label that fits the length drawn, else the length against the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.chart_axes import Axis, Scale
from corpus.chart_bars import Bar, BarSet
from corpus.chart_labels import Label
from corpus.chart_values import Reading, agrees, line_fit, measured, ratio


@dataclass(frozen=True, slots=True)
class Measure:
    """What lengths and ends are worth: by length from zero, or by place where the axis starts elsewhere."""

    slope: float
    scale: Scale | None
    from_axis: bool

    def expected(self, bars: BarSet, bar: Bar) -> float:
        if self.scale is not None:
            return self.scale.value(_tip(bars, bar))
        return self.slope * _length(bars, bar)


def data_labels(bars: BarSet, bar: Bar, labels: Sequence[Label]) -> list[Label]:
    """Numbers on the bar or just beyond its tip, the nearest to the tip first."""
    found: list[tuple[float, Label]] = []
    tip = _tip(bars, bar)
    side = 0.5 * max(bar.high - bar.low, 0.55 * bars.pitch) + 1
    for label in labels:
        if label.number is None:
            continue
        across, along = (label.x, label.y) if bars.vertical else (label.y, label.x)
        if abs(across - bar.middle) > side:
            continue
        near, far = (label.box[1], label.box[3]) if bars.vertical else (label.box[0], label.box[2])
        room = 2.6 * label.size if not bars.stacked else 0.0
        before = room if tip == bar.start or bar.length < 1 else 0.0
        after = room if tip == bar.end or bar.length < 1 else 0.0
        if bar.start <= along <= bar.end or (bar.start - before <= far and near <= bar.end + after):
            found.append((min(abs(near - tip), abs(far - tip)), label))
    return [label for _, label in sorted(found, key=lambda pair: pair[0])]


def _tip(bars: BarSet, bar: Bar) -> float:
    return max((bar.start, bar.end), key=lambda place: abs(place - bars.base))


def _length(bars: BarSet, bar: Bar) -> float:
    """Signed length: up and to the right count as positive, unless all bars go the other way."""
    if bars.stacked:
        return bar.length
    forward = -1.0 if bars.vertical else 1.0
    middle = (bar.start + bar.end) / 2 - bars.base
    if all(((b.start + b.end) / 2 - bars.base) * forward <= 0.5 for b in bars.bars):
        forward = -forward
    return bar.length if middle * forward >= 0 else -bar.length


def measure_of(bars: BarSet, axis: Axis | None, candidates: dict[int, list[Label]]) -> Measure | None:
    pairs = [(_length(bars, bar), candidates[id(bar)]) for bar in bars.bars]
    slope = ratio(pairs)
    if axis is not None:
        at_base = axis.scale.value(bars.base)
        per_point = abs(axis.scale.slope)
        from_zero = abs(at_base) <= 1.5 * per_point
        if slope is not None and from_zero and abs(slope - per_point) > 0.1 * per_point:
            return Measure(slope, None, from_axis=False)
        if bars.stacked or from_zero:
            return Measure(per_point, None, from_axis=True) if from_zero or bars.stacked else None
        return Measure(per_point, axis.scale, from_axis=True)
    if slope is not None and slope > 0:
        return Measure(slope, None, from_axis=False)
    if bars.stacked:
        return None
    fit = line_fit([(_tip(bars, bar), candidates[id(bar)]) for bar in bars.bars])
    return Measure(abs(fit.slope), fit, from_axis=False) if fit else None


def read_bars(bars: BarSet, measure: Measure, candidates: dict[int, list[Label]]) -> dict[int, Reading]:
    readings: dict[int, Reading] = {}
    used: set[int] = set()
    for bar, label in _in_likely_order(bars, measure, candidates):
        if id(bar) not in readings and id(label) not in used and label.number:
            readings[id(bar)] = Reading(label.number.value, label)
            used.add(id(label))
    if measure.from_axis:
        for bar in bars.bars:
            if id(bar) not in readings and not any(id(c) not in used for c in candidates[id(bar)]):
                readings[id(bar)] = measured(measure.expected(bars, bar), measure.slope)
    return readings


def _in_likely_order(
    bars: BarSet, measure: Measure, candidates: dict[int, list[Label]]
) -> list[tuple[Bar, Label]]:
    """Bars with labels that agree, those first that stand where the labels of this chart usually stand."""
    fitting = {
        id(bar): [t for t in candidates[id(bar)] if agrees(t, measure.expected(bars, bar), measure.slope)]
        for bar in bars.bars
    }
    sure = [_offset(bars, bar, fitting[id(bar)][0]) for bar in bars.bars if len(fitting[id(bar)]) == 1]
    usual = median(sure) if sure else 0.0
    pairs = [(bar, label) for bar in bars.bars for label in fitting[id(bar)]]
    return sorted(pairs, key=lambda pair: abs(_offset(bars, *pair) - usual))


def _offset(bars: BarSet, bar: Bar, label: Label) -> float:
    """From the end of the bar, or the middle of a segment, to the middle of the label."""
    place = label.y if bars.vertical else label.x
    return place - ((bar.start + bar.end) / 2 if bars.stacked else _tip(bars, bar))
