"""Fit the weights of ranking and of evidence on known questions, one report left out each time.

Both are linear, so a fit is a listwise logistic regression: the sum of the softmax over what answers a
question right is made as large as possible (Cao et al., Learning to Rank: From Pairwise Approach to
Listwise Approach, 2007), with a penalty that keeps the weights small. It looks inside the assistant, which
no measure does: what it prints is to be copied into `index.ranking`, `assistant.signals` and
`assistant.certainty`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant import certainty
from assistant.assistant import Assistant
from assistant.certainty import evidence
from assistant.evidence import Candidate, find_candidates
from assistant.question import Question as Asked
from assistant.question import understand
from assistant.reply import best_of, figured, ordered, stated
from assistant.signals import DEFAULT_WEIGHTS, Signals
from evals.measures.answer import complete, padded
from evals.questions import Question, read_questions
from index import ranking as index_ranking
from index.ranking import Features
from index.retriever import ReportRetriever

Matrix = NDArray[np.float64]
PENALTY = 0.02


@dataclass(frozen=True, slots=True)
class Case:
    """One question: a row of features for each thing that could be shown, and which of them are right."""

    report: str
    rows: Matrix
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Fit:
    """Weights by name; `seen` and `unseen` are the shares put first rightly, with and without the report."""

    weights: dict[str, float]
    before: float
    seen: float
    unseen: float


def passage_cases(assistant: Assistant, questions: Sequence[Question]) -> list[Case]:
    """For each answerable question, the fused passages and whether they stand on a right page."""
    retriever = ReportRetriever(assistant.library, hits=1_000)
    names = [f.name for f in fields(Features)]
    cases = []
    for question in questions:
        if not question.pages:
            continue
        asked = understand(question.question, question.history)
        hits = retriever.search(asked.text, {t.stem: t.emphasis for t in asked.terms}).hits
        rows = np.array([[getattr(h.features, n) for n in names] for h in hits], dtype=np.float64)
        right = np.array(
            [any((h.entry.report.file, p) in question.pages for p in h.entry.passage.pages) for h in hits]
        )
        cases.append(Case(question.reports[0], rows, right))
    return cases


def evidence_cases(assistant: Assistant, questions: Sequence[Question]) -> list[Case]:
    """For each question with one answer to state, its candidates and whether stating one would be right."""
    names = [f.name for f in fields(Signals)]
    cases = []
    for question in questions:
        if question.unanswerable or not question.expected or len(question.reports) > 1:
            continue
        asked = understand(question.question, question.history)
        found = find_candidates(
            asked,
            assistant.retriever.search(asked.text, {t.stem: t.emphasis for t in asked.terms}),
            assistant.library,
        )
        rows = np.array([[getattr(c.signals, n) for n in names] for c in found], dtype=np.float64)
        right = np.array([is_right(question, asked, c, found) for c in found])
        cases.append(Case(question.reports[0], rows, right))
    return cases


def certainty_cases(assistant: Assistant, questions: Sequence[Question]) -> tuple[Matrix, Matrix]:
    """For each question with one answer to state, or none: what certainty goes by, and whether the answer
    that would be stated is right (1 or 0)."""
    rows, right = [], []
    for question in questions:
        if len(question.reports) > 1 or not (question.unanswerable or question.expected):
            continue
        asked = understand(question.question, question.history)
        search = assistant.retriever.search(asked.text, {t.stem: t.emphasis for t in asked.terms})
        found = figured(asked, ordered(asked, find_candidates(asked, search, assistant.library)))
        fitting = [c for c in found if not c.misses(asked)]
        if not fitting or len(asked.facets) > 1:
            continue
        best = best_of(asked, fitting)
        text = stated(asked, best, fitting)
        rows.append(evidence(best, fitting))
        right.append(not question.unanswerable and complete(question, text) and not padded(question, text))
    return np.array(rows, dtype=np.float64), np.array(right, dtype=np.float64)


def fit_certainty(rows: Matrix, right: Matrix) -> Matrix:
    """Logistic regression: the weight of each column of `rows`, then the bias."""
    with_bias = np.column_stack([rows, np.ones(len(rows))])

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        odds = with_bias @ weights
        total = np.logaddexp(0.0, odds).sum() - odds @ right
        return float(total), with_bias.T @ (1 / (1 + np.exp(-odds)) - right)

    best: Matrix = minimize(loss, np.zeros(with_bias.shape[1]), jac=True, method="L-BFGS-B").x
    return best


def is_right(question: Question, asked: Asked, candidate: Candidate, found: Sequence[Candidate]) -> bool:
    page = candidate.fact.page if candidate.fact else candidate.sentence.page
    if (candidate.report.file, page) not in question.pages:
        return False
    text = stated(asked, candidate, found)
    return complete(question, text) and not padded(question, text)


def fit(cases: Sequence[Case], names: Sequence[str], start: Sequence[float]) -> Fit:
    """Fit on all cases, and once without each report to see how it does on what it was not fitted on."""
    usable = [c for c in cases if len(c.rows) and c.right.any()]
    weights = _fit(usable, np.asarray(start, dtype=np.float64))
    unseen = 0
    for report in {c.report for c in cases}:
        kept = _fit([c for c in usable if c.report != report], np.asarray(start, dtype=np.float64))
        unseen += sum(_first(c, kept) for c in cases if c.report == report)
    return Fit(
        weights=dict(zip(names, (round(float(w), 2) for w in weights), strict=True)),
        before=sum(_first(c, np.asarray(start)) for c in cases) / len(cases),
        seen=sum(_first(c, weights) for c in cases) / len(cases),
        unseen=unseen / len(cases),
    )


def reachable(cases: Sequence[Case]) -> float:
    """The share of the cases that hold something right at all."""
    return sum(bool(c.right.any()) for c in cases) / len(cases)


def _fit(cases: Sequence[Case], start: Matrix) -> Matrix:
    """The weights of least loss; features are brought to one scale, for the penalty to be fair to each."""
    scale = np.concatenate([c.rows for c in cases]).std(axis=0)
    scale[scale == 0] = 1.0
    cases = [replace(c, rows=c.rows / scale) for c in cases]
    start = start * scale

    def loss(weights: Matrix) -> tuple[float, Matrix]:
        total, gradient = 0.0, np.zeros_like(weights)
        for case in cases:
            scores = case.rows @ weights
            scores -= scores.max()
            chances = np.exp(scores)
            everything, good = chances.sum(), chances[case.right].sum()
            total -= np.log(max(good, 1e-12) / everything)
            mean = chances @ case.rows / everything
            mean_good = chances[case.right] @ case.rows[case.right] / max(good, 1e-12)
            gradient += mean - mean_good
        penalty = PENALTY * len(cases)
        return (
            total + penalty * float(((weights - start) ** 2).sum()) / 2,
            gradient + penalty * (weights - start),
        )

    best: Matrix = minimize(loss, start, jac=True, method="L-BFGS-B").x / scale
    return best


def _first(case: Case, weights: Matrix) -> bool:
    return bool(len(case.rows)) and bool(case.right[int(np.argmax(case.rows @ weights))])


@dataclass(frozen=True, slots=True)
class Corpus:
    """Known questions on a folder of reports, with the index to ask them of."""

    questions: Path
    reports: Path
    data: Path


def fit_all(corpora: Sequence[Corpus], show: Callable[[str], None]) -> None:
    """Fit the weights of ranking, then those of evidence with the ranking so fitted; show both."""
    passages: list[Case] = []
    for corpus in corpora:
        with _opened(corpus) as assistant:
            passages += passage_cases(assistant, read_questions(corpus.questions))
    ranking = _shown("Passages", passages, Features, index_ranking.DEFAULT_WEIGHTS, show)
    candidates: list[Case] = []
    stating: list[tuple[Matrix, Matrix]] = []
    for corpus in corpora:
        with _opened(corpus) as assistant:
            questions = read_questions(corpus.questions)
            stating.append(certainty_cases(assistant, questions))
            fitted = replace(index_ranking.DEFAULT_WEIGHTS, **ranking.weights)
            assistant.retriever = ReportRetriever(assistant.library, weights=fitted)
            candidates += evidence_cases(assistant, questions)
    _shown("Candidats", candidates, Signals, DEFAULT_WEIGHTS, show)
    _show_certainty(stating, show)


def _show_certainty(stating: Sequence[tuple[Matrix, Matrix]], show: Callable[[str], None]) -> None:
    """With the weights in use: those of the candidates, once changed, call for another fit."""
    rows, right = (np.concatenate(parts) for parts in zip(*stating, strict=True))
    names = [f.name for f in fields(certainty.Weights)]
    weights = fit_certainty(rows, right)
    show(f"Certitude : {len(rows)} réponses, dont {right.mean():.1%} justes")
    show("  " + ", ".join(f"{n}={w:.2f}" for n, w in zip(names, weights, strict=True)))


@contextmanager
def _opened(corpus: Corpus) -> Iterator[Assistant]:
    with Assistant.open(corpus.data) as assistant:
        assistant.sync(corpus.reports)
        yield assistant


def _shown(name: str, cases: Sequence[Case], kind: type[Any], start: Any, show: Callable[[str], None]) -> Fit:
    names = [f.name for f in fields(kind)]
    found = fit(cases, names, [getattr(start, n) for n in names])
    show(
        f"{name} : {len(cases)} questions, dont {reachable(cases):.1%} ont une bonne réponse à mettre en tête"
    )
    show(f"  en tête : {found.before:.1%} avant, {found.seen:.1%} après, {found.unseen:.1%} rapport écarté")
    show("  " + ", ".join(f"{n}={w}" for n, w in found.weights.items()))
    return found
