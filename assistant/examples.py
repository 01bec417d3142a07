"""Questions to start from, made of what the indexed reports hold and kept only when they are answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from assistant.assistant import Assistant
from corpus.periods import year_of
from corpus.report import Fact, FactSource, Report
from index.words import fold

_MOST_WORDS = 7
_MOST_TRIED = 12
_COUNT = re.compile(r"^nombre (?=d['’e])", re.IGNORECASE)
# Labels of a grid rather than of a thing: dashes join parts, brackets and digits name rows.
_AWKWARD = re.compile(r"[–—|/:;()\d\[\]«»_]|\s-\s")


def examples(assistant: Assistant, limit: int = 4) -> tuple[str, ...]:
    """At most `limit` questions, from the latest reports first, that get the figure they were made from."""
    reports = sorted(assistant.library.reports.values(), key=lambda r: r.period or "", reverse=True)
    kept: list[str] = []
    labels: set[str] = set()
    for question, fact in islice(candidates(reports), _MOST_TRIED):
        label = fold(fact.concept)
        if label in labels:
            continue
        answer = assistant.ask(question)
        if not answer.refused and any(f.value == fact.value and f.unit == fact.unit for f in answer.facts):
            kept.append(question)
            labels.add(label)
        if len(kept) == limit:
            break
    return tuple(kept)


def candidates(reports: Iterable[Report]) -> Iterator[tuple[str, Fact]]:
    """Questions with the figure that answers each, one report and one unit after the other."""
    queues = [_by_unit(report) for report in reports]
    while queues:
        for queue in list(queues):
            found = next(queue, None)
            if found is None:
                queues.remove(queue)
            else:
                yield found


def wording(fact: Fact) -> str:
    """« Combien d'agents arrivés en 2023 ? » for what is counted, « Dépenses réalisées en 2023 ? » else."""
    year = f" en {year_of(fact.period)}" if fact.period and year_of(fact.period) else ""
    concept = fact.concept.strip(" .")
    counted = _COUNT.sub("", concept)
    if counted != concept:
        return f"Combien {counted}{year} ?"
    if _counts(fact):
        of = "d’" if fold(concept)[0] in "aeiouy" else "de "
        return f"Combien {of}{concept[0].lower()}{concept[1:]}{year} ?"
    return f"{concept[0].upper()}{concept[1:]}{year} ?"


def _counts(fact: Fact) -> bool:
    """Whether the label starts with the noun that is counted: « agents utilisent Civil Net RH »."""
    return bool(fact.unit) and fold(fact.concept).split()[:1] == fold(fact.unit or "").split()[:1]


def _by_unit(report: Report) -> Iterator[tuple[str, Fact]]:
    """The report's plain figures, a new unit each time while there are any, a section once."""
    left = sorted((f for f in report.facts if _plain(f, report)), key=_rank)
    used: list[str | None] = []
    seen: set[str] = set()
    while left:
        fact = min(left, key=lambda f: (used.count(f.unit), _rank(f)))
        left.remove(fact)
        question = wording(fact)
        if question not in seen:
            seen.add(question)
            used.append(fact.unit)
            yield question, fact


def _rank(fact: Fact) -> tuple[float, int, int]:
    return (-round(fact.confidence, 1), abs(len(fact.concept.split()) - 4), fact.page)


def _plain(fact: Fact, report: Report) -> bool:
    """A figure whose label reads as words, of the report's own year when that is known."""
    words = fact.concept.split()
    own = not report.period or year_of(fact.period or "") == year_of(report.period)
    return (
        own
        and (fact.source is not FactSource.SENTENCE or _counts(fact))
        and not fact.dimensions
        and bool(fact.printed)
        and 2 <= len(words) <= _MOST_WORDS
        and words[0][:1].isalpha()
        and len(words[-1]) > 3
        and _AWKWARD.search(fact.concept) is None
    )
