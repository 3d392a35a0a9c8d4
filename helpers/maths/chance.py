"""Bayes' theorem: what a piece of evidence makes of a belief.

Notebook 03 (probability) filters a crowd of mails by a word with it. Here the question is always "is this mail spam?":

- prior: P(spam), how probable it is before the word was seen
- hit rate: P(word | spam), how often spam carries the word
- false-alarm rate: P(word | good), how often good mail carries it
- evidence: P(word), how often any mail carries it
- posterior: P(spam | word), how probable spam is once the word was seen

How often a fair coin gives at least so many heads: exactly, by the bell curve, and by flipping.

Notebook 04 (statistics) asks it of 60 heads in 100 flips, the seed of every test there. In the code:

- flips: how many coins one batch holds; heads: how many of them, at least, are asked for
- the number of heads has mean flips / 2 and standard deviation √flips / 2

Decisions: what deciding by a threshold costs, and how many errors a trusted probability leaves.

Notebook 03 (probability) sorts mails with it. Legend: n cases of label 0 or 1, each with a probability of label 1.

Likelihood: how probable a model makes the data that was seen, and which model makes it most probable.

Notebook 03 (probability) slides a model's parameters with it. A likelihood is a product of one factor for each piece
of data and soon too small for a 64-bit number; its logarithm is a sum and stays in range. The two models are a coin
and a normal distribution; the coin has the plain product too, to show where it ends.
"""

from dataclasses import dataclass
from math import inf, log, nan, pi, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrc, expit, logit, ndtr, xlog1py, xlogy
from scipy.stats import binom

from helpers.maths.checks import (
    LARGEST,
    as_count,
    as_labels,
    as_number,
    as_open_share,
    as_probabilities,
    as_probability,
    as_vector,
)


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


@dataclass(frozen=True)
class Tail:
    """How probable a number of heads or more is, and what the bell curve makes of it.

    Attributes
    ----------
    heads, flips : int
        At least how many heads, in how many flips.
    exact, fewer : float
        The chance, from the binomial distribution, and that of fewer heads: exact to its last digits where it is small,
        which 1 - exact is not.
    two_sided : float
        The chance of a number of heads at least as far from half, on either side.
    corrected : float
        Area under the bell curve from half a head lower on: the continuity correction, since the bar of a number of
        heads begins there.
    uncorrected : float
        Area under the bell curve from that number of heads on.
    """

    heads: int
    flips: int
    exact: float
    fewer: float
    two_sided: float
    corrected: float
    uncorrected: float


def tail(heads: int, flips: int) -> Tail:
    """Work out how probable a number of heads or more is with a fair coin.

    Parameters
    ----------
    heads : int
        At least how many heads, 0 or more; more than there are flips have chance 0.
    flips : int
        How many flips, 1 or more.

    Returns
    -------
    Tail
        The exact chance, on one side and on both, and two areas under the bell curve.

    Raises
    ------
    ValueError
        If a count is not a whole number, or too small.

    Examples
    --------
    >>> found = tail(60, 100)
    >>> round(found.exact, 6), round(found.two_sided, 4), round(found.corrected, 4), round(found.uncorrected, 4)
    (0.028444, 0.0569, 0.0287, 0.0228)
    >>> tail(9, 10).exact == (10 + 1) / 2**10
    True
    """
    heads, flips = as_count("heads", heads, least=0), as_count("flips", flips)
    mirrored = max(heads, flips - heads)  # as far from half as `heads` is, on the upper side
    both = 1.0 if 2 * heads == flips else 2 * _at_least(mirrored, flips)
    corrected, uncorrected = (float(ndtr((flips / 2 - begin) / (sqrt(flips) / 2))) for begin in (heads - 0.5, heads))
    fewer = _at_least(flips - heads + 1, flips)  # as many tails
    return Tail(heads, flips, _at_least(heads, flips), fewer, both, corrected, uncorrected)


def head_chances(flips: int) -> NDArray[np.float64]:
    """Give the chance of every number of heads with a fair coin.

    Parameters
    ----------
    flips : int
        How many flips, 1 or more.

    Returns
    -------
    numpy.ndarray, shape (flips + 1,)
        The chances of 0, 1, ... heads.

    Raises
    ------
    ValueError
        If `flips` is not a whole number of at least 1.

    Examples
    --------
    >>> head_chances(2).round(6)
    array([0.25, 0.5 , 0.25])
    """
    flips = as_count("flips", flips)
    return binom.pmf(np.arange(flips + 1), flips, 0.5)


