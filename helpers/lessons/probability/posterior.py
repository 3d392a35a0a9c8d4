"""Exercise of notebook 03 on Bayes' theorem: the belief that a mail is spam, after a word was seen.

Legend: `p` prior, `h` hit rate (how often spam has the word), `f` false alarm rate (how often good mail has it). Each
mistake is the formula that a learner who makes it has written.
"""

from typing import Any

from helpers.lessons.checks import check_function
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import State, Verdict
from helpers.maths.chance import update

# prior, hit rate, false alarm rate
BELIEFS = ((0.2, 0.8, 0.05), (0.01, 0.9, 0.08), (0.6, 0.45, 0.3))


def _posterior(prior: float, hit_rate: float, false_alarm_rate: float) -> float:
    return update(prior, hit_rate, false_alarm_rate).posterior


def _evidence(p: float, h: float, f: float) -> float:
    """How much of all mail has the word."""
    return p * h + (1 - p) * f


def _odds(probability: float) -> float:
    return probability / (1 - probability)


POSTERIOR = Exercise(
    name="posterior",
    right=_posterior,
    cases=BELIEFS,
    mistakes=(
        Mistake(
            "you returned the hit rate: how often spam has the word, not how often mail with the word is spam",
            lambda p, h, f: h,
            "All dolphins swim; is all that swims a dolphin?",
            "Count 1,000 mails: how many have the word, and how many of those are spam?",
        ),
        Mistake(
            "you forgot the prior",
            lambda p, h, f: h / (h + f),
            "If hardly any mail is spam, should the answer be the same?",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "you left the shares of spam and good mail out of the divisor",
            lambda p, h, f: p * h / (h + f),
            "Divide by the share of all mail that has the word.",
            "Both parts of the divisor are weighted, each by its kind's share of the mail.",
        ),
        Mistake(
            "the false alarms are not weighted by the share of good mail",
            lambda p, h, f: p * h / (p * h + f),
            "The false alarm rate is a share of the good mail, not of all mail.",
            "Of 1,000 mails, how many are good?",
        ),
        Mistake(
            "the prior and 1 - prior have changed places",
            lambda p, h, f: _posterior(1 - p, h, f),
            "Which rate belongs to spam?",
            "The prior is the share of spam; it goes with the hit rate.",
        ),
        Mistake(
            "the hit rate and the false alarm rate have changed places",
            lambda p, h, f: _posterior(p, f, h),
            "A word that is frequent in spam should raise the belief.",
            "Which of the two rates is multiplied by the prior?",
        ),
        Mistake(
            "you took 1 - false alarm rate for the false alarm rate",
            lambda p, h, f: _posterior(p, h, 1 - f),
            "How often does good mail have the word?",
            "The rate is given as it is needed.",
        ),
        Mistake(
            "you took 1 - hit rate for the false alarm rate",
            lambda p, h, f: _posterior(p, h, 1 - h),
            "That is the share of the spam without the word; how often does good mail have it?",
            "One parameter of your function is never used.",
        ),
        Mistake(
            "you returned the evidence: the share of all mail that has the word",
            _evidence,
            "Of this mail, which part is spam?",
            "It is the divisor.",
        ),
        Mistake(
            "you returned the share of all mail that is spam and has the word",
            lambda p, h, f: p * h,
            "The others are out of the question once the word was seen.",
            "Divide by the share of all mail that has the word.",
        ),
        Mistake(
            "you returned the belief that the mail is good",
            lambda p, h, f: 1 - _posterior(p, h, f),
            "It is the rest up to 1.",
            "Which kind of mail stands above the fraction bar?",
        ),
        Mistake(
            "you returned the odds, not the probability",
            lambda p, h, f: _odds(_posterior(p, h, f)),
            "Odds compare spam with good mail; a probability compares it with all mail that has the word.",
            "What is missing in the divisor?",
        ),
        Mistake(
            "parentheses are missing around the divisor",
            lambda p, h, f: h * h + (1 - p) * f,
            "Python works through `*` and `/` from left to right, and adds after that.",
            "Give the divisor a name on a line of its own.",
        ),
        Mistake(
            "only the first part of the divisor is in parentheses",
            lambda p, h, f: 1 + (1 - p) * f,
            "Python divides before it adds.",
            "Give the divisor a name on a line of its own.",
        ),
        Mistake(
            "that is in percent",
            lambda p, h, f: 100 * _posterior(p, h, f),
            "A probability lies between 0 and 1.",
            "Leave out the factor 100.",
            state=State.ALMOST,
        ),
    ),
)

EXERCISES = (POSTERIOR,)


def check_posterior(function: Any) -> Verdict:
    """Check ``posterior(prior, hit_rate, false_alarm_rate)``: how probably a mail with the word is spam.

    Parameters
    ----------
    function : callable
        The learner's; returns one number.

    Returns
    -------
    Verdict
        One of the five states, and the mistake where it is a usual one.

    Examples
    --------
    >>> check_posterior(lambda prior, hit_rate, false_alarm_rate: hit_rate / (hit_rate + false_alarm_rate))
    ✗ wrong: you forgot the prior. Hint: If hardly any mail is spam, should the answer be the same?
    """
    return check_function(POSTERIOR, function)
