"""Cells: what a learner's table may hold, as numbers, text, or nothing.

An audit of notebook 04 (statistics) reads every table through them.
"""

from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import NDArray

from helpers.data.columns import LARGEST, MISSING
from helpers.data.errors import DataError, shown

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
