"""Categories: the labels along the axis that names bars or points, also on several lines or turned."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import median

from corpus.chart_labels import Label
from corpus.report import Box
from corpus.units import canonical_unit

_Edge = Callable[[Label], float]
_KEYS_BESIDE: tuple[_Edge, ...] = (lambda t: t.box[2], lambda t: t.box[0], lambda t: t.x)
_MOST_LINES = 5
_KEYS_BELOW: tuple[_Edge, ...] = (lambda t: t.box[1], lambda t: t.y, lambda t: t.box[3])


def below(
    labels: Sequence[Label], centres: Sequence[float], pitch: float, edge: float, depth: float = 70.0
) -> list[tuple[Label, ...]]:
    """For each centre (places across the page) the lines of its label under `edge`; empty where none is."""

    def slot_of(label: Label) -> int | None:
        return _slot(label.anchor, centres, pitch)

    band = [t for t in labels if edge - 2 <= t.box[1] <= edge + depth and slot_of(t) is not None]
    first = _best_line(band, slot_of, _KEYS_BELOW, lambda t: abs(t.box[1] - edge), 0.5 * pitch)
    found: list[list[Label]] = [[] for _ in centres]
    for label in sorted(first, key=lambda t: t.y):
        slot = _slot(label.anchor, centres, pitch)
        if slot is not None and (not found[slot] or label.box[1] - found[slot][-1].box[3] < 0.6 * label.size):
            found[slot].append(label)
    _add_lines_below(found, [t for t in band if t not in first], centres, pitch)
    return [tuple(lines) for lines in found]


def _add_lines_below(
    found: list[list[Label]], rest: list[Label], centres: Sequence[float], pitch: float
) -> None:
    for label in sorted(rest, key=lambda t: t.box[1]):
        slot = _slot(label.anchor, centres, pitch)
        if slot is None or not found[slot] or label.direction != 0:
            continue
        last = found[slot][-1]
        close = -0.3 * label.size <= label.box[1] - last.box[3] <= 0.5 * label.size
        if close and abs(label.size - last.size) < 0.5 and label.box[2] - label.box[0] <= 1.5 * pitch:
            found[slot].append(label)


def with_axis_title(
    labels: Sequence[Label], categories: Sequence[tuple[Label, ...]], middle: float, reach: float
) -> list[tuple[Label, ...]]:
    """Bare numbers (0, 1, 2 … 23) with the words under the middle of their axis that say what they count.

    A unit in the plural follows them (« 10 heures »), any other title goes before (« Semaine 12 »).
    """
    named = [lines for lines in categories if lines]
    numbers = [lines[0].number for lines in named if len(lines) == 1]
    if len(numbers) < max(3, len(named)) or any(n is None or n.unit is not None for n in numbers):
        return list(categories)
    if any(re.fullmatch(r"(?:19|20)\d\d", lines[0].text) for lines in named):
        return list(categories)
    edge = max(lines[0].box[3] for lines in named)
    titles = [
        t
        for t in labels
        if t.direction == 0
        and t.number is None
        and len(t.words) <= 3
        and not t.bold
        and any(c.isalpha() for c in t.text)
        and -1 <= t.box[1] - edge <= 2.5 * t.size
        and abs(t.x - middle) <= reach
    ]
    if not titles:
        return list(categories)
    title = min(titles, key=lambda t: t.box[1])
    word = title.text.lower()
    # A plural is a quantity of that unit; « mois », alike in both, as a rule numbers the months.
    after = word.endswith("s") and word != "mois" and canonical_unit(word) is not None
    return [((*lines, title) if after else (title, *lines)) if lines else lines for lines in categories]


def beside(
    labels: Sequence[Label],
    centres: Sequence[float],
    pitch: float,
    edges: tuple[float, float],
    others: Sequence[Box] = (),
) -> list[tuple[Label, ...]]:
    """For each centre (places down the page) the lines of its label, left of the bars or else right of them.

    `edges` are the left and right ends of the bars; a label with one of `others`, the boxes of other
    charts, between it and the bars belongs to those.
    """
    left, right = edges
    rows = [t for t in labels if t.direction == 0 and centres[0] - pitch <= t.y <= centres[-1] + pitch]
    bands = (
        [t for t in rows if left - 240 <= t.box[2] <= left + 2 and _free(t, (t.box[2], left), others)],
        [t for t in rows if right - 2 <= t.box[0] <= right + 120 and _free(t, (right, t.box[0]), others)],
    )

    def slot_of(label: Label) -> int | None:
        return _slot(label.y, centres, pitch)

    def away(label: Label) -> float:
        return max(left - label.box[2], label.box[0] - right, 0.0)

    best: list[tuple[Label, ...]] = [() for _ in centres]
    for band in bands:
        chosen = _best_line(band, slot_of, _KEYS_BESIDE, away, 0.5 * pitch)
        found = _blocks(sorted(chosen, key=lambda t: (round(t.y), t.x)), centres, pitch)
        if _filled(found) > _filled(best):
            best = found
    return best


def _free(label: Label, gap: tuple[float, float], others: Sequence[Box]) -> bool:
    return not any(
        box[0] < gap[1] - 1 and box[2] > gap[0] + 1 and box[1] < label.y < box[3] for box in others
    )


def _blocks(lines: Sequence[Label], centres: Sequence[float], pitch: float) -> list[tuple[Label, ...]]:
    """Share out lines, in order, so that the middle of each centre's block stands at the centre.

    Long labels on several lines may leave no gap between one and the next, so that the nearest centre
    of a line is not always its own. Least total distance, by dynamic programming over (centre, line).
    """
    count = len(lines)
    costs: list[list[float]] = [[0.0] + [pitch * (k + 1) for k in range(count)]]
    takes: list[list[int]] = []
    for centre in centres:
        before = costs[-1]
        row: list[float] = []
        take: list[int] = []
        for end in range(count + 1):
            options = [(before[end] + 0.5 * pitch, 0)]
            for size in range(1, min(_MOST_LINES, end) + 1):
                block = lines[end - size : end]
                middle = (block[0].box[1] + block[-1].box[3]) / 2
                options.append((before[end - size] + abs(middle - centre) + _gaps(block), size))
            if row:
                options.append((row[-1] + pitch, -1))
            cost, size = min(options)
            row.append(cost)
            take.append(size)
        costs.append(row)
        takes.append(take)
    found: list[tuple[Label, ...]] = [() for _ in centres]
    end = count
    for slot in range(len(centres) - 1, -1, -1):
        while takes[slot][end] == -1:
            end -= 1
        size = takes[slot][end]
        block = tuple(lines[end - size : end])
        if block and abs((block[0].box[1] + block[-1].box[3]) / 2 - centres[slot]) <= 0.45 * pitch:
            found[slot] = block
        end -= size
    return found


def _gaps(block: Sequence[Label]) -> float:
    """What it costs to see lines that stand apart as one label."""
    return sum(max(0.0, b.box[1] - a.box[3] - 0.25 * a.size) for a, b in pairwise(block))


def _filled(groups: Sequence[Sequence[Label]]) -> int:
    return sum(1 for group in groups if group)


def _slot(place: float, centres: Sequence[float], pitch: float) -> int | None:
    """The centre that a place belongs to, within half a pitch."""
    best = min(range(len(centres)), key=lambda i: abs(centres[i] - place))
    return best if abs(centres[best] - place) <= 0.52 * pitch else None


def _best_line(
    band: list[Label],
    slot_of: Callable[[Label], int | None],
    keys: Sequence[_Edge],
    away: _Edge,
    reach: float,
) -> list[Label]:
    """The aligned labels next to the bars, among those that name about as many centres as any."""
    lines: list[tuple[int, float, list[Label]]] = []
    for key in keys:
        ordered = sorted(band, key=key)
        for start, first in enumerate(ordered):
            run = [t for t in ordered[start:] if key(t) - key(first) <= 0.35 * first.size + 0.6]
            named = len({slot_of(t) for t in run} - {None})
            lines.append((named, min(away(t) for t in run), run))
    most = max((named for named, _, _ in lines), default=0)
    near = [line for line in lines if line[0] >= 0.75 * most]
    closest = min((distance for _, distance, _ in near), default=0.0)
    near = [line for line in near if line[1] <= closest + reach]
    return max(near, key=lambda line: (line[0], -line[1]))[2] if near else []


def centred(found: Sequence[Sequence[Label]], centres: Sequence[float], pitch: float, vertical: bool) -> bool:
    """Whether labels stand at the middle of what they name; at the borders they name something else."""
    offsets: list[float] = []
    for lines, centre in zip(found, centres, strict=True):
        if lines:
            low, high = (0, 2) if vertical else (1, 3)
            middle = (min(t.box[low] for t in lines) + max(t.box[high] for t in lines)) / 2
            middle = lines[0].anchor if vertical and len(lines) == 1 else middle
            offsets.append(abs(middle - centre))
    return bool(offsets) and median(offsets) <= max(0.22 * pitch, 2.0)
