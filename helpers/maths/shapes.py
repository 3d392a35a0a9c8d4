"""Shapes: what NumPy makes of two arrays, and what it says where they do not fit.

Notebook 01 (linear algebra) predicts a shape before every product. The rules stand here as code; where they say no,
NumPy is asked for its own words.
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import prod

import numpy as np

from helpers.maths.validate import as_count

Shape = tuple[int, ...]

MOST_AXES, MOST_NUMBERS = 32, 10**15  # of one array; NumPy itself stops a little further on


@dataclass(frozen=True)
class Outcome:
    """What becomes of two shapes.

    Attributes
    ----------
    left, right : tuple of int
        The shapes that went in.
    shape : tuple of int or None
        The result's shape; None where NumPy refuses.
    message : str
        NumPy's own words where it refuses, else empty.
    operations : int
        How many multiplications a product takes, or how many sums an elementwise +; 0 where NumPy refuses.

    Examples
    --------
    >>> outcome = broadcast_shape((5, 1), (5,))
    >>> outcome.shape, outcome.fits, outcome.grows
    ((5, 5), True, True)
    """

    left: Shape
    right: Shape
    shape: Shape | None
    message: str
    operations: int

    @property
    def fits(self) -> bool:
        """Whether there is a result."""
        return self.shape is not None

    @property
    def grows(self) -> bool:
        """Whether the result holds more numbers than either side: for - or + seldom what was meant."""
        return self.shape is not None and prod(self.shape) > max(prod(self.left), prod(self.right))


def product_shape(left: Sequence[int], right: Sequence[int]) -> Outcome:
    """Work out the shape of a matrix product left @ right.

    The last size of the left and the last but one of the right must be equal, and vanish; one axis alone counts as a
    row on the left and as a column on the right, and vanishes too. Axes before the last two are stacks of matrices;
    they broadcast.

    Parameters
    ----------
    left, right : sequence of int
        Two shapes.

    Returns
    -------
    Outcome
        The result's shape, or what NumPy says.

    Raises
    ------
    ValueError
        If a shape is no sequence of whole numbers of at least 0, or too large.

    Examples
    --------
    >>> product_shape((32, 784), (784, 128)).shape, product_shape((2, 3), (3,)).shape
    ((32, 128), (2,))
    >>> product_shape((2, 3), (2, 3)).message[:64]
    'matmul: Input operand 1 has a mismatch in its core dimension 0, '
    """
    left, right = as_shape("left", left), as_shape("right", right)
    shape = None
    if left and right and left[-1] == right[max(len(right) - 2, 0)]:
        stack = _broadcast(left[:-2], right[:-2])
        shape = None if stack is None else stack + left[-2:-1] + right[-1:] * (len(right) > 1)
    return _outcome(operator.matmul, left, right, shape, each=left[-1] if left else 0)


def broadcast_shape(left: Sequence[int], right: Sequence[int]) -> Outcome:
    """Work out the shape of an elementwise operation such as left + right or left - right.

    The shapes are laid under each other from the right. Sizes must be equal, or one of them 1 or missing: then that
    side is repeated.

    Parameters
    ----------
    left, right : sequence of int
        Two shapes.

    Returns
    -------
    Outcome
        The result's shape, or what NumPy says.

    Raises
    ------
    ValueError
        If a shape is no sequence of whole numbers of at least 0, or too large.

    Examples
    --------
    >>> broadcast_shape((32, 128), (128,)).shape, broadcast_shape((5, 1), (5,)).shape
    ((32, 128), (5, 5))
    >>> broadcast_shape((32, 128), (32,)).message
    'operands could not be broadcast together with shapes (32,128) (32,) '
    """
    left, right = as_shape("left", left), as_shape("right", right)
    return _outcome(operator.add, left, right, _broadcast(left, right), each=1)


def as_shape(name: str, shape: Sequence[int]) -> Shape:
    """Return a shape as a tuple.

    Parameters
    ----------
    name : str
        What the shape is called in the error message.
    shape : sequence of int
        The size of each axis.

    Returns
    -------
    tuple of int
        The same sizes.

    Raises
    ------
    ValueError
        If it is no sequence of whole numbers of at least 0, or too large.

    Examples
    --------
    >>> as_shape("left", [2, 3])
    (2, 3)
    """
    try:
        sizes = tuple(shape)
    except TypeError:
        raise ValueError(f"{name} is {shape!r:.60}; wanted a shape such as (2, 3) or (3,)") from None
    sizes = tuple(as_count(f"each size of {name}", size, least=0) for size in sizes)
    if len(sizes) > MOST_AXES or prod(size or 1 for size in sizes) > MOST_NUMBERS:
        raise ValueError(f"{name} is {sizes!r:.60}; wanted at most {MOST_AXES} axes and {MOST_NUMBERS:g} numbers")
    return sizes


def _broadcast(left: Shape, right: Shape) -> Shape | None:
    """Lay two shapes under each other from the right; None if they do not fit."""
    pairs = list(zip_longest(left[::-1], right[::-1], fillvalue=1))
    if any(a != b and 1 not in (a, b) for a, b in pairs):
        return None
    return tuple(b if a == 1 else a for a, b in reversed(pairs))


def _outcome(operation: Callable, left: Shape, right: Shape, shape: Shape | None, each: int) -> Outcome:
    """Report the result; of shapes that do not fit, let NumPy try."""
    if shape is not None:
        return Outcome(left, right, shape, "", prod(shape) * each)
    try:
        operation(np.broadcast_to(0.0, left), np.broadcast_to(0.0, right))  # arrays of one number, however large
    except ValueError as refusal:
        message = str(refusal)
    return Outcome(left, right, None, message, 0)
