"""Softmax, draws, surprise and a tree's first question: their laws, and the same from SciPy and scikit-learn."""

import math

import numpy as np
import pytest
import scipy.special
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats
from sklearn.tree import DecisionTreeClassifier

from helpers.maths import information

INF = math.inf

scores = st.floats(-1e4, 1e4)
vectors = st.lists(scores, min_size=1, max_size=12).map(np.array)
matrices = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(scores, min_size=n, max_size=n), min_size=1, max_size=5).map(np.array)
)
temperatures = st.floats(-6, 6).map(lambda power: 10.0**power)
weights = st.sampled_from([0, 0, 1, 2, 3, 5, 8, 1e-6, 1e-300])
criteria = st.sampled_from(list(information.CRITERIA))


def normalised(n):
    """Distributions over n outcomes, zeros and all."""
    return st.lists(weights, min_size=n, max_size=n).filter(any).map(lambda values: np.array(values) / sum(values))


distributions = st.integers(1, 10).flatmap(normalised)
pairs = st.integers(1, 8).flatmap(lambda n: st.tuples(normalised(n), normalised(n)))


# softmax and its logarithm


def test_no_overflow():
    np.testing.assert_allclose(information.softmax([1000, 999]), information.softmax([1, 0]), rtol=1e-15)
    assert information.softmax([-1e308, 1e308]).tolist() == information.softmax([1, 2], 1e-320).tolist() == [0, 1]
    assert information.negative_log_likelihood([1000, 0], 1) == 1000
    perfect = information.negative_log_likelihood([1000, 0], 0)
    assert (perfect, math.copysign(1, perfect)) == (0, 1)


@given(matrices, temperatures)
def test_softmax_is_scipys(logits, temperature):
    """The gaps are what counts: dividing a logit of 10,000 by a millionth first would lose six of its digits."""
    below = (logits - logits.max(axis=1, keepdims=True)) / temperature
    for z, gaps in ((logits, below), (logits[0], below[0])):
        np.testing.assert_allclose(
            information.softmax(z, temperature), scipy.special.softmax(gaps, axis=-1), rtol=0, atol=1e-12
        )
        theirs = scipy.special.log_softmax(gaps, axis=-1)
        np.testing.assert_allclose(information.log_softmax(z, temperature), theirs, rtol=1e-12)


@given(vectors)
def test_the_limits(logits):
    winners = logits == logits.max()
    np.testing.assert_array_equal(information.softmax(logits, 0), winners / winners.sum())
    np.testing.assert_array_equal(information.softmax(logits, INF), np.full(logits.size, 1 / logits.size))
    np.testing.assert_array_equal(information.log_softmax(logits, 0), np.where(winners, -np.log(winners.sum()), -INF))


# cut-offs and draws


def test_sums_reach_p_despite_rounding():
    assert 0.3 + 0.3 + 0.3 < 0.9
    assert np.count_nonzero(information.keep_top_p([0.3, 0.3, 0.3, 0.1], 0.9)) == 3
    assert np.count_nonzero(information.keep_top_p([1e-20, 1, 0], 1)) == 2
    assert information.keep_top_p([0.1, 0.4, 0.2, 0.3], 1e-15).tolist() == [0, 1, 0, 0]


@given(distributions, st.data())
def test_top_k_keeps_the_k_most_probable(p, data):
    k = data.draw(st.integers(1, p.size))
    kept = information.keep_top_k(p, k)
    first = sorted(range(p.size), key=lambda i: (-p[i], i))[:k]
    assert set(np.flatnonzero(kept)) <= set(first)
    np.testing.assert_allclose(kept[first], p[first] / p[first].sum())


@given(distributions, st.integers(1, 1000).map(lambda value: value / 1000))
def test_top_p_is_the_shortest_list_that_reaches_p(p, share):
    kept = information.keep_top_p(p, share)
    count = np.count_nonzero(kept)
    np.testing.assert_array_equal(kept, information.keep_top_k(p, count))
    ordered = np.sort(p)[::-1]
    assert ordered[:count].sum() >= share - 1e-9
    if share < 1:  # at 1 all are kept, also those too small to be felt in the sum
        assert ordered[: count - 1].sum() < share
    np.testing.assert_array_equal(information.keep_top_p(p, 1) > 0, p > 0)


