"""What an exercise is: the right formula, and the usual mistakes as the code that makes them.

Catalogues like ``helpers.lessons.regression_lab`` are made of these, and ``helpers.lessons.checks`` judges answers
by them. In a notebook, the stub of a function has ``...`` for its body, or for what it has to work out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from helpers.lessons.verdicts import State


@dataclass(frozen=True)
class Mistake:
    """A usual mistake, as the code that makes it.

    Attributes
    ----------
    name : str
        What was done, as a clause: "you added the gradient instead of subtracting it".
    function : callable
        The mistaken formula, with the parameters of the right one; for `check_condition` a condition that is
        true when the mistake was made.
    hint, further : str
        A sentence that does not give the answer away, and one more for who makes the mistake again.
    state : State, optional
        `ALMOST` where it is a matter of convention or precision.

    Examples
    --------
    >>> squared = Mistake("you squared it", lambda side: side**2, "How many sides are there?", "Four.")
    >>> squared.function(3), str(squared.state)
    (9, 'wrong')
    """

    name: str
    function: Callable
    hint: str
    further: str
    state: State = State.WRONG


@dataclass(frozen=True)
class Exercise:
    """One exercise: the right formula and the usual mistakes.

    Attributes
    ----------
    name : str
        What the wanted function or number is called.
    right : callable
        The right formula; for `check_condition` a condition that is true of a right answer.
    mistakes : tuple of Mistake
        In the order in which they are tried.
    hint, further : str, optional
        For a wrong answer that no mistake explains; without `further`, what the call should give is told.
    cases : tuple of tuple, optional
        The inputs that a function is tried on.
    parts : tuple of str, optional
        What the numbers of the answer are called, where it has several.
    digits : int, optional
        How many significant digits are wanted.
    rounded : int, optional
        How many are left of an answer that was rounded on the way, which is almost right.
    measure : callable, optional
        For `check_condition`: writes what the answer comes to, as a clause.

    Examples
    --------
    >>> square = Exercise("perimeter", right=lambda side: 4 * side, mistakes=(), cases=((3.0,), (5.0,)))
    >>> [square.right(*case) for case in square.cases]
    [12.0, 20.0]
    """

    name: str
    right: Callable
    mistakes: tuple[Mistake, ...]
    hint: str = "Work this one call out on paper, number by number."
    further: str = ""
    cases: tuple[tuple, ...] = ()
    parts: tuple[str, ...] = ()
    digits: int = 6
    rounded: int = 3
    measure: Callable[..., str] | None = None
