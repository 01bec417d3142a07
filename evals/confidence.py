"""How sure one can be of a score: bootstrap intervals and exact paired tests, all deterministic."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

RESAMPLES = 2000
_SEED = 20230101


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value."""
    return sum(values) / len(values)


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """The 95 % percentile interval of the mean, from 2,000 resamples with a fixed seed.

    For paired differences give the differences: resampling questions keeps the pairs together.
    """
    import numpy as np

    sample = np.asarray(values, dtype=np.float64)
    draws = np.random.default_rng(_SEED).integers(0, len(sample), (RESAMPLES, len(sample)))
    low, high = np.percentile(sample[draws].mean(axis=1), (2.5, 97.5))
    return float(low), float(high)


def paired_test(lost: int, gained: int) -> float:
    """Two-sided exact McNemar (sign) test: the chance of a split at least as uneven by luck alone.

    Of n = lost + gained questions that changed, k the smaller side: min(1, 2 · Σ_{i≤k} C(n, i) / 2^n).
    """
    n, k = lost + gained, min(lost, gained)
    return min(1.0, 2 * sum(comb(n, i) for i in range(k + 1)) / (1 << n))
