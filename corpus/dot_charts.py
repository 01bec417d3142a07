"""Dot charts: rows of markers over a scale, one row for each category, one colour for each series.

Several panels side by side may share the names of their rows; each panel then has a heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from corpus.chart_axes import Axis
from corpus.chart_labels import Label, bounds, inside
from corpus.chart_legend import Key, find_keys, key_for, legend_near
from corpus.chart_marks import is_white
from corpus.chart_scene import Plot, PlotValue, Scene
from corpus.chart_values import measured
from corpus.content import Color, Shape
from corpus.report import Box

_FEWEST_ROWS = 3
_SMALLEST, _LARGEST = 1.5, 9.0  # points across a marker
_MOST_SHAPES = 4000


def read_dot_charts(scene: Scene, taken: Sequence[Box]) -> list[Plot]:
    """Every group of panels over one column of names, outside the boxes of charts already read."""
    markers = [s for s in scene.shapes if _is_marker(s)]
    if len(markers) > _MOST_SHAPES:
        return []
    keys = find_keys(scene.shapes, scene.labels)
    bands: dict[tuple[int, ...], list[tuple[Axis, list[Label]]]] = {}
    for axis in scene.axes:
        rows = [] if axis.vertical else _rows_over(scene, axis)
        if rows:
            bands.setdefault(tuple(id(row) for row in rows), []).append((axis, rows))
    plots = [_read(scene, band, markers, keys) for band in bands.values()]
    return [
        plot
        for plot in plots
        if plot
        and not any(inside(box, (v.box[0] + v.box[2]) / 2, v.box[1]) for box in taken for v in plot.values)
    ]


def _is_marker(shape: Shape) -> bool:
    """A small filled sign; a circle known only by the ends of its curve has no height."""
    width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
    small = _SMALLEST <= width <= _LARGEST and height <= 1.2 * width
    return (
        shape.fill is not None and shape.kind != "line" and small and (height < 0.1 or height >= 0.6 * width)
    )


def _rows_over(scene: Scene, axis: Axis) -> list[Label]:
    """The right-aligned, evenly spaced names that stand above and to the left of the ticks."""
    size = axis.ticks[0].size
    names = [
        t
        for t in scene.labels
        if t.direction == 0 and t.number is None and t.box[3] < axis.box[1] + size and t.box[2] < axis.low
    ]
    best: list[Label] = []
    for edge in sorted({round(t.box[2]) for t in names}, reverse=True):
        column = sorted((t for t in names if abs(t.box[2] - edge) <= 1.2), key=lambda t: -t.y)
        run = _even(column)
        if len(run) >= _FEWEST_ROWS and axis.box[1] - run[0].box[3] <= 2.5 * (run[0].y - run[1].y):
            best = run
            break
    return best


def _even(column: Sequence[Label]) -> list[Label]:
    """The longest evenly spaced run from the lowest label up."""
    run = list(column[:2])
    for label in column[2:]:
        step = run[0].y - run[1].y
        if abs(run[-1].y - label.y - step) > 0.15 * step + 0.4 or abs(label.size - run[0].size) > 0.3:
            break
        run.append(label)
    return run


def _read(
    scene: Scene, band: Sequence[tuple[Axis, list[Label]]], markers: Sequence[Shape], keys: Sequence[Key]
) -> Plot | None:
    rows = band[0][1]
    pitch = median(a.y - b.y for a, b in pairwise(rows))
    panels = sorted((axis for axis, _ in band), key=lambda a: a.low)
    values: list[PlotValue] = []
    parts: list[Label] = []
    for index, axis in enumerate(panels):
        left = rows[0].box[2] if index == 0 else (panels[index - 1].high + axis.low) / 2
        right = (axis.high + panels[index + 1].low) / 2 if index + 1 < len(panels) else axis.high + axis.step
        area = (left, rows[-1].y - pitch / 2, right, rows[0].y + pitch / 2)
        heading = _heading(scene, axis, area, pitch) if len(panels) > 1 else ()
        found = _values(scene, axis, area, rows, pitch, markers, keys)
        if not found or (len(panels) > 1 and not heading):
            continue
        prefix = (heading,) if heading else ()
        values += [PlotValue(v.category, (*prefix, *v.series), v.reading, v.box) for v in found]
        parts += [*axis.ticks, *heading]
    if len(values) < 2 * _FEWEST_ROWS:
        return None
    extent = bounds([*(v.box for v in values), *(t.box for t in (*rows, *parts))])
    return Plot("dot", bounds(v.box for v in values), tuple(values), tuple(parts), panels[0], extent)


def _heading(scene: Scene, axis: Axis, area: Box, pitch: float) -> tuple[Label, ...]:
    """The nearest words centred over a panel."""
    above = [
        t
        for t in scene.labels
        if t.direction == 0
        and t.number is None
        and axis.low - 0.5 * axis.step <= t.x <= axis.high + 0.5 * axis.step
        and area[0] - 3 <= t.box[0]
        and t.box[2] <= area[2] + 3
        and 0 <= area[1] - t.box[3] + 0.5 * t.size <= max(2 * pitch, 2 * t.size)
    ]
    return (max(above, key=lambda t: t.box[3]),) if above else ()


def _values(
    scene: Scene,
    axis: Axis,
    area: Box,
    rows: Sequence[Label],
    pitch: float,
    markers: Sequence[Shape],
    keys: Sequence[Key],
) -> list[PlotValue]:
    """One value for each marker of a colour that the legend names, where a row has only one of it."""
    mine = [s for s in markers if inside(area, _middle(s), _level(s))]
    by_color: dict[Color, list[Shape]] = {}
    for shape in mine:
        assert shape.fill is not None
        by_color.setdefault(shape.fill, []).append(shape)
    everywhere = (0.0, 0.0, scene.width, scene.height)
    legend = legend_near(keys, everywhere, 5.0, by_color)
    slope = abs(axis.scale.slope)
    values: list[PlotValue] = []
    for color, shapes in by_color.items():
        key = key_for(color, legend)
        in_rows = [
            [s for s in shapes if abs((s.box[1] + s.box[3]) / 2 - row.y) <= 0.35 * pitch] for row in rows
        ]
        single = [(row, at[0]) for row, at in zip(rows, in_rows, strict=True) if len(at) == 1]
        if key is None or is_white(color) or not _one_size(shapes) or 2 * len(single) < len(rows):
            continue
        for row, shape in single:
            reading = measured(axis.scale.value(_middle(shape)), slope)
            values.append(PlotValue((row,), (key.labels,), reading, shape.box))
    return values


def _one_size(shapes: Sequence[Shape]) -> bool:
    """Markers are all alike; short bars are not."""
    widths = [s.box[2] - s.box[0] for s in shapes]
    return max(widths) - min(widths) <= 0.4


def _middle(shape: Shape) -> float:
    return (shape.box[0] + shape.box[2]) / 2


def _level(shape: Shape) -> float:
    return (shape.box[1] + shape.box[3]) / 2
