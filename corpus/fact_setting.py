"""Where a fact stands: what its section and report say of its period, and how its labels are cleaned."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.numbers import find_numbers
from corpus.periods import Period, bounds, contains, find_periods, year_of
from corpus.report import Block, BlockKind, Box, Section
from corpus.units import canonical_unit


@dataclass(frozen=True, slots=True)
class Setting:
    """A block with the titles above it and the report's own period."""

    block: Block
    path: tuple[str, ...]
    report_period: str | None

    @property
    def year(self) -> int | None:
        """The year that « l'an dernier », « N-1 » or a bare month count from."""
        return year_of(self.report_period) if self.report_period else None

    @property
    def heading(self) -> str:
        """The nearest title above that names something."""
        titles = naming_titles(self.path[:-1] if self.block.kind is BlockKind.HEADING else self.path)
        return titles[0] if titles else ""

    def inherited_period(self) -> tuple[str | None, float]:
        """The period that the section titles give, else the report's, with how far to trust it.

        A day or a month holds for its own section only: above, it is as a rule a date of publication.
        """
        for title in reversed(self.path):
            stated = titled_periods(title, self.year)
            if len(stated) != 1 or not has_words(without_periods(title, self.year)) or _is_sentence(title):
                continue
            if title == self.path[-1] or _is_year_wide(stated[0].value):
                return stated[0].value, 0.9
        return (self.report_period, 0.85) if self.report_period else (None, 0.8)


_LONGEST_TITLE = 14


@lru_cache(maxsize=1024)
def naming_titles(path: tuple[str, ...]) -> tuple[str, ...]:
    """Titles that are neither a sentence nor a figure set large, the innermost first."""
    named = (t for t in reversed(path) if not _is_sentence(t) and not _states_a_figure(t))
    return tuple(title for t in named if (title := clean_label(t)))


def _is_sentence(title: str) -> bool:
    return len(title.split()) > _LONGEST_TITLE


def _states_a_figure(title: str) -> bool:
    return any(found.number.unit for found in find_numbers(title))


def _is_year_wide(period: str) -> bool:
    first, last = bounds(period)
    return (last - first).days >= 360


def setting_of(block: Block, sections: Sequence[Section], period: str | None) -> Setting:
    """The setting of `block` in a report of `period`."""
    path = sections[block.section].path if block.section is not None else ()
    return Setting(block, path, period)


_LEGAL = re.compile(
    r"(?i)\b(?:lois?|décrets?|arrêtés?|ordonnances?|délibérations?|circulaires?|directives?|règlements?|"
    r"conventions?|contrat|séance|réunion|version|édition)\b[^.;(),]{0,80}$"
)


_SINCE = re.compile(r"(?i)(?:depuis|à compter|à partir|avant|après|jusqu['’ʼ])\s*(?:le|la|du|de|au|à)?\s*$")
_COMPARED = re.compile(
    r"(?i)(?:par rapport|comparée?s?|comparaison|relativement|\bvs\.?)\s*(?:à|au|aux|avec)?[^,.;]{0,20}$"
    r"|\b(?:plus|moins|autant|\w*érieure?s?)\b[^.;:]{0,40}?\bqu['’ʼ](?:en|à|au|à la)\s*$"
)


def stated_periods(text: str, reference: int | None) -> list[Period]:
    """The periods of `text` that can date a value: not the date of a law, of a meeting, nor the year that
    the value is compared with (« par rapport à 2022 »)."""
    return [
        p
        for p in find_periods(text, reference)
        if _dates_a_value(text[max(0, p.start - 90) : p.start], p.value)
    ]


def titled_periods(title: str, reference: int | None) -> list[Period]:
    """The periods that a title gives to its values: « ces 5 dernières années » is a part of its words."""
    return [p for p in stated_periods(title, reference) if not (p.relative and "/" in p.value)]


def is_compared(before: str) -> bool:
    """Whether what stands before a period says that a value is compared with it."""
    return _COMPARED.search(before) is not None


def _dates_a_value(before: str, period: str) -> bool:
    if _LEGAL.search(before) or _COMPARED.search(before):
        return False
    return not (period.count("-") == 2 and _SINCE.search(before))


def narrowest(periods: Sequence[str]) -> str | None:
    """Of the periods that labels give together (year above, month beside), the one within the others."""
    found: str | None = None
    for period in periods:
        if found is None or contains(found, period):
            found = period
    return found


