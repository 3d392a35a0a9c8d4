"""Regression: laws, NIST's digits, scikit-learn and SciPy; weights of drawn samples are in the explorers' claims."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.preprocessing import StandardScaler

from helpers.maths import regression
from helpers.maths.descent import QuadraticLoss
from tests.maths.strategies import lines_and_data, many_features, points, scales

# scikit-learn's rule to stop can ask for more than rounding allows; its weights are there all the same
pytestmark = pytest.mark.filterwarnings("ignore:Objective did not converge")

FOLDER = Path(__file__).with_name("nist")

seeds = st.integers(0, 10_000)
shares = st.floats(1e-3, 2)  # of a penalty that fits the data


def test_a_run_that_diverges_goes_to_far_weights():
    far = regression.gradient([[1, 1], [2, 1]], [1, 2], [1e200, -1e200])
    assert far.tolist() == pytest.approx([2e200, 1e200], rel=1e-9)
    assert regression.mean_squared_error([1, 2], [1e200, 0]) == np.inf


@given(lines_and_data())
def test_plain_python_equals_numpy(case):
    X, y, w = case
    sizes, prices = X[:, 0].tolist(), y.tolist()
    size = max(np.abs(X * w).max(), np.abs(y).max(), 1e-300)  # a residual is a sum of these: rounding is a share of it
    assert abs(regression.compute_loss(*w, sizes, prices) - regression.mean_squared_error(y, X @ w)) <= 1e-13 * size**2
    slopes, near = regression.gradient(X, y, w), 1e-13 * size * np.abs(X).max()
    np.testing.assert_allclose(regression.sensitivities(*w, sizes, prices), slopes, rtol=0, atol=near)
    rate = 0.1 / np.square(X).sum()
    step = regression.gradient_step(*w, sizes, prices, rate)
    np.testing.assert_allclose(step, w - rate * slopes, rtol=1e-13, atol=near * rate)
    slope, intercept, history = regression.train(sizes, prices, rate, 5)
    line = (0.0, 0.0)
    for loss in history:
        line = regression.gradient_step(*line, sizes, prices, rate)
        assert loss == regression.compute_loss(*line, sizes, prices)
    assert ((slope, intercept), len(history)) == (line, 5)


@given(points())
def test_a_line_is_linregress_in_any_unit(data):
    x, y = data
    theirs, (slope, intercept) = stats.linregress(x, y), regression.least_squares(regression.design_matrix(x), y)
    size, reach = max(np.abs(y).max(), 1e-300), max(1, np.abs(x).max() / np.ptp(x))
    assert abs(slope - theirs.slope) <= 1e-9 * size / np.ptp(x)
    assert abs(intercept - theirs.intercept) <= 1e-9 * size * reach
    other = regression.least_squares(regression.design_matrix(4 * x), y) * (4, 1)
    near = 1e-9 * max(size, abs(intercept)) / np.ptp(x)
    np.testing.assert_allclose(other, (slope, intercept), rtol=1e-9, atol=near)


@given(many_features())
def test_weights_and_scores_are_scikit_learns(case):
    X, y, w = case
    theirs = LinearRegression(fit_intercept=False).fit(X, y)
    np.testing.assert_allclose(regression.least_squares(X, y), theirs.coef_, rtol=1e-8, atol=1e-9 * np.abs(y).max())
    assume(y.std() > 1e-6 * np.abs(y).max())
    assert regression.mean_squared_error(y, X @ w) == pytest.approx(metrics.mean_squared_error(y, X @ w), rel=1e-12)
    assert regression.r2_score(y, X @ w) == pytest.approx(metrics.r2_score(y, X @ w), rel=1e-9, abs=1e-9)


@given(points())
def test_standardizing(data):
    column = data[0][:, np.newaxis]
    theirs = StandardScaler().fit_transform(column)
    np.testing.assert_allclose(regression.standardize(column[:, 0]), theirs[:, 0], rtol=1e-9, atol=1e-12)


# certified regressions of NIST's Statistical Reference Datasets (StRD)

# A 64-bit number has 15.7 digits. Of them a solve loses about as many as the condition number of the columns, brought
# to one length, has. The wanted digits are those measured less one or two, which another order of summing may cost.


def digits(found, certified):
    """How many leading digits agree, for each number: -log10 of the relative error, 15 at most."""
    error = np.abs(np.asarray(found) - certified) / np.abs(certified)
    return -np.log10(np.maximum(error, 1e-15))


def nist(name):
    """Predictors and targets of one file, and the certified weights and R²."""
    if name == "wampler1":
        X = np.arange(21.0)[:, np.newaxis] ** np.arange(6)
        return X, X.sum(axis=1), np.ones(6), 1.0
    table = np.loadtxt(FOLDER / f"{name}.csv", delimiter=",")
    y, x = table[:, 0], table[:, 1:]
    X = x ** np.arange(11) if name == "filip" else np.column_stack([np.ones(y.size), x])
    return X, y, *json.loads((FOLDER / "certified.json").read_text())[name]


# fmt: off
CERTAIN = [  # a set, how many digits of its weights are certain, and of its R²
    ("norris", 11, 13),  # lower difficulty; condition 2.8, measured 12.5
    ("longley", 9, 13),  # higher; condition 43,000, measured 10.9
    ("filip", 6, 9),  # higher; condition 5.2e9, measured 7.3
    ("wampler1", 8, 14),  # higher; condition 2,200, and terms a million times apart: measured 9.2
]
# fmt: on


@pytest.mark.parametrize(("name", "weights", "explained"), CERTAIN)
def test_certified_digits(name, weights, explained):
    X, y, certified, share = nist(name)
    best = regression.least_squares(X, y)
    assert digits(best, certified).min() >= weights
    assert digits(regression.r2_score(y, X @ best), share) >= explained
    if name in ("norris", "longley"):
        assert digits(QuadraticLoss.from_data(X, y).minimum, certified).min() >= 9


# penalties


def largest(X, y):
    """The least penalty at which the lasso's weights are all 0."""
    return np.abs(X.T @ y).max() / y.size


