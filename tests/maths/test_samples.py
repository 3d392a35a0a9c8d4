"""Samples described, tested, split and drawn again: by hand, against NumPy, SciPy and scikit-learn, and by chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.model_selection import KFold

from helpers.data import incomes
from helpers.maths.samples import Summary, ab_test, cross_validate, k_folds, sample_counts, summarise

seeds = st.integers(0, 2**32)
varied = st.lists(st.integers(-1000, 1000), min_size=2, max_size=40).filter(lambda values: np.ptp(values) > 0)
varied = varied.map(lambda values: np.array(values, dtype=float))


# a sample in a few numbers


def test_a_sample_by_hand():
    """1, 2, 3, 4, 10: mean 4, squared distances 9 + 4 + 1 + 0 + 36 = 50, cubed -27 - 8 - 1 + 0 + 216 = 180."""
    found = summarise([1, 2, 3, 4, 10])
    assert (found.n, found.mean, found.median, found.lower_quartile, found.upper_quartile) == (5, 4, 3, 2, 4)
    assert found.std == pytest.approx((50 / 4) ** 0.5)
    assert found.skewness == pytest.approx(36 / 10**1.5)
    assert found.within_std == 0.8
    assert (summarise([-1, 0, 1]).std, summarise([-1, 0, 1]).within_std) == (1, 1)  # both ends are in


@given(varied, st.sampled_from([1e-150, 1e-3, 1.0, 1e6, 1e90]))
def test_as_numpy_and_scipy_have_it_in_any_unit(values, unit):
    found, scaled = summarise(values), summarise(unit * values)
    assert found.mean == pytest.approx(np.mean(values), abs=1e-9)
    assert found.median == np.median(values)
    assert found.std == pytest.approx(np.std(values, ddof=1))
    assert [found.lower_quartile, found.upper_quartile] == pytest.approx(np.percentile(values, [25, 75]).tolist())
    assert found.skewness == pytest.approx(stats.skew(values), abs=1e-9)
    assert scaled.std == pytest.approx(unit * found.std)
    assert scaled.skewness == pytest.approx(found.skewness, abs=1e-9)


@given(varied)
def test_mean_and_median_are_at_most_a_standard_deviation_apart(values):
    found = summarise(values)
    assert abs(found.mean - found.median) <= found.std
    assert 0 < found.within_std <= 1


@pytest.mark.parametrize("value", [0.1, 0, -7.3, 1e100])
def test_values_all_alike(value):
    assert summarise([value] * 3) == Summary(3, value, value, 0.0, value, value, 0.0, 1.0)


def test_a_bell_and_the_incomes_hold_what_the_course_says():
    bell = summarise(stats.norm.ppf((np.arange(100_000) + 0.5) / 100_000))
    assert bell.within_std == pytest.approx(0.682689, abs=2e-5)
    assert bell.skewness == pytest.approx(0, abs=1e-9)
    found = summarise(incomes())
    assert (found.n, found.within_std) == (1000, 0.818)
    assert found.mean > 2 * found.median
    assert found.mean - found.std < 0
    assert found.skewness == pytest.approx(1.28, abs=0.005)


# an A/B test


@pytest.mark.parametrize(("rate_a", "rate_b", "users"), [(0.85, 0.87, 200), (0.1, 0.12, 2000), (0.5, 0.5, 50)])
def test_an_ab_test_agrees_with_scipy(rate_a, rate_b, users):
    """The pooled z test is the chi-squared test of the 2 x 2 table."""
    for seed in range(20):
        found = ab_test(rate_a, rate_b, users, seed)
        table = [[found.bought_a, users - found.bought_a], [found.bought_b, users - found.bought_b]]
        wanted = stats.chi2_contingency(table, correction=False)
        assert (found.z**2, found.p) == (pytest.approx(wanted.statistic), pytest.approx(wanted.pvalue))
        assert np.sign(found.z) == np.sign(found.bought_b - found.bought_a)


def test_ab_groups_have_their_rates_and_chance_its_share():
    found = [ab_test(0.2, 0.7, 500, seed) for seed in range(200)]
    assert np.mean([each.bought_a for each in found]) == pytest.approx(100, abs=5)
    assert np.mean([each.bought_b for each in found]) == pytest.approx(350, abs=5)
    assert np.mean([ab_test(0.3, 0.3, 1000, seed).p < 0.05 for seed in range(2000)]) == pytest.approx(0.05, abs=0.02)
    for rate in (0, 1):  # nothing to tell
        assert (ab_test(rate, rate, 10).z, ab_test(rate, rate, 10).p) == (0, 1)


# cross-validation


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(2, n))), seeds)
def test_folds_cover_each_case_once(size, seed):
    n, folds = size
    splits = k_folds(n, folds, seed)
    assert np.sort(np.concatenate([test for _, test in splits])).tolist() == list(range(n))
    for train, test in splits:
        assert np.sort(np.concatenate([train, test])).tolist() == list(range(n))
    wanted = [(train.size, test.size) for train, test in KFold(folds).split(np.zeros(n))]
    assert [(train.size, test.size) for train, test in splits] == wanted


def test_folds_are_shuffled_by_the_seed_and_each_is_scored():
    first, again, other = ([test.tolist() for _, test in k_folds(30, 3, seed)] for seed in (0, 0, 1))
    assert first == again != other
    assert first[0] != list(range(10))
    seen = []
    scores = cross_validate(lambda train, test: seen.append((train.tolist(), test.tolist())) or test.sum(), 12, 4, 5)
    assert seen == [(train.tolist(), test.tolist()) for train, test in k_folds(12, 4, 5)]
    assert scores.tolist() == [sum(test) for _, test in seen]


# drawing again


def test_counts_are_binomial():
    found = sample_counts(30, 0.7, samples=20_000, seed=6)
    assert (found.mean(), found.var()) == (pytest.approx(21, abs=0.1), pytest.approx(6.3, rel=0.05))


@given(st.integers(1, 500), st.floats(0, 1), st.floats(0, 1), seeds)
def test_luck_stays(n, p, q, seed):
    """The same seed is the same luck: no sample loses right answers when the share rises."""
    less, more = (sample_counts(n, share, 20, seed) for share in sorted((p, q)))
    assert (less >= 0).all()
    assert (less <= more).all()
    assert (more <= n).all()
