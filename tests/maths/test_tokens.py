"""Made-up tokens: the scores that were asked for come out, at every size, and the numbers are of about size 1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.data.sets import matched_tokens


@given(
    heads=st.integers(1, 3), n=st.integers(1, 5), room=st.integers(0, 20), seed=st.integers(0, 2**32 - 1),
)  # fmt: skip
def test_the_scores_of_each_head_are_those_asked_for(heads, n, room, seed):
    matches, width = np.random.default_rng(seed).normal(size=(heads, n, n)), n + room
    queries, keys = matched_tokens(matches, heads * width, seed)
    for at, match in enumerate(matches):
        columns = slice(at * width, (at + 1) * width)
        np.testing.assert_allclose(queries[:, columns] @ keys[:, columns].T / np.sqrt(width), match, atol=1e-9)


def test_queries_stand_at_right_angles_and_have_size_1():
    queries, keys = matched_tokens(np.zeros((1, 4, 4)), 1000, seed=1)
    np.testing.assert_allclose(queries @ queries.T, 1000 * np.eye(4), atol=1e-9)
    assert keys.std() == pytest.approx(1, abs=0.05)


def test_a_seed_gives_the_same_tokens_and_another_gives_others():
    first, again, other = (matched_tokens(np.eye(2)[np.newaxis], 4, seed)[1] for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert not np.allclose(first, other)


@pytest.mark.parametrize(
    ("matches", "size", "said"),
    [
        ([[1, 2], [3, 4]], 4, r"matches has shape \(2, 2\); wanted \(heads, n, n\)"),
        ([[[1, 2]]], 4, r"matches has shape \(1, 1, 2\)"),
        (np.zeros((2, 3, 3)), 7, "size is 7; wanted a multiple of 2, 6 or more"),
        (np.zeros((2, 3, 3)), 4, "size is 4; wanted a multiple of 2, 6 or more"),
        (np.zeros((1, 1, 1)), 0, "size is 0"),
    ],
)
def test_what_cannot_be_made_is_refused(matches, size, said):
    with pytest.raises(ValueError, match=said):
        matched_tokens(matches, size, seed=0)
