"""Several questions in one, told apart; each then stands alone, with what it left out of the others."""

from __future__ import annotations

import re

from assistant.antecedents import asked_of, refers_back, with_antecedent
from assistant.clauses import BEFORE, after_lead, framed, has_no_verb, of_counted, timeless, times_of
from assistant.conversation import complete
from assistant.inheritance import asked_instead, with_inherited
from assistant.intent import HOW_MANY, Intent, asks_yes_or_no, intent_of
from assistant.leaning import leans
from assistant.mention import mentions, tidy
from assistant.phrases import Phrase, phrases
from assistant.times import with_period
from corpus.periods import find_periods
from index.words import STOP_WORDS, fold, tokens

_WORD = rf"(?:{HOW_MANY}|quel(?:le)?s?|quand|o[uù](?= \w)|pourquoi|comment|lesquel(?:le)?s)\b"
_MEASURE = (
    r"(?:le|la) (?:nombre|montant|taux|prix|co[uû]t|budget|part|dur[eé]e|effectif|tonnage) d(?:e|es|u|['’])"
)
_SPLIT = re.compile(
    rf"\s*(?:[,;]\s*)?\b(?:et|puis|ainsi que)\s+(?={BEFORE}{_WORD})|\s*[,;]\s*(?:et\s+)?(?={BEFORE}qui\b)"
    rf"|\s*[,;]\s*(?={BEFORE}{_WORD})|\s*,?\s*\bet\s+(?=(?:celui|celle|ceux|celles) d|{_MEASURE})",
    re.I,
)
_SENTENCE = re.compile(r"(?<=\?)\s*(?=\w|«)")
_COURTESY = re.compile(
    r"^(?:bonjour|bonsoir|merci|svp|s'il (?:vous|te) plait)\b"
    r"|\b(?:donne[rz]?|precise[rz]?|indique[rz]?|dites) ",
    re.I,
)
_ME = r"(?:me |m['’]|nous )?"
_GREETING = re.compile(
    r"^(?:(?:(?:bonjour|bonsoir|salut|hello)(?:,? (?:madame|monsieur|[aà] (?:tous|vous)))*|svp"
    r"|s['’]il (?:vous|te) pla[iî]t)[\s,.!:]*)+"
    r"|^(?:est-ce que )?(?:(?:vous |tu )?(?:pouvez|pourriez|peux|pourrais)(?:-vous|-tu)?|merci de) "
    rf"{_ME}(?:dire|indiquer|donner|pr[eé]ciser)\s*:?\s*(?:si )?"
    r"|^(?:je (?:voudrais|souhaite|souhaiterais|veux|cherche [aà]|d[eé]sire|d[eé]sirerais)|j['’]aimerais"
    r"|j['’](?:ai|aurais) besoin de) (?:bien )?(?:savoir|conna[iî]tre)\s*:?\s*"
    r"|^(?:une|j['’]ai une) (?:petite )?question\s*:\s*"
    r"|^dites?[ -]moi[\s,:]+"
    r"|(?:[\s,.]+(?:svp|stp|(?:en vous remerciant|merci|cordialement|bonne journ[eé]e)"
    r"(?:\s+(?:beaucoup|bien|d['’]avance|par avance|pour (?:votre|ta|vos) \w+))*"
    r"|s['’]il (?:vous|te) pla[iî]t))+[\s.!]*(?=[?.!]*\s*$)",
    re.I,
)
_TOGETHER = re.compile(
    r"\b(?:total|ensemble|somme|cumul|ecart|difference|entre|compar|rapport a|plus|moins|evolu)\w*"
)
_COUNT_ALONE = re.compile(rf"^(?P<asking>{HOW_MANY})\s+(?!d(?:e|es|u)?\b|d['’])(?P<rest>.+)$", re.I)
# « quel montant engagé »: a measure that does not say of what.
_SUM = re.compile(
    r"quel(?:le)?s? (?:montant|budget|prix|co[uû]t|somme|d[eé]pense|dur[eé]e|co[uû]ts|budgets)(?: total[e]?)?"
    r" (?:\w+(?:é|és|ée|ées|us|is)\b)",
    re.I,
)
_JOIN = re.compile(r"\s*(?:,|,?\s*(?:et|ou|puis|et puis|ainsi que))\s*", re.I)
_ALONE = frozenset(("combien", "cb", "lesquels", "lesquelles"))
_ONE_BY_ONE = (
    Intent.FIGURE,
    Intent.SHARE,
    Intent.MONEY,
    Intent.DURATION,
    Intent.DATE,
    Intent.HOUR,
    Intent.NAME,
    Intent.PLACE,
)


