"""Facts of running text, of « libellé : valeur » items and of key figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from corpus.fact_setting import (
    Setting,
    box_of,
    clean_label,
    has_words,
    is_compared,
    joined,
    stated_periods,
    without_periods,
)
from corpus.numbers import FoundNumber, find_numbers, parse_number
from corpus.periods import bounds, find_periods
from corpus.report import BlockKind, Fact, FactSource
from corpus.sentences import split_sentences
from corpus.units import counted_noun, find_unit


@dataclass(frozen=True, slots=True)
class Claim:
    """A number of a text with the words that say what it counts and, when named there, its period."""

    found: FoundNumber
    label: str
    period: str | None


def text_facts(setting: Setting) -> Iterator[Fact]:
    """Facts of a paragraph or of a list item."""
    item = setting.block.kind is BlockKind.LIST_ITEM
    source = FactSource.LIST if item else FactSource.SENTENCE
    carried: str | None = None
    if len(_CODE.findall(setting.block.text)) > 2 or _CODE.match(setting.block.text):
        return  # a chart of accounts, not a text
    for start, end in split_sentences(setting.block.text):
        sentence = setting.block.text[start:end]
        carried = None if _NOWADAYS.search(sentence) else carried
        if _FIRST_PERSON.search(sentence):
            continue  # An interview tells of a life, not of the report's subject.
        for claim in claims_of(sentence, setting.year, item=item):
            fact = _fact(setting, claim, start, source, carried)
            if fact:
                yield fact
        carried = _carried_period(sentence, setting.year, carried)


_CODE = re.compile(r"(?<![\d,.])\d{3,8}\s+(?=[A-ZÀ-Ý])")
_NOWADAYS = re.compile(r"(?i)\b(?:aujourd['’ʼ]hui|désormais|actuellement|à ce jour|à présent|maintenant)\b")


_FIRST_PERSON = re.compile(r"(?i)\b(?:je|j['’ʼ]\w+|mon|ma|mes|moi)\b")


def _carried_period(sentence: str, reference: int | None, carried: str | None) -> str | None:
    """« En 2022, … » dates the sentences after it, « En avril 2022 » by its year; another date ends that."""
    periods = stated_periods(sentence, reference)
    if not periods:
        return carried
    opens = len(sentence[: periods[0].start].split()) <= 3 and len({p.value for p in periods}) == 1
    if not opens:
        return None
    first, last = bounds(periods[0].value)
    return periods[0].value if (last - first).days >= 360 else str(first.year)


def key_figure_facts(setting: Setting) -> Iterator[Fact]:
    """The figure of a box (« 4 277 T ») with the words around it, else with its section's title."""
    text = setting.block.text
    numbers = find_numbers(text)
    claims = (_boxed(text, numbers[0], setting.year),) if len(numbers) == 1 else None
    for claim in claims or claims_of(text, setting.year, loose=True):
        fact = _fact(setting, _counting(claim), 0, FactSource.KEY_FIGURE, None)
        if fact:
            yield fact


def _counting(claim: Claim) -> Claim:
    """« 21 » over « failles corrigées » counts failles."""
    noun = counted_noun(f" {claim.label}") if claim.label[:1].islower() else None
    if noun is None or claim.found.number.unit is not None:
        return claim
    return replace(claim, found=replace(claim.found, number=replace(claim.found.number, unit=noun[0])))


def _boxed(text: str, found: FoundNumber, reference: int | None) -> Claim:
    """All words of the box label its figure."""
    around = [text[: found.start], text[found.end :]]
    label = joined([clean_label(without_periods(part, reference)) for part in around])
    label = re.sub(r"^(?:de\s+|d['’ʼ]\s?)", "", label)
    rate = parse_number(f"{found.number.printed} {label}") if label.startswith("par ") else None
    if rate and rate.unit:
        found, label = replace(found, number=replace(found.number, unit=rate.unit)), ""
    periods = stated_periods(text, reference)
    dated = periods[0].value if len({p.value for p in periods}) == 1 else None
    return Claim(_with_announced_unit(found, label), label, dated)


_CONFIDENCE = {
    FactSource.KEY_FIGURE: 0.9,
    FactSource.LIST: 0.85,
    FactSource.SENTENCE: 0.8,
    FactSource.TABLE: 0.85,
}


