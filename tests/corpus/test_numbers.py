from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.numbers import (
    decimal_mark,
    find_numbers,
    is_missing,
    parse_number,
    parse_number_words,
    shown,
    spells_number,
)

NBSP, NARROW, THIN = "\u00a0", "\u202f", "\u2009"


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1 234,5", "1234.5", None),
        (f"1{NBSP}234,5", "1234.5", None),
        (f"1{NARROW}234{NARROW}567", "1234567", None),
        ("1'234.50", "1234.50", None),
        ("1.234,50", "1234.50", None),
        ("1.234.567", "1234567", None),
        ("1,234.50 €", "1234.50", "€"),
        ("4,986,275.97 €", "4986275.97", "€"),
        ("15,5", "15.5", None),
        ("0.36", "0.36", None),
        ("0.225", "0.225", None),
        ("12 %", "12", "%"),
        ("-147 483,98 €", "-147483.98", "€"),
        ("− 12,5 %", "-12.5", "%"),
        ("+5,2 %", "5.2", "%"),
        ("(1 234)", "-1234", None),
        ("(58,20 €)", "-58.20", "€"),
        ("18,8 M€", "18800000", "€"),
        ("35 k€", "35000", "€"),
        ("3 millions d'euros", "3000000", "€"),
        ("1,2 Md€", "1200000000", "€"),
        ("2,7 millions de dossiers", "2700000", "dossiers"),
        ("4 277 T", "4277", "tonnes"),
        ("264,59 kg par an et par habitant", "264.59", "kg/habitant/an"),
        ("180 €/tonne", "180", "€/tonne"),
        ("150 € TTC", "150", "€"),
        ("€ 1,234.50", "1234.50", "€"),
        ("154 agents publics", "154", "agents"),
        ("1 agent", "1", "agents"),
        ("4,2/5", "4.2", "/5"),
        ("26 000 m3", "26000", "m³"),
        ("10 000+", "10000", None),
    ],
)
def test_a_whole_cell_is_read_in_every_french_form(text: str, value: str, unit: str | None) -> None:
    number = parse_number(text)
    assert number is not None
    assert (number.value, number.unit) == (Decimal(value), unit)


def test_the_scale_is_applied_to_the_value_and_kept_for_printing() -> None:
    number = parse_number("18,8 M€")
    assert number is not None
    assert number.scale == 10**6
    assert (number.printed, number.digits) == ("18,8 M€", "18,8")
    assert number.value == Decimal("18.8") * 10**6


@pytest.mark.parametrize("text", ["84 (145)", "84 (2)", "84*", "84 ¹"])
def test_a_note_after_the_figure_is_not_part_of_it(text: str) -> None:
    number = parse_number(text)
    assert number is not None
    assert number.value == 84
    assert number.note in {"145", "2", "*", "¹"}


@pytest.mark.parametrize(
    "text", ["–", "-", "n.d.", "N/A", "NC", "ns", "", "   ", "non communiqué", "#DIV/0!", "NA %"]
)
def test_no_value_is_never_zero(text: str) -> None:
    assert parse_number(text) is None
    assert is_missing(text) == bool(text.strip())


@pytest.mark.parametrize(
    "text",
    ["1er", "2ème", "9h30", "14:05", "31/12/2023", "L.2224-8", "40-44 ans", "05", "01 23 45 67 89", "20/80",
     "20 à 30", "A4", "D301.0", "123 456 789 00012", "Attichy", "2 rue du Lac"],
)  # fmt: skip
def test_codes_dates_times_and_ranges_are_no_numbers(text: str) -> None:
    assert parse_number(text) is None


def test_three_digits_after_a_single_point_follow_the_unit_and_the_neighbours() -> None:
    assert parse_number("1.234").value == 1234  # type: ignore[union-attr]
    assert parse_number("1.234", unit="habitants").value == 1234  # type: ignore[union-attr]
    assert parse_number("1.234", unit="%").value == Decimal("1.234")  # type: ignore[union-attr]
    assert parse_number("1.234 €/m³").value == Decimal("1.234")  # type: ignore[union-attr]
    assert parse_number("1.234", decimal=".").value == Decimal("1.234")  # type: ignore[union-attr]
    assert parse_number("1,234").value == Decimal("1.234")  # type: ignore[union-attr]
    assert parse_number("1,234", decimal=".").value == 1234  # type: ignore[union-attr]


def test_the_decimal_mark_is_the_one_that_a_column_shows() -> None:
    assert decimal_mark(["12.50", "1,234.00", "7"]) == "."
    assert decimal_mark(["12,50", "1 234,00", "7"]) == ","
    assert decimal_mark(["1.234", "12", "n.d."]) is None


def grouped(digits: int, mark: str) -> str:
    return f"{digits:,}".replace(",", mark)


