"""Baselines: what a model has to beat, be it the most frequent class or the mean.

Notebook 04 (statistics) meets them in an audit's first lines.
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from helpers.data.errors import DataError, listed, shown

CLASSES, NUMBERS = "classes", "numbers"
MOST_CLASSES, LEAST_CASES = 20, 5  # more classes of whole numbers, or fewer cases in each, are taken for numbers
NAMED = 6  # classes or columns named in one line of a report


@dataclass(frozen=True, repr=False)
class Majority:
    """The baseline of classes: always say the most frequent one.

    Attributes
    ----------
    counts : dict of (float or str) to int
        Rows of each class, the most frequent first.
    accuracy : float
        Share of the rows that the most frequent class has.
    """

    counts: dict[float | str, int]
    accuracy: float

    def __repr__(self) -> str:
        rows = sum(self.counts.values())
        classes = [f"{_label(label)} {count:,} ({percent(count / rows)})" for label, count in self.counts.items()]
        most = _label(next(iter(self.counts)))
        return (
            f"{len(classes)} class{'es' * (len(classes) > 1)}: {listed(classes, limit=NAMED)}\n"
            f"baseline: always {most} is right in {percent(self.accuracy)}"
        )


@dataclass(frozen=True, repr=False)
class Mean:
    """The baseline of numbers: always say their mean. Its R² is 0.

    Attributes
    ----------
    low, high, mean : float
        The least, the largest and the mean, in the target's unit.
    mae, rmse : float
        How far the mean is off: on average, and as the root of the mean square, in the target's unit.
    """

    low: float
    high: float
    mean: float
    mae: float
    rmse: float

    def __repr__(self) -> str:
        return (
            f"numbers from {self.low:.4g} to {self.high:.4g}\n"
            f"baseline: always the mean, {self.mean:.4g}, is off by {self.mae:.4g} on average "
            f"(RMSE {self.rmse:.4g}, R² 0)"
        )


def baseline_of(known: list[float | str], kind: str | None) -> Majority | Mean:
    """Work out the baseline of a target: that of classes or that of numbers.

    Parameters
    ----------
    known : list of float or str
        The values of the target that are known, at least one.
    kind : {"classes", "numbers"} or None
        What they are; None to have it found out.

    Returns
    -------
    Majority or Mean
        What a model has to beat.

    Raises
    ------
    DataError
        If the target is said to be numbers and holds text.

    Examples
    --------
    >>> baseline_of(["a", "b", "a"], kind=None).accuracy
    0.6666666666666666
    >>> baseline_of([1.0, 2.0, 6.0], kind="numbers").mean
    3.0
    """
    texts = [cell for cell in known if isinstance(cell, str)]
    if kind == NUMBERS and texts:
        raise DataError(f"The target holds text, {listed(texts, word=shown)}; wanted numbers only, or kind={CLASSES!r}")
    if kind == CLASSES or (kind is None and (texts or _few(known))):
        counts = Counter(known).most_common()
        return Majority(dict(counts), counts[0][1] / len(known))
    numbers = np.array(known)
    off = numbers - numbers.mean()
    low, high, mean = float(numbers.min()), float(numbers.max()), float(numbers.mean())
    return Mean(low, high, mean, float(np.abs(off).mean()), float(np.sqrt(np.mean(off**2))))


def percent(share: float) -> str:
    """Write a share in percent; one short of 1 does not look like 1.

    Parameters
    ----------
    share : float
        From 0 to 1.

    Returns
    -------
    str
        The share with one digit after the point.

    Examples
    --------
    >>> percent(0.4567), percent(0.99999), percent(1)
    ('45.7%', 'over 99.9%', '100.0%')
    """
    return "over 99.9%" if 0.9995 <= share < 1 else f"{share:.1%}"


def _few(numbers: list[float]) -> bool:
    """Whether so few whole numbers are there, so often, that they are taken for classes."""
    values = set(numbers)
    often = len(values) <= MOST_CLASSES and len(numbers) >= LEAST_CASES * len(values)
    return len(values) <= 2 or (often and all(value.is_integer() for value in values))


def _label(label: float | str) -> str:
    return shown(label) if isinstance(label, str) else f"{label:.12g}"
