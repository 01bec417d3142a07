"""A fixed piece of work, timed beside each question: what a second is worth on this machine, just now."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter


def make_yardstick() -> Callable[[], float]:
    """Return a function that does some 300 million multiplications and gives the seconds they took."""
    import numpy as np

    left = np.linspace(-1, 1, 128 * 384, dtype=np.float32).reshape(128, 384)
    right = np.linspace(1, -1, 384 * 1536, dtype=np.float32).reshape(384, 1536)

    def measure() -> float:
        start = perf_counter()
        for _ in range(4):
            np.matmul(left, right)
        return perf_counter() - start

    measure()  # the first call starts numpy's threads
    return measure
