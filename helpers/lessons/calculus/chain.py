"""Exercises of notebook 02 on the chain rule: two functions in a row, and a small graph walked backwards.

Legend: `u` what the inner function gives; in the graph `w`, `x`, `b` and the target `y`. Each mistake is the formula
that a learner who makes it has written.
"""

from typing import Any

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import Verdict

# the cube of an inner function at one place
AT = 2
INNER, INNER_SLOPE = 2 * AT + 1, 2

# L = (w x + b - y)² at one place
W, X, B, Y = 2, 3, 1, 4
ERROR = W * X + B - Y


def _backward(d_error: float) -> tuple[float, float, float]:
    """Slopes for w, x and b, from the slope of the loss for the error."""
    return d_error * X, d_error * W, d_error


CHAIN = Exercise(
    name="slope of (2x + 1)³ at 2",
    right=lambda: 3 * INNER**2 * INNER_SLOPE,
    hint="Give the inner function a name, u = 2x + 1, and work out two slopes: of u, and of u³.",
    further="The slope of u³ is taken where u is, not where x is.",
    mistakes=(
        Mistake(
            "you forgot the inner derivative",
            lambda: 3 * INNER**2,
            "When x moves by a little, by how much does 2x + 1 move?",
            "The slopes of both functions count.",
        ),
        Mistake(
            "that is the value of the function, not its slope",
            lambda: INNER**3,
            "How high the curve is does not tell how steep it is.",
            "Differentiate the outer function first.",
        ),
        Mistake(
            "you forgot the factor that the exponent leaves in front",
            lambda: INNER**2 * INNER_SLOPE,
            "What is the derivative of u³?",
            "The exponent goes down by one, and something else happens too.",
        ),
        Mistake(
            "you kept the exponent",
            lambda: 3 * INNER**3 * INNER_SLOPE,
            "What is the derivative of u³?",
            "The exponent goes down by one.",
        ),
        Mistake(
            "you lowered the exponent by two",
            lambda: 3 * INNER * INNER_SLOPE,
            "What is the derivative of u³?",
            "The exponent goes down by one.",
        ),
        Mistake(
            "you multiplied by the inner value instead of the inner slope",
            lambda: 3 * INNER**2 * INNER,
            "The outer slope is multiplied by a slope.",
            "By how much does 2x + 1 move when x moves by 1?",
        ),
        Mistake(
            "you took the outer slope at x",
            lambda: 3 * AT**2 * INNER_SLOPE,
            "What number goes into the cube?",
            "The outer slope is taken at what the inner function gives.",
        ),
        Mistake(
            "you took the outer slope at the inner slope",
            lambda: 3 * INNER_SLOPE**2,
            "What number goes into the cube?",
            "The outer slope is taken at what the inner function gives, and then multiplied.",
        ),
        Mistake(
            "you added the two slopes",
            lambda: 3 * INNER**2 + INNER_SLOPE,
            "One gear turns the next: do their ratios add?",
            "Slopes along a chain are multiplied.",
        ),
        Mistake(
            "you left out the + 1",
            lambda: 3 * (2 * AT) ** 2 * INNER_SLOPE,
            "Its own slope is 0, but where is the outer slope taken?",
            "Work out 2x + 1 at 2 once more.",
        ),
    ),
)

BACKWARD = Exercise(
    name="backward pass",
    right=lambda: _backward(2 * ERROR),
    parts=("slope for w", "slope for x", "slope for b"),
    hint="Go forward first and write down every number; then go back from the loss, one local slope at a time.",
    further="Begin with how fast the loss rises with the error w x + b - y; each of the three is that times one slope.",
    mistakes=(
        Mistake(
            "you forgot the 2 of the square",
            lambda: _backward(ERROR),
            "What is the derivative of a square?",
            "All three lack the same factor.",
        ),
        Mistake(
            "the slopes for w and x have changed places",
            lambda: (2 * ERROR * W, 2 * ERROR * X, 2 * ERROR),
            "By how much does w · x move when w moves by 1?",
            "At a product, each factor receives the value of the other.",
        ),
        Mistake(
            "the three stand in reverse order",
            lambda: _backward(2 * ERROR)[::-1],
            "Which of the three is wanted first?",
            "The slope for w comes first, that for b last.",
        ),
        Mistake(
            "the slope for b comes first",
            lambda: (2 * ERROR, *_backward(2 * ERROR)[:2]),
            "Which of the three is wanted first?",
            "The slope for w comes first, that for b last.",
        ),
        Mistake(
            "those are the slopes of w x + b, not of the loss",
            lambda: _backward(1),
            "The chain goes on from there to the loss.",
            "Multiply by how fast the loss rises with the error.",
        ),
        Mistake(
            "you stopped at the error: all three get the same slope",
            lambda: (2 * ERROR,) * 3,
            "Do w, x and b move the prediction equally?",
            "Go one step further back, through the product.",
        ),
        Mistake(
            "the slope of the square has no error in it",
            lambda: _backward(2),
            "Is a square equally steep everywhere?",
            "A large error is felt more than a small one.",
        ),
        Mistake(
            "you multiplied by the loss instead of its slope",
            lambda: _backward(ERROR**2),
            "What is the derivative of a square?",
            "How large the loss is does not tell how fast it rises.",
        ),
        Mistake(
            "the sign is turned round",
            lambda: _backward(-2 * ERROR),
            "Here the prediction is above the target: does a larger b make the loss rise or fall?",
            "The error is prediction minus target.",
        ),
        Mistake(
            "you forgot the target",
            lambda: _backward(2 * (W * X + B)),
            "What is squared: the prediction, or how far it is off?",
            "Work out w x + b - y once more.",
        ),
        Mistake(
            "you left b out of the error",
            lambda: _backward(2 * (W * X - Y)),
            "The prediction has two terms.",
            "Work out w x + b - y once more.",
        ),
        Mistake(
            "you took b for a constant",
            lambda: (*_backward(2 * ERROR)[:2], 0),
            "What happens to the prediction when b moves by 1?",
            "b is a parameter like w; its local slope is not 0.",
        ),
        Mistake(
            "the slope for b is only its local slope",
            lambda: (*_backward(2 * ERROR)[:2], 1),
            "The chain to b goes through the square too.",
            "Its local slope is one factor; which is the other?",
        ),
    ),
)

EXERCISES = (CHAIN, BACKWARD)


def check_chain(value: Any) -> Verdict:
    """Check the slope of (2x + 1)³ at x = 2.

    Parameters
    ----------
    value : float
        The learner's.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_chain(125)
    ✗ wrong: that is the value of the function, not its slope. Hint: How high the curve is does not
      tell how steep it is.
    """
    return check_value(CHAIN, value)


def check_backward(d_w: Any, d_x: Any, d_b: Any) -> Verdict:
    """Check the three slopes of L = (w x + b - y)² at w = 2, x = 3, b = 1, y = 4.

    Parameters
    ----------
    d_w, d_x, d_b : float
        The learner's: how fast the loss rises with w, with x and with b.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_backward(3, 2, 1)
    ✗ wrong: those are the slopes of w x + b, not of the loss. Hint: The chain goes on from there to
      the loss.
    """
    return check_value(BACKWARD, (d_w, d_x, d_b))
