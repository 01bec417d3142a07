"""What is drawn, as text: nothing of a report or of the reader is ever markup."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant import Answer, AnswerKind, Citation
from assistant.ledger import Line, Lines
from corpus.report import Fact, FactSource, Page, Report
from page.conversation import Turn, draw_conversation, draw_examples, place, questions, quotable
from page.tables import draw_figures, draw_reports, figures_csv, query
from page.viewer import View, draw_view

EVIL = '<script>x</script>"><img src=http://a.invalid>'


def citation(page=14, label="12", boxes=((50.0, 100.0, 150.0, 120.0),), text="Titre") -> Citation:
    return Citation("r.pdf", text, ("Partie", text), page, label, text, boxes)


def answer(text="Texte.", refused=False, citations=None) -> Answer:
    kind = AnswerKind.REFUSAL if refused else AnswerKind.FIGURE
    return Answer(text, kind, refused, citations or (citation(),), (), 0.0, understood=text)


def fact(concept="Agents", value="1234.5", printed="1 234,5", unit="agents") -> Fact:
    box = (50.0, 100.0, 150.0, 120.0)
    return Fact(concept, (), "2023", Decimal(value), unit, printed, 2, box, 0, None, FactSource.TABLE)


def report(title="Titre", facts=(), warnings=()) -> Report:
    pages = tuple(Page(n, str(n - 1) if n > 1 else "", 500.0, 800.0, 10) for n in (1, 2, 3))
    return Report("r.pdf", "0" * 64, title, title, "2023", pages, (), (), tuple(facts), (), tuple(warnings))


def line(fact, title="Titre", others=()) -> Line:
    return Line(title, report(title), 0, fact, others)


EVIL_LINE = line(fact(EVIL, printed=EVIL, unit=EVIL), EVIL)
EVIL_QUERY = {"mots": EVIL}


@pytest.mark.parametrize(
    "drawn",
    [
        draw_conversation(
            [Turn(EVIL, answer(EVIL, citations=(citation(text=EVIL),))), Turn(EVIL, error=EVIL)]
        ),
        draw_examples([EVIL]),
        draw_view(View(EVIL, 2, 2, section=(EVIL,)), report(EVIL)),
        draw_reports([report(EVIL, warnings=[EVIL])], [(EVIL, EVIL)]),
        draw_figures(
            Lines((line(fact(EVIL, printed=EVIL, unit=EVIL), EVIL, (EVIL_LINE,)),), 1), query(EVIL_QUERY)
        ),
    ],
    ids=["conversation", "examples", "view", "reports", "figures"],
)
def test_texts_are_escaped(drawn):
    assert "&lt;script&gt;" in drawn
    assert "<script" not in drawn
    assert "src=http://a.invalid>" not in drawn


def test_a_place_tells_both_page_numbers_when_they_differ():
    assert place(citation(14, "12")) == "page 12 (page 14 du PDF)"
    assert place(citation(14, "14")) == "page 14"
    assert place(citation(14, "")) == "page 14"


def test_an_answer_is_copied_as_one_line_with_its_source():
    assert quotable(answer("Un.\nDeux.")) == "Un. Deux. (Titre, Titre, page 12 (page 14 du PDF))"


def test_two_figures_of_one_page_are_one_source_with_a_button_each():
    same = (citation(14, text="A"), replace(citation(14, text="A"), quote="B"), citation(15, text="A"))
    drawn = draw_conversation([Turn("q", answer(citations=same))])
    # Three citations on two pages: the first page has its own button and two figures, the second one quote.
    assert drawn.count('class="source"') == 2
    assert [f'data-source="{n}"' in drawn for n in (0, 1, 2, 3)] == [True, True, True, False]
    assert drawn.count('class="cited"') == 2
    assert drawn.count("<blockquote>") == 1
    assert quotable(answer("Un.", citations=same)) == (
        "Un. (A, A, page 12 (page 14 du PDF); A, A, page 12 (page 15 du PDF))"
    )


def test_the_same_figure_in_two_reports_has_both_sources():
    both = (citation(), replace(citation(), report="s.pdf"))
    drawn = draw_conversation([Turn("q", answer(citations=both))])
    assert drawn.count('class="source"') == 2


def test_each_choice_is_a_button_that_names_its_question():
    left = Answer("Lequel ?", AnswerKind.CHOICES, False, (), (), 0.0, choices=("A ?", EVIL))
    drawn = draw_conversation([Turn("p", answer()), Turn("q", left)])
    assert drawn.count('data-action="ask"') == 2
    assert 'data-turn="1" data-choice="0">A\u00a0?</button>' in drawn
    assert "<script" not in drawn
    assert drawn.count("data-copy") == 1  # a question asked back is no answer to copy


def test_a_refusal_is_not_offered_for_copying():
    assert "data-copy" in draw_conversation([Turn("q", answer())])
    assert "data-copy" not in draw_conversation([Turn("q", answer(refused=True))])


def test_only_answered_questions_are_leaned_on():
    assert questions([Turn("a", answer()), Turn("b", error="non"), Turn("c")]) == ["a"]


def test_quotation_marks_stay_with_their_words():
    drawn = draw_conversation([Turn("q", answer("« Oui » : dit-on ?"))])
    assert "«\u00a0Oui\u00a0»\u00a0: dit-on\u00a0?" in drawn


def test_marks_are_placed_in_per_cent_of_the_page():
    # On a page of 500 by 800 points: 50/500, 100/800, 100/500 and 20/800.
    drawn = draw_view(View("id", 2, 2, ((50.0, 100.0, 150.0, 120.0),)), report())
    assert "left:10.000%;top:12.500%;width:20.000%;height:2.500%" in drawn
    assert "mark" not in draw_view(View("id", 3, 2, ((50.0, 100.0, 150.0, 120.0),)), report())


def test_a_view_stays_within_the_report_and_the_sizes():
    view = View("id", 3)
    assert view.moved("next", report()).page == 3
    assert view.moved("previous", report()).page == 2
    assert view.moved("wider", report()).zoom == 100
    assert view.moved("closer", report()).zoom == 150
    assert view.moved("anything", report()) == view


def test_a_figure_that_another_contradicts_shows_both_pages():
    other = line(fact(value="1300", printed="1 300"), "Autre rapport")
    drawn = draw_figures(Lines((line(fact(), others=(other,)),), 1), "")
    assert "Autre valeur : 1\u202f300" in drawn.replace("\u00a0", "\u202f").replace("1 300", "1\u202f300")
    assert "(Autre rapport)" in drawn
    assert drawn.count('data-action="figure"') == 2
    assert "Autre valeur" not in draw_figures(Lines((line(fact()),), 1), "")


def test_the_count_is_of_all_that_is_found():
    assert "201 chiffres. Les 1 premiers sont affichés." in draw_figures(Lines((line(fact()),), 201), "")


def test_figures_are_exported_for_a_french_spreadsheet():
    other = line(fact(value="1300", printed="1 300"), "Autre rapport")
    exported = figures_csv([line(fact(), others=(other,)), line(fact("=1+1", "-3", "-3"))])
    head, first, second = exported.splitlines()
    assert head == "\ufeffChiffre;Valeur;Unité;Année;Rapport;Partie;Page imprimée;Page du PDF;Autre valeur"
    assert first == "Agents;1234,5;agents;2023;Titre;;1;2;1 300 agents (Autre rapport, p. 1)"
    assert second == "'=1+1;-3;agents;2023;Titre;;1;2;"  # no formula, and still a number
