"""Linear regression: the line, its loss and gradient, and the best line in closed form.

Notebook 05 (regression lab) builds each of these first by hand. Legend: `X` design matrix, one row a sample;
`y` targets; `w` weights, one for each column of `X`; n samples, d weights.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import LARGEST, as_matrix, as_vector


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
