"""Surprise on average: entropy, cross-entropy, divergence and perplexity.

Notebook 03 (probability). The surprise of an outcome of probability p is -log p: 0 for what is certain, without bound
towards what is impossible. In the formulas p is the truth and q is what a model says of it. Logarithms are natural, so
the unit is the nat; `entropy` takes another base. Everywhere 0 · log 0 counts as 0, its limit.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.chances import as_distribution
from helpers.maths.softmax import log_softmax
from helpers.maths.validate import as_number, as_vector


def entropy(p: ArrayLike, base: float = math.e) -> float:
    """Average surprise of a distribution: H(p) = -Σ p log p.

    Parameters
    ----------
    p : array_like, shape (n,)
        A distribution.
    base : float, optional
        Of the logarithm, above 1: e for nats, 2 for bits.

    Returns
    -------
    float
        From 0, when one outcome is certain, to log n, when all are equally probable.

    Raises
    ------
    ValueError
        If p is no distribution, or the base is not above 1.

    References
    ----------
    Shannon (1948), A Mathematical Theory of Communication.

    Examples
    --------
    >>> round(entropy([0.25, 0.25, 0.25, 0.25]), 4), entropy([0.25, 0.25, 0.25, 0.25], base=2)
    (1.3863, 2.0)
    """
    p = as_distribution("p", p)
    base = as_number("base", base, above=1)
    likely = p[p > 0]
    return max(0.0, float(-likely @ np.log(likely)) / math.log(base))


def cross_entropy(p: ArrayLike, q: ArrayLike) -> float:
    """Average surprise of a model that says q while the truth is p: H(p, q) = -Σ p log q.

    Parameters
    ----------
    p, q : array_like, shape (n,)
        Distributions over the same outcomes.

    Returns
    -------
    float
        In nats; `inf` if the model calls something impossible that happens.

    Raises
    ------
    ValueError
        If p or q is no distribution, or they differ in length.

    Examples
    --------
    >>> round(cross_entropy([0.5, 0.5], [0.9, 0.1]), 3)
    1.204
    >>> round(cross_entropy([1, 0, 0], [0.1, 0.6, 0.3]), 3)
    2.303
    """
    p, log_q = _truth_and_log(p, q)
    return max(0.0, float(-p @ log_q))


def kl_divergence(p: ArrayLike, q: ArrayLike) -> float:
    """Extra surprise of a model that says q while the truth is p: KL(p, q) = Σ p log(p / q) = H(p, q) - H(p).

    Parameters
    ----------
    p, q : array_like, shape (n,)
        As `cross_entropy` takes them.

    Returns
    -------
    float
        In nats: 0 if they are equal, `inf` if q calls something impossible that happens. Not the same the other way
        round, so it is no distance.

    Raises
    ------
    ValueError
        As `cross_entropy` does.

    References
    ----------
    Kullback and Leibler (1951), On Information and Sufficiency.

    Examples
    --------
    >>> p, q = [0.5, 0.5], [0.9, 0.1]
    >>> round(kl_divergence(p, q), 3), round(kl_divergence(q, p), 3)
    (0.511, 0.368)
    """
    p, log_q = _truth_and_log(p, q)
    return max(0.0, float(p @ (np.log(p) - log_q)))


def perplexity(p: ArrayLike) -> float:
    """Turn entropy into a number of choices: exp(H(p)).

    Parameters
    ----------
    p : array_like, shape (n,)
        A distribution.

    Returns
    -------
    float
        How many equally probable outcomes would be as uncertain, 1 to n.

    Raises
    ------
    ValueError
        If p is no distribution.

    Examples
    --------
    >>> round(perplexity([0.25, 0.25, 0.25, 0.25]), 9), perplexity([1, 0])
    (4.0, 1.0)
    """
    return math.exp(entropy(p))


def negative_log_likelihood(logits: ArrayLike, targets: ArrayLike) -> float:
    """Average surprise of a classifier at the true classes, from its logits.

    This is what libraries call the cross-entropy loss. The logarithm is taken by `log_softmax`, so a confident mistake
    costs a finite amount, and nothing needs to be added to keep it from log 0.

    Parameters
    ----------
    logits : array_like, shape (n,) or (m, n)
        Raw scores of n classes, for one example or for m.
    targets : int or array_like of int, shape (m,)
        The true class of each example, 0 to n - 1.

    Returns
    -------
    float
        The mean over the examples, in nats.

    Raises
    ------
    ValueError
        If the logits are not finite, or the targets are not one class for each example.

    Examples
    --------
    >>> round(negative_log_likelihood([2, 1, 0.1], 0), 4)
    0.417
    >>> negative_log_likelihood([[1000, 0], [1000, 0]], [1, 0])
    500.0
    """
    logs = np.atleast_2d(log_softmax(logits))
    classes = _as_classes(targets, *logs.shape)
    return float(0.0 - logs[np.arange(classes.size), classes].mean())


def _truth_and_log(p: ArrayLike, q: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Keep the outcomes that happen: their probabilities under p, and the logarithms of those under q."""
    p = as_distribution("p", p)
    q = as_distribution("q", q, length=p.size)
    happens = p > 0
    with np.errstate(divide="ignore"):
        return p[happens], np.log(q[happens])


def _as_classes(targets: ArrayLike, rows: int, count: int) -> NDArray[np.intp]:
    classes = as_vector("targets", np.atleast_1d(targets), length=rows)
    wrong = classes[(classes != np.floor(classes)) | (classes < 0) | (classes >= count)]
    if wrong.size:
        raise ValueError(f"targets holds {wrong[0]:g}; wanted classes, whole numbers from 0 to {count - 1}")
    return classes.astype(np.intp)
