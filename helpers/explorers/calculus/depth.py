"""What depth does to the gradient: it vanishes, stays steady or explodes (notebook 02)."""

from dataclasses import dataclass

import numpy as np

from helpers.explorers.base import Explorer
from helpers.explorers.charts import LEVEL, exits, legend, moving_plot, to_edge
from helpers.explorers.controls import choice, one_of
from helpers.explorers.words import number
from helpers.maths.networks import Signals, deep_signals
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREY, PURPLE, RED

MOST_LAYERS = 20
WIDTH, SAMPLES = 32, 32
FAR = 20  # times smaller or larger than in one layer alone: from here on the gradient vanishes or explodes

LINE = {"vanishes": (PURPLE, "--"), "stays steady": (BLUE, "-"), "explodes": (RED, ":")}  # colour and dash of a verdict
WHY = {  # what the gradient came back through
    "sigmoid": "{n} sigmoids with slopes of 0.25 at most (0.25^{n} = {product:.2g}), and through as many layers of "
    "weights, each of which multiplies it by about {scale}.",
    "tanh": "{n} tanhs with slopes from 1 in the middle to 0 far out, and through as many layers of weights, each of "
    "which multiplies it by about {scale}.",
    "relu": "{n} ReLUs, each of which lets through about half, and as many layers of weights: together about "
    "{scale} / √2 each, so that a scale of √2 is level.",
}


@dataclass(frozen=True)
class Depth:
    """What arrives in each layer of one network, and what becomes of the gradient.

    Attributes
    ----------
    activation : str
        What stands between the layers.
    layers : int
        How many.
    scale : float
        The weights have standard deviation scale / √width.
    signals : Signals
        Spread of the outputs and length of the gradient, for each layer.
    ratio : float
        First layer's gradient by the last layer's.
    reach : float
        First layer's gradient by that of one layer alone, of scale 1.
    verdict : str
        "vanishes", "stays steady" or "explodes".

    Examples
    --------
    >>> explorer = DepthExplorer(layers=5)
    >>> explorer.result.signals.spreads.shape
    (5,)
    >>> explorer.close()
    """

    activation: str
    layers: int
    scale: float
    signals: Signals
    ratio: float
    reach: float
    verdict: str


class DepthExplorer(Explorer):
    """Layer upon layer: the gradient that reaches each on the left, the spread of its outputs on the right.

    Parameters
    ----------
    activation : {"sigmoid", "tanh", "relu"}, optional
        What stands between the layers, to begin with.
    layers : int, optional
        How many layers, to begin with.
    scale : float, optional
        How large the weights are, to begin with: their standard deviation is scale / √width.

    Raises
    ------
    ValueError
        If there is no such activation.

    Examples
    --------
    >>> explorer = DepthExplorer()
    >>> explorer
    DepthExplorer: sigmoid, 11 layers, scale 1: vanishes, first layer 2.9e-07 × last, 2.8e-07 × one alone
    >>> explorer.set(activation="relu", scale=2**0.5)
    DepthExplorer: relu, 11 layers, scale 1.414: stays steady, first layer 1 × last, 3.9 × one alone
    >>> explorer.close()
    """

    def __init__(self, *, activation: str = "sigmoid", layers: int = 11, scale: float = 1.0) -> None:
        one_of("activation", activation, WHY)
        self.alone = float(deep_signals("linear", 1, width=WIDTH, samples=SAMPLES).gradient_norms[0])
        stage = Stage("left: the size of the gradient in each layer; right: the spread of each layer's outputs")
        backward, forward = stage.axes
        dress(backward, title="gradient of each layer's weights", xlabel="layer (1: next to the inputs)", ylabel="size")
        dress(forward, title="spread of each layer's outputs", xlabel="layer (last: no activation)", ylabel="spread")
        for axes, limits, level, name in (
            (backward, (1e-12, 1e9), self.alone, "one layer alone"),
            (forward, (1e-6, 1e4), 1, "the inputs"),
        ):
            axes.set(xlim=(0.4, MOST_LAYERS + 0.6), yscale="log", ylim=limits, xticks=[1, 5, 10, 15, 20])
            axes.axhline(level, label=name, **LEVEL)
        quarters = {"color": GREY, "linewidth": 1.5, "label": "0.25 for each sigmoid"}
        self._quarters = moving_plot(stage, backward, "-.", **quarters)
        for axes in stage.axes:
            legend(axes, loc="upper right")
        self._lines = [moving_plot(stage, axes, marker="o", markersize=6, linewidth=2) for axes in stage.axes]
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        for crosses in self._exits:
            crosses.set_markersize(6)  # there may be one for every layer
        marks = [(1, "1"), (2**0.5, "√2")]
        super().__init__(
            stage,
            activation=choice("activation", WHY, activation),
            layers=Slider("layers", value=layers, min=3, max=MOST_LAYERS, step=1),
            scale=Slider("scale of the weights", value=scale, min=0.2, max=5, log=True, marks=marks),
        )

    def compute(self, activation: str, layers: float, scale: float) -> Depth:
        """Run one batch forward and backward through a fresh network."""
        layers = round(layers)
        signals = deep_signals(activation, layers, scale, width=WIDTH, samples=SAMPLES)
        first, last = signals.gradient_norms[[0, -1]].tolist()
        reach = first / self.alone
        verdict = "vanishes" if reach < 1 / FAR else "stays steady" if reach <= FAR else "explodes"
        return Depth(activation, layers, scale, signals, first / last if last else 0.0, reach, verdict)

    def draw(self, result: Depth) -> None:
        """Lay both curves over their axes, and for sigmoids what slopes of 0.25 alone would leave."""
        layer = np.arange(1, result.layers + 1)
        colour, dash = LINE[result.verdict]
        heights = (result.signals.gradient_norms, result.signals.spreads)
        for axes, line, crosses, height in zip(self.stage.axes, self._lines, self._exits, heights, strict=True):
            line.set(data=(layer, height), color=colour, linestyle=dash)
            crosses.set_data(*to_edge(axes, layer, height))
        self._quarters.set_data(layer, heights[0][-1] * 0.25 ** (result.layers - layer))
        self._quarters.set_visible(result.activation == "sigmoid")

    def say(self, result: Depth) -> str:
        """Say how much of the gradient reaches the first layer, and what it met on the way."""
        n, scale, spreads = result.layers - 1, number(result.scale), result.signals.spreads
        return (
            f"{result.layers} layers of {result.activation}, weights of scale {scale}: the gradient "
            f"{result.verdict}. The first layer gets {_few(result.ratio)} times what the last gets, and "
            f"{_few(result.reach)} times what one layer alone gets. "
            f"It came back through {WHY[result.activation].format(n=n, product=0.25**n, scale=scale)} "
            f"The outputs' spread goes from {_few(spreads[0])} to {_few(spreads[-1])}."
        )

    def state(self, result: Depth) -> str:
        """Give the network, its two ratios and the verdict."""
        return (
            f"{result.activation}, {result.layers} layers, scale {number(result.scale)}: {result.verdict}, "
            f"first layer {_few(result.ratio)} × last, {_few(result.reach)} × one alone"
        )


def _few(value: float) -> str:
    """Write a size that may be very small or very large with two digits."""
    return number(value, 2) if 0.001 <= value < 10_000 else f"{value:.2g}"
