"""Softmax, draws and surprise: by hand, by their laws, against SciPy, scikit-learn and 60-digit decimals."""

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from sklearn.metrics import log_loss

from helpers.maths.information import (
    cross_entropy,
    entropy,
    keep_top_k,
    keep_top_p,
    kl_divergence,
    log_softmax,
    negative_log_likelihood,
    sample,
    softmax,
)

INF = math.inf
LOGITS = [2, 1, 0.1]

scores = st.floats(-1e4, 1e4)
vectors = st.lists(scores, min_size=1, max_size=12).map(np.array)
matrices = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(scores, min_size=n, max_size=n), min_size=1, max_size=5).map(np.array)
)
temperatures = st.floats(-6, 6).map(lambda power: 10.0**power)
limits = st.sampled_from([0, INF])
weights = st.sampled_from([0, 0, 1, 2, 3, 5, 8, 1e-6, 1e-300])


def normalised(n):
    """Distributions over n outcomes, zeros and all."""
    return st.lists(weights, min_size=n, max_size=n).filter(any).map(lambda values: np.array(values) / sum(values))


distributions = st.integers(1, 10).flatmap(normalised)
pairs = st.integers(1, 8).flatmap(lambda n: st.tuples(normalised(n), normalised(n)))


@st.composite
def batches(draw):
    """Logits of shape (m, n) and a class for each row."""
    m, n = draw(st.integers(1, 6)), draw(st.integers(2, 5))
    row = st.lists(st.floats(-15, 15), min_size=n, max_size=n)
    return np.array(draw(st.lists(row, min_size=m, max_size=m))), [draw(st.integers(0, n - 1)) for _ in range(m)]


# softmax and its logarithm


def test_no_overflow():
    np.testing.assert_allclose(softmax([1000, 999]), softmax([1, 0]), rtol=1e-15)
    assert softmax([-1e308, 1e308]).tolist() == softmax([1, 2], 1e-320).tolist() == [0, 1]
    assert log_softmax([1000, 0]).tolist() == [0, -1000]


@given(vectors, temperatures)
def test_softmax_agrees_with_scipy(logits, temperature):
    """The gaps are what counts: dividing a logit of 10,000 by a millionth first would lose six of its digits."""
    below = (logits - logits.max()) / temperature
    np.testing.assert_allclose(softmax(logits, temperature), scipy.special.softmax(below), rtol=0, atol=1e-12)
    np.testing.assert_allclose(log_softmax(logits, temperature), scipy.special.log_softmax(below), rtol=1e-12)


@given(matrices, limits | temperatures)
def test_each_row_is_a_distribution_for_itself_in_the_order_of_its_logits(logits, temperature):
    for function in (softmax, log_softmax):
        rows = np.array([function(row, temperature) for row in logits])
        np.testing.assert_array_equal(function(logits, temperature), rows)
    for z, p in zip(logits, softmax(logits, temperature), strict=True):
        assert p.min() >= 0
        assert p.sum() == pytest.approx(1, abs=1e-12)
        assert (np.diff(p[np.argsort(z, kind="stable")]) >= 0).all()


@given(vectors)
def test_the_limits(logits):
    winners = logits == logits.max()
    np.testing.assert_array_equal(softmax(logits, 0), winners / winners.sum())
    np.testing.assert_array_equal(softmax(logits, INF), np.full(logits.size, 1 / logits.size))
    np.testing.assert_array_equal(log_softmax(logits, 0), np.where(winners, -np.log(winners.sum()), -INF))
    np.testing.assert_allclose(softmax(logits, 1e12), softmax(logits, INF), atol=1e-7)
    np.testing.assert_allclose(softmax([3, 3, 1], 0.01), softmax([3, 3, 1], 0), atol=1e-15)


# cut-offs and draws


def test_sums_reach_p_despite_rounding():
    assert 0.3 + 0.3 + 0.3 < 0.9
    assert np.count_nonzero(keep_top_p([0.3, 0.3, 0.3, 0.1], 0.9)) == 3
    assert np.count_nonzero(keep_top_p([1e-20, 1, 0], 1)) == 2
    assert keep_top_p([0.1, 0.4, 0.2, 0.3], 1e-15).tolist() == [0, 1, 0, 0]


