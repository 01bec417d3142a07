"""Charts and key figures of real reports against what was read off the page images by hand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.charts import find_charts
from corpus.content import Figure, PageContent
from corpus.key_figures import find_key_figures
from corpus.pdf import read_pages
from corpus.report import ChartValue
from corpus.tables import find_tables

ROOT = Path(__file__).parents[2]
REPORTS = ROOT.parent / "shared" / "reports"
GOLDEN = ROOT / "tests" / "golden" / "charts"
LABELLED_FLOOR = 0.97
MEASURED_FLOOR = 0.90
PRECISION_FLOOR = 0.97

pytestmark = pytest.mark.skipif(not REPORTS.is_dir(), reason="needs ../shared/reports")


@dataclass
class Score:
    """Values asked for, right ones, and wrong ones with what was read instead."""

    asked: int = 0
    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


@cache
def pages(file: str) -> list[PageContent]:
    return list(read_pages(REPORTS / file))


@cache
def figures(file: str, number: int) -> tuple[Figure, ...]:
    page = pages(file)[number - 1]
    taken = [table.box for table in find_tables(page)]
    charts = find_charts(page, taken)
    return (*charts, *find_key_figures(page, [*taken, *(chart.box for chart in charts)]))


def folded(text: str) -> str:
    return re.sub(r"\W+", " ", text.replace("ʼ", " ").replace("’", " ")).strip().casefold()


def same_name(read: str, expected: str) -> bool:
    """Names agree; a key figure's label may go on after the words that were noted down."""
    return folded(read) == folded(expected) or folded(read).startswith(folded(expected) + " ")


def charts_of(golden: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(golden["file"], chart) for chart in golden["charts"]]


def all_golden() -> list[tuple[str, dict[str, Any]]]:
    files = sorted(GOLDEN.glob("*.json"))
    return [pair for path in files for pair in charts_of(json.loads(path.read_text()))]


def read_values(file: str, chart: dict[str, Any]) -> list[ChartValue]:
    """Values of the chart with this kind and title, or of all key figures of the page."""
    found: list[ChartValue] = []
    for figure in figures(file, chart["page"]):
        assert figure.chart is not None
        key_figure = chart["kind"] == "key figure" and figure.chart.kind == "key figure"
        titled = figure.chart.kind == chart["kind"] and folded(figure.chart.title) == folded(chart["title"])
        if key_figure or titled:
            found.extend(figure.chart.values)
    return found


def judge(score: Score, file: str, chart: dict[str, Any]) -> None:
    values = read_values(file, chart)
    for expected in chart["values"]:
        score.asked += 1
        named = [
            v
            for v in values
            if same_name(v.category, expected["category"]) and folded(v.series) == folded(expected["series"])
        ]
        what = f"{file} p. {chart['page']} {expected['series']} {expected['category']} {expected['value']}"
        if not named:
            score.missing.append(what)
        elif any(is_right(v, expected, chart) for v in named):
            score.right += 1
        else:
            score.wrong.append(f"{what}: {named[0].value} {named[0].unit}")


def is_right(value: ChartValue, expected: dict[str, Any], chart: dict[str, Any]) -> bool:
    if "axis" in chart:
        return bool(
            abs(value.value - Decimal(expected["value"])) <= Decimal(2) * Decimal(str(chart["axis"])) / 100
        )
    unit = expected["unit"]
    return bool(value.value == Decimal(expected["value"]) and unit in (None, value.unit))


def scored(*, measured: bool) -> Score:
    score = Score()
    for file, chart in all_golden():
        if ("axis" in chart) == measured and chart["kind"] != "picture":
            judge(score, file, chart)
    return score


def test_the_golden_set_is_large_enough() -> None:
    assert len(all_golden()) >= 30


def test_printed_values_are_read() -> None:
    score = scored(measured=False)
    assert score.right >= LABELLED_FLOOR * score.asked, (score.wrong, score.missing)


def test_printed_values_read_are_right() -> None:
    score = scored(measured=False)
    stated = score.right + len(score.wrong)
    assert score.right >= PRECISION_FLOOR * stated, score.wrong


def test_measured_values_are_within_two_percent_of_the_axis() -> None:
    score = scored(measured=True)
    assert score.right >= MEASURED_FLOOR * score.asked, (score.wrong, score.missing)


def test_charts_that_are_pictures_are_said_to_be() -> None:
    for file, chart in all_golden():
        if chart["kind"] == "picture":
            titles = [
                folded(figure.chart.title)
                for figure in figures(file, chart["page"])
                if figure.chart is not None and figure.chart.kind == "picture"
            ]
            assert folded(chart["title"]) in titles