_INTRODUCERS = (
    r"(?:\bd['’ʼ]ici\s+(?:la\s+|à\s+)?)?"
    r"(?:\b(?:en|au|de|du|pour|depuis|sur|fin|l['’ʼ]année|année|annee|à|le|d['’ʼ])\s*)*"
)
_NUMBERING = re.compile(
    r"^\s*(?:(?:[IVX]{1,4}|[A-Z]|\d{1,2})(?:[.\-]\d{1,2})*(?:\s?/|[.):]+|\s*[-–:]+(?=\s))\s*(?=[^\W\d])"
    r"|\d{1,2}(?:\.\d{1,2})+\s+)"
)
_BULLET = re.compile(r"^[\s#~_|•●▪■◦▸►➢➔→✓✔\uf000-\uf8ff*\-–—·o]+(?=\s|[A-ZÀ-Ý«])")
_NOTE_MARK = re.compile(r"\s*(?:\(\d\)|[*¹²³⁴⁵⁶⁷⁸⁹]+)\s*$")
_CAPTION_LEAD = re.compile(
    r"(?i)^\s*(?:tableau|table|figure|fig\.?|graphique|schéma|illustration)\s*(?:n°)?\s*\d*\s*[:.\-–]\s*"
)
# A button at the end of a card or a cell: « Voir le service », « En savoir plus ».
_LINK = re.compile(
    r"(?<=\S)\s+(?:(?:Voir|Consulter|Découvrir|Visiter|Télécharger)\s(?:le|la|les|l['’ʼ])\s?[\w-]+(?:\s[\w-]+)?"
    r"|En savoir plus|Cliquez ici|Lire la suite)\s*$"
)
_LONGEST = 160


def is_caption(title: str) -> bool:
    """Whether a title is numbered as tables and figures are: « Tableau 3 : »."""
    return _CAPTION_LEAD.match(title) is not None


def clean_label(text: str) -> str:
    """A label as words: no bullet, numbering, note mark or unit in brackets, one kind of space."""
    label = re.sub(r"\s+", " ", text).strip()
    label = _BULLET.sub("", label)
    label = _CAPTION_LEAD.sub("", label)
    label = _NUMBERING.sub("", label)
    label = _NOTE_MARK.sub("", label)
    label = _LINK.sub("", label)
    label = re.sub(r"\s*\([^()]{50,}\)?", "", label)
    label = re.sub(r"\s*[(\[]([^()\[\]]{1,30})[)\]]", lambda m: "" if canonical_unit(m[1]) else m[0], label)
    label = label.strip(" \t:;,.–—-|/+")
    label = label.strip('"').strip(" -–—") if label.count('"') in {1, 2} else label
    return label if len(label) <= _LONGEST else label[:_LONGEST].rsplit(" ", 1)[0]


def without_periods(text: str, reference: int | None) -> str:
    """`text` with the periods it names taken out, and the words that introduced them."""
    kept = text
    for period in reversed(titled_periods(text, reference)):
        before = re.sub(rf"(?i){_INTRODUCERS}$", "", kept[: period.start])
        kept = f"{before.rstrip()} {kept[period.end :].lstrip()}"
    return re.sub(r"\(\s*\)|\[\s*\]", "", kept).strip()


def has_words(text: str) -> bool:
    """Whether at least one word of three letters stands in `text` (« % », « N° » say nothing)."""
    return re.search(r"[^\W\d_]{3}|\b[A-Z]{2,}\b", text) is not None


def joined(parts: Sequence[str]) -> str:
    """Labels put together from general to particular; one that says no more than another is left out."""
    kept: list[str] = []
    for part in parts:
        if part and not any(_says_all_of(other, part) for other in kept):
            kept = [other for other in kept if not _says_all_of(part, other)] + [part]
    return " – ".join(kept)


def _says_all_of(whole: str, part: str) -> bool:
    found = re.search(rf"(?<!\w){re.escape(part)}(?!\w)", whole, re.IGNORECASE)
    return found is not None and (found.start() == 0 or 2 * len(part) > len(whole))


def box_of(block: Block, start: int, end: int) -> Box:
    """The rectangle around `block.text[start:end]`, or the block's own when its words are not placed."""
    boxes = [span.box for span in block.spans if span.start < end and start < span.end]
    if not boxes:
        return block.box
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
