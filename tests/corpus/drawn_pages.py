"""Small PDFs drawn for one trap each, and the pieces read from them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from corpus.content import PageContent, Piece
from corpus.furniture import find_furniture
from corpus.layout import lay_out
from corpus.pdf import read_pages

A4 = (595.0, 842.0)
Draw = Callable[[Canvas], None]


def pdf(path: Path, *pages: Draw, size: tuple[float, float] = A4) -> Path:
    """A PDF with one page per drawing."""
    canvas = Canvas(str(path), pagesize=size)
    for draw in pages:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return path


def write(canvas: Canvas, x: float, top: float, text: str, font: str = "Helvetica", size: float = 10) -> None:
    """Text whose baseline is `top` points under the top of an A4 page."""
    canvas.setFont(font, size)
    canvas.drawString(x, A4[1] - top, text)


def paragraph(canvas: Canvas, x: float, top: float, lines: list[str]) -> None:
    """Lines of running text, 12 points apart."""
    for k, line in enumerate(lines):
        write(canvas, x, top + 12 * k, line)


def shared_reports() -> Path:
    """The folder of real reports beside the repository; the test is skipped where there is none."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "reports"
    if not folder.is_dir():
        pytest.skip("les rapports partagés ne sont pas sur cette machine")
    return folder


def words(path: Path) -> list[str]:
    """The words of the first page."""
    return [w.text for w in first_page(path).words]


def first_page(path: Path) -> PageContent:
    return next(iter(read_pages(path)))


def golden(path: Path) -> list[str]:
    """« kind: text » for each piece of all pages, in reading order."""
    return [f"{p.kind.value}: {p.text}" for p in pieces(path)]


def pieces(path: Path) -> list[Piece]:
    pages = list(read_pages(path))
    dropped = find_furniture(pages).dropped
    return [p for page, d in zip(pages, dropped, strict=True) for p in lay_out(page, [], d)]
