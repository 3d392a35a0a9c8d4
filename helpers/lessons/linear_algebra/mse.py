"""Exercise of notebook 01 on silent broadcasting: a loss of predictions and targets, each in a column or flat.

Legend: `p` predictions, `y` targets, of shapes (n, 1) and (n,). Their difference p - y has shape (n, n), and NumPy says
nothing. Each mistake is the formula that a learner who makes it has written. The other mixtures of shapes come last,
for who made only the predictions flat.
"""

from typing import Any

import numpy as np

from helpers.lessons.edges import Edge, breaks_down, check_to_the_edges, edge_of
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

COLUMNS = (
    (np.array([[1.1], [2.9], [5.2], [6.8], [9.1]]), np.array([1.0, 3.0, 5.0, 7.0, 9.0])),
    (np.array([[2.5], [-1.0], [4.0]]), np.array([2.0, 1.0, 3.75])),
)


def _residuals(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.ravel(y) - np.ravel(p)


def _table(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Every target minus every prediction, shape (n, n)."""
    return y - p


MSE = Exercise(
    name="mse",
    right=lambda predictions, targets: np.mean(_residuals(predictions, targets) ** 2),
    cases=COLUMNS,
    mistakes=(
        Mistake(
            "every prediction met every target: the difference has shape (n, n)",
            lambda p, y: np.mean(_table(p, y) ** 2),
            "Print the shape of the difference before you square it.",
            "Give both the same shape first; predictions.ravel() makes a column flat.",
        ),
        Mistake(
            "every prediction met every target, and you did not divide",
            lambda p, y: np.sum(_table(p, y) ** 2),
            "Print the shape of the difference before you square it.",
            "Give both the same shape first, and take the mean.",
        ),
        Mistake(
            "every prediction met every target, and you divided the sum by n",
            lambda p, y: np.sum(_table(p, y) ** 2) / len(y),
            "Print the shape of the difference before you square it.",
            "Give both the same shape first; predictions.ravel() makes a column flat.",
        ),
        Mistake(
            "every prediction met every target, and you took the root",
            lambda p, y: np.sqrt(np.mean(_table(p, y) ** 2)),
            "Print the shape of the difference before you square it.",
            "Give both the same shape first, and leave the root out.",
        ),
        Mistake(
            "every prediction met every target, and nothing is squared",
            lambda p, y: np.mean(np.abs(_table(p, y))),
            "Print the shape of the difference, and look for the square.",
            "Give both the same shape first, and square the residuals.",
        ),
        Mistake(
            "every prediction met every target, and you took the mean along one direction only",
            lambda p, y: np.mean(_table(p, y) ** 2, axis=0),
            "A loss is one number; print the shape of the difference.",
            "Give both the same shape first; predictions.ravel() makes a column flat.",
        ),
        Mistake(
            "every prediction met every target, and you took the mean along each row",
            lambda p, y: np.mean(_table(p, y) ** 2, axis=1),
            "A loss is one number; print the shape of the difference.",
            "Give both the same shape first; predictions.ravel() makes a column flat.",
        ),
        Mistake(
            "you took the sum instead of the mean",
            lambda p, y: np.sum(_residuals(p, y) ** 2),
            "Should the loss grow when the same data come twice?",
            "Divide by n.",
        ),
        Mistake(
            "you divided by n twice",
            lambda p, y: np.mean(_residuals(p, y) ** 2) / len(y),
            "A mean is divided by n already.",
            "n residuals, not n times n.",
        ),
        Mistake(
            "you took the root",
            lambda p, y: np.sqrt(np.mean(_residuals(p, y) ** 2)),
            "That is the root of the mean squared error.",
            "Leave the root out.",
        ),
        Mistake(
            "that is the mean absolute error",
            lambda p, y: np.mean(np.abs(_residuals(p, y))),
            "What makes a large residual count more than a small one?",
            "Square the residuals.",
        ),
        Mistake(
            "residuals of opposite sign cancel",
            lambda p, y: np.mean(_residuals(p, y)),
            "Square the residuals before you add them.",
            "Then no residual is negative.",
        ),
        Mistake(
            "residuals of opposite sign cancel, the other way round",
            lambda p, y: np.mean(-_residuals(p, y)),
            "Square the residuals before you add them.",
            "Then no residual is negative.",
        ),
        Mistake(
            "you took the mean first and squared afterwards",
            lambda p, y: np.mean(_residuals(p, y)) ** 2,
            "Residuals of opposite sign cancel in a mean.",
            "Square first.",
        ),
        Mistake(
            "you halved it",
            lambda p, y: np.mean(_residuals(p, y) ** 2) / 2,
            "Some define the loss so, to have a neater slope.",
            "Here it is the mean itself.",
            state=State.ALMOST,
        ),
        Mistake(
            "those are the squared residuals, without their mean",
            lambda p, y: _residuals(p, y) ** 2,
            "A loss is one number.",
            "Take the mean.",
            state=State.MISSING,
        ),
    ),
)


def _mixture(p: np.ndarray, y: np.ndarray, where: str) -> Edge:
    """Add another mixture of shapes."""
    look = f"Call it with predictions of shape {p.shape} and targets of shape {y.shape}."
    further = "Give both the same shape, whatever comes in: np.ravel makes each of them flat."
    return edge_of(
        MSE,
        (p, y),
        Mistake(
            f"every prediction met every target when {where}",
            lambda: np.mean(_table(np.reshape(p, (-1, 1)), np.ravel(y)) ** 2),
            look,
            further,
        ),
        breaks_down(f"your function stops when {where}", look, further),
    )


FLAT_PREDICTIONS, FLAT_TARGETS = np.array([1.0, 2.0, 4.0]), np.array([1.5, 4.0, 3.0])
MIXTURES = (
    _mixture(FLAT_PREDICTIONS, FLAT_TARGETS[:, np.newaxis], "the targets are the column"),
    _mixture(FLAT_PREDICTIONS[:, np.newaxis], FLAT_TARGETS[:, np.newaxis], "both are columns"),
    _mixture(FLAT_PREDICTIONS, FLAT_TARGETS, "both are flat"),
)

EXERCISES, EDGES = (MSE,), MIXTURES


def check_mse(function: Any) -> Verdict:
    """Check ``mse(predictions, targets)``: the mean squared residual, of any mixture of shapes (n, 1) and (n,).

    Parameters
    ----------
    function : callable
        The learner's; returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_mse(lambda predictions, targets: ((predictions - targets) ** 2).mean())
    ✗ wrong: every prediction met every target: the difference has shape (n, n). Hint: Print the shape
      of the difference before you square it.
    """
    return check_to_the_edges(MSE, function, *MIXTURES)
