from __future__ import annotations

from pathlib import Path

import pytest
from drawn_pages import A4, first_page, golden, paragraph, pdf, pieces, write
from reportlab.lib.colors import lightblue
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from corpus.content import Figure
from corpus.layout import lay_out
from corpus.report import BlockKind

LEFT = [
    "La première colonne parle du budget,",
    "de ses recettes et de ses dépenses",
    "sur trois lignes serrées.",
]
RIGHT = [
    "La seconde colonne parle des agents,",
    "de leurs métiers et de leur nombre",
    "sur trois lignes aussi.",
]


def test_two_columns_under_a_title(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 60, "Le titre passe sur les deux colonnes de la page entière", "Helvetica-Bold", 16)
        paragraph(c, 50, 100, LEFT)
        paragraph(c, 310, 100, RIGHT)

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [
        "paragraph: Le titre passe sur les deux colonnes de la page entière",
        f"paragraph: {' '.join(LEFT)}",
        f"paragraph: {' '.join(RIGHT)}",
    ]


def test_three_columns_whose_lines_do_not_align(tmp_path: Path) -> None:
    texts = [[f"{name} ligne {k} de texte courant" for k in (1, 2, 3)] for name in ("Un", "Deux", "Trois")]

    def draw(c: Canvas) -> None:
        for k, lines in enumerate(texts):
            paragraph(c, 40 + 180 * k, 100 + 5 * k, lines)

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [f"paragraph: {' '.join(t)}" for t in texts]


def test_a_loosely_justified_line_stays_in_its_column(tmp_path: Path) -> None:
    def spread(c: Canvas, x: float, top: float, text: str) -> None:
        for word in text.split():
            write(c, x, top, word)
            x += stringWidth(word, "Helvetica", 10) + 15

    loose = "soit beaucoup trop peu"
    right = 50 + sum(stringWidth(w, "Helvetica", 10) + 15 for w in loose.split()) + 3

    def draw(c: Canvas) -> None:
        lines = ["Le budget, tel que", "voté par le conseil", "en mars, est donc", "de 12 euros,"]
        paragraph(c, 50, 100, lines)
        paragraph(c, right, 100, [*RIGHT, "et de leurs"])
        spread(c, 50, 148, loose)
        spread(c, right, 148, "lieux de travail")

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [
        "paragraph: Le budget, tel que voté par le conseil en mars, est donc de 12 euros, soit beaucoup trop "
        "peu",
        f"paragraph: {' '.join(RIGHT)} et de leurs lieux de travail",
    ]


def test_boxes_of_a_slide_are_read_one_by_one(tmp_path: Path) -> None:
    cards = [["Accueil", "12 agents", "au guichet"], ["Voirie", "8 agents", "en équipe"]]

    def draw(c: Canvas) -> None:
        for k, card in enumerate(cards):
            c.setFillColor(lightblue)
            c.rect(50 + 130 * k, 640, 120, 100, stroke=0, fill=1)
            c.setFillGray(0)
            for row, line in enumerate(card):
                write(c, 60 + 130 * k, 120 + 12 * row, line)

    found = golden(pdf(tmp_path / "a.pdf", draw))
    assert found == ["paragraph: Accueil 12 agents au guichet", "paragraph: Voirie 8 agents en équipe"]


