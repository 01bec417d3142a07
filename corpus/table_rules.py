"""Ruling lines and filled boxes as closed cells: what a page's shapes draw of its tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpus.content import PageContent, Shape
from corpus.report import Box

THIN = 2.5  # A filled rectangle this thin is a rule.
SNAP = 2.0  # Rules this close are one rule (double rules, neighbouring cell borders).
DASH_GAP = 4.0  # A dashed rule goes on over a gap this wide.
TOUCH = 3.0  # Rules that come this close meet.
_CURVE_LIMIT = 12  # Paths with more points are drawings.


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal or vertical rule at `at`, from `start` to `end`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Cells drawn together: boxes that do not overlap and touch through their rules."""

    box: Box
    cells: tuple[Box, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]


def drawn_pieces(content: PageContent) -> list[Piece]:
    """Every group of closed cells on the page, from single boxes to whole tables."""
    horizontal, vertical = _rules(content)
    pieces: list[Piece] = []
    for group_h, group_v in _groups(horizontal, vertical):
        piece = _piece(group_h, group_v)
        if piece is not None:
            pieces.append(piece)
    return pieces


def horizontal_rules(content: PageContent) -> list[Rule]:
    """The page's horizontal rules, joined, top to bottom."""
    return _rules(content)[0]


def cluster(values: Iterable[float], tolerance: float) -> list[float]:
    """Sorted means of the runs of values that lie within `tolerance` of the run's first."""
    runs: list[list[float]] = []
    for value in sorted(values):
        if runs and value - runs[-1][0] <= tolerance:
            runs[-1].append(value)
        else:
            runs.append([value])
    return [sum(run) / len(run) for run in runs]


def nearest(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda i: abs(values[i] - value))


def _rules(content: PageContent) -> tuple[list[Rule], list[Rule]]:
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for shape in content.shapes:
        if (shape.fill is None and shape.stroke is None) or _unseen(shape, content):
            continue
        for is_horizontal, rule in _shape_rules(shape, content.width, content.height):
            (horizontal if is_horizontal else vertical).append(rule)
    return _joined(horizontal), _joined(vertical)


def _unseen(shape: Shape, content: PageContent) -> bool:
    """A dark fill under dark words or a picture is drawn fully transparent, since these can be seen."""
    if shape.fill is None or shape.stroke is not None or max(shape.fill) > 0.15:
        return False
    x0, top, x1, bottom = shape.box
    if x1 - x0 <= THIN or bottom - top <= THIN:
        return False
    for word in content.words:
        x, y = (word.box[0] + word.box[2]) / 2, (word.box[1] + word.box[3]) / 2
        if x0 <= x <= x1 and top <= y <= bottom and word.color is not None:
            return max(word.color) < 0.75
    return True


def _shape_rules(shape: Shape, width: float, height: float) -> Iterator[tuple[bool, Rule]]:
    x0, top, x1, bottom = shape.box
    w, h = x1 - x0, bottom - top
    if x1 < 0 or bottom < 0 or x0 > width or top > height:
        return
    if w <= THIN and h <= THIN:  # One dash or dot of a broken rule: its neighbours say in which direction.
        yield True, Rule((top + bottom) / 2, x0, x1)
        yield False, Rule((x0 + x1) / 2, top, bottom)
    elif h <= THIN:
        yield True, Rule((top + bottom) / 2, x0, x1)
    elif w <= THIN:
        yield False, Rule((x0 + x1) / 2, top, bottom)
    elif shape.kind == "rect" and not (w > 0.95 * width and h > 0.5 * height):
        if shape.stroke is not None or (shape.fill is not None and min(shape.fill) < 0.99):
            yield True, Rule(top, x0, x1)
            yield True, Rule(bottom, x0, x1)
            yield False, Rule(x0, top, bottom)
            yield False, Rule(x1, top, bottom)
    elif shape.kind == "curve" and len(shape.points) <= _CURVE_LIMIT:
        yield from _path_rules(shape)


def _path_rules(shape: Shape) -> Iterator[tuple[bool, Rule]]:
    """Sides of a path made of upright segments only (a frame drawn by hand)."""
    sides = list(zip(shape.points, shape.points[1:], strict=False))
    if any(abs(a[0] - b[0]) > 0.5 and abs(a[1] - b[1]) > 0.5 for a, b in sides):
        return
    for a, b in sides:
        if abs(a[1] - b[1]) <= 0.5:
            yield True, Rule(a[1], min(a[0], b[0]), max(a[0], b[0]))
        else:
            yield False, Rule(a[0], min(a[1], b[1]), max(a[1], b[1]))


