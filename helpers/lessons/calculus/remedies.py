"""Exercises of notebook 02 on what keeps a run from diverging: clipping, and a warm-up.

Legend: `g` gradient, `c` the greatest norm allowed; `t` the step, `n` the steps of the warm-up, `rate` the full rate.
Each mistake is the formula that a learner who makes it has written.
"""

from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.optimizers import LinearWarmup, clip_by_norm

# two gradients that are too long and two that are not, one of them only if its norm is not squared
GRADIENTS = (
    (np.array([3.0, -4.0]), 1.0),
    (np.array([0.3, 0.4, -0.1]), 1.0),
    (np.array([1.0, -1.5]), 2.5),
    (np.array([6.0, -2.0, 3.0]), 3.5),
)
# a warm-up's first step, one on the way, its last, the one before that, and one after it
WARMUP_STEPS = ((0, 10, 0.1), (3, 10, 0.2), (10, 10, 0.1), (7, 8, 0.4), (25, 10, 0.2))


def _norm(g: np.ndarray) -> float:
    return float(np.sqrt(np.sum(g**2)))


def _scaled(g: np.ndarray, c: float, norm: float) -> np.ndarray:
    """Shorten by c / norm where some norm is above c."""
    return g * c / norm if norm > c else g


CLIP = Exercise(
    name="clip",
    right=lambda g, max_norm: clip_by_norm(g, max_norm),
    cases=GRADIENTS,
    mistakes=(
        Mistake(
            "you clipped each component for itself",
            lambda g, c: np.clip(g, -c, c),
            "The clipped gradient should point where the gradient points.",
            "All components are multiplied by the same number.",
        ),
        Mistake(
            "you cut off large positive components only",
            lambda g, c: np.minimum(g, c),
            "A component of -1,000 is large too, and the clipped gradient should point where the gradient points.",
            "All components are multiplied by the same number.",
        ),
        Mistake(
            "you lengthened the short gradients too",
            lambda g, c: g * c / _norm(g),
            "Near the minimum gradients are short, and steps should be too.",
            "A condition is missing.",
        ),
        Mistake(
            "you left the long gradients alone and lengthened the short ones",
            lambda g, c: g * c / _norm(g) if _norm(g) < c else g,
            "Which gradients are too long?",
            "Look at the direction of your comparison.",
        ),
        Mistake(
            "you divided by the square of the norm",
            lambda g, c: g * c / _norm(g) ** 2 if _norm(g) > c else g,
            "What should the norm of the clipped gradient be?",
            "A root is missing.",
        ),
        Mistake(
            "you compared the square of the norm",
            lambda g, c: g * c / _norm(g) if _norm(g) ** 2 > c else g,
            "Which of the gradients are too long, and by what measure?",
            "A root is missing in the condition.",
        ),
        Mistake(
            "you took the square of the norm for the norm",
            lambda g, c: _scaled(g, c, norm=_norm(g) ** 2),
            "What is the length of the arrow (3, 4)?",
            "A root is missing.",
        ),
        Mistake(
            "you took the sum of the absolute values for the norm",
            lambda g, c: _scaled(g, c, norm=np.sum(np.abs(g))),
            "What is the length of the arrow (3, 4)?",
            "The squares are added, and the root is taken of their sum.",
        ),
        Mistake(
            "you took the sum of the components for the norm",
            lambda g, c: _scaled(g, c, norm=np.sum(g)),
            "What is the length of the arrow (3, -4)?",
            "The squares are added, and the root is taken of their sum.",
        ),
        Mistake(
            "you took the largest component for the norm",
            lambda g, c: _scaled(g, c, norm=np.max(np.abs(g))),
            "What is the length of the arrow (3, 4)?",
            "Every component counts; the squares are added.",
        ),
        Mistake(
            "you brought the long gradients to norm 1, whatever norm was asked for",
            lambda g, c: g / _norm(g) if _norm(g) > c else g,
            "What should the norm of the clipped gradient be?",
            "The second parameter of your function is used in the condition only.",
        ),
        Mistake(
            "you replaced the long gradients by 0",
            lambda g, c: g if _norm(g) <= c else 0 * g,
            "A long gradient is shortened, not thrown away.",
            "Keep its direction.",
        ),
    ),
)

