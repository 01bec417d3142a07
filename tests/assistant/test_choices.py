"""What a question leaves open is offered, not guessed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from assistant.answer import AnswerKind
from assistant.choices import choices
from assistant.evidence import Candidate
from assistant.question import understand
from corpus.report import Fact, FactSource, Page, Report

BOX = (0.0, 0.0, 1.0, 1.0)


def fact(town: str, value: int, *, unit: str = "m³", period: str = "2023") -> Fact:
    return Fact(
        "Volume vendu", (town,), period, Decimal(value), unit, str(value), 1, BOX, 0, None, FactSource.TABLE
    )


@dataclass(frozen=True)
class Found:
    """What choices ask of a candidate."""

    fact: Fact | None
    report: Report
    score: float


def candidates(*facts: tuple[Fact, float]) -> list[Candidate]:
    page = Page(1, "1", 100, 100, 10)
    own = Report("eau.pdf", "r", "L'eau", "", "2023", (page,), (), (), tuple(f for f, _ in facts), ())
    return [cast(Any, Found(f, own, score)) for f, score in facts]


TOWNS = ((fact("Orly", 40), 3.0), (fact("Rungis", 25), 2.9), (fact("Thiais", 60), 2.7))


def test_near_equal_figures_are_offered_with_their_values() -> None:
    found = choices(understand("Quel volume d'eau vendu en 2023 ?"), candidates(*TOWNS))
    assert found is not None
    assert found.kind is AnswerKind.CHOICES
    assert found.text == (
        "Plusieurs chiffres correspondent (2023) :\n• Orly : 40 m³\n• Rungis : 25 m³\n• Thiais : 60 m³\n"
        "Lequel voulez-vous ?"
    )
    assert found.choices[1] == "Quel volume d'eau vendu en 2023 (Rungis) ?"
    assert [f.value for f in found.facts] == [40, 25, 60]
    assert found.citations


def test_the_question_of_a_choice_says_all_that_names_the_figure() -> None:
    both = [
        (replace(fact("Mélodie", value), concept=f"Logiciels – Jours {of}"), 3.0)
        for of, value in (("de formation", 1), ("d'assistance", 12))
    ]
    found = choices(understand("Combien de jours en 2023 ?"), candidates(*both))
    assert found is not None
    # Not « (Jours d'assistance) »: other software has days of assistance too.
    assert found.choices[1] == "Combien de jours en 2023 (Jours d'assistance – Mélodie) ?"


def test_what_the_question_names_is_not_open() -> None:
    assert choices(understand("Quel volume vendu à Orly en 2023 ?"), candidates(*TOWNS)) is None


def test_a_figure_well_ahead_is_no_choice() -> None:
    ahead = ((fact("Orly", 40), 3.0), (fact("Rungis", 25), 1.0))
    assert choices(understand("Quel volume vendu en 2023 ?"), candidates(*ahead)) is None


def test_a_total_stands_for_its_parts() -> None:
    total = ((fact("Total", 125), 3.0), (fact("Orly", 40), 2.9))
    assert choices(understand("Quel volume vendu en 2023 ?"), candidates(*total)) is None


def test_another_unit_or_the_same_value_is_no_choice() -> None:
    others = ((fact("Orly", 40), 3.0), (fact("Rungis", 25, unit="€"), 3.0), (fact("Thiais", 40), 3.0))
    assert choices(understand("Quel volume vendu en 2023 ?"), candidates(*others)) is None


def test_four_at_most() -> None:
    many = [(fact(town, 10 + i), 3.0) for i, town in enumerate(("A1", "B1", "C1", "D1", "E1", "F1"))]
    found = choices(understand("Quel volume vendu en 2023 ?"), candidates(*many))
    assert found is not None
    assert (len(found.choices), len(found.facts)) == (4, 4)
