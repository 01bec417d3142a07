"""Bars: rectangles that stand side by side on one line, across the page or up it, single or stacked.

A bar is described along its own direction, so that columns and horizontal bars are read by the same
code: `low`/`high` across the bar, `start`/`end` along it, always with `start` < `end`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.chart_labels import bounds
from corpus.chart_marks import Mark
from corpus.content import Color
from corpus.report import Box

_MOST_LANES, _MOST_SETS = 500, 40  # more rectangles of one thickness are cells, hatching or a map
_TOUCH = 0.9  # points between segments of one stack


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or one segment of a stacked bar."""

    low: float
    high: float
    start: float
    end: float
    fill: Color
    box: Box

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Lane:
    """One bar with all its segments, from `start` to `end`."""

    bars: tuple[Bar, ...]

    @property
    def low(self) -> float:
        return self.bars[0].low

    @property
    def high(self) -> float:
        return self.bars[0].high

    @property
    def middle(self) -> float:
        return self.bars[0].middle

    @property
    def start(self) -> float:
        return self.bars[0].start

    @property
    def end(self) -> float:
        return self.bars[-1].end

    @property
    def cuts(self) -> list[float]:
        return [self.start, *(bar.end for bar in self.bars)]


@dataclass(frozen=True, slots=True)
class BarSet:
    """Lanes that share a base line, in order across the page."""

    lanes: tuple[Lane, ...]
    base: float
    vertical: bool

    @property
    def bars(self) -> list[Bar]:
        return [bar for lane in self.lanes for bar in lane.bars]

    @property
    def box(self) -> Box:
        return bounds(bar.box for bar in self.bars)

    @property
    def stacked(self) -> bool:
        """Whether lanes have several segments, not just one of them by chance."""
        several = [lane for lane in self.lanes if len([bar for bar in lane.bars if bar.length > 1.5]) > 1]
        return len(several) > 0.15 * len(self.lanes)

    def single(self) -> BarSet:
        """The set with only the bars that stand on its base line."""
        lanes = []
        for lane in self.lanes:
            bar = min(lane.bars, key=lambda b: min(abs(b.start - self.base), abs(b.end - self.base)))
            lanes.append(Lane((bar,)))
        return BarSet(tuple(lanes), self.base, self.vertical)

    @property
    def pitch(self) -> float:
        """Distance from one lane to the next."""
        steps = [b.middle - a.middle for a, b in pairwise(self.lanes)]
        return median(steps)

    @property
    def thickness(self) -> float:
        return median(lane.high - lane.low for lane in self.lanes)


def find_bar_sets(marks: Sequence[Mark]) -> list[BarSet]:
    """All sets of at least two bars of one thickness on one base line and of different lengths."""
    sets: list[BarSet] = []
    for vertical in (True, False):
        bars = [_bar(mark, vertical) for mark in marks]
        for group in _by_thickness([b for b in bars if b.high - b.low >= 1.5]):
            sets.extend(_sets(_lanes(group), vertical))
    return sorted(sets, key=lambda s: -len(s.bars))


def _bar(mark: Mark, vertical: bool) -> Bar:
    x0, top, x1, bottom = mark.box
    if vertical:
        return Bar(x0, x1, top, bottom, mark.fill, mark.box)
    return Bar(top, bottom, x0, x1, mark.fill, mark.box)


def _by_thickness(bars: list[Bar]) -> Iterable[list[Bar]]:
    groups: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda b: b.high - b.low):
        thickness = bar.high - bar.low
        if groups and thickness - (groups[-1][0].high - groups[-1][0].low) <= 0.25 + 0.03 * thickness:
            groups[-1].append(bar)
        else:
            groups.append([bar])
    return [group for group in groups if len(group) >= 2]


def _lanes(bars: list[Bar]) -> list[Lane]:
    by_place: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda b: (round(b.low), b.start)):
        for group in by_place[-4:]:
            if abs(group[0].low - bar.low) <= 0.6 and abs(group[0].high - bar.high) <= 0.9:
                group.append(bar)
                break
        else:
            by_place.append([bar])
    return [lane for group in by_place for lane in _stacks(group)]


def _stacks(bars: list[Bar]) -> list[Lane]:
    stacks: list[list[Bar]] = []
    for bar in sorted(bars, key=lambda b: (b.start, b.end)):
        if stacks and abs(bar.start - stacks[-1][-1].end) <= _TOUCH and bar.length > 0.05:
            stacks[-1].append(bar)
        else:
            stacks.append([bar])
    return [Lane(tuple(stack)) for stack in stacks]


def _sets(lanes: list[Lane], vertical: bool) -> list[BarSet]:
    found: list[BarSet] = []
    rest = lanes
    while 2 <= len(rest) <= _MOST_LANES and len(found) < _MOST_SETS:
        base = _shared_cut(rest, vertical)
        if base is None:
            break
        on_base = [lane for lane in rest if any(abs(cut - base) <= 0.7 for cut in lane.cuts)]
        for group in _neighbours(on_base):
            if len(group) >= 2 and _uneven(group):
                found.append(BarSet(tuple(group), base, vertical))
        kept = {id(lane) for lane in on_base}
        rest = [lane for lane in rest if id(lane) not in kept]
    return found


def _shared_cut(lanes: list[Lane], vertical: bool) -> float | None:
    """The place where most lanes begin, end or change colour; in doubt, where they begin."""
    counts: Counter[int] = Counter()
    for lane in lanes:
        for cut in {round(c * 2) for c in lane.cuts}:
            counts.update((cut - 1, cut, cut + 1))
            counts[cut] += 1
    if not counts:
        return None
    best = max(counts, key=lambda cut: (counts[cut], cut if vertical else -cut))
    near = [c for lane in lanes for c in lane.cuts if abs(c - best / 2) <= 0.8]
    count = sum(any(abs(c - best / 2) <= 0.8 for c in lane.cuts) for lane in lanes)
    return median(near) if count >= 2 else None


def _neighbours(lanes: list[Lane]) -> list[list[Lane]]:
    """Cut a row of lanes where the gap is far wider than elsewhere, and drop lanes that overlap."""
    row: list[Lane] = []
    for lane in sorted(lanes, key=lambda item: (item.low, item.start)):
        if not row or lane.low >= row[-1].high - 0.35 * (lane.high - lane.low):
            row.append(lane)
    if len(row) < 3:
        return [row]
    pitch = median(b.middle - a.middle for a, b in pairwise(row))
    groups = [[row[0]]]
    for before, lane in pairwise(row):
        if lane.middle - before.middle > 4.5 * pitch:
            groups.append([])
        groups[-1].append(lane)
    return groups


def _uneven(lanes: list[Lane]) -> bool:
    """Cells of a coloured table all have the same cuts; bars do not."""
    return len({tuple(round(cut) for cut in lane.cuts) for lane in lanes}) > 1 and any(
        lane.end - lane.start > 4 for lane in lanes
    )
