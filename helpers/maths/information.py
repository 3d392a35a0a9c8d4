"""From scores to probabilities, from these to a choice, and how surprising the truth is (notebook 03).

z: logits, raw scores; T: temperature; p: the truth, q: what a model says of it, both distributions.
The surprise of an outcome of probability p is -log p; 0 · log 0 counts as 0, its limit. Logarithms are natural, so the
unit is the nat.
"""

import math
from functools import partial

import numpy as np

from helpers.maths.checks import (
    as_count,
    as_distribution,
    as_matrix,
    as_number,
    as_vector,
    check,
    checked,
    from_zero,
    number_that,
    refuse_first,
    same_length,
)

ROUNDING = 1e-12  # as a share: 0.3 + 0.3 + 0.3 reaches 0.9


# Softmax: from raw scores to probabilities, hotter or colder


def _rows(name, values):
    try:
        one_row = np.ndim(values) == 1
    except ValueError:  # rows of different lengths: as_matrix says so
        one_row = False
    return as_vector(name, values) if one_row else as_matrix(name, values)


def _temperature(name, value):
    if np.ndim(value) == 0 and value == np.inf:
        return np.inf
    number = as_number(name, value)
    check(number >= 0, f"{name} is {number}; wanted a number of at least 0, or np.inf")
    return number


@checked(logits=_rows, temperature=_temperature)
def softmax(logits, temperature=1.0):
    """Turn logits, shape (n,) or a row each (m, n), into probabilities: exp(z / T), divided by their sum.

    The temperature is 0 or more; 0 and `np.inf` stand for the limits: the largest logit takes all, all are equal.

    >>> softmax([2, 1, 0.1]).round(3)
    array([0.659, 0.242, 0.099])
    """
    shares = np.exp(_below_maximum(logits, temperature))
    return shares / shares.sum(axis=-1, keepdims=True)


@checked(logits=_rows, temperature=_temperature)
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


@checked(_k_of_n, probabilities=as_distribution, k=as_count)
def keep_top_k(probabilities, k):
    """Keep the k most probable outcomes, of equal ones the earlier, and share the rest among them in proportion.

    >>> keep_top_k([0.5, 0.3, 0.2], k=2)  # Fan, Lewis and Dauphin (2018)
    array([0.625, 0.375, 0.   ])
    """
    return _kept(probabilities, np.argsort(-probabilities, kind="stable")[:k])


@checked(probabilities=as_distribution, p=number_that(lambda p: 0 < p <= 1, "a number above 0 and at most 1"))
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


@checked(probabilities=as_distribution, size=from_zero, seed=from_zero)
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


@checked(p=as_distribution, base=partial(as_number, above=1))
def entropy(p, base=math.e):
    """Average surprise of a distribution: H(p) = -Σ p log p (Shannon, 1948), to any base above 1.

    >>> entropy([0.25, 0.25, 0.25, 0.25], base=2)
    2.0
    """
    p, log_p = _truth_and_log(p, p)
    return max(0.0, float(-p @ log_p) / math.log(base))


@checked(same_length("p", "q"), p=as_distribution, q=as_distribution)
def cross_entropy(p, q):
    """Average surprise of a model that says q while the truth is p: H(p, q) = -Σ p log q; infinite where q is 0.

    >>> round(cross_entropy([0.5, 0.5], [0.9, 0.1]), 3)
    1.204
    """
    p, log_q = _truth_and_log(p, q)
    return max(0.0, float(-p @ log_q))


@checked(same_length("p", "q"), p=as_distribution, q=as_distribution)
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


@checked(logits=_rows)
def negative_log_likelihood(logits, targets):
    """Average surprise of a classifier at the true classes, from its logits: what libraries call cross-entropy loss.

    logits (n,) of one case or (m, n); targets: the true class of each, counted from 0. No epsilon is needed.

    >>> round(negative_log_likelihood([2, 1, 0.1], 0), 4)
    0.417
    """
    logs = np.atleast_2d(log_softmax(logits))
    rows, count = logs.shape
    classes = as_vector("targets", np.atleast_1d(targets), rows)
    wrong = classes[~np.isin(classes, np.arange(count))]
    refuse_first("targets", wrong, f"classes, whole numbers from 0 to {count - 1}")
    return float(0.0 - logs[np.arange(rows), classes.astype(int)].mean())