def polite_off(text: str) -> str:
    """The question without greetings and thanks: « Bonjour, pouvez-vous me dire combien … svp ? »."""
    said, kept = text, _GREETING.sub("", text)
    while kept != text:
        text, kept = kept, _GREETING.sub("", kept)
    return tidy(kept) if kept != said and re.search(r"\w", kept) else said


def split(text: str) -> tuple[str, ...]:
    """The questions of a text, each whole; the text alone when it asks one thing."""
    asked: list[str] = []
    for sentence in _sentences(text):
        pieces = _pieces(sentence)
        if asked and (leans(sentence) or refers_back(sentence)) and len(pieces) == 1:
            asked.append(complete(sentence, asked[0]))
        elif asked:
            asked.append(tidy(f"{framed(_bare(sentence), _bare(asked[0]))} ?"))
        else:
            asked += pieces
    asked = _with_late_frame(asked) if len(asked) > 1 else asked
    each = tuple(dict.fromkeys(part for one in asked for part in _entities(one)))
    return each if len(each) > 1 else (text,)


def _sentences(text: str) -> list[str]:
    found = [s.strip() for s in _SENTENCE.split(text) if re.search(r"\w", s)]
    asking = [s for s in found if "?" in s or not _COURTESY.search(fold(s))]
    if len(asking) > 1 and any("?" not in s for s in asking[1:]):
        return [text]
    return asking or [text]


def _pieces(sentence: str) -> list[str]:
    """The questions of one sentence, completed from the first one."""
    named = [(m.start, m.end) for m in mentions(sentence)]
    cuts = [
        m
        for m in _SPLIT.finditer(sentence)
        if m.start() > 0
        and not any(s <= m.start() < e for s, e in named)
        and _asks_something(after_lead(sentence[: m.start()]))
        and not (_TOGETHER.search(fold(sentence)) and re.match(r"(?:l[ea]|ce)", sentence[m.end() :], re.I))
    ]
    pieces: list[str] = []
    at = 0
    for cut in cuts:
        pieces.append(sentence[at : cut.start()])
        at = cut.end()
    pieces.append(sentence[at:])
    if any(not [t for t in tokens(p) if t not in STOP_WORDS] for p in pieces[:1]):
        return [sentence]  # « comment et pourquoi … »
    first = pieces[0]
    whole = [first]
    late = [pieces[-1][m.start : m.end] for m in mentions(pieces[-1])] if not mentions(first) else []
    for piece in pieces[1:]:
        bare = _bare(_unnamed(piece))
        content = [t for t in tokens(timeless(bare)) if t not in STOP_WORDS and len(t) > 1]
        if any(t not in _ALONE for t in content):
            whole.append(_completed(bare, first))
        elif _can_be_asked(bare, first):
            whole.append(asked_of(bare, _bare(first)))
        else:
            return [sentence]
    return [tidy(" ".join((_bare(p), *late, "?"))) for p in whole] if len(whole) > 1 else [sentence]


def _can_be_asked(bare: str, first: str) -> bool:
    """Whether « pourquoi », « depuis quand » alone can be made a question of the first one."""
    asking = fold(bare).split()
    does = re.match(rf"{BEFORE}quel(?:le)?s? (?!est\b|sont\b)", after_lead(first).lstrip(" ,:"), re.I)
    return (asks_yes_or_no(first) or does is not None) and asking[-1] in (
        "pourquoi",
        "quand",
        "comment",
        "ou",
    )


