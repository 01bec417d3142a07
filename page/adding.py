"""Adding reports from the page: the PDFs are put in the folder, then the index is brought in line."""

from __future__ import annotations

import queue
import shutil
import threading
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from assistant import Assistant
from corpus.errors import RapporteurError
from index.sync import Outcome, Step

_STAGES = {"read": "pages lues", "embed": "passages indexés"}


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


def added(assistant: Assistant, uploads: Sequence[Path], folder: Path) -> Iterator[str]:
    """Add reports; each value is what to show meanwhile, the last one says what became of them."""
    taken, refused = put(uploads, folder)
    outcome: Outcome | None = None
    if taken:
        steps: queue.SimpleQueue[Step | Outcome | RapporteurError] = queue.SimpleQueue()
        threading.Thread(target=_sync, args=(assistant, folder, steps), daemon=True).start()
        while isinstance(step := steps.get(), Step):
            yield _progress(step)
        if isinstance(step, RapporteurError):
            refused += [(name, str(step)) for name in taken]
        else:
            outcome = step
    yield _told(taken, refused, outcome)


def _sync(
    assistant: Assistant, folder: Path, steps: queue.SimpleQueue[Step | Outcome | RapporteurError]
) -> None:
    try:
        steps.put(assistant.sync(folder, steps.put))
    except RapporteurError as error:
        steps.put(error)
    except Exception:
        steps.put(RapporteurError("L'indexation s'est arrêtée. Le journal du serveur dit pourquoi."))
        raise


def _progress(step: Step) -> str:
    name = f"{escape(step.file)} : {step.done} sur {step.total} {_STAGES[step.stage]}"
    return (
        f'<p class="adding" role="status">{name}</p>'
        f'<progress max="{step.total}" value="{step.done}" aria-label="Avancement"></progress>'
    )


def _told(taken: Sequence[str], refused: Sequence[tuple[str, str]], outcome: Outcome | None) -> str:
    failed = dict(outcome.failed) if outcome else {}
    indexed = [name for name in taken if outcome and name in outcome.added]
    not_indexed = [*refused, *((name, failed[name]) for name in taken if name in failed)]
    done = "".join(f"<li>{escape(name)} : ajouté.</li>" for name in indexed)
    wrong = "".join(f"<li><strong>{escape(name)}</strong> {escape(why)}</li>" for name, why in not_indexed)
    return (f'<ul class="added" role="status">{done}</ul>' if done else "") + (
        f'<ul class="failed" role="alert">{wrong}</ul>' if wrong else ""
    )
