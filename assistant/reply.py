"""From candidates to the answer: the figure, the report's sentence, or an honest no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, AnswerKind
from assistant.certainty import certainty
from assistant.choices import choices
from assistant.citing import cite_fact, cite_ledger
from assistant.comparison import compared
from assistant.evidence import Candidate
from assistant.extremes import winner
from assistant.family import latest_first, named_first
from assistant.fits import says_not
from assistant.found import ALONE, SHOWN_THRESHOLD, THRESHOLD, WORDS_THRESHOLD, Found, confidence
from assistant.question import Intent, Question
from assistant.quoting import denial, is_bare, quote
from assistant.refusal import refusal
from assistant.shortlist import shortlist
from assistant.sources import with_other_reports
from assistant.timeline import over_years
from assistant.trend import whole_range
from assistant.wording import figure, highest, lowest, side_by_side, subject

_WORDS_FIRST = 1.5  # log-odds a sentence may be behind a figure where words are asked for
_NEXT_BEST = 1.5  # the same, where the first is a bare label
_NEVER_FIGURES = (Intent.DATE, Intent.HOUR, Intent.NAME, Intent.PLACE)  # what no figure answers
_NEVER_LISTED = (Intent.YES_NO,)  # what is told alone or not at all


def reply(
    question: Question,
    candidates: Sequence[Candidate],
    at_year: Callable[[int], Sequence[Candidate]],
    *,
    unknown: Sequence[str],
    seconds: Callable[[], float],
) -> Answer:
    """State what is likely enough to be right; else say what is nearest.

    `at_year` finds the candidates of one of the question's years, when it names several and no single place
    gives them all; `unknown` has the stems that no report comes near when they make most of the question:
    nothing is then stated.
    """
    candidates = ordered(question, candidates)
    figures = figured(question, candidates)
    near = None if unknown else _found(question, figures, lambda y: _at_year(question, at_year(y)))
    found = near
    if not unknown and not (found and _is_sure(question, found)):
        found = denial(question, candidates)
    if found is None or not _is_sure(question, found):
        found = refusal(question, candidates, unknown, near)
    return Answer(
        text=found.text,
        kind=found.kind,
        refused=found.kind is AnswerKind.REFUSAL,
        citations=found.citations,
        facts=found.facts,
        seconds=seconds(),
        understood=question.understood,
        confidence=found.confidence,
        choices=found.choices,
    )


def ordered(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates that say no « non » of what is asked, those that the question names first, and of one
    figure the latest."""
    kept = [c for c in candidates if not (c.fact and says_not(question, subject(c.fact)))]
    candidates = named_first(_asked(question), kept)
    if question.wants_latest:
        candidates = latest_first(candidates)
    return candidates


