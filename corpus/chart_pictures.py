"""Charts that are pictures: nothing can be read in them, but title and place are known."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.chart_labels import Label, bounds, inside
from corpus.chart_scene import Scene, text_of
from corpus.chart_spans import SpanWriter
from corpus.chart_titles import CAPTION
from corpus.content import Figure, PageContent
from corpus.report import BlockKind, Box, Chart

_CHART_WORDS = re.compile(
    r"\b(?:[ée]volution|r[ée]partition|progression|ventilation|graphique|histogramme|courbe|camembert|radar"
    r"|pyramide des [âa]ges|diagramme)s?\b|^nombre d(?:e |['’])\S.*\b(?:par|selon)\b",
    re.IGNORECASE,
)


def find_picture_charts(content: PageContent, scene: Scene, taken: Sequence[Box]) -> list[Figure]:
    """Pictures large enough to be a chart whose title or caption says that they are one."""
    figures: list[Figure] = []
    for box in _large(content):
        if any(t.number for t in scene.labels if inside(box, t.x, t.y, -3)):
            continue
        if any(inside(other, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for other in taken):
            continue
        title = _title(scene.labels, box)
        if title and not any(figure.chart and figure.chart.title == text_of(title) for figure in figures):
            figures.append(_figure(box, title))
    return figures


def _large(content: PageContent) -> list[Box]:
    area = content.width * content.height
    boxes: list[Box] = []
    for box in content.pictures:
        width, height = box[2] - box[0], box[3] - box[1]
        known = any(all(abs(a - b) < 3 for a, b in zip(box, other, strict=True)) for other in boxes)
        if not known and width > 110 and height > 70 and 0.025 * area < width * height < 0.8 * area:
            boxes.append(box)
    return boxes


def _title(labels: Sequence[Label], box: Box) -> list[Label]:
    near = [
        t
        for t in labels
        if t.direction == 0
        and t.box[0] < box[2]
        and t.box[2] > box[0]
        and len(t.text.split()) <= 16
        and not t.text.endswith((".", ",", ";"))
    ]
    # A picture has margins of its own, which the lines around it may overlap.
    above = [t for t in near if -t.size <= box[1] - t.box[3] <= 3 * t.size and _CHART_WORDS.search(t.text)]
    below = [t for t in near if -t.size <= t.box[1] - box[3] <= 2.5 * t.size]
    centred = [t for t in below if _CHART_WORDS.search(t.text) and _is_centred(t, box)]
    captions = [t for t in (*above, *below) if CAPTION.match(t.text)] or centred or above
    return (
        [min(captions, key=lambda t: min(abs(box[1] - t.box[3]), abs(t.box[1] - box[3])))] if captions else []
    )


def _is_centred(label: Label, box: Box) -> bool:
    """Under the middle of the picture, as a caption stands; running text begins at its left."""
    return abs(label.x - (box[0] + box[2]) / 2) <= 0.03 * (box[2] - box[0])


def _figure(box: Box, title: Sequence[Label]) -> Figure:
    writer = SpanWriter()
    writer.labels(title)
    area = bounds([box, *(t.box for t in title)])
    return Figure(
        BlockKind.CHART, area, writer.text, tuple(writer.spans), chart=Chart("picture", writer.text)
    )
