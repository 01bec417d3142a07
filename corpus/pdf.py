"""The only module that knows pdfplumber: an open PDF as a sequence of `PageContent`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pdfplumber
from pdfplumber.page import Page as PlumberPage

from corpus.content import Color, Grid, PageContent, Shape, Word
from corpus.report import Box

_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique", re.IGNORECASE)


def read_pages(path: Path, password: str = "") -> Iterator[PageContent]:
    """Yield the pages of an open, decrypted PDF one at a time, releasing each before the next."""
    with pdfplumber.open(path, password=password) as pdf:
        for page in pdf.pages:
            try:
                yield _page_content(page)
            finally:
                page.close()


def _page_content(page: PlumberPage) -> PageContent:
    left, top, _, _ = page.bbox
    visible = page.crop(page.bbox, strict=False) if (left, top) != (0, 0) else page
    words = tuple(_word(w) for w in _raw_words(visible))
    shapes = tuple(_shapes(visible))
    grids = tuple(
        Grid(box=_box(table.bbox), cells=tuple(_box(c) for c in table.cells))
        for table in visible.find_tables({"vertical_strategy": "lines", "horizontal_strategy": "lines"})
    )
    return PageContent(
        number=page.page_number,
        label="",
        width=float(page.width),
        height=float(page.height),
        words=words,
        shapes=shapes,
        pictures=tuple(_box((i["x0"], i["top"], i["x1"], i["bottom"])) for i in visible.images),
        grids=grids,
    )


def _raw_words(page: PlumberPage) -> list[dict[str, Any]]:
    return page.extract_words(
        x_tolerance_ratio=0.2,
        keep_blank_chars=False,
        extra_attrs=["fontname", "size", "non_stroking_color"],
        use_text_flow=False,
    )


def _word(raw: dict[str, Any]) -> Word:
    font = str(raw["fontname"]).split("+", 1)[-1]
    return Word(
        text=raw["text"],
        box=_box((raw["x0"], raw["top"], raw["x1"], raw["bottom"])),
        size=float(raw["size"]),
        font=font,
        bold=bool(_BOLD.search(font)),
        italic=bool(_ITALIC.search(font)),
        color=_color(raw["non_stroking_color"]),
        direction={"ltr": 0, "ttb": 90, "rtl": 180, "btt": 270}.get(raw.get("direction", "ltr"), 0)
        if not raw["upright"]
        else 0,
    )


def _shapes(page: PlumberPage) -> Iterator[Shape]:
    for kind, objects in (("line", page.lines), ("rect", page.rects), ("curve", page.curves)):
        for raw in objects:
            yield Shape(
                kind=kind,
                box=_box((raw["x0"], raw["top"], raw["x1"], raw["bottom"])),
                points=tuple((float(x), float(y)) for x, y in raw["pts"]),
                fill=_color(raw["non_stroking_color"]) if raw.get("fill") else None,
                stroke=_color(raw["stroking_color"]) if raw.get("stroke") else None,
                line_width=float(raw["linewidth"] or 0),
            )


def _box(raw: tuple[float, float, float, float]) -> Box:
    x0, top, x1, bottom = raw
    return (round(float(x0), 2), round(float(top), 2), round(float(x1), 2), round(float(bottom), 2))


def _color(raw: Any) -> Color | None:
    """Grey, RGB or CMYK components (0..1) as RGB; None for patterns and unknown spaces."""
    values = (raw,) if isinstance(raw, int | float) else tuple(raw or ())
    if not all(isinstance(v, int | float) for v in values):
        return None
    match values:
        case (grey,):
            return (float(grey), float(grey), float(grey))
        case (red, green, blue):
            return (float(red), float(green), float(blue))
        case (cyan, magenta, yellow, black):
            return ((1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black))
        case _:
            return None
