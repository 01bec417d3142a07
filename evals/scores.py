"""Scores of a run: each measure's mean over all questions and over each kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from evals.confidence import bootstrap, mean
from evals.errors import ResultsError
from evals.measures import MEASURES, Measure, score
from evals.questions import Question
from evals.results import Result, Scores


@dataclass(frozen=True, slots=True)
class Score:
    """A measure over `count` questions that it applies to: `value` is the mean (latency: the median), with
    the 95 % bootstrap interval of the mean; None when it applies to none."""

    count: int
    value: float | None
    interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class Group:
    """The scores of the questions of one kind or report, or of all (`name` is then None), by measure key."""

    name: str | None
    count: int
    scores: Mapping[str, Score]


def group_scores(results: Sequence[Result]) -> tuple[Group, ...]:
    """One group per kind in order of appearance, then all together. Every result must carry scores."""
    kinds = dict.fromkeys(r.kind for r in results)
    groups = [_group(kind, [r for r in results if r.kind == kind]) for kind in kinds]
    return (*groups, _group(None, results))


def report_scores(results: Sequence[Result]) -> tuple[Group, ...]:
    """One group per report, by name; the questions on several reports or none last, by the name ""."""
    names = sorted({r.report for r in results}, key=lambda name: (not name, name))
    return tuple(_group(name, [r for r in results if r.report == name]) for name in names)


def rescore(results: Iterable[Result], questions: Sequence[Question] | None) -> tuple[Result, ...]:
    """Score results again by today's questions, leaving out those no longer asked in the same words.

    Without questions the results must carry their scores; raises `ResultsError` where they do not.
    """
    if questions is None:
        return tuple(_scored(r) for r in results)
    known = {q.id: q for q in questions}
    asked = [(r, known[r.id]) for r in results if r.id in known and known[r.id].question == r.question]
    return tuple(replace(r, kind=q.kind, report=q.report, scores=score(q, r)) for r, q in asked)


def _scored(result: Result) -> Result:
    if result.scores is None:
        raise ResultsError(
            f"« {result.id} » : ce résultat n'a pas de score. Donnez les questions avec --questions."
        )
    return result


def _group(name: str | None, results: Sequence[Result]) -> Group:
    return Group(name, len(results), {m.key: _score(m, results) for m in MEASURES})


def _score(measure: Measure, results: Sequence[Result]) -> Score:
    values = values_of(measure, (r.scores or {} for r in results))
    if not values:
        return Score(0, None, None)
    value = median(values) if measure.unit == "s" else mean(values)
    return Score(len(values), value, bootstrap(values))


def values_of(measure: Measure, scores: Iterable[Scores]) -> list[float]:
    """The scores of the questions that a measure applies to."""
    return [value for s in scores if (value := s.get(measure.key)) is not None]
