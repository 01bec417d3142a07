"""Recall at k: the share of the pages that show the answer among the first k pages found.

With two pages that show it, of which one is third and the other is not found, recall at 5 is 1/2. It applies
where the set-up says what it found.
"""

from __future__ import annotations

from evals.measures.measure import Measure, PageTexts, Topic
from evals.questions import Question
from evals.results import Result


def ranking(question: Question, result: Result) -> list[bool] | None:
    """Of each page found, best first, whether it shows the answer; None where the measure does not apply."""
    if question.unanswerable or not question.pages or result.retrieved is None:
        return None
    return [place in question.pages for place in result.retrieved]


def _recall(k: int, question: Question, result: Result) -> float | None:
    ranked = ranking(question, result)
    return None if ranked is None else sum(ranked[:k]) / len(question.pages)


def _at_1(question: Question, result: Result, _: PageTexts) -> float | None:
    return _recall(1, question, result)


def _at_5(question: Question, result: Result, _: PageTexts) -> float | None:
    return _recall(5, question, result)


def _at_10(question: Question, result: Result, _: PageTexts) -> float | None:
    return _recall(10, question, result)


RECALL_AT_1 = Measure("recall_1", "rappel@1", _at_1, topic=Topic.SEARCH)
RECALL_AT_5 = Measure("recall_5", "rappel@5", _at_5, topic=Topic.SEARCH)
RECALL_AT_10 = Measure("recall_10", "rappel@10", _at_10, topic=Topic.SEARCH)
