"""A question that leans on the one before it, made whole: « et à Lens ? » takes the place of the town.

What is new takes the place of what plays the same role in the earlier question: a year of the year, a name
of the name, what is counted of what was counted. The rest is inherited as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.intent import HOW_MANY, asks_yes_or_no
from assistant.mention import mentions, tidy
from assistant.phrases import Phrase, fixed, parse, phrases
from corpus.periods import Period, find_periods, year_of
from index.words import STOP_WORDS, fold, tokens

BEFORE = r"(?:(?:pour|à|a|de|dans|avec|en|chez|par|depuis|sur|vers) )?"
_LINK = re.compile(
    r"^(?:(?:et|mais|alors|sinon|ok|oui|non|merci|d['’]accord|idem|si oui|m[eê]me (?:chose|question))\b"
    r"[\s,.:;!]*)+",
    re.I,
)
_LINKED = re.compile(
    r"^(?:et|mais|alors|sinon|idem|ok|d['’]accord|(?:la )?m[eê]me (?:chose|question)|si oui|en cas d)\b",
    re.I,
)
_THERE = re.compile(
    r"\s*\b(?:l[aà]-bas|cette ann[eé]e-l[aà]|la m[eê]me ann[eé]e|(?:dans|pour|à|de) (?:cette|ce|cet) "
    r"(?:ville|commune|service|rapport|territoire|h[oô]pital|[eé]tablissement|d[eé]partement)(?:-l[aà])?)(?!\w)",
    re.I,
)
_CHANGED = re.compile(
    r"\bcet(?:te)? (?=(?:baisse|hausse|augmentation|diminution|[eé]volution|progression|recul|chute|[eé]cart|"
    r"diff[eé]rence|chiffre|montant|nombre|r[eé]sultat)s?\b)"
    r"|\bce (?=(?:recul|chiffre|montant|nombre|r[eé]sultat)\b)",
    re.I,
)
_ASKS = re.compile(
    rf"\b(?:{HOW_MANY}|quel(?:le)?s?|qui|quand|pourquoi|comment|lesquel(?:le)?s|est-ce|quoi)\b"
    r"|(?:^|, )o[uù]\b",
    re.I,
)
_BARE = re.compile(
    rf"^(?:(?:depuis |pour |par |de |avec |à )?"
    rf"(?:quand|qui|quoi|o[uù]|comment|pourquoi|{HOW_MANY}|lesquel(?:le)?s))"
    r"(?:\s+(?:[çc]a|donc))?$",
    re.I,
)
_HOW_MANY_OF = re.compile(rf"^(?:de )?{HOW_MANY}\s+(?=d(?:e|es)?\b|d['’])", re.I)
_CONDITION = re.compile(r"^(?:si|s['’]il|lorsqu|quand|en cas)\b", re.I)
_OVERALL = re.compile(
    r"^(?:au total|en tout|en moyenne|par (?:an|mois|jour|habitant|personne|t[eê]te))$", re.I
)
_PAGE = re.compile(
    r"^(?:(?:et )?(?:c['’]est )?(?:[aà]|sur|en) )?(?:quelles?|la|les) pages?\b"
    r"|^o[uù] (?:est|c['’]est|se trouve)[ -]?(?:ce |t-il )?"
    r"(?:[eé]crit|dit|marqu[eé]|indiqu[eé])"
    r"|^(?:la )?(?:source|page|r[eé]f[eé]rence)s?$|^quelle (?:est la )?(?:source|page)\b",
    re.I,
)
_PLACES = frozenset(("à", "dans", "en", "chez", "sur", "de"))
_ANYWHERE = frozenset(("", "pour", "chez", "parmi"))
_ENOUGH = 3.0  # of fit, under which what is new is added rather than put in the place of a phrase


def leans(asked: str) -> bool:
    """Whether a question cannot stand without the one before."""
    bare = _LINK.sub("", asked).rstrip(" ?!.…")
    there = _THERE.search(bare)
    if there and "ann" in there[0].lower() and find_periods(bare):
        there = None  # « en 2019, combien cette année-là »
    if _LINKED.search(asked) or there or _CHANGED.search(bare) or _BARE.search(bare):
        return True
    if asks_page(asked):
        return True
    if refers_back(bare):
        return True
    content = _content(_without(bare, find_periods(bare)))
    if not content:
        return True
    if re.match(r"lesquel", bare, re.I):
        return True
    if _ASKS.search(bare) or asks_yes_or_no(asked):
        return not [
            w for w in content if w not in ("combien", "montant", "part", "nombre", "pourcentage", "prix")
        ]
    phrase = parse(bare)
    short = len(content) <= 3 and phrase is not None and bool(phrase.preposition)
    return short or (len(content) == 1 and not find_periods(bare))


def asks_page(asked: str) -> bool:
    """Whether the page of the answer before is asked for."""
    return bool(_PAGE.search(_LINK.sub("", asked).rstrip(" ?!.")))


def complete(asked: str, earlier: str, reference: int | None = None) -> str:
    """The whole question that a follow-up stands for; `reference` is what « l'an dernier » counts from."""
    base, new = _ended(earlier), _LINK.sub("", asked).rstrip(" ?!.…")
    new = re.sub(r"^(?:celui|celle|ceux|celles)\s+(?=d|des|du|de)", "", new, flags=re.I)
    if _COMPARED.search(new):
        return _question(_compared(new, base))
    if mentions(new) or (mentions(base) and _OTHER_REPORT.search(new)):
        return _question(_of_other_report(new, base))
    periods = find_periods(new, reference)
    if periods or find_periods(f"{base} {new}", reference)[len(find_periods(base, reference)) :]:
        base, new = _at_other_time(base, new, reference)
    if not _content(new) and not _ASKS.search(new):
        return _question(base)
    if _CHANGED.search(new):
        return _question(_about_change(new, base))
    if _BARE.search(new):
        return _question(asked_of(new, base))
    if _CONDITION.search(new) or _OVERALL.search(new):
        return _question(f"{base} {new[:1].lower()}{new[1:]}")
    if refers_back(new):
        return _question(framed(with_antecedent(new, base), base))
    which = re.match(r"lesquel(?:le)?s\b", new, re.I)
    done = _DOES.match(base)
    if which and done and done["plural"]:
        return _question(f"quel{done['feminine'] or ''}s {done['noun']}{new[which.end() :]}")
    if _ASKS.search(new):
        instead = asked_instead(new, base) if has_no_verb(new) else ""
        return _question(instead or with_inherited(_THERE.sub("", new).strip(), base))
    return _question(_in_its_place(new, base))


