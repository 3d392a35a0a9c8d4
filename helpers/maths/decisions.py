"""Decisions: what deciding by a threshold costs, and how many errors a trusted probability leaves.

Notebook 03 (probability) sorts mails with it. Legend: n cases of label 0 or 1, each with a probability of label 1.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from helpers.maths.chances import as_labels, as_probabilities
from helpers.maths.validate import as_vector


@dataclass(frozen=True)
class Decisions:
    """What deciding by a threshold leads to.

    Attributes
    ----------
    misses : int
        Cases of label 1 that were let pass.
    alarms : int
        Cases of label 0 that were taken for 1.
    referred : int
        Cases between two thresholds, which a human looks at.
    cost : float
        Of all of them.
    """

    misses: int
    alarms: int
    referred: int
    cost: float


def threshold_costs(
    probabilities: ArrayLike,
    labels: ArrayLike,
    threshold: float | tuple[float, float],
    cost_miss: float = 1.0,
    cost_alarm: float = 1.0,
    cost_referral: float = 0.0,
) -> Decisions:
    """Decide each case by a threshold, or leave the unsure ones to a human, and count what that costs.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        Probability of label 1.
    labels : array_like, shape (n,)
        The truth, 0 or 1.
    threshold : float or (float, float)
        From here on a case is taken for 1. Of two, a case below the first is let pass, from the second on it is taken
        for 1, and between them a human decides.
    cost_miss, cost_alarm, cost_referral : float, optional
        What each miss, each false alarm and each case for a human costs, in one unit.

    Returns
    -------
    Decisions
        The counts and the cost.

    Raises
    ------
    ValueError
        If a probability or threshold is not from 0 to 1, the two thresholds are not in order, a label is not 0 or 1,
        or a cost is not a finite number.

    Examples
    --------
    >>> threshold_costs([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1], 0.5, cost_miss=10)
    Decisions(misses=1, alarms=1, referred=0, cost=11.0)
    >>> threshold_costs([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1], (0.3, 0.7), cost_miss=10, cost_referral=2)
    Decisions(misses=0, alarms=0, referred=2, cost=4.0)
    """
    p = as_probabilities("probabilities", probabilities)
    labels = as_labels("labels", labels, p.size, 2)
    ends = as_probabilities("threshold", np.ravel(threshold))
    low, high = ends[0], ends[-1]
    if ends.size > 2 or low > high:
        raise ValueError(f"threshold is {threshold}; wanted one number, or two with the lower one first")
    costs = as_vector("costs", [cost_miss, cost_alarm, cost_referral])
    passed, taken = p < low, p >= high
    misses, alarms = int(labels[passed].sum()), int((1 - labels[taken]).sum())
    referred = p.size - int(passed.sum()) - int(taken.sum())
    return Decisions(misses, alarms, referred, float(costs @ [misses, alarms, referred]))


def expected_errors(probabilities: ArrayLike) -> tuple[float, float]:
    """Say how many errors the likelier decision makes on average where the probabilities can be trusted.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        Calibrated probabilities of label 1.

    Returns
    -------
    mean, standard_deviation : float
        Of the number of errors when each case is taken for what it is likelier to be.

    Raises
    ------
    ValueError
        If a probability is not from 0 to 1.

    Examples
    --------
    >>> mean, spread = expected_errors([0.95] * 10_000)
    >>> round(mean), round(spread, 1)
    (500, 21.8)
    """
    p = as_probabilities("probabilities", probabilities)
    return float(np.minimum(p, 1 - p).sum()), float(np.sqrt((p * (1 - p)).sum()))
