"""`audit`: what to know of a data set before believing any score on it. Notebook 04 (statistics) uses it.

A baseline to beat, missing values, constant columns, double rows, and columns that may give the answer away.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from numpy.typing import ArrayLike

from helpers.data.baselines import CLASSES, NAMED, NUMBERS, Majority, Mean, baseline_of
from helpers.data.cells import Cell, as_cell, as_cells
from helpers.data.errors import DataError, listed, shown
from helpers.data.leaks import leak_of


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
