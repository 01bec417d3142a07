"""Answers put into words on the page: the quoted answer at once, the model's words when they hold."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.assistant.model_server import serving
from tests.page.conftest import copied, running

TICKETS = "Combien de tickets GLPI en 2023 ?"
WORDS = "En 2023, 4 979 tickets ont été ouverts dans GLPI."


@pytest.fixture
def site(demo_data: Path, demo_reports: Path, tmp_path: Path) -> Iterator[str]:
    """The page with a model that is slow and tells the truth of tickets alone."""

    def script(body: dict[str, object]) -> list[str | float | None]:
        return [1.5, WORDS] if "tickets" in str(body["messages"]) else ["La lune est à 384 400 km."]

    with serving(script) as (url, _):
        settings = {"RAPPORTEUR_LLM_URL": url, "RAPPORTEUR_LLM_MODEL": "petit"}
        with running(demo_reports, copied(demo_data, tmp_path), **settings) as address:
            yield address


def test_the_quoted_answer_comes_first_then_the_words_with_who_wrote_them(site, visit):
    reader = visit(site)
    page = reader.page
    expect(page.locator(".masthead")).to_contain_text("réponses rédigées par petit, sur cet ordinateur")
    first = reader.ask(TICKETS)
    assert WORDS not in first
    assert "4 979" in first.replace("\u202f", " ").replace("\xa0", " ")
    expect(page.locator("#turn-0 .text")).to_contain_text("tickets ont été ouverts")
    expect(page.locator("#turn-0 .written")).to_contain_text("Rédigé par petit, sur cet ordinateur")
    expect(page.locator("#turn-0 .source")).to_have_count(1)


def test_words_that_do_not_hold_are_not_shown(site, visit):
    reader = visit(site)
    reader.ask("Qui préside le syndicat ?")
    expect(reader.page.locator("#turn-0 .written")).to_contain_text("voici le rapport lui-même")
    assert "384" not in reader.page.locator("#turn-0").inner_text()


def test_a_question_asked_meanwhile_is_not_lost(site, visit):
    reader = visit(site)
    reader.ask(TICKETS)
    reader.ask("et en 2022 ?")
    reader.page.wait_for_timeout(4000)
    assert reader.page.locator(".turn").count() == 2
