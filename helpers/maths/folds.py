"""Cross-validation: each case is tested once, by a model that has not seen it.

Notebook 04 (statistics) asks with it how much a score depends on which cases were drawn.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from helpers.maths.validate import as_count, as_vector

Places = NDArray[np.intp]
Split = tuple[Places, Places]  # places of the training cases, places of the test cases


def k_folds(n: int, folds: int = 5, seed: int = 0) -> list[Split]:
    """Shuffle the cases, deal them to folds of nearly equal size, and let each fold be the test set once.

    Parameters
    ----------
    n : int
        How many cases there are.
    folds : int, optional
        How many folds, 2 to n.
    seed : int, optional
        Of the shuffle.

    Returns
    -------
    list of (train, test)
        For each fold the places of the training cases and of the test cases, in ascending order. Over all folds each
        case is tested once.

    Raises
    ------
    ValueError
        If there are fewer than 2 folds or more folds than cases.

    References
    ----------
    Stone (1974), Cross-Validatory Choice and Assessment of Statistical Predictions.

    Examples
    --------
    >>> [test.tolist() for _, test in k_folds(7, folds=3)]
    [[2, 3, 4], [5, 6], [0, 1]]
    """
    n, folds = as_count("n", n, least=2), as_count("folds", folds, least=2)
    if folds > n:
        raise ValueError(f"folds is {folds} for {n} cases; wanted at most one fold a case")
    order = np.random.default_rng(as_count("seed", seed, least=0)).permutation(n)
    tests = [np.sort(part) for part in np.array_split(order, folds)]
    return [(np.setdiff1d(order, test), test) for test in tests]


def cross_validate(
    fit_and_score: Callable[[Places, Places], float], n: int, folds: int = 5, seed: int = 0
) -> NDArray[np.float64]:
    """Train and score once for each fold, on cases that the training has not seen.

    Parameters
    ----------
    fit_and_score : callable
        Gets the places of the training cases and of the test cases, and returns the score on the test cases.
    n, folds, seed
        As `k_folds` takes them.

    Returns
    -------
    numpy.ndarray, shape (folds,)
        The score of each fold; their spread shows how much a score depends on which cases were drawn.

    Raises
    ------
    ValueError
        As `k_folds` does, or if a score is not a finite number.

    Examples
    --------
    >>> y = np.array([0, 0, 0, 1, 1, 1, 1, 1, 1, 1])
    >>> majority = lambda train, test: np.mean(y[test] == round(y[train].mean()))
    >>> cross_validate(majority, n=10, folds=5)
    array([1. , 0.5, 1. , 0.5, 0.5])
    """
    return as_vector("scores", [fit_and_score(train, test) for train, test in k_folds(n, folds, seed)])
