"""Which pieces are headings, told by size, weight, colour, numbering and place, and at which depth."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.content import Color, Piece
from corpus.report import BlockKind

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_FIGURES = (BlockKind.TABLE, BlockKind.CHART, BlockKind.KEY_FIGURE)
_DECIMAL = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\s?[.)/°:–-]*\s+(?=[^\W\d_]|[«\"“(])")
_ROMAN = re.compile(r"^([IVX]{1,6})\s?[./):–-]+\s*(?=[^\W\d_])")
_LETTER = re.compile(r"^([A-Z]|[a-z])\s?[.)/]\s?[-–]?\s*(?=[^\W\d_])")
_PART = re.compile(
    r"^(titre|partie|chapitre|annexe|article|section|livre|tome)\s+([IVX]+|\d+|[A-Z])\b", re.IGNORECASE
)
_CONTENTS = re.compile(r"^(?:sommaire|table des mati[èe]res|contenu)\s*:?$", re.IGNORECASE)
_ENTRY = re.compile(r"(?:\.\s?){4,}\s*\d*$|…{2,}\s*\d*$|\D\s(?:p\.?\s?|page\s)?\d{1,3}$", re.IGNORECASE)
_BARE = re.compile(r"^\d{1,2}\s+[^\W\d_]")
_ADDRESS = re.compile(r"\S@\S|\b\d\d(?:[ .]\d\d){3,}|\bwww\.|https?:|\b\d{5}\s+[A-ZÉ]")
_COUNTER = re.compile(r"^\(?\s*(?:\d{1,2}\s?/\s?\d{1,2}|suite)\s*\)?$", re.IGNORECASE)
# A figure with decimals, thousands or a unit: the text gives a value, it names no part.
_VALUE = re.compile(
    r"\d[.,]\d+\s?(?:[%€]|[a-z])|\d{1,3}(?:[ .]\d{3})+(?!\d)|\d\s?(?:%|€|k€|M€)"
    r"|\d\s?(?:kg|km|m²|m³|ha|t|T|h)\b|^[+-]\s?\d"
)
_LONGEST = 220
_MOST_WORDS = 32


@dataclass(frozen=True, slots=True)
class Style:
    """What readers tell headings by; `color` in coarse steps."""

    size: float
    bold: bool
    capitals: bool
    color: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Heading:
    """Consecutive pieces that make one heading; `number` is its numbering, () where it has none."""

    first: int
    last: int
    title: str
    page: int
    top: float
    style: Style
    number: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The running text's style: what headings stand out from."""

    size: float
    bold: bool
    color: tuple[int, int, int] | None


def body_of(pieces: Sequence[Piece]) -> Body:
    """The style of most letters of running text."""
    letters: Counter[tuple[float, bool, tuple[int, int, int] | None]] = Counter()
    for piece in pieces:
        if piece.kind in _TEXT and piece.size > 0:
            # Long pieces are text; short ones may be labels, titles, figures.
            weight = len(piece.text) if len(piece.text) > 60 else len(piece.text) / 6
            letters[round(piece.size * 2) / 2, piece.bold, _coarse(piece.color)] += int(weight)
    if not letters:
        return Body(10.0, False, None)
    size, bold, color = letters.most_common(1)[0][0]
    return Body(size, bold, color)


def style_of(piece: Piece) -> Style:
    """A piece's style, sizes to the half point."""
    letters = [c for c in piece.text if c.isalpha()]
    capitals = len(letters) > 3 and sum(c.isupper() for c in letters) > 0.85 * len(letters)
    return Style(round(piece.size * 2) / 2, piece.bold, capitals, _coarse(piece.color))


def _coarse(color: Color | None) -> tuple[int, int, int] | None:
    return None if color is None else (round(color[0] * 4), round(color[1] * 4), round(color[2] * 4))


def numbering(text: str) -> tuple[str, ...]:
    """« 4.3.1 Titre » is ("4", "3", "1"); « IV / Titre » is ("IV",); none is ()."""
    if found := _DECIMAL.match(text):
        return tuple(found[1].split("."))
    if found := _PART.match(text):
        return (f"{found[1].casefold()} {found[2]}",)
    if (found := _ROMAN.match(text)) or (found := _LETTER.match(text)):
        return (found[1],)
    return ()


