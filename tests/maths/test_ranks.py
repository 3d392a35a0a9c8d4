"""Ranks that equal ones share, as SciPy gives them; and vectors in a plane, where a query sees what it saw before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import rankdata

from helpers.maths.vectors import angle, seen_from, shared_ranks

SCORES = st.lists(st.integers(-5, 5), min_size=1, max_size=8)


@given(SCORES)
def test_ranks_are_scipys_lowest_of_the_highest_first(scores):
    np.testing.assert_array_equal(shared_ranks(scores), rankdata([-score for score in scores], method="min"))


def test_what_differs_by_rounding_shares_a_rank():
    np.testing.assert_array_equal(shared_ranks([1, 1 + 1e-12, 0], 1e-9), [1, 1, 3])
    np.testing.assert_array_equal(shared_ranks([1, 1 + 1e-12, 0]), [2, 1, 3])


@given(st.integers(0, 2**32 - 1), st.integers(2, 6))
def test_length_angle_dot_product_and_distance_to_the_query_are_kept(seed, d):
    query, *vectors = np.random.default_rng(seed).normal(size=(4, d))
    turned, along = seen_from(query, vectors), np.array([np.linalg.norm(query), 0])
    assert turned.shape == (3, 2)
    np.testing.assert_allclose(np.linalg.norm(turned, axis=1), np.linalg.norm(vectors, axis=1))
    np.testing.assert_allclose(turned @ along, vectors @ query, atol=1e-9)
    np.testing.assert_allclose(np.linalg.norm(turned - along, axis=1), np.linalg.norm(vectors - query, axis=1))
    np.testing.assert_allclose([angle(along, place) for place in turned], [angle(query, one) for one in vectors])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: shared_ranks([]), "scores"),
        (lambda: shared_ranks([1, 2], -1), "rounding is -1; wanted a number from 0 up"),
        (lambda: seen_from([0, 0], [[1, 2]]), "zero"),
        (lambda: seen_from([1, 2, 3], [[1, 2]]), "length|values|numbers"),
    ],
)
def test_bad_input_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()
