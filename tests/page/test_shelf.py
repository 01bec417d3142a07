"""Putting uploads into the folder of reports."""

from __future__ import annotations

import pytest

from page.shelf import put


@pytest.fixture
def upload(tmp_path):
    path = tmp_path / "upload" / "a.pdf"
    path.parent.mkdir()
    path.write_bytes(b"%PDF-1")
    return path


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "reports"
    path.mkdir()
    return path


def test_an_upload_arrives_whole(upload, folder):
    assert put([upload], folder) == (["a.pdf"], [])
    assert [(p.name, p.read_bytes()) for p in folder.iterdir()] == [("a.pdf", b"%PDF-1")]


def test_a_report_is_never_overwritten(upload, folder):
    (folder / "a.pdf").write_bytes(b"first")
    taken, refused = put([upload], folder)
    assert (taken, refused[0][0]) == ([], "a.pdf")
    assert (folder / "a.pdf").read_bytes() == b"first"


def test_only_pdfs_are_taken(upload, folder):
    other = upload.with_suffix(".exe")
    other.write_bytes(b"")
    assert put([other], folder)[0] == []
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(upload, folder):
    folder.rmdir()
    taken, refused = put([upload], folder)
    assert taken == []
    assert "ne peut pas le recevoir" in refused[0][1]