def find_headings(pieces: Sequence[Piece]) -> list[Heading]:
    """Headings in reading order, told from the text by their style."""
    body = body_of(pieces)
    local = _page_bodies(pieces, body)
    listed = contents_pages(pieces)
    chosen = [
        i
        for i, piece in enumerate(pieces[:-1])
        if stands_out(piece, local.get(piece.page, body))
        and (piece.page not in listed or _CONTENTS.match(piece.text))
    ]
    return _without_repeated(_without_counts(joined(pieces, chosen)), pieces)


def _page_bodies(pieces: Sequence[Piece], body: Body) -> dict[int, Body]:
    """The running style of each page whose text is smaller than the document's."""
    by_page: dict[int, list[Piece]] = defaultdict(list)
    for piece in pieces:
        by_page[piece.page].append(piece)
    found: dict[int, Body] = {}
    for page, own in by_page.items():
        texts = [p for p in own if p.kind in _TEXT]
        largest = max((p.size for p in texts), default=0.0)
        plain = [p for p in texts if not p.bold] or texts
        letters = sum(len(p.text) for p in plain)
        if letters and (largest < body.size or (letters >= 40 and largest < 1.6 * body.size)):
            local = body_of(plain)
            if local.size < body.size:
                found[page] = local
    return found


def contents_pages(pieces: Sequence[Piece]) -> frozenset[int]:
    """Pages that list the titles of the report with the pages they stand on."""
    entries: Counter[int] = Counter()
    others: Counter[int] = Counter()
    announced: set[int] = set()
    for piece in pieces:
        if piece.kind not in _TEXT:
            continue
        if _CONTENTS.match(piece.text):
            announced.add(piece.page)
        (entries if _ENTRY.search(piece.text) else others)[piece.page] += 1
    return frozenset(
        page
        for page, count in entries.items()
        if count >= 4 and (count >= 0.6 * (count + others[page]) or page in announced)
    ) | frozenset(page for page in announced if others[page] + entries[page] >= 3 and page <= 8)


def stands_out(piece: Piece, body: Body) -> bool:
    """Whether a piece reads like a title: short, with words, and set apart by its style."""
    text = piece.text
    if piece.kind not in _TEXT or not text or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or letters < 0.5 * len(text.replace(" ", "")) or text[0].islower():
        return False
    if text.rstrip().endswith((".", ";", ",")) and not (piece.size > 1.3 * body.size):
        return False
    number = numbering(text)
    if _VALUE.search(text) or _ADDRESS.search(text):
        return False
    if piece.kind == BlockKind.LIST_ITEM and not number:
        return False
    style = style_of(piece)
    if text.rstrip().endswith(":") and len(text.split()) <= 3 and style.size < 1.15 * body.size:
        return False
    larger = style.size >= 1.15 * body.size
    bolder = style.bold and not body.bold and style.size >= 0.95 * body.size
    colored = style.color != body.color and style.size >= body.size
    if larger or bolder:
        return True
    return (len(number) > 1 and (colored or style.capitals)) or (style.capitals and colored)


def joined(pieces: Sequence[Piece], chosen: Sequence[int]) -> list[Heading]:
    """Headings from the chosen pieces, the lines of one title put together."""
    groups: list[list[int]] = []
    for index in chosen:
        if groups and groups[-1][-1] == index - 1 and _one_title(pieces[index - 1], pieces[index]):
            groups[-1].append(index)
        else:
            groups.append([index])
    return [_heading(pieces, g) for g in groups]


def is_counter(text: str) -> bool:
    """Whether a text only counts the pages of one title: « (2/3) », « suite »."""
    return bool(_COUNTER.match(text))


def _one_title(above: Piece, below: Piece) -> bool:
    if above.page != below.page or numbering(below.text):
        return False
    alike = abs(above.size - below.size) <= 0.1 * max(above.size, below.size)
    same = alike and above.bold == below.bold
    gap = below.box[1] - above.box[3]
    beside = abs(below.box[1] - above.box[1]) < 0.5 * above.size
    return same and (
        -0.5 * above.size < gap < 0.6 * above.size
        or (beside and 0 < below.box[0] - above.box[2] < 3 * above.size)
    )


