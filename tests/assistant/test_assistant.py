"""Whole answers over the demonstration reports, with the embedded model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant import Answer, AnswerKind, Assistant
from evals.measures.quote import on_page
from evals.pages import FolderPages

KNOWN = Path(__file__).resolve().parent.parent.parent / "evals" / "demo.jsonl"
TICKETS = "Combien de tickets GLPI en 2023 ?"


@pytest.fixture(scope="module")
def pages(demo_reports: Path) -> FolderPages:
    """The pages' text by a reader of PDFs that is not ours."""
    return FolderPages(demo_reports)


@pytest.fixture(scope="module")
def answers(demo_assistant: Assistant) -> list[tuple[str, Answer]]:
    """Each known question with its answer."""
    known = [json.loads(line) for line in KNOWN.read_text(encoding="utf-8").splitlines()]
    return [(k["question"], demo_assistant.ask(k["question"], k["history"])) for k in known]


def test_a_figure_comes_with_its_label_year_unit_and_page(
    demo_assistant: Assistant, pages: FolderPages
) -> None:
    answer = demo_assistant.ask("Combien d'agents ont été formés à Civil Net RH en 2021 ?")
    assert (answer.kind, answer.refused) == (AnswerKind.FIGURE, False)
    for part in ("Civil Net RH", "2021", "40 agents"):
        assert part in answer.text
    (fact,) = answer.facts
    assert (fact.value, fact.unit, fact.period) == (40, "agents", "2021")
    citation, also = answer.citations  # both editions give the figure of 2021
    assert also.report != citation.report
    assert citation.section[-1] == "Les applicatifs métiers : formation et assistance"
    text = pages.text(citation.report, citation.page)
    assert text is not None
    assert "Civil Net RH" in text
    assert fact.printed in citation.quote


def test_printed_and_physical_page_are_both_given(demo_assistant: Assistant) -> None:
    citation = demo_assistant.ask(TICKETS).citations[0]
    assert (citation.page, citation.page_label) == (15, "13")


def test_words_are_answered_by_the_report_s_own_sentence(
    demo_assistant: Assistant, pages: FolderPages
) -> None:
    answer = demo_assistant.ask("Qui préside le syndicat ?")
    assert (answer.kind, answer.refused, answer.facts) == (AnswerKind.QUOTE, False, ())
    assert answer.text.startswith("« ")
    (citation,) = answer.citations
    assert citation.quote in answer.text
    assert on_page(citation.quote, pages.text(citation.report, citation.page) or "")


def test_what_the_reports_do_not_say_is_refused(demo_assistant: Assistant) -> None:
    answer = demo_assistant.ask("Qui a gagné la finale de la coupe du monde de football ?")
    assert (answer.kind, answer.refused, answer.facts) == (AnswerKind.REFUSAL, True, ())


def test_another_year_is_refused_with_the_years_given(demo_assistant: Assistant) -> None:
    answer = demo_assistant.ask("Combien de tickets GLPI en 2015 ?")
    assert answer.refused
    assert answer.text.startswith("Pas de chiffre pour 2015 ; ")
    assert "2023" in answer.text
    assert answer.citations  # the nearest place is shown


def test_a_follow_up_takes_up_the_question(demo_assistant: Assistant) -> None:
    answer = demo_assistant.ask("Et en 2022 ?", [TICKETS])
    assert not answer.refused
    assert "4 397" in answer.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert answer.understood == "Combien de tickets GLPI en 2022 ?"
    assert demo_assistant.ask(TICKETS).understood == ""


def test_the_same_question_has_the_same_answer(demo_assistant: Assistant) -> None:
    one, other = demo_assistant.ask(TICKETS).to_json(), demo_assistant.ask(TICKETS).to_json()
    assert one.pop("seconds") > 0
    other.pop("seconds")
    assert one == other


def test_every_statement_has_a_citation_whose_words_stand_on_its_page(
    answers: list[tuple[str, Answer]], pages: FolderPages
) -> None:
    stated = [(question, answer) for question, answer in answers if not answer.refused]
    assert len(stated) > len(answers) / 2
    assert [question for question, answer in stated if not answer.citations] == []
    wrong = [
        (question, c.quote)
        for question, answer in stated
        for c in answer.citations
        if not on_page(c.quote, pages.text(c.report, c.page) or "")
    ]
    assert wrong == []


def test_boxes_lie_inside_their_page(answers: list[tuple[str, Answer]], demo_assistant: Assistant) -> None:
    sizes = {
        (r.file, p.number): (p.width, p.height)
        for r in demo_assistant.library.reports.values()
        for p in r.pages
    }
    outside = []
    for question, answer in answers:
        for citation in answer.citations:
            width, height = sizes[citation.report, citation.page]
            inside = [
                0 <= x0 < x1 <= width and 0 <= top < bottom <= height
                for x0, top, x1, bottom in citation.boxes
            ]
            if not inside or not all(inside):
                outside.append((question, citation))
    assert outside == []


def test_a_figure_stated_is_printed_on_the_cited_page(
    answers: list[tuple[str, Answer]], pages: FolderPages
) -> None:
    missing = [
        (question, fact.printed)
        for question, answer in answers
        for fact in answer.facts
        if not any(
            c.page == fact.page and on_page(fact.printed, pages.text(c.report, c.page) or "")
            for c in answer.citations
        )
    ]
    assert missing == []


def test_unanswerable_questions_give_no_figure(answers: list[tuple[str, Answer]]) -> None:
    assert [question for question, answer in answers if answer.refused and answer.facts] == []
    refused = [answer for _, answer in answers if answer.refused]
    assert refused
    assert all(answer.kind is AnswerKind.REFUSAL for answer in refused)


def test_the_page_of_the_answer_before_is_told(demo_assistant: Assistant) -> None:
    before = demo_assistant.ask(TICKETS)
    answer = demo_assistant.ask("À quelle page ?", [TICKETS])
    assert answer.citations == before.citations
    assert answer.text.startswith("Page 13 (page 15 du PDF) du rapport « ")
    assert answer.understood == f"À quelle page : {TICKETS}"


def test_two_questions_in_one_are_both_answered(demo_assistant: Assistant) -> None:
    answer = demo_assistant.ask("Combien de tickets GLPI en 2023 ? Et en 2022 ?")
    assert not answer.refused
    text = answer.text.replace("\u202f", " ").replace("\u00a0", " ")
    assert "4 979" in text
    assert "4 397" in text
    assert {f.period for f in answer.facts} == {"2022", "2023"}


def test_what_one_of_two_questions_does_not_find_is_said(demo_assistant: Assistant) -> None:
    answer = demo_assistant.ask("Combien de tickets GLPI en 2023 ? Et en 2015 ?")
    assert not answer.refused
    assert "« Combien de tickets GLPI en 2015 ? » : " in answer.text
    assert {f.period for f in answer.facts} == {"2023"}
