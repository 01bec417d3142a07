"""What the reader gets: an answer with its citations, as the JSON contract has it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from corpus.report import Box, Fact


class AnswerKind(StrEnum):
    """What an answer is made of."""

    FIGURE = "figure"
    SERIES = "series"
    QUOTE = "quote"
    CHOICES = "choices"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Citation:
    """Where it stands: `report` is the file name, `page` physical from 1, `boxes` what to highlight."""

    report: str
    title: str
    section: tuple[str, ...]
    page: int
    page_label: str
    quote: str
    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """`text` is what the reader sees, without the list of sources. `understood` says how a question that
    leaned on the conversation was read, `confidence` (0..1) how sure the answer is. `choices` has whole
    questions to ask instead: one for each figure that a question left open, or for years that are there.
    `written_by` is the language model that put it into words, "" for the report's own; `notice` says why
    one did not."""

    text: str
    kind: AnswerKind
    refused: bool
    citations: tuple[Citation, ...]
    facts: tuple[Fact, ...]
    seconds: float
    understood: str = ""
    confidence: float = 0.0
    choices: tuple[str, ...] = ()
    written_by: str = ""
    notice: str = ""

    def to_json(self) -> dict[str, Any]:
        """The object that `--json` prints."""
        return {
            "text": self.text,
            "kind": str(self.kind),
            "refused": self.refused,
            "citations": [
                {
                    "report": c.report,
                    "title": c.title,
                    "section": list(c.section),
                    "page": c.page,
                    "page_label": c.page_label,
                    "quote": c.quote,
                    "boxes": [list(box) for box in c.boxes],
                }
                for c in self.citations
            ],
            "facts": [
                {
                    "concept": f.concept,
                    "dimensions": list(f.dimensions),
                    "period": f.period,
                    "value": str(f.value),
                    "unit": f.unit,
                    "page": f.page,
                }
                for f in self.facts
            ],
            "choices": list(self.choices),
            "confidence": round(self.confidence, 4),
            **({"written_by": self.written_by} if self.written_by else {}),
            **({"notice": self.notice} if self.notice else {}),
            "seconds": round(self.seconds, 4),
        }
