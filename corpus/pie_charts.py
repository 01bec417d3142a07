"""Pies and rings: slices around one centre, their shares by angle, their names by place or colour."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.chart_labels import Label, bounds, name_and_value
from corpus.chart_legend import Key, find_keys, key_for, legend_near
from corpus.chart_marks import is_white
from corpus.chart_scene import Plot, PlotValue, Scene, text_of
from corpus.chart_slices import Slice, find_pies
from corpus.chart_values import Reading, agrees, measured, ratio
from corpus.report import Box


def read_pie_charts(scene: Scene) -> list[Plot]:
    """Every full disc, ring or half ring of slices whose shares can be named."""
    return [plot for slices in find_pies(scene.shapes) if (plot := _read(scene, slices)) is not None]


def _read(scene: Scene, slices: list[Slice]) -> Plot | None:
    turn = sum(s.sweep for s in slices)
    pie = _disc(slices)
    keys = legend_near(find_keys(scene.shapes, scene.labels), pie, 260.0, {s.fill for s in slices})
    named = {id(label) for key in keys for label in key.labels}
    near = [t for t in scene.labels if t.direction == 0 and _around(t, slices[0])]
    pairs = [pair for t in near if t.number is None and id(t) not in named and (pair := name_and_value(t))]
    names = {id(number): name for name, number in pairs}
    numbers = [t for t in near if t.number is not None and id(t) not in named]
    readings = _readings(slices, numbers, [number for _, number in pairs], turn)
    texts = [t for t in near if t.number is None and id(t) not in named]
    facing = {} if keys or any(r.label for r in readings.values()) else _names_facing(slices, texts)
    values: list[PlotValue] = []
    for part in slices:
        reading = readings.get(id(part))
        if reading is None:
            continue
        tied = names.get(id(reading.label)) if reading.label else None
        name = (tied,) if tied else facing.get(id(part)) or _name(part, slices, keys, reading, texts)
        if name:
            values.append(PlotValue(name, (), reading, part.box))
    if len(values) < 2 or len({text_of(v.category) for v in values}) < len(values):
        return None
    used = {id(label) for value in values for label in value.category}
    keys = [key for key in keys if id(key.labels[0]) in used]
    parts = tuple(label for key in keys for label in key.labels)
    return Plot("pie", bounds([pie, *(key.sign for key in keys)]), tuple(values), parts)


def _names_facing(slices: Sequence[Slice], texts: Sequence[Label]) -> dict[int, tuple[Label, ...]]:
    """One text beside each slice, where every slice has its own; nothing when one is missing."""
    pairs = [
        (part.offset(t.x, t.y), part, t)
        for part in slices
        for t in texts
        if part.offset(t.x, t.y) <= part.sweep / 2
        and 0.4 * part.radius <= part.distance(t.x, t.y)
        and _nearest_point(part, t) <= part.radius + 2.5 * t.size
    ]
    found: dict[int, tuple[Label, ...]] = {}
    used: set[int] = set()
    for _, part, text in sorted(pairs, key=lambda pair: pair[0]):
        if id(part) not in found and id(text) not in used:
            found[id(part)] = (text,)
            used.add(id(text))
    return found if len(found) == len(slices) else {}


def _nearest_point(part: Slice, label: Label) -> float:
    """From the centre of the pie to the nearest point of the label's box."""
    x = min(max(part.centre[0], label.box[0]), label.box[2])
    y = min(max(part.centre[1], label.box[1]), label.box[3])
    return part.distance(x, y)


def _disc(slices: Sequence[Slice]) -> Box:
    return bounds(s.box for s in slices)


def _around(label: Label, part: Slice) -> bool:
    return part.distance(label.x, label.y) <= 2.1 * part.radius + 30


def _readings(
    slices: list[Slice], bare: Sequence[Label], named: Sequence[Label], turn: float
) -> dict[int, Reading]:
    """Labels whose number is in proportion to the angle; without any label, shares measured by angle.

    A number that stands beside its own name (`named`) may be anywhere: one slice alone is as large.
    """
    numbers = [*bare, *named]
    candidates = {id(s): _facing(s, numbers) for s in slices}
    percent = [t for t in numbers if t.number and t.number.unit == "%"]
    slope = 100 / turn if len(percent) >= 2 else ratio([(s.sweep, candidates[id(s)]) for s in slices])
    if slope is None:
        if any(s for s in numbers if s.number and _inside_disc(s, slices[0])):
            return {}
        return {id(s): measured(100 * s.sweep / turn, 100 / turn) for s in slices}
    readings: dict[int, Reading] = {}
    used: set[int] = set()
    pairs = [(s, t) for s in slices for t in candidates[id(s)] if agrees(t, slope * s.sweep, slope, 1.5)]
    pairs.sort(key=lambda pair: pair[0].offset(pair[1].x, pair[1].y))
    for label in named:
        as_large = [s for s in slices if agrees(label, slope * s.sweep, slope, 1.5)]
        pairs += [(s, label) for s in as_large if len(as_large) == 1]
    for part, label in pairs:
        if id(part) not in readings and id(label) not in used and label.number:
            readings[id(part)] = Reading(label.number.value, label)
            used.add(id(label))
    return readings


def _facing(part: Slice, numbers: Sequence[Label]) -> list[Label]:
    """Labels in the direction of the slice, the nearest to its middle first."""
    facing = [t for t in numbers if part.offset(t.x, t.y) <= part.sweep / 2 + 25]
    return sorted(facing, key=lambda t: part.offset(t.x, t.y))


def _inside_disc(label: Label, part: Slice) -> bool:
    # What stands in the hole of a ring is its total, not a share.
    return 0.35 * part.radius <= part.distance(label.x, label.y) <= part.radius


def _name(
    part: Slice, slices: Sequence[Slice], keys: Sequence[Key], reading: Reading | None, texts: Sequence[Label]
) -> tuple[Label, ...]:
    """The legend entry of this colour, else the text in one block with the slice's own number."""
    alike = [s for s in slices if s.fill == part.fill]
    key = key_for(part.fill, keys) if len(alike) == 1 and not is_white(part.fill) else None
    if key:
        return key.labels
    if keys or reading is None or reading.label is None:
        return ()
    return _block_of(reading.label, texts)


def _block_of(number: Label, texts: Sequence[Label]) -> tuple[Label, ...]:
    lines: list[Label] = []
    anchor = number
    for text in sorted((t for t in texts if t.box[3] <= number.y), key=lambda t: -t.box[3]):
        if anchor.box[1] - text.box[3] <= 0.4 * text.size and abs(text.x - number.x) <= 3 + 0.5 * _width(
            text
        ):
            lines.insert(0, text)
            anchor = text
    if lines:
        return tuple(lines)
    beside = [
        t
        for t in texts
        if abs(t.y - number.y) <= 0.3 * t.size
        and max(t.box[0] - number.box[2], number.box[0] - t.box[2]) <= 1.5 * t.size
    ]
    return (min(beside, key=lambda t: abs(t.x - number.x)),) if beside else ()


def _width(label: Label) -> float:
    return label.box[2] - label.box[0]
