"""Calibration: does 90% sure mean right 90% of the time? How to measure it and how to mend it.

Notebook 03 (probability) uses it. Legend: n cases, k classes; `logits` one row a case, one column a class.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import softmax

from helpers.maths.bisection import crossing
from helpers.maths.chances import as_labels, as_probabilities
from helpers.maths.validate import LARGEST, as_count, as_matrix

Array = NDArray[np.float64]
Counts = NDArray[np.int_]


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
    return 1 / crossing(slope, reach=1 / float(np.abs(z).max()))
