"""Calling a learner's function: what it returns, or one sentence about why nothing came back.

``helpers.lessons.checks`` uses it. The function gets copies of its inputs; what it prints is not shown again.
"""

import contextlib
import copy
import inspect
import io
import textwrap
import traceback
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from helpers.lessons.answers import Numbers, UnreadableError, read_numbers, show
from helpers.lessons.verdicts import State

LONGEST = 160  # characters of somebody else's error message


def _bare() -> None: ...


def _documented() -> None:
    """Explain, and do nothing."""


# a body that is only `...` compiles to the same bytecode, with or without a docstring
UNTOUCHED = {_bare.__code__.co_code, _documented.__code__.co_code}


def require_function(function: Any, name: str, wanted: Callable) -> None:
    """Make sure that an answer is a function with the right number of parameters.

    Parameters
    ----------
    function : object
        The learner's.
    name : str
        What it is called.
    wanted : callable
        The right function.

    Raises
    ------
    UnreadableError
        If it cannot be called like `wanted`.

    Examples
    --------
    >>> require_function(lambda values, factor: values * factor, "double", lambda values: values * 2)
    Traceback (most recent call last):
    helpers.lessons.answers.UnreadableError: the number of parameters is 2; wanted are 1, as in double(values).
    """
    parameters = list(inspect.signature(wanted).parameters)
    call = f"{name}({', '.join(parameters)})"
    if function is ...:
        raise UnreadableError(State.UNDEFINED, f"the placeholder `...` is still there; wanted is {call}.")
    if not callable(function):
        state = State.MISSING if function is None else State.WRONG
        raise UnreadableError(
            state, f"that is no function; pass the function itself, `{name}`, without parentheses after it."
        )
    try:
        signature = inspect.signature(function)
    except Exception:  # some functions written in C have none
        return
    try:
        signature.bind(*parameters)
    except TypeError:
        taken = len(signature.parameters)
        raise UnreadableError(
            State.WRONG, f"the number of parameters is {taken}; wanted are {len(parameters)}, as in {call}."
        ) from None


def call_function(function: Callable, name: str, case: tuple) -> Numbers:
    """Call a learner's function on copies of the inputs and read what it returns.

    Parameters
    ----------
    function : callable
        The learner's.
    name : str
        What it is called.
    case : tuple of float or array
        The inputs.

    Returns
    -------
    float or nested tuple of float
        The numbers returned.

    Raises
    ------
    UnreadableError
        If it stops with an error, changes its inputs, or returns anything but numbers.

    Examples
    --------
    >>> call_function(lambda values: values * 2, "double", (np.array([1.0, 2.0]),))
    (2.0, 4.0)
    """
    call, given, printed = write_call(name, case), copy.deepcopy(case), io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            result = function(*given)
    except (Exception, SystemExit) as error:
        raise _stopped(call, error) from None
    if not all(map(np.array_equal, given, case)):
        raise UnreadableError(State.WRONG, f"{call} changes the list that it is given; let it work on a copy.")
    if result is None and type(function) is FunctionType and function.__code__.co_code in UNTOUCHED:
        raise UnreadableError(State.UNDEFINED, f"the body of {name} is still the placeholder `...`; write it.")
    if result is None:
        instead = " (it prints instead)" if printed.getvalue() else ""
        raise UnreadableError(State.MISSING, f"{call} returns None{instead}; did you forget `return`?")
    try:
        return read_numbers(result)
    except UnreadableError as problem:
        raise UnreadableError(problem.verdict.state, f"{call}: {problem}") from None


def write_call(name: str, case: tuple) -> str:
    """Write a call as it would stand in a cell.

    Parameters
    ----------
    name : str
        The function.
    case : tuple of float or array
        The inputs.

    Returns
    -------
    str
        The call.

    Examples
    --------
    >>> write_call("scale", (2.0, np.array([30.0, 45.0])))
    'scale(2, [30, 45])'
    """
    return f"{name}({', '.join(map(show, case))})"


def _stopped(call: str, error: BaseException) -> UnreadableError:
    """Put an error into one sentence; a `...` left in the body, or a `^`, shows in Python's own words."""
    text = traceback.format_exception_only(error)[-1]
    if isinstance(error, NotImplementedError) or "ellipsis" in text:
        return UnreadableError(State.UNDEFINED, f"{call} still meets a placeholder `...`; put your code in its place.")
    if "bitwise_xor" in text or "for ^" in text:
        return UnreadableError(
            State.WRONG, f"{call} stops at a `^`; in Python a power is `**`, and `^` is something else."
        )
    shortened = textwrap.shorten(text, LONGEST, placeholder=" ...")
    return UnreadableError(State.WRONG, f"{call} stops with {shortened}")
