"""Files of one JSON object a line, read with the line number that an error message needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import RapporteurError


def read_objects(path: Path, error: type[RapporteurError]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each object with where it stands (« questions.jsonl, ligne 3 »); blank lines are skipped."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as missing:
        raise error(f"Le fichier « {path} » n'existe pas : vérifiez son chemin.") from missing
    except (OSError, UnicodeDecodeError) as unreadable:
        raise error(
            f"Le fichier « {path} » ne peut pas être lu ({unreadable}) : il doit être en texte UTF-8."
        ) from unreadable
    # Not splitlines(): a JSON string may hold U+2028 and its like unescaped.
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}, ligne {number}"
        try:
            value = json.loads(line)
        except ValueError as wrong:
            raise error(f"{where} : ce n'est pas du JSON ({wrong}). Écrivez un objet par ligne.") from wrong
        if not isinstance(value, dict):
            raise error(f"{where} : un objet JSON « {{…}} » est attendu.")
        yield where, value


def write_objects(path: Path, objects: Iterable[dict[str, Any]], error: type[RapporteurError]) -> None:
    """Write one object a line as they come; the file appears whole or not at all."""
    part = path.with_name(f"{path.name}.part")
    with _writing(path, error):
        path.parent.mkdir(parents=True, exist_ok=True)
        file = part.open("w", encoding="utf-8")
    with file:
        for value in objects:
            with _writing(path, error):
                file.write(json.dumps(value, ensure_ascii=False) + "\n")
                file.flush()
    with _writing(path, error):
        part.replace(path)


@contextmanager
def _writing(path: Path, error: type[RapporteurError]) -> Iterator[None]:
    try:
        yield
    except OSError as refused:
        raise error(
            f"Le fichier « {path} » ne peut pas être écrit ({refused.strerror}) : vérifiez le dossier, "
            "vos droits et la place sur le disque."
        ) from refused
