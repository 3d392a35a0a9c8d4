"""What is said of the loss of polynomials: what it comes from, and what the gap does not tell (notebook 04)."""

from helpers.explorers.words import number, percent
from helpers.maths.bias_variance import Losses

PLACES = 5  # decimals of a loss
NOTHING = 0.5 * 10.0**-PLACES  # of a loss; less is not shown
LARGE = 0.15  # of the test loss: a gap that is large
NEAR, POOR = 1.05, 1.5  # times the least loss of any degree


def write_loss(value: float, digits: int = 3) -> str:
    """Write a loss, or a distance; what is not 0 does not look like 0.

    Parameters
    ----------
    value : float
        0 or more.
    digits : int, optional
        How many significant digits.

    Returns
    -------
    str
        The loss, or below what it lies.

    Examples
    --------
    >>> write_loss(0.4852), write_loss(1e-9), write_loss(0)
    ('0.485', 'under 0.00001', '0')
    """
    if 0 < value < NOTHING:
        return f"under {10.0**-PLACES:.{PLACES}f}"
    return number(round(float(value), PLACES), digits)


def say_source(losses: Losses, degree: int, size: int) -> str:
    """Say what the loss above the noise comes from.

    Parameters
    ----------
    losses : Losses
        Of each degree.
    degree : int
        Which one is looked at.
    size : int
        Points in a sample.

    Returns
    -------
    str
        A sentence, or two.

    Examples
    --------
    >>> from helpers.maths.bias_variance import expected_losses
    >>> say_source(expected_losses(noise=0.3, size=30), 1, 30)
    'Above the noise it is mostly bias: too stiff, off the curve in the same way in every sample.'
    """
    bias, variance = (float(part[degree]) for part in (losses.bias_squared, losses.variance))
    above, through = "Above the noise it is mostly", ""
    if degree + 1 >= size:
        through = f"With {degree + 1} weights for {size} points each fit goes through all of its points. "
    if losses.noise == 0:
        above = "Without noise it is all"
        if bias < NOTHING:
            return f"{through}Without noise the fits are the curve itself, or nearly."
    if bias <= variance:
        return f"{through}{above} variance: the fits scatter from sample to sample."
    why = "too few points to say how the curve runs between them" if through else "too stiff"
    return f"{through}{above} bias: {why}, off the curve in the same way in every sample."


def say_gap(losses: Losses, degree: int, gap: float) -> str:
    """Say so where a large gap is no harm, or a small one no comfort; large and small as a share of the test loss.

    Parameters
    ----------
    losses : Losses
        Of each degree.
    degree : int
        Which one is looked at.
    gap : float
        Its test loss less its training loss.

    Returns
    -------
    str
        A sentence after a space; empty where the gap does not mislead.

    Examples
    --------
    >>> from helpers.maths.bias_variance import expected_losses
    >>> losses = expected_losses(noise=0.3, size=30)
    >>> say_gap(losses, 4, 0.031), say_gap(losses, 15, 0.64)
    (' The gap is 29% of the test loss, and yet no other degree does much better.', '')
    """
    loss, least = float(losses.test_loss[degree]), float(losses.test_loss.min())
    if loss < NOTHING:
        return ""
    share = gap / loss
    words = f" The gap is {percent(share, decimals=0)} of the test loss, and yet"
    if share > LARGE and loss <= NEAR * least:
        return f"{words} no other degree does much better."
    if share <= LARGE and loss > POOR * least:
        return f"{words} other degrees lose far less."
    return ""
