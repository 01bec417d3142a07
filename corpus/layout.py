"""The pieces of a page in reading order: paragraphs, list items, notes, and figures in their place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.columns import Flow, Item, containers, grouped, reading_order
from corpus.content import Figure, PageContent, Piece, Word
from corpus.lines import lines_of
from corpus.orientation import as_displayed
from corpus.paragraphs import pieces_of
from corpus.report import BlockKind, Box
from corpus.titles import numbering
from corpus.typography import join_lines, vocabulary


def lay_out(
    content: PageContent,
    figures: Sequence[Figure],
    dropped: frozenset[int],
    known: frozenset[str] = frozenset(),
) -> tuple[Piece, ...]:
    """Pieces of a page in reading order, with boxes on the page as it is displayed.

    `figures` take the words inside them; `dropped` are the indexes of words that are no text. `known`
    are the document's words (`typography.vocabulary`), evidence for hyphens at line ends; the page's
    own where it is empty.
    """
    shown = [w for i, w in enumerate(content.words) if i not in dropped]
    words = [w for w in shown if not any(_inside(w.box, f.box) for f in figures)]
    unit = _usual_size(words)
    words.extend(_titles_within(shown, figures, unit))
    known = known or vocabulary([w.text for w in content.words])
    upright = [w for w in words if w.direction == 0]
    boxes = containers(content, upright, unit)
    items: list[Item] = [*lines_of(upright, boxes), *figures]
    pieces: list[Piece] = []
    for flow in reading_order(grouped(items, boxes), unit):
        if isinstance(flow, Flow):
            pieces.extend(pieces_of(flow, content.number, content.height, unit, known))
        else:
            pieces.append(_figure_piece(flow, content.number))
    pieces.extend(_turned_pieces([w for w in words if w.direction], content.number, known))
    return tuple(as_displayed(p, content) for p in pieces)


def _titles_within(words: Sequence[Word], figures: Sequence[Figure], unit: float) -> Iterator[Word]:
    """Words of headings that a figure's box takes in at its top, though they title more than it."""
    for figure in figures:
        if figure.kind is BlockKind.KEY_FIGURE:
            continue  # Its label is set large as well.
        x0, top, x1, bottom = figure.box
        head = (x0, top, x1, top + max(0.25 * (bottom - top), 3 * unit))
        inside = [w for w in words if w.direction == 0 and _inside(w.box, head)]
        for line in lines_of(inside, []):
            number = numbering(line.text)
            if sum(c.isalpha() for c in line.text) < 6:
                continue
            large = line.size >= (1.3 if line.bold else 1.6) * unit
            if (large and (line.bold or figure.chart is not None)) or (
                line.bold and len(line.words) > 2 and _names_part(number)
            ):
                yield from line.words


def _names_part(number: Sequence[str]) -> bool:
    """« 2.3 » and « III » number parts; a lone figure or letter may well begin a row."""
    return len(number) > 1 or (bool(number) and not number[0].isdecimal() and len(number[0]) > 1)


def _inside(word: Box, box: Box) -> bool:
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] - 0.5 <= x <= box[2] + 0.5 and box[1] - 0.5 <= y <= box[3] + 0.5


def _usual_size(words: Sequence[Word]) -> float:
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[round(word.size, 1)] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _figure_piece(figure: Figure, page: int) -> Piece:
    return Piece(
        figure.kind, figure.text, page, figure.box, figure.spans, table=figure.table, chart=figure.chart
    )


def _turned_pieces(words: Sequence[Word], page: int, known: frozenset[str]) -> Iterator[Piece]:
    """Text drawn sideways on an upright page: axis titles, tabs."""
    group: list[Word] = []
    for word in (*words, None):
        if word is not None and group and _follows(group[-1], word):
            group.append(word)
            continue
        if group:
            text, spans = join_lines([group], known)
            boxes = [w.box for w in group]
            box = (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            )
            first = group[0]
            yield Piece(BlockKind.PARAGRAPH, text, page, box, spans, first.size, first.bold, first.color)
        group = [word] if word is not None else []


def _follows(before: Word, after: Word) -> bool:
    if before.direction != after.direction or abs(before.size - after.size) > 0.5:
        return False
    along = 0 if before.direction == 180 else 1
    off = abs(before.box[1 - along] - after.box[1 - along])
    gaps = (after.box[along] - before.box[along + 2], before.box[along] - after.box[along + 2])
    return off < before.size and max(gaps) < 1.2 * before.size
