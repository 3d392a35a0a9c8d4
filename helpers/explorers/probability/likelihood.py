"""Likelihood: slide a model's parameters and see how probable they make the data (notebook 03).

One explorer for each of two models: a coin, and a normal distribution.
"""

from dataclasses import dataclass
from math import exp, inf, log

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.edges import exits, to_edge
from helpers.explorers.words import counted, number, rate
from helpers.maths.chances import as_probability
from helpers.maths.information import cross_entropy
from helpers.maths.likelihood import (
    coin_log_likelihood,
    coin_maximum_likelihood,
    normal_density,
    normal_log_likelihood,
    normal_maximum_likelihood,
)
from helpers.maths.validate import as_number, as_vector
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREY, INK, ORANGE

WAITS = (1, 3, 4, 5, 7)  # minutes
LEAST_THETA = 0.01  # the log-likelihoods at this distance from 0 and 1 still have a place on the axis
FACTOR = 4  # std goes from a quarter of the best to four times the best
MOST_DATA = 50  # each value gets a stem
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


class CoinLikelihoodExplorer(Explorer):
    """A coin of any bias: its two probabilities beside the data's shares, and the log-likelihood for each bias.

    Parameters
    ----------
    heads, flips : int, optional
        How many flips came up heads, and how many there were.
    theta : float, optional
        The model's probability of heads, to begin with.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips, or theta is not from 0 to 1.

    Examples
    --------
    >>> explorer = CoinLikelihoodExplorer()
    >>> explorer
    CoinLikelihoodExplorer: theta 0.5, 7 of 10 heads: log-likelihood -6.931, cross-entropy 0.6931
    >>> explorer.set(theta=0)
    CoinLikelihoodExplorer: theta 0, 7 of 10 heads: likelihood 0
    >>> explorer.close()
    """

    def __init__(self, heads: int = 7, flips: int = 10, *, theta: float = 0.5) -> None:
        self.best = coin_maximum_likelihood(heads, flips)
        self.heads, self.flips = int(heads), int(flips)
        self.shares = (self.best, 1 - self.best)
        stage = Stage("left: the coin's probabilities and the data's shares; right: the log-likelihood for each theta")
        coin, hill = stage.axes
        dress(coin, title="the data and the model", xlabel="outcome", ylabel="share of flips, or probability")
        coin.set(xlim=(-0.6, 1.6), ylim=(0, 1.2), xticks=[0, 1], xticklabels=["heads", "tails"])
        coin.set_yticks(np.linspace(0, 1, 6))
        coin.grid(visible=False, axis="x")
        data = coin.bar([-0.18, 0.82], self.shares, 0.32, color="white", edgecolor=INK, hatch="//", label="data: share")
        self._bars = stage.moving(coin.add_collection(PolyCollection([], facecolor=BLUE, label="model: probability")))
        coin.legend(
            handles=[data, self._bars], loc="upper center", ncols=2, frameon=False, fontsize=9.5, labelcolor=INK
        )
        dress(
            hill,
            title="log-likelihood of all flips",
            xlabel="θ, probability of heads",
            ylabel="log-likelihood (nats)",
        )
        thetas = 1 / (1 + np.exp(np.linspace(36, -36, 1000)))  # close to 0 and to 1, where the curve falls forever
        heights = np.array([self._height(each) for each in thetas])
        top = self._height(self.best)
        low = min(self._height(LEAST_THETA), self._height(1 - LEAST_THETA))
        hill.set(xlim=(0, 1), ylim=(low, top + 0.1 * (top - low)), xticks=np.linspace(0, 1, 11))
        hill.plot(thetas, heights, color=GREY, linewidth=1.5)
        self._dot, self._exits = _place(stage, hill), stage.moving(exits(hill))
        theta = as_probability("theta", theta)
        super().__init__(stage, theta=Slider("θ, probability of heads", value=theta, min=0, max=1))

    def compute(self, theta: float) -> Likely:
        """Add up the log-likelihood, and compare the two distributions."""
        return Likely((theta,), self._height(theta), cross_entropy(self.shares, (theta, 1 - theta)))

    def draw(self, result: Likely) -> None:
        """Raise the model's two bars, and move the dot along the curve."""
        (theta,) = result.parameters
        bars = [
            [(left, 0), (left, height), (left + 0.32, height), (left + 0.32, 0)]
            for left, height in ((0.02, theta), (1.02, 1 - theta))
        ]
        self._bars.set_verts(bars)
        self._dot.set_data([theta], [result.log_likelihood])
        edge = to_edge(self._dot.axes, [theta], [result.log_likelihood])
        self._exits.set_data(*edge)
        self._dot.set_visible(edge[0].size == 0)

    def say(self, result: Likely) -> str:
        """Say the likelihood, its logarithm, and the cross-entropy that is the same number."""
        (theta,) = result.parameters
        top = self._height(self.best)
        best = f"The most that any θ reaches is {number(top)}."
        if result.log_likelihood > top - SAME:
            best = "No other θ makes the data more likely."
        if result.log_likelihood == -inf:
            never, seen = ("tails", self.flips - self.heads) if theta else ("heads", self.heads)
            return (
                f"θ = {theta:g} says that {never} never come up, and {seen:,} did: the likelihood is 0. Its logarithm "
                f"lies below every number (✕ at the edge), and the cross-entropy above every number. {best}"
            )
        shares = " and ".join(number(share) for share in self.shares)
        return (
            f"With θ = {rate(theta)} this sequence of {counted(self.flips, 'flip')}, {self.heads:,} of them heads, has "
            f"likelihood {_size(result.log_likelihood)}, whose logarithm is {number(result.log_likelihood)}. "
            f"{_average(result, self.flips, 'flip')} is the cross-entropy of the data's shares ({shares}) against the "
            f"model ({rate(theta)} and {number(1 - theta)}). {best}"
        )

    def state(self, result: Likely) -> str:
        """Give theta, the data, log-likelihood and cross-entropy."""
        (theta,), found = result.parameters, "likelihood 0"
        if result.log_likelihood > -inf:
            found = f"log-likelihood {number(result.log_likelihood)}, cross-entropy {number(result.cross_entropy)}"
        return f"theta {rate(theta)}, {self.heads} of {self.flips} heads: {found}"

    def _height(self, theta: float) -> float:
        return coin_log_likelihood(self.heads, self.flips, theta)


