"""The only module that knows pypdf: what a PDF says of itself, and why it cannot be opened."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from corpus.content import Document, OutlineEntry
from corpus.errors import ReportError
from corpus.typography import clean

# pypdf logs each oddity of a file; what stops the reading is raised here, the rest does not matter.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_DEEPEST = 12
_MOST_ENTRIES = 20_000
_MOST_PAGES = 20_000
_HEADER_WITHIN = 1024  # Bytes: readers accept some noise before %PDF-.


def open_document(path: Path, password: str = "") -> Document:
    """Open a PDF and say what it holds, or raise `ReportError` with what to do in French."""
    _check_file(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _document(path, password)
    except ReportError:
        raise
    except RecursionError as exc:
        raise _broken(path) from exc
    except MemoryError as exc:
        raise ReportError(
            "limits", f"« {path.name} » demande trop de mémoire : découpez-le en plusieurs PDF."
        ) from exc
    except Exception as exc:  # a broken file makes pypdf raise nearly anything
        raise _broken(path) from exc


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER_WITHIN)
    except OSError as exc:
        raise ReportError(
            "missing",
            f"« {path.name} » ne peut pas être ouvert : vérifiez qu'il existe et qu'il est lisible.",
        ) from exc
    if b"%PDF-" not in head:
        raise ReportError(
            "not-pdf", f"« {path.name} » n'est pas un PDF : exportez le document en PDF, puis remettez-le."
        )


def _broken(path: Path) -> ReportError:
    return ReportError(
        "broken",
        f"« {path.name} » est un PDF abîmé : ouvrez-le dans un lecteur de PDF et enregistrez-le à nouveau, "
        "ou demandez-le à nouveau à son auteur.",
    )


def _document(path: Path, password: str) -> Document:
    with PdfReader(path) as reader:
        _decrypt(reader, path, password)
        try:
            count = len(reader.pages)
        except FileNotDecryptedError as exc:
            raise _locked(path) from exc
        if count == 0:
            raise ReportError(
                "empty", f"« {path.name} » n'a aucune page : vérifiez le fichier auprès de son auteur."
            )
        if count > _MOST_PAGES:
            raise ReportError("too-large", f"« {path.name} » a {count} pages : découpez-le en plusieurs PDF.")
        title, author = _metadata(reader)
        return Document(count, _outline(reader), _labels(reader, count), title, author)


def _decrypt(reader: PdfReader, path: Path, password: str) -> None:
    if not reader.is_encrypted:
        return
    try:
        opened = reader.decrypt(password) or (password and reader.decrypt(""))
    except (DependencyError, NotImplementedError) as exc:
        raise ReportError(
            "encrypted",
            f"« {path.name} » est protégé d'une façon inconnue : enregistrez-en une copie sans protection.",
        ) from exc
    if not opened:
        raise _locked(path)


def _locked(path: Path) -> ReportError:
    return ReportError(
        "encrypted",
        f"« {path.name} » est protégé par un mot de passe : enregistrez-en une copie sans mot de passe.",
    )


def _metadata(reader: PdfReader) -> tuple[str, str]:
    try:
        found = reader.metadata
        return (clean(str(found.title or "")), clean(str(found.author or ""))) if found else ("", "")
    except Exception:  # the report reads without its metadata
        return "", ""


def _labels(reader: PdfReader, count: int) -> tuple[str, ...]:
    """The labels that the file defines; "" for each page where it defines none."""
    none = ("",) * count
    try:
        root = reader.trailer["/Root"].get_object()
        if "/PageLabels" not in root:  # type: ignore[operator]
            return none
        labels = tuple(clean(label) for label in reader.page_labels)
    except Exception:  # labels are a comfort
        return none
    return labels if len(labels) == count else none


def _outline(reader: PdfReader) -> tuple[OutlineEntry, ...]:
    try:
        tree = reader.outline
    except Exception:  # a broken outline leaves the headings
        return ()
    found: dict[OutlineEntry, None] = {}
    for entry in _entries(reader, tree, 0):
        found[entry] = None
        if len(found) >= _MOST_ENTRIES:
            break
    return tuple(found)


def _entries(reader: PdfReader, tree: Sequence[Any], level: int) -> Iterator[OutlineEntry]:
    if level > _DEEPEST:
        return
    for item in tree:
        if isinstance(item, list):
            yield from _entries(reader, item, level + 1)
        elif (entry := _entry(reader, item, level)) is not None:
            yield entry


def _entry(reader: PdfReader, item: Any, level: int) -> OutlineEntry | None:
    try:
        title = clean(str(item.title or ""))
        index = reader.get_destination_page_number(item)
        if not title or index is None or not 0 <= index < len(reader.pages):
            return None
        return OutlineEntry(title, level, index + 1, _top(reader, item, index))
    except Exception:  # one bookmark that leads nowhere is no loss
        return None


def _top(reader: PdfReader, item: Any, index: int) -> float | None:
    """The target's distance from the top of the displayed page, None where it is the whole page."""
    raw = item.get("/Top")
    if not isinstance(raw, int | float):
        return None
    page = reader.pages[index]
    if page.rotation % 360:
        return None
    top = float(page.cropbox.top) - float(raw)
    height = float(page.cropbox.height)
    return round(top, 2) if -0.05 * height <= top <= height else None
