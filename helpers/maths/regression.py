"""Linear regression: the line, its loss and gradient, the best line at once, and what a price on the weights changes.

Notebook 05 (regression lab) builds the line by hand, in loops first; notebook 01 (linear algebra) meets the penalties
as two ways to measure a vector; 04 (statistics) asks what a weight means when two features say nearly the same. Legend:
`X` one row a sample; `y` targets; `w` weights, one for each column of `X`; n samples, d weights. Slope in thousand a
sqm, intercept in thousand, sizes in sqm, prices in thousand.
"""

from collections import namedtuple
from functools import partial
from math import sqrt

import numpy as np
from scipy.special import stdtrit

from helpers.maths.checks import LARGEST, as_count, as_matrix, as_vector, check, checked, same_length

# the lab in plain Python: one loop a function


def compute_loss(slope, intercept, sizes, prices):
    """Average the squared differences between the line and the prices."""
    total = 0.0
    for size, price in zip(sizes, prices, strict=True):
        residual = slope * size + intercept - price
        total += residual**2
    return total / len(sizes)


def sensitivities(slope, intercept, sizes, prices):
    """Measure how fast the loss rises with the slope and with the intercept: the gradient."""
    slope_sum = intercept_sum = 0.0
    for size, price in zip(sizes, prices, strict=True):
        residual = slope * size + intercept - price
        slope_sum += residual * size
        intercept_sum += residual
    return 2 * slope_sum / len(sizes), 2 * intercept_sum / len(sizes)


def gradient_step(slope, intercept, sizes, prices, learning_rate):
    """Take one step against the gradient."""
    slope_sensitivity, intercept_sensitivity = sensitivities(slope, intercept, sizes, prices)
    return slope - learning_rate * slope_sensitivity, intercept - learning_rate * intercept_sensitivity


def train(sizes, prices, learning_rate=0.0001, iterations=300):
    """Repeat the step from slope 0 and intercept 0, and keep the loss after each one."""
    slope = intercept = 0.0
    history = []
    for _ in range(iterations):
        slope, intercept = gradient_step(slope, intercept, sizes, prices, learning_rate)
        history.append(compute_loss(slope, intercept, sizes, prices))
    return slope, intercept, history


# the same in NumPy, for any number of features


@checked(x="vector")
def design_matrix(x):
    """Put a column of ones beside one feature, so that a line is `X @ (slope, intercept)`.

    >>> design_matrix([30, 45]) @ [4, 20]
    array([140., 200.])
    """
    return np.column_stack([x, np.ones(len(x))])


@checked(same_length("y_true", "y_pred"), y_true="data vector", y_pred="vector")
def mean_squared_error(y_true, y_pred):
    """Average the squared residuals, in the targets' unit squared.

    >>> mean_squared_error([150, 200], [140, 200])
    50.0
    """
    with np.errstate(over="ignore"):  # the predictions of a diverging run
        return float(np.mean(np.subtract(y_pred, y_true) ** 2))


@checked(same_length("X", "y"), X="matrix", y="vector")
def gradient(X, y, w):
    """Differentiate the mean squared error, one slope for each weight: (2/n) Xᵀ(Xw - y).

    >>> gradient([[30, 1], [45, 1]], [150, 200], [0, 0])
    array([-13500.,   -350.])
    """
    return 2 / y.size * X.T @ (X @ as_vector("w", w, X.shape[1]) - y)


@checked(same_length("X", "y"), X="data matrix", y="data vector")
def least_squares(X, y):
    """Find the weights of least mean squared error in one solve; of equally good ones (collinear columns) the shortest.

    >>> least_squares([[0, 1], [1, 1], [2, 1]], [1, 3, 5]).round(12)
    array([2., 1.])
    """
    # columns of very different size (x², 1) are brought to one length first, so that no direction is cut off as noise
    lengths = np.linalg.norm(X, axis=0)
    lengths[lengths == 0] = 1
    return np.linalg.lstsq(X / lengths, y, rcond=None)[0] / lengths


