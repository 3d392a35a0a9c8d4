"""Scaling: a feature in standard deviations from its mean, and a line over it back in the feature's own units.

Notebook 05 (regression lab) repairs a crawling run with it.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import LARGEST, as_number, as_vector


def standardize(x: ArrayLike) -> tuple[NDArray[np.float64], float, float]:
    """Shift and scale a feature to mean 0 and standard deviation 1.

    Parameters
    ----------
    x : array_like, shape (n,)
        One feature, e.g. sizes in sqm.

    Returns
    -------
    z : numpy.ndarray, shape (n,)
        The feature in standard deviations from its mean (no unit).
    mean, std : float
        What was subtracted and what was divided by (division by n, as in `StandardScaler`), in the unit of `x`.

    Raises
    ------
    ValueError
        If `x` is not a finite vector, or its values are equal or differ too little to be squared.

    Examples
    --------
    >>> z, mean, std = standardize([30, 60, 90])
    >>> z.round(3), mean, round(std, 3)
    (array([-1.225,  0.   ,  1.225]), 60.0, 24.495)
    """
    x = as_vector("x", x, most=LARGEST)
    mean, std = float(x.mean()), float(x.std())
    if np.ptp(x) == 0 or std == 0:
        raise ValueError(f"x holds {x.size} values from {x.min():g} to {x.max():g}; standardising wants ones that vary")
    return (x - mean) / std, mean, std


def back_to_units(slope: float, intercept: float, mean: float, std: float) -> tuple[float, float]:
    """Turn a line over a standardised feature into the same line over the feature itself.

    Parameters
    ----------
    slope, intercept : float
        The line over z = (x - mean) / std.
    mean, std : float
        As returned by `standardize`, in the unit of x; `std` above 0.

    Returns
    -------
    slope, intercept : float
        The line over x: per unit of x, and at x = 0.

    Raises
    ------
    ValueError
        If a value is not finite or `std` is not above 0.

    Examples
    --------
    >>> back_to_units(slope=100, intercept=300, mean=70, std=25)
    (4.0, 20.0)
    """
    slope, intercept = as_number("slope", slope), as_number("intercept", intercept)
    mean, std = as_number("mean", mean), as_number("std", std, above=0)
    return slope / std, intercept - slope * mean / std
