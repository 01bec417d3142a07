"""Key figures: large numbers and numbers in boxes, each with the words that name it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from chart_drawings import PALETTE, page_of
from reportlab.pdfgen.canvas import Canvas

from corpus.key_figures import find_key_figures
from corpus.report import BlockKind

BODY = "Le service a poursuivi son activité tout au long de cette année de travail."


def running_text(canvas: Canvas) -> None:
    """Ten lines at the size of most of the page."""
    canvas.setFont("Helvetica", 10)
    for line in range(10):
        canvas.drawString(60, 140 - 12 * line, BODY)


def read(path: Path, draw: Callable[[Canvas], None]) -> list[tuple[str, Decimal, str | None, str]]:
    """(label, value, unit, text) of each key figure."""

    def whole(canvas: Canvas) -> None:
        running_text(canvas)
        draw(canvas)

    found = find_key_figures(page_of(path, whole), ())
    assert all(figure.kind is BlockKind.KEY_FIGURE for figure in found)
    charts = [(figure.chart, figure.text) for figure in found]
    return [(c.values[0].category, c.values[0].value, c.unit, text) for c, text in charts if c]


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "figures.pdf"


def test_a_large_number_over_its_label(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 36)
        canvas.drawCentredString(200, 300, "248")
        canvas.setFont("Helvetica", 12)
        canvas.drawCentredString(200, 280, "communes équipées")
        canvas.drawCentredString(200, 265, "en fin d’année")

    label = "communes équipées en fin d’année"
    assert read(pdf, draw) == [(label, Decimal(248), None, f"{label} : 248")]


def test_a_number_with_its_unit_in_a_coloured_box(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(PALETTE[1])
        canvas.roundRect(80, 250, 140, 60, 8, stroke=0, fill=1)
        canvas.setFillColorRGB(1, 1, 1)
        canvas.setFont("Helvetica-Bold", 11)
        canvas.drawCentredString(150, 285, "Déchets collectés")
        canvas.drawCentredString(150, 265, "4 277 tonnes")

    assert read(pdf, draw) == [
        ("Déchets collectés", Decimal(4277), "tonnes", "Déchets collectés : 4 277 tonnes")
    ]


def test_a_label_that_announces_its_number(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawCentredString(150, 285, "Moyenne nationale :")
        canvas.drawCentredString(150, 271, "221 kg / hab. / an")

    assert read(pdf, draw) == [
        ("Moyenne nationale", Decimal(221), "kg/habitant/an", "Moyenne nationale : 221 kg / hab. / an")
    ]


def test_a_label_beside_its_number(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(80, 270, "264,59 kg")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(185, 272, "par an et par habitant")

    assert [(label, value, unit) for label, value, unit, _ in read(pdf, draw)] == [
        ("par an et par habitant", Decimal("264.59"), "kg")
    ]


def test_several_figures_keep_their_own_labels(pdf: Path) -> None:
    cards = (("31", "agents"), ("7", "marchés publics"), ("12", "réunions du comité"))

    def draw(canvas: Canvas) -> None:
        for index, (number, label) in enumerate(cards):
            canvas.setFont("Helvetica-Bold", 28)
            canvas.drawCentredString(120 + 160 * index, 300, number)
            canvas.setFont("Helvetica", 11)
            canvas.drawCentredString(120 + 160 * index, 282, label)

    found = {(label, str(value)) for label, value, _, _ in read(pdf, draw)}
    assert found == {(label, number) for number, label in cards}


@pytest.mark.parametrize(
    ("number", "label"),
    [
        ("2023", "Rapport d’activité"),
        ("3", "Finances"),
        ("05", "Communication"),
        ("44", "contact@exemple.fr"),
    ],
)
def test_years_section_numbers_and_addresses_are_no_key_figures(pdf: Path, number: str, label: str) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 30)
        canvas.drawString(80, 300, number)
        canvas.setFont("Helvetica-Bold", 28)
        canvas.drawString(140, 300, label)

    assert read(pdf, draw) == []


def test_numbered_steps_are_no_key_figures(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index, label in enumerate(("Décider", "Construire", "Évaluer")):
            canvas.setFont("Helvetica-Bold", 30)
            canvas.drawCentredString(120 + 150 * index, 300, str(index + 1))
            canvas.setFont("Helvetica", 11)
            canvas.drawCentredString(120 + 150 * index, 282, label)

    assert read(pdf, draw) == []


def test_a_page_of_text_has_none(pdf: Path) -> None:
    assert read(pdf, lambda canvas: canvas.drawString(60, 300, "Il y a 31 agents et 12 réunions.")) == []


def test_what_is_taken_is_left_alone(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        running_text(canvas)
        canvas.setFont("Helvetica-Bold", 36)
        canvas.drawCentredString(200, 300, "248")
        canvas.setFont("Helvetica", 12)
        canvas.drawCentredString(200, 280, "communes équipées")

    page = page_of(pdf, draw)
    assert len(find_key_figures(page, ())) == 1
    assert find_key_figures(page, [(100, 80, 300, 160)]) == ()


def test_a_heading_over_the_frame_of_its_number(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index, (name, number) in enumerate((("TAXE", "1 985 040 €"), ("RS", "109 926 €"))):
            middle = 130 + 200 * index
            canvas.setStrokeColorRGB(0, 0.5, 0.5)
            canvas.roundRect(middle - 70, 260, 140, 60, 20, stroke=1, fill=0)
            canvas.setFont("Helvetica-Bold", 16)
            canvas.drawCentredString(middle, 285, number)
            canvas.setFont("Helvetica-Bold", 13)
            canvas.drawCentredString(middle, 324, name)

    found = [(label, str(value), unit) for label, value, unit, _ in read(pdf, draw)]
    assert found == [("TAXE", "1985040", "€"), ("RS", "109926", "€")]


def test_a_card_of_two_numbers_under_one_heading(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setStrokeColorRGB(0, 0.5, 0.5)
        canvas.rect(80, 250, 160, 50, stroke=1, fill=0)
        canvas.setFont("Helvetica", 9)
        for index, line in enumerate(("collecte du verre", "620 T", "38,37 kg / hab. / an")):
            canvas.drawCentredString(160, 286 - 13 * index, line)

    assert [(label, str(value), unit) for label, value, unit, _ in read(pdf, draw)] == [
        ("collecte du verre", "620", "tonnes"),
        ("collecte du verre", "38.37", "kg/habitant/an"),
    ]


def test_a_swatch_with_a_share_beside_its_words(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for index, (share, name) in enumerate((("5,14 %", "Redevance spéciale"), ("0,84 %", "Ventes"))):
            canvas.setFillColor(PALETTE[index])
            canvas.rect(80, 300 - 30 * index, 46, 24, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.setFont("Helvetica", 10)
            canvas.drawCentredString(103, 308 - 30 * index, share)
            canvas.drawString(132, 308 - 30 * index, name)

    found = [(label, str(value), unit) for label, value, unit, _ in read(pdf, draw)]
    assert found == [("Redevance spéciale", "5.14", "%"), ("Ventes", "0.84", "%")]


def test_rows_of_amounts_and_posts_with_their_words_further_right(pdf: Path) -> None:
    rows = (
        ("370 820 €", "+ 2 ETP", "Soutien aux services"),
        ("406 165 €", "+ 3,7 ETP", "Animation du réseau"),
    )

    def draw(canvas: Canvas) -> None:
        for index, (amount, posts, name) in enumerate(rows):
            height = 330 - 50 * index
            canvas.setFont("Helvetica-Bold", 20)
            canvas.drawCentredString(110, height, amount)
            canvas.setFont("Helvetica-Bold", 12)
            canvas.drawCentredString(220, height, posts)
            canvas.setFont("Helvetica", 15)
            canvas.drawString(290, height, name)

    assert [(label, str(value), unit) for label, value, unit, _ in read(pdf, draw)] == [
        ("Soutien aux services", "370820", "€"),
        ("Soutien aux services", "2", "ETP"),
        ("Animation du réseau", "406165", "€"),
        ("Animation du réseau", "3.7", "ETP"),
    ]


def test_a_rate_goes_on_about_the_figure_above(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawCentredString(130, 320, "620 T")
        canvas.setFont("Helvetica", 11)
        canvas.drawCentredString(130, 304, "de verre collecté")
        canvas.setFont("Helvetica-Bold", 18)
        canvas.drawString(90, 270, "38,37 kg")
        canvas.setFont("Helvetica", 11)
        canvas.drawString(180, 272, "par an et par habitant")

    assert read(pdf, draw) == [
        ("de verre collecté", Decimal(620), "tonnes", "de verre collecté : 620 T"),
        (
            "de verre collecté par an et par habitant",
            Decimal("38.37"),
            "kg/habitant/an",
            "de verre collecté : 38,37 kg par an et par habitant",
        ),
    ]


def test_a_lowered_figure_keeps_its_sign(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 20)
        canvas.drawCentredString(150, 320, "- 254 T")
        canvas.setFont("Helvetica", 11)
        canvas.drawCentredString(150, 302, "de déchets collectés")

    assert [(str(value), text) for _, value, _, text in read(pdf, draw)] == [
        ("-254", "de déchets collectés : -254 T")
    ]
