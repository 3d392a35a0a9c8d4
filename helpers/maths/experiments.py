"""An A/B test: two groups chosen by lot, and what is counted in each.

Notebook 04 (statistics) runs one with it. Every draw is seeded: equal seeds draw equal random numbers.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import ndtr

from helpers.maths.chances import as_probability
from helpers.maths.validate import as_count


@dataclass(frozen=True)
class ABTest:
    """What an A/B test counted.

    Attributes
    ----------
    users : int
        In each of the two groups.
    bought_a, bought_b : int
        How many of each group did what was hoped for.
    difference : float
        The share in B less that in A.
    z : float
        The difference in standard errors; 0 where nobody differs.
    p : float
        The chance of a difference at least this large, either way, if A and B are equally good.
    """

    users: int
    bought_a: int
    bought_b: int
    difference: float
    z: float
    p: float


def ab_test(rate_a: float, rate_b: float, users: int, seed: int = 0) -> ABTest:
    """Show A to one group of users and B to another, chosen by lot, and compare the shares that buy.

    Parameters
    ----------
    rate_a, rate_b : float
        The true chance that a user buys, shown A or B; from 0 to 1.
    users : int
        In each of the two groups.
    seed : int, optional
        Of the users' decisions.

    Returns
    -------
    ABTest
        The counts and their z test, with the share in both groups together for the standard error.

    Raises
    ------
    ValueError
        If a rate is not from 0 to 1, or there are no users.

    Examples
    --------
    >>> found = ab_test(0.10, 0.12, users=2000, seed=1)
    >>> found.bought_a, found.bought_b, round(found.z, 2), round(found.p, 3)
    (196, 220, 1.24, 0.214)
    """
    users = as_count("users", users)
    rng = np.random.default_rng(as_count("seed", seed, least=0))
    bought_a, bought_b = (
        int(rng.binomial(users, as_probability(name, rate))) for name, rate in (("rate_a", rate_a), ("rate_b", rate_b))
    )
    difference, both = (bought_b - bought_a) / users, (bought_a + bought_b) / (2 * users)
    error = sqrt(2 * both * (1 - both) / users)
    z = difference / error if error else 0.0
    return ABTest(users, bought_a, bought_b, difference, z, 2 * float(ndtr(-abs(z))))
