"""Whatever goes wrong is told in French, with what to do, and never with a traceback."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import ROOT, environment, run, with_model
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from assistant import Assistant
from assistant.errors import QuestionError
from index.data import IndexData, owned
from index.errors import StoreError
from index.status import read_status
from index.store import FILE
from index.sync import sync
from index.vectors import Vectors
from tests.conftest import MakePdf

LONG = [
    f"# Partie {n}\n" + "\n".join(f"La ligne {k} de la page {n}." for k in range(40)) for n in range(1, 9)
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "reports"
    path.mkdir()
    return path


def _told(folder: Path, data: IndexData) -> str:
    """What a sync says of the one file that it cannot index, beside one that it can."""
    outcome = sync(folder, data)
    ((_, message),) = outcome.failed
    assert outcome.added == ("sain.pdf",)
    return message


@pytest.fixture
def sound(make_pdf: MakePdf, folder: Path) -> Path:
    return make_pdf("sain.pdf", ["# Rapport 2023\nLe syndicat compte douze agents."], folder)


@pytest.mark.usefixtures("sound")
def test_a_file_that_is_not_a_pdf(folder: Path, index_data: IndexData) -> None:
    (folder / "lettre.pdf").write_bytes(b"PK\x03\x04 un document de traitement de texte")
    assert _told(folder, index_data) == (
        "« lettre.pdf » n'est pas un PDF : exportez le document en PDF, puis remettez-le."
    )


@pytest.mark.usefixtures("sound")
def test_an_encrypted_pdf(folder: Path, index_data: IndexData) -> None:
    canvas = Canvas(str(folder / "secret.pdf"), encrypt=StandardEncryption("sesame", strength=128))
    canvas.drawString(60, 780, "Un texte.")
    canvas.save()
    assert _told(folder, index_data) == (
        "« secret.pdf » est protégé par un mot de passe : enregistrez-en une copie sans mot de passe."
    )


@pytest.mark.usefixtures("sound")
def test_a_pdf_without_text(folder: Path, index_data: IndexData) -> None:
    canvas = Canvas(str(folder / "image.pdf"))
    picture = ImageReader(io.BytesIO(b"P5 40 40 255\n" + bytes(range(160)) * 10))
    for _ in range(3):
        canvas.drawImage(picture, 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()
    told = _told(folder, index_data)
    assert "document numérisé" in told
    assert "reconnaissance de texte" in told


@pytest.mark.usefixtures("sound")
def test_a_pdf_broken_half_way(make_pdf: MakePdf, folder: Path, index_data: IndexData) -> None:
    """What is left of it is indexed and said to be a part, or it is refused: never passed over in silence."""
    broken = make_pdf("coupe.pdf", LONG, folder)
    broken.write_bytes(broken.read_bytes()[: broken.stat().st_size // 2])
    outcome = sync(folder, index_data)
    assert "sain.pdf" in outcome.added
    refused = dict(outcome.failed).get("coupe.pdf", "")
    report = next((r for r in index_data.store.reports().values() if r.file == "coupe.pdf"), None)
    said = refused or " ".join(report.warnings if report else ())
    assert "abîmé" in said or "endommagé" in said
    assert "copie" in said or "à nouveau" in said


@pytest.mark.parametrize("question", ["", "   ", "?!"])
def test_an_empty_question(demo_assistant: Assistant, question: str) -> None:
    with pytest.raises(QuestionError, match="Posez une question, par exemple"):
        demo_assistant.ask(question)


def test_a_question_of_ten_thousand_characters(demo_assistant: Assistant) -> None:
    with pytest.raises(QuestionError, match=r"trop longue \(10000 caractères.*en une ou deux phrases"):
        demo_assistant.ask("x" * 10_000)


@pytest.mark.parametrize("command", [("index", "sync"), ("assistant", "Combien d'agents ?")])
@pytest.mark.parametrize(("make", "told"), [(False, "n'existe pas"), (True, "ne contient aucun PDF")])
def test_a_missing_or_empty_folder(
    demo_data: Path, tmp_path: Path, command: tuple[str, ...], make: bool, told: str
) -> None:
    reports = tmp_path / "reports"
    if make:
        reports.mkdir()
    data = with_model(tmp_path / "data", demo_data)
    done = run(*command, "--data", data, RAPPORTEUR_REPORTS=str(reports))
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def first_index(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A folder with one report, and its index, made once."""
    folder = tmp_path_factory.mktemp("first")
    reports = folder / "reports"
    reports.mkdir()
    canvas = Canvas(str(reports / "eau.pdf"))
    canvas.drawString(60, 780, "Le prix de l'eau est de 3 euros en 2023.")
    canvas.save()
    data = with_model(folder / "data", demo_data)
    assert run("index", "sync", "--reports", reports, "--data", data).returncode == 0
    return reports, data


@pytest.fixture
def indexed(first_index: tuple[Path, Path], tmp_path: Path) -> tuple[Path, Path]:
    """A copy to be damaged."""
    shutil.copytree(first_index[1], tmp_path / "data", symlinks=True)
    return first_index[0], tmp_path / "data"


