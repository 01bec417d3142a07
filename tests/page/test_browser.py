"""The page as its readers use it, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

QUESTION = "Combien de tickets GLPI en 2023 ?"
OPEN_QUESTION = "Combien de jours d'aide ont été fournis sur le logiciel d'état civil en 2022 ?"
SERIES = "Donne les jours d'assistance de Sirius de 2020 à 2023"


def test_an_answer_comes_with_its_page(demo_site, visit):
    reader = visit(demo_site)
    reply = reader.ask(QUESTION)
    assert re.search(r"4\s979", reply)
    assert "Rapport d’activité 2023 du SICIO" in reply
    assert re.search(r"page \d+ \(page \d+ du PDF\)", reply)
    expect(reader.page.get_by_label("Votre question")).to_have_value("")


def test_a_follow_up_says_how_it_was_understood(demo_site, visit):
    reader = visit(demo_site)
    reader.ask(QUESTION)
    reply = reader.ask("et en 2022 ?")
    assert "Compris : " in reply
    assert re.search(r"4\s397", reply)


def test_a_question_that_leaves_several_figures_open_offers_them(demo_site, visit):
    reader = visit(demo_site)
    page = reader.page
    assert "Lequel voulez-vous" in reader.ask(OPEN_QUESTION)
    choices = page.locator("#turn-0 .choices button")
    assert choices.count() >= 2
    chosen = choices.nth(1).inner_text()
    choices.nth(1).click()
    reply = reader.reply()
    assert "Lequel voulez-vous" not in reply
    assert re.search(r"\b12\b", reply)
    assert page.locator("#turn-1 .asked .words").inner_text() == chosen.replace("\u00a0", " ")


def test_a_choice_is_made_by_the_keyboard_which_goes_on_from_the_answer(demo_site, visit):
    reader = visit(demo_site, width=360, height=740)
    page = reader.page
    reader.ask(OPEN_QUESTION)
    _fits(page)
    _tab_to(page, ".choices button", backwards=True)
    page.keyboard.press("Enter")
    reader.reply()
    expect(page.locator("#turn-1")).to_be_focused()
    _tab_to(page, "#turn-1 .source")
    _fits(page)


def test_a_series_marks_each_figure_and_all_of_them(demo_site, visit):
    reader = visit(demo_site)
    page = reader.page
    reader.ask(SERIES)
    expect(page.locator(".source")).to_have_count(1)
    assert [c.inner_text().split()[0] for c in page.locator(".cited").all()] == ["1,75", "7", "10", "15"]
    page.locator(".source").click()
    expect(page.locator(".mark")).to_have_count(4)
    page.locator(".cited").nth(2).click()
    expect(page.locator(".mark")).to_have_count(1)
    expect(page.locator(".cited").nth(2)).to_have_attribute("aria-pressed", "true")
    _picture_is_drawn(page)
    assert _ink_under_mark(page) > 0.01  # two digits in a whole cell


def test_a_figure_of_two_reports_leads_to_both(demo_site, visit):
    reader = visit(demo_site)
    page = reader.page
    reader.ask("Quel était le résultat de clôture du budget annexe en 2020 ?")
    sources = page.locator(".source")
    expect(sources).to_have_count(2)
    titles = set()
    for source in sources.all():
        source.click()
        expect(page.locator(".view h3")).to_have_text(source.locator(".title").inner_text())
        titles.add(page.locator(".view h3").inner_text())
        expect(page.locator(".mark").first).to_be_visible()
    assert len(titles) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_can_be_clicked_in_an_answer_is_read_easily(demo_site, visit, scheme):
    reader = visit(demo_site)
    page = reader.page
    page.emulate_media(color_scheme=scheme)
    page.reload()
    page.locator(".welcome").wait_for()
    reader.ask(OPEN_QUESTION)
    reader.ask(SERIES)
    reader.ask("et en 2021 ?")
    for selector in (".choices button", ".cited", ".source .page", ".trail", ".understood", ".reply .text"):
        assert _contrast(page.locator(selector).last) >= 4.5, selector


def test_a_question_asked_while_another_is_answered_waits_for_its_turn(demo_site, visit):
    reader = visit(demo_site)
    page, box = reader.page, reader.page.get_by_label("Votre question")
    for question in (QUESTION, "et en 2022 ?"):
        box.fill(question)
        page.keyboard.press("Enter")
        expect(box).to_have_value("")
    assert re.search(r"4\s979", reader.reply())
    assert re.search(r"4\s397", reader.reply())


def test_a_question_sent_twice_is_answered_once(demo_site, visit):
    reader = visit(demo_site)
    page = reader.page
    page.get_by_label("Votre question").fill(QUESTION)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    reader.reply()
    reader.ask(SERIES)
    assert page.locator(".asked .words").all_inner_texts() == [QUESTION, SERIES]


def test_a_refusal_states_nothing(demo_site, visit):
    reader = visit(demo_site)
    reply = reader.ask("Quelle est la capitale du Pérou ?")
    assert "ne parlent pas de « capitale » ni de « Pérou »" in reply.replace("\u00a0", " ")
    expect(reader.page.locator(".reply.refused")).to_be_visible()
    assert "Copier" not in reply


def test_an_empty_question_is_told(demo_site, visit):
    reader = visit(demo_site)
    assert "Posez une question" in reader.ask("")
    expect(reader.page.get_by_role("alert")).to_be_visible()


def test_a_question_of_ten_thousand_characters_is_told(demo_site, visit):
    reader = visit(demo_site)
    assert "trop longue" in reader.ask("budget " * 1429)
    assert len(reader.page.locator(".asked").inner_text()) < 400
    # The conversation goes on.
    assert re.search(r"4\s979", reader.ask(QUESTION))


def test_what_the_reader_types_is_shown_literally(demo_site, visit):
    reader = visit(demo_site)
    typed = "<img src=http://example.invalid/a.png onerror=window.run=1> **gras** $x$ ${1+1} {{value}} `code`"
    reader.ask(typed)
    assert reader.page.locator(".asked .words").inner_text() == typed
    assert reader.page.evaluate("window.run") is None


def test_an_example_is_asked_by_clicking_it(demo_site, visit):
    reader = visit(demo_site)
    example = reader.page.locator(".example").first
    question = example.inner_text()
    example.click()
    reply = reader.reply()
    assert "Je n'ai pas trouvé" not in reply
    assert reader.page.locator(".asked .words").inner_text() == question
    expect(reader.page.locator(".example").first).to_be_hidden()


def test_a_source_shows_its_page_with_the_words_marked(demo_site, visit):
    reader = visit(demo_site)
    reader.ask(QUESTION)
    page = reader.page
    page.locator(".source").first.click()
    expect(page.locator(".mark").first).to_be_in_viewport()
    _picture_is_drawn(page)
    assert _ink_under_mark(page) > 0.02
    # « 4 979 » is a small part of the page: a mark as wide as the page would be no help.
    assert (
        page.locator(".mark").first.bounding_box()["width"]
        < page.locator(".paper").bounding_box()["width"] / 2
    )


def test_pages_turn_grow_and_close(demo_site, visit):
    reader = visit(demo_site)
    reader.ask(QUESTION)
    page = reader.page
    page.locator(".source").first.click()
    view = page.locator(".view")
    view.wait_for()
    first = int(view.get_attribute("data-page"))
    page.get_by_role("button", name="Page suivante").click()
    expect(view).to_have_attribute("data-page", str(first + 1))
    expect(page.locator(".mark")).to_have_count(0)
    page.get_by_role("button", name="Page précédente").click()
    expect(view).to_have_attribute("data-page", str(first))
    expect(page.locator(".mark").first).to_be_visible()
    narrow = _width(page.locator(".paper"))
    page.get_by_role("button", name="Agrandir").click()
    expect(page.locator(".paper")).to_have_attribute("style", re.compile("width:150%"))
    assert _width(page.locator(".paper")) > 1.4 * narrow
    expect(page.locator(".mark").first).to_be_in_viewport()
    link = page.get_by_role("link", name="Ouvrir le PDF").get_attribute("href")
    assert link.endswith(f".pdf#page={first}")
    assert page.request.get(demo_site + link.partition("#")[0]).body().startswith(b"%PDF")
    page.keyboard.press("Escape")
    expect(view).to_have_count(0)
    expect(page.locator(".source").first).to_be_focused()


def test_the_keyboard_is_enough(demo_site, visit):
    reader = visit(demo_site)
    page = reader.page
    expect(page.get_by_label("Votre question")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    reader.reply()
    _tab_to(page, ".source", backwards=True)
    page.keyboard.press("Enter")
    expect(page.locator(".view")).to_be_focused()
    shown = page.locator(".view").get_attribute("data-page")
    _tab_to(page, "[data-action=next]")
    page.keyboard.press("Enter")
    expect(page.locator(".view")).not_to_have_attribute("data-page", shown)
    expect(page.locator(".view [data-action=next]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".source").first).to_be_focused()


def test_a_phone_shows_everything_in_its_width(demo_site, visit):
    reader = visit(demo_site, width=360, height=740)
    page = reader.page
    reader.ask(QUESTION)
    _fits(page)
    page.locator(".source").first.click()
    page.locator(".view").wait_for()
    _fits(page)
    assert _width(page.locator(".view")) == 360
    page.get_by_role("button", name="Fermer la page").click()
    expect(page.locator(".view")).to_have_count(0)
    for tab in ("Chiffres", "Rapports"):
        page.get_by_role("tab", name=tab).click()
        page.locator(".grid:visible").first.wait_for()
        _fits(page)


def test_two_readers_never_see_each_other(demo_site, visit):
    one, other = visit(demo_site), visit(demo_site)
    one.ask(QUESTION)
    other.ask("et en 2022 ?")
    assert one.page.locator(".turn").count() == other.page.locator(".turn").count() == 1
    assert "GLPI" not in other.page.locator(".conversation").inner_text()
    # Nor does the second one's follow-up lean on the first one's question.
    assert re.search(r"4\s397", one.ask("et en 2022 ?"))


def test_a_reload_keeps_the_conversation_and_a_new_one_forgets_it(demo_site, visit):
    reader = visit(demo_site)
    reader.ask(QUESTION)
    reader.page.reload()
    expect(reader.page.locator("#turn-0 .text")).to_contain_text(re.compile(r"4\s979"))
    reader.page.get_by_role("button", name="Nouvelle conversation").click()
    expect(reader.page.locator(".welcome")).to_be_visible()
    reader.page.reload()
    expect(reader.page.locator(".welcome")).to_be_visible()


def test_the_ledger_is_searched_shown_and_exported(demo_site, visit):
    page = visit(demo_site).page
    page.get_by_role("tab", name="Chiffres").click()
    page.get_by_label("Mots").fill("tickets GLPI")
    row = page.locator("#figures tbody tr").filter(has_text=re.compile(r"4\s979")).first
    expect(page.locator("#figures .count")).to_contain_text(re.compile(r"^\d{1,2} chiffres?\."))
    row.get_by_role("button").click()
    expect(page.locator(".mark").first).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("link", name="Exporter en CSV").click()
    exported = download.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert exported[0].startswith("Chiffre;Valeur;Unité;Année;Rapport;")
    assert any(";4979;" in line for line in exported)
    assert all("glpi" in line.casefold() for line in exported[1:])


def test_the_reports_are_listed(demo_site, visit):
    page = visit(demo_site).page
    page.get_by_role("tab", name="Rapports").click()
    rows = page.locator("#reports tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("sicio-rapport-activite-2022.pdf")
    expect(rows.nth(1)).to_contain_text("2023")


def test_the_page_is_french(demo_site, visit):
    page = visit(demo_site).page
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.locator(".welcome").wait_for()
    shown = page.locator("body").inner_text()
    assert not re.search(r"\b(Built|Settings|Use via|Submit|Loading|Clear)\b", shown)


def _width(drawn: Locator) -> float:
    box = drawn.bounding_box()
    assert box is not None
    return box["width"]


def _picture_is_drawn(page: Page) -> None:
    assert page.locator(".paper img").evaluate("i => i.decode().then(() => i.naturalWidth)") > 500


def _ink_under_mark(page: Page) -> float:
    """The share of dark points of the page's picture under the first mark."""
    return page.evaluate(
        """() => {
          const image = document.querySelector('.paper img'), mark = document.querySelector('.mark');
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
          const context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const part = (side, all) => parseFloat(mark.style[side]) / 100 * all;
          const box = [part('left', canvas.width), part('top', canvas.height),
                       part('width', canvas.width), part('height', canvas.height)].map(Math.round);
          const points = context.getImageData(...box).data;
          let dark = 0;
          for (let i = 0; i < points.length; i += 4)
            if (points[i] + points[i + 1] + points[i + 2] < 384) dark++;
          return dark / (points.length / 4);
        }"""
    )


