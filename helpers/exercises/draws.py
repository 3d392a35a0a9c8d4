"""Inputs drawn at random, edges first: what an exercise's function is tried on beside its own cases.

An exercise says with `draw` what each parameter of its function is drawn from; lists under one letter `of` are equally
long, and a table has two letters. Where parameters hang together otherwise, `draw` is a function ``(rng, i) -> case``.

>>> draw = (number(), numbers(), numbers(), positive(0.01, 0.1), whole(1, 9))
>>> drawn(draw, np.random.default_rng(5), 0)
(-10.0, [0.0], [10.0], 0.0328, 6)
"""

import numpy as np

FEWEST, MOST = 1, 6  # numbers in a list, rows and columns of a table

# how the numbers of a list lie between -1 and 1, the ends of their range; one of the first inputs has each
EDGES = (
    lambda u: u,
    lambda u: np.where(np.arange(u.size).reshape(u.shape) % 2, u, 0),  # a zero first, and between others
    np.round,  # ties
    lambda u: -np.abs(u),  # all in the lower half
    np.abs,  # all in the upper half
    lambda u: 0.5 + u / 100,  # nearly equal
    lambda u: 1000 * u,  # large, where the range is from one side of 0 to the other
    np.zeros_like,
)


def drawn(draw, rng, i):
    """Draw input number i: the values of all parameters."""
    if callable(draw):
        return draw(rng, i)
    sizes = {"input": i}
    return tuple(one(rng, i + place, sizes) for place, one in enumerate(draw))


def numbers(fewest=FEWEST, most=MOST, low=-10, high=10, of="n"):
    """Draw a list of numbers, at first with a zero, ties, one sign, nearly equal, large or all 0."""

    def draw(rng, i, sizes):
        return _spread(rng, i, low, high, _size(rng, sizes, of, fewest, most)).tolist()

    return draw


def table(of="nk", fewest=FEWEST, most=4, low=-10, high=10):
    """Draw a table: of so many rows as its first letter says, and columns as the second one."""

    def draw(rng, i, sizes):
        shape = [_size(rng, sizes, letter, fewest, most) for letter in of]
        return _spread(rng, i, low, high, *shape).tolist()

    return draw


def number(low=-10, high=10):
    """Draw a number, at first 0 or 1 where they lie between, and the ends."""
    ends = [end for end in (low, 0, high, 1) if low <= end <= high]

    def draw(rng, i, sizes):
        return float(ends[i] if i < len(ends) else np.round(rng.uniform(low, high), 2))

    return draw


def positive(low=0.1, high=10):
    """Draw a number above 0, at first the ends; of each size as often."""

    def draw(rng, i, sizes):
        return float((low, high)[i] if i < 2 else f"{np.exp(rng.uniform(*np.log((low, high)))):.3g}")

    return draw


def share(low=0.01, high=0.99):
    """Draw a probability, not 0 or 1."""
    return number(low, high)


def shares(fewest=2, most=MOST, zeros=True, of="n"):
    """Draw probabilities that sum to 1, at first alike, with a 0 in the first place or between others, nearly sure."""

    def draw(rng, i, sizes):
        size = _size(rng, sizes, of, fewest, most)
        parts = rng.multinomial(100 - size, rng.dirichlet(np.ones(size))) + 1  # of 100, all above 0
        if zeros and size > 1 and i % 3 < 2:
            place = rng.integers(size) if i % 3 else 0
            parts[(place + 1) % size] += parts[place]
            parts[place] = 0
        return (parts / 100).tolist()

    return draw


def labels(kinds=3, fewest=FEWEST, most=9, of="n"):
    """Draw a list of classes, numbered from 0, at first all of one class or of two in turn."""

    def draw(rng, i, sizes):
        size = _size(rng, sizes, of, fewest, most)
        return [[kinds - 1] * size, [n % 2 for n in range(size)], rng.integers(kinds, size=size).tolist()][min(i, 2)]

    return draw


def whole(low, high):
    """Draw a whole number, at first the ends."""

    def draw(rng, i, sizes):
        return (low, high)[i] if i < 2 else int(rng.integers(low, high + 1))

    return draw


def place(of="n"):
    """Draw a place in a list that was drawn before, counted from 0."""
    return lambda rng, i, sizes: (0, sizes[of] - 1)[i] if i < 2 else int(rng.integers(sizes[of]))


def choice(*values):
    return lambda rng, i, sizes: values[i] if i < len(values) else values[rng.integers(len(values))]


def _size(rng, sizes, letter, fewest, most):
    """Choose how long the lists under a letter are, once for each input; the first ones are as short as they may be."""
    if letter not in sizes:
        sizes[letter] = int(rng.integers(fewest, most + 1)) if sizes["input"] else fewest
    return sizes[letter]


def _spread(rng, i, low, high, *shape):
    """Spread numbers over their range, as an edge has them, some with one decimal and some with many."""
    u = rng.uniform(-1, 1, shape)
    if i < len(EDGES):
        u = EDGES[i](u)
    if low != -high:
        u = np.clip(u, -1, 1)
    return np.round((low + high) / 2 + u * (high - low) / 2, 1 if high - low > 2 and i % 4 != 3 else 4)
