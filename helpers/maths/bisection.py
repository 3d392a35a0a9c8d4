"""Bisection: bracket the place where an answer turns, then halve the bracket.

`helpers.maths.quadratic` counts steps with it, `helpers.maths.calibration` finds a temperature.
"""

from collections.abc import Callable

HALVINGS = 60  # of a bracket: after 53 of them a float has no digit left to find


def first_count(arrived: Callable[[int], bool], most: int) -> int | None:
    """Find the first whole number from which on something holds.

    Parameters
    ----------
    arrived : callable
        Whether it holds at a whole number of at least 0; where it holds it holds at all larger ones.
    most : int
        Where the search ends.

    Returns
    -------
    int or None
        The number; None if it does not hold up to `most`.

    Examples
    --------
    >>> first_count(lambda t: 2**t >= 1000, most=2**20)
    10
    """
    if arrived(0):
        return 0
    late = 1
    while not arrived(late):
        late *= 2
        if late > most:
            return None
    early = late // 2
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (early, middle) if arrived(middle) else (middle, late)
    return late


def crossing(rising: Callable[[float], float], reach: float) -> float:
    """Find where a function that only ever rises crosses 0.

    Parameters
    ----------
    rising : callable
        The function of a number, below 0 at 0 and above 0 from some number on.
    reach : float
        Where the search begins, above 0; it is doubled until the function is not below 0 there.

    Returns
    -------
    float
        The place, above 0.

    Examples
    --------
    >>> round(crossing(lambda x: x**2 - 2, reach=1), 12)
    1.414213562373
    """
    low, high = 0.0, reach
    while rising(high) < 0:
        high *= 2
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2
