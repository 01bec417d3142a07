"""A page as it was read, drawn over its picture: what to look at to judge a reading.

Draws with Pillow on the picture that `corpus.picture` makes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from corpus.errors import ReportError
from corpus.picture import render
from corpus.report import Block, BlockKind, Box, Fact, FactSource, Report

_Rgb = tuple[int, int, int]

_COLORS: dict[BlockKind, _Rgb] = {
    BlockKind.HEADING: (200, 30, 30),
    BlockKind.PARAGRAPH: (40, 90, 200),
    BlockKind.LIST_ITEM: (0, 140, 160),
    BlockKind.TABLE: (20, 130, 50),
    BlockKind.CHART: (200, 110, 0),
    BlockKind.KEY_FIGURE: (140, 40, 170),
    BlockKind.CAPTION: (120, 90, 40),
    BlockKind.FOOTNOTE: (110, 110, 110),
}
_NAMES: dict[BlockKind, str] = {
    BlockKind.HEADING: "titre",
    BlockKind.PARAGRAPH: "paragraphe",
    BlockKind.LIST_ITEM: "élément de liste",
    BlockKind.TABLE: "tableau",
    BlockKind.CHART: "graphique",
    BlockKind.KEY_FIGURE: "chiffre clé",
    BlockKind.CAPTION: "légende",
    BlockKind.FOOTNOTE: "note",
}
_FACT: _Rgb = (220, 0, 130)
_SOURCES = {
    FactSource.TABLE: "tableau",
    FactSource.CHART: "graphique",
    FactSource.KEY_FIGURE: "chiffre clé",
    FactSource.LIST: "liste",
    FactSource.SENTENCE: "phrase",
}
_SMALLEST = 1100  # pixels, of the height of the listing
_PANEL = 760
_LINE = 15
_INK: _Rgb = (30, 30, 30)


_FONTS = ("DejaVuSans.ttf", "LiberationSans-Regular.ttf", "NotoSans-Regular.ttf", "Arial.ttf", "arial.ttf")


def draw_page(report: Report, path: Path, number: int, password: str = "") -> Image.Image:
    """The picture of page `number` with all that was read of it, and a list of it beside.

    Raises ReportError("missing") when the report has no such page.
    """
    if not any(page.number == number for page in report.pages):
        raise ReportError(
            "missing",
            f"« {report.file} » n'a pas de page {number} lue : choisissez de 1 à {len(report.pages)}.",
        )
    picture, scale = render(path, number, password)
    blocks = [block for block in report.blocks if block.page == number]
    facts = [fact for fact in report.facts if fact.page == number]
    _draw_blocks(picture, scale, blocks)
    _draw_facts(picture, scale, facts)
    return _beside(picture, _listing(report, number, blocks, facts))


def _draw_blocks(picture: Image.Image, scale: float, blocks: Sequence[Block]) -> None:
    draw = ImageDraw.Draw(picture, "RGBA")
    font = _font(12)
    for order, block in enumerate(blocks, 1):
        color = _COLORS[block.kind]
        if block.table:
            for cell in block.table.cells:
                fill = (*color, 45 if cell.header else 0) if cell.text else (255, 210, 0, 30)
                draw.rectangle(_scaled(cell.box, scale), fill=fill, outline=(*color, 110))
        if block.chart:
            for value in block.chart.values:
                draw.rectangle(_scaled(value.box, scale), outline=(*color, 255))
        draw.rectangle(_scaled(block.box, scale), fill=(*color, 14), outline=(*color, 255), width=2)
        _tag(draw, _scaled(block.box, scale), f"{order}", color, font)


def _draw_facts(picture: Image.Image, scale: float, facts: Sequence[Fact]) -> None:
    draw = ImageDraw.Draw(picture, "RGBA")
    font = _font(9)
    for order, fact in enumerate(facts, 1):
        x0, _, x1, bottom = _scaled(fact.box, scale)
        draw.line((x0, bottom, x1, bottom), fill=(*_FACT, 255), width=2)
        draw.text((x1 + 1, bottom - 9), str(order), fill=(*_FACT, 255), font=font)


def _scaled(box: Box, scale: float) -> Box:
    x0, top, x1, bottom = (value * scale for value in box)
    return x0, top, max(x0, x1), max(top, bottom)


_Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def _font(size: int) -> _Font:
    """A font of the system; else Pillow's own, which has no accents (`_writable` takes them off)."""
    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _writable(text: str, font: _Font) -> str:
    if isinstance(font, ImageFont.FreeTypeFont) and font.getname()[0] not in {None, "Aileron"}:
        return text
    plain = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return plain.encode("ascii", "ignore").decode()


