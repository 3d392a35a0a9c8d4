"""How often a fair coin gives at least so many heads: exactly, by the bell curve, and by flipping.

Notebook 04 (statistics) asks it of 60 heads in 100 flips, the seed of every test there. In the code:

- flips: how many coins one batch holds; heads: how many of them, at least, are asked for
- the number of heads has mean flips / 2 and standard deviation √flips / 2
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtrc, ndtr
from scipy.stats import binom

from helpers.maths.chances import as_probability
from helpers.maths.validate import as_count


@dataclass(frozen=True)
class Tail:
    """How probable a number of heads or more is, and what the bell curve makes of it.

    Attributes
    ----------
    heads, flips : int
        At least how many heads, in how many flips.
    exact, fewer : float
        The chance, from the binomial distribution, and that of fewer heads: exact to its last digits where it is small,
        which 1 - exact is not.
    two_sided : float
        The chance of a number of heads at least as far from half, on either side.
    corrected : float
        Area under the bell curve from half a head lower on: the continuity correction, since the bar of a number of
        heads begins there.
    uncorrected : float
        Area under the bell curve from that number of heads on.
    """

    heads: int
    flips: int
    exact: float
    fewer: float
    two_sided: float
    corrected: float
    uncorrected: float


def tail(heads: int, flips: int) -> Tail:
    """Work out how probable a number of heads or more is with a fair coin.

    Parameters
    ----------
    heads : int
        At least how many heads, 0 or more; more than there are flips have chance 0.
    flips : int
        How many flips, 1 or more.

    Returns
    -------
    Tail
        The exact chance, on one side and on both, and two areas under the bell curve.

    Raises
    ------
    ValueError
        If a count is not a whole number, or too small.

    Examples
    --------
    >>> found = tail(60, 100)
    >>> round(found.exact, 6), round(found.two_sided, 4), round(found.corrected, 4), round(found.uncorrected, 4)
    (0.028444, 0.0569, 0.0287, 0.0228)
    >>> tail(9, 10).exact == (10 + 1) / 2**10
    True
    """
    heads, flips = as_count("heads", heads, least=0), as_count("flips", flips)
    mirrored = max(heads, flips - heads)  # as far from half as `heads` is, on the upper side
    both = 1.0 if 2 * heads == flips else 2 * _at_least(mirrored, flips)
    corrected, uncorrected = (float(ndtr((flips / 2 - begin) / (sqrt(flips) / 2))) for begin in (heads - 0.5, heads))
    fewer = _at_least(flips - heads + 1, flips)  # as many tails
    return Tail(heads, flips, _at_least(heads, flips), fewer, both, corrected, uncorrected)


def head_chances(flips: int) -> NDArray[np.float64]:
    """Give the chance of every number of heads with a fair coin.

    Parameters
    ----------
    flips : int
        How many flips, 1 or more.

    Returns
    -------
    numpy.ndarray, shape (flips + 1,)
        The chances of 0, 1, ... heads.

    Raises
    ------
    ValueError
        If `flips` is not a whole number of at least 1.

    Examples
    --------
    >>> head_chances(2).round(6)
    array([0.25, 0.5 , 0.25])
    """
    flips = as_count("flips", flips)
    return binom.pmf(np.arange(flips + 1), flips, 0.5)


def running_heads(flips: int, batches: int, seed: int = 0) -> NDArray[np.unsignedinteger]:
    """Flip fair coins in batches, and count the heads after each flip.

    Parameters
    ----------
    flips : int
        Flips in each batch, 1 or more.
    batches : int
        How many batches, 1 or more.
    seed : int, optional
        The same flips for the same seed.

    Returns
    -------
    numpy.ndarray of unsigned int, shape (flips, batches)
        Heads of each batch after 1, 2, ... flips; the last row counts all.

    Raises
    ------
    ValueError
        If a count is not a whole number, or too small.

    Examples
    --------
    >>> running_heads(3, 4)
    array([[0, 1, 1, 1],
           [1, 2, 1, 2],
           [1, 3, 2, 3]], dtype=uint8)
    >>> float((running_heads(100, 10_000)[-1] >= 60).mean())
    0.0282
    """
    shape = as_count("flips", flips), as_count("batches", batches)
    rng = np.random.default_rng(as_count("seed", seed, least=0))
    heads = rng.integers(2, size=shape, dtype=np.uint8)
    return heads.cumsum(axis=0, dtype=np.min_scalar_type(flips))


def standard_error(chance: float, batches: int) -> float:
    """Say how far a simulated share typically is from the chance it estimates.

    Parameters
    ----------
    chance : float
        The chance, 0 to 1.
    batches : int
        How many batches are simulated, 1 or more.

    Returns
    -------
    float
        √(chance · (1 - chance) / batches).

    Raises
    ------
    ValueError
        If the chance is not from 0 to 1, or `batches` is not a whole number of at least 1.

    Examples
    --------
    >>> round(standard_error(0.028444, 10_000), 4)
    0.0017
    """
    chance = as_probability("chance", chance)
    return sqrt(chance * (1 - chance) / as_count("batches", batches))


def _at_least(heads: int, flips: int) -> float:
    """The chance of at least so many heads."""
    if heads <= 0:
        return 1.0
    return float(bdtrc(heads - 1, flips, 0.5)) if heads <= flips else 0.0
