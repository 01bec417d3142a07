"""What pronouns and bare asking words stand for: « combien coûte-t-elle ? », « pourquoi cette baisse ? »."""

from __future__ import annotations

import re

from assistant.clauses import ASKS, CHANGED, HOW_MANY_OF, brought, content, lowered
from assistant.intent import asks_yes_or_no
from assistant.mention import mentions
from assistant.phrases import fixed, phrases
from index.words import fold

_MOST_REFERRING = 4  # content words of a question whose pronoun stands for something said before
_PRONOUN = re.compile(
    r"\b(?P<turned>(?!faut-il\b|existe-t-il\b|est-il\b)(?<!\by )(?<!-)\w+?(?:-t)?-(?:il|elle|ils|elles)\b)"
    r"|\bs['’]en\b|\ben (?:a|ont|est|sont|dispose\w*)\b|\b[çc]a (?=a\b|\w+e\b)|\bcela\b"
    r"|\b(?:est|sont|trouve|trouvent) (?:son|sa|ses|leurs?)\b",
    re.I,
)
# « quelle entreprise gère la piscine »: what is asked for is what does something.
DOES = re.compile(
    r"^(?P<before>(?:dans|à|a|pour|par|avec|de|en|chez|sur) )?quel(?P<feminine>le)?(?P<plural>s)?\s+"
    r"(?!est\b|sont\b|[eé]tai|ont\b)(?P<noun>\w[\w-]*)(?P<rest>.*)$",
    re.I,
)
_INVERTED = re.compile(r"\b\w+?(?:-t)?-(?:il|elle|on|ils|elles)\b", re.I)
_TURNED = re.compile(
    r"^(?P<subject>.+?)\s+(?P<verb>\w+?)(?:-t)?-(?:il|elle|on|ils|elles)\b(?P<rest>.*)$", re.I
)


def refers_back(asked: str) -> bool:
    """Whether a pronoun stands for what the question before is about: « combien coûte-t-elle ? »."""
    found = _PRONOUN.search(asked)
    if not found or len(content(asked)) > _MOST_REFERRING or re.search(r"-t-il (?:fallu|plu)\b", asked, re.I):
        return False
    before = asked[: found.start()]
    named = any(not p.preposition for p in phrases(before)) or _names_subject(before)
    asking = [w for w in content(before) if not ASKS.search(w)]
    return not named and (len(asking) <= 1 or not found["turned"])


def _names_subject(before: str) -> bool:
    """Whether a name or « combien d'agents » stands before the verb, which « -il » then takes up."""
    words = before.split()
    return bool(words) and ((words[-1][:1].isupper() and len(words) > 1) or "." in words[-1][1:-1])


def with_antecedent(asked: str, base: str) -> str:
    """What a pronoun stands for said after it, as one does: « combien coûte-t-elle, la piscine »."""
    named = [m for m in mentions(base) if m.start == 0]
    base = base[named[0].end :].lstrip(" ,:") if named else base
    done = DOES.match(base)
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


def the(asked: re.Match[str]) -> str:
    """The noun that « quel » asks for, with its article: « l'entreprise »."""
    noun = asked["noun"]
    if asked["plural"]:
        return f"les {noun}"
    return f"l'{noun}" if fold(noun)[0] in "aeiouyh" else f"la {noun}" if asked["feminine"] else f"le {noun}"


def about_change(new: str, base: str) -> str:
    topic = _topic(base)
    if not topic:
        return f"{new} : {base[:1].lower()}{base[1:]}"
    what = re.sub(CHANGED, lambda m: _article(new[m.end() :]), new, count=1)
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
        return f"{asking[:1].upper()}{asking[1:]} {lowered(base)}"
    done = DOES.match(base)
    if done and " qui " not in base:
        return f"{asking} {the(done)}{done['rest']}"
    topic = _topic(base)
    return f"{asking} {topic}" if topic else f"{base}, et {lowered(asking)}"


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
    counted = HOW_MANY_OF.match(base)
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
