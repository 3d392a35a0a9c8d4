"""How good a model is on new data: bias and variance, and cross-validation (notebook 04).

One curve, sin(3 x + 1) for x from -1 to 1, many noisy samples of it, each measured in the middles of as many equal
parts, and a polynomial fitted to each.
degree: of the polynomial, 0 to 15, which has degree + 1 weights; size: points in a sample
noise: standard deviation of what each measured y is off the curve
"""

from collections import namedtuple
from functools import lru_cache

import numpy as np
from numpy.polynomial.legendre import legvander  # powers up to 15 would be too nearly collinear

from helpers.maths.checks import LARGEST, as_vector, check, checked

MOST_DEGREE = 15
GRID = np.linspace(-1, 1, 121)  # where new points are asked for, all equally often


def curve(x):
    return np.sin(3 * x + 1)


def places(size):
    """Where a sample is measured."""
    return (2 * np.arange(size) + 1) / size - 1


def solver(degree, size):
    """Matrix that turns measured y into weights, (degree + 1, size); of many solutions that of the smallest weights."""
    return np.linalg.pinv(legvander(places(size), degree))


def smoother(degree, size, at):
    """Matrix that turns measured y into the fitted polynomial at m places, (m, size)."""
    return legvander(np.asarray(at), degree) @ solver(degree, size)


# x (size,): where each sample was measured; y (resamples, size): what was; truth (grid,): the curve on the grid
# fits (resamples, grid): the polynomials there; bias_squared, variance (grid,): of their average, and around it
# test_loss: mean squared residual at new noisy points: what the fits are off the curve, and the noise
Study = namedtuple("Study", "x y truth fits bias_squared variance test_loss training_loss")


def _not_too_high(degree, noise, **_):
    check(degree <= MOST_DEGREE, f"degree is {degree}; wanted a whole number from 0 to {MOST_DEGREE}")
    fits = 0 <= noise <= LARGEST
    check(fits, f"noise is {noise:g}; wanted a number from 0 to {LARGEST:g}, which can be squared")


@checked(_not_too_high, degree="from 0", noise="number", size="from 2", resamples="from 2", seed="from 0")
def study(degree, noise=0.3, size=30, resamples=400, seed=0):
    """Draw many samples of the curve, fit a polynomial to each, and take its loss on new points apart.

    Geman, Bienenstock and Doursat (1992). The random numbers belong to the seed: another noise scales them.

    >>> round(study(degree=1).test_loss, 2)
    0.49
    """
    x, truth = places(size), curve(GRID)
    y = curve(x) + noise * np.random.default_rng(seed).standard_normal((size, resamples)).T  # (resamples, size)
    fits = y @ smoother(degree, size, GRID).T  # (resamples, grid)
    bias_squared, variance = (fits.mean(axis=0) - truth) ** 2, fits.var(axis=0)
    test_loss = float(np.mean((fits - truth) ** 2) + noise**2)
    training_loss = float(np.mean((y - y @ smoother(degree, size, x).T) ** 2))
    return Study(x, y, truth, fits, bias_squared, variance, test_loss, training_loss)


Losses = namedtuple("Losses", "bias_squared variance test_loss training_loss")  # at each degree, shape (16,)


def expected_losses(noise, size):
    """Work out, without drawing any sample, what the losses of each degree are on average.

    A fitted polynomial is a weighted sum of the measured y: its variance is noise² times the sum of squared weights.
    """
    bias_squared, spread, missed, left = _parts(size)
    variance = noise**2 * spread
    return Losses(bias_squared, variance, bias_squared + variance + noise**2, missed + noise**2 * left)


@lru_cache(maxsize=256)
def _parts(size):
    """Bias² and variance on the grid, and both at the fitted points, for noise 1; shape (4, degrees)."""
    x, parts = places(size), []
    for degree in range(MOST_DEGREE + 1):
        solve, on_grid, on_points = solver(degree, size), legvander(GRID, degree), legvander(x, degree)
        weights = solve @ curve(x)
        bias, missed = on_grid @ weights - curve(GRID), on_points @ weights - curve(x)
        left = 1 - min(degree + 1, size) / size  # each weight fits as much noise as one point has
        parts.append([np.mean(bias**2), np.sum((on_grid @ solve) ** 2) / GRID.size, np.mean(missed**2), left])
    return np.array(parts).T


@checked(n="from 2", folds="from 2", seed="from 0")
def cross_validate(fit_and_score, n, folds=5, seed=0):
    """Train and score once for each fold, on cases that the training has not seen (Stone, 1974); shape (folds,).

    `fit_and_score` gets the places of the training cases and of the test cases, and returns a number.

    >>> cross_validate(lambda train, test: len(test) / len(train), n=10, folds=5)
    array([0.25, 0.25, 0.25, 0.25, 0.25])
    """
    check(folds <= n, f"folds is {folds} for {n} cases; wanted at most one fold a case")
    order = np.random.default_rng(seed).permutation(n)  # shuffled, then dealt to the folds
    tests = [np.sort(part) for part in np.array_split(order, folds)]
    return as_vector("scores", [fit_and_score(np.setdiff1d(order, test), test) for test in tests])
