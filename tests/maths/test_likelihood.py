"""Likelihoods: hand-worked numbers, SciPy's distributions, and the cross-entropy that is the same number."""

from math import comb, exp, inf, log, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths.chance import (
    coin_likelihood,
    coin_log_likelihood,
    coin_maximum_likelihood,
    normal_density,
    normal_log_likelihood,
    normal_maximum_likelihood,
)
from helpers.maths.information import cross_entropy

WAITS = [1, 3, 4, 5, 7]  # mean 4, squared distances 9 + 1 + 0 + 1 + 9 = 20 = 5 · 2²

probabilities = st.floats(0, 1) | st.sampled_from([0.0, 1.0])
flips = st.integers(1, 500).flatmap(lambda flips: st.tuples(st.integers(0, flips), st.just(flips)))
values = st.lists(st.integers(-1000, 1000), min_size=2, max_size=12).filter(lambda found: len(set(found)) > 1)
stds = st.floats(0.01, 1000)


def test_seven_of_ten_by_hand():
    assert coin_likelihood(7, 10, 0.5) == 2**-10
    assert coin_log_likelihood(7, 10, 0.5) == pytest.approx(-10 * log(2))
    assert coin_maximum_likelihood(7, 10) == 0.7
    assert coin_log_likelihood(7, 10, 0.7) == pytest.approx(7 * log(0.7) + 3 * log(0.3))


@given(flips=flips, probability=st.floats(1e-6, 1 - 1e-6))
def test_a_coin_agrees_with_scipy(flips, probability):
    heads, count = flips
    sequences = log(comb(count, heads))  # the binomial counts all sequences with so many heads; here it is one of them
    wanted = stats.binom.logpmf(heads, count, probability) - sequences
    assert coin_log_likelihood(heads, count, probability) == pytest.approx(wanted, rel=1e-9, abs=1e-9)


@given(flips=flips, probability=probabilities)
def test_the_logarithm_is_that_of_the_product(flips, probability):
    product, total = coin_likelihood(*flips, probability), coin_log_likelihood(*flips, probability)
    assert product == pytest.approx(exp(total), rel=1e-9, abs=1e-300)
    assert product <= 1
    assert total <= 0


def test_the_product_underflows_where_the_sum_does_not():
    assert coin_likelihood(700, 1100, 0.5) == 0
    assert coin_log_likelihood(700, 1100, 0.5) == pytest.approx(-1100 * log(2))


@given(flips=flips, probability=probabilities)
def test_no_coin_is_more_likely_than_the_share_of_heads(flips, probability):
    best = coin_log_likelihood(*flips, coin_maximum_likelihood(*flips))
    assert best >= coin_log_likelihood(*flips, probability) - 1e-9


@given(flips=flips, probability=probabilities)
def test_average_negative_log_likelihood_is_the_cross_entropy(flips, probability):
    heads, count = flips
    shares, model = (heads / count, 1 - heads / count), (probability, 1 - probability)
    average = -coin_log_likelihood(heads, count, probability) / count
    assert average == pytest.approx(cross_entropy(shares, model), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("heads", "probability", "total"),
    [(7, 0, -inf), (7, 1, -inf), (0, 0, 0), (10, 1, 0), (0, 1, -inf), (10, 0, -inf)],
)
def test_a_coin_that_rules_the_data_out(heads, probability, total):
    assert coin_log_likelihood(heads, 10, probability) == total
    assert coin_likelihood(heads, 10, probability) == exp(total)


def test_waits_by_hand():
    assert normal_maximum_likelihood(WAITS) == (4, 2)
    assert normal_log_likelihood(WAITS, 4, 2) == pytest.approx(-5 * log(2 * (2 * np.pi) ** 0.5) - 20 / 8)
    np.testing.assert_allclose(normal_density([4, 6], 4, 2), np.array([1, exp(-0.5)]) / (8 * np.pi) ** 0.5)


@given(data=values, mean=st.floats(-1000, 1000), std=stds)
def test_a_normal_distribution_agrees_with_scipy(data, mean, std):
    wanted = stats.norm(mean, std)
    assert normal_log_likelihood(data, mean, std) == pytest.approx(wanted.logpdf(data).sum(), rel=1e-9, abs=1e-9)
    np.testing.assert_allclose(normal_density(data, mean, std), wanted.pdf(data), rtol=1e-9, atol=1e-300)


@given(data=values)
def test_the_best_normal_distribution_is_scipys(data):
    np.testing.assert_allclose(normal_maximum_likelihood(data), stats.norm.fit(data), rtol=1e-9, atol=1e-9)


@given(data=values, mean=st.floats(-1000, 1000), std=stds)
def test_no_normal_distribution_is_more_likely_than_the_best(data, mean, std):
    best = normal_log_likelihood(data, *normal_maximum_likelihood(data))
    assert best >= normal_log_likelihood(data, mean, std) - 1e-9 * abs(best)


def test_a_density_can_be_above_1_and_a_log_likelihood_above_0():
    assert normal_density([0], 0, 0.1)[0] > 1
    assert normal_log_likelihood([0, 0.1], 0, 0.1) > 0


def test_far_out_the_density_is_0_and_nothing_warns():
    assert normal_density([1e100], 0, 1)[0] == 0
    assert normal_log_likelihood([1e100], 0, 1e-300) == -inf


@pytest.mark.parametrize("constant", [[5], [5, 5, 5], [0.1] * 3])
def test_equal_data_has_no_best_std(constant):
    with pytest.raises(ValueError, match=f"data holds {len(constant)} times .*; wanted at least two different numbers"):
        normal_maximum_likelihood(constant)


@pytest.mark.parametrize("function", [coin_likelihood, coin_log_likelihood])
@pytest.mark.parametrize("bad", [-0.1, 1.1, nan, "half"])
def test_what_is_no_probability_is_refused(function, bad):
    with pytest.raises(ValueError, match=r"probability is .*; wanted"):
        function(7, 10, bad)


@pytest.mark.parametrize(
    ("heads", "count", "message"),
    [
        (11, 10, "heads is 11 of 10 flips; wanted at most"),
        (-1, 10, "heads is -1; wanted a whole number of at least 0"),
        (2.5, 10, "heads is 2.5; wanted a whole number"),
        (0, 0, "flips is 0; wanted a whole number of at least 1"),
    ],
)
def test_counts_that_cannot_be_are_refused(heads, count, message):
    for call in (coin_maximum_likelihood, lambda *flips: coin_likelihood(*flips, 0.5)):
        with pytest.raises(ValueError, match=message):
            call(heads, count)


@pytest.mark.parametrize(
    ("data", "mean", "std", "name"),
    [
        ([1, nan], 0, 1, "data"),
        ([], 0, 1, "data"),
        ([[1, 2]], 0, 1, "data"),
        ([1e101], 0, 1, "data"),
        ([1, 2], inf, 1, "mean"),
        ([1, 2], 0, 0, "std"),
        ([1, 2], 0, -1, "std"),
    ],
)
def test_what_is_no_normal_distribution_is_refused(data, mean, std, name):
    with pytest.raises(ValueError, match=f"{name} .*; wanted"):
        normal_log_likelihood(data, mean, std)
