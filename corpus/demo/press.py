"""The only module that knows reportlab: a PDF drawn from the top left, in points, always the same bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from corpus.demo.typography import NARROW, set_in_french, with_hyphenation_points

WIDTH, HEIGHT = (float(side) for side in A4)
REGULAR, BOLD, ITALIC = "Vera", "VeraBd", "VeraIt"
_ALIGN = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY}
_NARROW_WIDTH = 0.7  # of a plain space
_HELD = "\ue02f"  # a narrow no-break space while lines are broken: reportlab would break at the real one

Align = Literal["left", "center", "right", "justify"]
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph is set; `leading` and indents in points."""

    font: str = REGULAR
    size: float = 9.0
    leading: float = 13.2
    color: str = "#2B3440"
    align: Align = "left"
    indent: float = 0.0
    hyphenate: bool = False


class Press:
    """One PDF being printed. Every `y` counts down from the top of the page."""

    def __init__(self, title: str, author: str, subject: str) -> None:
        _register_fonts()
        self._bytes = BytesIO()
        # No compression: the bytes then depend on no version of zlib.
        self._canvas = Canvas(self._bytes, pagesize=A4, invariant=1, pageCompression=0, lang="fr-FR")
        self._canvas.setTitle(set_in_french(title))
        self._canvas.setAuthor(author)
        self._canvas.setSubject(set_in_french(subject))
        self._canvas.setCreator("Rapporteur")
        self.page = 1

    def finish(self) -> bytes:
        """The PDF."""
        self._canvas.showOutline()
        self._canvas.save()
        return self._bytes.getvalue()

    def next_page(self) -> None:
        """Close the page and open another."""
        self._canvas.showPage()
        self.page += 1

    def label_pages(self, first: int, style: Literal["roman", "arabic"]) -> None:
        """Label pages from physical page `first` on, counting from one."""
        code = {"roman": "ROMAN_LOWER", "arabic": "ARABIC"}[style]
        self._canvas.addPageLabel(first - 1, style=code, start=1)

    def bookmark(self, title: str, level: int, y: float) -> None:
        """An outline entry that leads to this page, at this height; its key is the title's place."""
        key = f"{self.page}-{y:.2f}-{level}"
        self._canvas.bookmarkHorizontal(key, 0, HEIGHT - y)
        self._canvas.addOutlineEntry(set_in_french(title), key, level=level, closed=False)

    def mark(self, key: str) -> None:
        """A place that `link` can lead to: the top of this page."""
        self._canvas.bookmarkPage(key)

    def link(self, key: str, x: float, y: float, width: float, height: float) -> None:
        """A rectangle that leads to a mark."""
        area = (x, HEIGHT - y - height, x + width, HEIGHT - y)
        self._canvas.linkRect("", key, area, relative=0, thickness=0)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        font: str = REGULAR,
        size: float = 9,
        color: str = "#2B3440",
        align: Align = "left",
        spacing: float = 0,
    ) -> None:
        """One line with its baseline at `y`."""
        shown = set_in_french(text)
        width = text_width(shown, font, size) + spacing * max(len(shown) - 1, 0)
        start = x - {"left": 0.0, "justify": 0.0, "center": width / 2, "right": width}[align]
        self._canvas.setFillColor(HexColor(color))
        self._canvas.setFont(font, size)
        self._canvas.drawString(start, HEIGHT - y, shown, charSpace=spacing)

    def paragraph(self, text: str, style: Style, x: float, y: float, width: float, bullet: str = "") -> float:
        """Set a paragraph with its top at `y`; the height it took. `**` around words makes them bold."""
        made = _paragraph(text, style, bullet)
        _, height = made.wrap(width, HEIGHT)
        made.drawOn(self._canvas, x, HEIGHT - y - height)
        return float(height)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 0.6,
        radius: float = 0,
    ) -> None:
        """A rectangle from its top left corner."""
        self._pens(fill, stroke, line)
        args = (x, HEIGHT - y - height, width, height)
        if radius:
            self._canvas.roundRect(*args, radius, stroke=int(stroke is not None), fill=int(fill is not None))
        else:
            self._canvas.rect(*args, stroke=int(stroke is not None), fill=int(fill is not None))

    def line(self, start: Point, end: Point, *, color: str = "#9AA7B4", width: float = 0.6) -> None:
        """A straight line."""
        self._pens(None, color, width)
        self._canvas.line(start[0], HEIGHT - start[1], end[0], HEIGHT - end[1])

    def path(self, points: list[Point], *, color: str, width: float = 1.6) -> None:
        """A broken line through points."""
        self._pens(None, color, width)
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, HEIGHT - y)
        self._canvas.drawPath(path, stroke=1, fill=0)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        fill: str | None = None,
        stroke: str | None = None,
        line: float = 1,
    ) -> None:
        """A circle around its centre."""
        self._pens(fill, stroke, line)
        self._canvas.circle(x, HEIGHT - y, radius, stroke=int(stroke is not None), fill=int(fill is not None))

    def slice(
        self, x: float, y: float, radius: float, start: float, extent: float, *, fill: str, hole: float = 0
    ) -> None:
        """A sector of a disc or ring around (x, y), degrees counter-clockwise from three o'clock."""
        self._pens(fill, "#FFFFFF", 1.2)
        path = self._canvas.beginPath()
        outer = (x - radius, HEIGHT - y - radius, x + radius, HEIGHT - y + radius)
        if hole:
            inner = (x - hole, HEIGHT - y - hole, x + hole, HEIGHT - y + hole)
            path.arc(*outer, startAng=start, extent=extent)
            path.arcTo(*inner, startAng=start + extent, extent=-extent)
        else:
            path.moveTo(x, HEIGHT - y)
            path.arcTo(*outer, startAng=start, extent=extent)
        path.close()
        self._canvas.drawPath(path, stroke=1, fill=1)

    def _pens(self, fill: str | None, stroke: str | None, line: float) -> None:
        if fill is not None:
            self._canvas.setFillColor(HexColor(fill))
        if stroke is not None:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(line)


