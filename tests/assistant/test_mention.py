"""What names the report in a question, and the question without it."""

from __future__ import annotations

import pytest

from assistant.mention import core, mentions


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("D'après le rapport SPANC 2023, combien coûte un contrôle ?", "Combien coûte un contrôle ?"),
        ("Combien de visites à Orly d'après le panorama 2014 ?", "Combien de visites à Orly ?"),
        ("Dans le bilan 2024 du réseau des musées, combien d'entrées ?", "Combien d'entrées ?"),
        ("Bilan Aqua.fr 2024 : combien d'entrées ?", "Combien d'entrées ?"),
        ("Combien d'entrées (bilan 2024) ?", "Combien d'entrées ?"),
        ("Combien d'entrées selon la fiche ALSH 27 de 2019 et 2020 ?", "Combien d'entrées ?"),
        ("Selon l'enquête sur les eaux de l'Oise, qui gère le réseau ?", "Qui gère le réseau ?"),
        (
            "Combien de répondants du baromètre SNE 2023 sont des femmes ?",
            "Combien de répondants sont des femmes ?",
        ),
        ("Le prix dans le bilan 2023 et dans le bilan 2024 ?", "Le prix ?"),
        ("d apres le rapport 2023 combien de bornes", "Combien de bornes"),
    ],
)
def test_core(text: str, without: str) -> None:
    assert core(text) == without


@pytest.mark.parametrize(
    "text",
    [
        "Quel est le bilan carbone de la commune ?",
        "Combien de fiches de paie en 2022 ?",
        "Combien de rapports ont été publiés ?",
        "Quelle part des documents est en ligne ?",
        "Fiches imprimées : combien ?",
    ],
)
def test_documents_that_are_asked_about_name_no_report(text: str) -> None:
    assert mentions(text) == ()
    assert core(text) == text


def test_a_question_that_only_names_the_report_is_kept_whole() -> None:
    assert core("Selon le rapport 2023 ?") == "Selon le rapport 2023 ?"
