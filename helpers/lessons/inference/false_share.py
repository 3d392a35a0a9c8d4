"""Exercise of notebook 04 on false findings: which share of the significant results is false.

Legend: `r` prior, the share of ideas that really work; `w` power; `a` alpha. Each mistake is the formula that a learner
who makes it has written.
"""

from typing import Any

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.comparison import findings

# prior, power, alpha
FIELDS = ((0.1, 0.25, 0.05), (0.3, 0.8, 0.04), (0.6, 0.45, 0.1))


def _false_share(prior: float, power: float, alpha: float) -> float:
    return findings(prior, power, alpha).false_share


FALSE_SHARE = Exercise(
    name="share_of_false",
    right=_false_share,
    cases=FIELDS,
    hint="Think of 1,000 ideas: how many are significant though they do not work, and how many because they do?",
    mistakes=(
        Mistake(
            "you returned alpha: how often chance is significant, not how often the significant is chance",
            lambda r, w, a: a,
            "All dolphins swim; is all that swims a dolphin?",
            "Of 1,000 ideas, how many are significant, and how many of those do not work?",
        ),
        Mistake(
            "you forgot the prior",
            lambda r, w, a: a / (a + w),
            "If hardly any idea works, should the answer be the same?",
            "alpha is a share of the ideas that do not work, power of those that do.",
        ),
        Mistake(
            "that is the share of the significant results that are true",
            lambda r, w, a: 1 - _false_share(r, w, a),
            "It is the rest up to 1.",
            "Which kind of result stands above the fraction bar?",
        ),
        Mistake(
            "you took 1 - power for power",
            lambda r, w, a: _false_share(r, 1 - w, a),
            "How often is an idea that works significant?",
            "1 - power is how often it is missed.",
        ),
        Mistake(
            "you took 1 - alpha for alpha",
            lambda r, w, a: _false_share(r, w, 1 - a),
            "How often is an idea that does not work significant?",
            "alpha is given as it is needed.",
        ),
        Mistake(
            "the prior and 1 - prior have changed places",
            lambda r, w, a: _false_share(1 - r, w, a),
            "Which ideas can be found by chance alone?",
            "alpha goes with the ideas that do not work, 1 - prior.",
        ),
        Mistake(
            "power and alpha have changed places",
            lambda r, w, a: _false_share(r, a, w),
            "How often is an idea that does not work significant?",
            "alpha goes with the ideas that do not work, power with those that do.",
        ),
        Mistake(
            "the false ones are not weighted by the share of ideas that do not work",
            lambda r, w, a: a / (a + r * w),
            "alpha is a share of the ideas that do not work, not of all ideas.",
            "Of 1,000 ideas, how many do not work?",
        ),
        Mistake(
            "the true ones are not weighted by the share of ideas that work",
            lambda r, w, a: (1 - r) * a / ((1 - r) * a + w),
            "power is a share of the ideas that work, not of all ideas.",
            "Of 1,000 ideas, how many work?",
        ),
        Mistake(
            "you divided alpha by the share of significant results",
            lambda r, w, a: a / findings(r, w, a).significant,
            "alpha is a share of the ideas that do not work, not of all ideas.",
            "What stands above the fraction bar is a part of what stands below.",
        ),
        Mistake(
            "that is the share of all ideas that are significant by chance",
            lambda r, w, a: (1 - r) * a,
            "Of the significant results, which part is that?",
            "Divide by the share of all ideas that are significant.",
        ),
        Mistake(
            "that is the share of all ideas that work and are significant",
            lambda r, w, a: r * w,
            "Of the significant results, which part is false?",
            "Divide the false ones by all significant ones.",
        ),
        Mistake(
            "that is the share of all ideas that are significant",
            lambda r, w, a: findings(r, w, a).significant,
            "Of these, which part is false?",
            "It is the divisor.",
        ),
        Mistake(
            "you divided the false ones by the true ones",
            lambda r, w, a: (1 - r) * a / (r * w),
            "A share is never above 1.",
            "Below the fraction bar stand all significant results, false and true.",
        ),
        Mistake(
            "that is the share of ideas that do not work",
            lambda r, w, a: 1 - r,
            "A significant result is some evidence.",
            "Of 1,000 ideas, how many are significant, and how many of those do not work?",
        ),
        Mistake(
            "that is the share of the results that are not significant though the idea works",
            lambda r, w, a: r * (1 - w) / (1 - findings(r, w, a).significant),
            "The question is about the significant ones.",
            "alpha and power say how often a result is significant.",
        ),
        Mistake(
            "parentheses are missing around the divisor",
            lambda r, w, a: 1 + r * w,
            "Python divides before it adds.",
            "Give the divisor a name on a line of its own.",
        ),
        Mistake(
            "parentheses are missing around the divisor and its parts",
            lambda r, w, a: a**2 + r * w,
            "Python works through `*` and `/` from left to right, and adds after that.",
            "Give the divisor a name on a line of its own.",
        ),
        Mistake(
            "that is in percent",
            lambda r, w, a: 100 * _false_share(r, w, a),
            "A share lies between 0 and 1.",
            "Leave out the factor of 100.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (FALSE_SHARE,)


def check_false_share(function: Any) -> Verdict:
    """Check ``share_of_false(prior, power, alpha)``: how many of the significant results are false.

    Parameters
    ----------
    function : callable
        The learner's; takes three shares and returns one.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_false_share(lambda prior, power, alpha: alpha / (alpha + power))
    ✗ wrong: you forgot the prior. Hint: If hardly any idea works, should the answer be the same?
    """
    return check_function(FALSE_SHARE, function)
