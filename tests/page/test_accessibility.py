"""Every view of the page against axe-core, by daylight and in the dark, on a phone and on a desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from page.accounts import Role, write_account
from tests.page.conftest import copied, running

SERIES = "Donne les jours d'assistance de Sirius de 2020 à 2023"
OPEN_QUESTION = "Combien de jours d'aide ont été fournis sur le logiciel d'état civil en 2022 ?"
SERIOUS = {"serious", "critical"}


def check(page: Page, view: str) -> None:
    """No serious violation in what is shown now."""
    page.wait_for_timeout(300)  # colours that fade in are measured once they are there
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    told = [
        (view, v["id"], [n["html"][:200] for n in v["nodes"][:3]]) for v in found if v["impact"] in SERIOUS
    ]
    assert told == []


@pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
)
def test_no_view_has_a_serious_violation(demo_site, visit, width, scheme):
    reader = visit(demo_site, width=width, height=800, color_scheme=scheme)
    page = reader.page
    page.locator(".example").first.wait_for()
    check(page, "welcome")
    reader.ask(SERIES)
    reader.ask(OPEN_QUESTION)
    reader.ask("Quelle est la capitale du Pérou ?")
    reader.ask("")
    page.get_by_role("button", name="Faux").first.click()
    page.get_by_label("La bonne réponse est…").wait_for()
    page.locator(".values summary").first.click()
    page.get_by_text("Limiter à un rapport").click()
    check(page, "conversation")
    page.locator(".source").first.click()
    page.locator(".view").wait_for()
    check(page, "page of a report")
    page.get_by_role("button", name="Fermer la page").click()
    page.get_by_role("tab", name="Chiffres").click()
    page.get_by_label("Mots").fill("sirius jours")
    page.locator("#figures .plot").first.wait_for()
    check(page, "figures")
    page.get_by_role("tab", name="Rapports").click()
    page.get_by_text("Corriger").first.click()
    page.get_by_text("Retirer", exact=True).first.click()
    check(page, "reports")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_to_sign_in_has_none_either(
    demo_data: Path, demo_reports: Path, tmp_path: Path, visit, scheme
):
    write_account(tmp_path / "comptes.txt", "marie", Role.KEEPER, "une longue phrase")
    data = copied(demo_data, tmp_path)
    with running(demo_reports, data, RAPPORTEUR_USERS=str(tmp_path / "comptes.txt")) as address:
        page = visit(address, until="#nom", color_scheme=scheme).page
        page.get_by_label("Nom").fill("marie")
        page.get_by_label("Mot de passe").fill("autre")
        page.get_by_role("button", name="Se connecter").click()
        page.get_by_role("alert").wait_for()
        check(page, "sign in")
