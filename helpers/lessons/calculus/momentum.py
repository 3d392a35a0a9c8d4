"""Exercise of notebook 02 on momentum: one step of one weight.

Legend: `w` weight, `v` velocity, `g` gradient, `rate` learning rate. Each mistake is the formula that a learner who
makes it has written.
"""

from typing import Any

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.optimizers import Momentum

# w, v, g, learning rate, beta
STEPS = ((1.0, 0.5, 4.0, 0.1, 0.9), (-2.0, 3.0, -1.0, 0.05, 0.8), (0.5, -1.0, 2.0, 0.2, 0.6))


def _momentum_step(w: float, v: float, g: float, learning_rate: float, beta: float) -> tuple[float, float]:
    w, state = Momentum(learning_rate, momentum=beta).step(w, g, {"v": v})
    return w, state["v"]


def _moved(w: float, v: float, rate: float) -> tuple[float, float]:
    return w - rate * v, v


MOMENTUM_STEP = Exercise(
    name="momentum_step",
    right=_momentum_step,
    cases=STEPS,
    parts=("w", "v"),
    mistakes=(
        Mistake(
            "you multiplied the gradient by 1 - beta",
            lambda w, v, g, rate, beta: _moved(w, beta * v + (1 - beta) * g, rate),
            "Some books do, and take a larger rate for it; here the whole gradient is added to the velocity.",
            "Under a gradient that stays the same, the velocity should grow to many times the gradient.",
            state=State.ALMOST,
        ),
        Mistake(
            "the learning rate is in the velocity",
            lambda w, v, g, rate, beta: _moved(w, beta * v + rate * g, 1),
            "Some books do; as long as the rate stays the same, it changes only the unit of v.",
            "Here v is made of gradients alone, and the rate comes in with the move.",
            state=State.ALMOST,
        ),
        Mistake(
            "your velocity points downhill",
            lambda w, v, g, rate, beta: _moved(w, beta * v - g, -rate),
            "Some books do, and add it to the weight; here gradients are added up, and they point uphill.",
            "There is one minus in the two lines; which of them has it?",
            state=State.ALMOST,
        ),
        Mistake(
            "the learning rate is in the velocity, and it points downhill",
            lambda w, v, g, rate, beta: _moved(w, beta * v - rate * g, -1),
            "That is how Keras writes it; as long as the rate stays the same, the weight walks the same way.",
            "Here v is made of gradients alone, and the rate and the minus come in with the move.",
            state=State.ALMOST,
        ),
        Mistake(
            "you looked ahead with the new velocity: that is Nesterov's momentum",
            lambda w, v, g, rate, beta: (w - rate * (g + beta * (beta * v + g)), beta * v + g),
            "It is a good optimiser too, but another one.",
            "Here the weight moves by the new velocity as it is.",
            state=State.ALMOST,
        ),
        Mistake(
            "the learning rate comes in twice",
            lambda w, v, g, rate, beta: _moved(w, beta * v + rate * g, rate),
            "How far does the weight move when v is 0 and g is 1?",
            "The rate belongs either into the velocity or into the move; here into the move.",
        ),
        Mistake(
            "you added the velocity instead of subtracting it",
            lambda w, v, g, rate, beta: _moved(w, beta * v + g, -rate),
            "The velocity is made of gradients, and those point uphill.",
            "With v = 0 the step should be that of plain gradient descent.",
        ),
        Mistake(
            "you subtracted the gradient from the velocity",
            lambda w, v, g, rate, beta: _moved(w, beta * v - g, rate),
            "There is one minus in the two lines; which of them has it?",
            "With v = 0 the step should be that of plain gradient descent.",
        ),
        Mistake(
            "the weight moves by the old velocity",
            lambda w, v, g, rate, beta: (w - rate * v, beta * v + g),
            "Which of the two lines comes first?",
            "The gradient of this step should be felt in this step.",
        ),
        Mistake(
            "beta multiplies the gradient",
            lambda w, v, g, rate, beta: _moved(w, v + beta * g, rate),
            "Which of the two should fade when no gradient comes any more?",
            "beta is the share of the past that is kept.",
        ),
        Mistake(
            "the velocity never fades",
            lambda w, v, g, rate, beta: _moved(w, v + g, rate),
            "One parameter of your function is never used.",
            "beta is the share of the past that is kept.",
        ),
        Mistake(
            "the weight moves by the gradient alone",
            lambda w, v, g, rate, beta: (w - rate * g, beta * v + g),
            "That is plain gradient descent with a velocity that nobody uses.",
            "What should the weight move by?",
        ),
        Mistake(
            "you returned the old velocity",
            lambda w, v, g, rate, beta: (_moved(w, beta * v + g, rate)[0], v),
            "The next step has to start from the velocity of this one.",
            "Give the name v to the new velocity.",
        ),
        Mistake(
            "weight and velocity stand in the wrong order",
            lambda w, v, g, rate, beta: _moved(w, beta * v + g, rate)[::-1],
            "Which of the two is returned first?",
            "The weight comes first.",
        ),
    ),
)

EXERCISES = (MOMENTUM_STEP,)


def check_momentum_step(function: Any) -> Verdict:
    """Check ``momentum_step(w, v, g, learning_rate, beta)``: v <- beta · v + g, then w <- w - learning_rate · v.

    Parameters
    ----------
    function : callable
        The learner's; returns the new weight and the new velocity.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_momentum_step(lambda w, v, g, learning_rate, beta: (w - learning_rate * v, beta * v + g))
    ✗ wrong: the weight moves by the old velocity. Hint: Which of the two lines comes first?
    """
    return check_function(MOMENTUM_STEP, function)
