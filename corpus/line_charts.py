"""Line charts: the points of each line against the value axis, or the numbers printed beside them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.chart_axes import Axis, Scale, rivals
from corpus.chart_categories import below, centred
from corpus.chart_labels import Label, bounds, inside
from corpus.chart_legend import Key, find_keys, key_for, legend_near
from corpus.chart_marks import Polyline, marker_rows, polylines, same_color
from corpus.chart_scene import Plot, PlotValue, Scene
from corpus.chart_values import Reading, agrees, line_fit, measured
from corpus.content import Point
from corpus.report import Box

_MOST_POINTS = 60


def read_line_charts(scene: Scene, taken: Sequence[Box]) -> list[Plot]:
    """Every group of lines over one row of categories, outside the boxes of charts already read."""
    plots: list[Plot] = []
    drawn = [line for line in polylines(scene.shapes) if len(line.points) <= _MOST_POINTS]
    drawn = [line for line in drawn if not any(_mostly_inside(line, box) for box in taken)]
    for axis in scene.axes:
        if not axis.vertical:
            continue
        area = _area(scene, axis)
        if any(inside(box, (area[0] + 10), (area[1] + area[3]) / 2) for box in taken):
            continue
        lines = [line for line in drawn if _mostly_inside(line, area)]
        shapes = [
            s for s in scene.shapes if inside(area, (s.box[0] + s.box[2]) / 2, (s.box[1] + s.box[3]) / 2)
        ]
        for row in marker_rows(shapes):
            if len(row.points) <= _MOST_POINTS and not any(_through(line, row) for line in lines):
                lines.append(row)
        measure = None if rivals(axis, scene.axes) else axis
        plot = _read(scene, lines, measure) if lines else None
        if plot is not None:
            plots.append(plot)
            drawn = [line for line in drawn if line not in lines]
    plots += [plot for group in _groups(drawn) if (plot := _read(scene, group, None)) is not None]
    return plots


def _area(scene: Scene, axis: Axis) -> Box:
    """Where the lines measured by an axis can be: beside it, up to the next axis on its level."""
    following = [
        other.box[0]
        for other in scene.axes
        if other.vertical
        and other.box[0] > axis.box[2]
        and other.box[1] < axis.box[3]
        and other.box[3] > axis.box[1]
    ]
    margin = 0.15 * axis.step
    return (axis.box[2], axis.low - margin, min(following, default=scene.width), axis.high + margin)


def _through(line: Polyline, row: Polyline) -> bool:
    """Whether the markers are those of the line: same colour and near it, or outlines exactly on it."""
    reach = 1.5 if same_color(line.color, row.color, 0.1) else 0.5
    hits = sum(any(abs(x - a) < reach and abs(y - b) < reach for a, b in line.points) for x, y in row.points)
    return hits >= (0.6 if reach > 1 else 0.95) * len(row.points)


def _mostly_inside(line: Polyline, box: Box) -> bool:
    return sum(inside(box, x, y, 2) for x, y in line.points) > 0.8 * len(line.points)


def _groups(lines: list[Polyline]) -> list[list[Polyline]]:
    """Lines over the same stretch of the page."""
    groups: list[list[Polyline]] = []
    for line in sorted(lines, key=lambda item: -len(item.points)):
        for group in groups:
            if _share_ground(group[0], line):
                group.append(line)
                break
        else:
            groups.append([line])
    return groups


def _share_ground(one: Polyline, other: Polyline) -> bool:
    mine, theirs = _box(one), _box(other)
    apart = max(mine[1] - theirs[3], theirs[1] - mine[3])
    places = [x for x, _ in one.points]
    hits = sum(any(abs(x - place) < 2 for place in places) for x, _ in other.points)
    return apart < 150 and hits >= 0.7 * len(other.points)


def _box(line: Polyline) -> Box:
    xs = [x for x, _ in line.points]
    ys = [y for _, y in line.points]
    return (min(xs), min(ys), max(xs), max(ys))


def _read(scene: Scene, lines: Sequence[Polyline], axis: Axis | None) -> Plot | None:
    area = bounds(_box(line) for line in lines)
    ticks = {id(tick) for tick in axis.ticks} if axis else set()
    keys = _keys_of(scene, lines, area)
    named = {id(label) for key in keys for label in key.labels}
    free = [label for label in scene.labels if id(label) not in ticks | named]
    centres = sorted({round(x, 1) for line in lines for x, _ in line.points})
    centres = [x for i, x in enumerate(centres) if i == 0 or x - centres[i - 1] > 1.5]
    if len(centres) < 3:
        return None
    pitch = min(b - a for a, b in pairwise(centres))
    edge = max(area[3], axis.high if axis else area[3])
    categories = below(free, centres, pitch, edge, depth=90.0)
    named_places = sum(1 for lines_ in categories if lines_)
    if not centred(categories, centres, pitch, vertical=True):
        return None
    if named_places < 3 or named_places < 0.45 * len(centres):
        return None
    near = {id(line): [_labels_at(point, free) for point in line.points] for line in lines}
    scale = axis.scale if axis else _fitted(lines, near)
    if scale is None or (len(lines) > 1 and not keys):
        return None
    if not keys and not any(line.drawn for line in lines):
        return None
    values: list[PlotValue] = []
    for line in lines:
        key = _key_of(line, keys)
        if len(lines) > 1 and key is None:
            continue
        readings = _readings(line, near[id(line)], scale, axis is not None)
        for (x, y), reading in zip(line.points, readings, strict=True):
            slot = min(range(len(centres)), key=lambda i: abs(centres[i] - x))
            if reading is None or not categories[slot]:
                continue
            series = (key.labels,) if key else ()
            values.append(PlotValue(categories[slot], series, reading, (x - 2, y - 2, x + 2, y + 2)))
    if len(values) < 3:
        return None
    named_by = {id(label) for value in values for name in value.series for label in name}
    keys = [key for key in keys if id(key.labels[0]) in named_by]
    parts = [*(axis.ticks if axis else ()), *(label for key in keys for label in key.labels)]
    return Plot("line", bounds([area, *(key.sign for key in keys)]), tuple(values), tuple(parts), axis)


def _keys_of(scene: Scene, lines: Sequence[Polyline], area: Box) -> list[Key]:
    keys = find_keys(scene.shapes, scene.labels)
    return legend_near(keys, area, 110.0, {line.color for line in lines})


def _key_of(line: Polyline, keys: Sequence[Key]) -> Key | None:
    return key_for(line.color, keys)


def _labels_at(point: Point, labels: Sequence[Label]) -> list[Label]:
    x, y = point
    found = [
        t
        for t in labels
        if t.number is not None
        and abs(t.x - x) <= max(6.0, 0.6 * (t.box[2] - t.box[0]))
        and min(abs(t.box[1] - y), abs(t.box[3] - y)) <= 1.6 * t.size
    ]
    return sorted(found, key=lambda t: abs(t.y - y) + abs(t.x - x))


def _fitted(lines: Sequence[Polyline], near: dict[int, list[list[Label]]]) -> Scale | None:
    pairs = [(y, at) for line in lines for (_, y), at in zip(line.points, near[id(line)], strict=True)]
    fit = line_fit(pairs)
    return fit if fit and fit.slope < 0 else None


def _readings(
    line: Polyline, near: Sequence[Sequence[Label]], scale: Scale, measurable: bool
) -> list[Reading | None]:
    used: set[int] = set()
    readings: list[Reading | None] = []
    for (_, y), labels in zip(line.points, near, strict=True):
        fitting = [t for t in labels if id(t) not in used and agrees(t, scale.value(y), scale.slope, 1.6)]
        if fitting and fitting[0].number:
            used.add(id(fitting[0]))
            readings.append(Reading(fitting[0].number.value, fitting[0]))
        elif measurable and not labels:
            readings.append(measured(scale.value(y), scale.slope))
        else:
            readings.append(None)
    return readings
