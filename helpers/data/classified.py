"""Data whose target is a class: 569 tumours with two measurements, and what a classifier says of 719 digits.

Notebook 03 (probability) uses both.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from helpers.data.read_only import ReadOnly

Array = NDArray[np.float64]
Labels = NDArray[np.int_]

TEST_SHARE, SPLIT_SEED, FOLDS = 0.4, 0, 3
SMALLEST = 1e-15  # the least probability a digit is given


@dataclass(frozen=True, eq=False, repr=False)
class Classified(ReadOnly):
    """Samples of two classes, with two features each.

    Attributes
    ----------
    X : numpy.ndarray, shape (n, 2)
        The features as measured; read-only.
    y : numpy.ndarray of int, shape (n,)
        The class of each sample, 0 or 1; read-only.
    feature_names : tuple of str
        What the two columns of `X` are.
    class_names : tuple of str
        What 0 and 1 stand for.
    provenance : str
        Where the numbers come from and what was done to them.
    """

    X: Array
    y: Labels
    feature_names: tuple[str, str]
    class_names: tuple[str, str]
    provenance: str

    def __len__(self) -> int:
        return len(self.X)

    def __repr__(self) -> str:
        first, second = self.class_names
        return f"Classified({len(self)} rows: {np.sum(self.y == 0)} {first}, {np.sum(self.y == 1)} {second})"


@dataclass(frozen=True, eq=False, repr=False)
class DigitScores(ReadOnly):
    """What a classifier says of handwritten digits it was not trained on, before and after two repairs.

    Attributes
    ----------
    logits : numpy.ndarray, shape (n, 10)
        Its score for each digit 0 to 9: the log of the probability; read-only, as all arrays here.
    raw, platt, isotonic : numpy.ndarray, shape (n, 10)
        Its probabilities as they are, and as Platt scaling and isotonic regression mend them.
    labels : numpy.ndarray of int, shape (n,)
        The true digits.
    held_out_logits : numpy.ndarray, shape (m, 10)
        Scores of other digits, for fitting a temperature.
    held_out_labels : numpy.ndarray of int, shape (m,)
        The true digits there.
    provenance : str
        Where the numbers come from and what was done to them.
    """

    logits: Array
    raw: Array
    platt: Array
    isotonic: Array
    labels: Labels
    held_out_logits: Array
    held_out_labels: Labels
    provenance: str

    def __len__(self) -> int:
        return len(self.labels)

    def __repr__(self) -> str:
        return f"DigitScores({len(self)} digits, and {len(self.held_out_labels)} held out)"


@cache
def breast_cancer() -> Classified:
    """Give 569 tumours, each with two measurements of its cells' nuclei and the diagnosis.

    Returns
    -------
    Classified
        Mean radius and mean texture; 1 is malignant. scikit-learn counts the other way round.

    Notes
    -----
    Texture is the standard deviation of grey values. scikit-learn names no units. A straight line through these two
    gets about nine in ten right: the classes overlap.

    Examples
    --------
    >>> breast_cancer()
    Classified(569 rows: 357 benign, 212 malignant)
    """
    # Imported here, as in `shipped`: scikit-learn takes half a second or more to load.
    from sklearn.datasets import load_breast_cancer

    study = load_breast_cancer()
    return Classified(
        X=study.data[:, :2].copy(),
        y=1 - study.target,
        feature_names=("mean radius", "mean texture"),
        class_names=("benign", "malignant"),
        provenance="569 tumours of the Breast Cancer Wisconsin (Diagnostic) study by Wolberg, Street and Mangasarian "
        "(1995), shipped with scikit-learn. As measured, not scaled; the labels are turned over, so that 1 is "
        "malignant.",
    )


@cache
def digit_scores() -> DigitScores:
    """Give what Gaussian naive Bayes says of 719 handwritten digits that it was not trained on.

    Returns
    -------
    DigitScores
        Scores and probabilities for each of the ten digits, raw and mended.

    Notes
    -----
    Of the 1,797 images of scikit-learn's `load_digits` 1,078 train the classifier. Whatever mends it learns from
    those too, but only from scores that were given in threefold cross-validation: by a classifier that was trained
    on the other two thirds. So no score was given to an image that its own classifier had seen. Naive Bayes gives some
    true digits a probability of exactly 0, whose log loss is infinite: probabilities below 1e-15 are raised to that.

    Examples
    --------
    >>> scores = digit_scores()
    >>> scores
    DigitScores(719 digits, and 1078 held out)
    >>> right = scores.raw.argmax(axis=1) == scores.labels
    >>> sure = scores.raw.max(axis=1) >= 0.9
    >>> round(float(scores.raw.max(axis=1)[sure].mean()), 3), round(float(right[sure].mean()), 3)
    (0.998, 0.842)
    """
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.datasets import load_digits
    from sklearn.model_selection import cross_val_predict, train_test_split
    from sklearn.naive_bayes import GaussianNB

    images, digits = load_digits(return_X_y=True)
    X_train, X, y_train, y = train_test_split(images, digits, test_size=TEST_SHARE, random_state=SPLIT_SEED)
    logits = _floored(GaussianNB().fit(X_train, y_train).predict_log_proba(X))
    held_out = cross_val_predict(GaussianNB(), X_train, y_train, cv=FOLDS, method="predict_log_proba")
    platt, isotonic = (
        CalibratedClassifierCV(GaussianNB(), method=method, cv=FOLDS).fit(X_train, y_train).predict_proba(X)
        for method in ("sigmoid", "isotonic")
    )
    return DigitScores(
        logits=logits,
        raw=np.exp(logits),
        platt=platt,
        isotonic=isotonic,
        labels=y,
        held_out_logits=_floored(held_out),
        held_out_labels=y_train,
        provenance="1,797 handwritten digits of 8 x 8 pixels by 13 writers (Alpaydin and Kaynak, 1998), shipped with "
        "scikit-learn; scores by its Gaussian naive Bayes, trained on 60% of them, none below a probability of 1e-15.",
    )


def _floored(log_probabilities: Array) -> Array:
    return np.maximum(log_probabilities, np.log(SMALLEST))
