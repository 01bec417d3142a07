from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.report import Report
from index.data import IndexData, owned
from index.errors import BusyError, FolderError, MismatchError, StoreError
from index.library import Library
from index.retriever import ReportRetriever
from index.sync import Step, sync
from tests.conftest import HashedEncoder, MakePdf

WATER = [
    "# Rapport sur l'eau 2023\nLe service de l'eau dessert 12 345 habitants de la commune.",
    "# Tarifs\nLe prix du mètre cube est de 3,52 euros toutes taxes comprises.",
]
WOOD = ["# Rapport sur la forêt 2022\nLa commune possède 48 hectares de forêt plantée de chênes."]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    return path


def _files(data: IndexData) -> list[str]:
    return [s.file for s in data.store.states() if s.status == "indexed"]


def test_indexes_what_is_new_and_keeps_the_rest(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    assert sync(folder, index_data).added == ("eau.pdf",)
    make_pdf("bois.pdf", WOOD, folder)
    outcome = sync(folder, index_data)
    assert (outcome.added, outcome.kept, outcome.removed) == (("bois.pdf",), ("eau.pdf",), ())
    assert _files(index_data) == ["bois.pdf", "eau.pdf"]


def test_a_report_that_left_the_folder_leaves_nothing_behind(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    gone = make_pdf("bois.pdf", WOOD, folder)
    sync(folder, index_data)
    gone.unlink()
    assert sync(folder, index_data).removed == ("bois.pdf",)
    kept = {s.id for s in index_data.store.states()}
    assert set(index_data.vectors.counts()) == kept
    assert {report for _, report, _ in index_data.store.passages()} == kept


def test_a_changed_file_replaces_its_earlier_state(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    sync(folder, index_data)
    make_pdf("eau.pdf", WOOD, folder)
    assert sync(folder, index_data).added == ("eau.pdf",)
    assert len(index_data.vectors.counts()) == 1
    assert "forêt" in " ".join(p.text for _, _, p in index_data.store.passages())


def test_a_renamed_file_is_found_under_its_new_name(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    path = make_pdf("eau.pdf", WATER, folder)
    sync(folder, index_data)
    path.rename(folder / "eau-2023.pdf")
    outcome = sync(folder, index_data)
    assert (outcome.added, outcome.removed) == (("eau-2023.pdf",), ("eau.pdf",))
    assert index_data.vectors.count() == len(index_data.store.passages()) > 0


def test_unreadable_files_are_reported_and_stop_nothing(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    (folder / "abime.pdf").write_text("pas un PDF")
    make_pdf("eau.pdf", WATER, folder)
    outcome = sync(folder, index_data)
    assert outcome.added == ("eau.pdf",)
    assert [file for file, _ in outcome.failed] == ["abime.pdf"]
    assert "PDF" in outcome.failed[0][1]


def test_the_same_content_twice_is_indexed_once_until_its_twin_leaves(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    first = make_pdf("a.pdf", WATER, folder)
    make_pdf("b.pdf", WATER, folder)
    outcome = sync(folder, index_data)
    assert outcome.added == ("a.pdf",)
    assert "identique à « a.pdf »" in dict(outcome.failed)["b.pdf"]
    first.unlink()
    assert sync(folder, index_data).added == ("b.pdf",)


def test_vectors_of_an_interrupted_sync_are_swept(
    make_pdf: MakePdf, folder: Path, index_data: IndexData, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pdf("eau.pdf", WATER, folder)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(index_data.store.__class__, "add", interrupted)
        with pytest.raises(KeyboardInterrupt):
            sync(folder, index_data)
    assert index_data.vectors.count() > 0
    assert _files(index_data) == []
    assert sync(folder, index_data).added == ("eau.pdf",)
    assert index_data.vectors.count() == len(index_data.store.passages())


@pytest.mark.parametrize("exists", [True, False])
def test_a_missing_or_empty_folder_leaves_the_index_alone(
    make_pdf: MakePdf, folder: Path, index_data: IndexData, tmp_path: Path, exists: bool
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    sync(folder, index_data)
    other = tmp_path / "ailleurs"
    if exists:
        other.mkdir()
    with pytest.raises(FolderError, match=r"aucun PDF|n'existe pas"):
        sync(other, index_data)
    assert _files(index_data) == ["eau.pdf"]


def test_another_model_is_refused_until_rebuilt(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    sync(folder, index_data)
    other = replace(index_data, encoder=HashedEncoder("autre", 32))
    with pytest.raises(MismatchError, match="--rebuild"):
        sync(folder, other)
    with pytest.raises(MismatchError):
        Library(other)
    assert sync(folder, other, rebuild=True).added == ("eau.pdf",)


def test_progress_counts_pages_then_passages(make_pdf: MakePdf, folder: Path, index_data: IndexData) -> None:
    make_pdf("eau.pdf", WATER, folder)
    steps: list[Step] = []
    sync(folder, index_data, progress=steps.append)
    read = [(s.done, s.total) for s in steps if s.stage == "read"]
    embed = [(s.done, s.total) for s in steps if s.stage == "embed"]
    assert read[-1] == (2, 2)
    assert embed[-1][0] == embed[-1][1] == len(index_data.store.passages())


def test_a_second_process_is_told_that_the_index_is_taken(index_data: IndexData) -> None:
    with pytest.raises(BusyError, match="déjà utilisé"), owned(index_data.folder):
        pass


def test_a_full_disk_says_so_and_keeps_what_was_indexed(
    make_pdf: MakePdf, folder: Path, index_data: IndexData, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    sync(folder, index_data)
    make_pdf("bois.pdf", WOOD, folder)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(index_data.vectors.store.__class__, "add", full)
        with pytest.raises(StoreError, match="disque"):
            sync(folder, index_data)
    assert _files(index_data) == ["eau.pdf"]
    assert sync(folder, index_data).added == ("bois.pdf",)


def test_retrieval_is_a_llama_index_retriever(make_pdf: MakePdf, folder: Path, index_data: IndexData) -> None:
    make_pdf("eau.pdf", WATER, folder)
    make_pdf("bois.pdf", WOOD, folder)
    sync(folder, index_data)
    nodes = ReportRetriever(Library(index_data)).retrieve("Combien d'hectares de forêt ?")
    assert nodes[0].node.metadata["file"] == "bois.pdf"
    assert nodes[0].node.metadata["page"] == 1


def test_what_is_stored_is_what_was_read(make_pdf: MakePdf, folder: Path, index_data: IndexData) -> None:
    make_pdf("eau.pdf", WATER, folder)
    sync(folder, index_data)
    (report,) = index_data.store.reports().values()
    assert isinstance(report, Report)
    assert [s.title for s in report.sections] == ["Rapport sur l'eau 2023", "Tarifs"]
    assert len(report.pages) == 2


def test_two_files_that_swap_names_keep_both_contents(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("a.pdf", WATER, folder)
    make_pdf("b.pdf", WOOD, folder)
    sync(folder, index_data)
    make_pdf("a.pdf", WOOD, folder)
    make_pdf("b.pdf", WATER, folder)
    assert sync(folder, index_data).added == ("a.pdf", "b.pdf")
    titles = {r.file: r.title for r in index_data.store.reports().values()}
    assert titles == {"a.pdf": "Rapport sur la forêt 2022", "b.pdf": "Rapport sur l'eau 2023"}
    assert dict(index_data.vectors.counts()) == index_data.store.counts()


def test_a_twin_that_comes_first_takes_the_place(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("b.pdf", WATER, folder)
    sync(folder, index_data)
    make_pdf("a.pdf", WATER, folder)
    outcome = sync(folder, index_data)
    assert (outcome.added, [file for file, _ in outcome.failed]) == (("a.pdf",), ["b.pdf"])
    assert dict(index_data.vectors.counts()) == index_data.store.counts()


def test_a_report_whose_vectors_are_lost_is_indexed_again(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    make_pdf("bois.pdf", WOOD, folder)
    sync(folder, index_data)
    lost = next(s.id for s in index_data.store.states() if s.file == "eau.pdf")
    index_data.vectors.remove(lost)
    outcome = sync(folder, index_data)
    assert (outcome.added, outcome.kept) == (("eau.pdf",), ("bois.pdf",))
    assert dict(index_data.vectors.counts()) == index_data.store.counts()


def test_a_file_that_becomes_unreadable_leaves_nothing_behind(
    make_pdf: MakePdf, folder: Path, index_data: IndexData
) -> None:
    make_pdf("eau.pdf", WATER, folder)
    make_pdf("bois.pdf", WOOD, folder)
    sync(folder, index_data)
    (folder / "eau.pdf").write_text("plus un PDF")
    outcome = sync(folder, index_data)
    assert [file for file, _ in outcome.failed] == ["eau.pdf"]
    assert dict(index_data.vectors.counts()) == index_data.store.counts()
    assert _files(index_data) == ["bois.pdf"]


def test_a_file_that_cannot_be_opened_stops_nothing_and_is_tried_again(
    make_pdf: MakePdf, folder: Path, index_data: IndexData, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pdf("bois.pdf", WOOD, folder)
    closed = make_pdf("eau.pdf", WATER, folder)
    opened = Path.open

    def refused(path: Path, *args: object, **options: object) -> object:
        if path == closed:
            raise PermissionError(13, "Permission denied")
        return opened(path, *args, **options)  # type: ignore[call-overload]

    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refused)
        outcome = sync(folder, index_data)
    assert outcome.added == ("bois.pdf",)
    assert outcome.failed == (
        ("eau.pdf", "« eau.pdf » ne peut pas être lu : vérifiez ses droits, puis relancez."),
    )
    assert sync(folder, index_data).added == ("eau.pdf",)


def test_a_name_in_another_encoding_is_told(make_pdf: MakePdf, folder: Path, index_data: IndexData) -> None:
    make_pdf("eau.pdf", WATER, folder)
    other = make_pdf("bois.pdf", WOOD, folder)
    other.rename(folder / os.fsdecode(b"for\xeat.pdf"))
    outcome = sync(folder, index_data)
    assert outcome.added == ("eau.pdf",)
    assert outcome.failed[0][0] == "for\ufffdt.pdf"
    assert "renommez-le" in outcome.failed[0][1]
    assert sync(folder, index_data).removed == ()


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, index_data: IndexData) -> None:
    file = tmp_path / "rapports"
    file.write_text("un fichier")
    with pytest.raises(FolderError, match=r"est un fichier.*--reports"):
        sync(file, index_data)
