"""Exercise of notebook 03 on a tail: how often a fair coin gives 60 heads or more in 100 flips.

Legend: `AT_LEAST` what `coins.tail` says of 60 heads or more, `MORE` of more than 60. Each mistake gives what a learner
who makes it has worked out.
"""

import math
from typing import Any

from helpers.lessons.checks import check_condition, check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.chance import tail

FLIPS, HEADS = 100, 60
AT_LEAST, MORE = tail(HEADS, FLIPS), tail(HEADS + 1, FLIPS)
EXACTLY = AT_LEAST.exact - MORE.exact
SCATTER = 0.006  # counts of 10,000 simulated batches lie hardly ever farther from the chance
SAME = 6e-5  # agreement to three digits

COIN_TAIL = Exercise(
    name="chance of 60 heads or more",
    right=lambda: AT_LEAST.exact,
    digits=3,
    rounded=2,
    hint="Count the sequences with 60 heads, with 61 and so on up to 100, and divide by all there are.",
    further="math.comb(100, 60) sequences have 60 heads, and there are 2**100 in all.",
    mistakes=(
        Mistake(
            "that is for more than 60 heads",
            lambda: MORE.exact,
            "60 heads count too.",
            "Where does the sum begin?",
        ),
        Mistake(
            "that is for exactly 60 heads",
            lambda: EXACTLY,
            "61 heads are at least 60 too.",
            "Add up all numbers of heads from 60 on.",
        ),
        Mistake(
            "that is for 60 or more of either side",
            lambda: AT_LEAST.two_sided,
            "40 heads or fewer are not asked for here.",
            "One tail is enough.",
        ),
        Mistake(
            "that is the normal approximation, which cuts off half of the 60",
            lambda: AT_LEAST.uncorrected,
            "The bell curve runs through whole numbers of heads; the bar of 60 reaches from 59.5 to 60.5.",
            "Begin half a head lower, or count the sequences exactly.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the normal approximation, begun half a head lower",
            lambda: AT_LEAST.corrected,
            "It is near; counting the sequences gives the exact number.",
            "math.comb(100, heads) sequences have so many heads, and there are 2**100 in all.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is a count of more than 60 heads, or the normal approximation begun half a head too high",
            lambda: MORE.corrected,
            "60 heads count too.",
            "The bar of 60 reaches from 59.5 to 60.5.",
        ),
        Mistake(
            "that is the normal approximation for either side",
            lambda: 2 * AT_LEAST.uncorrected,
            "40 heads or fewer are not asked for here.",
            "One tail is enough, and it begins half a head lower.",
        ),
        Mistake(
            "that is for fewer than 60 heads",
            lambda: AT_LEAST.fewer,
            "It is the rest up to 1.",
            "Which side of 60 is asked for?",
        ),
        Mistake(
            "that is for 60 heads or fewer",
            lambda: MORE.fewer,
            "Which side of 60 is asked for?",
            "Add up the numbers of heads from 60 to 100.",
        ),
        Mistake(
            "that is in percent",
            lambda: 100 * AT_LEAST.exact,
            "A probability lies between 0 and 1.",
            "Divide by 100.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the number of such batches in 10,000",
            lambda: 10_000 * AT_LEAST.exact,
            "A probability lies between 0 and 1.",
            "Divide by the number of batches.",
            state=State.ALMOST,
        ),
    ),
)


def _is_simulated(value: float) -> bool:
    """Whether a number is near the chance and not, in full or to three decimals, one that is named already."""
    named = [COIN_TAIL.right(), *(mistake.function() for mistake in COIN_TAIL.mistakes)]
    told = any(abs(value - number) < SAME or math.isclose(value, round(number, 3)) for number in named)
    return abs(value - COIN_TAIL.right()) < SCATTER and not told


SIMULATED = Exercise(
    name="simulated chance",
    right=lambda value: False,
    measure=lambda value: f"{value:g}",
    mistakes=(
        Mistake(
            "that is near, as a count of simulated batches is",
            _is_simulated,
            "Counting the sequences gives the exact number.",
            "math.comb(100, heads) sequences have so many heads, and there are 2**100 in all.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (COIN_TAIL,)


def check_coin_tail(value: Any) -> Verdict:
    """Check the chance that a fair coin gives 60 heads or more in 100 flips.

    Parameters
    ----------
    value : float
        The learner's, to three significant digits; a count of simulated batches is told to be near.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_coin_tail(0.0176)
    ✗ wrong: that is for more than 60 heads. Hint: 60 heads count too.
    """
    simulated = check_condition(SIMULATED, (value,))
    return simulated if simulated.state is State.ALMOST else check_value(COIN_TAIL, value)
