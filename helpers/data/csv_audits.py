"""`audit_csv`: an audit of a learner's own file. Notebook 04 (statistics) uses it."""

import os

from helpers.data.audits import Audit, audit
from helpers.data.columns import find_column
from helpers.data.own_csv import MAX_BYTES, MAX_ROWS, read_table


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