class NormalLikelihoodExplorer(Explorer):
    """A bell curve over data: a stem for each value's density, and the model's place on the map of the log-likelihood.

    Parameters
    ----------
    data : array_like, shape (n,), optional
        What was seen: five waiting times when omitted.
    mean, std : float, optional
        The model to begin with; one std below the best mean, and half the best std, when omitted.
    name, unit : str, optional
        What the data is, and its unit.

    Raises
    ------
    ValueError
        If the data is not 2 to 50 finite numbers, or they are all equal, or std is not above 0.

    Examples
    --------
    >>> explorer = NormalLikelihoodExplorer()
    >>> explorer
    NormalLikelihoodExplorer: mean 2, std 1: log-likelihood -24.59, cross-entropy 4.919
    >>> explorer.set(mean=4, std=2).result.log_likelihood.__round__(3)
    -10.56
    >>> explorer.close()
    """

    def __init__(
        self,
        data: ArrayLike = WAITS,
        *,
        mean: float | None = None,
        std: float | None = None,
        name: str = "waiting time",
        unit: str = "min",
    ) -> None:
        self.data, self.unit = as_vector("data", data), unit
        if self.data.size > MOST_DATA:
            raise ValueError(f"data holds {self.data.size} values; wanted at most {MOST_DATA}, a stem for each")
        self.best = middle, width = normal_maximum_likelihood(self.data)
        mean = middle - width if mean is None else as_number("mean", mean)
        std = width / 2 if std is None else as_number("std", std, above=0)
        low, high = self.data.min() - width, self.data.max() + width
        narrow, wide = width / FACTOR, width * FACTOR
        stage = Stage("left: the bell curve over the data; right: the model's place on the map of the log-likelihood")
        bell, ground = stage.axes
        dress(
            bell,
            title="the model, and its density at each value",
            xlabel=f"{name} ({unit})",
            ylabel=f"density (per {unit})",
        )
        bell.set(xlim=(low - 2 * width, high + 2 * width), ylim=(0, 1 / width))
        self._x = np.linspace(*bell.get_xlim(), 300)
        stems = LineCollection([], color=ORANGE, linewidth=2.5)
        self._stems = stage.moving(bell.add_collection(stems))
        self._curve = stage.moving(bell.plot([], [], color=BLUE, linewidth=2)[0])
        self._points = stage.moving(bell.plot(self.data, 0 * self.data, "o", color=INK, markersize=6, clip_on=False)[0])
        self._tops = stage.moving(exits(bell))
        dress(
            ground,
            title="log-likelihood (highest in the inner ring)",
            xlabel=f"mean ({unit})",
            ylabel=f"std ({unit}), logarithmic",
        )
        self._draw_ground(ground, (low, high), (narrow, wide))
        self._dot = _place(stage, ground)
        super().__init__(
            stage,
            mean=Slider("mean", value=mean, min=low, max=high, unit=unit),
            std=Slider("std", value=std, min=narrow, max=wide, log=True, unit=unit),
        )

    def compute(self, mean: float, std: float) -> Likely:
        """Add up the log-likelihood, and average its negative."""
        total = normal_log_likelihood(self.data, mean, std)
        return Likely((mean, std), total, -total / self.data.size)

    def draw(self, result: Likely) -> None:
        """Lay the bell curve over the data with its stems, and move the dot over the map."""
        mean, std = result.parameters
        heights = normal_density(self.data, mean, std)
        self._curve.set_data(self._x, normal_density(self._x, mean, std))
        self._stems.set_segments([[(x, 0), (x, height)] for x, height in zip(self.data, heights, strict=True)])
        tops = np.append(heights, normal_density([mean], mean, std))
        self._tops.set_data(*to_edge(self._tops.axes, np.append(self.data, mean), tops))
        self._dot.set_data([mean], [std])

    def say(self, result: Likely) -> str:
        """Say the likelihood, its logarithm, and the cross-entropy that is the same number."""
        (mean, std), unit = result.parameters, self.unit
        top = normal_log_likelihood(self.data, *self.best)
        best = f"The most that any mean and std reach is {number(top)}."
        if result.log_likelihood > top - SAME:
            best = "No other mean and std make the data more likely."
        return (
            f"Under mean {number(mean)} {unit} and std {number(std)} {unit} these {self.data.size:,} values have "
            f"likelihood {_size(result.log_likelihood)}, the product of their densities, whose logarithm is "
            f"{number(result.log_likelihood)}. {_average(result, self.data.size, 'value')} is the cross-entropy of the "
            f"data against the model. {best}"
        )

    def state(self, result: Likely) -> str:
        """Give the model, log-likelihood and cross-entropy."""
        mean, std = result.parameters
        return (
            f"mean {number(mean)}, std {number(std)}: log-likelihood {number(result.log_likelihood)}, "
            f"cross-entropy {number(result.cross_entropy)}"
        )

    def _draw_ground(self, axes: Axes, means: tuple[float, float], stds: tuple[float, float]) -> None:
        """Draw the contours of the log-likelihood over both parameters."""
        across, up = np.linspace(*means, 60), np.geomspace(*stds, 60)
        best = normal_log_likelihood(self.data, *self.best)
        short = np.array([[best - normal_log_likelihood(self.data, mean, std) for mean in across] for std in up])
        levels = np.geomspace(short.max() * 1e-3, short.max(), 10)
        axes.contourf(across, up, short, levels=levels, colors=np.linspace(0.62, 0.97, 10).astype(str), extend="min")
        axes.contour(across, up, short, levels=levels, colors=GREY, linewidths=0.5)
        ticks = self.best[1] * np.array([1 / FACTOR, 0.5, 1, 2, FACTOR])
        axes.set(xlim=means, ylim=stds, yscale="log")
        axes.minorticks_off()
        axes.set_yticks(ticks, labels=[number(tick, 3) for tick in ticks])
        axes.grid(visible=False)


def _place(stage: Stage, axes: Axes) -> Line2D:
    """Make the dot for the model's place; the highest place is the learner's to find."""
    return stage.moving(axes.plot([], [], "o", color=BLUE, markersize=9, clip_on=False)[0])


def _size(log_likelihood: float) -> str:
    """Write a likelihood, as a power of ten where a 64-bit number cannot hold it."""
    if abs(log_likelihood) < LARGEST_LOG:
        return f"{exp(log_likelihood):.3g}"
    return f"10^{log_likelihood / log(10):.0f} (beyond a 64-bit number)"


def _average(result: Likely, count: int, noun: str) -> str:
    """Say the average negative log-likelihood, and how it comes about."""
    total = number(-result.log_likelihood)
    return f"The average negative log-likelihood, {total} / {count:,} = {number(result.cross_entropy)} nats a {noun},"
