"""Two classifiers on one test set: SciPy's tests, and power by hand; simulated, it is in the explorers' claims."""

from math import inf

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths import comparison

A, B = 0.85, 0.87
answers = st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60)
accuracies, shares = st.floats(0.05, 0.99), st.floats(0, 1) | st.sampled_from([0.0, 1.0])


# what one test set says


def counted(a, b):
    """What two models get right, case by case."""
    return comparison.Outcomes(len(a), *map(int, (a.sum(), b.sum(), (a > b).sum(), (b > a).sum())))


@given(answers)
def test_tests_agree_with_scipy(pairs):
    a, b = np.array(pairs, dtype=float).T
    n, right_a, right_b, only_a, only_b = counted(a, b)
    differ, gaps = only_a + only_b, b - a
    p = stats.binomtest(only_a, differ).pvalue if differ else 1
    assert comparison.mcnemar(only_a, only_b) == pytest.approx(p)
    if differ:
        share = stats.binomtest(only_b, differ).proportion_ci(0.9, method="exact")
        wanted = (2 * np.array(share) - 1) * differ / n
        assert comparison.mcnemar_interval(n, only_a, only_b, 0.9) == pytest.approx(wanted, abs=1e-9)
    if np.ptp(a) and np.ptp(b):  # of a constant sample SciPy warns
        assert_gap(comparison.unpaired(n, right_a, right_b), stats.ttest_ind(b, a))
    if np.ptp(gaps):
        assert_gap(comparison.paired(n, only_a, only_b), stats.ttest_1samp(gaps, 0))


def assert_gap(ours, theirs):
    assert (ours.statistic, ours.p) == (pytest.approx(theirs.statistic, abs=1e-9), pytest.approx(theirs.pvalue))
    for level in (0.95, 0.8):
        low, high = theirs.confidence_interval(level)
        assert ours.interval(level) == (pytest.approx(low), pytest.approx(high))


def test_certainty_is_a_state():
    assert (comparison.unpaired(10, 0, 10).statistic, comparison.unpaired(10, 0, 10).p) == (inf, 0)
    assert (comparison.paired(10, 10, 0).statistic, comparison.paired(10, 10, 0).p) == (-inf, 0)
    for same in (comparison.unpaired(10, 10, 10), comparison.paired(10, 0, 0)):
        assert (same.statistic, same.p, same.interval()) == (0, 1, (0, 0))


def test_the_bootstrap_agrees_with_scipy(rng):
    b = rng.random(400) < 0.87
    a = np.where(rng.random(400) < 0.9, b, ~b)
    options = {"n_resamples": 20_000, "method": "percentile", "vectorized": True, "rng": rng}
    theirs = stats.bootstrap((b.astype(int) - a,), np.mean, **options)
    gaps = comparison.bootstrap_gaps(counted(a, b), 20_000, seed=3)
    assert np.quantile(gaps, (0.025, 0.975)) == pytest.approx(tuple(theirs.confidence_interval), abs=0.004)
    assert np.std(gaps) == pytest.approx(theirs.standard_error, rel=0.05)


# many test sets


@st.composite
def settings(draw):
    """Two accuracies and a disagreement that they allow."""
    a, b = draw(accuracies), draw(accuracies)
    low, high = comparison.disagreement_range(a, b)
    return a, b, low + draw(st.integers(0, 1000)) / 1000 * (high - low)  # SciPy's binomial overflows at 1e-308


@given(settings(), st.integers(1, 2000), st.none() | st.integers(0, 2**32))
def test_drawn_outcomes_fit_together(shares, n, seed):
    seen = comparison.draw_outcomes(*shares, n, seed)
    assert seen == comparison.draw_outcomes(*shares, n, seed)
    assert 0 <= seen.only_a <= seen.right_a <= seen.n - seen.only_b
    assert seen.right_b - seen.only_b == seen.right_a - seen.only_a >= 0
    assert seen.n == n


def test_draws_vary_as_the_binomial_does_and_one_seed_is_one_luck():
    assert comparison.draw_outcomes(A, B, 0.12, 200, None) == (200, 170, 174, 10, 14)  # neither good nor bad
    drawn = [comparison.draw_outcomes(A, B, 0.12, 1000, seed) for seed in range(2000)]
    for name, share in {"right_a": A, "right_b": B, "only_a": 0.05, "only_b": 0.07}.items():
        counts = np.array([getattr(seen, name) for seen in drawn])
        deviation = np.sqrt(1000 * share * (1 - share))
        assert counts.mean() == pytest.approx(1000 * share, abs=4 * deviation / np.sqrt(2000))
        assert counts.std() == pytest.approx(deviation, rel=0.07)
    growing = [comparison.draw_outcomes(A, B, 0.12, n, seed=5) for n in range(1000, 1100)]
    right = np.array([(seen.right_a, seen.right_b) for seen in growing])
    assert np.abs(np.diff(right, axis=0)).max() <= 3  # one case more moves neither by many


