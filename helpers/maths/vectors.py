"""Vectors: how long they are, how far apart, which way they point, and which of many is most like one.

Notebook 01 (linear algebra) meets each idea as an arrow first and as a list of numbers next.
Legend: a and b are vectors of d numbers each; a · b is their dot product, |a| the length of a.
"""

from collections import namedtuple
from functools import partial
from math import dist, hypot
from operator import matmul
from time import perf_counter
from timeit import Timer

import numpy as np

from helpers.maths.checks import as_count, check, checked, one_of, same_length

ALIKE = 12  # significant digits: scores that agree in these are equal, the rest is rounding


def dot(a, b):
    """Multiply two vectors number by number, and add up the products."""
    return float(np.multiply(a, b).sum())


def norm(a, order=2):
    """Measure a length: as the crow flies (order 2), as a taxi drives (1), or the largest size (np.inf)."""
    sizes = np.abs(a)
    return hypot(*sizes) if order == 2 else float(sizes.sum() if order == 1 else sizes.max())


def euclidean_distance(a, b):
    """Measure how far apart the tips of two vectors are: |a - b|."""
    return dist(a, b)


def _check_directed(name, vector):
    check(vector.any(), f"{name} is all zeros and has no direction; wanted at least one number other than 0")


def _both_directed(a, b):
    _check_directed("a", a)
    _check_directed("b", b)


@checked(same_length("a", "b"), _both_directed, a="vector", b="vector")
def cosine_similarity(a, b):
    """Compare the directions of two vectors, whatever their lengths: a · b / (|a| |b|), from -1 to 1.

    >>> round(cosine_similarity([1, 2, 3], [1, 0, 1]), 4)
    0.7559
    """
    a, b = _scaled(a), _scaled(b)
    cosine = dot(a, b) / (norm(a) * norm(b))
    return min(max(cosine, -1.0), 1.0)


@checked(same_length("a", "b"), _both_directed, a="vector", b="vector")
def angle(a, b):
    """Measure the angle between two vectors, 0 to 180 degrees.

    The arccosine of the cosine loses half its digits near 0 and 180; the diagonals of the rhombus of both directions
    lose none: Kahan (2006), How Futile are Mindless Assessments of Roundoff in Floating-Point Computation?, section 12.

    >>> round(angle([10, 0], [1, 9]), 1)
    83.7
    """
    a, b = _direction(a), _direction(b)
    return float(np.degrees(2 * np.arctan2(norm(a - b), norm(a + b))))


def projection(a, b):
    """Find the point of the line along b that is nearest to a: its shadow."""
    return projection_length(a, b) * _direction(b)


def projection_length(a, b):
    """Measure the shadow of a on the line along b, a · b / |b|; below 0 if it falls on the side away from b."""
    return dot(a, _direction(b))


METRICS = {"dot": dot, "cosine": cosine_similarity, "euclidean": euclidean_distance}


def _comparable(query, documents, metric):
    """The relation of a query to documents: each has a direction, or a score that a float can hold."""
    check(query.size == documents.shape[1], f"query holds {query.size} numbers; wanted {documents.shape[1]}")
    if metric == "cosine":
        _check_directed("query", query)
        for at, row in enumerate(documents):
            _check_directed(f"documents[{at}]", row)
    else:
        name = {"dot": "a · b", "euclidean": "the distance of a and b"}[metric]
        with np.errstate(over="ignore", invalid="ignore"):
            fits = np.isfinite([METRICS[metric](query, row) for row in documents]).all()
        check(fits, f"{name} is too large for a 64-bit number; wanted smaller numbers")


@checked(_comparable, metric=one_of(*METRICS), documents="matrix", query="vector")
def rank_by(query, documents, metric):
    """Rank documents, one a row, by how like a query they are: a large "dot" or "cosine", or a small "euclidean".

    Returns the rows, the best first (of equally good ones the earlier), and the score of each document in given order.

    >>> rank_by([1, 1], [[1, 1], [5, 0], [2, 2.2]], metric="dot")
    (array([1, 2, 0]), array([2. , 5. , 4.2]))
    """
    scores = np.array([METRICS[metric](query, row) for row in documents])
    rounded = np.array([float(f"{score:.{ALIKE}g}") for score in scores])
    return np.argsort(rounded if metric == "euclidean" else -rounded, kind="stable"), scores


def shared_ranks(scores, rounding=0.0):
    """Rank scores: 1 and how many are better, so that scores within `rounding` of each other may share a rank."""
    return 1 + (scores - scores[:, np.newaxis] > rounding).sum(axis=1)


def seen_from(query, vectors):
    """Turn vectors into a plane, (n, d) to (n, 2): each at its length, and at its angle to a query along the x axis."""
    turns = np.radians([angle(query, vector) for vector in vectors])
    lengths = np.array([norm(vector) for vector in vectors])
    return lengths[:, np.newaxis] * np.column_stack([np.cos(turns), np.sin(turns)])


def _scaled(a):
    """Divide by a power of two, which rounds nothing, until the largest size is 1/2 to 1 and its square is safe."""
    return np.ldexp(a, -np.frexp(np.abs(a).max())[1])


def _direction(a):
    """Shrink or stretch a vector to length 1."""
    a = _scaled(a)
    return a / norm(a)


# how long a loop takes against NumPy, measured on the machine at hand: nothing is stored, and no test asserts a time

LONG_ENOUGH = 0.002  # seconds for the calls of a measurement: a thousand times what a clock of a microsecond can tell
MOST_NUMBERS = 10_000_000


class Speeds(namedtuple("Speeds", "sizes loop vectorised")):
    """Seconds of a dot product by a loop and by NumPy, for vectors of so many numbers, ascending; shape (k,) each."""

    @property
    def ratios(self):
        """How many times as fast NumPy is at each size; below 1 the loop is faster."""
        return self.loop / self.vectorised


def loop_dot(a, b):
    total = 0.0
    for one, other in zip(a, b, strict=True):
        total += one * other
    return total


def best_of(function):
    """Measure the seconds of one call: the least of five measurements, as whatever else a machine does only adds to it.

    >>> best_of(lambda: sum(range(10))) > 0
    True
    """
    timer, calls = Timer(function, timer=perf_counter), 1
    while timer.timeit(calls) < LONG_ENOUGH:
        calls *= 4
    return min(timer.repeat(5, calls)) / calls


def _ascending(name, sizes):
    counts = np.array([as_count("a size", size) for size in np.ravel(sizes)], dtype=int)
    fits = counts.size > 0 and counts.max() <= MOST_NUMBERS and (np.diff(counts) > 0).all()
    check(fits, f"{name} is {sizes!r:.60}; wanted whole numbers that ascend, up to {MOST_NUMBERS:,}")
    return counts


@checked(sizes=_ascending)
def compare_speeds(sizes=(1, 10, 100, 1000, 10_000, 100_000, 1_000_000)):
    """Measure the dot product of two random vectors by a loop over lists and by NumPy over arrays: neither converts.

    >>> compare_speeds([1, 100]).sizes
    array([  1, 100])
    """
    sizes = np.asarray(sizes)
    a, b = np.random.default_rng(0).normal(size=(2, sizes[-1]))
    loop, vectorised = [], []
    for size in sizes:
        loop.append(best_of(partial(loop_dot, a[:size].tolist(), b[:size].tolist())))
        vectorised.append(best_of(partial(matmul, a[:size], b[:size])))
    return Speeds(sizes, np.array(loop), np.array(vectorised))
