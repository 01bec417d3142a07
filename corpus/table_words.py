"""Words put together as lines and phrases, and what kind of thing a cell's text is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.content import Word
from corpus.report import Box

_NUMBER = re.compile(
    r"^[~≈<>≤≥=]?\s*[(\[]?\s*[-+–−±]?\s*[€$£]?\s*\d[\d\s.,'’]*\s*"
    r"(?:%|‰|€|°|k€|M€|Md€|euros?|h|[a-zA-Zµ€]{1,4}[²³]?)?"
    r"(?:\s?(?:/|par)\s?[a-zA-Zµ.]{1,12}\.?[²³]?){0,3}"
    r"(?:\s*(?:HT|TTC|CET))?\s*[)\]]?[*¹²³]*"
    r"(?:\s*[(/]\s*[-+–−]?[\d\s.,]+\s*%?\s*\)?)?[*]*$"
)
_PLACEHOLDER = re.compile(
    r"^(?:[-–—−.…*/x]{1,5}|n\.?\s?[adcs]\.?|n/[adcs]|nd|nc|ns|so|s\.?o\.?|néant)(?:\s?[%€])?$", re.I
)
_YEAR = re.compile(
    r"^(?:19|20)\d\d(?:\s?[-/–−]\s?(?:(?:19|20)?\d\d|\d{1,2}))?\s?(?:\(?[a-zA-Zé]{1,2}\)?|\*+)?$", re.I
)
_MONTHS = (
    "janvier|février|fevrier|mars|avril|mai|juin|juillet|août|aout|septembre|octobre|novembre|décembre|decembre"
    "|janv|févr|fév|avr|juil|sept|oct|nov|déc"
)
_PERIOD = re.compile(
    rf"^(?:(?:au|en|année|exercice|budget|bp|ca|cfu|t[1-4]|s[12])\s+)?(?:le\s+)?(?:\d{{1,2}}(?:er)?[\s/.])?"
    rf"(?:(?:{_MONTHS})\.?|\d{{1,2}}(?=[/.]))?[\s/.]?(?:19|20)\d\d$|^(?:{_MONTHS})\.?$|^N\s?(?:[-+–]\s?\d)?$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words of one line that stand close together."""

    words: tuple[Word, ...]
    box: Box

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


def bounds(boxes: Iterable[Box]) -> Box:
    """The smallest box around `boxes` (at least one)."""
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return (min(x0s), min(tops), max(x1s), max(bottoms))


def centre(box: Box) -> tuple[float, float]:
    return ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)


def text_lines(words: Iterable[Word]) -> list[list[Word]]:
    """Words grouped by the line they stand on, top to bottom, each from left to right."""
    lines: list[list[Word]] = []
    spans: list[tuple[float, float]] = []
    for word in sorted(words, key=lambda w: (w.box[1] + w.box[3]) / 2):
        top, bottom = word.box[1], word.box[3]
        if lines:
            line_top, line_bottom = spans[-1]
            shared = min(bottom, line_bottom) - max(top, line_top)
            if shared > 0.5 * min(bottom - top, line_bottom - line_top):
                lines[-1].append(word)
                # The tallest word places the line, so that an exponent does not drag it upwards.
                if bottom - top > line_bottom - line_top:
                    spans[-1] = (top, bottom)
                continue
        lines.append([word])
        spans.append((top, bottom))
    return [sorted(line, key=lambda w: w.box[0]) for line in lines]


def reading_order(words: Sequence[Word]) -> list[Word]:
    """Words of one cell as they are read: lines downwards, or along the turned lines of turned text."""
    turned = [w for w in words if w.direction in (90, 270)]
    if len(turned) * 2 > len(words):
        if turned[0].direction == 270:
            return sorted(words, key=lambda w: (round(w.box[0] / 4), -w.box[3]))
        return sorted(words, key=lambda w: (-round(w.box[0] / 4), w.box[1]))
    return [w for line in text_lines(words) for w in line]


def phrases(line: Sequence[Word], gap: float = 0.7) -> list[Phrase]:
    """Cut a line where the space is wider than `gap` times the type size."""
    groups: list[list[Word]] = []
    for word in line:
        previous = groups[-1][-1] if groups else None
        if previous is not None and word.box[0] - previous.box[2] <= gap * max(
            min(word.size, previous.size), 4.0
        ):
            groups[-1].append(word)
        else:
            groups.append([word])
    return [Phrase(tuple(g), bounds(w.box for w in g)) for g in groups]


def is_placeholder(text: str) -> bool:
    """Whether a cell says that there is no value: « - », « n.d. », « N/A »."""
    return bool(_PLACEHOLDER.match(text.strip()))


def is_number(text: str) -> bool:
    """Whether a cell holds one value, with or without its unit."""
    return bool(_NUMBER.match(text.strip()))


def is_period(text: str) -> bool:
    """Whether a cell names a year, a month or a date."""
    stripped = text.strip()
    return bool(_YEAR.match(stripped) or _PERIOD.match(stripped))


def is_value(text: str) -> bool:
    return is_number(text) or is_placeholder(text)


def has_letters(text: str) -> bool:
    return any(c.isalpha() for c in text)


def is_bold(words: Sequence[Word]) -> bool:
    """Whether most characters of `words` are bold."""
    total = sum(len(w.text) for w in words)
    return total > 0 and 2 * sum(len(w.text) for w in words if w.bold) > total