@checked(same_length("y_true", "y_pred"), y_true="data vector", y_pred="vector")
def r2_score(y_true, y_pred):
    """Measure the share of the targets' variance that the predictions explain: 1 at best, 0 for always saying the mean.

    >>> r2_score([1, 2, 3], [1, 2, 4])
    0.5
    """
    variance = float(y_true.var())
    check(variance > 0, f"y_true holds {y_true.size} equal values; R² wants targets that vary")
    return 1 - mean_squared_error(y_true, y_pred) / variance


def standardize(x):
    """Shift and scale a feature to mean 0 and standard deviation 1; division by n, as in `StandardScaler`."""
    return (x - x.mean()) / x.std()


# penalties: ridge (L2) shrinks all weights, lasso (L1) sets some to exactly 0; no intercept is fitted

KINDS = ("L1", "L2")


@checked(same_length("X", "y"), X="data matrix", y="data vector", penalty="positive")
def ridge(X, y, penalty):
    """Find the weights of least |y - Xw|² + penalty · |w|²: Hoerl and Kennard, 1970; scikit-learn's `Ridge`.

    >>> ridge([[1, 0], [0, 2]], [4, 4], penalty=1)
    array([2. , 1.6])
    """
    return path(X, y, [penalty], "L2")[0]


@checked(same_length("X", "y"), X="data matrix", y="data vector", penalty="positive")
def lasso(X, y, penalty):
    """Find the weights of least |y - Xw|² / 2n + penalty · (|w₁| + ... + |wd|) (Tibshirani, 1996; `Lasso`).

    A weight that does not earn its price is exactly 0.

    >>> lasso([[1, 0], [0, 2]], [4, 1], penalty=1.5)
    array([1., 0.])
    """
    return path(X, y, [penalty], "L1")[0]


def path(X, y, penalties, kind):
    """Find the weights for many penalties, "L1" or "L2": one row for each, shape (penalties, d)."""
    penalties = np.asarray(penalties, dtype=float)
    if kind == "L1":
        return np.array([_lasso(X, y, penalty) for penalty in penalties])
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    s[s <= max(X.shape) * np.finfo(float).eps * s[0]] = 0  # rounding, no direction
    along = s / (s**2 + penalties[:, np.newaxis]) * (U.T @ y)  # (penalties, directions): 1/s becomes s / (s² + penalty)
    return along @ Vt


def _lasso(X, y, penalty):
    """Find the residuals first: of all that no column pulls by more than the penalty, those nearest to y.

    Non-negative least squares solves such a problem of least distance, and what it multiplies by are the weights:
    C. Lawson and R. Hanson, "Solving least squares problems", 1974, chapter 23.
    """
    from scipy.optimize import nnls

    both = np.hstack([X, -X])  # a weight is what its column gets, less what the opposite column gets
    length = np.linalg.norm(y) or 1.0
    beyond = (both.T @ y - y.size * penalty) / length  # how far each pull is above the penalty before any weight
    parts, _ = nnls(np.vstack([both, beyond]), np.eye(y.size + 1)[-1])
    gets, opposite = np.split(length * parts / (1 - beyond @ parts), 2)
    return gets - opposite


def zero_from(X, y):
    """Find the L1 penalty from which on each of two weights is 0: standardised columns, targets of mean 0.

    The weight of the column that pulls more goes last; the other one is 0 while what the first leaves of its pull,
    left + penalty · alike, is no larger than the penalty (Tibshirani, 1996, section 2).
    """
    pulls, alike = X.T @ y / y.size, float(np.mean(X[:, 0] * X[:, 1]))
    last = int(np.abs(pulls).argmax())
    left = pulls[1 - last] - alike * pulls[last]
    penalties = np.abs(pulls)
    penalties[1 - last] = abs(left) / (1 - alike * np.sign(left) * np.sign(pulls[last]))
    return penalties


# columns that move together: r, correlation of two columns, from -1 to 1; VIF, variance inflation factor of a weight

ROUNDING = 1e-12  # of a column's length; a rest smaller than this is none
TRUTH = np.array([1.0, 1.0])  # both features count equally


def _columns(name, values):
    values = np.asarray(values)
    return as_matrix(name, values[:, np.newaxis] if values.ndim == 1 else values, most=LARGEST)


@checked(same_length("x", "y"), x="data vector", y="data vector", given=_columns)
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


@checked(X="data matrix")
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


@checked(_no_extremes, correlation="number", noise="positive", size=partial(as_count, least=3), resamples="count")
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
