"""The same numbers from NumPy, SciPy and scikit-learn, which were written by others."""

import numpy as np
import pytest
from hypothesis import assume, given
from scipy import optimize, stats
from sklearn import metrics
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

from helpers.data import diabetes, flats
from helpers.maths import regression
from helpers.maths import regression as scaling
from helpers.maths.descent import QuadraticLoss
from tests.maths.strategies import many_features, points

CLOSE = {"rtol": 1e-9}


@given(points())
def test_best_line_is_linregress(data):
    x, y = data
    theirs = stats.linregress(x, y)
    slope, intercept = regression.least_squares(regression.design_matrix(x), y)
    size = max(np.abs(y).max(), 1e-300)
    assert abs(slope - theirs.slope) <= 1e-9 * size / np.ptp(x)
    assert abs(intercept - theirs.intercept) <= 1e-9 * size * max(1, np.abs(x).max() / np.ptp(x))


@given(many_features())
def test_best_weights_are_those_of_linear_regression(case):
    X, y, _ = case
    theirs = LinearRegression(fit_intercept=False).fit(X, y)
    np.testing.assert_allclose(regression.least_squares(X, y), theirs.coef_, rtol=1e-8, atol=1e-9 * np.abs(y).max())


@given(many_features())
def test_best_weights_solve_the_normal_equation(case):
    X, y, _ = case
    assume(np.linalg.cond(X) < 1e3)  # squared by the normal equation
    theirs = np.linalg.solve(X.T @ X, X.T @ y)
    np.testing.assert_allclose(regression.least_squares(X, y), theirs, rtol=1e-8, atol=1e-9 * np.abs(y).max())


def test_collinear_columns_get_the_shortest_weights():
    X, y = np.column_stack([np.ones(4), np.ones(4)]), np.array([1.0, 2.0, 3.0, 4.0])
    np.testing.assert_allclose(regression.least_squares(X, y), np.linalg.pinv(X) @ y, **CLOSE)


@pytest.mark.parametrize("data", [flats(), diabetes()], ids=["flats", "diabetes"])
def test_scores_on_the_data_of_the_course(data):
    X = regression.design_matrix(data.x)
    model = LinearRegression().fit(data.x[:, np.newaxis], data.y)
    best = regression.least_squares(X, data.y)
    np.testing.assert_allclose(best, [model.coef_[0], model.intercept_], **CLOSE)
    assert regression.mean_squared_error(data.y, X @ best) == pytest.approx(
        metrics.mean_squared_error(data.y, model.predict(data.x[:, np.newaxis])), rel=1e-12
    )
    assert regression.r2_score(data.y, X @ best) == pytest.approx(model.score(data.x[:, np.newaxis], data.y), rel=1e-12)
    assert regression.r2_score(data.y, X @ best) == pytest.approx(np.corrcoef(data.x, data.y)[0, 1] ** 2, rel=1e-12)


@given(many_features())
def test_scores_of_any_prediction(case):
    X, y, w = case
    assume(y.std() > 1e-6 * np.abs(y).max())
    assert regression.mean_squared_error(y, X @ w) == pytest.approx(metrics.mean_squared_error(y, X @ w), rel=1e-12)
    assert regression.r2_score(y, X @ w) == pytest.approx(metrics.r2_score(y, X @ w), rel=1e-9, abs=1e-9)


@given(points())
def test_standardizing_is_standard_scaler(data):
    x = data[0][:, np.newaxis]
    scaler = StandardScaler().fit(x)
    z, mean, std = scaling.standardize(data[0])
    np.testing.assert_allclose(z, scaler.transform(x)[:, 0], rtol=1e-9, atol=1e-12)
    assert mean == pytest.approx(scaler.mean_[0], rel=1e-12, abs=1e-12 * np.abs(x).max())
    assert std == pytest.approx(scaler.scale_[0], rel=1e-12)


@given(many_features())
def test_gradient_is_scipys_finite_difference(case):
    X, y, w = case
    theirs = optimize.approx_fprime(w, lambda at: regression.mean_squared_error(y, X @ at), 1e-7)
    size = np.abs(X).max() * max(np.abs(X * w).max(), np.abs(y).max())
    np.testing.assert_allclose(regression.gradient(X, y, w), theirs, rtol=0, atol=1e-4 * max(size, size**2))


@pytest.mark.parametrize("data", [flats(), diabetes()], ids=["flats", "diabetes"])
def test_curvatures_are_squared_singular_values(data):
    X = regression.design_matrix(data.x)
    bowl = QuadraticLoss.from_data(X, data.y)
    singular = np.linalg.svd(X, compute_uv=False)[::-1]
    np.testing.assert_allclose(bowl.curvatures, 2 / data.y.size * singular**2, **CLOSE)
    assert bowl.condition == pytest.approx(np.linalg.cond(X) ** 2, rel=1e-9)


@pytest.mark.parametrize("data", [flats(), diabetes()], ids=["flats", "diabetes"])
def test_the_least_loss_is_where_scipy_finds_it(data):
    bowl = QuadraticLoss.from_data(regression.design_matrix(data.x), data.y)
    found = optimize.minimize(bowl.loss, [0, 0], jac=bowl.gradient, method="BFGS")
    assert found.fun == pytest.approx(bowl.least, rel=1e-6)
    np.testing.assert_allclose(found.x, bowl.minimum, rtol=1e-3)
