"""A baseline accepted, and the page that shows what changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from scripted import answer, result

from evals.__main__ import main
from evals.accepting import history_of
from evals.measures import score
from evals.questions import Question
from evals.results import Result, write_results
from tests.conftest import MakePdf

EVIL = "<script>window.run=1</script>"
QUESTION = Question(
    "q1", f"Combien de tickets {EVIL} ?", "table", (("4979",),), ("r.pdf",), frozenset({("r.pdf", 1)})
)


def _result(text: str, page: int = 1) -> Result:
    reply = answer(text, report="r.pdf", page=page)
    reply["citations"][0]["boxes"] = [[60, 50, 200, 70]]
    found = result(QUESTION, reply)
    return replace(found, scores=score(QUESTION, found), kind="table", report="r.pdf")


@pytest.fixture
def runs(tmp_path: Path) -> tuple[Path, Path]:
    before, after = tmp_path / "baseline.jsonl", tmp_path / "results.jsonl"
    write_results(before, [_result("4 979 tickets.")])
    write_results(after, [_result(f"12 tickets {EVIL}.", page=2)])
    return before, after


def test_a_baseline_is_accepted_with_its_reason(runs: tuple[Path, Path]) -> None:
    before, after = runs
    assert main(["accept", str(before), str(after), "--reason", "le rapport a changé"]) == 0
    assert before.read_bytes() == after.read_bytes()
    kept = json.loads(history_of(before).read_text())
    assert (kept["reason"], kept["questions"], kept["scores"]["right"]) == ("le rapport a changé", 1, 0.0)
    assert main(["compare", str(before), str(after)]) == 0


def test_without_a_reason_the_baseline_stands(
    runs: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = runs
    content = before.read_bytes()
    assert main(["accept", str(before), str(after), "--reason", "  "]) == 2
    assert "pourquoi" in capsys.readouterr().err
    assert before.read_bytes() == content
    assert not history_of(before).exists()


def test_the_page_shows_what_changed_with_its_pages_and_needs_nothing_else(
    runs: tuple[Path, Path], make_pdf: MakePdf, tmp_path: Path
) -> None:
    make_pdf("r.pdf", ["4979 tickets", "deuxième page"])
    html = tmp_path / "report.html"
    before, after = runs
    assert main(["compare", str(before), str(after), "--html", str(html), "--reports", str(tmp_path)]) == 1
    page = html.read_text(encoding="utf-8")
    assert page.count('src="data:image/jpeg;base64,') == 2  # before and after
    assert "Régression" in page
    assert "4 979 tickets." in page
    assert "<script" not in page
    assert "http" not in page.replace("https://", "").replace("http-equiv", "")
    assert "r.pdf, page 2 du PDF" in page


def test_without_the_pdfs_there_are_no_pictures(runs: tuple[Path, Path], tmp_path: Path) -> None:
    before, after = runs
    html = tmp_path / "report.html"
    assert main(["compare", str(before), str(after), "--html", str(html)]) == 1
    assert "<img" not in html.read_text(encoding="utf-8")
