"""Slices of pies and rings: sectors around one centre, found by their vertices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, degrees, hypot

from corpus.content import Color, Point, Shape
from corpus.report import Box

_SMALLEST_RADIUS = 14.0
_MOST_CURVES = 1500


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
    if len(curves) > _MOST_CURVES:
        return []
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
        # Vertices side by side on a finely drawn rim are too close to tell its centre.
        for apart in {1, max(1, count // 12)}:
            for index in range(0, count, max(1, count // 12)):
                three = (points[(index + k * apart) % count] for k in range(3))
                circle = _circle(*three)
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
