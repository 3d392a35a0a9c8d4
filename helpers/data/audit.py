"""Baselines: what a model has to beat, be it the most frequent class or the mean.

Notebook 04 (statistics) meets them in an audit's first lines.

Cells: what a learner's table may hold, as numbers, text, or nothing.

An audit of notebook 04 (statistics) reads every table through them.

Leaks: whether a column may give the answer away.

An audit of notebook 04 (statistics) asks it of every column.

`audit`: what to know of a data set before believing any score on it. Notebook 04 (statistics) uses it.

A baseline to beat, missing values, constant columns, double rows, and columns that may give the answer away.

`audit_csv`: an audit of a learner's own file. Notebook 04 (statistics) uses it.
"""

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.data.own_file import (
    LARGEST,
    MAX_BYTES,
    MAX_ROWS,
    MISSING,
    DataError,
    find_column,
    listed,
    read_table,
    shown,
)

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


Cell = float | str | None  # a number, a text, or nothing


def as_cells(name: str, values: Any, axes: int) -> list[Any]:
    """Return numbers and text in as many axes as are wanted.

    Parameters
    ----------
    name : str
        What they are called in the error message.
    values : array_like
        A target or a table.
    axes : {1, 2}
        1 for a target, 2 for a table.

    Returns
    -------
    list
        The values, or one list of them for each row.

    Raises
    ------
    DataError
        If there are other axes, or no values.

    Examples
    --------
    >>> as_cells("y", ("ill", "well"), axes=1)
    ['ill', 'well']
    """
    wanted = "one axis, shape (n,)" if axes == 1 else "two axes, shape (n, d)"
    try:
        array = np.array(values, dtype=object)
    except (TypeError, ValueError):
        raise DataError(f"{name} is {shown(values)}; wanted {wanted}") from None
    if array.ndim != axes or array.size == 0:
        raise DataError(f"{name} has shape {array.shape}; wanted {wanted}, not empty")
    return array.tolist()


def as_cell(value: Any) -> Cell:
    """Return a value as the number or text that it stands for.

    Parameters
    ----------
    value : object
        A number, True or False, text, or None.

    Returns
    -------
    float, str or None
        A number also of text that can be read as one; None of what is missing, infinite or above 1e100.

    Examples
    --------
    >>> [as_cell(value) for value in (3, "4.5", "ill", "n/a", True)]
    [3.0, 4.5, 'ill', None, 'True']
    """
    if value is None:
        return None
    if isinstance(value, bool | np.bool_):
        return str(value)
    try:
        text = value if isinstance(value, Real) else str(value).strip()
        if isinstance(text, str) and (text.lower() in MISSING or "_" in text):
            return None if text.lower() in MISSING else text
        number = float(text)
    except ValueError:
        return text
    except OverflowError:  # a whole number of more than 308 digits
        return None
    return number if abs(number) <= LARGEST else None


def as_numbers(cells: list[Cell]) -> NDArray[np.float64]:
    """Give numbers as they are, and text its place in the alphabet; what is missing is NaN.

    Parameters
    ----------
    cells : list of float, str or None
        A column.

    Returns
    -------
    numpy.ndarray, shape (n,)
        One number for each.

    Examples
    --------
    >>> as_numbers([3.0, None]), as_numbers(["b", "a", "c"])
    (array([ 3., nan]), array([1., 0., 2.]))
    """
    if any(isinstance(cell, str) for cell in cells):
        places = {text: place for place, text in enumerate(sorted({str(cell) for cell in cells if cell is not None}))}
        cells = [None if cell is None else places[str(cell)] for cell in cells]
    return np.array([np.nan if cell is None else cell for cell in cells], dtype=float)


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


@dataclass(frozen=True, repr=False)
class Audit:
    """What was found. Its repr is a report, one line for each question.

    Attributes
    ----------
    rows, columns : int
        How many there are; the target is not counted among the columns.
    baseline : Majority or Mean
        What a model has to beat.
    unknown : int
        Rows whose target is missing or infinite.
    missing : dict of str to int
        Missing or infinite values of each column that has some.
    constant, mixed : tuple of str
        Columns with a single value, and columns in which numbers stand among text.
    double : int
        Rows that are equal to an earlier one, target included. Without a table nothing is counted.
    leaks : dict of str to str
        Columns that may give the target away, and why it is thought.
    """

    rows: int
    columns: int
    baseline: Majority | Mean
    unknown: int
    missing: dict[str, int]
    constant: tuple[str, ...]
    mixed: tuple[str, ...]
    double: int
    leaks: dict[str, str]

    def __repr__(self) -> str:
        lines = [f"{self.rows:,} rows; {self.baseline}"]
        if self.unknown:
            lines += [f"unknown targets: {self.unknown:,}, left out of the baseline"]
        if self.columns:
            gaps = [f"{shown(name)} {count:,}" for name, count in self.missing.items()]
            leaks = [f"{shown(name)} ({why})" for name, why in self.leaks.items()]
            lines += [
                f"missing values: {_named(gaps)}",
                f"constant columns: {_named(map(shown, self.constant))}",
                f"numbers among text: {_named(map(shown, self.mixed))}",
                f"double rows: {self.double:,}",
                f"may give the answer away: {_named(leaks)}",
            ]
        return "\n".join(lines)


