"""The known questions with what a right answer holds: a JSONL file, or a CSV or XLSX sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.report import Box
from evals.errors import QuestionsError
from evals.jsonl import read_objects
from evals.sheets import SHEETS, read_sheet


@dataclass(frozen=True, slots=True)
class Question:
    """One known question.

    `expected`: each element is the tuple of its accepted wordings. `pages`: (report, page) pairs that show
    the answer, pages counted from 1; empty where the file names none. `boxes`: where it stands on the one
    page, in PDF points from the top left. `history`: the questions before it.
    """

    id: str
    question: str
    kind: str
    expected: tuple[tuple[str, ...], ...] = ()
    reports: tuple[str, ...] = ()
    pages: frozenset[tuple[str, int]] = frozenset()
    section: str | None = None
    unanswerable: bool = False
    history: tuple[str, ...] = ()
    boxes: tuple[Box, ...] = ()

    @property
    def report(self) -> str:
        """The one report that it is about, "" for none or several."""
        return self.reports[0] if len(self.reports) == 1 else ""


def read_questions(path: Path) -> tuple[Question, ...]:
    """Read and check a file of questions. Raises `QuestionsError` naming the line and the field."""
    questions: list[Question] = []
    places: dict[str, str] = {}
    for where, raw in read_lines(path):
        question = parse_question(raw, where)
        if question.id in places:
            raise QuestionsError(
                f"{where}, champ « id » : « {question.id} » sert déjà ({places[question.id]}). "
                "Donnez un identifiant différent à chaque question."
            )
        places[question.id] = where
        questions.append(question)
    if not questions:
        raise QuestionsError(f"Le fichier « {path} » ne contient aucune question.")
    return tuple(questions)


def read_lines(path: Path) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """The questions of a file as JSON objects, each with where it stands."""
    if path.suffix.lower() in SHEETS:
        return read_sheet(path)
    return read_objects(path, QuestionsError)


def parse_question(raw: Mapping[str, Any], where: str) -> Question:
    """Check one question. Raises `QuestionsError` naming `where` and the field."""
    return _question(_Line(where, raw))


@dataclass(frozen=True, slots=True)
class _Line:
    where: str
    raw: Mapping[str, Any]

    def fail(self, field: str, problem: str) -> QuestionsError:
        return QuestionsError(f"{self.where}, champ « {field} » : {problem}")

    def text(self, field: str, default: str | None = None) -> str:
        value = self.raw.get(field, default)
        if value is None and field not in self.raw:
            raise self.fail(field, "il manque.")
        if not isinstance(value, str) or not value.strip():
            raise self.fail(field, "un texte non vide est attendu.")
        return value

    def texts(self, field: str) -> tuple[str, ...]:
        """A list of texts, or one text alone, or nothing."""
        value = self.raw.get(field)
        listed = [] if value is None else [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(v, str) and v.strip() for v in listed):
            raise self.fail(field, "une liste de textes non vides est attendue.")
        return tuple(listed)


def _question(line: _Line) -> Question:
    unanswerable = line.raw.get("unanswerable", False)
    if not isinstance(unanswerable, bool):
        raise line.fail("unanswerable", "true ou false est attendu.")
    reports = line.texts("report")
    section = line.raw.get("section")
    question = Question(
        id=line.text("id"),
        question=line.text("question"),
        kind=line.text("kind", "unanswerable" if unanswerable else "other"),
        expected=_expected(line),
        reports=reports,
        pages=_pages(line, reports),
        section=line.text("section") if section is not None else None,
        unanswerable=unanswerable,
        history=line.texts("history"),
        boxes=_boxes(line),
    )
    if question.boxes and len(question.pages) != 1:
        raise line.fail("boxes", "« pages » doit alors donner une seule page, d'un seul rapport.")
    if not unanswerable and not question.expected and not question.pages:
        raise line.fail("expected", "une question qui a une réponse doit donner « expected » ou « pages ».")
    if unanswerable and question.expected:
        raise line.fail("expected", "une question sans réponse (« unanswerable ») n'attend rien.")
    return question


def _expected(line: _Line) -> tuple[tuple[str, ...], ...]:
    value = line.raw.get("expected") or []
    if not isinstance(value, list):
        raise line.fail("expected", "une liste est attendue.")
    return tuple(_alternatives(line, element) for element in value)


def _alternatives(line: _Line, element: object) -> tuple[str, ...]:
    wordings = element if isinstance(element, list) else [element]
    texts = tuple(w for w in wordings if isinstance(w, str) and w.strip())
    if not texts or len(texts) != len(wordings):
        raise line.fail(
            "expected", f"{element!r} : chaque élément est un texte ou une liste de textes équivalents."
        )
    return texts


def _pages(line: _Line, reports: tuple[str, ...]) -> frozenset[tuple[str, int]]:
    value = line.raw.get("pages") or []
    by_report = value if isinstance(value, dict) else dict.fromkeys(reports, value)
    if value and not by_report:
        raise line.fail("pages", "« report » doit nommer le PDF de ces pages.")
    found: set[tuple[str, int]] = set()
    for report, pages in by_report.items():
        if reports and report not in reports:
            raise line.fail("pages", f"« {report} » n'est pas dans « report ».")
        if not isinstance(pages, list) or not all(_is_page(page) for page in pages):
            raise line.fail("pages", f"{pages!r} : une liste de numéros de page à partir de 1 est attendue.")
        found.update((report, page) for page in pages)
    return frozenset(found)


def _boxes(line: _Line) -> tuple[Box, ...]:
    value = line.raw.get("boxes") or []
    if not isinstance(value, list) or not all(_is_box(box) for box in value):
        raise line.fail("boxes", "une liste de rectangles [x0, haut, x1, bas] est attendue, en points.")
    return tuple((float(b[0]), float(b[1]), float(b[2]), float(b[3])) for b in value)


def _is_box(value: object) -> bool:
    if not isinstance(value, list) or len(value) != 4:
        return False
    if not all(isinstance(v, int | float) and not isinstance(v, bool) for v in value):
        return False
    return bool(value[0] < value[2] and value[1] < value[3])


def _is_page(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1