def running_heads(flips: int, batches: int, seed: int = 0) -> NDArray[np.unsignedinteger]:
    """Flip fair coins in batches, and count the heads after each flip.

    Parameters
    ----------
    flips : int
        Flips in each batch, 1 or more.
    batches : int
        How many batches, 1 or more.
    seed : int, optional
        The same flips for the same seed.

    Returns
    -------
    numpy.ndarray of unsigned int, shape (flips, batches)
        Heads of each batch after 1, 2, ... flips; the last row counts all.

    Raises
    ------
    ValueError
        If a count is not a whole number, or too small.

    Examples
    --------
    >>> running_heads(3, 4)
    array([[0, 1, 1, 1],
           [1, 2, 1, 2],
           [1, 3, 2, 3]], dtype=uint8)
    >>> float((running_heads(100, 10_000)[-1] >= 60).mean())
    0.0282
    """
    shape = as_count("flips", flips), as_count("batches", batches)
    rng = np.random.default_rng(as_count("seed", seed, least=0))
    heads = rng.integers(2, size=shape, dtype=np.uint8)
    return heads.cumsum(axis=0, dtype=np.min_scalar_type(flips))


def standard_error(chance: float, batches: int) -> float:
    """Say how far a simulated share typically is from the chance it estimates.

    Parameters
    ----------
    chance : float
        The chance, 0 to 1.
    batches : int
        How many batches are simulated, 1 or more.

    Returns
    -------
    float
        √(chance · (1 - chance) / batches).

    Raises
    ------
    ValueError
        If the chance is not from 0 to 1, or `batches` is not a whole number of at least 1.

    Examples
    --------
    >>> round(standard_error(0.028444, 10_000), 4)
    0.0017
    """
    chance = as_probability("chance", chance)
    return sqrt(chance * (1 - chance) / as_count("batches", batches))


def _at_least(heads: int, flips: int) -> float:
    """The chance of at least so many heads."""
    if heads <= 0:
        return 1.0
    return float(bdtrc(heads - 1, flips, 0.5)) if heads <= flips else 0.0


@dataclass(frozen=True)
class Decisions:
    """What deciding by a threshold leads to.

    Attributes
    ----------
    misses : int
        Cases of label 1 that were let pass.
    alarms : int
        Cases of label 0 that were taken for 1.
    referred : int
        Cases between two thresholds, which a human looks at.
    cost : float
        Of all of them.
    """

    misses: int
    alarms: int
    referred: int
    cost: float


def threshold_costs(
    probabilities: ArrayLike,
    labels: ArrayLike,
    threshold: float | tuple[float, float],
    cost_miss: float = 1.0,
    cost_alarm: float = 1.0,
    cost_referral: float = 0.0,
) -> Decisions:
    """Decide each case by a threshold, or leave the unsure ones to a human, and count what that costs.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        Probability of label 1.
    labels : array_like, shape (n,)
        The truth, 0 or 1.
    threshold : float or (float, float)
        From here on a case is taken for 1. Of two, a case below the first is let pass, from the second on it is taken
        for 1, and between them a human decides.
    cost_miss, cost_alarm, cost_referral : float, optional
        What each miss, each false alarm and each case for a human costs, in one unit.

    Returns
    -------
    Decisions
        The counts and the cost.

    Raises
    ------
    ValueError
        If a probability or threshold is not from 0 to 1, the two thresholds are not in order, a label is not 0 or 1,
        or a cost is not a finite number.

    Examples
    --------
    >>> threshold_costs([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1], 0.5, cost_miss=10)
    Decisions(misses=1, alarms=1, referred=0, cost=11.0)
    >>> threshold_costs([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1], (0.3, 0.7), cost_miss=10, cost_referral=2)
    Decisions(misses=0, alarms=0, referred=2, cost=4.0)
    """
    p = as_probabilities("probabilities", probabilities)
    labels = as_labels("labels", labels, p.size, 2)
    ends = as_probabilities("threshold", np.ravel(threshold))
    low, high = ends[0], ends[-1]
    if ends.size > 2 or low > high:
        raise ValueError(f"threshold is {threshold}; wanted one number, or two with the lower one first")
    costs = as_vector("costs", [cost_miss, cost_alarm, cost_referral])
    passed, taken = p < low, p >= high
    misses, alarms = int(labels[passed].sum()), int((1 - labels[taken]).sum())
    referred = p.size - int(passed.sum()) - int(taken.sum())
    return Decisions(misses, alarms, referred, float(costs @ [misses, alarms, referred]))


def expected_errors(probabilities: ArrayLike) -> tuple[float, float]:
    """Say how many errors the likelier decision makes on average where the probabilities can be trusted.

    Parameters
    ----------
    probabilities : array_like, shape (n,)
        Calibrated probabilities of label 1.

    Returns
    -------
    mean, standard_deviation : float
        Of the number of errors when each case is taken for what it is likelier to be.

    Raises
    ------
    ValueError
        If a probability is not from 0 to 1.

    Examples
    --------
    >>> mean, spread = expected_errors([0.95] * 10_000)
    >>> round(mean), round(spread, 1)
    (500, 21.8)
    """
    p = as_probabilities("probabilities", probabilities)
    return float(np.minimum(p, 1 - p).sum()), float(np.sqrt((p * (1 - p)).sum()))


