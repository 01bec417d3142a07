"""Refusals: made when the reports do not answer (recall), only then (precision), never needlessly.

The mean of each over the questions it applies to is the usual ratio: with 4 unanswerable questions of
which 3 are refused, and 2 answerable ones refused too, recall is 3/4 and precision 3/5.
"""

from __future__ import annotations

from evals.measures.measure import Measure, PageTexts
from evals.questions import Question
from evals.results import Result


def _recall(question: Question, result: Result, _: PageTexts) -> float | None:
    return float(result.refused) if question.unanswerable else None


def _precision(question: Question, result: Result, _: PageTexts) -> float | None:
    return float(question.unanswerable) if result.refused else None


def _needless(question: Question, result: Result, _: PageTexts) -> float | None:
    return None if question.unanswerable else float(result.refused)


REFUSAL_RECALL = Measure("refusal_recall", "refus attendus", _recall, gates=True)
REFUSAL_PRECISION = Measure("refusal_precision", "refus justifiés", _precision)
NEEDLESS_REFUSAL = Measure("needless_refusal", "refus à tort", _needless, higher_is_better=False, gates=True)
