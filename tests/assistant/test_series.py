"""The same figure over several periods."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import pytest

from assistant.evidence import Candidate
from assistant.series import change, series, years_given
from corpus.report import Fact, FactSource, Report


def fact(
    period: str | None,
    value: int,
    *,
    concept: str = "Tickets",
    block: int = 0,
    unit: str | None = None,
    dimensions: tuple[str, ...] = (),
) -> Fact:
    box = (0.0, 0.0, 1.0, 1.0)
    return Fact(
        concept, dimensions, period, Decimal(value), unit, str(value), 1, box, block, None, FactSource.TABLE
    )


def report(*facts: Fact, file: str = "r.pdf") -> Report:
    return Report(file, file, file, "", "2023", (), (), (), facts, ())


@dataclass(frozen=True)
class Found:
    """What a series asks of a candidate."""

    fact: Fact | None
    report: Report
    words: tuple[str, ...] = ("ticket",)


def candidate(fact: Fact | None, of: Report, *words: str) -> Candidate:
    return cast(Any, Found(fact, of, words or ("ticket",)))


def test_the_years_are_taken_beside_the_anchor_oldest_first() -> None:
    own = report(fact("2023", 30), fact("2021", 10), fact("2022", 20))
    found = series(candidate(own.facts[0], own), [2023, 2021, 2022], [])
    assert [(p.year, int(p.fact.value)) for p in found] == [(2021, 10), (2022, 20), (2023, 30)]


def test_another_label_unit_or_table_is_another_figure() -> None:
    own = report(
        fact("2023", 30),
        fact("2022", 1, concept="Appels"),
        fact("2022", 2, unit="€"),
        fact("2022", 3, block=7),
        fact("2022", 4, dimensions=("Orly",)),
    )
    assert [p.year for p in series(candidate(own.facts[0], own), [2022, 2023], [])] == [2023]


def test_a_year_nobody_gives_is_left_out() -> None:
    own = report(fact("2023", 30), fact(None, 5))
    assert [p.year for p in series(candidate(own.facts[0], own), [2019, 2023], [])] == [2023]


def test_another_report_gives_what_the_first_does_not() -> None:
    own, other = report(fact("2023", 30)), report(fact("2022", 21), fact("2023", 31), file="autre.pdf")
    others = [candidate(f, other) for f in other.facts]
    found = series(candidate(own.facts[0], own), [2022, 2023], others)
    assert [(p.report.file, int(p.fact.value)) for p in found] == [("autre.pdf", 21), ("r.pdf", 30)]


def test_another_report_s_other_measure_is_not_taken() -> None:
    own, other = report(fact("2023", 30)), report(fact("2022", 21), file="autre.pdf")
    anchor = candidate(own.facts[0], own, "poste", "maître", "effectif")
    # published posts are not staff, though two words of three are the same
    for wrong in (candidate(other.facts[0], other, "poste", "maître", "publié"), candidate(None, other)):
        assert [p.year for p in series(anchor, [2022, 2023], [wrong])] == [2023]


def test_years_given_are_those_of_the_same_figure() -> None:
    own = report(fact("2023", 30), fact("2020", 9), fact(None, 5), fact("2019", 1, concept="Appels"))
    assert years_given(own.facts[0], own) == (2020, 2023)


@pytest.mark.parametrize(
    ("first", "last", "difference", "percent"),
    [
        ("200", "250", "50", "25.0"),  # 50 / 200
        ("-200", "-250", "-50", "-25.0"),  # a deficit that grows, of its size
        ("3", "4", "1", "33.3"),
        ("0", "4", "4", None),
    ],
)
def test_change(first: str, last: str, difference: str, percent: str | None) -> None:
    expected = (Decimal(difference), Decimal(percent) if percent else None)
    assert change(Decimal(first), Decimal(last)) == expected
