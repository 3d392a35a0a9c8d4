"""Predict first: a question before an explorer answers, and the answer beside what was predicted.

Every notebook uses it. A prediction is kept in the kernel under its key, so running the cell again keeps the
choice. Nothing has to be chosen: without a choice the notebook runs all the same, and says so.
"""

import contextlib
from collections.abc import Sequence

from helpers.lessons.prediction_kinds import Choice, Number, Prediction

_kept: dict[str, Prediction] = {}


def predict(question: str, choices: Sequence[str], key: str | None = None) -> Choice:
    """Ask for one of several outcomes, with nothing chosen at first.

    Parameters
    ----------
    question : str
        What is asked.
    choices : sequence of str
        The outcomes, at least two, all different.
    key : str, optional
        What the prediction is kept under; the question, when omitted.

    Returns
    -------
    Choice
        Shown as the last expression of a cell.

    Raises
    ------
    ValueError
        If there are fewer than two choices or two are equal.

    Examples
    --------
    >>> expected = predict("What does a rate of 0.0002 do?", ["converge", "diverge"])
    >>> expected
    Prediction: What does a rate of 0.0002 do? [nothing chosen yet]
    >>> expected.choose("converge")
    >>> expected.reveal("diverge", because="It is above the limit.")
    You expected: converge; the run gives: diverge: not what you expected. It is above the limit.
    """
    return _keep(Choice(question, choices), key or question)


def predict_number(question: str, unit: str = "", key: str | None = None) -> Number:
    """Ask for a number, with an empty field at first.

    Parameters
    ----------
    question : str
        What is asked.
    unit : str, optional
        What the number counts.
    key : str, optional
        What the prediction is kept under; the question, when omitted.

    Returns
    -------
    Number
        Shown as the last expression of a cell.

    Examples
    --------
    >>> expected = predict_number("How many steps to halve the gap?", unit="steps")
    >>> expected.choose(50)
    >>> expected.reveal(34_061)
    You expected: 50 steps; the run gives: 34,061 steps: 681 times too small.
    """
    return _keep(Number(question, unit), key or question)


def _keep(new: Prediction, key: str) -> Prediction:
    """Keep a prediction under its key; the one that was there hands over its choice and goes."""
    old = _kept.pop(key, None)
    if old is not None:
        with contextlib.suppress(ValueError):
            new.choose(old.choice)
        old.close()
    _kept[key] = new
    return new
