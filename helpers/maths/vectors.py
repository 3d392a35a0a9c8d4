"""Vectors: their dot product, how long they are, and how far apart.

Notebook 01 (linear algebra) meets each idea as an arrow first and as a list of numbers next.
Legend: a and b are vectors of d numbers each; a · b is their dot product, |a| the length of a.

Directions: the angle between two vectors, and the shadow of one on the line along the other.

Notebook 01 (linear algebra) meets each idea as an arrow first and as a list of numbers next.
Legend: a and b are vectors of d numbers each; a · b is their dot product, |a| the length of a.

Ranking: which of many vectors is most like one, and what "like" means.

Notebook 01 (linear algebra) searches documents with it: a document is a vector, and so is the query.

Ranks that equally good ones share, and vectors turned into a plane where their ranking can be seen.

Notebook 01 (linear algebra) shows documents and a query so.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import as_matrix, as_number, as_vector

Floats = NDArray[np.float64]


def dot(a: ArrayLike, b: ArrayLike) -> float:
    """Multiply two vectors element by element, and add the products.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors.

    Returns
    -------
    float
        Above 0 if the angle between them is under 90 degrees, 0 at 90 degrees, below 0 beyond.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or their product is too large for a 64-bit number.

    Examples
    --------
    >>> dot([2, 1, 0], [3, 1, 4])
    7.0
    """
    a, b = as_pair(a, b)
    with np.errstate(over="ignore", invalid="ignore"):
        return _as_fitting("a · b", (a * b).sum())


def norm(a: ArrayLike, order: float = 2) -> float:
    """Measure the length of a vector.

    Parameters
    ----------
    a : array_like, shape (d,)
        Any vector.
    order : {2, 1, inf}, optional
        2: the root of the sum of squares, as the crow flies. 1: the sum of sizes, as a taxi drives along the streets.
        inf: the largest size.

    Returns
    -------
    float
        The length, 0 or more, in the unit of a.

    Raises
    ------
    ValueError
        If a is not a finite vector, there is no such order, or the length is too large for a 64-bit number.

    Examples
    --------
    >>> norm([3, -4]), norm([3, -4], order=1), norm([3, -4], order=np.inf)
    (5.0, 7.0, 4.0)
    """
    sizes = np.abs(as_vector("a", a))
    if order not in (1, 2, np.inf):
        raise ValueError(f"order is {order!r}; wanted 1, 2 or inf")
    if order == np.inf:
        return float(sizes.max())
    with np.errstate(over="ignore"):
        return _as_fitting(f"the norm of order {order:g}", sizes.sum() if order == 1 else _length(sizes))


def euclidean_distance(a: ArrayLike, b: ArrayLike) -> float:
    """Measure how far apart the tips of two vectors are: |a - b|.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors.

    Returns
    -------
    float
        The distance, 0 or more, in the unit of a and b.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or too far apart for a 64-bit number.

    Examples
    --------
    >>> euclidean_distance([1, 1], [4, 5])
    5.0
    """
    a, b = as_pair(a, b)
    with np.errstate(over="ignore", invalid="ignore"):
        return _as_fitting("the distance of a and b", _length(a - b))


def as_pair(a: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    """Return two vectors of one length.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors.

    Returns
    -------
    a, b : numpy.ndarray, shape (d,)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length.

    Examples
    --------
    >>> as_pair([1, 2], [3, 4])
    (array([1., 2.]), array([3., 4.]))
    """
    a = as_vector("a", a)
    return a, as_vector("b", b, length=a.size)


def _length(a: Floats) -> np.float64:
    power = np.frexp(np.abs(a).max())[1]
    return np.ldexp(np.sqrt((np.ldexp(a, -power) ** 2).sum()), power)


def _as_fitting(name: str, value: np.float64) -> float:
    if not np.isfinite(value):
        raise ValueError(f"{name} is too large for a 64-bit number; wanted smaller numbers")
    return float(value)


def cosine_similarity(a: ArrayLike, b: ArrayLike) -> float:
    """Compare the directions of two vectors, whatever their lengths: a · b / (|a| |b|).

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors that are not all zeros.

    Returns
    -------
    float
        The cosine of the angle between them: 1 for the same direction, 0 for a right angle, -1 for opposite ones.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or one is all zeros and so has no direction.

    Examples
    --------
    >>> round(cosine_similarity([1, 2, 3], [1, 0, 1]), 4)
    0.7559
    >>> cosine_similarity([1, 2, 0], [2, 4, 0])
    0.9999999999999998
    """
    a, b = (_scaled(vector) for vector in _as_directions(a, b))
    cosine = (a * b).sum() / (norm(a) * norm(b))
    return float(cosine.clip(-1, 1))


def angle(a: ArrayLike, b: ArrayLike) -> float:
    """Measure the angle between two vectors.

    The arccosine of the cosine loses half its digits near 0 and 180 degrees; the sum and the difference of the two
    directions, which are the diagonals of a rhombus, lose none.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors that are not all zeros.

    Returns
    -------
    float
        The angle in degrees, 0 to 180.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or one is all zeros and so has no direction.

    References
    ----------
    Kahan (2006), How Futile are Mindless Assessments of Roundoff in Floating-Point Computation?, section 12.

    Examples
    --------
    >>> angle([1, 0], [0, 3]), round(angle([10, 0], [1, 9]), 1)
    (90.0, 83.7)
    """
    a, b = (_direction(vector) for vector in _as_directions(a, b))
    return float(np.degrees(2 * np.arctan2(norm(a - b), norm(a + b))))


def projection(a: ArrayLike, b: ArrayLike) -> Floats:
    """Cast the shadow of a on the line along b.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors; b is not all zeros.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The point of that line that is nearest to a.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or b is all zeros and so has no direction.

    Examples
    --------
    >>> projection([3, 1], [2, 0])
    array([3., 0.])
    """
    a, b = as_pair(a, b)
    return projection_length(a, b) * _direction(as_direction("b", b))


def projection_length(a: ArrayLike, b: ArrayLike) -> float:
    """Measure the shadow of a on the line along b: a · b / |b|.

    It is a · b itself only if b has length 1.

    Parameters
    ----------
    a, b : array_like, shape (d,)
        Any two vectors; b is not all zeros.

    Returns
    -------
    float
        The shadow's length in the unit of a; below 0 if it falls on the side away from b.

    Raises
    ------
    ValueError
        If a and b are not finite vectors of one length, or b is all zeros and so has no direction.

    Examples
    --------
    >>> projection_length([3, 1], [2, 0]), projection_length([3, 1], [-2, 0])
    (3.0, -3.0)
    """
    a, b = as_pair(a, b)
    return dot(a, _direction(as_direction("b", b)))


def as_direction(name: str, vector: Floats) -> Floats:
    """Return a vector that has a direction.

    Parameters
    ----------
    name : str
        What the vector is called in the error message.
    vector : numpy.ndarray, shape (d,)
        A finite vector.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The same vector.

    Raises
    ------
    ValueError
        If it is all zeros.

    Examples
    --------
    >>> as_direction("b", np.array([0.0, 2.0]))
    array([0., 2.])
    """
    if not vector.any():
        raise ValueError(f"{name} is all zeros and has no direction; wanted at least one number other than 0")
    return vector


def _scaled(a: Floats) -> Floats:
    """Divide by a power of two, which rounds nothing, until the largest size is 1/2 to 1 and its square is safe."""
    return np.ldexp(a, -np.frexp(np.abs(a).max())[1])


def _direction(a: Floats) -> Floats:
    """Shrink or stretch a vector to length 1."""
    a = _scaled(a)
    return a / norm(a)


def _as_directions(a: ArrayLike, b: ArrayLike) -> tuple[Floats, Floats]:
    a, b = as_pair(a, b)
    return as_direction("a", a), as_direction("b", b)


ALIKE = 12  # significant digits: scores that agree in these are equal, the rest is rounding

METRICS: dict[str, Callable[[ArrayLike, ArrayLike], float]] = {
    "dot": dot,
    "cosine": cosine_similarity,
    "euclidean": euclidean_distance,
}


def rank_by(query: ArrayLike, documents: ArrayLike, metric: str) -> tuple[NDArray[np.intp], Floats]:
    """Rank documents by how like a query they are.

    Parameters
    ----------
    query : array_like, shape (d,)
        What is looked for.
    documents : array_like, shape (n, d)
        One document in each row.
    metric : {"dot", "cosine", "euclidean"}
        What "like" means: a large dot product, a large cosine, a small distance.

    Returns
    -------
    order : numpy.ndarray of int, shape (n,)
        Rows of `documents`, the best one first; of equally good ones the earlier.
    scores : numpy.ndarray, shape (n,)
        The metric of each document, in the order of `documents`.

    Raises
    ------
    ValueError
        If there is no such metric, query and documents differ in length, or a cosine is wanted and one is all zeros.

    Examples
    --------
    >>> order, scores = rank_by([1, 1], [[1, 1], [5, 0], [2, 2.2]], metric="dot")
    >>> order, scores
    (array([1, 2, 0]), array([2. , 5. , 4.2]))
    """
    if metric not in METRICS:
        raise ValueError(f"metric is {metric!r}; wanted one of {', '.join(METRICS)}")
    rows = as_matrix("documents", documents)
    query = as_vector("query", query, length=rows.shape[1])
    if metric == "cosine":
        as_direction("query", query)
        for at, row in enumerate(rows):
            as_direction(f"documents[{at}]", row)
    scores = np.array([METRICS[metric](query, row) for row in rows])
    rounded = np.array([float(f"{score:.{ALIKE}g}") for score in scores])
    return np.argsort(rounded if metric == "euclidean" else -rounded, kind="stable"), scores


def shared_ranks(scores: ArrayLike, rounding: float = 0.0) -> NDArray[np.intp]:
    """Rank scores, the highest first; those that differ by no more than rounding share a rank.

    Parameters
    ----------
    scores : array_like, shape (n,)
        Any numbers.
    rounding : float, optional
        By how much equal ones may differ, 0 or more, in the scores' unit.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        1 and how many are better.

    Raises
    ------
    ValueError
        If the scores are not a finite vector, or rounding is below 0.

    Examples
    --------
    >>> shared_ranks([2, 5, 4.2, 5])
    array([4, 1, 3, 1])
    """
    scores = as_vector("scores", scores)
    if as_number("rounding", rounding) < 0:
        raise ValueError(f"rounding is {rounding}; wanted a number from 0 up")
    return 1 + (scores - scores[:, np.newaxis] > rounding).sum(axis=1)


def seen_from(query: ArrayLike, vectors: ArrayLike) -> NDArray[np.float64]:
    """Turn vectors into a plane, each at its true length and at its true angle to the query.

    Parameters
    ----------
    query : array_like, shape (d,)
        Lies along the plane's first axis; not all zeros.
    vectors : array_like, shape (n, d)
        One in each row, none of them all zeros.

    Returns
    -------
    numpy.ndarray, shape (n, 2)
        Their places, along the query and away from it. Lengths, and angles, dot products and distances to the query
        are kept; what lies between two vectors is not.

    Raises
    ------
    ValueError
        If query and vectors differ in length, or one is all zeros.

    Examples
    --------
    >>> seen_from([0, 0, 2], [[0, 0, 5], [3, 4, 0]]).round(9)
    array([[5., 0.],
           [0., 5.]])
    """
    vectors = as_matrix("vectors", vectors)
    turns = np.radians([angle(query, vector) for vector in vectors])
    lengths = np.array([norm(vector) for vector in vectors])
    return lengths[:, np.newaxis] * np.column_stack([np.cos(turns), np.sin(turns)])
