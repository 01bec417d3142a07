"""The bookmarks of a PDF: which of them name parts of the text, and where those begin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.content import OutlineEntry, Piece
from corpus.report import BlockKind
from corpus.titles import fold, numbering

_SLIDE = re.compile(
    r"^(?:diapositive|diapo|slide|page|p\.|feuille|feuil|sheet|folio|planche)\s*(?:n°\s*)?\d+\s*[:.–-]?\s*",
    re.IGNORECASE,
)
_NOT_A_TITLE = re.compile(
    r"^(?:[\W\d_]*|.*\.(?:pdf|docx?|xlsx?|xlsm|pptx?|odt|ods|odp|indd|jpe?g|png|tiff?)|_[\w-]*|"
    r"(?:untitled|sans titre|page vierge|signet\s*\d*|bookmark\s*\d*|document\s*\d*))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A bookmark with the pieces that print its title; `first` > `last` where none does."""

    entry: OutlineEntry
    first: int
    last: int


def meaningful(outline: Sequence[OutlineEntry], page_count: int) -> tuple[OutlineEntry, ...]:
    """Bookmarks that are titles, « Diapositive 3 » and file names left out; () where too few are left."""
    titled = [replace(e, title=_SLIDE.sub("", e.title).strip(" -–_")) for e in outline]
    kept = [e for e in titled if not _NOT_A_TITLE.match(e.title) and e.page <= page_count]
    distinct = {fold(e.title) for e in kept}
    if len(kept) < 2 or len(distinct) < 2 or len(kept) < 0.4 * len(outline):
        return ()
    return tuple(_from_top(_by_number(kept)))


def _by_number(entries: Sequence[OutlineEntry]) -> list[OutlineEntry]:
    """A flat outline whose titles are numbered « 2 », « 2.1 » gets its levels from the numbers."""
    numbers = [numbering(e.title) for e in entries]
    nested = sum(len(n) > 1 and n[:-1] in numbers for n in numbers)
    if nested < 2 or len({e.level for e in entries}) > 1:
        return list(entries)
    return [replace(e, level=max(len(n) - 1, 0)) for e, n in zip(entries, numbers, strict=True)]


def _from_top(entries: Sequence[OutlineEntry]) -> list[OutlineEntry]:
    """Levels without holes, the first at 0."""
    result: list[OutlineEntry] = []
    open_: list[int] = []
    for entry in entries:
        while open_ and open_[-1] >= entry.level:
            open_.pop()
        result.append(replace(entry, level=len(open_)))
        open_.append(entry.level)
    return result


def _bare(text: str) -> str:
    """Folded without the numbering in front."""
    return fold(re.sub(r"^\s*(?:[\dIVX]+(?:\.\d+)*|[A-Za-z])\s*[.)/–-]*\s+", "", text))


def anchors(outline: Sequence[OutlineEntry], pieces: Sequence[Piece]) -> list[Anchor]:
    """Where each bookmark begins, in reading order and never before the one above it."""
    by_page: dict[int, list[int]] = {}
    for index, piece in enumerate(pieces):
        by_page.setdefault(piece.page, []).append(index)
    result: list[Anchor] = []
    reached = 0
    for entry in outline:
        found = _printed(entry, pieces, by_page, reached)
        if found is None:
            at = _start(entry, pieces, by_page, reached)
            found = (at, at - 1)
        result.append(Anchor(entry, *found))
        reached = max(reached, found[1] + 1, found[0])
    return result


def _printed(
    entry: OutlineEntry, pieces: Sequence[Piece], by_page: dict[int, list[int]], reached: int
) -> tuple[int, int] | None:
    """The pieces on the bookmark's page, or the next, whose text is its title."""
    wanted, bare = fold(entry.title), _bare(entry.title)
    best: tuple[float, int, int] | None = None
    for page in (entry.page, entry.page + 1):
        for index in by_page.get(page, ()):
            if index < reached or pieces[index].kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
                continue
            last = _matched(index, pieces, wanted, bare)
            if last is None:
                continue
            off = abs(pieces[index].box[1] - entry.top) if entry.top is not None else 0.0
            cost = off + 10_000 * (page - entry.page)
            if best is None or cost < best[0]:
                best = (cost, index, last)
        if best is not None:
            return best[1], best[2]
    return None


def _matched(index: int, pieces: Sequence[Piece], wanted: str, bare: str) -> int | None:
    text = ""
    for last in range(index, min(index + 4, len(pieces))):
        if pieces[last].page != pieces[index].page:
            return None
        text += " " + pieces[last].text
        folded = fold(text)
        if folded == wanted or (bare and _bare(text) == bare):
            return last
        if len(folded) > len(wanted) + 12:
            return None
    return None


def _start(entry: OutlineEntry, pieces: Sequence[Piece], by_page: dict[int, list[int]], reached: int) -> int:
    """The first piece at or below the bookmark's place, when its title is not printed."""
    on_page = by_page.get(entry.page)
    if not on_page:
        later = [i for i, p in enumerate(pieces) if p.page > entry.page]
        return max(later[0] if later else len(pieces), reached)
    if entry.top is None:
        return max(on_page[0], reached)
    below = [i for i in on_page if pieces[i].box[1] >= entry.top - 4]
    return max(below[0] if below else on_page[-1] + 1, reached)
