"""Regression: by hand, the lab's numbers, laws, NIST's certified digits, and the same from scikit-learn and SciPy."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.preprocessing import StandardScaler

from helpers.data import flats
from helpers.maths.descent import QuadraticLoss
from helpers.maths.regression import (
    KINDS,
    compute_loss,
    design_matrix,
    gradient,
    gradient_step,
    lasso,
    least_squares,
    mean_squared_error,
    path,
    r2_score,
    ridge,
    sensitivities,
    standardize,
    train,
    zero_from,
)
from tests.maths.strategies import lines_and_data, many_features, points, scales

# scikit-learn's rule to stop can ask for more than rounding allows; its weights are there all the same
pytestmark = pytest.mark.filterwarnings("ignore:Objective did not converge")

FOLDER = Path(__file__).with_name("nist")

shares = st.floats(1e-3, 2)  # of a penalty that fits the data
cases = lines_and_data() | many_features()


def loss_of(X, y, w):
    return mean_squared_error(y, X @ w)


def rounding(X, y, w):
    """Largest term that a residual is a sum of: what rounding is measured against."""
    return max(np.abs(X * w).max(), np.abs(y).max(), 1e-300)


def test_the_lab_by_hand():
    """954,500 / 10; nbval holds what training comes to."""
    sizes, prices = flats().x.tolist(), flats().y.tolist()
    assert compute_loss(0, 0, sizes, prices) == 95_450
    assert sensitivities(0, 0, sizes, prices) == (-45_290, -590)
    assert gradient_step(0, 0, sizes, prices, 0.0001) == pytest.approx((4.5290, 0.0590))
    n, sum_x, sum_y, sum_xx, sum_xy = 10, 695, 2950, np.dot(sizes, sizes), np.dot(sizes, prices)
    slope = (n * sum_xy - sum_x * sum_y) / (n * sum_xx - sum_x**2)
    assert least_squares(design_matrix(sizes), prices) == pytest.approx([slope, (sum_y - slope * sum_x) / n])
    for call in (compute_loss, sensitivities):
        with pytest.raises(ValueError, match="shorter"):
            call(1, 2, [30, 45], [150])


def test_a_run_that_diverges_goes_to_far_weights():
    far = gradient([[1, 1], [2, 1]], [1, 2], [1e200, -1e200])
    assert far.tolist() == pytest.approx([2e200, 1e200], rel=1e-9)
    assert mean_squared_error([1, 2], [1e200, 0]) == np.inf


# laws


@given(lines_and_data())
def test_plain_python_equals_numpy(case):
    X, y, w = case
    sizes, prices, size = X[:, 0].tolist(), y.tolist(), rounding(X, y, w)
    assert abs(compute_loss(*w, sizes, prices) - loss_of(X, y, w)) <= 1e-13 * size**2
    slopes, near = gradient(X, y, w), 1e-13 * size * np.abs(X).max()
    np.testing.assert_allclose(sensitivities(*w, sizes, prices), slopes, rtol=0, atol=near)
    rate = 0.1 / np.square(X).sum()
    step = gradient_step(*w, sizes, prices, rate)
    np.testing.assert_allclose(step, w - rate * slopes, rtol=1e-13, atol=near * rate)
    slope, intercept, history = train(sizes, prices, rate, 5)
    line = (0.0, 0.0)
    for loss in history:
        line = gradient_step(*line, sizes, prices, rate)
        assert loss == compute_loss(*line, sizes, prices)
    assert ((slope, intercept), len(history)) == (line, 5)


@given(cases, st.integers(0, 2**32 - 1))
def test_the_best_weights_are_best(case, seed):
    X, y, _ = case
    best = least_squares(X, y)
    size, least = rounding(X, y, best), loss_of(X, y, best)
    assert np.abs(gradient(X, y, best)).max() <= 1e-12 * np.abs(X).max() * size
    for scale in (1e-6, 1e-3, 1.0):
        away = np.random.default_rng(seed).normal(size=best.size) * scale * np.maximum(np.abs(best), 1)
        assert least <= loss_of(X, y, best + away) + 1e-14 * size**2


@given(points())
def test_a_line_is_linregress_in_any_unit(data):
    x, y = data
    theirs, (slope, intercept) = stats.linregress(x, y), least_squares(design_matrix(x), y)
    size, reach = max(np.abs(y).max(), 1e-300), max(1, np.abs(x).max() / np.ptp(x))
    assert abs(slope - theirs.slope) <= 1e-9 * size / np.ptp(x)
    assert abs(intercept - theirs.intercept) <= 1e-9 * size * reach
    other = least_squares(design_matrix(4 * x), y) * (4, 1)
    near = 1e-9 * max(size, abs(intercept)) / np.ptp(x)
    np.testing.assert_allclose(other, (slope, intercept), rtol=1e-9, atol=near)
    explained, noise = r2_score(y, design_matrix(x) @ (slope, intercept)) if np.ptp(y) else 0.5, 1e-12 * size**2
    assert y.var() <= noise or -noise / y.var() <= explained <= 1


@given(many_features())
def test_weights_and_scores_are_scikit_learns(case):
    X, y, w = case
    best = least_squares(X, y)
    theirs = LinearRegression(fit_intercept=False).fit(X, y)
    np.testing.assert_allclose(best, theirs.coef_, rtol=1e-8, atol=1e-9 * np.abs(y).max())
    assume(y.std() > 1e-6 * np.abs(y).max())
    assert loss_of(X, y, w) == pytest.approx(metrics.mean_squared_error(y, X @ w), rel=1e-12)
    assert r2_score(y, X @ w) == pytest.approx(metrics.r2_score(y, X @ w), rel=1e-9, abs=1e-9)


@given(points())
def test_standardizing(data):
    x = data[0]
    z = standardize(x)
    scaler = StandardScaler().fit(x[:, np.newaxis])
    assert (abs(z.mean()), abs(z.std() - 1)) < (1e-12, 1e-12)
    np.testing.assert_allclose(z, scaler.transform(x[:, np.newaxis])[:, 0], rtol=1e-9, atol=1e-12)


# certified regressions of NIST's Statistical Reference Datasets (StRD)

# A 64-bit number has 15.7 digits. Of them a solve loses about as many as the condition number of the columns, brought
# to one length, has. The wanted digits are those measured less one or two, which another order of summing may cost.


def digits(found, certified):
    """How many leading digits agree, for each number: -log10 of the relative error, 15 at most."""
    error = np.abs(np.asarray(found) - certified) / np.abs(certified)
    return -np.log10(np.maximum(error, 1e-15))


def nist(name):
    """Predictors and targets of one file, and the certified weights and R²."""
    if name.startswith("wampler"):
        X, weights = np.arange(21.0)[:, np.newaxis] ** np.arange(6), np.ones(6)
        if name == "wampler2":
            weights = 0.1 ** np.arange(6)
        return X, X @ weights, weights, 1.0
    table = np.loadtxt(FOLDER / f"{name}.csv", delimiter=",")
    y, x = table[:, 0], table[:, 1:]
    X = x ** np.arange(11) if name == "filip" else np.column_stack([np.ones(y.size), x])
    return X, y, *CERTIFIED[name]


# fmt: off
CERTIFIED = {
    "norris": ([-0.262323073774029, 1.00211681802045], 0.999993745883712),
    "longley": ([-3482258.63459582, 15.0618722713733, -0.0358191792925910, -2.02022980381683, -1.03322686717359,
                 -0.0511041056535807, 1829.15146461355], 0.995479004577296),
    "filip": ([-1467.48961422980, -2772.17959193342, -2316.37108160893, -1127.97394098372, -354.478233703349,
               -75.1242017393757, -10.8753180355343, -1.06221498588947, -0.0670191154593408, -0.00246781078275479,
               -0.0000402962525080404], 0.996727416185620),
}
# fmt: on


@pytest.mark.parametrize(
    ("name", "weights", "explained"),
    [
        ("norris", 11, 13),  # lower difficulty; condition 2.8, measured 12.5
        ("longley", 9, 13),  # higher; condition 43,000, measured 10.9
        ("filip", 6, 9),  # higher; condition 5.2e9, measured 7.3
        ("wampler1", 8, 14),  # higher; condition 2,200, and terms a million times apart: measured 9.2
        ("wampler2", 11, 14),  # higher; condition 2,200, measured 12.6
    ],
)
def test_certified_digits(name, weights, explained):
    X, y, certified, share = nist(name)
    best = least_squares(X, y)
    assert digits(best, certified).min() >= weights
    assert digits(r2_score(y, X @ best), share) >= explained
    if name in ("norris", "longley"):
        assert digits(QuadraticLoss.from_data(X, y).minimum, certified).min() >= 9


# penalties


def largest(X, y):
    """The least penalty at which the lasso's weights are all 0."""
    return np.abs(X.T @ y).max() / y.size


