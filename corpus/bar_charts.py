"""Bar charts: categories, series and values of each set of bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.chart_axes import Axis, Scale, rivals
from corpus.chart_bars import Bar, BarSet, Lane, find_bar_sets
from corpus.chart_categories import below, beside, centred
from corpus.chart_labels import Label, bounds, contains, inside
from corpus.chart_legend import Key, find_keys, key_for, legend_near
from corpus.chart_marks import Mark
from corpus.chart_scene import Plot, PlotValue, Scene, text_of
from corpus.chart_values import Reading, agrees, line_fit, measured, ratio
from corpus.report import Box


@dataclass(frozen=True, slots=True)
class _Measure:
    """What lengths and ends are worth: by length from zero, or by place where the axis starts elsewhere."""

    slope: float
    scale: Scale | None
    from_axis: bool

    def expected(self, bars: BarSet, bar: Bar) -> float:
        if self.scale is not None:
            return self.scale.value(_tip(bars, bar))
        return self.slope * _length(bars, bar)


def read_bar_charts(scene: Scene) -> list[Plot]:
    """Every set of bars whose values can be told, the richest first; no bar is read twice."""
    plots: list[Plot] = []
    done: list[Box] = []
    sets = [half for found in find_bar_sets(scene.marks) for half in _sides(found)]
    read = [plot for bars in sets if (plot := _read(scene, bars)) is not None]
    for plot in sorted(read, key=lambda p: -len(p.values)):
        boxes = [value.box for value in plot.values]
        if not any(_overlap(box, other) for box in boxes for other in done):
            plots.append(plot)
            done.extend(boxes)
    return _with_mirrors(scene, plots)


def _overlap(one: Box, other: Box) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0.5 and height > 0.5


def _sides(bars: BarSet) -> list[BarSet]:
    """An age pyramid is two sets back to back; a diverging stack is one, its middle segment put together."""
    crossing = [lane for lane in bars.lanes if lane.start < bars.base - 1 and lane.end > bars.base + 1]
    if 2 * len(crossing) <= len(bars.lanes):
        return [bars]
    if median(len(lane.bars) for lane in crossing) <= 2:
        before = _half(bars, lambda bar: bar.start + bar.end <= 2 * bars.base)
        after = _half(bars, lambda bar: bar.start + bar.end > 2 * bars.base)
        return [half for half in (before, after) if len(half.lanes) >= 2]
    return [BarSet(tuple(_healed(lane) for lane in bars.lanes), bars.base, bars.vertical)]


def _half(bars: BarSet, keep: Callable[[Bar], bool]) -> BarSet:
    lanes = [Lane(tuple(bar for bar in lane.bars if keep(bar))) for lane in bars.lanes]
    return BarSet(tuple(lane for lane in lanes if lane.bars), bars.base, bars.vertical)


def _healed(lane: Lane) -> Lane:
    joined: list[Bar] = []
    for bar in lane.bars:
        if joined and joined[-1].fill == bar.fill:
            last = joined[-1]
            joined[-1] = Bar(last.low, last.high, last.start, bar.end, bar.fill, bounds([last.box, bar.box]))
        else:
            joined.append(bar)
    return Lane(tuple(joined))


def _read(scene: Scene, bars: BarSet) -> Plot | None:
    if len(bars.lanes) < 2 or _are_markers(bars):
        return None
    bars = bars if bars.stacked else bars.single()
    axis = _axis_of(scene, bars)
    if axis is not None and not _stands_on(bars, axis):
        return None
    ticks = {id(tick) for tick in axis.ticks} if axis else set()
    keys = _keys_of(scene, bars)
    named = {id(label) for key in keys for label in key.labels}
    free = [label for label in scene.labels if id(label) not in ticks | named]
    candidates = {id(bar): _data_labels(bars, bar, free) for bar in bars.bars}
    measure = _measure(bars, axis, candidates)
    if measure is None:
        return None
    readings = _readings(bars, measure, candidates)
    printed = {id(r.label) for r in readings.values() if r.label}
    groups, categories = _categories(scene, bars, [t for t in free if id(t) not in printed], keys)
    values = _values(bars, groups, categories, keys, readings)
    if len(values) < 2 or len(values) < 0.5 * len([b for b in bars.bars if id(b) in readings]):
        return None
    named_by = {id(label) for value in values for name in value.series for label in name}
    keys = [key for key in keys if id(key.labels[0]) in named_by]
    parts = [*(axis.ticks if axis else ()), *(label for key in keys for label in key.labels)]
    signs = [bars.box, *(key.sign for key in keys)]
    return Plot("bar", bounds(signs), tuple(values), tuple(parts), axis)


def _axis_of(scene: Scene, bars: BarSet) -> Axis | None:
    """The nearest run of ticks along the bars that covers all their ends."""
    x0, top, x1, bottom = bars.box
    best: tuple[float, Axis] | None = None
    for axis in scene.axes:
        if axis.vertical != bars.vertical:
            continue
        if bars.vertical:
            away = max(x0 - axis.box[2], axis.box[0] - x1)
            reach = max(60.0, 2.5 * bars.pitch)
        else:
            away = max(axis.box[1] - bottom, top - axis.box[3])
            reach = max(40.0, 2.5 * bars.pitch)
        if not -1 <= away <= reach:
            continue
        ends = [end for lane in bars.lanes for end in (lane.start, lane.end)]
        whole = [axis, *(other for other in scene.axes if _continues(axis, other))]
        held = all(any(part.holds(end) for part in whole) for end in ends) and axis.holds(bars.base)
        if held and (best is None or away < best[0]):
            best = (away, axis)
    if best is None or rivals(best[1], scene.axes):
        return None
    return best[1].anchored(bars.base, 0.45 * best[1].ticks[0].size)


def _are_markers(bars: BarSet) -> bool:
    """Small squares of one size are the points of another kind of chart."""
    return all(abs(bar.length - (bar.high - bar.low)) < 1 and bar.length < 10 for bar in bars.bars)


def _stands_on(bars: BarSet, axis: Axis) -> bool:
    """Bars begin at zero or where the axis begins."""
    at_base = axis.scale.value(bars.base)
    near = 2.0 * abs(axis.scale.slope)
    ends = (axis.scale.value(axis.low), axis.scale.value(axis.high))
    return abs(at_base) <= near or min(abs(at_base - end) for end in ends) <= near


def _continues(axis: Axis, other: Axis) -> bool:
    """The other half of a mirrored axis."""
    level = 0 if axis.vertical else 1
    return (
        other is not axis
        and other.vertical == axis.vertical
        and abs(other.box[level] - axis.box[level]) < 2
        and abs(abs(other.scale.slope) - abs(axis.scale.slope)) < 0.02 * abs(axis.scale.slope)
        and (abs(other.low - axis.high) < 2 or abs(other.high - axis.low) < 2)
    )


def _keys_of(scene: Scene, bars: BarSet) -> list[Key]:
    fills = {bar.fill for bar in bars.bars}
    keys = find_keys(scene.shapes, scene.labels, [bar.box for bar in bars.bars])
    return legend_near(keys, bars.box, 130.0, fills)


def _data_labels(bars: BarSet, bar: Bar, labels: Sequence[Label]) -> list[Label]:
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


def _measure(bars: BarSet, axis: Axis | None, candidates: dict[int, list[Label]]) -> _Measure | None:
    pairs = [(_length(bars, bar), candidates[id(bar)]) for bar in bars.bars]
    slope = ratio(pairs)
    if axis is not None:
        at_base = axis.scale.value(bars.base)
        per_point = abs(axis.scale.slope)
        from_zero = abs(at_base) <= 1.5 * per_point
        if slope is not None and from_zero and abs(slope - per_point) > 0.1 * per_point:
            return _Measure(slope, None, from_axis=False)
        if bars.stacked or from_zero:
            return _Measure(per_point, None, from_axis=True) if from_zero or bars.stacked else None
        return _Measure(per_point, axis.scale, from_axis=True)
    if slope is not None and slope > 0:
        return _Measure(slope, None, from_axis=False)
    if bars.stacked:
        return None
    fit = line_fit([(_tip(bars, bar), candidates[id(bar)]) for bar in bars.bars])
    return _Measure(abs(fit.slope), fit, from_axis=False) if fit else None


def _readings(bars: BarSet, measure: _Measure, candidates: dict[int, list[Label]]) -> dict[int, Reading]:
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
    bars: BarSet, measure: _Measure, candidates: dict[int, list[Label]]
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


def _categories(
    scene: Scene, bars: BarSet, labels: Sequence[Label], keys: Sequence[Key]
) -> tuple[list[list[Lane]], list[tuple[Label, ...]]]:
    """Lanes by category, and the label of each category."""
    best: tuple[list[list[Lane]], list[tuple[Label, ...]]] = ([], [])
    best_score = 0
    mine = {bar.box for bar in bars.bars}
    others = [
        mark.box
        for mark in scene.marks
        if mark.box not in mine
        and not contains(mark.box, bars.box)
        and min(mark.width, mark.height) > 2
        and min(abs(mark.box[0] - bars.base), abs(mark.box[2] - bars.base)) > 1
    ]
    on_bars = [m.box for m in scene.marks if m.box not in mine and _as_thick(m, bars)]
    labels = [t for t in labels if not any(inside(box, t.x, t.y) for box in on_bars)]
    for groups in _groupings(bars, len(keys)):
        centres = [(group[0].low + group[-1].high) / 2 for group in groups]
        steps = [b - a for a, b in pairwise(centres)]
        pitch = min(steps) if steps else 2 * bars.thickness
        box = bars.box
        if bars.vertical:
            # With negative values the names stand at the foot of the chart or along its base line.
            edges = sorted({max(box[3], bars.base), bars.base}, reverse=True)
            found = max((below(labels, centres, pitch, edge) for edge in edges), key=_named)
        else:
            found = beside(labels, centres, pitch, (box[0], box[2]), others)
        score = _named(found)
        if score > best_score and centred(found, centres, pitch, bars.vertical):
            best, best_score = (groups, found), score
        if score == len(groups):
            break
    return best


def _named(categories: Sequence[tuple[Label, ...]]) -> int:
    return sum(1 for lines in categories if lines)


def _as_thick(mark: Mark, bars: BarSet) -> bool:
    """Whether the mark can be a bar of the same chart: what stands on it is no category."""
    across = mark.width if bars.vertical else mark.height
    return abs(across - bars.thickness) <= 0.5 * bars.thickness


def _groupings(bars: BarSet, series: int) -> list[list[list[Lane]]]:
    """Ways to see lanes as categories: those with wider gaps between (grouped bars), or each alone."""
    alone = [[lane] for lane in bars.lanes]
    gaps = [b.low - a.high for a, b in pairwise(bars.lanes)]
    if series < 2 or not gaps or max(gaps) - min(gaps) < 1.2:
        return [alone]
    limit = (max(gaps) + min(gaps)) / 2
    groups = [[bars.lanes[0]]]
    for gap, lane in zip(gaps, bars.lanes[1:], strict=True):
        if gap > limit:
            groups.append([])
        groups[-1].append(lane)
    distinct = all(len({bar.fill for lane in g for bar in lane.bars}) == len(g) for g in groups)
    return [groups, alone] if distinct and not bars.stacked else [alone]


def _values(
    bars: BarSet,
    groups: Sequence[Sequence[Lane]],
    categories: Sequence[tuple[Label, ...]],
    keys: Sequence[Key],
    readings: dict[int, Reading],
) -> list[PlotValue]:
    several = bars.stacked or any(len(group) > 1 for group in groups)
    values: list[PlotValue] = []
    for group, category in zip(groups, categories, strict=True):
        for bar in (bar for lane in group for bar in lane.bars):
            key = key_for(bar.fill, keys)
            if id(bar) not in readings or not category or (several and key is None):
                continue
            series = (key.labels,) if key and key.text != text_of(category) else ()
            values.append(PlotValue(category, series, readings[id(bar)], bar.box))
    names = [(tuple(map(id, v.category)), tuple(id(t) for s in v.series for t in s)) for v in values]
    return [value for value, name in zip(values, names, strict=True) if names.count(name) == 1]


def _with_mirrors(scene: Scene, plots: list[Plot]) -> list[Plot]:
    """Put the two halves of a pyramid together, each named by the heading above it."""
    merged: list[Plot] = []
    rest = list(plots)
    while rest:
        plot = rest.pop(0)
        twin = next((other for other in rest if _mirrors(plot, other)), None)
        if twin is None:
            merged.append(plot)
            continue
        rest.remove(twin)
        top = min(value.box[1] for half in (plot, twin) for value in half.values)
        halves = [_headed(scene, half, top) for half in sorted((plot, twin), key=lambda p: p.box[0])]
        values = tuple(value for half in halves for value in half.values)
        if not all(value.series for value in values):
            continue
        parts = (*halves[0].parts, *halves[1].parts)
        merged.append(Plot("bar", bounds([plot.box, twin.box]), values, parts, plot.axis))
    return merged


def _mirrors(one: Plot, other: Plot) -> bool:
    """Bars to the left that all end, and bars to the right that all begin, around one row of categories."""
    left, right = sorted((one, other), key=lambda plot: plot.box[0])
    mine = {id(value.category[0]) for value in left.values}
    theirs = {id(value.category[0]) for value in right.values}
    shared = len(mine & theirs)
    if shared < 2 or shared < 0.7 * min(len(mine), len(theirs)):
        return False
    ends = [value.box[2] for value in left.values]
    starts = [value.box[0] for value in right.values]
    flush = max(ends) - min(ends) < 1.5 and max(starts) - min(starts) < 1.5
    return flush and max(ends) <= min(starts) + 1


def _headed(scene: Scene, half: Plot, top: float) -> Plot:
    boxes = [value.box for value in half.values]
    area = bounds(boxes)
    used = {id(label) for label in half.labels}
    above = [
        label
        for label in scene.labels
        if label.direction == 0
        and id(label) not in used
        and label.number is None
        and area[0] - 5 <= label.x <= area[2] + 5
        and -1 <= top - label.box[3] <= 4 * label.size
    ]
    if not above:
        return half
    heading = max(above, key=lambda label: label.box[3])
    values = tuple(PlotValue(v.category, ((heading,), *v.series), v.reading, v.box) for v in half.values)
    return Plot(half.kind, half.box, values, half.parts, half.axis)
