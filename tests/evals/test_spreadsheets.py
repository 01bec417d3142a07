"""Known questions from a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from evals.errors import QuestionsError
from evals.questions import read_questions

HEAD = ["Identifiant", "Question", "Réponse attendue", "Rapport", "Pages", "Partie", "Sans réponse", "Genre"]
ROWS: list[list[object]] = [
    ["t1", "Combien de tickets ?", "4 979; GLPI | outil GLPI", "r.pdf", "15, 16", "Tickets", "non", "chart"],
    [None, "Combien de nageurs ?", None, None, None, None, "oui", None],
    [None] * 8,
    ["t2", "Combien d'agents ?", 26, "r.pdf", 3, None, None, None],
]


def _xlsx(path: Path) -> Path:
    book = Workbook()
    for row in (HEAD, *ROWS):
        book.active.append(row)
    book.save(path)
    return path


def _csv(path: Path, encoding: str, separator: str) -> Path:
    quoted = [['""' if c is None else f'"{c}"' for c in row] for row in (HEAD, *ROWS)]
    path.write_text("\r\n".join(separator.join(row) for row in quoted), encoding=encoding)
    return path


@pytest.mark.parametrize("kind", ["xlsx", "utf-8", "utf-8-sig", "cp1252", "comma"])
def test_a_sheet_is_read_as_the_lines_it_stands_for(tmp_path: Path, kind: str) -> None:
    if kind == "xlsx":
        path = _xlsx(tmp_path / "q.xlsx")
    else:
        path = _csv(tmp_path / "q.csv", "utf-8" if kind == "comma" else kind, "," if kind == "comma" else ";")
    one, none, other = read_questions(path)
    assert one.expected == (("4 979",), ("GLPI", "outil GLPI"))
    assert (one.pages, one.section, one.kind) == ({("r.pdf", 15), ("r.pdf", 16)}, "Tickets", "chart")
    assert (none.id, none.unanswerable, none.kind) == ("ligne-3", True, "unanswerable")
    assert (other.expected, other.pages) == ((("26",),), {("r.pdf", 3)})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Titre;Pages\nx;3\n", "« Titre » n'est pas connue"),
        ("Réponse;Pages\nx;3\n", "il manque la colonne « question »"),
        ("question;réponse;rapport;pages\nq ?;1;r.pdf;trois\n", "ligne 2, champ « pages »"),
        ("question;réponse;sans réponse\nq ?;1;peut-être\n", "ligne 2, champ « unanswerable »"),
        ("question;réponse;pages\nq ?;1;3\n", "ligne 2, champ « pages »"),
        ("question\nq ?\n", "ligne 2, champ « expected »"),
        ("question;réponse\n", "aucune question"),
    ],
)
def test_what_is_wrong_is_named_by_line_and_field(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "q.csv").write_text(text, encoding="utf-8")
    with pytest.raises(QuestionsError, match=told):
        read_questions(tmp_path / "q.csv")


@pytest.mark.parametrize("name", ["q.xlsx", "q.csv"])
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(QuestionsError, match=name):
        read_questions(tmp_path / name)
    (tmp_path / "q.xlsx").write_bytes(b"no workbook")
    with pytest.raises(QuestionsError, match="classeur"):
        read_questions(tmp_path / "q.xlsx")
