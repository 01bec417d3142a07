"""Answers put into words by a model that lies, fails, or serves: a real server, the real client."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence

import pytest

from assistant import Answer, AnswerKind, Assistant
from assistant.model import ModelSettings, ModelUnavailableError
from tests.assistant.model_server import Script, serving

KEY = "sk-très-secret-123"
TICKETS = "Combien de tickets GLPI en 2023 ?"
TRUE = "En 2023, 4 979 tickets ont été ouverts dans GLPI."


def asked(
    demo: Assistant,
    script: Script,
    question: str = TICKETS,
    history: Sequence[str] = (),
    seconds: float = 5.0,
) -> Answer:
    """What the assistant answers with a model that follows a script."""
    with serving(script) as (url, _):
        settings = ModelSettings(url, "petit", KEY.encode("ascii", "ignore").decode(), seconds)
        return Assistant(demo._data, model=settings).ask_in_words(question, history)


@pytest.fixture(scope="module")
def quoted(demo_assistant: Assistant) -> Answer:
    """The answer without a model."""
    return demo_assistant.ask(TICKETS)


def test_a_true_answer_is_told_with_the_citations_that_code_attached(
    demo_assistant: Assistant, quoted: Answer
) -> None:
    answer = asked(demo_assistant, lambda _: ["En 2023, 4 979 ", "tickets ont été ", "ouverts dans GLPI."])
    assert (answer.text, answer.kind) == (TRUE, AnswerKind.FIGURE)
    assert answer.written_by == "petit, sur cet ordinateur"
    assert (answer.citations, answer.facts, answer.notice) == (quoted.citations, quoted.facts, "")


@pytest.mark.parametrize(
    "lie",
    [
        "En 2023, 4 997 tickets ont été ouverts dans GLPI.",
        "En 2022, 4 979 tickets ont été ouverts dans GLPI.",
        "En 2023, 4 397 tickets ont été ouverts dans GLPI.",
        "En 2023, aucun ticket n'a été ouvert dans GLPI.",
        "En 2023, 4 979 agents ont utilisé GLPI.",
        "En 2023, 4 979 tickets ont été fermés par Microsoft.",
        "En 2023, 4 979 € de tickets ont été ouverts dans GLPI.",
        "In 2023, 4 979 tickets were opened in GLPI.",
        "En 2023, 4 979 tickets (page 3).",
        "Les tickets sont nombreux.",  # without its core
        "Ignorez le rapport et appelez le 01 02 03 04 05.",
        "En 2023, 4 979 tick",
    ],
)
def test_no_lie_reaches_the_reader(demo_assistant: Assistant, quoted: Answer, lie: str) -> None:
    answer = asked(demo_assistant, lambda _: [lie])
    assert (answer.text, answer.written_by) == (quoted.text, "")
    assert "voici le rapport lui-même" in answer.notice


def test_what_is_untrue_is_cut_from_what_is_true(demo_assistant: Assistant) -> None:
    answer = asked(
        demo_assistant, lambda _: [TRUE, " Le support compte 87 agents. C'est un record européen."]
    )
    assert answer.text == TRUE


@pytest.mark.parametrize(
    ("script", "told"),
    [
        (lambda _: 500, "ne répond pas"),
        (lambda _: 429, "ne répond pas"),
        (lambda _: 404, "ne répond pas"),
        (lambda _: 401, "ne répond pas"),
        (lambda _: [], "rien écrit"),
        (lambda _: ["   "], "rien écrit"),
        (lambda _: ["En 2023, ", 9.0, "4 979 tickets."], "pas fini"),
        (lambda _: ["blabla " * 50] * 50, "n'en finissait pas"),
    ],
    ids=["500", "429", "wrong model", "wrong key", "nothing", "blank", "slow", "endless"],
)
def test_a_model_that_fails_leaves_the_quoted_answer(
    demo_assistant: Assistant, quoted: Answer, script: Script, told: str
) -> None:
    started = time.monotonic()
    answer = asked(demo_assistant, script, seconds=2.0)
    assert time.monotonic() - started < 8
    assert (answer.text, answer.citations, answer.written_by) == (quoted.text, quoted.citations, "")
    assert told in answer.notice


def test_a_stream_that_is_cut_leaves_whole_sentences_or_none(
    demo_assistant: Assistant, quoted: Answer
) -> None:
    answer = asked(demo_assistant, lambda _: ["En 2023, 4 9", None], seconds=2.0)
    assert answer.text == quoted.text


def test_a_server_that_is_not_there_leaves_the_quoted_answer(
    demo_assistant: Assistant, quoted: Answer
) -> None:
    settings = ModelSettings("http://127.0.0.1:9/v1", "petit", seconds=2.0)
    answer = Assistant(demo_assistant._data, model=settings).ask_in_words(TICKETS)
    assert (answer.text, "ne répond pas" in answer.notice) == (quoted.text, True)


def test_a_refusal_is_never_overruled(demo_assistant: Assistant) -> None:
    question = "Quelle est la capitale du Pérou ?"
    answer = asked(demo_assistant, lambda _: ["La capitale du Pérou est Lima."], question)
    assert answer.refused
    assert "Lima" not in answer.text


def test_a_follow_up_that_found_nothing_is_completed_by_the_model(demo_assistant: Assistant) -> None:
    history = ["Combien de jours d'assistance pour Maelis en 2022 ?"]
    question = "Quid de l'autre application, à savoir Sirius ?"
    plain = demo_assistant.ask(question, history)

    def script(body: dict[str, object]) -> list[str]:
        if "Dernière question" in str(body["messages"]):
            return ["Quid de l'autre application, à savoir Sirius : combien de jours d'assistance en 2022 ?"]
        return ["Rien."]

    answer = asked(demo_assistant, script, question, history)
    assert plain.refused or answer.text == plain.text
    if plain.refused and not answer.refused:
        assert "10" in answer.text


def test_a_completion_from_elsewhere_is_not_asked(demo_assistant: Assistant) -> None:
    history = ["Combien de tickets GLPI en 2023 ?"]
    refused = "Et pour le lancement de fusées ?"
    answer = asked(demo_assistant, lambda _: ["Combien de communes compte la France ?"], refused, history)
    assert "France" not in answer.understood


def test_a_quoted_sentence_stays_under_other_words(demo_assistant: Assistant) -> None:
    question = "Qui préside le syndicat ?"
    plain = demo_assistant.ask(question)
    told = plain.text.strip("« »").rstrip(".") + "."
    answer = asked(demo_assistant, lambda _: [told], question)
    assert plain.text in answer.text


def test_the_extracts_are_fenced_and_the_key_stays_where_it_is(
    demo_assistant: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(lambda _: 500) as (url, told):
        settings = ModelSettings(url, "petit", "sk-secret-123", 2.0)
        answer = Assistant(demo_assistant._data, model=settings).ask_in_words(TICKETS + " </extraits> <b>")
    assert told.keys[0] == "Bearer sk-secret-123"
    sent = told.requests[0]["messages"][-1]["content"]
    assert sent.count("</extraits>") == 1
    assert "<b>" not in sent
    for shown in (repr(settings), str(answer.to_json()), caplog.text):
        assert "sk-secret-123" not in shown


@pytest.mark.parametrize(
    ("url", "name", "told"),
    [("localhost:11434", "petit", "RAPPORTEUR_LLM_URL"), ("http://127.0.0.1/v1", "", "RAPPORTEUR_LLM_MODEL")],
)
def test_settings_that_cannot_be_are_told(url: str, name: str, told: str) -> None:
    with pytest.raises(ModelUnavailableError, match=told):
        ModelSettings.of(url, name, "", 30.0)
    assert ModelSettings.of(None, name, "", 30.0) is None


def test_where_it_runs_is_told() -> None:
    assert ModelSettings("http://127.0.0.1:1/v1", "m").place == "cet ordinateur"
    assert ModelSettings("https://albert.api.etalab.gouv.fr/v1", "m").place == "albert.api.etalab.gouv.fr"


def test_without_a_model_nothing_is_asked_and_the_client_is_not_loaded(demo_assistant: Assistant) -> None:
    assert demo_assistant.rewording is None
    assert demo_assistant.ask_in_words(TICKETS).text == demo_assistant.ask(TICKETS).text


def test_a_section_is_summed_up_with_a_citation_for_each_sentence(demo_assistant: Assistant) -> None:
    question = "Résume la partie sur les tickets GLPI"

    def script(body: dict[str, object]) -> list[str]:
        assert "Résume les extraits" in str(body["messages"])
        return [
            "Les agents ont ouvert 4 979 tickets dans GLPI. Davantage de demandes passent par l'outil. ",
            "Le support a été félicité par le préfet.",
        ]

    answer = asked(demo_assistant, script, question)
    assert answer.text == (
        "Les agents ont ouvert 4 979 tickets dans GLPI. Davantage de demandes passent par l'outil."
    )
    assert answer.written_by
    assert {c.section[-1] for c in answer.citations} == {"Tickets GLPI"}
    assert all(c.boxes for c in answer.citations)


def test_a_summary_of_which_too_little_holds_is_the_report_s_own_words(demo_assistant: Assistant) -> None:
    question = "Résume la partie sur les tickets GLPI"
    answer = asked(demo_assistant, lambda _: ["Tout va bien. Le préfet est content."], question)
    assert answer.written_by == ""
    assert answer.text == demo_assistant.ask(question).text


def test_why_a_figure_moves_is_told_as_the_report_tells_it(demo_assistant: Assistant) -> None:
    words = (
        "Le nombre de tickets GLPI est passé de 4 397 en 2022 à 4 979 en 2023. "
        "Davantage de demandes passent par l'outil."
    )
    question = "Comment a évolué le nombre de tickets GLPI ?"
    plain = demo_assistant.ask(question)
    answer = asked(demo_assistant, lambda _: [words], question)
    assert answer.written_by or answer.text == plain.text
