"""From a table of text to one column of finite numbers, chosen by its name."""

import difflib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.data.errors import DataError, listed, shown
from helpers.data.table import ROWS_COUNTED, Table

MISSING = {"", "nan", "+nan", "-nan", "na", "n/a", "#n/a", "null", "none", "-", "?"}  # in lower case
LARGEST = 1e100  # a loss squares the numbers and adds the squares, which overflows from about 1e154
SAME = 1e-12  # x varies less than this times its size: rounding alone, no slope can be read from it
NAMES_LISTED = 8
NAMES_COMPARED = 100  # comparing spellings is slow; a header can be megabytes long


def find_column(table: Table, role: str, name: Any) -> int:
    """Find a column by its name, written with or without the unit behind it.

    Parameters
    ----------
    table : Table
        Where to look.
    role : {"x", "y"}
        What the column is for.
    name : str
        The name as in the header, or the name without the unit in round brackets.

    Returns
    -------
    int
        The column's place, from 0.

    Raises
    ------
    DataError
        If no column, or more than one, has this name.

    Examples
    --------
    >>> find_column(Table("flats.csv", ["size (sqm)", "price"], []), "x", "size")
    0
    """
    wanted = " ".join(name.split()) if isinstance(name, str) else None
    fitting = [i for i, cell in enumerate(table.header) if cell == wanted]
    if not fitting:
        fitting = [i for i, cell in enumerate(table.header) if split_unit(cell)[0] == wanted]
    if not fitting:
        raise DataError(_no_such_column(table, role, name))
    if len(fitting) > 1:
        places = listed([i + 1 for i in fitting], word="column {}".format)
        raise DataError(
            f"{role}={shown(name)} is the name of {len(fitting)} columns of {shown(table.name)}: {places}; "
            "wanted a name that only one column has"
        )
    return fitting[0]


def split_unit(cell: str) -> tuple[str, str]:
    """Split the name of a column from a unit in round brackets behind it.

    Parameters
    ----------
    cell : str
        One cell of the header.

    Returns
    -------
    name, unit : str
        The unit is empty when there is none.

    Examples
    --------
    >>> split_unit("size (sqm)")
    ('size', 'sqm')
    """
    name, bracket, unit = cell.removesuffix(")").rpartition(" (")
    return (name, unit) if bracket and name and unit and cell.endswith(")") else (cell, "")


def read_numbers(table: Table, column: int) -> NDArray[np.float64]:
    """Read every cell of one column as a number.

    Parameters
    ----------
    table : Table
        Where the column is.
    column : int
        Its place, from 0.

    Returns
    -------
    numpy.ndarray, shape (n,)
        One number a row.

    Raises
    ------
    DataError
        If a cell is empty, NaN, infinite or text; with the rows.

    Examples
    --------
    >>> read_numbers(Table("flats.csv", ["size", "price"], [(2, ["30", "150"]), (3, ["45", "200"])]), 1)
    array([150., 200.])
    """
    cells = [(place, row[column].strip()) for place, row in table.rows]
    faults = [(place, cell, fault) for place, cell in cells if (fault := _fault(cell))]
    if faults:
        raise DataError(
            f"Column {shown(table.header[column])} of {shown(table.name)} has unusable cells, {len(faults)} "
            f"of {len(cells)}: {listed(faults, word=_fault_in_words)}; "
            f"wanted a finite number such as 12.5 in each {ROWS_COUNTED}"
        )
    return np.array([float(cell) for _, cell in cells])


def check_varies(table: Table, column: int, x: NDArray[np.float64]) -> None:
    """Refuse an x that is the same in every row, since no slope can be read from it.

    Parameters
    ----------
    table : Table
        Where the column is.
    column : int
        Its place, from 0.
    x : numpy.ndarray, shape (n,)
        Its numbers.

    Raises
    ------
    DataError
        If the numbers differ by no more than their rounding.

    Examples
    --------
    >>> check_varies(Table("flats.csv", ["size", "price"], []), 0, np.array([30.0, 45.0]))
    """
    if x.std() <= SAME * np.abs(x).max():
        raise DataError(
            f"Column {shown(table.header[column])} of {shown(table.name)} is constant: all {x.size} rows lie "
            f"between {x.min():g} and {x.max():g}; wanted an x that differs, or the line has no slope"
        )


def _no_such_column(table: Table, role: str, name: Any) -> str:
    spellings = {split_unit(cell)[0].lower()[:40]: cell for cell in table.header[:NAMES_COMPARED]}
    near = difflib.get_close_matches(str(name).lower()[:40], spellings, n=1)
    hint = f"; did you mean {shown(spellings[near[0]])}?" if near else ""
    columns = listed(table.header, limit=NAMES_LISTED, word=shown)
    return f"{role}={shown(name)} is not a column of {shown(table.name)}; wanted one of {columns}{hint}"


def _fault(cell: str) -> str:
    """Say in a word or two why a cell is no finite number; the empty string when it is one."""
    if cell.lower() in MISSING:
        return "missing"
    number = _as_float(cell)
    if number is not None:
        return "" if abs(number) <= LARGEST else f"infinite or beyond {LARGEST:g}"
    if _as_float(cell.replace(",", "")) is None:
        return "text"
    decimals = cell.rpartition(",")[2]
    certain = cell.count(",") == 1 and decimals.isdigit() and len(decimals) != 3
    return "decimal comma" if certain else "decimal comma or thousands separator"


def _as_float(cell: str) -> float | None:
    # Python reads 1_000 as a number, but no spreadsheet does.
    try:
        return None if "_" in cell else float(cell)
    except ValueError:
        return None


def _fault_in_words(fault: tuple[int, str, str]) -> str:
    place, cell, reason = fault
    return f"row {place} {shown(cell)} ({reason})"
