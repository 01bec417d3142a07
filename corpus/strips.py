"""Words of one line of a page that stand together, with where they stand: what furniture is made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.content import PageContent, Word
from corpus.report import Box

_SIDE = 0.08
ZONE = 0.13  # Running heads stand within this part of the page's height, from either edge.
FEWEST = 3  # Pages a text must return on to be a running head.


@dataclass(frozen=True, slots=True)
class Strip:
    """Words of one line of one page that stand together."""

    page: int  # Index in the sequence of pages.
    words: tuple[int, ...]
    text: str
    size: float
    box: Box  # As fractions of the page.
    neighbours: int  # Strips on the same line.
    close_below: int  # Strips on the line just below, when it is close; 0 otherwise.
    clear: float  # White towards the middle of the page, in lines of this size.
    light: bool
    upright: bool

    @property
    def key(self) -> str:
        """The text with its numbers made alike."""
        return re.sub(r"\d+", "#", re.sub(r"\s+", " ", self.text)).casefold().strip()

    def margin(self, zone: float) -> str:
        if self.box[3] <= zone:
            return "top"
        if self.box[1] >= 1 - zone:
            return "bottom"
        if not self.upright and (self.box[2] <= _SIDE or self.box[0] >= 1 - _SIDE):
            return "side"
        return ""


def strips_of(number: int, page: PageContent) -> list[Strip]:
    upright = [i for i, w in enumerate(page.words) if w.direction == 0]
    turned = [i for i, w in enumerate(page.words) if w.direction != 0]
    lines = _lines(page.words, upright)
    cut = [_cut(page.words, line) for line in lines]
    result: list[Strip] = []
    for k, groups in enumerate(cut):
        height = max(page.words[i].size for i in lines[k]) or 1.0
        gap_below = _gap(page.words, lines, k, k + 1) / height
        above = 2 * min(page.words[i].box[1] for i in lines[k]) > page.height
        clear = _gap(page.words, lines, k - 1, k) / height if above else gap_below
        below = len(cut[k + 1]) if k + 1 < len(cut) and gap_below < 1.2 else 0
        result.extend(_strip(number, page, group, (len(groups), below, clear)) for group in groups)
    result.extend(_strip(number, page, group, (1, 0, 9.0)) for group in _turned_groups(page.words, turned))
    return result


def _gap(words: Sequence[Word], lines: Sequence[Sequence[int]], upper: int, lower: int) -> float:
    if upper < 0 or lower >= len(lines):
        return 1000.0
    return min(words[i].box[1] for i in lines[lower]) - max(words[i].box[3] for i in lines[upper])


def _lines(words: Sequence[Word], indexes: Iterable[int]) -> list[list[int]]:
    lines: list[list[int]] = []
    bottom = float("-inf")
    for i in sorted(indexes, key=lambda i: (words[i].box[1] + words[i].box[3]) / 2):
        middle = (words[i].box[1] + words[i].box[3]) / 2
        if lines and middle < bottom:
            lines[-1].append(i)
        else:
            lines.append([i])
            bottom = middle + 0.4 * (words[i].box[3] - words[i].box[1])
    return lines


def _cut(words: Sequence[Word], line: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in sorted(line, key=lambda i: words[i].box[0]):
        if groups and words[i].box[0] - words[groups[-1][-1]].box[2] < 1.2 * words[i].size:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _turned_groups(words: Sequence[Word], indexes: Sequence[int]) -> list[list[int]]:
    groups: list[list[int]] = []
    for i in indexes:
        near = groups and abs(words[groups[-1][-1]].box[0] - words[i].box[0]) < words[i].size
        if near and words[groups[-1][-1]].direction == words[i].direction:
            groups[-1].append(i)
        else:
            groups.append([i])
    return groups


def _strip(number: int, page: PageContent, group: Sequence[int], around: tuple[int, int, float]) -> Strip:
    words = [page.words[i] for i in group]
    width, height = page.width or 1.0, page.height or 1.0
    return Strip(
        page=number,
        words=tuple(group),
        text=" ".join(w.text for w in words),
        size=max(w.size for w in words),
        box=(
            min(w.box[0] for w in words) / width,
            min(w.box[1] for w in words) / height,
            max(w.box[2] for w in words) / width,
            max(w.box[3] for w in words) / height,
        ),
        neighbours=around[0],
        close_below=around[1],
        clear=around[2],
        light=all(w.color is not None and min(w.color) > 0.6 for w in words),
        upright=words[0].direction == 0,
    )
