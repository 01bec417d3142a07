"""Bring an index in line with a folder of PDFs: read what is new, forget what left, keep the rest.

Report by report: vectors first, then one database transaction that makes the report visible. Stopped
anywhere, the next sync removes the vectors that no visible report owns and goes on. A report whose vectors
are not all there is indexed again.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence, Set
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus.errors import ReportError
from corpus.identity import Correction
from corpus.report import Report
from corpus.sandbox import read_safely
from index.corrections import read_corrections
from index.data import IndexData
from index.errors import FolderError, spoken
from index.manifest import check
from index.nodes import embed
from index.store import ReportState, Store, StoredPassage
from index.vectors import Vectors

_BATCH = 128  # passages embedded at once: the more, the better texts of like length find each other
# These may pass another time: the twin has left, the machine is calmer, the reader has been mended.
_WORTH_ANOTHER_TRY = ("duplicate", "limits", "broken", "missing")


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
    may_be_empty: bool = False,
) -> Outcome:
    """Index the PDFs of `folder` that are new, changed or corrected, and remove those that left it.

    Raises `FolderError` for a missing folder, or an empty one unless it `may_be_empty` (the index is then
    left alone), `MismatchError` for an index made with another model. A PDF that cannot be read never stops
    the others.
    """
    files = _pdf_files(folder, may_be_empty)
    corrections = read_corrections(folder)
    store, vectors = data.store, data.vectors
    if rebuild:
        _clear(store, vectors)
    check(store.manifest(), data.manifest)
    store.write_manifest(data.manifest.values())
    whole = _sweep(store, vectors)

    known = {state.file: state for state in store.states()}
    applied = store.corrections()
    removed = _remove_absent(known, files, store)
    added: list[str] = []
    kept: list[str] = []
    jobs: list[_Job] = []
    seen: dict[str, str] = {}
    for number, path in enumerate(files, 1):
        name, sha256 = _printable(path), ""
        try:
            sha256 = _sha256(path)
            if sha256 in seen:
                raise _duplicate(name, seen[sha256])
            seen[sha256] = name
            correction = corrections.get(name)
            same = correction == applied.get(sha256)
            if same and _stands(known.get(name), sha256, whole):
                kept.append(name)
            else:
                step = partial(Step, name, number, len(files))
                jobs.append(_Job(path, name, sha256, step, correction))
        except ReportError as error:
            store.fail(_failed(name, sha256, error))
    for job, reading in _read_ahead(jobs, progress):
        try:
            report = reading.result()
        except ReportError as error:
            store.fail(_failed(job.name, job.sha256, error))
            continue
        _index(report, data, _reporting(progress, job.step, "embed"), job.correction)
        added.append(job.name)
    _sweep(store, vectors)
    failed = tuple((s.file, s.message) for s in store.states() if s.status == "failed")
    kept = [name for name in kept if name not in dict(failed)]
    return Outcome(tuple(added), tuple(kept), tuple(removed), failed)


@dataclass(frozen=True, slots=True)
class _Job:
    """A file to be read: `step` makes its progress steps."""

    path: Path
    name: str
    sha256: str
    step: Callable[[str, int, int], Step]
    correction: Correction | None = None


def _read_ahead(
    jobs: Sequence[_Job], progress: Callable[[Step], None]
) -> Iterator[tuple[_Job, Future[Report]]]:
    """Each job with its reading, in order; the next PDF is read while the one before is embedded."""
    reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="reader")

    def start(job: _Job) -> Future[Report]:
        reading = _reporting(progress, job.step, "read")
        return reader.submit(
            read_safely, job.path, correction=job.correction or Correction(), progress=reading
        )

    try:
        ahead = [start(job) for job in jobs[:1]]
        for number, job in enumerate(jobs, 1):
            reading = ahead.pop()
            wait([reading])
            ahead = [start(following) for following in jobs[number : number + 1]]
            yield job, reading
    finally:
        reader.shutdown(wait=False, cancel_futures=True)


def _failed(name: str, sha256: str, error: ReportError) -> ReportState:
    return ReportState(f"{sha256}:{name}", name, sha256, "failed", error.reason, str(error))


def _reporting(
    progress: Callable[[Step], None], step: Callable[[str, int, int], Step], stage: str
) -> Callable[[int, int], None]:
    return lambda done, total: progress(step(stage, done, total))


def _stands(state: ReportState | None, sha256: str, whole: Set[str]) -> bool:
    """Whether what is known of a file holds: indexed with all its vectors, or refused for good."""
    if state is None or state.sha256 != sha256:
        return False
    return state.id in whole if state.status == "indexed" else state.reason not in _WORTH_ANOTHER_TRY


def _index(
    report: Report,
    data: IndexData,
    progress: Callable[[int, int], None],
    correction: Correction | None = None,
) -> None:
    id = report.sha256
    data.vectors.remove(id)  # left by a sync that was stopped half-way
    stored: list[StoredPassage] = []
    progress(0, len(report.passages))
    for start in range(0, len(report.passages), _BATCH):
        batch = report.passages[start : start + _BATCH]
        embedded, batch_stored = embed(report, batch, data.encoder)
        data.vectors.add(embedded)
        stored.extend(batch_stored)
        progress(len(stored), len(report.passages))
    data.store.add(id, report, stored, correction)


def _pdf_files(folder: Path, may_be_empty: bool) -> list[Path]:
    if not folder.exists():
        raise FolderError(
            f"Le dossier des rapports « {folder} » n'existe pas. Créez-le et déposez-y des PDF, "
            "ou donnez-en un autre avec --reports ou RAPPORTEUR_REPORTS."
        )
    try:
        files = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix.lower() == ".pdf")
    except OSError as error:
        what = "est un fichier" if folder.is_file() else f"ne peut pas être lu : {spoken(error)}"
        raise FolderError(
            f"Le dossier des rapports « {folder} » {what}. Donnez un dossier lisible avec --reports ou "
            "RAPPORTEUR_REPORTS."
        ) from error
    if not files and not may_be_empty:
        raise FolderError(
            f"Le dossier « {folder} » ne contient aucun PDF. Déposez-y au moins un rapport ; "
            "l'index existant n'a pas été touché."
        )
    return files


def _printable(path: Path) -> str:
    """The file's name; the bytes of a name that is not UTF-8 come out as question marks."""
    return os.fsencode(path.name).decode("utf-8", errors="replace")