def _unnamed(text: str) -> str:
    for mention in reversed(mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return " ".join(text.split())


def _asks_something(text: str) -> bool:
    return bool(
        re.search(rf"{_WORD}|(?:^|[:,] ?)(?:{BEFORE}qui|qu['’]est-ce|donnez?)\b", text, re.I)
    ) or asks_yes_or_no(text)


def _completed(piece: str, first: str) -> str:
    """A later question with what it leaves out of the first one."""
    base = _bare(first)
    counted = next((p for p in phrases(base) if p.counted and p.preposition == "de"), None)
    alone = _COUNT_ALONE.match(piece)
    if alone and counted:
        return with_inherited(f"{alone['asking']} {of_counted(base, counted)} {alone['rest']}", base)
    if re.match(r"cel(?:ui|le)|ceux", piece, re.I):
        return _bare(complete(piece, base))
    head = re.match(
        r".*?\bquel(?:le)?s? (?:est|sont|était|étaient) |donnez?(?:-moi)? ", after_lead(base), re.I
    )
    if re.match(_MEASURE, piece, re.I):
        return framed(
            f"{head[0] if head else 'quel est '}{piece}".replace("Quel est la", "Quelle est la"), base
        )
    sum_ = _SUM.match(piece)
    if sum_ and counted and not re.match(r"\s*(?:pour|de|du|des|d['’])", piece[sum_.end() :]):
        piece = f"{sum_[0].rstrip()} pour les {counted.noun}{piece[sum_.end() :]}"
    if refers_back(piece):
        return framed(with_antecedent(piece, base), base)
    if has_no_verb(piece):
        return asked_instead(piece, base) or with_inherited(piece, base)
    return with_inherited(piece, base)


def _with_late_frame(asked: list[str]) -> list[str]:
    """The time, the report and the verb that only the last question gives, given to the others."""
    last = _bare(asked[-1])
    counted = next((p for p in phrases(last) if p.counted), None)
    rest = last[counted.end :] if counted and re.match(rf"{HOW_MANY}\s+d", last, re.I) else ""
    return [*(_late(_bare(one), last, rest) for one in asked[:-1]), asked[-1]]


def _late(one: str, last: str, rest: str) -> str:
    found = phrases(one)
    if rest and len(found) == 1 and found[0].counted and found[0].end == len(one):
        return tidy(f"{one}{rest} ?")  # « combien de femmes et combien d'hommes travaillent ici ? »
    if times_of(last) and not find_periods(one):
        one = with_period(one, times_of(last))
    return tidy(f"{framed(one, last)} ?")


def _entities(text: str) -> list[str]:
    """« à Lens et à Arras » as two questions, where a figure or a name is asked of each."""
    if intent_of(text) not in _ONE_BY_ONE or _TOGETHER.search(fold(text)):
        return [text]
    found = phrases(text)
    for at in range(len(found) - 1):
        run = [found[at]]
        for after in found[at + 1 :]:
            if not _JOIN.fullmatch(text[run[-1].end : after.start]) or not _alike(run[0], after):
                break
            run.append(after)
        if len(run) > 1 and re.search(r"\b(?:et|ou|puis)\b", text[run[-2].end : run[-1].start]):
            return [text[: run[0].start] + text[p.start : p.end] + text[run[-1].end :] for p in run]
    return _unprepared(text, found)


def _alike(one: Phrase, other: Phrase) -> bool:
    """Whether two joined phrases are each to be asked of: two names, or two of the same people or places.

    « de terre et de gravats » is as a rule one thing that is counted together."""
    if one.preposition != other.preposition or not one.preposition:
        return False
    if one.name == other.name == 1:
        return True
    return (
        one.preposition not in ("de", "en", "sur", "par", "avec")
        and one.article == other.article
        and one.name == other.name
    )


def _unprepared(text: str, found: list[Phrase]) -> list[str]:
    """« à Lens et Arras », each town one word."""
    for phrase in found:
        if phrase.preposition != "à" or phrase.name < 1 or phrase.article:
            continue
        other = re.match(
            r"\s+(?:et|ou|puis)\s+([A-ZÀ-Ý][\w-]+)(?=\s*[?,(]|\s+(?:en|depuis|selon|d['’]apr)\b)",
            text[phrase.end :],
        )
        if other and " " not in phrase.noun:
            end = phrase.end + other.end()
            return [text[: phrase.end] + text[end:], text[: phrase.inner] + other[1] + text[end:]]
    return [text]


def _bare(text: str) -> str:
    return text.rstrip(" ?!.…")
