"""Folds are as large as scikit-learn's and test each case once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import KFold

from helpers.maths.samples import cross_validate, k_folds


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(2, n))), st.integers(0, 2**32))
def test_folds_cover_each_case_once(size, seed):
    n, folds = size
    splits = k_folds(n, folds, seed)
    assert np.sort(np.concatenate([test for _, test in splits])).tolist() == list(range(n))
    for train, test in splits:
        assert np.sort(np.concatenate([train, test])).tolist() == list(range(n))
    wanted = [(train.size, test.size) for train, test in KFold(folds).split(np.zeros(n))]
    assert [(train.size, test.size) for train, test in splits] == wanted


def test_folds_are_shuffled_by_the_seed():
    first, again, other = ([test.tolist() for _, test in k_folds(30, 3, seed)] for seed in (0, 0, 1))
    assert first == again != other
    assert first[0] != list(range(10))


def test_cross_validation_scores_each_fold():
    seen = []

    def fit_and_score(train, test):
        seen.append((train.tolist(), test.tolist()))
        return test.sum()

    scores = cross_validate(fit_and_score, 12, folds=4, seed=5)
    assert seen == [(train.tolist(), test.tolist()) for train, test in k_folds(12, 4, 5)]
    assert scores.tolist() == [sum(test) for _, test in seen]
    assert scores.sum() == 66


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: k_folds(1), "n is 1; wanted a whole number of at least 2"),
        (lambda: k_folds(10, 1), "folds is 1; wanted a whole number of at least 2"),
        (lambda: k_folds(4, 5), "folds is 5 for 4 cases; wanted at most one fold a case"),
        (lambda: cross_validate(lambda *_: float("nan"), 10), "scores holds 5 values that are NaN"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
