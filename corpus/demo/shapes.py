"""What a demonstration report is made of: figures with their titles, and the items of its pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from corpus.demo.typography import french_number, set_in_french

TableStyle = Literal["ruled", "lines", "booktabs", "striped"]
ChartKind = Literal["column", "bar", "stacked", "line", "ring", "pie"]


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one series, one per category of its chart."""

    name: str
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: "column" is upright bars, "bar" lying ones, both grouped when there are several series.

    `axis` is the lowest tick, the highest and the step, as printed along the value axis.
    """

    kind: ChartKind
    title: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    unit: str | None
    axis: tuple[Decimal, Decimal, Decimal] | None = None
    tick_decimals: int = 0
    show_unit: bool = True  # False where the title alone carries the unit

    def printed(self, value: Decimal) -> str:
        """A value as its data label reads."""
        unit = f" {self.unit}" if self.unit and self.show_unit else ""
        return set_in_french(french_number(value) + unit)

    def ticks(self) -> tuple[Decimal, ...]:
        """Every tick of the value axis, from the lowest."""
        if self.axis is None:
            return ()
        low, high, step = self.axis
        return tuple(low + step * i for i in range(int((high - low) / step) + 1))


@dataclass(frozen=True, slots=True)
class Table:
    """A table: one header row, then rows whose first cell is the label; "" is a blank cell."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    style: TableStyle = "ruled"
    label_share: float = 0.46  # of the width, for the first column


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in large type over what it counts."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's title; level 0 starts a chapter. `listed` is false for a heading without bookmark."""

    title: str
    level: int = 0
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str
    style: Literal["body", "ragged", "lead", "note", "signature"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A bulleted list; « libellé : valeur » items have their label in bold."""

    items: tuple[str, ...]
    labelled: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures side by side in boxes."""

    items: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart at a height in points."""

    chart: Chart
    height: float = 190


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on the page."""

    table: Table


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank height in points."""

    height: float


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts a page."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns side by side; `share` is the left one's part of the width."""

    left: tuple[Item, ...]
    right: tuple[Item, ...]
    share: float = 0.5
    gutter: float = 22


Item = Heading | Text | Bullets | Figures | Plot | Grid | Gap | NewPage | Columns


@dataclass(frozen=True, slots=True)
class Edition:
    """One report to print. Printed page 1 is the physical page `first_numbered`.

    `labelled` says whether the PDF carries its own page labels; `contents_numbered` whether the page
    of contents prints a number.
    """

    year: int
    file: str
    title: str
    subtitle: str
    first_numbered: int
    labelled: bool
    accent: str
    items: tuple[Item, ...] = field(repr=False)
