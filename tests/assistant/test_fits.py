"""How a figure or a sentence fits a question: its unit, its years, its kind, its labels."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from assistant.fits import ASKS_TOTAL, agrees, kind_fit, period_fit, says_not, unit_fit
from assistant.question import understand
from corpus.report import Fact, FactSource
from index.words import fold


def fact(**changed: Any) -> Fact:
    given: dict[str, Any] = {
        "concept": "Recettes",
        "dimensions": (),
        "period": "2022",
        "value": Decimal(12),
        "unit": None,
        "printed": "12",
        "page": 1,
        "box": (0.0, 0.0, 1.0, 1.0),
        "block": 0,
        "section": None,
        "source": FactSource.TABLE,
    }
    return Fact(**{**given, **changed})


@pytest.mark.parametrize(
    ("question", "unit", "labels", "fits"),
    [
        ("Quel est le montant des recettes ?", "€", "Recettes", 1.0),
        ("Quel est le montant des recettes ?", "€/habitant", "Recettes", 0.1),  # of each: nobody asked
        ("Quel est le montant des recettes par habitant ?", "€/habitant", "Recettes", 1.0),
        (
            "Quel est le montant des recettes ?",
            None,
            "Recettes",
            0.8,
        ),  # the label says it
        ("Quel est le montant des recettes ?", None, "Piscine", 0.3),
        ("Quel est le montant des recettes ?", "tonnes", "Recettes", 0.0),
        ("Quelle part de femmes ?", "%", "Femmes", 1.0),
        ("Quelle part de femmes ?", None, "Part des femmes", 0.8),
        ("Quelle part de femmes ?", "agents", "Femmes", 0.0),
        ("Combien de tonnes de verre ?", "kg/habitant", "Verre", 0.1),
        ("Combien de tonnes de verre ?", "kg", "Verre", 1.0),
        ("subventions reçues", "€/habitant", "Subventions", 0.1),
        ("subventions reçues par habitant", "€/habitant", "Subventions", 1.0),
        ("Combien de tonnes de verre ?", "km", "Verre", 0.0),
        ("Combien de kilos par habitant ?", "kg/habitant", "Verre", 1.0),
        ("Quel est l'âge moyen ?", "ans", "Âge", 1.0),
        ("Quel est l'âge moyen ?", "%", "30-34 ans", 0.0),
        ("De combien le nombre de maîtres de conférences a-t-il augmenté ?", "%", "Part", 0.2),
        ("De combien la part de femmes a-t-elle augmenté ?", "%", "Part", 1.0),
        ("Quelle commune compte le plus d'agents ?", "%", "Agents", 0.2),
        ("Quelle commune a le plus fort taux ?", "%", "Taux", 1.0),
        ("Les déchets par habitant ont-ils baissé ?", "habitants", "Habitants", 0.0),
    ],
)
def test_the_unit(question: str, unit: str | None, labels: str, fits: float) -> None:
    assert unit_fit(understand(question), fact(unit=unit), labels) == fits


def test_no_share_is_above_the_whole() -> None:
    above = fact(unit=None, value=Decimal(9343))
    assert unit_fit(understand("Quel pourcentage des motifs est codé ?"), above, "Part codée") == 0.0


@pytest.mark.parametrize(
    ("question", "labels", "expected"),
    [
        ("Quel taux pour le foncier bâti ?", "Foncier non bâti", True),
        ("Quel taux pour le foncier non bâti ?", "Foncier non bâti", False),
        ("Quel taux pour le foncier ?", "Foncier non bâti", False),
        ("Quel taux pour le foncier bâti ?", "Foncier bâti", False),
    ],
)
def test_labels_that_deny_what_is_asked(question: str, labels: str, expected: bool) -> None:
    assert says_not(understand(question), labels) is expected


@pytest.mark.parametrize(
    ("period", "fits"), [("2023", 1.0), ("2022", 0.0), ("2019/2023", 0.7), ("2023-05", 1.0), (None, 0.8)]
)
def test_a_range_that_holds_the_year_asked_is_not_that_year(period: str | None, fits: float) -> None:
    asked = understand("Combien de composteurs vendus en 2023 ?")
    assert period_fit(asked, fact(period=period), "Composteurs", "2023") == fits


def test_a_sentence_on_several_years_fits_each() -> None:
    asked = understand("Combien de composteurs vendus en 2023 ?")
    assert period_fit(asked, None, "351 depuis 2019.", "2023") == 0.7
    assert period_fit(asked, None, "103 en 2023 après 80 en 2022.", "2023") == 1.0


def test_the_figure_of_another_month_does_not_fit() -> None:
    question = understand("Combien de recettes en mars 2022 ?")
    assert question.months == {3}
    fits = [period_fit(question, fact(period=p), "", "2022") for p in ("2022-03", "2022-04", "2022")]
    assert fits == [1.0, 0.0, 1.0]


def test_a_mean_is_no_answer_to_who_does_not_ask_for_it() -> None:
    sheet = fact(dimensions=("Moyenne de la strate",))
    labels = "Recettes Moyenne de la strate"
    assert not agrees(understand("Quelles sont les recettes de la ville ?"), sheet, labels)
    assert agrees(understand("Quelle est la moyenne des recettes de la strate ?"), sheet, labels)
    assert agrees(understand("Quelles sont les recettes de la ville ?"), None, labels)


@pytest.mark.parametrize(
    ("text", "fits"),
    [("La séance est levée à 22h54.", 1.0), ("La séance est levée à 9 h.", 1.0), ("24 élus votent.", 0.0)],
)
def test_an_hour_is_asked(text: str, fits: float) -> None:
    assert kind_fit(understand("À quelle heure la séance a-t-elle pris fin ?"), None, text) == fits


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Combien d'heures en tout ?", True),
        ("heures scolaires toutes salles", True),
        ("Quel est le total des recettes ?", True),
        ("Combien d'heures dans toutes les écoles ?", True),
        ("Combien de temps dure tout le chantier ?", False),
        ("Combien d'heures à la grande salle ?", False),
    ],
)
def test_a_total_is_asked_for_in_several_ways(text: str, asks: bool) -> None:
    assert bool(ASKS_TOTAL.search(fold(text))) is asks


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("Quatre agents ont été recrutés.", 0.7),
        ("Une trentaine d'agents y travaillent.", 0.7),
        ("Un agent est parti.", 0.0),
        ("12 agents ont été recrutés.", 1.0),
        ("Le territoire n° 4 en compte peu.", 0.0),
    ],
)
def test_a_number_in_words_counts_and_one_that_the_question_gives_does_not(text: str, fits: float) -> None:
    asked = understand("Combien d'agents dans le territoire 4 ?")
    assert kind_fit(asked, None, text) == fits


def test_a_number_in_words_says_something_else_where_what_is_counted_is_not_named() -> None:
    asked = understand("Combien d'habitants ?")
    assert kind_fit(asked, None, "Trois communes y ont accès.", counted=0.0) == 0.0


def test_a_span_of_time_in_words_is_a_duration() -> None:
    asked = understand("Combien de temps a l'acquéreur pour les travaux ?")
    assert kind_fit(asked, None, "Il dispose d'un délai de un an.") == 0.7
    assert kind_fit(asked, None, "Il prévient les deux services.") == 0.0


def test_since_when_wants_a_sentence_that_says_since() -> None:
    asked = understand("Depuis quand la régie gère-t-elle le port ?")
    assert kind_fit(asked, None, "Depuis mars 2021, la régie gère le port.") == 1.0
    assert kind_fit(asked, None, "La régie a modernisé le port en 2022.") == 0.5


def test_a_year_that_a_sentence_compares_with_is_not_its_own() -> None:
    text = "Les charges sont de 12 000 €, soit 500 € de moins qu'en 2021."
    asked = understand("Quelles sont les charges en 2021 ?")
    assert period_fit(asked, None, text, "2022") < 0.5
    assert period_fit(understand("Les charges ont-elles baissé depuis 2021 ?"), None, text, "2022") > 0.5


def test_another_edition_than_the_one_named_counts_for_the_year_of_the_one_named() -> None:
    asked = understand("Selon le rapport 2022, combien de recettes ?")
    own, same_year, other = (
        period_fit(asked, fact(period=year), "", edition)
        for year, edition in (("2022", "2022"), ("2022", "2023"), ("2023", "2023"))
    )
    assert own > same_year > other
