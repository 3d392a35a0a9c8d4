"""Reverse-mode automatic differentiation on single numbers: the chain rule as bookkeeping.

Notebook 02 (calculus) builds expressions from `Value` and steps through their graphs, forward and backward. Each
value keeps four things: what it came to, its operation, its parents, and its slope with respect to each parent.
The backward pass multiplies slopes along every path and adds up the paths.
"""

from collections.abc import Callable, Iterator
from math import isfinite

import numpy as np
from scipy.special import expit

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
