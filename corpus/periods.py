"""Periods of time as French text names them, and how they compare.

A period is an ISO-like string: "2023" a year, "2022-2023" a school year (two years that follow each
other), "2023-08" a month, "2023-T1" a quarter, "2023-S2" a half-year, "2023-12-31" a day, "2015/2023" a
range, "2020/" since, "/2020" until.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from corpus.units import SPACES, counted_noun


@dataclass(frozen=True, slots=True)
class Period:
    """`text[start:end]` names the period `value`; `relative` when it took a reference year to know it."""

    start: int
    end: int
    value: str
    relative: bool = False


_SP = f"[{SPACES}]"
_S = f"{_SP}*"
_DASH = "[-\u2010-\u2015\u2212]"
_NOT_IN_CODE = r"(?<![\w.,/°\-\u2010-\u2015\u2212])"
_YEAR = r"(?:1[6-9]\d\d|20\d\d)"
_AFTER_YEAR = rf"(?!\w|[.,]\d|{_SP}\d{{3}}(?!\d)|{_DASH}\d|/\d|{_S}(?:€|%|k€|M€|EUR\b))"
_MONTHS = (
    "janvier|janv", "février|fevrier|févr|fév|fev", "mars", "avril|avr", "mai", "juin", "juillet|juil",
    "août|aout", "septembre|sept", "octobre|oct", "novembre|nov", "décembre|decembre|déc|dec",
)  # fmt: skip
_MONTH = rf"(?i:{'|'.join(_MONTHS)})"
_ORDINAL = {"1": 1, "2": 2, "3": 3, "4": 4, "premier": 1, "deuxième": 2, "second": 2, "troisième": 3}
_ORDINAL |= {"quatrième": 4, "dernier": 4}
_NUMBERS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "dix": 10}
_INTRODUCED = re.compile(
    rf"(?i:\b(?:en|années?|ans?|depuis|dès|fin|début|courant|mi|exercices?|millésime|rentrée|budgets?|"
    rf"saison|bilan|jusqu['’ʼ]en|{'|'.join(_MONTHS)})\.?{_SP}*{_DASH}?{_SP}*)$"
)
# After these a number with a noun counts: « la commune compte 2017 habitants ».
_COUNTS = re.compile(
    r"(?i)\b(?:compt(?:e|ent|ait|aient|ant)|(?:emploi|accueill|recens|dénombr|totalis|regroup|rassembl|représent|"
    r"concern|héberg|scolaris|desser|vis)\w*|environ|quelque)\s+$"
)
_REFERENCE_NUMBER = re.compile(
    rf"(?i:(?:\bn{_S}[°ºo]|\bnuméro|\bréf\.?|\b(?:le|du|au|un){_SP}compte){_S}(?:[A-Z]+{_DASH}?)?)$"
)


@lru_cache(maxsize=8192)
def find_periods(text: str, reference: int | None = None) -> tuple[Period, ...]:
    """Every period named in `text`, in order, without overlap.

    `reference` is the year that « cette année », « N-1 », « en août » or « l'an dernier » count from;
    without it they are left out. « l'année d'avant » counts from the last year named before it, if any.
    """
    found: list[Period] = []
    for pattern, build in _PATTERNS:
        for match in pattern.finditer(text):
            if any(p.start < match.end() and match.start() < p.end for p in found):
                continue
            value = None if _REFERENCE_NUMBER.search(_just_before(text, match)) else build(match)
            if value:
                found.append(Period(match.start(), match.end(), value))
    found += _years(text, found)
    found += _relative(text, found, reference)
    return tuple(sorted(found, key=lambda period: period.start))


def bounds(period: str) -> tuple[date, date]:
    """First and last day. Raises ValueError when `period` is not of the forms above."""
    if "/" in period:
        since, _, until = period.partition("/")
        return (bounds(since)[0] if since else date.min, bounds(until)[1] if until else date.max)
    parts = period.split("-")
    year = int(parts[0])
    match parts[1:]:
        case []:
            return date(year, 1, 1), date(year, 12, 31)
        case [second] if len(second) == 4:
            return date(year, 9, 1), date(int(second), 8, 31)
        case [second] if second[0] in "TS":
            months = 3 if second[0] == "T" else 6
            last = int(second[1]) * months
            return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])
        case [month]:
            return date(year, int(month), 1), date(year, int(month), monthrange(year, int(month))[1])
        case [month, day]:
            return (date(year, int(month), int(day)),) * 2
    raise ValueError(f"not a period: {period!r}")


def contains(outer: str, inner: str) -> bool:
    """Whether all of `inner` falls within `outer`: contains("2023", "2023-12-31")."""
    (first, last), (start, end) = bounds(outer), bounds(inner)
    return first <= start and end <= last


def year_of(period: str) -> int | None:
    """The year a period ends in; None when it has no end (« depuis 2020 »)."""
    if period.endswith("/"):
        return None
    last = period.rpartition("/")[2]
    parts = last.split("-")
    return int(parts[1]) if len(parts) == 2 and len(parts[1]) == 4 else int(parts[0])


def month_name(period: str) -> str:
    """The month that a period is (« 2021-05 » → « mai »); empty for a day, a year or a range."""
    month = month_of(period)
    return _MONTHS[month - 1].split("|")[0] if month else ""


def month_of(period: str) -> int:
    """The number, from 1, of the month that a period is; 0 for a day, a year or a range."""
    found = re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", period)
    return int(found[1]) if found else 0


def years_of(period: str, last: int) -> tuple[int, ...]:
    """Every year a period touches; `last` closes an open range, which otherwise has no end."""
    first_day, last_day = bounds(period)
    first = last if first_day == date.min else first_day.year
    return tuple(range(min(first, last), (last if last_day == date.max else last_day.year) + 1))


def _month_number(name: str) -> int:
    return next(i for i, names in enumerate(_MONTHS, 1) if name.lower().rstrip(".") in names.split("|"))


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _day(year: int, month: int, day: int) -> str | None:
    valid = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}" if valid else None


def _numeric_day(m: re.Match[str]) -> str | None:
    return _day(_full_year(m["y"]), int(m["m"]), int(m["d"]))


def _iso_day(m: re.Match[str]) -> str | None:
    return _day(int(m["y"]), int(m["m"]), int(m["d"]))


def _worded_day(m: re.Match[str]) -> str | None:
    return _day(int(m["y"]), _month_number(m["m"]), int(m["d"]))


def _month_of_year(m: re.Match[str]) -> str | None:
    return f"{_full_year(m['y'])}-{_month_number(m['m']):02}"


def _numeric_month(m: re.Match[str]) -> str | None:
    return f"{m['y']}-{int(m['m']):02}" if 1 <= int(m["m"]) <= 12 else None


def _part_of_year(m: re.Match[str]) -> str | None:
    groups = m.groupdict()
    letter = (groups.get("letter") or ("T" if groups["name"].lower().startswith("trim") else "S")).upper()
    order = _ORDINAL[m["n"].lower()]
    if letter == "S" and m["n"].lower() == "dernier":
        order = 2
    return f"{m['y']}-{letter}{order}" if order <= (4 if letter == "T" else 2) else None


def _range(m: re.Match[str]) -> str | None:
    return f"{m['a']}/{m['b']}" if int(m["a"]) < int(m["b"]) else None


def _pair(m: re.Match[str]) -> str | None:
    """« 2022-2023 », « 2022/23 »: a school year when the years follow each other, else a range."""
    first = int(m["a"])
    last = int(m["b"]) if len(m["b"]) == 4 else first // 100 * 100 + int(m["b"])
    if last == first + 1:
        return f"{first}-{last}"
    return f"{first}/{last}" if first < last and len(m["b"]) == 4 else None


_N = r"(?P<n>(?i:premier|deuxième|second|troisième|quatrième|dernier)|[1-4])"
_Y = rf"(?P<y>{_YEAR})"
_ORDER_SUFFIX = r"(?:er|e|ème|è|nd|eme)?"
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str | None]], ...] = (
    (re.compile(rf"{_NOT_IN_CODE}{_Y}{_DASH}(?P<m>\d\d){_DASH}(?P<d>\d\d)(?!\d)"), _iso_day),
    (
        re.compile(
            rf"{_NOT_IN_CODE}(?P<d>\d\d?){_S}(?P<sep>[/.]|{_DASH}){_S}(?P<m>\d\d?){_S}(?P=sep){_S}"
            rf"(?P<y>{_YEAR}|\d\d)(?![\d/])"
        ),
        _numeric_day,
    ),
    (
        re.compile(rf"{_NOT_IN_CODE}(?P<d>\d\d?)(?:er)?{_SP}+(?P<m>{_MONTH})\.?{_SP}+{_Y}{_AFTER_YEAR}"),
        _worded_day,
    ),
    (
        re.compile(rf"{_NOT_IN_CODE}{_N}{_ORDER_SUFFIX}{_SP}+(?P<name>(?i:trimestre|semestre)){_SP}+"
                   rf"(?:de{_SP}+|d['’ʼ])?(?:l['’ʼ]année{_SP}+)?{_Y}{_AFTER_YEAR}"),
        _part_of_year,
    ),
    (re.compile(rf"\b(?P<letter>[TS])(?P<n>[1-4]){_S}(?:{_DASH}|/)?{_S}{_Y}{_AFTER_YEAR}"), _part_of_year),
    (re.compile(rf"{_NOT_IN_CODE}{_Y}{_S}(?:{_DASH}|/)?{_S}(?P<letter>[TS])(?P<n>[1-4])\b"), _part_of_year),
    (re.compile(rf"\b(?P<m>{_MONTH})\.?{_S}{_DASH}?{_S}{_Y}{_AFTER_YEAR}"), _month_of_year),
    (re.compile(rf"(?i:\b(?P<m>{'|'.join(_MONTHS)})\.?{_S}[-/]{_S}(?P<y>\d\d))(?!\d)"), _month_of_year),
    (
        re.compile(rf"(?i:\b(?:de|entre|du|depuis)){_SP}+(?:l['’ʼ]année{_SP}+)?(?P<a>{_YEAR}){_SP}+"
                   rf"(?:à|et|jusqu['’ʼ]en|jusqu['’ʼ]à){_SP}+(?P<b>{_YEAR}){_AFTER_YEAR}"),
        _range,
    ),
    (re.compile(rf"{_NOT_IN_CODE}(?P<a>{_YEAR}){_SP}+à{_SP}+(?P<b>{_YEAR}){_AFTER_YEAR}"), _range),
    (
        re.compile(rf"{_NOT_IN_CODE}(?P<a>{_YEAR}){_S}(?:{_DASH}|/){_S}(?P<b>{_YEAR}|\d\d)(?![\w/]|{_DASH}\d)"),
        _pair,
    ),
    (re.compile(rf"(?<![\d/.])(?P<m>0[1-9]|1[0-2])/(?P<y>{_YEAR})(?![\d/])"), _numeric_month),
    (re.compile(rf"{_NOT_IN_CODE}{_Y}-(?P<m>0[1-9]|1[0-2])(?![\w\-])"), _numeric_month),
    (
        re.compile(rf"(?i:\b(?:depuis|à{_SP}+partir{_SP}+de))(?:{_SP}+l['’ʼ]année)?{_SP}+{_Y}{_AFTER_YEAR}"),
        lambda m: f"{m['y']}/",
    ),
    (re.compile(rf"(?i:\bjusqu['’ʼ](?:en|à){_SP}+(?:fin{_SP}+)?){_Y}{_AFTER_YEAR}"), lambda m: f"/{m['y']}"),
)  # fmt: skip
_FARTHEST = 2050  # A later year is announced (« en 2100 »): without that, it is an account or a code.
_BARE_YEAR = re.compile(rf"{_NOT_IN_CODE}(?P<y>{_YEAR}){_AFTER_YEAR}")


def _years(text: str, taken: list[Period]) -> list[Period]:
    found = []
    for match in _BARE_YEAR.finditer(text):
        if any(p.start < match.end() and match.start() < p.end for p in taken):
            continue
        before = _just_before(text, match)
        introduced = _INTRODUCED.search(before) is not None
        if not introduced and (_REFERENCE_NUMBER.search(before) or int(match["y"]) < 1900):
            continue
        if int(match["y"]) > _FARTHEST and not introduced:
            continue
        # « 2026 personnes » counts people; « Rapport 2023 Déchets » and « en 2023 les » name a year.
        noun = counted_noun(text, match.end())
        if (
            noun
            and not introduced
            and text[match.end() :].lstrip()[:1].islower()
            and not _names_a_year(before)
        ):
            continue
        found.append(Period(match.start(), match.end(), match["y"]))
    return found


def _just_before(text: str, match: re.Match[str]) -> str:
    """What a pattern that ends at the match may look at: a few words are enough."""
    return text[max(0, match.start() - 60) : match.start()]


def _names_a_year(before: str) -> bool:
    """A year right after a noun (« rapport 2023 ») is a year; after a small word or nothing it may count."""
    if _COUNTS.search(before):
        return False
    word = re.search(r"([^\W\d]+)[^\w]*$", before)
    return bool(word and len(word[1]) > 4 and before.rstrip().endswith(word[1]))


_RELATIVE: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?i)\bcette année\b(?!-là)|\bl['’ʼ]année en cours\b|\bl['’ʼ]exercice en cours\b"), 0),
    (
        re.compile(r"(?i)\bl['’ʼ]an (?:dernier|passé)\b|\bl['’ʼ](?:année|exercice) (?:dernière?|passée?)\b"),
        -1,
    ),
    (re.compile(r"(?i)\bl['’ʼ]an prochain\b|\bl['’ʼ]année prochaine\b"), 1),
)
_ANAPHORIC: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"(?i)\bl['’ʼ](?:année|an|exercice) (?:d['’ʼ]avant|précédente?|antérieure?)\b"), -1),
    (re.compile(r"(?i)\bl['’ʼ](?:année|an|exercice) (?:d['’ʼ]après|suivante?)\b"), 1),
)
_N_OFFSET = re.compile(rf"(?<![\w°])N{_S}(?P<sign>[-+]|{_DASH}){_S}(?P<n>[1-9])(?!\d)")
_N_ALONE = re.compile(r"(?i:\b(?:année|exercice)\s+)N(?![\w°\-+'’])|^\s*N\s*$")
_AGO = re.compile(r"(?i)\bil y a (?P<n>\d|un|une|deux|trois|quatre|cinq|dix) ans?\b")
_LAST_YEARS = re.compile(
    r"(?i)\b(?:les|ces|des|aux)\s+(?P<n>\d\d?|deux|trois|quatre|cinq|six|dix)\s+"
    r"(?:dernières années|derniers exercices)\b"
)
_DAY_ALONE = re.compile(
    rf"{_NOT_IN_CODE}(?P<d>\d\d?)(?:er)?{_SP}+(?P<m>{_MONTH})\b(?!\.?{_S}\d{{4}})"
    rf"(?:{_SP}+(?:de{_SP}+l['’ʼ](?:année|exercice){_SP}+)?N(?![\w°])(?:{_S}-{_S}(?P<back>\d))?)?"
)
_MONTH_ALONE = re.compile(rf"(?<![\w-])(?P<m>{_MONTH})\b(?![-\w]|\.?{_S}\d{{2,4}})")


def _relative(text: str, taken: list[Period], reference: int | None) -> list[Period]:
    found: list[Period] = []

    def add(match: re.Match[str], value: str | None) -> None:
        overlaps = any(p.start < match.end() and match.start() < p.end for p in taken + found)
        if value and not overlaps:
            found.append(Period(match.start(), match.end(), value, relative=True))

    for pattern, shift in _ANAPHORIC:
        for match in pattern.finditer(text):
            named = [year_of(p.value) for p in taken if p.end <= match.start()]
            origin = named[-1] if named and named[-1] else reference
            add(match, str(origin + shift) if origin else None)
    if reference is None:
        return found
    for pattern, shift in _RELATIVE:
        for match in pattern.finditer(text):
            add(match, str(reference + shift))
    for match in _AGO.finditer(text):
        add(match, str(reference - _count(match["n"])))
    for match in _LAST_YEARS.finditer(text):
        add(match, f"{reference - _count(match['n']) + 1}/{reference}")
    for match in _DAY_ALONE.finditer(text):
        year = reference - int(match["back"] or 0)
        add(match, _day(year, _month_number(match["m"]), int(match["d"])))
    for match in _MONTH_ALONE.finditer(text):
        add(match, f"{reference}-{_month_number(match['m']):02}")
    for match in _N_OFFSET.finditer(text):
        add(match, str(reference + int(match["n"]) * (1 if match["sign"] == "+" else -1)))
    for match in _N_ALONE.finditer(text):
        add(match, str(reference))
    return found


def _count(word: str) -> int:
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]
