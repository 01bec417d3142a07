"""What a question takes over from the one before, and what takes the place of what plays its role there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.antecedents import asked_of
from assistant.clauses import BEFORE, HOW_MANY_OF, after_lead, brought, framed, lowered, of_counted
from assistant.intent import HOW_MANY, asks_yes_or_no
from assistant.phrases import Phrase, parse, phrases

_PLACES = frozenset(("à", "dans", "en", "chez", "sur", "de"))
_ANYWHERE = frozenset(("", "pour", "chez", "parmi"))
_ENOUGH = 3.0  # of fit, under which what is new is added rather than put in the place of a phrase
# Whom a figure is of, by a limit: « pour les plus de 75 ans ».
_LIMITED = re.compile(
    r"\b(?:(?:pour|chez|parmi|de|des|les|aux) )+"
    r"(?:(?:plus|moins) de \d+ [a-zà-ÿ]+|\d+ ans (?:et|ou) (?:plus|moins)|\d+[ -](?:à )?\d+ ans)",
    re.I,
)
# One of them, of an age: « pour un jeune de 20 ans ».
_AGED = re.compile(r"^(?:pour |chez |à )?une? [a-zà-ÿ-]+ de \d+ (?:ans|mois)$", re.I)
# An amount or a level that sets a limit: « au-dessus de 36 000 € ».
_BOUND = re.compile(r"\b(?:au[- ]dess(?:us|ous) d|en dessous d|au[- ]delà d|jusqu|à partir d|entre \d)", re.I)
_OLD_BOUND = re.compile(
    r"\b(?:au[- ]dess(?:us|ous) de|en dessous de|au[- ]delà de|jusqu['’]à|à partir de|sous|plus de|moins de) "
    r"\d[\d\s.,]*(?:€|%|[a-zà-ÿ]+)?",
    re.I,
)
# How many figures become one; another one is asked of the same.
_STATISTIC = re.compile(
    r"^(?P<article>l[ea] |en |le )(?P<name>moyenne|m[eé]diane|minimum|maximum|total)$", re.I
)
_OLD_STATISTIC = re.compile(
    r"\ben moyenne\b|\b(?P<article>l[ea] )?(?P<name>moyenne|m[eé]diane|minimum|maximum)\b(?! d[eu'’])", re.I
)
_SEX = re.compile(r"^(femmes?|hommes?|filles?|garçons?)$", re.I)
_OPPOSITE = {"femme": "homme", "femmes": "hommes", "fille": "garçon", "filles": "garçons"}
_OPPOSITE |= {other: one for one, other in _OPPOSITE.items()}
_AGGREGATE = re.compile(r"^(?:la moyenne|la m[eé]diane|le total|l['’]ensemble) d", re.I)
# A measure has no number: nobody asks « combien de superficie ».
_MEASURE = re.compile(
    r"(?:l[ea] |l['’])(?:superficie|surface|budget|co[uû]t|montant|prix|dette|taux|dur[eé]e|densit[eé]|"
    r"population|effectif|[aâ]ge|longueur|hauteur|capacit[eé]|d[eé]lai|tarif|salaire|moyenne|part)\b",
    re.I,
)
_HAS = re.compile(r"\s*(?:compt|poss[eè]d|emploi|regroup|accueill|g[eè]r)\w+ (?=l[ea]s? |l['’]|[A-ZÀ-Ý])")
_PARTICIPLE = re.compile(
    r"\b[a-zà-ÿ]{3,}(?:é|és|ée|ées|us|ues|erts|ertes)\b(?<!plus)(?<!sous)(?<!tous)(?<!nous)"
)
_MOMENT = re.compile(
    r"^(?:l[ea]s? |en )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end|matin|soir|nuit"
    r"|apr[eè]s-midi|[eé]t[eé]|hiver|printemps|automne)s?$",
    re.I,
)


def in_its_place(new: str, base: str) -> str:
    """A phrase put in the place of the one that plays its role, or else added at the end."""
    if re.search(rf"\b(?:{HOW_MANY}|nombre)\b", base, re.I):
        new = re.sub(r"^le nombre (?=de\b|d['’])", "", new, flags=re.I)
    fresh, old = parse(new), phrases(base)
    if fresh is None or not old or _AGGREGATE.match(new):
        return f"{base}, {new}"
    if sex := _SEX.search(fresh.noun):
        opposite = _OPPOSITE[sex[1].lower()]
        swapped = re.sub(
            rf"\b(de |d['’])?{opposite}\b",
            lambda old: brought("de", sex[1]) if old[1] else sex[1],
            base,
            count=1,
            flags=re.I,
        )
        return swapped if swapped != base else f"{base} {new if fresh.preposition else f'pour {new}'}"
    if statistic := _STATISTIC.match(new):
        return _other_statistic(statistic, base)
    if _AGED.match(new):
        return f"{base} {new}"
    if _BOUND.search(new):
        return _OLD_BOUND.sub(lambda _: new, base, count=1) if _OLD_BOUND.search(base) else f"{base} {new}"
    if _LIMITED.match(new):
        return _limited(new, fresh, base)
    if _MEASURE.match(new) and (measured := _measured(new, base, old)):
        return measured
    done = _PARTICIPLE.fullmatch(new)
    old_done = [m for m in _PARTICIPLE.finditer(base) if m.end() > (old[0].inner)]
    if done and old_done:  # « postes ouverts », « et pourvus ? »
        return base[: old_done[0].start()] + new + base[old_done[0].end() :]
    if _MOMENT.search(new):
        return f"{base} {new}"
    fits = [_fit(fresh, p, (at + 1) / len(old)) for at, p in enumerate(old)]
    if fresh.preposition == "pour" and not re.match(r"(?:qui|o[uù]|quand)\b", base, re.I):
        fits = [fit - 4 * (not p.preposition) for fit, p in zip(fits, old, strict=True)]
    best = max(range(len(old)), key=lambda at: fits[at])
    if fresh.preposition == "de" and not fresh.article and old[best].preposition != "de":
        inner = re.search(r"(?<=\s)(?:de\s|d['’])[^?]*$", base[: old[best].end][old[best].inner :], re.I)
        if inner:  # « budget de fonctionnement » → « d'investissement »
            start = old[best].inner + inner.start()
            return base[:start] + new + base[old[best].end :]
    if fits[best] < _ENOUGH:
        return f"{base} {new}" if fresh.preposition else f"{base}, {new}"
    return base[: old[best].start] + _as(old[best], fresh, new) + base[old[best].end :]


def _other_statistic(new: re.Match[str], base: str) -> str:
    """« en moyenne », then « et la médiane ? »: the other one in its place, or else added."""
    name = new["name"].lower()
    old = _OLD_STATISTIC.search(base)
    if old is None:
        return f"{base}, {new[0]}"
    put = f"en {name}" if old["name"] is None else f"{new['article'] if old['article'] else ''}{name}"
    return base[: old.start()] + put + base[old.end() :]


def _limited(new: str, fresh: Phrase, base: str) -> str:
    """« pour les plus de 75 ans » in the place of another limit; else whom the question is asked for."""
    old = _LIMITED.search(base)
    if old is None:
        return f"{base} {new}"
    counted = re.search(rf"{HOW_MANY} $", base[: old.start()], re.I)
    return f"{base[: old.start()]}{f'de {fresh.noun}' if counted else new}{base[old.end() :]}"


def _measured(new: str, base: str, old: Sequence[Phrase]) -> str:
    """« combien d'habitants compte Lens », « et la superficie ? » → « quelle est la superficie de Lens »."""
    asked = re.match(rf"{HOW_MANY}\s+(?=d(?:e|es)?\b|d['’])", base, re.I)
    if not asked or not old[0].counted or old[0].start != asked.end():
        return ""
    rest = base[old[0].end :]
    has = _HAS.match(rest)
    if not has:
        return ""
    owner = rest[has.start() :].split(maxsplit=1)[1]
    return f"{'Quelle' if new[:2].lower() == 'la' else 'Quel'} est {new} {brought('de', owner)}"


