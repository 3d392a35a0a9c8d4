"""A simulated A/B test agrees with SciPy's, and calls by chance what chance must."""

import numpy as np
import pytest
from scipy import stats

from helpers.maths.samples import ab_test


@pytest.mark.parametrize(("rate_a", "rate_b", "users"), [(0.85, 0.87, 200), (0.1, 0.12, 2000), (0.5, 0.5, 50)])
def test_ab_test_agrees_with_scipy(rate_a, rate_b, users):
    """The pooled z test is the chi-squared test of the 2 x 2 table."""
    for seed in range(20):
        found = ab_test(rate_a, rate_b, users, seed)
        table = [[found.bought_a, users - found.bought_a], [found.bought_b, users - found.bought_b]]
        wanted = stats.chi2_contingency(table, correction=False)
        assert found.z**2 == pytest.approx(wanted.statistic)
        assert found.p == pytest.approx(wanted.pvalue)
        assert found.difference == pytest.approx((found.bought_b - found.bought_a) / users)
        assert np.sign(found.z) == np.sign(found.difference)


def test_equal_rates_are_called_different_in_one_test_of_twenty():
    found = [ab_test(0.3, 0.3, 1000, seed).p < 0.05 for seed in range(2000)]
    assert np.mean(found) == pytest.approx(0.05, abs=0.02)


def test_ab_groups_have_their_rates():
    found = [ab_test(0.2, 0.7, 500, seed) for seed in range(200)]
    assert np.mean([each.bought_a for each in found]) == pytest.approx(100, abs=5)
    assert np.mean([each.bought_b for each in found]) == pytest.approx(350, abs=5)


@pytest.mark.parametrize("rate", [0, 1])
def test_ab_test_of_nothing_to_tell(rate):
    found = ab_test(rate, rate, 10)
    assert (found.z, found.p) == (0, 1)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ab_test(1.2, 0.5, 10), "rate_a is 1.2; wanted a probability"),
        (lambda: ab_test(0.5, -1, 10), "rate_b is -1; wanted a probability"),
        (lambda: ab_test(0.5, 0.5, 0), "users is 0; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
