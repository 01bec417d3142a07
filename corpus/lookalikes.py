"""What is set like a title and is none: names of persons, labels of a figure, a row of axis labels."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.content import Piece
from corpus.numbers import parse_number
from corpus.persons import common_words, names_person
from corpus.report import BlockKind
from corpus.titles import numbering

_DAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)s?"
_OPENING = re.compile(
    rf"^(?:(?:du|le|les)\s+)?{_DAY}(?:\s*(?:,|et|au|ou|à|-|/)\s*{_DAY})*\s*(?::|$)", re.IGNORECASE
)
_RAPPORTEUR = re.compile(r"^rapporteure?s?(?:\s*:|\s+[A-ZÀ-Ý]|\s+m(?:onsieur|adame|me|\.))", re.IGNORECASE)
_TEXT = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_FIGURES = (BlockKind.TABLE, BlockKind.CHART)


def lookalikes(pieces: Sequence[Piece], chosen: Sequence[int]) -> frozenset[int]:
    """Those of the `chosen` pieces, by index, that only look like titles."""
    common = common_words(pieces)
    by_page: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_page.setdefault(piece.page, []).append(piece)
    return frozenset(
        i
        for i in chosen
        if _OPENING.match(pieces[i].text)
        or _RAPPORTEUR.match(pieces[i].text)
        or names_person(pieces[i].text, pieces, i, common)
        or _labels_figure(pieces[i], by_page[pieces[i].page])
        or _in_row_of_labels(pieces[i], by_page[pieces[i].page])
        or _heads_column(pieces[i], by_page[pieces[i].page])
        or _labels_row(pieces[i], by_page[pieces[i].page])
    )


def _labels_figure(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether a figure in type as large stands alone right under: « TOTAL » over « 2 094 966 € »."""
    for other in _right_under(piece, others, 2.5):
        number = parse_number(other.text) if other.kind in _TEXT else None
        if number and other.size >= piece.size and (number.unit or len(number.digits) > 2):
            return True
    return False


def _heads_column(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether it is a header read apart from its figure: right over it, with another text beside."""
    if numbering(piece.text):
        return False
    under = _right_under(piece, others, 2.0)
    over = any(other.kind in _FIGURES and (other in under or _within(piece, other)) for other in others)
    return over and any(
        other is not piece
        and other.kind in _TEXT
        and abs(other.box[3] - piece.box[3]) < 1.5 * piece.size
        and (other.box[0] > piece.box[2] or other.box[2] < piece.box[0])
        for other in others
    )


def _within(piece: Piece, figure: Piece) -> bool:
    x0, top, x1, bottom = figure.box
    return x0 <= piece.box[0] and piece.box[2] <= x1 and top < piece.box[1] and piece.box[3] < bottom


def _labels_row(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether it stands at the side of a table, level with its rows: a label read apart from it."""
    middle = (piece.box[1] + piece.box[3]) / 2
    return any(
        other.kind is BlockKind.TABLE
        and other.box[1] < middle < other.box[3]
        and min(abs(piece.box[0] - other.box[2]), abs(other.box[0] - piece.box[2])) < 2 * piece.size
        for other in others
    )


def _in_row_of_labels(piece: Piece, others: Sequence[Piece]) -> bool:
    """Whether at least two like texts stand beside it, and nothing below: the categories of an axis."""
    beside = [
        other
        for other in others
        if other is not piece
        and other.kind in _TEXT
        and abs(other.box[1] - piece.box[1]) < 0.5 * piece.size
        and abs(other.size - piece.size) < 0.5
        and other.bold == piece.bold
    ]
    return len(beside) >= 2 and not _right_under(piece, others, 3.0)


def _right_under(piece: Piece, others: Sequence[Piece], reach: float) -> list[Piece]:
    """The pieces that begin at most `reach` type sizes below, under some of its width."""
    x0, _, x1, bottom = piece.box
    return [
        other
        for other in others
        if -0.3 * piece.size < other.box[1] - bottom < reach * piece.size
        and min(x1, other.box[2]) > max(x0, other.box[0])
        and other is not piece
    ]
