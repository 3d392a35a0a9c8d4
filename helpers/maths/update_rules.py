"""Update rules: what is done with a gradient before it is subtracted.

Notebook 02 (calculus) opens each one and prints its state. They are PyTorch's, by hand (`GradientDescent` and
`Momentum` are its `SGD`); a test holds them equal over 100 steps. Legend: `w` weights, d of them; `g` gradient;
`v` velocity; in Adam `m` and `v` are running means of g and g², and `t` counts steps.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_number

Array = NDArray[np.floating]
State = Mapping[str, Any]

SHARES = {"momentum", "beta1", "beta2"}  # of the past that is kept; at 1 it would never be forgotten


@dataclass(frozen=True)
class _UpdateRule:
    learning_rate: float

    def __post_init__(self) -> None:
        for field in fields(self):
            number, share = as_number(field.name, getattr(self, field.name)), field.name in SHARES
            if number < 0 or (share and number >= 1):
                raise ValueError(f"{field.name} is {number}; wanted a number from 0 {'to below 1' if share else 'up'}")

    def step(
        self, w: ArrayLike, g: ArrayLike, state: State | None = None, learning_rate: float | None = None
    ) -> tuple[Array, State]:
        """Take one step from `w` with gradient `g`, at a rate of its own if one is given.

        Parameters
        ----------
        w, g : array_like, shape (d,)
            The weights, and the slope of the loss along each.
        state : mapping, optional
            What the step before returned; nothing is remembered when omitted.
        learning_rate : float, optional
            The rate of this step alone, as a schedule gives it.

        Returns
        -------
        w : numpy.ndarray, shape (d,)
            The weights after the step.
        state : mapping
            What is remembered for the next one.

        Raises
        ------
        ValueError
            If gradient and weights differ in shape.
        """
        w, g = np.asarray(w), np.asarray(g)
        if w.shape != g.shape:
            raise ValueError(f"the gradient has shape {g.shape}; wanted one slope for each weight, shape {w.shape}")
        return self._update(w, g, state, self.learning_rate if learning_rate is None else learning_rate)

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        raise NotImplementedError


@dataclass(frozen=True)
class GradientDescent(_UpdateRule):
    """Plain gradient descent: w <- w - learning_rate · g. It remembers nothing.

    Parameters
    ----------
    learning_rate : float
        The step is this many times the gradient.
    weight_decay : float, optional
        This many times the weight is added to its gradient.

    Examples
    --------
    >>> GradientDescent(0.1).step([1.0], g=[4.0])
    (array([0.6]), {})
    """

    weight_decay: float = 0.0

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        g = g + self.weight_decay * w
        return w - rate * g, {}


@dataclass(frozen=True)
class Momentum(_UpdateRule):
    """Gradient descent with momentum: v <- momentum · v + g, then w <- w - learning_rate · v.

    Parameters
    ----------
    learning_rate : float
        The step is this many times the velocity.
    momentum : float, optional
        The share of the velocity that is kept, from 0 to below 1.
    weight_decay : float, optional
        This many times the weight is added to its gradient.

    Examples
    --------
    >>> heavy = Momentum(0.1, momentum=0.9)
    >>> w, state = heavy.step([1.0], g=[4.0])
    >>> w, state = heavy.step(w, g=[4.0], state=state)
    >>> w.round(9), state
    (array([-0.16]), {'v': array([7.6])})
    """

    momentum: float = 0.9
    weight_decay: float = 0.0

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        g = g + self.weight_decay * w
        v = self.momentum * state["v"] + g if state else g
        return w - rate * v, {"v": v}


@dataclass(frozen=True)
class Adam(_UpdateRule):
    """Adam: each weight has a rate of its own, so that it moves about `learning_rate` a step whatever its gradient.

    Parameters
    ----------
    learning_rate : float, optional
        About how far each weight moves in a step.
    beta1, beta2 : float, optional
        The shares of the running means of g and of g² that are kept, from 0 to below 1.
    epsilon : float, optional
        Added to the divisor, so that a gradient of 0 does not divide by 0.
    weight_decay : float, optional
        This many times the weight is added to its gradient, and then divided with it.

    Examples
    --------
    >>> w, state = Adam(0.1).step([1.0, 1.0], g=[4.0, 4000.0])
    >>> w.round(6), state["t"], state["m"].round(6)
    (array([0.9, 0.9]), 1, array([  0.4, 400. ]))
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.0

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        g = g + self.weight_decay * w
        return _adam_step(self, w, g, state, rate)


@dataclass(frozen=True)
class AdamW(_UpdateRule):
    """Adam with decoupled weight decay: all weights shrink by the same share, whatever their gradients.

    Parameters
    ----------
    learning_rate, beta1, beta2, epsilon
        As in `Adam`.
    weight_decay : float, optional
        Each step first takes off learning_rate · weight_decay of the weight.

    Examples
    --------
    >>> w, state = AdamW(0.1, weight_decay=0.5).step([2.0], g=[0.0])
    >>> w
    array([1.9])
    """

    learning_rate: float = 0.001
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    weight_decay: float = 0.01

    def _update(self, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
        w = w - rate * self.weight_decay * w
        return _adam_step(self, w, g, state, rate)


Optimizer = GradientDescent | Momentum | Adam | AdamW


def _adam_step(settings: Adam | AdamW, w: Array, g: Array, state: State | None, rate: float) -> tuple[Array, State]:
    t, m, v = (state["t"], state["m"], state["v"]) if state else (0, np.zeros_like(g), np.zeros_like(g))
    t = t + 1
    m = settings.beta1 * m + (1 - settings.beta1) * g
    v = settings.beta2 * v + (1 - settings.beta2) * g**2
    # both began at 0: divided by the weight that they hold so far, they are means of the t gradients there were
    mean, square = m / (1 - settings.beta1**t), v / (1 - settings.beta2**t)
    w = w - rate * mean / (np.sqrt(square) + settings.epsilon)
    return w, {"t": t, "m": m, "v": v}
