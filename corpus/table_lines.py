"""Lines of a page as phrases, with those that are values: what aligned tables are told by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.content import Word
from corpus.report import Box
from corpus.table_words import (
    Phrase,
    bounds,
    is_number,
    is_period,
    is_placeholder,
    phrases,
)

_GAP = 0.8  # Space between two columns, in type sizes.


@dataclass(frozen=True, slots=True)
class Line:
    """The phrases of one line, and those among them that are values."""

    phrases: tuple[Phrase, ...]
    values: tuple[Phrase, ...]
    box: Box

    @property
    def height(self) -> float:
        return max(p.box[3] - p.box[1] for p in self.phrases)


@dataclass(frozen=True, slots=True)
class Column:
    """The horizontal reach of a column; `value` when it holds values."""

    x0: float
    x1: float
    value: bool


def read_line(words: Sequence[Word]) -> Line:
    found = [
        part for p in phrases(words, _GAP) for whole in _periods_apart(p) for part in _values_apart(whole)
    ]
    values = tuple(p for k, p in enumerate(found) if _is_value(p, k, found))
    return Line(tuple(found), values, bounds(p.box for p in found))


def _periods_apart(phrase: Phrase) -> list[Phrase]:
    """« 2015 - 1 2015 - 2 2015 - 3 », set with single spaces, as one phrase per period."""
    starts = [k for k, w in enumerate(phrase.words) if re.fullmatch(r"(?:19|20)\d\d", w.text)]
    if len(starts) < 2 or starts[0] != 0:
        return [phrase]
    ends = [*starts[1:], len(phrase.words)]
    parts = [phrase.words[a:b] for a, b in zip(starts, ends, strict=True)]
    if not all(is_period(" ".join(w.text for w in p)) for p in parts):
        return [phrase]
    return [Phrase(tuple(p), bounds(w.box for w in p)) for p in parts]


def _values_apart(phrase: Phrase) -> list[Phrase]:
    """Values set closer than columns usually are, told apart where a space is wider than in a number."""
    decimals = _decimals_apart(phrase)
    if decimals:
        return decimals
    if is_number(phrase.text) or is_period(phrase.text) or not _all_digits(phrase):
        return [phrase]
    parts = phrases(phrase.words, 0.4)
    return parts if len(parts) > 1 and all(is_number(p.text) for p in parts) else [phrase]


def _decimals_apart(phrase: Phrase) -> list[Phrase]:
    """« 99.87 100.00 », « 1 234,50 890,00 » with single spaces: a number has one decimal mark."""
    ends = [k + 1 for k, w in enumerate(phrase.words) if re.fullmatch(r"[-+–−]?\d+[.,]\d+", w.text)]
    if len(ends) < 2 or ends[-1] != len(phrase.words):
        return []
    parts = [phrase.words[a:b] for a, b in zip([0, *ends[:-1]], ends, strict=True)]
    if not all(is_number(" ".join(w.text for w in p)) for p in parts):
        return []
    return [Phrase(tuple(p), bounds(w.box for w in p)) for p in parts]


def _all_digits(phrase: Phrase) -> bool:
    return all(any(c.isdecimal() for c in w.text) or w.text in "%€-+–−" for w in phrase.words)


def _is_value(phrase: Phrase, place: int, line: Sequence[Phrase]) -> bool:
    text = phrase.text
    if place == 0 and len(line) > 1 and (is_placeholder(text) or re.fullmatch(r"\d{1,2}[.)]", text)):
        return False  # A bullet or a list number.
    return is_number(text) or is_placeholder(text) or is_period(text)


def overlap(one: Box, two: Box) -> float:
    return min(one[2], two[2]) - max(one[0], two[0])


def is_row(line: Line) -> bool:
    numbers = [p for p in line.values if not is_placeholder(p.text)]
    return len(line.phrases) >= 2 and (len(numbers) >= 1 or len(line.values) >= 2)


def is_period_row(line: Line) -> bool:
    """Years or months alone, or 1, 2, 3… with no label: the header of the rows below."""
    if len(line.values) >= 2 and all(is_period(p.text) for p in line.values):
        return True
    if len(line.values) < 3 or len(line.values) < len(line.phrases):
        return False
    texts = [p.text for p in line.values]
    return all(t.isdecimal() for t in texts) and all(int(b) == int(a) + 1 for a, b in pairwise(texts))