_COMPARED = re.compile(
    r"\bpar rapport (?:à|a|au|aux)\b|\b(?:plus|moins|mieux|autant) qu(?:e\b|['’])|\bcompar", re.I
)
_OTHER_REPORT = re.compile(r"\b(?:celui|celle|ceux|celles) (?:de |d['’]|en )?((?:19|20)\d\d)\b", re.I)


def _compared(new: str, base: str) -> str:
    """« plus qu'en 2021 ? », « par rapport à 2022 ? »: the earlier question beside another time."""
    if refers_back(new):
        return f"{with_antecedent(new, base)} {times_of(base)}"
    return f"{base}, {re.sub(r'^(?:est-ce que )?c.est ', '', _lowered(new))}"


def _of_other_report(new: str, base: str) -> str:
    """The earlier question asked of another report."""
    other = _OTHER_REPORT.search(new)
    if other and mentions(base):
        named = mentions(base)[-1]
        name = re.sub(r"\b(?:19|20)\d\d\b", other[1], base[named.start : named.end], count=1)
        return base[: named.start] + name + base[named.end :]
    for mention in reversed(mentions(base)):
        base = f"{base[: mention.start]} {base[mention.end :]}"
    left = new
    for mention in reversed(mentions(new)):
        left = f"{left[: mention.start]} {left[mention.end :]}"
    base = " ".join(base.split()).strip(" ,")
    said = " ".join(_said(new[m.start : m.end]) for m in mentions(new))
    return f"{complete(left, base).rstrip(' ?') if _content(left) else base} {said}"


def _at_other_time(base: str, new: str, reference: int | None) -> tuple[str, str]:
    """The earlier question with the period of the new one, and what is left of the new one."""
    shift = len(base) + 1
    found = [p for p in find_periods(f"{base} {new}", reference) if p.start >= shift]
    moved = [Period(p.start - shift, p.end - shift, p.value, p.relative) for p in found]
    spoken = " et ".join(_spoken(new, p) for p in moved)
    left = re.sub(
        r"(?:^|\s)(?:en|de|pour|au|à|depuis|et|puis|fin|[\s,])+$", "", _without(new, moved), flags=re.I
    )
    return with_period(base, spoken), left.strip(" ,")


