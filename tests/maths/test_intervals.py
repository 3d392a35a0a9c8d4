"""A sample in a few numbers, and intervals of a share: NumPy's and SciPy's, and how often they hold the truth."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths import intervals

RECIPES = [intervals.t_interval, intervals.wilson_interval, intervals.bootstrap_interval]

levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99])
counts = st.integers(2, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares = st.integers(1, 99).map(lambda hundredths: hundredths / 100)
varied = st.lists(st.integers(-1000, 1000), min_size=2, max_size=40).filter(lambda values: np.ptp(values) > 0)


@given(varied, st.sampled_from([1e-150, 1e-3, 1.0, 1e6, 1e90]))
def test_a_sample_as_numpy_and_scipy_have_it_in_any_unit(values, unit):
    values = np.array(values, dtype=float)
    found, scaled = intervals.summarise(values), intervals.summarise(unit * values)
    assert (found.n, found.mean) == (values.size, pytest.approx(np.mean(values), abs=1e-9))
    assert found.median == np.median(values)
    assert found.std == pytest.approx(np.std(values, ddof=1))
    assert [found.lower_quartile, found.upper_quartile] == pytest.approx(np.percentile(values, [25, 75]).tolist())
    assert found.skewness == pytest.approx(stats.skew(values), abs=1e-9)
    assert found.within_std == np.mean(np.abs(values - found.mean) <= found.std * (1 + 1e-12))
    assert (scaled.std, scaled.skewness) == (pytest.approx(unit * found.std), pytest.approx(found.skewness, abs=1e-9))


@pytest.mark.parametrize("value", [0.1, 0, -7.3, 1e100])
def test_values_all_alike(value):
    assert intervals.summarise([value] * 3) == intervals.Summary(3, value, value, 0.0, value, value, 0.0, 1.0)


# intervals


@given(counts, levels)
def test_wilson_and_t_are_scipys(count, level):
    right, n = count
    wanted = stats.binomtest(right, n).proportion_ci(confidence_level=level, method="wilson")
    low, high = intervals.wilson_interval(right, n, level)
    assert 0 <= low <= high <= 1
    assert np.allclose((low, high), (wanted.low, wanted.high), rtol=0, atol=1e-9)
    answers = np.repeat([1, 0], [right, n - right])
    wanted = stats.t.interval(level, n - 1, answers.mean(), stats.sem(answers)) if 0 < right < n else [right / n] * 2
    assert np.allclose(intervals.t_interval(right, n, level), wanted, rtol=0, atol=1e-12)


@given(counts, levels)
def test_the_bootstrap_takes_percentiles_of_resampled_shares(count, level):
    right, n = count
    low, high = np.round(n * np.array(intervals.bootstrap_interval(right, n, level)))
    resampled, miss = stats.binom(n, right / n), (1 - level) / 2
    for end, share in ((low, miss), (high, 1 - miss)):
        assert resampled.cdf(end - 1) - 1e-12 < share <= resampled.cdf(end) + 1e-12


@pytest.mark.parametrize("interval", RECIPES)
def test_many_at_once(interval):
    right, n = np.array([[0, 3, 5], [5, 10, 20]]), np.array([5, 10, 20])
    low, high = interval(right, n, 0.9)
    assert low.shape == high.shape == (2, 3)
    for at in np.ndindex(2, 3):
        assert (low[at], high[at]) == interval(right[at], n[at[1]], 0.9)


# how often they hold the truth


@given(st.sampled_from(RECIPES), st.integers(2, 61), shares | st.sampled_from([0, 1]), levels)
def test_coverage_is_the_sum_over_all_samples(interval, n, p, level):
    """The chances of all counts whose interval holds p, one after the other."""
    ends = (interval(right, n, level) for right in range(n + 1))
    held = [low <= p + 1e-9 and p - 1e-9 <= high for low, high in ends]
    wanted = stats.binom.pmf(np.flatnonzero(held), n, p).sum()
    assert intervals.coverage(interval, n, p, level) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("interval", RECIPES)
def test_coverage_of_many_sizes(interval):
    sizes = np.array([[5, 20], [200, 2000]])
    each = [[float(intervals.coverage(interval, n, 0.9)) for n in row] for row in sizes]
    assert intervals.coverage(interval, sizes, 0.9) == pytest.approx(np.array(each))


def test_an_end_on_the_truth_holds_it():
    assert intervals.holds([0.3, 0.1 + 0.2, 0.31], [0.9, 0.9, 0.9], 0.3).tolist() == [True, True, False]
    assert intervals.holds([0.1, 0.1], [0.7 - 0.4, 0.29], 0.3).tolist() == [True, False]


@given(shares, st.floats(0.005, 0.2))
def test_so_many_cases_make_the_normal_interval_so_narrow(share, half):
    n = intervals.cases_for(share, half)
    low, high = stats.norm(share, (share * (1 - share) / n) ** 0.5).interval(0.95)
    assert (high - low) / 2 == pytest.approx(half)


@given(st.integers(1, 500), st.floats(0, 1), st.floats(0, 1), st.integers(0, 2**32))
def test_the_same_seed_is_the_same_luck(n, p, q, seed):
    """No sample loses right answers when the share rises."""
    less, more = (intervals.sample_counts(n, share, 20, seed) for share in sorted((p, q)))
    assert (less >= 0).all()
    assert (less <= more).all()
    assert (more <= n).all()


def test_counts_are_binomial():
    found = intervals.sample_counts(30, 0.7, samples=20_000, seed=6)
    assert (found.mean(), found.var()) == (pytest.approx(21, abs=0.1), pytest.approx(6.3, rel=0.05))
