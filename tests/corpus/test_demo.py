"""The demonstration corpus: it prints the committed bytes, and every known answer stands on its page."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from corpus.demo.__main__ import EDITIONS, write
from corpus.demo.figures import annex_closing
from corpus.demo.shapes import Edition
from corpus.demo.typography import NARROW, NO_BREAK, french_number, set_in_french, with_hyphenation_points
from evals.folding import fold, fold_words, stands_in
from evals.questions import Question, read_questions

ROOT = Path(__file__).resolve().parents[2]
REPORTS = ROOT / "corpus" / "reports"
GOLDEN = ROOT / "tests" / "golden" / "demo"
QUESTIONS = read_questions(ROOT / "evals" / "demo.jsonl")
ANSWERED = [q for q in QUESTIONS if not q.unanswerable]
FILES = [edition.file for edition in EDITIONS]


def _golden(file: str) -> dict[str, Any]:
    return dict(json.loads((GOLDEN / file).with_suffix(".json").read_text(encoding="utf-8")))


GOLDENS = {file: _golden(file) for file in FILES}
READERS = {file: PdfReader(REPORTS / file) for file in FILES}
TEXTS = {
    # words cut at a line's end are joined, so that an answer is found across lines
    file: [re.sub(r"(?<=[a-zé])-\n", "", page.extract_text()).replace("\n", " ") for page in reader.pages]
    for file, reader in READERS.items()
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    write(folder / "reports", folder / "golden")
    return folder


@pytest.mark.parametrize("file", FILES)
def test_the_script_prints_the_committed_bytes(printed: Path, file: str) -> None:
    name = Path(file).with_suffix(".json")
    assert (printed / "reports" / file).read_bytes() == (REPORTS / file).read_bytes()
    assert (printed / "golden" / name).read_bytes() == (GOLDEN / name).read_bytes()


@pytest.mark.parametrize("file", FILES)
def test_every_page_says_that_it_is_a_demonstration(file: str) -> None:
    assert [n for n, text in enumerate(TEXTS[file], 1) if "document de demonstration" not in fold(text)] == []


@pytest.mark.parametrize("file", FILES)
def test_the_outline_is_nested_and_leads_to_the_headings(file: str) -> None:
    reader, found = READERS[file], []

    def walk(entries: list[Any], level: int) -> None:
        for entry in entries:
            if isinstance(entry, list):
                walk(entry, level + 1)
            else:
                page = reader.get_destination_page_number(entry)
                assert page is not None
                found.append((entry.title, level, page + 1))

    walk(reader.outline, 0)
    assert found == [(e["title"], e["level"], e["page"]) for e in GOLDENS[file]["outline"]]
    assert {level for _, level, _ in found} == {0, 1}
    assert [t for t, _, page in found if fold_words(t) not in fold_words(TEXTS[file][page - 1])] == []


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda e: str(e.year))
def test_printed_page_numbers_differ_from_physical_ones(edition: Edition) -> None:
    reader = READERS[edition.file]
    for number, label in enumerate(GOLDENS[edition.file]["printed_labels"], 1):
        assert label == (str(number - edition.first_numbered + 1) if number >= edition.first_numbered else "")
        assert not label or label in TEXTS[edition.file][number - 1].split()
    assert ("/PageLabels" in reader.root_object) == edition.labelled
    if edition.labelled:
        assert reader.page_labels[:4] == ["i", "ii", "1", "2"]


@pytest.mark.parametrize("file", FILES)
def test_metadata_names_the_report_and_its_organisation(file: str) -> None:
    metadata = READERS[file].metadata
    assert metadata is not None
    assert (metadata.title, metadata.author) == (GOLDENS[file]["title"], "SICIO")


@pytest.mark.parametrize("file", FILES)
def test_every_golden_cell_and_label_is_printed_on_its_page(file: str) -> None:
    golden = GOLDENS[file]
    shown = [(t["page"], c) for t in golden["tables"] for row in (*t["header_rows"], *t["rows"]) for c in row]
    shown += [
        (c["page"], v[key]) for c in golden["charts"] for v in c["values"] for key in ("printed", "category")
    ]
    shown += [(k["page"], k[key]) for k in golden["key_figures"] for key in ("value", "label")]
    shown += [(f["page"], f["title"]) for f in (*golden["tables"], *golden["charts"])]
    assert len(shown) > 300
    assert [(p, s) for p, s in shown if fold_words(s) not in fold_words(TEXTS[file][p - 1])] == []


def test_the_2022_report_holds_no_later_figure() -> None:
    tables = GOLDENS["sicio-rapport-activite-2022.pdf"]["tables"]
    charts = GOLDENS["sicio-rapport-activite-2022.pdf"]["charts"]
    assert [t["title"] for t in tables if "2023" in t["header_rows"][0]] == []
    assert [c["title"] for c in charts for v in c["values"] if "2023" in (v["category"], v["series"])] == []


def test_the_annex_budget_closes_on_what_was_carried_over_less_the_deficit() -> None:
    # 230 881,13 carried over - 147 483,98 of deficit = 83 397,15
    closing = dict(zip(annex_closing(2023).categories, annex_closing(2023).series[0].values, strict=True))
    assert closing["2022"] - Decimal("147483.98") == closing["2023"] == Decimal("83397.15")


def test_blank_cells_stand_where_a_series_starts_later() -> None:
    (table,) = [
        t
        for t in GOLDENS["sicio-rapport-activite-2023.pdf"]["tables"]
        if t["title"].startswith("Nombre d’agents utilisateurs")
    ]
    assert ["Mélodie", "", "", "72", "72"] in table["rows"]


def test_questions_are_many_distinct_and_of_every_kind() -> None:
    counts = Counter(q.kind for q in QUESTIONS)
    assert len(QUESTIONS) >= 80
    assert counts["unanswerable"] >= 12
    kinds = "table chart prose comparison paraphrase followup typo terse multi-report unanswerable".split()
    assert set(counts) == set(kinds)
    assert [
        question for question, n in Counter((q.question, q.history) for q in QUESTIONS).items() if n > 1
    ] == []


def test_every_section_is_asked_about() -> None:
    asked = {page for q in ANSWERED for page in q.pages}
    unasked = [
        (file, entry["title"])
        for file, golden in GOLDENS.items()
        for entry, following in _entries(golden)
        if not any((file, page) in asked for page in range(entry["page"], following + 1))
    ]
    assert unasked == []


@pytest.mark.parametrize("question", ANSWERED, ids=lambda q: q.id)
def test_the_expected_answer_stands_on_each_gold_page(question: Question) -> None:
    texts = {(file, page): TEXTS[file][page - 1] for file, page in question.pages}
    # several reports compared are answered by their pages together, any other question by each page alone
    several = len(question.reports) > 1 and question.kind in ("multi-report", "comparison")
    read = {("all", 0): " ".join(texts.values())} if several else texts
    missing = [
        (place, element)
        for place, text in read.items()
        for element in question.expected
        if not any(stands_in(wording, text) for wording in element)
    ]
    assert missing == []
    wordings = [wording for element in question.expected for wording in element]
    assert [place for place, text in texts.items() if not any(stands_in(w, text) for w in wordings)] == []


FROM_FIGURES = [q for q in ANSWERED if q.kind in ("table", "chart")]


@pytest.mark.parametrize("question", FROM_FIGURES, ids=lambda q: q.id)
def test_a_look_up_is_answered_by_a_table_a_chart_or_a_key_figure(question: Question) -> None:
    for file, page in question.pages:
        shown = _figures_text(GOLDENS[file], page)
        assert all(any(stands_in(w, shown) for w in element) for element in question.expected), (file, page)


WITH_SECTION = [q for q in ANSWERED if q.section is not None]


@pytest.mark.parametrize("question", WITH_SECTION, ids=lambda q: q.id)
def test_the_section_named_holds_a_gold_page(question: Question) -> None:
    assert question.section is not None
    spans = {
        (file, page)
        for file in question.reports
        for entry, following in _entries(GOLDENS[file])
        if fold(entry["title"]) == fold(question.section)
        for page in range(entry["page"], following + 1)
    }
    assert spans & question.pages


def _entries(golden: dict[str, Any]) -> list[tuple[dict[str, Any], int]]:
    """Each outline entry with the last page that it reaches."""
    outline = golden["outline"]
    pairs = [(entry, following["page"]) for entry, following in pairwise(outline)]
    return [*pairs, (outline[-1], golden["pages"])]


def _figures_text(golden: dict[str, Any], page: int) -> str:
    cells = [c for t in golden["tables"] if t["page"] == page for row in t["rows"] for c in row]
    labels = [
        v[k]
        for c in golden["charts"]
        if c["page"] == page
        for v in c["values"]
        for k in ("category", "printed")
    ]
    keys = [k["value"] for k in golden["key_figures"] if k["page"] == page]
    return " | ".join((*cells, *labels, *keys))


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("4 889 660,10 €", f"4{NARROW}889{NARROW}660,10{NO_BREAK}€"),
        ("l'année : « oui » ; non ?", f"l’année{NO_BREAK}: «{NO_BREAK}oui{NO_BREAK}»{NARROW}; non{NARROW}?"),
        ("de 2020 à 2022", "de 2020 à 2022"),
        ("26 agents", f"26{NO_BREAK}agents"),
    ],
)
def test_french_typesetting(typed: str, set_: str) -> None:
    assert set_in_french(typed) == set_


def test_numbers_keep_their_decimals_and_hyphens_fall_between_syllables() -> None:
    assert french_number(Decimal("1635565.11")) == "1 635 565,11"
    assert french_number(Decimal("40.5"), 2) == "40,50"
    assert with_hyphenation_points("fonctionnement").replace("\u00ad", "-") == "fonction-ne-ment"
    assert with_hyphenation_points("Villeneuve-le-Roi, élus") == "Villeneuve-le-Roi, élus"
