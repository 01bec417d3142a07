"""What kind of answer each way of asking wants."""

from __future__ import annotations

import pytest

from assistant.intent import Intent, asks_yes_or_no, intent_of
from assistant.question import understand


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Est-ce que la commune a des emprunts ?", Intent.YES_NO),
        ("Y a-t-il une piscine ?", Intent.YES_NO),
        ("A-t-on signé la convention ?", Intent.YES_NO),
        ("Le syndicat a-t-il payé des travaux ?", Intent.YES_NO),
        ("Est-ce que le budget annexe est en excédent ?", Intent.YES_NO),
        ("Peut-on réserver en ligne ?", Intent.YES_NO),
        ("Y a-t-il eu plus de visites en 2023 qu'en 2022 ?", Intent.CHANGE),
        ("Combien y a-t-il de bornes ?", Intent.FIGURE),
        ("Quand le pont a-t-il été ouvert ?", Intent.DATE),
        ("Quelles villes sont équipées ?", Intent.LIST),
        ("Quels critères faut-il remplir ?", Intent.LIST),
        ("Lesquels ont été vendus ?", Intent.LIST),
        ("Qui entretient les bornes ?", Intent.NAME),
        ("Quel prestataire vide les bennes ?", Intent.NAME),
        ("Où se trouve la maison des services ?", Intent.PLACE),
        ("À quel endroit dépose-t-on les pneus ?", Intent.PLACE),
        ("Où le marché était-il installé avant ?", Intent.PLACE),
        ("Où en est le chantier du pont ?", Intent.TEXT),
        ("Depuis quand la régie existe-t-elle ?", Intent.DATE),
        ("Combien de temps dure le chantier ?", Intent.DURATION),
        ("Quel est le délai moyen ?", Intent.DURATION),
        ("Quel est l'âge moyen ?", Intent.FIGURE),
        ("Quelle est la dette ?", Intent.MONEY),
        ("QUEL EST LE BUDGET ?", Intent.MONEY),
        ("cb de visiteurs a la piscine", Intent.FIGURE),
        ("Pourquoi la piscine a-t-elle fermé ?", Intent.TEXT),
        ("Combien les travaux ont-ils coûté à la ville ?", Intent.MONEY),
        ("Combien doit-on à la banque ?", Intent.MONEY),
        ("Combien d'agents doivent être formés ?", Intent.FIGURE),
        ("Quel est le total des charges ?", Intent.MONEY),
        ("Qui a voté contre le budget ?", Intent.NAME),
        ("Qui consomme le plus d'eau ?", Intent.HIGHEST),
        ("Combien coûte l'augmentation du point d'indice ?", Intent.MONEY),
        ("À quoi servira la hausse de la taxe ?", Intent.TEXT),
        ("Quel produit de taxe est attendu ?", Intent.MONEY),
        ("épargne brute 2022", Intent.MONEY),
        ("taux d'épargne 2019", Intent.SHARE),
        ("fréquentation de la piscine", Intent.FIGURE),
        ("sinistres déclarés en 2018", Intent.TOPIC),
        ("heures scolaires toutes salles", Intent.TOPIC),
        ("date de passage en conseil", Intent.DATE),
        ("président du conseil", Intent.TOPIC),
        ("Expliquez la baisse des tickets", Intent.CHANGE),
        ("Présentez le service", Intent.TEXT),
    ],
)
def test_intent(text: str, intent: Intent) -> None:
    assert intent_of(text) is intent


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Est-ce que la commune a des emprunts ?", False),
        ("Quelles villes sont équipées ?", False),
        ("Où est la déchetterie ?", False),
        ("Quel est le délai moyen ?", True),
        ("Quelle est la dette ?", True),
        ("Combien de bornes ?", True),
    ],
)
def test_only_some_answers_are_figures(text: str, number: bool) -> None:
    assert understand(text).wants_number is number


def test_a_question_with_an_asking_word_is_no_yes_or_no() -> None:
    assert asks_yes_or_no("Le maire a-t-il signé ?")
    assert not asks_yes_or_no("Quel contrat le maire a-t-il signé ?")
