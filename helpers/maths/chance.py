"""Chances: what evidence makes of a belief, what coins do, what deciding costs, and which model is most likely.

Notebook 03 filters mails with it and slides a model's parameters; notebook 04 asks how often a fair coin gives 60 heads
in 100 flips, the seed of every test there.
prior: P(spam), before a word was seen; posterior: P(spam | word), after; evidence: P(word)
hit rate: P(word | spam); false-alarm rate: P(word | good)
"""

from collections import namedtuple
from itertools import accumulate
from math import log, pi, sqrt

import numpy as np
import scipy  # its statistics load when they are first used
from scipy.special import bdtrc, ndtr, xlog1py, xlogy

from helpers.maths.checks import as_probabilities, as_vector, check, checked, same_length


class Update(namedtuple("Update", "evidence posterior likelihood_ratio")):
    """A belief before and after a word was seen; the ratio of a word that only spam can carry is infinite."""

    @property
    def possible(self):
        """Whether the word ever occurs; where it does not the posterior is NaN."""
        return self.evidence > 0


def update(prior, hit_rate, false_alarm_rate):
    """Update a belief on one word: posterior = prior · hit rate / evidence."""
    spam_with_word = prior * hit_rate
    evidence = spam_with_word + (1 - prior) * false_alarm_rate
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):  # by 0: states, not accidents
        posterior, ratio = np.divide([spam_with_word, hit_rate], [evidence, false_alarm_rate]).tolist()
    return Update(evidence, posterior, ratio)


def crowd(prior, hit_rate, false_alarm_rate, size):
    """Whole mails expected of each kind, adding up to `size`; rows: spam, good; columns: with the word, without."""
    spam = round(size * prior)
    spam_with, good_with = round(spam * hit_rate), round((size - spam) * false_alarm_rate)
    return np.array([[spam_with, spam - spam_with], [good_with, size - spam - good_with]])


# Chances of so many heads or more (exact, by the binomial distribution), of fewer, and of a number at least as far from
# half on either side; areas under the bell from half a head lower on, where the number's bar begins, and from it on
Tail = namedtuple("Tail", "exact fewer two_sided corrected uncorrected")


def tail(heads, flips):
    """How probable a number of heads or more is with a fair coin, of mean flips / 2 and deviation √flips / 2."""
    mirrored = max(heads, flips - heads)  # as far from half as `heads` is, on the upper side
    both = 1.0 if 2 * heads == flips else 2 * _at_least(mirrored, flips)
    corrected, uncorrected = (float(ndtr((flips / 2 - begin) / (sqrt(flips) / 2))) for begin in (heads - 0.5, heads))
    fewer = _at_least(flips - heads + 1, flips)  # as many tails; where it is small 1 - exact has lost its digits
    return Tail(_at_least(heads, flips), fewer, both, corrected, uncorrected)


def head_chances(flips):
    """Chances of 0, 1, ... flips heads with a fair coin."""
    return scipy.stats.binom.pmf(np.arange(flips + 1), flips, 0.5)


class Coins:
    """Batches of fair coins, always the same: a byte holds eight flips of a batch, and `before` the heads before it."""

    def __init__(self, flips, batches):
        rng = np.random.default_rng(0)
        eights = (rng.integers(2, size=(8, batches), dtype=np.uint8) for _ in range(0, flips, 8))
        self.bytes = np.vstack([np.packbits(eight, axis=0) for eight in eights])  # (flips / 8, batches)
        heads = np.bitwise_count(self.bytes).cumsum(axis=0, dtype=np.min_scalar_type(flips + 8))
        self.before = np.vstack([np.zeros_like(heads[:1]), heads])

    def heads(self, flips):
        """Heads of each batch after so many flips, shape (batches,)."""
        whole, rest = divmod(flips, 8)
        return self.before[whole] + np.bitwise_count(self.bytes[whole] >> (8 - rest)) if rest else self.before[whole]


def standard_error(chance, batches):
    """How far a share simulated in so many batches typically is from its chance."""
    return sqrt(chance * (1 - chance) / batches)


