"""Networks of dense layers, by hand in matrices: forward and backward.

Notebook 02 (calculus) trains small ones. Legend: n samples; `X` inputs, one row a sample; `y` targets; `W`, `b`
weights and biases of a layer; `h` its outputs; `z` those of the last layer, before the head.
All weights of a network are one vector `w`, as `helpers.maths.optimizers.optimize` wants it.

Signals: what depth does to the outputs of a network's layers, and to the gradient on its way back.

Notebook 02 (calculus) measures deep networks with it. Legend: `X` inputs, one row a sample; `y` targets; `w` all
weights; `h` the outputs of a layer and `W` its weights without the biases.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit, log_softmax, softmax

from helpers.maths.checks import as_count, as_matrix, as_number

Array = NDArray[np.float64]

quiet = np.errstate(over="ignore", invalid="ignore")  # what explodes is for the caller to see, as inf or NaN

# name -> (function, its slope written in terms of what the function gave)
ACTIVATIONS: dict[str, tuple[Callable, Callable]] = {
    "linear": (lambda z: z, lambda h: np.ones_like(h)),
    "sigmoid": (expit, lambda h: h * (1 - h)),
    "tanh": (np.tanh, lambda h: 1 - h**2),
    "relu": (lambda z: np.maximum(z, 0), lambda h: (h > 0).astype(float)),
}

# name -> (prediction, loss, slope of the loss with respect to z), all averaged as PyTorch does
HEADS: dict[str, tuple[Callable, Callable, Callable]] = {
    "squared error": (
        lambda z: z,
        lambda z, y: np.mean((z - y) ** 2),
        lambda z, y: 2 * (z - y) / z.size,
    ),
    "sigmoid and squared error": (
        expit,
        lambda z, y: np.mean((expit(z) - y) ** 2),
        lambda z, y: 2 * (expit(z) - y) * expit(z) * expit(-z) / z.size,
    ),
    "sigmoid and cross-entropy": (
        expit,
        lambda z, y: np.mean(np.logaddexp(0, z) - y * z),
        lambda z, y: (expit(z) - y) / z.size,
    ),
    "softmax and cross-entropy": (
        lambda z: softmax(z, axis=1),
        lambda z, y: -np.mean(np.sum(y * log_softmax(z, axis=1), axis=1)),
        lambda z, y: (softmax(z, axis=1) - y) / len(z),
    ),
}


@dataclass(frozen=True)
class Network:
    """A network of dense layers, each h @ W + b, with an activation between them and a head at the end.

    Parameters
    ----------
    sizes : tuple of int
        Numbers of inputs, of units in each hidden layer, and of outputs.
    activation : {"linear", "sigmoid", "tanh", "relu"}, optional
        What stands after every layer but the last.
    head : {"squared error", "sigmoid and squared error", "sigmoid and cross-entropy", "softmax and cross-entropy"}
        What turns the last layer's outputs into predictions and a loss.

    Examples
    --------
    >>> network = Network((2, 3, 1), activation="tanh")
    >>> w = network.initialize(scale=1, seed=0)
    >>> w.shape, [W.shape for W, b in network.layers(w)]
    ((13,), [(2, 3), (3, 1)])
    """

    sizes: tuple[int, ...]
    activation: str = "tanh"
    head: str = "squared error"

    def __post_init__(self) -> None:
        if len(self.sizes) < 2:
            raise ValueError(f"sizes is {self.sizes}; wanted at least the numbers of inputs and of outputs")
        for size in self.sizes:
            as_count("each of sizes", size)
        for name, choices in (("activation", ACTIVATIONS), ("head", HEADS)):
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} is {getattr(self, name)!r}; wanted one of {', '.join(choices)}")

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """Shape of each layer's W: inputs of the layer, outputs of the layer."""
        return list(zip(self.sizes[:-1], self.sizes[1:], strict=True))

    def initialize(self, scale: float = 1.0, seed: int = 0) -> Array:
        """Draw weights: normal, of standard deviation scale / √inputs of the layer; biases 0.

        Scale 1 keeps the spread of a linear layer's outputs, √2 (He) that of ReLU layers; 0 gives all zeros.
        """
        rng, scale = np.random.default_rng(seed), as_number("scale", scale)
        layers = [(rng.normal(size=shape) * scale / np.sqrt(shape[0]), np.zeros(shape[1])) for shape in self.shapes]
        return _joined(layers)

    def layers(self, w: ArrayLike) -> list[tuple[Array, Array]]:
        """Cut the vector of all weights, or of all their slopes, into the (W, b) of each layer."""
        w, layers, at = np.asarray(w, dtype=float), [], 0
        wanted = sum((inputs + 1) * outputs for inputs, outputs in self.shapes)
        if w.shape != (wanted,):
            raise ValueError(f"w has shape {w.shape}; wanted the {wanted} weights of a network of sizes {self.sizes}")
        for inputs, outputs in self.shapes:
            middle, end = at + inputs * outputs, at + (inputs + 1) * outputs
            layers.append((w[at:middle].reshape(inputs, outputs), w[middle:end]))
            at = end
        return layers

    @quiet
    def forward(self, w: ArrayLike, X: ArrayLike) -> list[Array]:
        """Run the network: the inputs, the outputs of each hidden layer, and z; each of shape (n, units)."""
        function, _ = ACTIVATIONS[self.activation]
        *hidden, (W_last, b_last) = self.layers(w)
        h = [as_matrix("X", X)]
        if h[0].shape[1] != self.sizes[0]:
            raise ValueError(f"X has {h[0].shape[1]} columns; wanted one for each of the {self.sizes[0]} inputs")
        for W, b in hidden:
            h.append(function(h[-1] @ W + b))
        return [*h, h[-1] @ W_last + b_last]

    @quiet
    def predict(self, w: ArrayLike, X: ArrayLike) -> Array:
        """Predict the targets, numbers or probabilities: shape (n, outputs)."""
        prediction, _, _ = HEADS[self.head]
        return prediction(self.forward(w, X)[-1])

    @quiet
    def loss(self, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> float:
        """Measure the loss; `y` has the shape of the predictions (one-hot rows for softmax), or (n,) for one output."""
        _, loss, _ = HEADS[self.head]
        z = self.forward(w, X)[-1]
        return float(loss(z, _targets(y, z)))

    @quiet
    def gradient(self, w: ArrayLike, X: ArrayLike, y: ArrayLike) -> Array:
        """Differentiate the loss by backpropagation: one slope for each weight, in the order of `w`."""
        _, _, head_slope = HEADS[self.head]
        _, activation_slope = ACTIVATIONS[self.activation]
        *h, z = self.forward(w, X)
        delta = head_slope(z, _targets(y, z))  # slope of the loss by what a layer gives, (n, outputs)
        slopes = []
        for (W, _), inputs in zip(reversed(self.layers(w)), reversed(h), strict=True):
            slopes.append((inputs.T @ delta, delta.sum(axis=0)))
            delta = delta @ W.T * activation_slope(inputs)
        return _joined(reversed(slopes))


def _joined(layers: Iterable[tuple[Array, Array]]) -> Array:
    return np.concatenate([part.ravel() for layer in layers for part in layer])


def _targets(y: ArrayLike, z: Array) -> Array:
    """Return targets of exactly the shape of `z`: (n,) against (n, 1) would broadcast to (n, n) without a word."""
    y = np.asarray(y, dtype=float)
    y = y[:, np.newaxis] if y.ndim == 1 and z.shape[1] == 1 else y
    if y.shape != z.shape or not np.isfinite(y).all():
        raise ValueError(f"y has shape {y.shape}; wanted finite targets of shape {z.shape}, as the predictions")
    return y


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
