"""The same figure over several periods: found beside the first one in its table, else in other reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.evidence import Candidate
from corpus.periods import year_of
from corpus.report import Fact, FactSource, Report

_ALIKE = 0.8  # of the words of both labels


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series with the report that shows it."""

    year: int
    fact: Fact
    report: Report


def series(anchor: Candidate, years: Sequence[int], others: Sequence[Candidate]) -> tuple[Point, ...]:
    """The anchor's figure in each of `years`, oldest first; a year nobody gives is left out.

    `others` are candidates found when each year is asked for by itself; one is taken when it counts the
    same thing as the anchor.
    """
    assert anchor.fact is not None
    found: dict[int, Point] = {}
    report = anchor.report
    for fact in report.facts:
        if _same_but_period(fact, anchor.fact) and (year := _year(fact)) in years:
            found.setdefault(year, Point(year, fact, report))
    for other in others:
        if other.fact is None or not _same_measure(other, anchor):
            continue
        year = _year(other.fact)
        if year in years:
            found.setdefault(year, Point(year, other.fact, other.report))
    return tuple(found[year] for year in sorted(found))


def hold_together(facts: Sequence[Fact]) -> bool:
    """Whether the values of a table stand in one row or one column: else labels were read alike by chance."""
    cells = [f for f in facts if f.source is FactSource.TABLE]
    if len({(f.block, f.page) for f in cells}) != 1 or len(cells) < len(facts):
        return True  # over two pages or two reports there is nothing to line up
    first = cells[0].box
    in_row = all(_overlap(first[1], first[3], f.box[1], f.box[3]) for f in cells)
    return in_row or all(_overlap(first[0], first[2], f.box[0], f.box[2]) for f in cells)


def _overlap(start: float, end: float, other_start: float, other_end: float) -> bool:
    return min(end, other_end) > max(start, other_start)


def years_given(anchor: Fact, report: Report) -> tuple[int, ...]:
    """The years for which the anchor's table or chart gives the same figure, oldest first."""
    found = {_year(f) for f in report.facts if _same_but_period(f, anchor)}
    return tuple(sorted(found - {0}))


def change(first: Decimal, last: Decimal) -> tuple[Decimal, Decimal | None]:
    """`last - first`, and the same in per cent of `first` to one decimal (None when `first` is 0)."""
    difference = last - first
    if first == 0:
        return difference, None
    return difference, (difference / abs(first) * 100).quantize(Decimal("0.1"))


def _year(fact: Fact) -> int:
    return (year_of(fact.period) if fact.period else None) or 0


def _same_but_period(one: Fact, other: Fact) -> bool:
    same_place = one.block == other.block and one.source == other.source
    return same_place and _labels(one) == _labels(other) and one.unit == other.unit


def _labels(fact: Fact) -> tuple[str, ...]:
    return (fact.concept, *fact.dimensions)


def _same_measure(one: Candidate, other: Candidate) -> bool:
    """Two facts of different places that say the same thing: same unit, and labels that nearly all agree."""
    assert one.fact is not None
    assert other.fact is not None
    mine, theirs = set(one.words), set(other.words)
    shared = len(mine & theirs) / max(len(mine | theirs), 1)
    return one.fact.unit == other.fact.unit and shared >= _ALIKE
