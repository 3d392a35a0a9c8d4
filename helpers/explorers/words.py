"""How explorers write numbers in their sentences, and what the lab's axes are called."""

import math

from helpers.maths.descent import Run, Verdict

SIZE, PRICE = "size (sqm)", "price (thousand)"

LONG = 1e7  # from here on a number is written with an exponent
DUST = 1e-18  # a loss below this is a rest of rounding
WHOLE = 1e-9  # a perplexity this close to a whole number is one
TINY, NEARLY = 1e-300, 1 - 2.0**-53  # stand for chances that a float would round to 0 or to 1
RAREST = 1e-12  # a chance below this is not told more exactly
RARE = 1e-4  # below this a chance is written with an exponent


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


def _rounded(share: float, whole: int, decimals: int) -> str:
    """Write a share of a whole with so many decimals; only nothing and all are written as such."""
    text, step = f"{whole * share:.{decimals}f}", 10.0**-decimals
    if share in (0, 1):
        return f"{whole * share:.0f}"
    if float(text) == 0:
        return f"under {step:.{decimals}f}"
    return f"over {whole - step:.{decimals}f}" if float(text) == whole else text
