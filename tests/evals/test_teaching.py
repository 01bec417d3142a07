"""What the judge learns from, and that it learns."""

from __future__ import annotations

import json
import random
from dataclasses import fields
from pathlib import Path

from assistant.signals import Signals
from corpus.reader import read_report
from evals.judge.__main__ import DOCUMENTS
from evals.judge.collect import write_searched
from evals.judge.examples import Example, read_searched, read_squad, read_tatqa
from evals.judge.printing import print_all
from evals.judge.sampling import Sampler
from evals.judge.training import Plan, teach

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


TEXT = {
    "kind": "text",
    "report": "Bilan 2022 de la voirie",
    "section": ["Projets"],
    "sentences": ["Le pont est fermé depuis mars.", "Il rouvrira au printemps prochain."],
    "questions": [["Quand le pont rouvre-t-il ?", 1]],
}


def _asked(folder: Path) -> list[dict[str, object]]:
    return [
        json.loads(line)
        for path in sorted(folder.glob("*/questions.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]


def test_a_printed_value_is_read_back_where_the_question_says(tmp_path: Path) -> None:
    print_all([TABLE, TEXT], tmp_path, seed=1)
    (folder,) = tmp_path.iterdir()
    (path,) = folder.glob("*.pdf")
    report = read_report(path)
    by_text = {q["question"]: q for q in _asked(tmp_path)}
    pumped, rate, absent, bridge = (
        by_text[t]
        for t in (
            "Combien d'eau pompée en 2022 ?",
            "Rendement ?",
            "Quel volume en 2019 ?",
            TEXT["questions"][0][0],
        )
    )
    ((value,),) = pumped["expected"]
    (fact,) = [f for f in report.facts if f.printed.replace("\u202f", " ").startswith(value)]
    assert "Volume produit" in fact.concept
    assert (fact.period, fact.page) == ("2022", pumped["pages"][0])
    assert len(rate["expected"][0]) == 2
    assert (absent["unanswerable"], absent["expected"]) == (True, [])
    assert bridge["expected"] == [["Il rouvrira au printemps prochain."]]


def test_a_report_of_several_blocks_has_places_by_block(tmp_path: Path) -> None:
    figures = {"kind": "figures", "section": ["Chiffres"], "title": "", "unit": "", "columns": []}
    report = {
        "kind": "report",
        "report": "Rapport 2021",
        "blocks": [
            {k: v for k, v in TEXT.items() if k != "questions"},
            {**figures, "rows": [["repas", "€"]]},
        ],
        "questions": [["Où ?", [0, 0]], ["Prix ?", [1, 0]]],
        "none": [],
    }
    print_all([report], tmp_path, seed=2)
    where, price = _asked(tmp_path)
    assert (where["kind"], where["expected"]) == ("prose", [["Le pont est fermé depuis mars."]])
    assert price["kind"] == "key figure"


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
    example = Example("Combien ?", ("a", "b"), (1,), whole=True, signals=((0.5, 1.0), (0.0, 1.0)))
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


def test_the_documents_of_the_repository_can_be_printed(tmp_path: Path) -> None:
    documents = [
        json.loads(line)
        for path in DOCUMENTS.glob("*.jsonl")
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    print_all(random.Random(1).sample(documents, 40), tmp_path, seed=1)
    assert len(_asked(tmp_path)) > 200


def test_signals_are_added_to_what_the_judge_says(tmp_path: Path, demo_data: Path) -> None:
    row = tuple(1.0 for _ in fields(Signals))
    examples = [Example("Combien ?", ("Eau : 1", "Eau : 2"), (0,), whole=True, signals=(row, row))]
    told: list[str] = []
    teach(
        demo_data / "models" / "multilingual-e5-small",
        Sampler(examples, [1.0], size=4, seed=1),
        examples,
        tmp_path / "judge.safetensors",
        Plan(layers=1, minutes=0.01),
        told.append,
    )
    assert "sur 1" in told[-1]


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
