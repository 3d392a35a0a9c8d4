"""The mistakes: how a catalogue names its own, and those that are named for all exercises alike.

A mistake is a formula, which takes an input and gives what a learner who makes the mistake gets. Those for all alike
are made from the right formula, by a change of what it gives or of what it is given. Legend: `w` the wanted numbers,
`n` how many numbers the first list of the input has.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

import numpy as np

from helpers.exercises.answers import State, flat, names_in, read_numbers

BROKEN = -1.0  # stands for NaN, an overflow or an error; none of the functions asked for returns it


@dataclass(frozen=True)
class Slip:
    """A usual mistake: what was done, as a clause; the code that does it; a hint, and one more on asking again.

    Where the mistake is a condition, a hint may be a function of the same numbers that writes it.
    """

    name: str
    function: Callable
    hint: str | Callable
    further: str | Callable
    state: State = State.WRONG


wrong, missing = Slip, partial(Slip, state=State.MISSING)
almost = partial(Slip, state=State.ALMOST)  # a matter of convention or precision


def breaks(name, hint, further, state=State.WRONG):
    """Name the mistake of a function that gives no finite number at an edge."""
    return Slip(name, broken, hint, further, state)


def broken(*_):
    return BROKEN


# fmt: off

FACTORS = ("Go through your formula factor by factor, beside the one in the text.",
           "Which factor has the text that yours has not, or the other way round?")
COUNTED = ("By how many numbers is it divided?", "Count what the text divides by: n, n - 1, or nothing.")
ONE_LESS = ("By how many numbers is it divided?",
            "n for a whole population, n - 1 for a sample. np.std and np.var divide by n, unless they are told ddof=1.")
UNIT = "The unit is another one than the text's."

# "{}" is the result, or one of several parts while the others are right
OF_SIGN_AND_TWO = (  # a part that was typed comes from others too easily
    wrong("{} has the wrong sign", lambda w, n: -w,
          "What is subtracted from what?", "There is one minus too many, or one is missing."),
    wrong("{} has lost its sign: nothing is below 0", lambda w, n: np.abs(w),
          "When should something below 0 come out?", "Look for an absolute value, or for the root of a square."),
    wrong("{} is cut off at 0", lambda w, n: np.maximum(w, 0),
          "When should something below 0 come out?", "Look for a max(..., 0), or for a condition on what is added."),
    wrong("{} is twice what it should be", lambda w, n: 2 * w, *FACTORS),
    wrong("{} is half of what it should be", lambda w, n: w / 2, *FACTORS),
)
OF_NUMBERS = (
    wrong("{} is n times too large, where n numbers are given", lambda w, n: w * n,
          "Is it a sum where a mean is wanted?", "Divide by how many numbers there are."),
    wrong("{} is n times too small, where n numbers are given", lambda w, n: w / n,
          "Is it a mean where a sum is wanted, or is it divided twice?", "Look for each division by len(...)."),
    wrong("{} is √n times too large, where n numbers are given", lambda w, n: w * np.sqrt(n), *COUNTED),
    wrong("{} is √n times too small, where n numbers are given", lambda w, n: w / np.sqrt(n), *COUNTED),
    almost("{} is off as if n and n - 1 were mixed up", lambda w, n: w * n / (n - 1), *ONE_LESS),
    almost("{} is off as if n and n - 1 were mixed up", lambda w, n: w * (n - 1) / n, *ONE_LESS),
    almost("{} is off as if n and n - 1 were mixed up under a root", lambda w, n: w * np.sqrt(n / (n - 1)), *ONE_LESS),
    almost("{} is off as if n and n - 1 were mixed up under a root", lambda w, n: w * np.sqrt((n - 1) / n), *ONE_LESS),
    wrong("{} is the square of what it should be", lambda w, n: w**2,
          "Is a root missing?", "A root comes last; `** 0.5` takes it."),
    wrong("{} is the root of what it should be", lambda w, n: np.sqrt(w),
          "Does the text take a root here?", "Leave the root out."),
    wrong("{} stands upside down: it is 1 / what it should be", lambda w, n: 1 / w,
          "What is divided by what?", "Turn the fraction over."),
    wrong("{} is 1 minus what it should be", lambda w, n: 1 - w,
          "Is that the part that is asked for, or the rest of it?", "The two make up 1."),
    almost("{} is in percent", lambda w, n: 100 * w, UNIT, "Leave the factor 100 out."),
    almost("{} is a hundredth of what it should be", lambda w, n: w / 100, UNIT, "Look for a percent too many."),
    almost("{} has a logarithm to base 2 in it", lambda w, n: w / np.log(2), UNIT, "np.log is the natural one."),
    almost("{} has a logarithm to base 10 in it", lambda w, n: w / np.log(10), UNIT, "np.log is the natural one."),
    almost("{} has a natural logarithm in it, where base 2 is wanted", lambda w, n: w * np.log(2), UNIT, "np.log2."),
    almost("{} is in degrees", lambda w, n: np.degrees(w), UNIT, "np.radians turns degrees into radians."),
    almost("{} is in radians", lambda w, n: np.radians(w), UNIT, "np.degrees turns radians into degrees."),
    wrong("{} is the logarithm of what it should be", lambda w, n: np.log(w),
          "Does the text end with a logarithm?", "Leave the last logarithm out, or undo it with np.exp."),
    wrong("{} is e to the power of what it should be", lambda w, n: np.exp(w),
          "Does the text end with an exponential?", "Leave the last exponential out, or undo it with np.log."),
)

OF_FUNCTIONS = (  # a number may be 0, 1 or whole by chance
    *(wrong(f"{{}} is {always}, whatever is given", lambda w, n, always=always: 0 * w + always,
            "Does what is given come into it?", "Is each condition ever true, and does each loop ever begin?")
      for always in (0, 1)),
    *(wrong("{} has lost what stands behind the point", change,
            "Is there a `//`, an int(...) or a round(...)?", "Divide with `/`, and return the result as it is.")
      for change in (lambda w, n: np.floor(w), lambda w, n: np.trunc(w), lambda w, n: np.round(w))),
    wrong("{} is half of the square of what it should be", lambda w, n: w**2 / 2,
          "Is there a `** 1/2`? Python raises to a power before it divides.", "A root is `** 0.5`, or `** (1/2)`."),
)

OF_ORDER = (  # for results that are several numbers
    wrong("what comes out stands in the opposite order", lambda w: w[::-1],
          "Which should come first?", "Turn the order round."),
    wrong("what comes out is sorted, smallest first", lambda w: np.sort(w, axis=0),
          "Which number belongs to which place of the input?", "Leave the sorting out, or undo it at the end."),
    wrong("what comes out is sorted, largest first", lambda w: np.sort(w, axis=0)[::-1],
          "Which number belongs to which place of the input?", "Leave the sorting out, or undo it at the end."),
    wrong("rows and columns have changed places in what comes out", np.transpose,
          "What is a row, and what is a column?", "Transpose once more, or once less."),
    wrong("everything is added up into one number", np.sum,
          "How many numbers are wanted?", "Where should the adding begin anew?"),
    wrong("each number has those before it added to it", np.cumsum,
          "Where does each sum begin?", "Set it to 0 inside the outer loop."),
    missing("only the first is there", lambda w: w[0],
            "How many are wanted?", "Look at how far `return` is indented: it stands after the loop, not in it."),
    missing("only the last is there", lambda w: w[-1],
            "How many are wanted?", "Is the name given anew in each round, instead of something being appended?"),
    missing("the last is not there", lambda w: w[:-1],
            "How many rounds has the loop?", "range(n) ends at n - 1 already."),
    missing("the first is not there", lambda w: w[1:], "How many rounds has the loop?", "Python counts from 0."),
)

OF_LISTS = (  # what is taken of each list that is given
    wrong("only the first number of what is given counts", lambda v: v[:1],
          "How often does the loop run?", "Look at how far `return` is indented: it stands after the loop, not in it."),
    wrong("only the last number of what is given counts", lambda v: v[-1:],
          "Does each round add to what was there, or replace it?", "Look for an `=` that should be a `+=`."),
    wrong("the last number of what is given is left out", lambda v: v[:-1],
          "How often does the loop run?", "range(n) ends at n - 1 already."),
    wrong("the first number of what is given is left out", lambda v: v[1:],
          "Where does the loop begin?", "Python counts from 0."),
    wrong("rows and columns of what is given have changed places", np.transpose,
          "What is a row here, and what is a column?", "Look at each axis= and each index."),
    wrong("what is given is sorted first", np.sort, "Which numbers belong together?", "Leave the sorting out."),
)


OF_PARAMETER = (  # what becomes of one number p that is given, a count or a float
    (int, (("{} - 1", "it were one less", lambda p, n: p - 1), ("{} + 1", "it were one more", lambda p, n: p + 1)),
     "Is 1 added or taken away somewhere, or does a loop run once too often or too seldom?",
     "range(3) gives 0, 1 and 2: three rounds."),
    (float, (("-{}", "+ stood for -, or - for +", lambda p, n: -p),
             ("{} = 1", "it were forgotten", lambda p, n: 1),
             ("{} / 2", "a factor 2 were forgotten", lambda p, n: p / 2),
             ("2 · {}", "there were a factor 2 too many", lambda p, n: 2 * p),
             ("n · {}, where n numbers are given", "a sum stood for a mean", lambda p, n: p * n),
             ("{} / n, where n numbers are given", "it were divided by n once more", lambda p, n: p / n)),
     "What stands beside it in your formula, and what in the text's?", "Go through your formula factor by factor."),
)


def general_slips(exercise):
    """Yield the mistakes that are named for all exercises alike, as they are for this one."""
    right, call = exercise.right, exercise.parameters
    for slip in OF_FUNCTIONS * bool(exercise.cases) + OF_SIGN_AND_TWO + OF_NUMBERS:
        parts = range(len(exercise.parts)) if exercise.cases or slip in OF_SIGN_AND_TWO else ()
        for part in (None, *parts):
            subject = "what comes out" if part is None else f"the {exercise.parts[part]}"
            formula = _of_numbers(right, slip.function, part)
            yield replace(slip, name=slip.name.format(subject), function=formula)
    for slip in OF_ORDER if exercise.cases else OF_ORDER[:1]:
        if not (exercise.parts and slip.state is State.MISSING):  # parts are counted by their names
            yield replace(slip, function=_of_order(right, slip.function))
    if not exercise.cases:
        return
    yield from _parameter_slips(exercise)
    for slip in OF_LISTS:
        for share, ending in ((False, ""), (True, ", and the result is divided by how many there are")):
            yield replace(slip, name=slip.name + ending, function=_of_lists(right, slip.function, share))
    yield from _own_slips(right, call, exercise.own or {})


def _parameter_slips(exercise):
    """Yield those of a parameter that is returned, changed, or takes another one's place."""
    right, call = exercise.right, exercise.parameters
    for i, name in enumerate(call):
        yield wrong(f"what comes out is `{name}`, as it was given", lambda *case, i=i: case[i],
                    "What becomes of the numbers that you worked out?", "Look at what stands after `return`.")
        for kind, changes, hint, further in OF_PARAMETER:
            for words, reason, change in changes if all(isinstance(case[i], kind) for case in exercise.cases) else ():
                told = f"what comes out is that for {words.format(f'`{name}`')}, as if {reason}"
                yield wrong(told, _of_parameter(right, i, change, kind), hint, further)
    for i, j in combinations(range(len(call)), 2):
        yield wrong(f"`{call[i]}` and `{call[j]}` have changed places", _swapped(right, i, j),
                    f"The call is {exercise.call}.", "Look at where each of the two stands in your formula.")


