"""Commands that make questions: add, import, check, suggest, feedback."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from evals.adding import add as added
from evals.adding import ask_fields, free_id
from evals.checking import Remark
from evals.checking import check as checked
from evals.errors import QuestionsError
from evals.jsonl import write_objects
from evals.questions import read_lines, read_questions
from evals.sheets import question_object

if TYPE_CHECKING:
    from index.settings import Settings


def add(options: argparse.Namespace, _: Settings) -> int:
    """One question, from the options or asked for, added to a file."""
    given = {
        field: value
        for field in ("question", "expected", "report", "pages", "section", "kind")
        if (value := getattr(options, field)) is not None
    }
    fields = {field: value for field, value in ask_fields(_typed, given).items() if value.strip()}
    fields.setdefault("unanswerable", "non" if fields.get("expected") else "oui")
    raw = {**question_object(fields, "question"), "id": options.id or free_id(options.file)}
    question, remarks = added(options.file, raw, options.reports)
    _tell(remarks)
    print(f"« {question.id} » est dans « {options.file} ».")
    return 0


def import_(options: argparse.Namespace, _: Settings) -> int:
    """A sheet, checked and written as a questions file."""
    remarks = checked(read_questions(options.sheet), options.reports)
    _tell(remarks)
    if any(remark.wrong for remark in remarks):
        return 2
    lines = [dict(raw) for _, raw in read_lines(options.sheet)]
    write_objects(options.out, lines, QuestionsError)
    print(f"{len(lines)} questions dans « {options.out} ».")
    return 0


def check(options: argparse.Namespace, _: Settings) -> int:
    """A file of questions held against its reports. Exit status 2 when one cannot be."""
    questions = read_questions(options.questions)
    remarks = checked(questions, options.reports)
    _tell(remarks)
    wrong = sum(remark.wrong for remark in remarks)
    print(f"{len(questions)} questions, {wrong} à corriger, {len(remarks) - wrong} à regarder.")
    return 2 if wrong else 0


def suggest(options: argparse.Namespace, settings: Settings) -> int:
    """Look-up questions with their gold, from the figures of an index."""
    from assistant import Assistant
    from evals.suggesting import suggest as suggested
    from index.progress import bar

    with Assistant.open(options.data, embedding_model=settings.embedding_model) as assistant:
        with bar() as progress:
            assistant.sync(options.reports, progress)
        lines = list(suggested(list(assistant.library.reports.values()), options.count))
    return _written(options, lines, f"{len(lines)} questions proposées")


def feedback(options: argparse.Namespace, _: Settings) -> int:
    """Questions made of what readers said of answers."""
    from assistant.feedback import read_feedback
    from evals.candidates import candidates

    kept = read_feedback(options.reports)
    lines = list(candidates(kept))
    return _written(options, lines, f"{len(lines)} questions sur {len(kept)} avis")


def _written(options: argparse.Namespace, lines: Sequence[Mapping[str, Any]], what: str) -> int:
    write_objects(options.out, (dict(line) for line in lines), QuestionsError)
    print(f"{what} : relisez « {options.out} » avant de vous en servir.")
    return 0


def _tell(remarks: Sequence[Remark]) -> None:
    for remark in remarks:
        print(remark.told() if remark.wrong else f"À regarder : {remark.told()}", file=sys.stderr)


def _typed(words: str) -> str:
    try:
        return input(words)
    except EOFError as error:
        raise QuestionsError("La question n'est pas complète : rien n'a été ajouté.") from error
