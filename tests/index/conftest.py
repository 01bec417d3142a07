"""The embedded model, decoded once a session, and small files in its format."""

from __future__ import annotations

import struct
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from index.e5 import packed_file
from index.embedding import Encoder, load_encoder

MakePacked = Callable[..., bytes]


@pytest.fixture(scope="session")
def models_dir() -> Iterator[Path]:
    if packed_file() is None:
        pytest.skip("the package with the embedded model is not made for this platform")
    with tempfile.TemporaryDirectory(prefix="models-") as folder:  # half a gigabyte: not kept by pytest
        yield Path(folder)


@pytest.fixture(scope="session")
def encoder(models_dir: Path) -> Encoder:
    return load_encoder(None, models_dir)


@pytest.fixture(scope="session")
def make_packed() -> MakePacked:
    """`make_packed(tensor)`: a file of four pieces, two mapped characters and one tensor of Q4_0 blocks."""

    def make(tensor: bytes = b"", *, magic: bytes = b"E5S1", block: int = 32) -> bytes:
        pieces = [b"<s>", b"<pad>", b"</s>", "é".encode()]
        ends = np.cumsum([0, *map(len, pieces)]).astype("<u4").tobytes()
        scores = np.array([0, 0, 0, -2.5], "<f4").tobytes()
        mapping = struct.pack("<IBI", 0xA0, 1, 0x20) + struct.pack("<IB", 0x01, 0)
        data = struct.pack("<4sI7ifi", magic, 1, 32, 1, 1, 64, 40, 512, 2, 1e-12, block)
        data += struct.pack("<5iQ", 4, 0, 2, 1, 3, sum(map(len, pieces))) + ends + scores + b"".join(pieces)
        data += struct.pack("<iI", 2, len(mapping)) + mapping
        directory = struct.pack("<iH", 1, 6) + b"l0.q.w"
        offset = len(data) + len(directory) + 21
        entry = struct.pack("<BIQQ", 1, len(tensor) // 18 * 32, offset, len(tensor))
        return data + directory + entry + tensor

    return make
