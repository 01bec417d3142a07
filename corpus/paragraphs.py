"""Lines of one column joined into paragraphs, list items, notes and lines that may be headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from corpus.columns import Flow
from corpus.content import Color, Piece
from corpus.lines import BULLETS, Line, baseline, bounds, is_bullet, line_of, same_baseline
from corpus.report import BlockKind
from corpus.sentences import ends_in_abbreviation
from corpus.typography import join_lines

_ITEM = re.compile(
    rf"^(?:[{BULLETS}\ue000-\uf8ff]\s*\S|[-–—*»o]\s|[-–]\S*[^\W\d]|(?:\d{{1,2}}[.)]|[a-z][.)]|\(\w\))\s)"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*[.)/-]?|[IVX]{1,5}\s?[.)/-]|[A-Z][.)/-]|[a-z]\))\s+\S")
_CAPTION = re.compile(
    r"^(?:tableau|table|figure|fig\.|graphique|carte|schéma|illustration|photo|encadré)\s*(?:n°\s*)?"
    r"(?:\d+|[IVX]+\b)?\s*[-–—:.]",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^\(?\s*(?:sources?|champ|note(?:s)?(?: de lecture)?|lecture|nb|n\.b\.|crédits?(?: photos?)?|"
    r"périmètre|avertissement)\s*[:–-]",
    re.IGNORECASE,
)
_CALL = re.compile(r"^(?:\(?\d{1,2}\)?|\*{1,3}|[¹²³⁴⁵⁶⁷⁸⁹])\s*\S")
# « Adjoints : 16,8 % », « 6574 Subventions »: lines of one kind, each of its own.
_ENTRIES = (
    re.compile(r"^[^\W\d_][^:.;]{1,40}\s?:\s*[-+]?\d"),
    re.compile(r"^\d{2,9}\s+[^\W\d_]"),
)
_ENDS = (".", "!", "?", ":", ";", "…", "»")


def pieces_of(flow: Flow, page: int, height: float, body: float, known: frozenset[str]) -> Iterator[Piece]:
    """The paragraphs of a column. `body` is the page's usual type size, `height` the page's."""
    lines = list(flow.lines) if flow.rows else _merged(flow.lines)
    if not lines:
        return
    right = max(x.box[2] for x in lines)
    pitch = _pitch(lines)
    start = 0
    for k in range(1, len(lines) + 1):
        if k == len(lines) or flow.rows or _breaks(lines[k - 1], lines[k], lines[start], right, pitch):
            yield _piece(lines[start:k], page, height, body, known)
            start = k


def _merged(lines: Sequence[Line]) -> list[Line]:
    """Lines top to bottom, parts of one line together again."""
    result: list[Line] = []
    for line in sorted(lines, key=lambda x: baseline(x.words[0])):
        if result and same_baseline(result[-1].words[0], line.words[0]):
            result[-1] = line_of((*result[-1].words, *line.words))
        else:
            result.append(line)
    return result


def _pitch(lines: Sequence[Line]) -> float:
    """Usual distance between the feet of lines of running text, in type sizes."""
    found = sorted(
        (b.box[3] - a.box[3]) / b.size
        for a, b in pairwise(lines)
        if abs(a.size - b.size) < 0.6 and b.size > 0 and 0 < b.box[3] - a.box[3] < 3 * b.size
    )
    return max(found[len(found) // 3], 1.0) if found else 1.25


def _breaks(before: Line, after: Line, first: Line, right: float, pitch: float) -> bool:
    """Whether `after` begins another piece than the one that `first` began and `before` ends."""
    step = after.box[3] - before.box[3]
    size = max(before.size, after.size)
    if step > max(1.3 * pitch, pitch + 0.35) * size or abs(before.size - after.size) > 0.08 * size:
        return True
    opens = after.words[0].text
    full = before.box[2] > right - 3 * before.size
    if _ITEM.match(after.text) or (is_bullet(opens) and len(after.words) > 1):
        return True
    if (before.bold != after.bold or _differ(before.color, after.color)) and not (
        full and opens[:1].islower()
    ):
        return True
    if _SOURCE.match(after.text) or _CAPTION.match(after.text):
        return True
    if any(entry.match(first.text) and entry.match(after.text) for entry in _ENTRIES):
        return True
    if _NUMBERED.match(after.text) and not full:
        return True
    if _NUMBERED.match(first.text) and after.box[0] > first.box[0] + 8 * size and opens[:1].isupper():
        return True  # A label far right under a numbered title.
    ended = before.text.rstrip().endswith(_ENDS) and not ends_in_abbreviation(before.text, opens)
    sentence = ended and not opens[:1].islower()
    short = before.box[2] < right - 0.12 * max(right - first.box[0], 1)
    indented = after.box[0] > before.box[0] + 1.2 * size and not _ITEM.match(first.text)
    return sentence and (short or indented)


def _differ(one: Color | None, two: Color | None) -> bool:
    if one is None or two is None:
        return one is not two
    return max(abs(a - b) for a, b in zip(one, two, strict=True)) > 0.2


def _piece(lines: Sequence[Line], page: int, height: float, body: float, known: frozenset[str]) -> Piece:
    text, spans = join_lines([x.words for x in lines], known)
    whole = line_of([w for x in lines for w in x.words])
    box = bounds(x.box for x in lines)
    kind = _kind(text, whole, box[1] > 0.6 * height, body)
    return Piece(kind, text, page, box, spans, whole.size, whole.bold, whole.color)


def _kind(text: str, whole: Line, low: bool, body: float) -> BlockKind:
    if _SOURCE.match(text):
        return BlockKind.FOOTNOTE
    if _CAPTION.match(text) and len(text) < 300:
        return BlockKind.CAPTION
    call = _CALL.match(text)
    if low and call and whole.size < 0.88 * body:
        raised = whole.words[0].size < 0.85 * whole.size
        if raised or len(text) > 60 or not text[0].isdecimal():
            return BlockKind.FOOTNOTE
    if _ITEM.match(text):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH
