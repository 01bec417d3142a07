"""Which figures of the ledger contradict each other. A false alarm is worse than a missed one.

Two figures of one subject, period and unit contradict each other when their values differ by more than
rounding, in two reports of one organisation or at two places of one report, and when all else that the two
reports or tables share shows that they speak of the same thing: the same form filled in by two services uses
the same words for other things, and then disagrees everywhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from corpus.numbers import parse_number
from corpus.report import FactSource, Report
from index.words import stems

Key = tuple[str, int]  # report id, position of the fact


@dataclass(frozen=True, slots=True)
class Stated:
    """What is compared of a figure. `label` stands for its subject, period and unit, `place_label` for the
    same in a table of its report, without the titles above."""

    label: str | None
    place_label: str | None
    report: str
    position: int
    block: int
    value: Decimal
    printed: str
    source: FactSource

    @property
    def key(self) -> Key:
        """Which fact it is."""
        return self.report, self.position


_LEAST_SHARED = 3  # telling values that two tables, or reports of another series, must have in common
_MOST_CONTRADICTED = 4  # one shared label in so many may be given two values
_CLOSE = 5  # two statements of one thing in one report differ by less than a fifth

Pair = tuple[Stated, Stated]


def contradictions(figures: Iterable[Stated], reports: Mapping[str, Report]) -> tuple[Pair, ...]:
    """The pairs of figures that contradict each other, each in the order of the figures."""
    known = [figure for figure in figures if figure.report in reports]
    pairs = (
        *_between_reports(_groups(known, lambda f: f.label), reports),
        *_of_one_report(_groups(known, lambda f: f.place_label), lambda *_: False),
        *_of_one_report(_groups(known, lambda f: f.label), _is_close),
    )
    return tuple(dict.fromkeys(pairs))


def _groups(figures: Iterable[Stated], by: Callable[[Stated], str | None]) -> list[list[Stated]]:
    groups: dict[str, list[Stated]] = defaultdict(list)
    for figure in figures:
        label = by(figure)
        if label is not None:
            groups[label].append(figure)
    return list(groups.values())


def _between_reports(groups: Iterable[Sequence[Stated]], reports: Mapping[str, Report]) -> list[Pair]:
    bodies = {id: " ".join(sorted(set(stems(r.organisation)))) for id, r in reports.items()}
    series = {id: _series(r) for id, r in reports.items()}
    pairs = [
        (one, other)
        for group in groups
        for one, other in combinations(_single(group, lambda f: f.report), 2)
        if bodies[one.report] and bodies[one.report] == bodies[other.report]
    ]
    return _of_one_thing(pairs, lambda f: f.report, lambda a, b: series[a.report] == series[b.report])


def _of_one_report(groups: Iterable[Sequence[Stated]], alike: Callable[[Stated, Stated], bool]) -> list[Pair]:
    """Two places that give a label two values; a label that stands at three is a column of a form."""
    pairs: list[Pair] = []
    for group in groups:
        for own in _groups(group, lambda f: f.report):
            places = _single(own, lambda f: str(f.block))
            if len(places) == 2 and len({f.block for f in own}) == 2:
                pairs.append((places[0], places[1]))
    return _of_one_thing(pairs, lambda f: (f.report, f.block), alike)


def _of_one_thing(
    pairs: Sequence[Pair], source: Callable[[Stated], object], alike: Callable[[Stated, Stated], bool]
) -> list[Pair]:
    """The pairs with two values whose two sources agree on nearly all else that they share.

    Sources that share little are believed to speak of one thing only where `alike` says so.
    """
    shared: Counter[tuple[object, object]] = Counter()
    agreed: Counter[tuple[object, object]] = Counter()
    found: dict[tuple[object, object], list[Pair]] = defaultdict(list)
    for one, other in pairs:
        sources = source(one), source(other)
        shared[sources] += 1
        if not agree(one, other):
            found[sources].append((one, other))
        elif _is_telling(one.value):
            agreed[sources] += 1
    kept: list[Pair] = []
    for sources, contradicting in found.items():
        few = shared[sources] < _MOST_CONTRADICTED
        if not few and len(contradicting) * _MOST_CONTRADICTED > shared[sources]:
            continue
        sure = agreed[sources] >= _LEAST_SHARED
        kept += [pair for pair in contradicting if sure or alike(*pair)]
    return kept


def _single(group: Iterable[Stated], source: Callable[[Stated], str]) -> list[Stated]:
    """One figure for each source that gives the label one value; none for one that gives several."""
    return [own[0] for own in _groups(group, source) if len({f.value for f in own}) == 1]


def _series(report: Report) -> frozenset[str]:
    """The words that the editions of one report share in their titles."""
    words = (re.sub(r"\d", "", s) for s in stems(report.title))
    return frozenset(w for w in words if w and w not in {"ane", "anne", "exercic"})


def _is_telling(value: Decimal) -> bool:
    """Whether two tables hardly share the value by chance: it has three digits that are not round."""
    return len(str(abs(value)).replace(".", "").strip("0")) >= _LEAST_SHARED


def _is_close(one: Stated, other: Stated) -> bool:
    return abs(one.value - other.value) * _CLOSE <= max(abs(one.value), abs(other.value))


def agree(one: Stated, other: Stated) -> bool:
    """Equal, or no further apart than the coarser print allows: « 18,8 M€ » agrees with « 18 823 456 € »."""
    return one.value == other.value or abs(one.value - other.value) <= max(_slack(one), _slack(other))


def _slack(figure: Stated) -> Decimal:
    """How far the print may be from the value that it stands for, in the figure's unit.

    One of the last digit of a decimal or scaled number, as reports cut where others round; half of the last
    digit that is not a zero in prose (« 5 000 » for 4 979); nothing for a count.
    """
    number = parse_number(figure.printed)
    if number is None or not number.value:
        return Decimal(0)
    scale = abs(figure.value / number.value) * number.scale
    decimals = re.search(r"[.,](\d+)$", number.digits)
    if decimals and len(decimals[1]) != 3:
        return scale.scaleb(-len(decimals[1]))
    zeros = len(number.digits) - len(number.digits.rstrip("0"))
    if zeros and figure.source not in {FactSource.TABLE, FactSource.CHART}:
        return scale.scaleb(zeros) / 2
    return scale if scale > 1 else Decimal(0)