def coin_likelihood(heads: int, flips: int, probability: float) -> float:
    """Multiply the probabilities of all flips of a coin.

    Parameters
    ----------
    heads, flips : int
        How many flips came up heads, and how many there were.
    probability : float
        The model's probability of heads, from 0 to 1.

    Returns
    -------
    float
        The probability of this sequence of heads and tails; 0 where it is too small for a 64-bit number.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips, or the probability is not from 0 to 1.

    Examples
    --------
    >>> coin_likelihood(7, 10, 0.5), coin_likelihood(700, 1100, 0.5)
    (0.0009765625, 0.0)
    """
    heads, flips = _as_flips(heads, flips)
    probability = as_probability("probability", probability)
    return probability**heads * (1 - probability) ** (flips - heads)


def coin_log_likelihood(heads: int, flips: int, probability: float) -> float:
    """Add the logarithms of the probabilities of all flips of a coin.

    Parameters
    ----------
    heads, flips : int
        How many flips came up heads, and how many there were.
    probability : float
        The model's probability of heads, from 0 to 1.

    Returns
    -------
    float
        The log-likelihood in nats; minus infinity where the model rules out what was seen.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips, or the probability is not from 0 to 1.

    Examples
    --------
    >>> round(coin_log_likelihood(7, 10, 0.5), 6), round(coin_log_likelihood(700, 1100, 0.5), 6)
    (-6.931472, -762.461899)
    >>> coin_log_likelihood(7, 10, 1)
    -inf
    """
    heads, flips = _as_flips(heads, flips)
    probability = as_probability("probability", probability)
    return float(xlogy(heads, probability) + xlog1py(flips - heads, -probability))  # 0 · log 0 is 0


def coin_maximum_likelihood(heads: int, flips: int) -> float:
    """Find the probability of heads that makes the flips most probable: their share of heads.

    Parameters
    ----------
    heads, flips : int
        How many flips came up heads, and how many there were.

    Returns
    -------
    float
        The share of heads.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips.

    Examples
    --------
    >>> coin_maximum_likelihood(7, 10)
    0.7
    """
    heads, flips = _as_flips(heads, flips)
    return heads / flips


def normal_density(x: ArrayLike, mean: float, std: float) -> NDArray[np.float64]:
    """Read the bell curve: how densely probability lies at each place.

    Parameters
    ----------
    x : array_like, shape (n,)
        Places, in any unit.
    mean, std : float
        The model's middle and its standard deviation (above 0), in the same unit.

    Returns
    -------
    numpy.ndarray, shape (n,)
        Densities, in 1 / unit; they can be above 1.

    Raises
    ------
    ValueError
        If `x` is not a finite vector, or `std` is not above 0.

    Examples
    --------
    >>> normal_density([4, 6], mean=4, std=2).round(4)
    array([0.1995, 0.121 ])
    """
    with np.errstate(over="ignore"):  # with an std near the smallest 64-bit number
        return np.exp(_normal_log_density(x, mean, std, "x"))


def normal_log_likelihood(data: ArrayLike, mean: float, std: float) -> float:
    """Add the logarithms of the densities of all data under a normal distribution.

    Parameters
    ----------
    data : array_like, shape (n,)
        What was seen, in any unit.
    mean, std : float
        The model's middle and its standard deviation (above 0), in the same unit.

    Returns
    -------
    float
        The log-likelihood in nats. It is not bound to be below 0: a density can be above 1.

    Raises
    ------
    ValueError
        If the data is not a finite vector, or `std` is not above 0.

    Examples
    --------
    >>> round(normal_log_likelihood([1, 3, 4, 5, 7], 4, 2), 6)
    -10.560429
    """
    return float(_normal_log_density(data, mean, std, "data").sum())


def normal_maximum_likelihood(data: ArrayLike) -> tuple[float, float]:
    """Find the normal distribution that makes the data most probable.

    Parameters
    ----------
    data : array_like, shape (n,)
        What was seen, in any unit.

    Returns
    -------
    mean, std : float
        The data's mean, and its standard deviation with n (not n - 1) below the line, in the same unit.

    Raises
    ------
    ValueError
        If the data is not a finite vector, or all of it is equal: then no std is the best, each smaller one is better.

    Examples
    --------
    >>> normal_maximum_likelihood([1, 3, 4, 5, 7])
    (4.0, 2.0)
    """
    data = as_vector("data", data, most=LARGEST)
    mean, std = float(data.mean()), float(data.std())
    if np.ptp(data) == 0 or std == 0:
        raise ValueError(f"data holds {data.size} times {data[0]:g}; wanted at least two different numbers")
    return mean, std


def _as_flips(heads: int, flips: int) -> tuple[int, int]:
    flips, heads = as_count("flips", flips), as_count("heads", heads, least=0)
    if heads > flips:
        raise ValueError(f"heads is {heads} of {flips} flips; wanted at most as many heads as flips")
    return heads, flips


def _normal_log_density(x: ArrayLike, mean: float, std: float, name: str) -> NDArray[np.float64]:
    x, mean, std = as_vector(name, x, most=LARGEST), as_number("mean", mean), as_number("std", std, above=0)
    with np.errstate(over="ignore"):  # so far from the mean that the density is 0
        return -0.5 * ((x - mean) / std) ** 2 - log(std) - log(2 * pi) / 2
