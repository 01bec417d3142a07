"""How deep each heading stands: by its style among the others, and by its numbering."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.headings import Body, Heading, Style
from corpus.titles import CONTENTS

# What stands before the first part, however large its title: no part of the report is in it.
_FOREWORD = re.compile(
    r"(?i)(?:édito(?:rial)?|préface|avant-propos|préambule|avertissement|remerciements"
    r"|(?:le\s)?mot d[ue]\b.*)\W*$"
)
_DISPLAY = 2.0  # Times the running text: at that size, weight tells no depth.
_NOT_MUCH_LARGER = 1.3  # Times the size of the titles of pages: larger ones are parts.


def depths(headings: Sequence[Heading], body: Body) -> list[int]:
    """The depth of each heading from 0: by size and weight, numbering where there is one."""
    sizes = _sizes(headings)
    keys = sorted({_rank_key(h.style, sizes, body) for h in headings}, reverse=True)
    rank = {key: k for k, key in enumerate(keys)}
    held = _held(headings)
    result: list[int] = []
    stack: list[tuple[int, Heading]] = []
    for place, heading in enumerate(headings):
        own = rank[_rank_key(heading.style, sizes, body)]
        del stack[_sibling(stack, heading) :]
        while stack and stack[-1][1] is not held.get(place) and _closes(*stack[-1], own, heading):
            stack.pop()
        result.append(len(stack))
        stack.append((own, heading))
    return result


def _held(headings: Sequence[Heading]) -> dict[int, Heading]:
    """The numbered title that each title without a number stands under, by place: those between « 1. » and
    « 2. » that are no larger, but for one right over « 2. », which opens a new part."""
    held: dict[int, Heading] = {}
    for place, heading in enumerate(headings):
        last = _next_number(headings, place)
        size = max(heading.style.size, headings[last].style.size)
        for between in range(place + 1, last):
            title = headings[between]
            opens = between + 1 == last and title.last + 1 == headings[last].first
            if not opens and title.style.size <= 1.1 * size:
                held[between] = heading
    return held


def _next_number(headings: Sequence[Heading], place: int) -> int:
    """Where the number after this heading's own stands when only titles without numbers come between."""
    heading = headings[place]
    word, _, last = heading.number[-1].rpartition(" ") if heading.number else ("", "", "")
    if not last.isdecimal():
        return place
    wanted = (*heading.number[:-1], f"{word} {int(last) + 1}".strip())
    for later in range(place + 1, len(headings)):
        number, size = headings[later].number, headings[later].style.size
        if bool(number) and " " not in number[0] and " " in heading.number[0]:
            continue  # « 10 Dotations » within « Classe 1 »
        if number and size >= 0.9 * heading.style.size:  # Smaller ones number parts of this one.
            return later if number == wanted and size <= 1.1 * heading.style.size else place
    return place


def _sizes(headings: Sequence[Heading]) -> dict[Style, float]:
    """The size that each style ranks by: one that opens pages ranks over larger ones that never do."""
    opening: Counter[Style] = Counter()
    total: Counter[Style] = Counter(h.style for h in headings)
    page = 0
    for heading in headings:
        opening[heading.style] += heading.page != page
        page = heading.page
    openers = [s for s, count in opening.items() if count >= 4 and count >= 0.7 * total[s]]
    within = [s.size for s in total if not opening[s]]
    return {
        s: max([s.size, *(size + 0.25 for size in within if size < _NOT_MUCH_LARGER * s.size)])
        for s in openers
    }


def _sibling(stack: Sequence[tuple[int, Heading]], heading: Heading) -> int:
    """Where the open heading stands that this one's number goes on from; past the end if none does."""
    for place, (_, open_) in enumerate(stack):
        size = open_.style.size
        if _same_numbering(open_, heading) and 0.7 * size <= heading.style.size <= 1.1 * size:
            return place
    return len(stack)


def _same_numbering(one: Heading, two: Heading) -> bool:
    if not one.number or len(one.number) != len(two.number):
        return False
    return _kind_of(one.number[-1]) == _kind_of(two.number[-1]) and one.number[:-1] == two.number[:-1]


def _kind_of(number: str) -> str:
    """Arabic, roman, a letter, or the word of « Chapitre 3 »."""
    if number.isdecimal():
        return "digits"
    if " " in number:
        return number.split()[0]
    return "roman" if re.fullmatch("[IVX]+", number) else "capital" if number.isupper() else "small"


def _rank_key(style: Style, sizes: dict[Style, float], body: Body) -> tuple[float, bool, bool, bool]:
    size = sizes.get(style, style.size)
    bold = style.bold or size >= _DISPLAY * body.size
    return (size, bold, style.capitals, style.color != body.color and not bold)


def _closes(above_rank: int, above: Heading, rank: int, heading: Heading) -> bool:
    """Whether a heading of this rank and numbering ends the open one."""
    if (CONTENTS.match(above.title) or _FOREWORD.match(above.title)) and heading.page > above.page:
        return True
    one, two = above.number, heading.number
    if one and two and one[0].isdecimal() and two[0].isdecimal():
        if two[: len(one)] == one and len(two) > len(one):
            return False
        if len(two) <= len(one) and heading.style.size >= 0.7 * above.style.size:
            return True
    if one and two and " " in one[0] and " " not in two[0] and rank == above_rank:
        return False  # « Chapitre 1 » over « 10 Dotations » in the same type
    return rank <= above_rank
