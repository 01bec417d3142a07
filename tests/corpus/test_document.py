from __future__ import annotations

from pathlib import Path

import pytest
from drawn_pages import A4, pdf, shared_reports, write
from pypdf import PdfReader, PdfWriter
from pypdf.generic import Fit, NameObject, NumberObject
from reportlab.pdfgen.canvas import Canvas

from corpus.content import OutlineEntry
from corpus.document import open_document
from corpus.errors import ReportError
from corpus.pdf import read_pages


def _page(c: Canvas) -> None:
    write(c, 50, 100, "texte")


def _copy(source: Path) -> PdfWriter:
    writer = PdfWriter()
    writer.append(PdfReader(source), import_outline=False)
    return writer


def test_outline_labels_and_metadata(tmp_path: Path) -> None:
    writer = _copy(pdf(tmp_path / "a.pdf", _page, _page, _page))
    part = writer.add_outline_item(title="Première partie", page_number=0)
    writer.add_outline_item(title="Le  budget", page_number=1, parent=part, fit=Fit.xyz(0, A4[1] - 120, 0))
    writer.set_page_label(0, 0, style="/r")
    writer.set_page_label(1, 2, style="/D", start=7)
    writer.add_metadata({"/Title": "Rapport e\ufb03cace", "/Author": "La commune"})
    path = tmp_path / "b.pdf"
    writer.write(path)
    document = open_document(path)
    assert document.page_count == 3
    assert document.outline == (
        OutlineEntry("Première partie", 0, 1),
        OutlineEntry("Le budget", 1, 2, 120.0),
    )
    assert document.labels == ("i", "7", "8")
    assert (document.title, document.author) == ("Rapport efficace", "La commune")


def test_a_file_without_labels_has_none(tmp_path: Path) -> None:
    assert open_document(pdf(tmp_path / "a.pdf", _page, _page)).labels == ("", "")


def test_a_cyclic_outline_survives(tmp_path: Path) -> None:
    writer = _copy(pdf(tmp_path / "a.pdf", _page))
    first = writer.add_outline_item(title="Un", page_number=0)
    writer.add_outline_item(title="Deux", page_number=0)
    item = first.get_object()
    item[NameObject("/Next")] = first  # type: ignore[index]
    path = tmp_path / "b.pdf"
    writer.write(path)
    assert open_document(path).page_count == 1


@pytest.mark.parametrize("password", ["", "secret"])
def test_encrypted(tmp_path: Path, password: str) -> None:
    writer = _copy(pdf(tmp_path / "a.pdf", _page))
    writer.encrypt(password, "propriétaire", algorithm="AES-256")
    path = tmp_path / "b.pdf"
    writer.write(path)
    assert open_document(path, password).page_count == 1
    assert [w.text for p in read_pages(path, password) for w in p.words] == ["texte"]
    if password:
        with pytest.raises(ReportError, match="mot de passe") as error:
            open_document(path)
        assert error.value.reason == "encrypted"


def test_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    PdfWriter().write(path)
    with pytest.raises(ReportError) as error:
        open_document(path)
    assert error.value.reason == "empty"


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"Bonjour", "not-pdf"), (b"", "not-pdf"), (b"%PDF-1.4\nrien", "broken")],
)
def test_what_is_no_pdf(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(content)
    with pytest.raises(ReportError, match=r"« a\.pdf »") as error:
        open_document(path)
    assert error.value.reason == reason


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(ReportError) as error:
        open_document(tmp_path / "rien.pdf")
    assert error.value.reason == "missing"


def test_a_rotated_page_gives_no_top(tmp_path: Path) -> None:
    writer = _copy(pdf(tmp_path / "a.pdf", _page))
    writer.pages[0][NameObject("/Rotate")] = NumberObject(90)
    writer.add_outline_item(title="Tourné", page_number=0, fit=Fit.xyz(0, 500, 0))
    path = tmp_path / "b.pdf"
    writer.write(path)
    assert open_document(path).outline == (OutlineEntry("Tourné", 0, 1, None),)


def test_nasty_files_are_read_or_reported() -> None:
    reasons: dict[str, str] = {}
    for path in sorted((shared_reports() / "nasty").glob("*.pdf")):
        try:
            document = open_document(path)
            assert len(list(read_pages(path))) == document.page_count
        except ReportError as error:
            reasons[path.stem] = error.reason
    assert reasons == {
        "corrupt-fuzzed": "broken",
        "cyclic-pages": "broken",
        "encrypted-needs-password": "encrypted",
        "encrypted-password-test": "encrypted",
        "not-a-pdf": "broken",
    }
