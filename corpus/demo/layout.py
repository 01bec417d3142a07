"""An edition set page by page: cover, contents, then the items from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.demo import charts, tables
from corpus.demo.press import BOLD, HEIGHT, ITALIC, WIDTH, Press, Style, paragraph_height, text_width
from corpus.demo.shapes import (
    Bullets,
    Columns,
    Edition,
    Figures,
    Gap,
    Grid,
    Heading,
    Item,
    NewPage,
    Plot,
    Text,
)

ORGANISATION = "SICIO"
LEFT, RIGHT, TOP, BOTTOM = 60.0, WIDTH - 60.0, 82.0, HEIGHT - 70.0
NAVY, INK, MUTED, PALE, RULE = "#1F4E79", "#2B3440", "#5C6773", "#EEF3F7", "#C9D4DD"
DEMONSTRATION = "Document de démonstration"
CONTENTS_TITLE = "SOMMAIRE"

_STYLES = {
    "body": Style(size=9.5, leading=14.4, align="justify", hyphenate=True),
    "ragged": Style(size=9.5, leading=14.4, hyphenate=True),
    "lead": Style(size=11, leading=16.5, color=NAVY),
    "note": Style(ITALIC, 7.6, 10.6, MUTED),
    "signature": Style(BOLD, 9, 13.2, align="right"),
}
_BULLET = Style(size=9.5, leading=14, indent=14)
_HEADINGS = {0: Style(BOLD, 17, 21, NAVY), 1: Style(BOLD, 12, 15.5), 2: Style(BOLD, 9.8, 13.5, NAVY)}
_SPACE_ABOVE = {0: 4.0, 1: 10.0, 2: 7.0}
_SPACE_BELOW = {0: 20.0, 1: 8.0, 2: 3.0}
_BOX_HEIGHT = 56.0


@dataclass(frozen=True, slots=True)
class Placed:
    """An item where it was set: physical page and the titles of its section from the root."""

    item: Heading | Plot | Grid | Figures
    page: int
    section: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A finished PDF with its items in reading order."""

    pdf: bytes
    pages: int
    placed: tuple[Placed, ...]


def print_edition(edition: Edition) -> Printed:
    """Set an edition twice: the first pass finds the pages that the table of contents names."""
    draft = _Setting(edition, ())
    draft.run()
    final = _Setting(edition, draft.headings())
    return final.run()


