"""Slide decks: one title per slide, parts opened by slides that hold a title alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from corpus.content import Piece
from corpus.headings import Heading, Style
from corpus.report import BlockKind
from corpus.titles import cleaned_title, is_counter

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.KEY_FIGURE, BlockKind.CAPTION)
_FEW = 20  # Words on a slide that opens a part, at most.


@dataclass(frozen=True, slots=True)
class SlideTitle:
    """The pieces that print a slide's title. `part`: the slide holds nothing else."""

    first: int
    last: int
    title: str
    page: int
    part: bool


def is_deck(pieces: Sequence[Piece], page_count: int) -> bool:
    """Whether the pages are slides: wider than high, with few words on most of them."""
    if page_count < 4 or not pieces:
        return False
    right, bottom = max(p.box[2] for p in pieces), max(p.box[3] for p in pieces)
    words = [0] * page_count
    for piece in pieces:
        if 1 <= piece.page <= page_count:
            words[piece.page - 1] += len(piece.text.split()) * (piece.kind in _TEXT)
    return right > 1.2 * bottom and median(words) < 200


def slide_titles(pieces: Sequence[Piece]) -> list[SlideTitle]:
    """The title of each slide that has one, in order."""
    pages: dict[int, list[int]] = defaultdict(list)
    for index, piece in enumerate(pieces):
        pages[piece.page].append(index)
    tops = {page: top for page, indexes in pages.items() if (top := _topmost(indexes, pieces)) is not None}
    sizes = Counter(round(pieces[i].size) for i in tops.values())
    places = Counter(round(pieces[i].box[1] / 12) for i in tops.values())
    if not sizes:
        return []
    usual, place = sizes.most_common(1)[0][0], places.most_common(1)[0][0]
    result: list[SlideTitle] = []
    for page, indexes in pages.items():
        top = tops.get(page)
        if top is None:
            continue
        high = abs(round(pieces[top].box[1] / 12) - place) <= 1
        sized = abs(round(pieces[top].size) - usual) <= 1
        words = sum(len(pieces[i].text.split()) for i in indexes)
        if words <= _FEW and not (high and sized) and all(pieces[i].kind in _TEXT for i in indexes):
            result.append(_title(_largest(indexes, pieces), pieces, part=True))
        elif sized or high or round(pieces[top].size) > usual:
            result.append(_title(_with_rest(top, indexes, pieces), pieces, part=False))
    return [t for t in result if sum(c.isalpha() for c in t.title) >= 3]


def titles_of_cards(
    headings: Sequence[Heading], titles: Sequence[SlideTitle], pieces: Sequence[Piece]
) -> list[Heading]:
    """Titles of the cards of a slide: in one style, beside each other, each over a text of its own."""
    first = {t.page: t.last for t in reversed(titles) if not t.part}
    usual = _usual_styles(pieces)
    below = [
        h
        for h in headings
        if h.first > first.get(h.page, len(pieces))
        and (h.style.bold or usual[h.page] != (h.style.size, False))
    ]
    repeated = Counter((h.page, h.title) for h in below)  # « Résultats » on each card
    single = _run_together([h for h in below if repeated[h.page, h.title] == 1])
    starts = {h.first for h in single}
    cards: dict[int, dict[Style, list[Heading]]] = defaultdict(lambda: defaultdict(list))
    for heading in single:
        if _opens_text(heading, starts, pieces):
            cards[heading.page][heading.style].append(heading)
    found: list[Heading] = []
    for by_style in cards.values():
        groups = [group for group in by_style.values() if _beside(group, pieces)]
        if groups:
            earliest: list[Heading] = min(groups, key=_first)
            found += earliest
    return found


