"""Where L1 sets each of two weights to 0: by hand for columns at right angles, and as scikit-learn's Lasso does it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Lasso

from helpers.maths.regression import standardize, zero_from


def data(seed, alike):
    rng = np.random.default_rng(seed)
    first, second, noise = rng.normal(size=(3, 30))
    X = np.column_stack([standardize(column)[0] for column in (first, alike * first + second)])
    y = X @ rng.normal(size=2) + 0.5 * noise
    return X, y - y.mean()


def test_columns_at_right_angles_go_when_the_penalty_is_their_pull():
    X = [[1, 1], [1, -1], [-1, 1], [-1, -1]]
    np.testing.assert_allclose(zero_from(X, [3, 1, -1, -3]), [2, 1])
    np.testing.assert_allclose(zero_from(X, [-1, -3, 3, 1]), [2, 1])  # by sign: -2 and +1


@given(seed=st.integers(0, 10_000), alike=st.floats(-1.5, 1.5))
def test_lasso_has_the_weight_just_below_and_not_just_above(seed, alike):
    X, y = data(seed, alike)
    for at, penalty in enumerate(zero_from(X, y)):
        if penalty < 1e-3:
            continue  # a weight that is 0 nearly from the start
        fit = Lasso(alpha=1.01 * penalty, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(X, y)
        assert fit.coef_[at] == 0
        fit = Lasso(alpha=0.99 * penalty, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(X, y)
        assert fit.coef_[at] != 0


@pytest.mark.parametrize(
    ("X", "y", "said"),
    [([[1], [2]], [1, 2], "X has 1 columns; wanted 2"), ([[1, 2], [3, 4]], [1, 2, 3], "y")],
)
def test_other_data_is_refused(X, y, said):
    with pytest.raises(ValueError, match=said):
        zero_from(X, y)