def _at_year(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    return named_first(_asked(question), figured(question, candidates))


def _asked(question: Question) -> list[str]:
    return [t.stem for t in question.terms if t.emphasis >= 1]


def _is_sure(question: Question, found: Found) -> bool:
    """Whether it is told: a figure alone when it is more likely right than wrong; several answers to choose
    from, the report's own words and what comes first, told with what it was compared with, mislead less."""
    asks_first = question.intent in (Intent.HIGHEST, Intent.LOWEST)
    if found.kind not in (AnswerKind.QUOTE, AnswerKind.CHOICES) and not (
        asks_first and found.kind is AnswerKind.FIGURE
    ):
        return found.confidence >= THRESHOLD
    in_words = not question.wants_number or (asks_first and not found.facts)
    return found.confidence >= (WORDS_THRESHOLD if in_words else SHOWN_THRESHOLD)


def figured(question: Question, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Where a figure is asked, the candidates that hold one."""
    if not question.wants_number or question.intent is Intent.CHANGE:
        return candidates
    return [c for c in candidates if c.signals.kind > 0]


def stated(question: Question, candidate: Candidate, candidates: Sequence[Candidate]) -> str:
    """What the reader would be told if this candidate were the answer."""
    found = _figure(candidate) if candidate.fact else quote(question, [candidate, *candidates])
    return found.text if found else ""


def _found(
    question: Question, candidates: Sequence[Candidate], at_year: Callable[[int], Sequence[Candidate]]
) -> Found | None:
    fitting = [c for c in candidates if not c.misses(question)]
    whole = whole_range(question, candidates)
    ways: tuple[Callable[[], Found | None], ...] = (
        lambda: _compared(question, fitting),
        lambda: _figure(whole) if whole else None,
        lambda: over_years(question, candidates, at_year, _single),
        lambda: _extreme(question, fitting),
        lambda: choices(question, fitting),
        lambda: _single(question, fitting),
    )
    found = _first_sure(question, ways)
    # what fits best is of another year: what comes next must be as good
    other_year = bool(candidates) and candidates[0].misses(question) == "period"
    if found and other_year and found.confidence < confidence(candidates[0]):
        return None
    return None if fitting and _is_named_at_another_time(question, fitting[0], candidates) else found


def _is_named_at_another_time(question: Question, best: Candidate, candidates: Sequence[Candidate]) -> bool:
    """Whether the best candidate lacks a name of the question that stands by a figure which, but for its
    year, fits better: the thing named is then known for other years only."""
    if best.fact is None:
        return False
    named = (
        c
        for c in candidates
        if c.fact and c.misses(question) == "period" and c.signals.names > best.signals.names
    )
    return any(_whenever(c) > _whenever(best) for c in named)


def _whenever(candidate: Candidate) -> float:
    return candidate.score + candidate.weights.period * (1 - candidate.signals.period)


def _first_sure(question: Question, ways: Sequence[Callable[[], Found | None]]) -> Found | None:
    """What the first way finds that finds something sure, else what the first finds that finds anything."""
    first = None
    for way in ways:
        found = way()
        if found is not None and _is_sure(question, found):
            return found
        first = first or found
    return first


def _single(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    """The one figure or sentence that fits best, with how sure it is."""
    if not candidates:
        return None
    best = best_of(question, candidates)
    rivals = candidates
    if best.fact is None and not question.wants_number and question.intent is not Intent.TOPIC:
        rivals = [c for c in candidates if c.fact is None]  # no figure is what words are asked for
    sure = certainty(best, rivals)
    if sure < ALONE and question.intent not in _NEVER_LISTED:
        offered = [c for c in candidates if _may_stand_beside(question, best, c)]
        likeliest = shortlist(best, offered, lambda c: _told(question, c, ()))
        if likeliest is not None:
            return replace(likeliest, confidence=sure)
    found = _told(question, best, candidates)
    return found and replace(found, confidence=sure)


def _may_stand_beside(question: Question, best: Candidate, other: Candidate) -> bool:
    """Whether one who asked could mean it too: for a name no figure nor words without any, none of another
    year than the best's."""
    if question.intent in _NEVER_FIGURES and other.fact is not None:
        return False
    if question.intent in (Intent.NAME, Intent.PLACE) and other.signals.kind < best.signals.kind:
        return False
    return question.wants_latest or other.signals.period >= best.signals.period


def _told(question: Question, candidate: Candidate, candidates: Sequence[Candidate]) -> Found | None:
    if candidate.fact is None:
        return quote(question, [candidate, *candidates])
    return with_other_reports(_figure(candidate), candidate, candidates)


def best_of(question: Question, candidates: Sequence[Candidate]) -> Candidate:
    """The first candidate, but for a sentence near behind a figure or a bare label where words are asked."""
    best = candidates[0]
    if best.fact is not None and not question.wants_number and question.intent is not Intent.TOPIC:
        words = [c for c in candidates if c.fact is None and not is_bare(c) and not _row_of(c, best)]
        near = (c for c in words if c.score >= best.score - _WORDS_FIRST)
        best = next(near, words[0] if words and question.intent in _NEVER_FIGURES else best)
    elif is_bare(best):
        close = (c for c in candidates if c.score >= best.score - _NEXT_BEST)
        best = next((c for c in close if not is_bare(c)), best)
    return best


def _row_of(sentence: Candidate, figure: Candidate) -> bool:
    """Whether a row of a table is only what shows a figure: the figure says it better."""
    return sentence.hit is figure.hit and sentence.sentence == figure.sentence


def _figure(best: Candidate) -> Found:
    assert best.fact is not None
    return Found(figure(best.fact), AnswerKind.FIGURE, (cite_fact(best),), (best.fact,), confidence(best))


def _compared(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    sides = compared(question, candidates)
    if sides is None:
        return None
    citations = tuple(dict.fromkeys(cite_ledger(sides.report, f) for f in sides.facts))
    return Found(side_by_side(sides), AnswerKind.FIGURE, citations, sides.facts, confidence(sides.anchor))


def _extreme(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    found = winner(question, candidates)
    if found is None:
        return None
    anchor, won = found
    citation = cite_ledger(anchor.report, won.fact)
    text = highest(won) if won.highest else lowest(won)
    # that values are measured matters little to which of them comes first
    read = replace(anchor, score=anchor.score - anchor.weights.measured * anchor.signals.measured)
    return Found(text, AnswerKind.FIGURE, (citation,), (won.fact,), confidence(read))
