"""Ranking: which of many vectors is most like one, and what "like" means.

Notebook 01 (linear algebra) searches documents with it: a document is a vector, and so is the query.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.directions import as_direction, cosine_similarity
from helpers.maths.validate import as_matrix, as_vector
from helpers.maths.vectors import dot, euclidean_distance

Floats = NDArray[np.float64]

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