def lasso_of_scikit_learn(X, y, penalty):
    return Lasso(alpha=penalty, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, y).coef_


@given(many_features(), shares, scales)
def test_ridge_is_scikit_learns(case, share, scale):
    X, y, _ = case
    theirs = Ridge(alpha=share * scale, fit_intercept=False).fit(X, y).coef_
    np.testing.assert_allclose(regression.ridge(X, y, share * scale), theirs, rtol=1e-6, atol=1e-6 * np.abs(y).max())


@given(many_features(), shares, st.sampled_from([None, 0.3, 0.01, 1e-4, 1e-6]))
def test_every_lasso_weight_earns_its_price(case, share, nudge):
    """Beside columns as they are drawn, one that differs by a nudge from another."""
    X, y, _ = case
    if nudge:
        X = np.column_stack([X, X[:, 0] + nudge * np.roll(X[:, 0], 1)])
    penalty, slack = share * largest(X, y), 1e-9 * largest(X, y)
    w = regression.lasso(X, y, penalty)
    pull = X.T @ (y - X @ w) / y.size
    np.testing.assert_allclose(pull[w != 0], penalty * np.sign(w[w != 0]), atol=slack)
    assert (np.abs(pull[w == 0]) <= penalty + slack).all()


@given(many_features(), st.lists(shares, min_size=2, max_size=5))
def test_a_path_is_one_solution_after_the_other_and_shrinks(case, shares):
    X, y, _ = case
    assume(np.linalg.cond(X) < 100)
    limit, size, free = largest(X, y), np.abs(y).max(), regression.least_squares(X, y)
    penalties = limit * np.sort(shares)
    for kind, order, solve in zip(regression.KINDS, (1, 2), (regression.lasso, regression.ridge), strict=True):
        rows = regression.path(X, y, [1e-12 * limit, *penalties], kind)
        np.testing.assert_allclose(rows[0], free, atol=1e-7 * size)  # next to no penalty
        np.testing.assert_allclose(rows[1:], [solve(X, y, penalty) for penalty in penalties], atol=1e-9 * size)
        lengths = np.linalg.norm(rows, ord=order, axis=1)
        assert (np.diff(lengths) <= 1e-7 * lengths[0]).all()
    assert not regression.lasso(X, y, limit * (1 + 1e-9)).any()
    assert regression.ridge(X, y, limit * 1e6).all()


