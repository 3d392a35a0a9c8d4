"""How explorers write numbers in their sentences, and what the lab's axes are called."""

import math

SIZE, PRICE = "size (sqm)", "price (thousand)"

LONG = 1e7  # from here on a number is written with an exponent


def number(value: float, digits: int = 4) -> str:
    """Write a number with a few significant digits, and without an exponent where that stays short.

    Parameters
    ----------
    value : float
        Any finite number; a rest of rounding (below a billionth) is written as 0.
    digits : int, optional
        How many significant digits.

    Returns
    -------
    str
        The number, thousands set apart.

    Examples
    --------
    >>> number(-27585), number(0.000185929, 6), number(5.0803e41), number(-3e-14)
    ('-27,585', '0.000185929', '5.08e+41', '0')
    """
    if abs(value) < 1e-9:
        return "0"
    power = math.floor(math.log10(abs(value)))
    if abs(value) >= LONG or power < -6:
        return f"{value:.3g}"
    text = f"{value:,.{max(0, digits - 1 - power)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def signed(value: float) -> str:
    """Write a number as something added or taken away.

    Parameters
    ----------
    value : float
        Any finite number.

    Returns
    -------
    str
        With its sign set apart.

    Examples
    --------
    >>> signed(20), signed(-4.5)
    ('+ 20', '- 4.5')
    """
    return f"{'-' if value < 0 else '+'} {number(abs(value))}"


def amount(value: float) -> str:
    """Write a loss with two decimals, or with an exponent where it is very large.

    Parameters
    ----------
    value : float
        A loss, 0 or more.

    Returns
    -------
    str
        The loss, thousands set apart.

    Examples
    --------
    >>> amount(95450), amount(5.0803e41)
    ('95,450.00', '5.08e+41')
    """
    return f"{value:,.2f}" if value < LONG else f"{value:.3g}"