def _fact(
    setting: Setting, claim: Claim, offset: int, source: FactSource, paragraph_period: str | None
) -> Fact | None:
    label = claim.label
    if not label and (claim.found.number.unit is None or source is FactSource.SENTENCE):
        return None  # « 2 ETP » and no more: its title may be that of anything
    if content_words(label) < (3 if source is FactSource.KEY_FIGURE else 2):
        label = joined([setting.heading, label])
    if not has_words(label):
        return None
    number = claim.found.number
    if claim.period:
        period, trust = claim.period, 1.0
    elif paragraph_period:
        period, trust = paragraph_period, 0.85
    else:
        inherited, trust = setting.inherited_period()
        period = inherited or ""
    start, end = claim.found.start + offset, claim.found.end + offset
    return Fact(
        concept=label,
        dimensions=(),
        period=period or None,
        value=number.value,
        unit=number.unit,
        printed=number.printed,
        page=setting.block.page,
        box=box_of(setting.block, start, end),
        block=setting.block.index,
        section=setting.block.section,
        source=source,
        confidence=round(_CONFIDENCE[source] * trust, 3),
    )


_DOT_LEADER = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}|_{4,}")


def claims_of(
    sentence: str, reference: int | None, *, item: bool = False, loose: bool = False
) -> Iterator[Claim]:
    """The numbers of a sentence, each with its label and its own period.

    Words before the first number (« L'effectif est de ») hold for all numbers that follow in an
    enumeration (« 26 agents, 12 femmes et 14 hommes »); a number that other words introduce takes those.
    In an `item` of a list or a cell, a bare number may begin (« 21 failles »); `loose` takes any number.
    """
    if _DOT_LEADER.search(sentence) or not any(c.isdecimal() for c in sentence):
        return
    numbers = find_numbers(sentence)
    head = compared = ""
    previous_claim: Claim | None = None
    for position, found in enumerate(numbers):
        following = numbers[position + 1].start if position + 1 < len(numbers) else len(sentence)
        previous = numbers[position - 1].end if position else 0
        between, after = sentence[previous : found.start], sentence[found.end : following]
        tail = _tail(after, sentence, found.end)
        before = _words_before(between, first=not position) or ("" if _ITEM.search(between) else head)
        if position and head and find_periods(between, reference) and not has_words(before):
            before = head  # « 2022 : 5,2 % ; 2023 : 4,9 % »
        listed = _IN_BRACKETS.match(between)  # « le Conseil (51 %), l'État (39 %) »
        if listed:
            before = listed[1]
        elif position and head and content_words(before) == 1 and before != head:
            before = f"{_TRAILING.sub('', head)} {before.lstrip(' ,')}"
        if not position:
            head = before if content_words(before) else ""
        elif not content_words(before) and re.search(r"\b(?:contre|dont)\b|\(\s*$", between):
            before = compared  # « 11 % d'abandon (contre 90 % avant le service) »
        compared = tail or before
        if _DIFFERENCE.match(after):
            continue
        against = previous_claim if position and _AGAINST.search(between) else None
        begins = against is not None or (item and not content_words(between) and content_words(tail) > 0)
        if not _states_a_value(found, between, after, loose or begins):
            continue
        named = between.rstrip().endswith(":") and content_words(before) > 0
        parts = [_tidy(before, reference, last=True), "" if named else _tidy(tail, reference, last=False)]
        label = joined(parts)
        if not label and between.rstrip().endswith(":"):
            label = clean_label(_clause(between).rstrip(" :"))  # « Pour : 15 »
        aside = _ASIDE.match(after, len(_until_cut(after)))
        aside_text = aside[0] if aside else ""
        period = _period_of(found, tail, aside_text, previous, numbers[0].start, sentence, reference)
        own = Claim(_with_announced_unit(found, label), label, period)
        claim = _compared(own, against) if against else own
        if claim is None:
            continue
        yield claim
        previous_claim = claim


_IN_BRACKETS = re.compile(r"[^()]*\)\s?(?:,|;|et|puis|ainsi que)\s((?:[^\W\d]|['’. -])+)\(\s?$")
# « 582 de plus qu'en 2022 »: how much more, no count of anything.
_DIFFERENCE = re.compile(r"\s?(?:[^\W\d]+\s){0,3}(?:de|en)\s(?:plus|moins)\b")
_AGAINST = re.compile(r"\b(?:contre|au lieu d[e'’ʼ]|à comparer à|comparée?s?\sà)\s*$")


