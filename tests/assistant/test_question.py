from __future__ import annotations

import pytest

from assistant.errors import QuestionError
from assistant.question import MAX_LENGTH, Intent, understand


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("Combien de tickets GLPI en 2023 ?", Intent.FIGURE),
        ("nb agents formés", Intent.FIGURE),
        ("Quelle part des habitants est raccordée ?", Intent.SHARE),
        ("Quel pourcentage de femmes ?", Intent.SHARE),
        ("Quel est le budget de fonctionnement ?", Intent.MONEY),
        ("Combien a coûté l'entretien ?", Intent.MONEY),
        ("Quand le syndicat a-t-il été créé ?", Intent.DATE),
        ("Quelle commune a le plus de visites ?", Intent.HIGHEST),
        ("Quel mois a eu le moins de passages ?", Intent.LOWEST),
        ("Le budget a-t-il augmenté entre 2022 et 2023 ?", Intent.CHANGE),
        ("Quelle solution a été choisie ?", Intent.NAME),
        ("Pourquoi cette baisse ?", Intent.TEXT),
        ("À quelle heure ferme la piscine ?", Intent.HOUR),
        ("À quelle heure y a-t-il le plus de monde ?", Intent.HIGHEST),
    ],
)
def test_intent(text: str, intent: Intent) -> None:
    assert understand(text).intent is intent


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Combien en 2019 ?", (2019,)),
        ("Entre 2021 et 2023 ?", (2021, 2022, 2023)),
        ("l'an dernier, combien ?", (2022,)),
        ("Combien d'agents ?", ()),
    ],
)
def test_years(text: str, years: tuple[int, ...]) -> None:
    assert understand(text, reference=2023).years == years


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Combien en 2017 par rapport à l'année d'avant ?", (2017, 2016)),
        ("Combien de bornes depuis 2020 ?", (2020, 2021, 2022, 2023)),
        ("Quel effectif au 31 décembre 2022 ?", (2022,)),
        ("Quel effectif au 31 décembre ?", (2023,)),
        ("Combien en 2023 puis en 2024 ?", (2023, 2024)),
        ("COMBIEN DE BORNES EN 2022 ?", (2022,)),
        ("bornes 2022", (2022,)),
        ("cb de bornes l an dernier", (2022,)),
    ],
)
def test_more_ways_to_say_years(text: str, years: tuple[int, ...]) -> None:
    assert set(understand(text, reference=2023).years) == set(years)


def test_the_latest_is_meant_when_no_time_is_given() -> None:
    assert understand("Quelle est la dette ?", reference=2023).wants_latest
    assert not understand("Quelle est la dette en 2022 ?").wants_latest
    assert not understand("Selon le rapport 2022, quelle est la dette ?").wants_latest


def test_what_names_the_report_is_told_from_what_is_asked() -> None:
    question = understand("D'après le rapport eau 2023, combien de fuites ?")
    assert (question.core, question.years, question.editions) == ("Combien de fuites ?", (), (2023,))


SAME = (
    "Combien de visiteurs à la médiathèque en 2022 ?",
    "COMBIEN DE VISITEURS À LA MÉDIATHÈQUE EN 2022 ?",
    "combien de visiteurs a la mediatheque en 2022",
    "nb visiteurs médiathèque 2022",
    "cb de visiteurs a la médiathèque en 2022 svp",
    "bonjour, nombre de visiteurs de la mediatheque 2022 ?",
)


@pytest.mark.parametrize("text", SAME)
def test_capitals_missing_accents_and_few_words_are_understood_alike(text: str) -> None:
    question = understand(text)
    assert (question.intent, question.years, question.counted) == (Intent.FIGURE, (2022,), "visiteur")
    assert {"visiteur", "mediathequ"} <= {t.stem for t in question.terms}
    assert question.parts == ()


