"""What is asked: periods, kind of answer, unit, and the words that say what is counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.conversation import complete
from assistant.errors import QuestionError
from assistant.intent import HOW_MANY, OF, Intent, intent_of
from assistant.leaning import asks_page, leans
from assistant.loose_words import LOOSE
from assistant.mention import core
from assistant.parts import polite_off, split
from corpus.periods import bounds, find_periods, month_of
from index.words import STOP_WORDS, fold, stem, tokens

__all__ = ["MAX_LENGTH", "Intent", "Question", "Term", "named_years", "understand"]

MAX_LENGTH = 2_000
_TELLING = 2  # words that say what is asked, without which loose ones count in full
# Kinds of answer that are words.
_WORDS = (
    Intent.DATE,
    Intent.HOUR,
    Intent.NAME,
    Intent.PLACE,
    Intent.LIST,
    Intent.YES_NO,
    Intent.TOPIC,
    Intent.TEXT,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A content word of the question: its folded form, its stem and how much it counts (1 as a rule)."""

    word: str
    stem: str
    emphasis: float = 1.0


@dataclass(frozen=True, slots=True)
class Question:
    """A question understood. `text` is what is searched (a follow-up completed).

    `years` are those asked about, `months` (1 to 12) those named with them, `editions` the years that name a
    report (« selon le rapport 2022 »);
    `names` are the stems of its proper names (words with a capital, the first aside); `counted` is the stem
    of the noun after « combien de », `denies` whether the question is a negative one. `understood` is what a
    question that leaned on the conversation was read as; `asks_page` whether the page of the answer to `text`
    is asked for. `parts` has the questions of a text that asks several, each whole.
    """

    text: str
    intent: Intent
    years: tuple[int, ...]
    editions: tuple[int, ...]
    terms: tuple[Term, ...]
    names: tuple[str, ...] = ()
    counted: str = ""
    months: frozenset[int] = frozenset()
    denies: bool = False
    understood: str = ""
    asks_page: bool = False
    parts: tuple[Question, ...] = ()

    @property
    def core(self) -> str:
        """The text without what names the report (« d'après le rapport 2023 »)."""
        return core(self.text)

    @property
    def wants_latest(self) -> bool:
        """Whether no time is given: the latest is then meant (« quel est le budget ? »)."""
        return not self.years and not self.editions

    @property
    def wants_number(self) -> bool:
        """Whether the answer is a figure rather than words."""
        return self.intent not in _WORDS

    @property
    def counts(self) -> bool:
        """Whether things are counted (« combien de femmes »), not measured (« combien de tonnes »)."""
        return self.intent is Intent.FIGURE and bool(self.counted) and self.counted not in _MEASURED

    @property
    def facets(self) -> tuple[int, ...]:
        """The years, or else the editions, that are each to be answered for, when there are several."""
        several = self.years if len(self.years) > 1 else self.editions
        return several if len(several) > 1 else ()

    def at(self, year: int) -> Question:
        """The same question asked of one year, or of one edition when it names several of these."""
        text = f"{_without_periods(self.text).rstrip(' ?!.')} en {year} ?"
        if len(self.years) > 1:
            return replace(self, text=text, years=(year,))
        return replace(self, text=text, years=(), editions=(year,))


