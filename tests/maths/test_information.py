"""Entropy, cross-entropy, divergence and perplexity: by hand, against SciPy and scikit-learn, and their identities."""

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
    kl_divergence,
    negative_log_likelihood,
    perplexity,
    softmax,
)

NAN, INF = float("nan"), float("inf")
UNIFORM = [0.25] * 4

weights = st.sampled_from([0, 0, 1, 2, 3, 5, 8, 1e-6, 1e-300])


def normalised(values):
    return np.array(values) / sum(values)


@st.composite
def pairs(draw):
    """Two distributions over the same outcomes, zeros and all."""
    n = draw(st.integers(1, 8))
    return [normalised(draw(st.lists(weights, min_size=n, max_size=n).filter(any))) for _ in "pq"]


@st.composite
def batches(draw):
    """Logits of shape (m, n) and a class for each row."""
    m, n = draw(st.integers(1, 6)), draw(st.integers(2, 5))
    row = st.lists(st.floats(-15, 15), min_size=n, max_size=n)
    return np.array(draw(st.lists(row, min_size=m, max_size=m))), [draw(st.integers(0, n - 1)) for _ in range(m)]


def message(call):
    with pytest.raises(ValueError, match="wanted") as refusal:
        call()
    return str(refusal.value)


def test_entropy_by_hand():
    assert entropy(UNIFORM) == pytest.approx(math.log(4))
    assert entropy(UNIFORM, base=2) == pytest.approx(2)
    assert entropy([0.5, 0.25, 0.25], base=2) == pytest.approx(1.5)
    assert perplexity(UNIFORM) == pytest.approx(4)
    assert perplexity([0.5, 0.25, 0.25]) == pytest.approx(2**1.5)


@pytest.mark.parametrize("p", [[1], [1, 0], [0, 0, 1]])
def test_certainty_has_no_surprise(p):
    for value in (entropy(p), cross_entropy(p, p), kl_divergence(p, p)):
        assert value == 0
        assert math.copysign(1, value) == 1
    assert perplexity(p) == 1


@pytest.mark.parametrize(
    ("q", "cost"),
    [([0.9, 0.05, 0.05], 0.105), ([0.1, 0.6, 0.3], 2.303), ([0.4, 0.3, 0.3], 0.916), ([0.01, 0.99, 0], 4.605)],
)
def test_a_known_class_costs_the_log_of_its_probability(q, cost):
    assert round(cross_entropy([1, 0, 0], q), 3) == cost


def test_the_pair_of_the_course():
    p, q = [0.5, 0.5], [0.9, 0.1]
    assert round(kl_divergence(p, q), 3) == 0.511
    assert round(kl_divergence(q, p), 3) == 0.368
    assert round(cross_entropy(p, q), 3) == 1.204


def test_what_is_called_impossible_and_happens_costs_without_end():
    assert cross_entropy([0.5, 0.5], [1, 0]) == INF
    assert kl_divergence([0.5, 0.5], [1, 0]) == INF
    assert kl_divergence([1, 0], [0.5, 0.5]) == pytest.approx(math.log(2))
    assert cross_entropy([1, 0], [1, 0]) == 0


@given(pairs())
def test_agrees_with_scipy(pair):
    p, q = pair
    assert entropy(p) == pytest.approx(stats.entropy(p), abs=1e-12)
    assert entropy(p, base=2) == pytest.approx(stats.entropy(p, base=2), abs=1e-12)
    assert kl_divergence(p, q) == pytest.approx(scipy.special.rel_entr(p, q).sum(), abs=1e-12)
    assert perplexity(p) == pytest.approx(np.exp(stats.entropy(p)), rel=1e-12)


@given(pairs())
def test_cross_entropy_is_entropy_and_divergence(pair):
    p, q = pair
    assert cross_entropy(p, q) == pytest.approx(entropy(p) + kl_divergence(p, q), abs=1e-9)


@given(pairs())
def test_bounds(pair):
    p, q = pair
    assert 0 <= entropy(p) <= math.log(p.size) + 1e-12
    assert 1 <= perplexity(p) <= p.size * (1 + 1e-12)
    assert kl_divergence(p, q) >= 0
    assert kl_divergence(p, p) == pytest.approx(0, abs=1e-12)
    assert math.isinf(kl_divergence(p, q)) == bool(np.any((p > 0) & (q == 0)))


@given(pairs())
def test_the_same_outcomes_in_another_order(pair):
    p, q = pair
    assert cross_entropy(p[::-1], q[::-1]) == pytest.approx(cross_entropy(p, q), abs=1e-12)


def test_log_likelihood_by_hand():
    assert round(negative_log_likelihood([2, 1, 0.1], 0), 4) == 0.4170
    assert round(negative_log_likelihood([[2, 1, 0.1]], [0]), 4) == 0.4170
    assert negative_log_likelihood([0, 0, 0, 0], 3) == pytest.approx(math.log(4))
    assert negative_log_likelihood([[0, 0], [0, math.log(3)]], [0, 1]) == pytest.approx(math.log(2 * 4 / 3) / 2)


def test_a_gap_of_a_thousand_costs_a_thousand():
    assert negative_log_likelihood([1000, 0], 1) == 1000
    perfect = negative_log_likelihood([1000, 0], 0)
    assert perfect == 0
    assert math.copysign(1, perfect) == 1


@given(batches())
def test_log_likelihood_agrees_with_scikit_learn(batch):
    logits, targets = batch
    expected = log_loss(targets, softmax(logits), labels=range(logits.shape[1]))
    assert negative_log_likelihood(logits, targets) == pytest.approx(expected, rel=1e-9, abs=1e-12)


@given(batches())
def test_log_likelihood_is_the_cross_entropy_of_the_true_class(batch):
    logits, targets = batch
    certain = np.eye(logits.shape[1])
    costs = [cross_entropy(certain[target], softmax(row)) for row, target in zip(logits, targets, strict=True)]
    assert negative_log_likelihood(logits, targets) == pytest.approx(np.mean(costs), abs=1e-9)


@pytest.mark.parametrize("bad", [[0.5, 0.6], [-0.5, 1.5], [], [[0.5, 0.5]], [NAN, 1], [0.5, 0.5 + 2e-9], "half"])
def test_bad_distributions(bad):
    good = [0.5, 0.5]
    for call in (
        lambda: entropy(bad),
        lambda: perplexity(bad),
        lambda: cross_entropy(bad, good),
        lambda: kl_divergence(bad, good),
    ):
        assert message(call).startswith("p ")
    for function in (cross_entropy, kl_divergence):
        assert message(lambda function=function: function(good, bad)).startswith("q ")


def test_other_lengths():
    for function in (cross_entropy, kl_divergence):
        assert message(lambda function=function: function([0.5, 0.5], [1])) == "q holds 1 numbers; wanted 2"


def test_a_sum_near_one_is_taken():
    assert entropy([0.5, 0.5 + 5e-10]) == pytest.approx(math.log(2))
    assert entropy([1 + 5e-10]) == 0


@pytest.mark.parametrize("base", [1, 0, -2, NAN, INF, "two"])
def test_bad_base(base):
    assert message(lambda: entropy(UNIFORM, base=base)).startswith("base is ")


@pytest.mark.parametrize("targets", [3, -1, 0.5, [0, 1], [], "cat", NAN])
def test_bad_targets(targets):
    assert message(lambda: negative_log_likelihood([2, 1, 0.1], targets)).startswith("targets ")
