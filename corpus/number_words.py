"""Numbers spelled in words: « trente », « quatre-vingt-dix », « une trentaine », « la moitié »."""

from __future__ import annotations

import re
from decimal import Decimal

from corpus.number_forms import Number

_UNITS_WORDS = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze":
    15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_ABOUT_WORDS = {
    "demi-douzaine": 6, "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "millier": 1000,
}  # fmt: skip


_SHARES = ("moitié", "tiers", "quart", "quarts", "cinquième", "dixième")
_SPELLED = re.compile(
    r"\b(?:"
    + "|".join((*(w for w in _UNITS_WORDS if w not in ("un", "une")), *_ABOUT_WORDS, *_SHARES))
    + r"|cents?|mille)s?\b",
    re.I,
)


def spells_number(text: str) -> bool:
    """Whether a text has a number in words, « un » aside, which is as a rule an article."""
    return _SPELLED.search(text) is not None


def parse_number_words(text: str) -> Number | None:
    """The number that the whole of `text` spells: « trente », « quatre-vingt-dix », « une trentaine »."""
    words = re.sub(r"[-‑\s]+", " ", text.strip().lower())
    about = re.fullmatch(r"(?:une?\s+)?(demi douzaine|\w+)", words)
    if about and (rough := _ABOUT_WORDS.get(about[1].replace(" ", "-"))) is not None:
        return Number(Decimal(rough), None, text.strip(), text.strip())
    total = group = 0
    for word in words.split():
        if word == "et":
            continue
        if word in _UNITS_WORDS:
            small = _UNITS_WORDS[word]
            group = group + 76 if small == 20 and group % 100 == 4 else group + small
        elif word in {"cent", "cents"}:
            group = max(group, 1) * 100
        elif word in {"mille", "million", "millions", "milliard", "milliards"}:
            factor = {"mille": 10**3, "million": 10**6, "milliard": 10**9}[word.rstrip("s")]
            total, group = total + max(group, 1) * factor, 0
        else:
            return None
    if not words:
        return None
    return Number(Decimal(total + group), None, text.strip(), text.strip())
