"""How far the words of the index match those of one question: stem, family, near spelling, synonym."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.thesaurus import Phrase, Relation, Thesaurus, french
from index.words import START, WordIndex

_FAMILY = 0.8  # what a word of the same family or nearly the same spelling is worth
_NEAR_SPELLING = 0.8
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
        self.weights = np.array([words.idf(t) * emphasis.get(t, 1.0) for t in self.terms])
        self._near: dict[str, list[tuple[int, float]]] = {}
        for at, term in enumerate(self.terms):
            for stem, credit in _near_stems(term, words):
                self._near.setdefault(stem, []).append((at, credit))
        self._phrases: dict[Phrase, dict[int, float]] = {}
        for relation in thesaurus.related(terms):
            if all(words.knows(s) for s in relation.phrase):
                self._relate(relation, terms)
        self._in_phrases = frozenset(s for phrase in self._phrases for s in phrase)

    def _relate(self, relation: Relation, asked: Sequence[str]) -> None:
        for term in asked[relation.start : relation.end]:
            at = self.terms.index(term)
            credits = self._phrases.setdefault(relation.phrase, {})
            credits[at] = max(relation.credit, credits.get(at, 0.0))

    def credit(self, stems: Iterable[str]) -> NDArray[np.float64]:
        """For each term the best credit (0..1) that a bag of stems gives it, shape (terms,)."""
        best = np.zeros(len(self.terms))
        met: set[str] = set()
        for stem in stems:
            if stem in self._in_phrases:
                met.add(stem)
            for at, credit in self._near.get(stem, ()):
                if credit > best[at]:
                    best[at] = credit
        if met:
            for phrase, credits in self._phrases.items():
                if met.issuperset(phrase):
                    for at, credit in credits.items():
                        if credit > best[at]:
                            best[at] = credit
        return best

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
        known.update(at for credits in self._phrases.values() for at in credits)
        missing = [at for at in range(len(self.terms)) if at not in known]
        if 2 * len(missing) <= len(self.terms):
            return ()
        if 2 * float(self.weights[missing].sum()) <= float(self.weights.sum()):
            return ()
        return tuple(self.terms[at] for at in missing)

    def expanded(self) -> list[str]:
        """Every known stem that matches a term or stands for it, to search by words with."""
        known = set(self.terms)
        misspelt = {at for at, term in enumerate(self.terms) if term not in self._near}
        near = [s for s, found in self._near.items() if s in known or any(a in misspelt for a, _ in found)]
        meant = (s for p, c in self._phrases.items() if max(c.values()) >= _SEARCHED for s in p)
        return list(dict.fromkeys((*near, *meant)))


def _near_stems(term: str, words: WordIndex) -> Iterable[tuple[str, float]]:
    if words.knows(term):
        yield term, 1.0
    if len(term) < START or any(c.isdigit() for c in term):
        return
    family = words.starting_with(term[:START])
    for stem in family:
        if stem == term or stem[-1].isdigit():
            continue
        same_start = stem.startswith(term) or term.startswith(stem)
        if same_start or Levenshtein.normalized_similarity(stem, term) >= _NEAR_SPELLING:
            yield stem, _FAMILY
    if not words.knows(term):
        found = process.extract(
            term, words.vocabulary(), scorer=Levenshtein.normalized_similarity, score_cutoff=_TYPO, limit=3
        )
        yield from ((stem, _FAMILY) for stem, _, _ in found)
