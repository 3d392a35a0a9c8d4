"""Two classes told apart, and how far a probability can be trusted (notebook 03).

Logistic regression by hand: the sigmoid, the log loss, and the weights that make it least. Calibration: does 90% sure
mean right 90% of the time? If not, a temperature may mend it (Guo, Pleiss, Sun and Weinberger, 2017).
X: design matrix, one row a case; y: labels, 0 or 1; w: weights, one a column of X; z = X @ w: logits
"""

from collections import namedtuple

import numpy as np
from scipy.special import expit, softmax

from helpers.maths.checks import LARGEST, as_labels, as_matrix, as_probabilities, as_vector, check, checked, same_length

MOST_STEPS = 60  # Newton's method doubles the right digits at each of its last steps; ten are usual
ARRIVED = 1e-13  # a further step promises less than this, in loss units
ONE_SIDE = 1e-9  # margins this much smaller than the largest count as 0


def labels_of(scores):
    """Make a relation: a class for each row of scores, counted from 0; of single numbers there are two classes."""

    def relation(labels, **given):
        rows, *classes = given[scores].shape
        as_labels("labels", labels, rows, *classes)

    return relation


# Bin by bin: ends (bins + 1,), of which a bin holds its right one; cases; their mean confidence and the share that is
# right, NaN in an empty bin; and the expected calibration error: the gap between the two, averaged over all cases
Reliability = namedtuple("Reliability", "edges counts confidence right error")


@checked(same_length("confidences", "correct"), confidences="probabilities", correct="labels", bins="count")
def reliability(confidences, correct, bins=10):
    """Sort cases into bins by confidence, and compare each bin's confidence with the share that is right (0 or 1).

    >>> round(reliability([0.9, 0.9, 0.9, 0.9, 0.6], [1, 1, 1, 0, 1], bins=5).error, 3)  # (4 · 0.15 + 1 · 0.4) / 5
    0.2
    """
    edges = np.linspace(0, 1, bins + 1)
    which = np.searchsorted(edges[1:-1], confidences)
    counts = np.bincount(which, minlength=bins)
    sure, right = (np.bincount(which, weights=each, minlength=bins) for each in (confidences, correct))
    error = float(np.abs(sure - right).sum() / len(which))
    with np.errstate(invalid="ignore"):
        return Reliability(edges, counts, sure / counts, right / counts, error)


@checked(labels_of("logits"), logits="data matrix")
def fit_temperature(logits, labels):
    """Find the temperature that makes the log loss of softmax(logits / temperature) least: above 1 if too sure.

    logits (n, k), held out from training, labels (n,) counted from 0; refused where no temperature is best.

    >>> round(fit_temperature([[3, 0], [3, 0], [3, 0], [3, 0]], [0, 0, 0, 1]), 3)  # 3 / log(0.75 / 0.25)
    2.731
    """
    from scipy.optimize import brentq

    rows, labels = np.arange(len(logits)), np.asarray(labels).astype(int)
    z = logits - logits[rows, labels][:, np.newaxis]  # how far each class is above the true one

    def slope(inverse):
        """Slope of the log loss by 1 / temperature: it only ever rises."""
        return float(np.mean(np.sum(softmax(inverse * z, axis=1) * z, axis=1)))

    if z.max() <= 0:
        raise ValueError("every label has the largest logit, so the colder the better; wanted some that have not")
    if slope(0) >= 0:
        raise ValueError("the logits do not favour the labels, so the hotter the better; wanted logits that do")
    high = 1 / float(np.abs(z).max())
    while slope(high) < 0:
        high *= 2
    return 1 / brentq(slope, 0, high, xtol=np.finfo(float).tiny)  # as near as floats come


sigmoid = expit  # squashes any numbers into probabilities, 1 / (1 + exp(-z)), without an overflow on the way


def _shares(name, values):
    table = (as_matrix if np.ndim(values) == 2 else as_vector)(name, values)
    return as_probabilities(name, table.ravel()).reshape(table.shape)


@checked(labels_of("probabilities"), probabilities=_shares)
def log_loss(probabilities, labels):
    """Average -log of the probability that was given to what is true, in nats.

    probabilities (n,) of class 1, or (n, k) of each class; labels (n,) counted from 0.

    >>> round(log_loss([0.9, 0.1], [1, 1]), 3)  # half of 0.105 + 2.303
    1.204
    """
    one_column = probabilities.ndim == 1
    table = np.column_stack([1 - probabilities, probabilities]) if one_column else probabilities  # (n, k)
    truth = table[np.arange(len(table)), np.asarray(labels).astype(int)]
    with np.errstate(divide="ignore"):
        return float(0.0 - np.log(truth).mean())


def _pull_of_each(X, penalty, **_):
    pulls = np.full(X.shape[1], penalty) if np.ndim(penalty) == 0 else penalty
    pulls = as_vector("penalty", pulls, X.shape[1], most=LARGEST)
    check(pulls.min() >= 0, f"penalty holds {pulls.min():g}; wanted numbers of at least 0")


def _one_a_column(self, w):
    check(w.size == self.X.shape[1], f"w holds {w.size} numbers; wanted {self.X.shape[1]}")


weighted = checked(_one_a_column, w="data vector")


class LogisticLoss:
    """The mean log loss of a linear model with a sigmoid, and a pull of its weights to zero: penalty / 2 · w².

    The penalty is one number, or one a weight. A normal prior with standard deviation s is a penalty of 1 / (n · s²);
    scikit-learn's C is one of 1 / (n · C), and 0 for the intercept.

    >>> LogisticLoss([[-1, 1], [1, 1]], [0, 1]).gradient([0, 0])
    array([-0.5,  0. ])
    """

    @checked(same_length("X", "y"), _pull_of_each, X="data matrix", y="labels")
    def __init__(self, X, y, penalty=0.0):
        self.X, self.y, self.penalty = X, np.asarray(y, dtype=float), np.zeros(X.shape[1]) + penalty

    @weighted
    def predict(self, w):
        """Give the probability of label 1 for each case, shape (n,)."""
        return expit(self.X @ w)

    @weighted
    def loss(self, w):
        """Measure the loss; from the logits, so that no probability is rounded to 0 or 1."""
        z = self.X @ w
        return float(np.mean(np.logaddexp(0, z) - self.y * z) + self.penalty @ np.square(w) / 2)

    @weighted
    def gradient(self, w):
        """Evaluate the gradient: one slope for each weight, shape (d,)."""
        return self.X.T @ (self.predict(w) - self.y) / self.y.size + self.penalty * w

    @weighted
    def hessian(self, w):
        """Evaluate the curvatures, shape (d, d); no direction bends downwards, so there is one valley."""
        p = self.predict(w)
        return (self.X.T * (p * (1 - p))) @ self.X / self.y.size + np.diag(self.penalty)


def fit(loss):
    """Find the weights of the least loss by Newton's method: jump to where the bowl that fits here has its bottom.

    Boyd and Vandenberghe, "Convex Optimization" (2004), section 9.5. Refused where a line separates the two labels and
    nothing pulls its weights to zero: then the loss falls for as long as they grow.

    >>> fit(LogisticLoss([[-1, 1], [0, 1], [0, 1], [1, 1]], [0, 0, 1, 1], penalty=0.1)).round(3) + 0.0
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
            break  # along this step no case's loss ever rises
        share = 1.0
        while loss.loss(w + share * step) > loss.loss(w):
            share /= 2
        w = w + share * step
    raise ValueError("a line separates the labels, so the loss falls for ever as the weights grow; wanted a penalty")
