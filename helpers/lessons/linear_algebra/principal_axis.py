"""Exercise of notebook 01 on principal axes: the direction in which standardised data vary most.

An axis is right with either sign.
Legend: `X` data, a row for each sample; `Z` standardised data. Each mistake is the formula that a learner who makes it
has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.answers import Numbers
from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.linear_algebra.signs import turned, with_either_sign
from helpers.lessons.verdicts import State, Verdict

# age in years, income in thousand a year, tenure in months; length, weight and price of something else; and three
# features of which np.linalg.eig happens not to put the largest variance first
CUSTOMERS = (
    (
        np.array(
            [[25.0, 30.0, 10.0], [32.0, 52.0, 30.0], [41.0, 90.0, 12.0], [47.0, 61.0, 50.0], [58.0, 99.0, 28.0]],
        ),
    ),
    (
        np.array(
            [[9.0, 400.0, 1.5], [7.0, 520.0, 3.0], [6.5, 410.0, 2.5], [4.0, 700.0, 2.0], [3.0, 640.0, 4.5]],
        ),
    ),
    (
        np.array(
            [[5.0, 21.0, 22.0], [1.0, 4.0, 14.0], [12.0, 26.0, 15.0], [13.0, 13.0, 20.0], [18.0, 6.0, 22.0]],
        ),
    ),
)


def _axis(S: np.ndarray, which: int = -1) -> Numbers:
    """Eigenvector of a symmetric matrix; they are sorted by eigenvalue, the largest last."""
    return turned(np.linalg.eigh(S)[1][:, which])


def _centred(X: np.ndarray) -> np.ndarray:
    return X - X.mean(axis=0)


def _standardised(X: np.ndarray) -> np.ndarray:
    return _centred(X) / X.std(axis=0)


def _covariance(X: np.ndarray) -> np.ndarray:
    return np.cov(X, rowvar=False)


def _first_axis(X: np.ndarray) -> Numbers:
    return _axis(_covariance(_standardised(X)))


def _eigenvectors(X: np.ndarray) -> np.ndarray:
    """Every axis of the standardised data, in columns."""
    return np.linalg.eigh(_covariance(_standardised(X)))[1]


def _first_by_eig(X: np.ndarray) -> Numbers:
    return turned(np.linalg.eig(_covariance(_standardised(X)))[1][:, 0])


def _row_by_eig(X: np.ndarray) -> Numbers:
    values, vectors = np.linalg.eig(_covariance(_standardised(X)))
    return turned(vectors[np.argmax(values)])


def _along(X: np.ndarray) -> np.ndarray:
    """Coordinates of the standardised data along the first axis."""
    return _standardised(X) @ _first_axis(X)


FIRST_AXIS = Exercise(
    name="first_axis",
    right=_first_axis,
    cases=CUSTOMERS,
    hint="Standardise every column, work out the covariance of the columns, and take an eigenvector.",
    mistakes=(
        Mistake(
            "you did not standardise",
            lambda X: _axis(_covariance(X)),
            "The feature with the large numbers takes all; would it in another unit?",
            "Subtract each column's mean, and divide by its standard deviation.",
        ),
        Mistake(
            "you did not subtract the means, so the axis leans towards them",
            lambda X: _axis((X / X.std(axis=0)).T @ (X / X.std(axis=0))),
            "What is the mean of each column before the product?",
            "Subtract each column's mean first.",
        ),
        Mistake(
            "you neither centred nor standardised",
            lambda X: _axis(X.T @ X),
            "What are the mean and the spread of each column before the product?",
            "Subtract each column's mean, and divide by its standard deviation.",
        ),
        Mistake(
            "you divided by the variance instead of the standard deviation",
            lambda X: _axis(_covariance(X / X.var(axis=0))),
            "After standardising, what spread should each column have?",
            "The standard deviation is the root of the variance.",
        ),
        Mistake(
            "you used one mean and one spread for all columns",
            lambda X: _axis((X - X.mean()).T @ (X - X.mean())),
            "Each feature has its own unit, its own mean and its own spread.",
            "axis=0 runs down each column.",
        ),
        Mistake(
            "you standardised the rows",
            lambda X: _axis(_covariance(_standardised(X.T).T)),
            "Each feature has its own unit; where do the features stand?",
            "axis=0 runs down each column.",
        ),
        Mistake(
            "that is the axis of the smallest variance",
            lambda X: _axis(_covariance(_standardised(X)), 0),
            "np.linalg.eigh sorts from the smallest eigenvalue to the largest; np.linalg.eig does not sort.",
            "Take the eigenvector of the largest eigenvalue.",
        ),
        Mistake(
            "that is the second axis",
            lambda X: _axis(_covariance(_standardised(X)), -2),
            "Which eigenvalue is the largest?",
            "np.linalg.eigh sorts from the smallest to the largest; np.linalg.eig does not sort.",
        ),
        Mistake(
            "you took the first eigenvector of np.linalg.eig, which does not sort",
            _first_by_eig,
            "Print the eigenvalues; does the largest one always come first?",
            "np.argmax(values) tells where it stands; np.linalg.eigh puts it last.",
        ),
        Mistake(
            "you took a row of the eigenvectors instead of a column",
            lambda X: turned(_eigenvectors(X)[-1]),
            "Does the matrix stretch your vector without turning it?",
            "Eigenvectors stand in the columns: vectors[:, -1].",
        ),
        Mistake(
            "you took the first row of the eigenvectors of np.linalg.eig, which does not sort",
            lambda X: turned(np.linalg.eig(_covariance(_standardised(X)))[1][0]),
            "Does the matrix stretch your vector without turning it?",
            "Eigenvectors stand in the columns: vectors[:, np.argmax(values)].",
        ),
        Mistake(
            "you took a row of the eigenvectors of np.linalg.eig instead of a column",
            _row_by_eig,
            "Does the matrix stretch your vector without turning it?",
            "Eigenvectors stand in the columns: vectors[:, np.argmax(values)].",
        ),
        Mistake(
            "you took the first row of the eigenvectors",
            lambda X: turned(_eigenvectors(X)[0]),
            "Does the matrix stretch your vector without turning it?",
            "Eigenvectors stand in the columns, and np.linalg.eigh puts the largest last: vectors[:, -1].",
        ),
        Mistake(
            "you took a column of Vt instead of a row",
            lambda X: turned(np.linalg.svd(_standardised(X))[2][:, 0]),
            "np.linalg.svd returns V transposed already.",
            "The right singular vectors are rows: Vt[0].",
        ),
        Mistake(
            "that is an axis of the samples, not of the features",
            lambda X: _axis(np.cov(_standardised(X))),
            "As many numbers are wanted as there are columns.",
            "np.cov takes rows for features; rowvar=False turns that round.",
        ),
        Mistake(
            "those are the standardised data along the axis",
            lambda X: turned(_along(X)),
            "The direction itself is wanted: one number for each feature.",
            "Leave out the last product.",
        ),
        Mistake(
            "that is the variance along the axis",
            lambda X: np.var(_along(X), ddof=1),
            "An eigenvalue says how much; the direction is wanted.",
            "np.linalg.eigh returns the eigenvectors second.",
            state=State.MISSING,
        ),
        Mistake(
            "those are the variances along all axes",
            lambda X: np.linalg.eigvalsh(_covariance(_standardised(X))),
            "Eigenvalues say how much; the direction is wanted.",
            "np.linalg.eigh returns the eigenvectors second.",
        ),
        Mistake(
            "all axes are there",
            lambda X: turned(_eigenvectors(X)),
            "Only the axis of the largest variance is wanted.",
            "Eigenvectors stand in the columns: vectors[:, -1].",
        ),
    ),
)

EXERCISES = (FIRST_AXIS,)


def check_pca(function: Any) -> Verdict:
    """Check ``first_axis(X)``: the direction in which the standardised columns of X vary most, with either sign.

    Parameters
    ----------
    function : callable
        The learner's; takes a matrix with a row for each sample, returns a vector of length 1.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_pca(lambda X: np.linalg.eigh(np.cov(X.T))[1][:, -1])
    ✗ wrong: you did not standardise. Hint: The feature with the large numbers takes all; would it in
      another unit?
    """
    return check_function(FIRST_AXIS, with_either_sign(function))
