"""A run of gradient descent: where it went, cut before what is not finite, and what became of it.

Notebooks 02 (calculus) and 05 (regression lab) look at runs. Legend: `t` counts steps; d weights.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from helpers.maths.verdicts import Verdict

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Run:
    """One run of gradient descent: where it went and what became of it.

    Attributes
    ----------
    learning_rate : float
        The rate of every step.
    steps : int
        How many steps were asked for.
    weights : numpy.ndarray, shape (t + 1, d)
        Start and every later position; ends before the first loss that is not finite.
    losses : numpy.ndarray, shape (t + 1,)
        The loss at each of them.
    verdict : Verdict
        What became of the run.
    exceeded_at : int or None
        The first step whose loss is above the start's.
    infinite_at : int or None
        The first step whose loss is infinite or not a number.
    """

    learning_rate: float
    steps: int
    weights: Array
    losses: Array
    verdict: Verdict
    exceeded_at: int | None
    infinite_at: int | None

    @classmethod
    def judged(
        cls,
        learning_rate: float,
        steps: int,
        weights: Array,
        losses: Array,
        least: float,
        verdict_of: Callable[[Array, Array, float], Verdict],
        **more: Any,
    ) -> Self:
        """Cut a trajectory before its first loss that is not finite, and say what became of it.

        Parameters
        ----------
        learning_rate, steps, weights, losses
            As in `Run`, the whole trajectory.
        least : float
            The smallest loss there is.
        verdict_of : callable
            Reads the verdict off a trajectory that is finite to its end.
        **more
            What else a run of this class holds.

        Returns
        -------
        Run
            One that was cut has diverged.
        """
        finite = np.isfinite(losses) & np.isfinite(weights).all(axis=1)
        infinite_at = None if finite.all() else int(np.argmin(finite))
        weights, losses = weights[:infinite_at], losses[:infinite_at]
        above = losses > losses[0]
        exceeded_at = int(np.argmax(above)) if above.any() else infinite_at
        verdict = verdict_of(weights, losses, least) if infinite_at is None else Verdict.DIVERGES
        return cls(learning_rate, steps, weights, losses, verdict, exceeded_at, infinite_at, **more)
