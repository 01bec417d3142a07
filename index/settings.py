"""The one place that reads the environment (and a `.env` file): everything below takes arguments."""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Settings named `RAPPORTEUR_<FIELD>`; options of the same name on a command line go first.

    One that does not parse ends the command with status 2, as an option that does not parse.
    """

    model_config = SettingsConfigDict(
        env_prefix="RAPPORTEUR_", env_file=".env", env_ignore_empty=True, extra="ignore"
    )

    reports: Path = _ROOT / "corpus" / "reports"
    data: Path = Path("data")
    embedding_model: str | None = None
    reranker: str | None = None
    chroma_url: str | None = None
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 7860
    root_path: str = ""
    users: Path | None = None
    llm_url: str | None = None
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")
    llm_seconds: float = 30.0

    def __init__(self) -> None:
        try:
            super().__init__()
        except ValidationError as error:
            for problem in error.errors():
                print(_told(str(problem["loc"][0]), problem["input"]), file=sys.stderr)
            raise SystemExit(2) from error
        except (OSError, UnicodeDecodeError) as error:
            print("Le fichier « .env » ne peut pas être lu : il doit être en UTF-8.", file=sys.stderr)
            raise SystemExit(2) from error


def _told(field: str, given: object) -> str:
    # the only settings that are not text are numbers
    return (
        f"Le réglage RAPPORTEUR_{field.upper()} vaut « {given} », ce qui ne convient pas : donnez un nombre, "
        "dans l'environnement ou dans le fichier « .env »."
    )
