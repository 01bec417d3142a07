"""How well a passage answers a question: a few explainable features and their fitted weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from index.library import Entry, Library, identity_text
from index.words import stems, tokens

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one candidate; each is comparable between the candidates of one question.

    late: mean over the question's tokens, weighted by rarity, of their best cosine in the passage
      (late interaction, as in ColBERT). coverage: share of the question's words, weighted by idf, that
      the passage or its headings hold. heading: the same over the headings alone. words: BM25 over the
      best candidate's. similarity: cosine of the two vectors. report: how well the report as a whole
      fits, over the best report's. named: share of the words that name the report and that the question
      uses. year: 1 when the question's years are the report's, -1 when they are another report's of the
      same body, else 0.
    """

    late: float
    coverage: float
    heading: float
    words: float
    similarity: float
    report: float
    named: float
    year: float


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a feature."""

    late: float = 6.0
    coverage: float = 1.5
    heading: float = 0.5
    words: float = 1.0
    similarity: float = 3.0
    report: float = 0.5
    named: float = 1.5
    year: float = 0.6


DEFAULT_WEIGHTS = Weights()


def score(features: Features, weights: Weights = DEFAULT_WEIGHTS) -> float:
    """The weighted sum of the features."""
    return float(sum(getattr(features, f.name) * getattr(weights, f.name) for f in fields(weights)))


def coverage(question: Sequence[str], document: set[str], idf: dict[str, float]) -> float:
    """Share of the question's stems found in a document, each weighted by its idf; 0..1."""
    total = sum(idf[s] for s in question)
    return sum(idf[s] for s in question if s in document) / total if total else 0.0


def late_interaction(question: Matrix, weights: Matrix, passage: Matrix) -> float:
    """Weighted mean over question tokens of the best cosine with a passage token.

    `question` is (q, d) and `passage` (p, d), rows of unit norm; `weights` is (q,). Khattab and
    Zaharia, ColBERT, 2020, with rarity weights instead of a plain sum.
    """
    if not len(question) or not len(passage):
        return 0.0
    best = (question @ passage.T).max(axis=1)
    return float((best * weights).sum() / max(float(weights.sum()), 1e-6))


def report_fit(question: str, library: Library) -> dict[str, tuple[float, float, float]]:
    """For each report id: (report, named, year) as in `Features`."""
    asked = stems(question)
    relevance = library.report_words.scores(asked)
    best = float(relevance.max(initial=0.0)) or 1.0
    years = {t for t in tokens(question) if t.isdigit() and len(t) == 4}
    words = {s for s in asked if s not in years}
    names = {id: set(stems(identity_text(r))) for id, r in library.reports.items()}
    share = {s: sum(s in n for n in names.values()) for s in words}
    # a word that names few reports tells more: ln(1 + reports / reports it names)
    weight = {s: float(np.log(1 + len(names) / n)) if n else 0.0 for s, n in share.items()}
    top = max((sum(weight[s] for s in words & n) for n in names.values()), default=0.0) or 1.0
    fit = {}
    for (id, report), fits in zip(library.reports.items(), relevance, strict=True):
        named = sum(weight[s] for s in words & names[id]) / top
        year = 1.0 if report.period and report.period[:4] in years else 0.0
        fit[id] = (float(fits) / best, named, year)
    return fit


def entry_words(entry: Entry) -> tuple[set[str], set[str]]:
    """The stems of a passage with its headings, and of its headings alone."""
    heading = set(entry.context)
    return heading | set(entry.stems), heading
