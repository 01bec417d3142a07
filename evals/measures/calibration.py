"""Calibration: how far what an answer says of its own sureness is from what it turns out to be.

The Brier score of a question: the square of the confidence less 1 when it is right, 0 when it is not. Sure
(0.9) and right costs 0.01, sure and wrong 0.81. A refusal is right when the reports do not answer.
"""

from __future__ import annotations

from evals.measures.answer import RIGHT
from evals.measures.measure import Measure, PageTexts
from evals.questions import Question
from evals.results import Result


def outcome(question: Question, result: Result, pages: PageTexts) -> float | None:
    """1 when the answer, or the refusal, is right, 0 when it is not; None where that is not known."""
    return float(result.refused) if question.unanswerable else RIGHT.score(question, result, pages)


def _brier(question: Question, result: Result, pages: PageTexts) -> float | None:
    right, sure = outcome(question, result, pages), result.confidence
    return None if right is None or sure is None else (sure - right) ** 2


CALIBRATION = Measure("calibration", "erreur de confiance", _brier, higher_is_better=False)
