"""How a fact, a sentence or a row fits what a question asks: its names, time, unit and kind of answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from assistant.question import Intent, Question, named_years
from corpus.fact_setting import stated_periods
from corpus.numbers import find_numbers, spells_number
from corpus.periods import find_periods, month_of, year_of
from corpus.report import Fact
from index.matching import Matcher
from index.words import STOP_WORDS, WordIndex, fold, stem, stems, tokens


def names_fit(question: Question, matcher: Matcher, credit: NDArray[np.float64]) -> float:
    """The mean credit of the proper names of the question; 1 when it has none."""
    found = [credit[matcher.terms.index(s)] for s in question.names if s in matcher.terms]
    return float(np.mean(found)) if found else 1.0


def head_fit(question: Question, matcher: Matcher, credit: NDArray[np.float64], fact: Fact | None) -> float:
    """The credit of what the question counts; 1 when it counts nothing, or when that is the unit."""
    if question.counted not in matcher.terms or question.intent is Intent.HOUR:
        return 1.0
    if fact is not None and fact.unit and question.counted in stems(fact.unit):
        return 1.0
    return float(credit[matcher.terms.index(question.counted)])


def idle_share(own: Sequence[str], matcher: Matcher, words: WordIndex) -> float:
    """The share of some stems, by rarity, that nobody asked for."""
    total = sum(words.idf(w) for w in own)
    idle = sum(words.idf(w) for w in own if not matcher.matches(w))
    return idle / total if total else 0.0


def period_fit(question: Question, fact: Fact | None, own: str, of_report: str | None) -> float:
    """How the candidate's period fits the years asked for, or else the edition asked for."""
    edition = year_of(of_report) if of_report else None
    misplaced = 0.3 if question.editions and edition and edition not in question.editions else 0.0
    if not question.years or question.intent is Intent.DATE:
        if misplaced and fact and fact.period:
            return _IN_ANOTHER if year_of(fact.period) in question.editions else _OF_ANOTHER
        current = not (fact and fact.period and edition) or year_of(fact.period) == edition
        return (1.0 if current else 0.8) - misplaced
    if question.months and fact and (month := month_of(fact.period or "")) and month not in question.months:
        return 0.0
    told = fact.period if fact and fact.period else own
    own_periods = _periods(told, max(question.years), compared=question.intent is Intent.CHANGE)
    if own_periods:
        return _overlap(own_periods, question) - misplaced
    if edition:
        return (0.8 if edition in question.years else 0.3) - misplaced
    return 0.5


def _overlap(own: tuple[frozenset[int], ...], question: Question) -> float:
    """1 for the very years asked about, less for some of them or for a range that only holds the one asked:
    of a change, the last counts most."""
    asked = set(question.years)
    years = frozenset().union(*own)
    if not years & asked:
        return 0.0
    if question.intent is Intent.CHANGE:
        return 1.0 if max(asked) in years else 0.9
    if len(asked) == 1:
        return 1.0 if asked in own else _WITHIN
    return 1.0 if years == asked else 0.9


@lru_cache(maxsize=50_000)
def _periods(text: str, last: int, *, compared: bool) -> tuple[frozenset[int], ...]:
    """The years of each period that a text names, in order; those only compared with if `compared`."""
    found = find_periods(text) if compared else stated_periods(text, None)
    return tuple(frozenset(named_years(p.value, last)) for p in found)