def test_terms_leave_out_periods_and_weigh_asking_words_less() -> None:
    terms = {t.word: t.emphasis for t in understand("Combien de tonnes de verre en 2019 ?").terms}
    assert terms == {"combien": 0.3, "tonnes": 1.0, "verre": 1.0}


def test_a_follow_up_takes_the_earlier_question_with_its_own_year() -> None:
    question = understand("Et en 2022 ?", ["Combien de tickets GLPI en 2023 ?"])
    assert question.years == (2022,)
    assert {"tickets", "glpi"} <= {t.word for t in question.terms}
    assert question.understood == "Combien de tickets GLPI en 2022 ?"
    assert question.intent is Intent.FIGURE


def test_a_follow_up_keeps_the_year_it_does_not_change() -> None:
    question = understand("Et pour Valenton ?", ["Combien d'agents formés à Orly en 2023 ?"])
    assert question.years == (2023,)
    assert question.text == "Combien d'agents formés à Valenton en 2023 ?"
    words = {t.word for t in question.terms}
    assert "valenton" in words
    assert "orly" not in words


def test_follow_ups_of_follow_ups() -> None:
    history = ["Combien de tickets GLPI en 2023 ?", "Et en 2022 ?"]
    assert understand("Et en 2021 ?", history).years == (2021,)


def test_a_new_question_inherits_nothing() -> None:
    question = understand("Quel est le budget annexe du syndicat ?", ["Combien de tickets en 2022 ?"])
    assert question.years == ()
    assert question.understood == ""


@pytest.mark.parametrize("text", ["", "   ", "?!", "…"])
def test_an_empty_question_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(QuestionError, match="par exemple"):
        understand(text)


def test_a_question_of_ten_thousand_characters_is_refused_with_the_limit() -> None:
    with pytest.raises(QuestionError, match=str(MAX_LENGTH)):
        understand("mot " * 2_500)


def test_editions_named_one_after_the_other_are_all_editions() -> None:
    asked = understand("Combien d'élues selon les fiches de 2013 et de 2023 ?", reference=2024)
    assert (asked.years, asked.editions) == ((), (2013, 2023))
    puis = understand("Combien d'élues selon la fiche de 2015, puis celle de 2023 ?", reference=2024)
    assert (puis.years, puis.editions) == ((), (2015, 2023))
    apart = understand("Dans le bilan 2022, combien d'élues en 2021 ?", reference=2024)
    assert (apart.years, apart.editions) == ((2021,), (2022,))


def test_loose_words_count_less_unless_they_are_all_there_is() -> None:
    asked = understand("Combien de gens sont venus à la piscine pendant les vacances ?")
    emphasis = {t.word: t.emphasis for t in asked.terms}
    assert (emphasis["piscine"], emphasis["vacances"], emphasis["venus"]) == (1.0, 1.0, 0.3)
    alone = understand("Combien de gens sont venus ?")
    assert {t.word: t.emphasis for t in alone.terms}["venus"] == 1.0


def test_that_year_is_not_this_year() -> None:
    assert understand("Combien d'élues cette année ?", reference=2024).years == (2024,)
    assert understand("En 2019, combien d'élues cette année-là ?", reference=2024).years == (2019,)


def test_who_is_asks_for_the_words_after_it() -> None:
    assert (
        understand("Qui était secrétaire de la séance ?").counted == understand("Quel secrétaire ?").counted
    )


def test_a_mean_age_counts_years() -> None:
    assert understand("âge moyen des agents en 2022").counted == "age"
    assert understand("Quel est l'âge médian ?").counted == "age"


def test_a_verb_in_the_plural_asks_as_it_does_in_the_singular() -> None:
    terms = understand("Combien de lits comptent les services d'urgence ?").terms
    assert {t.word: t.emphasis for t in terms}["comptent"] < 1


def test_how_it_moved_only_asks() -> None:
    terms = understand("Les passages ont-ils augmenté entre 2021 et 2022 ?").terms
    assert [t.word for t in terms if t.emphasis < 1] == ["augmente"]
