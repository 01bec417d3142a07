"""Categories: the labels along the axis that names bars or points, also on several lines or turned."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.chart_labels import Label

_Edge = Callable[[Label], float]
_KEYS_BESIDE: tuple[_Edge, ...] = (lambda t: t.box[2], lambda t: t.box[0], lambda t: t.x)
_KEYS_BELOW: tuple[_Edge, ...] = (lambda t: t.box[1], lambda t: t.y, lambda t: t.box[3])


def below(
    labels: Sequence[Label], centres: Sequence[float], pitch: float, edge: float, depth: float = 70.0
) -> list[tuple[Label, ...]]:
    """For each centre (places across the page) the lines of its label under `edge`; empty where none is."""
    band = [
        t for t in labels if edge - 2 <= t.box[1] <= edge + depth and _slot(t.x, centres, pitch) is not None
    ]
    first = _best_line(band, centres, pitch, _KEYS_BELOW, across=lambda t: t.x)
    found: list[list[Label]] = [[] for _ in centres]
    for label in sorted(first, key=lambda t: t.y):
        slot = _slot(label.x, centres, pitch)
        if slot is not None and (not found[slot] or label.box[1] - found[slot][-1].box[3] < 0.6 * label.size):
            found[slot].append(label)
    _add_lines_below(found, [t for t in band if t not in first], centres, pitch)
    return [tuple(lines) for lines in found]


def _add_lines_below(
    found: list[list[Label]], rest: list[Label], centres: Sequence[float], pitch: float
) -> None:
    for label in sorted(rest, key=lambda t: t.box[1]):
        slot = _slot(label.x, centres, pitch)
        if slot is None or not found[slot] or label.direction != 0:
            continue
        last = found[slot][-1]
        close = -0.3 * label.size <= label.box[1] - last.box[3] <= 0.5 * label.size
        if close and abs(label.size - last.size) < 0.5 and label.box[2] - label.box[0] <= 1.5 * pitch:
            found[slot].append(label)


def beside(
    labels: Sequence[Label], centres: Sequence[float], pitch: float, left: float, right: float
) -> list[tuple[Label, ...]]:
    """For each centre (places down the page) the lines of its label left of `left`, else right of `right`."""
    rows = [t for t in labels if t.direction == 0 and _slot(t.y, centres, pitch) is not None]
    bands = (
        [t for t in rows if left - 240 <= t.box[2] <= left + 2],
        [t for t in rows if right - 2 <= t.box[0] <= right + 120],
    )
    best: list[tuple[Label, ...]] = [() for _ in centres]
    for band in bands:
        chosen = _best_line(band, centres, pitch, _KEYS_BESIDE, across=lambda t: t.y)
        found: list[list[Label]] = [[] for _ in centres]
        for label in sorted(chosen, key=lambda t: (t.y, t.x)):
            slot = _slot(label.y, centres, pitch)
            if slot is not None:
                found[slot].append(label)
        if _filled(found) > _filled(best):
            best = [tuple(lines) for lines in found]
    return best


def _filled(groups: Sequence[Sequence[Label]]) -> int:
    return sum(1 for group in groups if group)


def _slot(place: float, centres: Sequence[float], pitch: float) -> int | None:
    """The centre that a place belongs to, within half a pitch."""
    best = min(range(len(centres)), key=lambda i: abs(centres[i] - place))
    return best if abs(centres[best] - place) <= 0.52 * pitch else None


def _best_line(
    band: list[Label], centres: Sequence[float], pitch: float, keys: Sequence[_Edge], across: _Edge
) -> list[Label]:
    """The aligned labels that name most centres."""
    best: list[Label] = []
    best_score = (0, 0)
    for key in keys:
        ordered = sorted(band, key=key)
        for start, first in enumerate(ordered):
            run = [t for t in ordered[start:] if key(t) - key(first) <= 0.35 * first.size + 0.6]
            named = {_slot(across(t), centres, pitch) for t in run}
            letters = sum(any(c.isalpha() for c in t.text) for t in run)
            score = (len(named), letters)
            if score > best_score:
                best, best_score = run, score
    return best