# A figure that another edition than the one named gives: of the year of the one named, or of another.
_IN_ANOTHER, _OF_ANOTHER = 0.7, 0.4
_WITHIN = 0.7  # « depuis 2019 », where 2023 is asked
_TIME_UNITS = frozenset("s min h jours mois ans minutes heures semaines".split())
DENIES = re.compile(r"\b(?:non|sans|hors|pas|ni|aucune?|hormis|sauf)\b")
_MEAN = re.compile(r"\bmoyennes? (?:de|des|du|d'|nationale|departementale|regionale)|\bmedianes?\b")
_MEANS = re.compile(
    r"\bmoyen|\bmedian|\bcompar|\bstrate|\bnational|\bdepartement|\bregion|\bautres\b|\bque\b"
)
TOTAL = re.compile(r"\b(?:total|totaux|totale?s?|ensemble|general|cumul|globale?)\b")
ASKS_TOTAL = re.compile(
    r"\b(?:total|totaux|totale?s?|en tout|ensemble|cumul\w*|globale?s?|confondu\w*|reunis|reunies"
    r"|tou(?:te)?s (?:les |nos |ses |leurs )?\w+s)\b"
)
_SHARE = re.compile(r"\b(?:parts?|taux|pourcentages?|proportions?|ratio|rendement)\b")
_MONEY = re.compile(
    r"\b(?:montants?|couts?|prix|depenses?|recettes?|tarifs?|budgets?|subventions?|credits?|charges|produits"
    r"|cotisations?|participations?|dettes?|encours|emprunts?|annuites?|loyers?|salaires?|aides?|dotations?)\b"
)
_DURATION = re.compile(r"\b(?:durees?|delais?|temps|age)\b")
_SPAN = re.compile(
    r"(?:\d|\b(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante))\s?"
    r"(?:ans?|annees?|mois|semaines?|jours?|heures?|h|minutes?|min|mn|secondes?)\b"
)
_EACH = re.compile(r"\b(?:par|chaque|moyen(?:ne)?s?|prix|tarifs?|unitaires?)\b|/")
_NUMBER_OF = re.compile(r"\b(?:nombre|nb|effectifs?) d(?:e |es |')")
_MOST_OF = re.compile(r"\b(?:plus|moins) d(?:e |es |')")
_NOT = re.compile(r"\bnon[ -](\w+)")
_PER_HEAD = re.compile(r"\b(?:par|chaque) habitante?s?\b")
_WHOLE = 100  # per cent
_OF_EACH = 0.1  # « €/habitant », « kg/habitant » where it is not asked of each
_SAID_BY_LABELS, _NOT_SAID = 0.8, 0.3
_MEASURES = re.compile(
    r"[€%²³°/]|^(?:tonnes?|kg|g|km|m|ha|l|h|min|s|ans|jours|mois|heures|minutes|semaines|points|[kmgt]o)$"
)
_WEIGHTS, _LENGTHS, _AGES = ("tonnes", "t", "kg", "g"), ("km", "m", "cm"), ("ans", "mois")
# What « combien de … » is measured in.
_MEASURED_IN = {
    stem(noun): frozenset(units)
    for noun, units in {
        "tonnes": _WEIGHTS,
        "tonnage": _WEIGHTS,
        "kilos": _WEIGHTS,
        "kg": _WEIGHTS,
        "poids": _WEIGHTS,
        "kilometres": _LENGTHS,
        "km": _LENGTHS,
        "longueur": _LENGTHS,
        "hectares": ("ha", "m²", "km²"),
        "superficie": ("ha", "m²", "km²"),
        "surface": ("ha", "m²", "km²"),
        "litres": ("l", "hl", "m³"),
        "age": _AGES,
        "ans": _AGES,
    }.items()
}


def unit_fit(question: Question, fact: Fact | None, own: str) -> float:
    """1 when the figure is of the kind asked for, 0 when it is of another, 0.5 when nothing tells."""
    unit = fact.unit if fact else None
    states = question.wants_number or question.intent is Intent.TOPIC
    if states and unit and "/" in unit and not _EACH.search(fold(question.text)):
        return _OF_EACH
    if unit == "habitants" and _PER_HEAD.search(fold(question.text)):
        return 0.0
    match question.intent:
        case Intent.SHARE:
            if fact and not unit and fact.value > _WHOLE:
                return 0.0
            return 1.0 if unit == "%" or "%" in own else _unsaid(fact, own, _SHARE)
        case Intent.CHANGE if unit == "%" and _NUMBER_OF.search(fold(question.text)):
            return 0.2
        case Intent.HIGHEST | Intent.LOWEST if unit == "%" and _MOST_OF.search(fold(question.text)):
            return 0.2
        case Intent.MONEY:
            told = (unit or "").startswith("€") or "€" in own or "euro" in own
            return 1.0 if told else _unsaid(fact, own, _MONEY)
        case Intent.DURATION:
            if fact is None:
                return 1.0 if _SPAN.search(fold(own)) else _NOT_SAID
            return float(unit in _TIME_UNITS) or _unsaid(fact, own, _DURATION)
        case Intent.FIGURE if unit and question.counted in _MEASURED_IN:
            of = unit.split("/")[0].lower()
            return 1.0 if of in _MEASURED_IN[question.counted] else 0.0 if _MEASURES.search(of) else 0.2
        case Intent.FIGURE if unit:
            if question.counted and question.counted in {
                stem(w) for w in (*tokens(unit), f"{unit[:-2]}ages")
            }:
                return 1.0
            if question.counts and _MEASURES.search(unit.lower()):
                return 0.0
            return 0.2 if unit == "%" else 0.5
        case Intent.FIGURE:
            return 0.5
        case _:
            return 1.0


