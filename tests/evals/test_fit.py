from __future__ import annotations

import numpy as np
import pytest

from evals.fit import Case, fit, fit_certainty, reachable


def _case(report: str, rows: list[list[float]], right: list[bool]) -> Case:
    return Case(report, np.array(rows, dtype=np.float64), np.array(right))


def test_the_weight_of_what_tells_right_from_wrong_grows() -> None:
    # the first feature is high for what is right, the second tells nothing
    cases = [
        _case(name, [[0.0, 1.0], [1.0, 0.0], [0.2, 0.5]], [False, True, False]) for name in ("a", "b", "c")
    ]
    found = fit(cases, ["telling", "idle"], [0.0, 0.0])
    assert found.weights["telling"] > 0 > found.weights["idle"]
    # equal scores at first: the first candidate, which is wrong, stands first
    assert (found.before, found.seen, found.unseen) == (0.0, 1.0, 1.0)


def test_a_report_left_out_shows_what_was_learnt_by_heart() -> None:
    # in report b the feature points the wrong way: what is learnt on a does not hold there
    a = [_case("a", [[0.0], [1.0]], [False, True]) for _ in range(3)]
    b = [_case("b", [[0.0], [1.0]], [True, False])]
    found = fit([*a, *b], ["feature"], [0.0])
    assert found.seen == pytest.approx(3 / 4)
    assert found.unseen < found.seen


def test_reachable_counts_questions_with_something_right() -> None:
    cases = [_case("a", [[1.0]], [True]), _case("a", [[1.0]], [False]), _case("a", [[1.0]], [False])]
    assert reachable(cases) == pytest.approx(1 / 3)


def test_certainty_grows_with_what_tells_right_from_wrong() -> None:
    rows = np.array([[0.0, 1.0], [0.1, 0.0], [0.9, 1.0], [1.0, 0.0], [0.2, 1.0], [0.8, 0.0]])
    right = np.array([0.0, 0.0, 1.0, 1.0, 1.0, 0.0])
    telling, idle, bias = fit_certainty(rows, right)
    assert telling > abs(idle)
    chances = 1 / (1 + np.exp(-(rows @ [telling, idle] + bias)))
    assert chances.mean() == pytest.approx(right.mean(), abs=1e-3)
