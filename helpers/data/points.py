"""`Points`: the pairs (x, y) that every source of data gives, with their names, units and origin."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.data.errors import DataError, shown

LONGEST_LABEL = 40  # characters; a longer axis label would leave the figure
LONGEST_REPR = 109


@dataclass(frozen=True, eq=False, repr=False)
class Points:
    """Pairs (x, y) of one data set.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        Feature in `x_unit` and target in `y_unit`, at least two of each; kept as read-only float arrays.
    x_name, y_name : str
        What the numbers are.
    x_unit, y_unit : str
        What they are counted in; empty where there is no unit or none is known.
    provenance : str
        Where the numbers come from, who made them and what was done to them.

    Raises
    ------
    DataError
        If `x` and `y` are not vectors of one length, with at least two finite numbers.

    Examples
    --------
    >>> points = Points([30, 45], [150, 200], "size", "price", "sqm", "thousand", "made up")
    >>> points
    Points(2 rows: 'size (sqm)' from 30 to 45, 'price (thousand)' from 150 to 200)
    >>> points.x_label
    'size (sqm)'
    """

    x: NDArray[np.float64]
    y: NDArray[np.float64]
    x_name: str
    y_name: str
    x_unit: str
    y_unit: str
    provenance: str

    def __post_init__(self) -> None:
        x, y = _read_only("x", self.x), _read_only("y", self.y)
        if x.shape != y.shape or x.ndim != 1 or x.size < 2:
            raise DataError(f"x has shape {x.shape}, y {y.shape}; wanted two vectors of one length, at least 2")
        object.__setattr__(self, "x", x)
        object.__setattr__(self, "y", y)

    @property
    def x_label(self) -> str:
        """Name and unit of x for an axis, at most 40 characters."""
        return _label(self.x_name, self.x_unit)

    @property
    def y_label(self) -> str:
        """Name and unit of y for an axis, at most 40 characters."""
        return _label(self.y_name, self.y_unit)

    def __len__(self) -> int:
        return self.x.size

    def __repr__(self) -> str:
        x = f"{shown(self.x_label, 30)} from {self.x.min():g} to {self.x.max():g}"
        y = f"{shown(self.y_label, 30)} from {self.y.min():g} to {self.y.max():g}"
        return _cut(f"Points({len(self)} rows: {x}, {y})", LONGEST_REPR)


def _read_only(name: str, values: ArrayLike) -> NDArray[np.float64]:
    try:
        array = np.array(values, dtype=float)
    except (TypeError, ValueError):
        raise DataError(f"{name} is {shown(values)}; wanted a vector of numbers") from None
    bad = array.size - np.count_nonzero(np.isfinite(array))
    if bad:
        raise DataError(f"{name} holds {bad} values that are NaN or infinite; wanted finite numbers only")
    array.setflags(write=False)
    return array


def _label(name: str, unit: str) -> str:
    return _cut(f"{name} ({unit})" if unit else name, LONGEST_LABEL)


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
