"""Exercise of notebook 04 on Wilson's interval: between which ends the true share lies.

Legend: `k` cases right of `n`; `z` how many standard errors a 95% interval reaches to either side. Each mistake is the
formula that a learner who makes it has written.
"""

import math
from typing import Any

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.intervals import clopper_pearson_interval, wilson_interval

# near 1, all right, few right, and many cases
COUNTS = ((18, 20), (15, 15), (3, 25), (87, 100))
Z = 1.959964


def _around(centre: float, half: float) -> tuple[float, float]:
    return centre - half, centre + half


def _centre(k: int, n: int, z: float = Z) -> float:
    return (k + z**2 / 2) / (n + z**2)


def _half(k: int, n: int, z: float = Z) -> float:
    return z / (n + z**2) * math.sqrt(k * (n - k) / n + z**2 / 4)


def _wilson(k: int, n: int, z: float = Z) -> tuple[float, float]:
    return _around(_centre(k, n, z), _half(k, n, z))


def _wald(k: int, n: int, z: float = Z) -> tuple[float, float]:
    return _around(k / n, z * math.sqrt(k * (n - k) / n) / n)


def _cut(low: float, high: float) -> tuple[float, float]:
    return max(low, 0), min(high, 1)


def _shrunk(k: int, n: int) -> tuple[float, float]:
    """Give the usual interval after z² more cases, half of them right."""
    p, more = _centre(k, n), n + Z**2
    return _around(p, Z * math.sqrt(p * (1 - p) / more))


