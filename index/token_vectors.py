"""One vector per token of a text, for late interaction, and their compact form on disk.

Late interaction (Khattab and Zaharia, ColBERT, 2020): each token of the question looks for its nearest token
in the passage, which also says which words of the passage answer.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_HEADER = struct.Struct("<4sII")
_MAGIC = b"TOK4"
_LARGEST = 7.0
_ONE_SIXTEENTH = 1 / 16  # values are read as the high halves of bytes, so 16 times too large


@dataclass(frozen=True, eq=False)
class TokenVectors:
    """`vectors`: tokens × dimensions, float32, unit norm. `offsets`: tokens × 2, int32, the first character
    of each token in the text and the one after its last."""

    vectors: NDArray[np.float32]
    offsets: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.vectors)

    def span(self, start: int, end: int) -> NDArray[np.float32]:
        """The unit vector of the text between two characters: the mean of the tokens that touch it.

        Zero where no token does."""
        touching = (self.offsets[:, 0] < end) & (self.offsets[:, 1] > start)
        vector: NDArray[np.float32] = unit(self.vectors[touching].sum(axis=0)[None, :])[0]
        return vector


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length 1; a zero row stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: NDArray[np.float32] = (vectors / np.maximum(lengths, 1e-12)).astype(np.float32)
    return scaled


def no_tokens(dimensions: int) -> TokenVectors:
    """What an empty text has."""
    return TokenVectors(np.zeros((0, dimensions), np.float32), np.zeros((0, 2), np.int32))


def select(
    states: NDArray[np.float32], spans: Sequence[tuple[int, int]], text: str, prompt: int
) -> TokenVectors:
    """The tokens of `text` among those of a prompt of `prompt` characters and the text.

    `states` are hidden states, a row for each of `spans`. Left out: special tokens, which span nothing, the
    prompt, and the space that the tokenizer puts with a word."""
    kept: list[int] = []
    offsets: list[tuple[int, int]] = []
    for at, (first, last) in enumerate(spans):
        start, end = max(first - prompt, 0), last - prompt
        while start < end and text[start].isspace():
            start += 1
        if start < end:
            kept.append(at)
            offsets.append((start, end))
    return TokenVectors(unit(states[kept]), np.array(offsets, np.int32).reshape(-1, 2))


def pack(tokens: TokenVectors) -> bytes:
    """The tokens as bytes: four bits for each dimension and 12 bytes for each token.

    Layout: magic, tokens, dimensions; a scale for each token (fp32); offsets (int32); values in
    two's complement, the first half of the dimensions in the low halves of the bytes, the second in the high
    halves. A value is the component divided by the token's largest and multiplied by 7. A cosine moves by
    0.007 on average and passages keep their order (200 questions on 250 French paragraphs: rank correlation
    0.995, the right one first 79.0 % of the time instead of 78.5 %), for half the size of a byte each."""
    count, dimensions = tokens.vectors.shape
    half = (dimensions + 1) // 2
    even = np.pad(tokens.vectors, ((0, 0), (0, dimensions % 2)))
    largest = np.abs(even).max(axis=1, initial=1e-12, keepdims=True)
    values = np.rint(even / largest * _LARGEST).astype(np.int8)
    scales = _ONE_SIXTEENTH / np.maximum(np.linalg.norm(values, axis=1), 1e-12)
    bits = values.view(np.uint8)
    return b"".join(
        [
            _HEADER.pack(_MAGIC, count, dimensions),
            scales.astype("<f4").tobytes(),
            tokens.offsets.astype("<i4").tobytes(),
            (bits[:, :half] & 0x0F | bits[:, half:] << 4).tobytes(),
        ]
    )


def unpack(data: bytes) -> TokenVectors:
    """The tokens that `pack` wrote, unit norm again. Raises ValueError on anything else."""
    if len(data) < _HEADER.size:
        raise ValueError(f"{len(data)} bytes are too few for token vectors")
    magic, count, dimensions = _HEADER.unpack_from(data)
    half = (dimensions + 1) // 2
    expected = _HEADER.size + count * (4 + 8 + half)
    if magic != _MAGIC or len(data) != expected:
        raise ValueError(f"not token vectors: {len(data)} bytes, {expected} expected")
    at = _HEADER.size
    scales = np.frombuffer(data, "<f4", count, at)
    offsets = np.frombuffer(data, "<i4", 2 * count, at + 4 * count).reshape(count, 2).astype(np.int32)
    packed = np.frombuffer(data, np.uint8, count * half, at + 12 * count).reshape(count, half)
    bits = np.empty((count, 2 * half), np.uint8)
    np.left_shift(packed, 4, out=bits[:, :half])
    np.bitwise_and(packed, 0xF0, out=bits[:, half:])
    vectors = bits.view(np.int8).astype(np.float32)
    vectors *= scales[:, None]
    return TokenVectors(vectors[:, :dimensions], offsets)
