"""How explorers write shares and chances: nearly all is never written as all, and nearly nothing never as 0."""

from helpers.explorers.words import number

TINY, NEARLY = 1e-300, 1 - 2.0**-53  # stand for chances that a float would round to 0 or to 1
RAREST = 1e-12  # a chance below this is not told more exactly
RARE = 1e-4  # below this a chance is written with an exponent


def percent(share: float, digits: int = 3, *, decimals: int | None = None) -> str:
    """Write a share in percent; nearly all is never written as all, and nearly nothing never as 0.

    Parameters
    ----------
    share : float
        From 0 to 1.
    digits : int, optional
        How many significant digits.
    decimals : int, optional
        So many decimals instead.

    Returns
    -------
    str
        The percent, or between which it and 0 or 100 the share lies.

    Examples
    --------
    >>> percent(0.951), percent(0.5), percent(0.9996), percent(0.0004), percent(1)
    ('95.1%', '50%', 'over 99.9%', 'under 0.1%', '100%')
    >>> percent(0.5, decimals=1), percent(0.0012, decimals=0), percent(0, decimals=0)
    ('50.0%', 'under 1%', '0%')
    """
    if decimals is not None:
        return f"{_rounded(share, 100, decimals)}%"
    step, text = 10.0 ** (2 - digits), number(100 * share, digits)
    if 0 < 100 * share < step:
        return f"under {step:g}%"
    return f"over {100 - step:g}%" if text == "100" and share < 1 else f"{text}%"


def chance(probability: float, digits: int = 3, *, decimals: int | None = None) -> str:
    """Write a probability; one that is nearly 1 is never written as 1, and a small one never as 0.

    Parameters
    ----------
    probability : float
        From 0 to 1.
    digits : int, optional
        How many significant digits, however small the probability is.
    decimals : int, optional
        So many decimals instead.

    Returns
    -------
    str
        The probability, or between which it and 0 or 1 it lies.

    Examples
    --------
    >>> chance(0.4), chance(0.02844), chance(9.61e-8), chance(2.0**-100), chance(0)
    ('0.4', '0.0284', '9.61e-08', 'under 1e-12', '0')
    >>> chance(0.9997), chance(1), chance(0.4, decimals=3), chance(0.0001, decimals=3)
    ('over 0.999', '1', '0.400', 'under 0.001')
    """
    if decimals is not None:
        return _rounded(probability, 1, decimals)
    if 0 < probability < RARE:
        return f"{probability:.{digits}g}" if probability >= RAREST else f"under {RAREST:g}"
    text = number(probability, digits)
    return f"over {1 - 10.0**-digits:g}" if text == "1" and probability < 1 else text


def uncertain(probability: float) -> float:
    """Keep a probability that is neither 0 nor 1 from being one of them because a float has rounded it.

    Parameters
    ----------
    probability : float
        As it was computed.

    Returns
    -------
    float
        Above 0 and below 1, for `percent` and `chance`.

    Examples
    --------
    >>> chance(uncertain(1.0)), chance(uncertain(0.0)), percent(uncertain(1.0))
    ('over 0.999', 'under 1e-12', 'over 99.9%')
    """
    return min(max(probability, TINY), NEARLY)


def points(share: float) -> str:
    """Write a difference of two shares in percentage points.

    Parameters
    ----------
    share : float
        The difference: 0.02 is 2 points.

    Returns
    -------
    str
        Three digits and the noun.

    Examples
    --------
    >>> points(0.0462), points(0.01), points(-0.01), points(0)
    ('4.62 points', '1 point', '-1 point', '0 points')
    """
    text = number(100 * share, 3)
    return f"{text} point{'' if text in ('1', '-1') else 's'}"


def shorter(text: str) -> str:
    """Write "under" and "over" as signs, for a line of few characters.

    Parameters
    ----------
    text : str
        As `percent` and `chance` write it.

    Returns
    -------
    str
        The same with < and >.

    Examples
    --------
    >>> shorter(percent(0.9996)), shorter(chance(0.02))
    ('>99.9%', '0.02')
    """
    return text.replace("under ", "<").replace("over ", ">")


def _rounded(share: float, whole: int, decimals: int) -> str:
    """Write a share of a whole with so many decimals; only nothing and all are written as such."""
    text, step = f"{whole * share:.{decimals}f}", 10.0**-decimals
    if share in (0, 1):
        return f"{whole * share:.0f}"
    if float(text) == 0:
        return f"under {step:.{decimals}f}"
    return f"over {whole - step:.{decimals}f}" if float(text) == whole else text
