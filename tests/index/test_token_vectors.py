"""Token vectors: which tokens are kept, the vector of a span, and the packed form."""

from __future__ import annotations

import numpy as np
import pytest

from index.token_vectors import TokenVectors, no_tokens, pack, select, unit, unpack


def _tokens(*rows: list[float]) -> TokenVectors:
    offsets = [(5 * i, 5 * i + 4) for i in range(len(rows))]
    return TokenVectors(unit(np.array(rows, np.float32)), np.array(offsets, np.int32))


def test_rows_become_unit_and_a_zero_row_stays_zero() -> None:
    assert unit(np.array([[3.0, 4.0], [0.0, 0.0]], np.float32)) == pytest.approx(
        np.array([[0.6, 0.8], [0, 0]])
    )


def test_the_prompt_special_tokens_and_leading_spaces_are_left_out() -> None:
    text = "le budget"  # after the prompt "query: ", of 7 characters
    spans = [(0, 0), (0, 5), (5, 6), (6, 9), (9, 10), (9, 16), (0, 0)]
    #        <s>     query   :       " le"   " "      " budget"  </s>
    found = select(np.eye(7, dtype=np.float32), spans, text, 7)
    assert [text[start:end] for start, end in found.offsets] == ["le", "budget"]
    assert found.vectors.argmax(axis=1).tolist() == [3, 5]


def test_a_text_of_special_tokens_alone_has_no_tokens() -> None:
    found = select(np.ones((2, 3), np.float32), [(0, 0), (0, 0)], "", 0)
    assert found.vectors.shape == (0, 3)
    assert found.offsets.shape == (0, 2)


def test_a_span_is_the_mean_of_the_tokens_that_touch_it() -> None:
    tokens = _tokens([1, 0], [0, 1], [-1, 0])  # characters 0-4, 5-9, 10-14
    assert tokens.span(0, 9) == pytest.approx(np.array([2**-0.5, 2**-0.5]))
    assert tokens.span(6, 7) == pytest.approx(np.array([0, 1]))
    assert tokens.span(4, 5).tolist() == [0, 0]  # between two tokens


def test_packing_keeps_offsets_and_nearly_keeps_vectors() -> None:
    rows = np.random.default_rng(7).standard_normal((50, 384)).astype(np.float32)
    tokens = TokenVectors(unit(rows), np.arange(100, dtype=np.int32).reshape(50, 2))
    data = pack(tokens)
    assert len(data) == 12 + 50 * (4 + 8 + 384 // 2)
    back = unpack(data)
    assert back.offsets.tolist() == tokens.offsets.tolist()
    assert (back.vectors * tokens.vectors).sum(axis=1).min() > 0.98
    assert np.linalg.norm(back.vectors, axis=1) == pytest.approx(np.ones(50), abs=1e-5)


def test_values_are_sevenths_of_the_largest() -> None:
    # (0.6, -0.8) / 0.8 x 7 = (5.25, -7) -> (5, -7), of norm sqrt(74); an odd dimension is padded, then cut
    back = unpack(pack(_tokens([0.6, -0.8, 0.0])))
    assert back.vectors == pytest.approx(np.array([[5, -7, 0]]) / 74**0.5, abs=1e-6)


def test_a_zero_vector_stays_zero() -> None:
    assert unpack(pack(_tokens([0.0, 0.0]))).vectors.tolist() == [[0.0, 0.0]]


def test_no_tokens_pack_to_a_header() -> None:
    assert unpack(pack(no_tokens(384))).vectors.shape == (0, 384)


def test_bytes_that_were_not_packed_here_are_refused() -> None:
    data = pack(_tokens([1, 0], [0, 1]))
    for wrong in (b"", data[:-1], data + b"x", b"XXXX" + data[4:]):
        with pytest.raises(ValueError, match=r"bytes"):
            unpack(wrong)
