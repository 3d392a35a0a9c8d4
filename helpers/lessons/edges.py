"""Inputs at which a formula that is right elsewhere breaks down: a logit of 1,000, a probability of 0, an empty bin.

A learner's function is judged on ordinary inputs first, and at its edges only if it is right there. So who takes
the logarithm to base 2 hears about that, not about an overflow. NumPy's warnings on the way are not shown.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from helpers.lessons.answers import Numbers, UnreadableError
from helpers.lessons.calls import call_function, write_call
from helpers.lessons.checks import check_function, check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

BROKEN = -1.0  # stands for NaN, an overflow or an error; none of the functions asked for returns it


@dataclass(frozen=True)
class Edge:
    """One call at which a function may break down.

    Attributes
    ----------
    function : str
        What it is called.
    case : tuple of float or array
        The inputs.
    exercise : Exercise
        What the call should give, and the mistakes; `BROKEN` stands for no finite number.
    """

    function: str
    case: tuple
    exercise: Exercise


def edge_of(exercise: Exercise, case: tuple, *mistakes: Mistake) -> Edge:
    """Add inputs to an exercise at which a function may break down.

    Parameters
    ----------
    exercise : Exercise
        The one whose function is called.
    case : tuple of float or array
        The inputs.
    *mistakes : Mistake
        What leads to a wrong result there; their functions take nothing.

    Returns
    -------
    Edge
        Named as the call would be written.

    Examples
    --------
    >>> share = Exercise("share", lambda part, whole: part / whole if whole else 0, (), cases=((3.0, 4.0),))
    >>> edge_of(share, (0.0, 0.0)).exercise.name
    'share(0, 0)'
    """
    at_the_edge = Exercise(write_call(exercise.name, case), lambda: exercise.right(*case), mistakes)
    return Edge(exercise.name, case, at_the_edge)


def breaks_down(name: str, hint: str, further: str, state: State = State.WRONG) -> Mistake:
    """Name the mistake of a function that gives no finite number at an edge.

    Parameters
    ----------
    name, hint, further, state
        As for `Mistake`.

    Returns
    -------
    Mistake
        Its function gives `BROKEN`.

    Examples
    --------
    >>> breaks_down("you divided by 0", "Is there anything to share?", "Ask first.").function()
    -1.0
    """
    return Mistake(name, lambda: BROKEN, hint, further, state)


def check_to_the_edges(exercise: Exercise, function: Any, *edges: Edge) -> Verdict:
    """Judge a function on the cases of an exercise, and then at the edges.

    Parameters
    ----------
    exercise : Exercise
        The right function, the mistaken ones and the ordinary cases.
    function : object
        The learner's.
    *edges : Edge
        Tried one after the other if all ordinary cases are right.

    Returns
    -------
    Verdict
        The first that is not right, or that of the ordinary cases.

    Examples
    --------
    >>> share = Exercise("share", lambda part, whole: part / whole if whole else 0, (), cases=((3.0, 4.0),))
    >>> nothing = edge_of(share, (0.0, 0.0), breaks_down("you divided by 0", "Is there anything to share?", "Ask."))
    >>> check_to_the_edges(share, lambda part, whole: part / whole, nothing)
    ✗ wrong: you divided by 0. Hint: Is there anything to share?
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        verdict = check_function(exercise, function)
        if verdict.state is State.RIGHT:
            at_edges = (_check_at(edge, function) for edge in edges)
            verdict = next((found for found in at_edges if found.state is not State.RIGHT), verdict)
    return verdict


def _check_at(edge: Edge, function: Callable) -> Verdict:
    """Judge a function that is right elsewhere; an overflow counts even if the result survives it."""
    try:
        with np.errstate(over="raise"):
            found: Numbers = call_function(function, edge.function, edge.case)
    except UnreadableError as problem:
        if not any(_is_breakdown(mistake) for mistake in edge.exercise.mistakes):
            return problem.verdict
        found = BROKEN
    return check_value(edge.exercise, found)


def _is_breakdown(mistake: Mistake) -> bool:
    return np.array_equal(mistake.function(), BROKEN)
