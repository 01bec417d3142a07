"""Right answer: everything expected stands in the text, and the text is not padded with other figures."""

from __future__ import annotations

from evals.folding import numbers, stands_in
from evals.measures.measure import Measure, PageTexts
from evals.questions import Question
from evals.results import Result

OTHER_NUMBERS_ALLOWED = 4


def complete(question: Question, text: str) -> bool:
    """Whether one wording of every expected element stands in the text."""
    return all(any(stands_in(wording, text) for wording in element) for element in question.expected)


def expected_numbers(question: Question) -> frozenset[str]:
    """The digits of every number in any accepted wording."""
    return frozenset(
        number.digits for element in question.expected for wording in element for number in numbers(wording)
    )


def padded(question: Question, text: str) -> bool:
    """Whether more than four numbers stand in the text beyond those expected, years aside.

    Each occurrence counts, so that listing a column until the right figure comes up does not pay.
    """
    expected = expected_numbers(question)
    others = [n for n in numbers(text) if not n.year and n.digits not in expected]
    return len(others) > OTHER_NUMBERS_ALLOWED


def _right(question: Question, result: Result, _: PageTexts) -> float | None:
    if question.unanswerable or not question.expected:
        return None
    return float(not result.refused and complete(question, result.text) and not padded(question, result.text))


RIGHT = Measure("right", "réponse juste", _right, gates=True)
