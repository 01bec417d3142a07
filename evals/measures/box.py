"""Highlighted box: how well what the first citation highlights covers where the answer stands, and no more.

Intersection over union of the two areas, in PDF points: 1 for the same rectangle, 1/3 for one of the same
size that is half beside it. It applies where the question gives boxes; 0 on another page.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from corpus.report import Box
from evals.measures.measure import Measure, PageTexts, Topic
from evals.questions import Question
from evals.results import Result


def area(boxes: Sequence[Box]) -> float:
    """The area that some rectangles cover together, each point once."""
    xs = sorted({x for b in boxes for x in (b[0], b[2])})
    ys = sorted({y for b in boxes for y in (b[1], b[3])})
    return sum(
        (right - left) * (low - high)
        for left, right in pairwise(xs)
        for high, low in pairwise(ys)
        if any(b[0] <= left and right <= b[2] and b[1] <= high and low <= b[3] for b in boxes)
    )


def overlap(ones: Sequence[Box], others: Sequence[Box]) -> float:
    """Intersection over union of what two sets of rectangles cover; 0 when both are empty."""
    union = area([*ones, *others])
    return (area(ones) + area(others) - union) / union if union else 0.0


def _box(question: Question, result: Result, _: PageTexts) -> float | None:
    if question.unanswerable or not question.boxes:
        return None
    for citation in result.citations[:1]:
        if (citation.report, citation.page) in question.pages:
            return overlap(question.boxes, citation.boxes)
    return 0.0


BOX = Measure("box", "endroit surligné", _box, topic=Topic.SOURCE)
