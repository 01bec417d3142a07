"""How well a passage answers a question: a few explainable features and their fitted weights."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from index.library import Library
from index.matching import Matcher
from index.words import tokens

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of one candidate; each is comparable between the candidates of one question.

    late: mean over the question's tokens, weighted by rarity, of their best cosine in the passage
      (late interaction, as in ColBERT). coverage: share of the question's words, weighted by idf, that
      the passage or its headings hold. heading: the same over the headings alone. row: the same over the
      sentence, row or fact that holds the most. words: BM25 over the best candidate's. similarity: cosine
      of the mean token vectors. report: how well the report as a whole fits, over the best report's.
      named: share of the words that name a report and that the question uses. year: 1 when the report is
      of a year that the question names.
    """

    late: float
    coverage: float
    heading: float
    row: float
    words: float
    similarity: float
    report: float
    named: float
    year: float


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight a feature."""

    late: float = 31.0
    coverage: float = 5.0
    heading: float = 4.5
    row: float = 3.0
    words: float = 0.0
    similarity: float = 45.0
    report: float = 0.8
    named: float = 1.6
    year: float = 3.0


DEFAULT_WEIGHTS = Weights()


def score(features: Features, weights: Weights = DEFAULT_WEIGHTS) -> float:
    """The weighted sum of the features."""
    return float(sum(getattr(features, f.name) * getattr(weights, f.name) for f in fields(weights)))


def late_interaction(best: Matrix, weights: Matrix) -> float:
    """Weighted mean of each question token's best cosine with a token of the passage; both shape (q,).

    Khattab and Zaharia, ColBERT, 2020, with rarity weights instead of a plain sum.
    """
    return float((best * weights).sum() / max(float(weights.sum()), 1e-6))


def report_fit(question: str, matcher: Matcher, library: Library) -> dict[str, tuple[float, float, float]]:
    """For each report id: (report, named, year) as in `Features`."""
    relevance = library.report_words.scores(matcher.expanded())
    best = float(relevance.max(initial=0.0)) or 1.0
    years = {t for t in tokens(question) if t.isdigit() and len(t) == 4}
    asked = [s for s in matcher.terms if s not in years]
    names = library.names
    share = {s: sum(s in n for n in names.values()) for s in asked}
    # a word that names few reports tells more: ln(1 + reports / reports it names)
    weight = {s: float(np.log(1 + len(names) / n)) if n else 0.0 for s, n in share.items()}
    top = max((sum(weight[s] for s in asked if s in n) for n in names.values()), default=0.0) or 1.0
    fit = {}
    for (id, report), fits in zip(library.reports.items(), relevance, strict=True):
        named = sum(weight[s] for s in asked if s in names[id]) / top
        year = 1.0 if report.period and report.period[:4] in years else 0.0
        fit[id] = (float(fits) / best, named, year)
    return fit
