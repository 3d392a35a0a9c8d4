"""Comparing numbers that were read: to how many significant digits a learner's agree with those wanted.

``helpers.lessons.checks`` uses it for the exercises of every notebook.
"""

import numpy as np

from helpers.lessons.answers import Numbers


def agree(found: Numbers, wanted: Numbers, digits: int) -> bool:
    """Compare numbers arranged alike, to so many significant digits.

    Parameters
    ----------
    found, wanted : float or nested tuple of float
        As returned by `read_numbers`.
    digits : int
        Each number may be off by half a unit of this digit of the wanted one.

    Returns
    -------
    bool
        Whether the arrangement is the same and every number is near enough.

    Examples
    --------
    >>> agree(0.000186, 0.000185929, digits=3), agree(0.000186, 0.000185929, digits=4)
    (True, False)
    """
    if _arrangement(found) != _arrangement(wanted):
        return False
    f, w = np.array(flat(found)), np.array(flat(wanted))
    # a wanted 0 has no digits of its own: it takes a millionth of the largest number as its size
    size = np.maximum(np.abs(w), 1e-6 * np.abs(w).max())
    size[size == 0] = 1
    half_unit = 0.5 * 10 ** (np.floor(np.log10(size)) + 1 - digits)
    with np.errstate(over="ignore"):
        return bool(np.all(np.abs(f - w) <= half_unit * 1.001))  # a thousandth for the rounding of floats


def _arrangement(numbers: Numbers) -> tuple | None:
    """Keep only how the numbers are nested."""
    return tuple(_arrangement(part) for part in numbers) if isinstance(numbers, tuple) else None


def unboxed(found: Numbers, wanted: Numbers) -> Numbers:
    """Take a number out of its list where a single number is wanted.

    Parameters
    ----------
    found, wanted : float or nested tuple of float
        As returned by `read_numbers`.

    Returns
    -------
    float or nested tuple of float
        The number alone if it was alone in its list; anything else as it was found.

    Examples
    --------
    >>> unboxed((2.5,), 3.0), unboxed((2.5,), (3.0, 4.0))
    (2.5, (2.5,))
    """
    alone = not isinstance(wanted, tuple) and len(flat(found)) == 1
    return flat(found)[0] if alone else found


def flat(numbers: Numbers) -> tuple[float, ...]:
    """List all numbers of a nested tuple.

    Parameters
    ----------
    numbers : float or nested tuple of float
        As returned by `read_numbers`.

    Returns
    -------
    tuple of float
        Every number, from left to right.

    Examples
    --------
    >>> flat((1.0, (2.0, 3.0)))
    (1.0, 2.0, 3.0)
    """
    return tuple(n for part in numbers for n in flat(part)) if isinstance(numbers, tuple) else (numbers,)
