"""What who keeps the reports does: adds, corrects and removes them, and reads what readers say of answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant import Assistant
from assistant.feedback import read_feedback
from corpus.errors import RapporteurError
from corpus.identity import Correction
from index.corrections import read_corrections
from page.clicks import Click, StaleError, text
from page.desk import Desk
from page.opinions import draw_feedback
from page.reports import draw_reports
from page.shelf import Shelf


class Keeping:
    """The acts of a keeper. Each change is a generator of what to show meanwhile."""

    def __init__(self, desk: Desk, assistant: Assistant, folder: Path) -> None:
        self._desk, self._assistant, self._folder = desk, assistant, folder
        self._shelf = Shelf(assistant, folder)

    def reports(self, *, keeper: bool) -> str:
        """What is indexed and what is not, as tables; a keeper can change each."""
        states = self._assistant.library.store.states()
        failed = [(s.file, s.message) for s in states if s.status == "failed"]
        corrections = read_corrections(self._folder) if keeper else {}
        return draw_reports(self._desk.library, failed, keeper=keeper, corrections=corrections)

    def feedback(self) -> str:
        """What readers said of answers, as a table."""
        try:
            return draw_feedback(read_feedback(self._folder), self._desk.titles)
        except RapporteurError as error:
            return draw_feedback((), (), problem=str(error))

    def add(self, uploads: Sequence[str]) -> Iterator[str]:
        """PDFs put into the folder and indexed."""
        yield from self._changed(self._shelf.add([Path(upload) for upload in uploads]))

    def amend(self, click: Click) -> Iterator[str]:
        """The title, body and year of a report; a field left as it stands corrects nothing more."""
        file = self._file(click)
        standing = read_corrections(self._folder).get(file, Correction())
        report = next((r for r in self._desk.library.values() if r.file == file), None)
        if report is None:
            raise StaleError
        shown = {"title": report.title, "organisation": report.organisation, "period": report.period or ""}
        given = {
            field: getattr(standing, field) if text(click, field) == now else text(click, field)
            for field, now in shown.items()
        }
        yield from self._changed(self._shelf.correct(file, Correction(**given)))

    def remove(self, click: Click) -> Iterator[str]:
        """A report taken out of the folder and the index."""
        yield from self._changed(self._shelf.remove(self._file(click)))

    def _file(self, click: Click) -> str:
        file = str(click.get("file"))
        if file not in {s.file for s in self._assistant.library.store.states()}:
            raise StaleError
        return file

    def _changed(self, steps: Iterator[str]) -> Iterator[str]:
        yield from steps
        self._desk.renew()