def _joined(rules: list[Rule]) -> list[Rule]:
    """Collinear rules put end to end; what stays too short to border a cell is dropped."""
    lanes: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda r: r.at):
        if lanes and rule.at - lanes[-1][0].at <= SNAP:
            lanes[-1].append(rule)
        else:
            lanes.append([rule])
    joined: list[Rule] = []
    for lane in lanes:
        run: list[Rule] = []
        end = 0.0
        for rule in sorted(lane, key=lambda r: r.start):
            if run and rule.start - end > DASH_GAP:
                joined.append(_run_rule(run, end))
                run = []
            end = max(end, rule.end) if run else rule.end
            run.append(rule)
        if run:
            joined.append(_run_rule(run, end))
    return [r for r in joined if r.end - r.start >= 5.0]


def _run_rule(run: list[Rule], end: float) -> Rule:
    return Rule(sum(r.at for r in run) / len(run), run[0].start, end)


def _groups(horizontal: list[Rule], vertical: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Rules that meet, directly or through others."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, h in enumerate(horizontal):
        for j, v in enumerate(vertical, start=len(horizontal)):
            if (
                h.start - TOUCH <= v.at <= h.end + TOUCH
                and v.start - TOUCH <= h.at <= v.end + TOUCH
                and root(i) != root(j)
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, h in enumerate(horizontal):
        groups.setdefault(root(i), ([], []))[0].append(h)
    for j, v in enumerate(vertical, start=len(horizontal)):
        groups.setdefault(root(j), ([], []))[1].append(v)
    return iter(groups.values())


def _piece(horizontal: list[Rule], vertical: list[Rule]) -> Piece | None:
    """The cells a group of rules encloses; an open outer side is closed by the rules' own ends."""
    if not horizontal or not vertical or len(horizontal) + len(vertical) < 3:
        return None
    left, right = min(h.start for h in horizontal), max(h.end for h in horizontal)
    top, bottom = min(v.start for v in vertical), max(v.end for v in vertical)
    xs = cluster([v.at for v in vertical] + [left, right], TOUCH)
    ys = cluster([h.at for h in horizontal] + [top, bottom], TOUCH)
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 20000:
        return None
    cells = tuple(_cells(xs, ys, horizontal, vertical))
    return Piece((xs[0], ys[0], xs[-1], ys[-1]), cells, tuple(xs), tuple(ys))


def _borders(lanes: list[float], rules: list[Rule], cuts: list[float]) -> list[list[bool]]:
    """`result[lane][k]`: whether a rule on `lane` runs along most of `cuts[k]..cuts[k + 1]`."""
    drawn = [[0.0] * (len(cuts) - 1) for _ in lanes]
    for rule in rules:
        lane = nearest(lanes, rule.at)
        for k in range(len(cuts) - 1):
            drawn[lane][k] += max(0.0, min(rule.end, cuts[k + 1]) - max(rule.start, cuts[k]))
    return [[d >= 0.6 * (cuts[k + 1] - cuts[k]) for k, d in enumerate(lane)] for lane in drawn]


def _cells(xs: list[float], ys: list[float], horizontal: list[Rule], vertical: list[Rule]) -> Iterator[Box]:
    walls = _borders(xs, vertical, ys)
    floors = _borders(ys, horizontal, xs)
    columns, rows = len(xs) - 1, len(ys) - 1
    taken = [[False] * columns for _ in range(rows)]
    for r in range(rows):
        for c in range(columns):
            if taken[r][c]:
                continue
            right = c + 1
            while right < columns and not walls[right][r] and not taken[r][right]:
                right += 1
            down = r + 1
            while down < rows and _open_floor(floors, walls, taken, down, c, right):
                down += 1
            for i in range(r, down):
                for j in range(c, right):
                    taken[i][j] = True
            yield (xs[c], ys[r], xs[right], ys[down])


def _open_floor(
    floors: list[list[bool]], walls: list[list[bool]], taken: list[list[bool]], row: int, start: int, end: int
) -> bool:
    """Whether the cell above goes on into `row`: no rule between, no wall inside, same sides."""
    return (
        not any(floors[row][c] or taken[row][c] for c in range(start, end))
        and not any(walls[c][row] for c in range(start + 1, end))
        and (end == len(walls) - 1 or walls[end][row] or walls[end][row - 1] is False)
    )
