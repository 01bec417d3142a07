"""Units of measure as French reports write them: symbols, words, rates and counted nouns.

A canonical unit is a short string that two reports share: "€", "%", "tonnes", "m³", "kg/habitant",
"€/tonne". A multiplier in the unit (k€, M€, « milliers de tonnes ») is kept apart, to be applied to the
value. What has no symbol is counted: the unit of « 154 agents » is the noun itself, in the plural.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

SPACES = " \t\n\u00a0\u1680" + "".join(map(chr, range(0x2000, 0x200C))) + "\u202f\u205f\u3000"
_SP = f"[{SPACES}]"


@dataclass(frozen=True, slots=True)
class Unit:
    """`name` is canonical; a printed value is multiplied by `multiplier` to be expressed in it."""

    name: str
    multiplier: Decimal = Decimal(1)


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Spelled exactly: case tells M€ from m€, T (tonnes) from t, h from H.
_SYMBOLS: dict[str, str] = {
    "€": "€", "EUR": "€", "%": "%", "‰": "‰", "°C": "°C", "°": "°", "pts": "points", "pt": "points",
    "T": "tonnes", "t": "tonnes", "kg": "kg", "Kg": "kg", "KG": "kg", "g": "g", "mg": "mg", "µg": "µg",
    "km": "km", "kms": "km", "Kms": "km", "kgs": "kg",
    "Km": "km", "KM": "km", "m": "m", "cm": "cm", "mm": "mm", "ml": "ml",
    "mètres linéaires": "ml",
    "km²": "km²", "km2": "km²", "m²": "m²", "m2": "m²", "M2": "m²", "m³": "m³", "m3": "m³", "M3": "m³",
    "ha": "ha", "Ha": "ha", "l": "l", "L": "l", "hl": "hl", "h": "h", "H": "h", "min": "min", "mn": "min",
    "s": "s", "sec": "s", "j": "jours", "kW": "kW", "MW": "MW", "kWh": "kWh", "KWh": "kWh", "MWh": "MWh",
    "GWh": "GWh", "kVA": "kVA", "kWc": "kWc", "Wh": "Wh", "W": "W", "V": "V", "dB": "dB", "Ko": "Ko",
    "ko": "Ko", "Mo": "Mo", "Go": "Go", "To": "To", "Po": "Po", "Mb/s": "Mbit/s", "Mbit/s": "Mbit/s",
    "Gbit/s": "Gbit/s", "km/h": "km/h", "mg/l": "mg/l", "mg/L": "mg/l", "hab": "habitants",
    "hab.": "habitants", "tCO2": "tCO2e", "tCO2e": "tCO2e", "kgCO2e": "kgCO2e", "ETP": "ETP", "ETPT": "ETPT",
    "EH": "EH",
}  # fmt: skip
_WORDS: dict[str, str] = {
    "euro": "€", "euros": "€", "pour cent": "%", "pourcent": "%", "pourcentage": "%", "tonne": "tonnes",
    "tonnes": "tonnes", "kilo": "kg", "kilos": "kg", "kilogramme": "kg", "kilogrammes": "kg", "gramme": "g",
    "grammes": "g", "kilomètre": "km", "kilomètres": "km", "mètre": "m", "mètres": "m", "hectare": "ha",
    "hectares": "ha", "litre": "l", "litres": "l", "heure": "h", "heures": "h", "minute": "min",
    "minutes": "min", "seconde": "s", "secondes": "s", "jour": "jours", "jours": "jours",
    "semaine": "semaines", "semaines": "semaines", "mois": "mois", "an": "ans", "ans": "ans",
    "année": "ans", "années": "ans", "habitant": "habitants", "habitants": "habitants", "point": "points",
    "points": "points", "mètre cube": "m³", "mètres cubes": "m³", "mètre carré": "m²", "mètres carrés": "m²",
    "euros ttc": "€", "euros ht": "€", "centime": "centimes", "centimes": "centimes",
}  # fmt: skip
_SCALES: dict[str, Decimal] = {
    "k": Decimal(10**3), "K": Decimal(10**3), "M": Decimal(10**6), "m": Decimal(10**6),
    "Md": Decimal(10**9), "Mds": Decimal(10**9),
}  # fmt: skip
_SCALE_WORDS: dict[str, Decimal] = {
    "millier": Decimal(10**3), "milliers": Decimal(10**3), "mille": Decimal(10**3),
    "million": Decimal(10**6), "millions": Decimal(10**6),
    "milliard": Decimal(10**9), "milliards": Decimal(10**9),
}  # fmt: skip
_DENOMINATORS = _words(
    "habitant habitants hab. hab an année jour j mois semaine heure h minute trimestre semestre tonne "
    "tonnes t T foyer ménage logement agent personne pers. élève usager abonné abonnement dossier repas "
    "km m² m2 m³ m3 ha kg litre l kWh MWh unité passage visite séance enfant place nuit nuitée véhicule "
    "trajet commune équipe poste équipement bac sac s EH patient appel point adhérent bénéficiaire "
    "salarié participant"
)
# Adjectives that stand between a number and what it counts: « 12 nouveaux produits ».
_BEFORE_NOUN = _words(
    "nouveaux nouvelles nouvel nouveau nouvelle autres autre grands grandes grand grande petits petites "
    "petit petite premiers premières derniers dernières principaux principales principal principale "
    "différents différentes jeunes jeune bons bonnes meilleurs meilleures anciens anciennes vrais seuls "
    "seules seul seule futurs futures prochains prochaines mêmes"
)
_NOT_A_NOUN = _words(
    "dans sans sous vers mais très plus moins puis alors lors depuis après dès des les ses ces mes nos "
    "vos leurs aux ils elles nous vous est pas toujours ailleurs fois selon jamais dont toutes tous "
    "plusieurs certains certaines quelques hors suis sommes êtes pris mis ans bis uns unes divers "
    "diverses lesquels lesquelles soit versus ttc ht janvier février mars avril mai juin juillet août "
    "septembre octobre novembre décembre lundi mardi mercredi jeudi vendredi samedi dimanche et ou de "
    "du la le un une en au à par pour sur ainsi car ni or donc si que qui quoi avec contre entre "
    "environ chez comme jusque malgré parmi a ont sera seront était étaient avait peut doit il elle on "
    "ce cette se sa son y ne n millions milliers milliards accompagnés respectivement sus près puisque "
    "cependant"
)
_AROUND = SPACES + "()[]:;,*"
_LETTERS = "A-Za-zÀ-ÖØ-öø-ÿŒœ"
_NOUN = re.compile(rf"{_SP}*(?:d['’ʼ])?([{_LETTERS}][{_LETTERS}]+(?:[-–·.][{_LETTERS}]+)*)")
_ELIDED = rf"(?:{_SP}*(?:d{_SP}?['’ʼ]{_SP}?|de{_SP}+|d{_SP}))?"


def _alternatives(names: list[str]) -> str:
    spelled = sorted(names, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", f"{_SP}+") for name in spelled)


_END = rf"(?![{_LETTERS}0-9²³]|\.[A-Z]|['’ʼ][{_LETTERS}])"
_BASE = rf"(?:(?P<symbol>{_alternatives(list(_SYMBOLS))})|(?P<word>(?i:{_alternatives(list(_WORDS))})))"
_MONEY = rf"(?P<k>Mds|Md|[kKMm]){_SP}?(?:d['’ʼ])?(?P<money>€|(?i:euros?))"
_LETTER_SCALE = rf"[kKM](?={_SP}?[€)]|{_SP}+d[e'’]|$)"
_SCALE = rf"(?P<scale>(?i:{_alternatives(list(_SCALE_WORDS))})|{_LETTER_SCALE})(?![{_LETTERS}])"
_PER_ANY = rf"{_SP}?/{_SP}?(?P<any>[a-zà-öø-ÿ]{{3,}}){_END}"
_RATE = rf"(?:{_SP}?/{_SP}?|{_SP}+(?:et{_SP}+)?par{_SP}+)(?P<per>{_alternatives(list(_DENOMINATORS))}){_END}"
_TAX = rf"(?:{_SP}*(?:HT|TTC|H\.T\.|T\.T\.C\.)(?![{_LETTERS}]))?"
_UNIT = re.compile(rf"{_SP}*(?:{_SCALE}{_ELIDED})?(?:{_MONEY}|{_BASE}){_END}{_TAX}")
_SCALE_ONLY = re.compile(rf"{_SP}*{_SCALE}{_ELIDED}")
_RATES = re.compile(f"{_RATE}|{_PER_ANY}")


def match_unit(text: str, start: int = 0) -> tuple[Unit, int] | None:
    """The unit that begins at `start` (spaces allowed before it) and the offset where it ends."""
    found = _UNIT.match(text, start)
    if found is None:
        return None
    scale = _scale_of(found["scale"])
    if found["money"]:
        name, scale = "€", scale * _SCALES[found["k"]]
    elif found["symbol"]:
        name = _SYMBOLS[re.sub(f"{_SP}+", " ", found["symbol"])]
    else:
        name = _WORDS[re.sub(f"{_SP}+", " ", found["word"]).lower()]
    rates, end = _rates(text, found.end())
    return Unit(name + rates, scale), end


def match_scale(text: str, start: int = 0) -> tuple[Decimal, int] | None:
    """« millions de » before a counted noun: its multiplier and the offset where it ends."""
    found = _SCALE_ONLY.match(text, start)
    return (_scale_of(found["scale"]), found.end()) if found else None


def counted_noun(text: str, start: int = 0, *, plural: bool = True) -> tuple[str, int] | None:
    """What a number that ends at `start` counts: the noun after it, in the plural, and its end offset.

    A French noun after a number from 2 up is plural, which shows; `plural=False` (after 0 or 1) takes a
    singular one as well. Words in capitals (ETP, RPU) count as nouns.
    """
    for _ in range(3):
        found = _NOUN.match(text, start)
        if found is None:
            return None
        word = found[1].rstrip(".")
        if word.lower() not in _BEFORE_NOUN:
            return _as_noun(word, plural, found.end())
        start = found.end()
    return None


def canonical_unit(text: str) -> Unit | None:
    """The unit that the whole of `text` names, or None: « k€ », « en tonnes », « (kg/hab.) »."""
    bare = text.strip(_AROUND)
    bare = re.sub(rf"^(?:exprimée?s?{_SP}+)?en{_SP}+", "", bare, flags=re.IGNORECASE)
    found = match_unit(bare)
    if found and not bare[found[1] :].strip(" .)"):
        return found[0]
    scale = match_scale(bare)
    if scale and scale[1] == len(bare):
        return Unit("", scale[0])
    return None


_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{1,40})[)\]]")
_IN_WORDS = re.compile(rf"(?<![{_LETTERS}])(?:exprimée?s?{_SP}+)?en{_SP}+([^,;:()]{{1,40}})", re.IGNORECASE)
_NUMBER_OF = re.compile(
    rf"(?<![{_LETTERS}])(?:nombre|nbre|nb|effectifs?)\.?{_SP}+(?:total{_SP}+)?(?:d['’ʼ]|de{_SP}|des{_SP})",
    re.IGNORECASE,
)
_LOOSE_SYMBOL = re.compile(
    rf"(?<![{_LETTERS}0-9])(?:[kKM]?€(?:{_SP}?/{_SP}?[{_LETTERS}.]+\d?)?|%|‰|kg{_SP}?/{_SP}?hab\w*\.?)(?![{_LETTERS}])"
)


@lru_cache(maxsize=8192)
def find_unit(text: str) -> Unit | None:
    """The unit that a header or title announces: « Tonnage (en T) », « Montant k€ », « Nombre d'agents »."""
    whole = canonical_unit(text)
    if whole:
        return whole
    for bracket in _IN_BRACKETS.finditer(text):
        found = canonical_unit(bracket[1])
        if found:
            return found
    for phrase in _IN_WORDS.finditer(text):
        announced = match_unit(phrase[1])
        if announced and (announced[1] == len(phrase[1]) or not phrase[1][announced[1]].isalnum()):
            return announced[0]
    loose = _LOOSE_SYMBOL.search(text)
    if loose:
        return canonical_unit(loose[0])
    return _counted(text) or _weighed(text)


