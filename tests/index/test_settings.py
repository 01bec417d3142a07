"""Settings come from the environment or a `.env` file; what does not parse is told in French."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.settings import Settings


@pytest.fixture(autouse=True)
def _bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"RAPPORTEUR_{name.upper()}", raising=False)


def test_defaults_need_nothing() -> None:
    settings = Settings()
    assert (settings.host, settings.port, settings.data) == ("127.0.0.1", 7860, Path("data"))
    assert settings.embedding_model is None
    assert (settings.reports / "sicio-rapport-activite-2023.pdf").exists()


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_text("RAPPORTEUR_PORT=8001\nRAPPORTEUR_DATA=/srv/index\n", encoding="utf-8")
    monkeypatch.setenv("RAPPORTEUR_PORT", "8002")
    settings = Settings()
    assert (settings.port, settings.data) == (8002, Path("/srv/index"))


@pytest.mark.parametrize("name", ["PORT", "DATA", "EMBEDDING_MODEL", "CHROMA_URL"])
def test_an_empty_setting_is_not_set(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    default = Settings()
    monkeypatch.setenv(f"RAPPORTEUR_{name}", "")
    assert Settings() == default


def test_a_port_that_is_no_number_ends_with_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RAPPORTEUR_PORT", "abc")
    with pytest.raises(SystemExit) as ended:
        Settings()
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert "RAPPORTEUR_PORT vaut « abc »" in told
    assert "donnez un nombre" in told


def test_a_file_that_is_not_utf8_ends_with_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".env").write_bytes("RAPPORTEUR_DATA=données".encode("latin-1"))
    with pytest.raises(SystemExit) as ended:
        Settings()
    assert ended.value.code == 2
    assert "UTF-8" in capsys.readouterr().err
