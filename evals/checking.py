"""Questions held against the reports they are about: what cannot be is named by question and field."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.folding import stands_in
from evals.pages import FolderPages
from evals.questions import Question


@dataclass(frozen=True, slots=True)
class Remark:
    """What is odd about a question. `wrong`: it cannot be right; else it may be, and is to be looked at."""

    id: str
    field: str
    problem: str
    wrong: bool = True

    def told(self) -> str:
        """« « q1 », champ « pages » : … »"""
        return f"« {self.id} », champ « {self.field} » : {self.problem}"


def check(questions: Sequence[Question], reports: Path) -> tuple[Remark, ...]:
    """What is odd: a report that is not in the folder, a page that it does not have, a value expected that
    none of its pages shows (it may be computed, or stand in a picture)."""
    pages = FolderPages(reports)
    return tuple(remark for question in questions for remark in _remarks(question, pages))


def _remarks(question: Question, pages: FolderPages) -> Iterator[Remark]:
    for report in question.reports:
        if pages.count(report) is None:
            yield Remark(question.id, "report", f"« {report} » n'est pas dans le dossier des rapports.")
    for report, page in sorted(question.pages):
        count = pages.count(report)
        if count is not None and not 1 <= page <= count:
            yield Remark(question.id, "pages", f"« {report} » a {count} pages, il n'y a pas de page {page}.")
    texts = [text for report, page in question.pages if (text := pages.text(report, page))]
    if not texts:
        return
    for element in question.expected:
        if not any(stands_in(wording, text) for wording in element for text in texts):
            told = " ou ".join(f"« {wording} »" for wording in element)
            yield Remark(
                question.id,
                "expected",
                f"{told} ne se lit sur aucune des pages données : est-ce la bonne ? (Une valeur calculée, ou "
                "dans une image, ne s'y lit pas.)",
                wrong=False,
            )
