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


def test_degree_zero_is_the_mean():
    found = study(0, noise=0.5, size=8, resamples=50, seed=3)
    assert found.fits == pytest.approx(np.repeat(found.y.mean(axis=1, keepdims=True), GRID.size, axis=1))
    assert found.training_loss == pytest.approx(found.y.var(axis=1).mean())
    assert found.variance.mean() == pytest.approx(found.y.mean(axis=1).var())


def test_two_points_and_a_line():
    found = study(1, noise=0, size=2, resamples=2)
    assert found.x.tolist() == [-0.5, 0.5]
    left, right = curve([-0.5, 0.5])
    wanted = left + (right - left) * (GRID + 0.5)
    assert found.fits == pytest.approx(np.stack([wanted, wanted]))
    assert found.training_loss == pytest.approx(0, abs=1e-20)


@pytest.mark.parametrize(("degree", "size"), [(0, 10), (1, 10), (4, 30), (9, 40), (15, 60)])
def test_fits_agree_with_numpy_and_scikit_learn(degree, size):
    found = study(degree, noise=0.3, size=size, resamples=4, seed=2)
    features = PolynomialFeatures(degree)
    X, on_grid = (features.fit_transform(x[:, np.newaxis]) for x in (found.x, found.grid))
    assert found.x == pytest.approx(middles(size), abs=1e-12)
    for y, fit in zip(found.y, found.fits, strict=True):
        assert fit == pytest.approx(np.polynomial.Polynomial.fit(found.x, y, degree)(GRID), abs=1e-6)
        assert fit == pytest.approx(LinearRegression(fit_intercept=False).fit(X, y).predict(on_grid), abs=1e-6)


@given(degrees, noises, sizes, seeds)
def test_the_loss_is_the_sum_of_its_parts(degree, noise, size, seed):
    found = study(degree, noise, size, resamples=20, seed=seed)
    parts = found.bias_squared.mean() + found.variance.mean() + noise**2
    assert found.test_loss == pytest.approx(parts, rel=1e-9)
    assert found.mean_fit == pytest.approx(found.fits.mean(axis=0))
    assert found.bias_squared == pytest.approx((found.fits.mean(axis=0) - np.sin(3 * GRID + 1)) ** 2)


@pytest.mark.parametrize(("degree", "size"), [(1, 30), (4, 30), (10, 30), (12, 60)])
def test_new_points_lose_what_is_expected(degree, size, rng):
    """Fresh noise at the grid, against what the fits have seen: the sum of the parts within Monte-Carlo error."""
    found = study(degree, noise=0.3, size=size, resamples=2000, seed=5)
    new = curve(GRID) + 0.3 * rng.standard_normal(found.fits.shape)
    losses = np.mean((new - found.fits) ** 2, axis=1)
    error = losses.std() / len(losses) ** 0.5
    assert abs(losses.mean() - found.test_loss) < 5 * error
    exact = expected_losses(0.3, size)
    assert abs(losses.mean() - exact.test_loss[degree]) < 5 * error


@pytest.mark.parametrize("size", [10, 30, 100])
def test_samples_have_the_expected_losses(size):
    """Monte Carlo against the closed form at every degree, more weights than points included."""
    exact = expected_losses(0.4, size)
    assert exact.test_loss == pytest.approx(exact.bias_squared + exact.variance + 0.16)
    for degree in range(16):
        found = study(degree, noise=0.4, size=size, resamples=3000, seed=degree)
        spread = 3000 / 2999 * found.variance.mean()
        assert spread == pytest.approx(exact.variance[degree], rel=0.15)
        assert found.bias_squared.mean() - spread / 3000 == pytest.approx(
            exact.bias_squared[degree], rel=0.05, abs=0.003 * spread
        )
        assert found.training_loss == pytest.approx(exact.training_loss[degree], rel=0.05, abs=1e-12)


def test_of_a_kernel_of_noise_each_weight_takes_a_share():
    """Degree 15 fits the curve exactly, so that its training loss is noise² times the share of points left over."""
    losses = expected_losses(noise=0.3, size=64)
    assert losses.training_loss[15] == pytest.approx(0.09 * (64 - 16) / 64, rel=1e-9)
    assert losses.bias_squared[15] < 1e-15


