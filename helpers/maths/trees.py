"""The one question a decision tree asks first: impurity, information gain and the best split.

Notebook 04 (statistics). A tree sorts cases by questions of the form "is feature ≤ threshold?". Good answers leave two
groups that are purer than all cases together: impurity is 0 where all labels are alike, and greatest where they are
mixed evenly.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import as_matrix, as_vector
from helpers.maths.information import entropy

DUST = 1e-12  # gains this near each other are equal


@dataclass(frozen=True)
class Split:
    """A question that sorts cases, "is this feature at most the threshold?", and what it is worth.

    Attributes
    ----------
    feature : int
        The column asked about.
    threshold : float
        Halfway between two neighbouring values of it, in its unit.
    gain : float
        How much impurity the question takes away.
    """

    feature: int
    threshold: float
    gain: float


def gini(labels: ArrayLike) -> float:
    """How often two cases drawn with replacement differ in label: 1 - Σ share².

    Parameters
    ----------
    labels : array_like, shape (n,)
        Classes, as numbers or text.

    Returns
    -------
    float
        From 0, all alike, to 1 - 1 / classes, evenly mixed.

    Raises
    ------
    ValueError
        If the labels are not one axis with at least one label.

    References
    ----------
    Breiman, Friedman, Olshen and Stone (1984), Classification and Regression Trees.

    Examples
    --------
    >>> gini(["yes", "yes", "no", "no"]), gini([1, 1, 1])
    (0.5, 0.0)
    """
    shares = _shares(labels)
    return max(0.0, float(1 - shares @ shares))


def entropy_of(labels: ArrayLike) -> float:
    """How surprising the label of a case is on average: -Σ share · log₂ share.

    Parameters
    ----------
    labels : array_like, shape (n,)
        As `gini` takes them.

    Returns
    -------
    float
        In bits, from 0, all alike, to log₂ classes, evenly mixed.

    Raises
    ------
    ValueError
        As `gini` does.

    Examples
    --------
    >>> entropy_of(["yes", "yes", "no", "no"]), entropy_of([1, 1, 1])
    (1.0, 0.0)
    """
    return entropy(_shares(labels), base=2)


CRITERIA: dict[str, Callable[[ArrayLike], float]] = {"gini": gini, "entropy": entropy_of}


def information_gain(labels: ArrayLike, mask: ArrayLike, criterion: str = "entropy") -> float:
    """How much impurity a question takes away: that of all cases less that of the two groups, weighted by their sizes.

    Parameters
    ----------
    labels : array_like, shape (n,)
        Classes, as numbers or text.
    mask : array_like of bool, shape (n,)
        The answer for each case; both answers occur.
    criterion : str, optional
        "entropy" (in bits) or "gini".

    Returns
    -------
    float
        From 0, where both groups are mixed like the whole, to the impurity of the whole, where both are pure.

    Raises
    ------
    ValueError
        If there is not one answer for each label, all answers are alike, or the criterion is unknown.

    References
    ----------
    Quinlan (1986), Induction of Decision Trees.

    Examples
    --------
    >>> labels = ["yes", "yes", "no", "no"]
    >>> information_gain(labels, [True, True, False, False]), information_gain(labels, [True, False, True, False])
    (1.0, 0.0)
    """
    labels, impurity = _as_labels(labels), _as_criterion(criterion)
    answers = _as_array("mask", mask)
    if answers.dtype != bool or answers.shape != labels.shape:
        raise ValueError(f"mask is {mask!r:.60}; wanted {labels.size} times True or False")
    if answers.all() or not answers.any():
        raise ValueError(f"mask is {answers[0]} for every case; wanted two groups")
    share = answers.mean()
    groups = share * impurity(labels[answers]) + (1 - share) * impurity(labels[~answers])
    return max(0.0, float(impurity(labels) - groups))


def best_split(X: ArrayLike, y: ArrayLike, criterion: str = "gini") -> Split:
    """Try every feature and every threshold between two neighbouring values, and keep the question that gains most.

    Parameters
    ----------
    X : array_like, shape (n, d)
        A small table of numbers, one row a case.
    y : array_like, shape (n,)
        The label of each row.
    criterion : str, optional
        "gini" or "entropy".

    Returns
    -------
    Split
        The best question; of equally good ones that of the first feature and the lowest threshold.

    Raises
    ------
    ValueError
        If X and y do not fit, no feature varies, or the criterion is unknown.

    Examples
    --------
    >>> best_split([[30, 1], [45, 0], [60, 1], [90, 0]], ["flat", "flat", "house", "house"])
    Split(feature=0, threshold=52.5, gain=0.5)
    """
    X, y = as_matrix("X", X), _as_labels(y)
    if y.size != len(X):
        raise ValueError(f"y holds {y.size} labels; wanted {len(X)}, one for each row of X")
    _as_criterion(criterion)
    best = None
    for feature, column in enumerate(X.T):
        for low, high in pairwise(np.unique(column)):
            threshold = float((low + high) / 2)
            gain = information_gain(y, column <= threshold, criterion)
            if best is None or gain > best.gain + DUST:
                best = Split(feature, threshold, gain)
    if best is None:
        raise ValueError(f"every column of X is constant over its {len(X)} rows; wanted a feature that varies")
    return best


def _shares(labels: ArrayLike) -> NDArray[np.float64]:
    """How common each label is."""
    labels = _as_labels(labels)
    return np.unique(labels, return_counts=True)[1] / labels.size


def _as_labels(labels: ArrayLike) -> NDArray:
    array = _as_array("labels", labels)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"labels has shape {array.shape}; wanted one axis with at least one label, shape (n,)")
    return array if array.dtype.kind in "SU" else as_vector("labels", array)


def _as_array(name: str, values: ArrayLike) -> NDArray:
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} is {values!r:.60}; wanted one value a case") from None


def _as_criterion(criterion: str) -> Callable[[ArrayLike], float]:
    if criterion not in CRITERIA:
        raise ValueError(f"criterion is {criterion!r}; wanted one of {', '.join(CRITERIA)}")
    return CRITERIA[criterion]
