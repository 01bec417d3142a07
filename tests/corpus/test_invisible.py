"""White text on the white of the page is not read; on a coloured ground it is."""

from __future__ import annotations

from pathlib import Path

from drawn_pages import pdf, words, write
from reportlab.lib.colors import CMYKColorSep, navy, white
from reportlab.pdfgen.canvas import Canvas


def _ground(canvas: Canvas) -> None:
    canvas.rect(40, 560, 300, 60, fill=1, stroke=0)
    canvas.setFillColor(white)
    write(canvas, 50, 250, "Un titre sur fond")


def test_white_on_the_page_is_not_read(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        write(c, 50, 100, "Le budget est de douze euros")
        c.setFillColor(white)
        write(c, 50, 140, "#DIV/0!")
        c.setFillColor(navy)
        _ground(c)

    assert " ".join(words(pdf(tmp_path / "a.pdf", draw))) == "Le budget est de douze euros Un titre sur fond"


def test_an_ink_at_its_darkest_is_no_white(tmp_path: Path) -> None:
    ink = CMYKColorSep(1.0, 0.6, 0.0, 0.3, spotName="Bleu")

    def draw(c: Canvas) -> None:
        c.setFillColor(ink)
        write(c, 50, 100, "Le texte est d'une encre")
        _ground(c)

    assert " ".join(words(pdf(tmp_path / "a.pdf", draw))) == "Le texte est d'une encre Un titre sur fond"


def test_a_page_white_for_the_most_part_has_a_ground_not_seen(tmp_path: Path) -> None:
    def draw(c: Canvas) -> None:
        c.setFillColor(white)
        write(c, 50, 100, "Tout est blanc sur cette page")

    assert len(words(pdf(tmp_path / "a.pdf", draw))) == 6
