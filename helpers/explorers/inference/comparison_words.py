"""What is said of two classifiers on one test set: p-values, powers, and what would come of many (notebook 04)."""

from collections.abc import Mapping

from helpers.explorers.words import TINY, chance, number, percent, points, uncertain
from helpers.maths.comparison import disagreement_range

Accuracies = tuple[float, float]

ALPHA = 0.05


def write_p(p: float) -> str:
    """Write a p-value; one that is 0 was rounded to it.

    Parameters
    ----------
    p : float
        As it was computed.

    Returns
    -------
    str
        The p, or between which it lies.

    Examples
    --------
    >>> write_p(0.0679), write_p(0.0)
    ('0.0679', 'under 1e-12')
    """
    return chance(max(p, TINY))


def write_power(power: float, disagreement: float) -> str:
    """Write in whole percent how often a test finds a gap: never only where the models are always right together.

    Parameters
    ----------
    power : float
        Share of the test sets, as it was computed.
    disagreement : float
        Share of the cases on which exactly one model is right.

    Returns
    -------
    str
        The percent, or between which it and 0 or 100 the share lies.

    Examples
    --------
    >>> write_power(0.448, 0.12), write_power(1.0, 0.12), write_power(0.0, 0)
    ('45%', 'over 99%', '0%')
    """
    return percent(0 if disagreement == 0 else uncertain(power), decimals=0)


def say_outlook(accuracies: Accuracies, disagreement: float, power: Mapping[str, float], flip: float) -> str:
    """Say what would come of many test sets of one size.

    Parameters
    ----------
    accuracies : (float, float)
        The true ones of A and B.
    disagreement : float
        Share of the cases on which exactly one is right.
    power : mapping of str to float
        Share of the test sets in which the unpaired and the paired t-test find the gap.
    flip : float
        Chance that the worse model is ahead.

    Returns
    -------
    str
        A sentence.

    Examples
    --------
    >>> say_outlook((0.9, 0.9), 0.1, {"unpaired": 0.006, "paired": 0.05}, 0.5)
    'Both are equally good, so every p below 0.05 is a false alarm: 1% of such test sets give one unpaired, 5% paired.'
    """
    gap = accuracies[1] - accuracies[0]
    unpaired, paired = (write_power(power[test], disagreement) for test in ("unpaired", "paired"))
    if disagreement == 0:
        return "The models are right about the same cases, so no test set can tell them apart."
    if gap == 0:
        return (
            f"Both are equally good, so every p below {ALPHA} is a false alarm: {unpaired} of such test sets give one "
            f"unpaired, {paired} paired."
        )
    return (
        f"The true gap of {points(abs(gap))} gives p below {ALPHA} in {unpaired} of such test "
        f"sets unpaired, in {paired} paired; the worse model is ahead with probability "
        f"{chance(uncertain(flip), 2)} (ties count half)."
    )


def say_taken(accuracies: Accuracies, asked: float, taken: float) -> str:
    """Say what share of disagreement was taken where the slider asks for one that cannot be.

    Parameters
    ----------
    accuracies : (float, float)
        The true ones of A and B.
    asked, taken : float
        Share of the cases on which exactly one is right: as the slider stands, and as the accuracies allow.

    Returns
    -------
    str
        A sentence after a space; empty where the slider asks for what can be.

    Examples
    --------
    >>> say_taken((0.85, 0.87), 0.5, 0.28)
    ' With these accuracies they can disagree on 2% to 28% of the cases: 28% is taken.'
    >>> say_taken((0.85, 0.87), 0.12, 0.12)
    ''
    """
    if abs(asked - taken) < 1e-9:
        return ""
    low, high, taken = (f"{number(100 * share, 3)}%" for share in (*disagreement_range(*accuracies), taken))
    return f" With these accuracies they can disagree on {low} to {high} of the cases: {taken} is taken."
