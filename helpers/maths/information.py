"""Sampling: from probabilities to a choice, with or without the tail.

Notebook 03 (probability) cuts the tail of a model's distribution and draws the next word from what is left.

Softmax: from raw scores to probabilities, hotter or colder.

Notebook 03 (probability) turns the logits of a model into a distribution, and heats and cools it. In the formulas z
are the logits and T is the temperature.

Surprise on average: entropy, cross-entropy, divergence and perplexity.

Notebook 03 (probability). The surprise of an outcome of probability p is -log p: 0 for what is certain, without bound
towards what is impossible. In the formulas p is the truth and q is what a model says of it. Logarithms are natural, so
the unit is the nat; `entropy` takes another base. Everywhere 0 · log 0 counts as 0, its limit.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import as_count, as_distribution, as_matrix, as_number, as_vector

Floats = NDArray[np.float64]

ROUNDING = 1e-12  # as a share: 0.3 + 0.3 + 0.3 reaches 0.9


def keep_top_k(probabilities: ArrayLike, k: int) -> Floats:
    """Keep the k most probable outcomes and share the rest's probability among them in proportion.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        A distribution.
    k : int
        How many to keep, 1 to n. Of equally probable ones the earlier is kept.

    Returns
    -------
    numpy.ndarray, shape (n,)
        A distribution with 0 where an outcome was cut.

    Raises
    ------
    ValueError
        If the probabilities are no distribution, or k is not a whole number from 1 to n.

    References
    ----------
    Fan, Lewis and Dauphin (2018), Hierarchical Neural Story Generation.

    Examples
    --------
    >>> keep_top_k([0.5, 0.3, 0.2], k=2)
    array([0.625, 0.375, 0.   ])
    """
    p = as_distribution("probabilities", probabilities)
    if as_count("k", k) > p.size:
        raise ValueError(f"k is {k}; wanted a whole number from 1 to {p.size}, as many as there are probabilities")
    return _kept(p, _most_probable_first(p)[:k])


def keep_top_p(probabilities: ArrayLike, p: float) -> Floats:
    """Keep the shortest list of most probable outcomes that reaches p, and share the rest's probability among them.

    This is also called nucleus sampling.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        A distribution.
    p : float
        The probability to reach, above 0 and at most 1. At 1 nothing is cut but what has probability 0.

    Returns
    -------
    numpy.ndarray, shape (n,)
        A distribution with 0 where an outcome was cut.

    Raises
    ------
    ValueError
        If the probabilities are no distribution, or p is not above 0 and at most 1.

    References
    ----------
    Holtzman, Buys, Du, Forbes and Choi (2020), The Curious Case of Neural Text Degeneration.

    Examples
    --------
    >>> keep_top_p([0.5, 0.3, 0.2], p=0.6)
    array([0.625, 0.375, 0.   ])
    >>> keep_top_p([0.5, 0.3, 0.2], p=0.5)
    array([1., 0., 0.])
    """
    distribution = as_distribution("probabilities", probabilities)
    if not 0 < as_number("p", p) <= 1:
        raise ValueError(f"p is {p}; wanted a number above 0 and at most 1")
    order = _most_probable_first(distribution)
    tails = distribution[order][::-1].cumsum()[::-1]  # what is cut if the list ends before this place
    needed = tails > (1 - p) * (1 + ROUNDING)
    needed[0] = True
    return _kept(distribution, order[needed])


def sample(probabilities: ArrayLike, size: int, seed: int = 0) -> NDArray[np.intp]:
    """Draw outcomes: stack the probabilities from 0 to 1 and see in which one each random number falls.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        A distribution. An outcome of probability 0 is never drawn.
    size : int
        How many to draw.
    seed : int, optional
        Equal seeds give equal random numbers, whatever the probabilities.

    Returns
    -------
    numpy.ndarray of int, shape (size,)
        The places of the outcomes, 0 to n - 1.

    Raises
    ------
    ValueError
        If the probabilities are no distribution, or size or seed is not a whole number of at least 0.

    Examples
    --------
    >>> sample([0.5, 0.3, 0.2], size=10)
    array([1, 0, 0, 0, 2, 2, 1, 1, 1, 2])
    """
    p = as_distribution("probabilities", probabilities)
    ends = p.cumsum()
    uniform = np.random.default_rng(as_count("seed", seed, least=0)).random(as_count("size", size, least=0))
    return ends.searchsorted(uniform * ends[-1], side="right")


def _most_probable_first(p: Floats) -> NDArray[np.intp]:
    return np.argsort(-p, kind="stable")


def _kept(p: Floats, places: NDArray[np.intp]) -> Floats:
    kept = np.zeros_like(p)
    kept[places] = p[places] / p[places].sum()
    return kept


def softmax(logits: ArrayLike, temperature: float = 1.0) -> Floats:
    """Turn logits into probabilities: exp(z / T), divided by their sum.

    The maximum is subtracted first. That changes no probability, and no exponential can overflow.

    Parameters
    ----------
    logits : array_like, shape (n,) or (m, n)
        Raw scores; a matrix holds one set of scores in each row.
    temperature : float, optional
        0 or more. 0 stands for its limit, where the largest logit takes all and equal ones share; `np.inf` for its
        limit, where all are equally probable.

    Returns
    -------
    numpy.ndarray, shape (n,) or (m, n)
        Probabilities; each row sums to 1.

    Raises
    ------
    ValueError
        If the logits are not finite numbers in a vector or matrix, or the temperature is below 0 or NaN.

    References
    ----------
    Goodfellow, Bengio and Courville (2016), Deep Learning, section 4.1.

    Examples
    --------
    >>> softmax([2, 1, 0.1]).round(3)
    array([0.659, 0.242, 0.099])
    >>> softmax([1000, 999]).round(3)
    array([0.731, 0.269])
    >>> softmax([2, 1, 0.1], temperature=0)
    array([1., 0., 0.])
    """
    shares = np.exp(_below_maximum(logits, temperature))
    return shares / shares.sum(axis=-1, keepdims=True)


def log_softmax(logits: ArrayLike, temperature: float = 1.0) -> Floats:
    """Take the logarithm of the softmax without taking the softmax: z / T - log of the sum of exp(z / T).

    A probability too small for a 64-bit number is 0, and its logarithm is lost; its logarithm alone is not.

    Parameters
    ----------
    logits : array_like, shape (n,) or (m, n)
        Raw scores; a matrix holds one set of scores in each row.
    temperature : float, optional
        As for `softmax`; at 0 all but the largest have the logarithm -inf.

    Returns
    -------
    numpy.ndarray, shape (n,) or (m, n)
        Natural logarithms of the probabilities.

    Raises
    ------
    ValueError
        If the logits are not finite numbers in a vector or matrix, or the temperature is below 0 or NaN.

    Examples
    --------
    >>> log_softmax([2, 1, 0.1]).round(3)
    array([-0.417, -1.417, -2.317])
    >>> log_softmax([1000, 0])
    array([    0., -1000.])
    """
    below = _below_maximum(logits, temperature)
    return below - np.log(np.exp(below).sum(axis=-1, keepdims=True))


def _below_maximum(logits: ArrayLike, temperature: float) -> Floats:
    """Subtract the maximum of each row and divide by the temperature: 0 for the winner, below 0 for the others."""
    z, temperature = _as_rows("logits", logits), _as_temperature(temperature)
    with np.errstate(over="ignore"):  # a gap too large for a 64-bit number is -inf, and its probability 0
        below = z - z.max(axis=-1, keepdims=True)
        if temperature == 0:
            return np.where(below == 0, 0.0, -np.inf)
        return np.zeros_like(below) if temperature == np.inf else below / temperature


def _as_rows(name: str, values: ArrayLike) -> Floats:
    try:
        single = np.ndim(values) == 1
    except ValueError:  # rows of different lengths: as_matrix says so
        single = False
    return as_vector(name, values) if single else as_matrix(name, values)


def _as_temperature(value: float) -> float:
    if np.ndim(value) == 0 and value == np.inf:
        return np.inf
    temperature = as_number("temperature", value)
    if temperature < 0:
        raise ValueError(f"temperature is {temperature}; wanted a number of at least 0, or np.inf")
    return temperature


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
