"""Signals: what depth does to the outputs of a network's layers, and to the gradient on its way back.

Notebook 02 (calculus) measures deep networks with it. Legend: `X` inputs, one row a sample; `y` targets; `w` all
weights; `h` the outputs of a layer and `W` its weights without the biases.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.networks import Network
from helpers.maths.validate import as_count

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Signals:
    """What arrives in each layer of a network: forward the outputs, backward the gradient.

    Attributes
    ----------
    spreads : numpy.ndarray, shape (layers,)
        Standard deviation of each layer's outputs, over samples and units; the last layer's before the head.
    gradient_norms : numpy.ndarray, shape (layers,)
        Length of the gradient of each layer's W.
    """

    spreads: Array
    gradient_norms: Array


def measure_signals(network: Network, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Signals:
    """Run a network forward and backward once, and measure every layer.

    Parameters
    ----------
    network : Network
        The network.
    w : array_like, shape (d,)
        All its weights.
    X : array_like, shape (n, inputs)
        Inputs.
    y : array_like, shape (n, outputs)
        Targets.

    Returns
    -------
    Signals
        One number a layer, first layer first.

    Raises
    ------
    ValueError
        If the shapes do not fit or an input or a target is not finite.

    Examples
    --------
    >>> network = Network((1, 2, 1), activation="relu")
    >>> dead = measure_signals(network, [-1, -1, -1, -1, 1, 1, 0], X=[[1], [2]], y=[1, 2])
    >>> dead.spreads, dead.gradient_norms
    (array([0., 0.]), array([0., 0.]))
    """
    _, *outputs = network.forward(w, X)
    gradients = network.layers(network.gradient(w, X, y))
    with np.errstate(over="ignore", invalid="ignore"):
        return Signals(
            np.array([h.std() for h in outputs]),
            np.array([np.linalg.norm(W) for W, _ in gradients]),
        )


def deep_signals(
    activation: str, depth: int, scale: float = 1.0, width: int = 32, samples: int = 64, seed: int = 0
) -> Signals:
    """Measure a deep stack of equal layers on a random batch: whether the gradient vanishes, holds or explodes.

    Parameters
    ----------
    activation : {"linear", "sigmoid", "tanh", "relu"}
        What stands between the layers.
    depth : int
        How many layers.
    scale : float, optional
        The weights have standard deviation scale / √width.
    width, samples : int, optional
        Units in each layer and rows of the batch; inputs and targets are standard normal.
    seed : int, optional
        Seed of weights, inputs and targets.

    Returns
    -------
    Signals
        One number a layer, first layer first.

    Raises
    ------
    ValueError
        If the activation is not one of the four, a count is not at least 1, or the scale is not finite.

    Examples
    --------
    >>> norms = deep_signals("sigmoid", depth=10).gradient_norms
    >>> bool(norms[0] < 1e-4 * norms[-1])
    True
    """
    network = Network((as_count("width", width),) * (as_count("depth", depth) + 1), activation)
    X, y = np.random.default_rng([seed, 1]).normal(size=(2, as_count("samples", samples), width))
    return measure_signals(network, network.initialize(scale, seed), X, y)
