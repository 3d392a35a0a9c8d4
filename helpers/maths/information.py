"""From scores to probabilities, from these to a choice, and how surprising the truth is (notebook 03).

z: logits, raw scores; T: temperature; p: the truth, q: what a model says of it, both distributions.
The surprise of an outcome of probability p is -log p; 0 · log 0 counts as 0, its limit. Logarithms are natural, so the
unit is the nat. Notebook 04 asks with it what a decision tree should ask first.
"""

import math
from collections import namedtuple
from functools import partial
from itertools import pairwise

import numpy as np

from helpers.maths.checks import as_labels, as_number, as_vector, check, checked, number_that, one_of, same_length

ROUNDING = 1e-12  # of a share, 0.3 + 0.3 + 0.3 reaches 0.9, and of a gain


# Softmax: from raw scores to probabilities, hotter or colder


def _temperature(name, value):
    if np.ndim(value) == 0 and value == np.inf:
        return np.inf
    number = as_number(name, value)
    check(number >= 0, f"{name} is {number}; wanted a number of at least 0, or np.inf")
    return number


@checked(logits="rows", temperature=_temperature)
def softmax(logits, temperature=1.0):
    """Turn logits, shape (n,) or a row each (m, n), into probabilities: exp(z / T), divided by their sum.

    The temperature is 0 or more; 0 and `np.inf` stand for the limits: the largest logit takes all, all are equal.

    >>> softmax([2, 1, 0.1]).round(3)
    array([0.659, 0.242, 0.099])
    """
    shares = np.exp(_below_maximum(logits, temperature))
    return shares / shares.sum(axis=-1, keepdims=True)


@checked(logits="rows", temperature=_temperature)
def log_softmax(logits, temperature=1.0):
    """Take the logarithm of the softmax without taking the softmax, in which small probabilities are lost to 0.

    >>> log_softmax([1000, 0])
    array([    0., -1000.])
    """
    below = _below_maximum(logits, temperature)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def _below_maximum(z, temperature):
    """How far each logit is below its row's maximum, in temperatures: the same softmax, and no overflow."""
    z = np.asarray(z, dtype=float)
    with np.errstate(over="ignore"):  # a gap too large for a 64-bit number is -inf, and its probability 0
        below = z - z.max(axis=-1, keepdims=True)
        if temperature == 0:
            return np.where(below == 0, 0.0, -np.inf)
        return np.zeros_like(below) if temperature == np.inf else below / temperature


# Sampling: from probabilities to a choice, with or without the tail


def _k_of_n(probabilities, k):
    wanted = f"a whole number from 1 to {probabilities.size}, as many as there are probabilities"
    check(k <= probabilities.size, f"k is {k}; wanted {wanted}")


@checked(_k_of_n, probabilities="distribution", k="count")
def keep_top_k(probabilities, k):
    """Keep the k most probable outcomes, of equal ones the earlier, and share the rest among them in proportion.

    >>> keep_top_k([0.5, 0.3, 0.2], k=2)  # Fan, Lewis and Dauphin (2018)
    array([0.625, 0.375, 0.   ])
    """
    return _kept(probabilities, np.argsort(-probabilities, kind="stable")[:k])


@checked(probabilities="distribution", p=number_that(lambda p: 0 < p <= 1, "a number above 0 and at most 1"))
def keep_top_p(probabilities, p):
    """Keep the shortest list of most probable outcomes that reaches p, and share the rest among them in proportion.

    >>> keep_top_p([0.5, 0.3, 0.2], p=0.6)  # nucleus sampling: Holtzman, Buys, Du, Forbes and Choi (2020)
    array([0.625, 0.375, 0.   ])
    """
    order = np.argsort(-probabilities, kind="stable")
    tails = probabilities[order][::-1].cumsum()[::-1]  # what is cut if the list ends before this place
    needed = tails > (1 - p) * (1 + ROUNDING)
    needed[0] = True
    return _kept(probabilities, order[needed])


@checked(probabilities="distribution", size="from 0", seed="from 0")
def sample(probabilities, size, seed=0):
    """Draw outcomes: stack the probabilities from 0 to 1 and see in which one each random number falls.

    >>> sample([0.5, 0.3, 0.2], size=10)
    array([1, 0, 0, 0, 2, 2, 1, 1, 1, 2])
    """
    ends = probabilities.cumsum()
    uniform = np.random.default_rng(seed).random(size)
    return ends.searchsorted(uniform * ends[-1], side="right")


def _kept(p, places):
    kept = np.zeros_like(p)
    kept[places] = p[places] / p[places].sum()
    return kept


# Surprise on average


@checked(p="distribution", base=partial(as_number, above=1))
def entropy(p, base=math.e):
    """Average surprise of a distribution: H(p) = -Σ p log p (Shannon, 1948), to any base above 1.

    >>> entropy([0.25, 0.25, 0.25, 0.25], base=2)
    2.0
    """
    p, log_p = _truth_and_log(p, p)
    return max(0.0, float(-p @ log_p) / math.log(base))


@checked(same_length("p", "q"), p="distribution", q="distribution")
def cross_entropy(p, q):
    """Average surprise of a model that says q while the truth is p: H(p, q) = -Σ p log q; infinite where q is 0.

    >>> round(cross_entropy([0.5, 0.5], [0.9, 0.1]), 3)
    1.204
    """
    p, log_q = _truth_and_log(p, q)
    return max(0.0, float(-p @ log_q))


@checked(same_length("p", "q"), p="distribution", q="distribution")
def kl_divergence(p, q):
    """Extra surprise of such a model: KL(p, q) = Σ p log(p / q) = H(p, q) - H(p) (Kullback and Leibler, 1951).

    >>> round(kl_divergence([0.5, 0.5], [0.9, 0.1]), 3), round(kl_divergence([0.9, 0.1], [0.5, 0.5]), 3)
    (0.511, 0.368)
    """
    p, log_q = _truth_and_log(p, q)
    return max(0.0, float(p @ (np.log(p) - log_q)))


def _truth_and_log(p, q):
    """Keep the outcomes that happen: their probabilities under p, and the logarithms of those under q."""
    p, q = np.asarray(p), np.asarray(q)
    happens = p > 0
    with np.errstate(divide="ignore"):
        return p[happens], np.log(q[happens])


@checked(logits="rows")
def negative_log_likelihood(logits, targets):
    """Average surprise of a classifier at the true classes, from its logits: what libraries call cross-entropy loss.

    logits (n,) of one case or (m, n); targets: the true class of each, counted from 0. No epsilon is needed.

    >>> round(negative_log_likelihood([2, 1, 0.1], 0), 4)
    0.417
    """
    logs = np.atleast_2d(log_softmax(logits))
    rows, count = logs.shape
    classes = as_labels("targets", np.atleast_1d(targets), rows, count)
    return float(0.0 - logs[np.arange(rows), classes].mean())


# A decision tree asks "is feature ≤ threshold?" so that both groups are purer than all cases together: impurity is 0
# where all labels (n,), numbers or text, are alike, and greatest where they are mixed evenly


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


@checked(X="matrix", y=_as_labels, criterion=one_of(*CRITERIA))
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
            if gain > best.gain + ROUNDING:
                best = Split(feature, threshold, gain)
    return best


def _shares(labels):
    """How common each label is."""
    return np.unique(labels, return_counts=True)[1] / len(labels)
