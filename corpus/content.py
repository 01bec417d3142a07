"""What is drawn on one page, free of any PDF library's types: input of layout, tables and charts."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.report import BlockKind, Box, Chart, Span, Table

Color = tuple[float, float, float]  # RGB, each 0..1
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a space. `direction` is 0, 90, 180 or 270 degrees clockwise."""

    text: str
    box: Box
    size: float
    font: str
    bold: bool = False
    italic: bool = False
    color: Color | None = None
    direction: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn path: `points` are its vertices, top-left origin. `fill`/`stroke` are None when absent."""

    kind: str  # "line", "rect", "curve"
    box: Box
    points: tuple[Point, ...]
    fill: Color | None
    stroke: Color | None
    line_width: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """Everything visible on one page, in drawing order.

    `turned` is how far the page was turned clockwise, in degrees, so that its text reads upright: boxes
    here are those of the turned page (`corpus.orientation` maps them back to the displayed one).
    """

    number: int
    label: str
    width: float
    height: float
    words: tuple[Word, ...]
    shapes: tuple[Shape, ...]
    pictures: tuple[Box, ...]
    warnings: tuple[str, ...] = ()
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A table, chart or key figure found on a page, to be placed among the text in reading order.

    `text` linearises what it shows (a table: one line per row, cells joined by " | "), and `spans`
    places the words of `text`. Words inside `box` belong to the figure and leave the running text.
    """

    kind: BlockKind
    box: Box
    text: str
    spans: tuple[Span, ...] = ()
    table: Table | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A block of one page before sections are known, with the style that tells headings from text."""

    kind: BlockKind
    text: str
    page: int
    box: Box
    spans: tuple[Span, ...]
    size: float = 0.0
    bold: bool = False
    color: Color | None = None
    table: Table | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A bookmark: its depth from 0, physical page from 1 and, when given, distance from the page top."""

    title: str
    level: int
    page: int
    top: float | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What a PDF says of itself: `labels` has one printed label per page, "" where the file gives none."""

    page_count: int
    outline: tuple[OutlineEntry, ...]
    labels: tuple[str, ...]
    title: str
    author: str
