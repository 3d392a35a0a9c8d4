"""How long a loop takes against NumPy, measured on the machine at hand.

Notebook 01 (linear algebra) asks when a vectorised product pays. Times differ from machine to machine and from run to
run: nothing here is stored, and no test asserts one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import as_count, as_number, as_vector

LONG_ENOUGH = 0.002  # seconds: a thousand times what a clock of a microsecond can tell apart
MOST_NUMBERS = 10_000_000


@dataclass(frozen=True, eq=False)
class Speeds:
    """What a dot product costs by a loop and by NumPy, for vectors of several sizes.

    Attributes
    ----------
    sizes : numpy.ndarray of int, shape (k,)
        How many numbers each of the two vectors holds, ascending.
    loop : numpy.ndarray, shape (k,)
        Seconds a call of `loop_dot` on two lists.
    vectorised : numpy.ndarray, shape (k,)
        Seconds a call of `a @ b` on two NumPy arrays.

    Raises
    ------
    ValueError
        If the sizes are not whole numbers that ascend, or a time is not a finite number above 0, one for each size.

    Examples
    --------
    >>> speeds = Speeds([1, 1000], loop=[1e-7, 4e-5], vectorised=[5e-7, 1e-6])
    >>> speeds.ratios
    array([ 0.2, 40. ])
    >>> speeds.wins_from
    1000
    """

    sizes: NDArray[np.intp]
    loop: NDArray[np.float64]
    vectorised: NDArray[np.float64]

    def __post_init__(self) -> None:
        object.__setattr__(self, "sizes", _as_sizes(self.sizes))
        for name in ("loop", "vectorised"):
            seconds = as_vector(name, getattr(self, name), self.sizes.size)
            as_number(f"the least of {name}", seconds.min(), above=0)
            object.__setattr__(self, name, seconds)

    @property
    def ratios(self) -> NDArray[np.float64]:
        """How many times as fast NumPy is at each size, shape (k,); below 1 the loop is faster."""
        return self.loop / self.vectorised

    @property
    def wins_from(self) -> int | None:
        """The size from which on NumPy is faster at every size measured; none where the loop wins at the last."""
        wins = np.logical_and.accumulate(self.ratios[::-1] > 1)[::-1]
        return int(self.sizes[wins.argmax()]) if wins.any() else None


def loop_dot(a: Sequence[float], b: Sequence[float]) -> float:
    """Multiply two vectors in plain Python: one product after the other.

    Parameters
    ----------
    a, b : sequence of float, length d
        Any two lists of one length.

    Returns
    -------
    float
        The sum of the products.

    Examples
    --------
    >>> loop_dot([2, 1, 0], [3, 1, 4])
    7.0
    """
    total = 0.0
    for one, other in zip(a, b, strict=True):
        total += one * other
    return total


def best_of(function: Callable[[], object], repeats: int = 5) -> float:
    """Measure how long one call takes, undisturbed.

    Parameters
    ----------
    function : callable
        What to call, without arguments.
    repeats : int, optional
        How many measurements to take the least of; each is of as many calls as take about two thousandths of a second.

    Returns
    -------
    float
        Seconds a call, above 0: the least of all measurements, as whatever else the machine does can only add to it.

    Raises
    ------
    ValueError
        If `repeats` is not a whole number of at least 1.

    Examples
    --------
    >>> best_of(lambda: sum(range(10))) > 0
    True
    """
    repeats, calls = as_count("repeats", repeats), 1
    while _seconds(function, calls) < LONG_ENOUGH:
        calls *= 4
    return min(_seconds(function, calls) for _ in range(repeats)) / calls


def compare_speeds(sizes: ArrayLike = (1, 10, 100, 1000, 10_000, 100_000, 1_000_000), repeats: int = 5) -> Speeds:
    """Measure the dot product of two random vectors by a loop and by NumPy.

    Parameters
    ----------
    sizes : array_like of int, shape (k,), optional
        How many numbers the vectors hold, ascending, up to ten million.
    repeats : int, optional
        As in `best_of`.

    Returns
    -------
    Speeds
        Seconds a call of both, for each size; the loop goes over lists and NumPy over arrays, so that neither converts.

    Raises
    ------
    ValueError
        If a size is not a whole number from 1 to ten million, the sizes do not ascend, or `repeats` is not at least 1.

    Examples
    --------
    >>> compare_speeds([1, 100], repeats=1).sizes
    array([  1, 100])
    """
    sizes = _as_sizes(sizes)
    a, b = np.random.default_rng(0).normal(size=(2, sizes[-1]))
    loop, vectorised = [], []
    for size in sizes:
        left, right = a[:size], b[:size]
        first, second = left.tolist(), right.tolist()
        loop.append(best_of(lambda first=first, second=second: loop_dot(first, second), repeats))
        vectorised.append(best_of(lambda left=left, right=right: left @ right, repeats))
    return Speeds(sizes, loop, vectorised)


def _as_sizes(sizes: ArrayLike) -> NDArray[np.intp]:
    """Check how many numbers the vectors hold."""
    counts = np.array([as_count("a size", size) for size in np.ravel(sizes)], dtype=int)
    if counts.size == 0 or counts.max() > MOST_NUMBERS or (np.diff(counts) <= 0).any():
        raise ValueError(f"sizes is {sizes!r:.60}; wanted whole numbers that ascend, up to {MOST_NUMBERS:,}")
    return counts


def _seconds(function: Callable[[], object], calls: int) -> float:
    """Time so many calls together."""
    start = perf_counter()
    for _ in range(calls):
        function()
    return perf_counter() - start
