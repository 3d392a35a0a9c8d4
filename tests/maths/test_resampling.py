"""What is drawn again agrees with SciPy and scikit-learn, and with what chance says it must be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.model_selection import KFold

from helpers.maths import resampling
from helpers.maths.resampling import ab_test, bootstrap, cross_validate, k_folds, sample_counts

WAITS = [3.1, 4.7, 5.0, 5.2, 6.8, 7.7, 9.9, 12.4, 15.0, 31.0]

seeds = st.integers(0, 2**32)


@pytest.mark.parametrize("statistic", [np.mean, np.median, np.std])
def test_bootstrap_agrees_with_scipy(statistic):
    """The standard errors of 20,000 draws differ by chance by about 1%, here by less than 5%."""
    wanted = stats.bootstrap((WAITS,), statistic, n_resamples=20_000, method="percentile", rng=np.random.default_rng(1))
    found = bootstrap(WAITS, statistic, draws=20_000, seed=2)
    assert found.std(ddof=1) == pytest.approx(wanted.standard_error, rel=0.05)
    ends = (wanted.confidence_interval.low, wanted.confidence_interval.high)
    assert np.quantile(found, [0.025, 0.975]) == pytest.approx(ends, abs=0.2 * wanted.standard_error)


def test_means_spread_by_the_standard_error():
    """A drawn mean has the standard deviation of the values, divided by √n."""
    means = bootstrap(WAITS, draws=40_000, seed=3)
    assert means.mean() == pytest.approx(np.mean(WAITS), abs=5 * np.std(WAITS) / np.sqrt(10 * 40_000))
    assert means.std() == pytest.approx(np.std(WAITS) / np.sqrt(10), rel=0.03)


@given(seeds)
def test_means_at_once_are_means_one_by_one(seed):
    slow = bootstrap(WAITS, lambda sample: sum(sample) / len(sample), draws=50, seed=seed)
    assert bootstrap(WAITS, draws=50, seed=seed) == pytest.approx(slow, rel=1e-12)


@given(st.integers(1, 40), st.integers(1, 40), seeds)
def test_bootstrap_draws_what_is_there(n, draws, seed):
    values = np.arange(n) * 1.5
    assert np.isin(bootstrap(values, lambda sample: sample[-1], draws, seed), values).all()
    assert bootstrap(values, np.size, draws, seed).tolist() == [n] * draws
    assert np.array_equal(bootstrap(values, draws=draws, seed=seed), bootstrap(values, draws=draws, seed=seed))


def test_bootstrap_leaves_a_third_out():
    """A case is left out of a draw with chance (1 - 1/n)^n, about 1/e."""
    values = np.arange(1000)
    kept = bootstrap(values, lambda sample: np.unique(sample).size / 1000, draws=200)
    assert kept.mean() == pytest.approx(1 - 0.999**1000, abs=0.005)


def test_draws_in_parts_are_the_same(monkeypatch):
    whole = bootstrap(WAITS, draws=25, seed=4)
    monkeypatch.setattr(resampling, "PICKS", 70)  # 7 draws at a time
    assert np.array_equal(bootstrap(WAITS, draws=25, seed=4), whole)


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(2, n))), seeds)
def test_folds_cover_each_case_once(size, seed):
    n, folds = size
    splits = k_folds(n, folds, seed)
    assert np.sort(np.concatenate([test for _, test in splits])).tolist() == list(range(n))
    for train, test in splits:
        assert np.sort(np.concatenate([train, test])).tolist() == list(range(n))
    wanted = [(train.size, test.size) for train, test in KFold(folds).split(np.zeros(n))]
    assert [(train.size, test.size) for train, test in splits] == wanted


def test_folds_are_shuffled_by_the_seed():
    first, again, other = ([test.tolist() for _, test in k_folds(30, 3, seed)] for seed in (0, 0, 1))
    assert first == again != other
    assert first[0] != list(range(10))


def test_cross_validation_scores_each_fold():
    seen = []

    def fit_and_score(train, test):
        seen.append((train.tolist(), test.tolist()))
        return test.sum()

    scores = cross_validate(fit_and_score, 12, folds=4, seed=5)
    assert seen == [(train.tolist(), test.tolist()) for train, test in k_folds(12, 4, 5)]
    assert scores.tolist() == [sum(test) for _, test in seen]
    assert scores.sum() == 66


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


def test_counts_are_binomial():
    found = sample_counts(30, 0.7, samples=20_000, seed=6)
    assert found.mean() == pytest.approx(21, abs=0.1)
    assert found.var() == pytest.approx(6.3, rel=0.05)


@given(st.integers(1, 500), st.floats(0, 1), st.floats(0, 1), seeds)
def test_luck_stays(n, p, q, seed):
    """The same seed is the same luck: no sample loses right answers when the share rises."""
    less, more = (sample_counts(n, share, 20, seed) for share in sorted((p, q)))
    assert (less <= more).all()
    assert less.min() >= 0
    assert more.max() <= n


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bootstrap([]), "values has shape"),
        (lambda: bootstrap([1, float("nan")]), "values holds 1 values that are NaN"),
        (lambda: bootstrap([1, 2], draws=0), "draws is 0; wanted a whole number of at least 1"),
        (lambda: bootstrap([1, 2], seed=-1), "seed is -1; wanted"),
        (lambda: k_folds(1), "n is 1; wanted a whole number of at least 2"),
        (lambda: k_folds(10, 1), "folds is 1; wanted a whole number of at least 2"),
        (lambda: k_folds(4, 5), "folds is 5 for 4 cases; wanted at most one fold a case"),
        (lambda: cross_validate(lambda *_: float("nan"), 10), "scores holds 5 values that are NaN"),
        (lambda: ab_test(1.2, 0.5, 10), "rate_a is 1.2; wanted a probability"),
        (lambda: ab_test(0.5, -1, 10), "rate_b is -1; wanted a probability"),
        (lambda: ab_test(0.5, 0.5, 0), "users is 0; wanted"),
        (lambda: sample_counts(0, 0.5), "n is 0; wanted"),
        (lambda: sample_counts(5, 2), "p is 2; wanted a probability"),
        (lambda: sample_counts(5, 0.5, samples=1.5), "samples is 1.5; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