def _at_least(heads, flips):
    return float(bdtrc(min(heads - 1, flips), flips, 0.5))


class Averages:
    """Batches of draws from whole numbers, each as likely as the others; equal seeds draw equal batches."""

    def __init__(self, values, most, batches):
        self.mean, self.std = float(np.mean(values)), float(np.std(values))
        self.step = int(np.gcd.reduce(values))  # between two sums
        steps, rng = np.array(values, dtype=np.uint16) // self.step, np.random.default_rng(0)
        draws = [rng.choice(steps, size=batches) for _ in range(most)]  # one after the other: little memory
        self.sums = np.cumsum(draws, axis=0, dtype=np.uint16)
        self.chances = list(accumulate([np.bincount(steps) / steps.size] * most, np.convolve))

    def pile(self, n):
        """Where averages of n draws can lie, how probable each is, and what share of the batches has it."""
        chances = self.chances[n - 1]
        shares = np.bincount(self.sums[n - 1], minlength=chances.size) / self.sums.shape[1]
        return self.step * np.arange(chances.size) / n, chances, shares

    def standard_error(self, n):
        return self.std / sqrt(n)

    def bell(self, n, threshold):
        """The area from a threshold on under the bell that averages of n draws come close to."""
        return float(ndtr((self.mean - threshold) / self.standard_error(n)))


# Cases of label 1 let pass, of label 0 taken for 1, and left to a human between two thresholds; and what they cost
Decisions = namedtuple("Decisions", "misses alarms referred cost")


@checked(same_length("probabilities", "labels"), probabilities="probabilities", labels="labels")
def threshold_costs(probabilities, labels, threshold, cost_miss=1.0, cost_alarm=1.0, cost_referral=0.0):
    """Decide each case by a threshold, or leave the unsure ones to a human, and count what that costs.

    From the threshold on a case is taken for label 1; of two thresholds (low, high) a human decides between them.

    >>> threshold_costs([0.1, 0.4, 0.6, 0.9], [0, 1, 0, 1], (0.3, 0.7), cost_miss=10, cost_referral=2)
    Decisions(misses=0, alarms=0, referred=2, cost=4.0)
    """
    ends = as_probabilities("threshold", np.ravel(threshold))
    low, high = ends[[0, -1]]
    in_order = ends.size <= 2 and low <= high
    check(in_order, f"threshold is {threshold}; wanted one number, or two with the lower one first")
    costs = as_vector("costs", [cost_miss, cost_alarm, cost_referral])
    passed, taken = probabilities < low, probabilities >= high
    misses, alarms = int(labels[passed].sum()), int((1 - labels[taken]).sum())
    referred = labels.size - int(passed.sum()) - int(taken.sum())
    return Decisions(misses, alarms, referred, float(costs @ [misses, alarms, referred]))


@checked(probabilities="probabilities")
def expected_errors(probabilities):
    """Mean and standard deviation of the number of errors of the likelier decisions, if the probabilities are right.

    >>> expected_errors([0.5, 0.5, 0.5, 0.5])
    (2.0, 1.0)
    """
    p = probabilities
    return float(np.minimum(p, 1 - p).sum()), float(np.sqrt((p * (1 - p)).sum()))


def coin_log_likelihood(heads, flips, probability):
    """Add the logarithms of all flips' probabilities, in nats: their product would soon be too small for a float."""
    return float(xlogy(heads, probability) + xlog1py(flips - heads, -probability))  # 0 · log 0 is 0


def normal_density(x, mean, std):
    """Height of the bell curve at each place, in 1 / unit; it can be above 1."""
    with np.errstate(over="ignore"):  # with an std near the smallest 64-bit number
        return np.exp(_normal_log_density(x, mean, std))


def normal_log_likelihood(data, mean, std):
    """Add the logarithms of the densities of all data; a density can be above 1, and this above 0."""
    return float(_normal_log_density(data, mean, std).sum())


def _normal_log_density(x, mean, std):
    with np.errstate(over="ignore"):  # so far from the mean that the density is 0
        return -0.5 * ((np.asarray(x) - mean) / std) ** 2 - log(std) - log(2 * pi) / 2
