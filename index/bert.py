"""The forward pass of a BERT encoder, from a folder of safetensors weights.

Written out because it is short and ready in a second and a half: importing sentence-transformers alone takes
three seconds (scikit-learn, pandas and the training code come with it), which every question on the command
line would pay. The weights stay mapped from the file: only the rows of words in use take memory.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file
from torch import Tensor
from torch.nn.functional import embedding, gelu, layer_norm, linear, scaled_dot_product_attention


@dataclass(frozen=True)
class Affine:
    """A matrix or a scale, and its bias."""

    weight: Tensor
    bias: Tensor


@dataclass(frozen=True)
class Layer:
    """One encoder layer; `attention` holds queries, keys and values one above the other."""

    attention: Affine
    attention_output: Affine
    attention_norm: Affine
    inner: Affine
    output: Affine
    output_norm: Affine


class Bert:
    """A BERT encoder in evaluation mode."""

    def __init__(self, folder: Path) -> None:
        """Map the weights of `folder`. Raises OSError, ValueError or KeyError when it is not a BERT model."""
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        weights = load_file(folder / "model.safetensors")
        self.width: int = config["hidden_size"]
        self.positions: int = config["max_position_embeddings"]
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._words = weights["embeddings.word_embeddings.weight"]
        # Every token is of type 0: one text at a time, never a pair.
        types = weights["embeddings.token_type_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"] + types[0]
        self._norm = _affine(weights, "embeddings.LayerNorm")
        self._layers = [_layer(weights, f"encoder.layer.{i}") for i in range(config["num_hidden_layers"])]

    @torch.inference_mode()
    def hidden(self, ids: NDArray[np.int64], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
        """The last hidden states of texts × tokens; those where `mask` is false mean nothing."""
        keys = None if mask.all() else torch.from_numpy(mask)[:, None, None, :]
        states = embedding(torch.from_numpy(ids), self._words) + self._places[: ids.shape[1]]
        states = self._normed(states, self._norm)
        for layer in self._layers:
            states = self._apply(layer, states, keys)
        hidden: NDArray[np.float32] = states.numpy()
        return hidden

    def _apply(self, layer: Layer, states: Tensor, keys: Tensor | None) -> Tensor:
        texts, tokens, width = states.shape
        projected = linear(states, layer.attention.weight, layer.attention.bias)
        by_head = projected.view(texts, tokens, 3, self._heads, width // self._heads).permute(2, 0, 3, 1, 4)
        attended = scaled_dot_product_attention(by_head[0], by_head[1], by_head[2], attn_mask=keys)
        attended = attended.transpose(1, 2).reshape(texts, tokens, width)
        attended = linear(attended, layer.attention_output.weight, layer.attention_output.bias)
        states = self._normed(states + attended, layer.attention_norm)
        inner = gelu(linear(states, layer.inner.weight, layer.inner.bias))
        return self._normed(states + linear(inner, layer.output.weight, layer.output.bias), layer.output_norm)

    def _normed(self, states: Tensor, norm: Affine) -> Tensor:
        return layer_norm(states, (self.width,), norm.weight, norm.bias, self._epsilon)


def _layer(weights: Mapping[str, Tensor], prefix: str) -> Layer:
    parts = [_affine(weights, f"{prefix}.attention.self.{name}") for name in ("query", "key", "value")]
    return Layer(
        attention=Affine(torch.cat([p.weight for p in parts]), torch.cat([p.bias for p in parts])),
        attention_output=_affine(weights, f"{prefix}.attention.output.dense"),
        attention_norm=_affine(weights, f"{prefix}.attention.output.LayerNorm"),
        inner=_affine(weights, f"{prefix}.intermediate.dense"),
        output=_affine(weights, f"{prefix}.output.dense"),
        output_norm=_affine(weights, f"{prefix}.output.LayerNorm"),
    )


def _affine(weights: Mapping[str, Tensor], name: str) -> Affine:
    return Affine(weights[f"{name}.weight"], weights[f"{name}.bias"])
