"""Paragraphs that a layout cut in the middle of a sentence, made one block again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.passage_lines import union
from corpus.report import Block, BlockKind, Span

_UNFINISHED = re.compile(r"[\w,('’-]\s*$")
_GOES_ON = re.compile(r"[a-zà-öø-ÿ(«]")
# Words that no sentence ends on: « dessert près de | 1 365 installations ».
_HANGING = re.compile(
    r"(?:(?<=\s)(?:de|du|des|à|au|aux|le|la|les|un|une|et|ou|par|pour|dans|sur|avec|sans|entre|vers|en|son|sa|ses|"
    r"leurs?|nos|notre|est|sont|soit|que|qui|dont|environ)|[dl]['’])\s*$"
)
_BESIDE = frozenset({BlockKind.TABLE, BlockKind.CHART, BlockKind.KEY_FIGURE, BlockKind.CAPTION})


def rejoin(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, numbered anew: each with what ends its last sentence on the same page.

    Figures and captions may stand between the two parts. A sentence that ends on the next page stays in
    two blocks, as a block has one page; passages make it whole.
    """
    joined: list[Block] = []
    for block in blocks:
        place = len(joined) - 1
        while place >= 0 and joined[place].kind in _BESIDE and block.kind is BlockKind.PARAGRAPH:
            place -= 1
        before = joined[place] if place >= 0 else None
        if before and (before.page, before.section) == (block.page, block.section) and runs_on(before, block):
            joined[place] = _one(before, block)
        else:
            joined.append(block)
    return tuple(replace(block, index=index) for index, block in enumerate(joined))


def runs_on(block: Block, following: Block) -> bool:
    """Whether a sentence begins in one block and ends in the other."""
    return can_run_on(block.kind, following.kind) and is_cut(block.text, following.text)


def can_run_on(kind: BlockKind, following: BlockKind) -> bool:
    """Whether blocks of these kinds may share a sentence."""
    return kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM} and following is BlockKind.PARAGRAPH


def is_cut(text: str, following: str) -> bool:
    """Whether `text` stops before the end of a sentence that `following` goes on with."""
    if _HANGING.search(text):
        return True
    return _UNFINISHED.search(text) is not None and _GOES_ON.match(following) is not None


def _one(first: Block, second: Block) -> Block:
    shift = len(first.text) + 1
    spans = tuple(Span(span.start + shift, span.end + shift, span.box) for span in second.spans)
    return replace(
        first,
        text=f"{first.text} {second.text}",
        box=union(first.box, second.box),
        spans=first.spans + spans,
    )
