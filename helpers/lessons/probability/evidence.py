"""Exercise of notebook 03 on the strength of evidence: how much more likely a word must be in spam.

Odds are p / (1 - p). Each mistake is the formula that a learner who makes it has written.
"""

import math
from typing import Any

from helpers.lessons.checks import check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.chance import ratio_needed

BEFORE, AFTER = 0.1, 0.9  # P(spam) before and after the word


def _odds(probability: float) -> float:
    return probability / (1 - probability)


RATIO_NEEDED = Exercise(
    name="how many times as likely",
    right=lambda: ratio_needed(BEFORE, AFTER),
    digits=4,
    hint="Turn both probabilities into odds: p / (1 - p).",
    further="A word multiplies the odds; by what, to come from the first to the second?",
    mistakes=(
        Mistake(
            "that is 0.9 / 0.1, or the odds afterwards; the odds before were not even",
            lambda: _odds(AFTER),
            "What are the odds at a probability of 0.1?",
            "They start below 1, and have to come that far first.",
        ),
        Mistake(
            "you subtracted the probabilities",
            lambda: AFTER - BEFORE,
            "A word does not add to a belief, it multiplies the odds.",
            "Turn both probabilities into odds first.",
        ),
        Mistake(
            "that is the growth of the probability in shares of what it was",
            lambda: (AFTER - BEFORE) / BEFORE,
            "A word does not multiply the probability, which cannot pass 1; it multiplies the odds.",
            "Turn both probabilities into odds first.",
        ),
        Mistake(
            "you divided the odds before by the odds afterwards",
            lambda: ratio_needed(AFTER, BEFORE),
            "Should a word that makes spam more probable be rarer in spam?",
            "You have the two in the wrong order.",
        ),
        Mistake(
            "those are the odds before the word",
            lambda: _odds(BEFORE),
            "That is where it starts; where should it arrive?",
            "Odds of 9 to 1 are wanted at the end.",
        ),
        Mistake(
            "you subtracted the odds",
            lambda: _odds(AFTER) - _odds(BEFORE),
            "A word multiplies the odds.",
            "How is a factor found from where it starts and where it arrives?",
        ),
        Mistake(
            "you added where you should multiply",
            lambda: 2 * _odds(AFTER),
            "From 1 to 9 up to even odds, then from even odds to 9 to 1: two factors in a row.",
            "Two factors in a row are multiplied.",
        ),
        Mistake(
            "you counted the increase, not the factor",
            lambda: ratio_needed(BEFORE, AFTER) - 1,
            "How many times as likely, not how many times more.",
            "What is multiplied by the odds before, to give the odds afterwards?",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the natural logarithm of the factor",
            lambda: math.log(ratio_needed(BEFORE, AFTER)),
            "That is how far the logit moves; the factor itself is wanted.",
            "Undo the logarithm.",
            state=State.ALMOST,
        ),
        Mistake(
            "that is the probability afterwards",
            lambda: AFTER,
            "A factor is wanted: what are the odds multiplied by?",
            "Turn both probabilities into odds first.",
        ),
    ),
)

EXERCISES = (RATIO_NEEDED,)


def check_ratio_needed(value: Any) -> Verdict:
    """Check how many times as likely in spam as in good mail a word must be, to lift P(spam) from 0.1 to 0.9.

    Parameters
    ----------
    value : float
        The learner's.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_ratio_needed(0.8)
    ✗ wrong: you subtracted the probabilities. Hint: A word does not add to a belief, it multiplies the
      odds.
    """
    return check_value(RATIO_NEEDED, value)
