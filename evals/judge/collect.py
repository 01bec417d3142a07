"""What a search of real reports finds for known questions, for the judge to learn from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from assistant.assistant import Assistant
from assistant.evidence import find_candidates, judged_text
from assistant.question import understand
from assistant.signals import Signals
from evals.fit import is_right
from evals.judge.examples import Example
from evals.questions import Question

CANDIDATES = 40
_SIGNALS = [f.name for f in fields(Signals)]


def collect(assistant: Assistant, questions: Sequence[Question]) -> Iterator[Example]:
    """The best candidates of each question with one answer, or none, and which are right.

    A question whose answer was not found teaches nothing and is left out."""
    for question in questions:
        if len(question.reports) > 1 or question.history:
            continue
        asked = understand(question.question)
        emphasis = {t.stem: t.emphasis for t in asked.terms}
        found = find_candidates(asked, assistant.retriever.search(asked.text, emphasis), assistant.library)
        right = tuple(
            i
            for i, candidate in enumerate(found[:CANDIDATES])
            if not question.unanswerable and is_right(question, asked, candidate, found)
        )
        if found and (right or question.unanswerable):
            best = found[:CANDIDATES]
            rows = tuple(tuple(round(getattr(c.signals, n), 4) for n in _SIGNALS) for c in best)
            yield Example(asked.text, tuple(map(judged_text, best)), right, whole=True, signals=rows)


def write_searched(examples: Sequence[Example], out: Path) -> None:
    """Write examples a JSON object a line."""
    with out.open("w", encoding="utf-8") as lines:
        for example in examples:
            found = {
                "question": example.question,
                "candidates": example.candidates,
                "right": example.right,
                "signals": example.signals,
            }
            lines.write(json.dumps(found, ensure_ascii=False) + "\n")