def _own_slips(right, call, own):
    """Yield those of a function that takes data of the notebook in place of its parameters."""
    lists = [name for name in own if np.ndim(own[name])]
    if lists:
        names = " and ".join(f"`{name}`" for name in lists)
        yield wrong(f"your function looks at data of the notebook, not at its own {names}",
                    _replaced(right, {call.index(name): own[name] for name in lists}),
                    "Use its own parameters; here it was called with other data.",
                    "Each name in the body should stand in the first line of the function, or be made in the body.")
    for name in [name for name in own if name not in lists]:
        yield wrong(f"the `{name}` is {own[name]}, whatever was asked for",
                    _replaced(right, {call.index(name): own[name]}),
                    f"Does the `{name}` that your function was given reach the place where it is needed?",
                    "Use the parameter; a number written into the function hides it.")

# fmt: on


def _length(case):
    return next((len(part) for part in case if np.ndim(part)), np.nan)


def _refilled(numbers, wanted):
    """Arrange numbers as the wanted ones are."""
    if isinstance(wanted, tuple):
        return tuple(_refilled(numbers, part) for part in wanted)
    return next(numbers)


def _of_numbers(right, change, part):
    def formula(*case):
        wanted, n = read_numbers(right(*case), names=names_in(case)), _length(case)
        parts, at = ([wanted], 0) if part is None else ([*wanted], part)
        parts[at] = _refilled(iter(np.ravel(change(np.array(flat(parts[at])), n))), parts[at])
        return parts[0] if part is None else tuple(parts)

    return formula


def _of_order(right, change):
    def formula(*case):
        wanted = read_numbers(right(*case), names=names_in(case))
        try:
            return change(np.array(wanted))
        except ValueError:  # parts of unequal length
            return change(wanted)

    return formula


def _of_lists(right, change, share):
    def formula(*case):
        changed = [change(part) if np.ndim(part) else part for part in case]
        if not share:
            return right(*changed)
        left = _length(changed) / _length(case)  # where nothing is left, nothing is added up
        return np.multiply(right(*(changed if left else case)), left)

    return formula


def _replaced(right, values):
    """Make the right formula for other values at some places of the input: place -> value."""
    return lambda *case: right(*(values.get(place, given) for place, given in enumerate(case)))


def _of_parameter(right, place, change, kind):
    """Make the right formula for a change of one number; where a float does not matter, it is no reason."""

    def formula(*case):
        value = change(case[place], _length(case))
        changed = _replaced(right, {place: value})(*case)
        idle = kind is float and value != case[place] and read_numbers(changed) == read_numbers(right(*case))
        return None if idle else changed

    return formula


def _swapped(right, i, j):
    return lambda *case: _replaced(right, {i: case[j], j: case[i]})(*case)
