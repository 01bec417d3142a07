"""What a perfect reader would find in a printed edition, as plain JSON."""

from __future__ import annotations

from typing import Any

from corpus.demo.layout import ORGANISATION, Placed, Printed
from corpus.demo.shapes import Chart, Edition, Figures, Grid, Heading, Plot, Table
from corpus.demo.typography import set_in_french


def golden(edition: Edition, printed: Printed) -> dict[str, Any]:
    """Outline, tables, charts and key figures, each with its physical page and section path."""
    return {
        "report": edition.file,
        "title": set_in_french(f"{edition.title} {edition.year} du {ORGANISATION}"),
        "organisation": ORGANISATION,
        "pages": printed.pages,
        "printed_labels": [
            str(max(p - edition.first_numbered + 1, 0) or "") for p in range(1, printed.pages + 1)
        ],
        "outline": [
            {"title": set_in_french(p.item.title), "level": p.item.level, "page": p.page, "path": _path(p)}
            for p in printed.placed
            if isinstance(p.item, Heading) and p.item.listed
        ],
        "tables": [_placed(p) | _table(p.item.table) for p in printed.placed if isinstance(p.item, Grid)],
        "charts": [_placed(p) | _chart(p.item.chart) for p in printed.placed if isinstance(p.item, Plot)],
        "key_figures": [
            _placed(p) | {"value": set_in_french(f.value), "label": set_in_french(f.label)}
            for p in printed.placed
            if isinstance(p.item, Figures)
            for f in p.item.items
        ],
    }


def _path(placed: Placed) -> list[str]:
    return [set_in_french(title) for title in placed.section]


def _placed(placed: Placed) -> dict[str, Any]:
    return {"page": placed.page, "section": _path(placed)}


def _table(table: Table) -> dict[str, Any]:
    return {
        "title": set_in_french(table.title),
        "style": table.style,
        "header_rows": [[set_in_french(c) for c in table.header]],
        "rows": [[set_in_french(c) for c in row] for row in table.rows],
    }


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "title": set_in_french(chart.title),
        "kind": chart.kind,
        "unit": chart.unit,
        "values": [
            {
                "category": set_in_french(category),
                "series": series.name,
                "value": str(value),
                "printed": chart.printed(value),
            }
            for series in chart.series
            for category, value in zip(chart.categories, series.values, strict=True)
            if value or chart.kind != "stacked"  # an empty segment is not drawn
        ],
    }
