"""Named set-ups over one index, and questions proposed from its figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from evals.checking import check
from evals.display import show_sided, terminal
from evals.pages import FolderPages
from evals.plot import html_plot
from evals.questions import Question, parse_question
from evals.results import Result
from evals.run import ask_all
from evals.setups import SETUPS, make, side_by_side
from evals.suggesting import suggest

TICKETS = Question(
    "t",
    "Combien de tickets GLPI en 2023 ?",
    "chart",
    (("4979",),),
    ("sicio-rapport-activite-2023.pdf",),
    frozenset({("sicio-rapport-activite-2023.pdf", 15)}),
)
PLAIN = (
    "rapporteur",
    "sans-chiffres",
    "mots",
    "vecteurs",
    "pages",
    "refus",
)  # the quickstart has its own test


@pytest.fixture(scope="module")
def runs(demo_assistant: Assistant, demo_reports: Path) -> dict[str, list[Result]]:
    askers = {name: make(name, demo_assistant, demo_reports) for name in PLAIN}
    found: dict[str, list[Result]] = {}
    for name, result in side_by_side(askers, [TICKETS], FolderPages(demo_reports), lambda: 0.001):
        found.setdefault(name, []).append(result)
    return found


def test_each_set_up_answers_in_its_own_way(runs: dict[str, list[Result]]) -> None:
    assert list(runs) == list(PLAIN)
    assert runs["rapporteur"][0].record["kind"] == "figure"
    assert runs["sans-chiffres"][0].record["kind"] != "figure"
    for name in ("mots", "vecteurs"):
        assert "4 979" in runs[name][0].text.replace("\u202f", " ")
        assert (runs[name][0].scores or {})["recall_5"] == 1.0
    assert runs["refus"][0].refused


def test_runs_are_shown_side_by_side(
    runs: dict[str, list[Result]], capsys: pytest.CaptureFixture[str]
) -> None:
    show_sided(terminal(), "Montages", runs)
    told = capsys.readouterr().out
    assert all(name in told for name in PLAIN)
    page = html_plot("Montages", runs)
    assert all(f"<span>{name}</span>" in page for name in PLAIN)
    assert 'style="width:100.0%"' in page
    assert "http" not in page


def test_every_set_up_has_a_word_for_it() -> None:
    assert set(PLAIN) | {"quickstart", "modele"} == set(SETUPS)


def test_questions_are_proposed_with_their_gold(demo_assistant: Assistant, demo_reports: Path) -> None:
    lines = list(suggest(list(demo_assistant.library.reports.values()), 12))
    questions = [parse_question(line, line["id"]) for line in lines]
    assert len(questions) == 12
    assert check(questions, demo_reports) == ()  # each value stands on its page, by another reader of PDFs
    results = list(ask_all(demo_assistant, questions))
    boxed = [(r.scores or {})["box"] for r in results if (r.scores or {})["right"]]
    # the assistant answers most of them, and highlights what was read, or the same figure elsewhere
    assert sum(box is not None and box > 0.9 for box in boxed) >= 6
