"""The gate: what a language model wrote, sentence by sentence, against the extracts that it was given.

A sentence passes when all it states stands in one report's extracts: each number (as a decimal, with the word
that follows it; rounded only when it says so and truly), each month and number in words, each name; when it
denies what the extract denies and nothing else, says up or down as the figures go, and nearly all its words
are the extracts' or the question's. Years go with their figures as in the facts. Code decides; the model is
asked nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from corpus.periods import year_of
from corpus.report import Fact
from corpus.sentences import split_sentences
from index.words import STOP_WORDS, fold, stem

_NUMBER = re.compile(
    r"(?<![\w,.])(?P<sign>[-−+] ?)?(?P<digits>\d{1,3}(?:[ \u00a0\u2009\u202f.]\d{3})+(?!\d)|\d+)"
    r"(?P<decimals>[.,]\d+)?"
    r"(?:\s?(?P<scale>millions?|milliards?|milliers?|k€|M€|Md€)\b)?"
)
_SCALES = {"millier": 3, "million": 6, "milliard": 9, "k€": 3, "m€": 6, "md€": 9}
_ABOUT = re.compile(
    r"\b(environ|autour de|quelque|pres de|presque|plus de|moins de|a peine|au moins|au plus)\s*$"
)
_ABOUTS = re.compile(_ABOUT.pattern.removesuffix("$") + "(?=0 )")
_WORDS_OF_NUMBER = frozenset(
    "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt "
    "trente quarante "
    "cinquante soixante cent cents mille dizaine dizaines douzaine quinzaine vingtaine trentaine "
    "centaine centaines "
    "millier milliers million millions milliard milliards moitie tiers quart double triple quadruple "
    "zero demi".split()
)
_MONTHS = frozenset(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi mardi "
    "mercredi jeudi "
    "vendredi samedi dimanche".split()
)
_DENIES = re.compile(
    r"\bn(?:e |['’])|\b(?:pas|aucune?|jamais|sans|ni|non|nul(?:le)?|rien|hors|sauf|excepte|plus aucune?)\b"
)
_UP = re.compile(
    r"\b(?:hausse|augment\w*|progress\w*|croiss\w*|croit|monte\w*|plus eleve\w*|grimp\w*|accroi\w*|gagn\w*)\b"
)
_DOWN = re.compile(
    r"\b(?:baiss\w*|diminu\w*|recul\w*|regress\w*|chut\w*|reduit\w*|reduction\w*|moins eleve\w*|perd\w*)\b"
)
_MARKUP = re.compile(r"https?:|www\.|@|[<>{}|`*_#\\]|!\[|\]\(")
_REFERENCE = re.compile(
    r"\[\d+\]|\((?:p\.|page|extrait|source)[^)]*\)|\b(?:extrait|source)s? n?°? ?\d+", re.I
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SHARE = 0.8  # of a sentence's words that must be known
_FRENCH = frozenset(
    "le la les l un une des du de d en et a est sont pour par sur dans au aux ce cette ont".split()
)
_CLAUSE = re.compile(r"[,;:()]|\b(?:et|puis|contre|à|au lieu de|tandis que|alors que|mais)\b")
# What any French sentence may say around a figure without saying more.
_PLAIN = frozenset(
    stem(w)
    for w in (
        "nombre total montant annee an rapport selon indique compte compter avait etait ete sont est "
        "ont passe passer "
        "atteint atteindre eleve elever represente representer soit donc ainsi entre depuis hausse "
        "baisse augmente "
        "augmentation contre diminue diminution evolution evolue valeur chiffre figure page syndicat "
        "organisme commune"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Passed:
    """The sentences that pass, each with the number of the extract it leans on most; `dropped` did not."""

    sentences: tuple[tuple[str, int], ...]
    dropped: tuple[str, ...]

    @property
    def text(self) -> str:
        """What is left."""
        return " ".join(sentence for sentence, _ in self.sentences)


def passed(text: str, question: str, extracts: Sequence[str], facts: Sequence[Fact] = ()) -> Passed:
    """What of a text passes. `facts` are those that the answer states: years must go with them."""
    flat = " ".join(text.split())
    kept: list[tuple[str, int]] = []
    dropped: list[str] = []
    for start, end in split_sentences(flat):
        sentence = flat[start:end]
        at = _leans_on(sentence, question, extracts, facts)
        if at is None:
            dropped.append(sentence)
        else:
            kept.append((sentence, at))
    return Passed(tuple(kept), tuple(dropped))


def _leans_on(sentence: str, question: str, extracts: Sequence[str], facts: Sequence[Fact]) -> int | None:
    """The extract that a sentence leans on most; None when it does not pass."""
    if _MARKUP.search(sentence) or _REFERENCE.search(sentence) or not re.search(r"[.!?…»]$", sentence):
        return None
    folded = fold(sentence)
    bare = _ABOUTS.sub(" ", fold(_NUMBER.sub(" 0 ", sentence)))  # « près de 1,2 million » is one number
    words = [w for found in _WORD.finditer(bare) for w in re.split(r"['’-]", found[0])]
    if sum(w in _FRENCH for w in words) < max(1, len(words) // 12):
        return None
    everything = " \n ".join(extracts)
    if not _words_are_known(sentence, words, question, everything):
        return None
    if not all(_number_stands(m, sentence, everything, facts) for m in _NUMBER.finditer(sentence)):
        return None
    if not _years_fit(sentence, facts) or not _direction_fits(folded, everything, facts):
        return None
    at = max(range(len(extracts)), key=lambda n: len(_stems(words) & _stems_of(extracts[n])))
    if bool(_DENIES.search(folded)) != _denied_there(words, extracts[at]):
        return None
    return at


# Words


def _words_are_known(sentence: str, words: Sequence[str], question: str, everything: str) -> bool:
    known = _stems_of(everything) | _stems_of(question)
    there = set(re.split(r"\W+", fold(everything)))
    if any(w in _WORDS_OF_NUMBER | _MONTHS and w not in there for w in words):
        return False
    names = {fold(n) for n in _names(sentence)}
    said = there | set(re.split(r"\W+", fold(question)))
    if any(part not in said for name in names for part in re.split(r"\W+", name) if part):
        return False
    telling = _stems(words) - _PLAIN
    unknown = [s for s in telling if s not in known]
    return len(unknown) <= (1 - _SHARE) * len(telling)


def _names(sentence: str) -> list[str]:
    """Words with a capital, the first of the sentence aside, and what is all capitals."""
    found = [(m.start(), m[0]) for m in re.finditer(r"\b[A-ZÀ-ÖØ-Þ][\w’'-]*", sentence)]
    return [w for start, w in found if start > 0 or (len(w) > 1 and w.isupper())]


def _stems(words: Sequence[str]) -> set[str]:
    return {stem(w) for w in words if w not in STOP_WORDS and len(w) > 2}


def _stems_of(text: str) -> set[str]:
    return _stems(re.split(r"[\W\d_]+", fold(text)))


# Numbers


@dataclass(frozen=True, slots=True)
class _Stated:
    value: Decimal
    precision: Decimal  # of the last digit that is written
    scaled: bool
    following: str


def _read(match: re.Match[str], text: str) -> _Stated | None:
    digits = re.sub(r"[^\d]", "", match["digits"])
    decimals = (match["decimals"] or "")[1:]
    try:
        value = Decimal(f"{digits}.{decimals}" if decimals else digits)
    except InvalidOperation:
        return None
    if (match["sign"] or "").strip() in ("-", "−"):
        value = -value
    scale = fold(match["scale"] or "").rstrip("s") if match["scale"] else ""
    power = _SCALES.get(scale, 0)
    after = re.match(r"\s*([%€]|[^\W\d_]+)", text[match.end() :])
    following = fold(after[1]) if after else ""
    return _Stated(value.scaleb(power), Decimal(1).scaleb(power - len(decimals)), bool(power), following)


def _number_stands(match: re.Match[str], sentence: str, everything: str, facts: Sequence[Fact]) -> bool:
    stated = _read(match, sentence)
    if stated is None:
        return False
    about = _ABOUT.search(fold(sentence[: match.start()]))
    shown = [s for m in _NUMBER.finditer(everything) if (s := _read(m, everything)) is not None]
    shown += [_Stated(f.value, Decimal(0), False, fold(f.unit or "")) for f in facts]
    return any(_same(stated, other, about[1] if about else "") for other in shown)


def _same(stated: _Stated, shown: _Stated, about: str) -> bool:
    if not _same_unit(stated.following, shown.following):
        return False
    if about:
        return _nearly(stated.value, shown.value, about)
    if stated.scaled and not shown.scaled:  # « 1,2 million » for 1 234 567: rounded to what is written
        return abs(stated.value - shown.value) <= stated.precision / 2
    return stated.value == shown.value


def _nearly(stated: Decimal, shown: Decimal, about: str) -> bool:
    gap = abs(stated - shown)
    if gap > abs(shown) / 20:
        return False
    if about in ("plus de", "au moins", "a peine"):
        return shown > stated or (about != "plus de" and shown == stated)
    if about in ("moins de", "pres de", "presque", "au plus"):
        return shown < stated or (about not in ("moins de", "presque") and shown == stated)
    return True


def _same_unit(stated: str, shown: str) -> bool:
    """Whether the words after two numbers say one unit; what is shown without one takes any known word."""
    one, other = _unit(stated), _unit(shown)
    if other in ("%", "€") or one in ("%", "€"):
        return one == other
    return not one or not other or one == other


def _unit(word: str) -> str:
    """The unit that a word after a number says, "" for one that says none."""
    if word in STOP_WORDS:
        return ""
    return {"euro": "€", "pour": "%"}.get(word.rstrip("s"), word if word in "%€" else stem(word))


# Years and directions


def _years_fit(sentence: str, facts: Sequence[Fact]) -> bool:
    """Whether each figure of the answer stands beside its own year, clause by clause."""
    dated = {f.value: {y} for f in facts if f.period and (y := year_of(f.period))}
    for f in facts:
        if f.period and (y := year_of(f.period)):
            dated.setdefault(f.value, set()).add(y)
    if not dated:
        return True
    pending: int | None = None
    for clause in _CLAUSE.split(sentence):
        years, values = [], []
        for match in _NUMBER.finditer(clause):
            stated = _read(match, clause)
            if stated is None:
                return False
            plain = int(stated.value) if stated.value == stated.value.to_integral_value() else 0
            if re.fullmatch(r"(?:19|20)\d\d", match[0].strip()) and stated.value not in dated:
                years.append(plain)
            elif stated.value in dated:
                values.append(stated.value)
        if len(values) > 1 or (values and len(years) > 1):
            return False
        year = years[0] if years else pending
        if values and year is not None and year not in dated[values[0]]:
            return False
        pending = years[0] if years and not values else None
    return True


def _direction_fits(folded: str, everything: str, facts: Sequence[Fact]) -> bool:
    up, down = bool(_UP.search(folded)), bool(_DOWN.search(folded))
    if not up and not down:
        return True
    there = fold(everything)
    dated = sorted((f for f in facts if f.period), key=lambda f: f.period or "")
    if len(dated) > 1 and dated[0].value != dated[-1].value:
        rises = dated[-1].value > dated[0].value
        return up == rises and down != rises
    return (not up or bool(_UP.search(there))) and (not down or bool(_DOWN.search(there)))


def _denied_there(words: Sequence[str], extract: str) -> bool:
    """Whether the sentence of the extract that is nearest denies something."""
    flat = " ".join(extract.split())
    sentences = [flat[s:e] for s, e in split_sentences(flat)] or [flat]
    nearest = max(sentences, key=lambda s: len(_stems(words) & _stems_of(s)))
    return bool(_DENIES.search(fold(nearest)))
