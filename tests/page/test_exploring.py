"""Questions narrowed, series plotted, figures explored, in a real browser."""

from __future__ import annotations

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

SERIES = "Donne les jours d'assistance de Sirius de 2020 à 2023"
EARLIER = "Rapport d’activité 2022 du SICIO"


def choose(page: Page, label: str, option: str) -> None:
    """Choose in one of the dropdowns that are shown."""
    page.get_by_label(label).locator("visible=true").first.click()
    page.get_by_role("option", name=option).click()


def test_a_question_is_narrowed_to_a_report_and_a_year(demo_site, visit):
    reader = visit(demo_site)
    page = reader.page
    page.get_by_text("Limiter à un rapport").click()
    choose(page, "Année", "2022")
    reply = reader.ask("Combien de tickets GLPI ?")
    assert "Compris : Combien de tickets GLPI en 2022 ?" in reply
    assert re.search(r"4\s397", reply)
    choose(page, "Rapport", EARLIER)
    reply = reader.ask("Combien de jours d'assistance pour Sirius en 2021 ?")
    assert f"Cherché dans : {EARLIER}" in reply
    assert set(page.locator("#turn-1 .source .title").all_inner_texts()) == {EARLIER}
    page.reload()
    expect(page.locator("#turn-1 .understood")).to_contain_text("Cherché dans")
    expect(page.locator("#turn-0 .understood")).to_contain_text("en 2022")


def test_each_point_of_a_series_opens_its_page(demo_site, visit):
    reader = visit(demo_site)
    page = reader.page
    reader.ask(SERIES)
    points = page.locator(".plotted")
    assert [p.inner_text().split()[-1] for p in points.all()] == ["2020", "2021", "2022", "2023"]
    heights = [p.locator(".bar").bounding_box()["height"] for p in points.all()]
    values = [1.75, 7, 10, 15]
    assert all(abs(h / heights[-1] - v / 15) < 0.02 for h, v in zip(heights, values, strict=True))
    points.nth(2).click()
    expect(page.locator(".mark")).to_have_count(1)
    expect(points.nth(2)).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(points.nth(2)).to_be_focused()
    page.get_by_text("Tableau des valeurs").click()
    assert page.locator(".values tbody td.n").all_inner_texts()[-1] == "15 jours"
    with page.expect_download() as download:
        page.locator(".values a").click()
    assert "2023;15;" in download.value.path().read_text(encoding="utf-8-sig")


def test_a_refusal_leads_to_what_can_be_asked(demo_site, visit):
    reader = visit(demo_site)
    reader.ask("Combien de tickets GLPI en 2019 ?")
    reader.page.get_by_role("button", name="Combien de tickets GLPI en 2023 ?").click()
    assert re.search(r"4\s979", reader.reply())


def test_figures_found_are_plotted_and_taken_as_a_workbook(demo_site, visit):
    page = visit(demo_site).page
    page.get_by_role("tab", name="Chiffres").click()
    page.get_by_label("Mots").fill("sirius jours assistance")
    page.locator("#figures .plotted").nth(3).click()
    expect(page.locator(".mark").first).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter en Excel").click()
    rows = list(
        load_workbook(io.BytesIO(download.value.path().read_bytes()))["Chiffres"].iter_rows(values_only=True)
    )
    assert rows[0][:4] == ("Chiffre", "Valeur", "Unité", "Année")
    assert any(row[1] == 15 and row[3] == "2023" and row[8] == 19 for row in rows[1:])


def test_a_report_is_opened_from_the_list(demo_site, visit):
    page = visit(demo_site).page
    page.get_by_role("tab", name="Rapports").click()
    page.get_by_role("button", name=EARLIER).click()
    expect(page.locator(".view")).to_have_attribute("data-page", "1")
