"""A question that leans on the one before it, made whole: « et à Lens ? » takes the place of the town.

What is new takes the place of what plays the same role in the earlier question: a year of the year, a name
of the name, what is counted of what was counted. The rest is inherited as it was written.
"""

from __future__ import annotations

import re

from assistant.antecedents import DOES, about_change, asked_of, refers_back, with_antecedent
from assistant.clauses import (
    ASKS,
    BARE,
    CHANGED,
    LINK,
    THERE,
    content,
    framed,
    has_no_verb,
    lowered,
    said,
    times_of,
)
from assistant.inheritance import asked_instead, in_its_place, with_inherited
from assistant.mention import mentions, tidy
from assistant.times import at_other_time
from corpus.periods import find_periods

_CONDITION = re.compile(r"^(?:si|s['’]il|lorsqu|quand|en cas)\b", re.I)
_OVERALL = re.compile(
    r"^(?:au total|en tout|en moyenne|par (?:an|mois|jour|habitant|personne|t[eê]te))$", re.I
)
# The unit an answer was wanted in, which « par habitant » takes the place of.
_IN_UNITS = re.compile(
    r",? en (?:milliers |millions |milliards )?(?:d['’]|de )?(?:euros?|k€|M€|%|pour cent)\b", re.I
)
_COMPARED = re.compile(
    r"\bpar rapport (?:à|a|au|aux)\b|\b(?:plus|moins|mieux|autant) qu(?:e\b|['’])|\bcompar", re.I
)
_OTHER_REPORT = re.compile(r"\b(?:celui|celle|ceux|celles) (?:de |d['’]|en )?((?:19|20)\d\d)\b", re.I)


def complete(asked: str, earlier: str, reference: int | None = None) -> str:
    """The whole question that a follow-up stands for; `reference` is what « l'an dernier » counts from."""
    base, new = _ended(earlier), LINK.sub("", asked).rstrip(" ?!.…")
    new = re.sub(r"^(?:celui|celle|ceux|celles)\s+(?=d|des|du|de)", "", new, flags=re.I)
    if _COMPARED.search(new):
        return _question(_compared(new, base))
    if mentions(new) or (mentions(base) and _OTHER_REPORT.search(new)):
        return _question(_of_other_report(new, base))
    periods = find_periods(new, reference)
    if periods or find_periods(f"{base} {new}", reference)[len(find_periods(base, reference)) :]:
        base, new = at_other_time(base, new, reference)
    if not content(new) and not ASKS.search(new):
        return _question(base)
    if CHANGED.search(new):
        return _question(about_change(new, base))
    if BARE.search(new):
        return _question(asked_of(new, base))
    if _OVERALL.search(new):
        base = _IN_UNITS.sub("", base)
    if _CONDITION.search(new) or _OVERALL.search(new):
        return _question(f"{base} {new[:1].lower()}{new[1:]}")
    if refers_back(new):
        return _question(framed(with_antecedent(new, base), base))
    which = re.match(r"lesquel(?:le)?s\b", new, re.I)
    done = DOES.match(base)
    if which and done and done["plural"]:
        return _question(f"quel{done['feminine'] or ''}s {done['noun']}{new[which.end() :]}")
    if ASKS.search(new):
        instead = asked_instead(new, base) if has_no_verb(new) else ""
        return _question(instead or with_inherited(THERE.sub("", new).strip(), base))
    return _question(in_its_place(new, base))


def _compared(new: str, base: str) -> str:
    """« plus qu'en 2021 ? », « par rapport à 2022 ? »: the earlier question beside another time."""
    if refers_back(new):
        return f"{with_antecedent(new, base)} {times_of(base)}"
    return f"{base}, {re.sub(r'^(?:est-ce que )?c.est ', '', lowered(new))}"


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
    report = " ".join(said(new[m.start : m.end]) for m in mentions(new))
    return f"{complete(left, base).rstrip(' ?') if content(left) else base} {report}"


def _ended(text: str) -> str:
    return " ".join(text.split()).rstrip(" ?!.…")


def _question(text: str) -> str:
    feminine = r"(?=les \w+(?:ettes|enses|ions|ées|ités|ures|ances|ences)\b)"
    text = re.sub(rf"\bquel(?:le)?s? (?:est|sont) {feminine}", "quelles sont ", text, flags=re.I)
    text = re.sub(r"\b(?<!s )quel(?:le)? est (?=les\b)", "quels sont ", text, flags=re.I)
    text = re.sub(r"\bquelle?s? (?:est|sont) (?=l[ea]\b)", "quelle est ", text, flags=re.I)
    return tidy(f"{re.sub(r'quelle est le ', 'quel est le ', text, flags=re.I).strip()} ?")
