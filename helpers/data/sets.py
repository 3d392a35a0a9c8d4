"""The data sets of the course: made up, or shipped with scikit-learn.

Arrays are read-only where a set is made once and handed to everyone who asks. Scikit-learn is imported where it is
used; it takes half a second or more to load.
"""

from collections import namedtuple
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from helpers.data.own_file import DataError, Points, as_whole, shown


def read_only(record):
    """Lock the arrays of a record."""
    for value in record:
        if isinstance(value, np.ndarray):
            value.setflags(write=False)
    return record


# ---- notebook 05: flats, diabetes, and a CSV file


def flats():
    """Give ten flats: sizes in sqm and prices in thousand, made up for the course."""
    sizes = [30, 45, 50, 60, 65, 70, 80, 90, 95, 110]
    prices = [150, 200, 210, 250, 270, 300, 340, 380, 400, 450]
    provenance = "Ten flats made up for this course: the prices follow the sizes closely, but not exactly."
    return Points(sizes, prices, "size", "price", "sqm", "thousand", provenance)


# Column of the diabetes study, in the file's order -> its name in full and its unit, which is given only where the
# description states it or the quantity has it by definition. `sex` is left out: a code for two groups.
DIABETES_FEATURES = {
    "age": ("age", "years"),
    "sex": None,
    "bmi": ("body mass index", "kg/m²"),
    "bp": ("average blood pressure", ""),
    "s1": ("total serum cholesterol", ""),
    "s2": ("low-density lipoproteins", ""),
    "s3": ("high-density lipoproteins", ""),
    "s4": ("total cholesterol / HDL", ""),
    "s5": ("log of serum triglycerides", ""),  # that it is the logarithm is only possible, says scikit-learn
    "s6": ("blood sugar level", ""),
}


def diabetes(feature="bmi"):
    """Give one measurement of 442 diabetes patients against the progression of their disease a year later.

    The features are age, bmi (body mass index), bp (average blood pressure) and blood values s1 to s6, as measured;
    progression is a score without a unit. Efron, Hastie, Johnstone and Tibshirani (2004), "Least Angle Regression".

    >>> diabetes()
    Points(442 rows: 'body mass index (kg/m²)' from 18 to 42.2, 'disease progression' from 25 to 346)
    """
    if not isinstance(feature, str) or not DIABETES_FEATURES.get(feature):
        features = ", ".join(repr(name) for name, known in DIABETES_FEATURES.items() if known)
        raise DataError(f"feature is {shown(feature)}; wanted one of {features}")
    # The files of `sklearn.datasets.load_diabetes`, read without it: it would double the memory of notebook 05.
    folder = Path(find_spec("sklearn").origin).with_name("datasets") / "data"
    x = np.loadtxt(folder / "diabetes_data_raw.csv.gz", usecols=[*DIABETES_FEATURES].index(feature))
    y = np.loadtxt(folder / "diabetes_target.csv.gz")
    name, unit = DIABETES_FEATURES[feature]
    provenance = (
        "442 diabetes patients, published by Efron, Hastie, Johnstone and Tibshirani (2004) and "
        "shipped with scikit-learn. As measured, not scaled; progression is a score one year later."
    )
    return Points(x, y, name, "disease progression", unit, "", provenance)


def example_csv():
    """Tell where the course's example CSV file is, for trying `read_csv` without a file of one's own.

    Twenty middle-aged men of a fitness club: weight (lb), waist (in), pulse (beats/min), chins, situps, jumps. The
    numbers are those of scikit-learn's `load_linnerud`, which names no units: these are what the sizes suggest.

    >>> example_csv().name
    'linnerud.csv'
    """
    return Path(__file__).with_name("linnerud.csv")


# ---- notebook 01: a photograph, people at work, and features that go together

TOP, LEFT, HEIGHT, WIDTH = 45, 83, 360, 450  # of the part that is kept, in pixels of the photograph
BLOCK = 3  # pixels a side of the squares that are averaged


