"""What a reader says of an answer, kept, and shown back under it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.feedback import Feedback, keep_feedback
from corpus.errors import RapporteurError
from corpus.report import Report
from page.clicks import Click, StaleError, Turns, number, text, turn
from page.conversation import Turn, questions
from page.opinions import Opinion

_THANKS = "Merci, votre correction est gardée."


def rate(folder: Path, turns: Turns, click: Click, by: str = "") -> Turns:
    """An answer said to be right or wrong; said again, it is taken back. `by` is the reader's account."""
    rated, right = turn(turns, click), bool(number(click, "right", 2))
    opinion = Opinion() if rated.opinion.right is right else Opinion(right, "Merci." if right else "")
    return _kept(folder, turns, rated, opinion, by, {})


def correct(folder: Path, library: Mapping[str, Report], turns: Turns, click: Click, by: str = "") -> Turns:
    """What is right in place of an answer, from the fields of a form."""
    rated = turn(turns, click)
    said, file, page = text(click, "correction"), text(click, "report"), text(click, "page")
    unanswerable = bool(click.get("unanswerable"))
    problem = _unfit(library, file, page)
    if not problem and not (said or page or unanswerable):
        problem = "Écrivez la bonne réponse ou sa page, ou cochez la case."
    if problem:
        return _with(turns, rated, Opinion(False, problem, wrong=True))
    fields = {
        "correction": said,
        "corrected_report": file,
        "corrected_page": int(page or 0),
        "unanswerable": unanswerable,
    }
    return _kept(folder, turns, rated, Opinion(False, _THANKS), by, fields)


def _unfit(library: Mapping[str, Report], file: str, page: str) -> str:
    """Why a page cannot be the one of a report; "" when it can."""
    if page and not page.isdecimal():
        return f"« {page} » n'est pas un numéro de page."
    if page and not file:
        return "Choisissez aussi le rapport de cette page."
    report = next((r for r in library.values() if r.file == file), None)
    if file and report is None:
        return "Ce rapport n'est plus indexé : rechargez la page."
    if page and report is not None and not 1 <= int(page) <= len(report.pages):
        return f"La dernière page de ce rapport est la {len(report.pages)}."
    return ""


def _kept(
    folder: Path, turns: Turns, rated: Turn, opinion: Opinion, by: str, fields: Mapping[str, Any]
) -> Turns:
    answer = rated.answer
    if answer is None:
        raise StaleError
    cited = answer.citations[0] if answer.citations else None
    # narrowed to a year, it was asked as it was understood
    asked = answer.understood if rated.scope.year and answer.understood else rated.question
    feedback = Feedback(
        id=rated.id,
        when=datetime.now().isoformat(timespec="seconds"),
        question=asked,
        answer=answer.text,
        right=opinion.right,
        history=() if asked != rated.question else tuple(questions(turns[: turns.index(rated)])),
        refused=answer.refused,
        report=cited.report if cited else "",
        page=cited.page if cited else 0,
        shown=tuple(f.printed for f in answer.facts) or ((cited.quote,) if cited else ()),
        by=by,
        **fields,
    )
    try:
        keep_feedback(folder, feedback)
    except RapporteurError as error:
        opinion = Opinion(opinion.right, str(error), wrong=True)
    return _with(turns, rated, opinion)


def _with(turns: Turns, rated: Turn, opinion: Opinion) -> Turns:
    return tuple(replace(t, opinion=opinion) if t is rated else t for t in turns)