# Words that ask rather than say what is asked about (folded stems are made from them).
_ASKING = frozenset(
    stem(w)
    for w in (
        "combien nombre nb nbre chiffre total quantite montant taux part pourcentage proportion quel selon "
        "apres rapport dire donner savoir exister existe concerner compter comptait represente etait annee an"
    ).split()
)
_HOURS = frozenset(stem(w) for w in ("heure", "heur", "horaire"))  # « 22h30 » does not say the word
# How a figure moved: a table of years answers, which does not say so.
_MOVES = frozenset(
    stem(w)
    for w in (
        "augmenter augmente baisser baisse diminuer diminue progresser progresse"
        " evoluer evolue bouger bouge monter monte"
    ).split()
)
_ASKING_TOO = {Intent.HOUR: _HOURS, Intent.CHANGE: _MOVES}
# Nouns after « combien de » that are units: another unit is then another thing.
_MEASURED = frozenset(
    stem(w)
    for w in (
        "tonnes tonnage kilos kg kilometres km hectares euros litres jours heures minutes mois ans annees age"
        " duree temps surface superficie volume metres argent"
    ).split()
)
# A word with a capital that does not begin a sentence: a name, as a rule.
_CAPITALISED = re.compile(
    r"(?<=[\w,»)] )[«(]? ?(?:[ldLD]['’])?[A-ZÀÂÇÉÈÊÎÔ][\w.-]*|(?<=\w['’])[A-ZÀÂÇÉÈÊÎÔ][\w.-]*"
)
_DENIAL = re.compile(
    r"\bn(?:e |')[\w' -]{1,40}?\b(?:pas|plus|aucune?|jamais)\b|\bsans\b|\bhors\b|\bnon\b|\bpas a"
)
_COUNTED = re.compile(
    rf"\b(?:{HOW_MANY}|nombre|nb|nbre|part|proportion|pourcentage|%|montant|quantite|taux)"
    r"(?: des | de | d'| d’| )(?:l'|la |les )?(?:nouveaux |nouvelles )?"
    r"(\w+)(?!(?:-t)?-(?:on|ils?|elles?)\b)\b"
    rf"|\bquel(?:le)?s? {OF}(?:(?:nombre|part|montant|taux|total) (?:des? |d'))?(\w+)"
    r"|\bqui (?:est|etait|sont|etaient|fut|a ete) (?:le |la |les |l'|un |une )?(\w+)"
    r"|\b(age) (?:moyen|median)\b"
)
# What a year may follow to name a report rather than a time: « le rapport 2023 », « la fiche de 2019 ».
_EDITION = re.compile(
    r"\b(?:(?<!par )rapports?|bilans?|fiches?|panoramas?|barometres?|etudes?|enquetes?|documents?|brochures?"
    r"|editions?|annuaires?|observatoires?|compte[s]?[ -]rendus?|plaquettes?|livres? blancs?)"
    r"(?:\s+(?!en\b|entre\b|depuis\b|combien\b)[\w.'’-]+){0,5}?\s*\(?$"
)

# What may stand between two editions: « les fiches de 2013 et de 2023 », « le bilan 2022 puis celui de 2023 »
_AND_EDITION = re.compile(
    r"\)?,? ?(?:et|puis|ou|contre|a|avec)? ?(?:dans |selon )?(?:cel(?:le|ui)|l[ae] \w+)? ?(?:de |d'|en )?"
)


def understand(
    text: str, history: Sequence[str] = (), *, reference: int | None = None, year: int | None = None
) -> Question:
    """Read a question; `history` holds the earlier ones, `reference` the year « l'an dernier » counts from,
    `year` the one that is meant where no time is named.

    Raises `QuestionError` when there is nothing to answer or far too much.
    """
    asked = _typed(text)
    if not re.search(r"\w", asked):
        raise QuestionError("Posez une question, par exemple « Quel est le budget de fonctionnement ? ».")
    if len(asked) > MAX_LENGTH:
        raise QuestionError(
            f"Votre question est trop longue ({len(asked)} caractères, {MAX_LENGTH} au plus). "
            "Posez-la en une ou deux phrases."
        )
    asked = polite_off(asked)
    earlier = _earlier(history, reference)
    if earlier and asks_page(asked):
        earlier = _whole(earlier, reference, year).text
        return replace(_whole(earlier, reference), understood=f"À quelle page : {earlier}", asks_page=True)
    if earlier and leans(asked):
        question = _whole(complete(asked, earlier, reference), reference, year)
        return replace(question, understood=question.text)
    return _whole(asked, reference, year)


# An elision typed without its apostrophe: « l an dernier », « d apres ».
_ELISION = re.compile(r"(?<![\w'’])([ldnsjmc]|qu) (?=[aeiouyhàâéèêîïôœ])")


def _typed(text: str) -> str:
    return _ELISION.sub(r"\1'", " ".join(text.split()))


