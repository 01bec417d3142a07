"""What the reader does, and what is shown for it. Holds no reader's state: each call is given its own."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from typing import Any

from assistant import EVERYWHERE, Answer, Assistant, Scope
from assistant.examples import examples
from assistant.ledger import open_ledger, search
from corpus.errors import RapporteurError
from corpus.report import Report
from index.ledger import Ledger
from page.clicks import Click, StaleError, Turns, number, turn
from page.conversation import Turn, draw_conversation, questions
from page.export import FORMATS, link
from page.figures import MOST_LINES, draw_figures, query
from page.viewer import View, draw_view

_MOST_KEPT = 20  # questions of a conversation that a reload asks again


@dataclass(frozen=True, slots=True)
class Shown:
    """A conversation, drawn; `kept` are the questions that the browser remembers, with their scope."""

    turns: Turns
    drawn: str
    kept: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What is beside the conversation: a page of a report, or nothing."""

    view: View | None = None
    drawn: str = ""


class Desk:
    """The acts of a reader over an open assistant."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._asking = threading.Lock()  # two cores: a queue beats a crowd
        self._ledger: Ledger | None = None
        self.examples = examples(assistant)

    @property
    def library(self) -> Mapping[str, Report]:
        """The indexed reports by id, as they are now."""
        return self._assistant.library.reports

    @property
    def ledger(self) -> Ledger:
        """Every figure of every indexed report, as they are now."""
        if self._ledger is None or self._ledger.reports is not self.library:
            self._ledger = open_ledger(self._assistant.library)
        return self._ledger

    @property
    def titles(self) -> list[tuple[str, str]]:
        """The file and the title of each report, in the order of the titles."""
        found = [(r.file, r.title) for r in self.library.values()]
        same = [title for _, title in found]
        told = [(file, f"{title} ({file})" if same.count(title) > 1 else title) for file, title in found]
        return sorted(told, key=lambda pair: pair[1])

    def answer(self, question: str, history: Sequence[str] = (), scope: Scope = EVERYWHERE) -> Answer:
        """One answer, when it is its turn. Raises `RapporteurError`."""
        with self._asking:
            return self._assistant.ask(question, history, scope)

    @property
    def model(self) -> str:
        """The language model that puts answers into words, and where it runs; "" without one."""
        rewording = self._assistant.rewording
        return f"{rewording.model.name}, sur {rewording.model.place}" if rewording else ""

    def in_words(
        self, question: str, history: Sequence[str], answer: Answer, scope: Scope = EVERYWHERE
    ) -> Answer:
        """An answer put into words by the language model, where there is one; no other question waits."""
        return self._assistant.put_into_words(question, history, answer, scope)

    def reword(self, turns: Turns) -> Shown:
        """The conversation with its last answer in words."""
        last = turns[-1]
        if last.answer is None:
            return self.shown(turns)
        worded = self.in_words(last.question, questions(turns[:-1]), last.answer, last.scope)
        return self.shown((*turns[:-1], replace(last, answer=worded)))

    def ask(self, question: str, turns: Turns, scope: Scope = EVERYWHERE) -> Iterator[Shown]:
        """The question at once, then its answer; asked twice in a row (a double click), it stands once."""
        if turns and (turns[-1].question, turns[-1].scope) == (question, scope):
            turns = turns[:-1]
        yield self.shown((*turns, Turn(question, scope=scope)))
        yield self.shown((*turns, self._answered(question, turns, scope)))

    def ask_example(self, turns: Turns, click: Click, scope: Scope = EVERYWHERE) -> Iterator[Shown]:
        """The example that was clicked, asked."""
        yield from self.ask(self.examples[number(click, "example", len(self.examples))], turns, scope)

    def ask_choice(self, turns: Turns, click: Click, scope: Scope = EVERYWHERE) -> Iterator[Shown]:
        """One of the questions that an answer offers instead, asked."""
        answer = turn(turns, click).answer
        offered = answer.choices if answer else ()
        yield from self.ask(offered[number(click, "choice", len(offered))], turns, scope)

    def restore(self, kept: Sequence[Any]) -> Shown:
        """After a reload, the same questions asked again of the index as it is now."""
        turns: Turns = ()
        for item in list(kept or ())[-_MOST_KEPT:]:
            if isinstance(item, Mapping):
                scope = self.scope(str(item.get("report") or ""), str(item.get("year") or ""))
                turns = (*turns, self._answered(str(item.get("question")), turns, scope))
        return self.shown(turns)

    def shown(self, turns: Turns = ()) -> Shown:
        """A conversation as it is drawn."""
        kept = [
            {"question": t.question, "report": "".join(t.scope.reports), "year": t.scope.year}
            for t in turns
            if t.answer
        ]
        return Shown(turns, draw_conversation(turns, self.titles), kept[-_MOST_KEPT:])

    def scope(self, report: str, year: str) -> Scope:
        """What the filters narrow a question to; a report that has left narrows nothing."""
        known = any(report == r.file for r in self.library.values())
        return Scope((report,) if known else (), int(year) if year.isdecimal() else None)

    def source(self, turns: Turns, click: Click) -> Beside:
        """The page that a source cites, its words marked; or all that is cited of it (`whole`)."""
        answer = turn(turns, click).answer
        citations = answer.citations if answer else ()
        citation = citations[number(click, "source", len(citations))]
        for id, report in self.library.items():
            if report.file == citation.report:
                page = (citation.report, citation.page)
                whole = [c for c in citations if "whole" in click and (c.report, c.page) == page]
                boxes = tuple(box for c in whole or [citation] for box in c.boxes)
                view = View(id, citation.page, citation.page, boxes, citation.section)
                return self._beside(view)
        raise StaleError

    def figure(self, click: Click) -> Beside:
        """The page of a figure of the ledger, its box marked."""
        id, report = self._report(click)
        fact = report.facts[number(click, "fact", len(report.facts))]
        return self._beside(View(id, fact.page, fact.page, (fact.box,), report.section_path(fact.section)))

    def first_page(self, click: Click) -> Beside:
        """The first page of a report."""
        return self._beside(View(self._report(click)[0], 1))

    def move(self, view: View | None, click: Click) -> Beside:
        """Another page, another size, or nothing."""
        action = str(click.get("action"))
        if view is None or action == "close" or view.id not in self.library:
            return Beside()
        return self._beside(view.moved(action, self.library[view.id]))

    def export(self, turns: Turns, click: Click) -> str:
        """The conversation as a file that the page's script takes."""
        kind = str(click.get("format"))
        if kind not in FORMATS:
            raise StaleError
        write, media_type = FORMATS[kind]
        now = datetime.now()
        content = write(turns, f"{now:%d/%m/%Y}")
        return link(content, media_type, f"rapporteur-{now:%Y-%m-%d-%Hh%M}.{kind}")

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

    def masthead(self, account: str = "") -> str:
        """The name of the page and what it stands on; who is signed in."""
        count = len(self.library)
        plural = "s" if count > 1 else ""
        who = (
            f'<p class="who">{escape(account)} · <a href="deconnexion">Se déconnecter</a></p>'
            if account
            else ""
        )
        return (
            '<header class="masthead"><h1>Rapporteur</h1>'
            f"<p>{count} rapport{plural} indexé{plural} · {self._private()}</p>{who}</header>"
        )

    def _private(self) -> str:
        rewording = self._assistant.rewording
        if rewording is None:
            return "rien ne sort de cet ordinateur"
        return f"réponses rédigées par {escape(self.model)}"

    def renew(self) -> None:
        """After the reports changed: other examples."""
        self.examples = examples(self._assistant)

    def _answered(self, question: str, turns: Turns, scope: Scope) -> Turn:
        id = uuid.uuid4().hex
        try:
            return Turn(question, self.answer(question, questions(turns), scope), scope=scope, id=id)
        except RapporteurError as error:
            return Turn(question, error=str(error), scope=scope, id=id)

    def _report(self, click: Click) -> tuple[str, Report]:
        id = str(click.get("report"))
        if id not in self.library:
            raise StaleError
        return id, self.library[id]

    def _beside(self, view: View) -> Beside:
        return Beside(view, draw_view(view, self.library[view.id]))
