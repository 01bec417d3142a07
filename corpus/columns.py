"""Reading order: lines and figures of a page put into columns by the white between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.content import Figure, PageContent, Word
from corpus.lines import Line, bounds, line_of
from corpus.report import Box

Interval = tuple[float, float]
_GUTTER = 0.9  # Narrowest white between columns, in body type sizes.
_TITLE_GAP = 4.0  # Widest gap inside a title, in type sizes.
_VALUE = re.compile(r"^[-+–]?[\d\s.,]+(?:[%€°]|k€|M€)?$|^[-–]$|^(?:p(?:age)?\.?\s*)?\d{1,3}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """A drawn box with what stands in it, kept together."""

    box: Box
    items: tuple[Item, ...]


Item = Line | Figure | Group


@dataclass(frozen=True, slots=True)
class Flow:
    """Lines of one column, from top to bottom. `rows`: each line is a row of its own, never run on."""

    lines: tuple[Line, ...]
    rows: bool = False


def containers(content: PageContent, words: Sequence[Word], unit: float) -> list[Box]:
    """Drawn boxes that hold text and cut through no word, largest last."""
    width, height, shapes = content.width, content.height, content.shapes
    found = {
        s.box
        for s in shapes
        if s.kind == "rect" or (s.kind == "curve" and len(s.points) >= 4 and s.fill is not None)
    }
    kept = [
        b
        for b in found
        if b[2] - b[0] > 4 * unit
        and b[3] - b[1] > 1.6 * unit
        and (b[2] - b[0]) * (b[3] - b[1]) < 0.7 * width * height
    ]
    return [b for b in sorted(kept, key=_area)[:400] if not any(_crosses(b, w.box) for w in words)]


def _crosses(box: Box, word: Box) -> bool:
    """Whether the left or right edge of a box goes through a word."""
    y = (word[1] + word[3]) / 2
    inner = 0.15 * (word[2] - word[0])
    return box[1] < y < box[3] and any(word[0] + inner < x < word[2] - inner for x in (box[0], box[2]))


def grouped(items: Sequence[Item], boxes: Sequence[Box]) -> list[Item]:
    """`items` with those inside one drawn box held together, boxes in boxes included."""
    current = list(items)
    for box in boxes:
        inside = [i for i in current if _holds(box, i.box)]
        cut = any(_cuts(box, i.box) for i in current if isinstance(i, Line))
        if len(inside) < 2 or len(inside) == len(current) or cut:
            continue
        rest = [i for i in current if not _holds(box, i.box)]
        # What stands in the box places it: a panel may reach far above its text.
        current = [*rest, Group(bounds(i.box for i in inside), tuple(inside))]
    return current


def reading_order(items: Sequence[Item], unit: float) -> list[Flow | Figure]:
    """Columns and figures in the order they are read. `unit` is the page's usual type size."""
    if not items:
        return []
    result: list[Flow | Figure] = []
    for region in _regions(_bands(items), unit):
        result.extend(_read_region(region, unit))
    return _flows_joined(result)


def _read_region(region: Sequence[Sequence[Item]], unit: float) -> list[Flow | Figure]:
    members = [i for band in region for i in band]
    gutters = _inner(_white(members, members), members, unit)
    if not gutters or len(members) == 1:
        return _stacked(members, unit)
    if len(region) == 1 and (joined := _one_line(members)) is not None:
        return [Flow((joined,))]
    columns = _columns(members, gutters)
    if _tabular(region, columns):
        return [_rows_of(region)]
    result: list[Flow | Figure] = []
    for column in columns:
        result.extend(reading_order(column, unit))
    return result


def _stacked(members: Sequence[Item], unit: float) -> list[Flow | Figure]:
    """One column: lines run on, figures and boxes part them."""
    result: list[Flow | Figure] = []
    for item in sorted(members, key=lambda i: (i.box[1], i.box[0])):
        if isinstance(item, Line):
            result.append(Flow((item,)))
        elif isinstance(item, Figure):
            result.append(item)
        else:
            inner = reading_order(item.items, unit)
            result.extend(inner)
            result.append(Flow(()))  # What follows the box does not run on from it.
    return result


def _flows_joined(flows: Sequence[Flow | Figure]) -> list[Flow | Figure]:
    result: list[Flow | Figure] = []
    for flow in flows:
        last = result[-1] if result else None
        if isinstance(flow, Flow) and isinstance(last, Flow) and _runs_on(last, flow):
            result[-1] = Flow((*last.lines, *flow.lines))
        else:
            result.append(flow)
    return result


