"""Derivatives from nothing but values of the function: nudge, look, divide.

Notebook 02 (calculus) turns a secant into a tangent with these, and every gradient that is worked out by hand is
held against `numerical_gradient`. Legend: `f` a function of one number, `x` where it is taken, `h` the nudge.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import as_number, as_vector

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
