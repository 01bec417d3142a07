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
    chosen = [i for i, piece in enumerate(pieces) if stands_out(piece, body) and _leads(pieces, i)]
    return _without_repeated(joined(pieces, chosen), pieces)


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
    if piece.kind == BlockKind.LIST_ITEM and not number:
        return False
    style = style_of(piece)
    larger = style.size >= 1.15 * body.size
    bolder = style.bold and not body.bold and style.size >= 0.95 * body.size
    colored = style.color != body.color and style.size >= body.size
    if larger:
        return True
    if bolder:
        return True
    return (bool(number) and len(number) > 1 and (colored or style.capitals)) or (style.capitals and colored)


def _leads(pieces: Sequence[Piece], index: int) -> bool:
    """Whether something follows for the title to be the title of."""
    return index + 1 < len(pieces)


def joined(pieces: Sequence[Piece], chosen: Sequence[int]) -> list[Heading]:
    """Headings from the chosen pieces, the lines of one title put together."""
    groups: list[list[int]] = []
    for index in chosen:
        if groups and groups[-1][-1] == index - 1 and _one_title(pieces[index - 1], pieces[index]):
            groups[-1].append(index)
        else:
            groups.append([index])
    return [_heading(pieces, g) for g in groups]


def _one_title(above: Piece, below: Piece) -> bool:
    if above.page != below.page or numbering(below.text):
        return False
    alike = abs(above.size - below.size) <= 0.1 * max(above.size, below.size)
    same = alike and above.bold == below.bold
    gap = below.box[1] - above.box[3]
    beside = abs(below.box[1] - above.box[1]) < 0.5 * above.size
    return same and (-0.5 * above.size < gap < 0.6 * above.size or (beside and below.box[0] > above.box[0]))


def _heading(pieces: Sequence[Piece], group: Sequence[int]) -> Heading:
    first = pieces[group[0]]
    title = cleaned_title(" ".join(pieces[i].text for i in group))
    return Heading(group[0], group[-1], title, first.page, first.box[1], style_of(first), numbering(title))


def cleaned_title(text: str) -> str:
    """A title without the dotted leader and page number of a contents page."""
    title = re.sub(r"\s*(?:\.\s?){3,}\s*(?:p(?:age)?\.?\s*)?\d*\s*$", "", text)
    title = re.sub(r"\s*…+\s*\d*\s*$", "", title)
    return re.sub(r"\s+", " ", title).strip(" \t")


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
    stack: list[tuple[int, tuple[str, ...]]] = []
    for heading in headings:
        own = rank[_rank_key(heading.style, body)]
        while stack and _closes(stack[-1], own, heading.number):
            stack.pop()
        result.append(len(stack))
        stack.append((own, heading.number))
    return result


def _rank_key(style: Style, body: Body) -> tuple[float, bool, bool, bool]:
    return (style.size, style.bold, style.capitals, style.color != body.color)


def _closes(open_: tuple[int, tuple[str, ...]], rank: int, number: tuple[str, ...]) -> bool:
    """Whether a heading of this rank and numbering ends the open one."""
    above_rank, above = open_
    if number and above and number[0].isdigit() == above[0].isdigit():
        if number[: len(above)] == above and len(number) > len(above):
            return False
        if len(number) <= len(above) and number[0].isdigit():
            return True
    return rank <= above_rank
