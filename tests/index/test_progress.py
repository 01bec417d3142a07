"""The progress bar keeps to standard error, and shows report and page counts."""

from __future__ import annotations

import pytest

from index.progress import bar
from index.sync import Step


def test_the_bar_shows_report_pages_and_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # drawn as on a terminal
    monkeypatch.setenv("COLUMNS", "120")
    with bar() as show:
        show(Step("eau [2023].pdf", 2, 7, "read", 12, 40))
        show(Step("eau [2023].pdf", 2, 7, "embed", 32, 64))
    out, drawn = capsys.readouterr()
    assert out == ""
    for part in ("[2/7]", "eau [2023].pdf", "passages indexés", "32/64"):
        assert part in drawn


def test_nothing_is_drawn_into_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    with bar() as show:
        show(Step("eau.pdf", 1, 1, "read", 1, 2))
    assert capsys.readouterr().out == ""
