"""Relations between words: how lines are read, what a question finds, and the file that is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

import index
from index.thesaurus import Relation, Thesaurus, french
from index.words import stem, stems


def _credits(thesaurus: Thesaurus, question: str) -> dict[str, float]:
    return {" ".join(r.phrase): r.credit for r in thesaurus.related(stems(question))}


def test_an_equal_sign_relates_both_ways() -> None:
    thesaurus = Thesaurus(["embauche = recrutement"])
    assert set(_credits(thesaurus, "les embauches")) == {stem("recrutement")}
    assert set(_credits(thesaurus, "les recrutements")) == {stem("embauche")}


def test_an_arrow_leads_one_way_from_each_term_to_each() -> None:
    thesaurus = Thesaurus(["poubelle, benne > conteneur, bac"])
    assert set(_credits(thesaurus, "la poubelle")) == {stem("conteneur"), stem("bac")}
    assert set(_credits(thesaurus, "la benne")) == {stem("conteneur"), stem("bac")}
    assert _credits(thesaurus, "le conteneur") == {}


def test_the_surer_the_relation_the_more_credit() -> None:
    thesaurus = Thesaurus(["a1 = b1", "c1 > d1", "e1 ~ f1"])
    same, means, near = (_credits(thesaurus, q) for q in ("a1", "c1", "e1"))
    assert 1 > same["b1"] > means["d1"] > near["f1"] > 0


def test_the_surest_of_two_relations_counts() -> None:
    lines = ["prof ~ enseignant", "prof = enseignant"]
    assert Thesaurus(lines).related(["prof"]) == Thesaurus(lines[::-1]).related(["prof"])


def test_the_longest_words_known_count() -> None:
    thesaurus = Thesaurus(["carte > plan", "carte grise > certificat d'immatriculation"])
    assert thesaurus.related(stems("combien de cartes grises")) == (
        Relation(1, 3, tuple(stems("certificat immatriculation")), 0.65),
    )
    assert [r.phrase for r in thesaurus.related(stems("la carte"))] == [("plan",)]


def test_comments_and_blank_lines_say_nothing() -> None:
    assert len(Thesaurus(["# a = b", "", "  ", "dette = emprunt  # both"])) == 2


@pytest.mark.parametrize("line", ["dette", "dette, emprunt", "dette = ", "le > emprunt", "dette >"])
def test_a_line_that_relates_nothing_is_an_error_that_quotes_it(line: str) -> None:
    with pytest.raises(ValueError, match=line.split()[0]):
        Thesaurus([line])


@pytest.mark.parametrize(
    ("everyday", "administrative"),
    [
        ("est-ce qu'on a des dettes ?", "emprunts"),
        ("combien de mails piégés ?", "hameçonnage"),
        ("combien d'employés ?", "effectifs"),
        ("les poubelles", "ordures ménagères"),
        ("la cantine", "restauration scolaire"),
        ("combien d'embauches", "recrutements"),
        ("les pompiers", "SDIS"),
        ("les arrêts maladie", "absentéisme"),
        ("le salaire des profs", "enseignants"),
        ("les MCF", "maîtres de conférences"),
        ("les maîtres de conférences", "MCF"),
    ],
)
def test_everyday_words_find_administrative_ones(everyday: str, administrative: str) -> None:
    assert " ".join(stems(administrative)) in _credits(french(), everyday)


def test_each_line_of_the_file_relates_something_and_none_comes_twice() -> None:
    path = Path(index.__file__).with_name("thesaurus.txt")
    lines = [
        text for line in path.read_text("utf-8").splitlines() if (text := line.partition("#")[0].strip())
    ]
    assert len(lines) == len(set(lines)) >= 900
    for line in lines:
        assert len(Thesaurus([line])) > 0, line


def test_a_verb_in_the_plural_is_known_by_its_stem() -> None:
    thesaurus = Thesaurus(["dépenser > charges", "agent = salarié"])
    assert set(_credits(thesaurus, "que dépensent les villes")) == {stem("charges")}
    assert set(_credits(thesaurus, "un agent")) == set(stems("salarié"))
    assert _credits(thesaurus, "un talent") == {}
