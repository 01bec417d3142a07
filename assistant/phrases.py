"""A question cut into the phrases that play a role in it: what is counted, and the complements.

French marks roles by small words (« combien de », « à », « chez », « des »), so that neither a grammar nor
a dictionary is needed: a phrase begins at one and ends before the next, a verb or a sign.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.mention import mentions
from corpus.periods import find_periods
from index.words import fold

_WORD = re.compile(
    r"«[^»]*»|\"[^\"]*\"|“[^”]*”|(?:\b[cdjlmnst]|\bqu)['’]|\w[\w@.&°-]*[\w°]|[\w°%]|[^\w\s]", re.I
)
_PLAIN = {"des": "de", "du": "de", "d'": "de", "d": "de", "au": "à", "aux": "à", "a": "à"}
_ARTICLES = {"le": "s", "la": "s", "l'": "s", "les": "p", "un": "s", "une": "s", "ce": "s", "cet": "s"}
_ARTICLES |= {"cette": "s", "ces": "p", "nos": "p", "notre": "s", "son": "s", "sa": "s", "ses": "p"}
_ARTICLES |= {"leur": "s", "leurs": "p", "votre": "s", "vos": "p"}
_ARTICLE_IN = {"des": "p", "du": "s", "au": "s", "aux": "p"}
_PREPOSITIONS = frozenset(
    """à de en dans chez pour sur par avec envers contre vers parmi sous sans hors entre auprès côté
    grâce""".split()
)
_ENDS = frozenset(
    """et ou puis mais que qui qu' quoi dont si quand comme combien quel quelle quels quelles y ne n' pas plus
    moins se s' il elle ils elles on nous vous est sont etait etaient a-t-il ont avait avaient ete fut sera
    seront fait font va vont doit doivent peut peuvent coute coutent compte comptent reste vient viennent
    represente existe sert servent utilise gere concerne touche avant apres depuis lors pendant selon d'apres
    cette-annee en-moyenne""".split()
)
_VERB = re.compile(r"(?:aient|ait|erent|irent|eront|iront|era|ira)$|-(?:t-)?(?:il|elle|on|ils|elles|ce)$")
_PARTICIPLE = re.compile(r"(?:é|és|ée|ées|us|ues|ue|is|ises|its|ites|erts?|ertes?)$")
_LONGEST_INITIALS = 5
# Nouns that measure: what is counted comes after them (« tonnes de verre »).
_MEASURES = frozenset(
    """tonnes tonne tonnage tonnages kilos kg kilometres km hectares ha euros litres
    jours heures minutes mois ans annees
    temps nombre nb nbre part taux pourcentage proportion montant quantite volume surface total moyenne age
    prix cout somme duree milliers millions m3 m2""".split()
)
# Those of them that say how much of it there is; a rate or a duration is of something else.
_COUNTS = frozenset(
    """tonnes tonne tonnage tonnages kilos kg litres jours heures nombre nb nbre part pourcentage proportion
    quantite total milliers millions""".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """`text[start:end]` of a question, with the words that bring it in told from its own.

    `preposition` is plain (« à » for « aux »), empty for a phrase without; `article` is « s », « p » or
    empty; `noun` its words from the noun on, which begin at `inner`; `counted` whether « combien de » counts
    it or « quel » asks for it; `name` how far it is a name: 1 its noun has a capital, 0.5 another word.
    """

    start: int
    end: int
    inner: int
    preposition: str
    article: str
    noun: str
    counted: bool = False

    @property
    def name(self) -> float:
        """How far it is a name, 0..1."""
        words = [w for w in re.findall(r"[\w.@&-]+", self.noun) if len(w) > 1]
        if self.noun[:1] in '«"“' or (words and words[0][:1].isupper()):
            return 1.0
        return 0.5 if any(w[:1].isupper() for w in words[1:]) else 0.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word or sign of a text, with its place and its folded form."""

    text: str
    start: int
    end: int
    folded: str


def words(text: str) -> list[Word]:
    """Words and signs in order; a quotation between guillemets is one, an elided « l' » another."""
    return [
        Word(m.group(), m.start(), m.end(), fold(m.group()).replace("’", "'")) for m in _WORD.finditer(text)
    ]


def phrases(text: str) -> list[Phrase]:
    """The phrases of a question in order; neither its periods nor what names the report is one."""
    taken = fixed(text)
    found: list[Phrase] = []
    all_words = words(text)
    at = 0
    while at < len(all_words):
        phrase, after = _phrase_at(text, all_words, at, taken)
        if phrase is not None:
            found.append(phrase)
        at = max(after, at + 1)
    return _with_compounds(text, found)


def fixed(text: str) -> list[tuple[int, int]]:
    """Character ranges of the periods, with the words that bring them in, and of the report's name."""
    ranges = [(m.start, m.end) for m in mentions(text)]
    for period in find_periods(text):
        before = re.search(
            r"(?:\b(?:à |a )?(?:en|de|fin|pour|au|du|depuis|à fin|début|le)\s+)+$", text[: period.start], re.I
        )
        ranges.append((before.start() if before else period.start, period.end))
    return ranges


