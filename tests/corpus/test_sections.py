from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from drawn_pages import Draw, paragraph, pdf, pieces, write
from reportlab.pdfgen.canvas import Canvas

from corpus.content import OutlineEntry, Piece
from corpus.report import Block, BlockKind, Section
from corpus.sections import find_sections

TEXT = "Le service a traité les demandes des habitants et a tenu ses délais toute l'année."


def _piece(text: str, page: int, top: float, size: float = 10, *, bold: bool = False) -> Piece:
    kind = BlockKind.LIST_ITEM if text.startswith("•") else BlockKind.PARAGRAPH
    box = (50, top, 50 + min(len(text) * size * 0.5, 480), top + size)
    return Piece(kind, text, page, box, (), size, bold, (0.0, 0.0, 0.0))


def _paths(
    found: Sequence[Piece], outline: Sequence[OutlineEntry] = (), pages: int = 3
) -> list[tuple[str, ...]]:
    """The path of each section, on pages that are higher than wide."""
    foot = _piece("Une ligne au pied de la dernière page, sans plus.", pages, 780)
    sections, blocks = find_sections([*found, foot], outline, pages)
    _check(sections, blocks)
    return [s.path for s in sections]


def _check(sections: Sequence[Section], blocks: Sequence[Block]) -> None:
    assert [s.index for s in sections] == list(range(len(sections)))
    assert [b.index for b in blocks] == list(range(len(blocks)))
    for section in sections:
        parent = () if section.parent is None else sections[section.parent].path
        assert section.path == (*parent, section.title)
        assert section.level == len(parent)


def _where(found: Sequence[Piece], outline: Sequence[OutlineEntry], pages: int, text: str) -> tuple[str, ...]:
    sections, blocks = find_sections(found, outline, pages)
    block = next(b for b in blocks if b.text == text)
    return sections[block.section].path if block.section is not None else ()


def test_headings_by_size_and_weight() -> None:
    found = [
        _piece("Eau potable", 1, 50, 18, bold=True),
        _piece("Attichy", 1, 80, 14, bold=True),
        _piece("Tarifs", 1, 100, bold=True),
        _piece(TEXT, 1, 120),
        _piece("Couloisy", 2, 50, 14, bold=True),
        _piece("Tarifs", 2, 80, bold=True),
        _piece(TEXT, 2, 100),
        _piece("Assainissement", 3, 50, 18, bold=True),
        _piece(TEXT, 3, 80),
    ]
    assert _paths(found) == [
        ("Eau potable",),
        ("Eau potable", "Attichy"),
        ("Eau potable", "Attichy", "Tarifs"),
        ("Eau potable", "Couloisy"),
        ("Eau potable", "Couloisy", "Tarifs"),
        ("Assainissement",),
    ]


def test_numbering_decides_where_style_does_not() -> None:
    found = [
        _piece("1. Finances", 1, 50, bold=True),
        _piece("1.1 Budget", 1, 80, bold=True),
        _piece(TEXT, 1, 100),
        _piece("1.2 Dette", 1, 150, bold=True),
        _piece(TEXT, 1, 170),
        _piece("2. Personnel", 2, 50, bold=True),
        _piece(TEXT, 2, 80),
    ]
    assert _paths(found) == [
        ("1. Finances",),
        ("1. Finances", "1.1 Budget"),
        ("1. Finances", "1.2 Dette"),
        ("2. Personnel",),
    ]


def test_the_lines_of_one_title_are_one_heading() -> None:
    found = [
        _piece("La collecte et le traitement", 1, 50, 16, bold=True),
        _piece("des déchets ménagers", 1, 68, 16, bold=True),
        _piece(TEXT, 1, 100),
    ]
    _, blocks = find_sections(found, (), 1)
    assert [(b.kind, b.text) for b in blocks] == [
        (BlockKind.HEADING, "La collecte et le traitement des déchets ménagers"),
        (BlockKind.PARAGRAPH, TEXT),
    ]


