"""nDCG at 10: the pages found that show the answer, each worth 1/log2(its place + 1), over the best there
could be.

With one such page of one, in third place: 1/log2(4) = 0.5. It applies where the set-up says what it found.
"""

from __future__ import annotations

from math import log2

from evals.measures.measure import Measure, PageTexts, Topic
from evals.measures.recall_at import ranking
from evals.questions import Question
from evals.results import Result

_K = 10


def _ndcg(question: Question, result: Result, _: PageTexts) -> float | None:
    ranked = ranking(question, result)
    if ranked is None:
        return None
    gain = sum(1 / log2(place + 1) for place, right in enumerate(ranked[:_K], 1) if right)
    best = sum(1 / log2(place + 1) for place in range(1, min(len(question.pages), _K) + 1))
    return gain / best


NDCG = Measure("ndcg", "nDCG@10", _ndcg, topic=Topic.SEARCH)
