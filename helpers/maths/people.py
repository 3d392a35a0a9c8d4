"""Made-up people, of whom age acts on salary only through experience.

Notebook 04 (statistics) asks of them what is left between age and salary when experience is held still.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.maths.validate import as_count

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class People:
    """Made-up people, of whom age acts on salary only through experience.

    Attributes
    ----------
    age, experience : numpy.ndarray, shape (size,)
        In whole years.
    salary : numpy.ndarray, shape (size,)
        In euros a year.
    """

    age: Floats
    experience: Floats
    salary: Floats


def people(size: int = 200, seed: int = 4) -> People:
    """Make up people who are 30 to 65, began to work at 17 to 27, and are paid for their experience alone.

    Parameters
    ----------
    size : int, optional
        How many, at least 3.
    seed : int, optional
        The same people for the same seed. In the default's sample the partial correlation of age and salary happens
        to be 0.00; from one sample of 200 to the next it scatters around 0 by 0.07.

    Returns
    -------
    People
        Age, experience and salary.

    Raises
    ------
    ValueError
        If `size` is not a whole number of at least 3, or `seed` not one of at least 0.

    Examples
    --------
    >>> staff = people()
    >>> np.corrcoef([staff.age, staff.experience, staff.salary])[[0, 1, 0], [1, 2, 2]].round(3)
    array([0.956, 0.942, 0.9  ])
    """
    size, rng = as_count("size", size, least=3), np.random.default_rng(as_count("seed", seed, least=0))
    age = rng.integers(30, 66, size).astype(float)
    experience = age - rng.integers(17, 28, size)
    salary = 30_000 + 1_500 * experience + 5_500 * rng.standard_normal(size)
    return People(age, experience, salary.round())
