"""What a reader narrows their questions to: some reports, a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.errors import QuestionError
from corpus.report import Report


@dataclass(frozen=True, slots=True)
class Scope:
    """`reports` are file names, none for all of them; `year` is meant where a question names no time."""

    reports: tuple[str, ...] = ()
    year: int | None = None

    def ids(self, library: Mapping[str, Report]) -> frozenset[str] | None:
        """The ids of the reports to look in, None for all. Raises `QuestionError` for one not indexed."""
        if not self.reports:
            return None
        of_file = {report.file: id for id, report in library.items()}
        for file in self.reports:
            if file not in of_file:
                raise QuestionError(f"« {file} » n'est pas indexé : choisissez un autre rapport, ou tous.")
        return frozenset(of_file[file] for file in self.reports)


EVERYWHERE = Scope()
