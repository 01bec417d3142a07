"""Facts of one table, chart or row of key figures that differ in one label, and what each label says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.evidence import Candidate
from corpus.periods import year_of
from corpus.report import Fact, FactSource
from index.words import STOP_WORDS, fold, stems

_LINK = re.compile(r"^d(?:e |['’])")
_AGGREGATES = frozenset(
    "total totaux ensemble moyenne moyennes cumul general generale somme mediane sous-total".split()
)
_TOTALS = frozenset("total totaux ensemble cumul".split())
_DERIVED = frozenset("resultat solde ecart difference evolution variation progression taux".split())
NAMED = 1.5  # log-odds: what it is worth that the question names the very measure of a figure
_AS_GOOD = 0.6  # log-odds within which two figures of one table score alike
_FOR_A_TOTAL = 1.2  # the same, where the other is the total that the first is a part of
_LOOSE = 4  # letters that two stems must have in common to be taken for one word


def parts(fact: Fact) -> tuple[str, ...]:
    """The labels of a fact one by one, from general to particular."""
    return (*(p.strip() for p in fact.concept.split(" – ")), *fact.dimensions)


def relatives(anchor: Fact, facts: Sequence[Fact], *, any_period: bool = False) -> Mapping[int, list[Fact]]:
    """The facts that differ from the anchor in one label only, by the place of that label in `parts`.

    They stand in the same table or chart, or among the key figures of the same page and section, with the
    same unit and, unless `any_period`, the same period.
    """
    mine = parts(anchor)
    found: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if not _beside(fact, anchor) or fact.unit != anchor.unit or fact is anchor:
            continue
        if not any_period and fact.period != anchor.period:
            continue
        place = _difference(mine, parts(fact))
        if place is not None:
            found[place].append(fact)
    return found


def label_at(fact: Fact, place: int) -> str:
    """The label of a fact at a place; empty when it has none there (the figure as a whole)."""
    labels = parts(fact)
    return labels[place] if place < len(labels) else ""


def is_aggregate(label: str) -> bool:
    """Whether a label says that the figure sums up the others (« Total », « Moyenne générale »)."""
    return not _AGGREGATES.isdisjoint(re.split(r"[^\w-]+", fold(label)))


def is_total(label: str) -> bool:
    """Whether a label says that the figure is the sum of the others."""
    return not _TOTALS.isdisjoint(re.split(r"[^\w-]+", fold(label)))


def is_derived(label: str) -> bool:
    """Whether a label says that the figure is worked out from its neighbours (« Solde », « Écart »)."""
    return not _DERIVED.isdisjoint(fold(label).split())


def counts_part(part: Fact, whole: Fact) -> bool:
    """Whether a figure counts a part of what another of its table and period counts: it has labels more, or
    its own where the other says total."""
    if not _beside(part, whole) or part.period != whole.period or part.unit != whole.unit:
        return False
    mine, theirs = parts(part), parts(whole)
    if set(theirs) < set(mine):
        return True
    place = _difference(theirs, mine)
    return place is not None and is_total(label_at(whole, place))


def own_label(labels: Sequence[str], own: str) -> str:
    """What a label says that its fellows do not: the words after their common beginning."""
    shortest = min(len(label) for label in labels)
    common = 0
    while common < shortest and len({label[: common + 1] for label in labels}) == 1:
        common += 1
    while common > 0 and (own[common - 1 : common].isalnum() or own[common - 1 : common] in "'’-"):
        common -= 1
    return _LINK.sub("", own[common:].strip(" –—-:,")) or own


def distinctive(labels: Sequence[str], own: str) -> frozenset[str]:
    """The stems of a label that some of its fellows lack."""
    every = [_content(label) for label in labels]
    return _content(own) - frozenset.intersection(*every)


def mentions(asked: Sequence[str], words: frozenset[str]) -> bool:
    """Whether a question's stems name one of `words`, its ending aside."""
    return any(alike(a, w) for a in asked for w in words)


def names_measure(asked: Sequence[str], fact: Fact) -> bool:
    """Whether the question says what a row measures: « tonnage » for « Tonnages », beside « Ratio »."""
    return mentions(asked, frozenset(stems(f"{parts(fact)[-1]} {fact.unit or ''}")))


def named_first(asked: Sequence[str], candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, those the question names before relatives that score as well and that it does not name.

    Two cells of one table often score alike, for the words of the title that they share; the words of their
    own labels then tell (« dépensé » for « Dépenses réalisées », beside « Budget voté »).
    """
    if not candidates or candidates[0].fact is None:
        return list(candidates)
    best = candidates[0].fact
    for rival in candidates[1:]:
        behind = candidates[0].score - rival.score
        if behind > _FOR_A_TOTAL:
            break
        if rival.fact is None or (behind > _AS_GOOD and not is_total(parts(rival.fact)[-1])):
            continue
        if _is_named_instead(asked, best, rival.fact):
            first = replace(rival, score=candidates[0].score)
            return [first, *(c for c in candidates if c is not rival)]
    return list(candidates)


def latest_first(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, the best one's figure for the latest year first: when no time is asked for, that is
    what is meant, whichever report gives it."""
    if not candidates or candidates[0].fact is None:
        return list(candidates)
    best = candidates[0].fact
    words = _words(best)
    latest = candidates[0]
    for rival in candidates[1:]:
        if rival.score < candidates[0].score - _AS_GOOD:
            break
        fact = rival.fact
        if fact is None or fact.unit != best.unit or _words(fact) != words or latest.fact is None:
            continue
        if _year(fact) > _year(latest.fact):
            latest = rival
    if latest is candidates[0]:
        return list(candidates)
    return [replace(latest, score=candidates[0].score), *(c for c in candidates if c is not latest)]


def _words(fact: Fact) -> frozenset[str]:
    return frozenset(stems(" ".join(parts(fact))))


def _year(fact: Fact) -> int:
    return (year_of(fact.period) if fact.period else None) or 0


def _is_named_instead(asked: Sequence[str], best: Fact, rival: Fact) -> bool:
    """Whether two relatives differ in a label of which the question names the rival's alone. Where it names
    neither, a total is meant."""
    if not _beside(rival, best) or (rival.unit, rival.period) != (best.unit, best.period):
        return False
    place = _difference(parts(best), parts(rival))
    if place is None or is_aggregate(label_at(best, place)):
        return False
    labels = [label_at(best, place), label_at(rival, place)]
    own, other = (distinctive(labels, label) for label in labels)
    if is_total(label_at(rival, place)):  # one word in two may be said of something else
        return sum(mentions(asked, frozenset((word,))) for word in own) * 2 <= len(own)
    return mentions(asked, other) and not mentions(asked, own)


def alike(one: str, other: str) -> bool:
    """Whether two stems are of one word: equal, or one begins the other (« vot », « votées »)."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _LOOSE and long.startswith(short)


def _content(label: str) -> frozenset[str]:
    return frozenset(s for s in stems(label) if s not in STOP_WORDS)


def _beside(fact: Fact, anchor: Fact) -> bool:
    if fact.source != anchor.source:
        return False
    if anchor.source is FactSource.KEY_FIGURE:
        return fact.page == anchor.page and fact.section == anchor.section
    return fact.block == anchor.block


def _difference(one: tuple[str, ...], other: tuple[str, ...]) -> int | None:
    """The one place where two rows of labels differ; a label more at the end is a difference too."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return None
    differing = [i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b]
    if len(short) < len(long):
        return None if differing else len(short)
    return differing[0] if len(differing) == 1 else None
