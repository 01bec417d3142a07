"""What names the report in a question: « d'après le rapport 2023 du service », « Bilan 2024 : »."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.periods import find_periods
from index.words import STOP_WORDS, tokens

_DOCUMENT = (
    r"(?:rapports?|bilans?|fiches?|panoramas?|barom[eè]tres?|[eé]tudes?|enqu[eê]tes?|documents?|brochures?"
    r"|[eé]ditions?|annuaires?|observatoires?|comptes?[ -]rendus?|proc[eè]s-verb(?:al|aux)|plaquettes?"
    r"|livres? blancs?)"
)
_YEAR = r"(?:19|20)\d\d(?:[-/](?:20)?\d\d)?"
_WORD = r"(?:[dl]['’])?(?:n° ?)?[\w.@&°-]*[\w°]"
# Words that end the name of a report when no sign does: what comes next asks.
_ASKS = (
    r"(?:combien|quel(?:le)?s?|qui|que|quoi|quand|o[uù]|comment|pourquoi|est-ce|y|en|entre|depuis|et|ou|puis"
    r"|est|sont|a|ont|[eé]tait|[eé]taient|jug\w+|\w+-(?:t-)?(?:il|elle|on|ils|elles))"
)
_LINK = r"(?:de la|de l['’]|du|des|de|d['’]|sur les?|sur la|sur l['’]|en|pour les?|pour la|à la|à|au|aux)"
# « 2014 des urgences en Alsace », « SPANC 2023 de la CCLO », « CNU 27 de 2019 et 2020 », « de 2020 ».
_NAME = rf"(?:\s+(?:(?!{_ASKS}\b){_WORD}|(?:et|puis)(?=\s+(?:de\s+)?{_YEAR}\b|\s+d(?:e\s+l[a'’]|u\s|es\s))))"
_INTRODUCED = re.compile(
    rf"(?<!\w)(?:d['’]?\s?apr[eè]s|selon|suivant|au vu de|[aà] en croire|dans|d)\s+"
    rf"(?:(?:les?|la|l['’]|ce|cette|son|sa|notre|votre)\s*)?(?:derni(?:er|ère)s?\s+)?{_DOCUMENT}\b{_NAME}*",
    re.IGNORECASE,
)
_ATTACHED = re.compile(
    rf"(?<!\w)(?:du|au|de la|de l['’]|à la|à l['’]|des|aux)\s*{_DOCUMENT}\b"
    rf"(?:\s+(?!{_ASKS}\b|{_LINK}\s){_WORD}){{0,3}}?\s+(?:de\s+)?{_YEAR}"
    rf"(?:\s+(?:du|des|de|d['’]){_NAME}*)?",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"^\s*(?:l[ea]s?\s+)?{_DOCUMENT}\b[^:?!]{{0,80}}?\s?:", re.IGNORECASE)
_BRACKETED = re.compile(
    rf"\(\s*(?:(?:d['’]apr[eè]s|selon|dans|cf\.?|voir)\s+)?(?:l[ea]s?\s+)?{_DOCUMENT}\b[^)]*\)", re.I
)
_EMPTY = re.compile(r"\(\s*\)")


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` names a report."""

    start: int
    end: int


def mentions(text: str) -> tuple[Mention, ...]:
    """Where the question names the report that it is asked of, in order, without overlap."""
    found: list[Mention] = []
    for pattern in (_BRACKETED, _LEADING, _INTRODUCED, _ATTACHED):
        for match in pattern.finditer(text):
            free = all(match.end() <= m.start or m.end <= match.start() for m in found)
            if free and (pattern is not _LEADING or _says_which(match.group())):
                found.append(Mention(match.start(), match.end()))
    return _joined(text, sorted(found, key=lambda m: m.start))


def _joined(text: str, found: list[Mention]) -> tuple[Mention, ...]:
    """« dans le bilan 2023 et dans le bilan 2024 » as one."""
    joined: list[Mention] = []
    for mention in found:
        between = text[joined[-1].end : mention.start].strip(" ,").lower() if joined else "-"
        if between in ("et", "puis", "et puis", "ou", ""):
            joined[-1] = Mention(joined[-1].start, mention.end)
        else:
            joined.append(mention)
    return tuple(joined)


def core(text: str) -> str:
    """The question without what names the report; the question itself when nothing else is asked."""
    kept = text
    for mention in reversed(mentions(text)):
        kept = f"{kept[: mention.start]} {kept[mention.end :]}"
    kept = tidy(kept)
    content = [t for t in tokens(kept) if t not in STOP_WORDS and t not in ("combien", "nombre")]
    return kept if content else text


def tidy(text: str) -> str:
    """Loose commas, brackets and spaces of a question that lost words put right; a capital to begin with."""
    text = " ".join(_EMPTY.sub(" ", text).split())
    text = re.sub(r"\s*,(?:\s*,)+", ",", text)
    text = re.sub(r"\s+([,.)])", r"\1", text)
    text = re.sub(r",?\s*[,;:]?\s*\?", " ?", text)
    text = re.sub(r"^[\s,;:.]+", "", text)
    return text[:1].upper() + text[1:]


def _says_which(lead: str) -> bool:
    """Whether « Rapport … : » has a year or a name after its first word: else it may be what is asked."""
    words = lead.rstrip(" :").split()[1:]
    return bool(find_periods(lead)) or any(w[:1].isupper() for w in words)