def text_width(text: str, font: str, size: float) -> float:
    """The width of a line in points."""
    _register_fonts()
    return float(pdfmetrics.stringWidth(set_in_french(text), font, size))


def paragraph_height(text: str, style: Style, width: float) -> float:
    """The height that `Press.paragraph` would take."""
    _register_fonts()
    return float(_paragraph(text, style).wrap(width, HEIGHT)[1])


def _paragraph(text: str, style: Style, bullet: str = "") -> Any:
    shown = set_in_french(text).replace(NARROW, _HELD)
    if style.hyphenate:
        shown = with_hyphenation_points(shown)
    pieces = escape(shown, quote=False).split("**")
    marked = "".join(f"<b>{p}</b>" if i % 2 else p for i, p in enumerate(pieces))
    made = ParagraphStyle(
        "style",
        fontName=style.font,
        fontSize=style.size,
        leading=style.leading,
        textColor=HexColor(style.color),
        alignment=_ALIGN[style.align],
        leftIndent=style.indent,
        bulletIndent=max(style.indent - 11, 0),
        bulletFontName=REGULAR,
        bulletFontSize=style.size,
        allowWidows=0,
        allowOrphans=0,
        splitLongWords=0,
    )
    return Paragraph(marked, made, bulletText=bullet or None)


def _releasing(split: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
    """A font's encoder that prints the real narrow space in place of the held one."""
    return lambda text, document: split(text.replace(_HELD, NARROW), document)


def _register_fonts() -> None:
    if REGULAR in pdfmetrics.getRegisteredFontNames():
        return
    for name in (REGULAR, BOLD, ITALIC):
        font = TTFont(name, f"{name}.ttf")
        # Bitstream Vera has no narrow no-break space: it gets the blank of the plain one, set narrower.
        for narrow in (NARROW, _HELD):
            font.face.charToGlyph[ord(narrow)] = font.face.charToGlyph[ord(" ")]
            font.face.charWidths[ord(narrow)] = font.face.charWidths[ord(" ")] * _NARROW_WIDTH
        font.splitString = _releasing(font.splitString)
        pdfmetrics.registerFont(font)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
