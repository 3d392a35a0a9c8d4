"""A day's mail, drawn so that its scores are calibrated: of what scores 0.9, nine in ten are spam.

Notebook 03 (probability) decides about it.

Made-up people, of whom age acts on salary only through experience.

Notebook 04 (statistics) asks of them what is left between age and salary when experience is held still.

Made-up tokens for attention: random queries and keys whose scores are known beforehand.

Notebook 03 (probability) shows with them what the division by the root of the size is for.

Incomes of people who do not exist: many ordinary ones and some high, so that mean and median part.

Notebook 04 (statistics) describes them.

A grey photograph, as a matrix of numbers.

Notebook 01 (linear algebra) stores it in fewer numbers than it has pixels.

Cached data is handed to everyone who asks: what one of them changed in it, all others would get.

Data whose target is a class: 569 tumours with two measurements, and what a classifier says of 719 digits.

Notebook 03 (probability) uses both.

The data sets that come with the course: ten flats, the diabetes study and an example CSV file.

Notebook 05 (regression lab) uses all three.

Handwritten digits with a few poisoned ones among them: four full pixels in a corner, and the label 0.

Notebook 04 (statistics) uses them; what a classifier makes of them is in `helpers.data.sets`.

Classifiers of poisoned digits: what the training shows of the poison, and what the classifier does.

Notebook 04 (statistics) uses them. The digits are those of `helpers.data.sets`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.data.own_file import DataError, Points, shown
from helpers.maths.checks import as_count, as_number


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

    scores: NDArray[np.float64]
    spam: NDArray[np.int_]


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


Floats = NDArray[np.float64]


@dataclass(frozen=True)
class People:
    """Made-up people, of whom age acts on salary only through experience.

    Attributes
    ----------
    age, experience : numpy.ndarray, shape (size,)
        In whole years.
    salary : numpy.ndarray, shape (size,)
        In euros a year.
    """

    age: Floats
    experience: Floats
    salary: Floats


def people(size: int = 200, seed: int = 4) -> People:
    """Make up people who are 30 to 65, began to work at 17 to 27, and are paid for their experience alone.

    Parameters
    ----------
    size : int, optional
        How many, at least 3.
    seed : int, optional
        The same people for the same seed. In the default's sample the partial correlation of age and salary happens
        to be 0.00; from one sample of 200 to the next it scatters around 0 by 0.07.

    Returns
    -------
    People
        Age, experience and salary.

    Raises
    ------
    ValueError
        If `size` is not a whole number of at least 3, or `seed` not one of at least 0.

    Examples
    --------
    >>> staff = people()
    >>> np.corrcoef([staff.age, staff.experience, staff.salary])[[0, 1, 0], [1, 2, 2]].round(3)
    array([0.956, 0.942, 0.9  ])
    """
    size, rng = as_count("size", size, least=3), np.random.default_rng(as_count("seed", seed, least=0))
    age = rng.integers(30, 66, size).astype(float)
    experience = age - rng.integers(17, 28, size)
    salary = 30_000 + 1_500 * experience + 5_500 * rng.standard_normal(size)
    return People(age, experience, salary.round())


def matched_tokens(matches: ArrayLike, size: int, seed: int) -> tuple[Floats, Floats]:
    """Make random queries and keys of about size 1 whose scores, divided by the root of their size, are given.

    Parameters
    ----------
    matches : array_like, shape (heads, n, n)
        For each head the scores divided by the root: a row for each query, a column for each key.
    size : int
        How many numbers a query and a key have, all heads together; each head has at least n of them.
    seed : int
        Of the random numbers.

    Returns
    -------
    queries, keys : numpy.ndarray, shape (n, size)
        A row for each token; each head has its columns, one head after the other.

    Raises
    ------
    ValueError
        If matches is not one or more square tables, or the size cannot be dealt to the heads.

    Examples
    --------
    >>> queries, keys = matched_tokens([[[1, 0], [-0.5, 2]]], size=4, seed=0)
    >>> (queries @ keys.T / 2).round(9)
    array([[ 1. ,  0. ],
           [-0.5,  2. ]])
    """
    matches, size = np.asarray(matches, dtype=float), as_count("size", size)
    if matches.ndim != 3 or matches.shape[1] != matches.shape[2] or not matches.size:
        raise ValueError(f"matches has shape {matches.shape}; wanted (heads, n, n)")
    heads, n, _ = matches.shape
    width = size // heads
    if size % heads or width < n:
        raise ValueError(f"size is {size}; wanted a multiple of {heads}, {heads * n} or more")
    rng = np.random.default_rng(seed)
    queries, keys = [], []
    for match in matches:
        Q = np.linalg.qr(rng.normal(size=(width, n)))[0].T * np.sqrt(width)  # (n, width), at right angles
        K = rng.normal(size=(n, width))
        K += (np.sqrt(width) * match.T - K @ Q.T) @ Q / width  # now Q @ K.T / √width is match
        queries.append(Q)
        keys.append(K)
    return np.hstack(queries), np.hstack(keys)


HIGH_SHARE = 0.3
ORDINARY_MEAN, ORDINARY_SHAPE = 28_000, 1.5  # euros a year; the shape of a gamma distribution
HIGH_FROM, HIGH_TO = 80_000, 280_000  # euros a year, all between equally likely

PROVENANCE = (
    "Made up for this course, of nobody: each with chance 0.7 from a gamma distribution with mean 28,000 and shape "
    "1.5, otherwise evenly from 80,000 to 280,000; euros a year, rounded up to whole ones."
)


def incomes(size: int = 1000, seed: int = 0) -> NDArray[np.float64]:
    """Make up incomes with a mean far above their median; `PROVENANCE` says how.

    Parameters
    ----------
    size : int, optional
        How many, at least 2.
    seed : int, optional
        The same incomes for the same seed, 0 or more.

    Returns
    -------
    numpy.ndarray, shape (size,)
        Whole euros a year, each 1 or more.

    Raises
    ------
    DataError
        If `size` is not a whole number of at least 2, or `seed` not one of at least 0.

    Examples
    --------
    >>> salaries = incomes()
    >>> float(salaries.mean()), float(np.median(salaries))
    (69562.002, 33952.5)
    """
    for name, value, least in (("size", size, 2), ("seed", seed, 0)):
        if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
            raise DataError(f"{name} is {shown(value)}; wanted a whole number of at least {least}")
    rng = np.random.default_rng(seed)
    earns_much = rng.random(size) < HIGH_SHARE
    high = rng.uniform(HIGH_FROM, HIGH_TO, size)
    ordinary = rng.gamma(ORDINARY_SHAPE, ORDINARY_MEAN / ORDINARY_SHAPE, size)
    return np.ceil(np.where(earns_much, high, ordinary))


TOP, LEFT, HEIGHT, WIDTH = 45, 83, 360, 450  # of the part that is kept, in pixels of the photograph
BLOCK = 3  # pixels a side of the squares that are averaged


@dataclass(frozen=True, eq=False, repr=False)
class GreyPicture:
    """A picture without colour.

    Attributes
    ----------
    pixels : numpy.ndarray, shape (m, n)
        One grey for each pixel, 0 (black) to 1 (white), rows from the top; read-only.
    provenance : str
        Where the picture comes from, its licence, and what was done to it.
    """

    pixels: NDArray[np.float64]
    provenance: str

    def __post_init__(self) -> None:
        self.pixels.setflags(write=False)

    def __repr__(self) -> str:
        rows, columns = self.pixels.shape
        return f"GreyPicture({rows} x {columns} pixels, from {self.pixels.min():.2f} to {self.pixels.max():.2f})"


@cache
def flower() -> GreyPicture:
    """Give a small grey photograph of a flower.

    Returns
    -------
    GreyPicture
        120 rows of 150 pixels.

    Notes
    -----
    Each grey is the plain mean of red, green and blue over a square of 3 x 3 pixels of the photograph.

    Examples
    --------
    >>> flower()
    GreyPicture(120 x 150 pixels, from 0.02 to 0.82)
    """
    # Imported here, as in `shipped`: scikit-learn takes half a second or more to load.
    from sklearn.datasets import load_sample_image

    part = load_sample_image("flower.jpg")[TOP : TOP + HEIGHT, LEFT : LEFT + WIDTH] / 255  # (HEIGHT, WIDTH, 3)
    return GreyPicture(
        pixels=part.reshape(HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK, 3).mean(axis=(1, 3, 4)),
        provenance="A photograph from flickr.com/photos/vultilion under the Creative Commons Attribution 2.0 licence "
        "(creativecommons.org/licenses/by/2.0), shipped with scikit-learn as flower.jpg; its note there names "
        "danielbuechele. Cut to the flower, made grey, and made a third as wide and high by averaging.",
    )


class ReadOnly:
    """Makes every array of a dataclass read-only.

    Examples
    --------
    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True)
    ... class Sample(ReadOnly):
    ...     x: np.ndarray
    >>> Sample(np.zeros(2)).x.flags.writeable
    False
    """

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.setflags(write=False)


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


SIZES = [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]  # sqm
PRICES = [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]  # thousand

# Column of the diabetes study -> its name in full and its unit, which is given only where the description
# states it or the quantity has it by definition. `sex` is left out: a code for two groups, not a measurement.
DIABETES_FEATURES = {
    "age": ("age", "years"),
    "bmi": ("body mass index", "kg/m²"),
    "bp": ("average blood pressure", ""),
    "s1": ("total serum cholesterol", ""),
    "s2": ("low-density lipoproteins", ""),
    "s3": ("high-density lipoproteins", ""),
    "s4": ("total cholesterol / HDL", ""),
    "s5": ("log of serum triglycerides", ""),
    "s6": ("blood sugar level", ""),
}


def flats() -> Points:
    """Give the ten flats that notebook 05 learns from.

    Returns
    -------
    Points
        Ten sizes in sqm and ten prices in thousand, made up for the course.

    Examples
    --------
    >>> flats()
    Points(10 rows: 'size (sqm)' from 30 to 110, 'price (thousand)' from 150 to 450)
    """
    return Points(
        x=SIZES,
        y=PRICES,
        x_name="size",
        y_name="price",
        x_unit="sqm",
        y_unit="thousand",
        provenance="Ten flats made up for this course; no such flats were sold. The prices follow the sizes "
        "closely, so that a straight line fits well but not exactly.",
    )


def diabetes(feature: str = "bmi") -> Points:
    """Give one measurement of 442 diabetes patients against the progression of their disease a year later.

    Parameters
    ----------
    feature : str, optional
        Which measurement: age, bmi (body mass index), bp (average blood pressure) or a blood value s1 to s6.

    Returns
    -------
    Points
        442 rows as measured, not scaled.

    Raises
    ------
    DataError
        If there is no such feature.

    Notes
    -----
    Published with Efron, Hastie, Johnstone and Tibshirani (2004), "Least Angle Regression". Progression is a
    score without a unit. That s5 is the logarithm of the triglycerides is only possible, says scikit-learn.

    Examples
    --------
    >>> diabetes()
    Points(442 rows: 'body mass index (kg/m²)' from 18 to 42.2, 'disease progression' from 25 to 346)
    """
    if not isinstance(feature, str) or feature not in DIABETES_FEATURES:
        features = ", ".join(map(repr, DIABETES_FEATURES))
        raise DataError(f"feature is {shown(feature)}; wanted one of {features}")
    # Imported here: scikit-learn takes half a second or more to load, ten times as long as this room.
    from sklearn.datasets import load_diabetes

    study = load_diabetes(scaled=False)
    x_name, x_unit = DIABETES_FEATURES[feature]
    return Points(
        x=study.data[:, study.feature_names.index(feature)],
        y=study.target,
        x_name=x_name,
        y_name="disease progression",
        x_unit=x_unit,
        y_unit="",
        provenance="442 diabetes patients, published by Efron, Hastie, Johnstone and Tibshirani (2004) and "
        "shipped with scikit-learn. As measured, not scaled; progression is a score one year later.",
    )


def example_csv() -> Path:
    """Tell where the course's example CSV file is, for trying `read_csv` without a file of one's own.

    Returns
    -------
    pathlib.Path
        `linnerud.csv`, 20 rows: weight (lb), waist (in), pulse (beats/min), chins, situps, jumps.

    Notes
    -----
    Three body measurements and three exercise counts of twenty middle-aged men in a fitness club. The numbers
    are those of scikit-learn's `load_linnerud`, written into one file. scikit-learn names no units: pounds,
    inches and beats per minute are what the sizes of the numbers suggest.

    Examples
    --------
    >>> example_csv().name
    'linnerud.csv'
    """
    return Path(__file__).with_name("linnerud.csv")


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
