"""French typesetting: narrow and plain no-break spaces, apostrophes, numbers, hyphenation points."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

NO_BREAK = "\u00a0"
NARROW = "\u202f"
SOFT_HYPHEN = "\u00ad"

_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_BEFORE_HIGH = re.compile(r" (?=[;!?])")
_BEFORE_WIDE = re.compile(r" (?=[:»%€])")
_NUMBER_UNIT = re.compile(r"(?<=\d) (?=(?:agents|sites|ans|jours|pages)\b)")
_WORD = re.compile(r"(?<![\w-])[a-zàâäéèêëîïôöùûüçœ]{8,}(?![\w-])")
_VOWELS = "aàâäeéèêëiîïoôöuùûüyœ"
# A break stands between a vowel and the consonants, one or an inseparable pair, that open a syllable.
_BREAK = re.compile(
    rf"(?<=[{_VOWELS}])(?=(?:[bcdfgpt][lr]|vr|ch|ph|th|gn|qu|[bcdfgjklmnpqrstvz])[{_VOWELS}])"
    rf"|(?<=[{_VOWELS}][lnmrst])(?=(?:[bcdfgpt][lr]|ch|ph|th|qu|[bcdfgjklmnpqrstvz])[{_VOWELS}])"
)
_MARGIN = 3  # letters at least on either side of a hyphen


def set_in_french(text: str) -> str:
    """Typewriter spaces and apostrophes as a printer sets them: « 4 979 », « l’année », « oui : non »."""
    text = text.replace("'", "’").replace("« ", "«" + NO_BREAK)
    text = _THOUSANDS.sub(NARROW, text)
    text = _BEFORE_HIGH.sub(NARROW, text)
    text = _BEFORE_WIDE.sub(NO_BREAK, text)
    return _NUMBER_UNIT.sub(NO_BREAK, text)


def french_number(value: Decimal, decimals: int | None = None) -> str:
    """1635565.11 → "1 635 565,11" with plain spaces, keeping the decimals that the value carries."""
    shown = f"{value:,f}" if decimals is None else f"{value:,.{decimals}f}"
    return shown.replace(",", " ").replace(".", ",").replace("-", "–")


def with_hyphenation_points(text: str) -> str:
    """Soft hyphens between the syllables of long lower-case words."""
    return _WORD.sub(lambda match: _hyphenated(match.group()), text)


def _hyphenated(word: str) -> str:
    cuts = [m.start() for m in _BREAK.finditer(word) if _MARGIN <= m.start() <= len(word) - _MARGIN]
    edges = [0, *cuts, len(word)]
    return SOFT_HYPHEN.join(word[a:b] for a, b in pairwise(edges))
