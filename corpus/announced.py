"""Titles that a contents page or an agenda announces, to know them again further on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.content import Piece
from corpus.report import BlockKind
from corpus.titles import CONTENTS, cleaned_title, fold, go_up, numbering

_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_LONGEST = 220
_ENTRY = re.compile(r"(?:\.\s?){4,}\s*\d*$|…{2,}\s*\d*$|\D\s(?:p\.?\s?|page\s)?\d{1,3}$", re.IGNORECASE)


def contents_pages(pieces: Sequence[Piece]) -> frozenset[int]:
    """Pages that list the titles of the report with the pages they stand on."""
    entries: Counter[int] = Counter()
    others: Counter[int] = Counter()
    announced: set[int] = set()
    for piece in pieces:
        if piece.kind not in _TEXT:
            continue
        if CONTENTS.match(piece.text):
            announced.add(piece.page)
        (entries if _ENTRY.search(piece.text) else others)[piece.page] += 1
    return frozenset(
        page
        for page, count in entries.items()
        if count >= 4 and (count >= 0.6 * (count + others[page]) or page in announced)
    ) | frozenset(page for page in announced if others[page] + entries[page] >= 3 and page <= 8)


def announced_titles(pieces: Sequence[Piece], listed: frozenset[int]) -> dict[str, int]:
    """Titles of an agenda (three numbered pieces in a row) or a contents page, with where the list ends."""
    result: dict[str, int] = {}
    run: list[int] = []
    for index, piece in enumerate(pieces):
        numbered = piece.kind in _TEXT and len(numbering(piece.text)) == 1 and len(piece.text) <= _LONGEST
        if (numbered or piece.page in listed) and (not run or index - run[-1] <= 2):
            run.append(index)
            continue
        _announce(run, pieces, result)
        run = [index] if numbered else []
    _announce(run, pieces, result)
    return result


def _announce(run: Sequence[int], pieces: Sequence[Piece], result: dict[str, int]) -> None:
    numbers = [int(n[0]) for i in run if (n := numbering(pieces[i].text)) and n[0].isdecimal()]
    if len(run) >= 3 and (len(numbers) < 2 or go_up(numbers)):
        for index in run:
            key = announced_key(pieces[index].text)
            if len(key) >= 12:
                result.setdefault(key, run[-1])


def announced_key(text: str) -> str:
    return fold(re.sub(r"^\s*(?:[\dIVX]+(?:\.\d+)*|[A-Za-z])\s*[.)/–-]+\s*", "", cleaned_title(text)))[:40]
