"""Axes that are right with either sign: an axis has no front.

The learner's axis and those of the formulas are turned until the first number is positive, and then compared.
"""

import functools
from collections.abc import Callable
from types import FunctionType
from typing import Any

from numpy.typing import ArrayLike

from helpers.lessons.answers import Numbers, UnreadableError, read_numbers
from helpers.lessons.calls import UNTOUCHED
from helpers.lessons.comparing import flat


def turned(axis: ArrayLike) -> Numbers:
    """Turn an axis until its first number is positive.

    Parameters
    ----------
    axis : array_like
        A vector, or whatever a learner returns for it.

    Returns
    -------
    float or nested tuple of float
        The same numbers, or the opposite ones.

    Raises
    ------
    UnreadableError
        If there are no numbers to read.

    Examples
    --------
    >>> turned([-0.6, 0.8]), turned([0.6, -0.8])
    ((0.6, -0.8), (0.6, -0.8))
    """
    numbers = read_numbers(axis)
    return _opposite(numbers) if flat(numbers)[0] < 0 else numbers


def with_either_sign(function: Any) -> Any:
    """Let a learner's function return its axis turned.

    Parameters
    ----------
    function : object
        The learner's.

    Returns
    -------
    object
        A function of the same parameters; what is no function, or not yet written, stays what it is.

    Examples
    --------
    >>> with_either_sign(lambda X: [-1.0, 2.0])(None)
    (1.0, -2.0)
    """
    if not callable(function) or _untouched(function):
        return function

    @functools.wraps(function, assigned=(), updated=())  # the parameters alone
    def axis_of(*inputs: Any) -> Any:
        found = function(*inputs)
        try:
            return turned(found)
        except UnreadableError:
            return found

    return axis_of


def _opposite(numbers: Numbers) -> Numbers:
    return tuple(map(_opposite, numbers)) if isinstance(numbers, tuple) else -numbers


def _untouched(function: Callable) -> bool:
    # a function that returns a constant has the same bytecode; it stays as it is too, and no constant is right
    return type(function) is FunctionType and function.__code__.co_code in UNTOUCHED
