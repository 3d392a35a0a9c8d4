"""Softmax, its logarithm, cut-offs and draws: by hand, against SciPy, and against 60-digit decimals."""

from decimal import Decimal, localcontext

import numpy as np
import pytest
import scipy.special
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths.information import keep_top_k, keep_top_p, log_softmax, sample, softmax

NAN, INF = float("nan"), float("inf")
LOGITS = [2, 1, 0.1]

scores = st.floats(-1e4, 1e4)
vectors = st.lists(scores, min_size=1, max_size=12).map(np.array)
matrices = st.integers(1, 6).flatmap(
    lambda n: st.lists(st.lists(scores, min_size=n, max_size=n), min_size=1, max_size=5).map(np.array)
)
temperatures = st.floats(-6, 6).map(lambda power: 10.0**power)
weights = st.lists(st.sampled_from([0, 1, 2, 3, 5, 8, 1e-6]), min_size=1, max_size=10).filter(any)
distributions = weights.map(lambda values: np.array(values) / sum(values))


def exact_softmax(logits, temperature):
    """Probabilities and their logarithms, worked out with 60 digits."""
    with localcontext() as context:
        context.prec = 60
        z = [Decimal(float(value)) / Decimal(float(temperature)) for value in logits]
        shares = [(value - max(z)).exp() for value in z]
        total = sum(shares)
        return [float(share / total) for share in shares], [float(value - max(z) - total.ln()) for value in z]


def message(call):
    with pytest.raises(ValueError, match="wanted") as refusal:
        call()
    return str(refusal.value)


# --- softmax and its logarithm


def test_by_hand():
    e = np.exp
    np.testing.assert_allclose(softmax(LOGITS), e(LOGITS) / (e(2) + e(1) + e(0.1)), rtol=1e-15)
    assert softmax([7]).tolist() == [1]
    np.testing.assert_allclose(softmax([0, np.log(3)]), [0.25, 0.75])
    np.testing.assert_allclose(log_softmax([0, np.log(3)]), np.log([0.25, 0.75]))


@pytest.mark.parametrize(
    ("temperature", "most"), [(0.1, 1.000), (0.5, 0.864), (1, 0.659), (2, 0.502), (5, 0.400), (100, 0.337)]
)
def test_the_true_table(temperature, most):
    assert softmax(LOGITS, temperature).max().round(3) == most


def test_no_overflow():
    np.testing.assert_allclose(softmax([1000, 999]), softmax([1, 0]), rtol=1e-15)
    assert softmax([-1e308, 1e308]).tolist() == [0, 1]
    assert softmax([1, 2], 1e-320).tolist() == [0, 1]
    assert log_softmax([1000, 0]).tolist() == [0, -1000]


@given(vectors, temperatures)
def test_agrees_with_scipy(logits, temperature):
    """The gaps are what counts: dividing a logit of 10,000 by a millionth first would lose six of its digits."""
    below = (logits - logits.max()) / temperature
    np.testing.assert_allclose(softmax(logits, temperature), scipy.special.softmax(below), rtol=0, atol=1e-12)
    np.testing.assert_allclose(log_softmax(logits, temperature), scipy.special.log_softmax(below), rtol=1e-12)
    lost = 4 * np.finfo(float).eps * np.abs(logits).max() / temperature
    divided_first = scipy.special.softmax(logits / temperature)
    np.testing.assert_allclose(softmax(logits, temperature), divided_first, rtol=0, atol=1e-12 + lost)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=6), temperatures)
def test_agrees_with_sixty_digits(logits, temperature):
    probabilities, logs = exact_softmax(logits, temperature)
    np.testing.assert_allclose(softmax(logits, temperature), probabilities, rtol=0, atol=1e-14)
    np.testing.assert_allclose(log_softmax(logits, temperature), logs, rtol=1e-13, atol=1e-14)


@given(vectors, st.sampled_from([0, INF]) | temperatures)
def test_a_distribution_in_the_order_of_the_logits(logits, temperature):
    p = softmax(logits, temperature)
    assert p.min() >= 0
    assert p.sum() == pytest.approx(1, abs=1e-12)
    assert (np.diff(p[np.argsort(logits, kind="stable")]) >= 0).all()
    assert p[logits.argmax()] == p.max()


@given(matrices, st.sampled_from([0, INF]) | temperatures)
def test_each_row_for_itself(logits, temperature):
    for function in (softmax, log_softmax):
        rows = np.array([function(row, temperature) for row in logits])
        np.testing.assert_array_equal(function(logits, temperature), rows)


@given(vectors, temperatures)
def test_only_gaps_count(logits, temperature):
    raised = np.round(logits) + 4096
    np.testing.assert_allclose(softmax(raised, temperature), softmax(np.round(logits), temperature), atol=1e-14)


@given(vectors)
def test_the_limits(logits):
    winners = logits == logits.max()
    np.testing.assert_array_equal(softmax(logits, 0), winners / winners.sum())
    np.testing.assert_array_equal(softmax(logits, INF), np.full(logits.size, 1 / logits.size))
    np.testing.assert_array_equal(log_softmax(logits, 0), np.where(winners, -np.log(winners.sum()), -INF))
    np.testing.assert_allclose(softmax(logits, 1e12), softmax(logits, INF), atol=1e-7)


def test_towards_the_limits():
    np.testing.assert_allclose(softmax([3, 3, 1], 0.01), softmax([3, 3, 1], 0), atol=1e-15)
    assert softmax([3, 3, 1], 0).tolist() == [0.5, 0.5, 0]


