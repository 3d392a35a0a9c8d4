"""Leaks: whether a column may give the answer away.

An audit of notebook 04 (statistics) asks it of every column.
"""

from collections import Counter

import numpy as np
from numpy.typing import NDArray

from helpers.data.baselines import CLASSES, NUMBERS, Majority, Mean, percent
from helpers.data.cells import Cell, as_numbers

SUSPICIOUS = 0.99  # of one column alone: accuracy, R² or correlation
FEWER_ERRORS = 0.1  # and at most this share of the baseline's errors, where that is near 1 itself
LEAST_ROWS, MOST_ROWS = 20, 5000  # with fewer a column may foretell all by luck; of more some are enough
FOLDS = 5
TINY = 1e-300

Array = NDArray[np.float64]


def leak_of(target: list[Cell], cells: list[Cell], baseline: Majority | Mean) -> str:
    """Say why a column may give the target away.

    Parameters
    ----------
    target, cells : list of float, str or None, length n
        The target, and the column.
    baseline : Majority or Mean
        What guessing without the column reaches.

    Returns
    -------
    str
        The reason; empty when nothing speaks for it.

    Examples
    --------
    >>> leak_of(["ill", "well", "ill", "well"], [1.0, 0.0, 1.0, 0.0], Majority({"ill": 2, "well": 2}, 0.5))
    'each of its values goes with one of the target'
    """
    known = [pair for pair in zip(cells, target, strict=True) if pair[1] is not None]
    if len(set(cells)) == 1 or len({answer for _, answer in known}) == 1:
        return ""
    numeric = not any(isinstance(cell, str) for cell in cells)
    return _by_value(known) or _by_model(known[:: -(-len(known) // MOST_ROWS)], numeric, baseline)


def _by_value(known: list[tuple[Cell, Cell]]) -> str:
    """Say whether each value of a column goes with one value of the target."""
    pairs = [pair for pair in known if pair[0] is not None]
    if len({answer for _, answer in pairs}) > 1:
        values = Counter(cell for cell, _ in pairs)
        if all(cell == answer for cell, answer in pairs):
            return "is the target itself"
        if len(set(pairs)) == len(values) and min(values.values()) > 1:
            return "each of its values goes with one of the target"
    return ""


def _by_model(known: list[tuple[Cell, Cell]], numeric: bool, baseline: Majority | Mean) -> str:
    """Say whether a column, of numbers or not, alone foretells the target of rows that were not seen."""
    if len(known) < LEAST_ROWS:
        return ""
    x = as_numbers([cell for cell, _ in known])
    y = as_numbers([answer for _, answer in known])
    if isinstance(baseline, Majority):
        accuracy = float(np.mean(_foretold(x, y, CLASSES) == y))
        better = 1 - accuracy <= FEWER_ERRORS * (1 - baseline.accuracy)
        return f"alone right in {percent(accuracy)}" if accuracy > SUSPICIOUS and better else ""
    both = np.isfinite(x)
    if numeric and both.sum() >= LEAST_ROWS and np.ptp(x[both]) > 0:
        r = _correlation(x[both], y[both])
        if abs(r) > SUSPICIOUS:
            return f"correlation {r:.4f}"
    if y.var() < TINY:  # the squares are too small to be told from 0
        return ""
    r_squared = 1 - np.mean((_foretold(x, y, NUMBERS) - y) ** 2) / y.var()
    return f"alone R² {r_squared:.4f}" if r_squared > SUSPICIOUS else ""


def _foretold(x: Array, y: Array, kind: str) -> Array:
    """Foretell each row from one column by a tree that has not seen it."""
    # Imported here, as in `shipped`: scikit-learn takes half a second or more to load.
    from sklearn.model_selection import KFold, cross_val_predict
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    tree = DecisionTreeClassifier(random_state=0) if kind == CLASSES else DecisionTreeRegressor(random_state=0)
    return cross_val_predict(tree, x[:, np.newaxis], y, cv=KFold(FOLDS, shuffle=True, random_state=0))


def _correlation(x: Array, y: Array) -> float:
    x, y = x - x.mean(), y - y.mean()
    x, y = x / max(np.abs(x).max(), TINY), y / max(np.abs(y).max(), TINY)
    return float(x @ y / max(np.sqrt(x @ x) * np.sqrt(y @ y), TINY))
