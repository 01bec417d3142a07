"""Titles, bodies and years that people correct: kept beside the PDFs, and read with."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.identity import Correction
from index.corrections import FILE, read_corrections, write_correction
from index.data import IndexData
from index.errors import FolderError
from index.sync import sync
from tests.conftest import MakePdf

TABLE = ["# Bilan du guichet\nLe service a reçu 154 demandes."]


@pytest.fixture
def folder(tmp_path: Path, make_pdf: MakePdf) -> Path:
    path = tmp_path / "reports"
    make_pdf("a.pdf", TABLE, path)
    make_pdf("b.pdf", ["# Autre bilan 2021\nIl y avait 12 agents."], path)
    return path


def test_a_correction_is_read_back_and_an_empty_one_forgotten(tmp_path: Path) -> None:
    write_correction(tmp_path, "a.pdf", Correction(title="  Bilan \n annuel ", period="2022-2023"))
    write_correction(tmp_path, "b.pdf", Correction(organisation="Mairie"))
    assert read_corrections(tmp_path)["a.pdf"] == Correction("Bilan annuel", "", "2022-2023")
    write_correction(tmp_path, "a.pdf", Correction())
    assert list(read_corrections(tmp_path)) == ["b.pdf"]
    write_correction(tmp_path, "b.pdf", Correction())
    assert not (tmp_path / FILE).exists()


@pytest.mark.parametrize(
    "wrong", [Correction(period="23"), Correction(period="an 2023"), Correction("x" * 201)]
)
def test_what_is_no_year_or_too_long_changes_nothing(tmp_path: Path, wrong: Correction) -> None:
    with pytest.raises(FolderError):
        write_correction(tmp_path, "a.pdf", wrong)
    assert not (tmp_path / FILE).exists()


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    with pytest.raises(FolderError, match="corrections"):
        read_corrections(tmp_path)


def test_a_corrected_report_alone_is_read_again_with_its_figures_dated(
    folder: Path, index_data: IndexData
) -> None:
    sync(folder, index_data)
    write_correction(folder, "a.pdf", Correction(title="Bilan des demandes", period="2023"))
    outcome = sync(folder, index_data)
    assert (outcome.added, outcome.kept) == (("a.pdf",), ("b.pdf",))
    report = next(r for r in index_data.store.reports().values() if r.file == "a.pdf")
    assert (report.title, report.period) == ("Bilan des demandes", "2023")
    assert {f.period for f in report.facts if f.value == 154} == {"2023"}
    assert sync(folder, index_data).kept == ("a.pdf", "b.pdf")


def test_a_correction_taken_back_gives_what_the_report_says(folder: Path, index_data: IndexData) -> None:
    write_correction(folder, "a.pdf", Correction(period="2023"))
    sync(folder, index_data)
    write_correction(folder, "a.pdf", Correction())
    assert sync(folder, index_data).added == ("a.pdf",)
    assert {r.period for r in index_data.store.reports().values()} == {"2021", None}


def test_a_report_removed_leaves_no_correction_in_the_index(folder: Path, index_data: IndexData) -> None:
    write_correction(folder, "a.pdf", Correction(period="2023"))
    sync(folder, index_data)
    (folder / "a.pdf").unlink()
    sync(folder, index_data)
    assert index_data.store.corrections() == {}


def test_the_last_report_can_leave_when_that_is_meant(folder: Path, index_data: IndexData) -> None:
    sync(folder, index_data)
    for path in folder.glob("*.pdf"):
        path.unlink()
    with pytest.raises(FolderError):
        sync(folder, index_data)
    assert sync(folder, index_data, may_be_empty=True).removed == ("a.pdf", "b.pdf")
