"""One figure in several reports: cited to each, told when they disagree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from assistant.answer import AnswerKind
from assistant.evidence import Candidate
from assistant.found import Found
from assistant.sources import with_other_reports
from corpus.report import Fact, FactSource, Page, Report

BOX = (0.0, 0.0, 1.0, 1.0)


def report(year: str, value: int, *, concept: str = "Agents formés – Maelis", period: str = "2022") -> Report:
    fact = Fact(concept, (), period, Decimal(value), "agents", str(value), 1, BOX, 0, None, FactSource.TABLE)
    page = Page(1, "1", 9, 9, 9)
    return Report(f"{year}.pdf", year, f"Rapport {year}", "", year, (page,), (), (), (fact,), ())


@dataclass(frozen=True)
class Place:
    """What is asked of a candidate."""

    fact: Fact | None
    report: Report


def told(own: Report, other: Report) -> Found:
    places = [cast(Candidate, cast(Any, Place(r.facts[0], r))) for r in (own, other)]
    found = Found("Maelis : 40 agents.", AnswerKind.FIGURE, (), (own.facts[0],), 0.9)
    return with_other_reports(found, places[0], places)


def test_the_other_report_is_cited_too() -> None:
    found = told(report("2023", 40), report("2022", 40))
    assert [c.report for c in found.citations] == ["2022.pdf"]
    assert found.text == "Maelis : 40 agents."


def test_both_values_are_told_when_they_differ() -> None:
    found = told(report("2023", 40), report("2022", 44))
    assert found.text == (
        "Maelis : 40 agents. Le rapport « Rapport 2022 » donne 44 agents : les sources ne concordent pas."
    )
    assert [int(f.value) for f in found.facts] == [40, 44]
    assert [c.report for c in found.citations] == ["2022.pdf"]


def test_another_thing_or_another_year_is_left_aside() -> None:
    for other in (report("2022", 44, concept="Agents formés – Mélodie"), report("2022", 44, period="2021")):
        found = told(report("2023", 40), other)
        assert (found.text, found.citations) == ("Maelis : 40 agents.", ())
