"""Reciprocal rank (its mean is MRR): 1 over the place of the first page found that shows the answer, 0
without.

Third is 1/3. It applies where the set-up says what it found.
"""

from __future__ import annotations

from evals.measures.measure import Measure, PageTexts, Topic
from evals.measures.recall_at import ranking
from evals.questions import Question
from evals.results import Result


def _reciprocal(question: Question, result: Result, _: PageTexts) -> float | None:
    ranked = ranking(question, result)
    if ranked is None:
        return None
    return 1 / (ranked.index(True) + 1) if True in ranked else 0.0


RECIPROCAL_RANK = Measure("mrr", "MRR", _reciprocal, topic=Topic.SEARCH)
