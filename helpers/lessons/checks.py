"""The engine of the exercises: a learner's answer in, a verdict out, never an exception.

It runs the right formula of an exercise and the mistaken ones on the same inputs as the learner's, and so
tells which mistake was made. The exercises stand in catalogues, like ``helpers.lessons.regression_lab``.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.lessons.answers import Numbers, UnreadableError, read_numbers, show
from helpers.lessons.calls import call_function, require_function, write_call
from helpers.lessons.comparing import agree, flat, unboxed
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

NO_ANSWER = Verdict(State.WRONG, "nothing can be worked out from these numbers and data; look for one that is off.")

DECIMALS = range(2, 6)  # that results are usually rounded to

_named: dict[str, str] = {}  # exercise -> the mistake that was named last


def check_function(exercise: Exercise, function: Any) -> Verdict:
    """Judge a function by what it returns for the cases of the exercise.

    Parameters
    ----------
    exercise : Exercise
        The right function, the mistaken ones and the cases.
    function : object
        The learner's.

    Returns
    -------
    Verdict
        Right if it agrees on every case, almost if on some; a known mistake is named.

    Examples
    --------
    >>> squared = Mistake("you squared it", lambda side: side**2, "How many sides are there?", "Four.")
    >>> square = Exercise("perimeter", lambda side: 4 * side, (squared,), cases=((3.0,), (5.0,)))
    >>> check_function(square, lambda side: side * side)
    ✗ wrong: you squared it. Hint: How many sides are there?
    """
    try:
        require_function(function, exercise.name, exercise.right)
        found = tuple(call_function(function, exercise.name, case) for case in exercise.cases)
    except UnreadableError as problem:
        return problem.verdict
    return _judge(exercise, found, exercise.cases)


def check_value(exercise: Exercise, value: Any, *data: Any) -> Verdict:
    """Judge a number, or a tuple of them, by what the formulas give for the same data.

    Parameters
    ----------
    exercise : Exercise
        The right formula and the mistaken ones.
    value : object
        The learner's number or numbers.
    *data : object
        What the formulas take.

    Returns
    -------
    Verdict
        Right to the wanted digits, almost if rounded; a known mistake is named.

    Examples
    --------
    >>> circle = Exercise("circumference", lambda radius: 2 * np.pi * radius, (), digits=4, hint="Twice π.")
    >>> check_value(circle, 6.283, 1.0)
    ✓ right: circumference: 6.283.
    >>> check_value(circle, 6.28, 1.0)
    ≈ almost: give at least 4 significant digits, correctly rounded.
    """
    try:
        return _judge(exercise, (read_numbers(value),), (_read_data(data),))
    except UnreadableError as problem:
        return problem.verdict


def check_condition(exercise: Exercise, values: tuple, *data: Any) -> Verdict:
    """Judge numbers of which many are right, by conditions on them.

    Parameters
    ----------
    exercise : Exercise
        The condition of a right answer and those of the mistakes; each takes the values and the data.
    values : tuple of object
        The learner's numbers, in the order of `exercise.parts`.
    *data : object
        What the conditions take besides.

    Returns
    -------
    Verdict
        Right if the condition holds; otherwise the first mistake whose condition does.

    Examples
    --------
    >>> odd = Mistake("it is odd", lambda number: number % 2, "Divide it by 2.", "Look at its last digit.")
    >>> even = Exercise("even", lambda number: number % 2 == 0, (odd,), measure=lambda number: f"{number:g}")
    >>> check_condition(even, (7,))
    ✗ wrong: it is odd (7). Hint: Divide it by 2.
    """
    try:
        case = (*read_numbers(values), *_read_data(data))
    except UnreadableError as problem:
        return problem.verdict
    if any(isinstance(value, tuple) for value in case):
        return Verdict(State.WRONG, f"{' and '.join(exercise.parts)} are one number each; there is a list among them.")
    measure = _run(exercise.measure, case)
    if measure is None:
        return NO_ANSWER
    if _run(exercise.right, case):
        return _right(exercise, measure)
    for mistake in exercise.mistakes:
        if _run(mistake.function, case):
            return _remark(exercise, mistake, f"{mistake.name} ({measure})")
    return NO_ANSWER


def _judge(exercise: Exercise, found: tuple, cases: tuple) -> Verdict:
    """Compare what was found, one entry a case, with the right formula and the mistaken ones."""
    wanted = _outputs(exercise.right, cases)
    if wanted is None:
        return NO_ANSWER
    found = tuple(map(unboxed, found, wanted))
    # one digit more than wanted first, so that a mistake next to the right value is told from it
    for digits in (exercise.digits + 1, exercise.digits, exercise.rounded):
        if agree(found, wanted, digits):
            return _agreed(exercise, found, digits)
        for mistake in exercise.mistakes:
            if agree(found, _outputs(mistake.function, cases), digits):
                return _remark(exercise, mistake, mistake.name)
    if exercise.cases and _are_rounded(found, wanted):
        return Verdict(State.ALMOST, "the results are rounded; return them as they are.")
    return _unexplained(exercise, found, wanted)


def _are_rounded(found: tuple, wanted: tuple) -> bool:
    """Whether all that was found is what is wanted, rounded; whole numbers may come from elsewhere."""
    if [len(flat(one)) for one in found] != [len(flat(one)) for one in wanted]:
        return False
    f, w = np.array(flat(found)), np.array(flat(wanted))
    return bool(np.any(f % 1)) and any(
        np.allclose(f, np.round(w, decimals), rtol=0, atol=1e-9) for decimals in DECIMALS
    )


def _agreed(exercise: Exercise, found: tuple, digits: int) -> Verdict:
    if digits < exercise.digits:
        return Verdict(State.ALMOST, f"give at least {exercise.digits} significant digits, correctly rounded.")
    shown = f"as wanted on all {len(found)} inputs tried" if exercise.cases else show(found[0])
    return _right(exercise, f"{exercise.name}: {shown}")


def _unexplained(exercise: Exercise, found: tuple, wanted: tuple) -> Verdict:
    """Describe the first entry that is not right, and what of it is."""
    good = [agree(f, w, exercise.digits) for f, w in zip(found, wanted, strict=True)]
    first = good.index(False)
    f, w = found[first], wanted[first]  # found, wanted
    text = f"{_call(exercise, first)} gives {show(f)}" if exercise.cases else f"{exercise.name} is not {show(f)}"
    if len(flat(f)) < len(flat(w)):
        parts = f" ({', '.join(exercise.parts)})" if exercise.parts else ""
        return Verdict(State.MISSING, f"{text}: {len(flat(f))} of {len(flat(w))} numbers are there{parts}.")
    if agree(flat(f), flat(w), exercise.digits):
        return Verdict(State.ALMOST, f"{text}: the numbers are right, but wanted is the arrangement {show(w)}.")
    fine = _right_parts(exercise, f, w)
    rest = [name for name in exercise.parts if name not in fine]
    if len(flat(f)) > len(flat(w)):
        text = f"{text}: there are {len(flat(f))} numbers, wanted are {len(flat(w))}"
    elif fine and rest:
        text = f"{text}: {_these_are(fine)} right, {_these_are(rest)} not"
    if any(good):
        text = f"{_call(exercise, good.index(True))} is right, but {text}"
    further = exercise.further or f"It should give {show(w)}."
    state = State.ALMOST if any(good) else State.WRONG
    return _remark(exercise, Mistake("unexplained", exercise.right, exercise.hint, further, state), text)


def _right_parts(exercise: Exercise, f: Numbers, w: Numbers) -> list[str]:
    parts = zip(exercise.parts, f, w, strict=False) if exercise.parts else ()
    return [name for name, one, other in parts if agree(one, other, exercise.digits)]


def _these_are(names: list[str]) -> str:
    return f"the {' and the '.join(names)} {'is' if len(names) == 1 else 'are'}"


def _call(exercise: Exercise, entry: int) -> str:
    return write_call(exercise.name, exercise.cases[entry])


def _right(exercise: Exercise, text: str) -> Verdict:
    _named.pop(exercise.name, None)
    return Verdict(State.RIGHT, f"{text}.")


def _remark(exercise: Exercise, mistake: Mistake, text: str) -> Verdict:
    """Name a mistake with its hint, and with the further one too where the same was named last."""
    again = _named.get(exercise.name) == mistake.name
    _named[exercise.name] = mistake.name
    hint = f"{mistake.hint} {mistake.further}" if again else mistake.hint
    return Verdict(mistake.state, f"{text}. Hint: {hint}")


def _outputs(function: Callable, cases: tuple) -> tuple | None:
    """Read what a formula of ours gives for each case; None if one of them gives no numbers."""
    try:
        return tuple(read_numbers(_run(function, case)) for case in cases)
    except UnreadableError:
        return None


def _run(function: Callable, case: tuple) -> Any:
    """Run a formula of ours; None where it has no value for these data."""
    try:
        with np.errstate(all="ignore"):
            return function(*case)
    except Exception:  # data of any shape arrive here, and the formulas trust them
        return None


def _read_data(data: tuple) -> tuple:
    """Read the data that stand beside an answer: numbers stay, lists become arrays."""
    try:
        read = [read_numbers(entry) for entry in data]
    except UnreadableError as problem:
        raise UnreadableError(State.WRONG, f"in the data handed to the check: {problem}") from None
    return tuple(
        np.array(entry) if isinstance(entry, tuple) and len(flat(entry)) == len(entry) else entry for entry in read
    )
