"""The one place that reads the environment (and a `.env` file): everything below takes arguments."""

from __future__ import annotations

from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings named `RAPPORTEUR_<FIELD>`; options of the same name on a command line go first."""

    model_config = SettingsConfigDict(env_prefix="RAPPORTEUR_", env_file=".env", extra="ignore")

    reports: Path = _ROOT / "corpus" / "reports"
    data: Path = Path("data")
    embedding_model: str | None = None
    chroma_url: str | None = None
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 7860
