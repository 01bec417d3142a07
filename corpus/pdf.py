"""The only module that knows pdfplumber (and pdfminer, its engine): a PDF as a sequence of `PageContent`."""

from __future__ import annotations

import logging
import math
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTLine, LTRect
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.utils import Matrix, apply_matrix_pt, apply_matrix_rect
from pdfplumber.page import Page as PlumberPage

from corpus.content import Color, PageContent, Shape
from corpus.errors import ReportError
from corpus.font_style import program_style
from corpus.glyphs import Glyph, words_of
from corpus.invisible import is_paper, without_white_on_white
from corpus.legibility import NO_TEXT_MAP, garbled, is_recognised, unreadable
from corpus.orientation import upright
from corpus.report import Box

# pdfminer tells of each oddity of a file in its log; what matters of them is in the page's warnings.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_ITALIC = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_PLAIN_NAME = re.compile(r"regular|roman|book|light|medium", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_STROKED, _INVISIBLE, _CLIPPING = 2, 3, (7,)  # Text rendering modes; the last two paint nothing.
# The codes that WinAnsiEncoding leaves free print a bullet (PDF 1.7, annex D, note 3).
_WINDOWS_HOLES = frozenset({127, 129, 141, 143, 144, 157})
_MOST_GLYPHS = 60_000
_MOST_SHAPES = 60_000
_LONGEST = 8.0  # Seconds given to one page.
_UNREADABLE = "\ufffd"

CUT = "Page trop chargée : seule une partie de son contenu a été lue."
BROKEN = "Page abîmée : une partie de son contenu n'a pas pu être lue."


def read_pages(path: Path, password: str = "") -> Iterator[PageContent]:
    """Yield the pages of an open, decrypted PDF one at a time, releasing each before the next.

    A page that fails half-way comes with what was read of it and a warning; `ReportError` ("broken")
    when the file itself cannot be opened.
    """
    try:
        pdf = pdfplumber.open(path, password=password)
        pages = pdf.pages
    except Exception as exc:  # pdfminer lets plain TypeError, KeyError… through on broken files
        raise ReportError("broken", "Le PDF est abîmé : impossible d'en lire les pages.") from exc
    with pdf:
        for page in pages:
            try:
                yield upright(_page_content(page))
            finally:
                page.close()


class _TooMuchError(Exception):
    """The page holds more than is reasonable."""


