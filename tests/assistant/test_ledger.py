"""The ledger searched by words, year, unit and report."""

from __future__ import annotations

from decimal import Decimal

from assistant.ledger import lines, search, units, years
from corpus.report import Fact, FactSource, Page, Report, Section


def fact(concept, period="2023", unit="agents", section=None, dimensions=()):
    box = (0.0, 0.0, 10.0, 10.0)
    return Fact(concept, dimensions, period, Decimal(1), unit, "1", 1, box, 0, section, FactSource.TABLE)


def report(title, *facts):
    section = Section(0, "Formation du personnel", 1, 1, ("Formation du personnel",))
    return Report("r.pdf", title, title, "", "2023", (Page(1, "i", 1, 1, 1),), (section,), (), facts, ())


LEDGER = lines(
    [
        (
            "a",
            report(
                "Rapport A", fact("Agents formés"), fact("Agents formés", "2022"), fact("Dépenses", unit="€")
            ),
        ),
        (
            "b",
            report("Rapport B", fact("Nombre d'agents", None, section=0), fact("Durée", "2022-2023", None)),
        ),
    ]
)


def labels(found):
    return [(line.id, line.label, line.year) for line in found]


def test_every_word_is_wanted_by_its_stem():
    formed = [("a", "Agents formés", 2023), ("a", "Agents formés", 2022)]
    assert labels(search(LEDGER, "AGENT forme")) == formed
    # « Formation » stands in its section, « agents » in its label.
    assert labels(search(LEDGER, "la formation des agents")) == [("b", "Nombre d'agents", None)]
    assert search(LEDGER, "agents retraités") == ()


def test_filters_add_up():
    assert labels(search(LEDGER, "agents", year=2022)) == [("a", "Agents formés", 2022)]
    assert labels(search(LEDGER, unit="€")) == [("a", "Dépenses", 2023)]
    assert labels(search(LEDGER, year=2023, report="b")) == [("b", "Durée", 2023)]
    assert len(search(LEDGER)) == 5


def test_a_line_knows_its_place():
    line = search(LEDGER, report="b")[0]
    assert line.report.facts[line.place] is line.fact
    assert (line.page_label, line.section) == ("i", ("Formation du personnel",))


def test_what_the_filters_offer():
    assert years(LEDGER) == (2023, 2022)
    assert units(LEDGER) == ("agents", "", "€")
