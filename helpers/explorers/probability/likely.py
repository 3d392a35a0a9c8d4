"""What a model makes of the data, and how the explorers of likelihood say and mark it (notebook 03)."""

from dataclasses import dataclass
from math import exp, log

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.explorers.charts import moving_plot
from helpers.explorers.words import number
from helpers.stage import Stage
from helpers.stage.style import BLUE

SAME = 1e-9  # two log-likelihoods this close differ by rounding alone
LARGEST_LOG = 700  # a 64-bit number ends soon after e^700, and at e^-700


@dataclass(frozen=True)
class Likely:
    """A model, and how probable it makes the data.

    Attributes
    ----------
    parameters : tuple of float
        (theta,) of a coin, or (mean, std) of a normal distribution.
    log_likelihood : float
        In nats; minus infinity where the model rules out what was seen.
    cross_entropy : float
        Of the data's shares against the model, in nats: the average negative log-likelihood.
    """

    parameters: tuple[float, ...]
    log_likelihood: float
    cross_entropy: float


def model_dot(stage: Stage, axes: Axes) -> Line2D:
    """Make the dot for the model's place; the highest place is the learner's to find.

    Parameters
    ----------
    stage : Stage
        The picture.
    axes : matplotlib.axes.Axes
        Where in it.

    Returns
    -------
    matplotlib.lines.Line2D
        The dot, without a place yet.

    Examples
    --------
    >>> stage = Stage("a hill", columns=1)
    >>> model_dot(stage, stage.axes[0]).get_marker()
    'o'
    >>> stage.close()
    """
    return moving_plot(stage, axes, "o", color=BLUE, markersize=9, clip_on=False)


def likelihood(log_likelihood: float) -> str:
    """Write a likelihood, as a power of ten where a 64-bit number cannot hold it.

    Parameters
    ----------
    log_likelihood : float
        Its natural logarithm, finite.

    Returns
    -------
    str
        Three digits, or the power.

    Examples
    --------
    >>> likelihood(-6.931472), likelihood(-2000.0)
    ('0.000977', '10^-869 (beyond a 64-bit number)')
    """
    if abs(log_likelihood) < LARGEST_LOG:
        return f"{exp(log_likelihood):.3g}"
    return f"10^{log_likelihood / log(10):.0f} (beyond a 64-bit number)"


def average(result: Likely, count: int, noun: str) -> str:
    """Say the average negative log-likelihood, and how it comes about, to go on with "is the cross-entropy".

    Parameters
    ----------
    result : Likely
        A model that does not rule out the data.
    count : int
        How much of it there is.
    noun : str
        What it is, in the singular.

    Returns
    -------
    str
        Ends with a comma.

    Examples
    --------
    >>> average(Likely((0.5,), -6.931472, 0.6931472), 10, "flip")
    'The average negative log-likelihood, 6.931 / 10 = 0.6931 nats a flip,'
    """
    total = number(-result.log_likelihood)
    return f"The average negative log-likelihood, {total} / {count:,} = {number(result.cross_entropy)} nats a {noun},"
