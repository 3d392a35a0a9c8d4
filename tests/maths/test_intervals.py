"""Intervals of a share agree with SciPy's, and hold the truth as often as adding up all samples says."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths.intervals import bootstrap_interval, cases_for, coverage, holds, t_interval, wilson_interval

RECIPES = [t_interval, wilson_interval, bootstrap_interval]

levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
counts = st.integers(2, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares = st.integers(1, 99).map(lambda hundredths: hundredths / 100)


@given(counts, levels)
def test_wilson_and_t_are_scipys(count, level):
    right, n = count
    wanted = stats.binomtest(right, n).proportion_ci(confidence_level=level, method="wilson")
    assert np.allclose(wilson_interval(right, n, level), (wanted.low, wanted.high), rtol=0, atol=1e-9)
    answers = np.repeat([1, 0], [right, n - right])
    wanted = stats.t.interval(level, n - 1, answers.mean(), stats.sem(answers)) if 0 < right < n else [right / n] * 2
    assert np.allclose(t_interval(right, n, level), wanted, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("right", "n"), [(0, 8), (18, 20), (37, 50), (174, 200)])
def test_bootstrap_agrees_with_drawing(right, n):
    answers = np.repeat([1, 0], [right, n - right])
    found = np.random.default_rng(0).choice(answers, size=(20_000, n)).mean(axis=1)
    wanted = np.quantile(found, [0.025, 0.975])
    assert np.allclose(bootstrap_interval(right, n), wanted, rtol=0, atol=(right > 0) * 1.01 / n)


@given(counts, levels, st.sampled_from(RECIPES))
def test_axioms(count, level, interval):
    """An interval holds its share, grows with the level, and turns round with right and wrong."""
    right, n = count
    low, high = interval(right, n, level)
    wider_low, wider_high = interval(right, n, (1 + level) / 2)
    assert wider_low - 1e-12 <= low <= right / n + 1e-12
    assert right / n - 1e-12 <= high <= wider_high + 1e-12
    slack = 1.01 / n if interval is bootstrap_interval else 1e-9  # between two counts it takes the next, on either side
    assert np.allclose(interval(n - right, n, level), (1 - high, 1 - low), rtol=0, atol=slack)
    assert interval is t_interval or 0 <= low <= high <= 1


@pytest.mark.parametrize("interval", RECIPES)
def test_many_at_once(interval):
    right, n = np.array([[0, 3, 5], [5, 10, 20]]), np.array([5, 10, 20])
    low, high = interval(right, n, 0.9)
    assert low.shape == high.shape == (2, 3)
    for at in np.ndindex(2, 3):
        assert (low[at], high[at]) == interval(right[at], n[at[1]], 0.9)


# how often they hold the truth


def by_counting(interval, n, p, level):
    """Chances of all counts whose interval holds p, one after the other."""
    ends = (interval(right, n, level) for right in range(n + 1))
    held = [low <= p + 1e-9 and p - 1e-9 <= high for low, high in ends]
    return stats.binom.pmf(np.flatnonzero(held), n, p).sum()


@pytest.mark.parametrize("interval", RECIPES)
def test_coverage_is_the_sum_over_all_samples(interval):
    for n, p, level in product([2, 7, 20, 61], [0, 0.01, 0.3, 0.5, 0.95, 1], [0.8, 0.95]):
        assert coverage(interval, n, p, level) == pytest.approx(by_counting(interval, n, p, level), abs=1e-9)
    sizes = np.array([[5, 20], [200, 2000]])
    each = [[float(coverage(interval, n, 0.9)) for n in row] for row in sizes]
    assert coverage(interval, sizes, 0.9) == pytest.approx(np.array(each))


@given(st.integers(2, 400), shares, levels)
def test_short_cut_of_the_bootstrap(n, p, level):
    """The bootstrap's coverage without its percentiles is that with them."""
    with_ends = coverage(lambda right, n, level: bootstrap_interval(right, n, level), n, p, level)
    assert coverage(bootstrap_interval, n, p, level) == with_ends


def test_an_end_on_the_truth_holds_it():
    assert holds([0.3, 0.1 + 0.2, 0.31], [0.9, 0.9, 0.9], 0.3).tolist() == [True, True, False]
    assert holds([0.1, 0.1], [0.7 - 0.4, 0.29], 0.3).tolist() == [True, False]


@given(shares, st.floats(0.005, 0.2))
def test_so_many_cases_make_the_normal_interval_so_narrow(share, half):
    n = cases_for(share, half)
    low, high = stats.norm(share, (share * (1 - share) / n) ** 0.5).interval(0.95)
    assert (high - low) / 2 == pytest.approx(half)
