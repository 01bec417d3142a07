"""Running heads, page numbers and watermarks, told by their repetition over pages, and printed labels."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from corpus.content import PageContent
from corpus.page_numbers import page_numbers
from corpus.running_numbers import find_numbers
from corpus.strips import FEWEST, ZONE, Strip, strips_of

_LARGE_ZONE = 0.22  # Those in large type may stand a little further in.
_LABELLED = 5  # words of a running head that can give a figure


@dataclass(frozen=True, slots=True)
class Furniture:
    """For each page, the indexes in `PageContent.words` to leave out, and the page label printed on it.

    `telling` are the running heads, among what is left out, that give a figure with its label: each once, as
    its page (an index) and its words."""

    dropped: tuple[frozenset[int], ...]
    labels: tuple[str, ...]
    telling: tuple[tuple[int, tuple[int, ...]], ...] = ()


def find_furniture(pages: Sequence[PageContent]) -> Furniture:
    """What returns on the pages without being part of the text."""
    strips = [s for number, page in enumerate(pages) for s in strips_of(number, page)]
    body = _body_size(pages)
    numbers, labels = page_numbers(strips, len(pages))
    dropped: list[set[int]] = [set() for _ in pages]
    repeated = _repeated(strips, len(pages), body)
    for strip in (*numbers, *repeated, *_watermarks(strips, len(pages), body)):
        dropped[strip.page].update(strip.words)
    first = {s.text: s for s in sorted(repeated, key=lambda s: -s.page) if _tells(s)}
    telling = tuple((s.page, s.words) for s in first.values())
    return Furniture(tuple(frozenset(d) for d in dropped), labels, telling)


def _body_size(pages: Sequence[PageContent]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _repeated(strips: Sequence[Strip], count: int, body: float) -> list[Strip]:
    groups: dict[tuple[str, str], list[Strip]] = defaultdict(list)
    for strip in strips:
        zone = ZONE if strip.size <= 1.2 * body else _LARGE_ZONE
        margin = strip.margin(zone)
        if margin and sum(c.isalpha() for c in strip.key) >= 3:
            groups[margin, strip.key].append(strip)
    single = [
        s for group in groups.values() if len({s.page for s in group}) < FEWEST for s in group if s.upright
    ]
    result: list[Strip] = []
    for (margin, _), group in groups.items():
        for level in _same_height(group):
            if _is_running(level, count, body) and not _in_text(level, margin, single, count):
                large = min(s.size for s in level) > 1.3 * body
                first = min(s.page for s in level)
                result.extend(s for s in level if not (large and s.page == first))
    return _without_table_headers(result)


def _tells(strip: Strip) -> bool:
    """Whether a running head gives a figure with its label."""
    text = strip.text
    return len(text.split()) >= _LABELLED and any(
        text[: found.start].rstrip().endswith(":") for found in find_numbers(text)
    )


def _in_text(level: Sequence[Strip], margin: str, single: Sequence[Strip], count: int) -> bool:
    """Whether other pages have text of their own at this height: then it is no margin."""
    pages = {s.page for s in level}
    height = level[0].box[1]
    others = {
        s.page
        for s in single
        if s.page not in pages
        and s.margin(_LARGE_ZONE) == margin
        and (s.box[1] < height + 0.01 if margin == "top" else s.box[3] > level[0].box[3] - 0.01)
    }
    return len(pages) < 0.6 * count and len(others) >= max(2, 0.3 * (count - len(pages)))


def _same_height(group: Sequence[Strip]) -> list[list[Strip]]:
    levels: list[list[Strip]] = []
    for strip in sorted(group, key=lambda s: s.box[1]):
        if levels and strip.box[1] - levels[-1][0].box[1] < 0.012:
            levels[-1].append(strip)
        else:
            levels.append([strip])
    return levels


def _is_running(level: Sequence[Strip], count: int, body: float) -> bool:
    pages = sorted({s.page for s in level})
    if len(pages) < FEWEST:
        return count == 2 and len(pages) == 2 and all(s.size < body for s in level)
    share = len(pages) / count
    if max(Counter(s.page for s in level).values()) > 2:
        return False
    if share < 0.6 and sum(s.clear > 0.6 for s in level) < 0.7 * len(level):
        return False
    if min(s.size for s in level) > 1.2 * body:
        # Titles may well differ by their number alone (« Chapitre 2 »).
        same = Counter(s.text for s in level).most_common(1)[0][1]
        return same / count >= 0.6
    run = longest = 1
    for a, b in pairwise(pages):
        run = run + 1 if b - a <= 2 else 1
        longest = max(longest, run)
    return share >= 0.15 or longest >= 4


def _without_table_headers(strips: Sequence[Strip]) -> list[Strip]:
    """Column headers that return with their table stand in a row right above other rows."""
    return [s for s in strips if not (s.neighbours >= 3 and s.close_below >= 2)]


def _watermarks(strips: Sequence[Strip], count: int, body: float) -> list[Strip]:
    """Large pale or slanted words that return at the same place."""
    groups: dict[tuple[str, int, int], list[Strip]] = defaultdict(list)
    for strip in strips:
        if strip.size >= 2 * body and (strip.light or not strip.upright):
            groups[strip.text, round(strip.box[0] * 20), round(strip.box[1] * 20)].append(strip)
    needed = max(FEWEST, count // 2)
    return [s for group in groups.values() if len({s.page for s in group}) >= needed for s in group]
