"""Standard sets: read, indexed and asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Assistant
from evals.errors import QuestionsError
from evals.run import ask_all
from evals.standard.documents import Document, fill, place
from evals.standard.sets import StandardSet, read_beir, read_squad
from index.data import IndexData

POOL = "La piscine municipale a accueilli 4812 baigneurs pendant la saison."
WOOD = "La forêt communale couvre 48 hectares de chênes et de hêtres."


@pytest.fixture
def squad(tmp_path: Path) -> Path:
    def asked(id: str, question: str, *answers: str, **more: object) -> dict[str, object]:
        return {"id": id, "question": question, "answers": [{"text": a} for a in answers], **more}

    articles = [
        {
            "title": "Sports",
            "paragraphs": [{"context": POOL, "qas": [asked("q1", "Combien de baigneurs ?", "4812")]}],
        },
        {
            "title": "Nature",
            "paragraphs": [
                {"context": WOOD, "qas": [asked("q2", "Combien d'hectares de forêt ?", "48 hectares", "48")]},
                {"context": "Rien ici.", "qas": [asked("q3", "Qui est maire ?", is_impossible=True)]},
            ],
        },
    ]
    path = tmp_path / "squad.json"
    path.write_text(json.dumps({"version": "1", "data": articles}), encoding="utf-8")
    return path


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "mairie"
    (folder / "qrels").mkdir(parents=True)
    documents = [("d1", "Piscine", POOL), ("d2", "Forêt", WOOD)]
    lines = [json.dumps({"_id": i, "title": t, "text": x}) for i, t, x in documents]
    (folder / "corpus.jsonl").write_text("\n".join(lines))
    asked = [("q1", "baigneurs"), ("q2", "hectares de chênes"), ("q9", "non jugée")]
    (folder / "queries.jsonl").write_text("\n".join(json.dumps({"_id": i, "text": x}) for i, x in asked))
    rows = ["query-id\tcorpus-id\tscore", "q1\td1\t1", "q1\td2\t0", "q2\td2\t2"]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows))
    return folder


def _scores(found: StandardSet, data: IndexData, kind: str) -> list[dict[str, float | None]]:
    places, reports = place(found.documents)
    fill(data, reports)
    return [dict(r.scores or {}) for r in ask_all(Assistant(data), found.questions(places, kind))]


def test_a_squad_file_measures_search_and_answers(squad: Path, index_data: IndexData) -> None:
    found = read_squad(squad)
    assert [a.documents for a in found.asked] == [("d0",), ("d1",), ()]
    one, two, none = _scores(found, index_data, "squad")
    assert (one["recall_1"], one["page"], one["right"]) == (1.0, 1.0, 1.0)
    assert two["recall_1"] == 1.0
    assert (none["recall_1"], none["right"], none["refusal_recall"] is None) == (None, None, False)


def test_a_beir_folder_measures_search(beir: Path, index_data: IndexData) -> None:
    found = read_beir(beir)
    assert [(a.id, a.documents) for a in found.asked] == [("q1", ("d1",)), ("q2", ("d2",))]
    assert [s["ndcg"] for s in _scores(found, index_data, "beir")] == [1.0, 1.0]


def test_documents_are_indexed_once(squad: Path, index_data: IndexData) -> None:
    _, reports = place(read_squad(squad).documents)
    counts: list[tuple[int, int]] = []
    fill(index_data, reports, lambda done, total: counts.append((done, total)))
    assert counts[-1] == (3, 3)
    fill(index_data, reports, lambda done, total: counts.append((done, total)))
    assert len(counts) == 2  # a report each, and none again
    fill(index_data, reports[:1])
    assert set(index_data.vectors.counts()) == {reports[0].sha256}


def test_a_large_collection_is_parted() -> None:
    places, reports = place([Document(str(n), "", f"Texte {n}.", "tout") for n in range(250)])
    assert [len(r.pages) for r in reports] == [100, 100, 50]
    assert (places["100"].report, places["100"].page) == ("tout (2).txt", 1)


@pytest.mark.parametrize("content", ["{", "[]", '{"data": [{"paragraphs": [{}]}]}'])
def test_what_is_no_squad_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "x.json").write_text(content)
    with pytest.raises(QuestionsError, match="SQuAD"):
        read_squad(tmp_path / "x.json")


def test_what_is_no_beir_is_told(tmp_path: Path, beir: Path) -> None:
    with pytest.raises(QuestionsError, match="qrels"):
        read_beir(tmp_path)
    (beir / "queries.jsonl").write_text('{"text": "x"}')
    with pytest.raises(QuestionsError, match="_id"):
        read_beir(beir)
