"""Age pyramids: two sets of bars back to back, each named by the heading above it."""

from __future__ import annotations

from corpus.chart_labels import bounds
from corpus.chart_scene import Plot, PlotValue, Scene


def with_mirrors(scene: Scene, plots: list[Plot]) -> list[Plot]:
    """Put the two halves of a pyramid together, each named by the heading above it."""
    merged: list[Plot] = []
    rest = list(plots)
    while rest:
        plot = rest.pop(0)
        twin = next((other for other in rest if _mirrors(plot, other)), None)
        if twin is None:
            merged.append(plot)
            continue
        rest.remove(twin)
        top = min(value.box[1] for half in (plot, twin) for value in half.values)
        halves = [_headed(scene, half, top) for half in sorted((plot, twin), key=lambda p: p.box[0])]
        values = tuple(value for half in halves for value in half.values)
        if not all(value.series for value in values):
            continue
        parts = (*halves[0].parts, *halves[1].parts)
        merged.append(Plot("bar", bounds([plot.box, twin.box]), values, parts, plot.axis))
    return merged


def _mirrors(one: Plot, other: Plot) -> bool:
    """Bars to the left that all end, and bars to the right that all begin, around one row of categories."""
    left, right = sorted((one, other), key=lambda plot: plot.box[0])
    mine = {id(value.category[0]) for value in left.values}
    theirs = {id(value.category[0]) for value in right.values}
    shared = len(mine & theirs)
    if shared < 2 or shared < 0.7 * min(len(mine), len(theirs)):
        return False
    ends = [value.box[2] for value in left.values]
    starts = [value.box[0] for value in right.values]
    flush = max(ends) - min(ends) < 1.5 and max(starts) - min(starts) < 1.5
    return flush and max(ends) <= min(starts) + 1


def _headed(scene: Scene, half: Plot, top: float) -> Plot:
    boxes = [value.box for value in half.values]
    area = bounds(boxes)
    used = {id(label) for label in half.labels}
    above = [
        label
        for label in scene.labels
        if label.direction == 0
        and id(label) not in used
        and label.number is None
        and area[0] - 5 <= label.x <= area[2] + 5
        and -1 <= top - label.box[3] <= 4 * label.size
    ]
    if not above:
        return half
    heading = max(above, key=lambda label: label.box[3])
    values = tuple(PlotValue(v.category, ((heading,), *v.series), v.reading, v.box) for v in half.values)
    return Plot(half.kind, half.box, values, half.parts, half.axis)
