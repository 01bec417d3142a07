"""What a measure is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from evals.questions import Question
from evals.results import Result


class PageTexts(Protocol):
    """The text of the PDFs' pages, read by other means than the assistant's."""

    def text(self, report: str, page: int) -> str | None:
        """The text of a physical page, from 1; None where there is no such report or page."""


class NoPages:
    """When no PDF is at hand."""

    def text(self, report: str, page: int) -> str | None:  # noqa: ARG002
        """Nothing is known of any page."""
        return None


class Topic(StrEnum):
    """What a measure is about; each has its table."""

    ANSWER = "Réponses"
    SOURCE = "Sources"
    SEARCH = "Recherche"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: `label` is its French name, `score` gives 0 to 1 (or seconds), None where it does not apply.

    `topic` is what it is about; `gates`: one question that gets worse on it is a regression.
    """

    key: str
    label: str
    score: Callable[[Question, Result, PageTexts], float | None]
    topic: Topic = Topic.ANSWER
    higher_is_better: bool = True
    gates: bool = False
    needs_pdf: bool = False
    unit: str = "%"

    def lost(self, before: float | None, after: float | None) -> bool:
        """Whether a question got worse between two runs."""
        return self.gained(after, before)

    def gained(self, before: float | None, after: float | None) -> bool:
        """Whether a question got better between two runs."""
        if before is None or after is None:
            return False
        return after > before if self.higher_is_better else after < before
