"""Samples described, tested, split and drawn again: by hand, against NumPy, SciPy and scikit-learn, and by chance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.model_selection import KFold

from helpers.maths.bias_variance import cross_validate
from helpers.maths.comparison import ab_test
from helpers.maths.intervals import Summary, sample_counts, summarise

seeds = st.integers(0, 2**32)
varied = st.lists(st.integers(-1000, 1000), min_size=2, max_size=40).filter(lambda values: np.ptp(values) > 0)


@given(varied, st.sampled_from([1e-150, 1e-3, 1.0, 1e6, 1e90]))
def test_a_sample_as_numpy_and_scipy_have_it_in_any_unit(values, unit):
    values = np.array(values, dtype=float)
    found, scaled = summarise(values), summarise(unit * values)
    assert (found.n, found.mean) == (values.size, pytest.approx(np.mean(values), abs=1e-9))
    assert found.median == np.median(values)
    assert found.std == pytest.approx(np.std(values, ddof=1))
    assert [found.lower_quartile, found.upper_quartile] == pytest.approx(np.percentile(values, [25, 75]).tolist())
    assert found.skewness == pytest.approx(stats.skew(values), abs=1e-9)
    assert found.within_std == np.mean(np.abs(values - found.mean) <= found.std * (1 + 1e-12))
    assert (scaled.std, scaled.skewness) == (pytest.approx(unit * found.std), pytest.approx(found.skewness, abs=1e-9))


@pytest.mark.parametrize("value", [0.1, 0, -7.3, 1e100])
def test_values_all_alike(value):
    assert summarise([value] * 3) == Summary(3, value, value, 0.0, value, value, 0.0, 1.0)


@pytest.mark.parametrize(("rate_a", "rate_b", "users"), [(0.85, 0.87, 200), (0.1, 0.12, 2000), (0.5, 0.5, 50)])
def test_an_ab_test_is_scipys(rate_a, rate_b, users):
    """The pooled z test is the chi-squared test of the 2 x 2 table."""
    found = [ab_test(rate_a, rate_b, users, seed) for seed in range(200)]
    for each in found[:20]:
        table = [[each.bought_a, users - each.bought_a], [each.bought_b, users - each.bought_b]]
        wanted = stats.chi2_contingency(table, correction=False)
        assert (each.z**2, each.p) == (pytest.approx(wanted.statistic), pytest.approx(wanted.pvalue))
        assert np.sign(each.z) == np.sign(each.bought_b - each.bought_a)
    bought = np.mean([[each.bought_a, each.bought_b] for each in found], axis=0)
    assert bought / users == pytest.approx([rate_a, rate_b], abs=4 * (0.25 / users / 200) ** 0.5)


@pytest.mark.parametrize("rate", [0, 1])
def test_an_ab_test_with_nothing_to_tell(rate):
    assert (ab_test(rate, rate, 10).z, ab_test(rate, rate, 10).p) == (0, 1)


def split(n, folds, seed):
    """The places of training and test cases that `cross_validate` hands over."""
    seen = []
    scores = cross_validate(
        lambda train, test: seen.append((train.tolist(), test.tolist())) or test.sum(), n, folds, seed
    )
    assert scores.tolist() == [sum(test) for _, test in seen]
    return seen


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(2, n))), seeds)
def test_folds_cover_each_case_once(size, seed):
    n, folds = size
    splits = split(n, folds, seed)
    assert sorted(place for _, test in splits for place in test) == list(range(n))
    assert all(sorted(train + test) == list(range(n)) for train, test in splits)
    wanted = [(train.size, test.size) for train, test in KFold(folds).split(np.zeros(n))]
    assert [(len(train), len(test)) for train, test in splits] == wanted


def test_folds_are_shuffled_by_the_seed():
    first, again, other = (split(30, 3, seed) for seed in (0, 0, 1))
    assert first == again != other
    assert first[0][1] != list(range(10))


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