@pytest.mark.parametrize(
    "text",
    ["264,59 kg par an et par habitant", "220 000 €", "www.exemple.fr", "Moyenne :", "12 ETP", "mars 2023"],
)
def test_values_addresses_and_labels_are_no_headings(text: str) -> None:
    found = [
        _piece("Déchetteries", 1, 50, 18, bold=True),
        _piece(text, 1, 80, bold=True),
        _piece(TEXT, 1, 110),
    ]
    assert _paths(found) == [("Déchetteries",)]


def test_what_returns_before_a_colon_is_no_heading() -> None:
    found: list[Piece] = []
    for page in (1, 2, 3):
        found.append(_piece(f"{page}. Délibération sur le point {page}", page, 50, 14, bold=True))
        found.append(_piece(f"Rapporteur : Mme Élue {page}", page, 80, bold=True))
        found.append(_piece(TEXT, page, 110))
    assert [path[-1][:2] for path in _paths(found)] == ["1.", "2.", "3."]


def test_counts_set_like_titles_are_no_titles() -> None:
    boxes = [_piece("Incubateur", 1, 50, 18), *(_piece(t, 1, 80 + 30 * k, 14) for k, t in enumerate(
        ["1 Responsable technique", "1 Responsable produit", "11 ETP", "134 personnes"])),
        _piece(TEXT, 1, 300), _piece("Suite", 2, 50, 18), _piece(TEXT, 2, 100)]  # fmt: skip
    assert _paths(boxes) == [("Incubateur",), ("Suite",)]


@pytest.mark.parametrize(
    "name", ["Franck Superbi", "Vincent LAUNAY", "Madame Nathalie Chevot", "Jean-Claude Le Garrec"]
)
def test_a_person_is_no_section(name: str) -> None:
    found = [_piece("Élus", 1, 50, 18), _piece(TEXT, 1, 80), _piece(name, 1, 140, 16),
             _piece("Président de la communauté", 1, 160, 8),
             _piece("Budget", 2, 50, 18), _piece(TEXT, 2, 80)]  # fmt: skip
    assert _paths(found) == [("Élus",), ("Budget",)]


def test_two_words_with_capitals_may_well_be_a_title() -> None:
    found = [_piece("Eau Potable", 1, 50, 18), _piece("L'eau potable du président.", 1, 80),
             _piece("Clinique Adassa", 2, 50, 18), _piece(TEXT, 2, 80)]  # fmt: skip
    assert _paths(found) == [("Eau Potable",), ("Clinique Adassa",)]


def test_the_rapporteur_is_no_part_of_a_title() -> None:
    found = [_piece("Octroi d'une subvention au club, Rapporteur monsieur Leroux", 1, 50, 14),
             _piece("Rapporteur : Anne Petit", 1, 80, 14), _piece(TEXT, 1, 120)]  # fmt: skip
    assert _paths(found) == [("Octroi d'une subvention au club",)]


def test_labels_over_a_figure_or_in_a_row_are_no_titles() -> None:
    def at(text: str, x: float, top: float, size: float = 14) -> Piece:
        return replace(_piece(text, 1, top, size, bold=True), box=(x, top, x + 80, top + size))

    found = [at("Taxes", 50, 50, 18), at("TOTAL", 50, 90), at("2 094 966 €", 50, 110, 16),
             *(at(t, x, 600) for t, x in (("Section", 50), ("Groupe", 200), ("Ensemble", 350))),
             _piece(TEXT, 2, 80)]  # fmt: skip
    assert _paths(found) == [("Taxes",)]


def test_the_number_of_a_budget_is_no_post_code() -> None:
    found = [_piece("Vote du budget n°40003 EAU", 1, 50, bold=True), _piece(TEXT, 1, 80)]
    assert _paths(found) == [("Vote du budget n°40003 EAU",)]