def test_paragraphs_items_sources_and_notes(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        paragraph(c, 50, 100, ["Les services ont reçu plus de demandes que l'an dernier et ont tenu", "bon."])
        paragraph(c, 50, 140, ["• les tickets, dont le nombre monte", "  encore"])
        paragraph(c, 50, 164, ["• les appels"])
        paragraph(c, 50, 200, ["Tableau 3 : les demandes par mois"])
        write(c, 50, 230, "Source : service informatique", size=8)
        write(c, 50, 800, "1", size=5)
        write(c, 54, 802, "Hors demandes faites au guichet de la mairie.", size=7)

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [
        "paragraph: Les services ont reçu plus de demandes que l'an dernier et ont tenu bon.",
        "list item: • les tickets, dont le nombre monte encore",
        "list item: • les appels",
        "caption: Tableau 3 : les demandes par mois",
        "footnote: Source : service informatique",
        "footnote: 1 Hors demandes faites au guichet de la mairie.",
    ]


def test_a_title_of_address_does_not_end_a_line_of_text(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        paragraph(c, 50, 100, ["Le conseil communautaire, réuni le mardi, a décidé à mains levées de"])
        paragraph(c, 50, 112, ["nommer pour trois ans et sans autre débat M."])
        paragraph(c, 130, 124, ["Luc VERDIER représentant au syndicat."])

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [
        "paragraph: Le conseil communautaire, réuni le mardi, a décidé à mains levées de nommer pour trois "
        "ans et sans autre débat M. Luc VERDIER représentant au syndicat."
    ]


def test_a_bold_line_stands_alone(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 100, "Les tournées", "Helvetica-Bold")
        paragraph(c, 50, 112, ["Elles passent deux fois par semaine."])

    heading, text = pieces(pdf(tmp_path / "a.pdf", draw))
    assert (heading.text, heading.bold, heading.size) == ("Les tournées", True, 10)
    assert (text.text, text.bold) == ("Elles passent deux fois par semaine.", False)


def test_words_of_a_figure_leave_the_text_and_it_stands_in_order(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        paragraph(c, 50, 100, ["Avant le graphique."])
        paragraph(c, 50, 200, ["étiquette"])
        paragraph(c, 50, 300, ["Après le graphique."])

    page = first_page(pdf(tmp_path / "a.pdf", draw))
    figure = Figure(BlockKind.CHART, (40, 150, 400, 250), "Graphique lu")
    found = lay_out(page, [figure], frozenset())
    assert [p.text for p in found] == ["Avant le graphique.", "Graphique lu", "Après le graphique."]


def test_labels_and_values_stay_on_their_row(tmp_path: Path) -> None:
    rows = [("Recettes", "1 200"), ("Dépenses", "1 100"), ("Solde", "100")]

    def draw(c: Canvas) -> None:
        for k, (label, value) in enumerate(rows):
            write(c, 50, 100 + 14 * k, label)
            write(c, 250, 100 + 14 * k, value)

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [f"paragraph: {a} {b}" for a, b in rows]


def test_spans_place_each_word_on_the_displayed_page(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.translate(100, 100)
        c.rotate(90)
        c.drawString(0, 0, "Cette page se lit en tournant la tête vers la gauche.")

    (piece,) = pieces(pdf(tmp_path / "a.pdf", draw))
    first = piece.spans[0]
    assert piece.text[first.start : first.end] == "Cette"
    # Drawn upwards from x = 100 and 100 points over the bottom: its box ends 842 - 100 under the top.
    assert first.box[3] == pytest.approx(A4[1] - 100, abs=0.5)
    assert first.box[0] < 100 < first.box[2]


def test_hyphenation_and_the_words_of_the_document(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        paragraph(
            c, 50, 100, ["Le rapport présente l'action de la collec-", "tivité dans le Val-de-", "Marne."]
        )

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [
        "paragraph: Le rapport présente l'action de la collectivité dans le Val-de-Marne."
    ]


def test_a_large_figure_beside_text_makes_no_rows(tmp_path: Path) -> None:
    lines = ["Quarante pour cent des opinions sont positives,", "et les relations sont les mieux perçues,",
             "puis viennent les conditions de vie au travail,",
             "enfin les évolutions de carrière."]  # fmt: skip

    def draw(c: Canvas) -> None:
        for k, label in enumerate(("Réponse", "Mauvaises", "Moyennes", "Bonnes")):
            write(c, 20, 110 + 12 * k, label, size=6)
        write(c, 120, 115, "40%", size=18)
        paragraph(c, 220, 100, lines)

    assert f"paragraph: {' '.join(lines)}" in golden(pdf(tmp_path / "a.pdf", draw))


def test_a_raised_figure_is_a_note_but_on_a_unit(tmp_path: Path) -> None:
    """« immobilisations² » calls note 2, « 12 m² » is a surface, « A4 » a format."""

    def draw(c: Canvas) -> None:
        write(c, 50, 60, "Les immobilisations")
        write(c, 50 + c.stringWidth("Les immobilisations", "Helvetica", 10), 56, "12", size=6)
        write(c, 50, 120, "Une salle de 12 m")
        write(c, 50 + c.stringWidth("Une salle de 12 m", "Helvetica", 10), 116, "2", size=6)
        write(c, 50, 180, "Une feuille A4")

    assert golden(pdf(tmp_path / "a.pdf", draw)) == [
        "paragraph: Les immobilisations ¹²",
        "paragraph: Une salle de 12 m²",
        "paragraph: Une feuille A4",
    ]