def _spoken(text: str, period: Period) -> str:
    """A period as it is said after a noun: « en 2022 », « depuis 2020 », « au 31 décembre 2022 »."""
    year = year_of(period.value)
    if period.relative and year and re.fullmatch(r"\d{4}", period.value):
        return f"en {year}"
    words = text[period.start : period.end]
    if re.fullmatch(r"\d{4}", words):
        before = re.search(r"((?:à |a )?fin|d[eé]but)\s+$", text[: period.start], re.I)
        return f"{before[1]} {words}" if before else f"en {words}"
    return f"au {words}" if words[:1].isdigit() and period.value.count("-") == 2 else words


def with_period(base: str, spoken: str) -> str:
    named = [(m.start, m.end) for m in mentions(base)]
    own = sorted(r for r in fixed(base) if not any(s <= r[0] and r[1] <= e for s, e in named))
    if not own:
        return f"{_undated(base, named)} {spoken}"
    for start, end in reversed(own[1:]):
        base = re.sub(r"\s*(?:,|\bet|\bpuis|\bou|, puis)\s*$", "", base[:start]) + base[end:]
    start, end = own[0]
    lead = "" if start else spoken[:1].upper() + spoken[1:]
    return f"{base[:start]}{lead or spoken}{base[end:]}"


def _undated(base: str, named: Sequence[tuple[int, int]]) -> str:
    """The question with the report it names left without its year: the new year says which."""
    for start, end in reversed(named):
        kept = re.sub(r"\s*(?:\b(?:de|et)\s+)?\b(?:19|20)\d\d\b", "", base[start:end])
        base = base[:start] + kept + base[end:]
    return base


def _about_change(new: str, base: str) -> str:
    topic = _topic(base)
    if not topic:
        return f"{new} : {base[:1].lower()}{base[1:]}"
    what = re.sub(_CHANGED, lambda m: _article(new[m.end() :]), new, count=1)
    return f"{what} {brought('de', topic)}"


def _article(after: str) -> str:
    noun = fold(after).split()[0]
    if noun[0] in "aeiouy":
        return "l'"
    return "le " if noun in ("recul", "chiffre", "montant", "nombre", "resultat") else "la "


def asked_of(new: str, base: str) -> str:
    """« Pourquoi ? », « quand ? » asked of the earlier question."""
    asking = re.sub(r"\s+(?:[çc]a|donc)$", "", new, flags=re.I)
    if asks_yes_or_no(base) and fold(asking).split()[-1] in ("pourquoi", "quand", "comment", "ou"):
        return f"{asking[:1].upper()}{asking[1:]} {_lowered(base)}"
    done = _DOES.match(base)
    if done and " qui " not in base:
        return f"{asking} {the(done)}{done['rest']}"
    topic = _topic(base)
    return f"{asking} {topic}" if topic else f"{base}, et {_lowered(asking)}"


# « quelle entreprise gère la piscine »: what is asked for is what does something.
_DOES = re.compile(
    r"^(?P<before>(?:dans|à|a|pour|par|avec|de|en|chez|sur) )?quel(?P<feminine>le)?(?P<plural>s)?\s+"
    r"(?!est\b|sont\b|[eé]tai|ont\b)(?P<noun>\w[\w-]*)(?P<rest>.*)$",
    re.I,
)
_INVERTED = re.compile(r"\b\w+?(?:-t)?-(?:il|elle|on|ils|elles)\b", re.I)


def the(asked: re.Match[str]) -> str:
    """The noun that « quel » asks for, with its article: « l'entreprise »."""
    noun = asked["noun"]
    if asked["plural"]:
        return f"les {noun}"
    return f"l'{noun}" if fold(noun)[0] in "aeiouyh" else f"la {noun}" if asked["feminine"] else f"le {noun}"


def refers_back(asked: str) -> bool:
    """Whether a pronoun stands for what the question before is about: « combien coûte-t-elle ? »."""
    found = _PRONOUN.search(asked)
    if (
        not found
        or len(_content(asked)) > _MOST_REFERRING
        or re.search(r"-t-il (?:fallu|plu)\b", asked, re.I)
    ):
        return False
    before = asked[: found.start()]
    named = any(not p.preposition for p in phrases(before)) or _names_subject(before)
    asking = [w for w in _content(before) if not _ASKS.search(w)]
    return not named and (len(asking) <= 1 or not found["turned"])