def test_opening_hours_are_no_titles() -> None:
    found = [_piece("Accueil", 1, 50, 18), _piece("Lundi, Mercredi, Vendredi :", 1, 80, 14),
             _piece("Jeudi :", 1, 120, 14), _piece(TEXT, 1, 150)]  # fmt: skip
    assert _paths(found) == [("Accueil",)]


def test_titles_that_open_pages_stand_over_larger_ones_within() -> None:
    found = []
    for page, title in enumerate(["Parc", "Collecte", "Verre", "Textile"], start=1):
        found += [_piece(title, page, 50, 15, bold=True), _piece(TEXT, page, 90)]
        found += [_piece("La distance totale", page, 300, 16, bold=True)] if page == 1 else []
    found += [_piece(TEXT, 4, 300)]
    assert _paths(found, pages=4) == [
        ("Parc",),
        ("Parc", "La distance totale"),
        ("Collecte",),
        ("Verre",),
        ("Textile",),
    ]


def test_titles_of_an_agenda_are_known_again() -> None:
    titles = ["1. Approbation du budget principal", "2. Création d'un emploi d'agent", "3. Achat d'un camion"]
    found = [_piece(t, 1, 100 + 12 * k) for k, t in enumerate(titles)]
    found.append(_piece(TEXT, 1, 200))
    for page, title in enumerate(titles, 2):
        found += [_piece(title, page, 50), _piece(TEXT, page, 70)]
    assert _paths(found, pages=4) == [(t,) for t in titles]


def test_a_contents_page_holds_no_headings() -> None:
    found = [
        _piece("Sommaire", 1, 50, 18, bold=True),
        _piece("Finances ........... 2", 1, 80, 14, bold=True),
        _piece("Personnel .......... 3", 1, 100, 14, bold=True),
        _piece("Voirie ............. 3", 1, 120, 14, bold=True),
        _piece("Finances", 2, 50, 14, bold=True),
        _piece(TEXT, 2, 80),
    ]
    assert _paths(found) == [("Sommaire",), ("Finances",)]


def test_text_above_the_bookmarked_heading_belongs_to_the_section_before() -> None:
    found = [
        _piece("Le budget", 1, 50, 14, bold=True),
        _piece(TEXT, 1, 80),
        _piece("Fin du budget, sur la page d'après.", 2, 50),
        _piece("1. Le personnel", 2, 300, 14, bold=True),
        _piece("Les agents sont nombreux.", 2, 330),
    ]
    outline = [OutlineEntry("Le budget", 0, 1), OutlineEntry("Le personnel", 0, 2)]
    assert _where(found, outline, 2, "Fin du budget, sur la page d'après.") == ("Le budget",)
    assert _where(found, outline, 2, "Les agents sont nombreux.") == ("Le personnel",)


def test_a_bookmark_whose_title_is_not_printed_begins_at_its_place() -> None:
    found = [_piece("Avant.", 1, 100), _piece("Après.", 1, 400)]
    outline = [OutlineEntry("Une partie", 0, 1, 50.0), OutlineEntry("Une autre", 0, 1, 390.0)]
    assert _where(found, outline, 1, "Avant.") == ("Une partie",)
    assert _where(found, outline, 1, "Après.") == ("Une autre",)


def test_the_same_bookmark_twice_gives_two_sections() -> None:
    found = [
        _piece("Eau", 1, 50, 14, bold=True),
        _piece("Tarifs", 1, 80, 12, bold=True),
        _piece("Premier texte.", 1, 100),
        _piece("Déchets", 2, 50, 14, bold=True),
        _piece("Tarifs", 2, 80, 12, bold=True),
        _piece("Second texte.", 2, 100),
    ]
    outline = [
        OutlineEntry("Eau", 0, 1),
        OutlineEntry("Tarifs", 1, 1),
        OutlineEntry("Déchets", 0, 2),
        OutlineEntry("Tarifs", 1, 2),
    ]
    assert _where(found, outline, 2, "Premier texte.") == ("Eau", "Tarifs")
    assert _where(found, outline, 2, "Second texte.") == ("Déchets", "Tarifs")


