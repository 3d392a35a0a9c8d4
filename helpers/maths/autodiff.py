"""Reverse-mode automatic differentiation on single numbers: the chain rule as bookkeeping.

Notebook 02 (calculus) builds expressions from `Value` and steps through their graphs, forward and backward. Each
value keeps four things: what it came to, its operation, its parents, and its slope with respect to each parent.
The backward pass multiplies slopes along every path and adds up the paths.

Derivatives from nothing but values of the function: nudge, look, divide.

Notebook 02 (calculus) turns a secant into a tangent with these, and every gradient that is worked out by hand is
held against `numerical_gradient`. Legend: `f` a function of one number, `x` where it is taken, `h` the nudge.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from helpers.maths.checks import as_number, as_vector

LARGEST = float(np.finfo(float).max)


class Value:
    """A number that remembers how it was made.

    Parameters
    ----------
    value : float
        The number.
    name : str, optional
        What a picture of the graph calls it.

    Attributes
    ----------
    gradient : float
        After `backward` on an end value: how fast that end value rises with this one.
    operation : str
        What made this value: "+", "×", "tanh" ...; empty for one that was given.
    parents : tuple of Value
        What it was made from.
    slopes : tuple of float
        How fast this value rises with each parent.

    Raises
    ------
    ValueError
        If what is put in is not a finite number, or an operation is unsupported or has no finite result or slope.

    Examples
    --------
    >>> x = Value(3, "x")
    >>> y = (2 * x + 1) ** 3
    >>> y.backward()
    >>> y.value, x.gradient
    (343.0, 294.0)
    """

    def __init__(self, value: float, name: str = "") -> None:
        if isinstance(value, bool) or not isinstance(value, int | float | np.integer | np.floating):
            raise ValueError(f"received {type(value).__name__} {value!r:.40}; wanted one number (make a Value of each)")
        if not abs(value) <= LARGEST:
            raise ValueError(f"received {value!r:.40}; wanted a finite number")
        self.value, self.name, self.gradient = float(value), name, 0.0
        self.operation: str = ""
        self.parents: tuple[Value, ...] = ()
        self.slopes: tuple[float, ...] = ()

    def __repr__(self) -> str:
        return f"Value({self.value:g}, {self.name or self.operation!r}, gradient={self.gradient:g})"

    def __add__(self, other: "Value | float") -> "Value":
        return _made("+", (self, other), lambda a, b: a + b, lambda a, b: (1, 1))

    def __sub__(self, other: "Value | float") -> "Value":
        return _made("-", (self, other), lambda a, b: a - b, lambda a, b: (1, -1))

    def __mul__(self, other: "Value | float") -> "Value":
        return _made("×", (self, other), lambda a, b: a * b, lambda a, b: (b, a))

    def __truediv__(self, other: "Value | float") -> "Value":
        return _made("/", (self, other), lambda a, b: a / b, lambda a, b: (1 / b, -a / b**2))

    def __pow__(self, n: float) -> "Value":
        if isinstance(n, Value):
            raise ValueError("a Value as exponent is not supported; write x ** y as (y * x.log()).exp()")
        n = Value(n).value
        return _made(f"**{n:g}", (self,), lambda a: a**n, lambda a: (n * a ** (n - 1) if n else 0,))

    def __neg__(self) -> "Value":
        return _made("neg", (self,), lambda a: -a, lambda a: (-1,))

    def exp(self) -> "Value":
        """Raise e to this value."""
        return _made("exp", (self,), np.exp, lambda a: (np.exp(a),))

    def log(self) -> "Value":
        """Take the natural logarithm."""
        return _made("log", (self,), np.log, lambda a: (1 / a,))

    def tanh(self) -> "Value":
        """Squash to between -1 and 1."""
        return _made("tanh", (self,), np.tanh, lambda a: (1 - np.tanh(a) ** 2,))

    def sigmoid(self) -> "Value":
        """Squash to between 0 and 1: 1 / (1 + exp(-x))."""
        return _made("sigmoid", (self,), expit, lambda a: (expit(a) * expit(-a),))

    def relu(self) -> "Value":
        """Keep what is positive, else 0; the slope at 0 is taken as 0."""
        return _made("relu", (self,), lambda a: max(a, 0), lambda a: (a > 0,))

    def __radd__(self, other: float) -> "Value":
        return Value(other) + self

    def __rsub__(self, other: float) -> "Value":
        return Value(other) - self

    def __rmul__(self, other: float) -> "Value":
        return Value(other) * self

    def __rtruediv__(self, other: float) -> "Value":
        return Value(other) / self

    def __rpow__(self, other: float) -> "Value":
        raise ValueError(f"a Value as exponent is not supported; write {other} ** x as (x * np.log({other})).exp()")

    def __float__(self) -> float:
        raise ValueError("a float would lose the graph of a Value; write x.exp() instead of exp(x), or take x.value")

    def graph(self) -> list["Value"]:
        """List every value that this one was made from, and itself: parents before children, each once.

        This is the order of the forward pass. The search keeps a list of its own instead of calling itself, so
        that a deep graph does not meet Python's recursion limit.
        """
        order, seen, waiting = [], set(), [(self, False)]
        while waiting:
            node, parents_listed = waiting.pop()
            if parents_listed:
                order.append(node)
            elif node not in seen:
                seen.add(node)
                waiting.append((node, True))
                waiting.extend((parent, False) for parent in reversed(node.parents))
        return order

    def backward_steps(self) -> Iterator["Value"]:
        """Go through the graph from the end, and yield each value when it has passed its gradient to its parents.

        All gradients start at 0 (PyTorch would add to those of the pass before); this value's own is 1.
        """
        order = self.graph()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.gradient += slope * node.gradient
            yield node

    def backward(self) -> None:
        """Work out the gradient of this value with respect to every value in its graph."""
        for _ in self.backward_steps():
            pass


def _made(operation: str, parents: tuple, result: Callable, slopes: Callable) -> Value:
    """Make the value of an operation; refuse what has no finite result or slope, such as log(0)."""
    parents = tuple(parent if isinstance(parent, Value) else Value(parent) for parent in parents)
    numbers = [np.float64(parent.value) for parent in parents]
    with np.errstate(all="ignore"):
        number, each = float(result(*numbers)), tuple(float(slope) for slope in slopes(*numbers))
    if not all(map(isfinite, (number, *each))):
        given = ", ".join(f"{number:g}" for number in numbers)
        raise ValueError(f"{operation} of {given} is {number:g}, slopes {each}; wanted an input where these are finite")
    made = Value(number)
    made.operation, made.parents, made.slopes = operation, parents, each
    return made


Array = NDArray[np.float64]
Function = Callable[[float], float]

EPSILON = float(np.finfo(float).eps)  # 2.2e-16: the gap between 1 and the next float
NUDGE = EPSILON ** (1 / 3)  # 6.1e-6: about where the central difference's two errors are equal


def forward_difference(f: Function, x: float, h: float) -> float:
    """Measure the slope of the secant from x to x + h.

    Parameters
    ----------
    f : callable
        A function of one number.
    x : float
        Where the slope is wanted.
    h : float
        The nudge, above 0, in the unit of `x`.

    Returns
    -------
    float
        (f(x + h) - f(x)) / h; its error shrinks like h, until rounding takes over.

    Raises
    ------
    ValueError
        If `x` or `h` is not finite, or `h` is not above 0.

    Examples
    --------
    >>> forward_difference(lambda x: x**2, x=3, h=0.5)
    6.5
    """
    x, h = as_number("x", x), as_number("h", h, above=0)
    return float((f(x + h) - f(x)) / h)


def central_difference(f: Function, x: float, h: float) -> float:
    """Measure the slope of the secant from x - h to x + h.

    Parameters
    ----------
    f, x, h
        As in `forward_difference`.

    Returns
    -------
    float
        (f(x + h) - f(x - h)) / 2h; its error shrinks like h², until rounding takes over.

    Raises
    ------
    ValueError
        As in `forward_difference`.

    Examples
    --------
    >>> central_difference(lambda x: x**2, x=3, h=0.5)
    6.0
    """
    x, h = as_number("x", x), as_number("h", h, above=0)
    return float((f(x + h) - f(x - h)) / (2 * h))


@dataclass(frozen=True, eq=False)
class DifferenceError:
    """How wrong the two differences are at each nudge, and the two reasons.

    Attributes
    ----------
    h : numpy.ndarray, shape (n,)
        The nudges, in the unit of x.
    forward, central : numpy.ndarray, shape (n,)
        Distance of each difference from the true slope, in units of f per unit of x.
    truncation : numpy.ndarray, shape (n,)
        What theory expects of the forward difference because a secant is no tangent: h |f''(x)| / 2. Grows with h.
    rounding : numpy.ndarray, shape (n,)
        What it expects because f(x + h) and f(x) are rounded before they are subtracted: 2.2e-16 |f(x)| / h.
    """

    h: Array
    forward: Array
    central: Array
    truncation: Array
    rounding: Array


def difference_error(f: Function, derivative: Function, x: float, h: ArrayLike) -> DifferenceError:
    """Compare both differences with the true slope over a range of nudges: on logarithmic axes, a V.

    Parameters
    ----------
    f, derivative : callable
        A function of one number and its true derivative.
    x : float
        Where the slope is taken.
    h : array_like, shape (n,)
        The nudges, all above 0, in the unit of `x`.

    Returns
    -------
    DifferenceError
        The errors, and the two parts that make up the forward difference's.

    Raises
    ------
    ValueError
        If `x` or a nudge is not finite, or a nudge is not above 0.

    Examples
    --------
    >>> errors = difference_error(np.exp, np.exp, x=0, h=[1e-2, 1e-8, 1e-14])
    >>> [f"{error:.0e}" for error in errors.forward]
    ['5e-03', '6e-09', '8e-04']
    """
    x, h = as_number("x", x), as_vector("h", h)
    slope, bend = derivative(x), central_difference(derivative, x, NUDGE * max(1, abs(x)))
    forward = np.array([forward_difference(f, x, nudge) for nudge in h])
    central = np.array([central_difference(f, x, nudge) for nudge in h])
    return DifferenceError(
        h, abs(forward - slope), abs(central - slope), truncation=h * abs(bend) / 2, rounding=EPSILON * abs(f(x)) / h
    )


def numerical_gradient(loss: Callable[[Array], float], w: ArrayLike, h: float | None = None) -> Array:
    """Nudge one weight at a time, both ways: the gradient without any calculus, for 2d evaluations of the loss.

    Parameters
    ----------
    loss : callable
        A function of the weights, shape (d,).
    w : array_like, shape (d,)
        Where the gradient is taken.
    h : float, optional
        The nudge of every weight, above 0; when omitted 6e-6, or 6e-6 of a weight that is larger than 1.

    Returns
    -------
    numpy.ndarray, shape (d,)
        One slope for each weight: loss units per unit of the weight.

    Raises
    ------
    ValueError
        If a weight is not finite or `h` is not above 0.

    Examples
    --------
    >>> numerical_gradient(lambda w: w[0] ** 2 + 10 * w[1], [3, 5]).round(6)
    array([ 6., 10.])
    """
    w = as_vector("w", w)
    nudges = NUDGE * np.maximum(1, abs(w)) if h is None else np.full(w.size, as_number("h", h, above=0))
    steps = np.diag(nudges)  # row i nudges weight i alone
    return np.array(
        [(loss(w + step) - loss(w - step)) / (2 * nudge) for step, nudge in zip(steps, nudges, strict=True)]
    )
