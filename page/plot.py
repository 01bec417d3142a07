"""A series drawn as columns, each a button that shows the page of its value; and as a table beside."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from urllib.parse import quote

_MOST_LABELS = 12  # columns with their value written above


@dataclass(frozen=True, slots=True)
class Point:
    """One value: `when` and `text` as they are read, `place` says the page; `opens` are the attributes of a
    button that shows it. `disputed` when another value is given for the same thing."""

    when: str
    value: Decimal
    text: str
    place: str
    opens: str
    disputed: bool = False


def draw_plot(title: str, points: Sequence[Point]) -> str:
    """The columns, from zero, in the order given; the same as a table, that can be taken as CSV."""
    highest = max(Decimal(0), *(p.value for p in points))
    lowest = min(Decimal(0), *(p.value for p in points))
    span = (highest - lowest) or Decimal(1)
    zero = 100 * -lowest / span
    crowded = " crowded" if len(points) > _MOST_LABELS else ""
    columns = "".join(_column(p, span, zero) for p in points)
    return (
        f'<figure class="plot{crowded}"><figcaption>{escape(title)}</figcaption>'
        f'<ol class="columns" aria-label="{escape(title)}">{columns}</ol>'
        f"{_table(title, points)}</figure>"
    )


def _column(point: Point, span: Decimal, zero: Decimal) -> str:
    height = 100 * abs(point.value) / span
    bottom = zero if point.value >= 0 else zero - height
    disputed = " disputed" if point.disputed else ""
    other = ", une autre valeur est donnée ailleurs" if point.disputed else ""
    return (
        f'<li><button type="button" class="plotted{disputed}" {point.opens} '
        f'aria-label="{escape(f"{point.when} : {point.text}{other}, voir {point.place}")}">'
        f'<span class="value">{escape(point.text)}</span><span class="track">'
        f'<span class="bar" style="height:{height:.2f}%;bottom:{bottom:.2f}%"></span></span>'
        f'<span class="when">{escape(point.when)}</span></button></li>'
    )


def _table(title: str, points: Sequence[Point]) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(p.when)}</th><td class="n">{escape(p.text)}</td>'
        f"<td>{escape(p.place)}</td></tr>"
        for p in points
    )
    link = "data:text/csv;charset=utf-8," + quote(_csv(points))
    return (
        '<details class="values"><summary>Tableau des valeurs</summary>'
        f'<table class="grid small"><caption class="sr">{escape(title)}</caption><thead><tr>'
        '<th scope="col">Période</th><th scope="col" class="n">Valeur</th><th scope="col">Page</th></tr>'
        f'</thead><tbody>{rows}</tbody></table><a class="open" download="serie.csv" href="{link}">'
        "Exporter en CSV</a></details>"
    )


def _csv(points: Sequence[Point]) -> str:
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Période", "Valeur", "Page"))
    for p in points:
        writer.writerow((p.when, format(p.value, "f").replace(".", ","), p.place))
    return out.getvalue()
