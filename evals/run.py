"""Ask every known question and score the answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from time import perf_counter
from typing import Any, Protocol

from corpus.errors import RapporteurError
from evals.measures import PageTexts, score
from evals.questions import Question
from evals.results import Result, parse_result


class Reply(Protocol):
    """An answer, as far as the evaluation looks at it."""

    def to_json(self) -> Mapping[str, Any]:
        """The object of the contract."""


class Asker(Protocol):
    """Whatever answers questions: the assistant, a reference, or a script in a test."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        """Answer a question; `history` holds the questions asked before it."""


class Worded(Protocol):
    """An assistant that a language model may put into words."""

    def ask_in_words(self, question: str, history: Sequence[str] = ()) -> Reply:
        """Answer a question in the model's words, as far as they hold."""

    def find(self, question: str, history: Sequence[str] = ()) -> Sequence[tuple[str, Sequence[int]]]:
        """Where it looks."""


class InWords:
    """The same assistant, its answers put into words by its language model."""

    def __init__(self, assistant: Worded) -> None:
        self._assistant = assistant
        self.find = assistant.find

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        """The answer in words."""
        return self._assistant.ask_in_words(question, history)


def ask_all(
    asker: Asker,
    questions: Sequence[Question],
    pages: PageTexts | None = None,
    yardstick: Callable[[], float] | None = None,
) -> Iterator[Result]:
    """Yield the scored result of each question, in order.

    What the assistant refuses to answer with one of its own errors (a question too long…) is recorded as
    an answer of kind "error"; any other exception stops the run, since it is a bug to be seen.
    """
    for question in questions:
        reference = yardstick() if yardstick else None
        start = perf_counter()
        answer = _ask(asker, question)
        seconds = perf_counter() - start
        line = {**answer, "id": question.id, "question": question.question}
        result = parse_result(line, f"réponse à « {question.id} »")
        found = _retrieved(asker, question)
        result = replace(
            result,
            kind=question.kind,
            report=question.report,
            seconds=seconds,
            yardstick=reference,
            retrieved=found,
        )
        yield replace(result, scores=score(question, result, pages))


def _retrieved(asker: Asker, question: Question) -> tuple[tuple[str, int], ...] | None:
    """The pages of what the set-up finds, each once, best first; None for one that does not say.

    Asked apart from the answer, so that it takes nothing from the answer's time."""
    find = getattr(asker, "find", None)
    if find is None:
        return None
    try:
        places = find(question.question, question.history)
    except RapporteurError:
        return ()
    return tuple(dict.fromkeys((report, page) for report, pages in places for page in pages))


def _ask(asker: Asker, question: Question) -> Mapping[str, Any]:
    try:
        return asker.ask(question.question, question.history).to_json()
    except RapporteurError as error:
        return {
            "text": str(error),
            "kind": "error",
            "refused": False,
            "citations": [],
            "facts": [],
            "seconds": 0.0,
        }
