"""References to be measured against: always refuse, BM25 over pages. They answer through the same door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.pages import pdf_files, read_texts


@dataclass(frozen=True, slots=True)
class PageFound:
    """A page and the text taken from it as the answer."""

    report: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class PlainAnswer:
    """A page's text as the answer with the page as its citation, or a refusal when nothing was found."""

    found: PageFound | None

    def to_json(self) -> Mapping[str, Any]:
        """The object of the contract."""
        if self.found is None:
            return _answer("Pas trouvé.", "refusal", [])
        citation = {
            "report": self.found.report,
            "title": self.found.report,
            "section": [],
            "page": self.found.page,
            "page_label": str(self.found.page),
            "quote": self.found.text,
            "boxes": [],
        }
        return _answer(self.found.text, "quote", [citation])


def _answer(text: str, kind: str, citations: list[dict[str, Any]]) -> Mapping[str, Any]:
    return {
        "text": text,
        "kind": kind,
        "refused": not citations,
        "citations": citations,
        "facts": [],
        "seconds": 0.0,
    }


class AlwaysRefuse:
    """Refuses every question: what refusals alone are worth."""

    def ask(self, question: str, history: Sequence[str] = ()) -> PlainAnswer:  # noqa: ARG002
        """Refuse."""
        return PlainAnswer(None)


class WordSearch:
    """BM25 over whole pages, with the index's French stems; the best page is the answer."""

    def __init__(self, reports: Path) -> None:
        from index.words import WordIndex, stems

        self._stems = stems
        self._pages = read_pages(reports)
        self._index = WordIndex([stems(page.text) for page in self._pages])

    def ask(self, question: str, history: Sequence[str] = ()) -> PlainAnswer:
        """The best page for the question and those before it; a refusal when no word is known."""
        scores = self._index.scores(self._stems(" ".join((*history, question))))
        best = int(scores.argmax()) if len(scores) else 0
        return PlainAnswer(self._pages[best] if len(scores) and scores[best] > 0 else None)


def read_pages(reports: Path) -> tuple[PageFound, ...]:
    """Every page of a folder's PDFs that has text, by plain pypdf."""
    return tuple(
        PageFound(path.name, number, text)
        for path in pdf_files(reports)
        for number, text in enumerate(read_texts(path), 1)
        if text.strip()
    )
