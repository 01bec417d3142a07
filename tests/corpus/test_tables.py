"""One small page for each way a table defeats an ordinary extractor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from reportlab.lib import colors
from reportlab.pdfgen.canvas import Canvas

from corpus.content import Figure, PageContent
from corpus.pdf import read_pages
from corpus.report import BlockKind, Table
from corpus.tables import (
    column_header,
    continue_tables,
    find_tables,
    row_header,
    without_borrowed_titles,
)

WIDTH, HEIGHT = 595.0, 842.0
Draw = Callable[[Canvas], None]
NAVY = colors.Color(0.0, 0.2, 0.5)
PALE = colors.Color(0.85, 0.92, 0.98)


@pytest.fixture
def page_of(tmp_path: Path) -> Callable[[Draw], PageContent]:
    def build(draw: Draw) -> PageContent:
        path = tmp_path / "page.pdf"
        canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
        draw(canvas)
        canvas.showPage()
        canvas.save()
        return next(iter(read_pages(path)))

    return build


def write(canvas: Canvas, x: float, top: float, text: str, *, bold: bool = False, size: float = 10) -> None:
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
    canvas.drawString(x, HEIGHT - top, text)


def write_right(canvas: Canvas, x: float, top: float, text: str, *, size: float = 10) -> None:
    canvas.setFont("Helvetica", size)
    canvas.drawRightString(x, HEIGHT - top, text)


def rule(canvas: Canvas, x0: float, y0: float, x1: float, y1: float) -> None:
    canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)


def fill(canvas: Canvas, x0: float, top: float, x1: float, bottom: float, color: colors.Color) -> None:
    canvas.setFillColor(color)
    canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
    canvas.setFillColor(colors.black)


def ruled(canvas: Canvas, xs: list[float], ys: list[float], rows: list[list[str]]) -> None:
    for x in xs:
        rule(canvas, x, ys[0], x, ys[-1])
    for y in ys:
        rule(canvas, xs[0], y, xs[-1], y)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            write(canvas, xs[c] + 4, ys[r] + 14, text)


def only(figures: tuple[Figure, ...]) -> Table:
    assert [f.kind for f in figures] == [BlockKind.TABLE]
    table = figures[0].table
    assert table is not None
    return table


def value(table: Table, row: str, column: str) -> str:
    """The text at the crossing of the row and the column whose headers hold these words."""
    found = [
        c.text
        for c in table.cells
        for r in range(c.row, c.row + c.row_span)
        for k in range(c.column, c.column + c.column_span)
        if not c.header
        and row in " ".join(row_header(table, r, k))
        and column in " ".join(column_header(table, k, r))
    ]
    assert len(found) == 1, (row, column, found)
    return found[0]


def test_a_ruled_table_has_its_title_its_unit_and_its_blank_cell(
    page_of: Callable[[Draw], PageContent],
) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 90, "Collecte des déchets (en tonnes)", bold=True)
        ruled(
            canvas,
            [60, 200, 280, 360],
            [100, 120, 140, 160],
            [["", "2022", "2023"], ["Verre", "624,00", "620,14"], ["Textile", "", "68,44"]],
        )

    figures = find_tables(page_of(draw))
    table = only(figures)
    assert (table.rows, table.columns, table.header_rows, table.header_columns) == (3, 3, 1, 1)
    assert (table.title, table.unit) == ("Collecte des déchets (en tonnes)", "tonnes")
    assert value(table, "Verre", "2022") == "624,00"
    assert value(table, "Textile", "2022") == ""
    assert value(table, "Textile", "2023") == "68,44"
    assert figures[0].text.splitlines()[0] == table.title
    assert figures[0].box[1] > 95  # The title line at 90 stays outside.
    for span in figures[0].spans:
        assert figures[0].text[span.start : span.end].strip()


def test_spans_place_the_words_of_the_text(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        rows = [["Poste", "Montant"], ["Personnel", "656 196,00 €"], ["Total", "700 000,00 €"]]
        ruled(canvas, [60, 200, 320], [100, 120, 140, 160], rows)

    content = page_of(draw)
    figure = find_tables(content)[0]
    words = {w.box: w.text for w in content.words}
    assert [figure.text[s.start : s.end] for s in figure.spans] == [words[s.box] for s in figure.spans]
    assert figure.text.splitlines() == ["Poste | Montant", "Personnel | 656 196,00 €", "Total | 700 000,00 €"]


def test_merged_headers_spread_over_their_columns(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for x, top in ((60, 100), (160, 100), (300, 100), (440, 100), (230, 120), (370, 120)):
            rule(canvas, x, top, x, 180)
        for y in (100, 140, 160, 180):
            rule(canvas, 60, y, 440, y)
        rule(canvas, 160, 120, 440, 120)
        write(canvas, 200, 114, "Prévu")
        write(canvas, 340, 114, "Réalisé")
        for x, text in ((170, "2022"), (240, "2023"), (310, "2022"), (380, "2023")):
            write(canvas, x, 134, text)
        for top, row in ((154, ["Eau", "10", "11", "12", "13"]), (174, ["Voirie", "20", "21", "22", "23"])):
            for x, text in zip((64, 170, 240, 310, 380), row, strict=True):
                write(canvas, x, top, text)

    table = only(find_tables(page_of(draw)))
    assert table.header_rows == 2
    assert column_header(table, 2) == ("Prévu", "2023")
    assert column_header(table, 3) == ("Réalisé", "2022")
    assert value(table, "Voirie", "Réalisé 2022") == "22"


def test_a_label_merged_over_rows_heads_each_of_them(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (60, 160, 260, 340):
            rule(canvas, x, 100, x, 200)
        for y in (100, 120, 160, 200):
            rule(canvas, 60, y, 340, y)
        rule(canvas, 160, 140, 340, 140)
        rule(canvas, 160, 180, 340, 180)
        for x, text in ((64, "Service"), (164, "Sexe"), (264, "Agents")):
            write(canvas, x, 114, text)
        write(canvas, 64, 144, "Eau")
        write(canvas, 64, 184, "Voirie")
        for top, sex, number in (
            (134, "Femmes", "12"),
            (154, "Hommes", "34"),
            (174, "Femmes", "5"),
            (194, "Hommes", "6"),
        ):
            write(canvas, 164, top, sex)
            write(canvas, 264, top, number)

    table = only(find_tables(page_of(draw)))
    assert row_header(table, 2) == ("Eau", "Hommes")
    assert row_header(table, 3) == ("Voirie", "Femmes")


def test_a_group_row_heads_the_rows_below_it(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (60, 340):
            rule(canvas, x, 100, x, 220)
        for y in range(100, 221, 20):
            rule(canvas, 60, y, 340, y)
        for x in (200, 270):
            rule(canvas, x, 100, x, 120)
            rule(canvas, x, 140, x, 180)
            rule(canvas, x, 200, x, 220)
        rows = [
            ["", "2022", "2023"],
            ["Dépenses"],
            ["Personnel", "1", "2"],
            ["Énergie", "3", "4"],
            ["Recettes"],
            ["Ventes", "5", "6"],
        ]
        for r, row in enumerate(rows):
            for x, text in zip((64, 210, 280), row, strict=False):
                write(canvas, x, 114 + 20 * r, text, bold=len(row) == 1)

    table = only(find_tables(page_of(draw)))
    assert row_header(table, 3) == ("Dépenses", "Énergie")
    assert row_header(table, 5) == ("Recettes", "Ventes")
    assert value(table, "Recettes Ventes", "2023") == "6"


def test_booktabs_columns_take_the_headers_over_them(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for y in (100, 118, 180):
            rule(canvas, 60, y, 360, y)
        write_right(canvas, 230, 113, "Fréquence")
        write_right(canvas, 350, 113, "% exhaustivité")
        for top, label, count, share in (
            (134, "Entrée", "416 733", "100,00"),
            (152, "Sortie", "9 343", "93,91"),
            (170, "Diagnostic", "285", "59,87"),
        ):
            write(canvas, 64, top, label)
            write_right(canvas, 230, top, count)
            write_right(canvas, 350, top, share)
        write(canvas, 100, 198, "Tableau 3 : Exhaustivité du recueil")

    table = only(find_tables(page_of(draw)))
    assert table.title == "Tableau 3 : Exhaustivité du recueil"
    assert value(table, "Sortie", "Fréquence") == "9 343"
    assert value(table, "Diagnostic", "% exhaustivité") == "59,87"


def booktabs(canvas: Canvas, top: float, rows: list[tuple[str, ...]]) -> None:
    for y in (top, top + 18, top + 18 * len(rows)):
        rule(canvas, 60, y, 360, y)
    for k, (label, *values) in enumerate(rows):
        write(canvas, 64, top + 13 + 18 * k, label)
        for x, text in zip((180, 265, 350), values, strict=False):
            write_right(canvas, x, top + 13 + 18 * k, text)


def test_captions_under_the_tables_are_not_taken_for_titles_of_the_next(
    page_of: Callable[[Draw], PageContent],
) -> None:
    def draw(canvas: Canvas) -> None:
        rows: list[tuple[str, ...]] = [("", "n", "%"), ("Visites", "12", "60,00"), ("Appels", "8", "40,00")]
        booktabs(canvas, 100, rows)
        write(canvas, 100, 170, "Tableau 3 : Demandes des usagers")
        booktabs(canvas, 180, rows)
        write(canvas, 100, 250, "Tableau 4 : Demandes des agents")

    first, second = (f.table for f in find_tables(page_of(draw)) if f.table)
    assert first.title == "Tableau 3 : Demandes des usagers"
    assert second.title == "Tableau 4 : Demandes des agents"


def test_captions_over_the_tables_stay_with_the_table_below(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        rows: list[tuple[str, ...]] = [("", "n", "%"), ("Visites", "12", "60,00"), ("Appels", "8", "40,00")]
        for k in range(3):
            write(canvas, 100, 92 + 80 * k, f"Tableau {k} : Demandes de la semaine {k}")
            booktabs(canvas, 100 + 80 * k, rows)

    titles = [f.table.title for f in find_tables(page_of(draw)) if f.table]
    assert titles == [f"Tableau {k} : Demandes de la semaine {k}" for k in range(3)]


def test_one_ruled_row_of_figures_is_a_table(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        booktabs(canvas, 100, [("Médiane", "Moyenne", "Minimum", "Maximum"), ("12", "14", "3", "41")])

    table = only(find_tables(page_of(draw)))
    assert (table.header_rows, table.header_columns) == (1, 0)
    assert [c.text for c in table.cells if c.row == 1] == ["12", "14", "3", "41"]
    assert column_header(table, 3) == ("Maximum",)


def test_short_labels_without_figures_are_rows_of_their_own(page_of: Callable[[Draw], PageContent]) -> None:
    rows = [("Col", "63"), ("Dia", ""), ("Dts", ""), ("Geb", "41"), ("Hag", ""), ("Odi", ""), ("Wis", "85")]

    def draw(canvas: Canvas) -> None:
        for y in (100, 118, 118 + 14 * len(rows)):
            rule(canvas, 60, y, 200, y)
        write_right(canvas, 150, 113, "Nombre")
        write_right(canvas, 190, 113, "%")
        for k, (label, count) in enumerate(rows):
            write(canvas, 64, 129 + 14 * k, label)
            write_right(canvas, 150, 129 + 14 * k, count)
            write_right(canvas, 190, 129 + 14 * k, count and "0,25")

    table = only(find_tables(page_of(draw)))
    assert [row_header(table, r)[-1] for r in range(1, table.rows)] == [label for label, _ in rows]


def test_a_title_that_is_a_label_of_the_chart_above_is_dropped(
    page_of: Callable[[Draw], PageContent],
) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 100, 92, "Tableau 3 : Demandes")
        booktabs(canvas, 100, [("", "n", "%"), ("Visites", "12", "60,00"), ("Appels", "8", "40,00")])

    (table,) = find_tables(page_of(draw))
    chart = Figure(BlockKind.CHART, (50, 20, 400, 97), "")
    assert without_borrowed_titles([table], [chart])[0].text.startswith(" | n | %")
    elsewhere, beside = replace(chart, box=(50, 20, 400, 60)), replace(chart, box=(50, 20, 400, 200))
    assert without_borrowed_titles([table], [elsewhere, beside]) == (table,)


def test_an_unruled_row_with_a_gap_keeps_its_values_in_place(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for x, year in ((240, "2021"), (310, "2022"), (380, "2023")):
            write_right(canvas, x, 100, year)
        rows = [
            ("Batteries", "2,23", "0,55", "0,16"),
            ("Pneus", "", "", "0,87"),
            ("Verre", "1 241,66", "", "989,33"),
            ("Bois", "4,00", "5,00", "6,00"),
        ]
        for r, row in enumerate(rows):
            write(canvas, 60, 118 + 14 * r, row[0])
            for x, text in zip((240, 310, 380), row[1:], strict=True):
                write_right(canvas, x, 118 + 14 * r, text)

    table = only(find_tables(page_of(draw)))
    assert value(table, "Pneus", "2021") == value(table, "Pneus", "2022") == ""
    assert value(table, "Pneus", "2023") == "0,87"
    assert value(table, "Verre", "2022") == ""
    assert value(table, "Verre", "2021") == "1 241,66"


def test_cells_made_of_colour_alone_are_a_table(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for r, row in enumerate(
            [["Tarifs", "2022", "2023"], ["Vente", "250 €", "260 €"], ["Conception", "150 €", "155 €"]]
        ):
            for c, text in enumerate(row):
                fill(
                    canvas, 60 + 100 * c, 100 + 24 * r, 158 + 100 * c, 122 + 24 * r, NAVY if r == 0 else PALE
                )
                canvas.setFillColor(colors.white if r == 0 else colors.black)
                write(canvas, 66 + 100 * c, 115 + 24 * r, text)

    table = only(find_tables(page_of(draw)))
    assert table.header_rows == 1
    assert value(table, "Conception", "2023") == "155 €"


def test_pieces_parted_by_small_gaps_are_one_table(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        fill(canvas, 160, 100, 300, 112, PALE)
        write(canvas, 200, 109, "Années", size=8)
        ruled(canvas, [60, 160, 230, 300], [120, 140], [["", "2022", "2023"]])
        ruled(canvas, [60, 160, 230, 300], [148, 168, 188], [["Femmes", "40", "41"], ["Hommes", "60", "61"]])
        ruled(canvas, [60, 160, 230, 300], [196, 216], [["Total", "100", "102"]])

    table = only(find_tables(page_of(draw)))
    assert value(table, "Hommes", "2022") == "60"
    assert value(table, "Total", "2023") == "102"
    assert column_header(table, 1)[-1] == "2022"


def test_two_tables_side_by_side_stay_two(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        rows = [["", "2022"], ["Eau", "10"], ["Voirie", "20"]]
        ruled(canvas, [60, 160, 220], [100, 120, 140, 160], rows)
        ruled(canvas, [240, 340, 400], [100, 120, 140, 160], [["", "2022"], ["Eau", "11"], ["Voirie", "21"]])

    figures = find_tables(page_of(draw))
    assert [f.table.columns for f in figures if f.table] == [2, 2]


def test_a_budget_of_two_sides_has_labels_on_both(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        rows = [
            ["DEPENSES", "Vote", "RECETTES", "Vote"],
            ["Fonctionnement", "3 655 000 €", "Fonctionnement", "1 234 734 €"],
            ["Déficit antérieur", "0 €", "Excédent antérieur", "2 420 266 €"],
        ]
        ruled(canvas, [60, 160, 240, 350, 440], [100, 120, 140, 160], rows)

    table = only(find_tables(page_of(draw)))
    assert value(table, "Excédent antérieur", "RECETTES Vote") == "2 420 266 €"
    assert value(table, "Déficit antérieur", "DEPENSES Vote") == "0 €"


def test_labels_in_the_middle_label_both_sides(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        rows = [
            ["En milliers", "Par habitant", "Opérations", "Ratio"],
            ["1 527", "1 414", "Produits de fonctionnement", "31,95"],
            ["1 017", "941", "Charges de fonctionnement", "53,04"],
            ["510", "472", "Résultat comptable", "-"],
        ]
        ruled(canvas, [40, 120, 200, 380, 450], [100, 120, 140, 160, 180], rows)

    table = only(find_tables(page_of(draw)))
    assert value(table, "Charges de fonctionnement", "Par habitant") == "941"
    assert value(table, "Résultat comptable", "Ratio") == "-"


def test_a_table_goes_on_over_the_page_with_its_header(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    xs = [60.0, 200.0, 300.0, 400.0]
    write(canvas, 60, 640, "Subventions", bold=True)
    ruled(
        canvas,
        xs,
        [650, 700, 750, 800],
        [["Association", "2022", "2023"], ["Judo", "500 €", "600 €"], ["Tennis", "700 €", "800 €"]],
    )
    canvas.showPage()
    ruled(canvas, xs, [40, 60, 80], [["Football", "900 €", "950 €"], ["Total", "2 100 €", "2 350 €"]])
    canvas.showPage()
    canvas.save()
    contents = list(read_pages(path))
    first, second = continue_tables([find_tables(c) for c in contents], [c.height for c in contents])
    table = only(second)
    assert not only(first).continues
    assert table.continues
    assert table.title == "Subventions"
    assert value(table, "Football", "2023") == "950 €"


def test_a_table_with_a_title_of_its_own_does_not_continue(tmp_path: Path) -> None:
    path = tmp_path / "two.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    rows = [["Poste", "2022", "2023"], ["Eau", "1", "2"], ["Gaz", "3", "4"]]
    for title, top in (("Dépenses", 700.0), ("Recettes", 60.0)):
        write(canvas, 60, top - 8, title, bold=True)
        ruled(canvas, [60, 200, 300, 400], [top, top + 30, top + 60, top + 90], rows)
        canvas.showPage()
    canvas.save()
    contents = list(read_pages(path))
    pages = continue_tables([find_tables(c) for c in contents], [c.height for c in contents])
    assert [only(p).continues for p in pages] == [False, False]


def test_unruled_years_spread_over_the_columns_under_them(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        write(canvas, 60, 60, "Budget de fonctionnement (en milliers d'euros)", bold=True)
        write(canvas, 262, 90, "2022", bold=True)
        write(canvas, 412, 90, "2023", bold=True)
        for x, text in ((250, "Voté"), (320, "Réalisé"), (400, "Voté"), (470, "Réalisé")):
            write_right(canvas, x, 104, text)
        rows = [("Personnel", "1 234", "1 200", "1 300", "1 298"), ("Énergie", "850", "812", "900", "877")]
        for r, row in enumerate(rows):
            write(canvas, 60, 124 + 15 * r, row[0])
            for x, text in zip((250, 320, 400, 470), row[1:], strict=True):
                write_right(canvas, x, 124 + 15 * r, text)

    table = only(find_tables(page_of(draw)))
    assert table.unit == "milliers d'euros"
    assert column_header(table, 2) == ("2022", "Réalisé")
    assert value(table, "Énergie", "2023 Voté") == "900"


def test_dots_that_lead_to_an_amount_are_no_part_of_its_label(
    page_of: Callable[[Draw], PageContent],
) -> None:
    def draw(canvas: Canvas) -> None:
        rows = [("Subventions", "12 500,00 €"), ("Cotisations", "8 320,50 €"), ("Dons", "1 200,00 €")]
        for r, (label, amount) in enumerate(rows):
            write(canvas, 60, 90 + 15 * r, label + " ............................")
            write_right(canvas, 400, 90 + 15 * r, amount)

    table = only(find_tables(page_of(draw)))
    assert row_header(table, 1) == ("Cotisations",)


def test_prose_beside_an_unruled_table_stays_out_of_it(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for r in range(10):
            write(
                canvas,
                40,
                100 + 14 * r,
                "Les élus ont voté 12 délibérations sur la gestion de l'eau",
                size=8.5,
            )
        for x, text in ((470, "2022"), (530, "2023")):
            write_right(canvas, x, 100, text, size=9)
        for r, row in enumerate(
            (("Abonnés", "1 489", "1 502"), ("Contrôles", "71", "80"), ("Agents", "12", "13"))
        ):
            write(canvas, 330, 114 + 14 * r, row[0], size=9)
            write_right(canvas, 470, 114 + 14 * r, row[1], size=9)
            write_right(canvas, 530, 114 + 14 * r, row[2], size=9)

    figure = find_tables(page_of(draw))[0]
    assert figure.box[0] > 300
    assert figure.table is not None
    assert value(figure.table, "Contrôles", "2023") == "80"


def test_a_turned_label_heads_its_rows(page_of: Callable[[Draw], PageContent]) -> None:
    def draw(canvas: Canvas) -> None:
        for x in (60, 90, 200, 270, 340):
            rule(canvas, x, 100, x, 170)
        for y in (100, 120, 170):
            rule(canvas, 60, y, 340, y)
        rule(canvas, 90, 145, 340, 145)
        for x, text in ((94, "Poste"), (204, "2022"), (274, "2023")):
            write(canvas, x, 114, text)
        canvas.saveState()
        canvas.translate(80, HEIGHT - 160)
        canvas.rotate(90)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(0, 0, "Eau")
        canvas.restoreState()
        for r, row in enumerate((("Achats", "1", "2"), ("Travaux", "3", "4"))):
            for x, text in zip((94, 204, 274), row, strict=True):
                write(canvas, x, 136 + 25 * r, text)

    table = only(find_tables(page_of(draw)))
    assert row_header(table, 2) == ("Eau", "Travaux")


@pytest.mark.parametrize("kind", ["paragraph", "boxed paragraph", "chart", "contents", "two columns", "list"])
def test_what_is_no_table_is_left_alone(page_of: Callable[[Draw], PageContent], kind: str) -> None:
    text = "Le conseil communautaire a voté en 2023 un budget de 1 250 000 euros pour la collecte"

    def draw(canvas: Canvas) -> None:
        if kind in ("paragraph", "boxed paragraph"):
            for r in range(8):
                write(canvas, 60, 100 + 14 * r, text)
            if kind == "boxed paragraph":
                canvas.rect(50, HEIGHT - 230, 480, 150)
        elif kind == "chart":
            for r, tick in enumerate(("400", "300", "200", "100", "0")):
                rule(canvas, 80, 100 + 30 * r, 400, 100 + 30 * r)
                write_right(canvas, 74, 103 + 30 * r, tick)
            for c, (height, year) in enumerate(((40, "2021"), (70, "2022"), (90, "2023"))):
                fill(canvas, 110 + 100 * c, 220 - height, 150 + 100 * c, 220, NAVY)
                write(canvas, 118 + 100 * c, 234, year)
        elif kind == "contents":
            for r, (title, page) in enumerate(
                (("1 Présentation", "3"), ("2 Indicateurs", "7"), ("3 Budget", "12"), ("4 Annexes", "15"))
            ):
                write(canvas, 60, 100 + 16 * r, title)
                write_right(canvas, 500, 100 + 16 * r, page)
        elif kind == "two columns":
            for r in range(10):
                write(canvas, 50, 100 + 14 * r, "Les élus ont voté 12 délibérations sur", size=9)
                write(canvas, 310, 100 + 14 * r, "la gestion de 2023, en présence de 40", size=9)
        else:
            for r, line in enumerate(
                ("Nombre d'abonnés : 1 489", "Réclamations : 12", "Contrôles réalisés dans l'année : 71")
            ):
                write(canvas, 60, 100 + 16 * r, "• " + line)

    assert find_tables(page_of(draw)) == ()


def test_decimals_set_with_one_space_are_columns_and_a_drawn_rule_ends_the_title(
    page_of: Callable[[Draw], PageContent],
) -> None:
    """« 99.87 100.00 » holds two numbers; « ===== » stands between the title and the table."""
    rows = [
        ("Commune", "99.53 99.97 100.00"),
        ("Sexe", "100.00 100.00 100.00"),
        ("Age", "98.17 100.00 97.04"),
    ]

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier", 10)
        for line, text in enumerate(["Score : 84.09 sur 100", "=" * 40, "Hôpital nord", "=" * 40]):
            canvas.drawString(72, 700 - 12 * line, text)
        canvas.drawString(72, 652, f"{'':15}" + "".join(f"{n:>7}" for n in (4, 5, 6)))
        for line, (label, values) in enumerate(rows):
            cells = "".join(f"{v:>7}" for v in values.split())
            canvas.drawString(72, 640 - 12 * line, f"{label:15}{cells}")

    table = only(find_tables(page_of(draw)))
    assert (table.title, table.header_rows, table.rows, table.columns) == ("Hôpital nord", 1, 4, 4)
    assert value(table, "Commune", "5") == "99.97"
    assert value(table, "Age", "6") == "97.04"


def two_columns(canvas: Canvas, *, ruled: bool) -> None:
    write(canvas, 60, 100, "Courrier", bold=True)
    rows = [("Indicateur", "2022"), ("Agents formés", "11"), ("Jours de formation", "3"), ("Plis", "750")]
    for k, (label, number) in enumerate(rows):
        write(canvas, 65, 125 + 20 * k, label, bold=k == 0)
        write_right(canvas, 530, 125 + 20 * k, number)
    for k in range(len(rows) + 1) if ruled else ():
        rule(canvas, 60, 112 + 20 * k, 535, 112 + 20 * k)


def test_rules_tie_a_label_to_a_value_across_the_page(page_of: Callable[[Draw], PageContent]) -> None:
    (figure,) = find_tables(page_of(lambda canvas: two_columns(canvas, ruled=True)))
    table = figure.table
    assert table is not None
    assert table.title == "Courrier"
    assert [(c.text, c.header) for c in table.cells if c.column == 1] == [
        ("2022", True),
        ("11", False),
        ("3", False),
        ("750", False),
    ]


def test_without_rules_a_label_and_a_value_far_apart_make_no_table(
    page_of: Callable[[Draw], PageContent],
) -> None:
    assert find_tables(page_of(lambda canvas: two_columns(canvas, ruled=False))) == ()