class _Canvas(PDFLayoutAnalyzer):
    """Collects what one page paints: glyphs as our own, paths and pictures as pdfminer's items."""

    def __init__(self, page: PlumberPage) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number)
        self.glyphs: list[Glyph] = []
        self.hidden: list[Glyph] = []
        self.unmapped = 0
        self.shaded = False
        self.tinted: set[int] = set()  # Shapes whose colour is that of an ink, not known here.
        self._controls: dict[int, Counter[str]] = defaultdict(Counter)
        self._render = 0
        self._painted = 0
        self._height = 0.0
        self._until = time.monotonic() + _LONGEST
        self._styles: dict[int, tuple[str, bool, bool]] = {}

    def begin_page(self, page: Any, ctm: Matrix) -> None:
        super().begin_page(page, ctm)
        self._height = self.cur_item.height

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: Any, graphicstate: PDFGraphicState
    ) -> None:
        self._render = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: Any,
        graphicstate: PDFGraphicState,
    ) -> float:
        self._count(_MOST_GLYPHS)
        if font.is_vertical():
            return self._vertical(matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate)
        advance = float(font.char_width(cid) * fontsize * scaling)
        if self._render not in _CLIPPING:
            color = None if _is_tint(ncs) else graphicstate.ncolor
            self._draw(matrix, font, fontsize, rise, advance, self._text(font, cid), color)
        return advance

    def paint_path(
        self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]
    ) -> None:
        self._count(_MOST_SHAPES)
        before = len(self.cur_item._objs)
        super().paint_path(gstate, stroke, fill, evenodd, path)
        if fill and _is_tint(gstate.ncs):
            self.tinted.update(id(item) for item in self.cur_item._objs[before:])

    def shapes_and_pictures(self) -> Iterator[LTCurve | LTImage]:
        """Painted items in order, whatever figure holds them; also after the page was cut short."""
        for container in (*self._stack, self.cur_item):
            yield from _flat(container)

    def _count(self, most: int) -> None:
        self._painted += 1
        if self._painted > most or (self._painted % 256 == 0 and time.monotonic() > self._until):
            raise _TooMuchError

    def _text(self, font: PDFFont, cid: int) -> str:
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            if cid in _WINDOWS_HOLES and not font.is_multibyte():
                return "•"
            self.unmapped += 1
            return _UNREADABLE
        if text and all("\ue000" <= c <= "\uf8ff" for c in text):
            self.unmapped += 1
        if text and all(c < " " for c in text):
            self._controls[id(font)][text] += 1
            return " "
        return text

    def no_letters(self) -> int:
        """How many glyphs have no text. A font with one or two control codes has them for its spaces."""
        lost = [codes for codes in self._controls.values() if len(codes) > 2]
        return self.unmapped + sum(sum(codes.values()) for codes in lost)

    def _draw(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        rise: float,
        advance: float,
        text: str,
        color: Any,
    ) -> None:
        descent = font.get_descent() * fontsize
        x0, y0, x1, y1 = apply_matrix_rect(matrix, (0, descent + rise, advance, descent + rise + fontsize))
        start, end = apply_matrix_pt(matrix, (0, rise)), apply_matrix_pt(matrix, (advance, rise))
        a, b, c, d, _, _ = matrix
        name, bold, italic = self._style(font)
        flip = self._height
        (self.hidden if self._render == _INVISIBLE else self.glyphs).append(
            Glyph(
                text=text,
                box=(min(x0, x1), flip - max(y0, y1), max(x0, x1), flip - min(y0, y1)),
                start=(start[0], flip - start[1]),
                end=(end[0], flip - end[1]),
                size=abs(fontsize) * math.hypot(c, d),
                angle=round(-math.degrees(math.atan2(b, a)) % 360, 1) % 360,
                font=name,
                bold=bold or self._render == _STROKED,
                italic=italic,
                color=_color(color),
            )
        )

    def _vertical(self, *painted: Any) -> float:
        """Vertical writing: pdfminer knows where it stands."""
        advance = super().render_char(*painted)
        char = self.cur_item._objs.pop()
        if isinstance(char, LTChar) and self._render not in (_INVISIBLE, *_CLIPPING):
            flip = self._height
            middle = (char.x0 + char.x1) / 2
            name, bold, italic = self._style(painted[1])
            self.glyphs.append(
                Glyph(
                    text=char.get_text(),
                    box=(char.x0, flip - char.y1, char.x1, flip - char.y0),
                    start=(middle, flip - char.y1),
                    end=(middle, flip - char.y0),
                    size=char.width,
                    angle=90.0,
                    font=name,
                    bold=bold,
                    italic=italic,
                    color=_color(char.graphicstate.ncolor),
                )
            )
        return float(advance)

    def _style(self, font: PDFFont) -> tuple[str, bool, bool]:
        known = self._styles.get(id(font))
        if known is None:
            raw = font.fontname
            name = (raw.decode("latin-1") if isinstance(raw, bytes) else str(raw)).split("+", 1)[-1]
            weight = font.descriptor.get("FontWeight")
            heavy = isinstance(weight, int | float) and weight >= 600
            bold = bool(_BOLD.search(name)) or heavy or bool(int(font.flags or 0) & _FORCE_BOLD)
            angle = font.italic_angle
            slanted = bool(_ITALIC.search(name)) or (isinstance(angle, int | float) and angle != 0)
            if not (bold or slanted or weight) and not _PLAIN_NAME.search(name):
                bold, slanted = _program_style(font)
            known = self._styles[id(font)] = (name, bold, slanted)
        return known


def _program_style(font: PDFFont) -> tuple[bool, bool]:
    stream = resolve1(font.descriptor.get("FontFile2"))
    if not isinstance(stream, PDFStream):
        return False, False
    try:
        return program_style(stream.get_data())
    except Exception:  # whatever a broken stream makes pdfminer raise
        return False, False


def _is_tint(space: Any) -> bool:
    """Whether a colour of this space tells how much of an ink there is: 1 is its darkest, no white."""
    return getattr(space, "name", "") in {"Separation", "DeviceN", "Indexed", "Pattern"}


class _Interpreter(PDFPageInterpreter):
    """Tells the canvas of grounds painted as a shading, which pdfminer passes over."""

    def do_sh(self, name: Any) -> None:
        if isinstance(self.device, _Canvas):
            self.device.shaded = True
        super().do_sh(name)


def _flat(container: LTContainer[Any]) -> Iterator[LTCurve | LTImage]:
    for item in container:
        if isinstance(item, LTCurve | LTImage):
            yield item
        elif isinstance(item, LTContainer):
            yield from _flat(item)


