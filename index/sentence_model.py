"""An embedding model run by sentence-transformers: the embedded one, or one that the operator names."""

from __future__ import annotations

import os
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index import e5
from index.errors import ModelError
from index.token_vectors import TokenVectors, no_tokens, select, unit

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder, SentenceTransformer
    from torch import nn

Vector = NDArray[np.float32]

_TEXTS_AT_ONCE = 16
_PAIRS_AT_ONCE = 16
_PAIR_TOKENS = 160
_MOST_TOKENS = 512


def load_sentence_model(model: str, name: str | None = None) -> SentenceTransformerEncoder:
    """A model from its folder, offline, or by its name, fetched when not cached. Raises ModelError.

    `name` is what the index remembers; a folder's own name by default."""
    folder = Path(model).expanduser()
    if folder.is_dir():
        return _load(str(folder), name or folder.resolve().name, may_fetch=False)
    if folder.is_absolute() or model.startswith(".") or model.count("/") > 1:
        raise ModelError(
            f"Le dossier de modèle « {model} » n'existe pas. Corrigez RAPPORTEUR_EMBEDDING_MODEL, ou "
            "retirez-le pour revenir au modèle intégré."
        )
    return _load(model, model, may_fetch=True)


def _load(path: str, name: str, *, may_fetch: bool) -> SentenceTransformerEncoder:
    _set_environment(may_fetch)
    try:
        from sentence_transformers import SentenceTransformer

        model = SentenceTransformer(path, device="cpu", local_files_only=not may_fetch)
    except Exception as exc:  # whatever the library's parts raise: OSError, KeyError, RuntimeError…
        remedy = (
            "Vérifiez son nom et l'accès au réseau, ou donnez le dossier d'un modèle déjà téléchargé."
            if may_fetch
            else "Si RAPPORTEUR_EMBEDDING_MODEL le demande, vérifiez que ce dossier contient un modèle "
            "sentence-transformers complet ; sinon supprimez-le : il sera préparé de nouveau."
        )
        raise ModelError(
            f"Le modèle « {path} » n'a pas pu être chargé ({type(exc).__name__}). {remedy}"
        ) from exc
    return SentenceTransformerEncoder(model, name)


def _set_environment(may_fetch: bool) -> None:
    """What the libraries read when they are imported."""
    os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    if not may_fetch:
        os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
        os.environ.setdefault("HF_HUB_OFFLINE", "1")


class SentenceTransformerEncoder:
    """A sentence-transformers model. One pass at a time: the page asks from several threads."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        self._name = name
        self._lock = threading.Lock()
        self._question_prompt, self._passage_prompt = prompts(name, model.prompts)
        limit = model.max_seq_length
        self._model.max_seq_length = min(limit, _MOST_TOKENS) if limit else _MOST_TOKENS
        self._dimensions = len(self.encode_question("a"))

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def encode_question(self, text: str) -> Vector:
        return self.encode_question_with_tokens(text)[0]

    def encode_passages(self, texts: Sequence[str]) -> Vector:
        return self.encode_passages_with_tokens(texts)[0]

    def encode_question_with_tokens(self, text: str) -> tuple[Vector, TokenVectors]:
        vectors, tokens = self._encode([text], self._question_prompt)
        return vectors[0], tokens[0]

    def encode_passages_with_tokens(self, texts: Sequence[str]) -> tuple[Vector, list[TokenVectors]]:
        if not texts:
            return np.zeros((0, self._dimensions), np.float32), []
        return self._encode(texts, self._passage_prompt)

    def word_vectors(self) -> nn.Module:
        """The table of the vectors of the vocabulary, before any layer."""
        transformer: Any = self._model[0]
        table: nn.Module = transformer.model.get_input_embeddings()
        return table

    def _encode(self, texts: Sequence[str], prompt: str) -> tuple[Vector, list[TokenVectors]]:
        order = sorted(range(len(texts)), key=lambda i: -len(texts[i]))
        vectors: dict[int, NDArray[np.float32]] = {}
        tokens: dict[int, TokenVectors] = {}
        for start in range(0, len(order), _TEXTS_AT_ONCE):
            batch = order[start : start + _TEXTS_AT_ONCE]
            for i, output in zip(batch, self._forward([texts[i] for i in batch], prompt), strict=True):
                vectors[i] = output["sentence_embedding"].float().numpy()
                tokens[i] = self._tokens(output, texts[i], prompt)
        return unit(np.stack([vectors[i] for i in range(len(texts))])), [tokens[i] for i in range(len(texts))]

    def _forward(self, texts: list[str], prompt: str) -> list[Mapping[str, Any]]:
        with self._lock:
            outputs: Any = self._model.encode(
                texts, prompt=prompt, batch_size=len(texts), output_value=None, show_progress_bar=False
            )
        return list(outputs)

    def _tokens(self, output: Mapping[str, Any], text: str, prompt: str) -> TokenVectors:
        """Empty for a model without token vectors, or whose tokenizer does not say where tokens stand."""
        tokenizer = self._model.tokenizer
        if "token_embeddings" not in output or not getattr(tokenizer, "is_fast", False):
            return no_tokens(self._model.get_embedding_dimension() or 0)
        limit = self._model.max_seq_length
        encoded = tokenizer(prompt + text, truncation=True, max_length=limit, return_offsets_mapping=True)
        states = output["token_embeddings"][output["attention_mask"].bool()].float().numpy()
        return select(states, encoded["offset_mapping"], text, len(prompt))


def prompts(name: str, own: Mapping[str, str | None]) -> tuple[str, str]:
    """What goes before a question and a passage: the model's own prompts, or those E5 was trained with."""
    question = own.get("query") or ""
    passage = own.get("document") or own.get("passage") or ""
    if not question and not passage and re.search(r"(^|[-_/])e5([-_]|$)(?!.*instruct)", name.lower()):
        return "query: ", "passage: "
    return question, passage


