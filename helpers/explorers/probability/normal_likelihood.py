"""The likelihood of a bell curve: slide its mean and std and see how probable it makes the data (notebook 03)."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from numpy.typing import ArrayLike

from helpers.explorers.base import Explorer
from helpers.explorers.charts import exits, moving_plot, shade, to_edge
from helpers.explorers.probability.likely import SAME, Likely, average, likelihood, model_dot
from helpers.explorers.words import number
from helpers.maths.chance import normal_density, normal_log_likelihood, normal_maximum_likelihood
from helpers.maths.checks import as_number, as_vector
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, INK, ORANGE

WAITS = (1, 3, 4, 5, 7)  # minutes
FACTOR = 4  # std goes from a quarter of the best to four times the best
MOST_DATA = 50  # each value gets a stem


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
        self._curve = moving_plot(stage, bell, color=BLUE, linewidth=2)
        self._points = stage.moving(bell.plot(self.data, 0 * self.data, "o", color=INK, markersize=6, clip_on=False)[0])
        self._tops = stage.moving(exits(bell))
        dress(
            ground,
            title="log-likelihood (highest in the inner ring)",
            xlabel=f"mean ({unit})",
            ylabel=f"std ({unit}), logarithmic",
        )
        self._draw_ground(ground, (low, high), (narrow, wide))
        self._dot = model_dot(stage, ground)
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
            f"likelihood {likelihood(result.log_likelihood)}, the product of their densities, whose logarithm is "
            f"{number(result.log_likelihood)}. {average(result, self.data.size, 'value')} is the cross-entropy of the "
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
        shade(axes, across, up, short, lowest=1e-3, count=10)
        ticks = self.best[1] * np.array([1 / FACTOR, 0.5, 1, 2, FACTOR])
        axes.set(xlim=means, ylim=stds, yscale="log")
        axes.minorticks_off()
        axes.set_yticks(ticks, labels=[number(tick, 3) for tick in ticks])
        axes.grid(visible=False)