def _runs_on(last: Flow, flow: Flow) -> bool:
    if last.rows or flow.rows or not last.lines or not flow.lines:
        return False
    a, b = bounds(x.box for x in last.lines), bounds(x.box for x in flow.lines)
    return b[1] > last.lines[-1].box[1] and min(a[2], b[2]) > max(a[0], b[0])


def _bands(items: Sequence[Item]) -> list[list[Item]]:
    """Items that overlap vertically, with all the white between bands running from side to side."""
    bands: list[list[Item]] = []
    bottom = float("-inf")
    for item in sorted(items, key=lambda i: i.box[1]):
        # Ascenders and descenders of neighbouring lines overlap a little.
        slack = 0.25 * (item.box[3] - item.box[1]) if isinstance(item, Line) else 1.0
        if bands and item.box[1] < bottom - slack:
            bands[-1].append(item)
        else:
            bands.append([item])
        bottom = max(bottom, item.box[3])
    return bands


def _regions(bands: Sequence[Sequence[Item]], unit: float) -> list[list[Sequence[Item]]]:
    """Consecutive bands that share white gutters, else bands that are one column."""
    everything = [i for band in bands for i in band]
    regions: list[list[Sequence[Item]]] = []
    white: list[Interval] = []
    for place, band in enumerate(bands):
        own = _white(band, everything)
        title = _is_title(band, unit)
        if regions and white and not (title and len(band) > 1):
            shared = _inner(_shared(white, own), [i for b in (*regions[-1], band) for i in b], unit)
            resumed = _resumes(bands[place + 1 : place + 7], shared, unit)
            if shared and _belongs(regions[-1], band, shared, unit, resumed=resumed):
                regions[-1].append(band)
                white = shared
                continue
        starts = _inner(own, band, unit) if not title else []
        if starts or not regions or white or title:
            above = _begun(regions, band, starts) if starts and not white else []
            regions.append([*above, band])
        else:
            regions[-1].append(band)
        white = starts
    return regions


def _begun(
    regions: list[list[Sequence[Item]]], band: Sequence[Item], white: Sequence[Interval]
) -> list[Sequence[Item]]:
    """The lines just above that begin one of the columns of `band`, taken out of the last region."""
    taken: list[Sequence[Item]] = []
    while regions and regions[-1] and len(regions[-1][-1]) == 1:
        line = regions[-1][-1][0]
        below = taken[0] if taken else band
        if not isinstance(line, Line) or not any(_heads(line, i) for i in below if isinstance(i, Line)):
            break
        if any(line.box[0] < g[1] and line.box[2] > g[0] for g in white):
            break
        taken.insert(0, regions[-1].pop())
    if regions and not regions[-1]:
        regions.pop()
    return taken


def _heads(line: Line, below: Line) -> bool:
    """Whether two lines are set alike, one right above the other."""
    alike = abs(line.size - below.size) < 0.3 and abs(line.box[0] - below.box[0]) < 1.0
    return alike and -0.5 * line.size < below.box[1] - line.box[3] < 0.6 * line.size


def _is_title(band: Sequence[Item], unit: float) -> bool:
    lines = [i for i in band if isinstance(i, Line)]
    return (
        len(lines) == len(band) and min(x.size for x in lines) > 1.25 * unit and _one_line(lines) is not None
    )


def _resumes(bands: Sequence[Sequence[Item]], white: Sequence[Interval], unit: float) -> bool:
    """Whether the columns go on below: one of the next few bands has items on both sides of a gutter."""
    for band in bands:
        white = _shared(white, _white(band, [i for b in bands for i in b])) if len(band) > 1 else white
        if len(band) > 1 and _inner(white, band, unit):
            return True
    return False


