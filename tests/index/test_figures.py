"""The ledger in its database: entered, searched, filtered, completed and removed with its report."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from small_report import report, stored

from corpus.report import Fact, FactSource, Report
from index.errors import StoreError
from index.fact_rows import Wanted
from index.ledger import Ledger
from index.store import FILE, Store
from index.words import WordIndex, stems

Open = Callable[..., Ledger]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def ledger(store: Store) -> Open:
    """`ledger(*reports)`: their ledger, once they are in the database."""

    def open_ledger(*reports: Report) -> Ledger:
        for one in reports:
            store.add(one.sha256, one, stored(one))
        said = [stems(f"{f.concept} {' '.join(f.dimensions)}") for one in reports for f in one.facts]
        return Ledger(store, store.reports(), WordIndex(said))

    return open_ledger


def fact(
    concept: str, value: str = "1", period: str | None = "2023", unit: str | None = "agents", **rest
) -> Fact:
    box = (0.5, 10.25, 10.0, 20.0)
    given = {"dimensions": (), "printed": value, "page": 1, "block": 0, "section": None, **rest}
    return Fact(
        concept=concept,
        value=Decimal(value),
        period=period,
        unit=unit,
        box=box,
        source=FactSource.TABLE,
        **given,
    )


def holding(*facts: Fact, file: str = "eau.pdf", sha256: str = "a" * 64) -> Report:
    return replace(report(file, sha256), facts=facts)


def concepts(ledger: Ledger, words: str = "", **filters) -> list[str]:
    return [figure.fact.concept for figure in ledger.search(words, **filters).figures]


def test_figures_come_out_exactly_as_they_went_in(ledger: Open) -> None:
    facts = (
        fact("Compte", "-147483.98", None, None, dimensions=("Écoles", 'A ; "B"')),
        fact("Part", "0.10", uncertainty=Decimal("0.005"), section=0, confidence=0.85),
        fact("Long", "12345678901234567890.123456789"),
    )
    found = ledger(holding(*facts)).search()
    assert [(f.report, f.position, f.fact) for f in found.figures] == [
        ("a" * 64, n, f) for n, f in enumerate(facts)
    ]
    assert [str(f.fact.value) for f in found.figures] == [
        "-147483.98",
        "0.10",
        "12345678901234567890.123456789",
    ]


def test_every_word_is_wanted_by_its_stem_and_the_label_comes_first(ledger: Open) -> None:
    # « Distribution » is the section of the first, a word of the label of the third.
    opened = ledger(
        holding(fact("Agents", section=0), fact("Dépenses", unit="€"), fact("Agents de la distribution"))
    )
    assert concepts(opened, "AGENT") == ["Agents", "Agents de la distribution"]
    assert concepts(opened, "la distribution des agents") == ["Agents de la distribution", "Agents"]
    assert concepts(opened, "agents dépenses") == []


def test_the_last_word_may_be_begun(ledger: Open) -> None:
    opened = ledger(holding(fact("Formations suivies"), fact("Format du rapport")))
    assert concepts(opened, "forma") == ["Formations suivies", "Format du rapport"]
    assert concepts(opened, "suivies forma") == ["Formations suivies"]


def test_a_misspelt_word_finds_what_it_is_near(ledger: Open) -> None:
    opened = ledger(holding(fact("Assainissement collectif"), fact("Déchetteries"), fact("Déchets")))
    assert concepts(opened, "asainissement") == ["Assainissement collectif"]
    assert concepts(opened, "déchèterie") == ["Déchetteries"]
    assert concepts(opened, "zzzzzz") == []


def test_what_stands_for_a_word_is_found_where_the_word_is_not(ledger: Open) -> None:
    opened = ledger(
        holding(fact("Collecte des ordures ménagères"), fact("Ordures diverses"), fact("Eau potable"))
    )
    assert concepts(opened, "poubelles") == ["Collecte des ordures ménagères"]


def test_filters_add_up(ledger: Open) -> None:
    opened = ledger(
        holding(fact("A", period="2022"), fact("B", period="2021-2022", unit="€"), fact("C", unit=None)),
        holding(fact("D", period="2022-03"), fact("E", period=None), file="b.pdf", sha256="b" * 64),
    )
    assert concepts(opened, years=(2022, 2022)) == ["A", "B", "D"]
    assert concepts(opened, years=(2019, 2021)) == ["B"]
    assert concepts(opened, years=(2022, 2022), report="b" * 64) == ["D"]
    assert concepts(opened, unit="€") == ["B"]
    assert concepts(opened, unit="") == ["C"]
    assert opened.years() == (2023, 2022)
    assert opened.units() == ("agents", "", "€")


def test_a_page_of_what_is_found(ledger: Open) -> None:
    opened = ledger(holding(*(fact(f"Agents {n}") for n in range(5))))
    found = opened.search("agents", limit=2, offset=3)
    assert ([f.position for f in found.figures], found.total) == ([3, 4], 5)


def test_figures_leave_with_their_report(store: Store, ledger: Open) -> None:
    other = holding(fact("Autre"), file="b.pdf", sha256="b" * 64)
    opened = ledger(holding(fact("Agents")), other)
    store.remove(["a" * 64])
    assert concepts(opened) == ["Autre"]
    store.add(other.sha256, replace(other, facts=(fact("Relu"),)), stored(other))
    assert concepts(opened) == ["Relu"]


def test_figures_are_entered_with_their_report_or_not_at_all(store: Store) -> None:
    made = report()
    with pytest.raises(StoreError):
        store.add(made.sha256, made, [stored(made)[0]] * 2)  # the same key again
    assert store.count_figures(Wanted()) == 0


@pytest.mark.parametrize(
    "older",
    [
        "DROP TABLE facts; DROP TABLE ledgers",
        "UPDATE ledgers SET version = 0",
        "ALTER TABLE facts RENAME COLUMN page TO folio",
    ],
)
def test_an_older_index_is_completed_from_its_reports(tmp_path: Path, older: str) -> None:
    made, empty = holding(fact("Agents")), holding(file="b.pdf", sha256="b" * 64)
    store = Store.open(tmp_path)
    for one in (made, empty):
        store.add(one.sha256, one, stored(one))
    store.close()
    with sqlite3.connect(tmp_path / FILE) as db:
        db.executescript(older)
    db.close()
    store = Store.open(tmp_path)
    assert (store.complete_ledger(), store.complete_ledger()) == (2, 0)
    assert [f.fact for f in store.figures(Wanted())] == list(made.facts)
    store.close()


def test_disagreements_are_found_again_by_report(ledger: Open) -> None:
    one = holding(fact("Agents formés", "154", page=4), fact("Agents partis", "7"))
    other = holding(fact("Agents formés", "156", page=1), file="b.pdf", sha256="b" * 64)
    other = replace(other, title="Rapport sur l'eau 2024", period="2024")
    opened = ledger(one, other)
    (found,) = opened.disagreements()
    assert (found.one.fact, found.other.fact) == (one.facts[0], other.facts[0])
    assert opened.disagreements("b" * 64) == (found,)
    assert opened.disagreements("c" * 64) == ()
    assert opened.contradicted(opened.search().figures) == {
        ("a" * 64, 0): (found.other,),
        ("b" * 64, 0): (found.one,),
    }
