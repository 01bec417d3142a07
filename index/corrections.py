"""What people corrected of their reports: title, body, year. Kept beside the PDFs: nothing can remake it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from corpus.identity import Correction
from index.errors import FolderError, spoken

FILE = "corrections.json"
_LONGEST = 200
_CORRECTIONS: TypeAdapter[dict[str, Correction]] = TypeAdapter(dict[str, Correction])
_YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?")


def read_corrections(folder: Path) -> Mapping[str, Correction]:
    """The corrections of a folder of reports, by file name. Raises `FolderError`."""
    path = folder / FILE
    try:
        return _CORRECTIONS.validate_json(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValidationError) as error:
        raise FolderError(
            f"Le fichier « {path} » (titres et années corrigés) ne peut pas être lu. Réparez-le, ou "
            "renommez-le pour repartir de ce que les rapports disent."
        ) from error


def write_correction(folder: Path, file: str, correction: Correction) -> None:
    """Keep a correction in place of any earlier one; an empty one is forgotten.

    Raises `FolderError` for a year that is none, a text too long, or a folder that cannot be written to.
    """
    values = {f.name: " ".join(str(getattr(correction, f.name)).split()) for f in fields(correction)}
    correction = replace(correction, **values)
    if correction.period and not _YEAR.fullmatch(correction.period):
        raise FolderError(
            f"« {correction.period} » n'est pas une année : écrivez par exemple 2023, ou 2022-2023 pour une "
            "année scolaire."
        )
    if any(len(value) > _LONGEST for value in values.values()):
        raise FolderError(f"Ce texte est trop long : {_LONGEST} caractères au plus.")
    kept = {name: c for name, c in read_corrections(folder).items() if name != file}
    if correction != Correction():
        kept[file] = correction
    path, partial = folder / FILE, folder / f".{FILE}.partial"
    try:
        if not kept:
            path.unlink(missing_ok=True)
            return
        partial.write_bytes(_CORRECTIONS.dump_json(kept, indent=2))
        partial.replace(path)
    except OSError as error:
        raise FolderError(
            f"Le dossier des rapports ne peut pas garder cette correction : {spoken(error)}."
        ) from error
