"""What a chart is read from, and what is read: the scene of a page and the plots found in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.chart_axes import Axis, find_axes, snapped
from corpus.chart_labels import Label, bounds, contains, read_labels
from corpus.chart_marks import Mark, drawn_shapes, filled_marks, is_white
from corpus.chart_values import Reading
from corpus.content import PageContent, Shape
from corpus.report import Box

_MOST_PAIRS = 200_000  # more outlines and numbers than that make a form or a map
BETWEEN_SERIES = " – "  # between the names of a series that has several: its panel, then its colour


@dataclass(frozen=True, slots=True)
class Scene:
    """One page as charts see it: labels outside tables, shapes, filled boxes, axes."""

    width: float
    height: float
    labels: tuple[Label, ...]
    shapes: tuple[Shape, ...]
    marks: tuple[Mark, ...]
    axes: tuple[Axis, ...]


@dataclass(frozen=True, slots=True)
class PlotValue:
    """One value with the labels that name it; `series` holds one tuple of lines for each name."""

    category: tuple[Label, ...]
    series: tuple[tuple[Label, ...], ...]
    reading: Reading
    box: Box


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart before it has a title. `parts` are the labels that belong to it: ticks, legend, data."""

    kind: str
    box: Box
    values: tuple[PlotValue, ...]
    parts: tuple[Label, ...]
    axis: Axis | None = None
    extent: Box | None = None  # set where the legend is that of several charts and stands apart

    @property
    def labels(self) -> list[Label]:
        """Every label of the plot once."""
        used = [*self.parts]
        for value in self.values:
            used.extend(value.category)
            used.extend(label for name in value.series for label in name)
            if value.reading.label:
                used.append(value.reading.label)
        return list({id(label): label for label in used}.values())

    @property
    def full_box(self) -> Box:
        return self.extent or bounds([self.box, *(label.box for label in self.labels)])


def read_scene(content: PageContent, taken: Sequence[Box]) -> Scene:
    """The scene of a page without what lies in `taken`, the boxes of its tables."""
    shapes = tuple(drawn_shapes(content, taken))
    words = [
        word
        for word in content.words
        if not any(
            box[0] <= (word.box[0] + word.box[2]) / 2 <= box[2]
            and box[1] <= (word.box[1] + word.box[3]) / 2 <= box[3]
            for box in taken
        )
    ]
    labels = tuple(read_labels(words))
    axes = tuple(snapped(axis, shapes) for axis in find_axes(labels))
    frames = _frames_of_numbers(shapes, labels)
    marks = tuple(mark for mark in filled_marks(shapes) if _rounded(mark.box) not in frames)
    return Scene(content.width, content.height, labels, shapes, marks, axes)


def _frames_of_numbers(shapes: Iterable[Shape], labels: Iterable[Label]) -> set[tuple[int, ...]]:
    """The boxes drawn tightly around data labels, which are no bars though they may look like some."""
    numbers = [t for t in labels if t.number is not None]
    outlines = [
        shape
        for shape in shapes
        if shape.stroke is not None
        and (shape.fill is None or is_white(shape.fill))
        and min(shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]) > 2
    ]
    frames: set[tuple[int, ...]] = set()
    for shape in outlines if len(outlines) * len(numbers) <= _MOST_PAIRS else []:
        width, height = shape.box[2] - shape.box[0], shape.box[3] - shape.box[1]
        for t in numbers:
            tight = height <= 2.2 * t.size and width <= t.box[2] - t.box[0] + 1.6 * t.size
            if tight and contains(shape.box, t.box, 0.2 * t.size):
                frames.add(_rounded(shape.box))
                break
    return frames


def _rounded(box: Box) -> tuple[int, ...]:
    return tuple(round(v) for v in box)


def text_of(lines: Iterable[Label]) -> str:
    """Lines of a label as one text; a word cut at a line's end stays cut as printed."""
    return " ".join(label.text for label in lines)