def test_u_shape_of_the_notebook():
    """ST-27 to ST-30: stiff is poor on both, wild is good in training only, and the gap decides neither way."""
    losses = expected_losses(noise=0.3, size=30)
    assert losses.test_loss.argmin() == 4
    assert (losses.test_loss[[1, 4, 15]] / losses.test_loss[4]).round(1).tolist() == [4.5, 1.0, 6.4]
    assert (np.diff(losses.training_loss) < 0).all()
    gaps = 1 - losses.training_loss / losses.test_loss
    assert gaps[1] < 0.15 < gaps[4] < gaps[15]  # below the rule's limit and poor; above it and the best
    assert expected_losses(noise=0.3, size=200).test_loss[15] < 1.1 * losses.test_loss[4]  # more data cures


@given(degrees, sizes)
def test_constants_are_kept(degree, size):
    matrix = smoother(degree, size, GRID)
    assert matrix.shape == (GRID.size, size)
    if degree < size <= 16 or degree < 0.4 * size:  # where rounding is small
        assert matrix.sum(axis=1) == pytest.approx(np.ones(GRID.size), abs=1e-6)


@given(st.integers(0, 9), st.integers(10, 80))
def test_a_polynomial_is_found_again(degree, size):
    rng = np.random.default_rng(degree)
    polynomial = np.polynomial.Legendre(rng.normal(size=degree + 1))
    for at_least in range(degree, 10):
        assert smoother(at_least, size, GRID) @ polynomial(middles(size)) == pytest.approx(polynomial(GRID), abs=1e-7)


@pytest.mark.parametrize(("degree", "size"), [(9, 10), (12, 10), (15, 16), (15, 2)])
def test_as_many_weights_as_points_go_through_all(degree, size):
    found = study(degree, noise=0.5, size=size, resamples=5)
    assert found.training_loss < 1e-15
    through = found.y @ smoother(degree, size, found.x).T
    assert through == pytest.approx(found.y, abs=1e-7)
    assert expected_losses(0.5, size).training_loss[degree] < 1e-15


@given(degrees, seeds)
def test_the_random_numbers_stay(degree, seed):
    """Another noise scales them, and more points keep those there were."""
    first = study(degree, noise=0.1, size=20, resamples=5, seed=seed)
    louder = study(degree, noise=0.3, size=20, resamples=5, seed=seed)
    assert louder.y - curve(louder.x) == pytest.approx(3 * (first.y - curve(first.x)))
    longer = study(degree, noise=0.1, size=25, resamples=5, seed=seed)
    assert (longer.y - curve(longer.x))[:, :20] == pytest.approx(first.y - curve(first.x))
    assert not np.array_equal(study(degree, 0.1, 20, 5, seed + 1).y, first.y)


def test_noise_has_its_size():
    found = study(0, noise=0.7, size=50, resamples=2000)
    off = found.y - curve(found.x)
    assert off.mean() == pytest.approx(0, abs=0.02)
    assert off.std() == pytest.approx(0.7, rel=0.02)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: study(16), "degree is 16; wanted a whole number from 0 to 15"),
        (lambda: study(-1), "degree is -1; wanted a whole number of at least 0"),
        (lambda: study(1.5), "degree is 1.5; wanted a whole number"),
        (lambda: study(1, noise=-0.1), "noise is -0.1; wanted a number from 0 to 1e"),
        (lambda: study(1, noise=float("nan")), "noise is nan; wanted a finite number"),
        (lambda: study(1, noise=1e200), "noise is 1e"),
        (lambda: study(1, size=1), "size is 1; wanted a whole number of at least 2"),
        (lambda: study(1, resamples=1), "resamples is 1; wanted a whole number of at least 2"),
        (lambda: study(1, seed=-1), "seed is -1; wanted"),
        (lambda: expected_losses(size=1), "size is 1; wanted"),
        (lambda: expected_losses(noise=-1), "noise is -1; wanted a number from 0"),
        (lambda: smoother(3, 1, [0]), "size is 1; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
