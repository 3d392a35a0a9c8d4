"""Amounts in euros, in words and on an axis of powers of ten (notebook 04)."""

import math

from helpers.explorers.words import number

NOTHING = 1e-9  # euros; less is a rest of rounding


def euros(value: float) -> str:
    """Write an amount in whole euros, or with four digits in millions or billions.

    Parameters
    ----------
    value : float
        The amount, in euros.

    Returns
    -------
    str
        Without the unit.

    Examples
    --------
    >>> euros(69_562.4), euros(31_620_000), euros(1e9), euros(12.34)
    ('69,562', '31.62 million', '1 billion', '12.3')
    """
    if abs(value) < 1e6:
        return f"{value:,.0f}" if abs(value) >= 1000 else number(value, 3)
    billions = round(value / 1e9, 4)
    return f"{number(billions)} billion" if abs(billions) >= 1 else f"{number(value / 1e6)} million"


def say_change(difference: float) -> str:
    """Say by how much an amount has moved.

    Parameters
    ----------
    difference : float
        What it is more than before, in euros.

    Returns
    -------
    str
        To go on after "has moved it".

    Examples
    --------
    >>> say_change(2500), say_change(-2500), say_change(0)
    ('up by 2,500', 'down by 2,500', 'not at all')
    """
    if abs(difference) < NOTHING:
        return "not at all"
    return f"{'up' if difference > 0 else 'down'} by {euros(abs(difference))}"


def powers_of_ten(low: float, high: float, every: int) -> list[float]:
    """List the powers of ten of an axis of which the exponent is a multiple of a number.

    Parameters
    ----------
    low, high : float
        Where the axis begins and ends: powers of ten too.
    every : int
        That number.

    Returns
    -------
    list of float
        The powers, from low to high.

    Examples
    --------
    >>> powers_of_ten(1000, 1e9, every=3)
    [1000.0, 1000000.0, 1000000000.0]
    """
    return [10.0**power for power in range(round(math.log10(low)), round(math.log10(high)) + 1) if power % every == 0]


def name_power(value: float) -> str:
    """Write a power of ten for an axis.

    Parameters
    ----------
    value : float
        The power.

    Returns
    -------
    str
        In millions or billions where it is that large.

    Examples
    --------
    >>> name_power(1000.0), name_power(1e7)
    ('1,000', '10 million')
    """
    for size, name in ((1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{value / size:,.0f} {name}"
    return f"{value:,g}"
