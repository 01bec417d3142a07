"""Quantities in running text, told from the dates, codes and references that are numbers as well."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.number_forms import (
    DASH,
    FIGURE,
    LETTER,
    ORDINAL_SUFFIX,
    SP,
    Number,
    build_number,
    is_code,
    symbol_end,
    unit_after,
)
from corpus.periods import find_periods
from corpus.units import SPACES, Unit


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number of running text: `text[start:end]` is its `printed`."""

    start: int
    end: int
    number: Number


def find_numbers(text: str) -> tuple[FoundNumber, ...]:
    """Every quantity in running text, with its offsets.

    Left out: dates and years, times of day, ranges and age groups, phone and account numbers, post codes
    and street numbers, ordinals, list numbering, fractions, and what a reference word announces
    (« article 12 », « n° 3 », « page 7 »).
    """
    taken = [(p.start, p.end) for p in find_periods(text, reference=2000)]
    taken += [match.span() for pattern in _NOT_QUANTITIES for match in pattern.finditer(text)]
    taken += [match.span("range") for match in _RANGE.finditer(text) if not _tells_change(text, match)]
    found: list[FoundNumber] = []
    for match in _IN_TEXT.finditer(text):
        start, end = match.span("digits")
        if any(first < end and start < last for first, last in taken):
            continue
        if is_code(match["digits"]) or _REFERENCE.search(text[max(0, start - 40) : start]):
            continue
        own, unit_end = unit_after(text, end, match["digits"])
        if own is None and _glued(text, end):
            continue
        if own is not None and own.name == "h" and _tells_time(text, start, end):
            continue
        if match["digits"].isdecimal() and len(match["digits"]) > 6 and (own is None or own.name != "€"):
            continue
        printed_end = symbol_end(text, end, unit_end)
        if own is None and _looks_like_post_code(text, match):
            continue
        before = re.search(rf"(?:€|EUR){SP}?$", text[max(0, start - 5) : start])
        if own is None and before:
            own = Unit("€")
        number = build_number(text[match.start() : printed_end].strip(SPACES), match, own, None, None)
        start = match.start() + (len(match[0]) - len(match[0].lstrip(SPACES)))
        found.append(FoundNumber(start, start + len(number.printed), number))
    return tuple(found)


