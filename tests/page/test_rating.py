"""Opinions on answers: kept, and shown back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import Scope
from assistant.feedback import read_feedback
from page.clicks import StaleError
from page.conversation import Turn
from page.rating import correct, rate
from tests.page.made import answer, report

TURNS = (Turn("Avant ?", answer(), id="1"), Turn("Et ici ?", answer("12."), id="2"))
LIBRARY = {"id": report()}


def test_an_opinion_is_kept_with_the_question_and_what_came_before(tmp_path):
    turns = rate(tmp_path, TURNS, {"turn": 1, "right": "1"}, "marie")
    assert turns[1].opinion.right is True
    (kept,) = read_feedback(tmp_path)
    assert (kept.question, kept.history, kept.answer, kept.right) == ("Et ici ?", ("Avant ?",), "12.", True)
    assert (kept.report, kept.page, kept.shown, kept.by) == ("r.pdf", 14, ("Titre",), "marie")


def test_said_twice_it_is_taken_back(tmp_path):
    turns = rate(tmp_path, TURNS, {"turn": 1, "right": "1"})
    turns = rate(tmp_path, turns, {"turn": 1, "right": "1"})
    assert turns[1].opinion.right is None
    assert read_feedback(tmp_path) == ()


def test_a_question_narrowed_to_a_year_is_kept_as_it_was_understood(tmp_path):
    scoped = (TURNS[0], replace(TURNS[1], scope=Scope(year=2022), answer=answer("Et ici en 2022 ?")))
    rate(tmp_path, scoped, {"turn": 1, "right": "1"})
    (kept,) = read_feedback(tmp_path)
    assert (kept.question, kept.history) == ("Et ici en 2022 ?", ())


def test_what_is_right_is_kept(tmp_path):
    given = {"turn": 1, "correction": " 13 \n agents ", "report": "r.pdf", "page": "3"}
    turns = correct(tmp_path, LIBRARY, TURNS, given)
    assert turns[1].opinion.told.startswith("Merci")
    (kept,) = read_feedback(tmp_path)
    assert (kept.right, kept.correction, kept.corrected_report, kept.corrected_page) == (
        False,
        "13 agents",
        "r.pdf",
        3,
    )


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Écrivez"),
        ({"page": "trois", "report": "r.pdf"}, "numéro de page"),
        ({"page": "3"}, "Choisissez aussi le rapport"),
        ({"page": "4", "report": "r.pdf"}, "est la 3"),
        ({"page": "0", "report": "r.pdf"}, "est la 3"),
        ({"report": "autre.pdf", "correction": "x"}, "plus indexé"),
    ],
)
def test_what_cannot_be_is_told_and_not_kept(tmp_path, given, told):
    turns = correct(tmp_path, LIBRARY, TURNS, {"turn": 1, **given})
    assert told in turns[1].opinion.told
    assert turns[1].opinion.wrong
    assert read_feedback(tmp_path) == ()


def test_an_opinion_that_cannot_be_kept_is_told(tmp_path):
    turns = rate(tmp_path / "none", TURNS, {"turn": 0, "right": "0"})
    assert "pas pu être gardé" in turns[0].opinion.told


@pytest.mark.parametrize(
    "click", [{}, {"turn": 2, "right": "1"}, {"turn": "x", "right": "1"}, {"turn": 1, "right": "7"}]
)
def test_what_is_no_longer_there_is_told(tmp_path, click):
    with pytest.raises(StaleError):
        rate(tmp_path, TURNS, click)
