"""Which pieces are headings, told by size, weight, colour, numbering, place and contents page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.announced import announced_key, announced_titles, contents_pages
from corpus.content import Color, Piece
from corpus.lookalikes import lookalikes
from corpus.report import BlockKind
from corpus.titles import CONTENTS, cleaned_title, fold, go_up, numbering, numbers_an_act

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_BARE = re.compile(r"^\d{1,2}\s+[^\W\d_]")
_ALONE = re.compile(r"0?[1-9]|[1-9]\d\s*\.?|\d{1,2}\s*[./]|[IVX]{1,4}\s*[./]?")
_COUNTED = re.compile(r"^\d+\s+[a-zà-ÿ]|^\d+\s+ETPT?\b")
_ADDRESS = re.compile(r"\S@\S|\b\d\d(?:[ .]\d\d){3,}|\bwww\.|https?:|(?<!n°)(?<!n° )\b\d{5}\s+[A-ZÉ]")
_SENTENCES = re.compile(r"(?:[^\W\d_]{3,}|[»)”]\s?)[.?!] +[A-ZÀ-Ý][\w'’]+ \w")
# A figure with decimals, thousands or a unit: the text gives a value, it names no part.
_VALUE = re.compile(
    r"\d[.,]\d+\s?(?:[%€]|[a-z])|\d{1,3}(?:[ .]\d{3})+(?!\d)|\d\s?(?:%|€|k€|M€)"
    r"|\d\s?(?:kg|km|m²|m³|ha|t|T|h|ETPT?)\b|^[+-]\s?\d"
)
_DATE = re.compile(
    r"^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\s+)?(?:\d{1,2}(?:er)?\s+)?(?:janvier|février|"
    r"mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\s*(?:\d{4})?$",
    re.IGNORECASE,
)
# A lead-in, whatever its weight: « La commune participerait à : », « Sont élus les membres suivants : ».
_ANNOUNCES = re.compile(r"(?i)\b(?:à|de|que|qu['’ʼ]|par|comme|pour|suivante?s?|ci-dessous|ci-après)\s*:\s*$")
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
    # With no other text than bold lines, as on sheets of tables, those are titles.
    return Body(size, bold and not all(style[1] for style in letters), color)


def style_of(piece: Piece) -> Style:
    """A piece's style, sizes to the half point."""
    letters = [c for c in piece.text if c.isalpha()]
    capitals = len(letters) >= 3 and sum(c.isupper() for c in letters) > 0.85 * len(letters)
    return Style(round(piece.size * 2) / 2, piece.bold, capitals, _coarse(piece.color))


def _coarse(color: Color | None) -> tuple[int, int, int] | None:
    return None if color is None else (round(color[0] * 4), round(color[1] * 4), round(color[2] * 4))


def find_headings(pieces: Sequence[Piece]) -> list[Heading]:
    """Headings in reading order, told from the text by their style."""
    body = body_of(pieces)
    bodies = _page_bodies(pieces, body)
    listed = contents_pages(pieces)
    labels = _labels(pieces)
    chosen = [
        i
        for i, piece in enumerate(pieces[:-1])
        if stands_out(piece, bodies.get(piece.page, body))
        and (piece.page not in listed or CONTENTS.match(piece.text))
        and not _runs_on(piece, pieces[i + 1], bodies.get(piece.page, body))
        and _label(piece) not in labels
    ]
    apart = lookalikes(pieces, chosen)
    chosen = [i for i in chosen if i not in apart]
    found = _without_repeated(_without_counts(joined(pieces, chosen)), pieces)
    return _with_announced(_without_agenda(found), pieces, listed)


def _without_agenda(headings: Sequence[Heading]) -> list[Heading]:
    """An agenda in the type of its titles: numbered titles close together that all come again further on."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, heading in enumerate(headings):
        if len(heading.number) == 1:
            places[heading.number[0] + fold(heading.title)].append(place)
    first = sorted(found[0] for found in places.values() if len(found) > 1)
    again = [found[1] for found in places.values() if len(found) > 1]
    if len(first) < 3 or first[-1] > min(again):
        return list(headings)
    apart = headings[first[-1]].first - headings[first[0]].first
    if apart > 4 * len(first):
        return list(headings)
    # The lines between the titles of the agenda belong to it.
    return [h for place, h in enumerate(headings) if not first[0] <= place <= first[-1]]


def _runs_on(piece: Piece, following: Piece, body: Body) -> bool:
    """Whether the sentence begun in bold goes on in the text below."""
    near = following.page == piece.page and following.box[1] - piece.box[3] < 0.8 * piece.size
    alike = abs(following.size - piece.size) < 0.6 and following.kind in _TEXT
    small = piece.size < 1.15 * body.size
    return small and near and alike and following.text[:1].islower()


def _label(piece: Piece) -> str:
    """« rapporteur » in « Rapporteur : Mme X », « apres en avoir delibere… » whole; "" for others."""
    before, colon, _ = piece.text.partition(":")
    return fold(before) if colon and not any(c.isdecimal() for c in before) else ""


def _labels(pieces: Sequence[Piece]) -> frozenset[str]:
    """What returns before a colon in small type is a form's label, not a title."""
    counts = Counter(_label(p) for p in pieces if p.kind in _TEXT and len(p.text) < _LONGEST)
    return frozenset(label for label, count in counts.items() if label and count >= 3)


