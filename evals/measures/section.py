"""Right section: the first citation's section path goes through the section expected.

Titles are compared by their words, folded: the expected title equals a component of the path, or one is
contained whole in the other (« Le verre » in « 2.3 Le verre »), so that numbering does not decide.
"""

from __future__ import annotations

from evals.folding import fold_words
from evals.measures.measure import Measure, PageTexts, Topic
from evals.questions import Question
from evals.results import Result


def same_section(expected: str, component: str) -> bool:
    """Whether two titles are equal or one contains the other, in whole words with at least one letter."""
    one, other = fold_words(expected), fold_words(component)
    if not all(any(c.isalpha() for c in title) for title in (one, other)):
        return one == other != ""
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _section(question: Question, result: Result, _: PageTexts) -> float | None:
    if question.unanswerable or question.section is None:
        return None
    expected = question.section
    return float(
        any(
            same_section(expected, component)
            for citation in result.citations[:1]
            if not question.reports or citation.report in question.reports
            for component in citation.section
        )
    )


SECTION = Measure("section", "bonne section", _section, topic=Topic.SOURCE, gates=True)
