"""The embedded model's folder: tokens, files, and everything that can go wrong when it is made."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index import e5
from index.errors import ModelError

MakePacked = Callable[..., bytes]


@pytest.fixture
def source(tmp_path: Path, make_packed: MakePacked, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small file in the place of the package's: one matrix of 32 x 32 weights, all (9 - 8) x 0 or 1."""
    path = tmp_path / "package" / e5.FILE_NAME
    path.parent.mkdir()
    data = make_packed((b"\x00\x3c" + b"\x99" * 16) * 32)
    path.write_bytes(data)
    monkeypatch.setattr(e5, "packed_file", lambda: path)
    monkeypatch.setattr(e5, "SHA256", hashlib.sha256(data).hexdigest())
    return path


@pytest.mark.parametrize(
    ("text", "ids"),
    [  # as the model's own tokenizer.json gives them
        (
            "query: Est-ce qu’on a des dettes ?",
            [0, 41, 1294, 12, 12566, 9, 329, 1103, 26, 191, 10, 224, 2616, 7, 705, 2],
        ),
        (
            "« Œuvres » : 12 345,67 € (½)",
            [0, 94, 6, 244060, 19962, 2109, 340, 152, 427, 6, 96060, 4, 18197, 2505, 15, 92759, 16, 2],
        ),
        (
            "1\u202f234\u00a0agents,\u00ad coupés\t!",
            [0, 106, 131210, 97957, 4, 231, 14974, 2246, 711, 2],
        ),
        ("e\u0301le\u0300ve 😀 n°5 m²", [0, 6, 135146, 21119, 653, 7236, 758, 347, 304, 2]),
        ("F O N C T", [0, 563, 180, 541, 313, 384, 2]),
        ("\u200b\ufb01n\x07", [0, 2270, 2]),
        ("", [0, 2]),
    ],
)
def test_tokens_are_those_of_the_original(models_dir: Path, text: str, ids: list[int]) -> None:
    tokenizer = Tokenizer.from_file(str(e5.model_folder(models_dir) / e5.TOKENIZER))
    assert tokenizer.encode(text).ids == ids


def test_long_texts_are_cut_and_still_end_properly(models_dir: Path) -> None:
    tokenizer = Tokenizer.from_file(str(e5.model_folder(models_dir) / e5.TOKENIZER))
    tokenizer.enable_truncation(512)
    ids = tokenizer.encode("dette " * 5000).ids
    assert (len(ids), ids[0], ids[-1]) == (512, 0, 2)


def test_the_folder_is_made_once(source: Path, tmp_path: Path) -> None:
    folder = e5.model_folder(tmp_path / "models")
    made = (folder / e5.WEIGHTS).stat().st_mtime_ns
    source.unlink()  # not read again
    assert e5.model_folder(tmp_path / "models") == folder
    assert (folder / e5.WEIGHTS).stat().st_mtime_ns == made
    assert [path.name for path in folder.parent.iterdir()] == [e5.FOLDER]


@pytest.mark.usefixtures("source")
def test_weights_are_written_as_safetensors(tmp_path: Path) -> None:
    data = (e5.model_folder(tmp_path / "models") / e5.WEIGHTS).read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    assert header["encoder.layer.0.attention.self.query.weight"] == {
        "dtype": "F32",
        "shape": [32, 32],
        "data_offsets": [0, 4096],  # 32 x 32 x 4 bytes
    }
    assert len(data) == 8 + length + 4096


@pytest.mark.usefixtures("source")
@pytest.mark.parametrize("damage", ["marker", "weights", "tokenizer"])
def test_a_damaged_folder_is_made_again(tmp_path: Path, damage: str) -> None:
    folder = e5.model_folder(tmp_path / "models")
    if damage == "marker":
        (folder / "source.json").write_text("{")
    elif damage == "weights":
        (folder / e5.WEIGHTS).write_bytes(b"short")
    else:
        (folder / e5.TOKENIZER).unlink()
    e5.model_folder(tmp_path / "models")
    assert (folder / e5.WEIGHTS).stat().st_size > 4096
    assert json.loads((folder / e5.TOKENIZER).read_text())["model"]["type"] == "Unigram"


@pytest.mark.usefixtures("source")
def test_only_old_unfinished_folders_are_removed(tmp_path: Path) -> None:
    models = tmp_path / "models"
    old, running = models / f".{e5.FOLDER}-old", models / f".{e5.FOLDER}-running"
    old.mkdir(parents=True)
    running.mkdir()
    two_hours_ago = time.time() - 7200
    os.utime(old, (two_hours_ago, two_hours_ago))
    e5.model_folder(models)
    assert not old.exists()
    assert running.exists()


def test_without_the_package_the_reader_is_told_to_name_a_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(e5, "PACKAGE", "a_package_that_is_not_installed")
    with pytest.raises(ModelError, match="RAPPORTEUR_EMBEDDING_MODEL"):
        e5.model_folder(tmp_path)


def test_another_file_is_refused_and_leaves_nothing(source: Path, tmp_path: Path) -> None:
    source.write_bytes(source.read_bytes() + b"x")
    with pytest.raises(ModelError, match="somme de contrôle"):
        e5.model_folder(tmp_path / "models")
    assert not (tmp_path / "models").exists()


@pytest.mark.usefixtures("source")
def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ModelError, match="disque est plein"):
        e5.model_folder(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.usefixtures("source")
def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("a file where the folder should be")
    with pytest.raises(ModelError, match="peut y écrire"):
        e5.model_folder(tmp_path / "models")
