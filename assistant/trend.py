"""How a figure moved: « a-t-il augmenté ? », « de combien ? », « depuis 2020 »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.evidence import Candidate
from assistant.family import NAMED, names_measure, parts
from assistant.question import Intent, Question
from assistant.series import Point, change, hold_together, series, years_given
from corpus.periods import year_of
from corpus.report import BlockKind, Fact
from index.words import fold

CHANGE_WORDS = re.compile(
    r"\b(?:evolu|augment|baiss|dimin|hausse|progress|croiss|recul|variation|repli|de (?:plus|moins) qu)"
)
_PER_HEAD = re.compile(r"\bpar (?:habitant|hab\b|personne|tete|foyer)|/ ?hab|/ ?personne")
_MARGIN = 2.0  # log-odds under the best figure within which another may be the one that moved
_WIDER = 3.0  # the same for figures that the report itself says how they changed, or of the unit asked for
_RANGE = 3  # years
_SPREAD = 30  # the largest of a series over the smallest, beyond which they count two things
_POINT = 1  # how far a printed change may be from the computed one: a rounding, not another thing


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over time: `is_change` when only the change is asked; `printed` is the change as a
    row of the report gives it, `sentence` the candidate whose sentence tells it."""

    points: tuple[Point, ...]
    anchor: Candidate
    is_change: bool = True
    printed: Fact | None = None
    sentence: Candidate | None = None


def trend(question: Question, candidates: Sequence[Candidate]) -> Trend | None:
    """The first good figure whose own table or chart gives the years asked for: all of them, or the first
    and the last when only the change is asked. None when there is none."""
    wants_change = question.intent is Intent.CHANGE
    for anchor in _anchors(question, candidates):
        assert anchor.fact is not None
        years = _years_asked(question, anchor)
        points = series(anchor, years, ())
        found = {p.year for p in points}
        enough = years and ({years[0], years[-1]} <= found if wants_change else found.issuperset(years))
        if not enough or not hold_together([p.fact for p in points]) or _spread(points):
            continue
        points = _told(points) if wants_change else points
        printed = _printed_change(points) if wants_change else None
        return Trend(
            points, anchor, wants_change, printed, _sentence(points, candidates) if wants_change else None
        )
    return None


def whole_range(question: Question, candidates: Sequence[Candidate]) -> Candidate | None:
    """The figure that a table gives for just the range of years asked for: « Total 2020-2024 »."""
    if question.intent is Intent.CHANGE or len(question.years) < _RANGE:
        return None
    period = f"{min(question.years)}/{max(question.years)}"
    near = (c for c in candidates if c.score >= candidates[0].score - _MARGIN)
    return next((c for c in near if c.fact is not None and c.fact.period == period), None)


def _years_asked(question: Question, anchor: Candidate) -> tuple[int, ...]:
    """In order; those of the anchor's table when the question names none."""
    assert anchor.fact is not None
    if len(question.years) > 1:
        return tuple(sorted(question.years))
    if question.intent is not Intent.CHANGE or len(question.editions) > 1:
        return ()
    if question.years:
        return question.years[0] - 1, question.years[0]
    given = years_given(anchor.fact, anchor.report)
    return given if len(given) > 1 else ()


def _anchors(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The figures that may be meant, best first: one of the unit asked for comes before others, and so does
    one that stands beside its own printed change when a change is asked."""
    figures = [c for c in candidates if c.fact is not None]
    if not figures:
        return []
    best = figures[0].score
    per_head = bool(_PER_HEAD.search(fold(question.text)))
    near = [c for c in figures if c.score >= best - _WIDER and not _is_change(c.fact)]
    asked = [t.stem for t in question.terms if t.emphasis >= 1]
    near.sort(key=lambda c: -c.score - (NAMED if c.fact and names_measure(asked, c.fact) else 0.0))
    if per_head and (fitting := [c for c in near if _of_each(c.fact)]):
        # the table is the right one when any of its rows is
        tops = {c.fact.block: c.score for c in reversed(figures) if c.fact}
        return [replace(c, score=tops[c.fact.block]) for c in fitting if c.fact]
    if question.intent is Intent.CHANGE:
        told = next((c.fact for c in figures if c.score >= best - _MARGIN and _is_change(c.fact)), None)
        if told is not None:
            block = [c for c in figures if c.fact and c.fact.block == told.block and not _is_change(c.fact)]
            near = [*block, *near] if figures[0].fact is told or block[:1] == near[:1] else near
    return [c for c in near if c.score >= best - _MARGIN or (c.fact and _is_told(c.fact, c))]


def _is_told(fact: Fact, candidate: Candidate) -> bool:
    return any(f.block == fact.block and _is_change(f) for f in candidate.report.facts)


def _is_change(fact: Fact | None) -> bool:
    """Whether the figure is itself a change: « Évolution par rapport à l'année précédente »."""
    return fact is not None and fact.unit == "%" and bool(CHANGE_WORDS.search(fold(parts(fact)[-1])))


def _of_each(fact: Fact | None) -> bool:
    return fact is not None and bool(_PER_HEAD.search(fold(" ".join((*parts(fact), fact.unit or "")))))


def _spread(points: Sequence[Point]) -> bool:
    """Whether the values are too far apart to count one thing."""
    sizes = [abs(p.fact.value) for p in points if p.fact.value]
    return len(sizes) > 1 and max(sizes) > _SPREAD * min(sizes)


def _told(points: tuple[Point, ...]) -> tuple[Point, ...]:
    """The ends of a long series: more than a change needs is not read aloud."""
    return points if len(points) <= 3 else (points[0], points[-1])


def _printed_change(points: Sequence[Point]) -> Fact | None:
    """The row of the same table that gives the change, when it agrees with the figures."""
    first, last = points[0].fact, points[-1].fact
    computed = change(first.value, last.value)[1]
    if computed is None or first.unit == "%" or points[-1].year - points[0].year != 1:
        return None  # a printed change counts from the year before
    for fact in points[-1].report.facts:
        if fact.block != last.block or not _is_change(fact):
            continue
        of_last = fact.period is not None and year_of(fact.period) == points[-1].year
        if of_last and abs(fact.value - computed) <= _POINT:
            return fact
    return None


def _sentence(points: Sequence[Point], candidates: Sequence[Candidate]) -> Candidate | None:
    """A sentence that gives the last figure and says how it changed."""
    last = points[-1].fact
    for c in candidates:
        if c.fact is not None or c.report.blocks[c.sentence.block].kind is BlockKind.TABLE:
            continue
        text = c.hit.entry.passage.text[c.sentence.start : c.sentence.end]
        if last.printed and last.printed in text and CHANGE_WORDS.search(fold(text)):
            return c
    return None
