"""Which figures contradict each other: pairs of small reports whose values are given in full."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from corpus.report import Fact, FactSource, Report, Section
from index.disagreements import Stated, agree, contradictions
from index.fact_rows import label, place_label


def stated(
    value: str, report: str = "a", *, label: str = "x", block: int = 0, position: int = 0, **rest
) -> Stated:
    printed = rest.get("printed", value.replace(".", ","))
    source = rest.get("source", FactSource.TABLE)
    return Stated(
        label,
        rest.get("place_label", label),
        rest.get("first_year", 2020),
        report,
        position,
        block,
        Decimal(value),
        printed,
        source,
    )


def report(title: str, period: str = "2023", organisation: str = "Syndicat des Eaux") -> Report:
    return Report("r.pdf", title, title, organisation, period, (), (), (), (), ())


EDITIONS = {"a": report("Rapport annuel 2022", "2022"), "b": report("Rapport annuel – Année 2023")}
SISTERS = {"a": report("Rapport du service 1"), "b": report("Rapport du service 2")}
# Values that two reports would not share by chance.
COMMON = ("1234", "5678", "91.25")


def common(*reports: str, block: int = 0) -> list[Stated]:
    return [stated(v, r, label=v, block=block + n) for v in COMMON for n, r in enumerate(reports)]


def pairs(figures, reports=EDITIONS):
    return [(one.value, other.value) for one, other in contradictions(figures, reports)]


def test_two_editions_of_a_report_that_give_another_value():
    assert pairs([stated("154"), stated("156", "b")]) == [(154, 156)]
    assert pairs([stated("154"), stated("154", "b")]) == []
    assert pairs([stated("154"), stated("156", "b", label="y")]) == []


def test_reports_of_two_organisations_speak_of_two_things():
    others = {"a": report("Rapport 2022", "2022"), "b": report("Rapport 2023", "2023", "Ville de Lyon")}
    unnamed = {"a": report("Rapport", "2022", ""), "b": report("Rapport", "2023", "")}
    figures = [stated("154"), stated("156", "b"), *common("a", "b")]
    assert pairs(figures, others) == pairs(figures, unnamed) == []


def test_other_reports_of_an_organisation_must_have_values_in_common():
    reports = {"a": report("Bilan social"), "b": report("Rapport d'activité")}
    assert pairs([stated("154"), stated("156", "b")], reports) == []
    assert pairs([stated("154"), stated("156", "b"), *common("a", "b")], reports) == [(154, 156)]


def test_a_form_filled_in_twice_is_no_contradiction():
    # 4 labels shared, 2 of them with another value: more than one in four.
    filled = [
        stated(v, r, label=n)
        for n, v, r in (("x", "1", "a"), ("x", "2", "b"), ("y", "3", "a"), ("y", "4", "b"))
    ]
    assert pairs([*filled, *common("a", "b")]) == []


def test_a_table_that_differs_nearly_everywhere_is_another_one():
    # Of the 4 labels that the tables 0 and 1 share, 3 differ; of the 13 that the reports share, 3.
    tables = [stated(v, r, label=n, block=b) for n in "wxy" for v, r, b in (("154", "a", 0), ("156", "b", 1))]
    same = [stated("7", r, label="z", block=b) for r, b in (("a", 0), ("b", 1))]
    rest = [stated("7", r, label=f"rest {n}", block=2 + n) for n in range(9) for r in "ab"]
    assert pairs([*tables, *same, *rest]) == []
    # With one of 4 that differs, it is the same table.
    assert pairs([*tables[:2], *same, *rest, *common("a", "b")]) == [(154, 156)]
    # Forecasts may all be revised: 2023 is not over in the report of 2022.
    revised = [replace(figure, first_year=2023) for figure in tables]
    assert pairs([*revised, *same, *rest]) == [(154, 156)] * 3


def test_the_reports_of_two_services_for_one_year():
    assert pairs([stated("154"), stated("156", "b"), *common("a", "b", block=5)], SISTERS) == []


def test_what_one_report_gives_two_values_says_nothing_of_another():
    assert pairs([stated("154"), stated("300", block=1), stated("156", "b")]) == []


def test_two_places_of_one_report():
    assert pairs([stated("154"), stated("156", block=1)]) == [(154, 156)]
    # 154 and 300 are two things in the same words, unless the two tables have values in common.
    assert pairs([stated("154"), stated("300", block=1)]) == []
    assert pairs([stated("154"), stated("300", block=1), *common("a", "a")]) == [(154, 300)]
    # Three tables with one label are a form.
    assert pairs([stated("154"), stated("156", block=1), stated("157", block=2)]) == []
    assert pairs([stated("154"), stated("156")]) == []


def test_a_table_that_stands_twice_under_two_titles():
    twice = [stated("154", label="x", place_label="p"), stated("300", label="y", block=1, place_label="p")]
    again = [stated(v, label=f"{v} {b}", place_label=v, block=b) for v in COMMON for b in (0, 1)]
    assert pairs([*twice, *again]) == [(154, 300)]
    # 2 of 3 values in common could be chance.
    assert pairs([*twice, *again[:4]]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (stated("154"), stated("154.0"), True),
        (stated("154"), stated("155"), False),
        # 18,8 M€ stands for 18,7 to 18,9.
        (stated("18800000", printed="18,8 M€"), stated("18823456", printed="18 823 456 €"), True),
        (stated("18800000", printed="18,8 M€"), stated("18923456", printed="18 923 456 €"), False),
        (stated("12", printed="12 %"), stated("12.4", printed="12,4 %"), False),
        # A report cuts where the other rounds: the last decimal differs by one.
        (stated("12.4", printed="12,4 %"), stated("12.5", printed="12,5 %"), True),
        (stated("12.4", printed="12,4 %"), stated("12.6", printed="12,6 %"), False),
        # 1 234 k€ is known to the thousand.
        (stated("1234000", printed="1 234"), stated("1234567", printed="1 234 567 €"), True),
        # In prose 5 000 stands for 4 500 to 5 500; in a table it is a count.
        (stated("5000", printed="5 000", source=FactSource.SENTENCE), stated("4979", printed="4 979"), True),
        (stated("5000", printed="5 000"), stated("4979", printed="4 979"), False),
    ],
)  # fmt: skip
def test_values_agree_as_far_as_they_are_printed(one, other, same):
    assert agree(one, other) is agree(other, one) is same


def fact(concept, *dimensions, period="2023", unit="€", uncertainty=None) -> Fact:
    box = (0.0, 0.0, 1.0, 1.0)
    return Fact(
        concept, dimensions, period, Decimal(1), unit, "1", 1, box, 0, None, FactSource.TABLE, 1, uncertainty
    )


def test_a_label_is_the_same_whatever_its_case_accents_and_articles():
    assert label(fact("Dépenses de la commune", "Écoles")) == label(fact("DEPENSES – Commune", "les écoles"))


@pytest.mark.parametrize(
    "other",
    [
        fact("Candidats avec bourse", "Lyon 2"),
        fact("Candidats sans bourse", "Lyon 1"),
        fact("Lyon 1", "Candidats sans bourse"),
        fact("Candidats sans bourse", "Lyon 2", period="2022"),
        fact("Candidats sans bourse", "Lyon 2", unit=None),
    ],
)
def test_a_small_word_a_digit_or_the_order_makes_another_label(other):
    assert label(fact("Candidats sans bourse", "Lyon 2")) != label(other)


@pytest.mark.parametrize(
    "incomparable", [fact("Total"), fact("Deux mots", period=None), fact("Deux mots", uncertainty=Decimal(3))]
)
def test_what_says_too_little_has_no_label(incomparable):
    assert label(incomparable) is None


def test_the_titles_that_a_cell_stands_under_are_no_part_of_its_place_label():
    sections = tuple(Section(n, t, 1, 1, (t,)) for n, t in enumerate(("Synthèse", "Détail")))
    of = replace(report("Rapport"), sections=sections)
    one = replace(fact("Synthèse – Agents – Écoles"), section=0)
    other = replace(fact("Détail – Agents – Écoles"), section=1)
    assert place_label(one, of) == place_label(other, of) is not None
    assert place_label(one, of) != place_label(one, replace(of, sha256="b"))
    assert place_label(replace(one, section=1), of) != place_label(one, of)
    assert place_label(replace(one, source=FactSource.SENTENCE), of) is None