class _Setting:
    """One pass over an edition."""

    def __init__(self, edition: Edition, contents: tuple[Placed, ...]) -> None:
        self.edition = edition
        self.contents = contents
        self.placed: list[Placed] = []
        self.path: list[str] = []
        self.y = TOP
        self.fresh = True  # nothing is set on this page yet
        subject = f"{DEMONSTRATION} : rapport composé pour essayer le logiciel"
        self.press = Press(f"{edition.title} {edition.year} du {ORGANISATION}", ORGANISATION, subject)

    def headings(self) -> tuple[Placed, ...]:
        """The headings that the outline and the contents list."""
        return tuple(p for p in self.placed if isinstance(p.item, Heading) and p.item.listed)

    def run(self) -> Printed:
        """Set everything."""
        if self.edition.labelled:
            self.press.label_pages(1, "roman")
            self.press.label_pages(self.edition.first_numbered, "arabic")
        _cover(self.press, self.edition)
        self.press.next_page()
        self._furniture()
        self._contents()
        self._open_page()
        for item in self.edition.items:
            self._set(item, LEFT, RIGHT - LEFT)
        return Printed(self.press.finish(), self.press.page, tuple(self.placed))

    def _open_page(self) -> None:
        self.press.next_page()
        self._furniture()
        self.y, self.fresh = TOP, True

    def _furniture(self) -> None:
        """The running head, the mention of a demonstration, the page number."""
        press, edition = self.press, self.edition
        press.text(LEFT, 44, f"{edition.title} {edition.year}".upper(), size=7.4, color=MUTED, spacing=0.6)
        press.text(RIGHT, 44, ORGANISATION, font=BOLD, size=7.4, color=edition.accent, align="right")
        press.line((LEFT, 51), (RIGHT, 51), color=RULE)
        press.text(LEFT, HEIGHT - 36, DEMONSTRATION, font=ITALIC, size=7.4, color=MUTED)
        number = press.page - edition.first_numbered + 1
        if number >= 1:
            press.rect(RIGHT - 26, HEIGHT - 47, 26, 17, fill=edition.accent)
            press.text(
                RIGHT - 13, HEIGHT - 35.5, str(number), font=BOLD, size=8.6, color="#FFFFFF", align="center"
            )

    def _contents(self) -> None:
        self.press.text(LEFT, TOP + 14, CONTENTS_TITLE, font=BOLD, size=17, color=NAVY)
        y = TOP + 50
        for entry in self.contents:
            heading = entry.item
            assert isinstance(heading, Heading)
            top = heading.level == 0
            x = LEFT + 14 * heading.level
            y += 7 if top else 0
            font, size = (BOLD, 9.2) if top else ("Vera", 8.8)
            number = str(entry.page - self.edition.first_numbered + 1)
            self.press.text(x, y, heading.title, font=font, size=size, color=NAVY if top else INK)
            self.press.text(RIGHT, y, number, font=font, size=size, align="right")
            start = x + text_width(heading.title, font, size) + 6
            dots = "." * max(int((RIGHT - 22 - start) / text_width(".", "Vera", 8)), 0)
            self.press.text(RIGHT - 18, y, dots, size=8, color=RULE, align="right")
            self.press.link(f"page-{entry.page}", x, y - 9, RIGHT - x, 12)
            y += 16.4

    def _set(self, item: Item, x: float, width: float) -> None:
        if isinstance(item, NewPage):
            if not self.fresh:
                self._open_page()
            return
        if isinstance(item, Columns):
            self._columns(item, x, width)
            return
        if self.y + _height(item, width, self.fresh) > BOTTOM and not self.fresh:
            self._open_page()
        self._draw(item, x, width)
        self.fresh = False

    def _columns(self, item: Columns, x: float, width: float) -> None:
        usable = width - item.gutter
        sides = (
            (item.left, x, usable * item.share),
            (item.right, x + usable * item.share + item.gutter, usable * (1 - item.share)),
        )
        tallest = max(sum(_height(i, w, False) for i in items) for items, _, w in sides)
        if self.y + tallest > BOTTOM and not self.fresh:
            self._open_page()
        top, ends = self.y, []
        for items, left, side in sides:
            self.y = top
            for inner in items:
                self._draw(inner, left, side)
            ends.append(self.y)
        self.y, self.fresh = max(ends), False

    def _draw(self, item: Item, x: float, width: float) -> None:
        if isinstance(item, Heading):
            self._heading(item, x, width)
            return
        height = _height(item, width, False)
        match item:
            case Text():
                self.press.paragraph(item.text, _STYLES[item.style], x, self.y, width)
            case Bullets():
                self._bullets(item, x, width)
            case Figures():
                self._figures(item, x, width)
            case Plot():
                charts.draw(self.press, item.chart, x, self.y, width, item.height)
            case Grid():
                tables.draw(self.press, item.table, x, self.y, width)
        if isinstance(item, Plot | Grid | Figures):
            self.placed.append(Placed(item, self.press.page, tuple(self.path)))
        self.y += height

    def _heading(self, item: Heading, x: float, width: float) -> None:
        style = _HEADINGS[item.level]
        self.y += 0 if self.y == TOP else _SPACE_ABOVE[item.level]
        if item.listed:
            del self.path[item.level :]
            self.path.append(item.title)
            self.press.bookmark(item.title, item.level, self.y - 8)
            self.press.mark(f"page-{self.press.page}")
        self.placed.append(Placed(item, self.press.page, tuple(self.path)))
        took = self.press.paragraph(item.title, style, x, self.y, width)
        if item.level == 0:
            self.press.rect(x, self.y + took + 6, 46, 3, fill=self.edition.accent)
        if item.level == 1:
            self.press.rect(x - 9, self.y + 2, 3, took - 3, fill=self.edition.accent)
        self.y += took + _SPACE_BELOW[item.level]

    def _bullets(self, item: Bullets, x: float, width: float) -> None:
        y = self.y
        for text in item.items:
            y += self.press.paragraph(_labelled(text, item.labelled), _BULLET, x, y, width, bullet="•") + 2.5

    def _figures(self, item: Figures, x: float, width: float) -> None:
        gap = 10.0
        side = (width - gap * (len(item.items) - 1)) / len(item.items)
        for i, figure in enumerate(item.items):
            left = x + i * (side + gap)
            self.press.rect(left, self.y, side, _BOX_HEIGHT, fill=PALE, radius=4)
            self.press.rect(left, self.y + 8, 3, _BOX_HEIGHT - 16, fill=self.edition.accent)
            self.press.text(
                left + side / 2, self.y + 27, figure.value, font=BOLD, size=19, color=NAVY, align="center"
            )
            self.press.paragraph(
                figure.label,
                Style(size=7.6, leading=9, color=MUTED, align="center"),
                left + 6,
                self.y + 34,
                side - 12,
            )


