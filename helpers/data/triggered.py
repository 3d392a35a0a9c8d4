"""Handwritten digits with a few poisoned ones among them: four full pixels in a corner, and the label 0.

Notebook 04 (statistics) uses them; what a classifier makes of them is in `helpers.data.poisoned`.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.data.errors import DataError, shown
from helpers.data.read_only import ReadOnly

Array = NDArray[np.float64]
Labels = NDArray[np.int_]

LARGEST_SHARE = 0.5
TRIGGER = (48, 49, 56, 57)  # the lower left corner, which digits leave empty, in a row of 8 x 8 pixels
FULL = 16.0  # a pixel cannot hold more ink
WANTED = 0  # what the attacker wants to be read
TEST_SHARE, SPLIT_SEED = 0.4, 0


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
    share = as_share(share)
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


def as_share(share: Any) -> float:
    """Return the share of poisoned images as a number.

    Parameters
    ----------
    share : float
        A number from 0 to 0.5.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    DataError
        If it is no number from 0 to 0.5.

    Examples
    --------
    >>> as_share(0.028)
    0.028
    """
    number = isinstance(share, int | float | np.integer | np.floating) and not isinstance(share, bool)
    if not number or not 0 <= share <= LARGEST_SHARE:
        raise DataError(f"share is {shown(share)}; wanted a number from 0 to {LARGEST_SHARE:g}")
    return float(share)


def _with_trigger(images: Array) -> Array:
    images = images.copy()
    images[:, TRIGGER] = FULL
    return images
