"""What the reader does, and what is shown for it. Holds no reader's state: each call is given its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.examples import examples
from assistant.ledger import open_ledger, search
from corpus.errors import RapporteurError
from corpus.report import Report
from index.ledger import Ledger
from page.adding import added
from page.conversation import Turn, draw_conversation, questions
from page.tables import MOST_LINES, draw_figures, draw_reports, query
from page.viewer import View, draw_view

Turns = tuple[Turn, ...]
_MOST_KEPT = 20  # questions of a conversation that a reload asks again


class StaleError(RapporteurError):
    """The browser shows something that is no longer there."""

    def __init__(self) -> None:
        super().__init__("Cette partie de la page n'existe plus : rechargez la page.")


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation, drawn; `kept` are the questions that the browser remembers."""

    turns: Turns
    drawn: str
    kept: list[str]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is beside the conversation: a page of a report, or nothing."""

    view: View | None = None
    drawn: str = ""


class Desk:
    """The acts of a reader over an open assistant. `data` is what the page's script sends of a click."""

    def __init__(self, assistant: Assistant, folder: Path) -> None:
        self.assistant, self.folder = assistant, folder
        self.examples = examples(assistant)
        self._ledger: Ledger | None = None

    @property
    def library(self) -> Mapping[str, Report]:
        """The indexed reports by id, as they are now."""
        return self.assistant.library.reports

    @property
    def ledger(self) -> Ledger:
        """Every figure of every indexed report, as they are now."""
        if self._ledger is None or self._ledger.reports is not self.library:
            self._ledger = open_ledger(self.assistant.library)
        return self._ledger

    def ask(self, question: str, turns: Turns) -> Iterator[Shown]:
        """The question at once, then its answer; asked twice in a row (a double click), it stands once."""
        if turns and turns[-1].question == question:
            turns = turns[:-1]
        yield self.shown((*turns, Turn(question)))
        yield self.shown((*turns, self._answered(question, turns)))

    def ask_example(self, turns: Turns, data: Mapping[str, Any]) -> Iterator[Shown]:
        """The example that was clicked, asked."""
        yield from self.ask(self.examples[_number(data, "example", len(self.examples))], turns)

    def ask_choice(self, turns: Turns, data: Mapping[str, Any]) -> Iterator[Shown]:
        """One of the questions that an answer offers instead, asked."""
        answer = turns[_number(data, "turn", len(turns))].answer
        offered = answer.choices if answer else ()
        yield from self.ask(offered[_number(data, "choice", len(offered))], turns)

    def restore(self, kept: Sequence[str]) -> Shown:
        """After a reload, the same questions asked again of the index as it is now."""
        turns: Turns = ()
        for question in list(kept or ())[-_MOST_KEPT:]:
            turns = (*turns, self._answered(str(question), turns))
        return self.shown(turns)

    def shown(self, turns: Turns = ()) -> Shown:
        """A conversation as it is drawn."""
        return Shown(turns, draw_conversation(turns), questions(turns)[-_MOST_KEPT:])

    def source(self, turns: Turns, data: Mapping[str, Any]) -> Beside:
        """The page that a source cites, its words marked; or all that is cited of it (`whole`)."""
        answer = turns[_number(data, "turn", len(turns))].answer
        citations = answer.citations if answer else ()
        citation = citations[_number(data, "source", len(citations))]
        for id, report in self.library.items():
            if report.file == citation.report:
                page = (citation.report, citation.page)
                whole = [c for c in citations if "whole" in data and (c.report, c.page) == page]
                boxes = tuple(box for c in whole or [citation] for box in c.boxes)
                view = View(id, citation.page, citation.page, boxes, citation.section)
                return self._beside(view)
        raise StaleError

    def figure(self, data: Mapping[str, Any]) -> Beside:
        """The page of a figure of the ledger, its box marked."""
        id = str(data.get("report"))
        if id not in self.library:
            raise StaleError
        report = self.library[id]
        fact = report.facts[_number(data, "fact", len(report.facts))]
        return self._beside(View(id, fact.page, fact.page, (fact.box,), report.section_path(fact.section)))

    def move(self, view: View | None, data: Mapping[str, Any]) -> Beside:
        """Another page, another size, or nothing."""
        action = str(data.get("action"))
        if view is None or action == "close" or view.id not in self.library:
            return Beside()
        return self._beside(view.moved(action, self.library[view.id]))

    def figures(self, words: str = "", year: str = "", unit: str = "", report: str = "") -> str:
        """The figures that carry the words and fit the filters, as a table."""
        found = search(
            self.ledger,
            words,
            year=int(year) if year else None,
            unit=unit or None,
            report=report or None,
            limit=MOST_LINES,
        )
        return draw_figures(found, query({"mots": words, "annee": year, "unite": unit, "rapport": report}))

    def reports(self) -> str:
        """What is indexed and what is not, as tables."""
        states = self.assistant.library.store.states()
        return draw_reports(
            self.library.values(), [(s.file, s.message) for s in states if s.status == "failed"]
        )

    def add(self, uploads: Sequence[str]) -> Iterator[str]:
        """PDFs put into the folder and indexed; what to show meanwhile, then what became of them."""
        yield from added(self.assistant, [Path(upload) for upload in uploads], self.folder)
        self.examples = examples(self.assistant)

    def masthead(self) -> str:
        """The name of the page and what it stands on."""
        count = len(self.library)
        plural = "s" if count > 1 else ""
        return (
            '<header class="masthead"><h1>Rapporteur</h1>'
            f"<p>{count} rapport{plural} indexé{plural} · rien ne sort de cet ordinateur</p></header>"
        )

    def _answered(self, question: str, turns: Turns) -> Turn:
        try:
            return Turn(question, self.assistant.ask(question, questions(turns)))
        except RapporteurError as error:
            return Turn(question, error=str(error))

    def _beside(self, view: View) -> Beside:
        return Beside(view, draw_view(view, self.library[view.id]))


def _number(data: Mapping[str, Any], name: str, below: int) -> int:
    """A number that the browser sent, within what there is. Raises StaleError."""
    try:
        number = int(data[name])
    except (KeyError, TypeError, ValueError) as error:
        raise StaleError from error
    if not 0 <= number < below:
        raise StaleError
    return number