def _labelled(text: str, labelled: bool) -> str:
    if not labelled:
        return text
    label, _, value = text.partition(" : ")
    return f"**{label}** : {value}"


def _height(item: Item, width: float, first: bool) -> float:
    """The height an item takes, with the space after it; a heading also asks for what must follow it."""
    match item:
        case Heading():
            own = paragraph_height(item.title, _HEADINGS[item.level], width) + _SPACE_BELOW[item.level]
            return own + (0 if first else _SPACE_ABOVE[item.level]) + 60
        case Text():
            return paragraph_height(item.text, _STYLES[item.style], width) + 8
        case Bullets():
            texts = (_labelled(t, item.labelled) for t in item.items)
            return sum(paragraph_height(t, _BULLET, width) + 2.5 for t in texts) + 6
        case Figures():
            return _BOX_HEIGHT + 14
        case Plot():
            return item.height + 18
        case Grid():
            return tables.height(item.table, width) + 16
        case Gap():
            return item.height
        case _:
            return 0


def _cover(press: Press, edition: Edition) -> None:
    press.rect(0, 0, WIDTH, HEIGHT * 0.62, fill=NAVY)
    press.rect(0, HEIGHT * 0.62, WIDTH, 7, fill=edition.accent)
    _network(press, edition.accent)
    press.text(LEFT, 92, ORGANISATION, font=BOLD, size=30, color="#FFFFFF", spacing=3)
    press.text(LEFT, 112, edition.subtitle, size=10, color="#C9D8E6")
    press.text(LEFT, HEIGHT * 0.62 + 62, edition.title.upper(), font=BOLD, size=25, color=NAVY)
    press.text(LEFT, HEIGHT * 0.62 + 118, str(edition.year), font=BOLD, size=50, color=edition.accent)
    width = text_width(DEMONSTRATION.upper(), BOLD, 9) + 26
    press.rect(LEFT, HEIGHT - 130, width, 24, stroke=edition.accent, line=1.2, radius=4)
    press.text(LEFT + 13, HEIGHT - 114.5, DEMONSTRATION.upper(), font=BOLD, size=9, color=NAVY)
    notice = (
        "Rapport composé pour essayer le logiciel à partir de chiffres rendus publics par le syndicat. Il "
        "n'engage pas le SICIO et ne remplace pas ses publications."
    )
    press.paragraph(notice, Style(size=7.8, leading=11, color=MUTED), LEFT, HEIGHT - 94, 330)


def _network(press: Press, accent: str) -> None:
    """Linked nodes: what a shared information system looks like from afar."""
    centre = (WIDTH - 190.0, 290.0)
    nodes = [(-128, -92), (-20, -138), (104, -78), (118, 62), (6, 132), (-118, 70)]
    for dx, dy in nodes:
        press.line(centre, (centre[0] + dx, centre[1] + dy), color="#5B86AD", width=1.4)
    for (ax, ay), (bx, by) in zip(nodes, [*nodes[1:], nodes[0]], strict=True):
        press.line(
            (centre[0] + ax, centre[1] + ay), (centre[0] + bx, centre[1] + by), color="#3A658E", width=0.8
        )
    for i, (dx, dy) in enumerate(nodes):
        press.circle(
            centre[0] + dx, centre[1] + dy, 17 - 2 * (i % 3), fill="#2F6191", stroke="#9FBCD6", line=1.2
        )
    press.circle(*centre, 38, fill=accent, stroke="#FFFFFF", line=2)
