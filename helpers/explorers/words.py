"""How explorers write numbers in their sentences, and what the lab's axes are called."""

import math

from helpers.maths.descent import Run, Verdict

SIZE, PRICE = "size (sqm)", "price (thousand)"

LONG = 1e7  # from here on a number is written with an exponent
DUST = 1e-18  # a loss below this is a rest of rounding
WHOLE = 1e-9  # a perplexity this close to a whole number is one


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


def rate(value: float, digits: int = 6) -> str:
    """Write a learning rate, however small it is.

    Parameters
    ----------
    value : float
        A number above 0.
    digits : int, optional
        How many significant digits.

    Returns
    -------
    str
        Without an exponent from a millionth up.

    Examples
    --------
    >>> rate(0.0001), rate(1.8592896e-4), rate(2e-18)
    ('0.0001', '0.000185929', '2e-18')
    """
    return number(value, digits) if value >= 1e-6 else f"{value:.3g}"


def counted(count: int, noun: str) -> str:
    """Write how many there are of something.

    Parameters
    ----------
    count : int
        How many.
    noun : str
        What they are, in the singular.

    Returns
    -------
    str
        Number and noun.

    Examples
    --------
    >>> counted(1, "step"), counted(122011, "step")
    ('1 step', '122,011 steps')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


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
    """Write a loss with two decimals, or with three digits and an exponent where it is very large or small.

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
    >>> amount(95450), amount(5.0803e41), amount(0.00123), amount(0)
    ('95,450.00', '5.08e+41', '0.00123', '0.00')
    """
    return f"{value:,.2f}" if value < DUST or 0.01 <= value < LONG else f"{value:.3g}"


def choices(perplexity: float) -> str:
    """Write a perplexity as the number of equal choices that leave one as unsure.

    Parameters
    ----------
    perplexity : float
        1 or more.

    Returns
    -------
    str
        Three digits and the noun; where they look whole and below 100 the perplexity is not, that is said.

    Examples
    --------
    >>> choices(2.3331), choices(3), choices(1)
    ('2.33 equal choices', '3 equal choices', 'a single choice')
    >>> choices(2.9999), choices(1.0001)
    ('nearly 3 equal choices', 'hardly more than a single choice')
    """
    equal, rest = number(perplexity, 3), perplexity - round(perplexity)
    text = "a single choice" if equal == "1" else f"{equal} equal choices"
    if perplexity >= 100 or "." in equal or abs(rest) < WHOLE:
        return text
    return f"{'nearly' if rest < 0 else 'hardly more than'} {text}"


def growth(run: Run) -> str:
    """Say since when the loss of a diverging run is above its start, to go on after "the run diverges".

    Parameters
    ----------
    run : Run
        Any run.

    Returns
    -------
    str
        Begins with a colon or a comma; empty for a run that does not diverge.

    Examples
    --------
    >>> from helpers.maths.descent import descend
    >>> growth(descend(lambda w: w[0] ** 2, lambda w: 2 * w, start=[1.0], learning_rate=1.5, steps=3))
    ': from step 1 on the loss is above its start'
    """
    if run.verdict is not Verdict.DIVERGES:
        return ""
    if run.exceeded_at is None:
        return ", though within these steps its loss does not pass its start"
    end = f", and from step {run.infinite_at} on it is too large for a 64-bit number" if run.infinite_at else ""
    return f": from step {run.exceeded_at} on the loss is above its start{end}"
