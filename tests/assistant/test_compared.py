"""Figures side by side: what the question sets against what, and the figures it means."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import pytest

from assistant.comparison import compared, sides
from assistant.evidence import Candidate
from assistant.family import latest_first, named_first
from assistant.question import understand
from assistant.wording import side_by_side
from corpus.report import Fact, FactSource, Report

BOX = (0.0, 0.0, 1.0, 1.0)


def fact(concept: str, value: int, *dimensions: str, period: str = "2023", block: int = 0) -> Fact:
    number = Decimal(value)
    return Fact(concept, dimensions, period, number, "€", f"{value} €", 1, BOX, block, None, FactSource.TABLE)


def report(*facts: Fact) -> Report:
    return Report("r.pdf", "r", "r", "", "2023", (), (), (), facts, ())


@dataclass(frozen=True)
class Found:
    """What a comparison asks of a candidate."""

    fact: Fact | None
    report: Report
    score: float = 2.0


def candidates(of: Report, *scores: float) -> list[Candidate]:
    return [cast(Any, Found(f, of, s)) for f, s in zip(of.facts, scores, strict=False)]


BUDGET = report(
    fact("Investissement", 500, "Voté"),
    fact("Investissement", 200, "Réalisé"),
    fact("Fonctionnement", 900, "Voté"),
    fact("Fonctionnement", 800, "Réalisé"),
    fact("Investissement", 300, "Solde"),
    fact("Investissement", 450, "Voté", period="2022"),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quel écart entre les recettes et les dépenses en 2023 ?", [{"recet"}, {"depens"}]),
        ("Quel écart d'âge entre les agents et les élus ?", [{"agent"}, {"elus"}]),
        ("Qui lit le plus, les femmes ou les hommes ?", [{"femm"}, {"homm"}]),
        ("Entre Attichy et Orly, laquelle coûte le plus ?", [{"attichy"}, {"orly"}]),
        ("Le verre a-t-il augmenté ou diminué en 2023 ?", []),  # two ways to go, not two things
        ("Entre 2022 et 2023, les dépenses ont-elles baissé ?", []),  # over time
        ("Combien de bus ou de trams circulent ?", []),  # a figure
    ],
)
def test_sides(text: str, expected: list[set[str]]) -> None:
    assert [set(side) for side in sides(understand(text))] == expected


def test_both_figures_and_the_computed_difference() -> None:
    question = understand("Quel écart entre l'investissement voté et l'investissement réalisé en 2023 ?")
    found = compared(question, candidates(BUDGET, 3.0, 2.9))
    assert found is not None
    assert found.labels == ("Voté", "Réalisé")
    assert found.difference == 300  # 500 - 200
    assert side_by_side(found) == (
        "Investissement (2023) : Voté, 500 € ; Réalisé, 200 €. Écart calculé : 300 € de plus pour « Voté »."
    )


def test_one_of_two_sides_may_go_by_another_name() -> None:
    question = understand("Quel écart entre l'investissement prévu et l'investissement réalisé en 2023 ?")
    found = compared(question, candidates(BUDGET, 3.0, 2.9))
    assert found is not None
    assert found.labels == ("Voté", "Réalisé")


def test_neither_side_named_is_no_comparison() -> None:
    question = understand("Quel écart entre les poules et les lapins en 2023 ?")
    assert compared(question, candidates(BUDGET, 3.0, 2.9)) is None


def test_a_figure_as_a_whole_stands_beside_means() -> None:
    own = report(fact("Déchets", 195), fact("Déchets – Moyenne nationale", 248))
    question = understand("Produit-on plus de déchets que la moyenne nationale en 2023 ?")
    found = compared(question, candidates(own, 3.0))
    assert found is not None
    assert found.labels == ("", "Moyenne nationale")
    assert found.difference == -53  # 195 - 248


def test_the_side_that_is_named_comes_before_its_equal() -> None:
    own = report(fact("Section", 500, "Voté"), fact("Section", 200, "Dépenses réalisées"))
    ranked = named_first(["depens"], candidates(own, 3.0, 3.0))
    assert [c.fact.dimensions for c in ranked if c.fact] == [("Dépenses réalisées",), ("Voté",)]
    total = report(fact("Section", 700, "Total"), fact("Section", 200, "Dépenses"))
    kept = named_first(["depens"], candidates(total, 3.0, 3.0))
    assert [c.fact.dimensions for c in kept if c.fact] == [("Total",), ("Dépenses",)]  # not displaced


def test_a_total_is_meant_where_no_part_is_named() -> None:
    own = report(fact("Effectif", 31, "Professeurs"), fact("Effectif", 116, "Total"))
    asked = [c.fact.value for c in named_first(["lill"], candidates(own, 3.0, 2.8)) if c.fact]
    named = [c.fact.value for c in named_first(["professeur"], candidates(own, 3.0, 2.8)) if c.fact]
    assert (asked[0], named[0]) == (Decimal(116), Decimal(31))


def test_the_latest_year_is_meant_when_no_time_is_asked() -> None:
    own = report(fact("Lecteurs", 5, period="2022"), fact("Lecteurs", 7), fact("Livres", 9, period="2024"))
    ranked = latest_first(candidates(own, 3.0, 2.9, 2.9))
    assert [int(c.fact.value) for c in ranked if c.fact] == [7, 5, 9]
    behind = latest_first(candidates(own, 3.0, 1.0))
    assert [int(c.fact.value) for c in behind if c.fact] == [5, 7]
