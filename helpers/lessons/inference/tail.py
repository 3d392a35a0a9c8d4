"""Exercise of notebook 04 on a tail: how often a fair coin gives 9 heads or more in 10 flips.

Legend: `AT_LEAST` what `coins.tail` says of 9 heads or more, `MORE` of more than 9. Each mistake gives what a learner
who makes it has worked out.
"""

from typing import Any

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.chance import tail

FLIPS, HEADS = 10, 9
AT_LEAST, MORE = tail(HEADS, FLIPS), tail(HEADS + 1, FLIPS)
EXACTLY = AT_LEAST.exact - MORE.exact

TAIL = Exercise(
    name="chance of 9 heads or more",
    right=lambda: AT_LEAST.exact,
    digits=3,
    rounded=2,
    hint="Count the sequences of 10 flips with 9 heads and those with 10, and divide by all there are.",
    further="The one tail may fall at any of the flips, and there are 2**10 sequences in all.",
    mistakes=(
        Mistake(
            "that is for exactly 9 heads",
            lambda: EXACTLY,
            "10 heads are at least 9 too.",
            "One more sequence counts.",
        ),
        Mistake(
            "that is for more than 9 heads",
            lambda: MORE.exact,
            "9 heads count too.",
            "How many sequences have exactly one tail?",
        ),
        Mistake(
            "that is for 9 or more of either side",
            lambda: AT_LEAST.two_sided,
            "9 tails are not asked for here.",
            "One side is enough.",
        ),
        Mistake(
            "that is twice the chance of exactly 9 heads",
            lambda: 2 * EXACTLY,
            "Every sequence of 10 flips has the same chance, 0.5**10.",
            "How many sequences have 9 heads or 10?",
        ),
        Mistake(
            "that counts two sequences only",
            lambda: 2 / 2**FLIPS,
            "If 9 of 10 flips are heads, at which flip did the tail fall?",
            "9 heads can come in more than one order.",
        ),
        Mistake(
            "you took all numbers of heads for equally probable",
            lambda: 2 / (FLIPS + 1),
            "5 heads can come in many more orders than 10.",
            "Count sequences of flips: each has the same chance.",
        ),
        Mistake(
            "that is the share of heads, not how probable it is",
            lambda: HEADS / FLIPS,
            "How often does a fair coin give so many?",
            "Count the sequences with 9 heads or 10, and divide by all there are.",
        ),
        Mistake(
            "that is the normal approximation, which cuts off half of the 9",
            lambda: AT_LEAST.uncorrected,
            "The bell curve runs through whole numbers of heads; the bar of 9 reaches from 8.5 to 9.5.",
            "With 10 flips the bell is a poor guide: count the sequences.",
        ),
        Mistake(
            "that is the normal approximation, begun half a head lower",
            lambda: AT_LEAST.corrected,
            "With 10 flips the bell is a quarter too high so far out.",
            "Count the sequences with 9 heads or 10, and divide by all there are.",
        ),
        Mistake(
            "that is the normal approximation, begun half a head too high",
            lambda: MORE.corrected,
            "9 heads count too.",
            "With 10 flips the bell is a poor guide: count the sequences.",
        ),
        Mistake(
            "that is the normal approximation for either side",
            lambda: 2 * AT_LEAST.uncorrected,
            "9 tails are not asked for here.",
            "With 10 flips the bell is a poor guide: count the sequences, of one side.",
        ),
        Mistake(
            "that is the normal approximation for either side, begun half a head lower",
            lambda: 2 * AT_LEAST.corrected,
            "9 tails are not asked for here.",
            "With 10 flips the bell is a poor guide: count the sequences, of one side.",
        ),
        Mistake(
            "that is for fewer than 9 heads",
            lambda: AT_LEAST.fewer,
            "It is the rest up to 1.",
            "Which side of 9 is asked for?",
        ),
        Mistake(
            "that is for 9 heads or fewer",
            lambda: MORE.fewer,
            "Which side of 9 is asked for?",
            "Count the sequences with 9 heads or 10.",
        ),
        Mistake(
            "that is the number of sequences",
            lambda: 2**FLIPS * AT_LEAST.exact,
            "A probability lies between 0 and 1.",
            "Divide by the number of all sequences.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is in percent",
            lambda: 100 * AT_LEAST.exact,
            "A probability lies between 0 and 1.",
            "Divide by 100.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is 1 / the probability: one try in so many",
            lambda: 1 / AT_LEAST.exact,
            "A probability lies between 0 and 1.",
            "Turn the fraction over.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (TAIL,)


def check_tail(value: Any) -> Verdict:
    """Check the chance that a fair coin gives 9 heads or more in 10 flips.

    Parameters
    ----------
    value : float
        The learner's, to three significant digits.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_tail(0.00977)
    ✗ wrong: that is for exactly 9 heads. Hint: 10 heads are at least 9 too.
    """
    return check_value(TAIL, value)
