"""Facts read from real reports, against labels written by looking at the rendered pages.

Each label of `tests/golden/facts/*.json` gives words that concept and dimensions must hold, the period,
the unit and the figure as printed ("*": not judged; a list: any of them). Pages marked complete list all
their figures: a fact found there that matches no label counts against precision.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from corpus.numbers import parse_number
from corpus.report import Fact

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT.parent / "shared" / "reports"
GOLDEN = sorted((ROOT / "tests" / "golden" / "facts").glob("*.json"))
Wanted = str | None | list[str | None]


@dataclass(frozen=True, slots=True)
class Label:
    """What one figure of a page must be read as."""

    page: int
    words: tuple[str, ...]
    period: Wanted
    unit: Wanted
    printed: str
    source: str

    def says(self, fact: Fact) -> bool:
        """Whether `fact` has these words, this period, this unit and this figure."""
        text = fold(" ".join((fact.concept, *fact.dimensions)))
        return (
            self.page == fact.page
            and figure(self.printed) == figure(fact.printed)
            and all(fold(word) in text for word in self.words)
            and accepts(self.period, fact.period)
            and accepts(self.unit, fact.unit)
        )


@dataclass(frozen=True, slots=True)
class Score:
    """How the labels of one file fared; `wrong` are facts of complete pages that no label backs."""

    found: tuple[Label, ...]
    missed: tuple[Label, ...]
    right: tuple[Fact, ...]
    wrong: tuple[Fact, ...]


def fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def figure(printed: str) -> Decimal | None:
    number = parse_number(printed)
    return number.value / number.scale if number else None


def accepts(wanted: Wanted, given: str | None) -> bool:
    options = wanted if isinstance(wanted, list) else [wanted]
    return "*" in options or given in options


def labels_of(golden: dict[str, object]) -> tuple[list[Label], set[int]]:
    pages = golden["pages"]
    assert isinstance(pages, list)
    labels = [
        Label(page["page"], tuple(x["words"]), x["period"], x["unit"], x["printed"], x["source"])
        for page in pages
        for x in page["facts"]
    ]
    return labels, {page["page"] for page in pages if page["complete"]}


def score(labels: list[Label], complete: set[int], facts: tuple[Fact, ...]) -> Score:
    """Recall over all labels; precision over printed figures of complete pages."""
    found = [label for label in labels if any(label.says(fact) for fact in facts)]
    missed = [label for label in labels if label not in found]
    stated = [fact for fact in facts if fact.page in complete and fact.uncertainty is None]
    right = [fact for fact in stated if any(label.says(fact) for label in labels)]
    return Score(
        tuple(found), tuple(missed), tuple(right), tuple(fact for fact in stated if fact not in right)
    )


@cache
def scores() -> dict[str, Score]:
    return dict(_scores())


def _scores() -> Iterator[tuple[str, Score]]:
    from corpus.reader import read_report

    for path in GOLDEN:
        golden = json.loads(path.read_text(encoding="utf-8"))
        pdf = REPORTS / golden["file"]
        if pdf.exists():
            yield path.stem, score(*labels_of(golden), read_report(pdf).facts)


needs_reports = pytest.mark.skipif(
    not REPORTS.is_dir(), reason="the reports to compare with are not beside the repository"
)


@needs_reports
def test_at_least_four_hundred_figures_are_labelled() -> None:
    labels = [
        label for path in GOLDEN for label in labels_of(json.loads(path.read_text(encoding="utf-8")))[0]
    ]
    assert len(labels) >= 400
    assert {label.source for label in labels} == {"table", "chart", "key figure", "list", "sentence"}


@needs_reports
def test_facts_are_found_with_their_words_period_and_unit() -> None:
    found = sum(len(s.found) for s in scores().values())
    asked = found + sum(len(s.missed) for s in scores().values())
    assert found / asked >= RECALL, summary()


@needs_reports
def test_facts_that_are_stated_are_right() -> None:
    right = sum(len(s.right) for s in scores().values())
    stated = right + sum(len(s.wrong) for s in scores().values())
    assert right / stated >= PRECISION, summary()


# What is missed is, for the most part, a figure that the layout parts from its words.
RECALL = 0.92
PRECISION = 0.97


def summary() -> str:
    """Recall by kind of source and by report, for the reader of a failure."""
    lines = []
    asked = Counter(label.source for s in scores().values() for label in s.found + s.missed)
    found = Counter(label.source for s in scores().values() for label in s.found)
    lines += [f"{source}: {found[source]}/{asked[source]}" for source in asked]
    for name, s in scores().items():
        lines.append(f"{name}: {len(s.found)} found, {len(s.missed)} missed, {len(s.wrong)} wrong")
    return "\n".join(lines)