def parse(text: str) -> Phrase | None:
    """The phrase that a text begins with (« à Lens », « les élus »), whole; None when it is empty."""
    found = words(text)
    if not found:
        return None
    phrase, _ = _phrase_at(text, found, 0, [])
    if phrase is None:  # « pour les plus de 75 ans »: no noun right after its small words
        lead = [w for w in found[:2] if w.folded in _ARTICLES or fold_back(w.text) in _PREPOSITIONS]
        inner = found[len(lead)].start if len(lead) < len(found) else 0
        preposition = next((fold_back(w.text) for w in lead if fold_back(w.text) in _PREPOSITIONS), "")
        article = next((_ARTICLES[w.folded] for w in lead if w.folded in _ARTICLES), "")
        return Phrase(0, len(text), inner, preposition, article, text[inner:])
    return Phrase(0, len(text), phrase.inner, phrase.preposition, phrase.article, text[phrase.inner :])


def _phrase_at(
    text: str, all_words: list[Word], at: int, taken: list[tuple[int, int]]
) -> tuple[Phrase | None, int]:
    first = all_words[at]
    if _inside(first, taken):
        return None, at + 1
    preposition, article, here = "", "", at
    word = _PLAIN.get(first.folded, first.folded if first.folded in _PREPOSITIONS else fold_back(first.text))
    if word == "à" and first.text.lower() == "a" and not _is_preposition(all_words, at):
        return None, at + 1
    if word in _PREPOSITIONS:
        preposition, article, here = word, _ARTICLE_IN.get(first.folded, ""), at + 1
    if here < len(all_words) and all_words[here].folded in _ARTICLES:
        article, here = _ARTICLES[all_words[here].folded], here + 1
    if here == at:
        return None, at + 1
    end = here
    while end < len(all_words) and not _ends(all_words, end, here, taken):
        end += 1
    while (
        end - here > 1 and _PARTICIPLE.search(all_words[end - 1].text) and all_words[end - 1].text.islower()
    ):
        end -= 1
    if end == here:
        return None, at + 1
    inner, last = all_words[here].start, all_words[end - 1].end
    return Phrase(
        first.start, last, inner, preposition, article, text[inner:last], _is_counted(all_words, at)
    ), end


def fold_back(word: str) -> str:
    """A preposition as it is written, without its capital: « À » → « à »."""
    return word.lower().replace("’", "'")


def _is_preposition(all_words: list[Word], at: int) -> bool:
    """Whether an « a » without accent is « à »: nothing in the text has accents, and no verb form follows."""
    accents = any(fold(w.text) != w.text.lower() for w in all_words)
    after = all_words[at + 1].folded if at + 1 < len(all_words) else ""
    return not accents and after not in ("ete", "eu", "fait", "t", "du", "pu")


def _ends(all_words: list[Word], at: int, first: int, taken: list[tuple[int, int]]) -> bool:
    word = all_words[at]
    if _inside(word, taken) or word.text in "?!.,;:()":
        return True
    if at == first:
        return word.folded in _ENDS
    if word.text[:1].isupper() and (all_words[at - 1].text[:1].isupper() or word.folded in _ARTICLES):
        return False  # « l'association Les Amis »
    return (
        word.folded in _ENDS
        or word.folded in _PLAIN
        or fold_back(word.text) in _PREPOSITIONS
        or word.folded in _PREPOSITIONS
        or word.folded in _ARTICLES
        or bool(_VERB.search(word.folded))
        or (word.folded.endswith("ent") and not word.folded.endswith("ment") and word.text.islower())
    )


def _inside(word: Word, taken: list[tuple[int, int]]) -> bool:
    return any(start <= word.start < end for start, end in taken)


def _is_counted(all_words: list[Word], at: int) -> bool:
    before = [w.folded for w in all_words[max(0, at - 2) : at]]
    return bool(before) and (
        before[-1] in ("combien", "cb")
        or before[-1] in _COUNTS
        or (before[-1] in ("est", "sont", "etait", "etaient") and before[0].startswith("quel"))
    )


def _with_compounds(text: str, found: list[Phrase]) -> list[Phrase]:
    """« maîtres de conférences » as one phrase, « tonnes de verre » as its second half."""
    merged: list[Phrase] = []
    for phrase in found:
        last = merged[-1] if merged else None
        if last is None or text[last.end : phrase.start].strip() or phrase.preposition != "de":
            merged.append(phrase)
        elif (measure := fold(last.noun).split()[0]) in _MEASURES:
            counted = measure in _COUNTS
            merged[-1] = Phrase(
                phrase.start, phrase.end, phrase.inner, "de", phrase.article, phrase.noun, counted
            )
        elif not phrase.article and phrase.name < 1 and last.name < 1:
            noun = text[last.inner : phrase.end]
            merged[-1] = Phrase(
                last.start, phrase.end, last.inner, last.preposition, last.article, noun, last.counted
            )
        else:
            merged.append(phrase)
    return merged
