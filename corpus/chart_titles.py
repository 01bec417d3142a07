"""The title of a chart: the heading inside its frame, the line above it, or the caption tied to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from corpus.chart_labels import Label
from corpus.chart_scene import Scene
from corpus.report import Box

CAPTION = re.compile(
    r"^(?:figure|fig\.?|graphique|graph\.?|graphe|illustration|diagramme|histogramme)\s*(?:n°\s*)?\d+",
    re.IGNORECASE,
)
_OF_A_TABLE = re.compile(r"^tab(?:le(?:au)?)?\.?\s*(?:n°\s*)?\d+", re.IGNORECASE)
_MOST_LINES = 3


def find_title(scene: Scene, box: Box, used: Iterable[Label]) -> list[Label]:
    """The lines of the title, in order; empty when nothing near names the chart."""
    mine = {id(label) for label in used}
    free = [label for label in scene.labels if label.direction == 0 and id(label) not in mine]
    caption = _caption(free, box)
    if caption:
        return caption
    frame = frame_around(scene, box)
    if frame:
        inner = [
            t
            for t in free
            if frame[1] - 2 <= t.box[1] and t.box[2] <= frame[2] + 2 and frame[0] - 2 <= t.box[0]
        ]
        title = _above(inner, box, scene.height)
        if title:
            return title
        return _above(free, frame, 2.5 * 12)
    return _above(free, box, 60.0)


def frame_around(scene: Scene, box: Box) -> Box | None:
    """The smallest drawn rectangle around the whole chart."""
    found = [
        shape.box
        for shape in scene.shapes
        if shape.kind == "rect"
        and shape.box[0] <= box[0] + 3
        and shape.box[1] <= box[1] + 3
        and shape.box[2] >= box[2] - 3
        and shape.box[3] >= box[3] - 3
    ]
    return min(found, key=lambda b: (b[2] - b[0]) * (b[3] - b[1]), default=None)


def _over(label: Label, box: Box) -> bool:
    return label.box[0] < box[2] and label.box[2] > box[0]


def _above(free: Sequence[Label], box: Box, reach: float) -> list[Label]:
    """The nearest lines of one style above the box, unless they read like a paragraph."""
    near = [t for t in free if _over(t, box) and -2 <= box[1] - t.box[3] + 0.3 * t.size <= reach]
    lines = [t for t in near if sum(c.isalpha() for c in t.text) >= 3 and not _OF_A_TABLE.match(t.text)]
    if not lines:
        return []
    last = _heading(lines)
    block = _block(near, last)
    text = " ".join(t.text for t in block)
    if len({round(t.y) for t in block}) > _MOST_LINES or (text.endswith((".", ";", ",")) and len(block) > 1):
        return []
    return block


def _heading(lines: Sequence[Label]) -> Label:
    """The lowest line, or where that is plain text the bold or larger line just above it."""
    last = max(lines, key=lambda t: t.box[3])
    if last.bold:
        return last
    for line in sorted(lines, key=lambda t: -t.box[3]):
        if last.box[1] - line.box[3] > 1.2 * line.size:
            break
        if line.bold or line.size > 1.15 * last.size:
            return line
    return last


def _block(lines: Sequence[Label], last: Label) -> list[Label]:
    """`last` with the lines of the same style around it."""
    block = [last]
    alike = [t for t in lines if abs(t.size - last.size) < 0.3 and t.bold == last.bold and t is not last]
    changed = True
    while changed:
        changed = False
        for label in alike:
            if label in block:
                continue
            if any(_touches(label, member) for member in block):
                block.append(label)
                changed = True
    return sorted(block, key=lambda t: (round(t.y), t.box[0]))


def _touches(one: Label, other: Label) -> bool:
    if abs(one.y - other.y) <= 0.3 * one.size:
        return max(one.box[0] - other.box[2], other.box[0] - one.box[2]) <= 1.2 * one.size
    gap = max(one.box[1] - other.box[3], other.box[1] - one.box[3])
    return gap <= 0.6 * one.size and _over(one, other.box)


def _caption(free: Sequence[Label], box: Box) -> list[Label]:
    near = [
        t
        for t in free
        if CAPTION.match(t.text)
        and _over(t, box)
        and min(abs(t.box[1] - box[3]), abs(box[1] - t.box[3])) <= 40
    ]
    if not near:
        return []
    first = min(near, key=lambda t: min(abs(t.box[1] - box[3]), abs(box[1] - t.box[3])))
    below = [t for t in free if t.box[1] >= first.box[1] - 2 and abs(t.size - first.size) < 0.3]
    return _block([t for t in below if t.box[1] - first.box[3] < 2.5 * first.size], first)[:_MOST_LINES]
