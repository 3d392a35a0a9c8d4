"""What to know of a data set before believing any score on it (notebook 04).

An audit reads every cell as a number, a text or nothing; works out the baseline that a model has to beat; and looks for
missing values, constant columns, double rows, and columns that may give the answer away.
"""

from collections import Counter, namedtuple
from collections.abc import Iterable
from numbers import Real

import numpy as np

from helpers.data.own_file import LARGEST, MISSING, DataError, as_float, find_column, listed, read_table, shown

CLASSES, NUMBERS = "classes", "numbers"
MOST_CLASSES, LEAST_CASES = 20, 5  # more classes of whole numbers, or fewer cases in each, are taken for numbers
NAMED = 6  # classes or columns named in one line of a report
SUSPICIOUS = 0.99  # of one column alone: accuracy, R² or correlation
FEWER_ERRORS = 0.1  # and at most this share of the baseline's errors, where that is near 1 itself
LEAST_ROWS, MOST_ROWS = 20, 5000  # with fewer a column may foretell all by luck; of more some are enough
FOLDS = 5
TINY = 1e-300


class Audit(namedtuple("Audit", "rows columns baseline unknown missing constant mixed double leaks")):
    """What was found; its repr is a report, one line for each question.

    Columns are counted without the target; in `unknown` rows the target is missing or infinite; `missing` is a dict of
    columns; in `mixed` ones numbers stand among text; a `double` row equals an earlier one; `leaks` says why.
    """

    def __repr__(self):
        lines = [f"{self.rows:,} rows; {self.baseline}"]
        if self.unknown:
            lines += [f"unknown targets: {self.unknown:,}, left out of the baseline"]
        if self.columns:
            found = {
                "missing values": [f"{shown(name)} {count:,}" for name, count in self.missing.items()],
                "constant columns": [*map(shown, self.constant)],
                "numbers among text": [*map(shown, self.mixed)],
                "double rows": [f"{self.double:,}"],
                "may give the answer away": [f"{shown(name)} ({why})" for name, why in self.leaks.items()],
            }
            lines += [f"{question}: {listed(names, limit=NAMED) or 'none'}" for question, names in found.items()]
        return "\n".join(lines)


def audit(y, X=None, names=None, *, kind=None):
    """Look over a target, shape (n,), and the table, shape (n, d), that a model would learn it from.

    None, NaN, infinite numbers, empty text and such words as "n/a" are missing. Unless `kind` says "classes" or
    "numbers", words are classes, and so are any two values and whole numbers of at most 20 values with 5 rows each on
    average. A column may give the answer away if it is equal to the target, if each of its values, standing in at least
    two rows, goes with one value of the target, or if it alone foretells rows not seen: a decision tree, tested in five
    folds, reaches an accuracy or R² above 0.99, or the correlation does. That is no proof. Ask whether the column would
    be known at the time of the answer. A column that only helps is not found.

    >>> table = [[1, 30], [0, 41], [1, 58], [0, 41], [0, 29]]
    >>> audit(["ill", "well", "ill", "well", "well"], table, names=["treated", "age"]).leaks
    {'treated': 'each of its values goes with one of the target'}
    """
    target = [_as_cell(value) for value in _as_cells("y", y, 1)]
    table = [] if X is None else _as_cells("X", X, 2)
    if X is not None and len(table) != len(target):
        raise DataError(f"X has {len(table)} rows and y {len(target)} values; wanted as many")
    columns = [[_as_cell(value) for value in column] for column in zip(*table, strict=True)]
    return _audit(target, dict(zip(_as_names(names, len(columns)), columns, strict=True)), kind)


