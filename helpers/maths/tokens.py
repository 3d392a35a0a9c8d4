"""Made-up tokens for attention: random queries and keys whose scores are known beforehand.

Notebook 03 (probability) shows with them what the division by the root of the size is for.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_count

Floats = NDArray[np.float64]


def matched_tokens(matches: ArrayLike, size: int, seed: int) -> tuple[Floats, Floats]:
    """Make random queries and keys of about size 1 whose scores, divided by the root of their size, are given.

    Parameters
    ----------
    matches : array_like, shape (heads, n, n)
        For each head the scores divided by the root: a row for each query, a column for each key.
    size : int
        How many numbers a query and a key have, all heads together; each head has at least n of them.
    seed : int
        Of the random numbers.

    Returns
    -------
    queries, keys : numpy.ndarray, shape (n, size)
        A row for each token; each head has its columns, one head after the other.

    Raises
    ------
    ValueError
        If matches is not one or more square tables, or the size cannot be dealt to the heads.

    Examples
    --------
    >>> queries, keys = matched_tokens([[[1, 0], [-0.5, 2]]], size=4, seed=0)
    >>> (queries @ keys.T / 2).round(9)
    array([[ 1. ,  0. ],
           [-0.5,  2. ]])
    """
    matches, size = np.asarray(matches, dtype=float), as_count("size", size)
    if matches.ndim != 3 or matches.shape[1] != matches.shape[2] or not matches.size:
        raise ValueError(f"matches has shape {matches.shape}; wanted (heads, n, n)")
    heads, n, _ = matches.shape
    width = size // heads
    if size % heads or width < n:
        raise ValueError(f"size is {size}; wanted a multiple of {heads}, {heads * n} or more")
    rng = np.random.default_rng(seed)
    queries, keys = [], []
    for match in matches:
        Q = np.linalg.qr(rng.normal(size=(width, n)))[0].T * np.sqrt(width)  # (n, width), at right angles
        K = rng.normal(size=(n, width))
        K += (np.sqrt(width) * match.T - K @ Q.T) @ Q / width  # now Q @ K.T / √width is match
        queries.append(Q)
        keys.append(K)
    return np.hstack(queries), np.hstack(keys)
