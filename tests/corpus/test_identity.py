from __future__ import annotations

from pathlib import Path

import pytest

from corpus.content import Document, Piece
from corpus.identity import Identity, identify
from corpus.organisation import body_in
from corpus.report import BlockKind


def piece(text: str, size: float = 10.0, page: int = 1, bold: bool = False) -> Piece:
    kind = BlockKind.HEADING if size > 14 else BlockKind.PARAGRAPH
    return Piece(kind, text, page, (0, 0, 100, 10), (), size=size, bold=bold)


BODY = piece("Le service a traité les demandes des usagers tout au long de l'exercice. " * 6, page=2)


def told(
    *pieces: Piece, title: str = "", author: str = "", name: str = "fichier.pdf", heads: tuple[str, ...] = ()
) -> Identity:
    document = Document(page_count=2, outline=(), labels=("", ""), title=title, author=author)
    return identify(document, Path(name), [*pieces, BODY], heads)


def test_the_title_is_the_largest_text_of_the_cover() -> None:
    found = told(piece("Commune de Valmont"), piece("Rapport d'activité", 30), piece("des services", 28))
    assert found.title == "Rapport d'activité des services"


def test_the_properties_give_the_title_when_the_cover_shows_it() -> None:
    cover = piece("Bilan annuel de l'eau", 24)
    assert told(cover, title="Bilan annuel de l'eau potable").title == "Bilan annuel de l'eau potable"


@pytest.mark.parametrize(
    "leftover",
    [
        "Microsoft Word - bilan_eau.docx",
        "Présentation PowerPoint",
        "bilan_eau_v3",
        "Diapositive 1",
        "untitled",
        "Bilan annuel de l'eau 2019",  # of the template: the cover says otherwise
        "Magazine du canton",
        "fichier",
    ],
)
def test_a_default_or_leftover_title_is_passed_over(leftover: str) -> None:
    assert told(piece("Bilan annuel de l'eau 2023", 24), title=leftover).title == "Bilan annuel de l'eau 2023"


def test_the_file_name_is_the_last_resort() -> None:
    document = Document(page_count=1, outline=(), labels=("",), title="", author="")
    assert identify(document, Path("bilan_social-2022.pdf"), []).title == "Bilan social 2022"


def test_a_title_without_a_date_takes_the_line_that_gives_it() -> None:
    found = told(piece("Fiches des sections", 24), piece("- Année 2021 -", 12))
    assert found.title == "Fiches des sections – Année 2021"
    assert found.period == "2021"


@pytest.mark.parametrize(
    ("cover", "name", "period"),
    [
        (["Rapport d'activité 2023", "Publié en juin 2024"], "rapport.pdf", "2023"),
        (["Rapport annuel", "Exercice 2022", "Conseil du 14 septembre 2023"], "rapport.pdf", "2022"),
        (["Rapport de l'année scolaire 2022-2023"], "rapport.pdf", "2022-2023"),
        (["Bilan 2024"], "bilan.pdf", "2024"),
        (["Conseil municipal", "Séance du 11 juin 2020"], "cm-2020-06-11.pdf", "2020"),
        (["Chiffres clés"], "chiffres-cles-2019.pdf", "2019"),
        (["Chiffres clés"], "chiffres-cles.pdf", None),
        (["Panorama de l'eau", "Édition 2024", "Données 2023"], "panorama.pdf", "2023"),
        (["Bilan 2021 et 2022"], "bilan.pdf", "2022"),
    ],
)
def test_the_period_is_the_year_that_the_report_is_about(
    cover: list[str], name: str, period: str | None
) -> None:
    first, *others = cover
    assert told(piece(first, 24), *map(piece, others), name=name).period == period


def test_the_year_named_most_decides_when_nothing_else_does() -> None:
    pieces = [piece("Panorama de l'eau", 24), *(piece(f"En 201{i}, tout va.", page=4) for i in (7, 8, 8))]
    assert told(*pieces).period == "2018"


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("Commune de Valmont", "Commune de Valmont"),
        ("COMMUNE DE VALMONT-LE-BAS SEANCE DU 13 MARS 2021", "COMMUNE DE VALMONT-LE-BAS"),
        ("Communauté de Communes du Val d'Or – 12 rue Haute", "Communauté de Communes du Val d'Or"),
        ("Le Syndicat mixte de l'Orge est présidé par", "Syndicat mixte de l'Orge"),
        ("Université de Haute-Marne", "Université de Haute-Marne"),
        ("Direction générale des eaux Service des usages", "Direction générale des eaux"),
        ("Agence de l'eau", "Agence de l'eau"),
        ("la ville nouvelle", ""),
        ("Rapport d'activité", ""),
    ],
)
def test_a_body_is_named_from_its_kind_to_the_end_of_its_name(line: str, body: str) -> None:
    assert body_in(line) == body


def test_the_author_counts_when_it_is_a_body() -> None:
    assert told(author="Syndicat des eaux du Val").organisation == "Syndicat des eaux du Val"
    assert told(author="Jeanne Petit").organisation == ""
    assert told(author="jpetit01").organisation == ""
    assert told(author="Microsoft Office User").organisation == ""
    assert told(piece("Le SYVALOR trie."), author="SYVALOR (JP)").organisation == "SYVALOR"


def test_the_body_on_the_cover_is_made_whole_by_the_next_line() -> None:
    found = told(piece("Rapport annuel", 24), piece("Communauté de communes"), piece("du Val d'Or"))
    assert found.organisation == "Communauté de communes du Val d'Or"


def test_a_name_in_capitals_over_every_page() -> None:
    assert told(piece("Comptes 2021", 24), heads=("VALMONT - Orne", "Page")).organisation == "VALMONT"
    assert told(piece("Comptes 2021", 24), heads=("COMPTE RENDU",)).organisation == ""