def audit_csv(path, target, *, kind=None, **reading):
    """Look over a CSV file with a header, as `audit` does; it is read as `read_csv` reads it.

    >>> from helpers.data import example_csv
    >>> audit_csv(example_csv(), target="waist").baseline
    numbers from 31 to 46
    baseline: always the mean, 35.4, is off by 2.24 on average (RMSE 3.121, R² 0)
    """
    table = read_table(path, **reading)
    place = find_column(table, "target", target)
    rows = [[_as_cell(cell, table.decimal) for cell in row] for _, row in table.rows]
    columns = [list(cells) for cells in zip(*rows, strict=True)]
    y, names = columns.pop(place), [*table.header[:place], *table.header[place + 1 :]]
    apart = [  # an empty name, and one that an earlier column has, gets its place behind it
        name if name and name not in names[:place] else f"{name} (column {place + 1})".strip()
        for place, name in enumerate(names)
    ]
    return _audit(y, dict(zip(_as_names(apart, len(columns)), columns, strict=True)), kind)


def _audit(target, columns, kind):
    if kind not in (None, CLASSES, NUMBERS):
        raise DataError(f"kind is {shown(kind)}; wanted {CLASSES!r} or {NUMBERS!r}, or none to have it found out")
    if len(target) < 2 or all(cell is None for cell in target):
        known = sum(cell is not None for cell in target)
        raise DataError(f"y holds {len(target)} values, {known} of them known; wanted at least 2, and one known")
    baseline = _baseline_of([cell for cell in target if cell is not None], kind)
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
        leaks={name: why for name, cells in columns.items() if (why := _leak_of(target, cells, baseline))},
    )


def _as_names(names, columns):
    if names is None:
        return [f"column {place}" for place in range(1, columns + 1)]
    given = list(names) if isinstance(names, Iterable) and not isinstance(names, str) else []
    if len(given) != columns or not all(isinstance(name, str) for name in given) or len(set(given)) < columns:
        raise DataError(f"names is {shown(names)}; wanted {columns} different names, one for each column of X")
    return given


# ---- cells: a number, a text, or nothing


def _as_cells(name, values, axes):
    """Return a target (one axis) or a table (two) as lists of whatever it holds."""
    wanted = "one axis, shape (n,)" if axes == 1 else "two axes, shape (n, d)"
    try:
        array = np.array(values, dtype=object)
    except (TypeError, ValueError):
        raise DataError(f"{name} is {shown(values)}; wanted {wanted}") from None
    if array.ndim != axes or array.size == 0:
        raise DataError(f"{name} has shape {array.shape}; wanted {wanted}, not empty")
    return array.tolist()


def _as_cell(value, decimal="."):
    """Return a number, also of text that can be read as one; else text; None of what is missing or above 1e100."""
    if isinstance(value, Real) and not isinstance(value, bool):
        return float(value) if abs(value) <= LARGEST else None
    text = str(value).strip()
    if text.lower() in MISSING:  # "None", too
        return None
    number = as_float(text, decimal)
    return text if number is None else _as_cell(number)


def _as_numbers(cells):
    """Give numbers as they are, and text its place in the alphabet; what is missing is NaN."""
    if any(isinstance(cell, str) for cell in cells):
        places = {text: place for place, text in enumerate(sorted({str(cell) for cell in cells if cell is not None}))}
        cells = [None if cell is None else places[str(cell)] for cell in cells]
    return np.array([np.nan if cell is None else cell for cell in cells], dtype=float)


# ---- baselines: what a model has to beat


class Majority(namedtuple("Majority", "counts accuracy")):
    """The baseline of classes: always say the most frequent one, the first of the counts."""

    def __repr__(self):
        rows = sum(self.counts.values())
        classes = [f"{_label(label)} {count:,} ({_percent(count / rows)})" for label, count in self.counts.items()]
        return (
            f"{len(classes)} class{'es' * (len(classes) > 1)}: {listed(classes, limit=NAMED)}\n"
            f"baseline: always {_label(next(iter(self.counts)))} is right in {_percent(self.accuracy)}"
        )


class Mean(namedtuple("Mean", "low high mean mae rmse")):
    """The baseline of numbers: always say their mean; mae and rmse are how far it is off, on average and squared."""

    def __repr__(self):
        return (
            f"numbers from {self.low:.4g} to {self.high:.4g}\n"
            f"baseline: always the mean, {self.mean:.4g}, is off by {self.mae:.4g} on average "
            f"(RMSE {self.rmse:.4g}, R² 0)"
        )