def audit(
    y: ArrayLike, X: ArrayLike | None = None, names: Sequence[str] | None = None, *, kind: str | None = None
) -> Audit:
    """Look over a target and, where there is one, the table that a model would learn it from.

    Parameters
    ----------
    y : array_like, shape (n,)
        The target: classes (numbers, words, True and False) or numbers; at least 2. None, NaN, infinite numbers, empty
        text and such words as "n/a" are missing.
    X : array_like, shape (n, d), optional
        The columns, of numbers or of text.
    names : sequence of str, optional
        Their names; "column 1" and so on when omitted.
    kind : {"classes", "numbers"}, optional
        What the target is. When omitted, words are classes, and so are whole numbers of at most 20 values with 5 rows
        each on average, and any two values.

    Returns
    -------
    Audit
        Print it for the report.

    Raises
    ------
    DataError
        If the target or the table is empty or of another shape, no value of the target is known, or the names do not
        fit; the sentence says what was received and what was wanted.

    Notes
    -----
    A column may give the answer away if it is equal to the target, if each of its values goes with one value of the
    target (and stands in at least two rows), or if it alone foretells the target of rows not seen: a decision
    tree, tested in five folds, reaches an accuracy or R² above 0.99, or the correlation is above 0.99. That is no
    proof. Ask whether the column would be known at the time of the answer. A column that only helps is not found.

    Examples
    --------
    >>> table = [[1, 30], [0, 41], [1, 58], [0, 41], [0, 29]]
    >>> audit(["ill", "well", "ill", "well", "well"], table, names=["treated", "age"])
    5 rows; 2 classes: 'well' 3 (60.0%), 'ill' 2 (40.0%)
    baseline: always 'well' is right in 60.0%
    missing values: none
    constant columns: none
    numbers among text: none
    double rows: 1
    may give the answer away: 'treated' (each of its values goes with one of the target)
    """
    if kind not in (None, CLASSES, NUMBERS):
        raise DataError(f"kind is {shown(kind)}; wanted {CLASSES!r} or {NUMBERS!r}, or none to have it found out")
    target = [as_cell(value) for value in as_cells("y", y, 1)]
    if len(target) < 2 or all(cell is None for cell in target):
        known = sum(cell is not None for cell in target)
        raise DataError(f"y holds {len(target)} values, {known} of them known; wanted at least 2, and one known")
    table = [] if X is None else as_cells("X", X, 2)
    if X is not None and len(table) != len(target):
        raise DataError(f"X has {len(table)} rows and y {len(target)} values; wanted as many")
    columns = [[as_cell(value) for value in column] for column in zip(*table, strict=True)]
    names = _as_names(names, len(columns))
    return _audit(target, dict(zip(names, columns, strict=True)), kind)


def _audit(target: list[Cell], columns: dict[str, list[Cell]], kind: str | None) -> Audit:
    baseline = baseline_of([cell for cell in target if cell is not None], kind)
    rows = Counter(zip(target, *columns.values(), strict=True)) if columns else Counter()
    return Audit(
        rows=len(target),
        columns=len(columns),
        baseline=baseline,
        unknown=target.count(None),
        missing={name: count for name, cells in columns.items() if (count := cells.count(None))},
        constant=tuple(name for name, cells in columns.items() if len(set(cells)) == 1),
        mixed=tuple(name for name, cells in columns.items() if {float, str} <= set(map(type, cells))),
        double=rows.total() - len(rows),
        leaks={name: why for name, cells in columns.items() if (why := leak_of(target, cells, baseline))},
    )


def _as_names(names: Sequence[str] | None, columns: int) -> list[str]:
    if names is None:
        return [f"column {place}" for place in range(1, columns + 1)]
    given = list(names) if isinstance(names, Iterable) and not isinstance(names, str) else []
    if len(given) != columns or not all(isinstance(name, str) for name in given) or len(set(given)) < columns:
        raise DataError(f"names is {shown(names)}; wanted {columns} different names, one for each column of X")
    return given


def _named(items: Iterable[str]) -> str:
    return listed(list(items), limit=NAMED) or "none"


def audit_csv(
    path: str | os.PathLike[str],
    target: str,
    *,
    kind: str | None = None,
    delimiter: str = ",",
    encoding: str = "utf-8",
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> Audit:
    r"""Look over a CSV file with a header. The file is only read, never changed.

    Parameters
    ----------
    path : str or os.PathLike
        The file, looked up from the notebook's folder.
    target : str
        The column that a model would foretell; a unit in round brackets may be left out.
    kind : {"classes", "numbers"}, optional
        What the target is, as in `audit`.
    delimiter : {",", ";", "\t", "|"}, optional
        What stands between two cells.
    encoding : str, optional
        How the file's letters are stored. A byte-order mark is accepted.
    max_bytes, max_rows : int, optional
        A larger file is refused.

    Returns
    -------
    Audit
        Print it for the report.

    Raises
    ------
    DataError
        If the file can not be used; the sentence says what was received and what was wanted.

    Examples
    --------
    >>> from helpers.data import example_csv
    >>> audit_csv(example_csv(), target="waist")
    20 rows; numbers from 31 to 46
    baseline: always the mean, 35.4, is off by 2.24 on average (RMSE 3.121, R² 0)
    missing values: none
    constant columns: none
    numbers among text: none
    double rows: 0
    may give the answer away: none
    """
    table = read_table(path, delimiter, encoding, max_bytes, max_rows)
    place = find_column(table, "target", target)
    columns = [list(cells) for cells in zip(*(row for _, row in table.rows), strict=True)]
    y = columns.pop(place)
    names = [*table.header[:place], *table.header[place + 1 :]]
    return audit(y, list(zip(*columns, strict=True)), _apart(names), kind=kind)


def _apart(names: list[str]) -> list[str]:
    """Add its place to each name that is empty or that an earlier column has."""
    return [
        name if name and name not in names[:place] else f"{name} (column {place + 1})".strip()
        for place, name in enumerate(names)
    ]
