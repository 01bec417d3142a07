"""Texts to vectors: the embedding model behind one small protocol.

Importing this module loads nothing: torch comes with the first encoder.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index import e5
from index.token_vectors import TokenVectors

Vector = NDArray[np.float32]

_THREADS = "2"


class Encoder(Protocol):
    """An embedding model. Vectors are float32 and of unit norm, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """What the index remembers: vectors of two names cannot be compared."""

    @property
    def dimensions(self) -> int:
        """Components of a vector."""

    def encode_question(self, text: str) -> Vector:
        """The vector of a question: (dimensions,)."""

    def encode_passages(self, texts: Sequence[str]) -> Vector:
        """The vectors of passages: (texts, dimensions)."""

    def encode_question_with_tokens(self, text: str) -> tuple[Vector, TokenVectors]:
        """The vector of a question and those of its tokens, from one pass through the model."""

    def encode_passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vector, list[TokenVectors]]:
        """The vectors of passages and those of their tokens, from one pass through the model."""


def load_encoder(model: str | None, models_dir: Path) -> Encoder:
    """The model named by the operator (a folder, or a name to fetch), or the embedded one for None.

    Nothing is fetched unless a name is given. Raises ModelError."""
    _set_threads()
    from index.sentence_model import load_sentence_model

    if model is None:
        return load_sentence_model(str(e5.model_folder(models_dir)), e5.MODEL_NAME)
    return load_sentence_model(model)


def _set_threads() -> None:
    """What OpenMP and the tokenizers read when torch is imported.

    A thread that waits must sleep: when it spins, as is the default, and another program wants its core, a
    question goes from 20 ms to 700 ms."""
    os.environ.setdefault("OMP_NUM_THREADS", _THREADS)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