@given(distributions, st.integers(0, 1000))
def test_draws_are_where_the_random_numbers_fall(p, seed):
    drawn = information.sample(p, 50, seed)
    ends, uniform = p.cumsum(), np.random.default_rng(seed).random(50)
    assert (p[drawn] > 0).all()
    assert (uniform * ends[-1] < ends[drawn]).all()
    assert ((drawn == 0) | (uniform * ends[-1] >= ends[drawn - 1])).all()


@pytest.mark.parametrize(("number", "end"), [(0.0, 0), (1 - 2.0**-53, -1)])
@pytest.mark.parametrize("p", [[0.1] * 10, [0.7, 0.3 - 1e-10], [0, 0.5, 0.5, 0], [1 / 3] * 3])
def test_the_ends_of_the_random_numbers(monkeypatch, p, number, end):
    class Always:
        def random(self, size):
            return np.full(size, number)

    monkeypatch.setattr(np.random, "default_rng", lambda seed: Always())
    assert information.sample(p, 1) == np.flatnonzero(p)[end]


# surprise on average


@pytest.mark.parametrize("p", [[1], [1, 0], [0, 0, 1], [1 + 5e-10]])
def test_certainty_has_no_surprise(p):
    for value in (information.entropy(p), information.cross_entropy(p, p), information.kl_divergence(p, p)):
        assert (value, math.copysign(1, value)) == (0, 1)


@given(pairs)
def test_surprise_is_scipys_and_adds_up(pair):
    p, q = pair
    assert information.entropy(p) == pytest.approx(stats.entropy(p), abs=1e-12)
    assert information.entropy(p, base=2) == pytest.approx(stats.entropy(p, base=2), abs=1e-12)
    divergence = information.kl_divergence(p, q)
    assert divergence == pytest.approx(scipy.special.rel_entr(p, q).sum(), abs=1e-12)
    assert information.cross_entropy(p, q) == pytest.approx(information.entropy(p) + divergence, abs=1e-9)
    assert divergence >= 0


# the first question of a tree


def gain_of(X, y, feature, threshold, criterion):
    return information.information_gain(y, X[:, feature] <= threshold, criterion)


@given(st.data(), st.integers(2, 15), criteria)
def test_the_first_question_is_scikit_learns(data, n, criterion):
    """Where several questions gain the same, ours is the first of them, and scikit-learn's any."""
    X = data.draw(arrays(int, (n, 3), elements=st.integers(0, 6)))
    y = data.draw(arrays(int, n, elements=st.integers(0, 2)))
    assume(np.ptp(X, axis=0).any() and np.ptp(y))
    tree = DecisionTreeClassifier(max_depth=1, criterion=criterion, random_state=0).fit(X, y).tree_
    sizes = tree.weighted_n_node_samples
    gain = tree.impurity[0] - (sizes[1:] @ tree.impurity[1:]) / sizes[0]
    assert gain_of(X, y, tree.feature[0], tree.threshold[0], criterion) == pytest.approx(gain, abs=1e-9)
    assert information.CRITERIA[criterion](y) == pytest.approx(tree.impurity[0], abs=1e-12)
    places = [(values[1:] + values[:-1]) / 2 for values in map(np.unique, X.T)]
    questions = [(feature, threshold) for feature, thresholds in enumerate(places) for threshold in thresholds]
    first = next(each for each in questions if gain_of(X, y, *each, criterion) > gain - 1e-9)
    assert information.best_split(X, y, criterion) == (*first, pytest.approx(gain, abs=1e-9))


@given(st.lists(st.integers(0, 2), min_size=1, max_size=30), criteria)
def test_the_names_of_labels_do_not_matter(labels, criterion):
    impurity = information.CRITERIA[criterion]
    assert impurity(["abc"[label] for label in labels][::-1]) == pytest.approx(impurity(labels))
    assert (impurity(labels) == 0) == (len(set(labels)) == 1)


def test_no_question_helps_with_an_exclusive_or_or_where_all_are_alike():
    assert information.best_split([[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]).gain == 0
    assert information.best_split([[1], [2]], ["same", "same"]).gain == 0
