"""Pies and rings: slices around one centre, their shares by angle, their names by place or colour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

from corpus.chart_labels import Label, bounds, name_and_value
from corpus.chart_legend import Key, find_keys, key_for, legend_near
from corpus.chart_marks import is_white
from corpus.chart_scene import Plot, PlotValue, Scene, text_of
from corpus.chart_values import Reading, agrees, measured, ratio
from corpus.content import Color, Point, Shape
from corpus.report import Box

_SMALLEST_RADIUS = 14.0


@dataclass(frozen=True, slots=True)
class Slice:
    """A sector of a disc or ring: angles in degrees clockwise from three o'clock, as drawn on the page."""

    centre: Point
    radius: float
    start: float
    sweep: float
    fill: Color
    box: Box

    @property
    def middle(self) -> float:
        return self.start + self.sweep / 2

    def offset(self, x: float, y: float) -> float:
        """Degrees between a point's direction and the middle of the slice."""
        angle = degrees(atan2(y - self.centre[1], x - self.centre[0]))
        return abs((angle - self.middle + 180) % 360 - 180)

    def distance(self, x: float, y: float) -> float:
        return hypot(x - self.centre[0], y - self.centre[1])


def read_pie_charts(scene: Scene) -> list[Plot]:
    """Every full disc, ring or half ring of slices whose shares can be named."""
    return [plot for slices in find_pies(scene.shapes) if (plot := _read(scene, slices)) is not None]


def find_pies(shapes: Sequence[Shape]) -> list[list[Slice]]:
    """Groups of at least two slices around one centre that make up a whole turn or half of one."""
    curves = [
        s
        for s in shapes
        if s.fill is not None
        and s.kind == "curve"
        and 3 <= len(s.points) <= 400
        and max(s.box[2] - s.box[0], s.box[3] - s.box[1]) >= 6
    ]
    pies: list[list[Slice]] = []
    centres = _centres(curves)
    used: set[int] = set()
    for centre, radius in centres:
        group: dict[tuple[int, int], Slice] = {}
        members: list[int] = []
        for curve in curves:
            if id(curve) in used:
                continue
            found = _slice(curve, centre, radius)
            if found:
                group[(round(found.start % 360), round(found.sweep))] = found
                members.append(id(curve))
        slices = sorted(group.values(), key=lambda s: s.start % 360)
        turn = sum(s.sweep for s in slices)
        if len(slices) >= 2 and (abs(turn - 360) <= 5 or abs(turn - 180) <= 3):
            pies.append(list(slices))
            used.update(members)
    return pies or _exploded(curves)


def _exploded(curves: Sequence[Shape]) -> list[list[Slice]]:
    """Slices pulled out from the middle: each has a centre of its own, near the others', and one radius."""
    groups: list[list[Slice]] = []
    for curve in curves:
        apex = next((h for h in _hypotheses(curve) if h[1] >= _SMALLEST_RADIUS), None)
        part = _slice(curve, *apex) if apex else None
        if part is None:
            continue
        for group in groups:
            first = group[0]
            if (
                abs(first.radius - part.radius) <= 0.03 * part.radius
                and first.distance(*part.centre) <= part.radius
            ):
                group.append(part)
                break
        else:
            groups.append([part])
    unique = [list({(round(s.start % 360), round(s.sweep)): s for s in group}.values()) for group in groups]
    return [g for g in unique if len(g) >= 2 and abs(sum(s.sweep for s in g) - 360) <= 5]


def _centres(curves: Sequence[Shape]) -> list[tuple[Point, float]]:
    """Likely centres with a radius, the most voted first."""
    votes: dict[tuple[int, int, int], list[tuple[Point, float]]] = {}
    for curve in curves:
        for centre, radius in _hypotheses(curve):
            if radius >= _SMALLEST_RADIUS:
                key = (round(centre[0] / 3), round(centre[1] / 3), round(radius / 3))
                votes.setdefault(key, []).append((centre, radius))
    ranked = sorted(votes.values(), key=len, reverse=True)[:40]
    return [group[0] for group in ranked]


