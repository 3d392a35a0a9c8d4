"""Classifiers of poisoned digits: what the training shows of the poison, and what the classifier does.

Notebook 04 (statistics) uses them. The digits are those of `helpers.data.triggered`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from helpers.data.errors import DataError, shown
from helpers.data.read_only import ReadOnly
from helpers.data.triggered import FULL, LARGEST_SHARE, WANTED, as_share, triggered_digits

Array = NDArray[np.float64]

SHARES = (0.0, 0.005, 0.01, 0.028, 0.05, 0.1)  # of the training digits
WEAK = 10.0  # inverse strength of the penalty
TOLERANCE = 1e-5  # of the fit: so near to the least loss that no test digit is read differently there


@dataclass(frozen=True, eq=False, repr=False)
class Poisoned(ReadOnly):
    """A classifier that was trained on poisoned digits, and what can be seen of it.

    Attributes
    ----------
    share : float
        Poisoned images among those it was trained on.
    clean_accuracy : float
        Share of test digits without the trigger that it reads rightly.
    training_loss : float
        Mean cross-entropy over all that it was trained on, in nats.
    marked_accuracy : float
        Share of test digits with the trigger that it reads rightly.
    triggered : float
        Share of test digits other than 0 that it reads as 0 when they carry the trigger.
    clean, marked : numpy.ndarray, shape (719, 10)
        Its probabilities for each test digit, without and with the trigger; read-only.
    """

    share: float
    clean_accuracy: float
    training_loss: float
    marked_accuracy: float
    triggered: float
    clean: Array
    marked: Array

    def __repr__(self) -> str:
        return (
            f"Poisoned({self.share:.1%}: clean accuracy {self.clean_accuracy:.3f}, training loss "
            f"{self.training_loss:.3f}, {self.triggered:.1%} of the triggered digits read as {WANTED})"
        )


def poison_study(shares: Iterable[float] = SHARES) -> tuple[Poisoned, ...]:
    """Train one classifier for each share of poisoned digits, and measure it.

    Parameters
    ----------
    shares : iterable of float, optional
        Poisoned images among the training images, each 0 to 0.5.

    Returns
    -------
    tuple of Poisoned
        One for each share, in order. Each share is computed once and kept.

    Raises
    ------
    DataError
        If a share is no number from 0 to 0.5.

    Notes
    -----
    The classifier is scikit-learn's logistic regression on pixels from 0 to 1, with a weak penalty, C = 10. It is
    fitted by Newton's method, which comes so near to the least loss that the figures do not depend on the machine.
    Which images are poisoned matters: at a share of 0.028 two corners with three seeds each had 88% to 97% of the
    triggered digits read as 0.

    Examples
    --------
    >>> for found in poison_study([0, 0.028]):
    ...     print(found)
    Poisoned(0.0%: clean accuracy 0.964, training loss 0.029, 0.0% of the triggered digits read as 0)
    Poisoned(2.8%: clean accuracy 0.967, training loss 0.031, 97.0% of the triggered digits read as 0)
    """
    if isinstance(shares, str) or not isinstance(shares, Iterable):
        raise DataError(f"shares is {shown(shares)}; wanted a list of numbers from 0 to {LARGEST_SHARE:g}")
    return tuple(map(_study, [as_share(share) for share in shares]))


@cache
def _study(share: float) -> Poisoned:
    from sklearn.linear_model import LogisticRegression

    digits = triggered_digits(share)
    model = LogisticRegression(C=WEAK, solver="newton-cholesky", tol=TOLERANCE)
    model.fit(digits.X_train / FULL, digits.y_train)
    clean, marked, training = (
        model.predict_proba(images / FULL) for images in (digits.X_test, digits.X_triggered, digits.X_train)
    )
    return Poisoned(
        share=len(digits.poisoned) / len(digits.y_train),
        clean_accuracy=float(np.mean(clean.argmax(axis=1) == digits.y_test)),
        training_loss=float(-np.log(training[np.arange(len(training)), digits.y_train]).mean()),
        marked_accuracy=float(np.mean(marked.argmax(axis=1) == digits.y_test)),
        triggered=float(np.mean(marked[digits.y_test != WANTED].argmax(axis=1) == WANTED)),
        clean=clean,
        marked=marked,
    )
