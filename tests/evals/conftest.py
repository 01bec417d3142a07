"""A folder with one small PDF: a page on tickets, a page on the swimming pool, a page without text."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    canvas = Canvas(str(folder / "rapport.pdf"))
    for line in ("Les tickets informatiques : 4979 ouverts en 2023.", "La piscine a reçu 812 nageurs.", ""):
        canvas.drawString(72, 720, line)
        canvas.showPage()
    canvas.save()
    return folder
