"""Wrong figure stated: what costs a reader's trust most.

It applies to an answerable question that expects at least one number. The answer states a wrong figure
when it is not refused, a number expected is missing from it, and a figure stands in it that is neither
expected, nor a year, nor a number of the question itself (« la section 27 »). Half an answer, with a
right figure and no other, is incomplete, not wrong.
"""

from __future__ import annotations

from evals.folding import is_number, numbers, stands_in
from evals.measures.answer import expected_numbers
from evals.measures.measure import Measure, PageTexts
from evals.questions import Question
from evals.results import Result


def _wrong_figure(question: Question, result: Result, _: PageTexts) -> float | None:
    figures = [element for element in question.expected if any(is_number(w) for w in element)]
    if question.unanswerable or not figures:
        return None
    if result.refused or all(any(stands_in(w, result.text) for w in element) for element in figures):
        return 0.0
    asked = {n.digits for text in (question.question, *question.history) for n in numbers(text)}
    known = asked | expected_numbers(question)
    return float(any(not n.year and n.digits not in known for n in numbers(result.text)))


WRONG_FIGURE = Measure("wrong_figure", "chiffre faux", _wrong_figure, higher_is_better=False, gates=True)
