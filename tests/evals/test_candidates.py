"""Questions lines made of opinions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from assistant.feedback import Feedback, keep_feedback
from evals.__main__ import main
from evals.candidates import candidates
from evals.questions import read_questions

RIGHT = Feedback(
    "a1", "2026-01-02T10:00:00", "Combien ?", "Agents : 12.", True, ("Avant ?",), False, "r.pdf", 3, ("12",)
)


def test_an_answer_said_to_be_right_is_expected_again() -> None:
    (line,) = candidates([RIGHT])
    assert (line["expected"], line["report"], line["pages"]) == (["12"], "r.pdf", [3])
    assert (line["unanswerable"], line["history"]) == (False, ["Avant ?"])
    (refusal,) = candidates([replace(RIGHT, refused=True)])
    assert (refusal["expected"], refusal["unanswerable"]) == ([], True)


def test_a_correction_is_expected_in_its_place() -> None:
    wrong = replace(RIGHT, right=False)
    (line,) = candidates([replace(wrong, correction="13", corrected_report="s.pdf", corrected_page=4)])
    assert (line["expected"], line["report"], line["pages"]) == (["13"], "s.pdf", [4])
    (none,) = candidates([replace(wrong, unanswerable=True, correction="rien")])
    assert (none["expected"], none["unanswerable"]) == ([], True)
    assert list(candidates([wrong])) == []


def test_one_command_makes_a_file_that_can_be_run(tmp_path: Path) -> None:
    wrong = replace(RIGHT, id="b2", right=False)
    keep_feedback(tmp_path, RIGHT)
    keep_feedback(tmp_path, wrong)
    keep_feedback(tmp_path, replace(wrong, id="c3", correction="13"))
    out = tmp_path / "avis.jsonl"
    assert main(["feedback", "--reports", str(tmp_path), "--out", str(out)]) == 0
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == ["avis-a1", "avis-c3"]
    assert len(read_questions(out)) == 2