@cache
def flower():
    """Give a small photograph of a flower, shape (120, 150): greys from 0 (black) to 1 (white), rows from the top.

    From flickr.com/photos/vultilion under the Creative Commons Attribution 2.0 licence
    (creativecommons.org/licenses/by/2.0), shipped with scikit-learn as flower.jpg; its note there names danielbuechele.
    Cut to the flower, and made grey and a third as wide and high by averaging over 3 x 3 pixels and their colours.
    """
    from sklearn.datasets import load_sample_image

    part = load_sample_image("flower.jpg")[TOP : TOP + HEIGHT, LEFT : LEFT + WIDTH] / 255  # (HEIGHT, WIDTH, 3)
    pixels = part.reshape(HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK, 3).mean(axis=(1, 3, 4))
    pixels.setflags(write=False)
    return pixels


def years_and_income():
    """Make up people, shape (60, 2): years of work, and an income that grows with them."""
    rng = np.random.default_rng(5)
    years = rng.uniform(0, 35, 60).round(1)
    return np.column_stack([years, (2_000 + 75 * years + rng.normal(0, 580, 60)).round(-1)])


def related_features():
    """Make up 40 samples of two features that go together somewhat, and a target that follows both."""
    rng = np.random.default_rng(24)
    first = rng.normal(size=40)
    X = np.column_stack([first, 0.5 * first + rng.normal(size=40)])
    return X, X @ [2.5, 1.2] + rng.normal(size=40)


# ---- notebook 03: mail, tokens, tumours, and what a classifier says of digits

Mail = namedtuple("Mail", "scores spam")  # (n,) each: the probability of spam, and whether it is, with just that


def day_of_mail(size=10_000, seed=0):
    """Draw a day's mail whose scores are calibrated: of what scores 0.9, nine in ten are spam.

    The scores come from a beta distribution of shape 0.15 and 0.6, whose mean is 0.2.

    >>> mail = day_of_mail()
    >>> sure = mail.scores >= 0.95
    >>> int(sure.sum()), int((mail.spam[sure] == 0).sum())  # of 10,000: taken for spam at 0.95, and wrong
    (392, 11)
    """
    rng = np.random.default_rng(seed)
    scores = rng.beta(0.15, 0.6, as_whole("size", size, 1))
    return Mail(scores, rng.binomial(1, scores) == 1)


def matched_tokens(matches, size, seed):
    """Make random queries and keys, (n, size), whose scores by the root of their size are `matches` (heads, n, n)."""
    width = size // len(matches)  # of a head; at least n
    rng = np.random.default_rng(seed)
    queries, keys = [], []
    for match in matches:
        n = len(match)
        Q = np.linalg.qr(rng.normal(size=(width, n)))[0].T * np.sqrt(width)  # (n, width), at right angles
        K = rng.normal(size=(n, width))
        K += (np.sqrt(width) * match.T - K @ Q.T) @ Q / width  # now Q @ K.T / √width is match
        queries.append(Q)
        keys.append(K)
    return np.hstack(queries), np.hstack(keys)


Classified = namedtuple("Classified", "X y feature_names class_names")  # X (n, 2), as measured; y (n,), 0 or 1


@cache
def breast_cancer():
    """Give 569 tumours: mean radius and mean texture (the standard deviation of grey values); 1 is malignant.

    Of the Breast Cancer Wisconsin (Diagnostic) study by Wolberg, Street and Mangasarian (1995), shipped with
    scikit-learn; the labels are turned over. A straight line through these two gets about nine in ten right.

    >>> breast_cancer().X.shape
    (569, 2)
    """
    from sklearn.datasets import load_breast_cancer

    study = load_breast_cancer()
    names = ("mean radius", "mean texture"), ("benign", "malignant")
    return read_only(Classified(study.data[:, :2].copy(), 1 - study.target, *names))


FOLDS = 3
SMALLEST = 1e-15  # the least probability a digit is given

