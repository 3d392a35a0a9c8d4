"""What the explorers of notebook 05 claim, judged by plain loops and NumPy's own least squares."""

from types import SimpleNamespace

import numpy as np

from tests.explorers.builders import DATA
from tests.explorers.claims import Table, loss, near


def fitted(x, y):
    """A data set and the best line through it, by NumPy."""
    x, y = (np.array(one, dtype=float) for one in (DATA["flats"] if x is None else (x, y)))
    best = np.polynomial.polynomial.polyfit(x, y, 1)[::-1]
    return SimpleNamespace(x=x, y=y, best=best, least=mean_square(x, y, best))


def mean_square(x, y, line):
    return np.mean((line[0] * x + line[1] - y) ** 2)


def signed(value):
    """A number written after its sign, as in "2 · x - 5"."""
    return "-" if value < 0 else "+", abs(value)


def line(x=None, y=None, *, slope, intercept):
    w = fitted(x, y)
    w.slope, w.intercept, w.loss = slope, intercept, mean_square(w.x, w.y, (slope, intercept))
    w.residuals = np.sum(slope * w.x + intercept - w.y)
    w.dust = 1e-12 * np.abs(w.y).sum()
    return w


LINE = Table(
    line,
    {
        r"The line # · x ([+-]) # has loss #": lambda w: (w.slope, *signed(w.intercept), loss(w.loss)),
        r"the average of # squares?": lambda w: w.x.size,
        r"the least is #": lambda w: near(w.least, least=max(0.00501, 1e-9 * np.mean(w.y**2))),
        r"Its residuals add up to #": lambda w: near(w.residuals, least=w.dust),
    },
    {
        r"slope #, intercept #, loss #": lambda w: (w.slope, w.intercept, loss(w.loss)),
        r"residuals add up to #": lambda w: near(w.residuals, least=w.dust),
    },
)

TABLES = {"LineExplorer": LINE}
