"""Radar charts: a closed line over spokes around one centre, each spoke with its name at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, hypot

from corpus.chart_axes import Axis
from corpus.chart_labels import Label, bounds, contains
from corpus.chart_legend import Key, find_keys, key_for
from corpus.chart_scene import Plot, PlotValue, Scene
from corpus.chart_values import measured
from corpus.content import Color, Point, Shape

_FEWEST, _MOST_SPOKES = 5, 40
_MOST_LINES = 3000


@dataclass(frozen=True, slots=True)
class _Web:
    """The spokes of one radar: a centre and the outer ends, in order around it."""

    centre: Point
    ends: tuple[Point, ...]

    @property
    def radius(self) -> float:
        return max(hypot(x - self.centre[0], y - self.centre[1]) for x, y in self.ends)

    def angle(self, point: Point) -> float:
        return degrees(atan2(point[1] - self.centre[1], point[0] - self.centre[0]))

    def spoke_of(self, point: Point) -> int | None:
        """The spoke that a point lies on; None where it lies between two or at the centre."""
        distance = hypot(point[0] - self.centre[0], point[1] - self.centre[1])
        if distance < 0.01 * self.radius + 0.5:
            return None
        gaps = [abs((self.angle(point) - self.angle(end) + 180) % 360 - 180) for end in self.ends]
        best = min(range(len(gaps)), key=gaps.__getitem__)
        return best if gaps[best] <= max(1.5, degrees(0.6 / distance)) else None


def read_radar_charts(scene: Scene) -> list[Plot]:
    """Every radar with a scale along one of its spokes and a name at the end of each."""
    return [plot for web in _webs(scene.shapes) if (plot := _read(scene, web)) is not None]


def _webs(shapes: Sequence[Shape]) -> list[_Web]:
    lines = [s for s in shapes if s.kind == "line" and len(s.points) == 2]
    if len(lines) > _MOST_LINES:
        return []
    ends: dict[tuple[int, int], list[tuple[Point, Point]]] = {}
    for line in lines:
        for start, end in (line.points, line.points[::-1]):
            ends.setdefault((round(start[0]), round(start[1])), []).append((start, end))
    webs: list[_Web] = []
    for group in ends.values():
        centre = group[0][0]
        outer = list({(round(x), round(y)): (x, y) for _, (x, y) in group}.values())
        outer = [p for p in outer if hypot(p[0] - centre[0], p[1] - centre[1]) > 20]
        if not _FEWEST <= len(outer) <= _MOST_SPOKES:
            continue
        web = _Web(centre, tuple(outer))
        web = _Web(centre, tuple(sorted(outer, key=web.angle)))
        lengths = [hypot(x - centre[0], y - centre[1]) for x, y in outer]
        if max(lengths) - min(lengths) <= 0.05 * max(lengths) and _evenly_turned(web):
            webs.append(web)
    return webs


def _evenly_turned(web: _Web) -> bool:
    angles = [web.angle(end) for end in web.ends]
    turn = 360 / len(angles)
    steps = [(b - a) % 360 for a, b in zip(angles, [*angles[1:], angles[0]], strict=True)]
    return all(abs(step - turn) <= 0.1 * turn + 0.5 for step in steps)


def _read(scene: Scene, web: _Web) -> Plot | None:
    axis = _axis_of(scene, web)
    outlines = [(shape, color) for shape in scene.shapes if (color := _outline(shape, web)) is not None]
    names = _names(scene, web, axis) if axis and outlines else []
    if axis is None or not names:
        return None
    keys = _legend(scene, web)
    if len(outlines) > 1 and any(key_for(color, keys) is None for _, color in outlines):
        return None
    slope = abs(axis.scale.slope)
    base = axis.scale.value(web.centre[1])
    base = 0.0 if abs(base) <= 3 * slope else base
    values: list[PlotValue] = []
    for shape, color in outlines:
        key = key_for(color, keys)
        series = (key.labels,) if key else ()
        for x, y in list(dict.fromkeys(shape.points)):
            spoke = web.spoke_of((x, y))
            if spoke is None:
                continue
            reading = measured(base + slope * hypot(x - web.centre[0], y - web.centre[1]), slope)
            values.append(PlotValue((names[spoke],), series, reading, (x - 2, y - 2, x + 2, y + 2)))
    if len(values) < _FEWEST:
        return None
    used = [key for _, color in outlines if (key := key_for(color, keys))]
    parts = (*axis.ticks, *(label for key in used for label in key.labels))
    return Plot("radar", _box(web), tuple(values), parts, axis)


def _legend(scene: Scene, web: _Web) -> list[Key]:
    """The entries around the web, which may stand at both its sides, far from one another."""
    x0, top, x1, bottom = _box(web)
    reach = 1.2 * web.radius
    around = (x0 - reach, top - reach, x1 + reach, bottom + reach)
    return [k for k in find_keys(scene.shapes, scene.labels) if contains(around, k.labels[0].box)]


def _box(web: _Web) -> tuple[float, float, float, float]:
    return bounds((x, y, x, y) for x, y in web.ends)


def _axis_of(scene: Scene, web: _Web) -> Axis | None:
    """The ticks that run up or down from the centre."""
    x, y = web.centre
    for axis in scene.axes:
        middle = (axis.box[0] + axis.box[2]) / 2
        along = min(abs(axis.low - y), abs(axis.high - y)) <= 0.5 * axis.step
        reach = max(abs(axis.low - y), abs(axis.high - y))
        if axis.vertical and abs(middle - x) <= 0.15 * web.radius and along and reach <= 1.1 * web.radius:
            return axis
    return None


def _outline(shape: Shape, web: _Web) -> Color | None:
    """The colour of a closed line with one vertex on each spoke; None for any other shape."""
    if shape.kind == "line" or shape.stroke is None:
        return None
    points = shape.points[:-1] if shape.points[0] == shape.points[-1] else shape.points
    if len(points) != len(web.ends) or any(not _inside(point, web) for point in points):
        return None
    spokes = [web.spoke_of(point) for point in points]
    known = [spoke for spoke in spokes if spoke is not None]
    if len(set(known)) < len(known) or len(known) < 0.6 * len(spokes):
        return None
    off = [point for point, spoke in zip(points, spokes, strict=True) if spoke is None]
    at_centre = all(hypot(x - web.centre[0], y - web.centre[1]) <= 0.02 * web.radius + 0.5 for x, y in off)
    return shape.stroke if at_centre else None


def _inside(point: Point, web: _Web) -> bool:
    return hypot(point[0] - web.centre[0], point[1] - web.centre[1]) <= 1.02 * web.radius


def _names(scene: Scene, web: _Web, axis: Axis | None) -> list[Label]:
    """The label at the end of each spoke, in the order of the spokes; empty when one is missing or unsure.

    Labels stand in the direction of their spokes; the nearest one may be the neighbour's.
    """
    ticks = {id(tick) for tick in axis.ticks} if axis else set()
    texts = [t for t in scene.labels if t.direction == 0 and t.number is None and id(t) not in ticks]
    texts = [t for t in texts if _from_centre(t, web) >= 0.95 * web.radius]
    turn = 360 / len(web.ends)
    pairs: list[tuple[float, int, Label]] = []
    for index, end in enumerate(web.ends):
        for text in texts:
            aside = abs((web.angle((text.x, text.y)) - web.angle(end) + 180) % 360 - 180)
            apart = _apart(text, end)
            if aside <= 0.6 * turn and apart <= 0.4 * web.radius:
                pairs.append((aside / turn + apart / web.radius, index, text))
    names: dict[int, Label] = {}
    used: set[int] = set()
    for _, index, text in sorted(pairs, key=lambda pair: pair[0]):
        if index not in names and id(text) not in used:
            names[index] = text
            used.add(id(text))
    if len(names) < len(web.ends) or len({t.text for t in names.values()}) < len(names):
        return []
    ordered = [names[index] for index in range(len(web.ends))]
    angles = [web.angle((t.x, t.y)) for t in ordered]
    steps = [(b - a) % 360 for a, b in zip(angles, [*angles[1:], angles[0]], strict=True)]
    return ordered if sum(steps) < 361 else []


def _from_centre(label: Label, web: _Web) -> float:
    return _apart(label, web.centre)


def _apart(label: Label, point: Point) -> float:
    """From a point to the nearest point of the label's box."""
    x = min(max(point[0], label.box[0]), label.box[2])
    y = min(max(point[1], label.box[1]), label.box[3])
    return hypot(point[0] - x, point[1] - y)
