"""French sentences around what the report says."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.report import Fact


def figure(fact: Fact) -> str:
    """« Concept, dimensions (période) : valeur unité. », the value as printed on the page."""
    label = fact.concept.rstrip(" :.")
    members = [d for d in fact.dimensions if d and d not in label]
    subject = ", ".join((label, *members))
    period = f" ({spoken_period(fact.period)})" if fact.period and fact.period not in subject else ""
    return f"{subject}{period} : {value(fact)}."


def value(fact: Fact) -> str:
    """The value as printed with its unit once; « environ » when it was measured on a chart."""
    if not fact.printed:
        unit = f" {fact.unit}" if fact.unit else ""
        return f"environ {_plain(str(fact.value))}{unit}"
    unit = fact.unit or ""
    shown = fact.printed.strip()
    if unit and not _mentions_unit(shown, unit):
        return f"{shown} {unit}"
    return shown


def spoken_period(period: str) -> str:
    """A period as the reader writes it: « 2023 », « 2022-2023 », « 08/2023 », « 31/12/2023 »."""
    parts = period.split("-")
    if len(parts) == 2 and len(parts[1]) == 2 and parts[1].isdigit():
        return f"{parts[1]}/{parts[0]}"
    if len(parts) == 3:
        return f"{parts[2]}/{parts[1]}/{parts[0]}"
    return period


def quotation(sentences: Sequence[str]) -> str:
    """The report's own words, between French quotes."""
    return "« " + " ".join(s.strip() for s in sentences) + " »"


def _plain(number: str) -> str:
    return number.replace(".", ",")


def _mentions_unit(shown: str, unit: str) -> bool:
    return any(c.isalpha() or c in "%€‰" for c in shown)
