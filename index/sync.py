"""Bring an index in line with a folder of PDFs: read what is new, forget what left, keep the rest.

Report by report: vectors first, then one database transaction that makes the report visible. Stopped
anywhere, the next sync removes the vectors that no visible report owns and goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import ReportError
from corpus.report import Report
from corpus.sandbox import read_safely
from index.data import IndexData
from index.errors import FolderError
from index.manifest import check
from index.nodes import embed
from index.store import ReportState, Store, StoredPassage
from index.vectors import Vectors

_BATCH = 32
# These may pass another time: the twin has left, the machine is calmer, the reader has been mended.
_WORTH_ANOTHER_TRY = ("duplicate", "limits", "broken")


@dataclass(frozen=True, slots=True)
class Step:
    """Progress: `stage` is "read" (pages) or "embed" (passages), `done` of `total`, for one report."""

    file: str
    report: int
    reports: int
    stage: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a sync did, by file name; `failed` has the French reason of each file that is not indexed."""

    added: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]
    failed: tuple[tuple[str, str], ...]


def sync(
    folder: Path,
    data: IndexData,
    *,
    progress: Callable[[Step], None] = lambda _: None,
    rebuild: bool = False,
) -> Outcome:
    """Index the PDFs of `folder` that are new or changed, and remove those that left it.

    Raises `FolderError` for a missing or empty folder (the index is then left alone), `MismatchError`
    for an index made with another model. A PDF that cannot be read never stops the others.
    """
    files = _pdf_files(folder)
    store, vectors = data.store, data.vectors
    if rebuild:
        _clear(store, vectors)
    check(store.manifest(), data.manifest)
    store.write_manifest(data.manifest.values())
    _sweep(store, vectors)

    known = {state.file: state for state in store.states()}
    removed = _remove_absent(known, files, store, vectors)
    added: list[str] = []
    kept: list[str] = []
    seen: dict[str, str] = {}
    for number, path in enumerate(files, 1):
        state = known.get(path.name)
        sha256 = _sha256(path)
        if sha256 in seen:
            store.fail(_duplicate(path.name, sha256, seen[sha256]))
            continue
        seen[sha256] = path.name
        if state and state.sha256 == sha256 and state.reason not in _WORTH_ANOTHER_TRY:
            kept.append(path.name)
            continue

        def report_step(
            stage: str, done: int, total: int, number: int = number, name: str = path.name
        ) -> None:
            progress(Step(name, number, len(files), stage, done, total))

        try:
            report = read_safely(path, progress=lambda done, total: report_step("read", done, total))
        except ReportError as error:
            if state:
                vectors.remove(state.id)
            store.fail(ReportState(sha256, path.name, sha256, "failed", error.reason, str(error)))
            continue
        _index(report, data, lambda done, total: report_step("embed", done, total))
        if state:
            vectors.remove(state.id)
        added.append(path.name)
    failed = tuple((s.file, s.message) for s in store.states() if s.status == "failed")
    kept = [name for name in kept if name not in dict(failed)]
    return Outcome(tuple(added), tuple(kept), tuple(removed), failed)


def _index(report: Report, data: IndexData, progress: Callable[[int, int], None]) -> None:
    id = report.sha256
    data.vectors.remove(id)  # left by a sync that was stopped half-way
    stored: list[StoredPassage] = []
    for start in range(0, len(report.passages), _BATCH):
        batch = report.passages[start : start + _BATCH]
        embedded, batch_stored = embed(report, batch, data.encoder)
        data.vectors.add(embedded)
        stored.extend(batch_stored)
        progress(len(stored), len(report.passages))
    data.store.add(id, report, stored)


def _pdf_files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise FolderError(
            f"Le dossier des rapports « {folder} » n'existe pas. Créez-le et déposez-y des PDF, "
            "ou donnez-en un autre avec --reports ou RAPPORTEUR_REPORTS."
        )
    files = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.lower() == ".pdf")
    if not files:
        raise FolderError(
            f"Le dossier « {folder} » ne contient aucun PDF. Déposez-y au moins un rapport ; "
            "l'index existant n'a pas été touché."
        )
    return files


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _duplicate(file: str, sha256: str, first: str) -> ReportState:
    message = f"« {file} » est identique à « {first} », déjà indexé : retirez l'un des deux."
    return ReportState(f"{sha256}:{file}", file, sha256, "failed", "duplicate", message)


def _clear(store: Store, vectors: Vectors) -> None:
    store.remove([s.id for s in store.states()])
    store.write_manifest({})
    vectors.clear()


def _sweep(store: Store, vectors: Vectors) -> None:
    visible = {s.id for s in store.states() if s.status == "indexed"}
    for orphan in vectors.reports() - visible:
        vectors.remove(orphan)


def _remove_absent(
    known: dict[str, ReportState], files: Sequence[Path], store: Store, vectors: Vectors
) -> list[str]:
    present = {p.name for p in files}
    gone = [state for name, state in known.items() if name not in present]
    store.remove([s.id for s in gone])
    for state in gone:
        vectors.remove(state.id)
    return [s.file for s in gone]