class CrossEncoderPairs:
    """A sentence-transformers cross-encoder. One pass at a time."""

    def __init__(self, model: CrossEncoder) -> None:
        self._model = model
        self._lock = threading.Lock()

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Vector:
        from torch import nn

        with self._lock:
            found: Any = self._model.predict(
                list(pairs), batch_size=_PAIRS_AT_ONCE, show_progress_bar=False, activation_fn=nn.Identity()
            )
        return np.asarray(found, dtype=np.float32)


def load_cross_encoder(model: str) -> CrossEncoderPairs:
    """A cross-encoder from its folder, offline, or by its name, fetched when not cached.

    Raises ModelError."""
    may_fetch = not Path(model).expanduser().is_dir()
    _set_environment(may_fetch)
    try:
        from sentence_transformers import CrossEncoder

        return CrossEncoderPairs(CrossEncoder(model, device="cpu", local_files_only=not may_fetch))
    except Exception as exc:  # whatever the library's parts raise
        raise ModelError(
            f"Le modèle « {model} », nommé dans RAPPORTEUR_RERANKER, n'a pas pu être chargé "
            f"({type(exc).__name__}). Vérifiez son nom et l'accès au réseau, donnez le dossier d'un modèle "
            "déjà téléchargé, ou retirez ce réglage."
        ) from exc


def load_embedded_judge(base: Path, weights: Path, encoder: object) -> CrossEncoderPairs:
    """The judge: the lower layers of the model in `base` with the weights of `weights`.

    Its word vectors are those of `encoder` when that is the same model, so that they are in memory once.
    Raises ModelError."""
    _set_environment(may_fetch=False)
    try:
        from safetensors.torch import load_file
        from sentence_transformers import CrossEncoder

        state = {name: tensor.float() for name, tensor in load_file(weights).items()}
        modules = judge_modules(
            base, 1 + max(int(n.split(".layer.")[1].split(".")[0]) for n in state if ".layer." in n)
        )
        for name, module in modules.items():
            own = {n.removeprefix(f"{name}."): t for n, t in state.items() if n.startswith(f"{name}.")}
            missing = module.load_state_dict(own, strict=False).missing_keys
            unexpected = [n for n in missing if "word_embeddings" not in n and "pooler" not in n]
            if unexpected:
                raise KeyError(unexpected[0])
        if isinstance(encoder, SentenceTransformerEncoder) and encoder.name == e5.MODEL_NAME:
            modules["bert"].model.set_input_embeddings(encoder.word_vectors())
        return CrossEncoderPairs(CrossEncoder(modules=OrderedDict(modules), device="cpu"))
    except Exception as exc:
        raise ModelError(
            f"Le juge intégré n'a pas pu être chargé ({type(exc).__name__}) : le fichier « {weights.name} » "
            "est peut-être incomplet. Réinstallez l'application."
        ) from exc


def judge_modules(base: Path, layers: int) -> dict[str, Any]:
    """The parts of the judge, untaught: the lower `layers` of the model in `base`, mean pooling, two layers
    of which the last gives the score."""
    from sentence_transformers.base.modules import Dense, Transformer
    from sentence_transformers.sentence_transformer.modules import Pooling
    from torch import nn

    transformer = Transformer(
        str(base), max_seq_length=_PAIR_TOKENS, config_kwargs={"num_hidden_layers": layers}
    )
    width = transformer.get_embedding_dimension()
    return {
        "bert": transformer,
        "pooling": Pooling(width, pooling_mode="mean"),
        "dense": Dense(width, width),
        "head": Dense(width, 1, activation_function=nn.Identity(), module_output_name="scores"),
    }
