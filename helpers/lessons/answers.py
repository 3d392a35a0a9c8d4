"""Reading a learner's answer: anything comes in; nested tuples of floats, or one clear sentence, come out.

``helpers.lessons.checks`` uses it for the exercises of every notebook. No text is ever evaluated.
"""

import math
from collections.abc import Iterator
from decimal import Decimal
from numbers import Complex, Real
from typing import Any

import numpy as np

from helpers.lessons.verdicts import State, Verdict

Numbers = float | tuple["Numbers", ...]

DEEPEST = 4  # lists within lists; no exercise needs more than 2
MOST_SHOWN = 6  # numbers of a list that a sentence shows


class UnreadableError(Exception):
    """An answer without numbers to compare.

    Parameters
    ----------
    state : State
        The state of the answer.
    sentence : str
        What was found in it.

    Attributes
    ----------
    verdict : Verdict
        Both together, as the learner is told.

    Examples
    --------
    >>> UnreadableError(State.MISSING, "there is None where a number is wanted.").verdict
    – missing: there is None where a number is wanted.
    """

    def __init__(self, state: State, sentence: str) -> None:
        super().__init__(sentence)
        self.verdict = Verdict(state, sentence)


def read_numbers(answer: Any) -> Numbers:
    """Read a number, or lists, tuples and arrays of them.

    Parameters
    ----------
    answer : object
        Whatever the learner handed in.

    Returns
    -------
    float or nested tuple of float
        The same numbers, every list and array as a tuple.

    Raises
    ------
    UnreadableError
        If anything in it is not a finite real number; the verdict it carries names what was found.

    Examples
    --------
    >>> read_numbers([1, (2.5, np.float32(3))])
    (1.0, (2.5, 3.0))
    """
    try:
        return _read(answer, depth=0)
    except UnreadableError:
        raise
    except Exception:  # objects of any make arrive here, and their methods may raise anything
        raise UnreadableError(State.WRONG, f"{_kind(answer)} cannot be read as numbers.") from None


def _read(answer: Any, depth: int) -> Numbers:
    if hasattr(answer, "tolist") and not callable(answer):
        answer = answer.tolist()
    if not isinstance(answer, list | tuple | range):
        return _read_number(answer)
    if len(answer) == 0:
        raise UnreadableError(State.MISSING, "there is an empty list where numbers are wanted.")
    if depth == DEEPEST:
        raise UnreadableError(State.WRONG, f"lists are nested more than {DEEPEST} deep; numbers are wanted.")
    return tuple(_read(part, depth + 1) for part in answer)


def _read_number(answer: Any) -> float:
    if answer is ...:
        raise UnreadableError(State.UNDEFINED, "the placeholder `...` is still there; put your answer in its place.")
    if answer is None:
        raise UnreadableError(State.MISSING, "there is None where a number is wanted.")
    if problem := _not_a_real_number(answer):
        raise UnreadableError(State.WRONG, problem)
    number = float(answer)
    if not math.isfinite(number):
        raise UnreadableError(State.WRONG, f"the answer contains {number}; look for a division by 0 or an overflow.")
    return number


def _not_a_real_number(answer: Any) -> str:
    """Say what an object is instead of a real number; empty if it is one."""
    if isinstance(answer, str | bytes):
        return f"that is text ({answer[:30]!r}); give the number itself, without quotes."
    if callable(answer):
        return "that is a function; call it, and give the number that it returns."
    if isinstance(answer, Complex) and not isinstance(answer, Real):
        return "that is a complex number; a real one is wanted."
    if isinstance(answer, Iterator):
        return f"{_kind(answer)} makes its numbers only on demand; return a list."
    if isinstance(answer, bool) or not isinstance(answer, Real | Decimal):
        return f"{_kind(answer)} is not a number."
    return ""


def _kind(answer: Any) -> str:
    return f"a value of type {type(answer).__name__}"


def show(numbers: Numbers | np.ndarray) -> str:
    """Write numbers for a sentence: six digits each, long lists cut short.

    Parameters
    ----------
    numbers : float, array or nested tuple of float
        What was given or found.

    Returns
    -------
    str
        The numbers, lists in brackets.

    Examples
    --------
    >>> show((1 / 3, np.arange(9)))
    '[0.333333, [0, 1, 2, 3, 4, 5, ...]]'
    """
    if not isinstance(numbers, tuple | np.ndarray):
        return f"{numbers:,.6g}"
    shown = [show(part) for part in numbers[:MOST_SHOWN]]
    return f"[{', '.join(shown + ['...'] * (len(numbers) > MOST_SHOWN))}]"
