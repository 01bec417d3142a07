"""One figure in several reports: cited to each, and both values told when they disagree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.citing import cite_ledger
from assistant.evidence import Candidate
from assistant.found import Found
from assistant.wording import value
from corpus.facts import disagreements
from corpus.report import Fact, Report
from index.words import stems

_MOST = 3  # reports cited for one figure


def with_other_reports(found: Found, best: Candidate, candidates: Sequence[Candidate]) -> Found:
    """The figure with the other reports that were found and that give it too, under the same words."""
    fact = best.fact
    if fact is None or fact.period is None:
        return found
    own = best.report
    others: Mapping[str, Report] = {c.report.sha256: c.report for c in candidates}
    for report in others.values():
        if report.sha256 == own.sha256 or len(found.citations) >= _MOST:
            continue
        same = next((f for f in report.facts if _says_the_same(f, fact)), None)
        if same is None:
            continue
        citation = cite_ledger(report, same)
        if same.value == fact.value:
            found = replace(found, citations=(*found.citations, citation))
        elif _disagree(own, fact, report, same):
            other = f"Le rapport « {report.title} » donne {value(same)} : les sources ne concordent pas."
            text = f"{found.text} {other}"
            found = replace(
                found, text=text, citations=(*found.citations, citation), facts=(*found.facts, same)
            )
    return found


def _says_the_same(fact: Fact, other: Fact) -> bool:
    return (fact.period, fact.unit) == (other.period, other.unit) and _words(fact) == _words(other)


def _words(fact: Fact) -> frozenset[str]:
    return frozenset(stems(" ".join((fact.concept, *fact.dimensions))))


def _disagree(own: Report, fact: Fact, report: Report, other: Fact) -> bool:
    """Whether the two reports describe one thing with two values, as the ledger tells it."""
    ledger = [(r.file, f) for r in (own, report) for f in r.facts]
    pairs = ({d.one, d.other} for d in disagreements(ledger))
    return {(own.file, fact), (report.file, other)} in pairs
