"""What the judge learns from, and that it learns."""

from __future__ import annotations

import json
import random
from pathlib import Path

from evals.judge.__main__ import DOCUMENTS
from evals.judge.collect import write_searched
from evals.judge.examples import Example, read_documents, read_searched, read_squad, read_tatqa
from evals.judge.sampling import Sampler
from evals.judge.training import Plan, teach


def _written(folder: Path, *documents: object) -> Path:
    path = folder / "documents.jsonl"
    path.write_text("\n".join(json.dumps(d) for d in documents), encoding="utf-8")
    return path


TABLE = {
    "kind": "table",
    "report": "Rapport d'activité 2023 du service des eaux",
    "section": ["Exploitation", "Volumes"],
    "title": "Volumes d'eau",
    "unit": "m³",
    "columns": ["2021", "2022"],
    "rows": ["Volume produit", ["Rendement", "%"]],
    "questions": [["Combien d'eau pompée en 2022 ?", 0, 1], ["Rendement ?", 1, [0, 1]]],
    "none": ["Quel volume en 2019 ?"],
}


def test_each_cell_of_a_table_is_a_candidate(tmp_path: Path) -> None:
    examples = list(read_documents(_written(tmp_path, TABLE), random.Random(1)))
    assert [e.right for e in examples] == [(1,), (2, 3), ()]
    cells = examples[0].candidates
    assert len(cells) == 4
    assert cells[1].startswith("Exploitation | Volumes d'eau – Volume produit (2022) : ")
    assert cells[1].endswith(" m³")
    assert cells[2].startswith("Exploitation | Volumes d'eau – Rendement (2021) : ")
    assert cells[2].endswith(" %")


def test_a_column_that_is_no_year_is_a_label_and_the_year_is_the_report_s(tmp_path: Path) -> None:
    table = {**TABLE, "columns": ["Voté", "Réalisé – 2021"], "questions": [], "none": ["?"]}
    (example,) = read_documents(_written(tmp_path, table), random.Random(1))
    assert "Volume produit, Voté (2023) : " in example.candidates[0]
    assert "Volume produit, Réalisé (2021) : " in example.candidates[1]


def test_key_figures_have_rows_alone_and_texts_have_sentences(tmp_path: Path) -> None:
    figures = {**TABLE, "kind": "figures", "columns": [], "questions": [["Rendement ?", 1]], "none": []}
    text = {
        "kind": "text",
        "report": "Bilan",
        "section": ["Projets"],
        "sentences": ["Le pont est fermé.", "Il rouvrira en mai."],
        "questions": [["Quand le pont rouvre-t-il ?", 1]],
    }
    first, second = read_documents(_written(tmp_path, figures, text), random.Random(1))
    assert (len(first.candidates), first.right) == (2, (1,))
    assert second == Example(
        "Quand le pont rouvre-t-il ?",
        ("Projets | Le pont est fermé.", "Projets | Il rouvrira en mai."),
        (1,),
    )


def test_a_squad_answer_marks_its_sentence(tmp_path: Path) -> None:
    path = tmp_path / "squad.json"
    context = "Le pont a ouvert en 1900. Il a fermé en 1950."
    asked = {"question": "Quand a-t-il fermé ?", "answers": [{"text": "1950", "answer_start": 40}]}
    data = {"data": [{"title": "Pont", "paragraphs": [{"context": context, "qas": [asked]}]}]}
    path.write_text(json.dumps(data), encoding="utf-8")
    (example,) = read_squad(path)
    assert example.candidates == ("Le pont a ouvert en 1900.", "Pont | Il a fermé en 1950.")
    assert example.right == (1,)


def test_a_tatqa_answer_marks_its_cell_when_one_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "tatqa.json"
    table = [["", "2019", "2018"], ["Sales", "10", "12"], ["Costs", "7", "12"]]
    questions = [
        {"question": "Sales in 2019?", "answer_type": "span", "answer": ["10"]},
        {"question": "Sales in 2018?", "answer_type": "span", "answer": ["12"]},  # two cells hold 12
        {"question": "Change?", "answer_type": "arithmetic", "answer": -2},
    ]
    path.write_text(json.dumps([{"table": {"table": table}, "questions": questions}]), encoding="utf-8")
    (example,) = read_tatqa(path)
    assert example.candidates[example.right[0]] == "Sales (2019) : 10"
    assert len(example.candidates) == 4


def test_searched_examples_are_read_as_they_were_written(tmp_path: Path) -> None:
    example = Example("Combien ?", ("a", "b"), (1,), whole=True)
    write_searched([example], tmp_path / "searched.jsonl")
    assert list(read_searched(tmp_path / "searched.jsonl")) == [example]


def test_a_sample_keeps_what_is_right_first_and_adds_other_places() -> None:
    here = Example("eau pompée", tuple(f"eau {i}" for i in range(10)), (3,))
    there = Example("routes", ("routes refaites", "routes fermées"), (0,))
    sampler = Sampler([here, there], [1.0, 0.0], size=5, seed=1)
    for cut in sampler.draw(20):
        assert cut.candidates[0] == "eau 3"
        assert cut.right == (0,)
        assert len(cut.candidates) == 5
        assert len(set(cut.candidates[:3])) == 3


def test_what_a_search_found_is_not_mixed_with_other_places() -> None:
    found = Example("eau", ("eau 1", "eau 2", "eau 3"), (), whole=True)
    there = Example("routes", ("routes refaites",), (0,))
    (cut,) = Sampler([found, there], [1.0, 0.0], size=5, seed=1).draw(1)
    assert sorted(cut.candidates) == ["eau 1", "eau 2", "eau 3"]
    assert cut.right == ()


def test_the_documents_of_the_repository_can_be_read() -> None:
    rng = random.Random(1)
    examples = [e for path in DOCUMENTS.glob("*.jsonl") for e in read_documents(path, rng)]
    assert len(examples) > 5_000
    assert all(i < len(e.candidates) for e in examples for i in e.right)
    assert sum(not e.right for e in examples) > 500


def test_a_few_seconds_of_teaching_are_written_and_read(tmp_path: Path, demo_data: Path) -> None:
    right, wrong = "Eau | Volume produit : 12 m³", "Routes | Kilomètres refaits : 3 km"
    examples = [
        Example("Combien d'eau pompée ?", (right, wrong), (0,)),
        Example("Combien de routes refaites ?", (right, wrong), (1,)),
    ]
    sampler = Sampler(examples, [1.0, 1.0], size=4, seed=1)
    out = tmp_path / "judge.safetensors"
    told: list[str] = []
    teach(
        demo_data / "models" / "multilingual-e5-small",
        sampler,
        examples,
        out,
        Plan(layers=1, minutes=0.05),
        told.append,
    )
    assert "bonnes réponses en tête" in told[-1]
    assert 1_000_000 < out.stat().st_size < 10_000_000