def test_power_by_hand():
    # Three cases, b right about all, a about none: every paired t-test finds it. Of one disagreement nothing is found.
    assert comparison.power(0.0, 1.0, 1.0, 3, "unpaired") == comparison.power(0.0, 1.0, 1.0, 3, "paired") == 1
    assert comparison.power(0.0, 1.0, 1.0, 5, "mcnemar") == 0  # p of 5 to 0 is 2 / 32
    assert comparison.power(0.0, 1.0, 1.0, 6, "mcnemar") == 1  # p of 6 to 0 is 2 / 64
    assert comparison.power(0.5, 0.5, 1.0, 6, "mcnemar") == pytest.approx(2 / 64)
    assert [comparison.power(0.9, 0.9, 0.0, 100, test) for test in comparison.TESTS] == [0, 0, 0]


@given(settings(), st.integers(2, 300), st.sampled_from(comparison.TESTS), st.sampled_from([0.001, 0.05, 0.2]))
def test_power_is_a_probability_that_knows_no_sides(shares, n, test, alpha):
    a, b, disagreement = shares
    found = comparison.power(a, b, disagreement, n, test, alpha)
    assert -1e-12 <= found <= 1 + 1e-9
    assert comparison.power(b, a, disagreement, n, test, alpha) == pytest.approx(found, abs=1e-9)
    assert found <= comparison.power(a, b, disagreement, n, test, min(0.5, 2 * alpha)) + 1e-9


@pytest.mark.parametrize("test", comparison.TESTS)
@pytest.mark.parametrize("n", [5000, 20_000])
@pytest.mark.parametrize("pair", [(A, B), (0.9, 0.905), (0.7, 0.7)])
def test_the_approximation_is_near_where_disagreements_are_many(test, n, pair):
    assert comparison.approximate_power(0.9, 0.9, 0.0, np.array([n]), test, 0.05) == [0]
    found = comparison.approximate_power(*pair, 0.15, np.array([n]), test, 0.05)
    assert found == pytest.approx(comparison.power(*pair, 0.15, n, test), abs=0.012)


@given(settings(), st.sampled_from(comparison.TESTS))
def test_the_needed_size_has_a_power_of_four_in_five(shares, test):
    a, b, disagreement = shares
    assume(abs(b - a) > 1e-3)
    size = comparison.needed_size(a, b, disagreement, test)
    assume(size > 50)
    assert comparison.approximate_power(a, b, disagreement, np.array([size]), test, 0.05) == pytest.approx(
        0.8, abs=0.02
    )
    assert comparison.needed_size(b, a, disagreement, test) == size


def test_flips_by_hand():
    assert comparison.flip_chance(0.5, 1.0, 1) == pytest.approx(0.25)  # a tie in half of the test sets, else b is ahead
    assert comparison.flip_chance(0.25, 0.75, 1, 1.0) == pytest.approx(0.25)  # no ties: a alone is right
    assert comparison.flip_chance(0.9, 0.9, 10, 0.0) == comparison.flip_chance(0.9, 0.9, 10) == pytest.approx(0.5)


# two groups of users


@given(shares, shares, st.integers(1, 3000), st.integers(0, 2**32))
def test_an_ab_test_is_scipys(rate_a, rate_b, users, seed):
    """The pooled z test is the chi-squared test of the 2 x 2 table, where the groups tell anything."""
    found = comparison.ab_test(rate_a, rate_b, users, seed)
    table = [[bought, users - bought] for bought in found[:2]]
    if not np.sum(table, axis=0).all():
        assert found[2:] == (0, 1)
        return
    wanted = stats.chi2_contingency(table, correction=False)
    assert (found.z**2, found.p) == (pytest.approx(wanted.statistic, abs=1e-9), pytest.approx(wanted.pvalue))
    assert np.sign(found.z) == np.sign(found.bought_b - found.bought_a)


def test_as_many_buy_as_the_rates_say():
    bought = np.mean([comparison.ab_test(0.1, 0.12, 2000, seed)[:2] for seed in range(200)], axis=0)
    assert bought / 2000 == pytest.approx([0.1, 0.12], abs=4 * (0.11 / 2000 / 200) ** 0.5)
