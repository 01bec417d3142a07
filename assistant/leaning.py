"""Whether a question leans on the one before it: « et à Lens ? », « pourquoi ? », « à quelle page ? »."""

from __future__ import annotations

import re

from assistant.antecedents import refers_back
from assistant.clauses import ASKS, BARE, CHANGED, LINK, THERE, content, without
from assistant.intent import asks_yes_or_no
from assistant.phrases import parse
from corpus.periods import find_periods

_LINKED = re.compile(
    r"^(?:et|mais|alors|sinon|idem|ok|d['’]accord|(?:la )?m[eê]me (?:chose|question)|si oui|en cas d)\b",
    re.I,
)
_PAGE = re.compile(
    r"^(?:(?:et )?(?:c['’]est )?(?:[aà]|sur|en) )?(?:quelles?|la|les) pages?\b"
    r"|^o[uù] (?:est|c['’]est|se trouve)[ -]?(?:ce |t-il )?"
    r"(?:[eé]crit|dit|marqu[eé]|indiqu[eé])"
    r"|^(?:la )?(?:source|page|r[eé]f[eé]rence)s?$|^quelle (?:est la )?(?:source|page)\b",
    re.I,
)


def leans(asked: str) -> bool:
    """Whether a question cannot stand without the one before."""
    bare = LINK.sub("", asked).rstrip(" ?!.…")
    there = THERE.search(bare)
    if there and "ann" in there[0].lower() and find_periods(bare):
        there = None  # « en 2019, combien cette année-là »
    if _LINKED.search(asked) or there or CHANGED.search(bare) or BARE.search(bare):
        return True
    if asks_page(asked):
        return True
    if refers_back(bare):
        return True
    said = content(without(bare, find_periods(bare)))
    if not said:
        return True
    if re.match(r"lesquel", bare, re.I):
        return True
    if ASKS.search(bare) or asks_yes_or_no(asked):
        return not [
            w for w in said if w not in ("combien", "montant", "part", "nombre", "pourcentage", "prix")
        ]
    phrase = parse(bare)
    short = len(said) <= 3 and phrase is not None and bool(phrase.preposition)
    return short or (len(said) == 1 and not find_periods(bare))


def asks_page(asked: str) -> bool:
    """Whether the page of the answer before is asked for."""
    return bool(_PAGE.search(LINK.sub("", asked).rstrip(" ?!.")))
