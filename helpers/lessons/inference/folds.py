"""Exercise of notebook 04 on cross-validation: the numbers 0 to n - 1 dealt to k folds.

Which number is in which fold is free. So each mistake is a condition on what the learner's function returns for `n` and
`k`: `depth` how deep its lists are nested, `listed` all numbers in its folds, `sizes` how many are in each.
"""

from typing import Any

import numpy as np

from helpers.lessons.answers import Numbers, UnreadableError
from helpers.lessons.calls import call_function, require_function, write_call
from helpers.lessons.checks import check_condition
from helpers.lessons.comparing import flat
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict

# numbers that can be dealt evenly, and two that cannot
DEALS = ((12, 3), (10, 4), (11, 3))
MOST_WRITTEN = 6  # sizes


def _folds(n: int, k: int) -> list[list[int]]:
    return [list(range(n))[start::k] for start in range(k)]


def _described(folds: Numbers, n: int, k: int) -> tuple:
    """Work out what the conditions take."""
    parts = folds if isinstance(folds, tuple) else (folds,)
    return n, k, _depth(folds), np.array(flat(folds)), np.array([len(flat(part)) for part in parts])


def _depth(numbers: Numbers) -> int:
    return 1 + max(map(_depth, numbers)) if isinstance(numbers, tuple) else 0


def _once_each(n: int, listed: np.ndarray) -> bool:
    return np.array_equal(np.sort(listed), np.arange(n))


def _covers(n: int, listed: np.ndarray) -> bool:
    """Ask whether every number is there at least once, and no other one."""
    return np.array_equal(np.unique(listed), np.arange(n))


def _repeats(listed: np.ndarray) -> bool:
    return len(np.unique(listed)) < len(listed)


def _even(k: int, sizes: np.ndarray) -> bool:
    return len(sizes) == k and np.ptp(sizes) <= 1


def _is_right(n: int, k: int, depth: int, listed: np.ndarray, sizes: np.ndarray) -> bool:
    return depth == 2 and _once_each(n, listed) and _even(k, sizes)


def _measure(n: int, k: int, depth: int, listed: np.ndarray, sizes: np.ndarray) -> str:
    """Write the call and how many numbers each fold has."""
    call = write_call("folds", (n, k))
    if depth < 2:
        return f"{call} gives {len(listed)} number{'s' * (len(listed) != 1)} and no folds"
    shown = ", ".join(f"{size:.0f}" for size in sizes[:MOST_WRITTEN])
    return f"{call} gives folds of {shown}{', ...' * (len(sizes) > MOST_WRITTEN)} numbers"


FOLDS = Exercise(
    name="folds",
    right=_is_right,
    measure=_measure,
    mistakes=(
        Mistake(
            "all numbers are in one list",
            lambda n, k, depth, listed, sizes: depth == 1 or (depth == 2 and len(sizes) == 1 < k),
            "A list of k lists is wanted.",
            "Each fold is a list of its own.",
        ),
        Mistake(
            "that is a number, not a list of folds",
            lambda n, k, depth, listed, sizes: depth == 0,
            "A list of k lists is wanted.",
            "Which numbers are in each fold?",
        ),
        Mistake(
            "each fold holds all numbers, or comes with its training part",
            lambda n, k, depth, listed, sizes: np.all(sizes == n),
            "A fold is the part that is tested; each number is tested once.",
            "Return only the part that is tested, for each fold.",
        ),
        Mistake(
            "each fold holds the numbers that are not tested: those are the training parts",
            lambda n, k, depth, listed, sizes: (
                len(sizes) == k and _covers(n, listed) and np.all(np.unique(listed, return_counts=True)[1] == k - 1)
            ),
            "A fold is the part that is tested; each number is tested once.",
            "Keep what your folds leave out.",
        ),
        Mistake(
            "lists are nested too deep",
            lambda n, k, depth, listed, sizes: depth > 2,
            "A list of k lists of numbers is wanted.",
            "Take one pair of brackets away.",
            state=State.ALMOST,
        ),
        Mistake(
            "you counted from 1",
            lambda n, k, depth, listed, sizes: _once_each(n, listed - 1),
            "Places in a list begin with 0, and the last is n - 1.",
            "range(n) has them.",
        ),
        Mistake(
            "n itself is in a fold",
            lambda n, k, depth, listed, sizes: np.max(listed) == n,
            "Places in a list begin with 0, and the last is n - 1.",
            "range(n) ends before n.",
        ),
        Mistake(
            "n and k have changed places: the folds have k numbers each",
            lambda n, k, depth, listed, sizes: len(sizes) != k and np.all(sizes[:-1] == k) and sizes[-1] <= k,
            "k is how many folds there are.",
            "About n / k numbers belong into each fold.",
        ),
        Mistake(
            "the rest makes a fold more",
            lambda n, k, depth, listed, sizes: len(sizes) > k and _once_each(n, listed),
            "k folds are wanted, whatever the remainder of n / k is.",
            "Deal the rest to the first folds, one number each.",
        ),
        Mistake(
            "the number of folds is not k",
            lambda n, k, depth, listed, sizes: len(sizes) != k,
            "k is how many folds there are.",
            "Count the passes of your loop.",
        ),
        Mistake(
            "some numbers are in more than one fold, and others in none",
            lambda n, k, depth, listed, sizes: _repeats(listed) and not _covers(n, listed),
            "Every number is tested once. Who draws each fold for itself may draw a number twice.",
            "Shuffle all of them first, and deal after that; or leave chance out.",
        ),
        Mistake(
            "the folds overlap: some numbers are in more than one",
            lambda n, k, depth, listed, sizes: _repeats(listed),
            "Every number is tested once.",
            "Where does one fold end, and where does the next begin? A slice ends before its end.",
        ),
        Mistake(
            "the rest is missing: some numbers are in no fold",
            lambda n, k, depth, listed, sizes: len(listed) < n,
            "n // k numbers in each of k folds are n only if k divides n.",
            "Deal the rest to the first folds, one number each.",
        ),
        Mistake(
            "there are numbers that are not among 0 to n - 1",
            lambda n, k, depth, listed, sizes: not _covers(n, listed),
            "The folds hold places in a list of n.",
            "range(n) has them.",
        ),
        Mistake(
            "the sizes differ by more than 1",
            lambda n, k, depth, listed, sizes: np.ptp(sizes) > 1,
            "The rest is in one fold, or missing from one.",
            "Deal it to the first folds, one number each; or let each fold take every k-th number.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (FOLDS,)


def check_folds(function: Any) -> Verdict:
    """Check ``folds(n, k)``: k lists of nearly equal length, with each of the numbers 0 to n - 1 in one of them.

    Parameters
    ----------
    function : callable
        The learner's; takes two whole numbers and returns a list of lists. Any order will do.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_folds(lambda n, k: [list(range(start, start + n // k)) for start in range(0, k * (n // k), n // k)])
    ✗ wrong: the rest is missing: some numbers are in no fold (folds(10, 4) gives folds of 2, 2, 2, 2
      numbers). Hint: n // k numbers in each of k folds are n only if k divides n.
    """
    try:
        require_function(function, FOLDS.name, _folds)
        found = [_described(call_function(function, FOLDS.name, deal), *deal) for deal in DEALS]
    except UnreadableError as problem:
        return problem.verdict
    n, k, depth, *lists = next((deal for deal in found if not _is_right(*deal)), found[-1])
    return check_condition(FOLDS, (n, k, depth), *lists)
