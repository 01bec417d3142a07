"""The 4-bit file: blocks, directory, and what is not such a file."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from index.packed import Tensor, decode, decode_q4, read_packed

MakePacked = Callable[..., bytes]


def _block(scale: float, nibbles: list[int]) -> bytes:
    return np.float16(scale).tobytes() + bytes(nibbles)


def test_a_block_holds_its_first_half_in_the_low_bits() -> None:
    # byte 0xF0: weight 0 is (0 - 8) x 0.5 = -4, weight 16 is (15 - 8) x 0.5 = 3.5; byte 0x88: both are 0
    weights = decode_q4(_block(0.5, [0xF0] + [0x88] * 15))
    assert weights.tolist() == [-4.0] + [0.0] * 15 + [3.5] + [0.0] * 15


def test_the_file_says_its_sizes_pieces_map_and_tensors(make_packed: MakePacked) -> None:
    data = make_packed(_block(2.0, [0x99] * 16))
    model = read_packed(data)
    assert (model.hidden, model.layers, model.inner, model.positions) == (32, 1, 64, 512)
    assert model.pieces.pieces == ("<s>", "<pad>", "</s>", "é")
    assert model.pieces.scores == (0.0, 0.0, 0.0, -2.5)
    assert model.pieces.normalisation == {"\u00a0": " ", "\x01": ""}
    (tensor,) = model.tensors
    assert tensor.name == "l0.q.w"
    # 0x99: both halves are (9 - 8) x 2
    assert np.concatenate(list(decode(tensor, data))).tolist() == [2.0] * 32


def test_runs_of_a_long_tensor_join_up() -> None:
    blocks = b"".join(_block(i % 7, [0x9A] * 16) for i in range(200_001))  # one block more than a run
    runs = list(decode(Tensor("emb.word", True, 32 * 200_001, 0), blocks))
    assert [len(run) for run in runs] == [32 * 200_000, 32]
    assert runs[1].tolist() == [(0xA - 8) * (200_000 % 7)] * 16 + [(9 - 8) * (200_000 % 7)] * 16


@pytest.mark.parametrize("length", [0, 4, 44, 150])
def test_a_file_cut_short_is_refused(make_packed: MakePacked, length: int) -> None:
    with pytest.raises(ValueError, match=r"cut short|buffer"):
        read_packed(make_packed()[:length])


def test_a_file_of_another_kind_is_refused(make_packed: MakePacked) -> None:
    with pytest.raises(ValueError, match="not a packed E5 model"):
        read_packed(make_packed(magic=b"GGUF"))
    with pytest.raises(ValueError, match="blocks of 64 weights"):
        read_packed(make_packed(block=64))
