"""What a title says of itself: its numbering, its text without leaders, its letters alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\s?[.)/°:–-]*\s+(?=[^\W\d_]|[«\"“(])")
_ROMAN = re.compile(r"^([IVX]{1,6})\s?[./):–-]+\s*(?=[^\W\d_])")
# « DEL2025-28 : », « Délibération n° 2023/12 », « 2024-07 – »: the number of an act within its year.
_ACT = re.compile(
    r"^((?:[A-Z]{1,5}[ _.-]?|(?:Délib[ée]ration|DÉLIBÉRATION|DELIBERATION)\s+)(?:n\s?[°º]\s*)?(?:19|20)\d\d)"
    r"\s?[-_/.]\s?(\d{1,3})\s*[:–—-]?\s+(?=[^\W\d_]|[«\"“(])"
    r"|^((?:n\s?[°º]\s*)?(?:19|20)\d\d)\s?[-_/.]\s?(\d{1,3})\s*[:–—-]\s+(?=[^\W\d_]|[«\"“(])"
    r"|^((?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d)[ _/-]?(\d{2,3})\s*[:–—-]?\s+(?=[^\W\d_]|[«\"“(])"
)
_LETTER = re.compile(r"^([A-Z]|[a-z])\s?[.)/]\s?[-–]?\s*(?=[^\W\d_])")
_PART = re.compile(
    r"^(titre|partie|chapitre|classe|annexe|article|section|livre|tome)\s+([IVX]+|\d+|[A-Z])\b", re.IGNORECASE
)
_COUNTER = re.compile(r"^\(?\s*(?:\d{1,2}\s?/\s?\d{1,2}|suite)\s*\)?$", re.IGNORECASE)
# « Octroi d'une subvention, Rapporteur madame X »: who presents a matter is no part of its title.
_RAPPORTEUR = re.compile(
    r"[\s,;.(–-]+Rapporteure?s?\s*:?\s+(?:(?i:m\.|mme|monsieur|madame)\s+)?[A-ZÀ-Ý][\w’'-]*(?:\s+[A-ZÀ-Ý][\w’'-]*){0,3}\)?\s*$"
)
CONTENTS = re.compile(r"^(?:sommaire|table des mati[èe]res|contenu|contents)\s*:?$", re.IGNORECASE)


def numbering(text: str) -> tuple[str, ...]:
    """« 4.3.1 Titre » is ("4", "3", "1"); « IV / Titre » is ("IV",); « DEL2025-28 : Titre » is
    ("DEL2025", "28"); none is ()."""
    if found := _ACT.match(text):
        series, number = (group for group in found.groups() if group)
        return (series, number)
    if found := _DECIMAL.match(text):
        return tuple(found[1].split("."))
    if found := _PART.match(text):
        return (f"{found[1].casefold()} {found[2]}",)
    if (found := _ROMAN.match(text)) or (found := _LETTER.match(text)):
        return (found[1],)
    return ()


def go_up(numbers: Sequence[int]) -> bool:
    """Whether most numbers follow on from the one before, or begin again at 1: they number titles."""
    steps = [after == before + 1 or after == 1 < before for before, after in pairwise(numbers)]
    return len(steps) > 0 and 2 * sum(steps) > len(steps)


def cleaned_title(text: str) -> str:
    """A title without the dotted leader and page number of a contents page, nor its rapporteur."""
    title = _RAPPORTEUR.sub("", text) or text
    title = re.sub(r"\s*(?:\.\s?){3,}\s*(?:p(?:age)?\.?\s*)?\d*\s*$", "", title)
    title = re.sub(r"\s*…+\s*\d*\s*$", "", title)
    return re.sub(r"\s+", " ", title).strip(" \t_")


def is_counter(text: str) -> bool:
    """Whether a text only counts the pages of one title: « (2/3) », « suite »."""
    return bool(_COUNTER.match(text))


def fold(text: str) -> str:
    """A title's letters and figures only, to compare titles."""
    return re.sub(r"[\W_]+", "", text.casefold().replace("œ", "oe"))


def numbers_an_act(text: str) -> bool:
    """Whether a title begins with the number of a deliberation or the like: it is one however long."""
    return bool(_ACT.match(text))
