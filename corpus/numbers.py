"""The one reader of numbers: `parse_number` for a cell or label, `find_numbers` for running text,
`parse_number_words` for « trente », `shown` to print a figure again. Separators: see `number_forms`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

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
from corpus.number_words import parse_number_words, spells_number
from corpus.running_numbers import FoundNumber, find_numbers
from corpus.units import SPACES, Unit, canonical_unit, match_unit

__all__ = [
    "FoundNumber",
    "Number",
    "decimal_mark",
    "find_numbers",
    "is_missing",
    "parse_number",
    "parse_number_words",
    "shown",
    "spells_number",
]

_NUMBER = re.compile(rf"(?P<sign>[-+\u2010-\u2015\u2212±]{SP}*)?(?P<digits>{FIGURE})")
_APPROXIMATE = re.compile(
    rf"^(?:≈|~|≃|env\.?|environ|près de|plus de|moins de|soit|total\s*:|[<>≤≥]){SP}*", re.IGNORECASE
)
_NOTE = re.compile(rf"{SP}*(?:\(({SP}*[^()]{{1,12}}{SP}*)\)|([*+¹²³⁴⁵⁶⁷⁸⁹]+))$")
_MISSING = re.compile(
    rf"(?:{DASH}+|/|\.{{2,}}|…|\*|x|n\.?{SP}?d\.?|n{SP}?/{SP}?[ac]\.?|n\.?{SP}?c\.?|n\.?{SP}?s\.?|n\.?a\.?|nr|"
    r"néant|s\.?o\.?|sans objet|non (?:disponible|communiqué|renseigné|connu|significatif)e?s?|#[a-z/0!?]+)"
    rf"(?:{SP}?[%€])?",
    re.IGNORECASE,
)


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no value: « – », « n.d. », « NC ». Never a zero."""
    return _MISSING.fullmatch(text.strip(SPACES)) is not None


def parse_number(text: str, *, unit: str | None = None, decimal: str | None = None) -> Number | None:
    """The number that the whole of a cell or label states, or None: blank, missing mark, code, date, range.

    `unit` is what the header says the cell is in, to settle « 1.234 »; `decimal` is "," or "." when the
    neighbours show which one they use. « (1 234) » is negative, as accountants write it.
    """
    bare = text.strip(SPACES)
    bracketed = re.fullmatch(rf"\({SP}*({FIGURE}{SP}*(?:€|k€|M€|%)?){SP}*\)({SP}*(?:€|k€|M€|%))?", bare)
    if bracketed and (re.search(r"[^\d()]", bare)):
        inner = _whole(bracketed[1] + (bracketed[2] or ""), unit, decimal)
        return replace(inner, value=-inner.value, printed=bare) if inner else None
    return _whole(bare, unit, decimal)


def _whole(bare: str, unit: str | None, decimal: str | None) -> Number | None:
    opening = _APPROXIMATE.match(bare)
    text = bare[opening.end() :] if opening else bare
    currency = re.match(rf"(?:€|EUR){SP}*", text)
    text = text[currency.end() :] if currency else text
    note = _NOTE.search(text)
    if note and note.start() > 0:
        number = _figure_and_unit(text[: note.start()], unit, decimal, bool(currency))
        if number:
            inside = (note[1] or note[2]).strip()
            if not number.unit and canonical_unit(inside):
                stated = _figure_and_unit(f"{text[: note.start()]} {inside}", unit, decimal, bool(currency))
                return replace(stated, printed=text) if stated else None
            return replace(number, note=inside)
    return _figure_and_unit(text, unit, decimal, bool(currency))


def _figure_and_unit(text: str, unit: str | None, decimal: str | None, money: bool) -> Number | None:
    match = _NUMBER.match(text)
    if match is None or is_code(match["digits"]):
        return None
    after = match.end()
    if re.match(rf"(?:{ORDINAL_SUFFIX}|{ORDINAL_SUFFIX.upper()})(?![{LETTER}])", text[after:]):
        return None
    own, end = unit_after(text, after, match["digits"])
    if money and own is None:
        own = Unit("€")
    if _is_bullet(match["sign"]) and own is not None and match_unit(text, after) is None:
        return _figure_and_unit(text[match.start("digits") :], unit, decimal, money)  # « - 12 agents »
    rest = text[end:].strip(SPACES)
    if rest and rest.strip(".") and own is not None and _is_tail(rest):
        rest = ""
    if rest.strip(".") or (end == after and after < len(text) and text[after:].strip(SPACES + ".")):
        return None
    return build_number(text[: symbol_end(text, after, end)].strip(SPACES), match, own, unit, decimal)


def _is_bullet(sign: str | None) -> bool:
    return sign is not None and sign[-1:] in SPACES


def _is_tail(rest: str) -> bool:
    """Adjectives after a counted noun (« 154 agents publics »): up to two words, no digit."""
    return len(rest.split()) <= 2 and re.fullmatch(rf"[{LETTER}{SPACES}'’.-]+", rest) is not None


_POINTED = re.compile(r"\D*(?:\d{1,3}(?:,\d{3})+|\d+)\.(?:\d{1,2}|\d{4,})\D*|\D*0\.\d{3}\D*")
_COMMAED = re.compile(
    rf"\D*(?:\d{{1,3}}(?:[.{SPACES}]\d{{3}})+|\d+),(?:\d{{1,2}}|\d{{4,}})\D*|\D*0,\d{{3}}\D*"
)


def decimal_mark(texts: Iterable[str]) -> str | None:
    """Which decimal mark the numbers of one column show, or None when none settles it."""
    listed = list(texts)
    points = sum(_POINTED.fullmatch(text) is not None for text in listed)
    commas = sum(_COMMAED.fullmatch(text) is not None for text in listed)
    if points == commas:
        return None
    return "." if points > commas else ","


def shown(printed: str, value: Decimal, unit: str | None) -> str:
    """The figure with its unit, as a reader writes it: « 1 234 » of a table in k€ is « 1 234 k€ ».

    Only what the page prints is repeated: the scale that its header gives is named, never multiplied out.
    """
    number = parse_number(printed)
    if number is None or unit is None:
        return printed
    if number.unit:
        return printed
    scale = abs(value / number.value) if number.value else Decimal(1)
    if scale > 1 and number.scale == 1:
        prefix = {Decimal(10**3): ("k€", "milliers"), Decimal(10**6): ("M€", "millions")}.get(scale)
        prefix = prefix or {Decimal(10**9): ("Md€", "milliards")}.get(scale)
        if prefix:
            return f"{printed} {prefix[0] if unit == '€' else f'{prefix[1]} {_of(unit)}'}"
    if number.scale != 1:
        return f"{printed} {_of(unit)}"
    if unit.startswith("/"):
        return printed + unit
    return f"{printed} {unit}"


def _of(unit: str) -> str:
    return f"d'{unit}" if unit[:1].lower() in "aeiouéèêhô" else f"de {unit}"
