"""How far the words of the index match the words of one question: same stem, same family, near spelling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from index.words import START, WordIndex

_FAMILY = 0.8  # what a word of the same family or nearly the same spelling is worth
_NEAR_SPELLING = 0.8
_TYPO = 0.75  # asked of a word that the index does not know at all


class Matcher:
    """The terms of a question against the stems of an index. `weights` (terms,) is idf × emphasis."""

    def __init__(self, terms: Sequence[str], words: WordIndex, emphasis: Mapping[str, float]) -> None:
        self.terms = tuple(dict.fromkeys(terms))
        self.weights = np.array([words.idf(t) * emphasis.get(t, 1.0) for t in self.terms])
        self._near: dict[str, list[tuple[int, float]]] = {}
        for at, term in enumerate(self.terms):
            for stem, credit in _near_stems(term, words):
                self._near.setdefault(stem, []).append((at, credit))

    def credit(self, stems: Iterable[str]) -> NDArray[np.float64]:
        """For each term the best credit (0..1) that a bag of stems gives it, shape (terms,)."""
        best = np.zeros(len(self.terms))
        for stem in stems:
            for at, credit in self._near.get(stem, ()):
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
        """Whether a stem answers any term."""
        return stem in self._near

    def unknown(self) -> tuple[str, ...]:
        """The terms that no stem of the index comes near, when they are most of the question.

        By number and by weight: in a small index one unknown word outweighs all that are known."""
        known = {at for found in self._near.values() for at, _ in found}
        missing = [at for at in range(len(self.terms)) if at not in known]
        if 2 * len(missing) <= len(self.terms):
            return ()
        if 2 * float(self.weights[missing].sum()) <= float(self.weights.sum()):
            return ()
        return tuple(self.terms[at] for at in missing)

    def expanded(self) -> list[str]:
        """Every known stem that matches a term, to search by words with."""
        known = set(self.terms)
        misspelt = {at for at, term in enumerate(self.terms) if term not in self._near}
        return [s for s, found in self._near.items() if s in known or any(a in misspelt for a, _ in found)]


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
