import pytest

from evals.confidence import bootstrap, paired_test


@pytest.mark.parametrize(
    ("lost", "gained", "p"),
    [
        (0, 0, 1.0),
        (1, 0, 1.0),  # 2 · 1/2
        (5, 0, 2 / 32),
        (1, 5, 2 * (1 + 6) / 64),
        (3, 3, 1.0),
        (2000, 0, 0.0),  # too small for a float, and no overflow
    ],
)
def test_paired_test_is_the_exact_binomial(lost: int, gained: int, p: float) -> None:
    assert paired_test(lost, gained) == pytest.approx(p)
    assert paired_test(gained, lost) == pytest.approx(p)


def test_bootstrap_is_repeatable_and_near_the_normal_interval() -> None:
    values = [1.0] * 80 + [0.0] * 20
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    # 0.8 ± 1.96 · √(0.8 · 0.2 / 100) = 0.8 ± 0.078
    assert low == pytest.approx(0.722, abs=0.015)
    assert high == pytest.approx(0.878, abs=0.015)


def test_bootstrap_of_equal_values_has_no_width() -> None:
    assert bootstrap([0.5] * 7) == (0.5, 0.5)