def _baseline_of(known, kind):
    texts = [cell for cell in known if isinstance(cell, str)]
    if kind == NUMBERS and texts:
        raise DataError(f"The target holds text, {listed(texts, word=shown)}; wanted numbers only, or kind={CLASSES!r}")
    if kind == CLASSES or (kind is None and (texts or _few(known))):
        counts = Counter(known).most_common()
        return Majority(dict(counts), counts[0][1] / len(known))
    mean = float(np.mean(known))
    off = np.subtract(known, mean)
    return Mean(min(known), max(known), mean, float(np.abs(off).mean()), float(np.sqrt(np.mean(off**2))))


def _few(numbers):
    """Whether so few whole numbers are there, so often, that they are taken for classes."""
    values = set(numbers)
    often = len(values) <= MOST_CLASSES and len(numbers) >= LEAST_CASES * len(values)
    return len(values) <= 2 or (often and all(value.is_integer() for value in values))


def _label(label):
    return shown(label) if isinstance(label, str) else f"{label:.12g}"


def _percent(share):
    return "over 99.9%" if 0.9995 <= share < 1 else f"{share:.1%}"  # one short of 1 does not look like 1


# ---- leaks: whether a column may give the answer away


def _leak_of(target, cells, baseline):
    """Say why a column may give the target away; the empty string when nothing speaks for it."""
    known = [pair for pair in zip(cells, target, strict=True) if pair[1] is not None]
    if len(set(cells)) == 1 or len({answer for _, answer in known}) == 1:
        return ""
    numeric = not any(isinstance(cell, str) for cell in cells)
    return _by_value(known) or _by_model(known[:: -(-len(known) // MOST_ROWS)], numeric, baseline)


def _by_value(known):
    """Say whether each value of a column goes with one value of the target."""
    pairs = [pair for pair in known if pair[0] is not None]
    if len({answer for _, answer in pairs}) > 1:
        values = Counter(cell for cell, _ in pairs)
        if all(cell == answer for cell, answer in pairs):
            return "is the target itself"
        if len(set(pairs)) == len(values) and min(values.values()) > 1:
            return "each of its values goes with one of the target"
    return ""


def _by_model(known, numeric, baseline):
    """Say whether a column, of numbers or not, alone foretells the target of rows that were not seen."""
    if len(known) < LEAST_ROWS:
        return ""
    x, y = (_as_numbers(column) for column in zip(*known, strict=True))
    if isinstance(baseline, Majority):
        accuracy = float(np.mean(_foretold(x, y, CLASSES) == y))
        better = 1 - accuracy <= FEWER_ERRORS * (1 - baseline.accuracy)
        return f"alone right in {_percent(accuracy)}" if accuracy > SUSPICIOUS and better else ""
    both = np.isfinite(x)
    if numeric and both.sum() >= LEAST_ROWS and np.ptp(x[both]) > 0:
        r = _correlation(x[both], y[both])
        if abs(r) > SUSPICIOUS:
            return f"correlation {r:.4f}"
    if y.var() < TINY:  # the squares are too small to be told from 0
        return ""
    r_squared = 1 - np.mean((_foretold(x, y, NUMBERS) - y) ** 2) / y.var()
    return f"alone R² {r_squared:.4f}" if r_squared > SUSPICIOUS else ""


def _foretold(x, y, kind):
    """Foretell each row from one column by a tree that has not seen it."""
    from sklearn.model_selection import KFold, cross_val_predict
    from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

    tree = DecisionTreeClassifier(random_state=0) if kind == CLASSES else DecisionTreeRegressor(random_state=0)
    return cross_val_predict(tree, x[:, np.newaxis], y, cv=KFold(FOLDS, shuffle=True, random_state=0))


def _correlation(x, y):
    x, y = x - x.mean(), y - y.mean()
    x, y = x / max(np.abs(x).max(), TINY), y / max(np.abs(y).max(), TINY)
    return float(x @ y / max(np.sqrt(x @ x) * np.sqrt(y @ y), TINY))
