from __future__ import annotations

from pathlib import Path

import pytest
from drawn_pages import A4, first_page, paragraph, pdf, shared_reports, words, write
from PIL import Image
from reportlab.lib.colors import red
from reportlab.pdfgen.canvas import Canvas

from corpus import pdf as reader
from corpus.content import Word
from corpus.errors import ReportError
from corpus.legibility import NO_TEXT_MAP, garbled


def test_letter_spaced_capitals_are_one_word(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 50, "F O N C T I O N   P U B L I Q U E")
        text = c.beginText(50, A4[1] - 100)
        text.setFont("Helvetica", 12)
        text.setCharSpace(5)
        text.textOut("BUDGET")
        c.drawText(text)

    assert words(pdf(tmp_path / "a.pdf", draw)) == ["FONCTION", "PUBLIQUE", "BUDGET"]


def test_invisible_and_off_page_text_is_left_out(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 50, "visible")
        text = c.beginText(50, 500)
        text.setTextRenderMode(3)
        text.textOut("invisible")
        c.drawText(text)
        c.saveState()
        write(c, 900, 50, "dehors")
        write(c, 50, -40, "dessus")
        c.restoreState()

    assert words(pdf(tmp_path / "a.pdf", draw)) == ["visible"]


def test_the_invisible_text_of_a_scan_is_its_text(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.drawInlineImage(Image.new("L", (8, 8), 200), 0, 0, *A4)
        write(c, 550, 820, "7")  # A page number printed over the scan.
        text = c.beginText(50, 500)
        text.setTextRenderMode(3)
        text.textOut("Le budget est voté.")
        c.drawText(text)

    assert words(pdf(tmp_path / "a.pdf", draw)) == ["7", "Le", "budget", "est", "voté."]


def test_a_control_code_that_a_font_has_for_its_space_parts_words(tmp_path: Path) -> None:
    # Codes 1 to 3 are « l », « a » and a space that the font's map calls U+0007, as InDesign writes it.
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> "
        b"endcodespacerange 3 beginbfchar <01> <006C> <02> <0061> <03> <0007> endbfchar endcmap end end"
    )
    content = b"BT /F 10 Tf 50 700 Td (\\1\\2\\3\\1\\2) Tj ET"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/TrueType/BaseFont/A/FirstChar 1/LastChar 3/Widths[250 500 50]"
        b"/ToUnicode 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(cmap), cmap),
    ]
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (k, o) for k, o in enumerate(objects, start=1))
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size 7>>\n%%EOF")
    assert words(path) == ["la", "la"]


def test_text_printed_twice_is_bold_text_read_once(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 50, "Total")
        write(c, 50.3, 50, "Total")
        write(c, 50, 80, "llama")  # Equal letters side by side are no overprint.

    total, llama = first_page(pdf(tmp_path / "a.pdf", draw)).words
    assert (total.text, total.bold) == ("Total", True)
    assert (llama.text, llama.bold) == ("llama", False)


def test_a_raised_note_mark_is_no_digit_of_the_number(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 50, "1234")
        end = 50 + c.stringWidth("1234", "Helvetica", 10)
        write(c, end, 46, "2", size=6)

    assert words(pdf(tmp_path / "a.pdf", draw)) == ["1234", "2"]


def test_a_sideways_page_is_turned(tmp_path: Path) -> None:
    lines = ["Le tableau de cette page est dessiné de côté", "et se lit en tournant la tête à gauche."]

    def draw(c: Canvas) -> None:
        c.translate(100, 100)
        c.rotate(90)
        for k, line in enumerate(lines):
            c.drawString(0, -12 * k, line)

    page = first_page(pdf(tmp_path / "a.pdf", draw))
    assert (page.turned, page.width, page.height) == (90, A4[1], A4[0])
    assert {w.direction for w in page.words} == {0}
    # x runs along the old vertical from the bottom: 100 points in; the top is the old left edge, 100 in
    # minus the ascent.
    x0, top, _, bottom = page.words[0].box
    assert x0 == pytest.approx(100, abs=0.5)
    assert top < 100 < bottom


def test_a_few_sideways_words_turn_no_page(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        paragraph(c, 50, 50, ["Un texte droit bien plus long que le titre", "de l'axe qui monte à gauche."])
        c.rotate(90)
        c.drawString(300, -30, "Axe")

    page = first_page(pdf(tmp_path / "a.pdf", draw))
    assert page.turned == 0
    assert [w.text for w in page.words if w.direction == 270] == ["Axe"]


def test_boxes_count_from_the_crop_box(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setCropBox((40, 0, 595, 800))
        write(c, 50, 100, "mot")
        write(c, 10, 100, "rogné")

    page = first_page(pdf(tmp_path / "a.pdf", draw))
    assert (page.width, page.height) == (555, 800)
    assert [w.text for w in page.words] == ["mot"]
    assert page.words[0].box[0] == pytest.approx(10)  # 50 - 40
    assert page.words[0].box[3] == pytest.approx(58 + 2.07, abs=0.1)  # 100 - 42, and the descent


def test_colours_and_shapes(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setFillColor(red)
        c.rect(100, 742, 50, 20, stroke=0, fill=1)
        c.line(10, 10, 200, 10)
        write(c, 50, 50, "rouge")

    page = first_page(pdf(tmp_path / "a.pdf", draw))
    assert page.words[0].color == (1.0, 0.0, 0.0)
    rect, line = page.shapes
    assert (rect.kind, rect.box, rect.fill, rect.stroke) == ("rect", (100, 80, 150, 100), (1, 0, 0), None)
    assert (line.kind, line.box) == ("line", (10, 832, 200, 832))


def test_an_overloaded_page_is_cut_with_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_MOST_GLYPHS", 50)

    def draw(c: Canvas) -> None:
        for k in range(20):
            write(c, 50, 50 + 12 * k, "mots")

    page = first_page(pdf(tmp_path / "a.pdf", draw))
    assert page.warnings == (reader.CUT,)
    assert [w.text for w in page.words] == [*["mots"] * 12, "mo"]  # 50 = 12 * 4 + 2


def test_a_font_without_text_map_is_told() -> None:
    pages = list(reader.read_pages(shared_reports() / "nasty" / "cerfa-3pages.pdf"))
    assert any(NO_TEXT_MAP in p.warnings for p in pages)


def test_a_broken_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\nrien")
    with pytest.raises(ReportError) as error:
        list(reader.read_pages(path))
    assert error.value.reason == "broken"


def test_letters_that_are_no_french() -> None:
    text = "la commune vote le budget de ses services et en rend compte aux habitants".split()
    mirrored = ["".join(chr(ord("a") + ord("z") - ord(c)) for c in word) for word in text]

    def words_of(texts: list[str]) -> list[Word]:
        return [Word(t, (0, 0, 1, 1), 10, "F") for t in texts * 4]

    assert not garbled(words_of(text))
    assert garbled(words_of(mirrored))
