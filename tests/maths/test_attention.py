"""Attention: a hand-worked pair of tokens, the loop, what holds for any numbers, and what the root is for."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths.networks import attention, multi_head

LN3 = math.log(3)
KEYS, VALUES = [[1, 0, 5, 0], [0, 1, 0, 5]], [[8, 0], [0, 4]]


@st.composite
def drawn(draw):
    """Queries (m, d), keys (n, d) and values (n, 4), d even."""
    m, n, d = draw(st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([2, 4, 8])))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, 4))


def by_loops(queries, keys, values, scale):
    """Attention one number at a time."""
    mixed = []
    for query in queries:
        grown = [math.exp(sum(q * k for q, k in zip(query, key, strict=True)) / scale) for key in keys]
        mixed.append([sum(g * value[j] for g, value in zip(grown, values, strict=True)) / sum(grown) for j in range(4)])
    return mixed


@pytest.mark.parametrize(
    ("options", "scores", "weights", "output"),
    [
        ({}, [[LN3, 0], [0, LN3]], [[3 / 4, 1 / 4], [1 / 4, 3 / 4]], [[6, 1], [2, 3]]),  # 2 log 3 / √4
        ({"scaled": False}, [[2 * LN3, 0], [0, 2 * LN3]], [[0.9, 0.1], [0.1, 0.9]], [[7.2, 0.4], [0.8, 3.6]]),
        ({"normalised": False}, [[LN3, 0], [0, LN3]], [[LN3, 0], [0, LN3]], [[8 * LN3, 0], [0, 4 * LN3]]),
    ],
)
def test_two_tokens_by_hand(options, scores, weights, output):
    found = attention([[2 * LN3, 0, 0, 0], [0, 2 * LN3, 0, 0]], KEYS, VALUES, **options)
    np.testing.assert_allclose(found.scores, scores)
    np.testing.assert_allclose(found.weights, weights)
    np.testing.assert_allclose(found.output, output)


def test_very_large_scores_stay_finite():
    assert attention([[1e90]], [[1e90], [-1e90]], [[1], [2]]).output.tolist() == [[1]]


@given(drawn())
def test_the_loop_gives_the_same(tokens):
    np.testing.assert_allclose(attention(*tokens).output, by_loops(*tokens, math.sqrt(tokens[0].shape[1])), atol=1e-12)
    np.testing.assert_allclose(attention(*tokens, scaled=False).output, by_loops(*tokens, 1), atol=1e-12)


@given(drawn())
def test_rows_of_weights_are_shares_and_the_mix_lies_between_the_values(tokens):
    found = attention(*tokens)
    assert found.scores.shape == found.weights.shape == (len(tokens[0]), len(tokens[1]))
    assert found.weights.min() >= 0
    np.testing.assert_allclose(found.weights.sum(axis=1), 1)
    assert (found.output <= tokens[2].max(axis=0) + 1e-12).all()
    assert (found.output >= tokens[2].min(axis=0) - 1e-12).all()


@given(drawn(), st.randoms(use_true_random=False))
def test_the_order_of_the_tokens_does_not_matter(tokens, random):
    queries, keys, values = tokens
    rows, answers = random.sample(range(len(queries)), len(queries)), random.sample(range(len(keys)), len(keys))
    found, shuffled = attention(*tokens), attention(queries[rows], keys[answers], values[answers])
    np.testing.assert_allclose(shuffled.output, found.output[rows], atol=1e-12)
    np.testing.assert_allclose(shuffled.weights, found.weights[np.ix_(rows, answers)], atol=1e-12)


@given(drawn(), st.booleans(), st.booleans())
def test_heads_are_attentions_over_their_own_columns(tokens, scaled, normalised):
    options = {"scaled": scaled, "normalised": normalised}
    joined = multi_head(*tokens, heads=2, **options)
    for half, head in enumerate(joined.heads):
        columns = [slice(half * part.shape[1] // 2, (half + 1) * part.shape[1] // 2) for part in tokens]
        alone = attention(*(part[:, column] for part, column in zip(tokens, columns, strict=True)), **options)
        np.testing.assert_allclose(head.weights, alone.weights, rtol=1e-12)
        np.testing.assert_allclose(joined.output[:, columns[2]], alone.output, rtol=1e-12)
    np.testing.assert_allclose(multi_head(*tokens, heads=1, **options).output, attention(*tokens, **options).output)
