"""The commands: one JSON object on standard output, messages in French on standard error, exit statuses."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from commands import run, with_model

from tests.conftest import MakePdf

TEXT = "# Rapport sur l'eau 2023\nLe prix du mètre cube est de 3,52 euros toutes taxes comprises."


@pytest.fixture(scope="module")
def data(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demonstration index: the session's own is held by other tests."""
    copy = tmp_path_factory.mktemp("commands") / "data"
    shutil.copytree(demo_data, copy, ignore=shutil.ignore_patterns("lock", "models"))
    return with_model(copy, demo_data)


def test_json_is_the_only_thing_printed(data: Path) -> None:
    done = run("assistant", "Combien de tickets GLPI en 2023 ?", "--json", "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    fields = {"text", "kind", "refused", "citations", "facts", "choices", "confidence", "seconds"}
    assert set(answer) == fields
    assert done.stdout.count("\n") == 1
    assert answer["refused"] is False
    (citation,) = answer["citations"]
    assert set(citation) == {"report", "title", "section", "page", "page_label", "quote", "boxes"}
    assert (citation["report"], citation["page"]) == ("sicio-rapport-activite-2023.pdf", 15)
    assert answer["facts"][0]["value"] == "4979"


def test_a_refusal_is_an_answer(data: Path) -> None:
    done = run("assistant", "Qui a gagné la finale de la coupe du monde ?", "--json", "--data", data)
    assert done.returncode == 0
    assert json.loads(done.stdout)["refused"] is True


def test_history_and_plain_text(data: Path) -> None:
    earlier = "Combien de tickets GLPI en 2023 ?"
    done = run("assistant", "Et en 2022 ?", "--history", earlier, "--data", data)
    assert done.returncode == 0
    assert done.stdout.startswith("Compris : Combien de tickets GLPI en 2022 ?\n")
    assert "→ Rapport d’activité" in done.stdout
    assert "page" in done.stdout


def test_status_is_one_object(data: Path) -> None:
    done = run("index", "status", "--json", "--data", data)
    assert (done.returncode, done.stderr) == (0, "")
    status = json.loads(done.stdout)
    files = [r["file"] for r in status["reports"]]
    assert files == ["sicio-rapport-activite-2022.pdf", "sicio-rapport-activite-2023.pdf"]
    assert (status["dimensions"], status["failed"]) == (384, [])


def test_a_first_question_indexes_the_reports(make_pdf: MakePdf, demo_data: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    make_pdf("eau.pdf", [TEXT], reports)
    (reports / "lettre.pdf").write_text("pas un PDF")
    data = with_model(tmp_path / "data", demo_data)
    asked = ("assistant", "Quel est le prix du mètre cube ?", "--json", "--data", data)
    done = run(*asked, RAPPORTEUR_REPORTS=str(reports))
    assert done.returncode == 0
    assert json.loads(done.stdout)["citations"][0]["report"] == "eau.pdf"
    assert "Aucun rapport indexé : indexation de" in done.stderr
    assert "Non indexé : lettre.pdf. « lettre.pdf » n'est pas un PDF" in done.stderr
    assert run(*asked, RAPPORTEUR_REPORTS=str(reports)).stderr == ""  # once is enough


def test_sync_says_what_it_did(make_pdf: MakePdf, demo_data: Path, tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    make_pdf("eau.pdf", [TEXT], reports)
    data = with_model(tmp_path / "data", demo_data)
    command = ("index", "sync", "--reports", reports, "--data", data)
    done = run(*command)
    assert (done.returncode, done.stdout) == (
        0,
        "1 rapport(s) indexé(s), 0 inchangé(s), 0 retiré(s), 0 non indexé(s).\n",
    )
    (reports / "lettre.pdf").write_text("pas un PDF")
    done = run(*command)
    assert done.returncode == 1  # a file is not indexed
    assert "0 rapport(s) indexé(s), 1 inchangé(s), 0 retiré(s), 1 non indexé(s)." in done.stdout
    assert "lettre.pdf : « lettre.pdf » n'est pas un PDF" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("assistant",), "Commande non comprise (question)"),
        (("assistant", "Combien ?", "--inconnu"), "Commande non comprise (--inconnu)"),
        (("index", "nettoyer"), "Commande non comprise"),
        (("index",), "Commande non comprise"),
    ],
)
def test_a_command_that_is_not_understood(arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)


@pytest.mark.parametrize(
    ("question", "told"),
    [("", "Posez une question"), ("  ?! ", "Posez une question"), ("mot " * 2500, "trop longue")],
)
def test_a_question_that_cannot_be_asked_makes_no_index(tmp_path: Path, question: str, told: str) -> None:
    data = tmp_path / "data"
    done = run("assistant", question, "--json", "--data", data)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not data.exists()