def lasso_of_scikit_learn(X, y, penalty):
    return Lasso(alpha=penalty, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(X, y).coef_


def twin_columns(nudge, seed=0):
    """Two columns that differ by `nudge`, and targets that are the first one and noise of 0.1."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=200)
    return np.column_stack([x, x + nudge * rng.normal(size=200)]), x + 0.1 * rng.normal(size=200)


def assert_each_earns_its_price(X, y, w, penalty, slack):
    pull = X.T @ (y - X @ w) / y.size
    np.testing.assert_allclose(pull[w != 0], penalty * np.sign(w[w != 0]), atol=slack)
    assert (np.abs(pull[w == 0]) <= penalty + slack).all()


@given(many_features(), shares, scales)
def test_ridge_solves_its_equation_and_is_scikit_learns(case, share, scale):
    X, y, _ = case
    w, penalty, size = ridge(X, y, share * scale), share * scale, np.abs(y).max()
    theirs = Ridge(alpha=penalty, fit_intercept=False).fit(X, y).coef_
    np.testing.assert_allclose(w, theirs, rtol=1e-6, atol=1e-6 * size)
    left = (X.T @ X + penalty * np.eye(w.size)) @ w
    np.testing.assert_allclose(left, X.T @ y, atol=1e-9 * size * max(1, penalty))


@given(many_features(), shares)
def test_every_lasso_weight_earns_its_price_and_is_scikit_learns(case, share):
    X, y, _ = case
    penalty = share * largest(X, y)
    w = lasso(X, y, penalty)
    assert_each_earns_its_price(X, y, w, penalty, 1e-9 * largest(X, y))
    assume(np.linalg.cond(X) < 100)  # theirs stops before it is there otherwise
    np.testing.assert_allclose(w, lasso_of_scikit_learn(X, y, penalty), rtol=1e-6, atol=1e-6 * np.abs(y).max())


@given(many_features(), st.lists(shares, min_size=2, max_size=5))
def test_a_path_is_one_solution_after_the_other_and_shrinks(case, shares):
    X, y, _ = case
    assume(np.linalg.cond(X) < 100)
    limit, size, free = largest(X, y), np.abs(y).max(), least_squares(X, y)
    penalties = limit * np.sort(shares)
    for kind, order, solve in zip(KINDS, (1, 2), (lasso, ridge), strict=True):
        rows = path(X, y, [1e-12 * limit, *penalties], kind)
        np.testing.assert_allclose(rows[0], free, atol=1e-7 * size)  # next to no penalty
        np.testing.assert_allclose(rows[1:], [solve(X, y, penalty) for penalty in penalties], atol=1e-9 * size)
        lengths = np.linalg.norm(rows, ord=order, axis=1)
        assert (np.diff(lengths) <= 1e-7 * lengths[0]).all()
    assert not lasso(X, y, limit * (1 + 1e-9)).any()
    assert lasso(X, y, limit * 0.99).any()
    assert ridge(X, y, limit * 1e6).all()


def test_penalties_by_hand():
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([2.0, 3.0, 7.0])  # x · x = 14, x · y = 29
    assert lasso(x, y, 2) == pytest.approx([(29 / 3 - 2) / (14 / 3)])
    assert ridge(x, y, 2) == pytest.approx([29 / (14 + 2)])
    for solve in (lasso, ridge):
        first, zero = solve([[1, 0], [2, 0], [4, 0]], [1, 2, 4], 0.5)  # a column of zeros gets no weight
        assert first > 0 == zero
    X, y = np.ones((4, 2)), np.array([1.0, 2.0, 3.0, 4.0])  # of equally good weights the shortest
    np.testing.assert_allclose([least_squares(X, y), ridge(X, y, 1e-300)], [[1.25] * 2] * 2, rtol=1e-9)
    assert lasso(X, y, 0.5) == pytest.approx([2, 0])  # 2.5 is the mean, and equal columns do not share under L1
    X, y = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, 1.0]]), np.array([3.0, 1.0])  # more columns than rows
    np.testing.assert_allclose(ridge(X, y, 1), np.linalg.solve(X.T @ X + np.eye(3), X.T @ y), rtol=1e-12)
    np.testing.assert_allclose(lasso(X, y, 0.2), lasso_of_scikit_learn(X, y, 0.2), atol=1e-6)


@pytest.mark.parametrize("nudge", [1e-6, 1e-4, 0.01, 0.3])
@pytest.mark.parametrize("seed", range(3))
def test_lasso_of_twin_columns(nudge, seed):
    X, y = twin_columns(nudge, seed)
    assert_each_earns_its_price(X, y, lasso(X, y, 0.01), 0.01, 1e-11)


@given(seed=st.integers(0, 10_000), alike=st.floats(-1.5, 1.5))
def test_lasso_has_the_weight_just_below_and_not_just_above(seed, alike):
    first, second, noise = (rng := np.random.default_rng(seed)).normal(size=(3, 30))
    X = np.column_stack([standardize(column) for column in (first, alike * first + second)])
    y = X @ rng.normal(size=2) + 0.5 * noise
    y = y - y.mean()
    for at, penalty in enumerate(zero_from(X, y)):
        if penalty >= 1e-3:  # else a weight that is 0 nearly from the start
            above, below = (lasso_of_scikit_learn(X, y, share * penalty)[at] for share in (1.01, 0.99))
            assert above == 0 != below
