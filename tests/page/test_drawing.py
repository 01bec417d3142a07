"""What is drawn, as text: nothing of a report or of the reader is ever markup."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assistant import Answer, AnswerKind, Scope
from assistant.feedback import Feedback
from assistant.ledger import Lines
from page.conversation import Turn, draw_conversation, draw_examples, place, questions, quotable
from page.figures import draw_figures, query, series
from page.opinions import Opinion, draw_feedback
from page.plot import Point, draw_plot
from page.reports import draw_reports
from page.viewer import View, draw_view
from tests.page.made import answer, citation, fact, line, report

EVIL = '<script>x</script>"><img src=http://a.invalid>'


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
        draw_reports({"id": report(EVIL, warnings=[EVIL])}, [(EVIL, EVIL)], keeper=True),
        draw_feedback([Feedback("1", "2023-01-02T10:00:00", EVIL, EVIL, False, correction=EVIL)], []),
        draw_plot(EVIL, [Point(EVIL, Decimal(1), EVIL, EVIL, "")]),
        draw_figures(
            Lines((line(fact(EVIL, printed=EVIL, unit=EVIL), EVIL, (EVIL_LINE,)),), 1), query(EVIL_QUERY)
        ),
    ],
    ids=["conversation", "examples", "view", "reports", "opinions", "plot", "figures"],
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


def series_answer() -> Answer:
    """Three years of one figure, on two pages."""
    facts = tuple(replace(fact(value=str(v)), period=str(y), page=y - 2019) for y, v in YEARS)
    cited = tuple(replace(citation(f.page, ""), boxes=(f.box,)) for f in facts)
    return Answer("Agents…", AnswerKind.SERIES, False, cited, facts, 0.0)


YEARS = ((2021, 10), (2022, -5), (2023, 40))


def test_a_series_is_drawn_from_zero_each_value_opening_its_page():
    drawn = draw_conversation([Turn("q", series_answer())])
    assert [
        f'data-source="{n}" aria-pressed="false" aria-label="{y} : ' in drawn
        for n, (y, _) in enumerate(YEARS)
    ]
    # from -5 to 40, zero stands at 5/45 of the height: 10 is 10/45 high on it, -5 hangs under it
    for style in ("height:22.22%;bottom:11.11%", "height:11.11%;bottom:0.00%", "height:88.89%;bottom:11.11%"):
        assert style in drawn
    assert drawn.count('class="plotted"') == 3


@pytest.mark.parametrize("lost", ["citation", "unit"])
def test_a_series_that_is_not_whole_is_not_drawn(lost):
    whole = series_answer()
    if lost == "citation":
        broken = replace(whole, citations=whole.citations[1:])
    else:
        broken = replace(whole, facts=(replace(whole.facts[0], unit="€"), *whole.facts[1:]))
    assert "plotted" not in draw_conversation([Turn("q", broken)])


def test_what_was_narrowed_is_said():
    turn = Turn("q", answer(), scope=Scope(("r.pdf",)))
    assert "Cherché dans : Bilan" in draw_conversation([turn], [("r.pdf", "Bilan")])


def test_a_refusal_offers_what_can_be_asked():
    drawn = draw_conversation([Turn("q", replace(answer(refused=True), choices=("Et en 2022 ?",)))])
    assert "Vous pouvez demander" in drawn
    assert 'data-choice="0"' in drawn


def test_an_answer_said_to_be_wrong_asks_what_is_right():
    turn = Turn("q", answer(), opinion=Opinion(False))
    drawn = draw_conversation([turn], [("r.pdf", EVIL)])
    assert 'data-event="correct" data-turn="0"' in drawn
    assert "<script" not in drawn
    thanked = draw_conversation([replace(turn, opinion=Opinion(False, "Merci."))])
    assert "<form" not in thanked
    assert "Merci." in thanked


def test_only_a_keeper_can_change_a_report():
    assert "<form" not in draw_reports({"id": report()}, [("a.pdf", "abîmé")])
    kept = draw_reports({"id": report()}, [("a.pdf", "abîmé")], keeper=True)
    assert kept.count('data-event="amend"') == 1
    assert kept.count('data-event="remove"') == 2


def test_a_series_of_the_ledger_is_drawn_once_it_has_three_years():
    lines = [line(replace(fact(value=str(v)), period=str(y))) for y, v in YEARS]
    assert "plotted" in draw_figures(Lines(tuple(lines), 3), "")
    assert "plotted" not in draw_figures(Lines(tuple(lines[:2]), 2), "")
    disputed = [replace(lines[0], others=(lines[1],)), *lines[1:]]
    assert "plotted disputed" in draw_figures(Lines(tuple(disputed), 3), "")


def test_of_two_reports_the_latest_is_drawn():
    lines = [line(replace(fact(value=str(v)), period=str(y))) for y, v in YEARS]
    later = replace(line(replace(fact(value="11"), period="2021")), report=replace(report(), period="2024"))
    (drawn,) = series([*lines, later])
    assert [str(one.fact.value) for one in drawn] == ["11", "-5", "40"]
