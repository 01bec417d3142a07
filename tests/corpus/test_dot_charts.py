"""Dot charts: rows of markers over a scale, alone or in panels that share the names of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from chart_drawings import PALETTE, page_of
from reportlab.pdfgen.canvas import Canvas

from corpus.charts import find_charts
from corpus.report import Chart

ROWS = ("Accueil", "Salaire", "Locaux", "Horaires")
FEMALE, MALE = (-0.5, 0.25, 0.75, -0.125), (0.5, -0.25, -0.75, 0.125)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "dots.pdf"


def names(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 8)
    for index, row in enumerate(ROWS):
        canvas.drawRightString(120, 300 - 20 * index - 2.7, row)


def panel(canvas: Canvas, left: float, heading: str, series: Sequence[Sequence[float]]) -> None:
    """A scale from -1 to 1 over 100 points from `left`: a value v stands at left + 50 * (v + 1)."""
    canvas.setFont("Helvetica", 8)
    for tick in (-1, 0, 1):
        canvas.drawCentredString(left + 50 * (tick + 1), 222, str(tick))
    canvas.setFont("Helvetica-Bold", 10)
    canvas.drawCentredString(left + 50, 318, heading)
    for color, row in zip(PALETTE, series, strict=False):
        canvas.setFillColor(color)
        for index, value in enumerate(row):
            canvas.circle(left + 50 * (value + 1), 300 - 20 * index, 2.5, stroke=0, fill=1)
    canvas.setFillColorRGB(0, 0, 0)


def legend(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 8)
    for index, name in enumerate(("Femmes", "Hommes")):
        canvas.setFillColor(PALETTE[index])
        canvas.circle(500, 290 - 14 * index, 2.5, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(508, 290 - 14 * index - 2.7, name)


def charts(pdf: Path, panels: Sequence[str], *, named: bool = True) -> list[Chart]:
    def draw(canvas: Canvas) -> None:
        names(canvas)
        for index, heading in enumerate(panels):
            panel(canvas, 140 + 150 * index, heading, (FEMALE, MALE))
        if named:
            legend(canvas)

    return [figure.chart for figure in find_charts(page_of(pdf, draw), ()) if figure.chart]


def values(chart: Chart) -> dict[tuple[str, str], float]:
    return {(value.series, value.category): float(value.value) for value in chart.values}


def wanted(prefix: str = "") -> dict[tuple[str, str], float]:
    series = (("Femmes", FEMALE), ("Hommes", MALE))
    return {(prefix + name, r): v for name, row in series for r, v in zip(ROWS, row, strict=True)}


def test_one_panel_is_named_by_the_words_over_it(pdf: Path) -> None:
    (chart,) = charts(pdf, ["Satisfaction"])
    assert (chart.kind, chart.title) == ("dot", "Satisfaction")
    assert values(chart) == pytest.approx(wanted(), abs=0.02)
    assert all(value.uncertainty is not None and not value.printed for value in chart.values)


def test_panels_side_by_side_share_their_rows_and_keep_their_headings(pdf: Path) -> None:
    (chart,) = charts(pdf, ["Satisfaction", "Confiance"])
    assert values(chart) == pytest.approx(wanted("Satisfaction – ") | wanted("Confiance – "), abs=0.02)


def test_dots_that_no_legend_names_are_not_read(pdf: Path) -> None:
    assert charts(pdf, ["Satisfaction"], named=False) == []