_MOST_REFERRING = 4  # content words of a question whose pronoun stands for something said before
_PRONOUN = re.compile(
    r"\b(?P<turned>(?!faut-il\b|existe-t-il\b|est-il\b)(?<!\by )(?<!-)\w+?(?:-t)?-(?:il|elle|ils|elles)\b)"
    r"|\bs['’]en\b|\ben (?:a|ont|est|sont|dispose\w*)\b|\b[çc]a (?=a\b|\w+e\b)|\bcela\b"
    r"|\b(?:est|sont|trouve|trouvent) (?:son|sa|ses|leurs?)\b",
    re.I,
)


def _names_subject(before: str) -> bool:
    """Whether a name or « combien d'agents » stands before the verb, which « -il » then takes up."""
    words = before.split()
    return bool(words) and ((words[-1][:1].isupper() and len(words) > 1) or "." in words[-1][1:-1])


def with_antecedent(asked: str, base: str) -> str:
    """What a pronoun stands for said after it, as one does: « combien coûte-t-elle, la piscine »."""
    named = [m for m in mentions(base) if m.start == 0]
    base = base[named[0].end :].lstrip(" ,:") if named else base
    done = _DOES.match(base)
    if done:
        plain = bool(done["before"]) or _INVERTED.search(done["rest"])
        antecedent = the(done) if plain else f"{the(done)} qui{done['rest']}"
    else:
        subject = next((p for p in phrases(base) if not p.preposition or p.counted), None)
        if subject is None:
            return asked
        whole = subject.preposition and _begins_complement(base, subject.end)
        things = base[subject.inner :] if whole else subject.noun
        antecedent = f"les {things}" if subject.preposition else base[subject.start : subject.end]
    if re.search(r"\b(?:s['’])?en \w", asked, re.I):
        antecedent = brought("de", antecedent)
    return f"{asked}, {antecedent}"


_TURNED = re.compile(
    r"^(?P<subject>.+?)\s+(?P<verb>\w+?)(?:-t)?-(?:il|elle|on|ils|elles)\b(?P<rest>.*)$", re.I
)


def _topic(base: str) -> str:
    """What a question is about as a noun phrase: « le nombre d'agents qui ont quitté la ville en 2023 »."""
    named = [m for m in mentions(base) if m.start == 0]
    if named:
        mention = base[: named[0].end].rstrip(" :,")
        said = base[named[0].end :].lstrip(" ,:")
        found = _topic(said)
        return f"{found} ({mention[:1].lower()}{mention[1:]})" if found else ""
    what = re.match(r"quel(?:le)?s?\s+(?:est|sont|[eé]tait|[eé]taient)\s+(?=l[ea]s?\s|l['’])", base, re.I)
    if what:
        return base[what.end() :]
    counted = _HOW_MANY_OF.match(base)
    head = phrases(base)
    if not counted or not head:
        return ""
    noun, rest = base[counted.end() : head[0].end], base[head[0].end :]
    turned = _TURNED.match(rest.strip())
    if turned:
        rest = f" que {turned['subject']} {turned['verb']}{turned['rest']}"
    elif rest.strip() and not _begins_complement(base, head[0].end):
        rest = f" qui{rest}"
    return f"le nombre {noun}{rest}"


def _begins_complement(base: str, at: int) -> bool:
    start = at + len(base[at:]) - len(base[at:].lstrip())
    after = fold(base[start:]).split()[:1]
    return (
        any(s <= start < e for s, e in fixed(base))
        or any(p.start == start and p.preposition for p in phrases(base))
        or bool(re.match(r"[\w]+(?:é|és|ée|ées|us|is|its|erts)\b|[(,]", base[start:]))
        or after == []
    )


def with_inherited(new: str, base: str) -> str:
    """A question with words of its own that ask: with what the earlier one says and it does not."""
    own, old = phrases(new), phrases(base)
    head = next((p for p in old if p.counted), None)
    counted = _HOW_MANY_OF.match(new)
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
    if _HOW_MANY_OF.match(piece):
        return f"{piece} {_lowered(base)}" if asks_yes_or_no(base) else ""
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


def of_counted(base: str, counted: Phrase) -> str:
    """What « combien » counts with its « de » and its measure: « de tonnes de verre »."""
    found = re.search(rf"\b{HOW_MANY}\s+", base[: counted.start], re.I)
    return base[found.end() if found else counted.start : counted.end]


