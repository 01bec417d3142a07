"""Sections of a report: from its bookmarks, else from headings, and the section of each block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corpus.content import OutlineEntry, Piece
from corpus.heading_depths import depths
from corpus.headings import Heading, body_of, find_headings
from corpus.outline import anchors, meaningful
from corpus.report import Block, BlockKind, Section
from corpus.slides import is_deck, slide_titles, titles_of_cards
from corpus.titles import cleaned_title, fold, numbering


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
    if is_deck(pieces, page_count):
        headings = _of_slides(pieces)
    else:
        headings = _without_root(_by_style(find_headings(pieces), pieces))
    if not bookmarks:
        return headings
    tree = [
        _Node(a.first, a.last, cleaned_title(a.entry.title), a.entry.page, a.entry.level)
        for a in anchors(bookmarks, pieces)
    ]
    if len(bookmarks) >= 0.8 * page_count:
        return tree
    return _refined(tree, headings, pieces)


def _by_style(headings: Sequence[Heading], pieces: Sequence[Piece]) -> list[_Node]:
    body = body_of(pieces)
    cover = [h for h in headings if h.page == 1] if _has_cover(pieces) else []
    title = max((h.style.size for h in cover), default=0.0)
    if any(h.page > 1 and abs(h.style.size - title) <= 0.5 for h in headings):
        cover = []  # The first of the parts, on a page of its own.
    inside = headings[len(cover) :]
    return [
        _Node(h.first, h.last, h.title, h.page, depth)
        for part in (cover, inside)
        for h, depth in zip(part, depths(part, body), strict=True)
    ]


_COVER = 80  # Words on a cover, at most.


def _has_cover(pieces: Sequence[Piece]) -> bool:
    """Whether the first page only names the report: what it says in large type holds no other page."""
    words = [len(p.text.split()) for p in pieces if p.page == 1]
    texts = [p for p in pieces if p.page == 1 and p.kind == BlockKind.PARAGRAPH and p.text.endswith(".")]
    return sum(words) <= _COVER and not texts and max((p.page for p in pieces), default=0) >= 4


def _without_root(nodes: Sequence[_Node]) -> list[_Node]:
    """The report's own title on its cover is no section that holds all the others."""
    roots = [n for n in nodes if n.depth == 0]
    if len(roots) != 1 or len(nodes) < 4 or nodes[0].depth or nodes[0].page > 2:
        return list(nodes)
    return [nodes[0], *(replace(n, depth=n.depth - 1) for n in nodes[1:])]


def _of_slides(pieces: Sequence[Piece]) -> list[_Node]:
    titles = slide_titles(pieces)
    opening = next((t.page for t in titles if t.part and t.page > 1), None)
    nodes = [
        _Node(t.first, t.last, t.title, t.page, 0 if t.part or opening is None or t.page < opening else 1)
        for t in titles
    ]
    depths_of_pages = {node.page: node.depth for node in nodes}
    cards = [
        _Node(h.first, h.last, h.title, h.page, depths_of_pages[h.page] + 1)
        for h in titles_of_cards(find_headings(pieces), titles, pieces)
    ]
    return sorted([*nodes, *cards], key=lambda n: n.first)


def _refined(tree: Sequence[_Node], headings: Sequence[_Node], pieces: Sequence[Piece]) -> list[_Node]:
    """The headings between two bookmarks become sections below the first."""
    taken = {i for node in tree for i in range(node.first, node.last + 1)}
    starts = sorted(tree, key=lambda n: n.first)
    ends = [*(n.first for n in starts[1:]), len(pieces)]
    named = {(n.page, fold(n.title)) for n in tree}
    headings = [h for h in headings if not any(h.page == p and t in fold(h.title) for p, t in named)]
    cover = _has_cover(pieces)
    result = [h for h in headings if h.first < starts[0].first]
    for node, end in zip(starts, ends, strict=True):
        result.append(node)
        below = [
            h
            for h in headings
            if node.first <= h.first < end
            and not taken & set(range(h.first, h.last + 1))
            and not _repeats(h, node)
        ]
        least = min((h.depth for h in below), default=0)
        beside = _numbered_beside(below, node)
        for heading in below:
            larger = pieces[heading.first].size >= pieces[node.first].size
            under = not beside and not (cover and node.page == 1 < heading.page and larger)
            result.append(replace(heading, depth=heading.depth - least + node.depth + under))
    return result


def _repeats(heading: _Node, node: _Node) -> bool:
    """Whether a heading prints the title of the bookmark; « Annexe : tableaux » pages on says more."""
    title, whole = fold(node.title), fold(heading.title)
    return title in whole and (heading.page == node.page or len(whole) < len(title) + 3)


def _numbered_beside(headings: Sequence[_Node], node: _Node) -> bool:
    """Whether the outline left out the sections that follow « 1.1 »: « 1.2 » is none of its parts."""
    own = numbering(node.title)
    numbers = [n for h in headings if (n := numbering(h.title))]
    return bool(own) and bool(numbers) and len(numbers[0]) == len(own) and numbers[0][:-1] == own[:-1]


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
