from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from scripted import ScriptedAssistant, answer

from evals.comparison import Comparison, compare
from evals.errors import ResultsError
from evals.questions import Question
from evals.results import Result
from evals.run import ask_all
from evals.scores import group_scores, rescore

SECTION = "Les tickets"
QUESTIONS = (
    *(
        Question(
            f"q{i}",
            f"Combien en {i} ?",
            "table",
            ((f"{100 + i}",),),
            ("r.pdf",),
            frozenset({("r.pdf", i)}),
            SECTION,
        )
        for i in range(1, 9)
    ),
    Question("u1", "La piscine ?", "unanswerable", unanswerable=True),
)
RIGHT: Mapping[str, dict[str, Any]] = {
    **{
        q.question: answer(f"Il y en a {q.expected[0][0]}.", report="r.pdf", page=i, section=[SECTION])
        for i, q in enumerate(QUESTIONS[:-1], 1)
    },
    "La piscine ?": answer("Pas trouvé.", refused=True),
}


def answered(script: Mapping[str, dict[str, Any]]) -> list[Result]:
    """Results that all took 20 ms beside a yardstick of 5 ms, so that only what a test changes differs."""
    results = ask_all(ScriptedAssistant(script), QUESTIONS)
    return [replace(r, seconds=0.02, yardstick=0.005) for r in results]


def changed(id: str, **fields: Any) -> dict[str, dict[str, Any]]:
    question = next(q.question for q in QUESTIONS if q.id == id)
    return {**RIGHT, question: {**RIGHT[question], **fields}}


def cited(id: str, **fields: Any) -> dict[str, dict[str, Any]]:
    question = next(q.question for q in QUESTIONS if q.id == id)
    return changed(id, citations=[{**RIGHT[question]["citations"][0], **fields}])


def test_the_same_answers_are_no_regression() -> None:
    comparison = compare(answered(RIGHT), answered(RIGHT))
    assert comparison.regressions == ()
    assert not any(pair.changed for pair in comparison.pairs)


@pytest.mark.parametrize(
    ("script", "measures"),
    [
        (changed("q3", text="Il y en a 104."), {"right", "wrong_figure"}),  # the next column
        (cited("q3", section=["Annexe"]), {"section"}),  # a section path lost
        (cited("q3", page=4), {"page"}),  # a page off by one
        (changed("u1", refused=False, text="Oui."), {"refusal_recall"}),  # a threshold too low
        (
            changed("q3", refused=True, citations=[], text="Pas trouvé."),
            {"right", "page", "section", "needless_refusal"},
        ),  # a threshold too high
    ],
)
def test_one_question_lost_is_a_regression_named_by_its_measure(
    script: dict[str, dict[str, Any]], measures: set[str]
) -> None:
    comparison = compare(answered(RIGHT), answered(script))
    (pair,) = (p for p in comparison.pairs if p.changed)
    assert {m.key for m in pair.lost} == measures
    assert {r.partition(" : ")[0] for r in comparison.regressions} == {m.label for m in pair.lost}


def test_a_question_gained_is_not_a_regression_and_does_not_make_up_for_one_lost() -> None:
    worse = changed("q1", text="Je ne sais pas.")
    gained = compare(answered(worse), answered(RIGHT))
    assert (gained.regressions, [p.after.id for p in gained.pairs if p.gained]) == ((), ["q1"])
    swapped = compare(answered(worse), answered(changed("q2", text="Je ne sais pas.")))
    assert swapped.regressions == ("réponse juste : 1 question(s) perdue(s), 1 gagnée(s)",)


def test_other_words_with_the_same_score_are_shown_but_are_no_regression() -> None:
    comparison = compare(answered(RIGHT), answered(changed("q3", text="On en compte 103.")))
    assert [p.after.id for p in comparison.pairs if p.changed] == ["q3"]
    assert comparison.regressions == ()


