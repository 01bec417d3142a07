"""Charts drawn as vectors, read with their categories, series and values; charts that are pictures, named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from corpus.bar_charts import read_bar_charts
from corpus.chart_labels import Label, bounds, contains
from corpus.chart_pictures import find_picture_charts
from corpus.chart_scene import BETWEEN_SERIES, Plot, PlotValue, Scene, read_scene, text_of
from corpus.chart_spans import SpanWriter
from corpus.chart_titles import find_title, frame_around
from corpus.content import Figure, PageContent
from corpus.dot_charts import read_dot_charts
from corpus.line_charts import read_line_charts
from corpus.pie_charts import read_pie_charts
from corpus.radar_charts import read_radar_charts
from corpus.report import BlockKind, Box, Chart, ChartValue, Span
from corpus.units import Unit, find_unit


def find_charts(content: PageContent, taken: Sequence[Box]) -> tuple[Figure, ...]:
    """Every chart of the page outside `taken`, the boxes of its tables, from top to bottom."""
    scene = read_scene(content, taken)
    pies = read_pie_charts(scene)
    lines = read_line_charts(scene, [plot.box for plot in pies])
    plots = [*pies, *_combined(read_bar_charts(scene), lines), *read_radar_charts(scene)]
    plots += read_dot_charts(scene, [plot.box for plot in plots])
    used = [label for plot in plots for label in plot.labels]
    figures = [_figure(scene, plot, used) for plot in plots]
    figures += find_picture_charts(content, scene, [*taken, *(figure.box for figure in figures)])
    return tuple(sorted(figures, key=lambda figure: (figure.box[1], figure.box[0])))


def _combined(bars: Sequence[Plot], lines: Sequence[Plot]) -> list[Plot]:
    """Bar charts with the lines drawn over them, then the other line charts.

    Over bars, a line that the legend does not name is not told from an axis or a trend: it is left out.
    """
    combined: list[Plot] = []
    rest = list(lines)
    for plot in bars:
        for line in [other for other in rest if _overlap(plot.box, other.box)]:
            rest.remove(line)
            known = {value.series[0] for value in plot.values if value.series}
            named = [value for value in line.values if value.series and value.series[0] not in known]
            if known and named:
                box = bounds([plot.box, line.box])
                plot = Plot("bar", box, (*plot.values, *named), (*plot.parts, *line.parts), plot.axis)
        combined.append(plot)
    return [*combined, *rest]


def _overlap(one: Box, other: Box) -> bool:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return width > 0 and height > 0


def _figure(scene: Scene, plot: Plot, used: Iterable[Label]) -> Figure:
    area = _area(scene, plot)
    title = find_title(scene, area, used)
    name = text_of(title)
    unit = _unit(scene, plot, name)
    values = tuple(_value(value, unit) for value in plot.values)
    chart = Chart(plot.kind, name, values, unit.name or None if unit else None)
    text, spans = _linearised(title, plot.values, values)
    box = bounds([area, *(label.box for label in title)])
    return Figure(BlockKind.CHART, box, text, spans, chart=chart)


def _area(scene: Scene, plot: Plot) -> Box:
    """The box of the chart; a legend outside the frame drawn around it is that of several charts."""
    ticks = plot.axis.ticks if plot.axis else ()
    labels = [label for value in plot.values for label in value.category]
    core = bounds([*(value.box for value in plot.values), *(label.box for label in (*labels, *ticks))])
    frame = frame_around(scene, core)
    return core if frame and not contains(frame, plot.full_box, 3) else plot.full_box


def _unit(scene: Scene, plot: Plot, title: str) -> Unit | None:
    """The unit of all values: their labels', the ticks', then what title and axis title announce."""
    own = {v.reading.label.number.unit for v in plot.values if v.reading.label and v.reading.label.number}
    if own and own != {None}:
        only = own.pop() if len(own) == 1 else None
        return Unit(only) if only else None
    if plot.axis and plot.axis.unit:
        return Unit(plot.axis.unit)
    if plot.kind == "pie" and any(v.reading.uncertainty is not None for v in plot.values):
        return Unit("%")
    return find_unit(title) or _axis_title_unit(scene, plot)


def _axis_title_unit(scene: Scene, plot: Plot) -> Unit | None:
    """The unit written at the end of or beside the value axis: « en tonnes », « % »."""
    if plot.axis is None:
        return None
    x0, top, x1, bottom = plot.axis.box
    used = {id(label) for label in plot.labels}
    for label in scene.labels:
        if id(label) in used or label.number is not None:
            continue
        if x0 - 30 <= label.x <= x1 + 30 and top - 25 <= label.y <= bottom + 25:
            unit = find_unit(label.text)
            if unit:
                return unit
    return None


def _value(value: PlotValue, unit: Unit | None) -> ChartValue:
    label = value.reading.label
    own = label.number.unit if label and label.number else None
    # A unit of the title applies to bare numbers: « en k€ » makes 12 twelve thousand.
    scale = unit.multiplier if unit and own is None and unit.name else Decimal(1)
    uncertainty = value.reading.uncertainty
    return ChartValue(
        category=text_of(value.category).rstrip(" :;,"),
        series=BETWEEN_SERIES.join(text_of(name) for name in value.series),
        value=value.reading.value * scale,
        unit=own or (unit.name or None if unit else None),
        printed=label.number.printed if label and label.number else "",
        box=label.box if label else value.box,
        uncertainty=uncertainty * scale if uncertainty is not None else None,
    )


def _linearised(
    title: Sequence[Label], drawn: Sequence[PlotValue], values: Sequence[ChartValue]
) -> tuple[str, tuple[Span, ...]]:
    """Title, then « Série — Catégorie : valeur » a line; spans where the words stand on the page."""
    writer = SpanWriter()
    writer.labels(title)
    for plot_value, value in zip(drawn, values, strict=True):
        writer.plain("\n" if writer.text else "")
        for index, name in enumerate(plot_value.series):
            writer.plain(BETWEEN_SERIES if index else "")
            writer.labels(name)
        writer.plain(" — " if plot_value.series and plot_value.category else "")
        writer.labels(plot_value.category)
        writer.plain(" : ")
        if plot_value.reading.label:
            writer.labels((plot_value.reading.label,))
        else:
            writer.plain(f"environ {french(value.value)}{f' {value.unit}' if value.unit else ''}")
    return writer.text, tuple(writer.spans)


def french(value: Decimal) -> str:
    """A decimal as printed in French: « 1 234,5 »."""
    whole, _, fraction = f"{value:,f}".partition(".")
    fraction = fraction.rstrip("0")
    return whole.replace(",", " ") + (f",{fraction}" if fraction else "")
