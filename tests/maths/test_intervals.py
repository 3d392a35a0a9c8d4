"""Intervals of a share agree with SciPy's, and hold the truth as often as adding up all samples says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths.intervals import (
    bootstrap_interval,
    cases_for,
    clopper_pearson_interval,
    coverage,
    holds,
    t_interval,
    wilson_interval,
)

RECIPES = [t_interval, wilson_interval, clopper_pearson_interval, bootstrap_interval]

levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
counts = st.integers(2, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares = st.integers(1, 99).map(lambda hundredths: hundredths / 100)


def test_by_hand():
    """With z = 1.96 and 0 right of 4: z² = 3.8416, the middle is 1.9208 / 7.8416, and so is the half width.

    Of 1, 1, 0 the mean is 2/3, the variance 1/3, the standard error 1/3; t with 2 degrees at 95% is 4.3027.
    """
    assert wilson_interval(0, 4) == (0, pytest.approx(3.8416 / 7.8416, abs=1e-5))
    wanted = 2 / 3 - 4.3027 / 3, 2 / 3 + 4.3027 / 3
    assert t_interval(2, 3) == (pytest.approx(wanted[0], abs=1e-4), pytest.approx(wanted[1], abs=1e-4))


@given(counts, levels)
def test_wilson_and_clopper_pearson_agree_with_scipy(count, level):
    right, n = count
    for interval, name in ((wilson_interval, "wilson"), (clopper_pearson_interval, "exact")):
        wanted = stats.binomtest(right, n).proportion_ci(confidence_level=level, method=name)
        assert np.allclose(interval(right, n, level), (wanted.low, wanted.high), rtol=0, atol=1e-9)


@given(counts.filter(lambda count: 0 < count[0] < count[1]), levels)
def test_t_agrees_with_scipy(count, level):
    right, n = count
    answers = np.repeat([1, 0], [right, n - right])
    wanted = stats.t.interval(level, n - 1, answers.mean(), stats.sem(answers))
    assert np.allclose(t_interval(right, n, level), wanted, rtol=0, atol=1e-12)


@pytest.mark.parametrize(("right", "n"), [(18, 20), (37, 50), (174, 200)])
def test_bootstrap_agrees_with_drawing(right, n):
    answers = np.repeat([1, 0], [right, n - right])
    found = stats.bootstrap((answers,), np.mean, n_resamples=20_000, method="percentile", rng=np.random.default_rng(0))
    wanted = (found.confidence_interval.low, found.confidence_interval.high)
    assert np.allclose(bootstrap_interval(right, n), wanted, rtol=0, atol=1.01 / n)


@given(counts, levels, st.sampled_from(RECIPES))
def test_axioms(count, level, interval):
    """An interval holds its share, grows with the level, and turns round with right and wrong."""
    right, n = count
    low, high = interval(right, n, level)
    assert low - 1e-12 <= right / n <= high + 1e-12
    wider_low, wider_high = interval(right, n, (1 + level) / 2)
    assert wider_low <= low + 1e-12
    assert high <= wider_high + 1e-12
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


@pytest.mark.parametrize("interval", [t_interval, bootstrap_interval])
def test_some_have_no_width_where_all_cases_are_alike(interval):
    low, high = interval([0, 8], 8)
    assert low.tolist() == high.tolist() == [0, 1]


# how often they hold the truth


def by_counting(interval, n, p, level):
    """Chances of all counts whose interval holds p, one after the other."""
    total = 0.0
    for right in range(n + 1):
        low, high = interval(right, n, level)
        if low <= p + 1e-9 and p - 1e-9 <= high:
            total += stats.binom.pmf(right, n, p)
    return total


@pytest.mark.parametrize(
    ("n", "p", "exact"),
    [(20, 0.95, (0.6412, 0.6389, 0.9245)), (50, 0.95, (0.9199, 0.9113, 0.9622)), (200, 0.87, (0.9515, 0.9515, 0.9552))],
)
def test_coverage_of_the_course(n, p, exact):
    found = [float(coverage(interval, n, p)) for interval in (t_interval, bootstrap_interval, wilson_interval)]
    assert found == pytest.approx(exact, abs=5e-5)


@pytest.mark.parametrize("interval", RECIPES)
@pytest.mark.parametrize("n", [2, 7, 20, 61])
def test_coverage_is_the_sum_over_all_samples(interval, n):
    for p in (0, 0.01, 0.3, 0.5, 0.95, 1):
        for level in (0.8, 0.95):
            assert coverage(interval, n, p, level) == pytest.approx(by_counting(interval, n, p, level), abs=1e-9)


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
    assert found == pytest.approx(np.array([[float(coverage(wilson_interval, n, 0.9)) for n in row] for row in sizes]))


def test_an_end_on_the_truth_holds_it():
    assert holds([0.3, 0.1 + 0.2, 0.31], [0.9, 0.9, 0.9], 0.3).tolist() == [True, True, False]
    assert holds([0.1, 0.1], [0.7 - 0.4, 0.29], 0.3).tolist() == [True, False]


@given(shares, st.floats(0.005, 0.2))
def test_so_many_cases_make_the_normal_interval_so_narrow(share, half):
    n = cases_for(share, half)
    assert stats.norm(share, (share * (1 - share) / n) ** 0.5).interval(0.95)[1] - share == pytest.approx(half)
