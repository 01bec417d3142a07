"""The 4-bit file: blocks, directory, and what is not such a file."""

from __future__ import annotations

import struct

import numpy as np
import pytest

from index.packed import decode, decode_q4, read_packed


def _packed(tensor: bytes, *, magic: bytes = b"E5S1", block: int = 32) -> bytes:
    """A file with four pieces, two mapped characters and one quantised tensor of 32 weights."""
    pieces = [b"<s>", b"<pad>", b"</s>", "é".encode()]
    ends = np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes()
    scores = np.array([0, 0, 0, -2.5], "<f4").tobytes()
    mapping = struct.pack("<IBI", 0xA0, 1, 0x20) + struct.pack("<IB", 0x01, 0)
    data = struct.pack("<4sI7ifi", magic, 1, 384, 12, 12, 1536, 40, 512, 2, 1e-12, block)
    data += struct.pack("<5iQ", 4, 0, 2, 1, 3, len(b"".join(pieces))) + ends + scores + b"".join(pieces)
    data += struct.pack("<iI", 2, len(mapping)) + mapping
    directory = struct.pack("<iH", 1, 6) + b"l0.q.w"
    offset = len(data) + len(directory) + 21
    return data + directory + struct.pack("<BIQQ", 1, 32, offset, len(tensor)) + tensor


def _block(scale: float, nibbles: list[int]) -> bytes:
    return np.float16(scale).tobytes() + bytes(nibbles)


def test_a_block_holds_its_first_half_in_the_low_bits() -> None:
    # byte 0xF0: weight 0 is (0 - 8) x 0.5 = -4, weight 16 is (15 - 8) x 0.5 = 3.5; byte 0x88: both are 0
    weights = decode_q4(_block(0.5, [0xF0] + [0x88] * 15))
    assert weights.tolist() == [-4.0] + [0.0] * 15 + [3.5] + [0.0] * 15


def test_the_file_says_its_sizes_pieces_map_and_tensors() -> None:
    data = _packed(_block(2.0, [0x99] * 16))
    model = read_packed(data)
    assert (model.hidden, model.layers, model.inner, model.positions) == (384, 12, 1536, 512)
    assert model.pieces.pieces == ("<s>", "<pad>", "</s>", "é")
    assert model.pieces.scores == (0.0, 0.0, 0.0, -2.5)
    assert model.pieces.normalisation == {"\u00a0": " ", "\x01": ""}
    (tensor,) = model.tensors
    assert tensor.name == "l0.q.w"
    # 0x99: both halves are (9 - 8) x 2
    assert np.concatenate(list(decode(tensor, data))).tolist() == [2.0] * 32


def test_runs_of_a_long_tensor_join_up() -> None:
    blocks = b"".join(_block(i % 7, [0x9A] * 16) for i in range(200_001))  # one block more than a run
    tensor = read_packed(_packed(b"")).tensors[0]
    long = type(tensor)(tensor.name, True, 32 * 200_001, 0)
    runs = list(decode(long, blocks))
    assert [len(run) for run in runs] == [32 * 200_000, 32]
    assert runs[1].tolist() == [(0xA - 8) * (200_000 % 7)] * 16 + [(9 - 8) * (200_000 % 7)] * 16


@pytest.mark.parametrize(
    "data",
    [b"", b"E5S1", _packed(b"", magic=b"GGUF"), _packed(b"", block=64), _packed(b"")[:150]],
    ids=["empty", "header only", "other magic", "other blocks", "cut short"],
)
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=r"packed|blocks|buffer"):
        read_packed(data)
