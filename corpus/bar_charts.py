"""Bar charts: categories, series and values of each set of bars."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from corpus.bar_pyramids import with_mirrors
from corpus.bar_values import data_labels, measure_of, read_bars
from corpus.chart_axes import Axis, rivals
from corpus.chart_bars import Bar, BarSet, Lane, find_bar_sets
from corpus.chart_categories import below, beside, centred, with_axis_title
from corpus.chart_labels import Label, bounds, contains, inside
from corpus.chart_legend import Key, find_keys, key_for, legend_near
from corpus.chart_marks import Mark
from corpus.chart_scene import Plot, PlotValue, Scene, text_of
from corpus.chart_values import Reading
from corpus.report import Box

_MOST_SETS = 40


def read_bar_charts(scene: Scene) -> list[Plot]:
    """Every set of bars whose values can be told, the richest first; no bar is read twice."""
    plots: list[Plot] = []
    done: list[Box] = []
    sets = [half for found in find_bar_sets(scene.marks)[:_MOST_SETS] for half in _sides(found)]
    read = [plot for bars in sets if (plot := _read(scene, bars)) is not None]
    for plot in sorted(read, key=lambda p: -len(p.values)):
        boxes = [value.box for value in plot.values]
        if not any(_overlap(box, other) for box in boxes for other in done):
            plots.append(plot)
            done.extend(boxes)
    return with_mirrors(scene, plots)


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
    candidates = {id(bar): data_labels(bars, bar, free) for bar in bars.bars}
    measure = measure_of(bars, axis, candidates)
    if measure is None:
        return None
    readings = read_bars(bars, measure, candidates)
    printed = {id(r.label) for r in readings.values() if r.label}
    groups, categories = _categories(scene, bars, [t for t in free if id(t) not in printed], keys)
    if bars.vertical:
        middle, width = (bars.box[0] + bars.box[2]) / 2, bars.box[2] - bars.box[0]
        categories = with_axis_title(free, categories, middle, 0.1 * width)
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
