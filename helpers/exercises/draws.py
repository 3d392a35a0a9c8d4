"""Inputs drawn at random, edges first: what an exercise's function is tried on beside its own cases.

An exercise says with `draw` what each parameter of its function is drawn from; lists under one letter `of` are equally
long, and a table has two letters. Where parameters hang together otherwise, `draw` is a function ``(rng, i) -> case``.
Input number 0 is small and plain, those after it have the edges, the others are as they come.

>>> draw = (number(), numbers(), numbers(), positive(0.01, 0.1), whole(1, 9))
>>> drawn(draw, np.random.default_rng(5), 0)
(6.1, [6.2], [0.3], 0.019, 1)
>>> drawn(draw, np.random.default_rng(5), 4)
(1.0, [5.0616, 5.0031, 4.9572, 4.9108, 4.9767], [0.0, -10.0, -10.0, 10.0, 0.0], 0.0172, 8)
"""

import numpy as np

FEWEST, MOST, LONG = 1, 6, 40  # numbers in a list

# how the numbers of a list lie between -1 and 1, the ends of their range
EDGES = (
    np.array,
    lambda u: np.where(np.arange(u.size).reshape(u.shape) % 2, u, 0),  # a zero first, and between others
    lambda u: -np.abs(u),  # all in the lower half
    lambda u: 1000 * u,  # large, where the range is as far on both sides of 0
    np.abs,  # all in the upper half
    lambda u: 0.5 + u / 100,  # nearly equal
    np.round,  # ties
    np.zeros_like,
)
LAST = len(EDGES)  # the input after those with edges


def drawn(draw, rng, i):
    """Draw input number i: the values of all parameters."""
    if callable(draw):
        return draw(rng, i)
    sizes = {"first": i == 0}
    return tuple(one(rng, i and i + place, sizes) for place, one in enumerate(draw))


def numbers(fewest=FEWEST, most=MOST, low=-10, high=10, of="n"):
    """Draw a list of numbers, with a zero first, of one sign, large, nearly equal, with ties, all 0; and a long one."""

    def draw(rng, i, sizes):
        size = _size(rng, sizes, of, *((LONG, LONG) if i == LAST and most == MOST else (fewest, most)))
        return _spread(rng, i, low, high, [size]).tolist()

    return draw


def table(of="nk", fewest=FEWEST, most=4, low=-10, high=10):
    """Draw a table: of so many rows as its first letter says, and columns as the second one."""

    def draw(rng, i, sizes):
        return _spread(rng, i, low, high, [_size(rng, sizes, letter, fewest, most) for letter in of]).tolist()

    return draw


def number(low=-10, high=10):
    """Draw a number, at first the ends of its range, and 0 and 1 where they lie between."""
    return _first([end for end in (low, 0, high, 1) if low <= end <= high], lambda rng: rng.uniform(low, high))


def positive(low=0.1, high=10):
    """Draw a number above 0, at first the ends; each order of magnitude comes as often."""
    return _first((low, high), lambda rng: np.exp(rng.uniform(*np.log((low, high)))))


def whole(low, high):
    """Draw a whole number, at first the ends."""
    return lambda rng, i, sizes: (low, high)[i] if i < 2 else int(rng.integers(low, high + 1))


def shares():
    """Draw probabilities above 0 that sum to 1, in whole percent."""

    def draw(rng, i, sizes):
        size = _size(rng, sizes, "n", 2, MOST)
        parts = rng.multinomial(100 - size, rng.dirichlet(np.ones(size))) + 1  # of 100, all above 0
        return (parts / 100).tolist()

    return draw


def labels(kinds):
    """Draw a list of classes, numbered from 0, at first all of the last class, then two in turn."""

    def draw(rng, i, sizes):
        size = _size(rng, sizes, "n", FEWEST, 9)
        return [[kinds - 1] * size, [n % 2 for n in range(size)], rng.integers(kinds, size=size).tolist()][min(i, 2)]

    return draw


def _first(ends, draw):
    """Draw the ends in the inputs 1, 2 ..., and numbers of three digits, or one in input 0, in all others."""
    return lambda rng, i, sizes: float(ends[i - 1] if 0 < i <= len(ends) else f"{draw(rng):.{3 if i else 2}g}")


def _size(rng, sizes, letter, fewest, most):
    """Choose how long the lists under a letter are, once for each input; in the first one as short as may be."""
    if letter not in sizes:
        sizes[letter] = fewest if sizes["first"] else int(rng.integers(fewest, most + 1))
    return sizes[letter]


def _spread(rng, i, low, high, shape):
    """Spread numbers over their range, as an edge has them, with one decimal or with many."""
    u = EDGES[i if i < len(EDGES) else 0](rng.uniform(-1, 1, shape))
    if low != -high:
        u = np.clip(u, -1, 1)
    return np.round((low + high) / 2 + u * (high - low) / 2, 1 if high - low > 2 and i % 3 < 2 else 4)