@pytest.mark.parametrize("function", [softmax, log_softmax])
@pytest.mark.parametrize("temperature", [-1, -1e-300, NAN, -INF, "1", True, None, [1, 2]])
def test_bad_temperature(function, temperature):
    assert message(lambda: function(LOGITS, temperature)).startswith("temperature is ")


@pytest.mark.parametrize("function", [softmax, log_softmax])
@pytest.mark.parametrize("logits", [[], [[]], 3, [1, NAN], [1, INF], [[1, 2], [3]], "ab", [[[1]]], None])
def test_bad_logits(function, logits):
    assert message(lambda: function(logits)).startswith("logits ")


# --- cut-offs


def test_cut_by_hand():
    p = [0.1, 0.4, 0.2, 0.3]
    np.testing.assert_allclose(keep_top_k(p, 2), [0, 4 / 7, 0, 3 / 7])
    np.testing.assert_allclose(keep_top_k([0.25, 0.25, 0.25, 0.25], 3), [1 / 3, 1 / 3, 1 / 3, 0])
    np.testing.assert_allclose(keep_top_p(p, 0.7), [0, 4 / 7, 0, 3 / 7])
    np.testing.assert_allclose(keep_top_p(p, 0.71), [0, 4 / 9, 2 / 9, 3 / 9])
    assert keep_top_p(p, 1e-15).tolist() == [0, 1, 0, 0]


def test_sums_reach_p_despite_rounding():
    assert 0.3 + 0.3 + 0.3 < 0.9
    assert np.count_nonzero(keep_top_p([0.3, 0.3, 0.3, 0.1], 0.9)) == 3
    assert np.count_nonzero(keep_top_p([1e-20, 1, 0], 1)) == 2


@given(distributions, st.data())
def test_top_k_keeps_the_k_most_probable(p, data):
    k = data.draw(st.integers(1, p.size))
    kept = keep_top_k(p, k)
    first = sorted(range(p.size), key=lambda i: (-p[i], i))[:k]
    assert set(np.flatnonzero(kept)) == {i for i in first if p[i] > 0}
    np.testing.assert_allclose(kept[first], p[first] / p[first].sum())
    assert kept.sum() == pytest.approx(1)


@given(distributions, st.integers(1, 1000).map(lambda value: value / 1000))
def test_top_p_is_the_shortest_list_that_reaches_p(p, share):
    kept = keep_top_p(p, share)
    count = np.count_nonzero(kept)
    np.testing.assert_array_equal(kept, keep_top_k(p, count))
    ordered = np.sort(p)[::-1]
    assert ordered[:count].sum() >= share - 1e-9
    assert ordered[: count - 1].sum() < share
    np.testing.assert_array_equal(keep_top_p(p, 1) > 0, p > 0)


@pytest.mark.parametrize("k", [0, -1, 3, 1.5, "2", None, True])
def test_bad_k(k):
    assert message(lambda: keep_top_k([0.5, 0.5], k)).startswith(f"k is {k!r}; ")


@pytest.mark.parametrize("p", [0, -0.1, 1.1, NAN, INF, "all"])
def test_bad_p(p):
    assert message(lambda: keep_top_p([0.5, 0.5], p)).startswith("p is ")


@pytest.mark.parametrize("bad", [[0.5, 0.6], [-0.1, 1.1], [], [[0.5, 0.5]], [NAN, 1], [0.5, 0.5 + 2e-9]])
@pytest.mark.parametrize("call", [lambda p: keep_top_k(p, 1), lambda p: keep_top_p(p, 0.5), lambda p: sample(p, 3)])
def test_bad_probabilities(call, bad):
    assert message(lambda: call(bad)).startswith("probabilities ")


# --- draws


@given(distributions, st.integers(0, 1000))
def test_what_is_impossible_is_never_drawn(p, seed):
    drawn = sample(p, 200, seed)
    assert drawn.shape == (200,)
    assert (p[drawn] > 0).all()


def test_draws_are_where_the_random_numbers_fall():
    uniform = np.random.default_rng(4).random(50)
    by_hand = [next(i for i, end in enumerate([0.5, 0.8, 1]) if u < end) for u in uniform]
    assert sample([0.5, 0.3, 0.2], 50, seed=4).tolist() == by_hand
    assert sample([0.5, 0.3, 0.2], 0).size == 0


@pytest.mark.parametrize(("number", "end"), [(0.0, 0), (1 - 2.0**-53, -1)])
@pytest.mark.parametrize("p", [[0.1] * 10, [0.7, 0.3 - 1e-10], [0, 0.5, 0.5, 0], [1 / 3] * 3])
def test_the_ends_of_the_random_numbers(monkeypatch, p, number, end):
    class Always:
        def random(self, size):
            return np.full(size, number)

    monkeypatch.setattr(np.random, "default_rng", lambda seed: Always())
    assert sample(p, 1) == np.flatnonzero(p)[end]


def test_frequencies_follow_the_probabilities():
    p = np.array([0.5, 0.3, 0, 0.15, 0.05])
    counts = np.bincount(sample(p, 20_000, seed=1), minlength=5)
    assert counts[2] == 0
    assert stats.chisquare(counts[p > 0], 20_000 * p[p > 0]).pvalue > 0.001


@pytest.mark.parametrize("size", [-1, 1.5, None])
def test_bad_size(size):
    assert message(lambda: sample([1], size)).startswith(f"size is {size!r}; ")
    assert message(lambda: sample([1], 1, seed=size)).startswith(f"seed is {size!r}; ")
