"""The facts of a report as rows of the ledger: what they state, where, and the words they are found by."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from typing import Any

from corpus.fact_setting import naming_titles
from corpus.periods import bounds
from corpus.report import Fact, FactSource, Report
from index.words import stems, tokens

VERSION = 1  # raised when the rows of the same report would be made otherwise
Row = dict[str, str | int | float | None]
Years = tuple[int, int]
# Words that a label may have or not without counting something else. « avec », « sans », « hors » tell two
# figures apart, and so does the order: « de Lyon à Paris » is not « de Paris à Lyon ».
_ARTICLES = frozenset("l d le la les du de des un une au aux et en".split())
_LEAST_WORDS = 2
_SEPARATOR = " – "  # between the labels of a concept, from general to particular


@dataclass(frozen=True, slots=True)
class Figure:
    """A fact of the ledger: `fact` is the one at `position` among those of the report of that id."""

    report: str
    position: int
    fact: Fact


@dataclass(frozen=True, slots=True)
class Wanted:
    """What figures are asked for. Each filter that is given must hold.

    `words` has for each word asked what stands for it, its own stem first: a stem, several between spaces
    that must all be there, or the beginning of one before a "%". `years` are the first and the last. The
    `unit` "" means without unit.
    """

    words: tuple[tuple[str, ...], ...] = ()
    years: Years | None = None
    unit: str | None = None
    report: str | None = None


def figure(row: Mapping[str, Any]) -> Figure:
    """A row read back, exact: the decimal comes from its text."""
    fact = Fact(
        concept=row["concept"],
        dimensions=tuple(json.loads(row["dimensions"])),
        period=row["period"],
        value=Decimal(row["value"]),
        unit=row["unit"],
        printed=row["printed"],
        page=row["page"],
        box=tuple(json.loads(row["box"])),
        block=row["block"],
        section=row["section"],
        source=FactSource(row["source"]),
        confidence=row["confidence"],
        uncertainty=None if row["uncertainty"] is None else Decimal(row["uncertainty"]),
    )
    return Figure(row["report"], row["position"], fact)


def fact_rows(id: str, report: Report) -> Iterator[Row]:
    """One row a fact, in order; `position` is its place in `report.facts`."""

    @cache
    def context(section: int | None) -> str:
        return _searchable(" ".join((*report.section_path(section), report.title, report.organisation)))

    for position, fact in enumerate(report.facts):
        first, last = _years(fact.period)
        yield {
            "report": id,
            "position": position,
            "concept": fact.concept,
            "dimensions": json.dumps(fact.dimensions, ensure_ascii=False),
            "period": fact.period,
            "first_year": first,
            "last_year": last,
            "unit": fact.unit,
            "value": str(fact.value),
            "uncertainty": None if fact.uncertainty is None else str(fact.uncertainty),
            "printed": fact.printed,
            "page": fact.page,
            "box": json.dumps(fact.box),
            "block": fact.block,
            "section": fact.section,
            "source": fact.source.value,
            "confidence": fact.confidence,
            "label_words": _searchable(_said(fact)),
            "context_words": context(fact.section),
            "label": label(fact),
            "place_label": place_label(fact, report),
        }


def label(fact: Fact) -> str | None:
    """A digest that facts share which state the same thing: concept, dimensions, period and unit, folded.

    None for what cannot be compared: without a period, read off an axis, or named by one word (« Total »).
    A digest, because databases do not index a text as long as labels can be.
    """
    return _digest(fact.concept, fact)


def place_label(fact: Fact, report: Report) -> str | None:
    """The label of a cell or a chart's value within its report, without the titles it stands under.

    Titles are put before labels that a report gives several values: a table that is there twice, under two
    titles, is recognised without them.
    """
    if fact.source not in {FactSource.TABLE, FactSource.CHART}:
        return None
    titles = naming_titles(report.section_path(fact.section))
    parts = fact.concept.split(_SEPARATOR)
    named = next((n for n, part in enumerate(parts[:-1]) if part not in titles), len(parts) - 1)
    return _digest(_SEPARATOR.join(parts[named:]), fact, report.sha256)


def _digest(concept: str, fact: Fact, scope: str = "") -> str | None:
    words = [w for w in tokens(" ".join((concept, *fact.dimensions))) if w not in _ARTICLES]
    if fact.period is None or fact.uncertainty is not None or len(words) < _LEAST_WORDS:
        return None
    text = "|".join((scope, " ".join(words), fact.period, fact.unit or ""))
    return blake2b(text.encode(), digest_size=16).hexdigest()


def _said(fact: Fact) -> str:
    return " ".join((fact.concept, *fact.dimensions, fact.period or "", fact.unit or ""))


def _searchable(text: str) -> str:
    """Stems between spaces, so that « % agent % » finds a whole one and « % agen% » a beginning."""
    return f" {' '.join(dict.fromkeys(stems(text)))} "


def _years(period: str | None) -> Years | tuple[None, None]:
    """The first and the last year a period touches; an open end is the first or last year there is."""
    try:
        days = bounds(period) if period else None
    except ValueError:
        return None, None
    return (days[0].year, days[1].year) if days else (None, None)