@given(
    whole=st.integers(0, 10**9),
    cents=st.one_of(st.none(), st.integers(0, 99)),
    style=st.sampled_from(
        [(" ", ","), (NBSP, ","), (NARROW, ","), (THIN, "."), (".", ","), (",", "."), ("", ",")]
    ),
    sign=st.sampled_from(["", "-", "\u2212", "+"]),
    unit=st.sampled_from(
        [("", None, 1), (" €", "€", 1), (" %", "%", 1), (" k€", "€", 1000), (" tonnes", "tonnes", 1)]
    ),
)
def test_what_is_formatted_is_read_back(
    whole: int, cents: int | None, style: tuple[str, str], sign: str, unit: tuple[str, str | None, int]
) -> None:
    groups, mark = style
    if cents is None and groups in {".", ","}:  # « 1.234 » alone is settled by context, tested above.
        groups = " "
    text = sign + grouped(whole, groups) + ("" if cents is None else f"{mark}{cents:02}") + unit[0]
    number = parse_number(text)
    assert number is not None
    expected = Decimal(whole) + Decimal(cents or 0) / 100
    assert number.value == (-expected if sign in {"-", "\u2212"} else expected) * unit[2]
    assert number.unit == unit[1]
    assert number.printed == text


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    parse_number(text)
    for found in find_numbers(text):
        assert text[found.start : found.end] == found.number.printed


@given(value=st.integers(2, 10**8), noun=st.sampled_from(["agents", "logements", "dossiers"]))
def test_a_count_is_found_in_a_sentence(value: int, noun: str) -> None:
    text = f"Le service suit {grouped(value, NARROW)} {noun} depuis sa création."
    (found,) = find_numbers(text)
    assert (found.number.value, found.number.unit) == (Decimal(value), noun)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’effectif est de 26 agents employés au 31/12/2023.", [("26", "agents")]),
        ("- 24 617 600 appels en consultation", [("24617600", "appels")]),
        ("En 2023, 2026 personnes ont répondu", [("2026", "personnes")]),
        ("passe de 12 à 15 agents", [("12", None), ("15", "agents")]),
        ("un solde de -147 483,98 €.", [("-147483.98", "€")]),
        ("environ 18,8 M€ pour 63 projets", [("18800000", "€"), ("63", "projets")]),
        ("30% des 35 091 communes", [("30", "%"), ("35091", "communes")]),
        ("Tableau 3 : 12 nouveaux produits", [("12", "produits")]),
        ("24 600 T d'ordures", [("24600", "tonnes")]),
        ("il y a 12 agents", [("12", "agents")]),
        ("Nombre de départs : 2", [("2", None)]),
        ("10 h par semaine", [("10", "h/semaine")]),
        ("2,7 millions de dossiers", [("2700000", "dossiers")]),
        ("une note de 4,2/5 sur 12 avis", [("4.2", "/5"), ("12", "avis")]),
        ("Objectif : 220 agents", [("220", "agents")]),
        ("35 h de travail pour 12 ETPT", [("35", "h"), ("12", "ETPT")]),
    ],
)
def test_quantities_are_found_in_running_text(text: str, found: list[tuple[str, str | None]]) -> None:
    numbers = [f.number for f in find_numbers(text)]
    assert [(n.value, n.unit) for n in numbers] == [(Decimal(v), u) for v, u in found]


@pytest.mark.parametrize(
    "text",
    [
        "article 12 de la loi n°2015-991 du 7 août 2015",
        "au 12, rue de la Paix 60350 Attichy, tél. 03 44 42 72 25",
        "ouvert de 9h à 12h et de 14h30 à 18h",
        "les habitants de 40 à 44 ans",
        "le samedi de 14h - 17h, le mardi 10h",
        "44565 T.V.A. à régulariser",
        "les communes de 500 à 2000 hab",
        "L.2224-8 du code général",
        "1. Introduction",
        "2) Les moyens",
        "3.1 Les dépenses",
        "page 12",
        "N° 12",
        "le 2ème trimestre",
        "Territoire 2",
        "SIRET 200 067 965 00018",
        "le rapport 2023 et celui de 2022",
        "de 2015 à 2023",
    ],
)
def test_references_are_not_quantities(text: str) -> None:
    assert find_numbers(text) == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("trente", 30),
        ("vingt et un", 21),
        ("soixante-quinze", 75),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-sept", 97),
        ("deux cents", 200),
        ("quatre cent quatre-vingt-douze", 492),
        ("mille deux cent", 1200),
        ("trois millions", 3_000_000),
        ("une trentaine", 30),
        ("douzaine", 12),
    ],
)
def test_numbers_in_words(text: str, value: int) -> None:
    number = parse_number_words(text)
    assert number is not None
    assert number.value == value


def test_other_words_spell_no_number() -> None:
    assert parse_number_words("trente agents") is None
    assert [spells_number(t) for t in ("trente agents", "la moitié", "un agent", "la centrale")] == [
        True,
        True,
        False,
        False,
    ]
    assert parse_number_words("") is None


def test_a_figure_is_shown_with_the_scale_that_its_header_gives() -> None:
    assert shown("1 234", Decimal(1_234_000), "€") == "1 234 k€"
    assert shown("12", Decimal(12_000), "tonnes") == "12 milliers de tonnes"
    assert shown("2,7 millions", Decimal(2_700_000), "dossiers") == "2,7 millions de dossiers"
    assert shown("154", Decimal(154), "agents") == "154 agents"
    assert shown("12 %", Decimal(12), "%") == "12 %"
    assert shown("12", Decimal(12), None) == "12"


@pytest.mark.parametrize(
    "text", ["ÉTAT AU 1ER JANVIER", "LE 2ÈME TOUR", "il rejoint la Clinique des 3 frontières", "12.5 CCMU"]
)
def test_ordinals_and_names_count_nothing(text: str) -> None:
    assert not [found for found in find_numbers(text) if found.number.unit]
    assert parse_number("1ER") is None
