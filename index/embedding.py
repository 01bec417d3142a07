"""Texts to vectors: the embedding model behind one small protocol.

Importing this module loads nothing: torch and sentence-transformers come with the first encoder.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from index import e5
from index.errors import ModelError
from index.token_vectors import TokenVectors, unit

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]

_TOKENS_AT_ONCE = (
    4096  # padded tokens in one forward pass: larger is no faster on two cores, and takes memory
)
_MOST_TOKENS = 512
_THREADS = 2


class Encoder(Protocol):
    """An embedding model. Vectors are float32 and of unit norm, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """What the index remembers: vectors of two names cannot be compared."""

    @property
    def dimensions(self) -> int:
        """Components of a vector."""

    def encode_question(self, text: str) -> Vector:
        """The vector of a question."""

    def encode_passages(self, texts: Sequence[str]) -> Vector:
        """The vectors of passages: texts × dimensions."""

    def encode_question_with_tokens(self, text: str) -> tuple[Vector, TokenVectors]:
        """The vector of a question and those of its tokens, from one pass through the model."""

    def encode_passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vector, list[TokenVectors]]:
        """The vectors of passages and those of their tokens, from one pass through the model."""


def load_encoder(model: str | None, models_dir: Path) -> Encoder:
    """The model named by the operator (a folder, or a name to fetch), or the embedded one for None.

    Nothing is fetched unless a name is given. Raises ModelError."""
    if model is None:
        return _load(str(e5.model_folder(models_dir)), e5.MODEL_NAME)
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _load(str(folder), folder.resolve().name)
    if folder.is_absolute() or model.count("/") > 1 or model.startswith("."):
        raise ModelError(
            f"Le dossier de modèle « {model} » n'existe pas. Corrigez RAPPORTEUR_EMBEDDING_MODEL, ou "
            "retirez-le pour revenir au modèle intégré."
        )
    return _load(model, model, may_fetch=True)


def _load(path: str, name: str, *, may_fetch: bool = False) -> SentenceTransformerEncoder:
    _quieten(offline=not may_fetch)
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", _THREADS)))
    try:
        model = SentenceTransformer(path, device="cpu", local_files_only=not may_fetch)
    except Exception as exc:  # whatever the library's parts raise: OSError, KeyError, RuntimeError…
        remedy = (
            "Vérifiez son nom et l'accès au réseau, ou donnez dans RAPPORTEUR_EMBEDDING_MODEL le dossier "
            "d'un modèle déjà téléchargé."
            if may_fetch
            else "Vérifiez que c'est un modèle sentence-transformers complet. Si c'est le modèle intégré, "
            "supprimez ce dossier : il sera préparé de nouveau."
        )
        raise ModelError(
            f"Le modèle « {path} » n'a pas pu être chargé ({type(exc).__name__}). {remedy}"
        ) from exc
    return SentenceTransformerEncoder(model, name)


def _quieten(*, offline: bool) -> None:
    """Settings that the libraries read when they are imported."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    if offline:
        os.environ["HF_HUB_OFFLINE"] = "1"
        os.environ["TRANSFORMERS_OFFLINE"] = "1"


class SentenceTransformerEncoder:
    """A sentence-transformers model. One pass at a time: the page asks from several threads."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model.eval()
        self._name = name
        self._lock = threading.Lock()
        self._question_prompt, self._passage_prompt = _prompts(name, model.prompts)
        limit = model.max_seq_length
        self._model.max_seq_length = min(limit, _MOST_TOKENS) if limit else _MOST_TOKENS
        self._dimensions = int(model.get_embedding_dimension() or len(self.encode_question("a")))

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode_question(self, text: str) -> Vector:
        vector: Vector = self._encode([text], self._question_prompt, with_tokens=False)[0][0]
        return vector

    def encode_passages(self, texts: Sequence[str]) -> Vector:
        return self._encode(texts, self._passage_prompt, with_tokens=False)[0]

    def encode_question_with_tokens(self, text: str) -> tuple[Vector, TokenVectors]:
        vectors, tokens = self._encode([text], self._question_prompt, with_tokens=True)
        return vectors[0], tokens[0]

    def encode_passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vector, list[TokenVectors]]:
        return self._encode(texts, self._passage_prompt, with_tokens=True)

    def _encode(
        self, texts: Sequence[str], prompt: str, *, with_tokens: bool
    ) -> tuple[Vector, list[TokenVectors]]:
        if not texts:
            return np.zeros((0, self._dimensions), np.float32), []
        vectors: list[Any] = [None] * len(texts)
        tokens: list[Any] = [None] * len(texts)
        for batch in _batches([len(text) for text in texts]):
            of_texts, of_tokens = self._forward([texts[i] for i in batch], prompt, with_tokens)
            for at, i in enumerate(batch):
                vectors[i] = of_texts[at]
                tokens[i] = of_tokens[at] if with_tokens else None
        return unit(np.stack(vectors)), tokens if with_tokens else []

    def _forward(
        self, texts: list[str], prompt: str, with_tokens: bool
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        import torch

        with self._lock, torch.inference_mode():
            features = self._model.preprocess(texts, prompt=prompt or None)
            output = self._model(features)
            vectors = output["sentence_embedding"].float().numpy()
            if not with_tokens:
                return vectors, []
            hidden = output.get("token_embeddings")
            spans = self._spans(texts, prompt)
        if hidden is None or spans is None:
            return vectors, [_no_tokens(vectors.shape[1]) for _ in texts]
        rows = hidden.float().numpy()
        return vectors, [
            _select(row, span, len(prompt), text) for row, span, text in zip(rows, spans, texts, strict=True)
        ]

    def _spans(self, texts: list[str], prompt: str) -> list[Any] | None:
        """For each text, the characters of `prompt + text` that each token covers.

        None without a fast tokenizer."""
        tokenizer = self._model.tokenizer
        if not getattr(tokenizer, "is_fast", False):
            return None
        encoded = tokenizer(
            [prompt + text for text in texts],
            truncation=True,
            max_length=self._model.max_seq_length,
            return_offsets_mapping=True,
        )
        return list(encoded["offset_mapping"])


def _select(
    rows: NDArray[np.float32], spans: Sequence[tuple[int, int]], prompt: int, text: str
) -> TokenVectors:
    """The tokens of the text itself: not the special ones, not the prompt, not the space before a word."""
    kept, offsets = [], []
    for at, (start, end) in enumerate(spans):
        start, end = max(start - prompt, 0), end - prompt
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            kept.append(at)
            offsets.append((start, end))
    return TokenVectors(unit(rows[kept]), np.array(offsets, np.int32).reshape(-1, 2))


def _no_tokens(dimensions: int) -> TokenVectors:
    return TokenVectors(np.zeros((0, dimensions), np.float32), np.zeros((0, 2), np.int32))


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indices of texts of about the same length together, so that little of a batch is padding.

    Lengths are in characters, of which French takes about four to a token."""
    order = sorted(range(len(lengths)), key=lengths.__getitem__, reverse=True)
    while order:
        longest = min(max(lengths[order[0]] // 4, 1), _MOST_TOKENS)
        size = max(1, _TOKENS_AT_ONCE // longest)
        yield order[:size]
        order = order[size:]


def _prompts(name: str, own: Mapping[str, str | None]) -> tuple[str, str]:
    """What goes before a question and a passage: the model's own prompts, or those E5 was trained with."""
    question = own.get("query") or ""
    passage = own.get("document") or own.get("passage") or ""
    if not question and not passage and re.search(r"(^|[-_/])e5([-_]|$)", name.lower()):
        return "query: ", "passage: "
    return question, passage
