"""Answers over several years or editions: one series where one figure is meant, else each year's answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.answer import AnswerKind
from assistant.citing import cite_ledger, cite_sentences, one_line
from assistant.evidence import Candidate
from assistant.found import THRESHOLD, Found, confidence
from assistant.question import Question
from assistant.series import Point, hold_together, series
from assistant.trend import Trend, trend
from assistant.wording import moved, not_given, over_time
from corpus.report import Fact

_MOST_YEARS = 6  # years of one question that are each looked up

Single = Callable[[Question, Sequence[Candidate]], Found | None]


def over_years(
    question: Question,
    candidates: Sequence[Candidate],
    at_year: Callable[[int], Sequence[Candidate]],
    single: Single,
) -> Found | None:
    """The series that the question asks for; `single` answers for one year alone."""
    told = trend(question, candidates)
    if told is not None and confidence(told.anchor) >= THRESHOLD:
        return _told(told)
    if not question.facets:
        return None
    by_year = {year: at_year(year) for year in question.facets[-_MOST_YEARS:]}
    best = candidates[0].fact if candidates else None
    return _looked_up(question, by_year, best) or _one_each(question, by_year, single)


def _told(found: Trend) -> Found:
    sentence = found.sentence
    text = over_time(found.points)
    citations = [cite_ledger(p.report, p.fact) for p in found.points]
    facts = [p.fact for p in found.points]
    if found.is_change:
        said = ""
        if sentence is not None:
            said = one_line(sentence.hit.entry.passage.text[sentence.sentence.start : sentence.sentence.end])
            citations.append(cite_sentences(sentence, [sentence.sentence]))
        elif found.printed is not None:
            citations.append(cite_ledger(found.points[-1].report, found.printed))
            facts.append(found.printed)
        text = moved(found, said)
    return Found(
        text, AnswerKind.SERIES, tuple(dict.fromkeys(citations)), tuple(facts), confidence(found.anchor)
    )


def _looked_up(
    question: Question, by_year: Mapping[int, Sequence[Candidate]], best: Fact | None
) -> Found | None:
    """The best figure's series put together across places, with the years that nobody gives."""
    tops = [c[0] for c in by_year.values() if c and confidence(c[0]) >= THRESHOLD]
    anchors = [c for c in tops if c.fact is not None]
    if not anchors or not question.years:
        return None
    anchor = max(anchors, key=lambda c: c.score)
    points = series(anchor, question.facets, [c for found in by_year.values() for c in found])
    given = {p.year for p in points}
    named = [y for y in question.facets if y <= max(given, default=y) or str(y) in question.text]
    missing = sorted(set(named) - given)
    if not points or not hold_together([p.fact for p in points]):
        return None
    if len(points) == 1 and (best is None or points[0].fact is not best):
        return None  # a year of the question may not be one that is asked for: « achetée en 2012 »
    return _series(points, anchor, missing)


def _series(points: Sequence[Point], anchor: Candidate, missing: Sequence[int]) -> Found:
    citations = tuple(dict.fromkeys(cite_ledger(p.report, p.fact) for p in points))
    facts = tuple(p.fact for p in points)
    text = over_time(points) + not_given(missing)
    return Found(text, AnswerKind.SERIES, citations, facts, confidence(anchor))


def _one_each(question: Question, by_year: Mapping[int, Sequence[Candidate]], single: Single) -> Found | None:
    """Each year's own answer, when they stand in different reports."""
    answers = []
    for year, candidates in by_year.items():
        if not question.years:
            candidates = [c for c in candidates if (c.report.period or "").startswith(str(year))]
        found = single(question, candidates)
        if found is not None and found.confidence >= THRESHOLD:
            answers.append(found)
    if len(answers) < 2 or len({a.citations[0].report for a in answers}) < len(answers):
        return None
    return Found(
        text="\n".join(f"{a.citations[0].title} : {a.text}" for a in answers),
        kind=answers[0].kind,
        citations=tuple(c for a in answers for c in a.citations),
        facts=tuple(f for a in answers for f in a.facts),
        confidence=min(a.confidence for a in answers),
    )
