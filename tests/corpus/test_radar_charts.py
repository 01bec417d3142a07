"""Radar charts: the value on each spoke, and the name that stands in its direction."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, pi, sin
from pathlib import Path

import pytest
from chart_drawings import PALETTE, page_of
from reportlab.pdfgen.canvas import Canvas

from corpus.charts import find_charts
from corpus.report import Chart

NAMES = ("Eau", "Air", "Bruit", "Sols", "Forêt", "Faune", "Climat", "Déchets")
LOCAL = (80.0, 55.0, 20.0, 90.0, 65.0, 40.0, 100.0, 30.0)
REGIONAL = (60.0, 60.0, 70.0, 50.0, 75.0, 45.0, 85.0, 95.0)
CENTRE, RADIUS = (250.0, 200.0), 120.0


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "radar.pdf"


def place(index: int, share: float) -> tuple[float, float]:
    """A point on a spoke; the first points up, the others follow clockwise."""
    angle = pi / 2 - 2 * pi * index / len(NAMES)
    return CENTRE[0] + RADIUS * share * cos(angle), CENTRE[1] + RADIUS * share * sin(angle)


def outline(canvas: Canvas, values: Sequence[float], color: object) -> None:
    path = canvas.beginPath()
    path.moveTo(*place(0, values[0] / 100))
    for index, value in enumerate(values[1:], start=1):
        path.lineTo(*place(index, value / 100))
    path.close()
    canvas.setStrokeColor(color)
    canvas.drawPath(path, stroke=1, fill=0)


def radar(pdf: Path, series: Sequence[Sequence[float]], *, legend: bool = False) -> list[Chart]:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.setStrokeColorRGB(0.8, 0.8, 0.8)
        for index, name in enumerate(NAMES):
            canvas.line(*CENTRE, *place(index, 1))
            x, y = place(index, 1.15)
            canvas.drawCentredString(x, y - 3, name)
        for tick in (0, 25, 50, 75):
            canvas.drawCentredString(CENTRE[0], CENTRE[1] - RADIUS * tick / 100 - 2.9, f"{tick} %")
        for index, (name, row) in enumerate(zip(("Ville", "Région"), series, strict=False)):
            outline(canvas, row, PALETTE[index])
            if legend:
                canvas.line(420, 300 - 15 * index, 440, 300 - 15 * index)
                canvas.drawString(445, 300 - 15 * index - 2.9, name)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawCentredString(CENTRE[0], 355, "Qualité du cadre de vie")

    return [figure.chart for figure in find_charts(page_of(pdf, draw), ()) if figure.chart]


def values(chart: Chart) -> dict[tuple[str, str], float]:
    return {(value.series, value.category): float(value.value) for value in chart.values}


def test_one_line_over_the_spokes(pdf: Path) -> None:
    (chart,) = radar(pdf, [LOCAL])
    assert (chart.kind, chart.title, chart.unit) == ("radar", "Qualité du cadre de vie", "%")
    assert values(chart) == pytest.approx({("", n): v for n, v in zip(NAMES, LOCAL, strict=True)}, abs=2)


def test_two_lines_take_their_names_from_the_legend(pdf: Path) -> None:
    (chart,) = radar(pdf, [LOCAL, REGIONAL], legend=True)
    town = {("Ville", n): v for n, v in zip(NAMES, LOCAL, strict=True)}
    region = {("Région", n): v for n, v in zip(NAMES, REGIONAL, strict=True)}
    assert values(chart) == pytest.approx(town | region, abs=2)


def test_two_lines_without_a_legend_are_not_guessed(pdf: Path) -> None:
    assert radar(pdf, [LOCAL, REGIONAL]) == []
