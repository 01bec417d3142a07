"""PDFs from the test suites of PDF tools: each is read, or refused with a reason and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import ReportError
from corpus.sandbox import read_safely

NASTY = Path(__file__).resolve().parents[2].parent / "shared" / "reports" / "nasty"

pytestmark = pytest.mark.skipif(not NASTY.is_dir(), reason="the collection of hostile PDFs is not here")

READ = ["duplicate-outline", "cerfa-3pages", "jbig2-bomb"]
REFUSED = {
    "not-a-pdf": {"not-pdf", "broken"},
    "encrypted-needs-password": {"encrypted"},
    "encrypted-password-test": {"encrypted"},
    "cyclic-pages": {"broken", "empty"},
    "corrupt-fuzzed": {"broken"},
    "encrypted-empty-password": {"empty"},  # it opens without a password, on a blank page
}
EITHER = ["enormous-page", "font-no-tounicode", "french-weird-glyphs", "rotated-mixed", "type3-no-mapping"]


def test_every_file_of_the_collection_is_expected_to_do_something() -> None:
    assert {path.stem for path in NASTY.glob("*.pdf")} == {*READ, *REFUSED, *EITHER}


@pytest.mark.parametrize("name", READ)
def test_is_read(name: str) -> None:
    report = read_safely(NASTY / f"{name}.pdf")
    assert report.blocks
    assert report.passages
    assert all(page.number == place for place, page in enumerate(report.pages, 1))


@pytest.mark.parametrize("name", REFUSED)
def test_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(ReportError) as caught:
        read_safely(NASTY / f"{name}.pdf")
    assert caught.value.reason in REFUSED[name]
    assert f"« {name}.pdf »" in str(caught.value)
    assert " : " in str(caught.value)


@pytest.mark.parametrize("name", EITHER)
def test_is_read_or_refused_in_french(name: str) -> None:
    said = outcome(NASTY / f"{name}.pdf")
    assert said == "read" or (
        said.startswith(("scanned ", "limits ", "empty ")) and f"« {name}.pdf »" in said
    )


def outcome(path: Path) -> str:
    """« read », or the reason and the message of the refusal."""
    try:
        read_safely(path)
    except ReportError as error:
        return f"{error.reason} {error}"
    return "read"


def test_a_password_opens_what_it_protects() -> None:
    assert read_safely(NASTY / "encrypted-needs-password.pdf", password="openpassword").pages
    assert read_safely(NASTY / "encrypted-password-test.pdf", password="test").pages
