"""Attention: each position asks, all positions answer, and the answers are mixed.

Notebook 01 (linear algebra) works it out by hand. Two matrix products with a softmax between them:
`softmax(Q Kᵀ / √d) V`, after Vaswani et al., "Attention is all you need" (2017).
m: positions that ask. n: positions that answer. d: numbers in a query and in a key. v: numbers in a value.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import LARGEST, as_count, as_matrix
from helpers.maths.information import softmax

Floats = NDArray[np.float64]

NEVER = -1e300  # a score so low that nothing is left of it after the softmax


@dataclass(frozen=True)
class Attention:
    """What attention works out, one step after the other.

    Attributes
    ----------
    scores : numpy.ndarray, shape (m, n)
        How well each query matches each key: their dot product, divided by √d where that was asked for.
    weights : numpy.ndarray, shape (m, n)
        The share of each value in each mix.
    output : numpy.ndarray, shape (m, v)
        The mixed values.
    """

    scores: Floats
    weights: Floats
    output: Floats


@dataclass(frozen=True)
class MultiHead:
    """Several attentions, each over its own columns.

    Attributes
    ----------
    heads : tuple of Attention
        What each of them works out.
    output : numpy.ndarray, shape (m, v)
        Their outputs, side by side.
    """

    heads: tuple[Attention, ...]
    output: Floats


def attention(
    queries: ArrayLike,
    keys: ArrayLike,
    values: ArrayLike,
    *,
    scaled: bool = True,
    normalised: bool = True,
    mask: ArrayLike | None = None,
) -> Attention:
    """Mix the values by how well each query matches their keys.

    Where queries and keys come from the same positions this is self-attention, else cross-attention.

    Parameters
    ----------
    queries : array_like, shape (m, d)
        What each position looks for.
    keys : array_like, shape (n, d)
        What each position can be found by.
    values : array_like, shape (n, v)
        What each position hands over.
    scaled : bool, optional
        Whether the scores are divided by √d, which keeps their spread the same for any d.
    normalised : bool, optional
        Whether the softmax turns each row of scores into shares of 1; if not, the scores are the weights.
    mask : array_like of bool, shape (m, n), optional
        Where a query may look; everywhere when omitted.

    Returns
    -------
    Attention
        Scores, weights and output.

    Raises
    ------
    ValueError
        If the shapes do not fit, a value is not finite, or a query may look nowhere.

    Examples
    --------
    >>> mixed = attention([[10, 0]], keys=[[10, 0], [0, 10]], values=[[1, 2], [3, 4]])
    >>> mixed.scores.round(1), mixed.weights.round(3), mixed.output.round(3)
    (array([[70.7,  0. ]]), array([[1., 0.]]), array([[1., 2.]]))
    """
    Q, K = as_matrix("queries", queries, most=LARGEST), as_matrix("keys", keys, most=LARGEST)
    V = as_matrix("values", values, most=LARGEST)
    if Q.shape[1] != K.shape[1]:
        raise ValueError(f"queries have shape {Q.shape} and keys {K.shape}; wanted rows of one length d in both")
    if K.shape[0] != V.shape[0]:
        raise ValueError(f"keys have shape {K.shape} and values {V.shape}; wanted one value for each key")
    allowed = _as_mask(mask, (Q.shape[0], K.shape[0]))
    scores = Q @ K.T  # (m, d) @ (d, n) -> (m, n)
    if scaled:
        scores = scores / np.sqrt(Q.shape[1])
    # (m, n): each row adds up to 1
    weights = softmax(np.where(allowed, scores, NEVER)) if normalised else np.where(allowed, scores, 0.0)
    return Attention(scores, weights, weights @ V)  # (m, n) @ (n, v) -> (m, v)


def multi_head(
    queries: ArrayLike,
    keys: ArrayLike,
    values: ArrayLike,
    heads: int,
    *,
    scaled: bool = True,
    normalised: bool = True,
    mask: ArrayLike | None = None,
) -> MultiHead:
    """Split the columns among several heads, let each attend, and put their outputs side by side.

    Each head has d / heads columns, and divides its scores by the root of that.

    Parameters
    ----------
    queries, keys, values : array_like, shapes (m, d), (n, d), (n, v)
        As for `attention`.
    heads : int
        How many heads; d and v are multiples of it.
    scaled, normalised, mask : optional
        As for `attention`.

    Returns
    -------
    MultiHead
        What each head works out, and the joined output.

    Raises
    ------
    ValueError
        If the columns cannot be split evenly, or as for `attention`.

    Examples
    --------
    >>> both = multi_head([[9, 0]], keys=[[9, 0], [0, 9]], values=[[1, 2], [3, 4]], heads=2)
    >>> [head.weights.round(3).tolist() for head in both.heads], both.output
    ([[[1.0, 0.0]], [[0.5, 0.5]]], array([[1., 3.]]))
    """
    named = {"queries": queries, "keys": keys, "values": values}
    columns = zip(*(_split(name, matrix, heads) for name, matrix in named.items()), strict=True)
    attended = tuple(attention(*part, scaled=scaled, normalised=normalised, mask=mask) for part in columns)
    return MultiHead(attended, np.hstack([head.output for head in attended]))  # heads x (m, v / heads) -> (m, v)


def _split(name: str, values: ArrayLike, heads: int) -> list[Floats]:
    """Cut a matrix into as many blocks of columns as there are heads."""
    matrix, heads = as_matrix(name, values, most=LARGEST), as_count("heads", heads)
    if matrix.shape[1] % heads:
        raise ValueError(f"{name} have shape {matrix.shape}; wanted columns that can be split among {heads} heads")
    return np.split(matrix, heads, axis=1)


def _as_mask(mask: ArrayLike | None, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Return where each query may look, everywhere without a mask."""
    if mask is None:
        return np.ones(shape, dtype=bool)
    allowed = np.asarray(mask)
    if allowed.dtype != bool or allowed.shape != shape:
        raise ValueError(f"mask has shape {allowed.shape} and type {allowed.dtype}; wanted bool of shape {shape}")
    if not allowed.any(axis=1).all():
        raise ValueError(f"mask leaves row {int(allowed.any(axis=1).argmin())} nowhere to look; wanted one True a row")
    return allowed
