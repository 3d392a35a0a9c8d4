"""Incomes of people who do not exist: many ordinary ones and some high, so that mean and median part.

Notebook 04 (statistics) describes them.
"""

import numpy as np
from numpy.typing import NDArray

from helpers.data.errors import DataError, shown

HIGH_SHARE = 0.3
ORDINARY_MEAN, ORDINARY_SHAPE = 28_000, 1.5  # euros a year; the shape of a gamma distribution
HIGH_FROM, HIGH_TO = 80_000, 280_000  # euros a year, all between equally likely

PROVENANCE = (
    "Made up for this course, of nobody: each with chance 0.7 from a gamma distribution with mean 28,000 and shape "
    "1.5, otherwise evenly from 80,000 to 280,000; euros a year, rounded up to whole ones."
)


def incomes(size: int = 1000, seed: int = 0) -> NDArray[np.float64]:
    """Make up incomes with a mean far above their median; `PROVENANCE` says how.

    Parameters
    ----------
    size : int, optional
        How many, at least 2.
    seed : int, optional
        The same incomes for the same seed, 0 or more.

    Returns
    -------
    numpy.ndarray, shape (size,)
        Whole euros a year, each 1 or more.

    Raises
    ------
    DataError
        If `size` is not a whole number of at least 2, or `seed` not one of at least 0.

    Examples
    --------
    >>> salaries = incomes()
    >>> float(salaries.mean()), float(np.median(salaries))
    (69562.002, 33952.5)
    """
    for name, value, least in (("size", size, 2), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise DataError(f"{name} is {shown(value)}; wanted a whole number of at least {least}")
    rng = np.random.default_rng(seed)
    earns_much = rng.random(size) < HIGH_SHARE
    high = rng.uniform(HIGH_FROM, HIGH_TO, size)
    ordinary = rng.gamma(ORDINARY_SHAPE, ORDINARY_MEAN / ORDINARY_SHAPE, size)
    return np.ceil(np.where(earns_much, high, ordinary))
