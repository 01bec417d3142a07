"""What is read from one PDF: the frozen shapes every later stage relies on.

Boxes are `(x0, top, x1, bottom)` in PDF points with the origin at the top left of the page as it is
displayed (after the page's own rotation). Pages are numbered from 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

Box = tuple[float, float, float, float]


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    TABLE = "table"
    CHART = "chart"
    KEY_FIGURE = "key figure"
    CAPTION = "caption"
    FOOTNOTE = "footnote"


class FactSource(StrEnum):
    """What a fact was read from."""

    TABLE = "table"
    CHART = "chart"
    KEY_FIGURE = "key figure"
    LIST = "list"
    SENTENCE = "sentence"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: `number` is physical, from 1; `label` is what is printed on it."""

    number: int
    label: str
    width: float
    height: float
    words: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline. `path` ends with `title`; `parent` indexes `Report.sections`."""

    index: int
    title: str
    level: int
    page: int
    path: tuple[str, ...]
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Where the characters `text[start:end]` of a block are drawn."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: `text` is empty for a blank cell, which is never left out or shifted."""

    row: int
    column: int
    text: str
    box: Box
    row_span: int = 1
    column_span: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells. The first `header_rows` rows and `header_columns` columns are headers.

    `title` is the caption or the line above that names the table, `unit` the unit that the title or a
    corner cell gives for all of it. `continues` is true when it goes on from the page before.
    """

    cells: tuple[Cell, ...]
    rows: int
    columns: int
    header_rows: int
    header_columns: int
    title: str = ""
    unit: str | None = None
    continues: bool = False


@dataclass(frozen=True, slots=True)
class ChartValue:
    """One value of a chart with its category and series (either may be empty).

    `printed` is the data label as it stands on the page, or empty when the value was measured from the
    axis; then `uncertainty` is the half-width of the interval, in the value's unit.
    """

    category: str
    series: str
    value: Decimal
    unit: str | None
    printed: str
    box: Box
    uncertainty: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. `values` is empty when the chart is a picture: then only title and place are known."""

    kind: str  # "bar", "line", "pie", "picture"
    title: str
    values: tuple[ChartValue, ...] = ()
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page in reading order. `spans` place every word of `text`."""

    index: int
    kind: BlockKind
    text: str
    page: int
    box: Box
    section: int | None
    spans: tuple[Span, ...] = ()
    table: Table | None = None
    chart: Chart | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One value that a page shows.

    `concept` is what is counted (a row label with its table's title, a chart's title, a sentence's
    subject), `dimensions` the members that cut it (town, service, series, column header), `period` an
    ISO-like string ("2023", "2022-2023" for a school year, "2023-08", "2023-12-31"), `unit` as in
    `corpus.numbers` ("€", "%", "agents"…), `value` the exact decimal with its multiplier applied,
    `printed` the characters on the page. `confidence` is in 0..1.
    """

    concept: str
    dimensions: tuple[str, ...]
    period: str | None
    value: Decimal
    unit: str | None
    printed: str
    page: int
    box: Box
    block: int
    section: int | None
    source: FactSource
    confidence: float = 1.0
    uncertainty: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or table row, list item) of a passage: `passage.text[start:end]`."""

    start: int
    end: int
    page: int
    boxes: tuple[Box, ...]
    block: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: whole sentences or a whole small table, within one section.

    `text` is what the page shows, `pages` where it stands, `kind` the kind of its blocks.
    """

    index: int
    kind: BlockKind
    text: str
    pages: tuple[int, ...]
    section: int | None
    sentences: tuple[Sentence, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One PDF, read."""

    file: str
    sha256: str
    title: str
    organisation: str
    period: str | None
    pages: tuple[Page, ...]
    sections: tuple[Section, ...]
    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...]
    passages: tuple[Passage, ...]
    warnings: tuple[str, ...] = ()

    def section_path(self, section: int | None) -> tuple[str, ...]:
        """Titles from the root down to `section`; empty for text before any heading."""
        return self.sections[section].path if section is not None else ()
