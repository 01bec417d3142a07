"""What an index says of itself."""

from __future__ import annotations

import json
from pathlib import Path

from small_report import put, report

from index.data import IndexData
from index.status import describe, read_status
from index.store import ReportState


def _filled(data: IndexData) -> dict[str, object]:
    put(data, report())
    data.store.fail(ReportState("x", "image.pdf", "x", "failed", "scanned", "Document numérisé."))
    return read_status(data.folder)


def test_counts_what_each_report_holds(index_data: IndexData) -> None:
    status = _filled(index_data)
    assert status == {
        "model": "hashed",
        "dimensions": 64,
        "reports": [
            {
                "file": "eau.pdf",
                "sha256": "a" * 64,
                "title": "Rapport sur l'eau 2023",
                "organisation": "Syndicat des Eaux",
                "period": "2023",
                "pages": 1,
                "passages": 2,
                "tables": 1,
                "charts": 0,
                "facts": 3,
                "warnings": [],
            }
        ],
        "failed": [{"file": "image.pdf", "reason": "scanned", "message": "Document numérisé."}],
    }
    assert json.loads(json.dumps(status)) == status


def test_the_text_says_what_is_indexed_and_what_is_not(index_data: IndexData) -> None:
    text = describe(_filled(index_data))
    assert "Modèle : hashed (64 dimensions)" in text
    assert "eau.pdf : Rapport sur l'eau 2023 (2023) · 1 pages, 2 passages, 1 tableaux" in text
    assert "image.pdf : non indexé. Document numérisé." in text


def test_an_index_not_yet_made_is_empty_and_nothing_is_made(tmp_path: Path) -> None:
    status = read_status(tmp_path / "neuf")
    assert status == {"model": None, "dimensions": None, "reports": [], "failed": []}
    assert "python -m index sync" in describe(status)
    assert not (tmp_path / "neuf").exists()
