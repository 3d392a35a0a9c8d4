"""Checks at the edge of the public functions: what came in, and what was wanted.

Every public function of `helpers.maths` passes its arguments through here once; inside, the code trusts them.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

LARGEST = 1e100  # of what is squared and added: data


def as_vector(name: str, values: ArrayLike, length: int | None = None, most: float = np.inf) -> NDArray[np.float64]:
    """Return `values` as a finite float vector.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Numbers in any unit.
    length : int, optional
        The wanted number of values; any number from 1 up when omitted.
    most : float, optional
        The largest size of a value.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If the values are not numbers, not one-dimensional, not finite, too large, or not `length` many.

    Examples
    --------
    >>> as_vector("sizes", [30, 45])
    array([30., 45.])
    """
    vector = _as_floats(name, values, most)
    if vector.ndim != 1 or vector.size == 0:
        raise ValueError(f"{name} has shape {vector.shape}; wanted one axis with at least one number, shape (n,)")
    if length is not None and vector.size != length:
        raise ValueError(f"{name} holds {vector.size} numbers; wanted {length}")
    return vector


def as_matrix(name: str, values: ArrayLike, rows: int | None = None, most: float = np.inf) -> NDArray[np.float64]:
    """Return `values` as a finite float matrix.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n, d)
        Numbers in any unit.
    rows : int, optional
        The wanted number of rows; any number from 1 up when omitted.
    most : float, optional
        The largest size of a value.

    Returns
    -------
    numpy.ndarray, shape (n, d)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If the values are not numbers, not two-dimensional, not finite, too large, or have not `rows` rows.

    Examples
    --------
    >>> as_matrix("X", [[30, 1], [45, 1]]).shape
    (2, 2)
    """
    matrix = _as_floats(name, values, most)
    if matrix.ndim != 2 or matrix.size == 0:
        raise ValueError(f"{name} has shape {matrix.shape}; wanted two axes, shape (n, d), neither of them empty")
    if rows is not None and matrix.shape[0] != rows:
        raise ValueError(f"{name} has {matrix.shape[0]} rows; wanted {rows}")
    return matrix


def as_number(name: str, value: float, above: float = -np.inf) -> float:
    """Return `value` as a finite float greater than `above`.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : float
        A number in any unit.
    above : float, optional
        The value must be greater than this.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    ValueError
        If the value is not a finite number above `above`; text and booleans are none.

    Examples
    --------
    >>> as_number("learning_rate", 0.1, above=0)
    0.1
    >>> as_number("learning_rate", "0.1")
    Traceback (most recent call last):
    ValueError: learning_rate is str '0.1'; wanted a finite number
    """
    wanted = "a finite number" if above == -np.inf else f"a finite number above {above:g}"
    try:
        if np.asarray(value).dtype.kind in "bSU":  # float() would take True for 1 and read text
            raise TypeError
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {type(value).__name__} {value!r:.60}; wanted {wanted}") from None
    if not (np.isfinite(number) and number > above):
        raise ValueError(f"{name} is {number}; wanted {wanted}")
    return number


def as_count(name: str, value: int, least: int = 1) -> int:
    """Return `value` as a whole number of at least `least`.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : int
        A count.
    least : int, optional
        The smallest count allowed.

    Returns
    -------
    int
        The same number.

    Raises
    ------
    ValueError
        If the value is not a whole number of at least `least`.

    Examples
    --------
    >>> as_count("steps", 300)
    300
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} is {value!r}; wanted a whole number of at least {least}")
    return int(value)


def _as_floats(name: str, values: ArrayLike, most: float) -> NDArray[np.float64]:
    try:
        array = np.asarray(values)
        if array.dtype.kind in "cSU":  # complex numbers and text would lose something on the way to floats
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {type(values).__name__} {values!r:.60}; wanted numbers in equal rows") from None
    bad = array.size - np.count_nonzero(np.isfinite(array))
    if bad:
        raise ValueError(f"{name} holds {bad} values that are NaN or infinite; wanted finite numbers only")
    if array.size and np.abs(array).max() > most:
        raise ValueError(f"{name} holds {np.abs(array).max():g}; wanted numbers up to {most:g}, which can be squared")
    return array
