"""The numbers printed on pages: told from other numbers by going up with the pages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from corpus.strips import FEWEST, ZONE, Strip

_NUMBER = re.compile(
    r"^\W*(?:(?:page|p\.?|folio)\s*)?(?:n°\s*)?[-–—|•]?\s*(\d{1,4})\s*(?:(?:/|sur|de|of)\s*\d{1,4})?\W*$",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"^\W*([ivxl]{1,7})\W*$", re.IGNORECASE)
_EDGE_NUMBER = re.compile(r"^(\d{1,4})(?=\s)|(?<=\s)(\d{1,4})(?:\s*/\s*\d{1,4})?$")


def page_numbers(strips: Sequence[Strip], count: int) -> tuple[list[Strip], tuple[str, ...]]:
    """Strips that are nothing but the page's number, and the label of each page."""
    places: dict[tuple[str, int], list[tuple[Strip, int]]] = defaultdict(list)
    for strip in strips:
        margin = strip.margin(ZONE)
        if margin and strip.upright:
            middle = round((strip.box[1] + strip.box[3]) * 50)
            for value in _values(strip.text):
                for level in (middle - 1, middle, middle + 1):
                    places[margin, level].append((strip, value))
    best: dict[int, list[tuple[Strip, int]]] = {}
    for found in places.values():
        numbered = _numbered(found, count)
        if len(numbered) > len(best):
            best = numbered
    if len(best) < 0.3 * count:
        return _spreads(strips, count)
    labels = [""] * count
    bare: list[Strip] = []
    for page, pairs in best.items():
        # A bare number says it best, else the number in the running head.
        strip, value = min(pairs, key=lambda pair: len(pair[0].text))
        labels[page] = _printed(strip.text, value)
        bare.extend(s for s, _ in pairs if _NUMBER.match(s.text) or _ROMAN.match(s.text))
    return bare, tuple(labels)


def _numbered(found: Sequence[tuple[Strip, int]], count: int) -> dict[int, list[tuple[Strip, int]]]:
    """Of the numbers at one height of the pages, those that go up with the pages."""
    votes: dict[int, dict[int, list[tuple[Strip, int]]]] = defaultdict(lambda: defaultdict(list))
    for strip, value in found:
        votes[value - strip.page][strip.page].append((strip, value))
    taken: dict[int, list[tuple[Strip, int]]] = {}
    for _, by_page in sorted(votes.items(), key=lambda item: -len(item[1])):
        for run in _consecutive(sorted(set(by_page) - set(taken)), count):
            taken.update({page: by_page[page] for page in run})
    return taken


def _values(text: str) -> list[int]:
    if bare := _NUMBER.match(text):
        return [int(bare[1])]
    if roman := _ROMAN.match(text):
        return [_roman(roman[1])]
    return [int(m[1] or m[2]) for m in _EDGE_NUMBER.finditer(text)]


def _printed(text: str, value: int) -> str:
    roman = _ROMAN.match(text)
    return roman[1] if roman and not _NUMBER.match(text) else str(value)


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[c] for c in text.lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))


def _consecutive(pages: Sequence[int], count: int) -> list[list[int]]:
    """Runs of pages that number on, small holes (full-page pictures) allowed."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page - runs[-1][-1] <= 3:
            runs[-1].append(page)
        else:
            runs.append([page])
    needed = 2 if count <= 3 else FEWEST
    return [run for run in runs if len(run) >= needed]


def _spreads(strips: Sequence[Strip], count: int) -> tuple[list[Strip], tuple[str, ...]]:
    """Double pages: two numbers that follow each other, going up by two from sheet to sheet."""
    by_page: dict[int, list[tuple[int, Strip]]] = defaultdict(list)
    for strip in strips:
        bare = _NUMBER.match(strip.text)
        if bare and strip.margin(ZONE):
            by_page[strip.page].append((int(bare[1]), strip))
    votes: dict[int, dict[int, list[tuple[int, Strip]]]] = defaultdict(dict)
    for page, found in by_page.items():
        for value, _ in found:
            pair = [(v, s) for v, s in found if v in (value, value + 1)]
            votes[value - 2 * page].setdefault(page, pair)
    best = max(votes.values(), key=len, default={})
    if len(best) < FEWEST:
        return [], ("",) * count
    labels = [""] * count
    for page, pair in best.items():
        labels[page] = "-".join(str(v) for v, _ in sorted(pair, key=lambda p: p[0]))
    return [s for pair in best.values() for _, s in pair], tuple(labels)
