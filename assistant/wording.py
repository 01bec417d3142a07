"""French sentences around what the report says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assistant.comparison import Compared
from assistant.extremes import Extreme
from assistant.family import parts
from assistant.series import Point, change
from assistant.trend import Trend
from corpus.numbers import shown
from corpus.report import Fact

_NO_CENTS = re.compile(r"(?<=\d)[.,]00(?!\d)")


def figure(fact: Fact) -> str:
    """« Concept, dimensions (période) : valeur unité. », the value as printed on the page."""
    label = subject(fact)
    period = f" ({spoken_period(fact.period)})" if fact.period and fact.period not in label else ""
    return f"{label}{period} : {value(fact)}."


def over_time(points: Sequence[Point]) -> str:
    """A series, one value a year; the change from first to last is computed, and said to be."""
    text = _by_year(points)
    return f"{text} {computed_change(points)}".rstrip()


def moved(found: Trend, sentence: str = "") -> str:
    """A series with the change as the report tells it, in a sentence or a row; else computed."""
    text = _by_year(found.points)
    way = _way(found.points)
    if sentence:
        return f"{text} {way} : « {sentence} »"
    if found.printed is not None:
        return f"{text} {way} ; évolution donnée par le rapport : {value(found.printed)}."
    return f"{text} {way}. {computed_change(found.points)}".rstrip()


def not_given(years: Sequence[int]) -> str:
    """« Pas de chiffre pour 2019 et 2020. »; nothing when no year is missing."""
    return f" Pas de chiffre pour {listed(years)}." if years else ""


def _by_year(points: Sequence[Point]) -> str:
    each = ", ".join(f"{value(p.fact)} en {p.year}" for p in points)
    return f"{subject(points[-1].fact)} : {each}."


def _way(points: Sequence[Point]) -> str:
    first, last = points[0].fact.value, points[-1].fact.value
    return "En hausse" if last > first else "En baisse" if last < first else "Sans changement"


def computed_change(points: Sequence[Point]) -> str:
    """« Évolution calculée : +582 (+13,2 %). » from the first to the last; nothing where units differ."""
    first, last = points[0], points[-1]
    if first.fact.unit != last.fact.unit or len(points) < 2:
        return ""
    difference, percent = change(first.fact.value, last.fact.value)
    if not difference:
        return ""
    if first.fact.unit == "%":
        return f"Écart calculé : {_signed(difference)} point{'s' if abs(difference) >= 2 else ''}."
    relative = f" ({_signed(percent)} %)" if percent is not None else ""
    unit = f" {last.fact.unit}" if last.fact.unit else ""
    return f"Évolution calculée : {_signed(difference)}{unit}{relative}."


def side_by_side(found: Compared) -> str:
    """Each figure with the label that sets it apart; of two, the difference, computed and said to be."""
    first = found.facts[0]
    heads = [p for p in parts(first) if p and p not in found.labels]
    head = ", ".join(heads)
    period = f" ({spoken_period(first.period)})" if first.period and first.period not in head else ""
    named = [label or found.report.organisation or "au total" for label in found.labels]
    each = " ; ".join(f"{n}, {value(f)}" for n, f in zip(named, found.facts, strict=True))
    text = f"{head}{period} : {each}."
    if found.difference is None:
        return text
    if not found.difference:
        return f"{text} Les deux valeurs sont égales."
    larger = named[0] if found.difference > 0 else named[1]
    gap = _plain(f"{abs(found.difference):,f}")
    if first.unit == "%":
        unit = " point" if abs(found.difference) < 2 else " points"
    else:
        unit = f" {first.unit}" if first.unit else ""
    return f"{text} Écart calculé : {_NO_CENTS.sub('', gap)}{unit} de plus pour « {larger} »."


def listed(years: Sequence[int]) -> str:
    """« 2023 », « 2022 et 2023 », « 2020 à 2023 », « 2015, 2017 et 2020 »."""
    if len(years) > 2 and list(years) == list(range(years[0], years[-1] + 1)):
        return f"{years[0]} à {years[-1]}"
    head = ", ".join(str(y) for y in years[:-1])
    return f"{head} et {years[-1]}" if head else str(years[-1])


def highest(won: Extreme) -> str:
    """The highest of several figures, named by what sets it apart."""
    return _extreme(won, "élevée")


def lowest(won: Extreme) -> str:
    """The lowest of several figures, named by what sets it apart."""
    return _extreme(won, "basse")


def _extreme(won: Extreme, how: str) -> str:
    compared = f"la valeur la plus {how} sur {won.compared}"
    heads = [p for p in parts(won.fact) if won.label not in p and p not in won.label]
    period = f", {spoken_period(won.fact.period)}" if won.fact.period else ""
    about = f" ({', '.join(heads)}{period})" if heads else ""
    return f"{won.label} : {value(won.fact)}, {compared}{about}."


def value(fact: Fact) -> str:
    """The value as printed with its unit once, less decimals that are all zeros (« 3 053,00 » as « 3 053 »);
    « environ » when it was measured on a chart."""
    if not fact.printed:
        unit = f" {fact.unit}" if fact.unit else ""
        return f"environ {_plain(str(fact.value))}{unit}"
    return shown(_NO_CENTS.sub("", fact.printed.strip()), fact.value, fact.unit)


def spoken_period(period: str) -> str:
    """A period as the reader writes it: « 2023 », « 2022-2023 », « 08/2023 », « 31/12/2023 »."""
    parts = period.split("-")
    if len(parts) == 2 and len(parts[1]) == 2 and parts[1].isdigit():
        return f"{parts[1]}/{parts[0]}"
    if len(parts) == 3:
        return f"{parts[2]}/{parts[1]}/{parts[0]}"
    return period


def quotation(sentences: Sequence[str]) -> str:
    """The report's own words, between French quotes."""
    return "« " + " ".join(s.strip() for s in sentences) + " »"


def subject(fact: Fact) -> str:
    """What is counted, with what cuts it: « Agents formés, Maelis »."""
    label = fact.concept.rstrip(" :.")
    return ", ".join((label, *(d for d in fact.dimensions if d and d not in label)))


def _signed(number: Decimal) -> str:
    """With its sign, a comma, and narrow spaces between thousands: « +1 234,5 », « −582 »."""
    sign = "−" if number < 0 else "+"
    return sign + _plain(f"{abs(number):,f}")


def _plain(number: str) -> str:
    return number.replace(",", "\u202f").replace(".", ",")
