"""Columns that move together: partial correlation, variance inflation, and weights that jump from sample to sample.

Notebook 04 (statistics) asks with these what a weight means when two features say nearly the same.
r: correlation of two columns, from -1 to 1; VIF: factor by which that inflates the variance of a weight
"""

from collections import namedtuple
from functools import partial
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from helpers.maths.checks import (
    LARGEST,
    as_count,
    as_number,
    check,
    checked,
    data_matrix,
    data_vector,
    positive,
    same_length,
)

ROUNDING = 1e-12  # of a column's length; a rest smaller than this is none
TRUTH = np.array([1.0, 1.0])  # both features count equally


def _columns(name, values):
    values = np.asarray(values)
    return data_matrix(name, values[:, np.newaxis] if values.ndim == 1 else values)


@checked(same_length("x", "y"), x=data_vector, y=data_vector, given=_columns)
def partial_correlation(x, y, given):
    """Correlate what is left of two columns (n,) when the best line through other columns is taken from each.

    `given`, what is held still, is one column (n,) or several (n, d).

    >>> x, given = np.arange(6), np.array([1, 1, 1, 0, 0, 0])
    >>> round(partial_correlation(x, x + 4 * given, given), 3)
    1.0
    """
    check(len(given) == x.size, f"given has {len(given)} rows; wanted {x.size}")
    others, left = _standardised(given), []
    for name, column in (("x", x), ("y", y)):
        rest = _rest(_standardised(column[:, np.newaxis])[:, 0], others)
        length = np.linalg.norm(rest)
        line = "is constant, or a line in the given columns says all of it"
        check(length >= ROUNDING, f"{name} {line}; nothing is left of it")
        left.append(rest / length)
    return float(np.clip(left[0] @ left[1], -1, 1))


@checked(X=data_matrix)
def vif(X):
    """Return by how much the variance of each feature's weight is multiplied because the other features resemble it.

    1 / (1 - R²), where R² is the share of a column that the others explain; X (n, d) has no column of ones.

    >>> vif([[1, 1], [2, 2], [3, 4]]).round(1)
    array([28., 28.])
    """
    columns = _standardised(X)
    varies = columns.any(axis=0)
    check(varies.all(), f"column {varies.argmin()} of X is constant; wanted features that vary")
    rests = np.array([np.linalg.norm(_rest(column, np.delete(columns, at, 1))) for at, column in enumerate(columns.T)])
    return np.divide(1, rests**2, out=np.full(rests.size, np.inf), where=rests > ROUNDING)


def _standardised(columns):
    """Columns with mean 0 and length 1; 0 where one is constant."""
    centred = columns - columns.mean(axis=0)
    lengths = np.linalg.norm(centred, axis=0)
    varies = lengths > ROUNDING * np.linalg.norm(columns, axis=0)
    return np.divide(centred, lengths, out=np.zeros_like(centred), where=varies)


def _rest(column, others):
    """What the best combination of other columns leaves of one."""
    return column - others @ np.linalg.lstsq(others, column, rcond=None)[0]


# weights (resamples, 2): what each sample gives; standard_error: of a weight; inflation: the VIF
# misses (resamples,): how far predictions are from the true model's, root mean square over the rows
# typical_miss, residual: root mean squares of misses and residuals of all possible samples, at any correlation
Weights = namedtuple("Weights", "weights standard_error inflation misses typical_miss residual")


def _no_extremes(correlation, noise, **_):
    check(abs(correlation) < 1, f"correlation is {correlation}; wanted a number between -1 and 1")
    check(noise <= LARGEST, f"noise is {noise:g}; wanted at most {LARGEST:g}, which can be squared")


@checked(_no_extremes, correlation=as_number, noise=positive, size=partial(as_count, least=3), resamples=as_count)
def resampled_weights(correlation, noise=1.0, size=50, resamples=200):
    """Fit y = x1 + x2 + noise to many samples with the same features, and return the weights of each.

    Features have mean 0, mean square 1 and the given correlation. No sample is drawn: least-squares weights are normal
    around the truth with covariance noise² (XᵀX)⁻¹. The random numbers are always the same.

    >>> resampled_weights(0.95).weights[0].round(2)
    array([1.06, 0.93])
    """
    z = np.random.default_rng(0).standard_normal((resamples, 2))
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


Slope = namedtuple("Slope", "slope low high")  # and the ends of its 95% interval


def fit_slope(y, x, *others):
    """Fit y = slope · x + intercept by least squares, or the slope of x in a plane over other columns besides."""
    columns = np.column_stack([x, *others])
    columns = columns - columns.mean(axis=0)
    weights, *_ = np.linalg.lstsq(columns, y, rcond=None)
    rest, left = y - y.mean() - columns @ weights, y.size - 1 - weights.size  # degrees of freedom
    error = sqrt(rest @ rest / left * np.linalg.inv(columns.T @ columns)[0, 0])
    reach = stdtrit(left, 0.975) * error
    return Slope(weights[0], weights[0] - reach, weights[0] + reach)
