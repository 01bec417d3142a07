"""The ledger: every figure of every indexed report, searched by words, year, unit and report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.periods import year_of
from corpus.report import Fact, Report
from index.words import STOP_WORDS, stem, tokens


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with the report that shows it: `fact` is `report.facts[place]`, `id` the report's id in
    the library."""

    id: str
    report: Report
    place: int
    fact: Fact

    @property
    def label(self) -> str:
        """What is counted, with what cuts it: « Agents formés, Maelis »."""
        subject = self.fact.concept.rstrip(" :.")
        return ", ".join((subject, *(d for d in self.fact.dimensions if d and d not in subject)))

    @property
    def year(self) -> int | None:
        """The year of its period, None when the page gives none."""
        return year_of(self.fact.period) if self.fact.period else None

    @property
    def page_label(self) -> str:
        """The page number as printed, empty when none is."""
        return self.report.pages[self.fact.page - 1].label

    @property
    def section(self) -> tuple[str, ...]:
        """Titles from the root of the report down to the figure."""
        return self.report.section_path(self.fact.section)


def lines(reports: Iterable[tuple[str, Report]]) -> tuple[Line, ...]:
    """Every figure of `reports` ((id, report) pairs), in page order."""
    return tuple(Line(id, r, place, fact) for id, r in reports for place, fact in enumerate(r.facts))


def search(
    ledger: Iterable[Line],
    words: str = "",
    *,
    year: int | None = None,
    unit: str | None = None,
    report: str | None = None,
) -> tuple[Line, ...]:
    """The figures that carry every word (by stem, accents folded) and fit each filter that is given.

    Lines whose own label has all the words come before those where the section title gives some.
    """
    wanted = {stem(t) for t in tokens(words) if t not in STOP_WORDS}
    first: list[Line] = []
    second: list[Line] = []
    for line in ledger:
        if (
            (year is not None and line.year != year)
            or (unit is not None and (line.fact.unit or "") != unit)
            or (report is not None and line.id != report)
        ):
            continue
        label = _stems(f"{line.label} {line.fact.period or ''} {line.fact.unit or ''}")
        if wanted <= label:
            first.append(line)
        elif wanted <= label | _stems(" ".join((*line.section, line.report.title))):
            second.append(line)
    return (*first, *second)


def years(ledger: Iterable[Line]) -> tuple[int, ...]:
    """The years that figures are given for, latest first."""
    return tuple(sorted({line.year for line in ledger if line.year is not None}, reverse=True))


def units(ledger: Iterable[Line]) -> tuple[str, ...]:
    """The units in use, most frequent first; "" stands for figures without one."""
    count: dict[str, int] = {}
    for line in ledger:
        unit = line.fact.unit or ""
        count[unit] = count.get(unit, 0) + 1
    return tuple(sorted(count, key=lambda unit: (-count[unit], unit)))


def _stems(text: str) -> set[str]:
    return {stem(t) for t in tokens(text)}