WILSON = Exercise(
    name="wilson",
    right=lambda k, n: wilson_interval(k, n),
    cases=COUNTS,
    parts=("low end", "high end"),
    digits=4,  # whoever takes z = 1.96 is right
    hint="Work out the centre and the half width for k = 18 and n = 20, term by term.",
    mistakes=(
        Mistake(
            "that is the usual interval, k / n ± 1.96 standard errors",
            _wald,
            "What does it say where all cases are right?",
            "Wilson's interval has another centre, and z² in three more places.",
        ),
        Mistake(
            "that is the usual interval, k / n ± 1.96 standard errors, cut off at 0 and 1",
            lambda k, n: _cut(*_wald(k, n)),
            "What does it say where all cases are right?",
            "Wilson's interval has another centre, and z² in three more places.",
        ),
        Mistake(
            "z is missing, or 1",
            lambda k, n: _wilson(k, n, 1),
            "One standard error to either side holds the truth in about 68 of 100 samples.",
            "For 95% z is 1.96.",
        ),
        Mistake(
            "the z in front of the root is missing",
            lambda k, n: _around(_centre(k, n), _half(k, n) / Z),
            "One standard error to either side holds the truth in about 68 of 100 samples.",
            "The half width begins with z.",
        ),
        Mistake(
            "z is 1.645, which is for one side only",
            lambda k, n: _wilson(k, n, 1.645),
            "Of 5% that the interval may miss, half lies below it and half above.",
            "For 95% on both sides z is 1.96.",
        ),
        Mistake(
            "z is 2",
            lambda k, n: _wilson(k, n, 2),
            "It is near; for 95% take z more exactly.",
            "Write 1.96.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is in percent",
            lambda k, n: tuple(100 * end for end in _wilson(k, n)),
            "A share lies between 0 and 1.",
            "Leave out the factor of 100.",
            state=State.ALMOST,
        ),
        Mistake(
            "those are counts, not shares: you did not divide by n + z²",
            lambda k, n: tuple((n + Z**2) * end for end in _wilson(k, n)),
            "A share lies between 0 and 1.",
            "Both the centre and the half width have n + z² below the fraction bar.",
        ),
        Mistake(
            "the centre is k / n",
            lambda k, n: _around(k / n, _half(k, n)),
            "Your interval reaches above 1 where all cases are right.",
            "Wilson's centre lies between k / n and a half.",
        ),
        Mistake(
            "the half width is that of the usual interval",
            lambda k, n: _around(_centre(k, n), Z * math.sqrt(k * (n - k) / n) / n),
            "Where all cases are right your interval has no width.",
            "Under Wilson's root stands z² / 4 too, and n + z² below the fraction bar.",
        ),
        Mistake(
            "you forgot z² / 4 under the root",
            lambda k, n: _around(_centre(k, n), Z / (n + Z**2) * math.sqrt(k * (n - k) / n)),
            "Where all cases are right your interval has no width.",
            "Two terms stand under the root.",
        ),
        Mistake(
            "you forgot the root",
            lambda k, n: _around(_centre(k, n), Z / (n + Z**2) * (k * (n - k) / n + Z**2 / 4)),
            "A share lies between 0 and 1.",
            "The half width is z / (n + z²) times a root.",
        ),
        Mistake(
            "you divided the half width by n instead of n + z²",
            lambda k, n: _around(_centre(k, n), _half(k, n) * (n + Z**2) / n),
            "Where all cases are right your interval reaches above 1.",
            "Centre and half width have the same divisor.",
        ),
        Mistake(
            "you divided the centre by n instead of n + z²",
            lambda k, n: _around(_centre(k, n) * (n + Z**2) / n, _half(k, n)),
            "Where all cases are right your interval reaches above 1.",
            "Centre and half width have the same divisor.",
        ),
        Mistake(
            "you divided both the centre and the half width by n instead of n + z²",
            lambda k, n: tuple(end * (n + Z**2) / n for end in _wilson(k, n)),
            "Where all cases are right your interval reaches above 1.",
            "Below both fraction bars stands n + z².",
        ),
        Mistake(
            "you added z² to k, not half of it",
            lambda k, n: _around((k + Z**2) / (n + Z**2), _half(k, n)),
            "Of the z² cases that are added, half count as right.",
            "The centre has z² / 2 above the fraction bar.",
        ),
        Mistake(
            "you added nothing to k in the centre",
            lambda k, n: _around(k / (n + Z**2), _half(k, n)),
            "Of the z² cases that are added, half count as right.",
            "The centre has z² / 2 above the fraction bar.",
        ),
        Mistake(
            "parentheses are missing around n + z² in the half width",
            lambda k, n: _around(_centre(k, n), Z / n + Z**2 * math.sqrt(k * (n - k) / n + Z**2 / 4)),
            "Python divides before it adds.",
            "Give n + z² a name on a line of its own.",
        ),
        Mistake(
            "you halved the half width",
            lambda k, n: _around(_centre(k, n), _half(k, n) / 2),
            "It reaches from the centre to one end.",
            "Leave out the division by 2.",
        ),
        Mistake(
            "those are the centre and the half width",
            lambda k, n: (_centre(k, n), _half(k, n)),
            "Where does the interval begin, and where does it end?",
            "Return centre - half and centre + half.",
            state=State.MISSING,
        ),
        Mistake(
            "the high end comes first",
            lambda k, n: _wilson(k, n)[::-1],
            "Which end is returned first?",
            "centre - half comes first.",
            state=State.ALMOST,
        ),
        Mistake(
            "only the centre is there",
            _centre,
            "Two ends are wanted.",
            "Return centre - half and centre + half.",
            state=State.MISSING,
        ),
        Mistake(
            "that is the interval of Agresti and Coull, which has Wilson's centre but is wider",
            _shrunk,
            "It is near; Wilson's half width still has the measured k under its root.",
            "Put k (n - k) / n + z² / 4 under the root.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the interval of Clopper and Pearson, from the binomial distribution",
            clopper_pearson_interval,
            "It keeps its promise too, but is wider.",
            "Wilson's needs nothing but a root.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (WILSON,)


def check_wilson(function: Any) -> Verdict:
    """Check ``wilson(k, n)``: the ends of the 95% interval of a share, k right of n.

    Parameters
    ----------
    function : callable
        The learner's; takes two whole numbers and returns the low and the high end, to four significant digits.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> def wilson(k, n):
    ...     p = k / n
    ...     return p - 1.96 * (p * (1 - p) / n) ** 0.5, p + 1.96 * (p * (1 - p) / n) ** 0.5
    >>> check_wilson(wilson)
    ✗ wrong: that is the usual interval, k / n ± 1.96 standard errors. Hint: What does it say where all
      cases are right?
    """
    return check_function(WILSON, function)
