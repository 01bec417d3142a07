from __future__ import annotations

from corpus.navigation import navigation
from corpus.report import Block, BlockKind, Cell, Span, Table


def _block(index: int, text: str, kind: BlockKind = BlockKind.PARAGRAPH, table: Table | None = None) -> Block:
    top = 20.0 * index
    return Block(
        index,
        kind,
        text,
        3,
        (0, top, 500, top + 10),
        None,
        (Span(0, len(text), (0, top, 500, top + 10)),),
        table,
    )


def test_leaders_to_a_page_number_are_navigation() -> None:
    blocks = [
        _block(0, "Le budget ........................ 12"),
        _block(1, "Nom du demandeur : .............."),
    ]
    assert navigation(blocks, 40) == {0}


def test_titles_with_page_numbers_that_go_up_are_navigation() -> None:
    listed = [
        _block(k, f"Titre {t} {page}")
        for k, (t, page) in enumerate(zip("ABCDE", (3, 5, 5, 9, 14), strict=True))
    ]
    assert navigation(listed, 20) == {0, 1, 2, 3, 4}
    # Figures that go up and down, or past the last page, are figures.
    assert not navigation([_block(k, f"Ventes {n}") for k, n in enumerate((3, 9, 5, 9, 2))], 20)
    assert not navigation([_block(k, f"Ventes {n}") for k, n in enumerate((100, 250, 300, 400, 500))], 20)


def test_a_table_under_sommaire_is_navigation() -> None:
    cells = tuple(
        Cell(r, c, text, (0, 0, 1, 1), 1, 1, c == 0)
        for r, row in enumerate([("Eau", "2"), ("Budget", "4"), ("Voirie", "7"), ("Annexe", "9")])
        for c, text in enumerate(row)
    )
    table = Table(cells, 4, 2, 0, 1)
    assert navigation([_block(0, "Sommaire"), _block(1, "", BlockKind.TABLE, table)], 12) == {1}
    assert not navigation([_block(0, "Visites"), _block(1, "", BlockKind.TABLE, table)], 12)


def test_pages_before_their_titles_are_navigation() -> None:
    lines = [
        "Page 2 : Le personnel",
        "Page 4 : La dette sur 20 ans",
        "Les emprunts",
        "Page 7 : L'eau",
        "Page 9 : Annexe",
    ]
    listed = [_block(k, line) for k, line in enumerate(lines)]
    assert navigation(listed, 12) == {0, 1, 2, 3, 4}
    assert not navigation([_block(0, "Page 2 : Le personnel"), _block(1, "12 agents")], 12)
