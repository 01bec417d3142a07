"""Questions lines made of what readers said of answers, for a person to confirm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from assistant.feedback import Feedback


def candidates(kept: Iterable[Feedback]) -> Iterator[dict[str, Any]]:
    """A questions line for each opinion that says what is right: an answer said to be right, or a correction.

    An answer only said to be wrong gives none: nobody knows yet what would be right."""
    for feedback in kept:
        gold = _right(feedback) if feedback.right else _corrected(feedback)
        if gold is not None:
            yield {
                "id": f"avis-{feedback.id[:12]}",
                "question": feedback.question,
                "kind": "feedback",
                **gold,
                "history": list(feedback.history),
            }


def _right(feedback: Feedback) -> dict[str, Any] | None:
    if feedback.refused:
        return {"expected": [], "unanswerable": True}
    return {
        "expected": list(feedback.shown),
        "report": feedback.report,
        "pages": [feedback.page],
        "unanswerable": False,
    }


def _corrected(feedback: Feedback) -> dict[str, Any] | None:
    if feedback.unanswerable:
        return {"expected": [], "unanswerable": True}
    if not feedback.correction and not feedback.corrected_page:
        return None
    gold: dict[str, Any] = {
        "expected": [feedback.correction] if feedback.correction else [],
        "unanswerable": False,
    }
    if feedback.corrected_report:
        gold["report"] = feedback.corrected_report
    if feedback.corrected_page:
        gold["pages"] = [feedback.corrected_page]
    return gold
