"""What programs may ask, as plain values: an answer, the figures of a search, the reports."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from assistant import Scope
from assistant.errors import QuestionError
from assistant.ledger import Line, search
from corpus.errors import RapporteurError
from page.desk import Desk

_MOST = 500  # figures of one search


class Programs:
    """The endpoints; each docstring is what a program is told of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def ask(
        self, question: str, history: list[str] | None = None, report: str = "", year: int = 0
    ) -> dict[str, Any]:
        """Answer a question in French from the indexed reports, with the pages that show it.

        Args:
            question: the question.
            history: the earlier questions of the conversation, oldest first; may be empty.
            report: the file name of the report to look in; empty for all of them.
            year: the year that is meant where the question names none; 0 for none.
        """
        scope = Scope((report,) if report else (), year or None)
        answer = self._desk.answer(question, history or [], scope)
        return self._desk.in_words(question, history or [], answer, scope).to_json()

    def figures(
        self, words: str, year: int = 0, unit: str = "", report: str = "", limit: int = 50
    ) -> dict[str, Any]:
        """Search the figures read from the reports: what is counted, value, unit, year, report and page.

        Args:
            words: words that the label of a figure must have, in French; may be empty.
            year: the year of the figures; 0 for any.
            unit: their unit as it is printed, such as €; empty for any.
            report: the file name of the report to look in; empty for all of them.
            limit: how many figures at most, up to 500.
        """
        ids = Scope((report,) if report else ()).ids(self._desk.library)
        if limit < 1:
            raise QuestionError("« limit » doit être un nombre à partir de 1.")
        found = search(
            self._desk.ledger,
            words,
            year=year or None,
            unit=unit or None,
            report=next(iter(ids)) if ids else None,
            limit=min(limit, _MOST),
        )
        return {"total": found.total, "figures": [_figure(line) for line in found.lines]}

    def reports(self) -> list[dict[str, Any]]:
        """List the indexed reports: file name, title, body, year, number of pages and of figures."""
        return [
            {
                "report": r.file,
                "title": r.title,
                "organisation": r.organisation,
                "period": r.period,
                "pages": len(r.pages),
                "figures": len(r.facts),
            }
            for r in self._desk.library.values()
        ]


def telling(act: Callable[..., Any], error: type[Exception]) -> Callable[..., Any]:
    """An endpoint whose errors are of the kind that reaches the program that called it."""

    @functools.wraps(act)
    def told(*given: Any, **named: Any) -> Any:
        try:
            return act(*given, **named)
        except RapporteurError as problem:
            raise error(str(problem)) from problem

    return told


def _figure(line: Line) -> dict[str, Any]:
    fact = line.fact
    return {
        "label": line.label,
        "value": str(fact.value),
        "unit": fact.unit,
        "period": fact.period,
        "printed": fact.printed,
        "report": line.report.file,
        "title": line.report.title,
        "section": list(line.section),
        "page": fact.page,
        "page_label": line.page_label,
        "box": list(fact.box),
        "other_values": [
            {"value": str(o.fact.value), "report": o.report.file, "page": o.fact.page} for o in line.others
        ],
    }
