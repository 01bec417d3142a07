"""Running text cut into groups of whole sentences of about the target length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from corpus.passage_lines import Line, Lines, count_words, repeat, sentence_lines
from corpus.rejoining import can_run_on, is_cut
from corpus.report import Block, BlockKind

TARGET_WORDS = 110  # what one embedding still tells apart
LIST_WORDS = 180  # a list with the line that announces it stays whole up to this
_TAIL_WORDS = 25  # a remainder shorter than this joins the passage before it
_LEAD_WORDS = 40  # a longer lead-in is not repeated over each part of a list
_HEADING_WORDS = 8

_HEADING = re.compile(r"[A-ZÀ-Ý][^\d:]*[^\W\d_](?:\s?\?)?")
_ANNOUNCES = re.compile(r":\s*$")
_ENUMERATED = re.compile(r";\s*$")


def text_passages(blocks: Sequence[Block]) -> Iterator[Lines]:
    """The lines of each passage of `blocks`: paragraphs, list items, captions, footnotes, sub-headings."""
    kinds = [block.kind for block in blocks]
    lines = _rejoined(kinds, [sentence_lines(block) for block in blocks])
    parts = [(kind, own) for kind, own in zip(kinds, lines, strict=True) if own]
    yield from _packed(_atoms(parts))


def _rejoined(kinds: list[BlockKind], parts: list[Lines]) -> list[Lines]:
    """A sentence cut by the end of a column or page, made whole in the block where it begins."""
    joined = list(parts)
    for place in range(len(joined) - 1, 0, -1):
        before, after = joined[place - 1], joined[place]
        if not (before and after and can_run_on(kinds[place - 1], kinds[place])):
            continue
        if is_cut(before[-1].text, after[0].text):
            joined[place - 1] = (*before[:-1], _one(before[-1], after[0]), *after[1:])
            joined[place] = ()
    return joined


def _one(first: Line, second: Line) -> Line:
    """Boxes stay those of the page where the sentence begins: a sentence has one page."""
    boxes = first.boxes + (second.boxes if second.page == first.page else ())
    return replace(first, text=f"{first.text} {second.text}", boxes=boxes)


def _atoms(parts: list[tuple[BlockKind, Lines]]) -> Iterator[Lines]:
    """What is not cut while it is short: a paragraph or a list, with what announces it."""
    place = 0
    lead: Lines = ()
    while place < len(parts):
        items: list[Lines] = []
        while place < len(parts) and _is_item(parts[place], items):
            items.append(parts[place][1])
            place += 1
        if items:
            yield from _list(lead, items)
            lead = ()
            continue
        kind, lines = parts[place]
        lead += lines
        place += 1
        opens = (
            kind is BlockKind.HEADING
            or _ANNOUNCES.search(lines[-1].text) is not None
            or (place < len(parts) and _heads(parts[place - 1], parts[place]))
        )
        stays = opens and (count_words(lead) <= _LEAD_WORDS or _starts_list(parts, place))
        if not stays or place == len(parts):
            yield from _cut(lead)
            lead = ()


def _heads(part: tuple[BlockKind, Lines], after: tuple[BlockKind, Lines]) -> bool:
    """Whether a paragraph is a heading of the one after it that no section is named by: a few words."""
    (kind, lines), (next_kind, text) = part, after
    if {kind, next_kind} != {BlockKind.PARAGRAPH} or len(lines) != 1 or lines[0].words > _HEADING_WORDS:
        return False
    begins = text[0].words > _HEADING_WORDS and text[0].text[:1].isupper()
    return begins and _HEADING.fullmatch(lines[0].text.strip()) is not None


def _starts_list(parts: list[tuple[BlockKind, Lines]], place: int) -> bool:
    return place < len(parts) and _is_item(parts[place], [])


def _is_item(part: tuple[BlockKind, Lines], before: list[Lines]) -> bool:
    """A list item, with its mark or only told by the semicolons of an enumeration."""
    kind, lines = part
    if kind is BlockKind.LIST_ITEM:
        return True
    ends = _ENUMERATED.search(lines[-1].text) is not None
    goes_on = bool(before) and _ENUMERATED.search(before[-1][-1].text) is not None
    return kind is BlockKind.PARAGRAPH and (ends or goes_on)


def _list(lead: Lines, items: list[Lines]) -> Iterator[Lines]:
    """A list whole, or in groups of items that each repeat the sentence announcing them."""
    whole = lead + tuple(line for item in items for line in item)
    if count_words(whole) <= LIST_WORDS:
        yield whole
        return
    if count_words(lead) > TARGET_WORDS:
        yield from _cut(lead[:-1])
        lead = lead[-1:]
    announcement = repeat(tuple(line for line in lead[-1:] if line.words <= _LEAD_WORDS))
    group, start = lead, len(lead)
    for part in chain.from_iterable(map(_cut, items)):
        if len(group) > start and count_words(group) + count_words(part) > TARGET_WORDS:
            yield group
            group, start = announcement, len(announcement)
        group += part
    yield group


def _cut(lines: Lines) -> Iterator[Lines]:
    """Sentences in the fewest groups of about equal length, each near the target."""
    total = count_words(lines)
    share = total / max(1, round(total / TARGET_WORDS))
    groups: dict[int, Lines] = {}
    done = 0
    for line in lines:
        middle = done + line.words / 2
        groups[int(middle / share)] = (*groups.get(int(middle / share), ()), line)
        done += line.words
    yield from groups.values()


def _packed(atoms: Iterator[Lines]) -> Iterator[Lines]:
    """Short neighbours together up to the target; a short remainder with what is before it."""
    packed: list[Lines] = []
    for atom in atoms:
        words = count_words(atom)
        before = count_words(packed[-1]) if packed else 0
        fits = before + words <= TARGET_WORDS or (words < _TAIL_WORDS and before <= TARGET_WORDS)
        if packed and fits and not atom[0].repeated:
            packed[-1] += atom
        else:
            packed.append(atom)
    yield from packed
