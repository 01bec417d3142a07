"""The pages that answers cite, as small pictures with what they highlight, to be put into an HTML page."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from corpus.errors import ReportError
from corpus.picture import page_picture
from evals.results import Cited

_WIDTH = 620  # pixels


class Pictures:
    """The pictures of a folder's PDFs; none where there is no folder."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._drawn = cache(self._draw)

    def of(self, cited: Cited) -> str:
        """A data URL of the page with its marks, "" when it cannot be drawn."""
        return self._drawn(cited.report, cited.page, cited.boxes)

    def _draw(self, report: str, page: int, boxes: tuple[tuple[float, float, float, float], ...]) -> str:
        if self._folder is None:
            return ""
        try:
            drawn = page_picture(self._folder / Path(report).name, page, marks=boxes, width=_WIDTH)
        except ReportError:
            return ""
        return f"data:image/jpeg;base64,{base64.b64encode(drawn).decode()}"