_PLAIN = str.maketrans(
    {"œ": "oe", "Œ": "OE", "’": "'", "«": '"', "»": ">", "›": ">", "–": "-", "—": "-", "≈": "~"}
)


def _tag(draw: ImageDraw.ImageDraw, box: Box, text: str, color: _Rgb, font: _Font) -> None:
    width = draw.textlength(text, font=font) + 4
    left, top = max(0.0, box[0] - width), max(0.0, box[1])
    draw.rectangle((left, top, left + width, top + 14), fill=(*color, 230))
    draw.text((left + 2, top), text, fill=(255, 255, 255), font=font)


_Entry = tuple[str, _Rgb, int]  # text, colour, indent in pixels


def _listing(report: Report, number: int, blocks: Sequence[Block], facts: Sequence[Fact]) -> list[_Entry]:
    page = next(page for page in report.pages if page.number == number)
    label = f", imprimée « {page.label} »" if page.label else ""
    entries: list[_Entry] = [
        (f"{report.file} : page {number}{label}", _INK, 0),
        (f"{report.title} | {report.organisation or '—'} | {report.period or '—'}", _INK, 0),
        *((warning, (200, 0, 0), 0) for warning in page.warnings),
        ("", _INK, 0),
        ("Blocs, dans l'ordre de lecture", _INK, 0),
    ]
    section: int | None = -1
    for order, block in enumerate(blocks, 1):
        if block.section != section:
            section = block.section
            entries.append(("» " + (" › ".join(report.section_path(section)) or "hors section"), _INK, 4))
        entries.append((f"{order}. {_NAMES[block.kind]} : {_described(block)}", _COLORS[block.kind], 14))
    entries += [("", _INK, 0), (f"Faits (soulignés) : {len(facts)}", _FACT, 0)]
    entries += [(f"{order}. {_stated(fact)}", _INK, 14) for order, fact in enumerate(facts, 1)]
    return entries


def _described(block: Block) -> str:
    if block.table:
        table = block.table
        kept = " (suite)" if table.continues else ""
        unit = f", en {table.unit}" if table.unit else ""
        return (
            f"« {table.title} »{kept} {table.rows} × {table.columns}, "
            f"en-têtes {table.header_rows} l. {table.header_columns} c.{unit}"
        )
    if block.chart:
        values = ", ".join(
            f"{'/'.join(filter(None, (v.category, v.series)))} = {v.printed or f'≈ {v.value}'}"
            for v in block.chart.values[:12]
        )
        return f"« {block.chart.title} » {block.chart.kind}, {len(block.chart.values)} valeurs : {values}"
    return block.text.replace("\n", " ⏎ ")


def _stated(fact: Fact) -> str:
    cut = f" [{' | '.join(fact.dimensions)}]" if fact.dimensions else ""
    about = "≈ " if fact.uncertainty is not None else ""
    return (
        f"{fact.concept}{cut} {fact.period or '(sans période)'} = {about}{fact.value} {fact.unit or ''} "
        f"({_SOURCES[fact.source]}, {fact.confidence:.2f})"
    )


def _beside(picture: Image.Image, entries: list[_Entry]) -> Image.Image:
    font = _font(12)
    lines: list[_Entry] = []
    for text, color, indent in entries:
        lines += [
            (part, color, indent) for part in _wrapped(_writable(text, font), font, _PANEL - 20 - indent)
        ]
    height = max(picture.height, _SMALLEST)
    columns = 1 + (len(lines) * _LINE) // (height - 20)
    per_column = -(-len(lines) // columns)
    page = Image.new("RGB", (picture.width + columns * _PANEL, height), (255, 255, 255))
    page.paste(picture, (0, 0))
    draw = ImageDraw.Draw(page)
    for place, (text, color, indent) in enumerate(lines):
        column, row = divmod(place, per_column)
        left = picture.width + 10 + column * _PANEL + indent
        draw.text((left, 10 + row * _LINE), text, fill=color, font=font)
    return page


def _wrapped(text: str, font: _Font, width: int) -> list[str]:
    """At most three lines of `width` pixels: the listing names things, the page shows them."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer[:140]
        elif len(lines) == 3:
            lines[-1] += " …"
            break
        else:
            lines.append(word[:140])
    return lines
