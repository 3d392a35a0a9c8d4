"""Many tested changes: what share of the significant results is false, and what chance alone comes up with.

Notebook 04 (statistics) uses it. Legend: of all changes that are tested the share `real` has an effect; a test finds
such an effect with probability `power`, and takes chance for an effect with probability `alpha`.
"""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from helpers.maths.chances import as_probability
from helpers.maths.validate import as_count


@dataclass(frozen=True)
class Findings:
    """What becomes of tested changes, as shares of all of them.

    Attributes
    ----------
    found, missed : float
        Real effects with a significant result, and without.
    false_alarms, quiet : float
        Changes without an effect, with a significant result, and without.

    Examples
    --------
    >>> round(findings(real=0.1, power=0.25).missed, 9)
    0.075
    """

    found: float
    missed: float
    false_alarms: float
    quiet: float

    @property
    def significant(self) -> float:
        """Share of all changes with a significant result."""
        return self.found + self.false_alarms

    @property
    def false_share(self) -> float:
        """Share of the significant results that are false; NaN where there are none."""
        return self.false_alarms / self.significant if self.significant else nan


def findings(real: float, power: float, alpha: float = 0.05) -> Findings:
    """Sort tested changes into four kinds: real or not, significant or not.

    Parameters
    ----------
    real : float
        Share of the changes that have an effect, from 0 to 1.
    power : float
        Share of those that the test finds.
    alpha : float, optional
        Share of the others that the test takes for an effect.

    Returns
    -------
    Findings
        The four shares.

    Raises
    ------
    ValueError
        If one of the three is not a number from 0 to 1.

    Examples
    --------
    >>> round(findings(real=0.1, power=0.25).false_share, 2)  # 0.045 / (0.025 + 0.045)
    0.64
    """
    real, power = as_probability("real", real), as_probability("power", power)
    alpha = as_probability("alpha", alpha)
    return Findings(real * power, real * (1 - power), (1 - real) * alpha, (1 - real) * (1 - alpha))


def any_false_alarm(tries: int, alpha: float = 0.05) -> float:
    """Say how likely at least one of several useless changes is significant, if each is tested independently.

    Parameters
    ----------
    tries : int
        How many useless changes are tested.
    alpha : float, optional
        Chance that one of them is significant.

    Returns
    -------
    float
        A probability.

    Raises
    ------
    ValueError
        If `tries` is not a whole number from 0 up, or `alpha` is not a number from 0 to 1.

    Examples
    --------
    >>> round(any_false_alarm(20), 2)  # 1 - 0.95**20
    0.64
    """
    return 1 - (1 - as_probability("alpha", alpha)) ** as_count("tries", tries, least=0)


def null_p_values(size: int = 100, draws: int = 10_000, seed: int = 0) -> NDArray[np.float64]:
    """Compare two groups again and again between which there is no difference, and return the p-values.

    Every value is drawn from the standard normal distribution; the two means are compared by the two-sample t-test.

    Parameters
    ----------
    size : int, optional
        Values in each group, at least 2.
    draws : int, optional
        How many times two groups are compared.
    seed : int, optional
        Of the random numbers.

    Returns
    -------
    numpy.ndarray, shape (draws,)
        Two-sided p-values: every value from 0 to 1 is as likely as every other.

    Raises
    ------
    ValueError
        If an option is not a whole number in its range.

    Examples
    --------
    >>> p = null_p_values()
    >>> round(float((p < 0.05).mean()), 2)
    0.05
    """
    size, draws, seed = as_count("size", size, least=2), as_count("draws", draws), as_count("seed", seed, least=0)
    values = np.random.default_rng(seed).normal(size=(2, draws, size))
    a, b = values.mean(axis=2)
    standard_error = np.sqrt(values.var(axis=2, ddof=1).sum(axis=0) / size)
    return 2 * t.sf(np.abs(b - a) / standard_error, 2 * size - 2)