WARMUP = Exercise(
    name="warmup",
    right=lambda step, steps, target: LinearWarmup(target, steps)(step),
    cases=WARMUP_STEPS,
    mistakes=(
        Mistake(
            "the rate rises on after the warm-up",
            lambda t, n, rate: rate * t / n,
            "What is the rate at step 25 of a warm-up over 10?",
            "It stops at the target.",
        ),
        Mistake(
            "the rate is the target from the start",
            lambda t, n, rate: rate,
            "At step 0 the rate should be 0.",
            "Two parameters of your function are never used.",
        ),
        Mistake(
            "you took the larger of the two, not the smaller",
            lambda t, n, rate: rate * max(t / n, 1),
            "At step 0 the rate should be 0, and at step 25 of a warm-up over 10 the target.",
            "The rate must never be above the target.",
        ),
        Mistake(
            "the rate falls instead of rising",
            lambda t, n, rate: rate * max(1 - t / n, 0),
            "At step 0 the rate should be 0.",
            "Which share of the warm-up lies behind, and which ahead?",
        ),
        Mistake(
            "the rate is one step ahead",
            lambda t, n, rate: rate * min((t + 1) / n, 1),
            "That is a warm-up too; here step 0 has rate 0.",
            "Do not add to the step.",
            state=State.ALMOST,
        ),
        Mistake(
            "the target is reached one step too early",
            lambda t, n, rate: rate * min(t / (n - 1), 1),
            "From step 0 to step 10 there are ten steps.",
            "Divide by the number of steps as it is.",
            state=State.ALMOST,
        ),
        Mistake(
            "you multiplied by the number of steps",
            lambda t, n, rate: rate * t * n,
            "A longer warm-up rises more slowly.",
            "Which share of the warm-up lies behind at this step?",
        ),
        Mistake(
            "you multiplied by the number of steps, and the target cuts that off",
            lambda t, n, rate: min(rate * t * n, rate),
            "A longer warm-up rises more slowly.",
            "Which share of the warm-up lies behind at this step?",
        ),
        Mistake(
            "the rate stays 0 until the last step of the warm-up",
            lambda t, n, rate: rate * min(t // n, 1),
            "What does `//` give for 3 and 10?",
            "A share is wanted, not a whole number.",
        ),
        Mistake(
            "the rate is 0 after the warm-up",
            lambda t, n, rate: rate * t / n if t <= n else 0,
            "What is the rate at step 25 of a warm-up over 10?",
            "The target is kept.",
        ),
        Mistake(
            "that is the share of the warm-up, not the rate",
            lambda t, n, rate: min(t / n, 1),
            "One parameter of your function is never used.",
            "At the end of the warm-up the rate is the target.",
        ),
    ),
)

EXERCISES = (CLIP, WARMUP)


def check_clip(function: Any) -> Verdict:
    """Check ``clip(g, max_norm)``: a gradient that is too long, shortened to a norm.

    Parameters
    ----------
    function : callable
        The learner's; returns as many numbers as it is given.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_clip(lambda g, max_norm: [min(max(slope, -max_norm), max_norm) for slope in g])
    ✗ wrong: you clipped each component for itself. Hint: The clipped gradient should point where the
      gradient points.
    """
    return check_function(CLIP, function)


def check_warmup(function: Any) -> Verdict:
    """Check ``warmup(step, steps, target)``: a rate that rises from 0 at step 0 to its target, and stays there.

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
    >>> check_warmup(lambda step, steps, target: target * step / steps)
    ✗ wrong: the rate rises on after the warm-up. Hint: What is the rate at step 25 of a warm-up over
      10?
    """
    return check_function(WARMUP, function)