def _compared(claim: Claim, other: Claim) -> Claim | None:
    """« 4 979 tickets en 2023 contre 4 397 en 2022 »: one more value of the same thing, at its own date."""
    one, two = claim.found.number, other.found.number
    if claim.period is None or claim.period == other.period or (one.unit and one.unit != two.unit):
        return claim if one.unit else None
    found = claim.found if one.unit else replace(claim.found, number=replace(one, unit=two.unit))
    return Claim(found, other.label, claim.period)


def _tail(after: str, sentence: str, end: int) -> str:
    """The words that belong to a number, across a short aside: « 68 élus (dont 9 en 2023) ont reçu »."""
    tail = _until_cut(after)
    aside = _ASIDE.match(sentence, end + len(tail))
    if aside is None or content_words(tail) > 2 or not after.startswith(tail):
        return tail
    rest = sentence[aside.end() :]
    numbers = find_numbers(rest)
    return f"{tail} {_until_cut(rest[: numbers[0].start] if numbers else rest)}"


_ITEM = re.compile(r"(?:^|\s)[-–—•▪●■✓➢✔o]\s+(?:(?i:plus|près|environ|moins)(?:\s+de)?\s+)?$")
_ASIDE = re.compile(r"\s?\([^()]*\)")


def _words_before(between: str, *, first: bool) -> str:
    """What introduces a number: its clause, or « label : » in full; nothing for the head of a list item."""
    if _ITEM.search(between):
        return ""
    if first or between.rstrip().endswith(":"):
        return _clause(between)
    own = _after_cut(between)
    return own if content_words(own) else ""


def content_words(text: str) -> int:
    """How many words of `text` say something: four letters or capitals, no auxiliary or small word."""
    words = re.findall(r"[^\W\d_]{4,}|\b[A-Z]{2,}\b", text)
    return sum(word.lower() not in _SAY_LITTLE for word in words)


_SAY_LITTLE = frozenset(
    "dont soit avec pour dans cette sont était étaient avoir être avait avaient entre environ près plus "
    "moins ainsi "
    "également puis mais contre hors aussi donc elle elles leur leurs nous vous seulement total".split()
)
# What ends the words that go with a number, and opens those of the next.
_CUT = re.compile(
    r"\s?[;:,]\s|\s\(|\)|\s[-–—•▪●]\s|\.(?=\s|$)|\n"
    r"|\s(?:et|ou|dont|soit|contre|puis|mais|tandis que|alors que|par rapport|au lieu|à comparer)\s"
)
_LABELLED = re.compile(r"^\s*[:=–—-]\s+(?=\S)")


def _until_cut(after: str) -> str:
    """The words after a number that belong to it; « 4,2/5 : note des usagers » has them after a colon."""
    labelled = _LABELLED.match(after)
    start = labelled.end() if labelled else 0
    cut = _CUT.search(after, start)
    return after[start : cut.start()] if cut else after[start:]


def _after_cut(between: str) -> str:
    """The words between two numbers that introduce the second: « …, et celui de l'eau de »."""
    cut = _CUT.search(between)
    return _clause(between[cut.end() :]) if cut else ""


def _clause(before: str) -> str:
    """The last clause before a number, with the words that a colon after them holds for."""
    text = re.split(r"[;•▪●✓➢✔]\s|\.\s|\n", before)[-1]
    named, colon, rest = text.rpartition(": ")
    if colon and content_words(rest):
        return f"{_last_part(named)} : {rest}" if len(named.split()) <= 10 else _last_part(rest)
    return _last_part(text)


def _last_part(text: str) -> str:
    """After the last comma, when a subject stands there: « le service est plébiscité, le délai réduit à »."""
    pieces = re.split(r",\s", text)
    for start in range(len(pieces) - 1, 0, -1):
        part = ", ".join(pieces[start:])
        if content_words(part) >= 2 and _SUBJECT.match(part):
            return part
    return text


_SUBJECT = re.compile(r"(?i)\s*(?:le|la|les|l['’ʼ]|un|une|ce|cette|ces|son|sa|ses|leurs?|notre|nos)\b")
_OPEN = re.compile(
    r"(?i)(?:(?:^|[\s(])(?:de|d['’ʼ]|à|a|est|sont|était|étaient|atteint|atteignent|compte|comptent|totalise|"
    r"représente|représentent|s['’ʼ]élève|s['’ʼ]élèvent|soit|environ|près de|plus de|moins de|hauteur de|"
    r"ordre de|atteignait|total)|[:=])\s*$"
)


