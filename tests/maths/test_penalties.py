"""Ridge and lasso are scikit-learn's, keep what their definitions promise, and are refused what they can not use."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from sklearn.linear_model import Lasso, Ridge

from helpers.maths.regression import KINDS, lasso, least_squares, path, ridge
from tests.maths.strategies import many_features, scales

# scikit-learn's rule to stop can ask for more than rounding allows; its weights are there all the same
pytestmark = pytest.mark.filterwarnings("ignore:Objective did not converge")

shares = st.floats(1e-3, 2)  # of a size that fits the data
numbers = st.floats(-1e6, 1e6)


def largest(X, y):
    """The least penalty at which the lasso's weights are all 0."""
    return np.abs(X.T @ y).max() / y.size


def sparse_data(seed=0):
    """Ten features, of which the first three are useful, shapes (100, 10) and (100,)."""
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(100, 10))
    return X, X[:, :3] @ [3, -2, 1.5] + 0.5 * rng.normal(size=100)


def twin_columns(nudge, seed=0):
    """Two columns that differ by `nudge`, and targets that are the first one and noise of 0.1."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=200)
    return np.column_stack([x, x + nudge * rng.normal(size=200)]), x + 0.1 * rng.normal(size=200)


@given(many_features(), shares, scales)
def test_ridge_is_scikit_learns(case, share, scale):
    X, y, _ = case
    penalty = share * scale
    theirs = Ridge(alpha=penalty, fit_intercept=False).fit(X, y).coef_
    np.testing.assert_allclose(ridge(X, y, penalty), theirs, rtol=1e-6, atol=1e-6 * np.abs(y).max())


@given(many_features(), shares)
def test_lasso_is_scikit_learns(case, share):
    X, y, _ = case
    assume(np.linalg.cond(X) < 100)  # theirs stops before it is there otherwise
    penalty = share * largest(X, y)
    theirs = Lasso(alpha=penalty, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, y).coef_
    np.testing.assert_allclose(lasso(X, y, penalty), theirs, rtol=1e-6, atol=1e-6 * np.abs(y).max())


@given(many_features(), shares)
def test_ridge_solves_its_equation(case, share):
    X, y, _ = case
    w = ridge(X, y, share)
    np.testing.assert_allclose((X.T @ X + share * np.eye(w.size)) @ w, X.T @ y, atol=1e-9 * np.abs(y).max())


@given(many_features(), shares)
def test_every_lasso_weight_earns_exactly_its_price_or_is_0(case, share):
    X, y, _ = case
    penalty = share * largest(X, y)
    w = lasso(X, y, penalty)
    pull = X.T @ (y - X @ w) / y.size
    slack = 1e-9 * largest(X, y)
    np.testing.assert_allclose(pull[w != 0], penalty * np.sign(w[w != 0]), atol=slack)
    assert (np.abs(pull[w == 0]) <= penalty + slack).all()


@given(many_features(), shares)
def test_a_larger_penalty_leaves_less_of_what_it_counts(case, share):
    X, y, _ = case
    penalties = share * largest(X, y) * np.array([0.5, 1, 2])
    for kind, order in zip(KINDS, (1, 2), strict=True):
        sizes = np.linalg.norm(path(X, y, penalties, kind), ord=order, axis=1)
        assert (np.diff(sizes) <= 1e-9 * sizes[0]).all()
        assert sizes[0] <= np.linalg.norm(least_squares(X, y), ord=order) * (1 + 1e-9)


@given(many_features())
def test_from_some_penalty_on_the_lasso_has_no_weight_left(case):
    X, y, _ = case
    limit = largest(X, y)
    assert not lasso(X, y, limit * (1 + 1e-9)).any()
    assert lasso(X, y, limit * 0.99).any()
    assert ridge(X, y, limit * 1e6).all()


@given(many_features())
def test_next_to_no_penalty_is_least_squares(case):
    X, y, _ = case
    assume(np.linalg.cond(X) < 100)
    for kind in KINDS:
        (w,) = path(X, y, [1e-12 * largest(X, y)], kind)
        np.testing.assert_allclose(w, least_squares(X, y), atol=1e-7 * np.abs(y).max())


@given(many_features(), st.lists(shares, min_size=1, max_size=5))
def test_a_path_is_one_solution_after_the_other(case, shares):
    X, y, _ = case
    assume(np.linalg.cond(X) < 100)
    penalties = largest(X, y) * np.array(shares)
    for kind, solve in zip(KINDS, (lasso, ridge), strict=True):
        one_by_one = [solve(X, y, penalty) for penalty in penalties]
        np.testing.assert_allclose(path(X, y, penalties, kind), one_by_one, atol=1e-9 * np.abs(y).max())


def test_one_feature_by_hand():
    x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 7.0])  # x · x = 14, x · y = 29
    assert lasso(x[:, np.newaxis], y, 2) == pytest.approx([(29 / 3 - 2) / (14 / 3)])
    assert ridge(x[:, np.newaxis], y, 2) == pytest.approx([29 / (14 + 2)])


@pytest.mark.parametrize("seed", range(6))
def test_of_ten_features_the_lasso_drops_the_seven_useless_ones_and_ridge_none(seed):
    X, y = sparse_data(seed)
    assert np.flatnonzero(lasso(X, y, 0.3)).tolist() == [0, 1, 2]
    assert np.count_nonzero(ridge(X, y, 10)) == 10


def test_a_column_of_zeros_gets_no_weight():
    X = [[1, 0], [2, 0], [4, 0]]
    for kind in KINDS:
        (w,) = path(X, [1, 2, 4], [0.5], kind)
        assert w[0] > 0
        assert w[1] == 0


def test_equal_columns_share_under_l2_and_not_under_l1():
    X, y = np.ones((4, 2)), np.array([1.0, 2.0, 3.0, 4.0])
    np.testing.assert_allclose(ridge(X, y, 1e-300), [1.25, 1.25], rtol=1e-12)
    assert lasso(X, y, 0.5) == pytest.approx([2, 0])  # 2.5 is the mean


def test_next_to_no_penalty_on_equal_columns_is_the_shortest_of_all_best_weights():
    x = np.array([0.1, 0.7, -0.3, 1.9, 0.23])
    X, y = np.column_stack([x, 3 * x, -0.7 * x]), np.array([1.0, 2.0, 0.5, 3.0, -1.0])
    np.testing.assert_allclose(ridge(X, y, 1e-300), np.linalg.pinv(X) @ y, rtol=1e-9)


def test_more_columns_than_rows():
    X, y = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]), np.array([3.0, 1.0])
    np.testing.assert_allclose(ridge(X, y, 1), np.linalg.solve(X.T @ X + np.eye(3), X.T @ y), rtol=1e-12)
    theirs = Lasso(alpha=0.2, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, y).coef_
    np.testing.assert_allclose(lasso(X, y, 0.2), theirs, atol=1e-6)


def test_twin_columns_spoil_the_weights_and_not_the_fit():
    X, y = twin_columns(1e-6)
    w = least_squares(X, y)
    assert w == pytest.approx([-5873, 5874], abs=0.5)
    assert np.sqrt(np.mean((X @ w - y) ** 2)) == pytest.approx(0.0996, abs=5e-5)
    assert np.linalg.cond(X) == pytest.approx(1.9e6, rel=0.02)
    assert np.linalg.cond(X.T @ X) == pytest.approx(3.5e12, rel=0.01)


def test_a_small_penalty_mends_twin_columns():
    X, y = twin_columns(1e-6)
    tidy = ridge(X, y, 0.1)
    assert tidy == pytest.approx([0.5, 0.5], abs=0.01)
    assert np.sqrt(np.mean((X @ tidy - y) ** 2)) == pytest.approx(0.1, abs=5e-3)
    assert lasso(X, y, 0.01).sum() == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("nudge", [1e-6, 1e-4, 0.01, 0.3])
@pytest.mark.parametrize("seed", range(5))
def test_lasso_comes_to_rest_over_twin_columns(nudge, seed):
    X, y = twin_columns(nudge, seed)
    w = lasso(X, y, 0.01)
    pull = X.T @ (y - X @ w) / y.size
    np.testing.assert_allclose(pull[w != 0], 0.01 * np.sign(w[w != 0]), atol=1e-11)
    assert (np.abs(pull[w == 0]) <= 0.01 + 1e-11).all()


@pytest.mark.parametrize("solve", [ridge, lasso])
@pytest.mark.parametrize("penalty", [0, -1, np.inf, np.nan, "1", [1, 2]])
def test_a_penalty_that_is_none_is_refused(solve, penalty):
    with pytest.raises(ValueError, match="penalt"):
        solve([[1.0], [2.0]], [1.0, 2.0], penalty)


def test_other_bad_input_is_refused():
    with pytest.raises(ValueError, match=r"the penalty is 0\.0; wanted a finite number above 0"):
        path([[1.0]], [1.0], [1, 0], "L1")
    with pytest.raises(ValueError, match="kind is 'l1'; wanted one of L1, L2"):
        path([[1.0]], [1.0], [1], "l1")
    with pytest.raises(ValueError, match="y holds 2 numbers; wanted 1"):
        ridge([[1.0]], [1.0, 2.0], 1)
    with pytest.raises(ValueError, match=r"X has shape \(2,\)"):
        lasso([1.0, 2.0], [1.0, 2.0], 1)


def test_weights_that_do_not_come_to_rest_are_refused(monkeypatch):
    monkeypatch.setattr("helpers.maths.regression.MOST_SWEEPS", 3)
    with pytest.raises(
        ValueError, match="after 3 sweeps the weights still move; wanted columns of X that are less ali"
    ):
        lasso(*twin_columns(0.3), 0.01)
