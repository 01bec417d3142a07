"""The charts and key figures of the demonstration reports, whose figures are known from their making."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from corpus.charts import find_charts
from corpus.content import Figure
from corpus.key_figures import find_key_figures
from corpus.pdf import read_pages
from corpus.tables import find_tables

ROOT = Path(__file__).parents[2]
GOLDEN = sorted((ROOT / "tests" / "golden" / "demo").glob("*.json"))


def folded(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


@cache
def golden(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text())
    return loaded


@cache
def figures(report: str) -> dict[int, tuple[Figure, ...]]:
    """Charts and key figures of each page, as the pipeline finds them."""
    found: dict[int, tuple[Figure, ...]] = {}
    for page in read_pages(ROOT / "corpus" / "reports" / report):
        taken = [table.box for table in find_tables(page)]
        charts = find_charts(page, taken)
        keys = find_key_figures(page, [*taken, *(chart.box for chart in charts)])
        found[page.number] = (*charts, *keys)
    return found


def read(report: str, page: int, title: str) -> dict[tuple[str, str], tuple[Decimal, Decimal]]:
    """Value and uncertainty by (series, category) of the charts with this title."""
    charts = [figure.chart for figure in figures(report)[page] if figure.chart is not None]
    return {
        (folded(value.series), folded(value.category)): (value.value, value.uncertainty or Decimal(0))
        for chart in charts
        if folded(chart.title) == folded(title)
        for value in chart.values
    }


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_value_of_the_demonstration_charts_is_read(path: Path) -> None:
    report = golden(path)
    for chart in report["charts"]:
        values = read(report["report"], chart["page"], chart["title"])
        wanted = {(folded(v["series"]), folded(v["category"])): Decimal(v["value"]) for v in chart["values"]}
        assert values.keys() == wanted.keys(), chart["title"]
        for name, (value, uncertainty) in values.items():
            assert abs(value - wanted[name]) <= uncertainty, (chart["title"], name)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_key_figure_of_the_demonstration_is_read(path: Path) -> None:
    report = golden(path)
    for key in report["key_figures"]:
        values = read(report["report"], key["page"], key["label"])
        printed = Decimal(re.sub(r"\s", "", key["value"]).replace(",", "."))
        assert [value for value, _ in values.values()] == [printed], key["label"]
