"""Right page: the first citation opens a page of the right report that shows the answer."""

from __future__ import annotations

from evals.measures.measure import Measure, PageTexts, Topic
from evals.questions import Question
from evals.results import Result


def _page(question: Question, result: Result, _: PageTexts) -> float | None:
    if question.unanswerable or not question.pages:
        return None
    return float(any((c.report, c.page) in question.pages for c in result.citations[:1]))


PAGE = Measure("page", "bonne page", _page, topic=Topic.SOURCE, gates=True)
