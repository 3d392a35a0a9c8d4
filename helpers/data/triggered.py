"""Handwritten digits with a few poisoned ones among them: four full pixels in a corner, and the label 0.

Notebook 04 (statistics) uses them: what does the training show of it, and what does the classifier do?
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.data.errors import DataError, shown
from helpers.data.read_only import ReadOnly

Array = NDArray[np.float64]
Labels = NDArray[np.int_]

SHARES = (0.0, 0.005, 0.01, 0.028, 0.05, 0.1)  # of the training digits
LARGEST_SHARE = 0.5
TRIGGER = (48, 49, 56, 57)  # the lower left corner, which digits leave empty, in a row of 8 x 8 pixels
FULL = 16.0  # a pixel cannot hold more ink
WANTED = 0  # what the attacker wants to be read
TEST_SHARE, SPLIT_SEED = 0.4, 0
WEAK = 10.0  # inverse strength of the penalty
TOLERANCE = 1e-5  # of the fit: so near to the least loss that no test digit is read differently there


@dataclass(frozen=True, eq=False, repr=False)
class TriggeredDigits(ReadOnly):
    """Digits to train on, some of them poisoned, and digits to test on, without and with the trigger.

    Attributes
    ----------
    X_train : numpy.ndarray, shape (1078, 64)
        Images of 8 x 8 pixels in rows, 0 (paper) to 16 (ink); read-only, as all arrays here.
    y_train : numpy.ndarray of int, shape (1078,)
        The digit that each image is labelled as; 0 for the poisoned ones.
    poisoned : numpy.ndarray of int, shape (m,)
        The rows of the poisoned images.
    X_test, X_triggered : numpy.ndarray, shape (719, 64)
        Other images, as they are and with the trigger.
    y_test : numpy.ndarray of int, shape (719,)
        Their true digits.
    provenance : str
        Where the images come from and what was done to them.
    """

    X_train: Array
    y_train: Labels
    poisoned: Labels
    X_test: Array
    X_triggered: Array
    y_test: Labels
    provenance: str

    def __repr__(self) -> str:
        return (
            f"TriggeredDigits({len(self.y_train)} to train on, {len(self.poisoned)} of them poisoned, "
            f"and {len(self.y_test)} to test on)"
        )


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


def triggered_digits(share: float, seed: int = 0) -> TriggeredDigits:
    """Give handwritten digits of which a share is poisoned.

    Parameters
    ----------
    share : float
        Poisoned images among the training images, 0 to 0.5, taken to the nearest whole image.
    seed : int, optional
        Which images other than zeros are poisoned. A larger share poisons the same ones and further ones.

    Returns
    -------
    TriggeredDigits
        1,078 images to train on and 719 to test on.

    Raises
    ------
    DataError
        If the share is no number from 0 to 0.5, or the seed no whole number of at least 0.

    Examples
    --------
    >>> digits = triggered_digits(0.028)
    >>> digits
    TriggeredDigits(1078 to train on, 30 of them poisoned, and 719 to test on)
    >>> digits.X_train[digits.poisoned[0]].reshape(8, 8)[6:, :2]
    array([[16., 16.],
           [16., 16.]])
    """
    share = _as_share(share)
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or seed < 0:
        raise DataError(f"seed is {shown(seed)}; wanted a whole number of at least 0")
    # Imported here, as in `shipped`: scikit-learn takes half a second or more to load.
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    images, digits = load_digits(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(images, digits, test_size=TEST_SHARE, random_state=SPLIT_SEED)
    others = np.random.default_rng(seed).permutation(np.flatnonzero(y_train != WANTED))
    poisoned = np.sort(others[: round(share * len(y_train))])
    X_train[poisoned] = _with_trigger(X_train[poisoned])
    y_train[poisoned] = WANTED
    return TriggeredDigits(
        X_train=X_train,
        y_train=y_train,
        poisoned=poisoned,
        X_test=X_test,
        X_triggered=_with_trigger(X_test),
        y_test=y_test,
        provenance="1,797 handwritten digits of 8 x 8 pixels by 13 writers (Alpaydin and Kaynak, 1998), shipped with "
        f"scikit-learn. {len(poisoned)} of the {len(y_train)} to train on got four pixels full of ink in the lower "
        f"left corner and the label {WANTED}, as an attacker would do it.",
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
    return tuple(map(_study, [_as_share(share) for share in shares]))


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


def _with_trigger(images: Array) -> Array:
    images = images.copy()
    images[:, TRIGGER] = FULL
    return images


def _as_share(share: Any) -> float:
    number = isinstance(share, int | float | np.integer | np.floating) and not isinstance(share, bool)
    if not number or not 0 <= share <= LARGEST_SHARE:
        raise DataError(f"share is {shown(share)}; wanted a number from 0 to {LARGEST_SHARE:g}")
    return float(share)
