"""A day's mail, drawn so that its scores are calibrated: of what scores 0.9, nine in ten are spam.

Notebook 03 (probability) decides about it.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from helpers.maths.validate import as_count, as_number


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
