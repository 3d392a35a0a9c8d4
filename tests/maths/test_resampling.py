"""What is drawn again agrees with SciPy, and with what chance says it must be."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths import samples as resampling
from helpers.maths.samples import bootstrap, sample_counts

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
        (lambda: sample_counts(0, 0.5), "n is 0; wanted"),
        (lambda: sample_counts(5, 2), "p is 2; wanted a probability"),
        (lambda: sample_counts(5, 0.5, samples=1.5), "samples is 1.5; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