def _counted(text: str) -> Unit | None:
    opening = _NUMBER_OF.search(text)
    if opening is None:
        return None
    unit = match_unit(text, opening.end())
    if unit:
        return unit[0]
    noun = counted_noun(text, opening.end(), plural=True)
    return Unit(noun[0]) if noun else None


def _weighed(text: str) -> Unit | None:
    """A tonnage is in tonnes unless it says otherwise."""
    return Unit("tonnes") if re.search(r"(?i)\btonnages?\b", text) else None


def _as_noun(word: str, plural: bool, end: int) -> tuple[str, int] | None:
    lower = word.lower()
    if lower in _NOT_A_NOUN:
        return None
    if word.isupper() and 2 <= len(word) <= 6:
        return word, end
    if lower.endswith(("s", "x", "z")) and len(word) > 2:
        return lower, end
    if "·" in lower or ".e" in lower:
        return lower, end
    return None if plural else (_plural(lower), end)


def _plural(noun: str) -> str:
    if noun.endswith("al"):
        return noun[:-2] + "aux"
    return noun + ("x" if noun.endswith(("eau", "eu")) else "s")


def _scale_of(scale: str | None) -> Decimal:
    if not scale:
        return Decimal(1)
    return _SCALES.get(scale) or _SCALE_WORDS[scale.lower()]


def _rates(text: str, end: int) -> tuple[str, int]:
    """« /hab/an », « par an et par habitant » as "/habitant/an": what is shared first, time last."""
    names: list[str] = []
    while found := _RATES.match(text, end):
        names.append(_singular(found["per"] or found["any"]))
        end = found.end()
    names.sort(key=lambda name: (name in _TIMES, name))
    return "".join(f"/{name}" for name in names), end


_TIMES = frozenset({"an", "mois", "jour", "semaine", "h", "min", "trimestre", "semestre"})


def _singular(name: str) -> str:
    shown = _SYMBOLS.get(name) or _WORDS.get(name.lower()) or name.rstrip(".")
    return shown if shown == "mois" or not shown.endswith("s") or len(shown) < 3 else shown[:-1]
