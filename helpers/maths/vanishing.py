"""Two weights under an L1 penalty: from which penalty on each is exactly 0.

Notebook 01 (linear algebra) marks these penalties on a slider.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_matrix, as_vector


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
