"""How deep each heading stands: by its style among the others, and by its numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.headings import Body, Heading, Style
from corpus.titles import CONTENTS


def depths(headings: Sequence[Heading], body: Body) -> list[int]:
    """The depth of each heading from 0: by size and weight, numbering where there is one."""
    keys = sorted({_rank_key(h.style, body) for h in headings}, reverse=True)
    rank = {key: k for k, key in enumerate(keys)}
    result: list[int] = []
    stack: list[tuple[int, Heading]] = []
    for heading in headings:
        own = rank[_rank_key(heading.style, body)]
        del stack[_sibling(stack, heading) :]
        while stack and _closes(*stack[-1], own, heading):
            stack.pop()
        result.append(len(stack))
        stack.append((own, heading))
    return result


def _sibling(stack: Sequence[tuple[int, Heading]], heading: Heading) -> int:
    """Where the open heading stands that this one's number goes on from; past the end if none does."""
    for place, (_, open_) in enumerate(stack):
        if _same_numbering(open_, heading) and heading.style.size <= 1.1 * open_.style.size:
            return place
    return len(stack)


def _same_numbering(one: Heading, two: Heading) -> bool:
    if not one.number or len(one.number) != len(two.number):
        return False
    return _kind_of(one.number[-1]) == _kind_of(two.number[-1]) and one.number[:-1] == two.number[:-1]


def _kind_of(number: str) -> str:
    """Arabic, roman, a letter, or the word of « Chapitre 3 »."""
    if number.isdigit():
        return "digits"
    if " " in number:
        return number.split()[0]
    return "roman" if re.fullmatch("[IVX]+", number) else "capital" if number.isupper() else "small"


def _rank_key(style: Style, body: Body) -> tuple[float, bool, bool, bool]:
    return (style.size, style.bold, style.capitals, style.color != body.color)


def _closes(above_rank: int, above: Heading, rank: int, heading: Heading) -> bool:
    """Whether a heading of this rank and numbering ends the open one."""
    if CONTENTS.match(above.title) and heading.page > above.page:
        return True
    one, two = above.number, heading.number
    if one and two and one[0].isdigit() and two[0].isdigit():
        if two[: len(one)] == one and len(two) > len(one):
            return False
        if len(two) <= len(one):
            return True
    return rank <= above_rank
