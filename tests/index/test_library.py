"""The open index in memory: where facts stand, and which words are kept."""

from __future__ import annotations

from small_report import fact, put, report

from index.data import IndexData
from index.library import Library, identity_text
from index.nodes import embedded_text


def test_each_fact_stands_on_its_own_row(index_data: IndexData) -> None:
    put(index_data, report())
    prose, table = Library(index_data).entries
    rows = [(line.fact.concept, table.passage.sentences[line.sentence]) for line in table.ledger]
    assert [(concept, table.passage.text[s.start : s.end]) for concept, s in rows] == [
        ("Orly", "Orly | 40 m³"),
        ("Rungis", "Rungis | 25 m³"),
    ]
    assert prose.ledger == ()  # a fact read from a sentence is found by its sentence


def test_a_fact_of_a_row_that_the_passage_does_not_show_is_left_out(index_data: IndexData) -> None:
    made = report()
    # The rows stand at 100-110 and 120-130; a table goes on 60 points below, in another passage.
    below = fact("Thiais", 9, 190)
    put(index_data, type(made)(**{f: getattr(made, f) for f in made.__slots__} | {"facts": (below,)}))
    assert Library(index_data).entries[1].ledger == ()


def test_labels_are_placed_in_the_embedded_text(index_data: IndexData) -> None:
    put(index_data, report())
    entry = Library(index_data).entries[1]
    text = "".join(embedded_text(entry.report, entry.passage))
    assert text.startswith("Rapport sur l'eau 2023 › Distribution\n")
    orly = entry.ledger[0]
    assert [text[start:end] for start, end in orly.labels] == ["Orly"]


def test_a_passage_has_its_own_words_and_those_above_it(index_data: IndexData) -> None:
    put(index_data, report())
    entry = Library(index_data).entries[1]
    assert entry.stems == ("orly", "40", "m3", "rung", "25", "m3")
    assert {"distribu", "volum", "vendu"} <= set(entry.context)
    assert entry.ledger[0].stems == ("orly", "volum", "vendu")


def test_names_are_those_of_title_organisation_period_and_file() -> None:
    made = report("rapport-eau_potable.pdf")
    assert identity_text(made) == "Rapport sur l'eau 2023 Syndicat des Eaux 2023 rapport eau potable"


def test_an_empty_index_opens(index_data: IndexData) -> None:
    library = Library(index_data)
    assert (dict(library.reports), list(library.entries)) == ({}, [])
    assert library.words.scores(["eau"]).tolist() == []
