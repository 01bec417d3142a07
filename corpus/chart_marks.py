"""The drawn shapes of a page sorted by what they can be in a chart: bars, swatches, polylines, markers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.chart_labels import inside
from corpus.content import Color, PageContent, Point, Shape
from corpus.report import Box

_MOST_MARKS = 1500  # more boxes than that make a map, a plan or a pattern
_MOST_PAIRS = 400_000
_MOST_LINES = 300  # more lines than that make a map or a drawing


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled box in one colour."""

    box: Box
    fill: Color

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]


def same_color(one: Color | None, other: Color | None, tolerance: float = 0.02) -> bool:
    """Whether two colours look the same; an absent colour looks like none."""
    if one is None or other is None:
        return False
    return all(abs(a - b) <= tolerance for a, b in zip(one, other, strict=True))


def is_white(color: Color) -> bool:
    return min(color) >= 0.985


def drawn_shapes(content: PageContent, taken: Sequence[Box]) -> list[Shape]:
    """Shapes on the page and outside `taken`, without those as large as the page itself."""
    shapes: list[Shape] = []
    for shape in content.shapes:
        x0, top, x1, bottom = shape.box
        if x1 < 0 or bottom < 0 or x0 > content.width or top > content.height:
            continue
        if (x1 - x0) * (bottom - top) > 0.6 * content.width * content.height:
            continue
        if any(inside(box, (x0 + x1) / 2, (top + bottom) / 2) for box in taken):
            continue
        shapes.append(shape)
    return shapes


def filled_marks(shapes: Sequence[Shape]) -> list[Mark]:
    """Filled or outlined rectangles, also those drawn as closed paths, without doubles.

    A bar may be drawn twice, filled and then outlined; a white one counts when it has an outline.
    """
    filled: dict[tuple[int, ...], Mark] = {}
    outlined: dict[tuple[int, ...], Mark] = {}
    for shape in shapes:
        color = _bar_color(shape)
        if color is None or not _is_rectangle(shape):
            continue
        x0, top, x1, bottom = shape.box
        if max(x1 - x0, bottom - top) < 1.5:
            continue
        key = tuple(round(v * 2) for v in shape.box)
        (outlined if shape.fill is None else filled)[key] = Mark(shape.box, color)
    marks = list(filled.values())
    alone = [mark for key, mark in outlined.items() if key not in filled]
    if len(alone) * len(marks) > _MOST_PAIRS:
        alone = []
    return _joined([*marks, *(mark for mark in alone if not _drawn_over(mark, marks))])


def _drawn_over(outline: Mark, marks: Sequence[Mark]) -> bool:
    """An outline over a filled bar as thick as itself shows another series: one of the two can be read."""
    for mark in marks:
        for low, other in ((0, 1), (1, 0)):
            thick = mark.box[low + 2] - mark.box[low]
            aligned = max(abs(outline.box[i] - mark.box[i]) for i in (low, low + 2)) <= 0.15 * thick + 0.5
            end = min(outline.box[other + 2], mark.box[other + 2])
            if aligned and end - max(outline.box[other], mark.box[other]) > 1:
                return True
    return False


def _bar_color(shape: Shape) -> Color | None:
    outlined = shape.stroke is not None and not is_white(shape.stroke)
    if shape.fill is None:
        return shape.stroke if outlined else None
    return shape.fill if outlined or not is_white(shape.fill) else None


def _is_rectangle(shape: Shape) -> bool:
    if shape.kind == "rect":
        return True
    if shape.kind != "curve" or not 4 <= len(shape.points) <= 5:
        return False
    x0, top, x1, bottom = shape.box
    corners = {(round(x), round(y)) for x, y in shape.points}
    expected = {(round(x), round(y)) for x in (x0, x1) for y in (top, bottom)}
    return corners == expected


def _joined(marks: list[Mark]) -> list[Mark]:
    """Bars that were drawn as stacks of hairlines, put together again."""
    thick = [m for m in marks if min(m.width, m.height) >= 1.5]
    if len(thick) > _MOST_MARKS:
        return []
    thin = [m for m in marks if min(m.width, m.height) < 1.5]
    if len(thin) < 8:
        return marks
    for flat in (True, False):
        thin = _stacked(thin, flat)
    return thick + thin


