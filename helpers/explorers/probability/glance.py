"""Where one word looks, and what is said of it when its attention is changed (notebook 03)."""

from dataclasses import dataclass

import numpy as np

from helpers.explorers.charts import Floats
from helpers.explorers.words import number

WORDS = ("the", "cat", "sat", "down")
STRETCHED = WORDS.index("cat")  # whose key can be made longer


@dataclass(frozen=True)
class Glance:
    """Where one word looks.

    Attributes
    ----------
    query : str
        Which word it is.
    length : float
        How many times as long the stretched key is.
    dimensions, columns : int
        How many numbers a query and a key have, and how many of them the head that is shown has.
    scaled, softmax : bool
        Whether the scores are divided by the root, and whether the softmax is taken.
    head : str
        Which head is shown.
    weights : numpy.ndarray, shape (4, 4)
        All its weights, a row for each query.
    products, scores, row : numpy.ndarray, shape (4,)
        The query's dot product with each key, what the root makes of it, and the weights.
    usual : numpy.ndarray, shape (4,)
        What the weights would be with the root and the softmax.
    output : numpy.ndarray, shape (2,)
        The query's mix of the values.

    Examples
    --------
    >>> nothing = np.zeros(4)
    >>> Glance("sat", 1.0, 16, 16, True, True, "one head", *[nothing] * 6).query
    'sat'
    """

    query: str
    length: float
    dimensions: int
    columns: int
    scaled: bool
    softmax: bool
    head: str
    weights: Floats
    products: Floats
    scores: Floats
    row: Floats
    usual: Floats
    output: Floats


def brief(weight: float) -> str:
    """Write a weight with few characters, and without a minus before 0.

    Parameters
    ----------
    weight : float
        Any finite number.

    Returns
    -------
    str
        Two decimals; fewer of a large weight.

    Examples
    --------
    >>> brief(0.8744), brief(-0.001), brief(-31.25), brief(123.4)
    ('0.87', '0.00', '-31.2', '123')
    """
    digits = 2 if abs(weight) < 10 else 1 if abs(weight) < 100 else 0
    exact = round(float(weight), 9)  # halves are rounded the same way on every machine
    return f"{round(exact, digits) + 0.0:.{digits}f}"


def say_changes(result: Glance, best: int) -> list[str]:
    """Say what the stretched key, the missing root and the missing softmax do to the row.

    Parameters
    ----------
    result : Glance
        Where a word looks.
    best : int
        Which word it looks at most.

    Returns
    -------
    list of str
        A sentence for each; none where nothing is changed.

    Examples
    --------
    >>> nothing = np.zeros(4)
    >>> plain = Glance("sat", 1.0, 16, 16, True, True, "one head", *[nothing] * 6)
    >>> say_changes(plain, best=0)
    []
    """
    said = []
    if result.length != 1:
        score, key = result.scores[STRETCHED], f"The key of “{WORDS[STRETCHED]}”"
        pull = {1: ": it draws more", -1: ": it draws less", 0: ""}[int(np.sign(score * (result.length - 1)))]
        said.append(
            f"{key} is {number(result.length)} times as long, which moves its score "
            f"{'away from' if result.length > 1 else 'towards'} 0, to {number(score)}{pull}."
            if result.length
            else f"{key} has no length left, so its score is 0."
        )
    if not result.scaled:
        takes, usual = brief(result.row[best]), brief(result.usual[best])
        softened = f", and “{WORDS[best]}” takes {takes} {f'instead of {usual}' if takes != usual else 'as it did'}"
        said.append(
            f"Without the root the scores are √{result.columns} = {number(np.sqrt(result.columns))} times as large"
            f"{softened if result.softmax else ''}."
        )
    if not result.softmax:
        said.append(
            "Without the softmax the scores are the weights: nothing keeps them above 0 or their sum at 1, and the mix "
            "may lie anywhere."
        )
    return said