@given(distributions, st.data())
def test_top_k_keeps_the_k_most_probable(p, data):
    k = data.draw(st.integers(1, p.size))
    kept = keep_top_k(p, k)
    first = sorted(range(p.size), key=lambda i: (-p[i], i))[:k]
    assert set(np.flatnonzero(kept)) <= set(first)
    np.testing.assert_allclose(kept[first], p[first] / p[first].sum())
    assert kept.sum() == pytest.approx(1)


@given(distributions, st.integers(1, 1000).map(lambda value: value / 1000))
def test_top_p_is_the_shortest_list_that_reaches_p(p, share):
    kept = keep_top_p(p, share)
    count = np.count_nonzero(kept)
    np.testing.assert_array_equal(kept, keep_top_k(p, count))
    ordered = np.sort(p)[::-1]
    assert ordered[:count].sum() >= share - 1e-9
    if share < 1:  # at 1 all are kept, also those too small to be felt in the sum
        assert ordered[: count - 1].sum() < share
    np.testing.assert_array_equal(keep_top_p(p, 1) > 0, p > 0)


@given(distributions, st.integers(0, 1000))
def test_draws_are_where_the_random_numbers_fall(p, seed):
    drawn = sample(p, 50, seed)
    ends, uniform = p.cumsum(), np.random.default_rng(seed).random(50)
    assert (p[drawn] > 0).all()
    assert (uniform * ends[-1] < ends[drawn]).all()
    assert ((drawn == 0) | (uniform * ends[-1] >= ends[drawn - 1])).all()
    assert sample(p, 0).size == 0


@pytest.mark.parametrize(("number", "end"), [(0.0, 0), (1 - 2.0**-53, -1)])
@pytest.mark.parametrize("p", [[0.1] * 10, [0.7, 0.3 - 1e-10], [0, 0.5, 0.5, 0], [1 / 3] * 3])
def test_the_ends_of_the_random_numbers(monkeypatch, p, number, end):
    class Always:
        def random(self, size):
            return np.full(size, number)

    monkeypatch.setattr(np.random, "default_rng", lambda seed: Always())
    assert sample(p, 1) == np.flatnonzero(p)[end]


# surprise on average


@pytest.mark.parametrize("p", [[1], [1, 0], [0, 0, 1], [1 + 5e-10]])
def test_certainty_has_no_surprise(p):
    for value in (entropy(p), cross_entropy(p, p), kl_divergence(p, p)):
        assert (value, math.copysign(1, value)) == (0, 1)


@given(pairs)
def test_surprise_agrees_with_scipy_and_adds_up(pair):
    p, q = pair
    assert entropy(p) == pytest.approx(stats.entropy(p), abs=1e-12)
    assert entropy(p, base=2) == pytest.approx(stats.entropy(p, base=2), abs=1e-12)
    divergence = kl_divergence(p, q)
    assert divergence == pytest.approx(scipy.special.rel_entr(p, q).sum(), abs=1e-12)
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + divergence, abs=1e-9)
    assert divergence >= 0
    assert math.isinf(divergence) == bool(np.any((p > 0) & (q == 0)))
    assert kl_divergence(p, p) == pytest.approx(0, abs=1e-12)


def test_a_gap_of_a_thousand_costs_a_thousand():
    assert negative_log_likelihood([1000, 0], 1) == 1000
    perfect = negative_log_likelihood([1000, 0], 0)
    assert (perfect, math.copysign(1, perfect)) == (0, 1)
    assert round(negative_log_likelihood(LOGITS, 0), 4) == round(negative_log_likelihood([LOGITS], [0]), 4) == 0.4170


@given(batches())
def test_log_likelihood_agrees_with_scikit_learn_and_is_a_cross_entropy(batch):
    logits, targets = batch
    found, certain = negative_log_likelihood(logits, targets), np.eye(logits.shape[1])
    theirs = log_loss(targets, softmax(logits), labels=range(logits.shape[1]))
    assert found == pytest.approx(theirs, rel=1e-9, abs=1e-12)
    costs = [cross_entropy(certain[target], softmax(row)) for row, target in zip(logits, targets, strict=True)]
    assert found == pytest.approx(np.mean(costs), abs=1e-9)
