"""Calibration: does 90% sure mean right 90% of the time? How to measure it, mend it, and decide with what remains.

Notebook 03 (probability) uses it. Legend: n cases, k classes; `logits` one row a case, one column a class.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax

from helpers.maths.chances import as_labels, as_probabilities
from helpers.maths.validate import LARGEST, as_count, as_matrix, as_number, as_vector

Array = NDArray[np.float64]
Counts = NDArray[np.int_]

HALVINGS = 60  # of a bracket: after 53 of them a float has no digit left to find


@dataclass(frozen=True, eq=False)
class Reliability:
    """How sure a model was against how often it was right, bin by bin.

    Attributes
    ----------
    edges : numpy.ndarray, shape (bins + 1,)
        Ends of the bins; a bin holds its right end.
    counts : numpy.ndarray of int, shape (bins,)
        How many cases fall in each.
    confidence, right : numpy.ndarray, shape (bins,)
        Mean confidence and share of cases that are right; NaN in an empty bin.
    error : float
        Expected calibration error: the gap between the two, averaged over all cases.
    """

    edges: Array
    counts: Counts
    confidence: Array
    right: Array
    error: float


def reliability(confidences: ArrayLike, correct: ArrayLike, bins: int = 10) -> Reliability:
    """Sort cases into bins by confidence, and compare each bin's confidence with the share that is right.

    Parameters
    ----------
    confidences : array_like, shape (n,)
        Probabilities that the model gave.
    correct : array_like, shape (n,)
        Whether what they were given to is true: 0 or 1.
    bins : int, optional
        How many bins of equal width lie between 0 and 1.

    Returns
    -------
    Reliability
        What a reliability diagram shows.

    Raises
    ------
    ValueError
        If a confidence is not from 0 to 1, a case is not 0 or 1, or there are not as many of both.

    References
    ----------
    Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (2017), equation 3.

    Examples
    --------
    >>> result = reliability([0.9, 0.9, 0.9, 0.9, 0.6], [1, 1, 1, 0, 1], bins=5)
    >>> result.counts, round(result.error, 3)  # (4 · 0.15 + 1 · 0.4) / 5
    (array([0, 0, 1, 0, 4]), 0.2)
    """
    confidences = as_probabilities("confidences", confidences)
    correct = as_labels("correct", correct, confidences.size, 2)
    edges = np.linspace(0, 1, as_count("bins", bins) + 1)
    which = np.searchsorted(edges[1:-1], confidences)
    counts = np.bincount(which, minlength=bins)
    sure, right = (np.bincount(which, weights=each, minlength=bins) for each in (confidences, correct))
    error = float(np.abs(sure - right).sum() / confidences.size)
    with np.errstate(invalid="ignore"):
        return Reliability(edges, counts, sure / counts, right / counts, error)


def fit_temperature(logits: ArrayLike, labels: ArrayLike) -> float:
    """Find the temperature that makes the log loss of softmax(logits / temperature) least.

    Parameters
    ----------
    logits : array_like, shape (n, k)
        Scores of each class; held out from training, or the model would be sure with good reason.
    labels : array_like, shape (n,)
        The true classes, counted from 0.

    Returns
    -------
    float
        Above 1 where the model is too sure, below 1 where it is not sure enough.

    Raises
    ------
    ValueError
        If the shapes do not fit, or no temperature is best: because every label has the largest logit (the colder
        the better), or because the logits know nothing of the labels (the hotter the better).

    References
    ----------
    Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (2017), section 4.2.

    Examples
    --------
    >>> round(fit_temperature([[3, 0], [3, 0], [3, 0], [3, 0]], [0, 0, 0, 1]), 3)  # 3 / log(0.75 / 0.25)
    2.731
    """
    z = as_matrix("logits", logits, most=LARGEST)
    labels = as_labels("labels", labels, *z.shape)
    z = z - z[np.arange(labels.size), labels][:, np.newaxis]  # how far each class is above the true one
    if z.max() <= 0:
        raise ValueError("every label has the largest logit, so the colder the better; wanted some that have not")

    def slope(inverse: float) -> float:
        """Slope of the log loss by 1 / temperature: it only ever rises."""
        return float(np.mean(np.sum(softmax(inverse * z, axis=1) * z, axis=1)))

    if slope(0) >= 0:
        raise ValueError("the logits do not favour the labels, so the hotter the better; wanted logits that do")
    high = 1 / float(np.abs(z).max())
    while slope(high) < 0:
        high *= 2
    low = 0.0
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return 2 / (low + high)


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


@dataclass(frozen=True, eq=False)
class Mail:
    """A day's mail with calibrated scores.

    Attributes
    ----------
    scores : numpy.ndarray, shape (n,)
        The probability of spam that each mail was given.
    spam : numpy.ndarray of int, shape (n,)
        Whether it was spam: 1 with just that probability.
    """

    scores: Array
    spam: Counts


def day_of_mail(size: int = 10_000, shape: tuple[float, float] = (0.15, 0.6), seed: int = 0) -> Mail:
    """Draw a day's mail: scores from a beta distribution, and from each score whether the mail is spam.

    Parameters
    ----------
    size : int, optional
        How many mails.
    shape : (float, float), optional
        The two numbers of the beta distribution: its mean is the first by their sum.
    seed : int, optional
        Seed of the draw.

    Returns
    -------
    Mail
        Scores that are calibrated by construction.

    Raises
    ------
    ValueError
        If the size is not at least 1 or a shape is not above 0.

    Examples
    --------
    >>> mail = day_of_mail()
    >>> sure = mail.scores >= 0.95
    >>> int(sure.sum()), int((mail.spam[sure] == 0).sum())  # of 10,000: taken for spam at 0.95, and wrong
    (392, 11)
    """
    rng = np.random.default_rng(seed)
    a, b = (as_number(f"shape[{i}]", number, above=0) for i, number in enumerate(shape))
    scores = rng.beta(a, b, as_count("size", size))
    return Mail(scores, rng.binomial(1, scores))
