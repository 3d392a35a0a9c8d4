"""What a learner hands in, read: a judgement has one of five states; numbers come out, or one clear sentence.

``exercise`` uses it for the exercises of every notebook. No text is ever evaluated.
"""

import contextlib
import copy
import inspect
import io
import math
import textwrap
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from numbers import Complex, Real
from types import FunctionType

import numpy as np

WIDTH = 88  # characters a line, so that a page without wrapping shows all of it
DEEPEST = 4  # lists within lists; no exercise needs more than 2
MOST_SHOWN = 6  # numbers of a list that a sentence shows
LONGEST = 160  # characters of somebody else's error message


class State(StrEnum):
    """The five states of an answer."""

    UNDEFINED = "undefined"
    MISSING = "missing"
    ALMOST = "almost"
    WRONG = "wrong"
    RIGHT = "right"


MARKS = {State.UNDEFINED: "?", State.MISSING: "–", State.ALMOST: "≈", State.WRONG: "✗", State.RIGHT: "✓"}


@dataclass(frozen=True)
class Judgement:
    """What a check says: a state, what was found and, where it is not right, a hint.

    >>> Judgement(State.RIGHT, "slope = 2.")
    ✓ right: slope = 2.
    """

    state: State
    message: str

    def __repr__(self):
        return wrap(f"{MARKS[self.state]} {self.state}: {self.message}")


class UnreadableError(Exception):
    """An answer without numbers to compare; its `judgement` says what was found instead."""

    def __init__(self, state, sentence):
        super().__init__(sentence)
        self.judgement = Judgement(state, sentence)


def wrap(text):
    """Break a paragraph into lines that fit a page; every line but the first is indented."""
    return textwrap.fill(text, WIDTH, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def show(numbers):
    """Write numbers for a sentence: six digits each, long lists cut short.

    >>> show((1 / 3, np.arange(9)))
    '[0.333333, [0, 1, 2, 3, 4, 5, ...]]'
    """
    if isinstance(numbers, dict):
        return f"{{{', '.join(f'{name}: {show(entry)}' for name, entry in numbers.items())}}}"
    if not isinstance(numbers, tuple | np.ndarray):
        return f"{numbers:,.6g}"
    shown = [show(part) for part in numbers[:MOST_SHOWN]]
    return f"[{', '.join(shown + ['...'] * (len(numbers) > MOST_SHOWN))}]"


def write_call(name, case):
    """Write a call as it would stand in a cell.

    >>> write_call("scale", (2.0, np.array([30.0, 45.0])))
    'scale(2, [30, 45])'
    """
    return f"{name}({', '.join(map(show, case))})"


# Numbers: a float, or a nested tuple of floats


def flat(numbers):
    """List all numbers of a nested tuple, from left to right."""
    return tuple(n for part in numbers for n in flat(part)) if isinstance(numbers, tuple) else (numbers,)


def read_numbers(answer):
    """Read a number, or lists, tuples and arrays of them; whatever else comes is an `UnreadableError`.

    >>> read_numbers([1, (2.5, np.float32(3))])
    (1.0, (2.5, 3.0))
    """
    try:
        return _read(answer, depth=0)
    except UnreadableError:
        raise
    except Exception:  # objects of any make arrive here, and their methods may raise anything
        raise UnreadableError(State.WRONG, f"{_kind(answer)} cannot be read as numbers.") from None


def read_data(data):
    """Read the data that stand beside an answer: numbers stay, lists become arrays."""
    try:
        read = [read_numbers(entry) for entry in data]
    except UnreadableError as problem:
        raise UnreadableError(State.WRONG, f"in the data handed to the check: {problem}") from None
    return tuple(
        np.array(entry) if isinstance(entry, tuple) and len(flat(entry)) == len(entry) else entry for entry in read
    )


def _read(answer, depth):
    if hasattr(answer, "tolist") and not callable(answer):
        answer = answer.tolist()
    if not isinstance(answer, list | tuple | range):
        return _read_number(answer)
    if len(answer) == 0:
        raise UnreadableError(State.MISSING, "there is an empty list where numbers are wanted.")
    if depth == DEEPEST:
        raise UnreadableError(State.WRONG, f"lists are nested more than {DEEPEST} deep; numbers are wanted.")
    return tuple(_read(part, depth + 1) for part in answer)


def _read_number(answer):
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


def _not_a_real_number(answer):
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


def _kind(answer):
    return f"a value of type {type(answer).__name__}"


# Functions: called on copies of their inputs; what they print is not shown again


def _bare(): ...


def _documented():
    """Explain, and do nothing."""


# a body that is only `...` compiles to the same bytecode, with or without a docstring
UNTOUCHED = {_bare.__code__.co_code, _documented.__code__.co_code}


def require_function(function, call):
    """Make sure that an answer is a function that can be called as wanted, like "scale(factor, values)"."""
    name, _, parameters = call.rstrip(")").partition("(")
    if function is ...:
        raise UnreadableError(State.UNDEFINED, f"the placeholder `...` is still there; wanted is {call}.")
    if not callable(function):
        state = State.MISSING if function is None else State.WRONG
        sentence = f"that is no function; pass the function itself, `{name}`, without parentheses after it."
        raise UnreadableError(state, sentence)
    try:
        signature = inspect.signature(function)
    except Exception:  # some functions written in C have none
        return
    wanted = parameters.split(", ")
    try:
        signature.bind(*wanted)
    except TypeError:
        numbers = f"the number of parameters is {len(signature.parameters)}; wanted are {len(wanted)}"
        raise UnreadableError(State.WRONG, f"{numbers}, as in {call}.") from None


def call_function(function, name, case):
    """Call a learner's function and read what it returns; an `UnreadableError` says why nothing came back."""
    call, given, printed = write_call(name, case), copy.deepcopy(case), io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            result = function(*given)
    except (Exception, SystemExit) as error:
        raise _stopped(call, error) from None
    if not all(map(_same, given, case)):
        raise UnreadableError(State.WRONG, f"{call} changes the list that it is given; let it work on a copy.")
    if result is None and type(function) is FunctionType and function.__code__.co_code in UNTOUCHED:
        raise UnreadableError(State.UNDEFINED, f"the body of {name} is still the placeholder `...`; write it.")
    if result is None:
        instead = " (it prints instead)" if printed.getvalue() else ""
        raise UnreadableError(State.MISSING, f"{call} returns None{instead}; did you forget `return`?")
    try:
        return read_numbers(result)
    except UnreadableError as problem:
        raise UnreadableError(problem.judgement.state, f"{call}: {problem}") from None


def _same(given, case):
    if isinstance(case, dict):
        return list(given) == list(case) and all(map(_same, given.values(), case.values()))
    return np.array_equal(given, case)


def _stopped(call, error):
    """Put an error into one sentence; a `...` left in the body, or a `^`, shows in Python's own words."""
    text = traceback.format_exception_only(error)[-1]
    if isinstance(error, NotImplementedError) or "ellipsis" in text:
        return UnreadableError(State.UNDEFINED, f"{call} still meets a placeholder `...`; put your code in its place.")
    if "bitwise_xor" in text or "for ^" in text:
        sentence = f"{call} stops at a `^`; in Python a power is `**`, and `^` is something else."
        return UnreadableError(State.WRONG, sentence)
    shortened = textwrap.shorten(text, LONGEST, placeholder=" ...")
    return UnreadableError(State.WRONG, f"{call} stops with {shortened}")
