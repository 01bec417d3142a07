"""From blocks to passages: what is embedded, searched and quoted. None crosses a section."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from corpus.passage_figures import figure_passages, figure_title, header_lines, key_figure_passages
from corpus.passage_lines import Lines
from corpus.passage_text import text_passages
from corpus.rejoining import runs_on
from corpus.report import Block, BlockKind, Box, Passage, Section, Sentence

_FIGURES = frozenset({BlockKind.TABLE, BlockKind.CHART})
_WORD = re.compile(r"[^\W\d_]{2}")
_Draft = tuple[BlockKind, Lines, str]


def build_passages(blocks: Sequence[Block], sections: Sequence[Section]) -> tuple[Passage, ...]:
    """Passages in reading order. Headings are not in their text, unless no section is named after them."""
    passages: list[Passage] = []
    shown = [block for block in blocks if not _names_section(block, sections)]
    for section, members in groupby(shown, key=lambda block: block.section):
        for draft in _of_section(list(members)):
            passages.append(_passage(len(passages), section, draft))
    return tuple(passages)


def _names_section(block: Block, sections: Sequence[Section]) -> bool:
    if block.kind is not BlockKind.HEADING or block.section is None:
        return block.kind is BlockKind.HEADING
    return any(_folded(block.text) in _folded(title) for title in sections[block.section].path)


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _of_section(blocks: list[Block]) -> Iterator[_Draft]:
    """Text, figures with their captions and groups of key figures, in turn; the footnotes last."""
    notes = [block for block in blocks if block.kind is BlockKind.FOOTNOTE]
    captions = _captions(blocks)
    placed = {caption.index for own in captions.values() for caption in own}
    flow = [block for block in blocks if block.kind is not BlockKind.FOOTNOTE and block.index not in placed]
    header: Lines = ()
    for kind, members in groupby(_unbroken(flow), key=_family):
        run = list(members)
        if kind is BlockKind.KEY_FIGURE:
            yield from ((kind, lines, "") for lines in key_figure_passages(run))
        elif kind is BlockKind.PARAGRAPH:
            yield from _text(run)
        else:
            for block in run:
                own = captions.get(block.index, [])
                for lines in figure_passages(block, own, header):
                    yield block.kind, lines, figure_title(block, own)
                header = header_lines(block, header)
    yield from _text(notes)


def _family(block: Block) -> BlockKind:
    """Tables and charts are one family, key figures another, all else is running text."""
    if block.kind in _FIGURES:
        return BlockKind.TABLE
    return BlockKind.KEY_FIGURE if block.kind is BlockKind.KEY_FIGURE else BlockKind.PARAGRAPH


def _text(blocks: Sequence[Block]) -> Iterator[_Draft]:
    kinds = {block.index: block.kind for block in blocks}
    for lines in text_passages(blocks):
        if not any(_WORD.search(line.text) for line in lines):
            continue  # a chapter's number, a row of asterisks
        own = {kinds[line.block] for line in lines if not line.repeated} - {BlockKind.HEADING}
        yield own.pop() if len(own) == 1 else BlockKind.PARAGRAPH, lines, ""


def _unbroken(blocks: list[Block]) -> list[Block]:
    """The blocks, figures that stand in the middle of a sentence moved after it."""
    ordered: list[Block] = []
    for block in blocks:
        place = len(ordered)
        while place and _family(ordered[place - 1]) is not BlockKind.PARAGRAPH:
            place -= 1
        broken = 0 < place < len(ordered) and runs_on(ordered[place - 1], block)
        ordered.insert(place if broken else len(ordered), block)
    return ordered


def _captions(blocks: list[Block]) -> dict[int, list[Block]]:
    """The captions of each figure, by its index: those next to it in reading order, on its page."""
    found: dict[int, list[Block]] = {}
    for place, block in enumerate(blocks):
        if block.kind is not BlockKind.CAPTION:
            continue
        beside = [
            other
            for other in blocks[max(0, place - 1) : place + 2]
            if other.kind in _FIGURES and other.page == block.page
        ]
        if beside:
            nearest = min(beside, key=lambda figure: _gap(figure.box, block.box))
            found.setdefault(nearest.index, []).append(block)
    return found


def _gap(first: Box, second: Box) -> float:
    return max(first[1] - second[3], second[1] - first[3], 0.0)


def _passage(index: int, section: int | None, draft: _Draft) -> Passage:
    kind, lines, title = draft
    text = ""
    sentences: list[Sentence] = []
    for line in lines:
        text += line.gap if text else ""
        sentences.append(Sentence(len(text), len(text) + len(line.text), line.page, line.boxes, line.block))
        text += line.text
    # A repeated header may stand on an earlier page than the rows that the passage is about.
    pages = {line.page for line in lines if not line.repeated} or {lines[0].page}
    return Passage(index, kind, text, tuple(sorted(pages)), section, tuple(sentences), title)
