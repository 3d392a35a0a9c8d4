"""Penalties on the size of the weights: ridge (L2) shrinks them all, lasso (L1) sets some to exactly 0.

Notebook 01 (linear algebra) meets them as two ways to measure a vector. Legend: `X` one row a sample; `y` targets;
`w` weights, one for each column of `X`; n samples, d weights. No intercept is fitted: where one is wanted, subtract
the means from the columns of `X` and from `y` first. The penalties are counted as scikit-learn's `alpha`.

The regression lab in plain Python: no NumPy, one loop a function, as notebook 05 builds it.

The names are the lab's own: `compute_loss`, `gradient_step`, `train`. `helpers.maths.regression` is
the same in NumPy.

Linear regression: the line, its loss and gradient, and the best line in closed form.

Notebook 05 (regression lab) builds each of these first by hand. Legend: `X` design matrix, one row a sample;
`y` targets; `w` weights, one for each column of `X`; n samples, d weights.

Scaling: a feature in standard deviations from its mean, and a line over it back in the feature's own units.

Notebook 05 (regression lab) repairs a crawling run with it.

Two weights under an L1 penalty: from which penalty on each is exactly 0.

Notebook 01 (linear algebra) marks these penalties on a slider.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import LARGEST, as_matrix, as_number, as_vector

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


Numbers = Sequence[float]


def compute_loss(slope: float, intercept: float, sizes: Numbers, prices: Numbers) -> float:
    """Average the squared differences between the line and the prices.

    Parameters
    ----------
    slope : float
        Thousand a sqm.
    intercept : float
        Thousand, at 0 sqm.
    sizes, prices : sequence of float, length n
        The flats, in sqm and in thousand.

    Returns
    -------
    float
        The loss, in thousand squared.

    Examples
    --------
    >>> compute_loss(4, 20, [30, 45], [150, 200])
    50.0
    """
    total = 0.0
    for size, price in zip(sizes, prices, strict=True):
        residual = slope * size + intercept - price
        total += residual**2
    return total / len(sizes)


def sensitivities(slope: float, intercept: float, sizes: Numbers, prices: Numbers) -> tuple[float, float]:
    """Measure how fast the loss rises with each of the two numbers: the gradient.

    Parameters
    ----------
    slope, intercept, sizes, prices
        As in `compute_loss`.

    Returns
    -------
    slope_sensitivity, intercept_sensitivity : float
        Loss units per unit of the slope and per unit of the intercept.

    Examples
    --------
    >>> sensitivities(0, 0, [30, 45], [150, 200])
    (-13500.0, -350.0)
    """
    slope_sum = intercept_sum = 0.0
    for size, price in zip(sizes, prices, strict=True):
        residual = slope * size + intercept - price
        slope_sum += residual * size
        intercept_sum += residual
    return 2 * slope_sum / len(sizes), 2 * intercept_sum / len(sizes)


def gradient_step(
    slope: float, intercept: float, sizes: Numbers, prices: Numbers, learning_rate: float
) -> tuple[float, float]:
    """Take one step against the gradient.

    Parameters
    ----------
    slope, intercept, sizes, prices
        As in `compute_loss`.
    learning_rate : float
        The step is this many times the gradient.

    Returns
    -------
    slope, intercept : float
        The line after the step.

    Examples
    --------
    >>> gradient_step(0, 0, [30, 45], [150, 200], learning_rate=0.0001)
    (1.35, 0.035)
    """
    slope_sensitivity, intercept_sensitivity = sensitivities(slope, intercept, sizes, prices)
    return slope - learning_rate * slope_sensitivity, intercept - learning_rate * intercept_sensitivity


def train(
    sizes: Numbers, prices: Numbers, learning_rate: float = 0.0001, iterations: int = 300
) -> tuple[float, float, list[float]]:
    """Repeat the step from slope 0 and intercept 0, and keep the loss after each one.

    Parameters
    ----------
    sizes, prices
        As in `compute_loss`.
    learning_rate : float, optional
        As in `gradient_step`.
    iterations : int, optional
        How many steps to take.

    Returns
    -------
    slope, intercept : float
        The line after the last step.
    history : list of float, length iterations
        The loss after each step.

    Examples
    --------
    >>> slope, intercept, history = train([30, 45], [150, 200], iterations=2)
    >>> [round(loss, 1) for loss in history]
    [15681.7, 7893.1]
    """
    slope = intercept = 0.0
    history = []
    for _ in range(iterations):
        slope, intercept = gradient_step(slope, intercept, sizes, prices, learning_rate)
        history.append(compute_loss(slope, intercept, sizes, prices))
    return slope, intercept, history


def design_matrix(x: ArrayLike) -> NDArray[np.float64]:
    """Put a column of ones beside one feature, so that a line is `X @ (slope, intercept)`.

    Parameters
    ----------
    x : array_like, shape (n,)
        One feature, e.g. sizes in sqm.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        The feature, and ones for the intercept.

    Raises
    ------
    ValueError
        If `x` is not a finite vector.

    Examples
    --------
    >>> design_matrix([30, 45]) @ [4, 20]
    array([140., 200.])
    """
    x = as_vector("x", x)
    return np.column_stack([x, np.ones_like(x)])


def mean_squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Average the squared residuals.

    Parameters
    ----------
    y_true, y_pred : array_like, shape (n,)
        Targets and predictions, in the same unit.

    Returns
    -------
    float
        The loss, in that unit squared.

    Raises
    ------
    ValueError
        If the two are not finite vectors of one length.

    Examples
    --------
    >>> mean_squared_error([150, 200], [140, 200])
    50.0
    """
    y_true = as_vector("y_true", y_true, most=LARGEST)
    y_pred = as_vector("y_pred", y_pred, y_true.size)
    with np.errstate(over="ignore"):  # the predictions of a diverging run
        return float(np.mean((y_pred - y_true) ** 2))


