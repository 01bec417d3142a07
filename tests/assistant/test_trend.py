"""How a figure moved: which figure, which years, and the change as the report tells it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from assistant.evidence import Candidate
from assistant.question import understand
from assistant.trend import trend, whole_range
from assistant.wording import moved
from corpus.report import Box, Fact, FactSource, Report


def cell(
    concept: str, period: str, value: str, row: int, column: int, unit: str | None = None, block: int = 0
) -> Fact:
    box: Box = (column * 50.0, row * 20.0, column * 50.0 + 40, row * 20.0 + 10)
    number = Decimal(value)
    return Fact(concept, (), period, number, unit, value, 1, box, block, None, FactSource.TABLE)


@dataclass(frozen=True)
class Found:
    """What a trend asks of a candidate that is a figure."""

    fact: Fact | None
    report: Report
    score: float


def candidates(*facts: tuple[Fact, float]) -> list[Candidate]:
    own = Report("r.pdf", "r", "r", "", "2023", (), (), (), tuple(f for f, _ in facts), ())
    return [cast(Any, Found(f, own, score)) for f, score in sorted(facts, key=lambda f: -f[1])]


def row(concept: str, at: int, unit: str | None, score: float, *values: str) -> list[tuple[Fact, float]]:
    """One row of a table whose columns are 2021, 2022…"""
    return [
        (cell(concept, str(2021 + i), v, at, i, unit), score - (0 if i == len(values) - 1 else 0.1))
        for i, v in enumerate(values)
    ]


TONNES = row("Tonnages", 0, "tonnes", 3.0, "200", "250", "240")
PER_HEAD = row("Ratio annuel en kg/hab", 1, "kg/habitant", 1.5, "20", "25", "24")
CHANGE = row("Évolution par rapport à l'année précédente", 2, "%", 1.0, "1", "25", "-4.2")


def test_the_two_years_asked_for_and_what_the_report_says_of_them() -> None:
    found = trend(understand("Le tonnage a-t-il baissé entre 2022 et 2023 ?"), candidates(*TONNES, *CHANGE))
    assert found is not None
    assert [(p.year, int(p.fact.value)) for p in found.points] == [(2022, 250), (2023, 240)]
    assert found.printed is not None
    assert found.printed.value == Decimal("-4.2")  # computed: -10 / 250 = -4 %, the printed one is preferred
    assert moved(found) == (
        "Tonnages : 250 tonnes en 2022, 240 tonnes en 2023. En baisse ;"
        " évolution donnée par le rapport : -4.2 %."
    )


def test_without_a_printed_change_it_is_computed_and_said_to_be() -> None:
    found = trend(understand("Le tonnage a-t-il baissé entre 2022 et 2023 ?"), candidates(*TONNES))
    assert found is not None
    assert moved(found).endswith("En baisse. Évolution calculée : −10 tonnes (−4,0 %).")  # -10 / 250


def test_a_printed_change_that_does_not_fit_is_left_aside() -> None:
    wrong = row("Évolution", 2, "%", 1.0, "1", "25", "-40")
    found = trend(understand("Le tonnage a-t-il baissé entre 2022 et 2023 ?"), candidates(*TONNES, *wrong))
    assert found is not None
    assert found.printed is None


def test_one_year_is_held_against_the_year_before() -> None:
    found = trend(understand("Le tonnage a-t-il augmenté en 2022 ?"), candidates(*TONNES))
    assert found is not None
    assert [p.year for p in found.points] == [2021, 2022]


def test_the_unit_asked_for_comes_first() -> None:
    question = understand("Le tonnage par habitant a-t-il baissé entre 2022 et 2023 ?")
    found = trend(question, candidates(*TONNES, *PER_HEAD))
    assert found is not None
    assert {p.fact.unit for p in found.points} == {"kg/habitant"}


def test_every_year_of_a_list_is_given_but_only_the_ends_of_a_change() -> None:
    figures = candidates(*row("Visites", 0, None, 3.0, "1", "2", "3", "4"))
    every = trend(understand("Combien de visites entre 2021 et 2024 ?"), figures)
    ends = trend(understand("De combien les visites ont-elles augmenté entre 2021 et 2024 ?"), figures)
    assert every is not None
    assert [p.year for p in every.points] == [2021, 2022, 2023, 2024]
    assert ends is not None
    assert [p.year for p in ends.points] == [2021, 2024]


def test_values_that_do_not_line_up_or_are_worlds_apart_are_no_series() -> None:
    question = understand("Les visites ont-elles baissé entre 2022 et 2023 ?")
    apart = [(cell("Visites", "2022", "100", 0, 0), 3.0), (cell("Visites", "2023", "90", 5, 3), 3.0)]
    assert trend(question, candidates(*apart)) is None
    far = row("Visites", 0, None, 3.0, "5", "4516", "120")  # 4516 / 120 = 37.6
    assert trend(question, candidates(*far)) is None


def test_a_figure_for_just_the_range_asked_for_is_the_answer() -> None:
    whole = cell("Départs – Total", "2021/2023", "60", 0, 4)
    figures = candidates(*row("Départs", 0, None, 3.0, "10", "20", "30"), (whole, 2.0))
    found = whole_range(understand("Combien de départs entre 2021 et 2023 ?"), figures)
    assert found is not None
    assert found.fact is whole
    assert whole_range(understand("Combien de départs en 2021 et en 2022 ?"), figures) is None


def test_the_row_of_the_unit_asked_for_is_as_sure_as_its_table() -> None:
    question = understand("Le tonnage par habitant a-t-il baissé entre 2022 et 2023 ?")
    found = trend(question, candidates(*TONNES, *PER_HEAD))
    assert found is not None
    assert found.anchor.score == 3.0  # that of « Tonnages », beside it
