"""How sure a single answer is: how well it fits the question, and how far it stands out from its rivals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Candidate
from assistant.family import counts_part

_RIVALS = 60  # candidates that are weighed against the best
_AHEAD = 3.0  # log-odds at most: one that scores better was passed over for a reason


@dataclass(frozen=True, slots=True)
class Weights:
    """What each part counts, in log-odds that the answer is right."""

    fit: float = 0.22
    rivals: float = -1.66
    figure: float = 0.32
    bias: float = 0.45


DEFAULT_WEIGHTS = Weights()


def certainty(best: Candidate, candidates: Sequence[Candidate], weights: Weights = DEFAULT_WEIGHTS) -> float:
    """How likely it is, in 0..1, that stating `best` is right; `candidates` are best first, it among them."""
    fit, rivals, figure = evidence(best, candidates)
    odds = weights.bias + weights.fit * fit + weights.rivals * rivals + weights.figure * figure
    return 1 / (1 + math.exp(-odds))


def evidence(best: Candidate, candidates: Sequence[Candidate]) -> tuple[float, float, float]:
    """The score of `best`; how far its rivals take from it; 1 for a figure.

    A rival gives another answer. The second number is 0 when there is none, ln 2 when there is one that
    scores as well: minus the log of the share of `best` among all, their scores taken as log-odds.
    """
    rivals: dict[object, float] = {}
    for candidate in candidates[:_RIVALS]:
        if candidate is not best and not says_the_same(best, candidate):
            rivals.setdefault(_answer(candidate), candidate.score - best.score)
    share = sum(math.exp(min(behind, _AHEAD)) for behind in rivals.values())
    return best.score, math.log1p(share), float(best.fact is not None)


def _answer(candidate: Candidate) -> object:
    fact = candidate.fact
    return _text(candidate) if fact is None else (fact.value, fact.unit)


def says_the_same(one: Candidate, other: Candidate) -> bool:
    """Whether the second adds no answer: the same figure, a part of it, or a sentence that states it."""
    if one.fact is not None and other.fact is not None:
        same_table = one.report is other.report and counts_part(other.fact, one.fact)
        return same_table or _answer(one) == _answer(other)
    if one.fact is not None:
        return bool(one.fact.printed) and one.fact.printed in _text(other)
    if other.fact is not None:
        return bool(other.fact.printed) and other.fact.printed in _text(one)
    return _text(one) == _text(other)


def _text(candidate: Candidate) -> str:
    passage = candidate.hit.entry.passage.text
    return passage[candidate.sentence.start : candidate.sentence.end]