def _sha256(path: Path) -> str:
    name = _printable(path)
    if name != path.name:
        raise ReportError(
            "missing",
            f"« {name} » a un nom mal encodé : renommez-le avec des lettres simples, puis relancez.",
        )
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ReportError(
            "missing", f"« {name} » ne peut pas être lu : vérifiez ses droits, puis relancez."
        ) from error


def _duplicate(file: str, first: str) -> ReportError:
    return ReportError(
        "duplicate", f"« {file} » est identique à « {first} », déjà indexé : retirez l'un des deux."
    )


def _clear(store: Store, vectors: Vectors) -> None:
    store.remove([s.id for s in store.states()])
    store.write_manifest({})
    vectors.clear()


def _sweep(store: Store, vectors: Vectors) -> set[str]:
    """Remove the vectors of reports that are not visible; the value is the reports that have all theirs."""
    passages, found = store.counts(), vectors.counts()
    for orphan in found.keys() - passages.keys():
        vectors.remove(orphan)
    return {id for id, count in passages.items() if found.get(id, 0) == count}


def _remove_absent(known: dict[str, ReportState], files: Sequence[Path], store: Store) -> list[str]:
    present = {_printable(p) for p in files}
    gone = [state for name, state in known.items() if name not in present]
    store.remove([s.id for s in gone])
    return [s.file for s in gone]
