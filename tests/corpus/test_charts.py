"""Charts of each kind, drawn with and without data labels, and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pytest
from chart_drawings import PALETTE, columns, curves, legend, page_of, page_with, pie
from PIL import Image
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, PolyLine, String
from reportlab.pdfgen.canvas import Canvas

from corpus.chart_labels import contains
from corpus.charts import find_charts, french
from corpus.content import Figure, PageContent
from corpus.report import BlockKind

YEARS = ["2020", "2021", "2022", "2023"]
SERVICES = ["Eau potable", "Voirie", "Écoles", "Déchets"]
ONE = [[12, 55, 83, 40]]
TWO = [[12, 55, 83, 40], [30, 44, 20, 90]]


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    return tmp_path / "chart.pdf"


def only(page: PageContent) -> Figure:
    (figure,) = find_charts(page, ())
    return figure


def values(figure: Figure) -> dict[tuple[str, str], Decimal]:
    assert figure.chart is not None
    return {(value.series, value.category): value.value for value in figure.chart.values}


def expected(
    data: Sequence[Sequence[float]], names: Sequence[str], series: tuple[str, ...] = ("",)
) -> dict[tuple[str, str], float]:
    return {
        (name, category): value
        for name, row in zip(series, data, strict=True)
        for category, value in zip(names, row, strict=True)
    }


def assert_printed(figure: Figure, wanted: Mapping[tuple[str, str], float]) -> None:
    assert figure.chart is not None
    assert values(figure) == {key: Decimal(str(value)) for key, value in wanted.items()}
    assert all(value.printed and value.uncertainty is None for value in figure.chart.values)


def assert_measured(figure: Figure, wanted: Mapping[tuple[str, str], float], axis: float = 100) -> None:
    """Within 2 % of the axis, as promised, and within the uncertainty stated, rounding included."""
    assert figure.chart is not None
    assert values(figure).keys() == wanted.keys()
    for value in figure.chart.values:
        assert value.printed == ""
        assert value.uncertainty is not None
        error = abs(value.value - Decimal(str(wanted[(value.series, value.category)])))
        assert error <= Decimal(str(0.02 * axis))
        assert error <= value.uncertainty


def test_columns_with_labels(pdf: Path) -> None:
    figure = only(page_with(pdf, columns(ONE, YEARS, printed="%d"), title="Nombre de dossiers traités"))
    assert figure.kind is BlockKind.CHART
    assert figure.chart is not None
    assert (figure.chart.kind, figure.chart.title) == ("bar", "Nombre de dossiers traités")
    assert figure.chart.unit == "dossiers"
    assert_printed(figure, expected(ONE, YEARS))


@pytest.mark.parametrize("grid", [False, True])
def test_columns_against_the_axis(pdf: Path, grid: bool) -> None:
    # 100 on an axis of 150 points: one point is worth 0.67.
    figure = only(page_with(pdf, columns(ONE, YEARS, grid=grid), title="Dossiers"))
    assert_measured(figure, expected(ONE, YEARS))


def test_bars_across(pdf: Path) -> None:
    assert_printed(
        only(page_with(pdf, columns(ONE, SERVICES, across=True, printed="%d"))), expected(ONE, SERVICES)
    )
    assert_measured(only(page_with(pdf, columns(ONE, SERVICES, across=True))), expected(ONE, SERVICES))


def test_grouped_bars_take_their_series_from_the_legend(pdf: Path) -> None:
    names = ("Hommes", "Femmes")
    printed = only(page_with(pdf, columns(TWO, YEARS, printed="%d"), legend(names)))
    assert_printed(printed, expected(TWO, YEARS, names))
    assert_measured(only(page_with(pdf, columns(TWO, YEARS), legend(names))), expected(TWO, YEARS, names))


def test_grouped_bars_without_a_legend_are_not_guessed(pdf: Path) -> None:
    for figure in find_charts(page_with(pdf, columns(TWO, YEARS)), ()):
        assert figure.chart is not None
        assert figure.chart.values == ()


def test_stacked_bars(pdf: Path) -> None:
    data = [[12, 35, 43, 40], [30, 44, 20, 50]]
    page = page_with(pdf, columns(data, YEARS, style="stacked"), legend(("Hommes", "Femmes")))
    assert_measured(only(page), expected(data, YEARS, ("Hommes", "Femmes")))


def test_negative_bars(pdf: Path) -> None:
    data = [[12, -15, 83, 40]]
    figure = only(page_with(pdf, columns(data, SERVICES, bottom=-20)))
    assert_measured(figure, expected(data, SERVICES), axis=120)


@pytest.mark.parametrize("angle", [30, 45, 90])
def test_turned_categories(pdf: Path, angle: int) -> None:
    figure = only(page_with(pdf, columns(ONE, SERVICES, angle=angle)))
    assert_measured(figure, expected(ONE, SERVICES))


@pytest.mark.parametrize(
    ("title", "names"),
    [("Heures", "{} Heures"), ("Semaine", "Semaine {}"), ("Un titre bien trop long", "{}")],
)
def test_bare_numbers_are_told_by_the_title_of_their_axis(pdf: Path, title: str, names: str) -> None:
    axis = String(225, 34, title, fontSize=8, textAnchor="middle")
    figure = only(page_with(pdf, columns(ONE, ["8", "9", "10", "11"]), axis))
    assert [category for _, category in values(figure)] == [names.format(hour) for hour in (8, 9, 10, 11)]


def test_categories_on_two_lines(pdf: Path) -> None:
    names = ["Eau\npotable", "Voirie", "Écoles et\ncrèches", "Déchets"]
    figure = only(page_with(pdf, columns(ONE, names, printed="%d")))
    assert_printed(figure, expected(ONE, [name.replace("\n", " ") for name in names]))


def test_the_unit_of_the_title_multiplies(pdf: Path) -> None:
    # « 12 » under « (k€) » is 12 × 1000 €, one point of drawing 0.67 × 1000 €.
    figure = only(page_with(pdf, columns(ONE, SERVICES), title="Budget par service (k€)"))
    assert figure.chart is not None
    assert figure.chart.values[0].unit == "€"
    assert_measured(figure, expected([[12000, 55000, 83000, 40000]], SERVICES), axis=100_000)


def test_lines(pdf: Path) -> None:
    figure = only(page_with(pdf, curves(ONE, YEARS), title="Fréquentation"))
    assert figure.chart is not None
    assert figure.chart.kind == "line"
    assert_measured(figure, expected(ONE, YEARS))
    assert_printed(only(page_with(pdf, curves(ONE, YEARS, printed="%d"))), expected(ONE, YEARS))


def test_several_lines_need_a_legend(pdf: Path) -> None:
    names = ("Piscine", "Patinoire")
    assert_measured(only(page_with(pdf, curves(TWO, YEARS), legend(names))), expected(TWO, YEARS, names))
    assert find_charts(page_with(pdf, curves(TWO, YEARS)), ()) == ()


SHARES = [50, 30, 15, 5]


@pytest.mark.parametrize("ring", [False, True])
def test_pie_with_a_legend(pdf: Path, ring: bool) -> None:
    figure = only(page_with(pdf, pie(SHARES, None, ring=ring), legend(SERVICES)))
    assert figure.chart is not None
    assert (figure.chart.kind, figure.chart.unit) == ("pie", "%")
    assert_measured(figure, expected([SHARES], SERVICES))


def test_pie_with_names_and_percentages_beside_the_slices(pdf: Path) -> None:
    labels = [f"{name} {share} %" for name, share in zip(SERVICES, SHARES, strict=True)]
    assert_printed(only(page_with(pdf, pie(SHARES, labels))), expected([SHARES], SERVICES))


def test_the_total_in_the_hole_of_a_ring_is_no_share(pdf: Path) -> None:
    total = String(187, 117, "1 450 €", fontName="Helvetica", fontSize=9)
    figure = only(page_with(pdf, pie(SHARES, None, ring=True), legend(SERVICES), total))
    assert_measured(figure, expected([SHARES], SERVICES))


def test_slices_pulled_out_of_the_pie(pdf: Path) -> None:
    chart = pie(SHARES, [f"{share} %" for share in SHARES])
    for index in range(len(SHARES)):
        chart.slices[index].popout = 8
    assert_printed(only(page_with(pdf, chart, legend(SERVICES))), expected([SHARES], SERVICES))


def test_pie_of_amounts(pdf: Path) -> None:
    # 1 250 of 2 700 € is 167 degrees; the unit comes from the title.
    amounts = [1250, 830, 415, 205]
    page = page_with(
        pdf, pie(amounts, ["1 250", "830", "415", "205"]), legend(SERVICES), title="Dépenses (en €)"
    )
    figure = only(page)
    assert figure.chart is not None
    assert figure.chart.unit == "€"
    assert_printed(figure, expected([amounts], SERVICES))


def draw_combined(canvas: Canvas, second_axis: bool) -> None:
    """Columns with a line over them: 1.5 points for one on the axis at the left."""
    drawing = Drawing(400, 260)
    drawing.add(columns(ONE, YEARS))
    drawing.add(legend(["Dépenses", "Recettes"]))
    points = [
        place for index, value in enumerate(TWO[1]) for place in (90 + 67.5 * (index + 0.5), 60 + 1.5 * value)
    ]
    drawing.add(PolyLine(points, strokeColor=PALETTE[1], strokeWidth=1.5))
    renderPDF.draw(drawing, canvas, 80, 90)
    if second_axis:
        canvas.setFont("Helvetica", 8)
        for step in range(6):
            canvas.drawString(445, 147 + 30 * step, str(5 * step))


def test_columns_and_a_line_on_one_axis(pdf: Path) -> None:
    figure = only(page_of(pdf, lambda canvas: draw_combined(canvas, second_axis=False)))
    assert_measured(figure, expected(TWO, YEARS, ("Dépenses", "Recettes")))


def test_two_axes_leave_it_open_what_measures_what(pdf: Path) -> None:
    assert find_charts(page_of(pdf, lambda canvas: draw_combined(canvas, second_axis=True)), ()) == ()


def test_pie_with_percentages_and_a_legend(pdf: Path) -> None:
    page = page_with(pdf, pie(SHARES, [f"{share} %" for share in SHARES]), legend(SERVICES))
    assert_printed(only(page), expected([SHARES], SERVICES))


def test_pie_with_names_only_is_measured_by_angle(pdf: Path) -> None:
    assert_measured(only(page_with(pdf, pie(SHARES, SERVICES))), expected([SHARES], SERVICES))


def test_shares_with_their_names_may_stand_beside_the_pie(pdf: Path) -> None:
    """90 and 10: the small slice is at the top left, both shares are listed at the right."""
    lines = [
        String(300, 150 - 30 * i, t, fontSize=10) for i, t in enumerate(("Triés : 90 %", "Jetés : 10 %"))
    ]
    figure = only(page_with(pdf, pie([90, 10], ["", ""]), *lines, title="Déchets"))
    assert_printed(figure, {("", "Triés"): 90, ("", "Jetés"): 10})


def test_percentages_that_do_not_fit_the_slices_are_not_read(pdf: Path) -> None:
    page = page_with(pdf, pie(SHARES, ["11 %", "12 %", "13 %", "14 %"]), legend(SERVICES))
    assert find_charts(page, ()) == ()


AGES = (("0-19 ans", 12, 11), ("20-39 ans", 18, 16), ("40-59 ans", 9, 14))


def draw_pyramid(canvas: Canvas) -> None:
    """Men to the left and women to the right of a common base, ages at the left, ticks 20 … 0 … 20."""
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(220, 262, "Hommes")
    canvas.drawCentredString(380, 262, "Femmes")
    for row, (age, men, women) in enumerate(AGES):
        y = 120 + 50 * row
        canvas.setFillColor(PALETTE[0])
        canvas.rect(300 - 8 * men, y, 8 * men, 30, stroke=0, fill=1)
        canvas.setFillColor(PALETTE[1])
        canvas.rect(300, y, 8 * women, 30, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.drawString(80, y + 12, age)
    for tick in (-20, -10, 0, 10, 20):
        canvas.drawCentredString(300 + 8 * tick, 100, str(abs(tick)))


def test_age_pyramid(pdf: Path) -> None:
    # Eight points for one: 12 men are a bar of 96 points.
    figure = only(page_of(pdf, draw_pyramid))
    wanted = {("Hommes", age): float(men) for age, men, _ in AGES}
    wanted |= {("Femmes", age): float(women) for age, _, women in AGES}
    assert_measured(figure, wanted, axis=20)


def draw_coloured_table(canvas: Canvas) -> None:
    """Cells filled in two colours with numbers in them: bars to a careless eye."""
    canvas.setFont("Helvetica", 9)
    for row in range(5):
        for column in range(4):
            canvas.setFillColor(PALETTE[(row + column) % 2])
            canvas.rect(80 + 90 * column, 300 - 20 * row, 90, 20, stroke=0, fill=1)
            canvas.setFillColorRGB(1, 1, 1)
            canvas.drawString(100 + 90 * column, 306 - 20 * row, str(10 * (row + 1) + column))


def test_a_coloured_table_is_no_chart(pdf: Path) -> None:
    assert find_charts(page_of(pdf, draw_coloured_table), ()) == ()


def test_ticks_never_become_values(pdf: Path) -> None:
    figure = only(page_with(pdf, columns(ONE, YEARS)))
    assert figure.chart is not None
    assert all(value.printed == "" for value in figure.chart.values)


def test_what_is_taken_is_not_read_as_a_chart(pdf: Path) -> None:
    page = page_with(pdf, columns(ONE, YEARS, printed="%d"))
    assert find_charts(page, [(0, 0, page.width, page.height)]) == ()


def test_text_gives_each_value_a_line_and_spans_the_words_printed(pdf: Path) -> None:
    figure = only(page_with(pdf, columns(ONE, YEARS, printed="%d"), title="Dossiers traités"))
    assert figure.text.splitlines() == [
        "Dossiers traités",
        "2020 : 12",
        "2021 : 55",
        "2022 : 83",
        "2023 : 40",
    ]
    covered = {figure.text[span.start : span.end] for span in figure.spans}
    assert covered == {"Dossiers", "traités", *YEARS, "12", "55", "83", "40"}
    assert all(contains(figure.box, span.box) for span in figure.spans)


@pytest.mark.parametrize(
    ("value", "text"), [("1234.50", "1 234,5"), ("40000.0", "40 000"), ("-0.25", "-0,25"), ("7", "7")]
)
def test_measures_are_written_in_french(value: str, text: str) -> None:
    assert french(Decimal(value)) == text


def test_frames_around_data_labels_do_not_part_bars_from_their_names(pdf: Path) -> None:
    """Bars that grow to the left from 360, 2 points a unit; boxed values stand between them and the names."""
    data = (("Eau", 40), ("Voirie", 75), ("Écoles", 55), ("Déchets", 20))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 8)
        for index, (name, value) in enumerate(data):
            level, tip = 300 - 16 * index, 360 - 2 * value
            canvas.setFillColor(PALETTE[0])
            canvas.rect(tip, level, 2 * value, 14, stroke=0, fill=1)
            canvas.setFillColorRGB(0, 0, 0)
            canvas.setStrokeColor(PALETTE[3])
            canvas.rect(tip - 19, level + 1, 16, 12, stroke=1, fill=0)
            canvas.drawCentredString(tip - 11, level + 4, str(value))
            canvas.drawRightString(174, level + 4, name)

    assert_printed(only(page_of(pdf, draw)), {("", name): value for name, value in data})


@pytest.mark.parametrize(
    ("text", "x", "y"),
    [
        ("Evolution du taux de la taxe", 60, 312),
        ("Nombre de services par commune en 2024", 210, 96),
        ("Figure 3 : les services", 60, 88),
    ],
)
def test_a_picture_with_the_title_of_a_chart_is_said_to_be_one(pdf: Path, text: str, x: int, y: int) -> None:
    """The picture stands from 100 to 300 up the page, from 60 to 500 across."""

    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("RGB", (44, 20), (200, 220, 240)), 60, 100, 440, 200)
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(x, y, text) if x == 60 else canvas.drawCentredString(280, y, text)

    figure = only(page_of(pdf, draw))
    assert figure.chart is not None
    assert (figure.chart.kind, figure.chart.title, figure.chart.values) == ("picture", text, ())


def test_a_photograph_is_no_chart(pdf: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.drawInlineImage(Image.new("RGB", (44, 20), (200, 220, 240)), 60, 100, 440, 200)
        canvas.drawString(60, 312, "Le conseil en séance")
        canvas.drawString(60, 86, "En 2024, la répartition des sièges a changé")

    assert find_charts(page_of(pdf, draw), ()) == ()
