from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.periods import bounds, contains, find_periods, month_name, year_of, years_of


def values(text: str, reference: int | None = None) -> list[str]:
    return [period.value for period in find_periods(text, reference)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("en 2023", ["2023"]),
        ("2019 et 2020", ["2019", "2020"]),
        ("l'année scolaire 2022-2023", ["2022-2023"]),
        ("2022/2023", ["2022-2023"]),
        ("2022/23", ["2022-2023"]),
        ("2020-2023", ["2020/2023"]),
        ("au 31/12/2023", ["2023-12-31"]),
        ("le 31.12.23", ["2023-12-31"]),
        ("au 31 décembre 2023", ["2023-12-31"]),
        ("1er janvier 2025", ["2025-01-01"]),
        ("2016-03-21", ["2016-03-21"]),
        ("2015−01−01 au 2016−03−21", ["2015-01-01", "2016-03-21"]),
        ("août 2023", ["2023-08"]),
        ("sept. 2023", ["2023-09"]),
        ("T1 2023", ["2023-T1"]),
        ("1er trimestre 2023", ["2023-T1"]),
        ("le second semestre de 2022", ["2022-S2"]),
        ("de 2015 à 2023", ["2015/2023"]),
        ("entre 1982 et 2011", ["1982/2011"]),
        ("depuis 2020", ["2020/"]),
        ("jusqu'en 2020", ["/2020"]),
        ("Le compte administratif 2023 présente", ["2023"]),
        ("En 2023, 2026 personnes ont répondu", ["2023"]),
    ],
)  # fmt: skip
def test_periods_named_in_full(text: str, expected: list[str]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["n°2023-08", "la délibération N°2024-68", "L.2224-8", "2026 personnes", "2 025 €", "2023 €", "12 2023,5",
     "31/02/2023", "le 45 mars", "N-1", "cette année", "en août",
     "la commune compte 2017 habitants"],
)  # fmt: skip
def test_what_is_no_period_or_needs_a_reference(text: str) -> None:
    assert values(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("N-1", ["2022"]),
        ("N", ["2023"]),
        ("cette année", ["2023"]),
        ("l'an dernier", ["2022"]),
        ("l’année dernière", ["2022"]),
        ("il y a deux ans", ["2021"]),
        ("les trois dernières années", ["2021/2023"]),
        ("l'année d'avant", ["2022"]),
        ("en 2017 par rapport à l'année d'avant", ["2017", "2016"]),
        ("Janvier", ["2023-01"]),
        ("au 31 décembre", ["2023-12-31"]),
        ("au 31 décembre N-1", ["2022-12-31"]),
    ],
)
def test_relative_periods_count_from_the_reference_year(text: str, expected: list[str]) -> None:
    assert values(text, 2023) == expected
    assert any(period.relative for period in find_periods(text, 2023))


def test_offsets_are_those_of_the_text() -> None:
    text = "Fréquentation au 31/12/2023 et en août 2022"
    assert [text[p.start : p.end] for p in find_periods(text)] == ["31/12/2023", "août 2022"]


def test_bounds_of_each_form() -> None:
    assert bounds("2023") == (date(2023, 1, 1), date(2023, 12, 31))
    assert bounds("2022-2023") == (date(2022, 9, 1), date(2023, 8, 31))
    assert bounds("2024-02") == (date(2024, 2, 1), date(2024, 2, 29))
    assert bounds("2023-T2") == (date(2023, 4, 1), date(2023, 6, 30))
    assert bounds("2023-S2") == (date(2023, 7, 1), date(2023, 12, 31))
    assert bounds("2015/2023") == (date(2015, 1, 1), date(2023, 12, 31))
    assert bounds("2020/") == (date(2020, 1, 1), date.max)
    with pytest.raises(ValueError, match="period"):
        bounds("2023-08-01-02")


def test_containment() -> None:
    assert contains("2023", "2023-12-31")
    assert contains("2015/2023", "2019")
    assert contains("2020/", "2031-T1")
    assert not contains("2023", "2022-2023")
    assert not contains("2023-08", "2023")


def test_years() -> None:
    assert year_of("2023-12-31") == 2023
    assert year_of("2022-2023") == 2023
    assert year_of("2015/2023") == 2023
    assert year_of("2020/") is None
    assert years_of("2020/", last=2022) == (2020, 2021, 2022)
    assert years_of("2022-2023", last=2030) == (2022, 2023)


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2099, 12, 31)))
def test_any_day_is_read_back(day: date) -> None:
    assert values(f"arrêté le {day:%d/%m/%Y} au soir") == [day.isoformat()]
    assert bounds(day.isoformat()) == (day, day)


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    for period in find_periods(text, 2023):
        first, last = bounds(period.value)
        assert first <= last


@pytest.mark.parametrize(
    ("period", "month"),
    [("2021-05", "mai"), ("2021-12", "décembre"), ("2021", ""), ("2021-05-12", ""), ("", "")],
)
def test_the_month_that_a_period_is(period: str, month: str) -> None:
    assert month_name(period) == month
