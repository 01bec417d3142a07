"""Which candidates a question is shown with while the judge learns: what answers it, and what nearly does."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

import numpy as np

from evals.judge.examples import Example
from index.words import WordIndex, stems

_CANDIDATES_OF_A_PLACE = 14  # kept of each place for the others' questions
_NEAR = 24  # candidates of other places, nearest by words, that a question's wrong ones are drawn from


class Sampler:
    """Draws examples cut to `size` candidates: one or two right ones, wrong ones of the same place (those
    that share most words first), one of another place that is near by its words, and one at random."""

    def __init__(self, examples: Sequence[Example], weights: Sequence[float], size: int, seed: int) -> None:
        self._rng = random.Random(seed)
        self._examples, self._weights, self._size = examples, np.cumsum(weights).tolist(), size
        self._pool, self._near = _mined(examples, self._rng)

    def draw(self, count: int) -> list[Example]:
        """`count` examples, each as likely as its weight says."""
        chosen = self._rng.choices(range(len(self._examples)), cum_weights=self._weights, k=count)
        return [self._cut(at) for at in chosen]

    def _cut(self, at: int) -> Example:
        example, rng = self._examples[at], self._rng
        elsewhere = [] if example.whole else [self._pool[rng.choice(self._near[at])], rng.choice(self._pool)]
        right = rng.sample(example.right, min(len(example.right), 2))
        wrong = [i for i in range(len(example.candidates)) if i not in example.right]
        # a search gives the best first: those are the hard ones
        hardest = (wrong if example.whole else sorted(wrong, key=lambda i: -_shared(example, i, right)))[
            : 2 * self._size
        ]
        own = rng.sample(hardest, min(len(hardest), self._size - len(right) - len(elsewhere)))
        chosen = (*right, *own)
        texts = [*(example.candidates[i] for i in chosen), *elsewhere]
        signals = tuple(example.signals[i] for i in chosen) if example.signals else ()
        return Example(example.question, tuple(texts), tuple(range(len(right))), example.whole, signals)


def _mined(examples: Sequence[Example], rng: random.Random) -> tuple[list[str], list[list[int]]]:
    """A pool of candidates of every place, and for each example those of other places nearest by words."""
    pool: list[str] = []
    owners: list[frozenset[str]] = []
    seen: set[frozenset[str]] = set()
    for example in examples:
        place = frozenset(example.candidates)
        if place not in seen:
            seen.add(place)
            kept = rng.sample(example.candidates, min(len(example.candidates), _CANDIDATES_OF_A_PLACE))
            pool += kept
            owners += [place] * len(kept)
    words = WordIndex([stems(text) for text in pool])
    near = []
    for example in examples:
        place = frozenset(example.candidates)
        best = np.argsort(-words.scores(stems(example.question)), kind="stable")[: 3 * _NEAR]
        near.append([int(i) for i in best if owners[i] != place][:_NEAR] or [0])
    return pool, near


def _shared(example: Example, at: int, right: Iterable[int]) -> int:
    """How many words a candidate shares with the question and with a right one: the more, the harder."""
    words = set(example.candidates[at].casefold().split())
    answers = (set(example.candidates[i].casefold().split()) for i in right)
    asked = set(example.question.casefold().split())
    return len(words & asked) + max((len(words & answer) for answer in answers), default=0)
