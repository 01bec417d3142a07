"""Several questions in one, each made whole."""

from __future__ import annotations

import pytest

from assistant.intent import Intent
from assistant.parts import polite_off, split
from assistant.question import understand


@pytest.mark.parametrize(
    ("text", "each"),
    [
        (
            "Combien de postes ouverts en 2022, et combien pourvus ?",
            ["Combien de postes ouverts en 2022 ?", "Combien de postes pourvus en 2022 ?"],
        ),
        (
            "Combien de projets financés, et pour quel montant ?",
            ["Combien de projets financés ?", "Pour quel montant de projets financés ?"],
        ),
        (
            "Combien de postes ont été ouverts en droit en 2019, et combien ont été pourvus (fiche CNU 1) ?",
            [
                "Combien de postes ont été ouverts en droit en 2019 (fiche CNU 1) ?",
                "Combien de postes ont été pourvus en droit en 2019 (fiche CNU 1) ?",
            ],
        ),
        (
            "Quel outil aide les écoles, et combien de villes s'en servent ?",
            [
                "Quel outil aide les écoles ?",
                "Combien de villes s'en servent, de l'outil qui aide les écoles ?",
            ],
        ),
        (
            "Combien d'agents en 2023 ? Quel est le budget ?",
            ["Combien d'agents en 2023 ?", "Quel est le budget en 2023 ?"],
        ),
        (
            "Combien d'agents en 2023 ? Et en 2022 ?",
            ["Combien d'agents en 2023 ?", "Combien d'agents en 2022 ?"],
        ),
        (
            "Combien de femmes et combien d'hommes travaillent à la mairie ?",
            ["Combien de femmes travaillent à la mairie ?", "Combien d'hommes travaillent à la mairie ?"],
        ),
        (
            "Combien de lauréats et quel montant engagé en 2023 ?",
            ["Combien de lauréats en 2023 ?", "Quel montant engagé pour les lauréats en 2023 ?"],
        ),
        (
            "Le budget a-t-il baissé, et pourquoi ?",
            ["Le budget a-t-il baissé ?", "Pourquoi le budget a-t-il baissé ?"],
        ),
        (
            "Quelle entreprise gère la piscine, et depuis quand ?",
            ["Quelle entreprise gère la piscine ?", "Depuis quand l'entreprise gère la piscine ?"],
        ),
        (
            "Combien de visiteurs à Lens et à Arras en 2023 ?",
            ["Combien de visiteurs à Lens en 2023 ?", "Combien de visiteurs à Arras en 2023 ?"],
        ),
        (
            "Combien de visiteurs à Lens et Arras en 2023 ?",
            ["Combien de visiteurs à Lens en 2023 ?", "Combien de visiteurs à Arras en 2023 ?"],
        ),
        (
            "Quel est l'âge moyen chez les femmes et chez les hommes ?",
            ["Quel est l'âge moyen chez les femmes ?", "Quel est l'âge moyen chez les hommes ?"],
        ),
        (
            "Quel est le prix de l'eau à Lens, et celui de la chaleur ?",
            ["Quel est le prix de l'eau à Lens ?", "Quel est le prix de la chaleur à Lens ?"],
        ),
        (
            "Quel est le nombre de bus et le montant des recettes en 2022 ?",
            ["Quel est le nombre de bus en 2022 ?", "Quel est le montant des recettes en 2022 ?"],
        ),
        (
            "Le service a-t-il recruté ? Si oui, combien de personnes ?",
            ["Le service a-t-il recruté ?", "Combien de personnes le service a-t-il recruté ?"],
        ),
        (
            "Qui préside le syndicat et où se trouve son siège ?",
            ["Qui préside le syndicat ?", "Où se trouve son siège, le syndicat ?"],
        ),
    ],
)
def test_each_question_is_made_whole(text: str, each: list[str]) -> None:
    assert list(split(text)) == each


@pytest.mark.parametrize(
    "text",
    [
        "Combien de tonnes de terre et de gravats en 2023 ?",  # one thing counted together
        "Dans quelle commune a-t-on fait le plus de contrôles, et combien ?",
        "Y a-t-il moins de monde l'été, et de combien ?",
        "Dépenses réalisées : combien en 2022, combien en 2023 ?",  # a series
        "Parmi ce qui est jeté, quel déchet pèse le plus ?",
        "Quel écart entre le budget voté et le budget réalisé ?",
        "Quel est le total des dépenses à Lens et à Arras ?",
        "Le logiciel a-t-il été retenu ? Donnez la raison.",
        "nb agents formes 2023",
        "Comment et pourquoi le prix a-t-il changé ?",
    ],
)
def test_one_question_stays_one(text: str) -> None:
    assert split(text) == (text,)


def test_each_part_has_its_own_kind_and_year() -> None:
    question = understand("Combien d'agents en 2023, et quel est le budget ?")
    assert [(p.intent, p.years) for p in question.parts] == [
        (Intent.FIGURE, (2023,)),
        (Intent.MONEY, (2023,)),
    ]


def test_a_question_about_two_years_is_a_series_not_two_questions() -> None:
    question = understand("Combien d'agents à Lens en 2019 et en 2020 ?")
    assert (question.parts, question.facets) == ((), (2019, 2020))


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour, pouvez-vous me dire combien de bornes on compte svp ?",
        "Je voudrais savoir combien de bornes on compte, merci d'avance ?",
        "Combien de bornes on compte ?",
        "Bonjour, je voudrais savoir : combien de bornes on compte ? Merci beaucoup.",
        "Bonjour Madame, pourriez-vous me préciser : combien de bornes on compte ? Cordialement",
        "Est-ce que vous pouvez me dire combien de bornes on compte ? Merci pour votre aide !",
    ],
)
def test_politeness_is_not_searched(text: str) -> None:
    assert polite_off(text) == "Combien de bornes on compte ?"


@pytest.mark.parametrize(
    "text", ["Madame la présidente a-t-elle été élue ?", "Combien de mercis ?", "Bonjour"]
)
def test_what_is_asked_is_no_politeness(text: str) -> None:
    assert polite_off(text) == text


def test_a_polite_follow_up_leans_on_the_question_before() -> None:
    asked = understand("Bonjour, je voudrais savoir : et en 2022 ? Merci.", ["Combien de bornes en 2023 ?"])
    assert asked.text == "Combien de bornes en 2022 ?"
