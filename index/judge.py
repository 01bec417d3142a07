"""A learned judge of a question and a candidate together: does this figure, or this sentence, answer it?

An operator may name a cross-encoder, or teach one: the lower layers of the embedding model, taught on
questions with what answers them (see `evals.judge`), their weights then left in `judge.safetensors`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import e5
from index.embedding import Encoder

WEIGHTS = Path(__file__).with_name("judge.safetensors")
_LONGEST_HEADING = 90  # characters of a heading that are read
_TOLD = 60  # of them, enough to know it again
_REMEMBERED = 20_000  # scores, of about 300 bytes each with their texts


class PairModel(Protocol):
    """A model that reads two texts together."""

    def scores(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """One score a pair, shape (pairs,): the log-odds that the second answers the first."""


class Judge:
    """Scores candidates for a question, each pair read once as long as it is remembered."""

    def __init__(self, model: PairModel, prompt: str = "") -> None:
        self._model, self._prompt = model, prompt
        self._remembered: dict[tuple[str, str], float] = {}

    def scores(self, question: str, candidates: Sequence[str]) -> NDArray[np.float64]:
        """The log-odds that each candidate answers the question, shape (candidates,)."""
        pairs = [(self._prompt + question, text) for text in candidates]
        new = [pair for pair in dict.fromkeys(pairs) if pair not in self._remembered]
        if len(self._remembered) + len(new) > _REMEMBERED:
            self._remembered.clear()
            new = list(dict.fromkeys(pairs))
        if new:
            self._remembered.update(zip(new, self._model.scores(new).tolist(), strict=True))
        return np.array([self._remembered[pair] for pair in pairs])


def load_judge(reranker: str | None, encoder: Encoder, models_dir: Path) -> Judge | None:
    """The cross-encoder that the operator names, or the one taught here; None where there is neither.

    Raises ModelError when a named one fails."""
    from index.sentence_model import load_cross_encoder, load_embedded_judge

    if reranker is not None:
        return Judge(load_cross_encoder(reranker))
    if not WEIGHTS.is_file() or e5.packed_file() is None:
        return None
    return Judge(load_embedded_judge(e5.model_folder(models_dir), WEIGHTS, encoder), "query: ")


@lru_cache(maxsize=50_000)
def figure_text(
    section: tuple[str, ...],
    concept: str,
    dimensions: tuple[str, ...],
    period: str,
    value: str,
    unit: str,
) -> str:
    """A figure as the judge reads it: where it stands, its labels, period, value and unit."""
    labels = ", ".join((concept, *dimensions))
    dated = f" ({period})" if period else ""
    said = value if not unit or value.endswith(unit) else f"{value} {unit}"
    return f"{_place(section, labels)}{labels}{dated} : {said}"


def sentence_text(section: Sequence[str], sentence: str) -> str:
    """A sentence or a table's row as the judge reads it: where it stands, and what it says."""
    return f"{_place(section, sentence)}{sentence}"


def _place(section: Sequence[str], said: str) -> str:
    """The last two headings, less what the labels repeat: a table is often titled as its section."""
    told = said.casefold()
    headings = [part[:_LONGEST_HEADING] for part in section[-2:] if part]
    heading = " › ".join(h for h in headings if not re.search(rf"\b{re.escape(h.casefold()[:_TOLD])}", told))
    return f"{heading} | " if heading else ""