def _tab_to(page: Page, selector: str, *, backwards: bool = False) -> None:
    for _ in range(12):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{selector} is not reached by the keyboard")


def _contrast(element: Locator) -> float:
    """The ratio of the luminances of a text and of what is behind it, as WCAG computes it."""
    return element.evaluate(
        """element => {
          const parts = colour => colour.match(/[\\d.]+/g).map(Number);
          const light = colour => parts(colour).slice(0, 3).map(v => v / 255)
            .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
            .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
          let behind = element;
          while (parts(getComputedStyle(behind).backgroundColor)[3] === 0) behind = behind.parentElement;
          const colours = [getComputedStyle(element).color, getComputedStyle(behind).backgroundColor];
          const [a, b] = colours.map(light);
          return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
        }"""
    )


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize(
    ("question", "literal"),
    [
        ("Combien a coûté le marché des chaises ?", "<script>window.run=1</script>"),
        ("Comment est le marché des tables ?", "**gras** et _souple_ avec `code` et # titre"),
        ("Quelle est la formule du barème ?", "$x^2$ ou encore \\(y\\)"),
        ("Quel est le plan des écoles ?", "![plan](http://example.invalid/a.png)"),
        ("Où se lit le budget des fêtes ?", "{{value}} et ${window.run=1}"),
    ],
)
def test_what_a_report_says_is_shown_literally(hostile_site, visit, question, literal):
    reader = visit(hostile_site)
    assert literal in reader.ask(question)
    reader.page.locator(".source").first.click()
    reader.page.locator(".view").wait_for()
    assert reader.page.evaluate("window.run") is None
    assert reader.page.locator(".turn script, .turn strong, .turn img, .turn code").count() == 0


def test_reports_are_added_by_dropping_them(hostile_site, visit, make_pdf, tmp_path):
    text = "# Rapport 2023 de Tressan\nLa piscine a accueilli 4 812 baigneurs en 2023."
    good = make_pdf("piscine.pdf", [text])
    bad = tmp_path / "faux.pdf"
    bad.write_text("ceci n'est pas un PDF")
    reader = visit(hostile_site)
    page = reader.page
    page.get_by_role("tab", name="Rapports").click()
    page.locator("#upload input[type=file]").set_input_files([good, bad])
    expect(page.locator("#told .added")).to_contain_text("piscine.pdf : ajouté.", timeout=30_000)
    expect(page.locator("#told .failed")).to_contain_text("faux.pdf")
    expect(page.locator("#reports tbody")).to_contain_text("piscine.pdf")
    expect(page.locator(".masthead")).to_contain_text("2 rapports indexés")
    page.locator("#upload input[type=file]").set_input_files(good)
    expect(page.locator("#told .failed")).to_contain_text("déjà là")
    page.get_by_role("tab", name="Questions").click()
    assert "4 812" in reader.ask("Combien de baigneurs à la piscine ?").replace("\u202f", " ").replace(
        "\xa0", " "
    )
