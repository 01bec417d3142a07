"""What a printed number is made of: its figure, its separators, its unit and its scale.

How a separator is understood, in this order:
- a space, a no-break space or an apostrophe between groups of three digits groups them: « 1 234,5 »;
- two different separators: the last one is the decimal: « 1.234,50 », « 1,234.50 »;
- one separator used twice groups: « 1.234.567 »;
- a comma alone is a decimal comma, except where the reader says (`decimal="."`) that the neighbours,
  in the same column, write decimals with a point, as Excel exports them;
- a point alone followed by other than three digits is a decimal point; followed by three digits it
  groups (« 1.234 habitants ») unless the part before is 0, the unit is % or a rate, or `decimal="."`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.units import SPACES, Unit, counted_noun, match_scale, match_unit

SP = f"[{SPACES}]"
DASH = "[-\u2010-\u2015\u2212]"
LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
FIGURE = (
    rf"(?:[1-9]\d{{0,2}}(?:[{SPACES}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+"
    r"|\d+[.,]\d+|\d+)"
)
ORDINAL_SUFFIX = "er|ère|ers|ères|re|res|e|è|ème|eme|nd|nde|ième"


@dataclass(frozen=True, slots=True)
class Number:
    """A quantity. `value` has `scale` applied: « 18,8 M€ » is 18800000 "€", with scale 1000000.

    `printed` is the text on the page with its symbol (« 18,8 M€ »), `digits` the figure alone (« 18,8 »),
    `note` what stands in brackets after it (« 84 (145) »).
    """

    value: Decimal
    unit: str | None
    printed: str
    digits: str
    scale: Decimal = Decimal(1)
    note: str = ""


def unit_after(text: str, end: int, digits: str) -> tuple[Unit | None, int]:
    """The unit after the digits: a symbol, « millions de dossiers », « 4,2/5 », or the noun counted."""
    out_of = re.compile(rf"{SP}?(?:/|sur){SP}?(\d{{1,3}})(?![\d,.])").match(text, end)
    if out_of and re.search(r"[.,]", digits):
        return Unit(f"/{out_of[1]}"), out_of.end()
    known = match_unit(text, end)
    if known and _really_follows(text, end, known):
        return known
    scale, after = match_scale(text, end) or (Decimal(1), end)
    if digits in {"0", "1"} and scale == 1:
        noun = counted_noun(text, after, plural=False)
    else:
        noun = counted_noun(text, after)
    if noun and (_is_title_word(text, end) or (digits == "1" and _is_plural(text[end : noun[1]]))):
        noun = None
    if noun and noun[0].isupper() and re.search(r"[.,]\d", digits) and "ETP" not in noun[0]:
        noun = None  # « 23.03 CCMU »: two columns that stand side by side
    if noun:
        rate = re.compile(rf"{SP}+par{SP}+(an|jour|mois|semaine|heure|habitant){_B}").match(text, noun[1])
        name = f"{noun[0]}/{rate[1]}" if rate else noun[0]
        return Unit(name, scale), noun[1]
    return (Unit("", scale), after) if scale != 1 else (None, end)


def _is_plural(words: str) -> bool:
    return words[-1:] in "sx" and not words.isupper()


def _is_title_word(text: str, digits_end: int) -> bool:
    """« Chapitre 67 Charges », « Liste 1 Sont », « 10 DOTATIONS »: a code before a capital, not a count."""
    words = text[digits_end:].split(maxsplit=1)
    return bool(words) and words[0][:1].isupper() and not (words[0].isupper() and len(words[0]) < 6)


_B = rf"(?![{LETTER}])"


def _really_follows(text: str, end: int, known: tuple[Unit, int]) -> bool:
    """A one-letter symbol needs the digits right before it; « 5 a », « 3 s'est » are no units."""
    symbol = text[end : known[1]].strip(SPACES)
    if len(symbol) > 1 or not symbol.isalpha():
        return True
    return symbol in "tThHmjlLgsWV"


def symbol_end(text: str, end: int, unit_end: int) -> int:
    """Where the printed figure ends: symbols belong to it, the noun counted does not."""
    if unit_end == end:
        return end
    known = match_unit(text, end)
    if known and known[1] == unit_end:
        return unit_end
    scale = match_scale(text, end)
    if scale:
        words = re.match(rf"{SP}*\S+", text[end:])
        return end + (words.end() if words else 0)
    return unit_end if text[end:unit_end].lstrip(SPACES).startswith(("/", "sur")) else end


def build_number(
    printed: str, match: re.Match[str], own: Unit | None, context: str | None, decimal: str | None
) -> Number:
    digits = match["digits"]
    negative = bool(match["sign"]) and match["sign"].strip(SPACES) not in {"+", "±"}
    value = _value(digits, own.name if own else context, decimal)
    scale = own.multiplier if own else Decimal(1)
    value = value * scale
    name = own.name if own and own.name else None
    return Number(-value if negative else value, name, printed, digits, scale)


def _value(digits: str, unit: str | None, decimal: str | None) -> Decimal:
    plain = re.sub(rf"[{SPACES}'’]", "", digits)
    if "," in plain and "." in plain:
        mark = max(",", ".", key=plain.rfind)
    elif plain.count(",") > 1 or plain.count(".") > 1:
        mark = ""
    elif "," in plain:
        mark = "" if decimal == "." and re.fullmatch(r"[1-9]\d{0,2},\d{3}", plain) else ","
    elif decimal != "." and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", plain) and not _may_be_fine(unit):
        mark = ""
    else:
        mark = "."
    for other in {",", "."} - {mark}:
        plain = plain.replace(other, "")
    return Decimal(plain.replace(mark, ".") if mark else plain)


def _may_be_fine(unit: str | None) -> bool:
    """Percentages and rates are printed to three decimals; counts and sums are not."""
    return unit == "%" or "/" in (unit or "")


def is_code(digits: str) -> bool:
    """« 05 » is a code; so is a run of more than ten digits without a separator."""
    return bool(re.fullmatch(r"0\d+", digits)) or (digits.isdecimal() and len(digits) > 10)
