"""Chances: in exact fractions, counted one by one, and SciPy's; crowds and tails are in the explorers' claims."""

from fractions import Fraction
from math import comb, inf, isnan, log, nan

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths import chance
from helpers.maths.information import cross_entropy

probabilities = st.floats(0, 1) | st.sampled_from([0.0, 1.0])
flips_and_heads = st.integers(1, 200).flatmap(lambda flips: st.tuples(st.just(flips), st.integers(0, flips)))
cases = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 1)), min_size=1, max_size=40)


# Bayes' theorem


@given(st.tuples(probabilities, probabilities, probabilities))
@example((1e-200, 1e-200, 0.0))  # so rare that a 64-bit number calls it 0
@example((0.2, 1.0, 5e-324))
@example((0.2, 0.0, 0.0))
@example((0.2, 0.5, 0.0))
def test_the_theorem_of_bayes_in_exact_fractions(rates):
    belief, (prior, hit, alarm) = chance.update(*rates), map(Fraction, rates)
    evidence = prior * hit + (1 - prior) * alarm
    assert belief.evidence == pytest.approx(float(evidence), rel=1e-12)
    assert belief.possible == (belief.evidence > 0) == (not isnan(belief.posterior))
    if belief.evidence > 1e-290:  # else too few digits are left
        assert belief.posterior == pytest.approx(float(prior * hit / evidence), rel=1e-12)
    if 0 < alarm <= hit * Fraction(1e-290):
        assert belief.likelihood_ratio > 1e289
    else:
        ratio = float(hit / alarm) if alarm else inf if hit else nan
        assert belief.likelihood_ratio == pytest.approx(ratio, rel=1e-12, nan_ok=True)


# coins


@given(st.integers(1, 200), st.integers(1, 40))
@example(500, 1)  # more heads than 8 bits hold
def test_each_flip_adds_a_head_or_none(flips, batches):
    coins = chance.Coins(flips, batches)
    heads = np.array([coins.heads(each) for each in range(1, flips + 1)]).astype(int)
    assert heads.shape == (flips, batches)
    assert set(np.unique(np.diff(heads, axis=0, prepend=0))) <= {0, 1}


@pytest.mark.parametrize("flips", [1, 10, 100, 200])
def test_batches_are_binomial(flips):
    """Each number of heads comes up as often as it should: chi-squared over those expected five times or more."""
    counts = np.bincount(chance.Coins(flips, 20_000).heads(flips), minlength=flips + 1)
    expected = 20_000 * stats.binom.pmf(np.arange(flips + 1), flips, 0.5)
    often = expected >= 5
    squared = np.sum((counts[often] - expected[often]) ** 2 / expected[often])
    assert squared < stats.chi2.isf(1e-3, often.sum())


# decisions


@given(cases, st.floats(0, 1), st.floats(0, 1))
def test_decisions_are_counted(pairs, one, other):
    p, y = map(np.array, zip(*pairs, strict=True))
    low, high = sorted([one, other])
    both, single = chance.threshold_costs(p, y, (low, high), 3, 5, 7), chance.threshold_costs(p, y, high)
    assert (both.misses, single.misses) == (np.sum((p < low) & (y == 1)), np.sum((p < high) & (y == 1)))
    assert both.alarms == single.alarms == np.sum((p >= high) & (y == 0))
    assert (both.referred, single.referred) == (np.sum((p >= low) & (p < high)), 0)
    assert both.cost == 3 * both.misses + 5 * both.alarms + 7 * both.referred
    assert single.cost == single.misses + single.alarms


def test_mails_that_all_score_95_make_500_mistakes():
    mean, spread = chance.expected_errors(np.full(10_000, 0.95))
    assert (mean, spread) == (pytest.approx(500), pytest.approx(stats.binom(10_000, 0.05).std()))
    assert chance.expected_errors([0.05, 0.9, 1]) == (pytest.approx(0.15), pytest.approx((0.0475 + 0.09) ** 0.5))


# likelihood


@given(flips_and_heads, st.floats(1e-6, 1 - 1e-6))
def test_a_coin_agrees_with_scipy_and_with_the_cross_entropy(pair, probability):
    flips, heads = pair
    found = chance.coin_log_likelihood(heads, flips, probability)
    sequences = log(comb(flips, heads))  # the binomial counts all sequences with so many heads; here it is one of them
    assert found == pytest.approx(stats.binom.logpmf(heads, flips, probability) - sequences, rel=1e-9, abs=1e-9)
    shares, model = (heads / flips, 1 - heads / flips), (probability, 1 - probability)
    assert -found / flips == pytest.approx(cross_entropy(shares, model), rel=1e-9, abs=1e-9)
    at_the_share_of_heads = chance.coin_log_likelihood(heads, flips, heads / flips)
    assert at_the_share_of_heads >= found - 1e-9, "it is the likeliest"


# fmt: off
EDGES = [  # heads, flips, probability, and the logarithm of the likelihood
    (7, 10, 0, -inf), (7, 10, 1, -inf), (0, 10, 1, -inf), (10, 10, 0, -inf), (0, 10, 0, 0), (10, 10, 1, 0),
    (700, 1100, 0.5, 1100 * log(0.5)),  # where the product is too small for a 64-bit number
]
# fmt: on


@pytest.mark.parametrize(("heads", "flips", "probability", "total"), EDGES)
def test_a_coin_at_the_edge(heads, flips, probability, total):
    assert chance.coin_log_likelihood(heads, flips, probability) == pytest.approx(total)


@given(st.lists(st.integers(-1000, 1000), min_size=2, max_size=12), st.floats(-1000, 1000), st.floats(0.01, 1000))
def test_a_normal_distribution_agrees_with_scipy(data, mean, std):
    wanted = stats.norm(mean, std)
    assert chance.normal_log_likelihood(data, mean, std) == pytest.approx(wanted.logpdf(data).sum(), rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(chance.normal_density(data, mean, std), wanted.pdf(data), rtol=1e-9, atol=1e-300)


def test_far_out_the_density_is_0_and_nothing_warns():
    assert chance.normal_density([1e100], 0, 1)[0] == 0
    assert chance.normal_log_likelihood([1e100], 0, 1e-300) == -inf
