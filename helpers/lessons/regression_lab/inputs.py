"""What a learner's functions of notebook 05 are tried on, and what stands in the notebook under the same names.

Who reaches past the parameters of a function gets the notebook's own flats; ``looks_elsewhere`` names that mistake.
"""

from collections.abc import Callable

import numpy as np

from helpers.lessons.exercises import Mistake

# Three small data sets of different length, none of them on a line, so that no two formulas agree by chance.
DATA = (
    (np.array([1.0, 2.0, 4.0]), np.array([2.0, 9.0, 8.0])),
    (np.array([3.0, 1.0, 2.0, 5.0]), np.array([4.0, 3.0, 9.0, 5.0])),
    (np.array([2.0, 6.0, 3.0, 1.0, 4.0]), np.array([1.0, 8.0, 2.0, 6.0, 7.0])),
)
LINES = ((2.0, 1.0), (-0.5, 3.0), (1.5, -2.0))
LINE_CASES = tuple((a, b, x, y) for (a, b), (x, y) in zip(LINES, DATA, strict=True))
RATES = (0.02, 0.01, 0.03)

# The notebook's own: sizes in sqm and prices in thousand, and how it trains on them.
FLATS = (
    np.array([30.0, 45.0, 50.0, 60.0, 65.0, 70.0, 80.0, 90.0, 95.0, 110.0]),
    np.array([150.0, 200.0, 210.0, 250.0, 270.0, 300.0, 340.0, 380.0, 400.0, 450.0]),
)
LAB_RATE, LAB_STEPS = 0.0001, 300


def looks_elsewhere(on_the_flats: Callable) -> Mistake:
    """Name the mistake of a function that works on the notebook's flats, whatever it is given.

    Parameters
    ----------
    on_the_flats : callable
        The right formula with `FLATS` in place of the data; takes what the right one takes.

    Returns
    -------
    Mistake
        With the same words for every function.

    Examples
    --------
    >>> looks_elsewhere(lambda x, y: FLATS[0].mean()).name
    'your function looks at other data than it was given: at the ten flats'
    """
    return Mistake(
        "your function looks at other data than it was given: at the ten flats",
        on_the_flats,
        "Use its own parameters; here it was called with other data.",
        "Each name in the body should stand in the first line of the function, or be made in the body.",
    )
