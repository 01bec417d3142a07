"""What readers say of answers: right, wrong, and what is right instead. Kept beside the PDFs."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.errors import RapporteurError
from index.errors import spoken

FILE = "feedback.jsonl"


class FeedbackError(RapporteurError):
    """The feedback cannot be kept or read."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One opinion on one answer. `id` names the answer: what is said of it later replaces what was said.

    `question` as it was asked after `history`; `answer` its text, with the `report` (file name) and `page`
    (physical, from 1) of its first citation, "" and 0 without one, and what was `shown`: its figures as they
    are printed, or the words that it quoted. `right` is None for an opinion taken
    back. Of a wrong answer, `correction` is what is right, on `corrected_page` of `corrected_report`;
    `unanswerable` says that no report has it. `when` is an ISO date and time, `by` the account, "" without.
    """

    id: str
    when: str
    question: str
    answer: str
    right: bool | None
    history: tuple[str, ...] = ()
    refused: bool = False
    report: str = ""
    page: int = 0
    shown: tuple[str, ...] = ()
    correction: str = ""
    corrected_report: str = ""
    corrected_page: int = 0
    unanswerable: bool = False
    by: str = ""


_FEEDBACK: TypeAdapter[Feedback] = TypeAdapter(Feedback)
_writing = threading.Lock()


def keep_feedback(folder: Path, feedback: Feedback) -> None:
    """Add an opinion to those of a folder of reports. Raises `FeedbackError`."""
    try:
        with _writing, (folder / FILE).open("ab") as file:
            file.write(_FEEDBACK.dump_json(feedback) + b"\n")
    except OSError as error:
        raise FeedbackError(
            f"Votre avis n'a pas pu être gardé : le dossier des rapports ne peut pas être écrit "
            f"({spoken(error)}). Prévenez la personne qui gère Rapporteur."
        ) from error


def read_feedback(folder: Path) -> tuple[Feedback, ...]:
    """The opinions that stand, oldest first. A line cut short by a crash is passed over.

    Raises `FeedbackError` when the file cannot be read."""
    try:
        lines = (folder / FILE).read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise FeedbackError(f"« {folder / FILE} » ne peut pas être lu : {spoken(error)}.") from error
    last: dict[str, Feedback] = {}
    for feedback in _valid(lines):
        last.pop(feedback.id, None)
        if feedback.right is not None:
            last[feedback.id] = feedback
    return tuple(last.values())


def _valid(lines: Iterable[bytes]) -> Iterable[Feedback]:
    for line in lines:
        try:
            yield _FEEDBACK.validate_json(line)
        except ValidationError:
            continue
