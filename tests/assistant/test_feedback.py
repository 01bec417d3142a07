"""What readers say of answers, kept beside the PDFs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.feedback import FILE, Feedback, FeedbackError, keep_feedback, read_feedback

GOOD = Feedback("1", "2026-01-02T10:00:00", "Combien ?", "12 agents.", True, ("Avant ?",), False, "r.pdf", 3)


def test_what_is_kept_is_read_back(tmp_path: Path) -> None:
    bad = replace(GOOD, id="2", right=False, correction="13", corrected_page=4)
    keep_feedback(tmp_path, GOOD)
    keep_feedback(tmp_path, bad)
    assert read_feedback(tmp_path) == (GOOD, bad)


def test_the_last_word_on_an_answer_stands(tmp_path: Path) -> None:
    for right in (True, False):
        keep_feedback(tmp_path, replace(GOOD, right=right))
    assert read_feedback(tmp_path) == (replace(GOOD, right=False),)
    keep_feedback(tmp_path, replace(GOOD, right=None))
    assert read_feedback(tmp_path) == ()


def test_a_line_cut_short_loses_itself_alone(tmp_path: Path) -> None:
    keep_feedback(tmp_path, GOOD)
    path = tmp_path / FILE
    path.write_bytes(path.read_bytes() + b'{"id": "2", "wh\n')
    keep_feedback(tmp_path, replace(GOOD, id="3"))
    assert [f.id for f in read_feedback(tmp_path)] == ["1", "3"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert read_feedback(tmp_path) == ()
    with pytest.raises(FeedbackError, match="pas pu être gardé"):
        keep_feedback(tmp_path / "none", GOOD)
