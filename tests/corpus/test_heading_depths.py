"""Titles that others stand under: acts numbered within a year, covers, forewords, numbers set apart."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from corpus.content import Piece
from corpus.report import BlockKind
from corpus.sections import find_sections
from corpus.titles import numbering

TEXT = "Le service a traité les demandes des habitants et a tenu ses délais toute l'année."


def _piece(
    text: str, page: int, top: float, size: float = 10, *, bold: bool = False, left: float = 50
) -> Piece:
    box = (left, top, left + min(len(text) * size * 0.5, 480), top + size)
    return Piece(BlockKind.PARAGRAPH, text, page, box, (), size, bold, (0.0, 0.0, 0.0))


def _title(text: str, page: int, top: float = 50, size: float = 10, *, left: float = 50) -> list[Piece]:
    return [_piece(text, page, top, size, bold=True, left=left), _piece(TEXT, page, top + 60)]


def _paths(found: Sequence[Piece]) -> list[tuple[str, ...]]:
    pages = max(p.page for p in found)
    return [s.path for s in find_sections([*found, _piece(TEXT, pages, 780)], (), pages)[0]]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("DEL2025-28 : Plan local d'urbanisme", ("DEL2025", "28")),
        ("Délibération n° 2023/12 Tarifs", ("Délibération n° 2023", "12")),
        ("20210913 05 Convention d'archivage", ("20210913", "05")),
        ("2023-07 – Vote des taux", ("2023", "07")),
        ("2023/2024 Effectifs", ()),
        ("CLASSE 6 – COMPTES DE CHARGES", ("CLASSE 6".lower(),)),
    ],
)
def test_numbers_of_acts(text: str, number: tuple[str, ...]) -> None:
    assert numbering(text) == number


def test_an_act_has_a_title_however_long() -> None:
    long = "DEL2025-02 : Prescription de l'élaboration du plan local d'urbanisme " + "et de son volet " * 10
    found = [
        *_title("DEL2025-01 : Vote des taux", 1),
        *_title(long, 2),
        *_title("DEL2025-03 : Subventions", 3),
    ]
    assert [path[0][:10] for path in _paths(found)] == ["DEL2025-01", "DEL2025-02", "DEL2025-03"]


def test_titles_between_two_numbers_stand_under_the_first() -> None:
    found = [
        *_title("1. Commissions", 1, size=11),
        *_title("Commission des finances", 1, 300, 12),
        *_title("2. Délégations", 2, size=11),
    ]
    assert _paths(found) == [
        ("1. Commissions",),
        ("1. Commissions", "Commission des finances"),
        ("2. Délégations",),
    ]


def test_a_class_holds_the_numbers_set_in_its_own_type() -> None:
    found = [*_title("CLASSE 1 – COMPTES DE CAPITAUX", 1), *_title("10 DOTATIONS", 1, 200)]
    found += [*_title("11 REPORTS", 1, 400), *_title("CLASSE 2 – IMMOBILISATIONS", 2)]
    assert [len(path) for path in _paths(found)] == [1, 2, 2, 1]


def test_a_foreword_in_large_type_holds_no_part() -> None:
    found = [*_title("Édito", 1, size=40), *_title("La voirie", 2, size=20), *_title("L'eau", 3, size=20)]
    assert _paths(found) == [("Édito",), ("La voirie",), ("L'eau",)]


def test_a_cover_holds_no_part() -> None:
    found = [_piece("Rapport annuel du service", 1, 300, 24), _piece("Exercice 2023", 1, 400, 20, bold=True)]
    for page, title in enumerate(["Préambule", "Le service", "Les tarifs"], start=2):
        found += _title(title, page, size=18)
    assert [path for path in _paths(found) if len(path) == 1][-3:] == [
        ("Préambule",),
        ("Le service",),
        ("Les tarifs",),
    ]


def test_a_number_beside_its_title_numbers_it() -> None:
    found: list[Piece] = []
    for page, title in ((1, "Les services"), (4, "Les moyens")):
        found += [
            _piece(f"{1 + page // 4}.", page, 50, 50, bold=True),
            *_title(title, page, size=40, left=120),
        ]
    found[3:3] = _title("Le portail", 2, size=40)
    sections, blocks = find_sections([*found, _piece(TEXT, 4, 780)], (), 4)
    assert [s.path for s in sections] == [("Les services",), ("Les services", "Le portail"), ("Les moyens",)]
    assert blocks[0].text == "1. Les services"


def test_lead_ins_are_no_titles() -> None:
    found = [*_title("1. Élections", 1), *_title("Sont élus les membres titulaires suivants :", 1, 300)]
    assert _paths([*found, *_title("2. Budget", 2)]) == [("1. Élections",), ("2. Budget",)]