def _page_content(page: PlumberPage) -> PageContent:
    canvas = _Canvas(page)
    warnings: list[str] = []
    try:
        _Interpreter(page.pdf.rsrcmgr, canvas).process_page(page.page_obj)
    except _TooMuchError:
        warnings.append(CUT)
    except Exception:  # whatever a broken content stream makes pdfminer raise
        warnings.append(BROKEN)
    left, top, right, bottom = _visible(page)
    if unreadable(canvas.no_letters(), len(canvas.glyphs)):
        warnings.append(NO_TEXT_MAP)
    height = float(page.mediabox[3] - page.mediabox[1])
    shapes: dict[Shape, None] = {}
    pictures: list[Box] = []
    grounds: list[Box] = []
    for item in canvas.shapes_and_pictures() if hasattr(canvas, "cur_item") else ():
        box = (item.x0 - left, height - item.y1 - top, item.x1 - left, height - item.y0 - top)
        if box[2] < 0 or box[3] < 0 or box[0] > right - left or box[1] > bottom - top:
            continue
        if isinstance(item, LTImage):
            pictures.append(_box(box))
        elif item.fill or item.stroke:
            grounds += [box] if id(item) in canvas.tinted else _ground(item, box)
            # The same path painted twice says nothing more.
            shapes[_shape(item, box, left, top, height)] = None
    painted = canvas.glyphs
    if is_recognised(len(canvas.hidden), len(painted), pictures, (right - left) * (bottom - top)):
        painted = [*painted, *canvas.hidden]
    glyphs = [_moved(g, left, top) for g in painted if _within(g.box, (left, top, right, bottom))]
    if not canvas.shaded:
        glyphs = without_white_on_white(glyphs, [*grounds, *pictures])
    words = words_of(glyphs)
    if not warnings and garbled(words):
        warnings.append(NO_TEXT_MAP)
    return PageContent(
        number=page.page_number,
        label="",
        width=round(right - left, 2),
        height=round(bottom - top, 2),
        words=words,
        shapes=tuple(shapes),
        pictures=tuple(pictures),
        warnings=tuple(warnings),
    )


def _ground(item: LTCurve, box: Box) -> list[Box]:
    """The area that a shape colours: its inside, or the reach of a stroke thick enough to write on."""
    thick = float(item.linewidth or 0) / 2
    if item.fill and not is_paper(_color(item.non_stroking_color)):
        return [box]
    if item.stroke and thick >= 2 and not is_paper(_color(item.stroking_color)):
        return [(box[0] - thick, box[1] - thick, box[2] + thick, box[3] + thick)]
    return []


def _visible(page: PlumberPage) -> Box:
    """The crop box within the media box, measured from the media box's own top left corner."""
    media, crop = page.mediabox, page.cropbox
    x0, y0 = max(crop[0], media[0]) - media[0], max(crop[1], media[1]) - media[1]
    x1, y1 = min(crop[2], media[2]) - media[0], min(crop[3], media[3]) - media[1]
    if x1 - x0 < 1 or y1 - y0 < 1:
        return (0.0, 0.0, float(media[2] - media[0]), float(media[3] - media[1]))
    return (float(x0), float(y0), float(x1), float(y1))


def _within(box: Box, page: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return page[0] <= x <= page[2] and page[1] <= y <= page[3]


def _moved(glyph: Glyph, left: float, top: float) -> Glyph:
    if not left and not top:
        return glyph
    x0, y0, x1, y1 = glyph.box
    return replace(
        glyph,
        box=(x0 - left, y0 - top, x1 - left, y1 - top),
        start=(glyph.start[0] - left, glyph.start[1] - top),
        end=(glyph.end[0] - left, glyph.end[1] - top),
    )


def _shape(item: LTCurve, box: Box, left: float, top: float, height: float) -> Shape:
    kind = "line" if isinstance(item, LTLine) else "rect" if isinstance(item, LTRect) else "curve"
    return Shape(
        kind=kind,
        box=_box(box),
        points=tuple((float(x) - left, height - float(y) - top) for x, y in item.pts),
        fill=_color(item.non_stroking_color) if item.fill else None,
        stroke=_color(item.stroking_color) if item.stroke else None,
        line_width=float(item.linewidth or 0),
    )


def _box(raw: Box) -> Box:
    return (
        round(float(raw[0]), 2),
        round(float(raw[1]), 2),
        round(float(raw[2]), 2),
        round(float(raw[3]), 2),
    )


def _color(raw: Any) -> Color | None:
    """Grey, RGB or CMYK components (0..1) as RGB; None for patterns and unknown spaces."""
    values = (raw,) if isinstance(raw, int | float) else tuple(raw) if isinstance(raw, tuple | list) else ()
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
