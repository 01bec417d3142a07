"""Named set-ups held against each other: the assistant, what it is without its figures, and plainer ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from llama_index.core.base.base_retriever import BaseRetriever

from assistant import Assistant
from evals.measures import PageTexts
from evals.questions import Question
from evals.quickstart import Quickstart
from evals.references import AlwaysRefuse, PageFound, PlainAnswer, WordSearch
from evals.results import Result
from evals.run import Asker, InWords, ask_all
from index.library import Library
from index.retriever import VectorRetriever, WordRetriever

SETUPS: Mapping[str, str] = {
    "rapporteur": "l'assistant tel qu'il est",
    "modele": "le même, ses réponses rédigées par le modèle de RAPPORTEUR_LLM_URL",
    "sans-chiffres": "le même, qui ne connaît que le texte",
    "mots": "BM25 sur les passages, le premier passage pour réponse",
    "vecteurs": "vecteurs seuls, le premier passage pour réponse",
    "quickstart": "le quickstart de llama-index, avec le même modèle",
    "pages": "BM25 sur les pages entières, par pypdf",
    "refus": "refuse toujours",
}


class PassageSearch:
    """One retriever alone: the text of the best passage is the answer, its first page the citation."""

    def __init__(self, retriever: BaseRetriever, library: Library) -> None:
        self._retriever, self._library = retriever, library

    def ask(self, question: str, history: Sequence[str] = ()) -> PlainAnswer:
        """The best passage for the question and those before it."""
        best = next(iter(self._found(question, history)), None)
        return PlainAnswer(best)

    def find(self, question: str, history: Sequence[str] = ()) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """The passages found, best first, as (report, pages)."""
        return tuple((p.report, (p.page,)) for p in self._found(question, history))

    def _found(self, question: str, history: Sequence[str]) -> list[PageFound]:
        nodes = self._retriever.retrieve(" ".join((*history, question)))
        entries = (self._library.entries[self._library.position[n.node.node_id]] for n in nodes)
        return [PageFound(e.report.file, e.passage.pages[0], e.passage.text) for e in entries]


def make(name: str, assistant: Assistant, reports: Path) -> Asker:
    """A set-up by its name, over the same index or folder."""
    library = assistant.library
    makers: Mapping[str, Callable[[], Asker]] = {
        "rapporteur": lambda: assistant,
        "modele": lambda: InWords(assistant),
        "sans-chiffres": assistant.without_facts,
        "mots": lambda: PassageSearch(WordRetriever(library), library),
        "vecteurs": lambda: PassageSearch(VectorRetriever(library), library),
        "quickstart": lambda: Quickstart(reports, library.encoder, show_progress=True),
        "pages": lambda: WordSearch(reports),
        "refus": AlwaysRefuse,
    }
    return makers[name]()


def side_by_side(
    askers: Mapping[str, Asker],
    questions: Sequence[Question],
    pages: PageTexts,
    yardstick: Callable[[], float],
) -> Iterator[tuple[str, Result]]:
    """Each question asked of each set-up in turn, so that the machine's moods are the same for all."""
    for question in questions:
        for name, asker in askers.items():
            for result in ask_all(asker, [question], pages, yardstick):
                yield name, result
