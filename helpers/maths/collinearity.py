"""Columns that move together: partial correlation, variance inflation, and weights that jump from sample to sample.

Notebook 04 (statistics) asks with these what a weight means when two features say nearly the same. In the code:

- r: correlation of two columns, from -1 to 1
- VIF: variance inflation factor, by which the variance of a weight is multiplied
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import LARGEST, as_count, as_matrix, as_number, as_vector

Floats = NDArray[np.float64]

ROUNDING = 1e-12  # of a column's length; a rest smaller than this is none
TRUTH = np.array([1.0, 1.0])  # both features count equally


@dataclass(frozen=True)
class Weights:
    """The two weights of one linear model, fitted to many samples.

    Attributes
    ----------
    weights : numpy.ndarray, shape (resamples, 2)
        What each sample gives; the truth is 1 and 1.
    standard_error : float
        How far a weight typically is from the truth; the same for both.
    inflation : float
        The variance inflation factor.
    misses : numpy.ndarray, shape (resamples,)
        How far each sample's predictions are from the true model's, as a root mean square over the sample's rows.
    typical_miss : float
        Root mean square of the misses of all possible samples: noise · √(2 / size), at any correlation.
    residual : float
        Root mean square of the residuals of all possible samples: noise · √(1 - 2 / size), at any correlation.
    """

    weights: Floats
    standard_error: float
    inflation: float
    misses: Floats
    typical_miss: float
    residual: float


def partial_correlation(x: ArrayLike, y: ArrayLike, given: ArrayLike) -> float:
    """Correlate what is left of two columns when the best line through other columns is taken from each.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        The two columns.
    given : array_like, shape (n,) or (n, d)
        What is held still.

    Returns
    -------
    float
        From -1 to 1.

    Raises
    ------
    ValueError
        If the columns are not finite and of one length, or nothing is left of x or y.

    Examples
    --------
    >>> x, given = np.array([1, 2, 3, 4, 5, 6]), np.array([1, 1, 1, 0, 0, 0])
    >>> y = x + 4 * given
    >>> round(float(np.corrcoef(x, y)[0, 1]), 3), round(partial_correlation(x, y, given), 3)
    (-0.051, 1.0)
    """
    x = as_vector("x", x, most=LARGEST)
    y = as_vector("y", y, length=x.size, most=LARGEST)
    given = np.asarray(given)
    held = as_matrix("given", given[:, np.newaxis] if given.ndim == 1 else given, rows=x.size, most=LARGEST)
    others = _standardised(held)
    left = []
    for name, column in (("x", x), ("y", y)):
        rest = _rest(_standardised(column[:, np.newaxis])[:, 0], others)
        length = np.linalg.norm(rest)
        if length < ROUNDING:
            raise ValueError(
                f"{name} is constant, or a line in the given columns says all of it; nothing is left of it"
            )
        left.append(rest / length)
    return float(np.clip(left[0] @ left[1], -1, 1))


def vif(X: ArrayLike) -> Floats:
    """Return by how much the variance of each feature's weight is multiplied because the other features resemble it.

    Parameters
    ----------
    X : array_like, shape (n, d)
        One column for each feature, without a column of ones.

    Returns
    -------
    numpy.ndarray, shape (d,)
        1 / (1 - R²), where R² is the share of a column that the others explain: 1 for a column like no other, infinite
        for one that the others determine.

    Raises
    ------
    ValueError
        If X is not a finite matrix of at least two rows, or a column is constant.

    References
    ----------
    Belsley, Kuh and Welsch (1980), Regression Diagnostics.

    Examples
    --------
    >>> vif([[1, 1], [1, -1], [-1, 1], [-1, -1]])
    array([1., 1.])
    >>> from helpers.data.sets import people
    >>> staff = people()
    >>> vif(np.column_stack([staff.age, staff.experience])).round(1)
    array([11.5, 11.5])
    """
    columns = _standardised(as_matrix("X", X, most=LARGEST))
    constant = np.flatnonzero(~columns.any(axis=0))
    if constant.size:
        raise ValueError(f"column {constant[0]} of X is constant; wanted features that vary")
    rests = np.array([np.linalg.norm(_rest(column, np.delete(columns, at, 1))) for at, column in enumerate(columns.T)])
    return np.divide(1, rests**2, out=np.full(rests.size, np.inf), where=rests > ROUNDING)


def resampled_weights(
    correlation: float, noise: float = 1.0, size: int = 50, resamples: int = 200, seed: int = 0
) -> Weights:
    """Fit y = x1 + x2 + noise to many samples with the same features, and return the weights of each.

    Features have mean 0, mean square 1 and the given correlation, and the model has no intercept. No sample is drawn:
    least-squares weights are normal around the truth with covariance noise² (XᵀX)⁻¹. The random numbers belong to the
    seed, so that another correlation, noise or size moves every sample's weights a little.

    Parameters
    ----------
    correlation : float
        Of the two features, between -1 and 1.
    noise : float, optional
        Standard deviation of the noise, above 0.
    size : int, optional
        Rows in each sample, at least 3.
    resamples : int, optional
        How many samples.
    seed : int, optional
        Of the noise.

    Returns
    -------
    Weights
        The weights and what they do to the predictions.

    Raises
    ------
    ValueError
        If the correlation is not between -1 and 1, the noise is not a number above 0, or a count too small.

    Examples
    --------
    >>> for correlation in (0, 0.95):
    ...     found = resampled_weights(correlation)
    ...     print(found.weights[0].round(2), *(round(each, 2) for each in (found.standard_error, found.typical_miss)))
    [1.02 0.98] 0.14 0.2
    [1.06 0.93] 0.45 0.2
    """
    correlation, noise = as_number("correlation", correlation), as_number("noise", noise, above=0)
    if abs(correlation) >= 1:
        raise ValueError(f"correlation is {correlation}; wanted a number between -1 and 1")
    if noise > LARGEST:
        raise ValueError(f"noise is {noise:g}; wanted at most {LARGEST:g}, which can be squared")
    size, resamples = as_count("size", size, least=3), as_count("resamples", resamples)
    z = np.random.default_rng(as_count("seed", seed, least=0)).standard_normal((resamples, 2))
    inflation = 1 / (1 - correlation**2)
    root = np.array([[sqrt(inflation), 0], [-correlation * sqrt(inflation), 1]])  # root rootᵀ = size (XᵀX)⁻¹
    alone = noise / sqrt(size)  # standard error without correlation
    return Weights(
        TRUTH + alone * z @ root.T,
        alone * sqrt(inflation),
        inflation,
        alone * np.linalg.norm(z, axis=1),  # offᵀ XᵀX off = noise² zᵀz: the correlation falls out
        noise * sqrt(2 / size),
        noise * sqrt(1 - 2 / size),
    )


def _standardised(columns: Floats) -> Floats:
    """Columns with mean 0 and length 1; 0 where one is constant."""
    scale = np.abs(columns).max(axis=0)
    centred = columns / np.where(scale > 0, scale, 1)
    centred -= centred.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=0)
    varies = lengths > ROUNDING
    return np.where(varies, centred / np.where(varies, lengths, 1), 0)


def _rest(column: Floats, others: Floats) -> Floats:
    """What the best combination of other columns leaves of one."""
    return column - others @ np.linalg.lstsq(others, column, rcond=None)[0]
