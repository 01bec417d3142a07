"""Tables, charts and key figures as passages: whole while small, else by groups of rows under the header."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from corpus.passage_lines import Line, Lines, count_words, repeat, row_lines, sentence_lines
from corpus.report import Block

TABLE_WORDS = 160  # a table or chart stays whole up to this
ROWS_WORDS = 110  # the rows of one passage of a longer one, header not counted
_HEADER_WORDS = 60  # a longer header is not repeated


def figure_title(block: Block, captions: Sequence[Block] = ()) -> str:
    """The title read with the figure, else its caption."""
    own = (block.table.title if block.table else "") or (block.chart.title if block.chart else "")
    return own or " ".join(caption.text for caption in captions)


def figure_passages(block: Block, captions: Sequence[Block], header: Lines) -> Iterator[Lines]:
    """The lines of each passage. `header` is that of the table that this one may continue."""
    opening = tuple(chain.from_iterable(sentence_lines(caption) for caption in captions))
    rows = row_lines(block)
    title, own, body = _parts(block, rows)
    above = own or (repeat(header) if block.table and block.table.continues else ())
    if not rows:
        named = figure_title(block)
        rows = (Line(named, block.page, (block.box,), block.index),) if named and not opening else ()
    if count_words(rows) <= TABLE_WORDS or len(body) < 2:
        if opening or rows:
            yield opening + (rows if own else title + above + body or rows)
        return
    group = opening + title + above
    start = len(group)
    again = repeat(above) if count_words(above) <= _HEADER_WORDS else ()
    for row in body:
        if len(group) > start and count_words(group[start:]) + row.words > ROWS_WORDS:
            yield group
            group, start = again, len(again)
        group += (row,)
    yield group


def header_lines(block: Block, before: Lines) -> Lines:
    """The header that the next page's continuation of this table stands under."""
    if block.table is None:
        return ()
    own = _parts(block, row_lines(block))[1]
    return own or (before if block.table.continues else ())


def key_figure_passages(blocks: Sequence[Block]) -> Iterator[Lines]:
    """Neighbouring key figures together: one alone says too little of where it stands."""
    group: Lines = ()
    for rows in map(row_lines, blocks):
        if group and count_words(group) + count_words(rows) > ROWS_WORDS:
            yield group
            group = ()
        group += rows
    if group:
        yield group


def _parts(block: Block, rows: Lines) -> tuple[Lines, Lines, Lines]:
    """Title line, header lines and body, as far as the text of the block has them."""
    named = figure_title(block)
    titled = bool(rows and named) and _folded(rows[0].text) == _folded(named)
    title, rest = rows[:titled], rows[titled:]
    count = block.table.header_rows if block.table else 0
    # A continued table knows the header of the page before, which its own text need not show.
    if block.table and block.table.continues and len(rest) <= block.table.rows - count:
        count = 0
    return (title, rest[:count], rest[count:]) if count < len(rest) else (title, (), rest)


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
