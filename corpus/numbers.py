"""The one reader of numbers: every form that French reports print, and what is not a quantity.

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
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from corpus.periods import find_periods
from corpus.units import SPACES, Unit, canonical_unit, counted_noun, match_scale, match_unit


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


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A number of running text: `text[start:end]` is its `printed`."""

    start: int
    end: int
    number: Number


_SP = f"[{SPACES}]"
_DASH = "[-\u2010-\u2015\u2212]"
_LETTER = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
_FIGURE = (
    rf"(?:[1-9]\d{{0,2}}(?:[{SPACES}'’]\d{{3}})+(?!\d)(?:[.,]\d+)?"
    r"|\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}(?:,\d{3}){2,}(?:\.\d+)?"
    r"|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:,\d{3})+\.\d+"
    r"|\d+[.,]\d+|\d+)"
)
_ORDINAL_SUFFIX = "er|ère|ers|ères|e|è|ème|eme|nd|nde|ième"
_NUMBER = re.compile(rf"(?P<sign>[-+\u2010-\u2015\u2212±]{_SP}*)?(?P<digits>{_FIGURE})")
_APPROXIMATE = re.compile(
    rf"^(?:≈|~|≃|env\.?|environ|près de|plus de|moins de|soit|total\s*:|[<>≤≥]){_SP}*", re.IGNORECASE
)
_NOTE = re.compile(rf"{_SP}*(?:\(({_SP}*[^()]{{1,12}}{_SP}*)\)|([*+¹²³⁴⁵⁶⁷⁸⁹]+))$")
_MISSING = re.compile(
    rf"(?:{_DASH}+|/|\.{{2,}}|…|\*|x|n\.?{_SP}?d\.?|n{_SP}?/{_SP}?[ac]\.?|n\.?{_SP}?c\.?|n\.?{_SP}?s\.?|n\.?a\.?|nr|"
    r"néant|s\.?o\.?|sans objet|non (?:disponible|communiqué|renseigné|connu|significatif)e?s?|#[a-z/0!?]+)",
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
    bracketed = re.fullmatch(rf"\({_SP}*({_FIGURE}{_SP}*(?:€|k€|M€|%)?){_SP}*\)({_SP}*(?:€|k€|M€|%))?", bare)
    if bracketed and (re.search(r"[^\d()]", bare)):
        inner = _whole(bracketed[1] + (bracketed[2] or ""), unit, decimal)
        return _negated(inner, bare) if inner else None
    return _whole(bare, unit, decimal)


def _whole(bare: str, unit: str | None, decimal: str | None) -> Number | None:
    opening = _APPROXIMATE.match(bare)
    text = bare[opening.end() :] if opening else bare
    currency = re.match(rf"(?:€|EUR){_SP}*", text)
    text = text[currency.end() :] if currency else text
    note = _NOTE.search(text)
    if note and note.start() > 0:
        number = _figure_and_unit(text[: note.start()], unit, decimal, bool(currency))
        if number:
            inside = (note[1] or note[2]).strip()
            if not number.unit and canonical_unit(inside):
                stated = _figure_and_unit(f"{text[: note.start()]} {inside}", unit, decimal, bool(currency))
                return _with(stated, printed=text, note="") if stated else None
            return _with(number, printed=text[: note.start()].strip(SPACES), note=inside)
    return _figure_and_unit(text, unit, decimal, bool(currency))


def _figure_and_unit(text: str, unit: str | None, decimal: str | None, money: bool) -> Number | None:
    match = _NUMBER.match(text)
    if match is None or _is_code(match["digits"]):
        return None
    after = match.end()
    if re.match(rf"(?:{_ORDINAL_SUFFIX})(?![{_LETTER}])", text[after:]):
        return None
    own, end = _unit_after(text, after, match["digits"])
    if money and own is None:
        own = Unit("€")
    if _is_bullet(match["sign"]) and own is not None and match_unit(text, after) is None:
        return _figure_and_unit(text[match.start("digits") :], unit, decimal, money)  # « - 12 agents »
    rest = text[end:].strip(SPACES)
    if rest and rest.strip(".") and own is not None and _is_tail(rest):
        rest = ""
    if rest.strip(".") or (end == after and after < len(text) and text[after:].strip(SPACES + ".")):
        return None
    return _number(text[: _symbol_end(text, after, end)].strip(SPACES), match, own, unit, decimal)


def _is_bullet(sign: str | None) -> bool:
    return sign is not None and sign[-1:] in SPACES


def _is_tail(rest: str) -> bool:
    """Adjectives after a counted noun (« 154 agents publics »): up to two words, no digit."""
    return len(rest.split()) <= 2 and re.fullmatch(rf"[{_LETTER}{SPACES}'’.-]+", rest) is not None


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
        if _is_code(match["digits"]) or _REFERENCE.search(text[:start]):
            continue
        own, unit_end = _unit_after(text, end, match["digits"])
        if own is None and _glued(text, end):
            continue
        symbol_end = _symbol_end(text, end, unit_end)
        if own is None and _looks_like_post_code(text, match):
            continue
        before = re.search(rf"(?:€|EUR){_SP}?$", text[:start])
        if own is None and before:
            own = Unit("€")
        number = _number(text[match.start() : symbol_end].strip(SPACES), match, own, None, None)
        start = match.start() + (len(match[0]) - len(match[0].lstrip(SPACES)))
        found.append(FoundNumber(start, start + len(number.printed), number))
    return tuple(found)


_IN_TEXT = re.compile(
    rf"(?<![{_LETTER}\d_])(?<![{_LETTER}\d][./°'’\-\u2010-\u2015\u2212])(?<!\d,)"
    rf"(?P<sign>(?<![^{SPACES}(:=])[-+\u2212±](?=\d))?(?P<digits>{_FIGURE})"
)
_NOT_QUANTITIES = (
    # Times of day and clock times.
    re.compile(rf"(?<!\d)\d{{1,2}}{_SP}?[hH]{_SP}?\d{{2}}(?!\d)|(?<!\d)\d{{1,2}}:\d{{2}}(?!\d)"),
    re.compile(
        rf"\b(?:de|à|entre|dès|vers|et|jusqu['’ʼ]à)\s+\d{{1,2}}{_SP}?h(?![{_LETTER}])(?!\s*(?:par|/|de))"
    ),
    # Phones, SIRET and account numbers, IBAN-like runs, parcels and e-mail or web addresses.
    re.compile(rf"(?<!\d)(?:\+\d\d{_SP}?(?:\(0\))?|0)\d(?:[{SPACES}.\-]?\d\d){{4}}(?!\d)"),
    re.compile(rf"(?<!\d)\d{{3}}(?:{_SP}?\d{{3}}){{2}}{_SP}?\d{{5}}(?!\d)"),
    re.compile(r"(?i)\b(?:siret|siren|iban|bic|rcs|ape|naf|finess)\b[^,;\n]{0,25}"),
    re.compile(r"\S+@\S+|(?:https?://|www\.)\S+|\b\w+\.(?:fr|com|org|eu|net)(?:/\S*)?"),
    # Article numbers and the like: a letter, a point or a dash tied to digits.
    re.compile(rf"\b[A-Z]{{1,4}}{_SP}?[.\-]{_SP}?\d[\d.\-]*(?:-\d+)?"),
    re.compile(r"\b\d+(?:-\d+){1,}(?:[/-]\w+)*(?=\W|$)"),
    re.compile(rf"(?<![\d,.]){_FIGURE}{_SP}?(?:{_ORDINAL_SUFFIX}|°|º)(?![{_LETTER}C])"),
    # Streets and post codes.
    re.compile(
        r"(?i)\b\d{1,4}\s*(?:bis|ter)?\s*,?\s+(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|route|"
        r"quai|cours|square|hameau|lieu-dit)\b(?=\s+(?:de|du|des|d['’ʼ]|la|le|l['’ʼ]|[A-ZÀ-Ý]))"
    ),
    re.compile(r"(?i)\b(?:BP|CS|cedex|TSA)\s*\d+"),
    # Numbering at the head of a line: « 1. », « 2) », « 3.1 Titre », « 4 - ».
    re.compile(
        rf"^{_SP}*(?:\d{{1,2}}(?:\.\d{{1,2}})*\.?{_SP}*[).\-–:]|\d{{1,2}}(?:\.\d{{1,2}})+){_SP}+(?=\D)"
    ),
    re.compile(rf"(?<=[:;.]){_SP}*\d{{1,2}}[.)]{_SP}+(?=[A-ZÀ-Ý])"),
    # A department in brackets, the age of a group, how long ago.
    re.compile(r"\(\d{1,3}\)"),
    re.compile(
        rf"(?i)\d+{_SP}ans{_SP}(?:et|ou){_SP}(?:plus|moins|\+)|\b(?:plus|moins){_SP}de{_SP}\d+{_SP}ans?\b"
    ),
    re.compile(
        rf"(?i)\b(?:depuis|il y a)(?:{_SP}(?:près de|plus de|environ|bientôt))?"
        rf"{_SP}\d+{_SP}(?:ans|mois|années|jours)"
    ),
    # What a ratio is counted over: « 0,11 pour 100 000 habitants ».
    re.compile(rf"(?i)\bpour{_SP}1(?:[{SPACES}.]?0)+(?!\d)"),
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
    rf"|(?:\bn|§|#){_SP}*[°ºo]?s?(?:{_SP}*:)?){_SP}*[(]?{_SP}*$"
)
_RANGE = re.compile(
    rf"(?<![\d.,])(?P<range>(?:\b(?i:de|entre|du){_SP}+)?{_FIGURE}{_SP}*(?:{_DASH}|à|et(?=[^.;]{{0,18}}\b(?i:ans?|km|hab)))"
    rf"{_SP}*{_FIGURE})(?![\d])"
)
_CHANGE = re.compile(
    r"(?i)(?:pass|augment|évolu|baiss|diminu|progress|recul|chut|grimp|mont|rédui)\w*\W[^.]{0,60}$"
)


def _tells_change(text: str, match: re.Match[str]) -> bool:
    """« passe de 12 à 15 agents » states two values; « de 12 à 15 ans » names a group."""
    return _CHANGE.search(text[: match.start()]) is not None and "à" in match[0]


def _glued(text: str, end: int) -> bool:
    """Letters right after the digits that are no unit: a code or a name (« 3D », « 2b »)."""
    return end < len(text) and (text[end].isalpha() or text[end] in "_°")


def _looks_like_post_code(text: str, match: re.Match[str]) -> bool:
    digits = match["digits"]
    return (
        len(digits) == 5
        and digits.isdigit()
        and re.match(rf"{_SP}+[A-ZÀ-Ý]", text[match.end() :]) is not None
    )


def _unit_after(text: str, end: int, digits: str) -> tuple[Unit | None, int]:
    """The unit after the digits: a symbol, « millions de dossiers », « 4,2/5 », or the noun counted."""
    out_of = re.compile(rf"{_SP}?(?:/|sur){_SP}?(\d{{1,3}})(?![\d,.])").match(text, end)
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
    if noun and (_is_title_word(text, end, digits) or (digits == "1" and _is_plural(text[end : noun[1]]))):
        noun = None
    if noun:
        rate = re.compile(rf"{_SP}+par{_SP}+(an|jour|mois|semaine|heure|habitant){_B}").match(text, noun[1])
        name = f"{noun[0]}/{rate[1]}" if rate else noun[0]
        return Unit(name, scale), noun[1]
    return (Unit("", scale), after) if scale != 1 else (None, end)


def _is_plural(words: str) -> bool:
    return words[-1:] in "sx" and not words.isupper()


def _is_title_word(text: str, digits_end: int, digits: str) -> bool:
    """« Chapitre 67 Charges », « Liste 1 Sont », « 21742 Immeubles »: a code before a capital.

    Only a short number, or one grouped by thousands, counts capitalised things, at the head of a line.
    """
    words = text[digits_end:].split(maxsplit=1)
    if not words or not words[0][:1].isupper() or (words[0].isupper() and len(digits) < 4):
        return False
    if digits.isdigit() and len(digits) > 3:
        return True
    before = re.sub(r"[\d\W]+$", "", text[:digits_end])
    return bool(before) and not re.search(r"[\n•▪●–-]\s*[\d.,\s]+$", text[:digits_end])


_B = rf"(?![{_LETTER}])"


def _really_follows(text: str, end: int, known: tuple[Unit, int]) -> bool:
    """A one-letter symbol needs the digits right before it; « 5 a », « 3 s'est » are no units."""
    symbol = text[end : known[1]].strip(SPACES)
    if len(symbol) > 1 or not symbol.isalpha():
        return True
    return symbol in "tThHmjlLgsWV"


def _symbol_end(text: str, end: int, unit_end: int) -> int:
    """Where the printed figure ends: symbols belong to it, the noun counted does not."""
    if unit_end == end:
        return end
    known = match_unit(text, end)
    if known and known[1] == unit_end:
        return unit_end
    scale = match_scale(text, end)
    if scale:
        words = re.match(rf"{_SP}*\S+", text[end:])
        return end + (words.end() if words else 0)
    return unit_end if text[end:unit_end].lstrip(SPACES).startswith(("/", "sur")) else end


def _number(
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


def _is_code(digits: str) -> bool:
    """« 05 » is a code; so is a run of more than ten digits without a separator."""
    return bool(re.fullmatch(r"0\d+", digits)) or (digits.isdigit() and len(digits) > 10)


def _with(number: Number, printed: str, note: str) -> Number:
    return Number(number.value, number.unit, printed, number.digits, number.scale, note)


def _negated(number: Number, printed: str) -> Number:
    return Number(-number.value, number.unit, printed, number.digits, number.scale, number.note)


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


_UNITS_WORDS = {
    "zéro": 0, "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze":
    15, "seize": 16, "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50,
    "soixante": 60, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
_ABOUT_WORDS = {
    "demi-douzaine": 6, "huitaine": 8, "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20,
    "trentaine": 30, "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
    "millier": 1000,
}  # fmt: skip


def parse_number_words(text: str) -> Number | None:
    """The number that the whole of `text` spells: « trente », « quatre-vingt-dix », « une trentaine »."""
    words = re.sub(r"[-‑\s]+", " ", text.strip().lower())
    about = re.fullmatch(r"(?:une?\s+)?(demi douzaine|\w+)", words)
    if about and (rough := _ABOUT_WORDS.get(about[1].replace(" ", "-"))) is not None:
        return Number(Decimal(rough), None, text.strip(), text.strip())
    total = group = 0
    for word in words.split():
        if word == "et":
            continue
        if word in _UNITS_WORDS:
            small = _UNITS_WORDS[word]
            group = group + 76 if small == 20 and group % 100 == 4 else group + small
        elif word in {"cent", "cents"}:
            group = max(group, 1) * 100
        elif word in {"mille", "million", "millions", "milliard", "milliards"}:
            factor = {"mille": 10**3, "million": 10**6, "milliard": 10**9}[word.rstrip("s")]
            total, group = total + max(group, 1) * factor, 0
        else:
            return None
    if not words:
        return None
    return Number(Decimal(total + group), None, text.strip(), text.strip())
