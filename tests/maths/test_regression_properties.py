"""What holds for every line and every data set: found with random data."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import regression
from helpers.maths import regression as plain
from helpers.maths import regression as scaling
from tests.maths.strategies import lines_and_data, many_features, numbers, points


def _loss(X, y, w):
    return regression.mean_squared_error(y, X @ w)


def _rounding(X, y, w):
    """Largest term that a residual is a sum of: what rounding is measured against."""
    return max(np.abs(X * w).max(), np.abs(y).max(), 1e-300)


@given(lines_and_data() | many_features())
def test_gradient_equals_central_differences(case):
    X, y, w = case
    size = _rounding(X, y, w)
    for at, slope in enumerate(regression.gradient(X, y, w)):
        # a central difference of a parabola is exact, so the step may be large; what is left is rounding
        column = np.abs(X[:, at]).max()
        step = np.zeros_like(w)
        step[at] = size / column
        difference = (_loss(X, y, w + step) - _loss(X, y, w - step)) / (2 * step[at])
        assert abs(difference - slope) <= 1e-12 * size * column


@given(lines_and_data() | many_features(), st.integers(0, 2**32 - 1))
def test_no_other_weights_have_a_smaller_loss(case, seed):
    X, y, _ = case
    best = regression.least_squares(X, y)
    least, size = _loss(X, y, best), _rounding(X, y, best)
    for scale in (1e-6, 1e-3, 1.0):
        away = np.random.default_rng(seed).normal(size=best.size) * scale * np.maximum(np.abs(best), 1)
        assert least <= _loss(X, y, best + away) + 1e-14 * size**2


@given(lines_and_data() | many_features())
def test_the_gradient_vanishes_at_the_best_weights(case):
    X, y, _ = case
    best = regression.least_squares(X, y)
    steepest = np.abs(X).max() * _rounding(X, y, best)
    assert np.abs(regression.gradient(X, y, best)).max() <= 1e-12 * steepest


@given(points())
def test_standardizing_gives_mean_0_and_standard_deviation_1(data):
    z, mean, std = scaling.standardize(data[0])
    assert abs(z.mean()) < 1e-12
    assert abs(z.std() - 1) < 1e-12
    np.testing.assert_allclose(z * std + mean, data[0], rtol=1e-12, atol=1e-12 * np.abs(data[0]).max())


@given(points(), numbers, numbers)
def test_back_to_units_gives_the_same_line(data, slope, intercept):
    z, mean, std = scaling.standardize(data[0])
    back = scaling.back_to_units(slope, intercept, mean, std)
    over_x, over_z = (regression.design_matrix(f) @ w for f, w in ((data[0], back), (z, (slope, intercept))))
    size = max(abs(slope * mean / std), abs(intercept), abs(slope), 1)
    np.testing.assert_allclose(over_x, over_z, rtol=0, atol=1e-12 * size)


@given(lines_and_data())
def test_plain_python_equals_numpy(case):
    X, y, w = case
    sizes, prices = X[:, 0].tolist(), y.tolist()
    size = _rounding(X, y, w)
    assert abs(plain.compute_loss(*w, sizes, prices) - _loss(X, y, w)) <= 1e-13 * size**2
    slopes = regression.gradient(X, y, w)
    np.testing.assert_allclose(
        plain.sensitivities(*w, sizes, prices), slopes, rtol=0, atol=1e-13 * size * np.abs(X).max()
    )
    rate = 0.1 / np.square(X).sum()
    np.testing.assert_allclose(
        plain.gradient_step(*w, sizes, prices, rate),
        w - rate * slopes,
        rtol=1e-13,
        atol=1e-13 * rate * size * np.abs(X).max(),
    )


@given(lines_and_data())
def test_plain_training_is_the_step_repeated(case):
    X, y, _ = case
    sizes, prices = X[:, 0].tolist(), y.tolist()
    rate = 0.1 / np.square(X).sum()
    slope, intercept, history = plain.train(sizes, prices, rate, 5)
    line = (0.0, 0.0)
    for loss in history:
        line = plain.gradient_step(*line, sizes, prices, rate)
        assert loss == plain.compute_loss(*line, sizes, prices)
    assert (slope, intercept) == line
    assert len(history) == 5


@given(lines_and_data())
def test_the_best_line_explains_at_least_nothing_and_at_most_all(case):
    X, y, _ = case
    best = regression.least_squares(X, y)
    noise = 1e-12 * _rounding(X, y, best) ** 2
    if y.var() > noise:
        assert -noise / y.var() <= regression.r2_score(y, X @ best) <= 1


@given(points())
def test_scaling_the_feature_scales_the_slope_back(data):
    x, y = data
    slope, intercept = regression.least_squares(regression.design_matrix(x), y)
    other = regression.least_squares(regression.design_matrix(4 * x), y)
    size = max(np.abs(y).max(), abs(intercept), 1e-300)
    np.testing.assert_allclose(other * (4, 1), (slope, intercept), rtol=1e-9, atol=1e-9 * size / np.ptp(x))
