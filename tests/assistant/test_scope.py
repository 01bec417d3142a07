"""Questions narrowed to some reports, or to a year where they name none."""

from __future__ import annotations

import pytest

from assistant import Assistant, Scope
from assistant.errors import QuestionError
from assistant.question import understand

EARLIER, LATER = "sicio-rapport-activite-2022.pdf", "sicio-rapport-activite-2023.pdf"
TICKETS = "Combien de tickets GLPI ?"


@pytest.mark.parametrize(
    ("asked", "text", "years"),
    [
        ("Combien de tickets ?", "Combien de tickets en 2022 ?", (2022,)),
        ("Combien de tickets en 2021 ?", "Combien de tickets en 2021 ?", (2021,)),
        ("Combien de tickets selon le rapport 2023 ?", "Combien de tickets selon le rapport 2023 ?", ()),
    ],
)
def test_a_year_is_meant_where_no_time_is_named(asked: str, text: str, years: tuple[int, ...]) -> None:
    question = understand(asked, year=2022)
    assert (question.text, question.years) == (text, years)
    assert question.understood == (text if text != asked else "")


def test_a_follow_up_keeps_the_year_of_the_question_before() -> None:
    question = understand("et pour Sirius ?", ["Combien de jours pour Maelis en 2021 ?"], year=2022)
    assert question.years == (2021,)


def test_each_of_several_questions_is_asked_of_the_year() -> None:
    question = understand("Quel est le budget ? Combien de communes membres ?", year=2022)
    assert [part.years for part in question.parts] == [(2022,), (2022,)]


def test_the_year_chosen_is_answered_for(demo_assistant: Assistant) -> None:
    assert "4 397" in demo_assistant.ask(TICKETS, scope=Scope(year=2022)).text.replace("\u202f", " ")


@pytest.mark.parametrize("file", [EARLIER, LATER])
def test_only_the_reports_chosen_are_looked_in(demo_assistant: Assistant, file: str) -> None:
    for question in (
        TICKETS,
        "Qui est la présidente ?",
        "Combien de jours d'assistance pour Sirius en 2021 ?",
    ):
        answer = demo_assistant.ask(question, scope=Scope((file,)))
        assert answer.citations
        assert {c.report for c in answer.citations} == {file}


def test_a_report_that_is_not_there_is_told(demo_assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match="pas indexé"):
        demo_assistant.ask(TICKETS, scope=Scope(("autre.pdf",)))
