"""The highest or lowest of the figures that differ in one label."""

from __future__ import annotations

from decimal import Decimal

from assistant.extremes import extreme
from assistant.question import Intent
from corpus.report import Fact, FactSource


def fact(
    concept: str,
    value: int,
    *dimensions: str,
    unit: str | None = "m³",
    period: str | None = "2023",
    block: int = 0,
) -> Fact:
    box = (0.0, 0.0, 1.0, 1.0)
    return Fact(
        concept, dimensions, period, Decimal(value), unit, str(value), 1, box, block, None, FactSource.TABLE
    )


TOWNS = [fact("Volume", 40, "Orly"), fact("Volume", 25, "Rungis"), fact("Volume", 60, "Thiais")]


def test_the_highest_and_the_lowest() -> None:
    won = extreme(TOWNS[1], TOWNS, Intent.HIGHEST, [])
    assert won is not None
    assert (won.label, won.fact.value, won.compared) == ("Thiais", 60, 3)
    lost = extreme(TOWNS[0], TOWNS, Intent.LOWEST, [])
    assert lost is not None
    assert (lost.label, lost.fact.value) == ("Rungis", 25)


def test_totals_and_means_do_not_compete() -> None:
    won = extreme(
        TOWNS[0],
        [*TOWNS, fact("Volume", 125, "Total"), fact("Volume", 99, "Moyenne générale")],
        Intent.HIGHEST,
        [],
    )
    assert won is not None
    assert (won.label, won.compared) == ("Thiais", 3)


def test_another_unit_year_or_table_does_not_compete() -> None:
    others = [
        fact("Volume", 900, "Vitry", unit="€"),
        fact("Volume", 901, "Vitry", period="2022"),
        fact("Volume", 902, "Vitry", block=3),
        fact("Perte", 903, "Vitry"),  # two labels differ
    ]
    won = extreme(TOWNS[0], [*TOWNS, *others], Intent.HIGHEST, [])
    assert won is not None
    assert (won.label, won.compared) == ("Thiais", 3)


def test_what_is_asked_chooses_the_labels_that_compete() -> None:
    cells = [
        fact(measure, value, town)
        for measure, values in (("Volume vendu", (5, 9, 2)), ("Volume perdu", (70, 1, 1)))
        for town, value in zip(("Ville d'Orly", "Ville de Rungis", "Ville de Thiais"), values, strict=True)
    ]
    towns = extreme(cells[0], cells, Intent.HIGHEST, ["rung"])
    assert towns is not None
    assert (towns.label, towns.fact.value) == ("Rungis", 9)
    measures = extreme(cells[0], cells, Intent.HIGHEST, ["perdu"])
    assert measures is not None
    assert (measures.label, measures.fact.value) == ("perdu", 70)


def test_alone_there_is_no_extreme() -> None:
    assert extreme(TOWNS[0], TOWNS[:1], Intent.HIGHEST, []) is None
    assert extreme(TOWNS[0], [TOWNS[0], fact("Volume", 9, "Total")], Intent.HIGHEST, []) is None