def _stacked(marks: list[Mark], flat: bool) -> list[Mark]:
    first, last, low, high = (0, 2, 1, 3) if flat else (1, 3, 0, 2)
    groups: dict[tuple[object, ...], list[Mark]] = {}
    for mark in marks:
        groups.setdefault((round(mark.box[first]), round(mark.box[last]), mark.fill), []).append(mark)
    joined: list[Mark] = []
    for group in groups.values():
        group.sort(key=lambda m: m.box[low])
        current = group[0]
        for mark in group[1:]:
            if mark.box[low] - current.box[high] <= 0.3:
                box = current.box
                end = max(box[high], mark.box[high])
                current = Mark(
                    (box[0], box[1], box[2], end) if flat else (box[0], box[1], end, box[3]), current.fill
                )
            else:
                joined.append(current)
                current = mark
        joined.append(current)
    return joined


@dataclass(frozen=True, slots=True)
class Polyline:
    """Points of one series from left to right."""

    points: tuple[Point, ...]
    color: Color
    drawn: bool = True  # False when only the markers were found, not the line through them


def polylines(shapes: Sequence[Shape]) -> list[Polyline]:
    """Stroked paths that run from left to right, segments put end to end, and rows of equal markers."""
    found = [
        Polyline(tuple(shape.points), shape.stroke)
        for shape in shapes
        if shape.kind == "curve"
        and shape.fill is None
        and shape.stroke is not None
        and _runs_right(shape.points)
    ]
    found += _chained([s for s in shapes if s.kind == "line" and s.stroke is not None])
    if len(found) > _MOST_LINES:
        return []
    unique: list[Polyline] = []
    for line in found:
        if not is_white(line.color) and not any(_same_line(line, other) for other in unique):
            unique.append(line)
    return unique


def _same_line(one: Polyline, other: Polyline) -> bool:
    return len(one.points) == len(other.points) and all(
        abs(a[0] - b[0]) < 0.5 and abs(a[1] - b[1]) < 0.5
        for a, b in zip(one.points, other.points, strict=True)
    )


def _runs_right(points: Sequence[Point]) -> bool:
    if len(points) < 3:
        return False
    steps = [b[0] - a[0] for a, b in pairwise(points)]
    return min(steps) > 0.2 and points[-1][0] - points[0][0] > 30 and len({round(y) for _, y in points}) > 1


def _chained(lines: list[Shape]) -> list[Polyline]:
    """Segments of one colour, each beginning where another ends."""
    segments = [s for s in lines if len(s.points) == 2 and abs(s.points[0][0] - s.points[1][0]) > 1]
    by_start: dict[tuple[object, ...], Shape] = {}
    ends: set[tuple[object, ...]] = set()
    for shape in segments:
        first, last = sorted(shape.points)
        by_start[(round(first[0]), round(first[1]), shape.stroke)] = shape
        ends.add((round(last[0]), round(last[1]), shape.stroke))
    found: list[Polyline] = []
    for key, shape in by_start.items():
        if key in ends or shape.stroke is None:
            continue
        points = sorted(shape.points)
        after = by_start.get((round(points[-1][0]), round(points[-1][1]), shape.stroke))
        while after is not None and len(points) < 400:
            points.append(max(after.points))
            after = by_start.get((round(points[-1][0]), round(points[-1][1]), shape.stroke))
        if _runs_right(points):
            found.append(Polyline(tuple(points), shape.stroke))
    return found


def marker_rows(shapes: Sequence[Shape]) -> list[Polyline]:
    """Small shapes of one size and colour that repeat from left to right: the points of a line chart."""
    groups: dict[tuple[object, ...], list[Shape]] = {}
    for shape in shapes:
        color = shape.fill or shape.stroke
        width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
        if color is None or is_white(color) or not (1.5 <= width <= 9 and 1.5 <= height <= 9):
            continue
        if abs(width - height) <= 0.35 * max(width, height):
            groups.setdefault((round(width * 2), round(height * 2), len(shape.points), color), []).append(
                shape
            )
    rows: list[Polyline] = []
    for group in groups.values():
        centres = sorted({_centre(s) for s in group})
        if len(centres) >= 3 and _runs_right(centres):
            color = group[0].fill or group[0].stroke
            assert color is not None
            rows.append(Polyline(tuple(centres), color, drawn=False))
    return rows


def _centre(shape: Shape) -> Point:
    x0, top, x1, bottom = shape.box
    return (round((x0 + x1) / 2, 1), round((top + bottom) / 2, 1))
