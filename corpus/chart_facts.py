"""Facts of a chart: each value with its category and series, printed on the page or measured."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from corpus.chart_scene import BETWEEN_SERIES
from corpus.fact_setting import (
    Setting,
    clean_label,
    has_words,
    narrowest,
    stated_periods,
    titled_periods,
    without_periods,
)
from corpus.numbers import parse_number
from corpus.periods import year_of
from corpus.report import Chart, ChartValue, Fact, FactSource
from corpus.units import find_unit


def chart_facts(setting: Setting, chart: Chart) -> Iterator[Fact]:
    """One fact for each value; one measured on the axis keeps its uncertainty and is trusted less."""
    title = clean_label(without_periods(chart.title, setting.year)).rstrip(" −") or setting.heading
    for value in chart.values:
        labels = [label for label in (*value.series.split(BETWEEN_SERIES), value.category) if label.strip()]
        members = [clean_label(without_periods(label, setting.year)) for label in labels]
        dimensions = tuple(dict.fromkeys(member for member in members if member and member != title))
        if not has_words(" ".join((title, *dimensions))):
            continue
        period, trust = _period(setting, chart, labels)
        amount, unit = _amount(chart, value)
        yield Fact(
            concept=title or dimensions[0],
            dimensions=dimensions if title else dimensions[1:],
            period=period,
            value=amount,
            unit=unit,
            printed=value.printed,
            page=setting.block.page,
            box=value.box,
            block=setting.block.index,
            section=setting.block.section,
            source=FactSource.CHART,
            confidence=round((0.95 if value.uncertainty is None else 0.7) * trust, 3),
            uncertainty=value.uncertainty,
        )


def _amount(chart: Chart, value: ChartValue) -> tuple[Decimal, str | None]:
    """The value in its own unit, else in the one that its label, the chart or the titles announce."""
    own = parse_number(value.printed) if value.printed else None
    if value.unit or (own and own.unit):
        return value.value, value.unit or (own.unit if own else None)
    for text in (chart.unit or "", value.series, chart.title):
        unit = find_unit(text) if text else None
        if unit:
            return value.value * unit.multiplier, unit.name or None
    return value.value, chart.unit


def _period(setting: Setting, chart: Chart, labels: list[str]) -> tuple[str | None, float]:
    titled = titled_periods(chart.title, setting.year)
    year = year_of(titled[0].value) if len(titled) == 1 else setting.year
    named = [periods[0].value for label in labels if (periods := stated_periods(label, year))]
    if named:
        return narrowest(named), 1.0
    if len(titled) == 1:
        return titled[0].value, 0.95
    return setting.inherited_period()
