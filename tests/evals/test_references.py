from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.errors import ResultsError
from evals.pages import FolderPages, read_texts
from evals.quickstart import Quickstart
from evals.references import AlwaysRefuse, PlainAnswer, WordSearch
from index.token_vectors import TokenVectors


class LetterEncoder:
    """Vectors that count letters: near enough to meaning for three short pages."""

    name = "letters"
    dimensions = 26

    def encode_question(self, text: str) -> NDArray[np.float32]:
        counts = np.array([text.lower().count(chr(97 + i)) for i in range(26)], dtype=np.float32)
        return counts / np.linalg.norm(counts)

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.encode_question(text) for text in texts])

    def encode_question_with_tokens(self, text: str) -> tuple[NDArray[np.float32], TokenVectors]:
        raise NotImplementedError

    def encode_passages_with_tokens(
        self, texts: Sequence[str]
    ) -> tuple[NDArray[np.float32], list[TokenVectors]]:
        raise NotImplementedError


def cited_page(answer: PlainAnswer) -> tuple[str, int]:
    (citation,) = answer.to_json()["citations"]
    return citation["report"], citation["page"]


def test_bm25_answers_with_the_page_that_has_the_words(reports: Path) -> None:
    search = WordSearch(reports)
    answer = search.ask("Combien de nageurs à la piscine ?")
    assert cited_page(answer) == ("rapport.pdf", 2)
    assert "812 nageurs" in answer.to_json()["text"]
    assert cited_page(search.ask("Et en 2023 ?", ["Combien de tickets informatiques ?"])) == (
        "rapport.pdf",
        1,
    )


def test_bm25_refuses_when_no_word_is_known(reports: Path) -> None:
    assert WordSearch(reports).ask("Xylophone ?").to_json()["refused"] is True


def test_always_refusing_refuses() -> None:
    reply = AlwaysRefuse().ask("Combien ?").to_json()
    assert (reply["refused"], reply["citations"]) == (True, [])


def test_quickstart_answers_with_the_nearest_page(reports: Path) -> None:
    quickstart = Quickstart(reports, LetterEncoder())
    answer = quickstart.ask("La piscine a reçu 812 nageurs ?")
    assert cited_page(answer) == ("rapport.pdf", 2)
    assert "812 nageurs" in answer.to_json()["text"]


def test_pages_are_read_by_number_from_one(reports: Path) -> None:
    pages = FolderPages(reports)
    assert "4979" in (pages.text("rapport.pdf", 1) or "")
    assert [pages.text("rapport.pdf", n) for n in (0, 3, 4)] == [None, None, None]
    assert pages.text("../rapport.pdf", 1) is None


def test_a_file_that_is_not_a_pdf_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "faux.pdf"
    path.write_text("bonjour")
    assert read_texts(path) == ()


@pytest.mark.parametrize("folder", ["absent", "."])
def test_a_folder_without_pdf_is_an_error(tmp_path: Path, folder: str) -> None:
    with pytest.raises(ResultsError, match="aucun PDF"):
        FolderPages(tmp_path / folder)