def _belongs(
    region: Sequence[Sequence[Item]],
    band: Sequence[Item],
    shared: Sequence[Interval],
    unit: float,
    *,
    resumed: bool,
) -> bool:
    """Whether a band that respects the gutters goes on with the columns above it."""
    above = [i for b in region for i in b]
    gap = min(i.box[1] for i in band) - max(i.box[3] for i in above)
    sides = {_side(i.box, shared) for i in band}
    if len(sides) > 1:
        return gap < 8 * unit
    side = [i for i in above if _side(i.box, shared) in sides]
    if not side:
        return False
    column = bounds(i.box for i in side)
    box = bounds(i.box for i in band)
    within = box[0] >= column[0] - unit and box[2] <= column[2] + 1.5 * unit
    lines = [i for i in side if isinstance(i, Line)]
    sizes = [i.size for i in band if isinstance(i, Line)]
    alike = not sizes or any(abs(median(sizes) - x.size) < 0.6 for x in lines)
    return within and gap < 2.5 * unit and (alike or resumed)


def _white(items: Iterable[Item], extent: Sequence[Item]) -> list[Interval]:
    """Intervals of x that no item covers."""
    left, right = min(i.box[0] for i in extent), max(i.box[2] for i in extent)
    found: list[Interval] = []
    reached = left
    for x0, x1 in sorted((i.box[0], i.box[2]) for i in items):
        if x0 > reached:
            found.append((reached, x0))
        reached = max(reached, x1)
    if right > reached:
        found.append((reached, right))
    return found


def _shared(one: Sequence[Interval], two: Sequence[Interval]) -> list[Interval]:
    pairs = ((max(a[0], b[0]), min(a[1], b[1])) for a in one for b in two)
    return [p for p in pairs if p[1] > p[0]]


def _inner(white: Sequence[Interval], items: Sequence[Item], unit: float) -> list[Interval]:
    """Gutters wide enough, with items on both sides."""
    return [
        g
        for g in white
        if g[1] - g[0] >= _GUTTER * unit
        and any(i.box[2] <= g[0] + 0.1 for i in items)
        and any(i.box[0] >= g[1] - 0.1 for i in items)
    ]


def _side(box: Box, gutters: Sequence[Interval]) -> int:
    middle = (box[0] + box[2]) / 2
    return sum(middle > g[0] for g in gutters)


def _columns(members: Sequence[Item], gutters: Sequence[Interval]) -> list[list[Item]]:
    columns: list[list[Item]] = [[] for _ in range(len(gutters) + 1)]
    for item in members:
        columns[_side(item.box, gutters)].append(item)
    return [c for c in columns if c]


def _one_line(members: Sequence[Item]) -> Line | None:
    """A single line whose parts are set apart but belong together, as titles in two colours do."""
    lines = sorted((i for i in members if isinstance(i, Line)), key=lambda i: i.box[0])
    if len(lines) != len(members) or max(x.size for x in lines) > 1.1 * min(x.size for x in lines):
        return None
    if max(x.box[1] for x in lines) > min(x.box[3] for x in lines):
        return None
    if any(b.box[0] - a.box[2] > _TITLE_GAP * a.size for a, b in pairwise(lines)):
        return None
    return line_of([w for x in lines for w in x.words])


def _tabular(region: Sequence[Sequence[Item]], columns: Sequence[Sequence[Item]]) -> bool:
    """Whether lines answer one another from column to column: a label with its value, a contents page."""
    if any(not isinstance(i, Line) for band in region for i in band) or len(region) < 2:
        return False
    several = sum(len(band) > 1 for band in region)
    if several < 0.6 * len(region) or any(len(band) > 2 * len(columns) for band in region):
        return False
    texts = [[i.text for i in column if isinstance(i, Line)] for column in columns]
    # A figure here and there beside running text answers to no line of it.
    most = max(len(column) for column in texts)
    values = [
        sum(bool(_VALUE.match(t)) for t in column) >= max(0.6 * len(column), 0.3 * most) for column in texts
    ]
    labels = sum(t.rstrip().endswith(":") for t in texts[0]) >= 0.6 * len(texts[0])
    return (any(values) and not all(values)) or labels


def _rows_of(region: Sequence[Sequence[Item]]) -> Flow:
    rows = [line_of([w for i in band if isinstance(i, Line) for w in i.words]) for band in region]
    return Flow(tuple(rows), rows=True)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Box, inner: Box) -> bool:
    x, y = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3] and inner[2] - inner[0] <= box[2] - box[0] + 2


def _cuts(box: Box, line: Box) -> bool:
    """Whether the box's left or right edge goes through the middle of a line of text."""
    y = (line[1] + line[3]) / 2
    inner = 0.25 * (line[2] - line[0])
    return box[1] <= y <= box[3] and any(line[0] + inner < x < line[2] - inner for x in (box[0], box[2]))