def _states_a_value(found: FoundNumber, before: str, after: str, loose: bool) -> bool:
    """A bare number needs « : », « est de » or the like before it: else it may be a reference."""
    if found.number.unit is not None or loose:
        return True
    if re.search(r"[:=]\s*$", before) or re.match(r"\s(?:en|au)\s(?:19|20)\d\d\)", after):
        return True
    return bool(_OPEN.search(before) and re.match(r"\s*(?:[.,;()]|$|en\s|au\s|contre\s)", after))


def _period_of(
    found: FoundNumber,
    tail: str,
    aside: str,
    previous: int,
    first: int,
    sentence: str,
    reference: int | None,
) -> str | None:
    """The period named just after the number, else just before it, else at the head, else the only one.

    In brackets it takes a year: « 6 mois (mi-avril à fin juillet) » tells of the six months.
    """
    close = stated_periods(tail, reference) or stated_periods(aside, None)
    if close:
        return close[0].value
    named = find_periods(sentence[: found.start], reference)
    opened = named and re.fullmatch(r"\s?\(\s?", sentence[named[-1].end : found.start])
    if opened and is_compared(sentence[: named[-1].start]):
        return named[-1].value  # « par rapport à 2022 (4 397 tickets) »
    if named and _DATED.fullmatch(sentence[named[-1].end : found.start]):
        return named[-1].value  # « (2022 : + 5,2 % ; 2023 : + 4,9 %) »
    near = [p for p in stated_periods(sentence[: found.start], reference) if p.start >= previous]
    if near and not (previous and _CUT.search(sentence[near[-1].end : found.start])):
        return near[-1].value
    head = stated_periods(sentence[:first], reference)
    if head:
        return head[-1].value
    outside = re.sub(r"\([^()]*\)", lambda m: " " * len(m[0]), sentence)
    other = _OTHER.search(sentence, found.end)
    outside = outside[: other.start()] if other else outside
    everywhere = {p.value for p in stated_periods(outside, reference)}
    return next(iter(everywhere)) if len(everywhere) == 1 else None


_DATED = re.compile(r"\s*:\s*[-+≈~]?\s*")
# What comes after tells of another time.
_OTHER = re.compile(r"\b(?:contre|au lieu|par rapport|à comparer|comparée?s?)\b")


def _with_announced_unit(found: FoundNumber, label: str) -> FoundNumber:
    """« Nombre d'agents arrivés : 2 » counts agents."""
    announced = find_unit(label) if found.number.unit is None else None
    if announced is None:
        return found
    number = replace(
        found.number, unit=announced.name or None, value=found.number.value * announced.multiplier
    )
    return replace(found, number=number)


_SMALL = (
    r"(?:le|la|les|l['’ʼ]|un|une|des|du|de|d['’ʼ]|à|au|aux|en|et|ou|dont|par|pour|sur|dans|avec|ainsi|y|qu['’ʼ]|que|"
    r"environ|près|plus|moins|soit|contre|jusqu['’ʼ]|entre|puis|mais|car|donc|alors|hauteur|ordre|o)"
)
_VERB = (
    r"(?:est|sont|était|étaient|a|ont|s['’ʼ]élèv\w+|s['’ʼ]établi\w+|atteint|atteignent|atteignait|compte|comptent|"
    r"représente|représentent|totalise|passe|passé|passant|dispose|disposent|seulement|également|total)"
)
_LEADING = re.compile(rf"(?i)^(?:[^\w«(]+|{_SMALL}(?:(?<=['’ʼ])|(?=\W|$)))+")
_TRAILING = re.compile(rf"(?i)(?:[^\w»)%€]+|(?<![^\s'’(])(?:{_SMALL}|{_VERB}))+$")
_LONGEST = 16


def _tidy(words: str, reference: int | None, *, last: bool) -> str:
    """Without periods, without small words at the ends, and of a bounded number of words."""
    text = without_periods(words, reference)
    text = _TRAILING.sub("", _LEADING.sub("", text))
    if text.count("(") != text.count(")"):
        text = re.sub(r"\s*\([^()]*$|^[^()]*\)\s*", "", text)
    kept = text.split()
    if len(kept) > _LONGEST:
        text = " ".join(kept[-_LONGEST:] if last else kept[:_LONGEST])
        text = _TRAILING.sub("", _LEADING.sub("", text))
    return clean_label(text)