def _fit(new: Phrase, old: Phrase, place: float) -> float:
    """How alike the roles of two phrases are; `place` is 1 for the last one of the question."""
    alike = 4 * (1 - abs(new.name - old.name)) + place
    if new.preposition == old.preposition and new.preposition:
        alike += 2
    elif {new.preposition, old.preposition} <= _PLACES and (
        old.preposition != "de" or (old.name and new.name)
    ):
        alike += 1
    alike += new.article == old.article
    return alike + 2 * (old.counted and new.preposition in ("", "pour", "de") and new.name < 1)


def _as(old: Phrase, new: Phrase, text: str) -> str:
    """The new words with the small word of the old ones, unless they bring one that fits."""
    same = new.preposition not in _ANYWHERE and old.preposition == new.preposition
    if same and (new.preposition != "de" or not (old.article or new.article)):
        return text
    own = text[: new.inner]
    article = re.search(r"(?:l[ea]s?\s|l['’]|un[e]?\s)$", own, re.I)
    noun = (
        article[0]
        if article
        else {"des": "les ", "du": "le ", "aux": "les ", "au": "le "}.get(own.strip().lower(), "")
    )
    if old.counted and not old.article:
        noun = ""
    return brought(old.preposition, noun + new.noun) if old.preposition else f"{noun}{new.noun}"


