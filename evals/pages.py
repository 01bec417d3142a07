"""The pages' text as plain pypdf reads it: for the references and for checking quotes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from evals.errors import ResultsError


def pdf_files(folder: Path) -> list[Path]:
    """The PDFs of a folder, by name. Raises `ResultsError` when there is none."""
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".pdf") if folder.is_dir() else []
    if not files:
        raise ResultsError(
            f"Le dossier « {folder} » n'existe pas ou ne contient aucun PDF : donnez-en un autre (--reports)."
        )
    return files


def read_texts(path: Path) -> tuple[str, ...]:
    """The text of every page; empty for a file or a page that pypdf cannot read."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = list(PdfReader(path).pages)
    except (PyPdfError, OSError, ValueError, RecursionError):
        return ()
    texts = []
    for page in pages:
        try:
            texts.append(page.extract_text())
        except Exception:  # a broken page raises anything; the others still count
            texts.append("")
    return tuple(texts)


class FolderPages:
    """The pages of the PDFs in a folder, each file read once, when first asked for."""

    def __init__(self, folder: Path) -> None:
        files = {path.name: path for path in pdf_files(folder)}
        self._texts = lru_cache(maxsize=None)(lambda report: read_texts(files[report]))
        self._files = files

    def count(self, report: str) -> int | None:
        """How many pages a report has; None for one that is not in the folder."""
        return len(self._texts(report)) if report in self._files else None

    def text(self, report: str, page: int) -> str | None:
        """The text of a physical page, from 1; None where there is none to read."""
        texts = self._texts(report) if report in self._files else ()
        return texts[page - 1] or None if 1 <= page <= len(texts) else None
