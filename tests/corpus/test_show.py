from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from corpus.__main__ import main
from corpus.errors import ReportError
from corpus.reader import read_report
from corpus.show import draw_page


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "eau-2022.pdf"
    canvas = Canvas(str(path), pagesize=(400, 300))
    canvas.setFont("Helvetica", 10)
    canvas.drawString(50, 200, "Le service des eaux a livré 12 500 m³ aux habitants de la commune en 2022.")
    canvas.drawString(50, 186, "Il a posé des compteurs neufs et changé toutes les vannes du bourg.")
    canvas.showPage()
    canvas.save()
    return path


def test_outlines_blocks_on_the_picture_and_lists_them_beside(pdf: Path) -> None:
    report = read_report(pdf)
    picture = draw_page(report, pdf, 1)
    scale = 1100 / 400  # a small page is drawn 1100 pixels wide
    x0, top, _, bottom = report.blocks[0].box
    assert picture.width > 1100 + 700
    outline = picture.getpixel((round(x0 * scale), round((top + bottom) / 2 * scale)))
    assert isinstance(outline, tuple)
    assert outline[2] > outline[0]  # blue: a paragraph
    assert picture.crop((1100, 0, picture.width, picture.height)).getcolors(maxcolors=1) is None


def test_refuses_a_page_that_is_not_there(pdf: Path) -> None:
    with pytest.raises(ReportError, match="n'a pas de page 2"):
        draw_page(read_report(pdf), pdf, 2)


def test_show_writes_a_picture(pdf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "page.png"
    assert main(["show", str(pdf), "--page", "1", "--out", str(out)]) == 0
    with Image.open(out) as picture:
        assert picture.format == "PNG"
    assert main(["show", str(pdf), "--page", "1", "--out", str(tmp_path / "page.docx")]) == 2
    assert "donnez un nom en .png" in capsys.readouterr().err


def test_read_lists_the_report(pdf: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(pdf)]) == 0
    shown = capsys.readouterr().out
    assert "période : 2022" in shown
    assert "12 500 m³" in shown


def test_read_gives_json(pdf: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["read", str(pdf), "--json"]) == 0
    report = json.loads(capfdbinary.readouterr().out)
    assert report["file"] == "eau-2022.pdf"
    assert report["passages"][0]["pages"] == [1]


def test_errors_are_in_french_on_standard_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "note.pdf"
    path.write_text("Bonjour")
    assert main(["read", str(path)]) == 2
    assert "n'est pas un PDF" in capsys.readouterr().err


def test_a_command_that_is_not_understood(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["show", "eau.pdf"])
    assert caught.value.code == 2
    assert "Commande non comprise (--page)" in capsys.readouterr().err
