"""The ledger as it is read: lines with their reports, beside those that contradict them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.ledger import search
from corpus.report import Fact, FactSource, Page, Report, Section
from index.ledger import Ledger
from index.store import Store
from index.words import WordIndex


def fact(concept, period="2023", unit="agents", section=None, value="1", page=1):
    box = (0.0, 0.0, 10.0, 10.0)
    return Fact(concept, (), period, Decimal(value), unit, value, page, box, 0, section, FactSource.TABLE)


def report(title, *facts):
    section = Section(0, "Formation du personnel", 1, 1, ("Formation du personnel",))
    pages = (Page(1, "i", 1, 1, 1), Page(2, "", 1, 1, 1))
    return Report(f"{title}.pdf", title, title, "Ville", title[-4:], pages, (section,), (), facts, ())


REPORTS = {
    "a": report(
        "Rapport 2022",
        fact("Agents formés"),
        fact("Agents formés", "2022", value="154"),
        fact("Dépenses", unit="€"),
    ),
    "b": report(
        "Rapport 2023",
        fact("Nombre d'agents", None, section=0),
        fact("Durée", "2022-2023", None),
        fact("Agents formés", "2022", value="156", page=2),
    ),
}


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder: Path = tmp_path_factory.mktemp("ledger")
    store = Store.open(folder)
    for id, made in REPORTS.items():
        store.add(id, made, [])
    yield Ledger(store, REPORTS, WordIndex([]))
    store.close()


def labels(found):
    return [(line.id, line.label, line.year) for line in found.lines]


def test_every_word_is_wanted_by_its_stem(ledger):
    formed = [("a", "Agents formés", 2023), ("a", "Agents formés", 2022), ("b", "Agents formés", 2022)]
    # The last word may be the beginning of another: « Formation » stands above the last.
    assert labels(search(ledger, "AGENT forme")) == [*formed, ("b", "Nombre d'agents", None)]
    assert labels(search(ledger, "formés agents")) == formed
    # « Formation » stands in its section, « agents » in its label.
    assert labels(search(ledger, "la formation des agents", report="b"))[-1] == ("b", "Nombre d'agents", None)
    assert search(ledger, "agents retraités").lines == ()


def test_filters_add_up(ledger):
    assert labels(search(ledger, "agents", year=2022, report="a")) == [("a", "Agents formés", 2022)]
    assert labels(search(ledger, unit="€")) == [("a", "Dépenses", 2023)]
    assert labels(search(ledger, year=2023, report="b")) == [("b", "Durée", 2023)]
    few = search(ledger, limit=2)
    assert (len(few.lines), few.total) == (2, 6)


def test_a_line_knows_its_place(ledger):
    line = search(ledger, report="b").lines[0]
    assert line.report.facts[line.place] == line.fact
    assert (line.page_label, line.section) == ("i", ("Formation du personnel",))


def test_a_line_is_beside_the_one_that_contradicts_it(ledger):
    values = {
        line.fact.value: [o.fact.value for o in line.others] for line in search(ledger, year=2022).lines
    }
    assert values == {154: [156], 156: [154], 1: []}  # 1 is « Durée »
    other = search(ledger, "formés", year=2022, report="a").lines[0].others[0]
    assert (other.report.title, other.fact.page) == ("Rapport 2023", 2)
