"""Questions held against their reports, and added one by one."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.adding import add, ask_fields, free_id
from evals.checking import check
from evals.errors import QuestionsError
from evals.questions import parse_question, read_questions
from tests.conftest import MakePdf


@pytest.fixture
def reports(make_pdf: MakePdf, tmp_path: Path) -> Path:
    make_pdf("r.pdf", ["# Rapport 2023\n154 agents en 2023.", "Deuxième page."], tmp_path / "reports")
    return tmp_path / "reports"


def _line(**more: object) -> dict[str, object]:
    return {
        "id": "q1",
        "question": "Combien d'agents ?",
        "expected": ["154"],
        "report": "r.pdf",
        "pages": [1],
        **more,
    }


def _told(reports: Path, **more: object) -> list[tuple[str, bool]]:
    return [(r.field, r.wrong) for r in check([parse_question(_line(**more), "q")], reports)]


def test_what_cannot_be_is_named_by_its_field(reports: Path) -> None:
    assert _told(reports) == []
    assert _told(reports, report="s.pdf") == [("report", True)]
    assert _told(reports, pages=[3]) == [("pages", True)]
    assert _told(reports, expected=["155"]) == [("expected", False)]
    assert _told(reports, expected=[["155", "154 agents"]]) == []


def test_a_question_is_added_to_its_file(reports: Path, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    assert free_id(path) == "q-001"
    add(path, _line(), reports)
    _, remarks = add(path, _line(id=free_id(path), expected=["999"]), reports)
    assert [q.id for q in read_questions(path)] == ["q1", "q-001"]
    assert [r.field for r in remarks] == ["expected"]


@pytest.mark.parametrize(
    ("more", "told"),
    [({}, "sert déjà"), ({"id": "x", "pages": [9]}, "page 9"), ({"id": "x", "question": ""}, "question")],
)
def test_what_cannot_be_added_leaves_the_file_alone(
    reports: Path, tmp_path: Path, more: dict[str, object], told: str
) -> None:
    path = tmp_path / "questions.jsonl"
    add(path, _line(), reports)
    before = path.read_bytes()
    with pytest.raises(QuestionsError, match=told):
        add(path, _line(**more), reports)
    assert path.read_bytes() == before


def test_what_is_not_given_is_asked_for() -> None:
    answers = iter(["", "Combien ?", "12", "r.pdf", "3", ""])
    assert ask_fields(lambda _: next(answers), {}) == {
        "question": "Combien ?",
        "expected": "12",
        "report": "r.pdf",
        "pages": "3",
    }
    assert ask_fields(lambda _: "", {"question": "q ?"}) == {"question": "q ?"}  # no report says it
