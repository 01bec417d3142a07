"""One more known question, from the terminal, checked before it is added to its file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from evals.checking import Remark, check
from evals.errors import QuestionsError
from evals.questions import Question, parse_question, read_questions

# What is asked for, field by field: the field, the words, and whether it may be left empty.
_PROMPTS = (
    ("question", "Question", False),
    ("expected", "Réponse attendue (« ; » entre ce qui doit s'y trouver, « | » entre deux écritures ; "
     "vide si les rapports ne le disent pas)", True),
    ("report", "Rapport (nom du PDF)", True),
    ("pages", "Pages du PDF (« 3, 5 »)", True),
    ("section", "Partie du rapport", True),
)  # fmt: skip


def ask_fields(ask: Callable[[str], str], given: Mapping[str, str]) -> dict[str, str]:
    """The fields of a question, those not given asked for one by one; asked again while one must be told."""
    found = dict(given)
    for field, words, may_be_empty in _PROMPTS:
        if field in found or (field in ("report", "pages", "section") and not found.get("expected")):
            continue
        while True:
            answer = ask(f"{words} : ").strip()
            if answer or may_be_empty:
                break
        if answer:
            found[field] = answer
    return found


def add(path: Path, raw: Mapping[str, Any], reports: Path) -> tuple[Question, tuple[Remark, ...]]:
    """Add a question at the end of a JSONL file, made when it is missing; what is odd about it is returned.

    Raises `QuestionsError`, the file left as it was, for a question that cannot be."""
    known = read_questions(path) if path.exists() else ()
    question = parse_question(raw, path.name)
    if question.id in {q.id for q in known}:
        raise QuestionsError(f"« {question.id} » sert déjà dans « {path} » : donnez un autre --id.")
    remarks = check([question], reports)
    if any(remark.wrong for remark in remarks):
        raise QuestionsError("\n".join(remark.told() for remark in remarks))
    try:
        lines = path.read_text(encoding="utf-8") if path.exists() else ""
        partial = path.with_name(f"{path.name}.part")
        line = json.dumps(raw, ensure_ascii=False)
        partial.write_text(f"{lines.rstrip()}\n{line}\n".lstrip(), encoding="utf-8")
        partial.replace(path)
    except OSError as error:
        raise QuestionsError(f"« {path} » ne peut pas être écrit ({error.strerror}).") from error
    return question, remarks


def free_id(path: Path) -> str:
    """An id that the file does not use yet: « q-012 »."""
    known = {q.id for q in read_questions(path)} if path.exists() else set()
    return next(id for n in range(1, len(known) + 2) if (id := f"q-{n:03d}") not in known)
