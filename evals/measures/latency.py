"""Latency: the seconds of a whole answer. Held against a baseline by `evals.comparison`, with a tolerance."""

from __future__ import annotations

from evals.measures.measure import Measure, PageTexts
from evals.questions import Question
from evals.results import Result


def _seconds(_: Question, result: Result, __: PageTexts) -> float | None:
    return result.seconds


LATENCY = Measure("latency", "temps", _seconds, higher_is_better=False, unit="s")
