"""Pieces of a French question: its small words, its times, the report it names, what it counts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intent import HOW_MANY
from assistant.mention import mentions
from assistant.phrases import Phrase, fixed
from corpus.periods import Period, find_periods
from index.words import STOP_WORDS, fold, tokens

BEFORE = r"(?:(?:pour|à|a|de|dans|avec|en|chez|par|depuis|sur|vers) )?"
LINK = re.compile(
    r"^(?:(?:et|mais|alors|sinon|ok|oui|non|merci|d['’]accord|idem|si oui|m[eê]me (?:chose|question))\b"
    r"[\s,.:;!]*)+",
    re.I,
)
THERE = re.compile(
    r"\s*\b(?:l[aà]-bas|cette ann[eé]e-l[aà]|la m[eê]me ann[eé]e|(?:dans|pour|à|de) (?:cette|ce|cet) "
    r"(?:ville|commune|service|rapport|territoire|h[oô]pital|[eé]tablissement|d[eé]partement)(?:-l[aà])?)(?!\w)",
    re.I,
)
ASKS = re.compile(
    rf"\b(?:{HOW_MANY}|quel(?:le)?s?|qui|quand|pourquoi|comment|lesquel(?:le)?s|est-ce|quoi)\b"
    r"|(?:^|, )o[uù]\b",
    re.I,
)
BARE = re.compile(
    rf"^(?:(?:depuis |pour |par |de |avec |à )?"
    rf"(?:quand|qui|quoi|o[uù]|comment|pourquoi|{HOW_MANY}|lesquel(?:le)?s))"
    r"(?:\s+(?:[çc]a|donc))?$",
    re.I,
)
CHANGED = re.compile(
    r"\bcet(?:te)? (?=(?:baisse|hausse|augmentation|diminution|[eé]volution|progression|recul|chute|[eé]cart|"
    r"diff[eé]rence|chiffre|montant|nombre|r[eé]sultat)s?\b)"
    r"|\bce (?=(?:recul|chiffre|montant|nombre|r[eé]sultat)\b)",
    re.I,
)
HOW_MANY_OF = re.compile(rf"^(?:de )?{HOW_MANY}\s+(?=d(?:e|es)?\b|d['’])", re.I)


def content(text: str) -> list[str]:
    """The words of a text that say something, as stems."""
    return [t for t in tokens(text) if t not in STOP_WORDS and len(t) > 1]


def without(text: str, periods: Sequence[Period]) -> str:
    """The text with its periods cut out."""
    for period in reversed(periods):
        text = text[: period.start] + text[period.end :]
    return " ".join(text.split())


def lowered(text: str) -> str:
    """The text as it goes on within a sentence."""
    return text[:1].lower() + text[1:]


def said(mention: str) -> str:
    """What names the report, as it is said at the end: « Bilan 2024 : » → « (bilan 2024) »."""
    mention = mention.strip(" ,")
    return f"({lowered(mention.rstrip(' :'))})" if mention.endswith(":") else lowered(mention)


def brought(preposition: str, noun: str) -> str:
    """« de » + « les élus » → « des élus », « à » + « le maire » → « au maire »."""
    contracted = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
    first, _, rest = noun.partition(" ")
    if rest and (preposition, first.lower()) in contracted:
        return f"{contracted[preposition, first.lower()]} {rest}"
    if preposition == "de" and re.match(r"[aeiouy]|h(?!a|ors)|habi", fold(noun)):
        return f"d'{noun}"
    return f"{preposition} {noun}"


def after_lead(text: str) -> str:
    """What follows the report's name or a time that the sentence begins with."""
    named = [m for m in mentions(text) if m.start == 0]
    return text[named[0].end :] if named else text


def timeless(text: str) -> str:
    """The text with neither its periods nor the report it names."""
    for start, end in sorted(fixed(text), reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def times_of(base: str) -> str:
    """The times that a question gives, as they are said: « en 2022 et en 2023 »."""
    named = [(m.start, m.end) for m in mentions(base)]
    own = sorted(r for r in fixed(base) if not any(s <= r[0] < e for s, e in named))
    return " et ".join(lowered(base[s:e]) for s, e in own)


def framed(piece: str, base: str) -> str:
    """A question with the time and the report of another, where it has none of its own."""
    times = times_of(base)
    if times and not find_periods(piece):
        piece = f"{piece} {times}"
    if not mentions(piece):
        piece = " ".join((piece, *(said(base[m.start : m.end]) for m in mentions(base))))
    return piece


def of_counted(base: str, counted: Phrase) -> str:
    """What « combien » counts with its « de » and its measure: « de tonnes de verre »."""
    found = re.search(rf"\b{HOW_MANY}\s+", base[: counted.start], re.I)
    return base[found.end() if found else counted.start : counted.end]


def has_no_verb(piece: str) -> bool:
    """« pour quel montant », « dans quelles villes »: an asking word and its noun."""
    return len([w for w in content(timeless(piece)) if w != "combien"]) <= 1