def gradient(X: ArrayLike, y: ArrayLike, w: ArrayLike) -> NDArray[np.float64]:
    """Differentiate the mean squared error: (2/n) Xᵀ(Xw - y).

    Parameters
    ----------
    X : array_like, shape (n, d)
        Design matrix.
    y : array_like, shape (n,)
        Targets.
    w : array_like, shape (d,)
        Weights.

    Returns
    -------
    numpy.ndarray, shape (d,)
        One slope of the loss for each weight: loss units per unit of the weight.

    Raises
    ------
    ValueError
        If the shapes do not fit or a value is not finite.

    Examples
    --------
    >>> gradient([[30, 1], [45, 1]], [150, 200], [0, 0])
    array([-13500.,   -350.])
    """
    X = as_matrix("X", X)
    y = as_vector("y", y, X.shape[0])
    w = as_vector("w", w, X.shape[1])
    return 2 / y.size * X.T @ (X @ w - y)


def least_squares(X: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Find the weights of least mean squared error in one solve.

    Parameters
    ----------
    X : array_like, shape (n, d)
        Design matrix.
    y : array_like, shape (n,)
        Targets.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The best weights; of all equally good ones (collinear columns) the shortest.

    Raises
    ------
    ValueError
        If the shapes do not fit or a value is not finite or above 1e100.

    Notes
    -----
    Solved through the singular values (`numpy.linalg.lstsq`), which does not square the condition number
    as the normal equation (XᵀX) w = Xᵀy does.

    Examples
    --------
    >>> least_squares([[0, 1], [1, 1], [2, 1]], [1, 3, 5]).round(12)
    array([2., 1.])
    """
    X = as_matrix("X", X, most=LARGEST)
    y = as_vector("y", y, X.shape[0], most=LARGEST)
    # columns of very different size (x², 1) are brought to one length first, so that no direction is cut off as noise
    lengths = np.linalg.norm(X, axis=0)
    lengths[lengths == 0] = 1
    return np.linalg.lstsq(X / lengths, y, rcond=None)[0] / lengths


def r2_score(y_true: ArrayLike, y_pred: ArrayLike) -> float:
    """Measure the share of the targets' variance that the predictions explain (R²).

    Parameters
    ----------
    y_true, y_pred : array_like, shape (n,)
        Targets and predictions, in the same unit.

    Returns
    -------
    float
        1 for a perfect fit, 0 for always answering the mean, negative for worse than that.

    Raises
    ------
    ValueError
        If the two are not finite vectors of one length, or all targets are equal.

    Examples
    --------
    >>> r2_score([1, 2, 3], [1, 2, 4])
    0.5
    """
    y_true = as_vector("y_true", y_true, most=LARGEST)
    error = mean_squared_error(y_true, y_pred)
    variance = float(np.mean((y_true - y_true.mean()) ** 2))
    if variance == 0:
        raise ValueError(f"y_true holds {y_true.size} equal values; R² wants targets that vary")
    return 1 - error / variance


def standardize(x: ArrayLike) -> tuple[NDArray[np.float64], float, float]:
    """Shift and scale a feature to mean 0 and standard deviation 1.

    Parameters
    ----------
    x : array_like, shape (n,)
        One feature, e.g. sizes in sqm.

    Returns
    -------
    z : numpy.ndarray, shape (n,)
        The feature in standard deviations from its mean (no unit).
    mean, std : float
        What was subtracted and what was divided by (division by n, as in `StandardScaler`), in the unit of `x`.

    Raises
    ------
    ValueError
        If `x` is not a finite vector, or its values are equal or differ too little to be squared.

    Examples
    --------
    >>> z, mean, std = standardize([30, 60, 90])
    >>> z.round(3), mean, round(std, 3)
    (array([-1.225,  0.   ,  1.225]), 60.0, 24.495)
    """
    x = as_vector("x", x, most=LARGEST)
    mean, std = float(x.mean()), float(x.std())
    if np.ptp(x) == 0 or std == 0:
        raise ValueError(f"x holds {x.size} values from {x.min():g} to {x.max():g}; standardising wants ones that vary")
    return (x - mean) / std, mean, std


def back_to_units(slope: float, intercept: float, mean: float, std: float) -> tuple[float, float]:
    """Turn a line over a standardised feature into the same line over the feature itself.

    Parameters
    ----------
    slope, intercept : float
        The line over z = (x - mean) / std.
    mean, std : float
        As returned by `standardize`, in the unit of x; `std` above 0.

    Returns
    -------
    slope, intercept : float
        The line over x: per unit of x, and at x = 0.

    Raises
    ------
    ValueError
        If a value is not finite or `std` is not above 0.

    Examples
    --------
    >>> back_to_units(slope=100, intercept=300, mean=70, std=25)
    (4.0, 20.0)
    """
    slope, intercept = as_number("slope", slope), as_number("intercept", intercept)
    mean, std = as_number("mean", mean), as_number("std", std, above=0)
    return slope / std, intercept - slope * mean / std


def zero_from(X: ArrayLike, y: ArrayLike) -> NDArray[np.float64]:
    """Find the penalty from which on each of two weights is exactly 0.

    The weight of the column that pulls more goes last, when the penalty is as large as that pull. The other one is 0
    while what the first leaves of its pull, left + penalty · alike, is no larger than the penalty.

    Parameters
    ----------
    X : array_like, shape (n, 2)
        Two standardised features that are not the same.
    y : array_like, shape (n,)
        Targets with mean 0.

    Returns
    -------
    numpy.ndarray, shape (2,)
        The penalties, as `alpha` of scikit-learn's Lasso.

    Raises
    ------
    ValueError
        If X is not a finite matrix of two columns with a target for each row.

    References
    ----------
    Tibshirani, R. (1996). Regression shrinkage and selection via the lasso. Journal of the Royal Statistical Society
    B, 58, 267-288: its section 2 on two features.

    Examples
    --------
    >>> zero_from([[1, 1], [1, -1], [-1, 1], [-1, -1]], [3, 1, -1, -3])
    array([2., 1.])
    """
    X = as_matrix("X", X)
    if X.shape[1] != 2:
        raise ValueError(f"X has {X.shape[1]} columns; wanted 2")
    y = as_vector("y", y, X.shape[0])
    pulls, alike = X.T @ y / y.size, float(np.mean(X[:, 0] * X[:, 1]))
    last = int(np.abs(pulls).argmax())
    left = pulls[1 - last] - alike * pulls[last]
    penalties = np.abs(pulls)
    penalties[1 - last] = abs(left) / (1 - alike * np.sign(left) * np.sign(pulls[last]))
    return penalties
