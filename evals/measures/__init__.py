"""What is measured, one measure a file. A measure that does not apply to a question gives None."""

from __future__ import annotations

from evals.measures.answer import RIGHT
from evals.measures.box import BOX
from evals.measures.calibration import CALIBRATION
from evals.measures.figure import WRONG_FIGURE
from evals.measures.latency import LATENCY
from evals.measures.measure import Measure, NoPages, PageTexts, Topic
from evals.measures.ndcg import NDCG
from evals.measures.page import PAGE
from evals.measures.quote import QUOTE
from evals.measures.recall_at import RECALL_AT_1, RECALL_AT_5, RECALL_AT_10
from evals.measures.reciprocal_rank import RECIPROCAL_RANK
from evals.measures.refusal import NEEDLESS_REFUSAL, REFUSAL_PRECISION, REFUSAL_RECALL
from evals.measures.section import SECTION
from evals.measures.support import COVERAGE, NEED
from evals.questions import Question
from evals.results import Result, Scores

MEASURES: tuple[Measure, ...] = (
    RIGHT,
    WRONG_FIGURE,
    PAGE,
    SECTION,
    REFUSAL_RECALL,
    REFUSAL_PRECISION,
    NEEDLESS_REFUSAL,
    QUOTE,
    COVERAGE,
    NEED,
    BOX,
    CALIBRATION,
    RECALL_AT_1,
    RECALL_AT_5,
    RECALL_AT_10,
    RECIPROCAL_RANK,
    NDCG,
    LATENCY,
)

__all__ = ["LATENCY", "MEASURES", "Measure", "NoPages", "PageTexts", "Topic", "score"]


def score(question: Question, result: Result, pages: PageTexts | None = None) -> Scores:
    """Every measure of one answer, by the measure's key.

    Without `pages` the measures that need the PDFs keep the score that the result carries already.
    """
    kept = result.scores or {}
    texts = pages or NoPages()
    return {
        m.key: kept.get(m.key) if m.needs_pdf and pages is None else m.score(question, result, texts)
        for m in MEASURES
    }
