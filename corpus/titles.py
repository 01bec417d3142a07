"""What a title says of itself: its numbering, its text without leaders, its letters alone."""

from __future__ import annotations

import re

_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\s?[.)/°:–-]*\s+(?=[^\W\d_]|[«\"“(])")
_ROMAN = re.compile(r"^([IVX]{1,6})\s?[./):–-]+\s*(?=[^\W\d_])")
_LETTER = re.compile(r"^([A-Z]|[a-z])\s?[.)/]\s?[-–]?\s*(?=[^\W\d_])")
_PART = re.compile(
    r"^(titre|partie|chapitre|annexe|article|section|livre|tome)\s+([IVX]+|\d+|[A-Z])\b", re.IGNORECASE
)
_COUNTER = re.compile(r"^\(?\s*(?:\d{1,2}\s?/\s?\d{1,2}|suite)\s*\)?$", re.IGNORECASE)
CONTENTS = re.compile(r"^(?:sommaire|table des mati[èe]res|contenu|contents)\s*:?$", re.IGNORECASE)


def numbering(text: str) -> tuple[str, ...]:
    """« 4.3.1 Titre » is ("4", "3", "1"); « IV / Titre » is ("IV",); none is ()."""
    if found := _DECIMAL.match(text):
        return tuple(found[1].split("."))
    if found := _PART.match(text):
        return (f"{found[1].casefold()} {found[2]}",)
    if (found := _ROMAN.match(text)) or (found := _LETTER.match(text)):
        return (found[1],)
    return ()


def cleaned_title(text: str) -> str:
    """A title without the dotted leader and page number of a contents page."""
    title = re.sub(r"\s*(?:\.\s?){3,}\s*(?:p(?:age)?\.?\s*)?\d*\s*$", "", text)
    title = re.sub(r"\s*…+\s*\d*\s*$", "", title)
    return re.sub(r"\s+", " ", title).strip(" \t")


def is_counter(text: str) -> bool:
    """Whether a text only counts the pages of one title: « (2/3) », « suite »."""
    return bool(_COUNTER.match(text))


def fold(text: str) -> str:
    """A title's letters and figures only, to compare titles."""
    return re.sub(r"[\W_]+", "", text.casefold().replace("œ", "oe"))
