"""The ledger as it is read: every figure of every indexed report, beside those that give another value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from corpus.periods import year_of
from corpus.report import Fact, Report
from index.fact_rows import Figure
from index.ledger import Ledger
from index.library import Library


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with the report that shows it: `fact` is `report.facts[place]`, `id` the report's id in
    the library. `others` give another value for the same thing."""

    id: str
    report: Report
    place: int
    fact: Fact
    others: tuple[Line, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Lines:
    """The first lines of what a search finds, and how many it finds in all."""

    lines: tuple[Line, ...]
    total: int


def open_ledger(library: Library) -> Ledger:
    """The ledger of the library's reports, as they are now."""
    return Ledger(library.store, library.reports, library.words)


def search(
    ledger: Ledger,
    words: str = "",
    *,
    year: int | None = None,
    unit: str | None = None,
    report: str | None = None,
    limit: int | None = None,
) -> Lines:
    """The figures that carry every word (by stem, accents folded) and fit each filter that is given.

    Lines whose own label has all the words come before those where the section title gives some.
    """
    years = None if year is None else (year, year)
    found = ledger.search(words, years=years, unit=unit, report=report, limit=limit)
    others = ledger.contradicted(found.figures)
    lines = (
        replace(line, others=tuple(_lines(others.get((line.id, line.place), ()), ledger)))
        for line in _lines(found.figures, ledger)
    )
    return Lines(tuple(lines), found.total)


def _lines(figures: Iterable[Figure], ledger: Ledger) -> Iterable[Line]:
    """The figures with their reports; those of a report that has just been added wait for the next ledger."""
    for figure in figures:
        report = ledger.reports.get(figure.report)
        if report is not None:
            yield Line(figure.report, report, figure.position, figure.fact)
