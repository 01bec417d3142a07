"""The lines passages are made of: sentences and table rows, each with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from corpus.report import Block, Box
from corpus.sentences import split_sentences

_ENDLESS = 100  # words: no sentence of a report is longer, but a list without punctuation is
_PROSE_ROW = 120  # words: a longer table row is prose in a frame


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or row: `gap` is what stands between the line before and `text`.

    `repeated` marks a header or lead-in that another passage already shows.
    """

    text: str
    page: int
    boxes: tuple[Box, ...]
    block: int
    gap: str = "\n"
    repeated: bool = False

    @property
    def words(self) -> int:
        return len(self.text.replace("|", " ").split())


Lines = tuple[Line, ...]


def count_words(lines: Iterable[Line]) -> int:
    return sum(line.words for line in lines)


def repeat(lines: Lines) -> Lines:
    """`lines` as a header of a further passage."""
    return tuple(replace(line, repeated=True) for line in lines)


def sentence_lines(block: Block) -> Lines:
    """The sentences of running text; the first opens a line, the others follow as printed."""
    found: list[Line] = []
    end = 0
    for start, stop in chain.from_iterable(_bounded(block, *part) for part in split_sentences(block.text)):
        gap = block.text[end:start] if found else "\n"
        found.append(Line(block.text[start:stop], block.page, _boxes(block, start, stop), block.index, gap))
        end = stop
    return tuple(found)


def _bounded(block: Block, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence; what is too long to be one, an enumeration without marks, by its printed lines."""
    if len(block.text[start:end].split()) <= _ENDLESS:
        return [(start, end)]
    own = [span for span in block.spans if start <= span.start and span.end <= end]
    cuts = [
        span.start
        for before, span in pairwise(own)
        if not _in_row(before.box, span.box) and re.match(r"[\dA-ZÀ-Ý•–-]", block.text[span.start :])
    ]
    ends = [start, *cuts, end]
    return [(first, last - _blanks(block.text[first:last])) for first, last in pairwise(ends) if first < last]


def _blanks(text: str) -> int:
    return len(text) - len(text.rstrip())


def row_lines(block: Block) -> Lines:
    """The rows of a figure; a row that is itself long prose is cut into its sentences."""
    found: list[Line] = []
    start = 0
    for text in block.text.split("\n"):
        end = start + len(text)
        if len(text.split()) > _PROSE_ROW:
            parts = [(start + first, start + last) for first, last in split_sentences(text)]
            found += [Line(block.text[a:b], block.page, _boxes(block, a, b), block.index) for a, b in parts]
        elif text.strip(" |"):
            found.append(Line(text, block.page, (_row_box(block, start, end),), block.index))
        start = end + 1
    return tuple(found)


def _boxes(block: Block, start: int, end: int) -> tuple[Box, ...]:
    """The rectangles of `block.text[start:end]`, one per printed line; the block's own if unknown."""
    boxes = [span.box for span in block.spans if start < span.end and span.start < end]
    same_line = _in_column if _is_sideways(boxes) else _in_row
    lines: list[Box] = []
    for box in boxes:
        if lines and same_line(lines[-1], box):
            lines[-1] = union(lines[-1], box)
        else:
            lines.append(box)
    return tuple(lines) or (block.box,)


def _is_sideways(boxes: list[Box]) -> bool:
    """Whether the words run up or down the page, as on a page drawn across."""
    tall = sum(box[3] - box[1] > 1.5 * (box[2] - box[0]) for box in boxes)
    return len(boxes) > 1 and tall > len(boxes) / 2


def _row_box(block: Block, start: int, end: int) -> Box:
    box, *others = _boxes(block, start, end)
    for other in others:
        box = union(box, other)
    return box


def _in_row(first: Box, second: Box) -> bool:
    overlap = min(first[3], second[3]) - max(first[1], second[1])
    height = min(first[3] - first[1], second[3] - second[1])
    return overlap > 0.5 * height and second[0] >= first[0] - 1


def _in_column(first: Box, second: Box) -> bool:
    overlap = min(first[2], second[2]) - max(first[0], second[0])
    return overlap > 0.5 * min(first[2] - first[0], second[2] - second[0])


def union(first: Box, second: Box) -> Box:
    """The smallest box around both."""
    x0, top, x1, bottom = first
    return min(x0, second[0]), min(top, second[1]), max(x1, second[2]), max(bottom, second[3])