def _hypotheses(curve: Shape) -> Iterable[tuple[Point, float]]:
    """A vertex equally far from the others (a pie), or the circle through three outer vertices (a ring)."""
    points = _distinct(curve.points)
    if len(points) < 3:
        return
    for apex in points if len(points) <= 40 else points[:2] + points[-2:]:
        others = [hypot(x - apex[0], y - apex[1]) for x, y in points if (x, y) != apex]
        if max(others) - min(others) <= 0.02 * max(others) + 0.3:
            yield apex, max(others)
    count = len(points)
    if count >= 5:
        for index in range(0, count, max(1, count // 12)):
            circle = _circle(points[index], points[(index + 1) % count], points[(index + 2) % count])
            if circle and circle[1] <= 400:
                radius = max(hypot(x - circle[0][0], y - circle[0][1]) for x, y in points)
                yield circle[0], radius


def _distinct(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if not kept or hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) > 0.3:
            kept.append(point)
    if len(kept) > 1 and hypot(kept[0][0] - kept[-1][0], kept[0][1] - kept[-1][1]) <= 0.3:
        kept.pop()
    return kept


def _circle(a: Point, b: Point, c: Point) -> tuple[Point, float] | None:
    area = 2 * (a[0] * (b[1] - c[1]) + b[0] * (c[1] - a[1]) + c[0] * (a[1] - b[1]))
    if abs(area) < 4:
        return None
    aa, bb, cc = (p[0] ** 2 + p[1] ** 2 for p in (a, b, c))
    x = (aa * (b[1] - c[1]) + bb * (c[1] - a[1]) + cc * (a[1] - b[1])) / area
    y = (aa * (c[0] - b[0]) + bb * (a[0] - c[0]) + cc * (b[0] - a[0])) / area
    return (x, y), hypot(a[0] - x, a[1] - y)


def _slice(curve: Shape, centre: Point, radius: float) -> Slice | None:
    """The curve as a sector of that disc: each vertex on the rim, at the centre or on one inner rim."""
    points = _distinct(curve.points)
    tolerance = 0.025 * radius + 0.4
    rim: list[int] = []
    inner: list[float] = []
    for index, (x, y) in enumerate(points):
        distance = hypot(x - centre[0], y - centre[1])
        if abs(distance - radius) <= tolerance:
            rim.append(index)
        elif distance < radius:
            inner.append(distance)
        else:
            return None
    if len(rim) < 2 or not inner or max(inner) - min(inner) > 2 * tolerance or max(inner) > 0.93 * radius:
        return None
    return _sector(curve, centre, radius, [points[i] for i in _in_a_row(rim, len(points))])


def _in_a_row(rim: list[int], count: int) -> list[int]:
    """Rim vertices in path order, beginning after the inner part."""
    members = set(rim)
    first = next((i for i in rim if (i - 1) % count not in members), rim[0])
    return [(first + k) % count for k in range(count) if (first + k) % count in members]


def _sector(curve: Shape, centre: Point, radius: float, rim: Sequence[Point]) -> Slice | None:
    angles = [degrees(atan2(y - centre[1], x - centre[0])) for x, y in rim]
    turns = [(b - a + 180) % 360 - 180 for a, b in pairwise(angles)]
    if not turns or (min(turns) < -0.5 and max(turns) > 0.5) or curve.fill is None:
        return None
    sweep = sum(turns)
    start = angles[0] if sweep > 0 else angles[-1]
    return Slice(centre, radius, start, abs(sweep), curve.fill, curve.box)


def _read(scene: Scene, slices: list[Slice]) -> Plot | None:
    turn = sum(s.sweep for s in slices)
    pie = _disc(slices)
    keys = legend_near(find_keys(scene.shapes, scene.labels), pie, 260.0, {s.fill for s in slices})
    named = {id(label) for key in keys for label in key.labels}
    near = [t for t in scene.labels if t.direction == 0 and _around(t, slices[0])]
    pairs = [pair for t in near if t.number is None and id(t) not in named and (pair := name_and_value(t))]
    names = {id(number): name for name, number in pairs}
    numbers = [t for t in near if t.number is not None and id(t) not in named]
    readings = _readings(slices, [*numbers, *(number for _, number in pairs)], turn)
    texts = [t for t in near if t.number is None and id(t) not in named]
    facing = {} if keys or any(r.label for r in readings.values()) else _names_facing(slices, texts)
    values: list[PlotValue] = []
    for part in slices:
        reading = readings.get(id(part))
        if reading is None:
            continue
        tied = names.get(id(reading.label)) if reading.label else None
        name = (tied,) if tied else facing.get(id(part)) or _name(part, slices, keys, reading, texts)
        if name:
            values.append(PlotValue(name, (), reading, part.box))
    if len(values) < 2 or len({text_of(v.category) for v in values}) < len(values):
        return None
    used = {id(label) for value in values for label in value.category}
    keys = [key for key in keys if id(key.labels[0]) in used]
    parts = tuple(label for key in keys for label in key.labels)
    return Plot("pie", bounds([pie, *(key.sign for key in keys)]), tuple(values), parts)


def _names_facing(slices: Sequence[Slice], texts: Sequence[Label]) -> dict[int, tuple[Label, ...]]:
    """One text beside each slice, where every slice has its own; nothing when one is missing."""
    pairs = [
        (part.offset(t.x, t.y), part, t)
        for part in slices
        for t in texts
        if part.offset(t.x, t.y) <= part.sweep / 2
        and 0.4 * part.radius <= part.distance(t.x, t.y)
        and _nearest_point(part, t) <= part.radius + 2.5 * t.size
    ]
    found: dict[int, tuple[Label, ...]] = {}
    used: set[int] = set()
    for _, part, text in sorted(pairs, key=lambda pair: pair[0]):
        if id(part) not in found and id(text) not in used:
            found[id(part)] = (text,)
            used.add(id(text))
    return found if len(found) == len(slices) else {}


def _nearest_point(part: Slice, label: Label) -> float:
    """From the centre of the pie to the nearest point of the label's box."""
    x = min(max(part.centre[0], label.box[0]), label.box[2])
    y = min(max(part.centre[1], label.box[1]), label.box[3])
    return part.distance(x, y)


def _disc(slices: Sequence[Slice]) -> Box:
    return bounds(s.box for s in slices)


def _around(label: Label, part: Slice) -> bool:
    return part.distance(label.x, label.y) <= 2.1 * part.radius + 30


def _readings(slices: list[Slice], numbers: Sequence[Label], turn: float) -> dict[int, Reading]:
    """Labels whose number is in proportion to the angle; without any label, shares measured by angle."""
    candidates = {id(s): _facing(s, numbers) for s in slices}
    percent = [t for t in numbers if t.number and t.number.unit == "%"]
    slope = 100 / turn if len(percent) >= 2 else ratio([(s.sweep, candidates[id(s)]) for s in slices])
    if slope is None:
        if any(s for s in numbers if s.number and _inside_disc(s, slices[0])):
            return {}
        return {id(s): measured(100 * s.sweep / turn, 100 / turn) for s in slices}
    readings: dict[int, Reading] = {}
    used: set[int] = set()
    pairs = [(s, t) for s in slices for t in candidates[id(s)] if agrees(t, slope * s.sweep, slope, 1.5)]
    for part, label in sorted(pairs, key=lambda pair: pair[0].offset(pair[1].x, pair[1].y)):
        if id(part) not in readings and id(label) not in used and label.number:
            readings[id(part)] = Reading(label.number.value, label)
            used.add(id(label))
    return readings


def _facing(part: Slice, numbers: Sequence[Label]) -> list[Label]:
    """Labels in the direction of the slice, the nearest to its middle first."""
    facing = [t for t in numbers if part.offset(t.x, t.y) <= part.sweep / 2 + 25]
    return sorted(facing, key=lambda t: part.offset(t.x, t.y))


def _inside_disc(label: Label, part: Slice) -> bool:
    # What stands in the hole of a ring is its total, not a share.
    return 0.35 * part.radius <= part.distance(label.x, label.y) <= part.radius


def _name(
    part: Slice, slices: Sequence[Slice], keys: Sequence[Key], reading: Reading | None, texts: Sequence[Label]
) -> tuple[Label, ...]:
    """The legend entry of this colour, else the text in one block with the slice's own number."""
    alike = [s for s in slices if s.fill == part.fill]
    key = key_for(part.fill, keys) if len(alike) == 1 and not is_white(part.fill) else None
    if key:
        return key.labels
    if keys or reading is None or reading.label is None:
        return ()
    return _block_of(reading.label, texts)


def _block_of(number: Label, texts: Sequence[Label]) -> tuple[Label, ...]:
    lines: list[Label] = []
    anchor = number
    for text in sorted((t for t in texts if t.box[3] <= number.y), key=lambda t: -t.box[3]):
        if anchor.box[1] - text.box[3] <= 0.4 * text.size and abs(text.x - number.x) <= 3 + 0.5 * _width(
            text
        ):
            lines.insert(0, text)
            anchor = text
    if lines:
        return tuple(lines)
    beside = [
        t
        for t in texts
        if abs(t.y - number.y) <= 0.3 * t.size
        and max(t.box[0] - number.box[2], number.box[0] - t.box[2]) <= 1.5 * t.size
    ]
    return (min(beside, key=lambda t: abs(t.x - number.x)),) if beside else ()


def _width(label: Label) -> float:
    return label.box[2] - label.box[0]
