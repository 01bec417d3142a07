"""Contents pages: they lead to the text, and are none to be quoted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from corpus.report import Block, BlockKind, Table
from corpus.titles import CONTENTS

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.HEADING, BlockKind.FOOTNOTE})
_LEADER = re.compile(
    r"(?:\.\s?){4,}\s*(?:p(?:age)?\.?\s*)?\d{1,4}\b|…{2,}\s*\d{1,4}\b|(?:_\s?){4,}\s*\d{1,4}\s*$"
)
_PAGE = re.compile(r"^(?:.*\D)?(\d{1,4})$")
_LED = re.compile(r"(?:pages?|p\.)\s*(\d{1,4})\s*[:.–—-]?\s+\S", re.IGNORECASE)
_SENTENCE = re.compile(r"(?:\w+[’', ]+){8,}\w+ ?[.!?;]\s*(?:$|[A-ZÀ-Ý])")
_FEW = 4


def navigation(blocks: Sequence[Block], page_count: int) -> frozenset[int]:
    """The indexes of the blocks that list titles with the pages they stand on."""
    by_page: dict[int, list[Block]] = defaultdict(list)
    for block in blocks:
        by_page[block.page].append(block)
    found = {block.index for block in blocks if block.kind in _TEXT and _LEADER.search(block.text)}
    for own in by_page.values():
        found |= _listing(own, page_count) | _led_by_pages(own, page_count)
    return frozenset(found)


def _listing(blocks: Sequence[Block], page_count: int) -> set[int]:
    """The blocks of a page whose lines mostly end with page numbers that go up."""
    titled = any(CONTENTS.match(block.text) for block in blocks)
    found = {
        block.index for block in blocks if titled and block.table and _lists_pages(block.table, page_count)
    }
    texts = [block for block in blocks if block.kind in _TEXT and not CONTENTS.match(block.text)]
    ends = [(block, _PAGE.match(line)) for block in texts for line in _lines(block)]
    numbers = [int(match[1]) for _, match in ends if match]
    if titled and len(texts) >= _FEW and not any(_SENTENCE.search(block.text) for block in blocks):
        return found | {block.index for block in texts}
    if _go_up(numbers, page_count) and len(numbers) >= (0.3 if titled else 0.7) * len(ends):
        # Titles that run over two lines end with no number.
        found |= (
            {block.index for block in texts} if titled else {block.index for block, match in ends if match}
        )
    return found


def _led_by_pages(blocks: Sequence[Block], page_count: int) -> set[int]:
    """« Page 2 : Le personnel », « Page 4 : La dette »… with the further titles of a page between them."""
    places = [(k, match) for k, block in enumerate(blocks) if (match := _LED.match(block.text))]
    if not _go_up([int(match[1]) for _, match in places], page_count):
        return set()
    first, last = places[0][0], places[-1][0]
    return {block.index for block in blocks[first : last + 1] if block.kind in _TEXT}


def _lists_pages(table: Table, page_count: int) -> bool:
    last = [c.text.strip() for c in sorted(table.cells, key=lambda c: c.row) if c.column == table.columns - 1]
    numbers = [int(text) for text in last if text.isdecimal()]
    return len(numbers) >= 0.7 * len([text for text in last if text]) and _go_up(numbers, page_count)


def _go_up(numbers: Sequence[int], page_count: int) -> bool:
    if len(numbers) < _FEW or numbers[-1] - numbers[0] < 2 or max(numbers) > page_count + 10:
        return False
    return sum(after >= before for before, after in pairwise(numbers)) >= 0.9 * (len(numbers) - 1)


def _lines(block: Block) -> list[str]:
    """The text of a block as it is printed, line by line."""
    lines: list[str] = []
    bottom = 0.0
    for span in block.spans:
        text = block.text[span.start : span.end]
        if lines and (span.box[1] + span.box[3]) / 2 < bottom:
            lines[-1] += f" {text}"
        else:
            lines.append(text)
        bottom = span.box[3]
    return lines or [block.text]