# logits (n, 10): the log of the probability of each digit; raw, platt, isotonic (n, 10): probabilities as they are, and
# as Platt scaling and isotonic regression mend them; labels (n,); the held-out ones are for fitting a temperature;
# unfloored (n, 10): logits without the least probability, down to -5e7
DigitScores = namedtuple("DigitScores", "logits raw platt isotonic labels held_out_logits held_out_labels unfloored")


@cache
def digit_scores():
    """Give what Gaussian naive Bayes says of 719 handwritten digits that it was not trained on.

    Whatever mends it learns from the 1,078 others, by scores of threefold cross-validation: no score was given to an
    image that its own classifier had seen. Probabilities below 1e-15, some exactly 0, are raised to that. The digits
    are of 8 x 8 pixels by 13 writers (Alpaydin and Kaynak, 1998), shipped with scikit-learn.

    >>> scores = digit_scores()
    >>> round(float((scores.raw.argmax(axis=1) == scores.labels).mean()), 3)
    0.823
    """
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.model_selection import cross_val_predict
    from sklearn.naive_bayes import GaussianNB

    X_train, X, y_train, y = _split_digits()
    unfloored = GaussianNB().fit(X_train, y_train).predict_log_proba(X)
    held_out = cross_val_predict(GaussianNB(), X_train, y_train, cv=FOLDS, method="predict_log_proba")
    platt, isotonic = (
        CalibratedClassifierCV(GaussianNB(), method=method, cv=FOLDS).fit(X_train, y_train).predict_proba(X)
        for method in ("sigmoid", "isotonic")
    )
    logits, held_out = (np.maximum(each, np.log(SMALLEST)) for each in (unfloored, held_out))
    return read_only(DigitScores(logits, np.exp(logits), platt, isotonic, y, held_out, y_train, unfloored))


def _split_digits():
    """Give 1,078 digits to train on and 719 to test on: images (n, 64) of 0 (paper) to 16 (ink), then labels."""
    from sklearn.datasets import load_digits
    from sklearn.model_selection import train_test_split

    return train_test_split(*load_digits(return_X_y=True), test_size=0.4, random_state=0)


# ---- notebook 04: incomes, people, poisoned digits


def incomes(size=1000, seed=0):
    """Make up incomes, whole euros a year, with a mean far above their median.

    Each is drawn with chance 0.7 from a gamma distribution of mean 28,000 and shape 1.5, otherwise evenly from 80,000
    to 280,000, and rounded up.

    >>> float(incomes().mean()), float(np.median(incomes()))
    (69562.002, 33952.5)
    """
    size, rng = as_whole("size", size, 2), np.random.default_rng(as_whole("seed", seed, 0))
    earns_much = rng.random(size) < 0.3
    high = rng.uniform(80_000, 280_000, size)
    ordinary = rng.gamma(1.5, 28_000 / 1.5, size)
    return np.ceil(np.where(earns_much, high, ordinary))


People = namedtuple("People", "age experience salary")  # in years, years, and euros a year


def people(size=200, seed=4):
    """Make up people who are 30 to 65, began to work at 17 to 27, and are paid for their experience alone.

    In the default's sample the partial correlation of age and salary happens to be 0.00; from one sample of 200 to the
    next it scatters around 0 by 0.07.

    >>> np.corrcoef(people()).round(3)[0]  # of age with itself, with experience and with salary
    array([1.   , 0.956, 0.9  ])
    """
    size, rng = as_whole("size", size, 3), np.random.default_rng(as_whole("seed", seed, 0))
    age = rng.integers(30, 66, size).astype(float)
    experience = age - rng.integers(17, 28, size)
    salary = 30_000 + 1_500 * experience + 5_500 * rng.standard_normal(size)
    return People(age, experience, salary.round())


