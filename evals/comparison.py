"""Two runs held against each other, question by question: what changed, and whether it is a regression.

Runs are deterministic, so a question that changed did change: by default one single question that was
right and is wrong now, on any measure that gates, is a regression, however many were gained. With a set-up
that draws lots (a language model) `noisy` asks for evidence instead: more lost than gained, p < 0.05.
A question of the baseline that was not answered again is a regression as well.

Times vary with the machine and the hour. Answers are slower only when the median over questions of
after/before exceeds 1 + `latency_tolerance` both by the clock and measured in yardsticks (fixed work timed
beside each question), and most questions agree (sign test, p < 0.05).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from evals.confidence import bootstrap, mean, paired_test
from evals.errors import ResultsError
from evals.measures import LATENCY, MEASURES, Measure
from evals.results import Result

LATENCY_TOLERANCE = 1.0
SIGNIFICANT = 0.05


@dataclass(frozen=True, slots=True)
class Pair:
    """One question answered twice, with the measures on which it got worse and better."""

    before: Result
    after: Result
    lost: tuple[Measure, ...]
    gained: tuple[Measure, ...]

    @property
    def changed(self) -> bool:
        """Whether the reader sees another answer, or a measure moved."""
        seen = [(r.text, r.refused, r.citations) for r in (self.before, self.after)]
        return bool(self.lost or self.gained) or seen[0] != seen[1]


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """A measure over the `count` questions scored in both runs.

    `interval` is the 95 % bootstrap interval of the mean difference; `p` the exact paired test's, from the
    questions `lost` and `gained`.
    """

    measure: Measure
    count: int
    before: float
    after: float
    interval: tuple[float, float]
    lost: int
    gained: int
    p: float


@dataclass(frozen=True, slots=True)
class LatencyChange:
    """Median seconds before and after; `ratio` is the median of after/before, `adjusted` the same in
    yardsticks (None when a run has none), `p` the sign test's that most questions changed one way."""

    before: float
    after: float
    ratio: float
    adjusted: float | None
    p: float
    slower: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two runs of the same questions show. `regressions` says each in French, and is empty without."""

    pairs: tuple[Pair, ...]
    measures: tuple[MeasureChange, ...]
    latency: LatencyChange | None
    missing: tuple[str, ...]
    new: tuple[str, ...]
    regressions: tuple[str, ...]


def compare(
    baseline: Sequence[Result],
    results: Sequence[Result],
    *,
    latency_tolerance: float = LATENCY_TOLERANCE,
    noisy: bool = False,
) -> Comparison:
    """Compare two scored runs. Raises `ResultsError` when they have no question in common."""
    after = {r.id: r for r in results}
    before = {r.id: r for r in baseline}
    pairs = tuple(_pair(before[id], after[id]) for id in before if id in after)
    if not pairs:
        raise ResultsError("Les deux fichiers n'ont aucune question en commun : il n'y a rien à comparer.")
    missing = tuple(id for id in before if id not in after)
    measures = tuple(c for m in MEASURES if m is not LATENCY and (c := _measure_change(m, pairs)))
    latency = _latency(pairs, latency_tolerance)
    regressions = [_worse(change) for change in measures if _regressed(change, noisy)]
    if missing:
        regressions.append(f"{len(missing)} question(s) de la référence sans résultat")
    if latency and latency.slower:
        regressions.append(f"temps de réponse : × {latency.ratio:.2f}".replace(".", ","))
    return Comparison(
        pairs, measures, latency, missing, tuple(id for id in after if id not in before), tuple(regressions)
    )


def _pair(before: Result, after: Result) -> Pair:
    one, other = before.scores or {}, after.scores or {}
    shares = [m for m in MEASURES if m is not LATENCY]
    return Pair(
        before,
        after,
        lost=tuple(m for m in shares if m.lost(one.get(m.key), other.get(m.key))),
        gained=tuple(m for m in shares if m.gained(one.get(m.key), other.get(m.key))),
    )


def _measure_change(measure: Measure, pairs: Sequence[Pair]) -> MeasureChange | None:
    scored = [
        (before, after)
        for pair in pairs
        if (before := (pair.before.scores or {}).get(measure.key)) is not None
        and (after := (pair.after.scores or {}).get(measure.key)) is not None
    ]
    if not scored:
        return None
    lost = sum(measure.lost(before, after) for before, after in scored)
    gained = sum(measure.gained(before, after) for before, after in scored)
    return MeasureChange(
        measure,
        len(scored),
        mean([before for before, _ in scored]),
        mean([after for _, after in scored]),
        bootstrap([after - before for before, after in scored]),
        lost,
        gained,
        paired_test(lost, gained),
    )


def _regressed(change: MeasureChange, noisy: bool) -> bool:
    if not change.measure.gates:
        return False
    if noisy:
        return change.lost > change.gained and change.p < SIGNIFICANT
    return change.lost > 0


def _worse(change: MeasureChange) -> str:
    return f"{change.measure.label} : {change.lost} question(s) perdue(s), {change.gained} gagnée(s)"


def _latency(pairs: Sequence[Pair], tolerance: float) -> LatencyChange | None:
    timed = [p for p in pairs if p.before.seconds > 0 and p.after.seconds > 0]
    if not timed:
        return None
    ratios = [p.after.seconds / p.before.seconds for p in timed]
    adjusted = [
        ratio * p.before.yardstick / p.after.yardstick
        for ratio, p in zip(ratios, timed, strict=True)
        if p.before.yardstick and p.after.yardstick
    ]
    ratio, in_yardsticks = median(ratios), median(adjusted) if adjusted else None
    longer = sum(r > 1 for r in ratios)
    p = paired_test(longer, sum(r < 1 for r in ratios))
    limit = 1 + tolerance
    slower = min(ratio, ratio if in_yardsticks is None else in_yardsticks) > limit and p < SIGNIFICANT
    return LatencyChange(
        median(pair.before.seconds for pair in timed),
        median(pair.after.seconds for pair in timed),
        ratio,
        in_yardsticks,
        p,
        slower,
    )
