"""Derivatives without calculus: the chain rule as bookkeeping, and nudges of the function itself.

Notebook 02 (calculus) builds expressions from `Value` and steps through their graphs. Each keeps four things: what it
came to, its operation, its parents, and its slopes, how fast it rises with each parent. The backward pass multiplies
slopes along every path and adds up the paths. By nudges a secant becomes a tangent, and every gradient that was worked
out by hand is tried. Legend: `f` a function of one number `x`, `h` the nudge.
"""

from collections import namedtuple
from math import isfinite

import numpy as np

from helpers.maths.checks import check, checked

LARGEST = float(np.finfo(float).max)


def _as_one(_, value):
    one = isinstance(value, int | float | np.integer | np.floating) and not isinstance(value, bool)
    check(one, f"received {type(value).__name__} {value!r:.40}; wanted one number (make a Value of each)")
    check(abs(value) <= LARGEST, f"received {value!r:.40}; wanted a finite number")
    return float(value)


class Value:
    """A number that remembers how it was made; after `backward` on an end, how fast that end rises with it.

    >>> x = Value(3, "x")
    >>> y = (2 * x + 1) ** 3
    >>> y.backward()
    >>> y.value, x.gradient
    (343.0, 294.0)
    """

    @checked(value=_as_one)
    def __init__(self, value, name=""):
        self.value, self.name, self.gradient = float(value), name, 0.0
        self.operation, self.parents, self.slopes = "", (), ()  # of one that was given; else "+", "×", "tanh" ...

    def __repr__(self):
        return f"Value({self.value:g}, {self.name or self.operation!r}, gradient={self.gradient:g})"

    def __add__(self, other):
        return _made("+", (self, other), lambda a, b: a + b, lambda a, b: (1, 1))

    def __sub__(self, other):
        return _made("-", (self, other), lambda a, b: a - b, lambda a, b: (1, -1))

    def __mul__(self, other):
        return _made("×", (self, other), lambda a, b: a * b, lambda a, b: (b, a))

    def __truediv__(self, other):
        return _made("/", (self, other), lambda a, b: a / b, lambda a, b: (1 / b, -a / b**2))

    def __pow__(self, n):
        if isinstance(n, Value):
            raise ValueError("a Value as exponent is not supported; write x ** y as (y * x.log()).exp()")
        n = Value(n).value
        return _made(f"**{n:g}", (self,), lambda a: a**n, lambda a: (n * a ** (n - 1) if n else 0,))

    def __neg__(self):
        return _made("neg", (self,), lambda a: -a, lambda a: (-1,))

    def exp(self):
        return _made("exp", (self,), np.exp, lambda a: (np.exp(a),))

    def log(self):
        return _made("log", (self,), np.log, lambda a: (1 / a,))

    def tanh(self):
        return _made("tanh", (self,), np.tanh, lambda a: (1 - np.tanh(a) ** 2,))

    def __radd__(self, other):
        return Value(other) + self

    def __rsub__(self, other):
        return Value(other) - self

    def __rmul__(self, other):
        return Value(other) * self

    def __rtruediv__(self, other):
        return Value(other) / self

    def __rpow__(self, other):
        raise ValueError(f"a Value as exponent is not supported; write {other} ** x as (x * np.log({other})).exp()")

    def __float__(self):
        raise ValueError("a float would lose the graph of a Value; write x.exp() instead of exp(x), or take x.value")

    def graph(self):
        """List every value that this one was made from, and itself: parents before children, each once.

        It keeps a list of its own instead of calling itself: a deep graph does not meet Python's recursion limit.
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

    def backward(self):
        """Work out the gradient of this value with respect to every value in its graph, from the end.

        All gradients start at 0 (PyTorch would add to those of the pass before); this value's own is 1.
        """
        order = self.graph()
        for node in order:
            node.gradient = 0.0
        self.gradient = 1.0
        for node in reversed(order):
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.gradient += slope * node.gradient


def _made(operation, parents, result, slopes):
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


EPSILON = float(np.finfo(float).eps)  # 2.2e-16: the gap between 1 and the next float
NUDGE = EPSILON ** (1 / 3)  # 6.1e-6: about where the central difference's two errors, of secant and rounding, are equal


def forward_difference(f, x, h):
    """Measure the slope of the secant from x to x + h; its error shrinks like h, until rounding takes over."""
    return float((f(x + h) - f(x)) / h)


def central_difference(f, x, h):
    """Measure the slope of the secant from x - h to x + h; its error shrinks like h², until rounding takes over."""
    return float((f(x + h) - f(x - h)) / (2 * h))


def measured_slope(f, nudge):
    """Make a derivative of central differences at three sizes, freed of their errors of order h² and h⁴."""

    def rough(x, h):
        first, second, third = (central_difference(f, x, h / 2**halved) for halved in range(3))
        return (64 * third - 20 * second + first) / 45

    def slope(x):  # beside a corner small nudges agree with each other, and large ones do not
        slopes = [rough(x, nudge / 30**smaller) for smaller in range(4)]
        return slopes[np.abs(np.diff(slopes)).argmin()]

    return slope


DifferenceError = namedtuple("DifferenceError", "h forward central")


def difference_error(f, derivative, x, h):
    """Measure how far both differences are from the true slope, at each of the nudges h (n,)."""
    slope = derivative(x)
    forward = np.array([forward_difference(f, x, nudge) for nudge in h])
    central = np.array([central_difference(f, x, nudge) for nudge in h])
    return DifferenceError(h, abs(forward - slope), abs(central - slope))


@checked(w="vector")
def numerical_gradient(loss, w):
    """Nudge one weight at a time, both ways: the gradient without any calculus, for 2d evaluations of the loss.

    A nudge is 6e-6, or 6e-6 of a weight that is larger than 1.

    >>> numerical_gradient(lambda w: w[0] ** 2 + 10 * w[1], [3, 5]).round(6)
    array([ 6., 10.])
    """
    nudges = NUDGE * np.maximum(1, abs(w))
    steps = np.diag(nudges)  # row i nudges weight i alone
    return np.array([(loss(w + step) - loss(w - step)) / (2 * h) for step, h in zip(steps, nudges, strict=True)])
