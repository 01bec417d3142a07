"""What could answer, side by side: when no answer stands out, the reader sees the likeliest and judges."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.answer import AnswerKind
from assistant.certainty import says_the_same
from assistant.evidence import Candidate
from assistant.family import parts
from assistant.found import Found
from assistant.quoting import is_bare
from assistant.wording import spoken_period, value

MOST = 3  # answers side by side
_LEAD = "Plusieurs réponses sont possibles, la plus probable d'abord :"
_LOOKED_AT = 30  # candidates
_BEHIND = 2.5  # log-odds behind the best, beyond which nothing is worth showing


def shortlist(
    best: Candidate, candidates: Sequence[Candidate], tell: Callable[[Candidate], Found | None]
) -> Found | None:
    """The best candidate and those after it that say something else, as `tell` tells each; None when
    nothing else is near. How sure it is, is for the caller to say."""
    told: list[Found] = []
    for candidate in _different(best, candidates):
        found = tell(candidate)
        if found is not None and not any(_within(found, other) for other in told):
            told = [other for other in told if not _within(other, found)] + [found]
    if len(told) < 2:
        return None
    return Found(
        text="\n".join(_lines(told)),
        kind=AnswerKind.CHOICES,
        citations=tuple(dict.fromkeys(f.citations[0] for f in told)),
        facts=tuple(fact for found in told for fact in found.facts),
        confidence=0.0,
    )


def _different(best: Candidate, candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The best, then others in order, no two of which give one answer or a part of one."""
    shown = [best]
    yield best
    for other in candidates[:_LOOKED_AT]:
        if len(shown) == MOST or other.score < best.score - _BEHIND:
            return
        if is_bare(other) or other.signals.fragment:
            continue
        if not any(says_the_same(c, other) or _same_value(c, other) for c in shown):
            shown.append(other)
            yield other


def _same_value(one: Candidate, other: Candidate) -> bool:
    """Whether two figures differ in no more than a unit that one of them leaves out."""
    if one.fact is None or other.fact is None or one.fact.value != other.fact.value:
        return False
    return None in (one.fact.unit, other.fact.unit)


def _within(one: Found, other: Found) -> bool:
    """Whether what one says stands in the other: a sentence alone, then with its neighbour."""
    return one.text.strip("« »") in other.text


def _lines(told: Sequence[Found]) -> Iterator[str]:
    """The lead, then a line each; what all figures share is said once, on a line before them."""
    yield _LEAD
    if len({f.citations[0].report for f in told}) > 1:
        alike = len({f.citations[0].title for f in told}) == 1
        names = (f.citations[0].report if alike else f.citations[0].title for f in told)
        yield from (f"• {_one_line(f.text)} (« {n} »)" for f, n in zip(told, names, strict=True))
        return
    facts = [f.facts[0] for f in told if len(f.facts) == 1]
    every = [parts(f) for f in facts] if len(facts) == len(told) else [()]
    shared = [p for p in dict.fromkeys(every[0]) if all(p in own for own in every)]
    if not shared:
        yield from (f"• {_one_line(f.text)}" for f in told)
        return
    period = facts[0].period if len({f.period for f in facts}) == 1 else None
    said = f" ({spoken_period(period)})" if period else ""
    yield f"{', '.join(shared)}{said} :"
    for fact in facts:
        own = ", ".join(p for p in parts(fact) if p not in shared) or "en tout"
        when = f" ({spoken_period(fact.period)})" if fact.period and not period else ""
        yield f"• {own}{when} : {value(fact)}"


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))