def _heading(pieces: Sequence[Piece], group: Sequence[int]) -> Heading:
    first = pieces[group[0]]
    title = cleaned_title(" ".join(pieces[i].text for i in group))
    return Heading(group[0], group[-1], title, first.page, first.box[1], style_of(first), numbering(title))


def cleaned_title(text: str) -> str:
    """A title without the dotted leader and page number of a contents page."""
    title = re.sub(r"\s*(?:\.\s?){3,}\s*(?:p(?:age)?\.?\s*)?\d*\s*$", "", text)
    title = re.sub(r"\s*…+\s*\d*\s*$", "", title)
    return re.sub(r"\s+", " ", title).strip(" \t")


def _without_counts(headings: Sequence[Heading]) -> list[Heading]:
    """A bare number numbers a title only where the number before or after it does too (« 12 ETP »)."""
    numbers = {(h.number[0], h.style.size) for h in headings if len(h.number) == 1}
    kept = []
    for heading in headings:
        if _BARE.match(heading.title):
            value, size = int(heading.number[0]), heading.style.size
            if not {(str(value - 1), size), (str(value + 1), size)} & numbers:
                continue
        kept.append(heading)
    return kept


def _without_repeated(headings: Sequence[Heading], pieces: Sequence[Piece]) -> list[Heading]:
    """Texts that return on most pages in the same style are labels of a form, not titles of parts."""
    pages = max((p.page for p in pieces), default=0)
    counts: dict[str, set[int]] = defaultdict(set)
    for heading in headings:
        counts[heading.title.casefold()].add(heading.page)
    return [h for h in headings if pages < 6 or len(counts[h.title.casefold()]) < max(4, 0.5 * pages)]


def depths(headings: Sequence[Heading], body: Body) -> list[int]:
    """The depth of each heading from 0: by size and weight, numbering where there is one."""
    keys = sorted({_rank_key(h.style, body) for h in headings}, reverse=True)
    rank = {key: k for k, key in enumerate(keys)}
    result: list[int] = []
    stack: list[tuple[int, Heading]] = []
    for heading in headings:
        own = rank[_rank_key(heading.style, body)]
        del stack[_sibling(stack, heading) :]
        while stack and _closes(*stack[-1], own, heading):
            stack.pop()
        result.append(len(stack))
        stack.append((own, heading))
    return result


def _sibling(stack: Sequence[tuple[int, Heading]], heading: Heading) -> int:
    """Where the open heading stands that this one's number goes on from; past the end if none does."""
    for place, (_, open_) in enumerate(stack):
        if _same_numbering(open_, heading) and heading.style.size <= 1.1 * open_.style.size:
            return place
    return len(stack)


def _same_numbering(one: Heading, two: Heading) -> bool:
    if not one.number or len(one.number) != len(two.number):
        return False
    return _kind_of(one.number[-1]) == _kind_of(two.number[-1]) and one.number[:-1] == two.number[:-1]


def _kind_of(number: str) -> str:
    """Arabic, roman, a letter, or the word of « Chapitre 3 »."""
    if number.isdigit():
        return "digits"
    if " " in number:
        return number.split()[0]
    return "roman" if re.fullmatch("[IVX]+", number) else "capital" if number.isupper() else "small"


def _rank_key(style: Style, body: Body) -> tuple[float, bool, bool, bool]:
    return (style.size, style.bold, style.capitals, style.color != body.color)


def _closes(above_rank: int, above: Heading, rank: int, heading: Heading) -> bool:
    """Whether a heading of this rank and numbering ends the open one."""
    if _CONTENTS.match(above.title) and heading.page > above.page:
        return True
    one, two = above.number, heading.number
    if one and two and one[0].isdigit() and two[0].isdigit():
        if two[: len(one)] == one and len(two) > len(one):
            return False
        if len(two) <= len(one):
            return True
    return rank <= above_rank
