"""How long a loop takes against NumPy, measured on the machine at hand (notebook 01).

Times differ from machine to machine and from run to run: nothing here is stored, and no test asserts one.
"""

from functools import partial
from operator import matmul
from time import perf_counter
from timeit import Timer

import numpy as np

from helpers.maths.checks import as_count, check, checked

LONG_ENOUGH = 0.002  # seconds for the calls of a measurement: a thousand times what a clock of a microsecond can tell
MOST_NUMBERS = 10_000_000


class Speeds:
    """Seconds of a dot product by a loop and by NumPy, for vectors of so many numbers, ascending; shape (k,) each."""

    def __init__(self, sizes, loop, vectorised):
        self.sizes, self.loop, self.vectorised = map(np.asarray, (sizes, loop, vectorised))

    @property
    def ratios(self):
        """How many times as fast NumPy is at each size; below 1 the loop is faster."""
        return self.loop / self.vectorised


def loop_dot(a, b):
    """Multiply two vectors in plain Python, one product after the other."""
    total = 0.0
    for one, other in zip(a, b, strict=True):
        total += one * other
    return total


@checked(repeats=as_count)
def best_of(function, repeats=5):
    """Measure the seconds of one call: the least of all measurements, as whatever else a machine does only adds to it.

    >>> best_of(lambda: sum(range(10))) > 0
    True
    """
    timer, calls = Timer(function, timer=perf_counter), 1
    while timer.timeit(calls) < LONG_ENOUGH:
        calls *= 4
    return min(timer.repeat(repeats, calls)) / calls


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
    return Speeds(sizes, loop, vectorised)
