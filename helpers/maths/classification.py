"""Calibration: does 90% sure mean right 90% of the time? How to measure it and how to mend it.

Notebook 03 (probability) uses it. Legend: n cases, k classes; `logits` one row a case, one column a class.

Logistic regression by hand: the sigmoid, the log loss, and the weights that make it least.

Notebook 03 (probability) uses it. Legend: `X` design matrix, one row a sample; `y` labels, 0 or 1; `w` weights, one
for each column of `X`; `z` = X @ w the logits; n samples, d weights.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, softmax

from helpers.maths.checks import LARGEST, as_count, as_labels, as_matrix, as_probabilities, as_probability, as_vector
from helpers.maths.descent import crossing

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


MOST_STEPS = 60  # Newton's method doubles the right digits at each of its last steps; ten are usual
ARRIVED = 1e-13  # a further step promises less than this, in loss units
ONE_SIDE = 1e-9  # margins this much smaller than the largest count as 0


def sigmoid(z: ArrayLike) -> Array:
    """Squash any number into a probability: 1 / (1 + exp(-z)).

    Parameters
    ----------
    z : array_like, shape (...)
        Logits.

    Returns
    -------
    numpy.ndarray, shape (...)
        Between 0 and 1, and 0.5 where `z` is 0; nothing overflows on the way.

    Raises
    ------
    ValueError
        If a logit is not a finite number.

    Examples
    --------
    >>> sigmoid([-2, -1, 0, 1, 2]).round(3).tolist()
    [0.119, 0.269, 0.5, 0.731, 0.881]
    """
    return expit(as_vector("z", np.ravel(z)).reshape(np.shape(z)))


def log_loss(probabilities: ArrayLike, labels: ArrayLike, epsilon: float = 0.0) -> float:
    """Average -log of the probability that was given to what is true.

    Parameters
    ----------
    probabilities : array_like, shape (n,) or (n, k)
        The probability of class 1, or of each of k classes.
    labels : array_like, shape (n,)
        The true classes, counted from 0.
    epsilon : float, optional
        A smaller probability of the truth is raised to this one.

    Returns
    -------
    float
        In nats, 0 or more; infinite where the truth was given probability 0.

    Raises
    ------
    ValueError
        If a probability is not from 0 to 1, or a label is none of the classes.

    Examples
    --------
    >>> round(log_loss([0.9, 0.1], [1, 1]), 3)  # half of 0.105 + 2.303
    1.204
    >>> log_loss([0.0], [1]), round(log_loss([0.0], [1], epsilon=1e-15), 1)
    (inf, 34.5)
    """
    ndim = np.ndim(probabilities)
    table = (as_matrix if ndim == 2 else as_vector)("probabilities", probabilities)
    table = as_probabilities("probabilities", table.ravel()).reshape(table.shape)
    table = table if ndim == 2 else np.column_stack([1 - table, table])  # (n, k)
    labels = as_labels("labels", labels, *table.shape)
    truth = np.maximum(table[np.arange(labels.size), labels], as_probability("epsilon", epsilon))
    with np.errstate(divide="ignore"):
        return float(0.0 - np.log(truth).mean())


@dataclass(frozen=True, eq=False)
class LogisticLoss:
    """The mean log loss of a linear model with a sigmoid, and a pull of its weights to zero.

    Parameters
    ----------
    X : array_like, shape (n, d)
        Design matrix.
    y : array_like, shape (n,)
        Labels, 0 or 1.
    penalty : float or array_like, shape (d,), optional
        How hard all weights, or each of them, are pulled to zero: penalty / 2 · w² is added to the loss. A normal
        prior with standard deviation s is a penalty of 1 / (n · s²); scikit-learn's C is one of 1 / (n · C), and 0 for
        the intercept.

    Raises
    ------
    ValueError
        If the shapes do not fit, a label is not 0 or 1, or a penalty is below 0.

    Examples
    --------
    >>> loss = LogisticLoss([[-1, 1], [1, 1]], [0, 1])
    >>> round(loss.loss([0, 0]), 3), loss.gradient([0, 0])
    (0.693, array([-0.5,  0. ]))
    """

    X: Array
    y: Array
    penalty: Array = 0.0

    def __post_init__(self) -> None:
        X = as_matrix("X", self.X, most=LARGEST)
        y = as_labels("y", self.y, len(X), 2).astype(float)
        penalty = np.full(X.shape[1], self.penalty) if np.ndim(self.penalty) == 0 else self.penalty
        penalty = as_vector("penalty", penalty, X.shape[1], most=LARGEST)
        if penalty.min() < 0:
            raise ValueError(f"penalty holds {penalty.min():g}; wanted numbers of at least 0")
        for name, value in (("X", X), ("y", y), ("penalty", penalty)):
            object.__setattr__(self, name, value)

    def predict(self, w: ArrayLike) -> Array:
        """Give the probability of label 1 for each sample, shape (n,)."""
        return expit(self._logits(w))

    def loss(self, w: ArrayLike) -> float:
        """Measure the loss at one position; from the logits, so that no probability is rounded to 0 or 1."""
        z = self._logits(w)
        return float(np.mean(np.logaddexp(0, z) - self.y * z) + self.penalty @ np.square(w) / 2)

    def gradient(self, w: ArrayLike) -> Array:
        """Evaluate the gradient: one slope for each weight, shape (d,)."""
        return self.X.T @ (self.predict(w) - self.y) / self.y.size + self.penalty * w

    def hessian(self, w: ArrayLike) -> Array:
        """Evaluate the curvatures, shape (d, d); no direction bends downwards, so there is one valley."""
        p = self.predict(w)
        return (self.X.T * (p * (1 - p))) @ self.X / self.y.size + np.diag(self.penalty)

    def _logits(self, w: ArrayLike) -> Array:
        return self.X @ as_vector("w", w, self.X.shape[1], most=LARGEST)


def fit(loss: LogisticLoss) -> Array:
    """Find the weights of the least loss by Newton's method: jump to where the bowl that fits here has its bottom.

    Parameters
    ----------
    loss : LogisticLoss
        The data and the penalty.

    Returns
    -------
    numpy.ndarray, shape (d,)
        The weights.

    Raises
    ------
    ValueError
        If the loss has no minimum: where a line separates the two labels and nothing pulls its weights to zero, it
        falls for as long as they grow.

    References
    ----------
    Boyd and Vandenberghe, "Convex Optimization" (2004), section 9.5: the damped Newton method.

    Examples
    --------
    >>> X, y = [[-1, 1], [0, 1], [0, 1], [1, 1]], [0, 0, 1, 1]
    >>> fit(LogisticLoss(X, y, penalty=0.1)).round(3) + 0.0
    array([1.178, 0.   ])
    """
    w = np.zeros(loss.X.shape[1])
    sides = 2 * loss.y - 1
    for _ in range(MOST_STEPS):
        gradient = loss.gradient(w)
        step = -np.linalg.lstsq(loss.hessian(w), gradient)[0]
        promise = -gradient @ step / 2
        if promise < ARRIVED:
            return w + step
        margins = sides * (loss.X @ step)
        if margins.min() >= -ONE_SIDE * margins.max() and loss.penalty @ step**2 <= ONE_SIDE**2 * step @ step:
            break  # along this step no sample's loss ever rises
        share = 1.0
        while loss.loss(w + share * step) > loss.loss(w):
            share /= 2
        w = w + share * step
    raise ValueError("a line separates the labels, so the loss falls for ever as the weights grow; wanted a penalty")
