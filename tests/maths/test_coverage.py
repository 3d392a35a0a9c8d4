"""Intervals hold the truth as often as adding up all samples says, and grow narrow as their formula says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths import intervals
from helpers.maths.intervals import (
    bootstrap_interval,
    cases_for,
    clopper_pearson_interval,
    coverage,
    holds,
    normal_interval,
    t_interval,
    wilson_interval,
)

RECIPES = [recipe for name, recipe in vars(intervals).items() if name.endswith("_interval")]

levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
shares = st.integers(1, 99).map(lambda hundredths: hundredths / 100)


def brute_coverage(interval, n, p, level):
    """Chances of all counts whose interval holds p, one after the other."""
    total = 0.0
    for right in range(n + 1):
        low, high = interval(right, n, level)
        if low <= p + 1e-9 and p - 1e-9 <= high:
            total += stats.binom.pmf(right, n, p)
    return total


def test_half_widths_of_87_percent():
    """C68: 2.1 points at 1,000 cases, 4.7 at 200; [85%, 89%] takes 1,086."""
    for n, half in ((1000, 0.021), (200, 0.047)):
        low, high = normal_interval(round(0.87 * n), n)
        assert (high - low) / 2 == pytest.approx(half, abs=5e-4)
    assert round(cases_for(0.87, 0.02)) == 1086


def test_coverage_by_hand():
    """Of 2 cases with p = 0.5: the t interval of (1, 0) holds 0.5, those of (0, 0) and (1, 1) do not."""
    assert coverage(t_interval, 2, 0.5) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("n", "p", "exact"),
    [(20, 0.95, (0.6412, 0.6389, 0.9245)), (50, 0.95, (0.9199, 0.9113, 0.9622)), (200, 0.87, (0.9515, 0.9515, 0.9552))],
)
def test_published_coverage(n, p, exact):
    """Sizes and shares of C68, t, bootstrap and Wilson; the figures there were simulated and are up to 0.007 off."""
    found = [float(coverage(interval, n, p)) for interval in (t_interval, bootstrap_interval, wilson_interval)]
    assert found == pytest.approx(exact, abs=5e-5)


@pytest.mark.parametrize("interval", RECIPES)
@pytest.mark.parametrize("n", [2, 7, 20, 61])
def test_coverage_is_the_sum_over_all_samples(interval, n):
    for p in (0.01, 0.3, 0.5, 0.95, 0.99):
        for level in (0.8, 0.95):
            assert coverage(interval, n, p, level) == pytest.approx(brute_coverage(interval, n, p, level), abs=1e-9)


@given(st.integers(2, 400), shares, levels)
def test_short_cut_of_the_bootstrap(n, p, level):
    """The bootstrap's coverage without its percentiles is that with them."""
    with_ends = coverage(lambda right, n, level: bootstrap_interval(right, n, level), n, p, level)
    assert coverage(bootstrap_interval, n, p, level) == with_ends


@given(st.integers(2, 2000), shares, levels)
def test_clopper_pearson_keeps_its_promise(n, p, level):
    assert level - 1e-9 <= coverage(clopper_pearson_interval, n, p, level) <= 1 + 1e-9


def test_coverage_of_many_sizes():
    sizes = np.array([[5, 20], [200, 2000]])
    found = coverage(wilson_interval, sizes, 0.9)
    assert found.shape == (2, 2)
    assert found == pytest.approx(np.array([[float(coverage(wilson_interval, n, 0.9)) for n in row] for row in sizes]))


@pytest.mark.parametrize("p", [0, 1])
def test_coverage_of_certainty(p):
    assert [float(coverage(interval, 20, p)) for interval in RECIPES] == [1] * 5


def test_coverage_of_simulated_samples(rng):
    right = rng.binomial(20, 0.95, size=100_000)
    for interval in RECIPES:
        assert holds(*interval(right, 20), 0.95).mean() == pytest.approx(float(coverage(interval, 20, 0.95)), abs=0.008)


def test_an_end_on_the_truth_holds_it():
    assert holds([0.3, 0.1 + 0.2, 0.31], [0.9, 0.9, 0.9], 0.3).tolist() == [True, True, False]
    assert holds([0.1, 0.1], [0.7 - 0.4, 0.29], 0.3).tolist() == [True, False]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: coverage(wilson_interval, 0, 0.5), "n holds 0; wanted"),
        (lambda: coverage(wilson_interval, 20, 1.5), "p is 1.5; wanted a probability"),
        (lambda: coverage(bootstrap_interval, 20, 0.5, 1), "level is 1; wanted"),
        (lambda: cases_for(1.2, 0.02), "share is 1.2; wanted"),
        (lambda: cases_for(0.87, 0), "half_width is 0.0; wanted a finite number above 0"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
