"""Charts drawn with reportlab for the tests, each on a page of its own, read back as `PageContent`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.charts.barcharts import HorizontalBarChart, VerticalBarChart
from reportlab.graphics.charts.doughnut import Doughnut
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.charts.piecharts import Pie
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor, lightgrey
from reportlab.pdfgen.canvas import Canvas

from corpus.content import PageContent
from corpus.pdf import read_pages

PALETTE = [HexColor(code) for code in (0x1F4E79, 0x2A9D8F, 0xE0A340, 0xC0504D, 0x7F6084, 0x4F81BD)]
WIDTH, HEIGHT = 400.0, 260.0


def page_of(path: Path, draw: Callable[[Canvas], None]) -> PageContent:
    """One A4-wide page with what `draw` puts on it."""
    canvas = Canvas(str(path), pagesize=(595, 420))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return next(iter(read_pages(path)))


def page_with(path: Path, *parts: object, title: str = "") -> PageContent:
    """A page with one drawing of `parts` under a title in bold."""

    def draw(canvas: Canvas) -> None:
        drawing = Drawing(WIDTH, HEIGHT)
        for part in parts:
            drawing.add(part)
        if title:
            drawing.add(String(60, HEIGHT - 12, title, fontName="Helvetica-Bold", fontSize=11))
        renderPDF.draw(drawing, canvas, 80, 90)

    return page_of(path, draw)


def columns(
    data: Sequence[Sequence[float]],
    names: Sequence[str],
    *,
    printed: str | None = None,
    style: str = "parallel",
    top: float = 100,
    step: float = 20,
    across: bool = False,
    angle: int = 0,
    bottom: float = 0,
    grid: bool = False,
) -> object:
    """A bar chart; `printed` formats data labels, `across` lays the bars flat, `grid` draws grid lines."""
    chart = HorizontalBarChart() if across else VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 90, 60, 270, 150
    chart.data = [tuple(row) for row in data]
    chart.categoryAxis.categoryNames = list(names)
    chart.categoryAxis.style = style
    chart.categoryAxis.labels.fontSize = 8
    chart.valueAxis.labels.fontSize = 8
    chart.valueAxis.valueMin, chart.valueAxis.valueMax, chart.valueAxis.valueStep = bottom, top, step
    if across:
        chart.categoryAxis.labels.boxAnchor = "e"
    if angle:
        chart.categoryAxis.labels.angle = angle
        chart.categoryAxis.labels.boxAnchor = "ne" if angle < 90 else "e"
    if grid:
        chart.valueAxis.visibleGrid = 1
        chart.valueAxis.gridStrokeColor = lightgrey
    for index in range(len(data)):
        chart.bars[index].fillColor = PALETTE[index]
        chart.bars[index].strokeColor = None
    if printed:
        chart.barLabelFormat = printed
        chart.barLabels.fontSize = 7
        chart.barLabels.nudge = 8
    return chart


def curves(data: Sequence[Sequence[float]], names: Sequence[str], *, printed: str | None = None) -> object:
    """A line chart from 0 to 100."""
    chart = HorizontalLineChart()
    chart.x, chart.y, chart.width, chart.height = 60, 60, 300, 150
    chart.data = [tuple(row) for row in data]
    chart.categoryAxis.categoryNames = list(names)
    chart.valueAxis.valueMin, chart.valueAxis.valueMax, chart.valueAxis.valueStep = 0, 100, 20
    for index in range(len(data)):
        chart.lines[index].strokeColor = PALETTE[index]
        chart.lines[index].strokeWidth = 1.5
    if printed:
        chart.lineLabelFormat = printed
        chart.lineLabels.fontSize = 7
    return chart


def legend(names: Sequence[str], x: float = 80, y: float = 30) -> Legend:
    """Coloured squares with names, side by side."""
    key = Legend()
    key.x, key.y, key.fontSize = x, y, 8
    key.dx = key.dy = 7
    key.columnMaximum, key.deltax, key.alignment = 1, 90, "right"
    key.colorNamePairs = list(zip(PALETTE, names, strict=False))
    return key


def pie(data: Sequence[float], labels: Sequence[str] | None, *, ring: bool = False) -> Any:
    """A pie or ring with a text beside each slice."""
    chart = Doughnut() if ring else Pie()
    chart.x, chart.y, chart.width, chart.height = 130, 50, 140, 140
    chart.data = list(data)
    chart.labels = list(labels) if labels else None
    chart.slices.strokeColor = HexColor(0xFFFFFF)
    for index in range(len(data)):
        chart.slices[index].fillColor = PALETTE[index]
    if not ring:
        chart.slices.labelRadius = 1.25
        chart.slices.fontSize = 8
    return chart
