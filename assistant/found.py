"""An answer in the making: what is stated, on what it rests, and how sure it is."""

from __future__ import annotations

import math
from dataclasses import dataclass

from assistant.answer import AnswerKind, Citation
from assistant.evidence import Candidate
from corpus.report import Fact

ALONE = 0.65  # of confidence, under which an answer is shown beside those that come next
THRESHOLD = 0.5  # of confidence, under which no figure is stated
SHOWN_THRESHOLD = 0.3  # under which neither several answers are shown nor a sentence that holds a figure
WORDS_THRESHOLD = 0.12  # the same where words are asked: a sentence beside the point misleads nobody


@dataclass(frozen=True, slots=True)
class Found:
    """What could be told. `choices` has the full questions to pick from when the question leaves several."""

    text: str
    kind: AnswerKind
    citations: tuple[Citation, ...]
    facts: tuple[Fact, ...]
    confidence: float
    choices: tuple[str, ...] = ()


def confidence(candidate: Candidate) -> float:
    """How likely the candidate is to be right: its score as log-odds, softened to what is observed."""
    return 1 / (1 + math.exp(-candidate.score / 2))
