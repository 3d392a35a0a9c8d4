"""Gradient descent as a loop: one step after the other, on any loss.

Notebooks 02 (calculus) and 05 (regression lab) use it. Legend: `w` weights, d of them; `t` counts steps. On a bowl
each step can be had without the loop: `helpers.maths.quadratic`.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.runs import Run
from helpers.maths.validate import as_count, as_number, as_vector
from helpers.maths.verdicts import verdict_of_descent

Array = NDArray[np.float64]


def descend(
    loss: Callable[[Array], float],
    gradient: Callable[[Array], ArrayLike],
    start: ArrayLike,
    learning_rate: float,
    steps: int,
    least: float = 0.0,
) -> Run:
    """Run gradient descent as a loop: any loss, one step after the other.

    Parameters
    ----------
    loss, gradient : callable
        Functions of the weights, shape (d,): the loss, and one slope for each weight.
    start : array_like, shape (d,)
        The weights to start from.
    learning_rate : float
        Each step is this many times the gradient, downhill.
    steps : int
        How many steps to take.
    least : float, optional
        The smallest loss there is, in loss units; "converges" means within 1% of it.

    Returns
    -------
    Run
        The trajectory and the verdict, read off the run itself.

    Raises
    ------
    ValueError
        If the start or its loss is not finite, the rate or the steps are not above 0, or the gradient does not
        have one slope for each weight.

    Examples
    --------
    >>> run = descend(lambda w: w[0] ** 2, lambda w: 2 * w, start=[1.0], learning_rate=1.5, steps=3)
    >>> run.losses.tolist(), str(run.verdict), run.exceeded_at
    ([1.0, 4.0, 16.0, 64.0], 'diverges', 1)
    """
    w = as_vector("start", start)
    learning_rate = as_number("learning_rate", learning_rate, above=0)
    steps, least = as_count("steps", steps), as_number("least", least)
    weights, losses = [w], [as_number("the loss at the start", loss(w))]
    with np.errstate(over="ignore", invalid="ignore"):
        for _ in range(steps):
            slopes = np.asarray(gradient(w), dtype=float)
            if slopes.shape != w.shape:
                raise ValueError(f"the gradient has shape {slopes.shape}; wanted one slope for each weight, {w.shape}")
            w = w - learning_rate * slopes
            weights.append(w)
            losses.append(loss(w))
            if not np.isfinite(losses[-1]):
                break
    weights, losses = np.array(weights), np.array(losses, dtype=float)
    return Run.judged(learning_rate, steps, weights, losses, least, verdict_of_descent)
