"""Principal axes: the directions in which data varies most (PCA).

Notebook 01 (linear algebra) turns a line through a cloud of points. Legend: X is data, n samples (rows) of d features
(columns).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import LARGEST, as_matrix, as_vector
from helpers.maths.vectors import norm

Floats = NDArray[np.float64]

TIED = 1 - 1e-9  # sizes nearer to each other than this are set apart by rounding only


@dataclass(frozen=True, eq=False)
class PrincipalAxes:
    """The directions in which data varies most, made by `pca`.

    Attributes
    ----------
    directions : numpy.ndarray, shape (d, d)
        One direction of length 1 in each row, that of most variance first, at right angles to each other. The sign
        of a direction is free; here its largest number is positive, of equally large ones the first.
    variances : numpy.ndarray, shape (d,)
        The variance along each direction (division by n; scikit-learn's `explained_variance_` divides by n - 1).
    ratios : numpy.ndarray, shape (d,)
        The same as shares of their sum.
    mean, std : numpy.ndarray, shape (d,)
        What was subtracted from each feature and what it was divided by, in the feature's unit; 1 where nothing was
        standardised.
    """

    directions: Floats
    variances: Floats
    ratios: Floats
    mean: Floats
    std: Floats


def covariance(X: ArrayLike) -> Floats:
    """Measure which features vary together.

    Parameters
    ----------
    X : array_like, shape (n, d)
        n samples of d features.

    Returns
    -------
    numpy.ndarray, shape (d, d)
        Entry (i, j): the mean product of the two features' distances from their means (division by n), above 0 if
        both tend to be large together; on the diagonal each feature's variance.

    Raises
    ------
    ValueError
        If X is no finite matrix, or holds numbers beyond 1e100.

    Examples
    --------
    >>> covariance([[1, 2], [3, 6]])
    array([[1., 2.],
           [2., 4.]])
    """
    X = as_matrix("X", X, most=LARGEST)
    centred = X - X.mean(axis=0)
    return centred.T @ centred / len(X)  # (d, n) @ (n, d)


def variance_along(X: ArrayLike, direction: ArrayLike) -> float:
    """Measure how much data varies along one direction: the variance of its shadows on that line.

    Parameters
    ----------
    X : array_like, shape (n, d)
        n samples of d features, taken as they are: standardise them first if that is wanted.
    direction : array_like, shape (d,)
        Any vector that is not all zeros; its length and its sign do not matter.

    Returns
    -------
    float
        The variance (division by n), in the square of X's unit.

    Raises
    ------
    ValueError
        If X is no finite matrix, or the direction is no finite vector of d numbers, or all zeros.

    Examples
    --------
    >>> points = [[-1, -1], [1, 1]]
    >>> round(variance_along(points, [1, 1]), 9), variance_along(points, [1, -1]), variance_along(points, [1, 0])
    (2.0, 0.0, 1.0)
    """
    X = as_matrix("X", X, most=LARGEST)
    direction = as_vector("direction", direction, length=X.shape[1])
    length = norm(direction)
    if length == 0:
        raise ValueError("direction is all zeros; wanted at least one number other than 0")
    return float((X @ (direction / length)).var())


def pca(X: ArrayLike, standardised: bool = True) -> PrincipalAxes:
    """Find the directions in which data varies most: the eigenvectors of its covariance (PCA).

    Parameters
    ----------
    X : array_like, shape (n, d)
        At least two samples of d features.
    standardised : bool, optional
        Whether each feature is first shifted to mean 0 and scaled to standard deviation 1 (division by n, as in
        `StandardScaler`). Without that the feature with the largest numbers, perhaps because of its unit, takes most
        of the variance.

    Returns
    -------
    PrincipalAxes
        The directions, that of most variance first.

    Raises
    ------
    ValueError
        If X is no finite matrix, has fewer than two samples, a feature to standardise does not vary, or nothing does.

    References
    ----------
    Pearson (1901), On lines and planes of closest fit to systems of points in space.

    Examples
    --------
    >>> axes = pca([[1, 10], [2, 30], [3, 20]])
    >>> axes.variances.round(3), axes.directions.round(3)
    (array([1.5, 0.5]), array([[ 0.707,  0.707],
                               [ 0.707, -0.707]]))
    >>> pca([[1, 10], [2, 30], [3, 20]], standardised=False).ratios.round(3)
    array([0.993, 0.007])
    """
    X = as_matrix("X", X, most=LARGEST)
    if len(X) < 2:
        raise ValueError("X has 1 row; wanted at least two samples, which can vary")
    mean, variance = X.mean(axis=0), X.var(axis=0)
    varies = (np.ptp(X, axis=0) > 0) & (variance >= np.finfo(float).tiny)  # else it is a rest of rounding
    std = np.where(varies, np.sqrt(variance), 0)
    if not std.any():
        raise ValueError(f"X holds {len(X)} rows that are equal, or too near to be squared; wanted samples that vary")
    if not standardised:
        std = np.ones_like(std)
    elif not std.all():
        low, high = np.sort(X[:, std.argmin()])[[0, -1]]
        raise ValueError(
            f"column {std.argmin()} of X runs from {low:g} to {high:g}; standardising wants ones that vary"
        )
    variances, columns = np.linalg.eigh(covariance((X - mean) / std))  # ascending; eigenvectors as columns
    variances = variances[::-1].clip(min=0)  # a rest of rounding may be below
    directions = _turned(columns.T[::-1])
    return PrincipalAxes(directions, variances, variances / variances.sum(), mean, std)


def _turned(directions: Floats) -> Floats:
    """Turn each row over so that its largest number is positive, of equally large ones the first."""
    sizes = np.abs(directions)
    first = (sizes >= TIED * sizes.max(axis=1, keepdims=True)).argmax(axis=1)
    return directions * np.sign(np.take_along_axis(directions, first[:, np.newaxis], axis=1))
