"""From raw scores to probabilities, and from probabilities to a choice.

Notebook 03 (probability) turns the logits of a model into a distribution, heats and cools it, cuts its tail and draws
from it. In the formulas z are the logits, T is the temperature and p are probabilities.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.chances import as_distribution
from helpers.maths.validate import as_count, as_matrix, as_number, as_vector

Floats = NDArray[np.float64]

ROUNDING = 1e-12  # as a share: 0.3 + 0.3 + 0.3 reaches 0.9


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


def _most_probable_first(p: Floats) -> NDArray[np.intp]:
    return np.argsort(-p, kind="stable")


def _kept(p: Floats, places: NDArray[np.intp]) -> Floats:
    kept = np.zeros_like(p)
    kept[places] = p[places] / p[places].sum()
    return kept
