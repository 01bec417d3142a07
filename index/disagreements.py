"""Which figures of the ledger contradict each other. A false alarm is worse than a missed one.

Two figures of one subject, period and unit contradict each other when their values differ by more than
rounding, in two reports of one organisation or at two places of one report, and when all else that the two
reports or tables share shows that they speak of the same thing: the same form filled in by two services uses
the same words for other things, and then disagrees everywhere. Forecasts may all be revised from one edition
of a report to the next.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from corpus.numbers import parse_number
from corpus.periods import year_of
from corpus.report import FactSource, Report
from index.words import stems, tokens

Key = tuple[str, int]  # report id, position of the fact


@dataclass(frozen=True, slots=True)
class Stated:
    """What is compared of a figure. `label` stands for its subject, period and unit, `place_label` for the
    same in a table of its report, without the titles above."""

    label: str | None
    place_label: str | None
    first_year: int
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


_LEAST_TELLING = 3  # equal values that two tables, or reports of two series, must share
_REPORT_SHARE = 4  # one in so many of the labels that two reports share may be given two values
_TABLE_SHARE = 2  # the same for two tables of them
_FEW = 4  # shared labels from which two sources can be judged by how many they give two values
_CLOSE = 5  # two statements of one thing in one report differ by less than a fifth

Pair = tuple[Stated, Stated]


def contradictions(figures: Iterable[Stated], reports: Mapping[str, Report]) -> tuple[Pair, ...]:
    """The pairs of figures that contradict each other, each in the order of the figures."""
    known = [figure for figure in figures if figure.report in reports]
    by_label = _groups(known, lambda f: f.label)
    pairs = (
        *_between_reports(by_label, reports),
        *_between_tables(_groups(known, lambda f: f.place_label)),
        *_between_places(by_label),
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
    pairs = [
        (one, other)
        for group in groups
        for one, other in combinations(_single(group, _report), 2)
        if bodies[one.report] and bodies[one.report] == bodies[other.report]
    ]
    of_reports, of_tables = _tallies(pairs, _report), _tallies(pairs, _table)

    def is_sure(one: Stated, other: Stated) -> bool:
        both, tables = of_reports[one.report, other.report], of_tables[_table(one), _table(other)]
        ours, theirs = reports[one.report], reports[other.report]
        if both.differs_beyond(_REPORT_SHARE):
            return False
        editions = _series(ours) == _series(theirs) and ours.period != theirs.period
        if editions and _is_forecast(one, ours, theirs):
            return True
        if tables.shared >= _FEW:
            return not tables.differs_beyond(_TABLE_SHARE)
        return editions or (_series(ours) != _series(theirs) and both.telling >= _LEAST_TELLING)

    return [pair for pair in pairs if not agree(*pair) and is_sure(*pair)]


def _between_tables(groups: Iterable[Sequence[Stated]]) -> list[Pair]:
    """The cells that differ in a table that stands twice in a report."""
    pairs = _at_two_places(groups)
    tallies = _tallies(pairs, _table)

    def is_sure(one: Stated, other: Stated) -> bool:
        tables = tallies[_table(one), _table(other)]
        return tables.telling >= _LEAST_TELLING and not tables.differs_beyond(_REPORT_SHARE)

    return [pair for pair in pairs if not agree(*pair) and is_sure(*pair)]


def _between_places(groups: Iterable[Sequence[Stated]]) -> list[Pair]:
    """The statements of one report that differ by little, where they are not two tables full of others."""
    pairs = _at_two_places(groups)
    tallies = _tallies(pairs, _table)
    return [
        (one, other)
        for one, other in pairs
        if not agree(one, other)
        and abs(one.value - other.value) * _CLOSE <= max(abs(one.value), abs(other.value))
        and not tallies[_table(one), _table(other)].differs_beyond(_REPORT_SHARE)
    ]


def _at_two_places(groups: Iterable[Sequence[Stated]]) -> list[Pair]:
    """The labels that stand at two places of a report; one that stands at three is a column of a form."""
    pairs: list[Pair] = []
    for group in groups:
        for own in _groups(group, _report):
            places = _single(own, lambda f: str(f.block))
            if len(places) == 2 and len({f.block for f in own}) == 2:
                pairs.append((places[0], places[1]))
    return pairs


@dataclass(slots=True)
class _Tally:
    """What two sources share: labels, among these those with two values, and `telling` equal values."""

    shared: int = 0
    differing: int = 0
    telling: int = 0

    def differs_beyond(self, share: int) -> bool:
        """Whether more than one label in `share` has two values, when there are enough to tell."""
        return self.shared >= _FEW and self.differing * share > self.shared


def _tallies(
    pairs: Iterable[Pair], source: Callable[[Stated], object]
) -> Mapping[tuple[object, object], _Tally]:
    tallies: dict[tuple[object, object], _Tally] = defaultdict(_Tally)
    for one, other in pairs:
        tally = tallies[source(one), source(other)]
        tally.shared += 1
        if not agree(one, other):
            tally.differing += 1
        elif _is_telling(one.value):
            tally.telling += 1
    return tallies


def _report(figure: Stated) -> str:
    return figure.report


def _table(figure: Stated) -> tuple[str, int]:
    return figure.report, figure.block


def _is_forecast(figure: Stated, *reports: Report) -> bool:
    """Whether one of the reports is older than what the figure counts."""
    years = [year_of(report.period) for report in reports if report.period]
    return any(year is not None and year < figure.first_year for year in years)


def _single(group: Iterable[Stated], source: Callable[[Stated], str]) -> list[Stated]:
    """One figure for each source that gives the label one value; none for one that gives several."""
    return [own[0] for own in _groups(group, source) if len({f.value for f in own}) == 1]


def _series(report: Report) -> frozenset[str]:
    """The words that the editions of one report share in their titles."""
    return frozenset(w for w in tokens(report.title) if w.isalpha()) - {"annee", "exercice"}


def _is_telling(value: Decimal) -> bool:
    """Whether two sources hardly share the value by chance: it has three digits that are not round."""
    return len(str(abs(value)).replace(".", "").strip("0")) >= 3


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
