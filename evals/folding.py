"""Texts and numbers as the measures compare them: what is only typography is folded away."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_TYPOGRAPHY = str.maketrans("’‘ʼ′‐‑–—−", "'" * 4 + "-" * 5, "\u00ad") | {ord("œ"): "oe", ord("æ"): "ae"}
_NOTE_MARK = re.compile(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")  # a footnote mark is no digit of the number before it
_SPACE = re.compile(r"[^\S\n]")
_SPACES = re.compile(r"\s+")
# A number stands on its own: « CNU27 », « m3 » hold none, and « 12,5 » is one number, not two.
_NUMBER = re.compile(r"(?<![^\W_])(?<!\d[.,])(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)*(?!\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: `digits` without thousands separators, the decimal mark as printed.

    `year` is true for 1900 to 2099 written without a separator: « 1 985 » is a count, « 1985 » a year.
    """

    digits: str
    year: bool


def fold(text: str) -> str:
    """Fold case, accents, kinds of spaces, apostrophes and dashes, and thousands separators.

    « L’Œuvre : 22 094,5 € » → "l'oeuvre : 22094,5 €"
    """
    joined = _NUMBER.sub(lambda match: match.group().replace(" ", ""), _folded_letters(text))
    return _SPACES.sub(" ", joined).strip()


def fold_words(text: str) -> str:
    """Only the words and numbers of a text, folded: « 1.2  Coûts : détail » → "1 2 couts detail"."""
    return " ".join(re.findall(r"\w+", fold(text)))


def numbers(text: str) -> tuple[Number, ...]:
    """Every number that stands in a text, in order."""
    return tuple(
        Number(found.replace(" ", ""), bool(_YEAR.fullmatch(found)))
        for found in _NUMBER.findall(_folded_letters(text))
    )


def is_number(text: str) -> bool:
    """Whether a text is one number and nothing else; a year alone counts as one."""
    return _NUMBER.fullmatch(_folded_letters(text).strip()) is not None


def stands_in(wording: str, text: str) -> bool:
    """Whether a wording stands in a text, both folded; a number at its edge is matched whole.

    "50" stands in « 50 % » and « soit 50. », not in « 150 », « 50,5 » or « 50 000 ».
    """
    return _stands_folded(fold(wording), fold(text))


def _stands_folded(wording: str, text: str) -> bool:
    before = r"(?<![^\W_])(?<!\d[.,])" if wording[:1].isdigit() else ""
    after = r"(?!\d)(?![.,]\d)" if wording[-1:].isdigit() else ""
    return bool(wording) and re.search(before + re.escape(wording) + after, text) is not None


def _folded_letters(text: str) -> str:
    text = _NOTE_MARK.sub("", text).lower().translate(_TYPOGRAPHY)
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return _SPACE.sub(" ", text.translate(_TYPOGRAPHY))
