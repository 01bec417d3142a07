from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from corpus import reader
from corpus.content import PageContent
from corpus.errors import ReportError
from corpus.pdf import read_pages
from corpus.reader import read_report
from corpus.remarks import Remarks, name_pages

SENTENCE = "Le service a traité les demandes des habitants de la commune sans attendre l'hiver."


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Path]:
    """A PDF of pages of text (a string) or of a picture alone (None)."""

    def build(*pages: str | None, name: str = "bilan-2023.pdf") -> Path:
        canvas = Canvas(str(tmp_path / name), pagesize=(595, 842))
        for text in pages:
            if text is None:
                canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), (200, 200, 190))), 0, 0, 595, 842)
            else:
                canvas.setFont("Helvetica", 11)
                for line in range(3 if text else 0):
                    canvas.drawString(72, 700 - 14 * line, text)
            canvas.showPage()
        canvas.save()
        return tmp_path / name

    return build


def fails(*_: object) -> None:
    raise KeyError("a page like no other")


def test_reads_a_report_whole(make: Callable[..., Path]) -> None:
    path = make(SENTENCE, "Un autre sujet occupe la deuxième page de ce bilan des services.")
    seen: list[tuple[int, int]] = []
    report = read_report(path, progress=lambda done, total: seen.append((done, total)))
    assert report.file == "bilan-2023.pdf"
    assert report.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert [page.number for page in report.pages] == [1, 2]
    assert (report.pages[0].width, report.pages[0].height) == (595, 842)
    assert report.period == "2023"
    assert SENTENCE in report.passages[0].text
    assert report.warnings == ()
    assert seen[:2] == [(1, 2), (2, 2)]


def test_names_the_scanned_pages_of_a_mixed_report(make: Callable[..., Path]) -> None:
    report = read_report(make(SENTENCE, None, SENTENCE, None, None))
    assert len(report.pages) == 5
    assert len(report.warnings) == 1
    assert report.warnings[0].startswith("Pages 2, 4 et 5 : image sans texte")
    assert report.pages[0].warnings == ()
    assert report.pages[1].warnings[0].startswith("Image sans texte")


def test_refuses_a_scanned_report_and_says_what_to_do(make: Callable[..., Path]) -> None:
    with pytest.raises(ReportError, match=r"document numérisé.*OCR") as caught:
        read_report(make(None, None))
    assert caught.value.reason == "scanned"


def test_refuses_a_report_of_blank_pages(make: Callable[..., Path]) -> None:
    with pytest.raises(ReportError, match="aucun texte") as caught:
        read_report(make("", ""))
    assert caught.value.reason == "empty"


def test_keeps_the_pages_before_the_break(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, password: str) -> Iterator[PageContent]:
        for content in read_pages(path, password):
            if content.number == 3:
                raise ValueError("truncated stream")
            yield content

    monkeypatch.setattr(reader, "read_pages", broken)
    report = read_report(make(SENTENCE, SENTENCE, SENTENCE, SENTENCE))
    assert [page.number for page in report.pages] == [1, 2]
    assert report.warnings[0].startswith("Fichier endommagé, lu en partie ; non lu : Pages 3 et 4.")


def test_a_report_whose_first_page_breaks_is_broken(
    make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, password: str) -> Iterator[PageContent]:
        raise ValueError("truncated stream")
        yield from read_pages(path, password)

    monkeypatch.setattr(reader, "read_pages", broken)
    with pytest.raises(ReportError, match="est endommagé") as caught:
        read_report(make(SENTENCE))
    assert caught.value.reason == "broken"


@pytest.mark.parametrize(
    ("stage", "warning"),
    [
        ("find_tables", "Page 1 : les tableaux et graphiques"),
        ("find_charts", "Page 1 : les tableaux et graphiques"),
        ("lay_out", "Page 1 : la mise en page"),
        ("find_sections", "Les parties du rapport"),
        ("find_facts", "Page 1 : les chiffres"),
    ],
)
def test_a_stage_that_fails_costs_the_page_its_structure_not_its_text(
    make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, stage: str, warning: str
) -> None:
    path = make(SENTENCE)
    monkeypatch.setattr(reader, stage, fails)
    report = read_report(path)
    assert report.warnings[0].startswith(warning)
    assert SENTENCE in report.passages[0].text


@pytest.mark.parametrize("stage", ["find_furniture", "continue_tables"])
def test_a_stage_over_all_pages_that_fails_is_left_out(
    make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, stage: str
) -> None:
    monkeypatch.setattr(reader, stage, fails)
    assert SENTENCE in read_report(make(SENTENCE)).passages[0].text


def test_refuses_too_large_a_file(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    path = make(SENTENCE, SENTENCE)
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    with pytest.raises(ReportError, match="a 2 pages, plus que les 1") as caught:
        read_report(path)
    assert caught.value.reason == "too-large"
    monkeypatch.setattr(reader, "MAX_MEGABYTES", 0)
    with pytest.raises(ReportError, match="dépasse 0 Mo"):
        read_report(path)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as caught:
        read_report(tmp_path / "absent.pdf")
    assert caught.value.reason == "missing"


@pytest.mark.parametrize(
    ("numbers", "named"),
    [
        ([3], "Page 3"),
        ([3, 4], "Pages 3 et 4"),
        ([5, 3, 4], "Pages 3 à 5"),
        ([1, 3, 4, 5, 9], "Pages 1, 3 à 5 et 9"),
    ],
)
def test_pages_are_named_as_one_would_say_them(numbers: list[int], named: str) -> None:
    assert name_pages(numbers) == named


def test_a_note_is_given_once_with_its_pages() -> None:
    remarks = Remarks()
    remarks.report.append("Fichier endommagé.")
    for page in (4, 2, 2):
        remarks.pages[page].append("Police illisible.")
    assert remarks.of_report() == ("Fichier endommagé.", "Pages 2 et 4 : police illisible.")
    assert remarks.of_page(2) == ("Police illisible.",)
    assert remarks.of_page(1) == ()
