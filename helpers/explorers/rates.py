"""The learning rate in an explorer: its slider, what each rate does drawn on the track, and the axes of a loss curve.

Notebooks 02 and 05 share these.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from helpers.explorers.artists import LEVEL
from helpers.explorers.words import rate
from helpers.maths.checks import as_count, as_number
from helpers.maths.descent import QuadraticLoss, Verdict
from helpers.stage import Slider, dress
from helpers.stage.slider import Band
from helpers.stage.style import BLUE, INK, ORANGE, PURPLE, RED

KIND = {  # of a verdict, as the stage draws it on a track
    Verdict.CRAWLS: "crawls",
    Verdict.CONVERGES: "converges",
    Verdict.OVERSHOOTS: "overshoots",
    Verdict.NEITHER: "diverges",
    Verdict.DIVERGES: "diverges",
}
LINE = {  # colour and dash of a run, by its verdict
    Verdict.CRAWLS: (PURPLE, "-"),
    Verdict.CONVERGES: (BLUE, "-"),
    Verdict.OVERSHOOTS: (ORANGE, "--"),
    Verdict.NEITHER: (RED, ":"),
    Verdict.DIVERGES: (RED, ":"),
}

CUT = "clipping: cut each gradient to length 1"

PROBES = 400  # places on a track, up to the limit, at one of which a verdict ends and the next begins


def chosen_rate(learning_rate: float | None, usual: float) -> float:
    """Take the learning rate that was asked for, or the usual one.

    Parameters
    ----------
    learning_rate : float or None
        What was asked for.
    usual : float
        What is taken when nothing was.

    Returns
    -------
    float
        One of the two.

    Raises
    ------
    ValueError
        If what was asked for is not a finite number above 0.

    Examples
    --------
    >>> chosen_rate(None, usual=0.1), chosen_rate(0.5, usual=0.1)
    (0.1, 0.5)
    """
    return usual if learning_rate is None else as_number("learning_rate", learning_rate, above=0)


def rate_slider(bowl: QuadraticLoss, start: ArrayLike, steps: int, learning_rate: float) -> Slider:
    """Build the learning-rate slider, with each verdict's stretch and the limit drawn on its track.

    Parameters
    ----------
    bowl : QuadraticLoss
        The loss that the runs go down.
    start : array_like, shape (d,)
        Where they begin.
    steps : int
        How many steps they take, at least 2.
    learning_rate : float
        The rate to begin with.

    Returns
    -------
    Slider
        From a thirtieth of the limit to ten times the limit, or to `learning_rate` where that is farther.

    Examples
    --------
    >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    >>> slider = rate_slider(bowl, start=[0], steps=50, learning_rate=0.01)
    >>> [name for _, _, _, name in slider.bands], slider.marks
    (['crawls', 'converges', 'overshoots', 'diverges'], [[0.09090909090909091, 'limit 0.0909091']])
    """
    low, high = min(bowl.limit / 30, learning_rate), max(bowl.limit * 10, learning_rate)
    bands, marks = rate_bands(bowl, start, steps, low, high), [(bowl.limit, f"limit {rate(bowl.limit)}")]
    return Slider("learning rate", value=learning_rate, min=low, max=high, log=True, bands=bands, marks=marks)


def rate_bands(bowl: QuadraticLoss, start: ArrayLike, steps: int, low: float, high: float) -> list[Band]:
    """Find where on a learning rate's track one verdict ends and the next begins.

    Parameters
    ----------
    bowl : QuadraticLoss
        The loss that the runs go down.
    start : array_like, shape (d,)
        Where they begin.
    steps : int
        How many steps they take, at least 2.
    low, high : float
        The ends of the track, below and above the limit.

    Returns
    -------
    list of (from, to, kind, name)
        The stretches from left to right, for `Slider`.

    Raises
    ------
    ValueError
        If the steps are not at least 2: one alone can not be told to overshoot.

    Examples
    --------
    >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    >>> [f"{name} to {end:.3f}" for _, end, _, name in rate_bands(bowl, [0], 50, 0.0001, 1)]
    ['crawls to 0.005', 'converges to 0.046', 'overshoots to 0.091', 'diverges to 1.000']
    """
    steps, limit = as_count("steps", steps, least=2), min(bowl.limit_from(start), high)
    ranks, below = list(Verdict), (Verdict.CRAWLS, Verdict.CONVERGES, Verdict.OVERSHOOTS)
    rates = [*np.geomspace(low, limit, PROBES, endpoint=False).tolist(), limit]

    def rank(rate: float) -> int:
        return ranks.index(bowl.descend(start, rate, steps).verdict)

    # below the limit the verdicts of two steps or more come in their order: each one's first rate can be halved down to
    turns = [0, *(bisect_left(rates, ranks.index(one), hi=PROBES, key=rank) for one in below[1:]), PROBES]
    spans = zip(pairwise(turns), below, strict=True)
    bands = [(rates[i], rates[j], KIND[one], KIND[one]) for (i, j), one in spans if i < j]
    return bands if limit == high else [*bands, (limit, high, KIND[Verdict.DIVERGES], KIND[Verdict.DIVERGES])]


def dress_losses(axes: Axes, bowl: QuadraticLoss, start: ArrayLike, steps: int, *, title: str) -> None:
    """Set up the axes of a loss curve, with the start's loss, which is also the limit's, and the least.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Where to draw; its limits are set.
    bowl : QuadraticLoss
        The loss that the runs go down.
    start : array_like, shape (d,)
        Where they begin.
    steps : int
        How many steps the curve has.
    title : str
        What is seen.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> bowl = QuadraticLoss.from_data([[1], [2], [3], [4], [5]], [2.1, 3.9, 6.2, 7.8, 10.1])
    >>> dress_losses(axes, bowl, start=[0], steps=300, title="loss at each step")
    >>> axes.get_yscale(), [tick.get_text() for tick in axes.get_xticklabels()]
    ('log', ['0', '1', '10', '100', '300'])
    """
    dress(axes, title=title, xlabel="step", ylabel="loss")
    highest = max(float(bowl.loss(start)), 1e-12)  # where all targets are 0 there is no loss to begin with
    floor = max(bowl.least, highest * 1e-6)
    axes.set(xlim=(0, steps), ylim=(floor / 4, highest * 300), yscale="log")
    axes.set_xscale("symlog", linthresh=1)
    ticks = [0, *(10**power for power in range(6) if 10**power < steps), steps]
    axes.set_xticks(ticks, labels=[f"{tick:,}" for tick in ticks])
    axes.minorticks_off()
    place = {"xycoords": ("axes fraction", "data"), "textcoords": "offset points", "ha": "right", "va": "top"}
    labels = {"the start's loss: a rate at the limit stays here": highest, "least loss": bowl.least}
    for text, level in labels.items():
        if level < floor:
            continue  # a least loss of 0, up to rounding, has no place on a logarithmic axis
        axes.axhline(level, **LEVEL)
        axes.annotate(text, (1, level), (-2, -4), color=INK, fontsize=9, **place)


def name_powers(axes: Axes, powers: Sequence[int]) -> None:
    """Name the powers of ten up a loss's axis; all that is drawn at the lowest is that or less.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
        Logarithmic axes.
    powers : sequence of int
        The powers, from the lowest up.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> axes.set_yscale("log")
    >>> name_powers(axes, range(-6, 1, 3))
    >>> [tick.get_text() for tick in axes.get_yticklabels()]
    ['less', '$10^{-3}$', '$10^{0}$']
    """
    axes.set_yticks([10.0**power for power in powers], labels=["less", *(f"$10^{{{power}}}$" for power in powers[1:])])
    axes.minorticks_off()
