"""What names a table: its caption or the heading just over it, and the unit it is in."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.content import PageContent, Word
from corpus.numbers import parse_number
from corpus.report import Box
from corpus.table_grid import Lattice
from corpus.table_words import Phrase, centre, is_bold, phrases, text_lines

_CAPTION = re.compile(r"^(?:tableau|table|tab\.|annexe)\s*(?:n\s?[°o]\s*)?[\dIVX]+", re.I)
_UNIT_WORD = (
    r"(?:milliers?|millions?|milliards?)(?:\s+d['’](?:euros|€|habitants?|heures))?|[kKM]€|M[d€]€?|€(?:\s?(?:HT|TTC))?"
    r"|euros?(?:\s?(?:HT|TTC|constants|courants))?|%|pourcentages?|tonnes?|[tT]|kg(?:\s?/\s?hab\.?(?:\s?/\s?an)?)?"
    r"|m[23²³]|litres?|L|heures?|h|jours?|ETPT?|ha|km|[kMGT]?Wh|[kMGT]o|points?|nombre|effectifs?"
)
_IN_UNIT = re.compile(rf"\ben\s+({_UNIT_WORD})(?=$|[\s).,;:])", re.I)
_BRACKETED = re.compile(rf"[(\[]\s*(?:en\s+)?({_UNIT_WORD})\s*[)\]]")
_ONLY_UNIT = re.compile(rf"^[(\[]?\s*(?:unité\s*:\s*)?(?:en\s+)?({_UNIT_WORD})\s*[)\]]?$", re.I)


_NEAR = 25.0  # Points between a table and a caption under it, at most.
_LINE_NUMBER = re.compile(r"\[\d+\]")  # « [1] » before what a program prints.


@dataclass(frozen=True, slots=True)
class Title:
    """The words that name a table, and its unit."""

    words: tuple[Word, ...] = ()
    unit: str | None = None

    @property
    def text(self) -> str:
        return " ".join(w.text for w in self.words)


def unit_in(text: str) -> str | None:
    """The unit a title or header gives: « en tonnes », « (k€) »."""
    found = _IN_UNIT.search(text) or _BRACKETED.search(text)
    return found.group(1) if found else None


def title_of(grid: Lattice, header_rows: int, content: PageContent, tables: Sequence[Box]) -> Title:
    """The title over (or the caption under) a table; a banner row across its top counts as one."""
    unit: str | None = None
    if grid.banner:
        words = list(grid.banner)
    else:
        words, unit = _over(grid.box, content, tables)
        caption = _caption_under(grid.box, content, tables)
        over = _CAPTION.match(" ".join(w.text for w in words))
        under = bool(over and caption) and _names_the_one_above(words, grid.box, content, tables)
        if over and (under or _belongs_above(words, grid.box, tables)):
            words, over = [], None
        words = caption if caption and not over else words
    words = _last_sentence(words)
    while words and (not any(c.isalnum() for c in words[0].text) or _LINE_NUMBER.fullmatch(words[0].text)):
        words = words[1:]  # A bullet.
    text = " ".join(w.text for w in words)
    corner = [g.text for g in grid.regions if g.column == 0 and g.row < header_rows and g.words]
    if _holds_figures(grid, header_rows):
        corner = []  # No corner: the header of a column of values.
    for source in (text, *corner):
        unit = unit or unit_in(source)
    return Title(tuple(words), unit)


def _holds_figures(grid: Lattice, header_rows: int) -> bool:
    """Whether the first column is one of figures rather than of labels."""
    texts = [g.text for g in grid.regions if g.column == 0 and g.row >= header_rows and g.words]
    return 2 * sum(parse_number(text) is not None for text in texts) > len(texts)


def _last_sentence(words: Sequence[Word]) -> list[Word]:
    """A long lead-in without the sentences before the one that announces the table."""
    kept = list(words)
    if is_bold(kept) or sum(len(w.text) + 1 for w in kept) <= 150:
        return kept
    ends = [k for k, w in enumerate(kept[:-1]) if w.text.endswith(".") and kept[k + 1].text[0].isupper()]
    return kept[ends[-1] + 1 :] if ends else kept


def _belongs_above(words: Sequence[Word], box: Box, tables: Sequence[Box]) -> bool:
    """Whether a caption stands closer under another table than over this one."""
    top, bottom = min(w.box[1] for w in words), max(w.box[3] for w in words)
    above = [top - t[3] for t in tables if t != box and t[3] <= top + 2 and t[0] < box[2] and t[2] > box[0]]
    return bool(above) and min(above) < min(_NEAR, box[1] - bottom)


def _names_the_one_above(
    words: Sequence[Word], box: Box, content: PageContent, tables: Sequence[Box]
) -> bool:
    """Whether captions stand under the tables here: the first of those above has none over it."""
    top = min(w.box[1] for w in words)
    above = [t for t in tables if t != box and t[3] <= top + 2 and t[0] < box[2] and t[2] > box[0]]
    if not above or top - max(t[3] for t in above) > _NEAR:
        return False
    nearest = max(above, key=lambda t: t[3])
    over, _ = _over(nearest, content, tables)
    if not _CAPTION.match(" ".join(w.text for w in over)):
        return True
    return _names_the_one_above(over, nearest, content, tables)


def _over(box: Box, content: PageContent, tables: Sequence[Box]) -> tuple[list[Word], str | None]:
    """Words of the title line over `box`, and a unit that stands alone between it and the table."""
    lines = _near_phrases(box, content, tables, box[1] - 60.0, box[1] + 1.0)
    lines.reverse()
    unit: str | None = None
    edge = box[1]
    title: list[Word] = []
    previous: Phrase | None = None
    for line in lines:
        only = _ONLY_UNIT.match(line.text)
        height = line.box[3] - line.box[1]
        if edge - line.box[3] > (2.6 if previous is None else 0.6) * height + (6 if previous is None else 0):
            break
        if previous is None and _separates(line.text):
            edge = line.box[1]
            continue
        if previous is None and only:
            unit, edge = only.group(1), line.box[1]
            continue
        if previous is None:
            if line.box[1] < 0.035 * content.height or not _names(line, content):
                break
        elif _separates(line.text) or not _same_style(line, previous) or not _wraps(line, title):
            break
        title = [*line.words, *title]
        previous, edge = line, line.box[1]
    return title, unit


def _near_phrases(
    box: Box, content: PageContent, tables: Sequence[Box], top: float, bottom: float
) -> list[Phrase]:
    """Phrases between two heights that stand over the table and in no other table."""
    words = [
        w
        for w in content.words
        if top <= centre(w.box)[1] <= bottom
        and w.direction == 0
        and not any(t[0] <= centre(w.box)[0] <= t[2] and t[1] <= centre(w.box)[1] <= t[3] for t in tables)
    ]
    found = []
    for line in text_lines(words):
        for phrase in phrases(line, 1.5):
            if min(phrase.box[2], box[2]) - max(phrase.box[0], box[0]) > 0:
                found.append(phrase)
    return found


def _names(line: Phrase, content: PageContent) -> bool:
    """Whether a line over a table reads as its title rather than as the end of a paragraph."""
    text = line.text.strip()
    letters = sum(c.isalpha() for c in text)
    if letters < 3 or len(text) > 200:
        return False
    if _CAPTION.match(text) or text.endswith(":"):
        return True
    if is_bold(line.words):
        return True
    sizes = sorted(w.size for w in content.words)
    if line.words[0].size > sizes[len(sizes) // 2] * 1.1 and not text.endswith("."):
        return True
    above = [
        w
        for w in content.words
        if 0 < line.box[1] - w.box[3] < 0.5 * (line.box[3] - line.box[1])
        and any(c.isalpha() for c in w.text)
        and w.box[2] > line.box[0]
        and w.box[0] < line.box[2]
    ]
    return not above and len(text) <= 100 and not text.endswith((".", ",", ";")) and not text[0].islower()


def _separates(text: str) -> bool:
    """A rule drawn with characters: « ======= »."""
    return len(text) >= 8 and not any(c.isalpha() for c in text) and sum(c in "=-_*~#─" for c in text) >= 8


def _wraps(line: Phrase, title: Sequence[Word]) -> bool:
    """Whether `line` is the beginning of the title whose end is known."""
    if len(title) > 25 or line.text.rstrip().endswith((".", ":", ";")):
        return False
    if is_bold(title):
        return True
    first = title[0].text[0]
    return (first.islower() or not first.isalpha()) and len(title) + len(line.words) <= 40


def _same_style(one: Phrase, two: Phrase) -> bool:
    a, b = one.words[0], two.words[0]
    return abs(a.size - b.size) < 0.5 and is_bold(one.words) == is_bold(two.words) and a.color == b.color


def _caption_under(box: Box, content: PageContent, tables: Sequence[Box]) -> list[Word]:
    """A numbered caption right under a table that has none over it, with its further lines."""
    lines = _near_phrases(box, content, tables, box[3], box[3] + 60.0)
    if not lines or not _CAPTION.match(lines[0].text) or lines[0].box[1] - box[3] > _NEAR:
        return []
    words = list(lines[0].words)
    for before, line in itertools.pairwise(lines):
        if line.box[1] - before.box[3] > 0.5 * (line.box[3] - line.box[1]) or not _same_style(line, before):
            break
        words.extend(line.words)
    return words