def test_columns_of_zeros_equal_ones_and_more_of_them_than_rows():
    for solve in (regression.lasso, regression.ridge):
        first, zero = solve([[1, 0], [2, 0], [4, 0]], [1, 2, 4], 0.5)
        assert first > 0 == zero
    X, y = np.ones((4, 2)), np.array([1.0, 2.0, 3.0, 4.0])  # of equally good weights the shortest
    shortest = [regression.least_squares(X, y), regression.ridge(X, y, 1e-300)]
    np.testing.assert_allclose(shortest, [[1.25] * 2] * 2, rtol=1e-9)
    # 2.5 is the mean, and equal columns do not share under L1
    assert regression.lasso(X, y, 0.5) == pytest.approx([2, 0])
    X, y = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]), np.array([3.0, 1.0])
    np.testing.assert_allclose(regression.ridge(X, y, 1), np.linalg.solve(X.T @ X + np.eye(3), X.T @ y), rtol=1e-12)
    np.testing.assert_allclose(regression.lasso(X, y, 0.2), lasso_of_scikit_learn(X, y, 0.2), atol=1e-6)


@given(seeds, st.floats(-1.5, 1.5))
def test_lasso_has_the_weight_just_below_and_not_just_above(seed, alike):
    rng = np.random.default_rng(seed)
    first, second, noise = rng.normal(size=(3, 30))
    X = np.column_stack([regression.standardize(column) for column in (first, alike * first + second)])
    y = X @ rng.normal(size=2) + 0.5 * noise
    y = y - y.mean()
    for at, penalty in enumerate(regression.zero_from(X, y)):
        if penalty >= 1e-3:  # else a weight that is 0 nearly from the start
            above, below = (lasso_of_scikit_learn(X, y, share * penalty)[at] for share in (1.01, 0.99))
            assert above == 0 != below


# columns that move together


def table(seed, columns=4):
    """Columns of 30 rows that depend on each other."""
    rng = np.random.default_rng(seed)
    return rng.normal(size=(30, columns)) @ rng.normal(size=(columns, columns)) + 5 * rng.normal(size=columns)


@given(seeds)
def test_partial_correlation_is_that_of_what_scikit_learn_leaves(seed):
    X = table(seed, columns=5)
    x, y, given = X[:, 0], X[:, 1], X[:, 2:]
    left = [column - LinearRegression().fit(given, column).predict(given) for column in (x, y)]
    found = regression.partial_correlation(x, y, given)
    assert found == pytest.approx(np.corrcoef(left)[0, 1], abs=1e-6)
    assert regression.partial_correlation(-3 * x + 7, y, 10 * given - 2) == pytest.approx(-found, abs=1e-6)
    nothing = regression.partial_correlation(x, y, np.full(x.size, 3.0))  # given what does not vary
    assert nothing == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


@given(seeds)
def test_vif_is_on_the_diagonal_of_the_inverse_of_the_correlations(seed):
    X = table(seed)
    assert regression.vif(X) == pytest.approx(np.diag(np.linalg.inv(np.corrcoef(X.T))), rel=1e-5)
    assert regression.vif(X * [1, -1e6, 1e-6, 3] + [1, 2, 3, 4]) == pytest.approx(regression.vif(X), rel=1e-3)


def test_vif_of_determined_columns():
    a, b, c = np.random.default_rng(1).normal(size=(3, 12))
    found = regression.vif(np.column_stack([a, b, 2 * a - b + 7, c]))
    assert np.isinf(found).tolist() == [True, True, True, False]
    assert 1 <= found[3] < 5
    assert np.isinf(regression.vif([[1, 3], [2, 5]])).all()  # two rows: a line goes through both
    assert regression.vif([[1], [2], [4]]) == pytest.approx([1])
