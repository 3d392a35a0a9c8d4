"""Exercise of notebook 02 on derivatives from nothing but values of the function: the central difference.

Legend: `f` a function of one number, `x` where its slope is taken, `h` the nudge. Each mistake is the formula that a
learner who makes it has written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.autodiff import NUDGE, central_difference, forward_difference


@dataclass(frozen=True)
class Function:
    """A function that can be shown in a sentence where a number could stand.

    Attributes
    ----------
    text : str
        How it is shown.
    formula : callable
        What it gives for a number.

    Examples
    --------
    >>> f"the slope of {CUBE}", CUBE(2.0)
    ('the slope of x³', 8.0)
    """

    text: str
    formula: Callable[[float], float]

    def __call__(self, x: float) -> float:
        """Give the value at x."""
        return self.formula(x)

    def __format__(self, spec: str) -> str:
        return self.text

    def _calculate(self, other: Any) -> NoReturn:
        raise TypeError("f is a function, not a number; f(x) is its value at x")

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _calculate


CUBE = Function("x³", lambda x: x**3)
RECIPROCAL = Function("1/x", lambda x: 1 / x)
POWER = Function("2ˣ", lambda x: 2**x)


def _secant(f: Callable, left: float, right: float, divisor: float) -> float:
    return (f(right) - f(left)) / divisor


DERIVATIVE = Exercise(
    name="derivative",
    right=central_difference,
    # nudges so large that the differences are told apart, and none at which a wrong divisor is right
    cases=((CUBE, 2.0, 0.4), (RECIPROCAL, 4.0, 0.8), (POWER, 3.0, 0.25)),
    mistakes=(
        Mistake(
            "you took the forward difference",
            forward_difference,
            "It looks to one side of x only, and its error shrinks like h; that of the wanted one shrinks like h².",
            "Look as far to the left of x as to the right.",
            state=State.ALMOST,
        ),
        Mistake(
            "you took the backward difference",
            lambda f, x, h: _secant(f, x - h, x, h),
            "It looks to one side of x only, and its error shrinks like h; that of the wanted one shrinks like h².",
            "Look as far to the right of x as to the left.",
            state=State.ALMOST,
        ),
        Mistake(
            "you divided by h",
            lambda f, x, h: _secant(f, x - h, x + h, h),
            "How far apart are the two points at which you took f?",
            "Draw x - h, x and x + h on a line.",
        ),
        Mistake(
            "you did not divide",
            lambda f, x, h: _secant(f, x - h, x + h, 1),
            "That is how much f changed, not how steeply.",
            "A slope is a change of f for each unit of x.",
        ),
        Mistake(
            "you divided by 2 and not by h",
            lambda f, x, h: _secant(f, x - h, x + h, 2),
            "How far apart are the two points at which you took f?",
            "Draw x - h, x and x + h on a line.",
        ),
        Mistake(
            "you divided by 2 and then multiplied by h",
            lambda f, x, h: _secant(f, x - h, x + h, 2 / h),
            "Python works through `/` and `*` from left to right.",
            "Parentheses are missing in the divisor.",
        ),
        Mistake(
            "only the second value of f was divided",
            lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
            "Python divides before it subtracts.",
            "Parentheses are missing around the difference.",
        ),
        Mistake(
            "parentheses are missing around the difference and around the divisor",
            lambda f, x, h: f(x + h) - f(x - h) / 2 * h,
            "Python divides before it subtracts, and works through `/` and `*` from left to right.",
            "Two pairs of them are needed.",
        ),
        Mistake(
            "you added h to the value of f, not to x",
            lambda f, x, h: ((f(x) + h) - (f(x) - h)) / (2 * h),
            "The slope comes out as 1, whatever f is.",
            "Move x first, and take f there: what stands inside the parentheses of f?",
        ),
        Mistake(
            "the sign is turned round",
            lambda f, x, h: _secant(f, x + h, x - h, 2 * h),
            "Where f rises, its slope is positive.",
            "Which of the two values of f comes first?",
        ),
        Mistake(
            "you looked to one side only and divided as if it were both",
            lambda f, x, h: _secant(f, x, x + h, 2 * h),
            "How far apart are the two points at which you took f?",
            "Either the second point or the divisor has to change; the wanted one looks to both sides.",
        ),
        Mistake(
            "you added the two values of f",
            lambda f, x, h: (f(x + h) + f(x - h)) / (2 * h),
            "For a function that never changes the slope has to be 0.",
            "A slope starts from a difference.",
        ),
        Mistake(
            "you took a small nudge of your own, whatever h was asked for",
            lambda f, x, h: central_difference(f, x, NUDGE),
            "The result is nearer to the true slope, but the third parameter of your function is never used.",
            "Let whoever calls the function choose h.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (DERIVATIVE,)


def check_derivative(function: Any) -> Verdict:
    """Check ``derivative(f, x, h)``: the central difference.

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
    >>> check_derivative(lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h)
    ✗ wrong: you divided by 2 and then multiplied by h. Hint: Python works through `/` and `*` from
      left to right.
    """
    return check_function(DERIVATIVE, function)
