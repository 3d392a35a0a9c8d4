"""Attention: a hand-worked pair of tokens, the loop, what holds for any numbers, and what the root is for."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths.attention import attention, multi_head

LN3 = math.log(3)


@st.composite
def tokens(draw):
    """Queries (m, d), keys (n, d) and values (n, v), all d and v even."""
    m, n, d, v = draw(st.tuples(st.integers(1, 5), st.integers(1, 5), st.sampled_from([2, 4, 8]), st.just(4)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.normal(size=(m, d)), rng.normal(size=(n, d)), rng.normal(size=(n, v))


def by_loops(queries, keys, values, scale):
    """Attention one number at a time."""
    mixed = []
    for query in queries:
        grown = [math.exp(sum(q * k for q, k in zip(query, key, strict=True)) / scale) for key in keys]
        mixed.append([sum(g * value[j] for g, value in zip(grown, values, strict=True)) / sum(grown) for j in range(4)])
    return mixed


def test_two_tokens_by_hand():
    queries, keys = [[2 * LN3, 0, 0, 0], [0, 2 * LN3, 0, 0]], [[1, 0, 5, 0], [0, 1, 0, 5]]
    found = attention(queries, keys, values=[[8, 0], [0, 4]])
    np.testing.assert_allclose(found.scores, [[LN3, 0], [0, LN3]])  # 2 log 3 / √4
    np.testing.assert_allclose(found.weights, [[3 / 4, 1 / 4], [1 / 4, 3 / 4]])
    np.testing.assert_allclose(found.output, [[6, 1], [2, 3]])


def test_without_the_root_the_hand_worked_scores_double():
    found = attention([[2 * LN3, 0, 0, 0]], [[1, 0, 5, 0], [0, 1, 0, 5]], [[8, 0], [0, 4]], scaled=False)
    np.testing.assert_allclose(found.scores, [[2 * LN3, 0]])
    np.testing.assert_allclose(found.weights, [[9 / 10, 1 / 10]])


def test_without_the_softmax_the_scores_are_the_weights():
    found = attention([[2, 0, 0, 0]], [[1, 0, 0, 0], [-4, 0, 0, 0]], [[8, 0], [0, 4]], normalised=False)
    np.testing.assert_allclose(found.weights, [[1, -4]])
    np.testing.assert_allclose(found.output, [[8, -16]])


def test_a_mask_keeps_each_token_from_later_ones():
    same = np.ones((3, 2))
    found = attention(same, same, [[1], [2], [6]], mask=np.tri(3, dtype=bool))
    np.testing.assert_allclose(found.weights, [[1, 0, 0], [1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3]])
    np.testing.assert_allclose(found.output, [[1], [1.5], [3]])
    np.testing.assert_allclose(
        attention(same, same, same, mask=np.tri(3, dtype=bool), normalised=False).weights[0, 1:], 0
    )


def test_very_large_scores_stay_finite():
    found = attention([[1e90]], [[1e90], [-1e90]], [[1], [2]], mask=[[True, False]])
    assert found.output.tolist() == [[1]]


@given(tokens())
def test_the_loop_gives_the_same(tokens):
    np.testing.assert_allclose(attention(*tokens).output, by_loops(*tokens, math.sqrt(tokens[0].shape[1])), atol=1e-12)
    np.testing.assert_allclose(attention(*tokens, scaled=False).output, by_loops(*tokens, 1), atol=1e-12)


@given(tokens())
def test_rows_of_weights_are_shares_and_the_mix_lies_between_the_values(tokens):
    found = attention(*tokens)
    assert found.weights.min() >= 0
    np.testing.assert_allclose(found.weights.sum(axis=1), 1)
    assert (found.output <= tokens[2].max(axis=0) + 1e-12).all()
    assert (found.output >= tokens[2].min(axis=0) - 1e-12).all()


@given(tokens(), st.randoms(use_true_random=False))
def test_the_order_of_the_tokens_does_not_matter(tokens, random):
    queries, keys, values = tokens
    rows, answers = random.sample(range(len(queries)), len(queries)), random.sample(range(len(keys)), len(keys))
    found, shuffled = attention(*tokens), attention(queries[rows], keys[answers], values[answers])
    np.testing.assert_allclose(shuffled.output, found.output[rows], atol=1e-12)
    np.testing.assert_allclose(shuffled.weights, found.weights[np.ix_(rows, answers)], atol=1e-12)


@given(tokens())
def test_equal_keys_give_the_mean_of_the_values(tokens):
    queries, keys, values = tokens
    mixed = attention(queries, np.tile(keys[0], (len(keys), 1)), values).output
    np.testing.assert_allclose(mixed, np.tile(values.mean(axis=0), (len(queries), 1)), atol=1e-12)


@given(tokens())
def test_queries_may_come_from_elsewhere(tokens):
    (m, _), (n, v) = tokens[0].shape, tokens[2].shape
    found = attention(*tokens)
    assert (found.scores.shape, found.weights.shape, found.output.shape) == ((m, n), (m, n), (m, v))


@given(tokens())
def test_heads_are_attentions_over_their_own_columns(tokens):
    joined = multi_head(*tokens, heads=2)
    for half, head in enumerate(joined.heads):
        columns = [slice(half * part.shape[1] // 2, (half + 1) * part.shape[1] // 2) for part in tokens]
        alone = attention(*(part[:, column] for part, column in zip(tokens, columns, strict=True)))
        np.testing.assert_array_equal(head.weights, alone.weights)
        np.testing.assert_array_equal(joined.output[:, columns[2]], alone.output)
    np.testing.assert_array_equal(multi_head(*tokens, heads=1).output, attention(*tokens).output)


def test_heads_hand_on_how_they_attend():
    rng = np.random.default_rng(0)
    tokens, mask = [rng.normal(size=(3, 4)) for _ in range(3)], np.tri(3, dtype=bool)
    assert multi_head(*tokens, heads=2, mask=mask).heads[1].weights[0, 2] == 0
    np.testing.assert_allclose(
        multi_head(*tokens, heads=2, scaled=False, normalised=False).heads[1].weights,
        tokens[0][:, 2:] @ tokens[1][:, 2:].T,
    )


def test_without_the_softmax_four_tokens_of_eight_numbers_mix_otherwise():
    tokens = np.random.default_rng(0).normal(size=(3, 4, 8))
    plain = attention(*tokens, normalised=False)
    assert np.abs(plain.output - attention(*tokens).output).max() > 1
    assert np.abs(plain.weights.sum(axis=1) - 1).max() > 0.5
    assert plain.weights.min() < 0


@pytest.mark.parametrize(("d", "spread"), [(4, 1.99), (16, 4.00), (64, 8.06), (256, 15.8)])
def test_scores_spread_as_the_root_of_d(d, spread):
    queries, keys = np.random.default_rng(d).normal(size=(2, 200, d))
    plain = attention(queries, keys, keys, scaled=False).scores.std()
    assert plain == pytest.approx(spread, rel=0.03)
    assert plain == pytest.approx(math.sqrt(d), rel=0.03)
    assert attention(queries, keys, keys).scores.std() == pytest.approx(1, rel=0.03)


ROWS = np.ones((3, 4))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((np.ones((2, 5)), ROWS, ROWS), r"queries have shape \(2, 5\) and keys \(3, 4\); wanted rows of one length d"),
        ((ROWS, ROWS, np.ones((2, 4))), r"keys have shape \(3, 4\) and values \(2, 4\); wanted one value for each key"),
        ((np.ones(4), ROWS, ROWS), r"queries has shape \(4,\)"),
        ((ROWS, ROWS * np.nan, ROWS), "keys holds 12 values that are NaN"),
    ],
)
def test_wrong_shapes_are_named(arguments, message):
    for attend in (attention, lambda *rows: multi_head(*rows, heads=1)):
        with pytest.raises(ValueError, match=message):
            attend(*arguments)


@pytest.mark.parametrize(
    ("mask", "message"),
    [
        (np.ones((3, 4), bool), r"mask has shape \(3, 4\) and type bool; wanted bool of shape \(3, 3\)"),
        (np.ones((3, 3)), r"type float64; wanted bool"),
        ([[True] * 3, [False] * 3, [True] * 3], "mask leaves row 1 nowhere to look"),
    ],
)
def test_wrong_masks_are_named(mask, message):
    with pytest.raises(ValueError, match=message):
        attention(ROWS, ROWS, ROWS, mask=mask)


@pytest.mark.parametrize(
    ("heads", "message"),
    [(3, r"queries have shape \(3, 4\); wanted columns that can be split among 3 heads"), (0, "heads is 0")],
)
def test_wrong_numbers_of_heads_are_named(heads, message):
    with pytest.raises(ValueError, match=message):
        multi_head(ROWS, ROWS, ROWS, heads=heads)


def test_the_weights_of_the_course_text_as_they_really_are():
    stream = np.random.RandomState(42)
    found = attention(*(stream.randn(4, 8) for _ in range(3)))
    wanted = [
        [0.084, 0.255, 0.515, 0.145],
        [0.641, 0.133, 0.017, 0.209],
        [0.470, 0.088, 0.111, 0.331],
        [0.178, 0.492, 0.201, 0.130],
    ]
    np.testing.assert_allclose(found.weights, wanted, atol=0.0005001)
