"""Bayes' theorem: what a piece of evidence makes of a belief.

Notebook 03 (probability) filters a crowd of mails by a word with it. Here the question is always "is this mail spam?":

- prior: P(spam), how probable it is before the word was seen
- hit rate: P(word | spam), how often spam carries the word
- false-alarm rate: P(word | good), how often good mail carries it
- evidence: P(word), how often any mail carries it
- posterior: P(spam | word), how probable spam is once the word was seen
"""

from dataclasses import dataclass
from math import inf, nan

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, logit

from helpers.maths.chances import as_open_share, as_probabilities, as_probability
from helpers.maths.validate import as_count


@dataclass(frozen=True)
class Update:
    """A belief before and after a word was seen.

    Attributes
    ----------
    prior : float
        P(spam).
    hit_rate, false_alarm_rate : float
        P(word | spam) and P(word | good).
    evidence : float
        P(word).
    posterior : float
        P(spam | word); NaN where the word never occurs.
    likelihood_ratio : float
        How many times as likely the word is in spam as in good mail: infinite where only spam can carry it, NaN where
        nothing can.

    Examples
    --------
    >>> update(0.2, 0.8, 0.05).posterior
    0.8
    """

    prior: float
    hit_rate: float
    false_alarm_rate: float
    evidence: float
    posterior: float
    likelihood_ratio: float

    @property
    def possible(self) -> bool:
        """Whether the word ever occurs; where it does not there is no posterior."""
        return self.evidence > 0


def update(prior: float, hit_rate: float, false_alarm_rate: float) -> Update:
    """Update a belief on one word: posterior = prior · hit rate / evidence.

    Parameters
    ----------
    prior : float
        P(spam), from 0 to 1.
    hit_rate, false_alarm_rate : float
        P(word | spam) and P(word | good), from 0 to 1.

    Returns
    -------
    Update
        The belief before and after.

    Raises
    ------
    ValueError
        If one of the three is not a number from 0 to 1.

    Examples
    --------
    >>> belief = update(0.2, 0.8, 0.05)
    >>> round(belief.evidence, 9), belief.posterior, belief.likelihood_ratio
    (0.2, 0.8, 16.0)
    >>> update(0.2, 0, 0).possible
    False
    """
    prior = as_probability("prior", prior)
    hit_rate = as_probability("hit_rate", hit_rate)
    false_alarm_rate = as_probability("false_alarm_rate", false_alarm_rate)
    spam_with_word = prior * hit_rate
    evidence = spam_with_word + (1 - prior) * false_alarm_rate
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # by 0: states, not accidents
        posterior, ratio = np.divide([spam_with_word, hit_rate], [evidence, false_alarm_rate]).tolist()
    return Update(prior, hit_rate, false_alarm_rate, evidence, posterior, ratio)


def ratio_needed(prior: float, posterior: float) -> float:
    """Say how strong the evidence must be that lifts one belief to another: the odds after by the odds before.

    Parameters
    ----------
    prior, posterior : float
        The belief before and the one wanted after, above 0 and below 1.

    Returns
    -------
    float
        How many times as likely the word must be in spam as in good mail; below 1 where the belief is to fall.

    Raises
    ------
    ValueError
        If one of the two is not a number above 0 and below 1: no evidence moves a belief from or to certainty.

    Examples
    --------
    >>> round(ratio_needed(0.1, 0.9), 9)
    81.0
    """
    prior, posterior = (as_open_share(name, value) for name, value in (("prior", prior), ("posterior", posterior)))
    return posterior / (1 - posterior) * ((1 - prior) / prior)


def crowd(prior: float, hit_rate: float, false_alarm_rate: float, size: int = 1000) -> NDArray[np.int64]:
    """Count the mails that are expected of each kind, in whole mails.

    Spam is rounded first, then the mails with the word among the spam and among the rest (halves to the even number),
    so the four counts add up to `size`, and each is within one mail of what is expected.

    Parameters
    ----------
    prior : float
        P(spam), from 0 to 1.
    hit_rate, false_alarm_rate : float
        P(word | spam) and P(word | good), from 0 to 1.
    size : int, optional
        How many mails there are.

    Returns
    -------
    numpy.ndarray of int, shape (2, 2)
        Rows: spam, good. Columns: with the word, without.

    Raises
    ------
    ValueError
        If a rate is not a number from 0 to 1, or `size` is not a whole number from 1 up.

    Examples
    --------
    >>> crowd(0.2, 0.8, 0.05)
    array([[160,  40],
           [ 40, 760]])
    """
    size = as_count("size", size)
    spam = round(size * as_probability("prior", prior))
    spam_with = round(spam * as_probability("hit_rate", hit_rate))
    good_with = round((size - spam) * as_probability("false_alarm_rate", false_alarm_rate))
    return np.array([[spam_with, spam - spam_with], [good_with, size - spam - good_with]])


def naive_bayes(prior: float, hit_rates: ArrayLike, false_alarm_rates: ArrayLike) -> float:
    """Update a belief on several words, as if within spam and within good mail they occurred independently.

    The products over the words are sums of logarithms, so hundreds of words neither underflow nor overflow.

    Parameters
    ----------
    prior : float
        P(spam), from 0 to 1.
    hit_rates, false_alarm_rates : array_like, shape (n,)
        P(word | spam) and P(word | good) for each word that was seen, from 0 to 1.

    Returns
    -------
    float
        P(spam | all the words); NaN where they never occur together.

    Raises
    ------
    ValueError
        If a probability is not a number from 0 to 1, or there is not one of each for each word.

    Examples
    --------
    >>> round(naive_bayes(0.2, [0.8], [0.05]), 9), round(naive_bayes(0.2, [0.8, 0.6], [0.05, 0.1]), 9)
    (0.8, 0.96)
    """
    prior = as_probability("prior", prior)
    hit_rates = as_probabilities("hit_rates", hit_rates)
    false_alarm_rates = as_probabilities("false_alarm_rates", false_alarm_rates, hit_rates.size)
    with np.errstate(divide="ignore"):  # the logarithm of 0 is -inf, which is what it should be
        for_spam, for_good = np.log(hit_rates).sum(), np.log(false_alarm_rates).sum()
    if (prior == 0 or for_spam == -inf) and (prior == 1 or for_good == -inf):
        return nan
    return float(expit(logit(prior) + for_spam - for_good))
