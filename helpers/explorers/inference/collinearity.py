"""Two features that say nearly the same: their weights jump between samples, the predictions stay (notebook 04)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from helpers.explorers.base import Explorer
from helpers.explorers.charts import exits, legend, moving_plot, to_edge
from helpers.explorers.controls import whole_within, within
from helpers.explorers.inference.marks import moving_dot
from helpers.explorers.words import number
from helpers.maths.collinearity import TRUTH, Weights, resampled_weights
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

SAMPLES = 200
QUIETEST, LOUDEST = 0.1, 2.0  # noise, in units of y
FEWEST, MOST = 20, 500  # rows
REACH = 3.0  # of the axes around the true weights
LEAST, HIGHEST = 0.002, 1000  # of the axis of factors and sizes

CLOSEST = 0.999
CORRELATIONS = np.tanh(np.linspace(-1, 1, 401) * np.arctanh(CLOSEST))  # of the curves, finer at the ends
INFLATIONS = 1 / (1 - CORRELATIONS**2)
PLACES = np.arctanh(CORRELATIONS)  # on the axis, where the ends have room too
BELOW = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.17), "ncols": 3}  # where the legends stand
TICKS = [-0.999, -0.99, -0.9, -0.5, 0, 0.5, 0.9, 0.99, 0.999]


@dataclass(frozen=True)
class Jumps:
    """The weights of two correlated features in two hundred samples.

    Attributes
    ----------
    correlation : float
        Of the two features.
    noise : float
        Standard deviation of the noise, in units of y.
    size : int
        Rows in each sample.
    sample : int
        Which sample is looked at, from 1.
    found : Weights
        The weights of all samples, and what they do to the predictions.
    """

    correlation: float
    noise: float
    size: int
    sample: int
    found: Weights


class CollinearityExplorer(Explorer):
    """Weights of two features in 200 samples on the left; on the right what their correlation inflates, and what not.

    In truth y = x1 + x2 + noise; both features have mean 0 and standard deviation 1. The random numbers belong to the
    samples: another correlation, noise or size moves each sample's weights a little.

    Parameters
    ----------
    correlation : float, optional
        Of the two features, to begin with: from -0.9 to 0.9 in steps of 0.05, up to 0.99 in steps of 0.01, up to 0.999
        in steps of 0.001, and the same below 0.
    noise : float, optional
        Standard deviation of the noise, 0.1 to 2, to begin with.
    size : int, optional
        Rows in each sample, 20 to 500, to begin with.
    sample : int, optional
        Which of the 200 samples is looked at, 1 to 200, to begin with.

    Raises
    ------
    ValueError
        If the correlation is not one of those, or another argument is out of its range.

    Examples
    --------
    >>> explorer = CollinearityExplorer()
    >>> explorer
    CollinearityExplorer: r 0.9, VIF 5.26, se 0.324, sample 4: w 1.42, 0.75, off by 0.228
    >>> explorer.set(correlation=0.999)
    CollinearityExplorer: r 0.999, VIF 500, se 3.16, sample 4: w 5.12, -2.99, off by 0.228
    >>> explorer.close()
    """

    def __init__(self, *, correlation: float = 0.9, noise: float = 1.0, size: int = 50, sample: int = 4) -> None:
        within("correlation", correlation, -CLOSEST, CLOSEST)
        within("noise", noise, QUIETEST, LOUDEST)
        whole_within("size", size, FEWEST, MOST)
        whole_within("sample", sample, 1, SAMPLES)
        stage = Stage("left: the two weights in 200 samples; right: what the features' correlation inflates")
        self._draw_cloud(stage, stage.axes[0])
        self._draw_curves(stage, stage.axes[1])
        super().__init__(
            stage,
            correlation=Slider("correlation", value=correlation, min=-CLOSEST, max=CLOSEST, step=0.001),
            noise=Slider("noise", value=noise, min=QUIETEST, max=LOUDEST, log=True),
            size=Slider("rows in a sample", value=size, min=FEWEST, max=MOST, log=True),
            sample=Slider("sample", value=sample, min=1, max=SAMPLES, step=1, playable=True),
        )

    def compute(self, correlation: float, noise: float, size: float, sample: float) -> Jumps:
        """Fit all samples, in closed form."""
        size = round(size)
        return Jumps(correlation, noise, size, round(sample), resampled_weights(correlation, noise, size, SAMPLES))

    def draw(self, result: Jumps) -> None:
        """Place the cloud and the sample in it, and the marks on the curves."""
        cloud, curves = self.stage.axes
        found, at = result.found, result.sample - 1
        self._cloud.set_data(*found.weights.T)
        self._one.set_data(*found.weights[at, :, np.newaxis])
        self._edge.set_data(*to_edge(cloud, *found.weights.T))
        self._exit.set_data(*to_edge(cloud, *found.weights[at, :, np.newaxis]))
        alone = result.noise / result.size**0.5
        self._error.set_ydata(alone * np.sqrt(INFLATIONS))
        self._miss.set_ydata([found.typical_miss] * 2)
        place = np.arctanh(result.correlation)
        self._here.set_data([place, place], curves.get_ylim())
        heights = (found.inflation, found.standard_error, found.typical_miss)
        for dot, height in zip(self._dots, heights, strict=True):
            dot.set_data([place], [height])

    def say(self, result: Jumps) -> str:
        """Say what is inflated, where the sample's weights landed, and what stays as it is."""
        found = result.found
        (first, second), miss = found.weights[result.sample - 1], found.misses[result.sample - 1]
        lowest, highest = np.quantile(found.weights[:, 0], [0.025, 0.975])
        return (
            f"With a correlation of {result.correlation:g} the VIF is {_factor(found.inflation)}: a weight's standard "
            f"error is {number(found.standard_error, 3)}, {_inflated(found)}. 95% of these samples give a w1 from "
            f"{lowest:.2f} to {highest:.2f}; "
            f"sample {result.sample} gives w1 = {first:.2f} and w2 = {second:.2f}, and in truth both are 1. Its "
            f"predictions are off by {number(float(miss), 3)} (typically {number(found.typical_miss, 3)}) and a "
            f"residual is typically {number(found.residual, 3)}: that does not depend on the correlation."
        )

    def state(self, result: Jumps) -> str:
        """Give the correlation, VIF, standard error, the sample's weights, and how far its predictions are off."""
        found, at = result.found, result.sample - 1
        first, second = found.weights[at]
        return (
            f"r {result.correlation:g}, VIF {_factor(found.inflation)}, se {number(found.standard_error, 3)}, sample "
            f"{result.sample}: w {first:.2f}, {second:.2f}, off by {number(float(found.misses[at]), 3)}"
        )

    def _draw_cloud(self, stage: Stage, axes: Axes) -> None:
        """Draw the true weights, and make the cloud around them."""
        dress(axes, title="weights in 200 samples", xlabel="w1 (units of y)", ylabel="w2 (units of y)")
        axes.set(xlim=TRUTH[0] + np.array([-REACH, REACH]), ylim=TRUTH[1] + np.array([-REACH, REACH]))
        self._cloud = moving_plot(stage, axes, "o", color=BLUE, markersize=3.5, alpha=0.6, label="samples")
        self._edge = moving_plot(stage, axes, "x", color=GREY, markersize=5, clip_on=False)
        stage.moving(
            axes.plot(*TRUTH, "*", color="white", markeredgecolor=INK, markersize=15, linestyle="", label="truth")[0]
        )
        self._one = moving_dot(stage, axes, "D", ORANGE, clip_on=True, label="this sample")
        self._exit = stage.moving(exits(axes))
        legend(axes, **BELOW)

    def _draw_curves(self, stage: Stage, axes: Axes) -> None:
        """Draw the variance inflation factor, and make what depends on noise and size."""
        dress(axes, title="what correlation inflates", xlabel="correlation", ylabel="VIF, and sizes in units of y")
        axes.set(xlim=PLACES[[0, -1]] * 1.03, yscale="log", ylim=(LEAST, HIGHEST))
        axes.set_xticks(np.arctanh(TICKS), labels=[f"{tick:g}" for tick in TICKS])
        axes.set_yticks([0.01, 0.1, 1, 10, 100, 1000], labels=["0.01", "0.1", "1", "10", "100", "1,000"])
        axes.minorticks_off()
        axes.plot(PLACES, INFLATIONS, color=PURPLE, linewidth=2, label="VIF")
        self._here = moving_plot(stage, axes, color=INK, linewidth=1)
        (self._error,) = axes.plot(PLACES, INFLATIONS, "--", color=BLUE, linewidth=2, label="standard error of w1")
        (self._miss,) = axes.plot(
            PLACES[[0, -1]], [1, 1], ":", color=GREEN, linewidth=2.5, label="predictions are off by"
        )
        for line in (self._error, self._miss):
            stage.moving(line)
        self._dots = [
            moving_dot(stage, axes, marker, hue, 10) for marker, hue in (("o", PURPLE), ("D", BLUE), ("s", GREEN))
        ]
        legend(axes, **BELOW)


def _factor(inflation: float) -> str:
    """Write by how much a variance is multiplied; what is above 1 does not look like 1."""
    text = number(inflation, 3)
    return "hardly above 1" if text == "1" and inflation > 1 else text


def _inflated(found: Weights) -> str:
    """Say how the standard error compares with that without correlation."""
    if found.inflation == 1:
        return "and nothing is inflated"
    times = number(found.inflation**0.5, 3)
    return "hardly more than without correlation" if times == "1" else f"{times} times what it is without correlation"
