"""Columns headed by numbers of months: « 2015 - 1 », « 2015 - 2 »… or 1, 2, 3… where months are announced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.periods import month_name
from corpus.report import Table

_DATED = re.compile(r"((?:19|20)\d\d)\s?[-/.]\s?(0?[1-9]|1[0-2])")
_BARE = re.compile(r"0?[1-9]|1[0-2]")
_BY_MONTH = re.compile(r"(?i)\bpar mois\b|\bmensuel")
_HALVES_OR_QUARTERS = (2, 4)  # of a year: as many numbers may well be these


def numbered_months(table: Table, titles: Sequence[str], year: int | None) -> Mapping[str, str]:
    """What each header that is the number of a month stands for: {"2015 - 8": "août 2015"}.

    `titles` are those over the table, which must speak of months for bare numbers to be some; `year` is the
    one that these are then of.
    """
    heads = [c.text.strip() for c in table.cells if c.row < table.header_rows and c.text.strip()]
    dated = [(text, found) for text in heads if (found := _DATED.fullmatch(text))]
    if dated and len({found[1] for _, found in dated}) == 1:
        numbers = [int(found[2]) for _, found in dated]
        if _runs(numbers) and len(numbers) > 1 and len(numbers) not in _HALVES_OR_QUARTERS:
            return {text: _named(found[1], found[2]) for text, found in dated}
    bare = [text for text in heads if _BARE.fullmatch(text)]
    announced = any(_BY_MONTH.search(title) for title in (*titles, table.title))
    if announced and year is not None and len(bare) > 1 and _runs([int(text) for text in bare]):
        return {text: _named(year, text) for text in bare}
    return {}


def _named(year: str | int, month: str) -> str:
    return f"{month_name(f'{year}-{int(month):02}')} {year}"


def _runs(numbers: Sequence[int]) -> bool:
    """1, 2, 3… without a gap; a wide table may go on below with 7, 8, 9…"""
    return bool(numbers) and list(numbers) == list(range(numbers[0], numbers[0] + len(numbers)))