def _usual_styles(pieces: Sequence[Piece]) -> dict[int, tuple[float, bool]]:
    """Size, to the half point, and weight of most letters of each slide."""
    letters: dict[int, Counter[tuple[float, bool]]] = defaultdict(Counter)
    for piece in pieces:
        letters[piece.page][round(piece.size * 2) / 2, piece.bold] += len(piece.text) * (piece.kind in _TEXT)
    return {page: found.most_common(1)[0][0] for page, found in letters.items()}


def _first(group: list[Heading]) -> int:
    return group[0].first


def _run_together(headings: Sequence[Heading]) -> list[Heading]:
    """« CRITÈRE 1 » right over « Déploiement »: one title."""
    found: list[Heading] = []
    for heading in headings:
        above = found[-1] if found else None
        alike = above is not None and above.style.bold == heading.style.bold and above.page == heading.page
        if above and alike and above.last + 1 == heading.first:
            title = f"{above.title} – {heading.title}"
            found[-1] = replace(above, last=heading.last, title=title)
        else:
            found.append(heading)
    return found


def _opens_text(heading: Heading, starts: set[int], pieces: Sequence[Piece]) -> bool:
    """Whether a text of several words goes on below, before the next title."""
    title = pieces[heading.last]
    for index in range(heading.last + 1, min(heading.last + 4, len(pieces))):
        piece = pieces[index]
        if piece.page != heading.page or index in starts or piece.kind not in _TEXT:
            return False
        below = piece.box[1] > title.box[1] and piece.box[1] - title.box[3] < 6 * title.size
        if not below or piece.box[0] > title.box[2] or piece.box[2] < title.box[0]:
            return False
        if len(piece.text.split()) >= 3:
            return True
    return False


def _beside(group: Sequence[Heading], pieces: Sequence[Piece]) -> bool:
    """Whether at least two of them stand in columns, or at least three below each other."""
    lefts = {round(pieces[h.first].box[0] / 20) for h in group}
    return len(lefts) >= 2 or len(group) >= 3


def _topmost(indexes: Sequence[int], pieces: Sequence[Piece]) -> int | None:
    """The highest piece that is larger than most of the slide's text, among the first in place."""
    texts = [i for i in indexes if pieces[i].kind in _TEXT and sum(c.isalpha() for c in pieces[i].text) >= 3]
    if not texts:
        return None
    usual = median(pieces[i].size for i in texts)
    high = sorted(texts, key=lambda i: pieces[i].box[1])[:4]
    large = [i for i in high if pieces[i].size >= usual and len(pieces[i].text.split()) <= 25]
    if not large:
        return None
    # A small line over the title is its part's name or a date.
    biggest = max(pieces[i].size for i in large)
    return next(i for i in large if pieces[i].size > 0.8 * biggest)


def _largest(indexes: Sequence[int], pieces: Sequence[Piece]) -> list[int]:
    """The lines in the largest type, and those in nearly as large that go on from them."""
    biggest = max(pieces[i].size for i in indexes)
    large = [i for i in indexes if pieces[i].size >= 0.6 * biggest]
    run = [large[0]]
    for index in large[1:]:
        if index == run[-1] + 1:
            run.append(index)
        elif pieces[index].size == biggest > max(pieces[i].size for i in run):
            run = [index]
    return run


def _with_rest(top: int, indexes: Sequence[int], pieces: Sequence[Piece]) -> list[int]:
    """The lines of the title that follow it, and its « (2/3) »."""
    taken = [top]
    for index in range(top + 1, indexes[-1] + 1):
        before, piece = pieces[taken[-1]], pieces[index]
        gap = piece.box[1] - before.box[3]
        near = gap < 0.5 * before.size
        if near and (is_counter(piece.text) or abs(piece.size - before.size) < 0.5):
            taken.append(index)
        else:
            break
    return taken


def _title(indexes: Sequence[int], pieces: Sequence[Piece], *, part: bool) -> SlideTitle:
    text = " ".join(pieces[i].text for i in indexes)
    return SlideTitle(indexes[0], indexes[-1], cleaned_title(text), pieces[indexes[0]].page, part)
