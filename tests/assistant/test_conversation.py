"""Follow-ups made whole: what is new takes the place of what plays its role."""

from __future__ import annotations

import pytest

from assistant.conversation import complete
from assistant.leaning import asks_page, leans
from assistant.question import understand

VISITS = "Combien de visites à la piscine en 2023 ?"
GLASS = "Combien de tonnes de verre la ville a-t-elle collectées en 2023 ?"
BUDGET = "Quel est le budget de fonctionnement voté en 2023 ?"
STROKES = "Combien d'AVC ont été vus aux urgences de Haguenau d'après le panorama 2014 ?"


@pytest.mark.parametrize(
    ("earlier", "asked", "whole"),
    [
        # a year for a year
        (VISITS, "Et en 2022 ?", "Combien de visites à la piscine en 2022 ?"),
        (VISITS, "Et l'année d'avant ?", "Combien de visites à la piscine en 2022 ?"),
        (VISITS, "et depuis 2019 ?", "Combien de visites à la piscine depuis 2019 ?"),
        (VISITS, "ET EN 2022 ?", "Combien de visites à la piscine en 2022 ?"),
        ("Combien de bornes ?", "Et l'an dernier ?", "Combien de bornes en 2022 ?"),
        ("Combien de bornes entre 2021 et 2023 ?", "et en 2019 ?", "Combien de bornes en 2019 ?"),
        ("En 2023, combien de bornes ?", "et en 2019 et 2020 ?", "En 2019 et en 2020, combien de bornes ?"),
        (
            STROKES,
            "Et en 2013 ?",
            "Combien d'AVC ont été vus aux urgences de Haguenau d'après le panorama en 2013 ?",
        ),
        # a name for a name, with the small word it had
        (
            STROKES,
            "Et à Mulhouse ?",
            "Combien d'AVC ont été vus aux urgences de Mulhouse d'après le panorama 2014 ?",
        ),
        (
            "Combien la région a-t-elle accordé à « Lire partout » en 2024 ?",
            "Et à Musées en fête ?",
            "Combien la région a-t-elle accordé à Musées en fête en 2024 ?",
        ),
        (
            "Quelle est la part de défiance envers l'Etat ?",
            "Et pour l'ANR ?",
            "Quelle est la part de défiance envers l'ANR ?",
        ),
        ("combien d'avc a colmar en 2014", "et a mulhouse", "Combien d'avc a mulhouse en 2014 ?"),
        # one sex for the other, one way of making one figure of many for another, an age, a limit
        (
            "Combien de femmes cadres en 2023 ?",
            "Et d'hommes ?",
            "Combien d'hommes cadres en 2023 ?",
        ),
        (
            "Combien de temps attend-on en moyenne à l'accueil ?",
            "Et la médiane ?",
            "Combien de temps attend-on en médiane à l'accueil ?",
        ),
        (
            "Quel est le taux de taxe à Lens en 2022 ?",
            "Et la moyenne des communes voisines ?",
            "Quel est le taux de taxe à Lens en 2022, la moyenne des communes voisines ?",
        ),
        (
            "Quelle est la durée moyenne de passage aux urgences en 2014 ?",
            "Et pour les 75 ans et plus ?",
            "Quelle est la durée moyenne de passage aux urgences en 2014 pour les 75 ans et plus ?",
        ),
        (
            "Combien coûte l'entrée de la piscine ?",
            "Et pour un enfant de 8 ans ?",
            "Combien coûte l'entrée de la piscine pour un enfant de 8 ans ?",
        ),
        (
            "Quel est le tarif de la cantine pour une famille sous 20 000 € de revenus ?",
            "Et au-dessus de 36 000 € ?",
            "Quel est le tarif de la cantine pour une famille au-dessus de 36 000 € de revenus ?",
        ),
        (
            "Quel est le résultat en 2023, en milliers d'euros ?",
            "Et par habitant ?",
            "Quel est le résultat en 2023 par habitant ?",
        ),
        (
            "Combien de données transmises grâce à API Lens ?",
            "Et grâce à API Arras ?",
            "Combien de données transmises grâce à API Arras ?",
        ),
        # people for people, a thing for a thing
        ("Quel est l'âge moyen des élus ?", "Et pour les agents ?", "Quel est l'âge moyen des agents ?"),
        ("Combien de tickets GLPI en 2023 ?", "Et pour les formations ?", "Combien de formations en 2023 ?"),
        (VISITS, "et à la médiathèque ?", "Combien de visites à la médiathèque en 2023 ?"),
        (BUDGET, "et d'investissement ?", "Quel est le budget d'investissement voté en 2023 ?"),
        (BUDGET, "et celui d'investissement en 2022 ?", "Quel est le budget d'investissement voté en 2022 ?"),
        (GLASS, "et de plastique ?", "Combien de tonnes de plastique la ville a-t-elle collectées en 2023 ?"),
        (
            GLASS,
            "et les papiers en 2022 ?",
            "Combien de tonnes de papiers la ville a-t-elle collectées en 2022 ?",
        ),
        (
            "Quel est le montant de la subvention versée à l'association Les Amis en 2022 ?",
            "et au club de foot ?",
            "Quel est le montant de la subvention versée au club de foot en 2022 ?",
        ),
        (
            "Quel est le taux de conformité du réseau d'eau potable ?",
            "et pour l'assainissement ?",
            "Quel est le taux de conformité de l'assainissement ?",
        ),
        ("Quel est le budget en 2023 ?", "et les recettes ?", "Quelles sont les recettes en 2023 ?"),
        ("Combien de postes ouverts en 2019 ?", "et pourvus ?", "Combien de postes pourvus en 2019 ?"),
        ("Quelle part de femmes ?", "et d'hommes ?", "Quelle part d'hommes ?"),
        ("Combien coûte la carte ?", "et pour les jeunes ?", "Combien coûte la carte pour les jeunes ?"),
        ("Quand ouvre la piscine ?", "et le dimanche ?", "Quand ouvre la piscine le dimanche ?"),
        # another report
        ("Bilan 2023 : combien de prix ?", "et dans le bilan 2024 ?", "Combien de prix dans le bilan 2024 ?"),
        (
            "D'après le bilan 2023, combien de prix ?",
            "et d'après celui de 2024 ?",
            "D'après le bilan 2024, combien de prix ?",
        ),
        # a comparison keeps both times
        (
            "Quel est le budget en 2023 ?",
            "a-t-il augmenté par rapport à 2022 ?",
            "A-t-il augmenté par rapport à 2022, le budget en 2023 ?",
        ),
        # another thing counted
        (GLASS, "et combien de bennes ?", "Combien de bennes la ville a-t-elle collectées en 2023 ?"),
        (
            "Combien de maîtres de conférences en droit à Nantes en 2020 (fiche CNU 1) ?",
            "Et combien de professeurs là-bas ?",
            "Combien de professeurs en droit à Nantes en 2020 (fiche CNU 1) ?",
        ),
        (
            "Combien d'agents ont été formés à Ciril en 2023 ?",
            "Et combien de jours de formation ?",
            "Combien de jours de formation à Ciril en 2023 ?",
        ),
        # a condition, a total
        (
            "Combien coûte un contrôle ?",
            "Et si le propriétaire n'est pas là ?",
            "Combien coûte un contrôle si le propriétaire n'est pas là ?",
        ),
        (VISITS, "et au total ?", "Combien de visites à la piscine en 2023 au total ?"),
        # why, when
        (VISITS, "Pourquoi cette baisse ?", "Pourquoi la baisse du nombre de visites à la piscine en 2023 ?"),
        (
            "Combien d'agents ont quitté la ville ?",
            "Pourquoi cette hausse ?",
            "Pourquoi la hausse du nombre d'agents qui ont quitté la ville ?",
        ),
        (
            GLASS,
            "Pourquoi cette augmentation ?",
            "Pourquoi l'augmentation du nombre de tonnes de verre que la ville a collectées en 2023 ?",
        ),
        (
            "La ville a-t-elle payé des travaux ?",
            "Pourquoi ?",
            "Pourquoi la ville a-t-elle payé des travaux ?",
        ),
        (
            "Quand la piscine a-t-elle été rénovée ?",
            "et pour quel montant ?",
            "Pour quel montant la piscine a-t-elle été rénovée ?",
        ),
        # a pronoun
        (
            "Combien de repas servis dans les écoles en 2022 ?",
            "et combien ça a coûté ?",
            "Combien ça a coûté, les repas servis dans les écoles en 2022 ?",
        ),
        (
            "Quelles communes ont une piscine ?",
            "lesquelles ont un stade ?",
            "Quelles communes ont un stade ?",
        ),
        (
            "Quelle est la durée de passage aux urgences en 2014 ?",
            "pour les plus de 75 ans ?",
            "Quelle est la durée de passage aux urgences en 2014 pour les plus de 75 ans ?",
        ),
        (
            "Combien de séjours pour les moins de 18 ans à Lens ?",
            "et pour les plus de 75 ans ?",
            "Combien de séjours pour les plus de 75 ans à Lens ?",
        ),
        (
            "Combien de plus de 75 ans à Lens ?",
            "et les moins de 18 ans ?",
            "Combien de moins de 18 ans à Lens ?",
        ),
        (
            "Combien d'habitants compte Lens en 2020 ?",
            "et la superficie ?",
            "Quelle est la superficie de Lens en 2020 ?",
        ),
        (
            "Combien d'habitants compte le canton ?",
            "et le taux de chômage ?",
            "Quel est le taux de chômage du canton ?",
        ),
        (
            "Combien de tonnes de verre à Lens ?",
            "et le papier ?",
            "Combien de tonnes de papier à Lens ?",
        ),
        (
            "Qui gère la piscine en 2023 ?",
            "Combien coûte-t-elle ?",
            "Combien coûte-t-elle, la piscine en 2023 ?",
        ),
    ],
)
def test_what_is_new_takes_the_place_of_its_like(earlier: str, asked: str, whole: str) -> None:
    assert leans(asked)
    assert complete(asked, earlier, 2023) == whole


