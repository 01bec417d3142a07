"""How far the words of the index match those of one question: stem, family, near spelling, synonym."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.thesaurus import Phrase, Thesaurus, french
from index.words import START, WordIndex

_FAMILY = 0.8  # what a word of the same family or nearly the same spelling is worth
_NEAR_SPELLING = 0.8
_ABBREVIATED = 3  # letters of a word cut short
_ABBREVIATION = 0.6  # what it is worth
_SEARCHED = 0.6  # credit from which what stands for a word is searched with it
_TYPO = 0.75  # asked of a word that the index does not know at all


class Matcher:
    """The terms of a question, in order, against the stems of an index.

    `weights` (terms,) is idf × emphasis; `thesaurus` is the product's own unless another is given.
    """

    def __init__(
        self,
        terms: Sequence[str],
        words: WordIndex,
        emphasis: Mapping[str, float],
        thesaurus: Thesaurus | None = None,
    ) -> None:
        thesaurus = french() if thesaurus is None else thesaurus
        self.terms = tuple(dict.fromkeys(terms))
        meant = _known_relations(terms, words, thesaurus)
        self.weights = np.array(
            [_rarity(t, meant.get(at, {}), words) * emphasis.get(t, 1.0) for at, t in enumerate(self.terms)]
        )
        self._near: dict[str, list[tuple[int, float]]] = {}
        self._meant: dict[str, list[tuple[int, float]]] = {}
        self._phrases: dict[str, list[tuple[Phrase, int, float]]] = {}  # by the rarest of their words
        for at, term in enumerate(self.terms):
            for stem, credit in _near_stems(term, words, misspelt=not thesaurus.knows(term)):
                self._near.setdefault(stem, []).append((at, credit))
            for phrase, credit in meant.get(at, {}).items():
                if len(phrase) == 1:
                    self._meant.setdefault(phrase[0], []).append((at, credit))
                else:
                    rarest = max(phrase, key=words.idf)
                    self._phrases.setdefault(rarest, []).append((phrase, at, credit))
        self._answered = frozenset(meant)
        self._in_phrases = frozenset(s for p in meant.values() for phrase in p for s in phrase)
        self._searched = tuple(
            s for p in meant.values() for phrase, credit in p.items() if credit >= _SEARCHED for s in phrase
        )

    def credit(self, stems: Iterable[str]) -> NDArray[np.float64]:
        """For each term the best credit (0..1) that a bag of stems gives it, shape (terms,).

        What stands for a term in several words must be there with all of them."""
        bag = tuple(stems)
        best = [0.0] * len(self.terms)
        for stem in bag:
            for credits in (self._near.get(stem, ()), self._meant.get(stem, ())):
                for at, credit in credits:
                    if credit > best[at]:
                        best[at] = credit
            for phrase, at, credit in self._phrases.get(stem, ()):
                if credit > best[at] and all(s in bag for s in phrase):
                    best[at] = credit
        return np.array(best)

    def share(self, credit: NDArray[np.float64], weights: NDArray[np.float64] | None = None) -> float:
        """The weighted share of the question that a credit covers, 0..1."""
        weights = self.weights if weights is None else weights
        total = float(weights.sum())
        return float(credit @ weights) / total if total else 0.0

    def weights_without(self, names: frozenset[str]) -> NDArray[np.float64]:
        """The weights with nothing for the words that only name the report; all when that leaves none."""
        kept = np.where([t in names for t in self.terms], 0.0, self.weights)
        return kept if kept.any() else self.weights

    def matches(self, stem: str) -> bool:
        """Whether a stem answers any term, or is a word of what answers one."""
        return stem in self._near or stem in self._in_phrases

    def unknown(self) -> tuple[str, ...]:
        """The terms that no stem of the index comes near, when they are most of the question.

        By number and by weight: in a small index one unknown word outweighs all that are known."""
        known = {at for found in self._near.values() for at, _ in found}
        known |= self._answered
        missing = [at for at in range(len(self.terms)) if at not in known]
        if 2 * len(missing) <= len(self.terms):
            return ()
        if 2 * float(self.weights[missing].sum()) <= float(self.weights.sum()):
            return ()
        return tuple(self.terms[at] for at in missing)

    def expanded(self) -> list[str]:
        """Every known stem that matches a term or stands for it, to search by words with."""
        known = set(self.terms)
        misspelt = {at for at, t in enumerate(self.terms) if t not in self._near and at not in self._answered}
        near = [s for s, found in self._near.items() if s in known or any(a in misspelt for a, _ in found)]
        return list(dict.fromkeys((*near, *self._searched)))


def _known_relations(
    asked: Sequence[str], words: WordIndex, thesaurus: Thesaurus
) -> dict[int, dict[Phrase, float]]:
    """What stands for each term (by its place among the distinct ones), in words that the index has."""
    place = {term: at for at, term in enumerate(dict.fromkeys(asked))}
    found: dict[int, dict[Phrase, float]] = {}
    for relation in thesaurus.related(asked):
        if not all(words.knows(s) for s in relation.phrase):
            continue
        for term in asked[relation.start : relation.end]:
            phrases = found.setdefault(place[term], {})
            phrases[relation.phrase] = max(relation.credit, phrases.get(relation.phrase, 0.0))
    return found


def _rarity(term: str, meant: Mapping[Phrase, float], words: WordIndex) -> float:
    """The idf of a term; of the rarest word that stands for it where the index has only these."""
    if not meant or words.knows(term):
        return words.idf(term)
    return min(words.idf(term), max(max(words.idf(s) for s in phrase) for phrase in meant))


def _near_stems(term: str, words: WordIndex, *, misspelt: bool) -> Iterable[tuple[str, float]]:
    if words.knows(term):
        yield term, 1.0
    if len(term) < START or any(c.isdigit() for c in term):
        return
    short = term[:_ABBREVIATED]
    if len(term) > START and words.knows(short):
        yield short, _ABBREVIATION  # tables cut names to fit: « Mul » for Mulhouse
    family = words.starting_with(term[:START])
    for stem in family:
        if stem == term or stem[-1].isdigit():
            continue
        same_start = stem.startswith(term) or term.startswith(stem)
        if same_start or Levenshtein.normalized_similarity(stem, term) >= _NEAR_SPELLING:
            yield stem, _FAMILY
    if misspelt and not words.knows(term):
        found = process.extract(
            term, words.vocabulary(), scorer=Levenshtein.normalized_similarity, score_cutoff=_TYPO, limit=3
        )
        yield from ((stem, _FAMILY) for stem, _, _ in found)
