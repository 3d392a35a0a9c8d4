"""A curve, and polynomials that look for it: what turns measured points into the fitted polynomial.

Notebook 04 (statistics) takes their loss apart with `helpers.maths.bias_variance`. In the code:

- x: places from -1 to 1, the same in every sample, in the middle of as many equal parts
- curve: what there is to find, sin(3 x + 1)
- degree: of the polynomial, which has degree + 1 weights

Polynomials are fitted in Legendre's basis: powers up to 15 would be too nearly collinear.

Bias and variance: one curve, many noisy samples of it, and a polynomial fitted to each.

Notebook 04 (statistics) takes the loss on new points apart with it. The curve and the polynomials are those of
`helpers.maths.bias_variance`; noise is the standard deviation of what each measured y is off the curve.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.polynomial.legendre import legvander
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import LARGEST, as_count, as_number

Floats = NDArray[np.float64]

MOST_DEGREE = 15


def curve(x: ArrayLike) -> Floats:
    """Return the curve that is to be found.

    Parameters
    ----------
    x : array_like
        Places from -1 to 1.

    Returns
    -------
    numpy.ndarray
        The heights, of the same shape.

    Examples
    --------
    >>> curve([-1, 0, 1]).round(3)
    array([-0.909,  0.841, -0.757])
    """
    return np.sin(3 * np.asarray(x, dtype=float) + 1)


def places(size: int) -> Floats:
    """Return where a sample is measured.

    Parameters
    ----------
    size : int
        How many points it has.

    Returns
    -------
    numpy.ndarray, shape (size,)
        The middles of equal parts of -1 to 1.

    Examples
    --------
    >>> places(4)
    array([-0.75, -0.25,  0.25,  0.75])
    """
    return (2 * np.arange(size) + 1) / size - 1


def solver(degree: int, size: int) -> Floats:
    """Return the matrix that turns measured y into the weights of the fitted polynomial.

    Parameters
    ----------
    degree : int
        Of the polynomial, 0 to 15.
    size : int
        How many points are fitted, at least 2.

    Returns
    -------
    numpy.ndarray, shape (degree + 1, size)
        With more weights than points many polynomials go through all of them; it is the one of the smallest weights.

    Raises
    ------
    ValueError
        If the degree is not a whole number from 0 to 15, or the size not one from 2 up.

    Examples
    --------
    >>> solver(0, 4)  # the mean
    array([[0.25, 0.25, 0.25, 0.25]])
    """
    if as_count("degree", degree, least=0) > MOST_DEGREE:
        raise ValueError(f"degree is {degree}; wanted a whole number from 0 to {MOST_DEGREE}")
    return np.linalg.pinv(legvander(places(as_count("size", size, least=2)), degree))


def smoother(degree: int, size: int, at: ArrayLike) -> Floats:
    """Return the matrix that turns measured y into the fitted polynomial.

    Parameters
    ----------
    degree, size : int
        As `solver` takes them.
    at : array_like, shape (m,)
        Where the polynomial is read.

    Returns
    -------
    numpy.ndarray, shape (m, size)
        Each row holds how much each measured y counts there; their sum is 1 up to rounding.

    Raises
    ------
    ValueError
        As `solver` does.

    Examples
    --------
    >>> smoother(0, 4, at=[0.5])
    array([[0.25, 0.25, 0.25, 0.25]])
    >>> smoother(1, 2, at=[-0.5, 0.0, 1.5]).round(9) + 0.0
    array([[ 1. ,  0. ],
           [ 0.5,  0.5],
           [-1. ,  2. ]])
    """
    solve = solver(degree, size)
    return legvander(np.asarray(at, dtype=float), degree) @ solve


GRID = np.linspace(-1, 1, 121)  # where new points are asked for, all equally often


@dataclass(frozen=True)
class Study:
    """Polynomials of one degree, each fitted to a noisy sample of its own.

    Attributes
    ----------
    x : numpy.ndarray, shape (size,)
        Where each sample was measured.
    y : numpy.ndarray, shape (resamples, size)
        What was measured.
    grid, truth : numpy.ndarray, shape (grid,)
        Places, and the curve there.
    fits : numpy.ndarray, shape (resamples, grid)
        The fitted polynomials.
    mean_fit : numpy.ndarray, shape (grid,)
        Their average.
    bias_squared, variance : numpy.ndarray, shape (grid,)
        Squared distance of the average from the curve, and mean squared distance of the fits from their average.
    noise : float
        Standard deviation of the noise.
    test_loss : float
        Mean squared residual expected at new noisy points: what the fits are off the curve, and the noise.
    training_loss : float
        Mean squared residual at the points that were fitted.
    """

    x: Floats
    y: Floats
    grid: Floats
    truth: Floats
    fits: Floats
    mean_fit: Floats
    bias_squared: Floats
    variance: Floats
    noise: float
    test_loss: float
    training_loss: float


@dataclass(frozen=True)
class Losses:
    """What all possible samples would give on average, at each degree from 0 to 15.

    Attributes
    ----------
    bias_squared, variance : numpy.ndarray, shape (16,)
        Averages over the grid.
    noise : float
        Standard deviation of the noise.
    test_loss, training_loss : numpy.ndarray, shape (16,)
        Mean squared residual at new points, which is bias² + variance + noise², and at the fitted points.
    """

    bias_squared: Floats
    variance: Floats
    noise: float
    test_loss: Floats
    training_loss: Floats


def study(degree: int, noise: float = 0.3, size: int = 30, resamples: int = 400, seed: int = 0) -> Study:
    """Draw many samples of the curve, fit a polynomial to each, and take its loss on new points apart.

    The random numbers belong to the seed: with another noise they are scaled, and more points are added to those there
    were, so that nothing else changes.

    Parameters
    ----------
    degree : int
        Of the polynomials, 0 to 15.
    noise : float, optional
        Standard deviation of the noise, 0 or more.
    size : int, optional
        Points in each sample, at least 2.
    resamples : int, optional
        How many samples, at least 2.
    seed : int, optional
        Of the noise.

    Returns
    -------
    Study
        The fits, their bias and variance, and both losses.

    Raises
    ------
    ValueError
        If the degree is not a whole number from 0 to 15, the noise is not a number from 0 up, or a count too small.

    References
    ----------
    Geman, Bienenstock and Doursat (1992), Neural Networks and the Bias/Variance Dilemma.

    Examples
    --------
    >>> for degree in (1, 4, 15):
    ...     found = study(degree)
    ...     print(*(round(float(np.mean(part)), 2) for part in (found.bias_squared, found.variance, found.test_loss)))
    0.39 0.01 0.49
    0.0 0.02 0.11
    0.0 0.56 0.65
    """
    noise, resamples = _as_noise(noise), as_count("resamples", resamples, least=2)
    on_grid = smoother(degree, size, GRID)
    rng = np.random.default_rng(as_count("seed", seed, least=0))
    x, truth = places(size), curve(GRID)
    y = curve(x) + noise * rng.standard_normal((size, resamples)).T
    fits = y @ on_grid.T  # (resamples, grid)
    mean_fit = fits.mean(axis=0)
    test_loss = np.mean((fits - truth) ** 2) + noise**2
    training_loss = np.mean((y - y @ smoother(degree, size, x).T) ** 2)
    return Study(
        x,
        y,
        GRID,
        truth,
        fits,
        mean_fit,
        (mean_fit - truth) ** 2,
        fits.var(axis=0),
        noise,
        float(test_loss),
        float(training_loss),
    )


def expected_losses(noise: float = 0.3, size: int = 30) -> Losses:
    """Work out, without drawing any sample, what the losses of each degree are on average.

    A fitted polynomial is a weighted sum of the measured y: its average is the same sum of the curve's heights, and its
    variance the sum of the squared weights, times noise².

    Parameters
    ----------
    noise : float, optional
        Standard deviation of the noise, 0 or more.
    size : int, optional
        Points in each sample, at least 2.

    Returns
    -------
    Losses
        For each degree from 0 to 15.

    Raises
    ------
    ValueError
        If the noise is not a number from 0 up, or the size is not a whole number of at least 2.

    Examples
    --------
    >>> losses = expected_losses(noise=0.3, size=30)
    >>> losses.test_loss[[1, 4, 15]].round(3), losses.training_loss[[1, 4, 15]].round(3)
    (array([0.485, 0.107, 0.68 ]), array([0.468, 0.076, 0.042]))
    """
    noise = _as_noise(noise)
    bias_squared, spread, missed, left = _parts(as_count("size", size, least=2))
    variance = noise**2 * spread
    return Losses(bias_squared, variance, noise, bias_squared + variance + noise**2, missed + noise**2 * left)


@lru_cache(maxsize=256)
def _parts(size: int) -> Floats:
    """Bias² and variance on the grid, and both at the fitted points, for noise 1; shape (4, degrees)."""
    x, parts = places(size), []
    for degree in range(MOST_DEGREE + 1):
        solve, on_grid, on_points = solver(degree, size), legvander(GRID, degree), legvander(x, degree)
        weights = solve @ curve(x)
        bias, missed = on_grid @ weights - curve(GRID), on_points @ weights - curve(x)
        left = 1 - min(degree + 1, size) / size  # each weight fits as much noise as one point has
        parts.append([np.mean(bias**2), np.sum((on_grid @ solve) ** 2) / GRID.size, np.mean(missed**2), left])
    return np.array(parts).T


def _as_noise(noise: float) -> float:
    noise = as_number("noise", noise)
    if not 0 <= noise <= LARGEST:
        raise ValueError(f"noise is {noise:g}; wanted a number from 0 to {LARGEST:g}, which can be squared")
    return noise
