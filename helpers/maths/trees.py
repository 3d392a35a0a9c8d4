"""The one question a decision tree asks first: impurity, information gain and the best split.

Notebook 04 (statistics). A tree sorts cases by questions of the form "is feature ≤ threshold?". Good answers leave two
groups that are purer than all cases together: impurity is 0 where all labels are alike, and greatest where they are
mixed evenly. Labels are classes, as numbers or text, shape (n,).
"""

from collections import namedtuple
from itertools import pairwise

import numpy as np

from helpers.maths.checks import as_matrix, as_vector, check, checked, one_of
from helpers.maths.information import entropy

DUST = 1e-12  # gains this near each other are equal


def _as_labels(_, labels):
    array = _as_array("labels", labels)
    one_axis = array.ndim == 1 and array.size > 0
    check(one_axis, f"labels has shape {array.shape}; wanted one axis with at least one label, shape (n,)")
    return array if array.dtype.kind in "SU" else as_vector("labels", array)


def _as_array(name, values):
    try:
        return np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} is {values!r:.60}; wanted one value a case") from None


@checked(labels=_as_labels)
def gini(labels):
    """How often two cases drawn with replacement differ in label: 1 - Σ share² (Breiman and others, 1984).

    >>> gini(["yes", "yes", "no", "no"])
    0.5
    """
    shares = _shares(labels)
    return max(0.0, float(1 - shares @ shares))


def entropy_of(labels):
    """How surprising the label of a case is on average, in bits: -Σ share · log₂ share."""
    return entropy(_shares(labels), base=2)


CRITERIA = {"gini": gini, "entropy": entropy_of}


@checked(labels=_as_labels, criterion=one_of(*CRITERIA))
def information_gain(labels, mask, criterion="entropy"):
    """How much impurity a question takes away: that of all less that of both groups, weighted by size (Quinlan, 1986).

    >>> information_gain(["yes", "yes", "no", "no"], [True, True, False, False])
    1.0
    """
    answers, impurity = _as_array("mask", mask), CRITERIA[criterion]
    fits = answers.dtype == bool and answers.shape == labels.shape
    check(fits, f"mask is {mask!r:.60}; wanted {labels.size} times True or False")
    share = answers.mean()
    check(0 < share < 1, f"mask is {answers[0]} for every case; wanted two groups")
    groups = share * impurity(labels[answers]) + (1 - share) * impurity(labels[~answers])
    return max(0.0, float(impurity(labels) - groups))


Split = namedtuple("Split", "feature threshold gain")


@checked(X=as_matrix, y=_as_labels, criterion=one_of(*CRITERIA))
def best_split(X, y, criterion="gini"):
    """Try every feature and every threshold halfway between two neighbouring values, and keep what gains most.

    Of equally good questions it is that of the first feature and the lowest threshold.

    >>> best_split([[30, 1], [45, 0], [60, 1], [90, 0]], ["flat", "flat", "house", "house"])
    Split(feature=0, threshold=52.5, gain=0.5)
    """
    check(y.size == len(X), f"y holds {y.size} labels; wanted {len(X)}, one for each row of X")
    varies = np.ptp(X, axis=0).any()
    check(varies, f"every column of X is constant over its {len(X)} rows; wanted a feature that varies")
    best = Split(None, None, -np.inf)
    for feature, column in enumerate(X.T):
        for low, high in pairwise(np.unique(column)):
            threshold = float((low + high) / 2)
            gain = information_gain(y, column <= threshold, criterion)
            if gain > best.gain + DUST:
                best = Split(feature, threshold, gain)
    return best


def _shares(labels):
    """How common each label is."""
    return np.unique(labels, return_counts=True)[1] / len(labels)
