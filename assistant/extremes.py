"""The highest or lowest of the figures that differ in one label: « quel mois… le plus ? »."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Intent
from corpus.report import Fact
from index.words import fold, stems

_LINK = re.compile(r"^d(?:e |['’])")
_AGGREGATES = ("total", "ensemble", "moyenne", "cumul", "general", "somme", "mediane")


@dataclass(frozen=True, slots=True)
class Extreme:
    """The winning fact, the label that sets it apart, and how many it was compared with."""

    fact: Fact
    label: str
    compared: int


def extreme(anchor: Fact, facts: Sequence[Fact], intent: Intent, asked: Sequence[str]) -> Extreme | None:
    """The highest (or lowest) of the anchor's fellows; None when it has fewer than two.

    Fellows stand in the same table or chart, with the same unit and period, and differ from the anchor in
    one label only. Where they could differ in two, the label whose values name what is asked (« quelle
    commune ») or that has the most values is taken. Totals and means do not compete.
    """
    block = [f for f in facts if f.block == anchor.block and f.source == anchor.source]
    block = [f for f in block if f.unit == anchor.unit and f.period == anchor.period]
    parts = _parts(anchor)
    groups: dict[int, list[Fact]] = defaultdict(list)
    for fact in block:
        other = _parts(fact)
        if len(other) != len(parts):
            continue
        differing = [i for i, (a, b) in enumerate(zip(parts, other, strict=True)) if a != b]
        if len(differing) == 1:
            groups[differing[0]].append(fact)
    if not groups:
        return None
    axis = max(groups, key=lambda i: (_names_axis(anchor, groups[i], i, asked), len(groups[i])))
    fellows = [f for f in (anchor, *groups[axis]) if not _is_aggregate(_parts(f)[axis])]
    if len(fellows) < 2:
        return None
    best = (max if intent is Intent.HIGHEST else min)(fellows, key=lambda f: f.value)
    return Extreme(best, _own_label([_parts(f)[axis] for f in fellows], _parts(best)[axis]), len(fellows))


def _parts(fact: Fact) -> tuple[str, ...]:
    return (fact.concept, *fact.dimensions)


def _names_axis(anchor: Fact, fellows: Sequence[Fact], axis: int, asked: Sequence[str]) -> bool:
    """Whether the labels along an axis hold a word of the question: « Commune de… » for « commune »."""
    words = {s for f in fellows for s in stems(_parts(f)[axis])} - set(stems(_parts(anchor)[axis]))
    return bool(words & set(asked))


def _is_aggregate(label: str) -> bool:
    return any(word in fold(label).split() for word in _AGGREGATES)


def _own_label(labels: Sequence[str], own: str) -> str:
    """What a label says that its fellows do not: the words after their common beginning."""
    shortest = min(len(label) for label in labels)
    common = 0
    while common < shortest and len({label[: common + 1] for label in labels}) == 1:
        common += 1
    while common > 0 and own[common - 1 : common].isalnum():
        common -= 1
    return _LINK.sub("", own[common:].strip(" –—-:,")) or own
