"""Penalties on the size of the weights: ridge (L2) shrinks them all, lasso (L1) sets some to exactly 0.

Notebook 01 (linear algebra) meets them as two ways to measure a vector. Legend: `X` one row a sample; `y` targets;
`w` weights, one for each column of `X`; n samples, d weights. No intercept is fitted: where one is wanted, subtract
the means from the columns of `X` and from `y` first. The penalties are counted as scikit-learn's `alpha`.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import LARGEST, as_matrix, as_number, as_vector

Floats = NDArray[np.float64]

KINDS = ("L1", "L2")
MOST_SWEEPS, SHORT_CUT = 10_000, 100
SETTLED = 1e-13  # a sweep that moves the predictions by less than this share of y's spread is rounding


def ridge(X: ArrayLike, y: ArrayLike, penalty: float) -> Floats:
    """Find the weights of least |y - Xw|² + penalty · |w|²: least squares that pays for long weights.

    Parameters
    ----------
    X : array_like, shape (n, d)
        Features, without a column for the intercept.
    y : array_like, shape (n,)
        Targets.
    penalty : float
        Above 0; what a weight of length 1 costs, in units of y squared.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The solution of (XᵀX + penalty · I) w = Xᵀy: `Ridge(alpha=penalty, fit_intercept=False)` of scikit-learn.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not finite or above 1e100, or the penalty is not above 0.

    References
    ----------
    A. E. Hoerl and R. W. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", 1970.

    Examples
    --------
    >>> ridge([[1, 0], [0, 2]], [4, 4], penalty=1)
    array([2. , 1.6])
    """
    return path(X, y, [penalty], "L2")[0]


def lasso(X: ArrayLike, y: ArrayLike, penalty: float) -> Floats:
    """Find the weights of least |y - Xw|² / 2n + penalty · (|w₁| + |w₂| + ...), one weight at a time.

    Parameters
    ----------
    X : array_like, shape (n, d)
        Features, without a column for the intercept.
    y : array_like, shape (n,)
        Targets.
    penalty : float
        Above 0; what a weight of size 1 costs, in units of y squared.

    Returns
    -------
    numpy.ndarray, shape (d,)
        `Lasso(alpha=penalty, fit_intercept=False)` of scikit-learn; a weight that does not earn its price is exactly 0.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not finite or above 1e100, the penalty is not above 0, or columns are so
        alike (or so many more than rows) that the weights do not come to rest.

    References
    ----------
    R. Tibshirani, "Regression shrinkage and selection via the lasso", 1996; J. Friedman, T. Hastie and R. Tibshirani,
    "Regularization paths for generalized linear models via coordinate descent", 2010.

    Examples
    --------
    >>> lasso([[1, 0], [0, 2]], [4, 1], penalty=1.5)
    array([1., 0.])
    """
    return path(X, y, [penalty], "L1")[0]


def path(X: ArrayLike, y: ArrayLike, penalties: ArrayLike, kind: str) -> Floats:
    """Find the penalised weights for many penalties.

    Parameters
    ----------
    X : array_like, shape (n, d)
        Features, without a column for the intercept.
    y : array_like, shape (n,)
        Targets.
    penalties : array_like, shape (k,)
        All above 0.
    kind : {"L1", "L2"}
        "L1" as in `lasso`, "L2" as in `ridge`.

    Returns
    -------
    numpy.ndarray, shape (k, d)
        One row of weights for each penalty.

    Raises
    ------
    ValueError
        As for `lasso` and `ridge`, or if there is no such kind.

    Examples
    --------
    >>> path([[1, 0], [0, 2]], [4, 1], [0.5, 1.5, 3], "L1")
    array([[3.  , 0.25],
           [1.  , 0.  ],
           [0.  , 0.  ]])
    """
    X = as_matrix("X", X, most=LARGEST)
    y = as_vector("y", y, X.shape[0], most=LARGEST)
    penalties = as_vector("penalties", penalties)
    as_number("the penalty", penalties.min(), above=0)
    if kind not in KINDS:
        raise ValueError(f"kind is {kind!r}; wanted one of {', '.join(KINDS)}")
    return (_lasso_path if kind == "L1" else _ridge_path)(X, y, penalties)


def _ridge_path(X: Floats, y: Floats, penalties: Floats) -> Floats:
    """Shrink the least-squares weights along each singular direction: 1/s becomes s / (s² + penalty)."""
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    s[s <= max(X.shape) * np.finfo(float).eps * s[0]] = 0  # rounding, no direction
    along = s / (s**2 + penalties[:, np.newaxis]) * (U.T @ y)  # (penalties, directions)
    return along @ Vt


def _lasso_path(X: Floats, y: Floats, penalties: Floats) -> Floats:
    """Find each row of weights, beginning from the row before: the next penalty's weights are mostly near."""
    n, d = X.shape
    gram, moment = X.T @ X / n, X.T @ y / n
    least_move = SETTLED * np.sqrt(y @ y / n)
    w, rows = np.zeros(d), []
    for penalty in penalties.tolist():
        w = _coordinate_descent(gram, moment, penalty, w, least_move)
        rows.append(w)
    return np.array(rows)


def _coordinate_descent(gram: Floats, moment: Floats, penalty: float, start: Floats, least_move: float) -> Floats:
    """Set one weight after the other to its best, with the others as they are, until a sweep moves none."""
    w, bends, present = start.copy(), np.diag(gram), np.flatnonzero(np.diag(gram))
    for sweep in range(1, MOST_SWEEPS + 1):
        before = w.copy()
        for j in present:
            pull = moment[j] - gram[j] @ w + bends[j] * w[j]  # the column times what the others leave over
            w[j] = (pull - max(-penalty, min(pull, penalty))) / bends[j]  # 0 if the pull is at most the penalty
        if (np.abs(w - before) * np.sqrt(bends)).max() <= least_move:
            return w
        if sweep % SHORT_CUT == 0:
            w = _go_on(gram, moment, penalty, w)
    raise ValueError(
        f"after {MOST_SWEEPS:,} sweeps the weights still move; wanted columns of X that are less alike, or a larger "
        "penalty"
    )


def _go_on(gram: Floats, moment: Floats, penalty: float, w: Floats) -> Floats:
    """Go where the weights with these signs are best, one linear system, but no farther than one becomes 0.

    Columns that are nearly alike trade weight in ever so small moves; this takes them all at once.
    """
    at = np.flatnonzero(w)
    here, pull = w[at], moment[at] - penalty * np.sign(w[at]) - gram[at] @ w
    move = np.linalg.lstsq(gram[np.ix_(at, at)], pull, rcond=None)[0]
    shares = np.divide(-here, move, out=np.full(at.size, np.inf), where=here * move < 0)  # of the move, until 0
    share = min(1.0, shares.min(initial=1.0))
    result = np.zeros_like(w)
    result[at] = np.where(shares > share, here + share * move, 0)
    return result
