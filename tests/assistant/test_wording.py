"""French sentences around the reports' figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.extremes import Extreme
from assistant.series import Point
from assistant.wording import figure, highest, listed, lowest, over_time, quotation, spoken_period, value
from corpus.report import Fact, FactSource, Report

REPORT = Report("r.pdf", "s", "Rapport", "", "2023", (), (), (), (), ())


def fact(
    printed: str,
    number: str,
    unit: str | None = None,
    period: str | None = "2023",
    concept: str = "Agents formés",
    dimensions: tuple[str, ...] = (),
) -> Fact:
    box = (0.0, 0.0, 1.0, 1.0)
    return Fact(
        concept, dimensions, period, Decimal(number), unit, printed, 1, box, 0, None, FactSource.TABLE
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (fact("1 234", "1234", "agents"), "Agents formés (2023) : 1 234 agents."),
        (fact("12", "12", dimensions=("Maelis",)), "Agents formés, Maelis (2023) : 12."),
        (fact("12", "12", period=None, concept="Total :"), "Total : 12."),
        (fact("12", "12", concept="Agents en 2023"), "Agents en 2023 : 12."),  # the year is said once
        (fact("7", "7", dimensions=("formés", "")), "Agents formés (2023) : 7."),
        (fact("4,5 %", "4.5", "%"), "Agents formés (2023) : 4,5 %."),  # the unit is said once
    ],
)
def test_a_figure(said: Fact, expected: str) -> None:
    assert figure(said) == expected


def test_a_value_measured_on_a_chart_is_said_to_be_about() -> None:
    assert value(fact("", "12.5", "%")) == "environ 12,5 %"


@pytest.mark.parametrize(
    ("period", "spoken"),
    [
        ("2023", "2023"),
        ("2022-2023", "2022-2023"),
        ("2023-08", "08/2023"),
        ("2023-12-31", "31/12/2023"),
    ],
)
def test_periods_as_they_are_written(period: str, spoken: str) -> None:
    assert spoken_period(period) == spoken


@pytest.mark.parametrize(
    ("years", "said"),
    [
        ([2023], "2023"),
        ([2022, 2023], "2022 et 2023"),
        ([2020, 2021, 2022, 2023], "2020 à 2023"),
        ([2015, 2017, 2020], "2015, 2017 et 2020"),
    ],
)
def test_years_in_a_row_are_joined(years: list[int], said: str) -> None:
    assert listed(years) == said


def points(*facts: Fact) -> tuple[Point, ...]:
    return tuple(Point(2020 + at, f, REPORT) for at, f in enumerate(facts))


def test_a_series_with_its_change() -> None:
    # 1 500 - 1 200 = 300; 300 / 1 200 = 25 %
    said = over_time(points(fact("1 200", "1200", "€"), fact("1 500", "1500", "€")))
    assert said == "Agents formés : 1 200 € en 2020, 1 500 € en 2021. Évolution calculée : +300 € (+25,0 %)."


def test_a_fall_has_a_minus_sign_and_thousands_a_narrow_space() -> None:
    # 2 000 - 4 500 = -2 500; 2 500 / 4 500 = 55.6 %
    said = over_time(points(fact("4 500", "4500"), fact("2 000", "2000")))
    assert said.endswith("Évolution calculée : −2\u202f500 (−55,6 %).")


def test_shares_change_by_points() -> None:
    said = over_time(points(fact("40 %", "40", "%"), fact("43,5 %", "43.5", "%")))
    assert said.endswith("Écart calculé : +3,5 points.")
    assert over_time(points(fact("40 %", "40", "%"), fact("41 %", "41", "%"))).endswith("+1 point.")


def test_from_zero_there_is_no_percentage() -> None:
    assert over_time(points(fact("0", "0"), fact("8", "8"))).endswith("Évolution calculée : +8.")


def test_two_units_are_not_subtracted() -> None:
    said = over_time(points(fact("8", "8", "agents"), fact("9", "9", "€")))
    assert "calculé" not in said


def test_the_highest_and_the_lowest_say_of_how_many() -> None:
    won = Extreme(fact("40", "40", "m³", concept="Volume", dimensions=("Orly",)), "Orly", 5)
    assert highest(won) == "Orly : 40 m³, la valeur la plus élevée sur 5 (Volume, 2023)."
    assert lowest(won) == "Orly : 40 m³, la valeur la plus basse sur 5 (Volume, 2023)."


def test_a_quotation_is_the_sentences_as_they_are() -> None:
    assert quotation(["Une phrase. ", "Une autre."]) == "« Une phrase. Une autre. »"
