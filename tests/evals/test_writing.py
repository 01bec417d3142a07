"""The commands that make questions, as a maintainer types them."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from evals.__main__ import main
from evals.questions import read_questions
from tests.conftest import MakePdf


@pytest.fixture
def reports(make_pdf: MakePdf, tmp_path: Path) -> Path:
    make_pdf("r.pdf", ["# Rapport 2023\n154 agents en 2023."], tmp_path / "reports")
    return tmp_path / "reports"


def test_a_sheet_is_imported_once_it_is_right(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet, out = tmp_path / "q.csv", tmp_path / "q.jsonl"
    told = ["import", str(sheet), "--reports", str(reports), "--out", str(out)]
    sheet.write_text("question;réponse;rapport;pages\nCombien d'agents ?;154;r.pdf;9\n")
    assert main(told) == 2
    assert "« ligne-2 », champ « pages »" in capsys.readouterr().err
    assert not out.exists()
    sheet.write_text("question;réponse;rapport;pages\nCombien d'agents ?;155;r.pdf;1\n")
    assert main(told) == 0
    assert "À regarder : « ligne-2 », champ « expected »" in capsys.readouterr().err
    (question,) = read_questions(out)
    assert question.expected == (("155",),)


def test_a_file_is_checked(reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "q.jsonl"
    line = {"id": "q1", "question": "Combien ?", "expected": ["154"], "report": "r.pdf", "pages": [1]}
    path.write_text(json.dumps(line))
    assert main(["check", str(path), "--reports", str(reports)]) == 0
    assert "1 questions, 0 à corriger, 0 à regarder." in capsys.readouterr().out
    path.write_text(json.dumps({**line, "report": "s.pdf"}))
    assert main(["check", str(path), "--reports", str(reports)]) == 2


def test_a_question_is_added_by_its_options(reports: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    given = [
        "--question",
        "Combien d'agents ?",
        "--expected",
        "154 | cent",
        "--report",
        "r.pdf",
        "--pages",
        "1",
    ]
    assert main(["add", str(path), *given, "--section", "", "--reports", str(reports)]) == 0
    (question,) = read_questions(path)
    assert (question.id, question.expected, question.pages) == ("q-001", (("154", "cent"),), {("r.pdf", 1)})


def test_a_question_is_added_by_answering(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.jsonl"
    monkeypatch.setattr("sys.stdin", io.StringIO("Combien de nageurs ?\n\n"))
    assert main(["add", str(path), "--reports", str(reports)]) == 0
    (question,) = read_questions(path)
    assert question.unanswerable
    monkeypatch.setattr("sys.stdin", io.StringIO("Combien d'agents ?\n"))
    assert main(["add", str(path), "--reports", str(reports)]) == 2
    assert "pas complète" in capsys.readouterr().err
    assert len(read_questions(path)) == 1


def test_questions_about_a_report_that_is_not_there_are_not_asked(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps({"id": "q1", "question": "?q", "expected": ["1"], "report": "s.pdf"}))
    told = ["--questions", str(path), "--reports", str(reports), "--out", str(tmp_path / "x.jsonl")]
    assert main(["refuse", *told]) == 2
    assert "« q1 », champ « report »" in capsys.readouterr().err
