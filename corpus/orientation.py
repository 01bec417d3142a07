"""Pages drawn sideways: turned so that their text reads upright, and their boxes turned back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from corpus.content import PageContent, Piece, Point, Shape, Word
from corpus.report import Box

Turn = Callable[[Box], Box]


def upright(content: PageContent) -> PageContent:
    """The page turned by a quarter or a half where most of its text is drawn that way."""
    letters: Counter[int] = Counter()
    for word in content.words:
        letters[word.direction] += len(word.text)
    if not letters:
        return content
    direction, count = letters.most_common(1)[0]
    if direction == 0 or count < 0.7 * letters.total() or count < 40:
        return content
    return _turned(content, -direction % 360)


def as_displayed(piece: Piece, content: PageContent) -> Piece:
    """A piece read on the turned page, with its boxes on the page as it is displayed."""
    if not content.turned:
        return piece
    turn = _turn(-content.turned % 360, content.width, content.height)
    table, chart = piece.table, piece.chart
    if table is not None:
        table = replace(table, cells=tuple(replace(c, box=turn(c.box)) for c in table.cells))
    if chart is not None:
        chart = replace(chart, values=tuple(replace(v, box=turn(v.box)) for v in chart.values))
    spans = tuple(replace(s, box=turn(s.box)) for s in piece.spans)
    return replace(piece, box=turn(piece.box), spans=spans, table=table, chart=chart)


def displayed_size(content: PageContent) -> tuple[float, float]:
    """Width and height of the page as it is displayed."""
    if content.turned in (90, 270):
        return content.height, content.width
    return content.width, content.height


def _turned(content: PageContent, degrees: int) -> PageContent:
    turn = _turn(degrees, content.width, content.height)
    sideways = degrees in (90, 270)
    return replace(
        content,
        width=content.height if sideways else content.width,
        height=content.width if sideways else content.height,
        words=tuple(_turned_word(w, turn, degrees) for w in content.words),
        shapes=tuple(_turned_shape(s, turn) for s in content.shapes),
        pictures=tuple(turn(p) for p in content.pictures),
        turned=degrees,
    )


def _turned_word(word: Word, turn: Turn, degrees: int) -> Word:
    return replace(word, box=turn(word.box), direction=(word.direction + degrees) % 360)


def _turned_shape(shape: Shape, turn: Turn) -> Shape:
    def point(at: Point) -> Point:
        x, y, _, _ = turn((at[0], at[1], at[0], at[1]))
        return (x, y)

    return replace(shape, box=turn(shape.box), points=tuple(point(p) for p in shape.points))


def _turn(degrees: int, width: float, height: float) -> Turn:
    """The map of boxes when a page of this size is turned clockwise."""

    def quarter(box: Box) -> Box:
        return (_r(height - box[3]), box[0], _r(height - box[1]), box[2])

    def half(box: Box) -> Box:
        return (_r(width - box[2]), _r(height - box[3]), _r(width - box[0]), _r(height - box[1]))

    def three_quarters(box: Box) -> Box:
        return (box[1], _r(width - box[2]), box[3], _r(width - box[0]))

    return {90: quarter, 180: half, 270: three_quarters}[degrees]


def _r(value: float) -> float:
    return round(value, 2)
