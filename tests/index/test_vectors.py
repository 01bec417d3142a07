"""The vectors of the passages, in a real Chroma."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from llama_index.core.schema import TextNode

from index.errors import StoreError
from index.vectors import Vectors


@pytest.fixture
def vectors(tmp_path: Path) -> Iterator[Vectors]:
    opened = Vectors(tmp_path)
    yield opened
    opened.close()


def _node(id: str, vector: list[float], report: str = "r1") -> TextNode:
    return TextNode(id_=id, text=id, embedding=vector, metadata={"report": report})


def test_the_nearest_by_cosine_come_first(vectors: Vectors) -> None:
    vectors.add([_node("est", [1.0, 0.0]), _node("nord", [0.0, 2.0]), _node("nord-est", [1.0, 1.0])])
    found = vectors.nearest([0.0, 1.0], 2)
    assert [id for id, _ in found] == ["nord", "nord-est"]
    # Chroma's distance is 1 - cos: 0 to « nord » whatever its length, 1 - cos 45° to « nord-est ».
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
    ratio = math.log(found[0][1] / found[1][1])
    assert ratio == pytest.approx(1 - math.sqrt(0.5), abs=1e-4)


def test_more_neighbours_than_vectors_can_be_asked_for(vectors: Vectors) -> None:
    assert vectors.nearest([1.0, 0.0], 5) == []
    vectors.add([_node("a", [1.0, 0.0])])
    assert [id for id, _ in vectors.nearest([1.0, 0.0], 5)] == ["a"]


def test_a_report_is_removed_whole_and_alone(vectors: Vectors) -> None:
    vectors.add([_node("a", [1.0, 0.0]), _node("b", [0.0, 1.0]), _node("c", [1.0, 1.0], "r2")])
    assert dict(vectors.counts()) == {"r1": 2, "r2": 1}
    vectors.remove("r1")
    assert dict(vectors.counts()) == {"r2": 1}
    vectors.remove("inconnu")
    assert vectors.count() == 1


def test_clearing_makes_room_for_vectors_of_another_width(vectors: Vectors) -> None:
    vectors.add([_node("a", [1.0, 0.0])])
    vectors.clear()
    vectors.add([_node("a", [1.0, 0.0, 0.0])])
    assert vectors.count() == 1


def test_vectors_of_another_width_are_refused_in_french(vectors: Vectors) -> None:
    vectors.add([_node("a", [1.0, 0.0])])
    with pytest.raises(StoreError, match="base de vecteurs"):
        vectors.add([_node("b", [1.0, 0.0, 0.0])])


def test_vectors_are_there_after_closing(tmp_path: Path) -> None:
    first = Vectors(tmp_path)
    first.add([_node("a", [1.0, 0.0])])
    first.close()
    second = Vectors(tmp_path)
    assert second.count() == 1
    second.close()


def test_a_damaged_base_is_told_with_the_way_out(tmp_path: Path) -> None:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "chroma.sqlite3").write_bytes(b"abime" * 1000)
    with pytest.raises(StoreError, match=r"supprimez « chroma ».*index sync"):
        Vectors(tmp_path)