def with_inherited(new: str, base: str) -> str:
    """A question with words of its own that ask: with what the earlier one says and it does not."""
    own, old = phrases(new), phrases(base)
    head = next((p for p in old if p.counted), None)
    counted = HOW_MANY_OF.match(new)
    if counted and head and len(own) == 1 and own[0].end == len(new) and own[0].start == counted.end():
        asking = re.search(rf"(?:de )?{HOW_MANY}\s+$", base[: _asked_from(base, head)], re.I)
        if asking and " de " not in own[0].noun:  # « et combien d'hommes ? »
            return base[: _asked_from(base, head)] + new[counted.end() :] + base[head.end :]
    filled = {p.preposition for p in own} | {""}
    kept: list[str] = []
    for at, phrase in enumerate(old):
        attached = phrase.preposition == "de" and at > 0 and base[old[at - 1].end : phrase.start].isspace()
        if phrase.counted or (phrase.preposition in filled and not attached):
            continue
        if attached and base[old[at - 1].start : old[at - 1].end] not in kept:
            continue
        kept.append(base[phrase.start : phrase.end])
    return framed(" ".join((new, *kept)), base)


def asked_instead(piece: str, base: str) -> str:
    """« pour quel montant » asked of the earlier question: in the place of what it asks."""
    counted = next((p for p in phrases(base) if p.counted and p.preposition == "de"), None)
    if HOW_MANY_OF.match(piece):
        return f"{piece} {lowered(base)}" if asks_yes_or_no(base) else ""
    lead = base[: len(base) - len(after_lead(base))]
    said = after_lead(base).lstrip(" ,:")
    if counted and re.match(rf"{BEFORE}{HOW_MANY}\b", said, re.I):
        return f"{lead} {piece} {of_counted(base, counted)}{base[counted.end :]}".strip()
    if asks_yes_or_no(base):
        return f"{piece} {base[:1].lower()}{base[1:]}"
    how = re.match(r"(?:comment|quand|o[uù]|pourquoi)\s+(?P<rest>.+)$", said, re.I)
    if how:
        return f"{lead} {piece} {how['rest']}".strip()
    return asked_of(piece, base) if re.match(r"quel", said, re.I) and not counted else ""


def _asked_from(base: str, head: Phrase) -> int:
    """Where what is counted begins, its measure included: « tonnes de verre »."""
    found = re.search(rf"\b{HOW_MANY}\s+", base[: head.start], re.I)
    return found.end() if found else head.start
