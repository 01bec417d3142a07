"""Whom the page may be open to."""

from __future__ import annotations

import pytest

import app


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "rapporteur.example.fr"])
def test_without_accounts_the_page_is_for_this_machine_alone(host, capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("RAPPORTEUR_USERS", raising=False)
    assert app.main(["--host", host, "--data", str(tmp_path)]) == 2
    assert "RAPPORTEUR_USERS" in capsys.readouterr().err


def test_an_accounts_file_that_is_not_there_is_told(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("RAPPORTEUR_USERS", str(tmp_path / "comptes.txt"))
    assert app.main(["--data", str(tmp_path)]) == 2
    assert "comptes.txt" in capsys.readouterr().err