@pytest.mark.parametrize(
    "asked",
    [
        "Quelle est la dette ?",
        "effectif 2023",
        "le budget annexe de 2022",
        "Combien de piscines ?",
        "Qui gère la piscine ?",
        "Le maire a-t-il signé la convention ?",
        "Combien y a-t-il de bornes ?",
        "Existe-t-il une piscine ?",
        "De combien le nombre d'agents a-t-il augmenté ?",
        "Combien de jours d'aide a-t-il fallu en 2023 ?",
    ],
)
def test_a_question_that_stands_alone_does_not_lean(asked: str) -> None:
    assert not leans(asked)


@pytest.mark.parametrize(
    "asked", ["À quelle page ?", "c'est à quelle page ?", "et à quelle page ?", "A QUELLE PAGE ?", "source ?"]
)
def test_the_page_of_the_answer_before(asked: str) -> None:
    assert asks_page(asked)
    question = understand(asked, [VISITS])
    assert question.asks_page
    assert question.text == VISITS.rstrip()
    assert question.understood == f"À quelle page : {VISITS}"


def test_a_question_about_pages_is_not_one_about_the_answer_s() -> None:
    assert not asks_page("Combien de pages compte le site ?")
    assert not understand("À quelle page ?").asks_page  # nothing was answered before


def test_a_chain_of_follow_ups_is_read_in_order() -> None:
    history = [VISITS, "Et à la médiathèque ?", "À quelle page ?", "Et en 2021 ?"]
    question = understand("et l'année d'avant ?", history)
    assert question.text == question.understood == "Combien de visites à la médiathèque en 2020 ?"
    assert question.years == (2020,)
