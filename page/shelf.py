"""The folder of reports changed from the page: PDFs put in, corrected, removed; the index follows."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Generator, Iterator, Sequence
from html import escape
from pathlib import Path

from assistant import Assistant
from corpus.errors import RapporteurError
from corpus.identity import Correction
from index.corrections import write_correction
from index.errors import FolderError, spoken
from index.sync import Outcome, Step

_STAGES = {"read": "pages lues", "embed": "passages indexés"}
_Told = Step | Outcome | RapporteurError


def put(uploads: Sequence[Path], folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Copy uploads into the folder of reports: names taken in, and (name, reason) of the others.

    A report that is there already is never overwritten; one appears in the folder whole or not at all.
    """
    taken: list[str] = []
    refused: list[tuple[str, str]] = []
    for upload in uploads:
        name = Path(upload.name).name
        target, partial = folder / name, folder / f".{name}.partial"
        if target.suffix.lower() != ".pdf":
            refused.append((name, "Ce n'est pas un PDF : seuls les PDF peuvent être ajoutés."))
        elif target.exists():
            refused.append((name, "Un rapport de ce nom est déjà là : renommez le fichier d'abord."))
        else:
            try:
                shutil.copyfile(upload, partial)
                partial.replace(target)
                taken.append(name)
            except OSError as error:
                partial.unlink(missing_ok=True)
                refused.append((name, f"Le dossier des rapports ne peut pas le recevoir ({error.strerror})."))
    return taken, refused


class Shelf:
    """The reports of an open assistant and the folder of their PDFs. One change is made at a time.

    Each change is a generator of what to show meanwhile; its last value says what became of it."""

    def __init__(self, assistant: Assistant, folder: Path) -> None:
        self._assistant, self._folder = assistant, folder
        self._changing = threading.Lock()

    def add(self, uploads: Sequence[Path]) -> Iterator[str]:
        """PDFs copied into the folder and indexed."""
        with self._changing:
            taken, refused = put(uploads, self._folder)
            outcome: Outcome | None = None
            if taken:
                told = yield from self._synced()
                if isinstance(told, Outcome):
                    outcome = told
                else:
                    refused += [(name, str(told)) for name in taken]
            yield _told(taken, refused, outcome)

    def correct(self, file: str, correction: Correction) -> Iterator[str]:
        """The title, body or year of a report changed, and the report read again with them."""
        with self._changing:
            try:
                write_correction(self._folder, file, correction)
            except FolderError as error:
                yield _list([], [(file, str(error))])
                return
            told = yield from self._synced()
            yield (
                _list([(file, "corrigé.")], [])
                if isinstance(told, Outcome)
                else _list([], [(file, str(told))])
            )

    def remove(self, file: str) -> Iterator[str]:
        """A PDF taken out of the folder, with what was corrected of it and all that was read from it."""
        with self._changing:
            try:
                (self._folder / Path(file).name).unlink(missing_ok=True)
                write_correction(self._folder, file, Correction())
            except (OSError, FolderError) as error:
                why = spoken(error) if isinstance(error, OSError) else str(error)
                yield _list([], [(file, f"Le fichier ne peut pas être effacé : {why}.")])
                return
            told = yield from self._synced()
            yield (
                _list([(file, "retiré.")], [])
                if isinstance(told, Outcome)
                else _list([], [(file, str(told))])
            )

    def _synced(self) -> Generator[str, None, Outcome | RapporteurError]:
        """The index brought in line in a thread; a bar for each report that is read meanwhile."""
        steps: queue.SimpleQueue[_Told] = queue.SimpleQueue()
        threading.Thread(target=_sync, args=(self._assistant, self._folder, steps), daemon=True).start()
        seen: dict[str, Step] = {}
        while isinstance(told := steps.get(), Step):
            seen[told.file] = told
            yield "".join(_progress(step) for step in seen.values())
        return told


def _sync(assistant: Assistant, folder: Path, steps: queue.SimpleQueue[_Told]) -> None:
    try:
        steps.put(assistant.sync(folder, steps.put, may_be_empty=True))
    except RapporteurError as error:
        steps.put(error)
    except Exception:
        steps.put(RapporteurError("L'indexation s'est arrêtée. Le journal du serveur dit pourquoi."))
        raise


def _progress(step: Step) -> str:
    name = f"{escape(step.file)} : {step.done} sur {step.total} {_STAGES[step.stage]}"
    # reading is the first half of a report, embedding the second
    done = (step.done / max(step.total, 1) + (step.stage == "embed")) / 2
    return (
        f'<p class="adding" role="status">{name}</p>'
        f'<progress max="1" value="{done:.3f}" aria-label="Avancement de {escape(step.file)}"></progress>'
    )


def _told(taken: Sequence[str], refused: Sequence[tuple[str, str]], outcome: Outcome | None) -> str:
    failed = dict(outcome.failed) if outcome else {}
    indexed = [(name, "ajouté.") for name in taken if outcome and name in outcome.added]
    return _list(indexed, [*refused, *((name, failed[name]) for name in taken if name in failed)])


def _list(done: Sequence[tuple[str, str]], wrong: Sequence[tuple[str, str]]) -> str:
    made = "".join(f"<li>{escape(name)} : {what}</li>" for name, what in done)
    not_made = "".join(f"<li><strong>{escape(name)}</strong> {escape(why)}</li>" for name, why in wrong)
    return (f'<ul class="added" role="status">{made}</ul>' if made else "") + (
        f'<ul class="failed" role="alert">{not_made}</ul>' if not_made else ""
    )
