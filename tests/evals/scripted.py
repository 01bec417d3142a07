"""An assistant that answers from a script, and the small shapes that the tests of the evaluation share."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.questions import Question
from evals.results import Result, parse_result


def answer(
    text: str,
    *,
    refused: bool = False,
    report: str = "rapport.pdf",
    page: int = 1,
    section: Sequence[str] = (),
    quote: str = "",
) -> dict[str, Any]:
    """The contract's object with one citation, or none for a refusal."""
    citation = {
        "report": report,
        "title": "Rapport",
        "section": list(section),
        "page": page,
        "page_label": str(page),
        "quote": quote,
        "boxes": [],
    }
    return {
        "text": text,
        "kind": "refusal" if refused else "quote",
        "refused": refused,
        "citations": [] if refused else [citation],
        "facts": [],
        "seconds": 0.01,
    }


def result(question: Question, reply: Mapping[str, Any]) -> Result:
    """The result that a reply to a question makes."""
    return parse_result({**reply, "id": question.id, "question": question.question}, "essai")


@dataclass(frozen=True)
class Scripted:
    """A reply that is what it was told to be."""

    record: Mapping[str, Any]

    def to_json(self) -> Mapping[str, Any]:
        return self.record


class ScriptedAssistant:
    """Answers each question as the script says, after `delay` seconds; remembers what it was asked."""

    def __init__(self, script: Mapping[str, Mapping[str, Any] | Exception], delay: float = 0.0) -> None:
        self.script, self.delay = script, delay
        self.asked: list[tuple[str, tuple[str, ...]]] = []

    def ask(self, question: str, history: Sequence[str] = ()) -> Scripted:
        self.asked.append((question, tuple(history)))
        time.sleep(self.delay)
        reply = self.script[question]
        if isinstance(reply, Exception):
            raise reply
        return Scripted(reply)