def test_an_index_made_with_another_model(
    indexed: tuple[Path, Path], demo_data: Path, tmp_path: Path
) -> None:
    reports, data = indexed
    renamed = tmp_path / "autre-modele"  # the same weights under another name
    renamed.mkdir()
    (original,) = (demo_data / "models").glob("[!.]*")
    for part in original.iterdir():
        (renamed / part.name).symlink_to(part, target_is_directory=part.is_dir())
    for command in (("assistant", "Le prix de l'eau ?"), ("index", "sync", "--reports", reports)):
        done = run(*command, "--data", data, RAPPORTEUR_EMBEDDING_MODEL=str(renamed))
        assert (done.returncode, done.stdout) == (2, "")
        assert "a été fait avec le modèle « intfloat/multilingual-e5-small" in done.stderr
        assert "--rebuild" in done.stderr


def test_a_model_that_is_not_there(tmp_path: Path) -> None:
    done = run("assistant", "Combien ?", "--data", tmp_path, RAPPORTEUR_EMBEDDING_MODEL="/nulle/part")
    assert (done.returncode, done.stdout) == (2, "")
    assert "« /nulle/part » n'existe pas. Corrigez RAPPORTEUR_EMBEDDING_MODEL" in done.stderr


def test_an_interrupted_sync_goes_on(make_pdf: MakePdf, demo_data: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    for name in ("a", "b", "c"):
        make_pdf(f"{name}.pdf", [page.replace("Partie", f"Partie {name}") for page in LONG], reports)
    data = with_model(tmp_path / "data", demo_data)
    command = [sys.executable, "-m", "index", "sync", "--reports", str(reports), "--data", str(data)]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.DEVNULL) as process:
        patience = time.monotonic() + 120
        while not read_status(data)["reports"] and process.poll() is None and time.monotonic() < patience:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    before = [r["file"] for r in read_status(data)["reports"]]
    assert before == ["a.pdf"]
    done = run("index", "sync", "--reports", reports, "--data", data)
    assert done.returncode == 0
    assert done.stdout.startswith("2 rapport(s) indexé(s), 1 inchangé(s)")
    passages = {r["sha256"]: r["passages"] for r in read_status(data)["reports"]}
    vectors = Vectors(data)
    assert dict(vectors.counts()) == passages
    vectors.close()


def test_a_data_folder_held_by_another_process(tmp_path: Path) -> None:
    with owned(tmp_path):
        for command in (("assistant", "Combien ?"), ("index", "sync")):
            done = run(*command, "--data", tmp_path)
            assert (done.returncode, done.stdout) == (2, "")
            assert "est déjà utilisé par un autre programme" in done.stderr
            assert "--data" in done.stderr


def test_a_damaged_database_can_be_made_again(indexed: tuple[Path, Path]) -> None:
    reports, data = indexed
    (data / FILE).write_bytes(b"abime" * 4000)
    for command in (
        ("assistant", "Le prix de l'eau ?"),
        ("index", "status"),
        ("index", "sync", "--reports", reports),
    ):
        done = run(*command, "--data", data)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"Supprimez les fichiers « {FILE}* »" in done.stderr
    for part in data.glob(f"{FILE}*"):  # as told
        part.unlink()
    done = run("index", "sync", "--reports", reports, "--data", data)
    assert done.stdout.startswith("1 rapport(s) indexé(s)")


def test_damaged_vectors_can_be_made_again(indexed: tuple[Path, Path], tmp_path: Path) -> None:
    reports, data = indexed
    (data / "chroma" / "chroma.sqlite3").write_bytes(b"abime" * 4000)
    done = run("assistant", "Le prix de l'eau ?", "--data", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert "supprimez « chroma » du dossier de données" in done.stderr
    (data / "chroma").rename(tmp_path / "ailleurs")  # as told
    done = run("index", "sync", "--reports", reports, "--data", data)
    assert done.stdout.startswith("1 rapport(s) indexé(s), 0 inchangé(s)")


@pytest.mark.parametrize("inside", ["", "sous-dossier"])
def test_a_data_path_that_is_a_file(tmp_path: Path, inside: str) -> None:
    (tmp_path / "data").write_text("un fichier")
    done = run("index", "sync", "--data", tmp_path / "data" / inside)
    assert (done.returncode, done.stdout) == (2, "")
    assert "ne peut pas être utilisé : un fichier porte ce nom" in done.stderr
    assert "--data" in done.stderr


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder where this process may not write, though its user be root."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        was = os.geteuid()
        if was == 0:
            os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(was)
            folder.chmod(0o755)


@pytest.mark.parametrize("inside", ["", "data"])
def test_a_read_only_folder(read_only: Path, inside: str) -> None:
    with (
        pytest.raises(StoreError, match=r"vous n'en avez pas le droit.*RAPPORTEUR_DATA"),
        owned(read_only / inside),
    ):
        pass


@pytest.mark.parametrize("command", [("assistant", "Combien ?"), ("index", "status"), ("evals", "bench")])
def test_a_setting_that_does_not_parse(tmp_path: Path, command: tuple[str, ...]) -> None:
    done = run(*command, cwd=tmp_path, RAPPORTEUR_PORT="abc")
    assert (done.returncode, done.stdout) == (2, "")
    assert "RAPPORTEUR_PORT vaut « abc »" in done.stderr
    assert "Traceback" not in done.stderr