def agrees(question: Question, fact: Fact | None, labels: str) -> bool:
    """Whether the labels of a figure deny something, or say that it is a mean, as the question does."""
    if fact is None:
        return True
    folded = fold(labels)
    if _MEAN.search(folded) and not _MEANS.search(fold(question.text)):
        return False
    if bool(DENIES.search(folded)) == question.denies:
        return True
    return question.denies and _denied_elsewhere(fold(question.text), folded)


def _denied_elsewhere(text: str, labels: str) -> bool:
    """Whether all that a question denies is not what labels speak of: « assainissement non collectif »."""
    denied = _NOT.findall(text)
    only = len(DENIES.findall(text)) == len(denied)
    return only and {stem(word) for word in denied}.isdisjoint(stem(word) for word in tokens(labels))


def says_not(question: Question, labels: str) -> bool:
    """Whether labels say that what the question names is not so: « non bâti » for « le bâti »."""
    denied = _NOT.findall(fold(labels))
    if question.denies or not denied:
        return False
    return not {stem(word) for word in denied}.isdisjoint(t.stem for t in question.terms if t.emphasis >= 1)


def _unsaid(fact: Fact | None, own: str, words: re.Pattern[str]) -> float:
    """A figure without a unit may be of the kind asked for, and is when its labels say so."""
    if fact is None or fact.unit:
        return 0.0
    return _SAID_BY_LABELS if words.search(fold(own)) else _NOT_SAID


def kind_fit(question: Question, fact: Fact | None, text: str, counted: float = 1.0) -> float:
    """Whether it is what is asked for: a figure, a date, a name.

    `counted` is the credit that a sentence gives to what « combien de » counts: where it gives none, a number
    in words says something else.
    """
    if question.wants_number and (fact is not None or _brings_a_number(question, text)):
        return 1.0
    if question.wants_number:
        if question.intent is Intent.DURATION:
            return _SPELLED * bool(_SPAN.search(fold(text)))
        return _SPELLED * (counted > 0 and spells_number(text))
    if fact is not None:
        return float(question.intent is Intent.TOPIC)
    match question.intent:
        case Intent.DATE if _SINCE.search(fold(question.text)) and not _SINCE.search(fold(text)):
            return _NO_SINCE * bool(find_periods(text))
        case Intent.DATE:
            return float(bool(find_periods(text)))
        case Intent.HOUR:
            return float(bool(_CLOCK.search(text)))
        case Intent.NAME | Intent.PLACE:
            return float(_brings_a_name(question, text))
        case _:
            return 1.0


_SINCE = re.compile(r"\b(?:depuis|a partir d|a compter d|des (?:le|l'|janvier|septembre|(?:19|20)\d\d))")
_NO_SINCE = 0.5  # of a date, where « depuis quand » is asked and the sentence does not say since
_SPELLED = 0.7  # of a number in words, where a figure is asked: it may count something else
_CLOCK = re.compile(r"\b(?:[01]?\d|2[0-4])(?:\s?[hH](?:\s?[0-5]\d)?\b(?!\w)|\s?heures?\b|:[0-5]\d\b)")
_NAME = re.compile(r"(?<=[\w,;:(] )[A-ZÀ-Ý][\w'’-]+|(?<=\w['’])[A-ZÀ-Ý]\w+")


def _brings_a_name(question: Question, text: str) -> bool:
    """Whether a text has a name that is not in the question: who, or where, is not what was given."""
    given = {t.stem for t in question.terms}
    found = (w for name in _NAME.findall(text) for w in tokens(name))
    return any(w not in STOP_WORDS and stem(w) not in given for w in found)


def is_fragment(text: str) -> bool:
    """A title or label taken for a sentence: short, without an end, without a figure."""
    words = text.split()
    return len(words) < 9 and text.rstrip()[-1:] not in ".!?…»;:" and not any(c.isdigit() for c in text)


def _brings_a_number(question: Question, text: str) -> bool:
    """Whether a text has a number that is not in the question: « le territoire n° 4 » was given."""
    return not _numbers(text) <= {Decimal(digits) for digits in re.findall(r"[0-9]+", question.text)}


@lru_cache(maxsize=50_000)
def _numbers(text: str) -> frozenset[Decimal]:
    return frozenset(found.number.value for found in find_numbers(text))
