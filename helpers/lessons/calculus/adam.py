"""Exercise of notebook 02 on Adam: one step of one weight.

Legend: `w` weight, `g` gradient, `m` and `v` running means of g and g², `t` number of the step, from 1, `rate` learning
rate. Each mistake is the formula that a learner who makes it has written; most change one half of the right one.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.optimizers import Adam

BETA1, BETA2, EPSILON = 0.9, 0.999, 1e-8

# w, m, v, g, t, learning rate; in the last the gradient is so small that epsilon is felt
STEPS = ((1.0, 0.0, 0.0, 4.0, 1, 0.1), (0.5, 0.2, 0.003, -1.5, 3, 2.0), (0.5, 0.0, 0.0, 0.0001, 1, 0.1))


def _adam_step(w: float, m: float, v: float, g: float, t: int, adam: Adam) -> tuple[float, float, float]:
    w, state = adam.step(w, g, {"t": t - 1, "m": m, "v": v})
    return w, state["m"], state["v"]


def _means(m: float, v: float, g: float) -> tuple[float, float]:
    """Running means of g and g²."""
    return BETA1 * m + (1 - BETA1) * g, BETA2 * v + (1 - BETA2) * g**2


def _corrected(m: float, v: float, t: int) -> tuple[float, float]:
    """Both means without the 0 that they began with."""
    return m / (1 - BETA1**t), v / (1 - BETA2**t)


def _direction(m: float, v: float, t: int) -> float:
    """What the learning rate is multiplied by, from both means."""
    m, v = _corrected(m, v, t)
    return m / (np.sqrt(v) + EPSILON)


def _direction_by_product(m: float, v: float, t: int) -> float:
    """What the learning rate is multiplied by where beta is multiplied by t; v then comes out below 0."""
    m, v = m / (1 - BETA1 * t), abs(v / (1 - BETA2 * t))
    return m / (np.sqrt(v) + EPSILON)


def _adam_of(means: Callable = _means, direction: Callable = _direction) -> Callable:
    """Build a step of Adam from its two halves, one of which may be mistaken."""

    def step(w: float, m: float, v: float, g: float, t: int, rate: float) -> tuple[float, float, float]:
        m, v = means(m, v, g)
        return w - rate * direction(m, v, t), m, v

    return step


def _return_corrected(w: float, m: float, v: float, g: float, t: int, rate: float) -> tuple[float, float, float]:
    w, m, v = _adam_of()(w, m, v, g, t, rate)
    return w, *_corrected(m, v, t)


ADAM_STEP = Exercise(
    name="adam_step",
    right=lambda w, m, v, g, t, learning_rate: _adam_step(w, m, v, g, t, Adam(learning_rate)),
    cases=STEPS,
    parts=("w", "m", "v"),
    mistakes=(
        Mistake(
            "the bias correction is missing",
            _adam_of(direction=lambda m, v, t: m / (np.sqrt(v) + EPSILON)),
            "Both means began at 0; how much of the first gradient do they hold after one step?",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "only m is corrected for its start at 0",
            _adam_of(direction=lambda m, v, t: _corrected(m, v, t)[0] / (np.sqrt(v) + EPSILON)),
            "Two means began at 0.",
            "In the first step the weight should move by almost exactly the learning rate.",
        ),
        Mistake(
            "only v is corrected for its start at 0",
            _adam_of(direction=lambda m, v, t: m / (np.sqrt(_corrected(m, v, t)[1]) + EPSILON)),
            "Two means began at 0.",
            "In the first step the weight should move by almost exactly the learning rate.",
        ),
        Mistake(
            "you corrected as if one more step had been made",
            _adam_of(direction=lambda m, v, t: _direction(m, v, t + 1)),
            "The first step comes with t = 1.",
            "Do not add to t before you use it.",
        ),
        Mistake(
            "you divided by 1 - beta instead of 1 - beta to the power t",
            _adam_of(direction=lambda m, v, t: _direction(m, v, 1)),
            "At step 1 that is the same; at step 3 it is not.",
            "In Python a power is `**`: 0.9**t.",
        ),
        Mistake(
            "you multiplied beta by t instead of raising it to the power t",
            _adam_of(direction=_direction_by_product),
            "At step 1 that is the same; at step 3 it is not.",
            "In Python a power is `**`: 0.9**t.",
        ),
        Mistake(
            "you forgot the root",
            _adam_of(direction=lambda m, v, t: _corrected(m, v, t)[0] / (_corrected(m, v, t)[1] + EPSILON)),
            "A gradient ten times as large should move the weight as far as before.",
            "v is a mean of squares; bring it back to the gradient's unit.",
        ),
        Mistake(
            "epsilon stands inside the root",
            _adam_of(direction=lambda m, v, t: _corrected(m, v, t)[0] / np.sqrt(_corrected(m, v, t)[1] + EPSILON)),
            "It keeps the divisor from 0 there too, but it is felt at gradients that are far larger.",
            "Take the root first, and add epsilon after that.",
            state=State.ALMOST,
        ),
        Mistake(
            "epsilon is missing",
            _adam_of(direction=lambda m, v, t: _corrected(m, v, t)[0] / np.sqrt(_corrected(m, v, t)[1])),
            "What becomes of the step when every gradient so far was 0?",
            "A small number in the divisor keeps it from 0.",
            state=State.ALMOST,
        ),
        Mistake(
            "v averages the gradient instead of its square",
            _adam_of(means=lambda m, v, g: (_means(m, v, g)[0], BETA2 * v + (1 - BETA2) * g)),
            "A gradient that swings between -1 and 1 is not small.",
            "One of the two means looks at the size of the gradient only.",
        ),
        Mistake(
            "the two betas have changed places",
            lambda w, m, v, g, t, rate: _adam_step(w, m, v, g, t, Adam(rate, beta1=BETA2, beta2=BETA1)),
            "Which of the two means has the longer memory?",
            f"{BETA1} belongs to m, {BETA2} to v.",
        ),
        Mistake(
            "the new gradient gets the share that the past should keep",
            _adam_of(means=lambda m, v, g: ((1 - BETA1) * m + BETA1 * g, (1 - BETA2) * v + BETA2 * g**2)),
            "How long should a mean remember?",
            "beta is the share of the past that is kept.",
        ),
        Mistake(
            "the new gradient is added as a whole",
            _adam_of(means=lambda m, v, g: (BETA1 * m + g, BETA2 * v + g**2)),
            "m and v are means: under a gradient that stays the same, m should become that gradient.",
            "The two shares have to add up to 1.",
        ),
        Mistake(
            "you returned the corrected means",
            _return_corrected,
            "The next step goes on from the means as they are, and corrects them anew.",
            "Give the corrected means names of their own.",
        ),
        Mistake(
            "you added the step instead of subtracting it",
            _adam_of(direction=lambda m, v, t: -_direction(m, v, t)),
            "The gradient points uphill, and so does its mean.",
            "With a positive gradient the weight should become smaller.",
        ),
        Mistake(
            "the three stand in another order",
            lambda w, m, v, g, t, rate: (*_adam_of()(w, m, v, g, t, rate)[1:], _adam_of()(w, m, v, g, t, rate)[0]),
            "Which of the three is returned first?",
            "The weight comes first, then m, then v.",
        ),
    ),
)

EXERCISES = (ADAM_STEP,)


def check_adam_step(function: Any) -> Verdict:
    """Check ``adam_step(w, m, v, g, t, learning_rate)``, with betas 0.9 and 0.999, epsilon 1e-8 and t from 1.

    Parameters
    ----------
    function : callable
        The learner's; returns the new weight and the new means, m of the gradient and v of its square.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_adam_step(lambda w, m, v, g, t, learning_rate: ...)
    ? undefined: adam_step(1, 0, 0, 4, 1, 0.1): the placeholder `...` is still there; put your answer in
      its place.
    """
    return check_function(ADAM_STEP, function)