def _with_announced(
    found: Sequence[Heading], pieces: Sequence[Piece], listed: frozenset[int]
) -> list[Heading]:
    """Headings that only the agenda or the contents page tells from the text, put among the others."""
    announced = announced_titles(pieces, listed)
    taken = {i for h in found for i in range(h.first, h.last + 1)}
    added = [
        _heading(pieces, [i])
        for i, piece in enumerate(pieces[:-1])
        if i not in taken
        and piece.kind in _TEXT
        and len(piece.text) <= _LONGEST
        and not (_BARE.match(piece.text) and len(piece.text.split()) < 5)
        and announced.get(announced_key(piece.text), len(pieces)) < i - 1
    ]
    if len(added) < 3:
        return list(found)
    known = [h.style for h in found if announced_key(h.title) in announced]
    top = max((h.style.size for h in found), default=0.0) + 1
    style = min(known, key=lambda s: s.size) if known else replace(added[0].style, size=top)
    added = [replace(h, style=style) for h in added]
    return sorted([*found, *added], key=lambda h: h.first)


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
            size = min(local.size, body_of(texts).size)
            if size < body.size:
                # Where all is bold, as on a page of tables, bold still tells titles.
                all_bold = local.bold and all(p.bold for p in texts)
                found[page] = replace(body if all_bold else local, size=size)
    return found


def stands_out(piece: Piece, body: Body) -> bool:
    """Whether a piece reads like a title: short, with words, and set apart by its style."""
    text = piece.text
    act = numbers_an_act(text)
    longest = 2 if act else 1
    if piece.kind not in _TEXT or not text:
        return False
    if len(text) > longest * _LONGEST or len(text.split()) > longest * _MOST_WORDS:
        return False
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or letters < 0.5 * len(text.replace(" ", "")) or text[0].islower() or text[0] in "([»),":
        return False
    if text.rstrip().endswith((".", ";", ",")) and not (piece.size > 1.3 * body.size):
        return False
    number = numbering(text)
    if _VALUE.search(text) or _ADDRESS.search(text):
        return False
    if piece.kind == BlockKind.LIST_ITEM and not number:
        return False
    style = style_of(piece)
    words = len(text.split())
    if text.rstrip().endswith(":") and not 3 < words <= 8 and style.size < 1.15 * body.size and not number:
        return False
    larger = style.size >= 1.15 * body.size
    if not larger and _ANNOUNCES.search(text):
        return False
    if (not larger and not act and _SENTENCES.search(text)) or _DATE.match(text):
        return False
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
    found = [(g, _heading(pieces, _continued(g, pieces))) for g in groups]
    return [h for g, h in found if len(g) == 1 or not _is_sentence(h)]


def _is_sentence(heading: Heading) -> bool:
    """Whether lines that each read like a title make sentences together."""
    title = heading.title
    ends = title.endswith(".") and len(title.split()) > 12
    return ends or len(title) > 1.5 * _LONGEST or (len(title) > _LONGEST and bool(_SENTENCES.search(title)))


def _continued(group: list[int], pieces: Sequence[Piece]) -> list[int]:
    """With the lines of the title that begin in the middle of its sentence."""
    for index in range(group[-1] + 1, min(group[-1] + 4, len(pieces) - 1)):
        piece = pieces[index]
        short = piece.kind in _TEXT and len(piece.text) <= 120 and piece.text[:1].islower()
        if not short or not _one_title(pieces[index - 1], piece):
            break
        group = [*group, index]
    return group


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
    apart = pieces[group[0] - 1] if group[0] else None
    number, start = numbering(title), group[0]
    if apart and not number and _numbers(apart, first):
        number, start = (apart.text.strip(" ./-–").lstrip("0"),), start - 1
    return Heading(start, group[-1], title, first.page, first.box[1], style_of(first), number)


def _numbers(apart: Piece, title: Piece) -> bool:
    """« 2. » beside a title, « 07 » over it: its number, in type as large."""
    if apart.page != title.page or not _ALONE.fullmatch(apart.text) or apart.size < 0.9 * title.size:
        return False
    beside = apart.box[2] <= title.box[0] and title.box[1] - title.size < apart.box[1] < title.box[3]
    over = abs(apart.box[0] - title.box[0]) < title.size and 0 <= title.box[1] - apart.box[3] < title.size
    return (beside and title.box[0] - apart.box[2] < 3 * title.size) or over


def _without_counts(headings: Sequence[Heading]) -> list[Heading]:
    """A bare number numbers a title only among others that follow one another: « 12 ETP » counts."""
    by_size: dict[float, list[int]] = defaultdict(list)
    for heading in headings:
        if len(heading.number) == 1 and heading.number[0].isdecimal():
            by_size[heading.style.size].append(int(heading.number[0]))
    numbering_sizes = {size for size, numbers in by_size.items() if go_up(numbers)}
    return [
        h
        for h in headings
        if not _COUNTED.match(h.title) and (not _BARE.match(h.title) or h.style.size in numbering_sizes)
    ]


def _without_repeated(headings: Sequence[Heading], pieces: Sequence[Piece]) -> list[Heading]:
    """Texts that return on most pages in the same style are labels of a form, not titles of parts."""
    pages = max((p.page for p in pieces), default=0)
    counts: dict[str, set[int]] = defaultdict(set)
    for heading in headings:
        counts[heading.title.casefold()].add(heading.page)
    return [h for h in headings if pages < 6 or len(counts[h.title.casefold()]) < max(4, 0.5 * pages)]