def has_no_verb(piece: str) -> bool:
    """« pour quel montant », « dans quelles villes »: an asking word and its noun."""
    return len([w for w in _content(timeless(piece)) if w != "combien"]) <= 1


def after_lead(text: str) -> str:
    """What follows the report's name or a time that the sentence begins with."""
    named = [m for m in mentions(text) if m.start == 0]
    return text[named[0].end :] if named else text


def timeless(text: str) -> str:
    for start, end in sorted(fixed(text), reverse=True):
        text = text[:start] + " " + text[end:]
    return text


def framed(piece: str, base: str) -> str:
    """A question with the time and the report of another, where it has none of its own."""
    times = times_of(base)
    if times and not find_periods(piece):
        piece = f"{piece} {times}"
    if not mentions(piece):
        piece = " ".join((piece, *(_said(base[m.start : m.end]) for m in mentions(base))))
    return piece


def times_of(base: str) -> str:
    """The times that a question gives, as they are said: « en 2022 et en 2023 »."""
    named = [(m.start, m.end) for m in mentions(base)]
    own = sorted(r for r in fixed(base) if not any(s <= r[0] < e for s, e in named))
    return " et ".join(_lowered(base[s:e]) for s, e in own)


def _asked_from(base: str, head: Phrase) -> int:
    """Where what is counted begins, its measure included: « tonnes de verre »."""
    found = re.search(rf"\b{HOW_MANY}\s+", base[: head.start], re.I)
    return found.end() if found else head.start


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _said(mention: str) -> str:
    """What names the report, as it is said at the end: « Bilan 2024 : » → « (bilan 2024) »."""
    mention = mention.strip(" ,")
    return f"({_lowered(mention.rstrip(' :'))})" if mention.endswith(":") else _lowered(mention)


def _in_its_place(new: str, base: str) -> str:
    """A phrase put in the place of the one that plays its role, or else added at the end."""
    if re.search(rf"\b(?:{HOW_MANY}|nombre)\b", base, re.I):
        new = re.sub(r"^le nombre (?=de\b|d['’])", "", new, flags=re.I)
    fresh, old = parse(new), phrases(base)
    if fresh is None or not old:
        return f"{base}, {new}"
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


_PARTICIPLE = re.compile(
    r"\b[a-zà-ÿ]{3,}(?:é|és|ée|ées|us|ues|erts|ertes)\b(?<!plus)(?<!sous)(?<!tous)(?<!nous)"
)
_MOMENT = re.compile(
    r"^(?:l[ea]s? |en )?(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-end|matin|soir|nuit"
    r"|apr[eè]s-midi|[eé]t[eé]|hiver|printemps|automne)s?$",
    re.I,
)


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


def brought(preposition: str, noun: str) -> str:
    """« de » + « les élus » → « des élus », « à » + « le maire » → « au maire »."""
    contracted = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
    first, _, rest = noun.partition(" ")
    if rest and (preposition, first.lower()) in contracted:
        return f"{contracted[preposition, first.lower()]} {rest}"
    if preposition == "de" and re.match(r"[aeiouy]|h(?!a|ors)|habi", fold(noun)):
        return f"d'{noun}"
    return f"{preposition} {noun}"


def _without(text: str, periods: Sequence[Period]) -> str:
    for period in reversed(periods):
        text = text[: period.start] + text[period.end :]
    return " ".join(text.split())


def _content(text: str) -> list[str]:
    return [t for t in tokens(text) if t not in STOP_WORDS and len(t) > 1]


def _ended(text: str) -> str:
    return " ".join(text.split()).rstrip(" ?!.…")


def _question(text: str) -> str:
    feminine = r"(?=les \w+(?:ettes|enses|ions|ées|ités|ures|ances|ences)\b)"
    text = re.sub(rf"\bquel(?:le)?s? (?:est|sont) {feminine}", "quelles sont ", text, flags=re.I)
    text = re.sub(r"\b(?<!s )quel(?:le)? est (?=les\b)", "quels sont ", text, flags=re.I)
    text = re.sub(r"\bquelle?s? (?:est|sont) (?=l[ea]\b)", "quelle est ", text, flags=re.I)
    return tidy(f"{re.sub(r'quelle est le ', 'quel est le ', text, flags=re.I).strip()} ?")
