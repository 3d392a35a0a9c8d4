"""Polynomials from too stiff to too wild: their fits, and bias², variance and noise by degree (notebook 04)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PolyCollection

from helpers.explorers.base import Explorer
from helpers.explorers.charts import Floats, exits, legend, moving_plot, to_edge
from helpers.explorers.controls import whole_within, within
from helpers.explorers.inference.loss_words import say_gap, say_source, write_loss
from helpers.explorers.inference.marks import moving_dot
from helpers.explorers.words import shorter
from helpers.maths.bias_variance import GRID, MOST_DEGREE, Losses, Study, curve, expected_losses, smoother, study
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

SAMPLES = 30
FEWEST, MOST = 10, 200  # points
LOUDEST = 0.5  # noise
HEIGHT, TOP = 2.2, 0.8  # of the axes of the fits and of the losses
FAR = 1000 * TOP  # what is drawn of a loss that leaves the axes
DEGREES = np.arange(MOST_DEGREE + 1)
AREAS = {  # from the bottom up: face, edge, hatch
    "noise²": ("#e8e8e8", GREY, "..."),
    "bias²": ("#f6dcb8", ORANGE, "///"),
    "variance": ("#ecd3e4", PURPLE, "\\\\\\"),
}
BELOW = {
    "loc": "upper center",
    "bbox_to_anchor": (0.5, -0.17),
    "handlelength": 1.8,
    "columnspacing": 1.2,
}  # the legends


@dataclass(frozen=True)
class Fitted:
    """Polynomials of one degree through thirty samples, and what every degree loses.

    Attributes
    ----------
    degree : int
        Of the polynomials.
    sample : int
        Which sample is looked at, from 1.
    study : Study
        The samples and their fits.
    mean_fit : numpy.ndarray, shape (grid,)
        The average of the fits of all possible samples.
    losses : Losses
        Of each degree, averages over all possible samples.
    """

    degree: int
    sample: int
    study: Study
    mean_fit: Floats
    losses: Losses

    @property
    def size(self) -> int:
        """How many points a sample has."""
        return self.study.x.size

    @property
    def training_loss(self) -> float:
        """What this degree loses at the fitted points: nothing with a weight for each, but for rounding."""
        return 0.0 if self.degree + 1 >= self.size else float(self.losses.training_loss[self.degree])

    @property
    def gap(self) -> float:
        """Test loss less training loss."""
        return float(self.losses.test_loss[self.degree]) - self.training_loss

    @property
    def off(self) -> float:
        """How far the fit that is looked at typically is from the curve."""
        return float(np.sqrt(np.mean((self.study.fits[self.sample - 1] - self.study.truth) ** 2)))


class BiasVarianceExplorer(Explorer):
    """Polynomials through noisy samples on the left; bias², variance, noise and both losses against the degree right.

    Parameters
    ----------
    degree : int, optional
        Of the polynomials, 0 to 15, to begin with.
    noise : float, optional
        Standard deviation of the noise, 0 to 0.5, to begin with.
    size : int, optional
        Points in a sample, 10 to 200, to begin with.
    sample : int, optional
        Which of thirty samples is looked at, 1 to 30, to begin with.

    Raises
    ------
    ValueError
        If an argument is not a number in its range, or not a whole one.

    Examples
    --------
    >>> explorer = BiasVarianceExplorer()
    >>> explorer
    BiasVarianceExplorer: degree 1, n 30, fit 1: bias² 0.389, variance 0.00605, test 0.485, train 0.468
    >>> explorer.set(degree=15)
    BiasVarianceExplorer: degree 15, n 30, fit 1: bias² <0.00001, variance 0.59, test 0.68, train 0.042
    >>> explorer.close()
    """

    def __init__(self, *, degree: int = 1, noise: float = 0.3, size: int = 30, sample: int = 1) -> None:
        for name, value, least, most in (
            ("degree", degree, 0, MOST_DEGREE),
            ("size", size, FEWEST, MOST),
            ("sample", sample, 1, SAMPLES),
        ):
            whole_within(name, value, least, most)
        within("noise", noise, 0, LOUDEST)
        stage = Stage("left: polynomials fitted to noisy samples of a curve; right: what the losses consist of")
        fits, losses = stage.axes
        self._draw_fits(stage, fits)
        self._draw_losses(stage, losses)
        super().__init__(
            stage,
            degree=Slider("degree", value=degree, min=0, max=MOST_DEGREE, step=1, playable=True),
            noise=Slider("noise", value=noise, min=0, max=LOUDEST, step=0.01),
            size=Slider("points in a sample", value=size, min=FEWEST, max=MOST, log=True),
            sample=Slider("sample", value=sample, min=1, max=SAMPLES, step=1, playable=True),
        )

    def compute(self, degree: float, noise: float, size: float, sample: float) -> Fitted:
        """Fit the degree to all samples, and work out what each degree loses."""
        degree, size = round(degree), round(size)
        found = study(degree, noise, size, SAMPLES)
        mean_fit = smoother(degree, size, GRID) @ curve(found.x)
        return Fitted(degree, round(sample), found, mean_fit, expected_losses(noise, size))

    def draw(self, result: Fitted) -> None:
        """Lay the fits over the curve, and stack what the losses consist of."""
        axes, study, at = self.stage.axes[0], result.study, result.sample - 1
        others = np.delete(study.fits, at, axis=0)
        self._others.set_segments(_lines(others))
        self._points.set_data(study.x, study.y[at])
        self._fit.set_ydata(study.fits[at])
        self._mean.set_ydata(result.mean_fit)
        self._leaving.set_data(*_leaving(axes, others))
        crossings = _leaving(axes, study.fits[at : at + 1])
        self._exits.set_data(*np.hstack([crossings, to_edge(axes, study.x, study.y[at])]))
        self._draw_stack(result)

    def say(self, result: Fitted) -> str:
        """Take the test loss apart, say which part weighs most, and what the gap does not tell."""
        losses, at = result.losses, result.degree
        bias, variance, test = (
            write_loss(part[at]) for part in (losses.bias_squared, losses.variance, losses.test_loss)
        )
        return (
            f"Degree {at}, {result.size} points: bias² {bias} + variance {variance} + noise² "
            f"{write_loss(losses.noise**2)} = test loss {test}; the training loss is "
            f"{write_loss(result.training_loss)}, a gap of {write_loss(result.gap)}. "
            f"{say_source(losses, at, result.size)} The fit to sample {result.sample} is typically "
            f"{write_loss(result.off, digits=2)} off the curve.{say_gap(losses, at, result.gap)}"
        )

    def state(self, result: Fitted) -> str:
        """Give degree, points, which fit, bias², variance and both losses."""
        losses, at = result.losses, result.degree
        parts = {
            "bias²": losses.bias_squared[at],
            "variance": losses.variance[at],
            "test": losses.test_loss[at],
            "train": result.training_loss,
        }
        named = ", ".join(f"{name} {shorter(write_loss(part))}" for name, part in parts.items())
        return f"degree {at}, n {result.size}, fit {result.sample}: {named}"

    def _draw_fits(self, stage: Stage, axes: Axes) -> None:
        """Draw the curve, and make what moves over it."""
        dress(axes, title="polynomials fitted to noisy points", xlabel="x", ylabel="y")
        axes.set(xlim=(-1, 1), ylim=(-HEIGHT, HEIGHT), xticks=[-1, -0.5, 0, 0.5, 1])
        self._others = stage.moving(axes.add_collection(LineCollection([], colors="#a9a9a9", linewidths=0.8)))
        stage.moving(axes.plot(GRID, curve(GRID), color=INK, linewidth=1.8, label="the curve")[0])
        self._points = moving_plot(stage, axes, "o", color=INK, markersize=4)
        (self._fit,) = axes.plot(GRID, GRID, color=BLUE, linewidth=2.8, label="this sample's fit")
        (self._mean,) = axes.plot(GRID, GRID, "--", color=ORANGE, linewidth=2.2, label="average of all fits")
        axes.plot([], [], color="#a9a9a9", linewidth=0.8, label="other samples' fits")
        for line in (self._fit, self._mean):
            stage.moving(line)
        self._leaving = moving_plot(stage, axes, "x", color=GREY, markersize=4, clip_on=False)
        self._exits = stage.moving(exits(axes))
        legend(axes, **BELOW, ncols=2)

    def _draw_losses(self, stage: Stage, axes: Axes) -> None:
        """Make the areas and the two losses."""
        dress(axes, title="what the test loss consists of", xlabel="degree", ylabel="mean squared residual")
        axes.set(xlim=(-0.5, MOST_DEGREE + 0.5), ylim=(0, TOP), xticks=range(0, MOST_DEGREE + 1, 3))
        self._areas = []
        for name, (face, edge, hatch) in AREAS.items():
            area = PolyCollection([], facecolors=face, edgecolors=edge, hatch=hatch, linewidths=0.6, label=name)
            self._areas.append(stage.moving(axes.add_collection(area)))
        self._here = moving_plot(stage, axes, color=INK, linewidth=1)
        self._curves = [
            stage.moving(axes.plot(DEGREES, DEGREES, look, color=hue, markersize=5, linewidth=2, label=name)[0])
            for name, look, hue in (("test loss", "o-", INK), ("training loss", "s--", GREEN))
        ]
        self._dots = [moving_dot(stage, axes, marker, hue, 11) for marker, hue in (("o", INK), ("s", GREEN))]
        self._beyond = stage.moving(exits(axes))
        legend(axes, **BELOW, ncols=3)

    def _draw_stack(self, result: Fitted) -> None:
        losses, axes = result.losses, self.stage.axes[1]
        floor = np.zeros(DEGREES.size)
        for area, part in zip(
            self._areas, (np.full_like(floor, losses.noise**2), losses.bias_squared, losses.variance), strict=True
        ):
            ceiling = np.minimum(floor + part, FAR)
            area.set_verts([np.vstack([np.column_stack([DEGREES, floor]), np.column_stack([DEGREES, ceiling])[::-1]])])
            floor = ceiling
        heights = (np.minimum(losses.test_loss, FAR), losses.training_loss)
        for line, dot, height in zip(self._curves, self._dots, heights, strict=True):
            line.set_ydata(height)
            inside = height[result.degree] <= TOP
            dot.set_data([result.degree] if inside else [], [height[result.degree]] if inside else [])
        self._here.set_data([result.degree] * 2, [0, TOP])
        self._beyond.set_data(*to_edge(axes, DEGREES, losses.test_loss))


def _lines(fits: Floats) -> Floats:
    """Fits as line segments, shape (fits, grid, 2)."""
    return np.stack([np.broadcast_to(GRID, fits.shape), fits], axis=-1)


def _leaving(axes: Axes, fits: Floats) -> tuple[Floats, Floats]:
    """Find where fits leave the axes or come back."""
    low, high = axes.get_ylim()
    outside = np.pad((fits < low) | (fits > high), [(0, 0), (1, 1)], constant_values=True)
    crossing = outside[:, 1:-1] & ~(outside[:, :-2] & outside[:, 2:])
    return to_edge(axes, np.broadcast_to(GRID, fits.shape)[crossing], fits[crossing])
