"""Reports added, corrected and removed, and answers judged, in a real browser."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect

from assistant.feedback import FILE
from page.accounts import Role, write_account
from tests.page.conftest import running

PASSWORD = "une longue phrase"
DEMO = "sicio-rapport-activite-2022.pdf"
TICKETS = "Combien de tickets GLPI en 2022 ?"
BATHERS = "Combien de baigneurs à la piscine ?"


@pytest.fixture(scope="module")
def site(kept_reports: Path, demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The page over the small reports, open to a keeper and to a reader."""
    folder = tmp_path_factory.mktemp("site")
    data = folder / "data"
    data.mkdir()
    (data / "models").symlink_to(demo_data / "models", target_is_directory=True)
    for name, role in (("marie", Role.KEEPER), ("paul", Role.READER)):
        write_account(folder / "comptes.txt", name, role, PASSWORD)
    with running(kept_reports, data, RAPPORTEUR_USERS=str(folder / "comptes.txt")) as address:
        yield address


@pytest.fixture
def enter(site, visit):
    """`enter("marie")` signs somebody in; the value is the reader."""

    def sign_in(name: str, **size: int):
        reader = visit(site, until="#nom", **size)
        reader.page.get_by_label("Nom").fill(name)
        reader.page.get_by_label("Mot de passe").fill(PASSWORD)
        reader.page.get_by_role("button", name="Se connecter").click()
        reader.page.locator(".conversation").wait_for()
        return reader

    return sign_in


def plain(text: str) -> str:
    return re.sub(r"\s", " ", text)


def open_reports(page: Page):
    page.get_by_role("tab", name="Rapports").click()
    page.locator("#reports tbody tr").first.wait_for()
    return page.locator("#reports tbody tr")


def test_a_wrong_password_keeps_out(site, visit):
    page = visit(site, until="#nom").page
    page.get_by_label("Nom").fill("marie")
    page.get_by_label("Mot de passe").fill("autre chose")
    page.get_by_role("button", name="Se connecter").click()
    expect(page.get_by_role("alert")).to_contain_text("pas le bon")


def test_who_is_signed_in_is_shown_and_can_leave(enter):
    page = enter("paul").page
    expect(page.locator(".who")).to_contain_text("paul")
    page.get_by_role("link", name="Se déconnecter").click()
    expect(page.get_by_label("Mot de passe")).to_be_visible()


def test_a_reader_asks_but_changes_nothing(enter, kept_reports):
    reader = enter("paul")
    assert "4 812" in plain(reader.ask(BATHERS))
    expect(open_reports(reader.page)).to_have_count(2)
    assert reader.page.locator("#upload, #reports form").count() == 0
    # Nor by sending the event that the page would send of a keeper.
    reader.page.evaluate(
        """() => {
          const form = document.createElement('form');
          Object.assign(form.dataset, {event: 'remove', file: 'musee.pdf'});
          document.querySelector('#reports .wide').append(form);
          form.requestSubmit();
        }"""
    )
    expect(reader.page.locator("#told")).to_contain_text("Seul un compte de gestionnaire")
    assert (kept_reports / "musee.pdf").exists()


def test_a_year_is_corrected_and_figures_follow(enter):
    reader = enter("marie")
    page = reader.page
    row = open_reports(page).filter(has_text="musee.pdf")
    row.get_by_text("Corriger").click()
    row.get_by_label("Année").fill("dix")
    row.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#told .failed")).to_contain_text("n'est pas une année")
    row.get_by_text("Corriger").click()
    row.get_by_label("Année").fill("2021")
    row.get_by_label("Titre").fill("Bilan du musée municipal")
    row.get_by_role("button", name="Enregistrer").click()
    expect(page.locator("#told .added")).to_contain_text("musee.pdf : corrigé.", timeout=30_000)
    expect(row).to_contain_text("Bilan du musée municipal")
    expect(row).to_contain_text("2021")
    page.get_by_role("tab", name="Questions").click()
    reply = plain(reader.ask("Combien de visiteurs au musée en 2021 ?"))
    assert "3 117" in reply
    assert "Bilan du musée municipal" in reply


def test_an_answer_is_judged_corrected_and_listed(enter, kept_reports):
    reader = enter("paul")
    page = reader.page
    reader.ask(BATHERS)
    page.get_by_role("button", name="Juste").click()
    expect(page.get_by_role("button", name="Juste")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="Juste")).to_be_focused()
    page.get_by_role("button", name="Faux").click()
    expect(page.get_by_label("La bonne réponse est…")).to_be_focused()
    page.get_by_label("La bonne réponse est…").fill("4 813 baigneurs")
    page.get_by_label("Page du PDF").fill("7")
    page.locator(".correct select").select_option("piscine.pdf")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".thanks")).to_contain_text("La dernière page de ce rapport est la 1.")
    page.get_by_label("La bonne réponse est…").fill("4 813 baigneurs")
    page.get_by_label("Page du PDF").fill("1")
    page.locator(".correct select").select_option("piscine.pdf")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".thanks")).to_contain_text("Merci")
    kept = json.loads((kept_reports / FILE).read_text().splitlines()[-1])
    assert (kept["question"], kept["right"], kept["by"]) == (BATHERS, False, "paul")
    assert (kept["correction"], kept["corrected_report"], kept["corrected_page"]) == (
        "4 813 baigneurs",
        "piscine.pdf",
        1,
    )
    keeper = enter("marie").page
    open_reports(keeper)
    expect(keeper.locator("#opinions")).to_contain_text("4 813 baigneurs")


def test_a_report_is_added_with_progress_then_removed_for_good(enter, demo_reports, kept_reports):
    reader = enter("marie")
    page = reader.page
    rows = open_reports(page)
    page.locator("#upload input[type=file]").set_input_files(demo_reports / DEMO)
    page.get_by_label(f"Avancement de {DEMO}").wait_for()
    expect(page.locator("#told .added")).to_contain_text(f"{DEMO} : ajouté.", timeout=60_000)
    expect(rows).to_have_count(3)
    page.get_by_role("tab", name="Questions").click()
    assert "4 397" in plain(reader.ask(TICKETS))
    row = open_reports(page).filter(has_text=DEMO)
    row.get_by_text("Retirer", exact=True).click()
    row.get_by_role("button", name="Retirer définitivement").click()
    expect(page.locator("#told .added")).to_contain_text(f"{DEMO} : retiré.", timeout=30_000)
    expect(rows).to_have_count(2)
    assert not (kept_reports / DEMO).exists()
    page.get_by_role("tab", name="Questions").click()
    page.get_by_role("button", name="Nouvelle conversation").click()
    page.locator(".welcome").wait_for()
    reader.asked = 0
    assert "4 397" not in plain(reader.ask(TICKETS))


def test_a_conversation_is_taken_away(enter):
    reader = enter("paul")
    page = reader.page
    reader.ask(BATHERS)
    with page.expect_download() as download:
        page.get_by_role("button", name="Markdown").click()
    assert re.fullmatch(r"rapporteur-[\d-]+h\d\d\.md", download.value.suggested_filename)
    assert BATHERS in download.value.path().read_text(encoding="utf-8")
    with page.expect_download() as download:
        page.get_by_role("button", name="Word").click()
    told = [p.text for p in Document(io.BytesIO(download.value.path().read_bytes())).paragraphs]
    assert any("4 812" in plain(line) for line in told)
    with page.expect_download() as again:  # the same file once more
        page.get_by_role("button", name="Word").click()
    assert again.value.path().stat().st_size > 1000
