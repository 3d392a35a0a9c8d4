"""Bias, variance and noise add up to the loss on new points: by formula, by fresh points, and against NumPy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import PolynomialFeatures

from helpers.maths.bias_variance import GRID, curve, expected_losses, smoother, study

degrees, sizes, noises, seeds = st.integers(0, 15), st.integers(2, 80), st.floats(0, 2), st.integers(0, 1000)


def middles(size):
    """The places of a sample, counted differently: edges of equal parts, and halfway between each two."""
    edges = np.linspace(-1, 1, size + 1)
    return (edges[:-1] + edges[1:]) / 2


@pytest.mark.parametrize(("degree", "size"), [(0, 10), (1, 10), (4, 30), (9, 40), (15, 60)])
def test_fits_agree_with_numpy_and_scikit_learn(degree, size):
    found = study(degree, noise=0.3, size=size, resamples=4, seed=2)
    features = PolynomialFeatures(degree)
    X, on_grid = (features.fit_transform(x[:, np.newaxis]) for x in (found.x, GRID))
    assert found.x == pytest.approx(middles(size), abs=1e-12)
    for y, fit in zip(found.y, found.fits, strict=True):
        assert fit == pytest.approx(np.polynomial.Polynomial.fit(found.x, y, degree)(GRID), abs=1e-6)
        assert fit == pytest.approx(LinearRegression(fit_intercept=False).fit(X, y).predict(on_grid), abs=1e-6)


@given(degrees, noises, sizes, seeds)
def test_the_loss_is_the_sum_of_its_parts(degree, noise, size, seed):
    found = study(degree, noise, size, resamples=20, seed=seed)
    assert found.truth == pytest.approx(np.sin(3 * GRID + 1))
    assert found.bias_squared == pytest.approx((found.fits.mean(axis=0) - found.truth) ** 2)
    parts = found.bias_squared.mean() + found.variance.mean() + noise**2
    assert found.test_loss == pytest.approx(parts, rel=1e-9)


@pytest.mark.parametrize("size", [10, 30, 100])
def test_samples_have_the_expected_losses(size):
    """Monte Carlo against the closed form at every degree, more weights than points included."""
    exact = expected_losses(0.4, size)
    assert exact.test_loss == pytest.approx(exact.bias_squared + exact.variance + 0.16)
    for degree in range(16):
        found = study(degree, noise=0.4, size=size, resamples=3000, seed=degree)
        spread = 3000 / 2999 * found.variance.mean()
        bias = found.bias_squared.mean() - spread / 3000
        assert spread == pytest.approx(exact.variance[degree], rel=0.15)
        assert bias == pytest.approx(exact.bias_squared[degree], rel=0.05, abs=0.003 * spread)
        assert found.training_loss == pytest.approx(exact.training_loss[degree], rel=0.05, abs=1e-12)


@given(st.integers(0, 9), st.integers(10, 80))
def test_a_polynomial_is_found_again(degree, size):
    polynomial = np.polynomial.Legendre(np.random.default_rng(degree).normal(size=degree + 1))
    for at_least in range(degree, 10):
        assert smoother(at_least, size, GRID) @ polynomial(middles(size)) == pytest.approx(polynomial(GRID), abs=1e-7)


@pytest.mark.parametrize(("degree", "size"), [(9, 10), (12, 10), (15, 16), (15, 2)])
def test_as_many_weights_as_points_go_through_all(degree, size):
    found = study(degree, noise=0.5, size=size, resamples=5)
    assert found.training_loss < 1e-15
    assert found.y @ smoother(degree, size, found.x).T == pytest.approx(found.y, abs=1e-7)
    assert expected_losses(0.5, size).training_loss[degree] < 1e-15


@given(degrees, seeds)
def test_the_random_numbers_stay(degree, seed):
    """Another noise scales them, and more points keep those there were."""
    first, louder = (study(degree, noise, 20, 5, seed) for noise in (0.1, 0.3))
    longer = study(degree, 0.1, 25, 5, seed)
    off = first.y - curve(first.x)
    assert louder.y - curve(louder.x) == pytest.approx(3 * off)
    assert (longer.y - curve(longer.x))[:, :20] == pytest.approx(off)
    assert not np.array_equal(study(degree, 0.1, 20, 5, seed + 1).y, first.y)
