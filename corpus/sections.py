"""Sections of a report: from its bookmarks, else from headings, and the section of each block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from corpus.content import OutlineEntry, Piece
from corpus.headings import Heading, body_of, cleaned_title, depths, find_headings
from corpus.outline import anchors, fold, meaningful
from corpus.report import Block, BlockKind, Section


@dataclass(frozen=True, slots=True)
class _Node:
    """A section to be: the pieces of its title (none when `last` < `first`) and its depth."""

    first: int
    last: int
    title: str
    page: int
    depth: int


def find_sections(
    pieces: Sequence[Piece], outline: Sequence[OutlineEntry], page_count: int
) -> tuple[tuple[Section, ...], tuple[Block, ...]]:
    """The sections in reading order and the blocks, each with its section.

    Text before the first heading has no section. Blocks keep the order of `pieces`; the lines of one
    title become one block.
    """
    nodes = _nodes(pieces, outline, page_count)
    sections = _sections(nodes)
    return sections, _blocks(pieces, nodes)


def _nodes(pieces: Sequence[Piece], outline: Sequence[OutlineEntry], page_count: int) -> list[_Node]:
    bookmarks = meaningful(outline, page_count)
    headings = find_headings(pieces)
    if not bookmarks:
        return _by_style(headings, pieces)
    tree = [
        _Node(a.first, a.last, cleaned_title(a.entry.title), a.entry.page, a.entry.level)
        for a in anchors(bookmarks, pieces)
    ]
    if len(bookmarks) >= 0.8 * page_count:
        return tree
    return _refined(tree, headings, pieces)


def _by_style(headings: Sequence[Heading], pieces: Sequence[Piece]) -> list[_Node]:
    return [
        _Node(h.first, h.last, h.title, h.page, depth)
        for h, depth in zip(headings, depths(headings, body_of(pieces)), strict=True)
    ]


def _refined(tree: Sequence[_Node], headings: Sequence[Heading], pieces: Sequence[Piece]) -> list[_Node]:
    """The headings between two bookmarks become sections below the first."""
    taken = {i for node in tree for i in range(node.first, node.last + 1)}
    starts = sorted(tree, key=lambda n: n.first)
    result: list[_Node] = []
    bounds_ = [*(n.first for n in starts), len(pieces)]
    before = [h for h in headings if h.first < bounds_[0]]
    result.extend(_by_style(before, pieces))
    for node, end in zip(starts, bounds_[1:], strict=True):
        result.append(node)
        inside = [
            h
            for h in headings
            if node.first <= h.first < end
            and not taken & set(range(h.first, h.last + 1))
            and fold(h.title) != fold(node.title)
        ]
        below = _by_style(inside, pieces)
        result.extend(_Node(n.first, n.last, n.title, n.page, n.depth + node.depth + 1) for n in below)
    return result


def _sections(nodes: Sequence[_Node]) -> tuple[Section, ...]:
    sections: list[Section] = []
    open_: list[tuple[int, int]] = []  # depth, index
    for index, node in enumerate(nodes):
        while open_ and open_[-1][0] >= node.depth:
            open_.pop()
        parent = open_[-1][1] if open_ else None
        path = (*(sections[parent].path if parent is not None else ()), node.title)
        sections.append(Section(index, node.title, len(open_), node.page, path, parent))
        open_.append((node.depth, index))
    return tuple(sections)


def _blocks(pieces: Sequence[Piece], nodes: Sequence[_Node]) -> tuple[Block, ...]:
    starts = {node.first: k for k, node in enumerate(nodes)}
    section: int | None = None
    blocks: list[Block] = []
    index = 0
    while index < len(pieces):
        section = starts.get(index, section)
        node = nodes[section] if section is not None and index in starts else None
        last = node.last if node is not None and node.last >= node.first else index
        kind = BlockKind.HEADING if node is not None and node.last >= node.first else pieces[index].kind
        blocks.append(_block(len(blocks), pieces[index : last + 1], kind, section))
        index = last + 1
    return tuple(blocks)


def _block(index: int, pieces: Sequence[Piece], kind: BlockKind, section: int | None) -> Block:
    first = pieces[0]
    text, spans = first.text, list(first.spans)
    for piece in pieces[1:]:
        shift = len(text) + 1
        text = f"{text} {piece.text}"
        spans.extend(type(s)(s.start + shift, s.end + shift, s.box) for s in piece.spans)
    boxes = [p.box for p in pieces]
    box = (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )
    return Block(index, kind, text, first.page, box, section, tuple(spans), first.table, first.chart)


def is_deck(pieces: Sequence[Piece], page_count: int) -> bool:
    """Whether the pages are slides: few words on most of them."""
    words = [0] * page_count
    for piece in pieces:
        if 1 <= piece.page <= page_count:
            words[piece.page - 1] += len(piece.text.split())
    return bool(words) and median(words) < 130
