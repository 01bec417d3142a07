"""Runs the commands of this project in processes of their own, as a reader would."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(**settings: str) -> dict[str, str]:
    """This process's environment without its own settings, and with those given."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("RAPPORTEUR_")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **settings}


def run(*arguments: str | Path, cwd: Path = ROOT, **settings: str) -> subprocess.CompletedProcess[str]:
    """`python -m …` to its end; `settings` are added to the environment."""
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.run(
        command, cwd=cwd, env=environment(**settings), capture_output=True, encoding="utf-8", check=False
    )


def with_model(data: Path, model_of: Path) -> Path:
    """A data folder without an index that shares the decoded model of another."""
    data.mkdir(parents=True, exist_ok=True)
    (data / "models").symlink_to(model_of / "models", target_is_directory=True)
    return data
