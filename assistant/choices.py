"""A question that leaves open which of several figures is meant gets them to choose from, not a guess."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import AnswerKind
from assistant.certainty import certainty
from assistant.citing import cite_ledger
from assistant.evidence import Candidate
from assistant.family import distinctive, is_aggregate, is_derived, mentions, parts
from assistant.found import Found
from assistant.question import Intent, Question
from assistant.wording import spoken_period, value
from corpus.report import Fact

_CLOSE = 0.6  # log-odds within which two figures are as good as each other
_MOST = 4
_ASKS_ONE = (Intent.FIGURE, Intent.MONEY, Intent.SHARE, Intent.DURATION)


def choices(question: Question, candidates: Sequence[Candidate]) -> Found | None:
    """The figures to choose from when the best ones are near equal and differ only in what is not said.

    They count the same thing in the same unit and period; their labels differ in words of which the
    question has none. A total stands for its parts, so there is then nothing to choose.
    """
    if question.intent not in _ASKS_ONE or not candidates or candidates[0].fact is None:
        return None
    best = candidates[0]
    assert best.fact is not None
    rivals = [best]
    for c in candidates[1:]:
        if c.score < best.score - _CLOSE:
            break
        if c.fact is None or (c.fact.unit, c.fact.period) != (best.fact.unit, best.fact.period):
            continue
        if c.fact.value not in {r.fact.value for r in rivals if r.fact} and _same_count(best, c):
            rivals.append(c)
    labels = [_label(r, rivals) for r in rivals]
    if len(rivals) < 2 or len(set(labels)) < len(labels) or not _left_open(question, labels):
        return None
    sure = certainty(best, candidates)
    return _offered(question, rivals[:_MOST], labels[:_MOST], sure, more=len(rivals) > _MOST)


def _same_count(best: Candidate, other: Candidate) -> bool:
    """Whether two figures count one thing: labels that differ in one place, or, in different tables, that
    end alike (« Finances – Jours d'assistance », « Paie – Jours d'assistance »)."""
    assert best.fact is not None
    assert other.fact is not None
    mine, theirs = parts(best.fact), parts(other.fact)
    if len(mine) != len(theirs):
        return False
    same = [a == b for a, b in zip(mine, theirs, strict=True)]
    if best.report is other.report and best.fact.block == other.fact.block:
        return same.count(False) == 1
    return all(same) or (len(mine) > 1 and same[-1])


def _label(candidate: Candidate, rivals: Sequence[Candidate]) -> str:
    """What sets it apart: the labels that not all share, or else the report."""
    assert candidate.fact is not None
    every = [set(parts(r.fact)) for r in rivals if r.fact]
    shared = set.intersection(*every)
    own = [p for p in parts(candidate.fact) if p not in shared]
    return " – ".join(own) or candidate.report.title


def _whole(fact: Fact, label: str) -> str:
    """What a question must say to get this figure and no other: its label, from what sets it apart or the
    table's heading on. « (assistance) » alone would find the assistance of something else."""
    own = parts(fact)
    told = own[1:] if len(own) > 1 and own[0] not in label else own
    whole = " – ".join(told)
    return whole if label in whole or any(p in label for p in told) else f"{label}, {whole}"


def _left_open(question: Question, labels: Sequence[str]) -> bool:
    asked = [*(t.stem for t in question.terms), *(str(y) for y in question.years)]
    if any(is_aggregate(label) or is_derived(label) for label in labels):
        return False
    return not any(mentions(asked, distinctive(labels, label)) for label in labels)


def _offered(
    question: Question, rivals: Sequence[Candidate], labels: Sequence[str], sure: float, *, more: bool
) -> Found:
    facts = tuple(r.fact for r in rivals if r.fact)
    period = f" ({spoken_period(facts[0].period)})" if facts[0].period else ""
    lines = [f"• {label} : {value(f)}" for label, f in zip(labels, facts, strict=True)]
    asked = question.text.rstrip(" ?!.")
    several = f"Plusieurs chiffres correspondent{period}{', dont' if more else ''} :"
    return Found(
        text="\n".join((several, *lines, "Lequel voulez-vous ?")),
        kind=AnswerKind.CHOICES,
        citations=tuple(dict.fromkeys(cite_ledger(r.report, f) for r, f in zip(rivals, facts, strict=True))),
        facts=facts,
        confidence=sure,
        choices=tuple(f"{asked} ({_whole(f, label)}) ?" for f, label in zip(facts, labels, strict=True)),
    )
