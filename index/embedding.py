"""Texts to vectors: the embedding model behind one small protocol.

Importing this module loads nothing: torch comes with the first encoder.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from index import e5
from index.errors import ModelError
from index.token_vectors import TokenVectors, select, unit

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

    from index.bert import Bert

Vector = NDArray[np.float32]

_TOKENS_AT_ONCE = 4096  # padded tokens in one pass: more is no faster on two cores, and takes memory
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
    if model is None:
        return E5Encoder(e5.model_folder(models_dir))
    from index.sentence_model import load_sentence_model

    return load_sentence_model(model)


def _set_threads() -> None:
    """What OpenMP and the tokenizers read when torch is imported.

    A thread that waits must sleep: when it spins, as is the default, and another program wants its core, a
    question goes from 20 ms to 700 ms."""
    os.environ.setdefault("OMP_NUM_THREADS", _THREADS)
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")


class E5Encoder:
    """The embedded multilingual-e5-small. One pass at a time: the page asks from several threads."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelError when the folder does not hold the decoded model."""
        from index.bert import Bert

        self._lock = threading.Lock()
        try:
            self._bert: Bert = Bert(folder)
            self._tokenizer: Tokenizer = e5.load_tokenizer(folder, self._bert.positions)
        except Exception as exc:  # safetensors and tokenizers raise errors of their own, without a base
            raise ModelError(
                f"Le modèle de langue préparé dans « {folder} » est illisible ({type(exc).__name__}). "
                "Supprimez ce dossier : il sera préparé de nouveau."
            ) from exc

    @property
    def name(self) -> str:
        return e5.MODEL_NAME

    @property
    def dimensions(self) -> int:
        return self._bert.width

    def encode_question(self, text: str) -> Vector:
        return self.encode_question_with_tokens(text)[0]

    def encode_passages(self, texts: Sequence[str]) -> Vector:
        return self.encode_passages_with_tokens(texts)[0]

    def encode_question_with_tokens(self, text: str) -> tuple[Vector, TokenVectors]:
        vectors, tokens = self._encode([text], "query: ")
        return vectors[0], tokens[0]

    def encode_passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vector, list[TokenVectors]]:
        return self._encode(texts, "passage: ")

    def _encode(self, texts: Sequence[str], prompt: str) -> tuple[Vector, list[TokenVectors]]:
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        tokens: dict[int, TokenVectors] = {}
        encodings = self._tokenizer.encode_batch([prompt + text for text in texts])
        for batch in batches([len(encoding.ids) for encoding in encodings]):
            hidden = self._hidden([encodings[i] for i in batch])
            for i, states in zip(batch, hidden, strict=True):
                vectors[i] = states.mean(axis=0)
                tokens[i] = select(states, encodings[i].offsets, texts[i], len(prompt))
        return unit(vectors), [tokens[i] for i in range(len(texts))]

    def _hidden(self, encodings: Sequence[Encoding]) -> list[NDArray[np.float32]]:
        lengths = [len(encoding.ids) for encoding in encodings]
        mask = np.arange(max(lengths)) < np.array(lengths)[:, None]
        ids = np.zeros(mask.shape, np.int64)
        ids[mask] = np.concatenate([encoding.ids for encoding in encodings])
        with self._lock:
            hidden = self._bert.hidden(ids, mask)
        return [states[:length] for states, length in zip(hidden, lengths, strict=True)]


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of about the same length together, so that little of a batch is padding."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    while order:
        size = max(1, _TOKENS_AT_ONCE // max(1, lengths[order[0]]))
        yield order[:size]
        order = order[size:]
