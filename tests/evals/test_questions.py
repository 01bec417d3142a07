from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.errors import QuestionsError
from evals.questions import read_questions

SHARED = Path(__file__).parents[2].parent / "shared" / "questions" / "dev.jsonl"
LINE = {
    "id": "t1",
    "question": "Combien de tickets ?",
    "kind": "table",
    "expected": ["4979", ["GLPI", "service desk"]],
    "report": "rapport.pdf",
    "pages": [22, 23],
    "section": "Les tickets",
    "unanswerable": False,
    "history": ["Et le parc ?"],
}


def written(folder: Path, *lines: object) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8")
    return path


def test_a_line_becomes_a_question(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, "", LINE, ""))
    assert question.expected == (("4979",), ("GLPI", "service desk"))
    assert question.pages == {("rapport.pdf", 22), ("rapport.pdf", 23)}
    assert (question.reports, question.section) == (("rapport.pdf",), "Les tickets")
    assert question.history == ("Et le parc ?",)


def test_pages_of_several_reports_are_kept_apart(tmp_path: Path) -> None:
    line = LINE | {"report": ["a.pdf", "b.pdf"], "pages": {"a.pdf": [8], "b.pdf": [10]}}
    (question,) = read_questions(written(tmp_path, line))
    assert question.reports == ("a.pdf", "b.pdf")
    assert question.pages == {("a.pdf", 8), ("b.pdf", 10)}


def test_what_may_be_left_out(tmp_path: Path) -> None:
    minimal = {
        "id": "u1",
        "question": "Et la piscine ?",
        "unanswerable": True,
        "report": None,
        "section": None,
    }
    (question,) = read_questions(written(tmp_path, minimal))
    assert (question.kind, question.expected, question.pages, question.history) == (
        "unanswerable",
        (),
        frozenset(),
        (),
    )


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": ""}, "id"),
        ({"id": 3}, "id"),
        ({"question": "  "}, "question"),
        ({"kind": None}, "kind"),
        ({"expected": "4979"}, "expected"),
        ({"expected": [4979]}, "expected"),
        ({"expected": [[]]}, "expected"),
        ({"expected": [["GLPI", 3]]}, "expected"),
        ({"expected": [], "pages": []}, "expected"),
        ({"unanswerable": True}, "expected"),
        ({"unanswerable": "non"}, "unanswerable"),
        ({"report": 3}, "report"),
        ({"report": None}, "pages"),
        ({"pages": [0]}, "pages"),
        ({"pages": ["22"]}, "pages"),
        ({"pages": {"autre.pdf": [1]}}, "pages"),
        ({"history": [""]}, "history"),
        ({"section": 3}, "section"),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, change: dict[str, object], field: str) -> None:
    path = written(tmp_path, LINE, "", LINE | {"id": "t2"} | change)
    with pytest.raises(QuestionsError, match=f"questions.jsonl, ligne 3, champ « {field} »"):
        read_questions(path)


@pytest.mark.parametrize("field", ["id", "question"])
def test_a_missing_field_is_named(tmp_path: Path, field: str) -> None:
    line = {k: v for k, v in LINE.items() if k != field}
    with pytest.raises(QuestionsError, match=f"ligne 1, champ « {field} » : il manque"):
        read_questions(written(tmp_path, line))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["{"], "ligne 1 : ce n'est pas du JSON"),
        (["[1]"], "ligne 1 : un objet JSON"),
        ([LINE, LINE], r"ligne 2, champ « id » : « t1 » sert déjà \(questions.jsonl, ligne 1\)"),
        ([], "aucune question"),
    ],
)
def test_a_wrong_file_says_so(tmp_path: Path, lines: list[object], message: str) -> None:
    with pytest.raises(QuestionsError, match=message):
        read_questions(written(tmp_path, *lines))


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="n'existe pas"):
        read_questions(tmp_path / "absent.jsonl")


def test_a_file_that_is_not_text_says_so(tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionsError, match="UTF-8"):
        read_questions(path)


@pytest.mark.skipif(not SHARED.exists(), reason="the development questions are not beside the repository")
def test_the_development_questions_are_read_whole() -> None:
    questions = read_questions(SHARED)
    assert len(questions) == len(SHARED.read_text().splitlines())
    assert any(len(q.reports) == 2 and len({r for r, _ in q.pages}) == 2 for q in questions)
    assert any(q.unanswerable for q in questions)
