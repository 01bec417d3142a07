"""The times of a question, changed for those of another: « et en 2022 ? »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.clauses import without
from assistant.mention import mentions
from assistant.phrases import fixed
from corpus.periods import Period, find_periods, year_of


def at_other_time(base: str, new: str, reference: int | None) -> tuple[str, str]:
    """The earlier question with the period of the new one, and what is left of the new one."""
    shift = len(base) + 1
    found = [p for p in find_periods(f"{base} {new}", reference) if p.start >= shift]
    moved = [Period(p.start - shift, p.end - shift, p.value, p.relative) for p in found]
    spoken = " et ".join(_spoken(new, p) for p in moved)
    left = re.sub(
        r"(?:^|\s)(?:en|de|pour|au|à|depuis|et|puis|fin|[\s,])+$", "", without(new, moved), flags=re.I
    )
    return with_period(base, spoken), left.strip(" ,")


def _spoken(text: str, period: Period) -> str:
    """A period as it is said after a noun: « en 2022 », « depuis 2020 », « au 31 décembre 2022 »."""
    year = year_of(period.value)
    if period.relative and year and re.fullmatch(r"\d{4}", period.value):
        return f"en {year}"
    words = text[period.start : period.end]
    if re.fullmatch(r"\d{4}", words):
        before = re.search(r"((?:à |a )?fin|d[eé]but)\s+$", text[: period.start], re.I)
        return f"{before[1]} {words}" if before else f"en {words}"
    return f"au {words}" if words[:1].isdigit() and period.value.count("-") == 2 else words


def with_period(base: str, spoken: str) -> str:
    """A question with a period, as it is spoken, in the place of its own."""
    named = [(m.start, m.end) for m in mentions(base)]
    own = sorted(r for r in fixed(base) if not any(s <= r[0] and r[1] <= e for s, e in named))
    if not own:
        return f"{_undated(base, named)} {spoken}"
    for start, end in reversed(own[1:]):
        base = re.sub(r"\s*(?:,|\bet|\bpuis|\bou|, puis)\s*$", "", base[:start]) + base[end:]
    start, end = own[0]
    lead = "" if start else spoken[:1].upper() + spoken[1:]
    return f"{base[:start]}{lead or spoken}{base[end:]}"


def _undated(base: str, named: Sequence[tuple[int, int]]) -> str:
    """The question with the report it names left without its year: the new year says which."""
    for start, end in reversed(named):
        kept = re.sub(r"\s*(?:\b(?:de|et)\s+)?\b(?:19|20)\d\d\b", "", base[start:end])
        base = base[:start] + kept + base[end:]
    return base