def test_a_coarse_outline_is_refined() -> None:
    found = [
        _piece("Première partie", 1, 50, 20, bold=True),
        _piece("Le budget", 2, 50, 14, bold=True),
        _piece(TEXT, 2, 80),
        _piece("La dette", 3, 50, 14, bold=True),
        _piece(TEXT, 3, 80),
        _piece("Seconde partie", 4, 50, 20, bold=True),
        _piece(TEXT, 4, 80),
    ]
    outline = [OutlineEntry("Première partie", 0, 1), OutlineEntry("Seconde partie", 0, 4)]
    assert _paths(found, outline, 4) == [
        ("Première partie",),
        ("Première partie", "Le budget"),
        ("Première partie", "La dette"),
        ("Seconde partie",),
    ]


def test_a_flat_outline_with_numbers_and_a_gap() -> None:
    found = [
        _piece("1. Le service", 1, 50, 20, bold=True),
        _piece("1.1 Territoire", 2, 50, 14, bold=True),
        _piece("1.2 Gestion", 3, 50, 14, bold=True),
        _piece(TEXT, 3, 80),
        _piece("2. Les tarifs", 4, 50, 20, bold=True),
        _piece("2.1 Redevance", 5, 50, 14, bold=True),
        _piece(TEXT, 5, 80),
    ]
    outline = [
        OutlineEntry(f"Diapositive {page} {title}", 0, page)
        for page, title in (
            (1, "1. Le service"),
            (2, "1.1 Territoire"),
            (4, "2. Les tarifs"),
            (5, "2.1 Redevance"),
        )
    ]
    assert _paths(found, outline, 9) == [
        ("1. Le service",),
        ("1. Le service", "1.1 Territoire"),
        ("1. Le service", "1.2 Gestion"),
        ("2. Les tarifs",),
        ("2. Les tarifs", "2.1 Redevance"),
    ]


def test_bookmarks_that_name_slides_are_left_out() -> None:
    found = [_piece("Le budget", 1, 50, 14, bold=True), _piece(TEXT, 1, 80)]
    outline = [OutlineEntry(f"Diapositive {n}", 0, n) for n in (1, 2, 3)]
    assert _paths(found, outline) == [("Le budget",)]


def _slide(title: str, lines: list[str]) -> Draw:
    def draw(c: Canvas) -> None:
        write(c, 60, 330, title, "Helvetica-Bold", 26)
        paragraph(c, 60, 420, lines)

    return draw


def test_slides(tmp_path: Path) -> None:
    def part(c: Canvas) -> None:
        write(c, 200, 550, "Les résultats", "Helvetica-Bold", 36)

    card = ["Une phrase de la diapositive, assez longue pour être du texte,", "et sa suite sur une ligne."]
    drawn = [
        _slide("Préambule", card),
        part,
        _slide("Nos agents (1/2)", card),
        _slide("Nos agents (2/2)", card),
        _slide("Nos projets", card),
    ]
    found = pieces(pdf(tmp_path / "a.pdf", *drawn, size=(960, 540)))  # type: ignore[arg-type]
    sections, blocks = find_sections(found, (), 5)
    _check(sections, blocks)
    assert [s.path for s in sections] == [
        ("Préambule",),
        ("Les résultats",),
        ("Les résultats", "Nos agents (1/2)"),
        ("Les résultats", "Nos agents (2/2)"),
        ("Les résultats", "Nos projets"),
    ]


def test_nothing_to_read() -> None:
    assert find_sections((), (OutlineEntry("Un", 0, 1), OutlineEntry("Deux", 0, 1)), 1)[1] == ()
    assert find_sections((), (), 1) == ((), ())
