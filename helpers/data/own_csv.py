"""`read_csv`: two columns of a learner's own file as `Points`, or one sentence that says what is wrong.

The steps: `files` (path to text), `table` (text to rows), `columns` (rows to numbers). Notebook 05 uses it.
"""

import os
from typing import Any

from helpers.data.columns import check_varies, find_column, read_numbers, split_unit
from helpers.data.errors import DataError, shown
from helpers.data.files import find_file, read_text
from helpers.data.points import Points
from helpers.data.table import Table, parse

MAX_BYTES = 10_000_000
MAX_ROWS = 100_000


def read_csv(
    path: str | os.PathLike[str],
    *,
    x: str,
    y: str,
    delimiter: str = ",",
    encoding: str = "utf-8",
    max_bytes: int = MAX_BYTES,
    max_rows: int = MAX_ROWS,
) -> Points:
    r"""Read two columns of numbers from a CSV file with a header. The file is only read, never changed.

    Parameters
    ----------
    path : str or os.PathLike
        The file, looked up from the notebook's folder.
    x, y : str
        Names of two columns as in the first row; a unit in round brackets may be left out: ``"size"`` finds
        ``size (sqm)``.
    delimiter : {",", ";", "\t", "|"}, optional
        What stands between two cells.
    encoding : str, optional
        How the file's letters are stored. A byte-order mark is accepted.
    max_bytes, max_rows : int, optional
        A larger file is refused: the bytes before it is opened, the rows when they are split.

    Returns
    -------
    Points
        Every row of the file, in order. Only rows in which all cells are empty are left out.

    Raises
    ------
    DataError
        If the file can not be used; the sentence says what was received and what was wanted.

    Examples
    --------
    >>> from helpers.data import example_csv
    >>> read_csv(example_csv(), x="waist", y="situps")
    Points(20 rows: 'waist (in)' from 31 to 46, 'situps' from 50 to 251)
    """
    table = read_table(path, delimiter, encoding, max_bytes, max_rows)
    x_column, y_column = find_column(table, "x", x), find_column(table, "y", y)
    if x_column == y_column:
        raise DataError(f"x={shown(x)} and y={shown(y)} are one column of {shown(table.name)}; wanted two columns")
    x_values, y_values = read_numbers(table, x_column), read_numbers(table, y_column)
    check_varies(table, x_column, x_values)
    x_name, x_unit = split_unit(table.header[x_column])
    y_name, y_unit = split_unit(table.header[y_column])
    return Points(
        x=x_values,
        y=y_values,
        x_name=x_name,
        y_name=y_name,
        x_unit=x_unit,
        y_unit=y_unit,
        provenance=f"Read from {shown(table.name)}: all {len(table.rows)} rows of two columns, unchanged. "
        "Who measured the numbers, and how, is known to the owner of the file.",
    )


def read_table(path: str | os.PathLike[str], delimiter: str, encoding: str, max_bytes: int, max_rows: int) -> Table:
    """Read all columns of a CSV file with a header, as text.

    Parameters
    ----------
    path, delimiter, encoding, max_bytes, max_rows
        As for `read_csv`.

    Returns
    -------
    Table
        The header and the rows.

    Raises
    ------
    DataError
        If the file can not be used; the sentence says what was received and what was wanted.

    Examples
    --------
    >>> from helpers.data import example_csv
    >>> read_table(example_csv(), ",", "utf-8", MAX_BYTES, MAX_ROWS).header[:2]
    ['weight (lb)', 'waist (in)']
    """
    _check_limit("max_bytes", max_bytes)
    _check_limit("max_rows", max_rows)
    file = find_file(path)
    return parse(file.name, read_text(file, encoding, max_bytes), delimiter, max_rows)


def _check_limit(name: str, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise DataError(f"{name} is {shown(value)}; wanted a whole number of at least 1")
