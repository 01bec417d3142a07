from __future__ import annotations

import pytest

from corpus.content import Word
from corpus.typography import clean, join_lines, vocabulary


@pytest.mark.parametrize(
    ("drawn", "text"),
    [
        ("e\ufb03cace et \ufb01able", "efficace et fiable"),
        ("cœur de l’élu « oui »", "cœur de l’élu « oui »"),
        ("12\u202f345\u00a0€", "12 345 €"),
        ("col\u00adlecte", "collecte"),
        ("col\u00ad", "col\u00ad"),  # Drawn at a line end, its word goes on below.
        ("F O N C T I O N", "FONCTION"),
        ("il y a à", "il y a à"),
        ("  deux   blancs ", "deux blancs"),
        ("lʼeau", "l’eau"),
    ],
)
def test_clean(drawn: str, text: str) -> None:
    assert clean(drawn) == text


def _lines(*texts: str) -> list[list[Word]]:
    return [
        [
            Word(t, (50.0 * k, 12.0 * row, 50.0 * k + 40, 12.0 * row + 10), 10, "F")
            for k, t in enumerate(s.split())
        ]
        for row, s in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("lines", "known", "text"),
    [
        (("la collec-", "tivité vote"), "", "la collectivité vote"),
        (("à Villeneuve-le-", "Roi"), "", "à Villeneuve-le-Roi"),
        (("le compte-", "rendu"), "le compte-rendu est là", "le compte-rendu"),
        (("un porte-", "monnaie"), "la porte et la monnaie", "un porte-monnaie"),
        (("la fonc\u00ad", "tion"), "", "la fonction"),
        (("donne-", "t-il"), "", "donne-t-il"),
        (("2022 -", "2023"), "", "2022 - 2023"),
        (("T1-", "T2"), "", "T1- T2"),
    ],
)
def test_hyphens_at_line_ends(lines: tuple[str, ...], known: str, text: str) -> None:
    assert join_lines(_lines(*lines), vocabulary(known.split()))[0] == text


def test_each_word_keeps_its_box() -> None:
    lines = _lines("la collec-", "tivité vote")
    text, spans = join_lines(lines, frozenset())
    assert [text[s.start : s.end] for s in spans] == ["la", "collec", "tivité", "vote"]
    assert [s.box for s in spans] == [w.box for line in lines for w in line]
