"""Sampling: from probabilities to a choice, with or without the tail.

Notebook 03 (probability) cuts the tail of a model's distribution and draws the next word from what is left.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.chances import as_distribution
from helpers.maths.validate import as_count, as_number

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
