"""The highest or lowest of the figures that differ in one label."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from assistant.evidence import Candidate
from assistant.extremes import extreme, winner
from assistant.question import Intent, understand
from corpus.report import Block, BlockKind, Fact, FactSource, Report, Table


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


@dataclass(frozen=True)
class Found:
    """What an extreme asks of a candidate that is a figure."""

    fact: Fact
    report: Report
    score: float


def found(own: Report, at: int, score: float) -> Candidate:
    return cast(Any, Found(own.facts[at], own, score))


def report(*facts: Fact, titles: tuple[str, ...] = ("", "")) -> Report:
    box = (0.0, 0.0, 1.0, 1.0)
    blocks = tuple(
        Block(i, BlockKind.TABLE, title, 1, box, None, table=Table((), 0, 0, 0, 0, title=title))
        for i, title in enumerate(titles)
    )
    return Report("r.pdf", "r", "r", "", "2023", (), (), blocks, facts, ())


def test_labels_of_the_kind_asked_come_before_a_better_place() -> None:
    own = report(
        fact("Contrôles – Vente", 49, unit=None),
        fact("Contrôles – Conception", 12, unit=None),
        fact("Nombre", 4, "Orly", unit=None, block=1),
        fact("Nombre", 15, "Rungis", unit=None, block=1),
        fact("Nombre", 9, "Thiais", unit=None, block=1),
        titles=("", "Contrôles par commune"),
    )
    ranked = [found(own, 0, 5.0), found(own, 2, 3.0)]
    won = winner(understand("Dans quelle commune y a-t-il eu le plus de contrôles ?"), ranked)
    assert won is not None
    assert (won[1].label, won[1].fact.value, won[1].compared) == ("Rungis", 15, 3)


def test_of_two_that_are_named_the_most_of_all_is_no_answer() -> None:
    own = report(fact("Nombre", 4, "Orly"), fact("Nombre", 15, "Rungis"), fact("Nombre", 9, "Thiais"))
    question = understand("Qui fait le plus de contrôles, Orly ou Thiais ?")
    assert winner(question, [found(own, 0, 5.0)]) is None


def test_months_are_known_without_a_header() -> None:
    own = report(
        fact("Visites", 3, "janvier"),
        fact("Visites", 7, "août"),
        fact("Visites", 5, "mai"),
    )
    won = winner(understand("Quel mois y a-t-il eu le moins de visites ?"), [found(own, 0, 2.0)])
    assert won is not None
    assert (won[1].label, won[1].highest) == ("janvier", False)


def test_the_year_of_the_highest_value() -> None:
    own = report(*(fact("Tickets", v, period=str(2021 + i)) for i, v in enumerate((5, 9, 7))))
    won = winner(understand("En quelle année a-t-on eu le plus de tickets ?"), [found(own, 2, 2.0)])
    assert won is not None
    assert (won[1].label, won[1].fact.value, won[1].highest) == ("2022", 9, True)


def test_a_sum_of_the_others_does_not_compete() -> None:
    family = [fact("Volume", v, town) for v, town in ((40, "Orly"), (25, "Rungis"), (65, "Secteur nord"))]
    won = extreme(family[0], family, Intent.HIGHEST, [])  # 65 = 40 + 25
    assert won is not None
    assert (won.label, won.compared) == ("Orly", 2)


def test_small_tables_of_one_figure_each_make_a_family() -> None:
    own = report(
        *(
            fact(f"{name} – Jours", v, block=i)
            for i, (name, v) in enumerate((("Paie", 4), ("Eau", 9), ("Bus", 2)))
        ),
        titles=("", "", ""),
    )
    won = winner(understand("Qui a demandé le plus de jours ?"), [found(own, 0, 2.0)])
    assert won is not None
    assert (won[1].label, won[1].compared) == ("Eau", 3)