def test_a_noisy_set_up_needs_evidence() -> None:
    def lose(count: int) -> Comparison:
        script = {**RIGHT, **{q.question: answer("Non.") for q in QUESTIONS[:count]}}
        return compare(answered(RIGHT), answered(script), noisy=True)

    assert lose(5).regressions == ()  # p = 2 · 1/32 = 0.0625
    assert len(lose(6).regressions) == 3  # p = 2 · 1/64 = 0.031: right answer, page, section


def test_measures_show_their_arithmetic() -> None:
    script = {**RIGHT, **{q.question: answer("Non.") for q in QUESTIONS[:2]}}
    right = next(c for c in compare(answered(RIGHT), answered(script)).measures if c.measure.key == "right")
    # 8 of 8, then 6 of 8; two lost, none gained: p = 2 · 1/4
    assert (right.count, right.before, right.after, right.lost, right.gained) == (8, 1.0, 0.75, 2, 0)
    assert right.p == 0.5
    assert right.interval[0] <= -0.25 <= right.interval[1] <= 0


def slowed(factor: float, machine: float = 1.0) -> Callable[[Result], Result]:
    """Answers `factor` times longer on a machine `machine` times slower."""
    return lambda r: replace(r, seconds=r.seconds * factor * machine, yardstick=0.005 * machine)


@pytest.mark.parametrize(
    ("change", "tolerance", "slower"),
    [
        (slowed(3), 1.0, True),
        (slowed(1.5), 1.0, False),  # within what is tolerated
        (slowed(1.5), 0.2, True),
        (slowed(1, machine=4), 1.0, False),  # a slower machine
        (slowed(3, machine=0.25), 1.0, False),  # a faster machine: the reader waits no longer
        (slowed(0.2), 1.0, False),
    ],
)
def test_slower_answers(change: Callable[[Result], Result], tolerance: float, slower: bool) -> None:
    before = answered(RIGHT)
    comparison = compare(before, [change(r) for r in before], latency_tolerance=tolerance)
    assert comparison.latency is not None
    assert comparison.latency.slower is slower
    assert bool(comparison.regressions) is slower


def test_a_few_slow_answers_do_not_make_a_slower_assistant() -> None:
    before = answered(RIGHT)
    after = [slowed(10)(r) if i < 4 else r for i, r in enumerate(before)]  # 4 of 9
    assert compare(before, after).regressions == ()


def test_a_question_without_result_is_a_regression_and_a_new_one_is_not() -> None:
    results = answered(RIGHT)
    assert compare(results, results[1:]).missing == ("q1",)
    assert compare(results, results[1:]).regressions == ("1 question(s) de la référence sans résultat",)
    assert compare(results[1:], results).new == ("q1",)
    assert compare(results[1:], results).regressions == ()


def test_nothing_in_common_is_an_error() -> None:
    results = answered(RIGHT)
    with pytest.raises(ResultsError, match="aucune question en commun"):
        compare(results[:1], results[1:])


def test_rescoring_follows_todays_questions() -> None:
    results = answered(RIGHT)
    corrected = replace(QUESTIONS[0], expected=(("999",),), kind="chart")
    reworded = replace(QUESTIONS[1], question="Combien, au juste, en 2 ?")
    (first, third) = rescore(results, [corrected, reworded, QUESTIONS[2]])
    assert (first.id, first.kind, (first.scores or {})["right"]) == ("q1", "chart", 0.0)
    assert (third.id, (third.scores or {})["right"]) == ("q3", 1.0)


def test_results_without_scores_need_the_questions() -> None:
    bare = [replace(r, scores=None) for r in answered(RIGHT)]
    with pytest.raises(ResultsError, match="--questions"):
        rescore(bare, None)
    assert [(r.scores or {})["right"] for r in rescore(bare, QUESTIONS)] == [1.0] * 8 + [None]


def test_groups_are_kinds_then_everything() -> None:
    table, unanswerable, everything = group_scores(answered(changed("q3", text="Non.")))
    assert (table.name, table.count, table.scores["right"].value) == ("table", 8, 7 / 8)
    assert (unanswerable.name, unanswerable.scores["right"].value) == ("unanswerable", None)
    assert (everything.name, everything.count, everything.scores["right"].count) == (None, 9, 8)