def _earlier(history: Sequence[str], reference: int | None) -> str:
    """The last question of a conversation, made whole."""
    earlier = ""
    for text in history:
        asked = polite_off(_typed(text))
        if re.search(r"\w", asked) and not (earlier and asks_page(asked)):
            earlier = complete(asked, earlier, reference) if earlier and leans(asked) else asked
    return earlier[:MAX_LENGTH]


def _whole(text: str, reference: int | None, year: int | None = None) -> Question:
    """A question in one or several parts, each asked of `year` when it names no time."""
    parts = [_single(p, reference) for p in split(text)]
    if year is None or any(not q.wants_latest for q in parts):
        whole = _single(text, reference)
    else:
        parts = [_single(f"{q.text.rstrip(' ?!.…')} en {year} ?", reference) for q in parts]
        whole = _single(" ".join(q.text for q in parts) or text, reference)
        whole = replace(whole, understood=whole.text)
    return replace(whole, parts=tuple(parts) if len(parts) > 1 else ())


def _single(text: str, reference: int | None) -> Question:
    years, editions = _years(text, reference)
    intent = intent_of(text)
    return Question(
        text=text,
        intent=intent,
        years=years,
        editions=editions,
        terms=_terms(text, _ASKING | _ASKING_TOO.get(intent, frozenset())),
        names=_names(text),
        counted=_counted(text),
        months=frozenset(m for p in find_periods(text, reference) if (m := month_of(p.value))),
        denies=_denies(text),
    )


def _years(text: str, reference: int | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years asked about, and those that name an edition of a report."""
    asked: dict[int, None] = {}
    editions: dict[int, None] = {}
    last = len(text)  # where the last edition named ends
    for period in find_periods(text, reference):
        another = last <= period.start and _AND_EDITION.fullmatch(fold(text[last : period.start]))
        into = editions if another or _EDITION.search(fold(text[: period.start])) else asked
        last = period.end if into is editions else last
        for year in named_years(period.value, reference):
            into[year] = None
    return tuple(asked), tuple(editions)


def named_years(period: str, latest: int | None) -> tuple[int, ...]:
    """The years of a period; one that goes on (« depuis 2020 ») ends at `latest`, or at its first year."""
    first, last = bounds(period)
    if first.year == 1:
        return (last.year,)
    end = max(latest or first.year, first.year) if last.year == 9999 else last.year
    return tuple(range(first.year, end + 1))


def _names(text: str) -> tuple[str, ...]:
    if text.isupper():
        return ()
    words = [w for found in _CAPITALISED.finditer(text) for w in tokens(found.group())]
    return tuple(dict.fromkeys(stem(w) for w in words if w not in STOP_WORDS and len(w) > 1))


def _denies(text: str) -> bool:
    return bool(_DENIAL.search(fold(text)))


def _counted(text: str) -> str:
    for found in _COUNTED.finditer(fold(text)):
        noun = next(filter(None, found.groups()))
        if noun not in STOP_WORDS and stem(noun) not in _ASKING:
            return stem(noun)
    return ""


def _terms(text: str, asking: frozenset[str]) -> tuple[Term, ...]:
    words = tokens(_without_periods(text))
    found: dict[str, Term] = {}
    for word in words:
        if word in STOP_WORDS or len(word) == 1:
            continue
        stemmed = stem(word)
        found.setdefault(stemmed, Term(word, stemmed, 0.3 if _is_among(stemmed, asking) else 1.0))
    loose = LOOSE - {_counted(text)}
    if sum(t.emphasis == 1.0 and not _is_among(t.stem, loose) for t in found.values()) < _TELLING:
        return tuple(found.values())
    return tuple(
        replace(t, emphasis=min(t.emphasis, 0.3)) if _is_among(t.stem, loose) else t for t in found.values()
    )


def _is_among(stemmed: str, words: frozenset[str]) -> bool:
    """Whether a stem is one of some words, or a verb of theirs in the plural: « comptent »."""
    return stemmed in words or stemmed.removesuffix("ent") in words


def _without_periods(text: str) -> str:
    for period in reversed(find_periods(text)):
        text = text[: period.start] + text[period.end :]
    return " ".join(re.sub(r"\b(?:en|de|depuis|pour|à fin|fin|au)\s*(?=[?,.]|$)", "", text).split())
