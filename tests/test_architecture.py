"""Imports go corpus <- index <- assistant <- {app.py, evals}, and one module imports each library."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ALLOWED = {
    "corpus": {"corpus"},
    "index": {"corpus", "index"},
    "assistant": {"corpus", "index", "assistant"},
    "evals": {"corpus", "index", "assistant", "evals"},
    "page": {"corpus", "index", "assistant", "page"},
    "app": {"corpus", "index", "assistant", "page", "app"},
}
OURS = set(ALLOWED)
# Libraries whose types must not spread: each is imported by one module. llama-index's interfaces are
# offered on purpose, numpy and pydantic are the common tongue.
ONE_IMPORTER = {
    "pypdf",
    "pdfplumber",
    "pypdfium2",
    "chromadb",
    "sentence_transformers",
    "gradio",
    "fastapi",
    "uvicorn",
    "sqlalchemy",
    "bm25s",
    "snowballstemmer",
    "filelock",
    "pydantic_settings",
    "bcrypt",
    "docx",
    "mcp",
    "openpyxl",
}
# One database, two subjects: reports and passages, and the table of their figures.
PAIRS = {"sqlalchemy": {"index/store.py", "index/fact_table.py"}}


def _modules() -> list[Path]:
    return [ROOT / "app.py", *(p for name in sorted(OURS) for p in sorted((ROOT / name).rglob("*.py")))]


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.add(node.module.split(".")[0])
    return found


def _package(path: Path) -> str:
    relative = path.relative_to(ROOT)
    return relative.parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", _modules(), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    assert _imports(path) & OURS <= ALLOWED[_package(path)]


def test_each_library_has_one_importer() -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    for path in _modules():
        # evals holds a plain quickstart and reads the PDF on its own to check quotes, on purpose
        if _package(path) == "evals":
            continue
        for library in _imports(path) & ONE_IMPORTER:
            importers[library].add(str(path.relative_to(ROOT)))
    several = {library: paths for library, paths in importers.items() if len(paths) > 1}
    assert several == PAIRS
