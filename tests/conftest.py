"""Shared fixtures: small PDFs made on the spot, a small encoder, and the real one once a session."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant import Assistant
from index.data import IndexData, owned
from index.e5 import packed_file
from index.store import Store
from index.token_vectors import TokenVectors, unit
from index.vectors import Vectors
from index.words import tokens

MakePdf = Callable[..., Path]


@pytest.fixture
def make_pdf(tmp_path: Path) -> MakePdf:
    """`make_pdf("a.pdf", ["text of page 1", …])`: headings are lines that start with "# "."""

    def make(name: str, pages: Sequence[str], folder: Path | None = None) -> Path:
        path = (folder or tmp_path) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        canvas = Canvas(str(path), pagesize=A4, invariant=True)
        canvas.setTitle(pages[0].splitlines()[0].removeprefix("# "))
        for page in pages:
            y = 780.0
            for line in page.splitlines():
                heading = line.startswith("# ")
                canvas.setFont("Helvetica-Bold" if heading else "Helvetica", 18 if heading else 11)
                canvas.drawString(60, y, line.removeprefix("# "))
                y -= 30 if heading else 15
            canvas.showPage()
        canvas.save()
        return path

    return make


class HashedEncoder:
    """An encoder without a model: each word is a fixed random direction, a text is their mean."""

    def __init__(self, name: str = "hashed", dimensions: int = 64) -> None:
        self.name, self.dimensions = name, dimensions

    def encode_question(self, text: str) -> NDArray[np.float32]:
        return self.encode_question_with_tokens(text)[0]

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self.encode_passages_with_tokens(texts)[0]

    def encode_question_with_tokens(self, text: str) -> tuple[NDArray[np.float32], TokenVectors]:
        vectors, of_tokens = self.encode_passages_with_tokens([text])
        return vectors[0], of_tokens[0]

    def encode_passages_with_tokens(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        of_tokens = [self._tokens(text) for text in texts]
        means = [t.vectors.mean(axis=0) if len(t) else np.ones(self.dimensions) for t in of_tokens]
        return unit(np.asarray(means, dtype=np.float32)), of_tokens

    def _tokens(self, text: str) -> TokenVectors:
        words = tokens(text)
        vectors = [self._direction(word) for word in words]
        spread = np.linspace(0, len(text), len(words) + 1).astype(np.int32)
        offsets = np.stack([spread[:-1], spread[1:]], axis=1) if words else np.zeros((0, 2), np.int32)
        stacked = np.asarray(vectors, dtype=np.float32).reshape(-1, self.dimensions)
        return TokenVectors(unit(stacked), offsets)

    def _direction(self, word: str) -> NDArray[np.float32]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
        return np.random.default_rng(seed).normal(size=self.dimensions).astype(np.float32)


@pytest.fixture
def index_data(tmp_path: Path) -> Iterator[IndexData]:
    """An empty index in a temporary folder: a real Chroma, a real database, the hashed encoder."""
    folder = tmp_path / "data"
    with owned(folder):
        store, vectors = Store.open(folder), Vectors(folder)
        try:
            yield IndexData(folder, store, vectors, HashedEncoder())
        finally:
            vectors.close()
            store.close()


@pytest.fixture(scope="session")
def demo_reports() -> Path:
    """The folder of the demonstration reports."""
    return Path(__file__).resolve().parent.parent / "corpus" / "reports"


@pytest.fixture(scope="session")
def demo_data(demo_reports: Path) -> Iterator[Path]:
    """A data folder with the demonstration reports, indexed once a session with the real encoder."""
    if packed_file() is None:
        pytest.skip("the package with the embedded model is not made for this platform")
    with tempfile.TemporaryDirectory(prefix="demo-") as folder:  # half a gigabyte: not kept by pytest
        data = Path(folder) / "data"
        with Assistant.open(data) as assistant:
            assistant.sync(demo_reports)
        yield data


@pytest.fixture(scope="session")
def demo_assistant(demo_data: Path) -> Iterator[Assistant]:
    """An assistant over the demonstration reports."""
    with Assistant.open(demo_data) as assistant:
        yield assistant