_IN_TEXT = re.compile(
    rf"(?<![{LETTER}\d_])(?<![{LETTER}\d][./°'’\-\u2010-\u2015\u2212])(?<!\d,)"
    rf"(?P<sign>(?<![^{SPACES}(:=])[-+\u2212±](?=\d))?(?P<digits>{FIGURE})"
)
_NOT_QUANTITIES = (
    # Times of day and clock times.
    re.compile(rf"(?<!\d)\d{{1,2}}{SP}?[hH]{SP}?\d{{2}}(?!\d)|(?<!\d)\d{{1,2}}:\d{{2}}(?::\d{{2}})?(?!\d)"),
    re.compile(
        rf"\b(?:de|à|entre|dès|vers|et|jusqu['’ʼ]à)\s+\d{{1,2}}{SP}?h(?![{LETTER}])(?!\s*(?:par|/|de))"
    ),
    # Phones, SIRET and account numbers, IBAN-like runs, parcels and e-mail or web addresses.
    re.compile(rf"(?<!\d)(?:\+\d\d{SP}?(?:\(0\))?|0)\d(?:[{SPACES}.\-]?\d\d){{4}}(?!\d)"),
    re.compile(rf"(?<!\d)\d{{3}}(?:{SP}?\d{{3}}){{2}}{SP}?\d{{5}}(?!\d)"),
    re.compile(r"(?i)\b(?:siret|siren|iban|bic|rcs|ape|naf|finess)\b[^,;\n]{0,25}"),
    re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b\w+\.(?:fr|com|org|eu|net)(?:/\S*)?"),
    # Article numbers and the like: a letter, a point or a dash tied to digits.
    re.compile(rf"\b[A-Z]{{1,4}}{SP}?[.\-]{SP}?\d[\d.\-]*(?:-\d+)?"),
    re.compile(r"\b\d+(?:-\d+){1,}(?:[/-]\w+)*(?=\W|$)"),
    re.compile(rf"(?<![\d,.]){FIGURE}{SP}?(?:{ORDINAL_SUFFIX}|°|º)(?![{LETTER}C])"),
    re.compile(rf"(?<![\d,.])\d{{1,3}}(?:ERS?|[EÈ]RES?|NDE?|I?[EÈ]ME|E)(?![{LETTER}])"),
    # A set told by an article after a name: « la Clinique des 3 Frontières ».
    re.compile(
        rf"(?<![.!?]{SP})(?<!^)\b[A-ZÀ-Ý][{LETTER}-]+{SP}(?:des|aux|les){SP}\d{{1,2}}{SP}(?=[{LETTER}])"
    ),
    # Streets and post codes.
    re.compile(
        r"(?i)\b\d{1,4}\s*(?:bis|ter)?\s*,?\s+(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|route|"
        r"quai|cours|square|hameau|lieu-dit)\b(?=\s+(?:de|du|des|d['’ʼ]|la|le|l['’ʼ]|[A-ZÀ-Ý]))"
    ),
    re.compile(r"(?i)\b(?:BP|CS|cedex|TSA)\s*\d+"),
    # Numbering at the head of a line: « 1. », « 2) », « 3.1 Titre », « 4 - ».
    re.compile(rf"^{SP}*(?:\d{{1,2}}(?:\.\d{{1,2}})*\.?{SP}*[).\-–:]|\d{{1,2}}(?:\.\d{{1,2}})+){SP}+(?=\D)"),
    re.compile(rf"(?<=[:;.]){SP}*\d{{1,2}}[.)]{SP}+(?=[A-ZÀ-Ý])"),
    # A department in brackets, the age of a group, how long ago.
    re.compile(r"\(\d{1,3}\)"),
    re.compile(rf"(?i)\d+{SP}ans{SP}(?:et|ou){SP}(?:plus|moins|\+)|\b(?:plus|moins){SP}de{SP}\d+{SP}ans?\b"),
    re.compile(
        rf"(?i)\b(?:depuis|il y a)(?:{SP}(?:près de|plus de|environ|bientôt))?"
        rf"{SP}\d+{SP}(?:ans|mois|années|jours)"
    ),
    # The age that names a group.
    re.compile(rf"(?i)\b(?:l['’ʼ]âge|âgée?s?){SP}(?:de{SP})?\d+{SP}ans"),
    # A threshold, which no one counted: « un score supérieur à 70 ».
    re.compile(
        rf"(?i)\b(?:supérieure?|inférieure?|égale?)s?(?:{SP}ou{SP}égale?s?)?{SP}(?:à|aux){SP}"
        rf"(?:la{SP}moyenne{SP}de{SP})?(?:plus{SP}de{SP})?{FIGURE}"
    ),
    re.compile(
        rf"(?i)\b(?:de|en){SP}(?:moins|plus){SP}de{SP}{FIGURE}{SP}?(?:heures?|h|jours?|mois|minutes?|min|semaines?)\b"
    ),
    # What a ratio is counted over: « 0,11 pour 100 000 habitants ».
    re.compile(rf"(?i)\bpour{SP}1(?:[{SPACES}.]?0)+(?!\d)"),
    # Fractions and formats.
    re.compile(r"(?<![\d,.])\d+\s?[/x×]\s?\d+\b"),
)
_REFERENCE = re.compile(
    r"(?i)(?:\b(?:articles?|art|alinéas?|pages?|pp?|chapitre|chap|figure|fig|tableau|tab|table|annexes?|"
    r"titre|tome|partie|sections?|sous-section|paragraphe|lot|phase|étape|version|loi|décret|arrêté|"
    r"délibération|ordonnance|directive|règlement|norme|iso|groupe|catégorie|cat|niveau|volet|axe|"
    r"scénario|option|action|objectif|défi|parcelle|ligne|zone|classe|type|code|"
    r"numéros?|num|rd|rn|dossier|diapositive|question|thème|territoire|secteur|"
    r"tranche|covid|agenda|horizon|équipe|salle|bâtiment|étage|porte)\.?"
    rf"|\b(?:le|les|du|des|au|aux|un|ce|chaque){SP}+comptes?"
    rf"|(?:\bn|§|#){SP}*[°ºo]?s?(?:{SP}*:)?){SP}*[(]?{SP}*$"
)
_RANGE = re.compile(
    rf"(?<![\d.,])(?P<range>(?:\b(?i:de|entre|du){SP}+)?{FIGURE}{SP}*"
    rf"(?:{DASH}|à|et(?=[^.;]{{0,18}}\b(?i:ans?|km|hab)))"
    rf"{SP}*{FIGURE})(?![\d])"
)
_CHANGE = re.compile(
    r"(?i)(?:pass|augment|évolu|baiss|diminu|progress|recul|chut|grimp|mont|rédui)\w*\W[^.]{0,60}$"
)


def _tells_change(text: str, match: re.Match[str]) -> bool:
    """« passe de 12 à 15 agents » states two values; « de 12 à 15 ans » names a group."""
    return _CHANGE.search(text[max(0, match.start() - 80) : match.start()]) is not None and "à" in match[0]


_SCHEDULE = re.compile(
    r"(?i)\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|ouvert|fermé|horaire|matin|midi|soir|dès|"
    r"rendez-vous|à partir|jusqu)|\d\s?h"
)


_AT = re.compile(rf"{SP}?[hH](?:{SP}?[-–:,]{SP}?|{SP})[A-ZÀ-Ý]")


def _tells_time(text: str, start: int, end: int) -> bool:
    """« samedi 14h – 17h » is when, « 35 h par semaine » how long."""
    hour = text[start:end]
    if not start and hour.isdecimal() and int(hour) <= 24 and _AT.match(text, end):
        return True  # « 10h Bibliothèque » on a programme
    around = text[max(0, start - 25) : start] + " " + text[end + 2 : end + 15]
    return hour.isdecimal() and int(hour) <= 24 and _SCHEDULE.search(around) is not None


def _glued(text: str, end: int) -> bool:
    """Letters right after the digits that are no unit: a code or a name (« 3D », « 2b »)."""
    return end < len(text) and (text[end].isalpha() or text[end] in "_°")


def _looks_like_post_code(text: str, match: re.Match[str]) -> bool:
    digits = match["digits"]
    named = re.match(rf"{SP}+[A-ZÀ-Ý]", text[match.end() :]) is not None
    return len(digits) == 5 and digits.isdecimal() and named