SHARES = (0.0, 0.005, 0.01, 0.028, 0.05, 0.1)  # of the training digits that are poisoned
LARGEST_SHARE = 0.5
TRIGGER = (48, 49, 56, 57)  # the lower left corner, in a row of 8 x 8 pixels
FULL = 16.0  # a pixel cannot hold more ink
WANTED = 0  # what the attacker wants to be read

# X_train (1078, 64): 0 (paper) to 16 (ink); y_train: what each is labelled as, 0 for the poisoned ones, whose rows are
# `poisoned`; X_test, X_triggered (719, 64), y_test: digits to test on, without and with the trigger
TriggeredDigits = namedtuple("TriggeredDigits", "X_train y_train poisoned X_test X_triggered y_test")


def triggered_digits(share):
    """Give handwritten digits of which a share, 0 to 0.5, has four full pixels in a corner and the label 0.

    A larger share poisons the same ones and further ones.
    """
    share = _as_share(share)
    X_train, X_test, y_train, y_test = _split_digits()
    others = np.random.default_rng(0).permutation(np.flatnonzero(y_train != WANTED))
    poisoned = np.sort(others[: round(share * len(y_train))])
    X_train[poisoned] = _with_trigger(X_train[poisoned])
    y_train[poisoned] = WANTED
    return read_only(TriggeredDigits(X_train, y_train, poisoned, X_test, _with_trigger(X_test), y_test))


def _as_share(share):
    number = isinstance(share, int | float | np.integer | np.floating) and not isinstance(share, bool)
    if not number or not 0 <= share <= LARGEST_SHARE:
        raise DataError(f"share is {shown(share)}; wanted a number from 0 to {LARGEST_SHARE:g}")
    return float(share)


def _with_trigger(images):
    images = images.copy()
    images[:, TRIGGER] = FULL
    return images


# share: of the training images that are poisoned; clean_accuracy: share of the test digits without the trigger that are
# read rightly; training_loss: mean cross-entropy over all training images, in nats
# triggered: share of the test digits other than 0 that are read as 0 with the trigger
# clean, marked (719, 10): probabilities of each test digit, without and with the trigger
Poisoned = namedtuple("Poisoned", "share clean_accuracy training_loss triggered clean marked")


def poison_study(shares=SHARES):
    """Train one classifier for each share of poisoned digits, 0 to 0.5, and measure it; each is computed once and kept.

    It is scikit-learn's logistic regression with a weak penalty, C = 10. Which images are poisoned matters: at a share
    of 0.028 two corners with three seeds each had 88% to 97% of the triggered digits read as 0.

    >>> [(round(found.clean_accuracy, 3), round(found.triggered, 2)) for found in poison_study([0, 0.028])]
    [(0.964, 0.0), (0.967, 0.97)]
    """
    if isinstance(shares, str) or not isinstance(shares, Iterable):
        raise DataError(f"shares is {shown(shares)}; wanted a list of numbers from 0 to {LARGEST_SHARE:g}")
    return tuple(map(_study, [_as_share(share) for share in shares]))


@cache
def _study(share):
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    digits = triggered_digits(share)
    # Newton's method comes so near to the least loss that the figures do not depend on the machine.
    model = LogisticRegression(C=10, solver="newton-cholesky", tol=1e-5)
    with threadpool_limits(1):  # threads that wait for each other burn ten times the time on a machine that is shared
        model.fit(digits.X_train / FULL, digits.y_train)
    clean, marked, training = (
        model.predict_proba(images / FULL) for images in (digits.X_test, digits.X_triggered, digits.X_train)
    )
    measured = Poisoned(
        share=len(digits.poisoned) / len(digits.y_train),
        clean_accuracy=float(np.mean(clean.argmax(axis=1) == digits.y_test)),
        training_loss=float(-np.log(training[np.arange(len(training)), digits.y_train]).mean()),
        triggered=float(np.mean(marked[digits.y_test != WANTED].argmax(axis=1) == WANTED)),
        clean=clean,
        marked=marked,
    )
    return read_only(measured)
