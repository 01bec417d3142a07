"""Candidates as a search would bring them, of one small report."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from assistant.evidence import Candidate
from assistant.signals import DEFAULT_WEIGHTS, Signals
from corpus.report import Block, BlockKind, Fact, FactSource, Page, Passage, Report, Section, Sentence
from index.library import Entry
from index.ranking import Features
from index.retriever import Hit

BOX = (0.0, 0.0, 1.0, 1.0)
SECTION = Section(0, "Les tickets", 1, 1, ("Les tickets",))
_BLOCK = Block(0, BlockKind.PARAGRAPH, "", 1, BOX, 0)
REPORT = Report(
    "r.pdf", "r", "Rapport 2023", "", "2023", (Page(1, "3", 9, 9, 9),), (SECTION,), (_BLOCK,), (), ()
)
_SIGNALS = Signals(0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 1, 0, 1, 1)
_FEATURES = Features(*([0.0] * len(Features.__dataclass_fields__)))
_NONE = np.zeros((0, 0), dtype=np.float32), np.zeros((0, 2), dtype=np.int32)


def fact(*labels: str, value: str) -> Fact:
    """A figure of a table for 2023, its labels from general to particular."""
    concept, *dimensions = labels
    return Fact(
        concept, tuple(dimensions), "2023", Decimal(value), None, value, 1, BOX, 0, 0, FactSource.TABLE
    )


def candidate(score: float, text: str, found: Fact | None = None, report: Report = REPORT) -> Candidate:
    """A sentence of its own passage, or the row of a figure."""
    sentence = Sentence(0, len(text), 1, (BOX,), found.block if found else 0)
    passage = Passage(0, BlockKind.PARAGRAPH, text, (1,), 0, (sentence,))
    hit = Hit(Entry("p", report, passage, ((),), (), ()), score, _FEATURES, *_NONE)
    return Candidate(hit, sentence, found, (), _SIGNALS, score, DEFAULT_WEIGHTS)
