"""Charts drawn as vectors: columns, bars, stacked bars, lines, rings and pies, with their data labels."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from math import cos, radians, sin

from corpus.demo.press import BOLD, Align, Press, text_width
from corpus.demo.shapes import Chart
from corpus.demo.typography import french_number, set_in_french

INK, MUTED, RULE = "#2B3440", "#5C6773", "#E1E8ED"
PALETTE = ("#1F4E79", "#2A9D8F", "#E0A341", "#8C5A7B", "#7A8B99")
LABEL, TICK, TITLE = 7.2, 6.6, 9.2


@dataclass(frozen=True, slots=True)
class _Plot:
    """The rectangle between the axes and the scale along the values."""

    left: float
    top: float
    right: float
    bottom: float
    low: float
    high: float

    def up(self, value: Decimal) -> float:
        """The height on the page of a value on an upright axis."""
        share = (float(value) - self.low) / (self.high - self.low)
        return self.bottom - share * (self.bottom - self.top)

    def along(self, value: Decimal) -> float:
        """The abscissa of a value on a lying axis."""
        return self.left + (float(value) - self.low) / (self.high - self.low) * (self.right - self.left)


def draw(press: Press, chart: Chart, x: float, y: float, width: float, height: float) -> None:
    """Draw a chart with its title in a box."""
    press.text(x, y + 10, chart.title, font=BOLD, size=TITLE, color=INK)
    top = y + 20
    if chart.kind in ("ring", "pie"):
        _round(press, chart, x, top, y + height - top)
        return
    names = [s.name for s in chart.series if s.name]
    if names:
        _legend_row(press, names, x, top + 6)
        top += 16
    box = (x, top + 6, x + width, y + height)
    {"column": _columns, "line": _line, "bar": _bars, "stacked": _stacked}[chart.kind](press, chart, box)


def _legend_row(press: Press, names: list[str], x: float, y: float) -> None:
    for name, color in zip(names, PALETTE, strict=False):
        press.rect(x, y - 6, 7, 7, fill=color)
        press.text(x + 11, y, name, size=LABEL, color=MUTED)
        x += 11 + text_width(name, "Vera", LABEL) + 16


def _tick_text(chart: Chart, tick: Decimal) -> str:
    unit = f" {chart.unit}" if chart.unit and chart.show_unit else ""
    return set_in_french(french_number(tick, chart.tick_decimals) + unit)


def _upright(press: Press, chart: Chart, box: tuple[float, float, float, float]) -> _Plot:
    x0, top, x1, bottom = box
    ticks = chart.ticks()
    margin = max(text_width(_tick_text(chart, t), "Vera", TICK) for t in ticks) + 6
    plot = _Plot(x0 + margin, top + 8, x1, bottom - 14, float(ticks[0]), float(ticks[-1]))
    for tick in ticks:
        y = plot.up(tick)
        press.line((plot.left, y), (plot.right, y), color=RULE, width=0.5)
        press.text(plot.left - 4, y + 2.3, _tick_text(chart, tick), size=TICK, color=MUTED, align="right")
    press.line((plot.left, plot.bottom), (plot.right, plot.bottom), color=MUTED, width=0.8)
    step = (plot.right - plot.left) / len(chart.categories)
    for i, name in enumerate(chart.categories):
        press.text(
            plot.left + step * (i + 0.5), plot.bottom + 11, name, size=LABEL, color=INK, align="center"
        )
    return plot


def _columns(press: Press, chart: Chart, box: tuple[float, float, float, float]) -> None:
    plot = _upright(press, chart, box)
    step = (plot.right - plot.left) / len(chart.categories)
    thick = min(step * (0.72 if len(chart.series) == 1 else 0.92) / len(chart.series), 62)
    widest = max(text_width(chart.printed(v), "Vera", LABEL) for s in chart.series for v in s.values)
    size = max(min(LABEL, LABEL * (thick + (12 if len(chart.series) == 1 else -1)) / widest), 5.4)
    for s, series in enumerate(chart.series):
        for i, value in enumerate(series.values):
            x = plot.left + step * (i + 0.5) + thick * (s - len(chart.series) / 2)
            y = plot.up(value)
            press.rect(x, y, thick * 0.92, plot.bottom - y, fill=PALETTE[s])
            press.text(x + thick * 0.46, y - 3.5, chart.printed(value), size=size, align="center")


def _line(press: Press, chart: Chart, box: tuple[float, float, float, float]) -> None:
    plot = _upright(press, chart, box)
    step = (plot.right - plot.left) / len(chart.categories)
    for s, series in enumerate(chart.series):
        points = [(plot.left + step * (i + 0.5), plot.up(v)) for i, v in enumerate(series.values)]
        press.path(points, color=PALETTE[s])
        for i, ((x, y), value) in enumerate(zip(points, series.values, strict=True)):
            beside = series.values[max(i - 1, 0) : i + 2]
            under = max(beside) > value * Decimal("1.05")  # the line then passes over the point
            press.circle(x, y, 3, fill=PALETTE[s], stroke="#FFFFFF")
            press.text(x, y + 13 if under else y - 7, chart.printed(value), size=LABEL, align="center")


def _lying(press: Press, chart: Chart, box: tuple[float, float, float, float], space: float) -> _Plot:
    x0, top, x1, bottom = box
    ticks = chart.ticks()
    margin = max(text_width(c, "Vera", LABEL) for c in chart.categories) + 8
    plot = _Plot(x0 + margin, top, x1 - space, bottom - 14, float(ticks[0]), float(ticks[-1]))
    for tick in ticks:
        x = plot.along(tick)
        press.line((x, plot.top), (x, plot.bottom), color=RULE, width=0.5)
        press.text(x, plot.bottom + 10, _tick_text(chart, tick), size=TICK, color=MUTED, align="center")
    press.line((plot.left, plot.top), (plot.left, plot.bottom), color=MUTED, width=0.8)
    step = (plot.bottom - plot.top) / len(chart.categories)
    for i, name in enumerate(chart.categories):
        y = plot.top + step * (i + 0.5) + 2.5
        press.text(plot.left - 5, y, name, size=LABEL, color=INK, align="right")
    return plot


def _bars(press: Press, chart: Chart, box: tuple[float, float, float, float]) -> None:
    plot = _lying(press, chart, box, 30)
    step = (plot.bottom - plot.top) / len(chart.categories)
    thick = step * 0.7 / len(chart.series)
    for s, series in enumerate(chart.series):
        for i, value in enumerate(series.values):
            y = plot.top + step * (i + 0.5) + thick * (s - len(chart.series) / 2)
            press.rect(plot.left, y, plot.along(value) - plot.left, thick * 0.9, fill=PALETTE[1 - s])
            press.text(plot.along(value) + 4, y + thick * 0.45 + 2.5, chart.printed(value), size=LABEL)


def _stacked(press: Press, chart: Chart, box: tuple[float, float, float, float]) -> None:
    plot = _lying(press, chart, box, 16)
    step = (plot.bottom - plot.top) / len(chart.categories)
    for i in range(len(chart.categories)):
        start = Decimal(0)
        for s, series in enumerate(chart.series):
            value = series.values[i]
            if not value:  # an empty segment has neither width nor label
                continue
            left, right = plot.along(start), plot.along(start + value)
            y = plot.top + step * (i + 0.5)
            press.rect(left, y - step * 0.3, right - left, step * 0.6, fill=PALETTE[s])
            press.text(
                (left + right) / 2,
                y + 2.6,
                chart.printed(value),
                font=BOLD,
                size=LABEL,
                color="#FFFFFF",
                align="center",
            )
            start += value


def _round(press: Press, chart: Chart, x: float, y: float, height: float) -> None:
    (series,) = chart.series
    radius = height / 2 - 6
    widest = max(text_width(chart.printed(v), BOLD, LABEL) for v in series.values)
    outside = widest > radius * 0.75  # wide labels stand beside the disc
    cx, cy = x + radius + 8 + (widest + 6 if outside else 0), y + height / 2
    total, angle = sum(series.values), 90.0
    hole = radius * 0.56 if chart.kind == "ring" else 0.0
    legend = cy - 8 * (len(series.values) - 1)
    for i, value in enumerate(series.values):
        extent = -360 * float(value / total)
        press.slice(cx, cy, radius, angle, extent, fill=PALETTE[i], hole=hole)
        middle = radians(angle + extent / 2)
        reach = radius * (0.78 if hole else 0.56)
        align: Align = "center"
        beyond = outside or abs(extent) < 25  # a thin slice has no room for its label
        if beyond:
            reach = radius + 7
        if outside:
            align = "left" if cos(middle) > 0 else "right"
        at = (cx + reach * cos(middle), cy - reach * sin(middle) + 2.6)
        color = INK if beyond else "#FFFFFF"
        press.text(*at, chart.printed(value), font=BOLD, size=LABEL, color=color, align=align)
        angle += extent
        key = cx + radius + 22 + (widest if outside else 0)
        press.rect(key, legend + 16 * i - 6.5, 8, 8, fill=PALETTE[i])
        press.text(key + 13, legend + 16 * i, chart.categories[i], size=LABEL + 0.4, color=INK)
