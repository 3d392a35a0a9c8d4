"""Logistic regression by hand: the sigmoid, the log loss, and the weights that make it least.

Notebook 03 (probability) uses it. Legend: `X` design matrix, one row a sample; `y` labels, 0 or 1; `w` weights, one
for each column of `X`; `z` = X @ w the logits; n samples, d weights.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from helpers.maths.chances import as_labels, as_probabilities, as_probability
from helpers.maths.validate import LARGEST, as_matrix, as_vector

Array = NDArray[np.float64]

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
