from __future__ import annotations

from decimal import Decimal

import pytest

from corpus.units import Unit, canonical_unit, counted_noun, find_unit, match_unit


@pytest.mark.parametrize(
    ("text", "name", "multiplier"),
    [
        ("€", "€", 1),
        ("euros", "€", 1),
        ("€ TTC", "€", 1),
        ("k€", "€", 10**3),
        ("M€", "€", 10**6),
        ("Mds €", "€", 10**9),
        ("millions d'euros", "€", 10**6),
        ("en milliers d’euros", "€", 10**3),
        ("milliers de tonnes", "tonnes", 10**3),
        ("(en T)", "tonnes", 1),
        ("%", "%", 1),
        ("pts", "points", 1),
        ("m3", "m³", 1),
        ("kg/hab.", "kg/habitant", 1),
        ("kg par an et par habitant", "kg/habitant/an", 1),
        ("€/hab./an", "€/habitant/an", 1),
        ("€/tonne", "€/tonne", 1),
        ("j", "jours", 1),
        ("To", "To", 1),
    ],
)
def test_one_name_for_each_unit(text: str, name: str, multiplier: int) -> None:
    assert canonical_unit(text) == Unit(name, Decimal(multiplier))


@pytest.mark.parametrize("text", ["", "Attichy", "Montant", "le", "tonneau", "Total"])
def test_other_words_are_no_units(text: str) -> None:
    assert canonical_unit(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tonnage (en T)", "tonnes"),
        ("Montant en k€", "€"),
        ("Dépenses (milliers d'euros)", "€"),
        ("Nombre d'agents", "agents"),
        ("Nb de passages", "passages"),
        ("% de femmes", "%"),
        ("Coût €/hab", "€/habitant"),
        ("Ratio kg/hab", "kg/habitant"),
        ("Évolution en %", "%"),
        ("Durée, en jours", "jours"),
    ],
)
def test_headers_announce_their_unit(text: str, name: str) -> None:
    unit = find_unit(text)
    assert unit is not None
    assert unit.name == name


@pytest.mark.parametrize(
    "text", ["Part des femmes", "Total", "Évolution en 2023", "Communes", "Mis en service"]
)
def test_headers_without_a_unit(text: str) -> None:
    assert find_unit(text) is None


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        (" agents publics", "agents"),
        (" nouveaux produits", "produits"),
        (" ETP", "ETP"),
        (" d'habitants", "habitants"),
        (" dans la commune", None),
        (" et", None),
        (" a", None),
    ],
)
def test_what_is_counted_is_the_plural_noun_after_the_number(text: str, noun: str | None) -> None:
    found = counted_noun(text)
    assert (found[0] if found else None) == noun


def test_a_singular_noun_is_counted_after_one() -> None:
    assert counted_noun(" contrat", plural=False) == ("contrats", 8)
    assert counted_noun(" local", plural=False) == ("locaux", 6)
    assert counted_noun(" contrat") is None


def test_a_unit_ends_where_its_last_word_ends() -> None:
    text = "12 kg par habitant en 2023"
    found = match_unit(text, 2)
    assert found is not None
    assert text[2 : found[1]] == " kg par habitant"
