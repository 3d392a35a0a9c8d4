"""The regression lab in plain Python: no NumPy, one loop a function, as notebook 05 builds it.

The names are the lab's own: `compute_loss`, `gradient_step`, `train`. `helpers.maths.regression` is
the same in NumPy.
"""

from collections.abc import Sequence

Numbers = Sequence[float]


def compute_loss(slope: float, intercept: float, sizes: Numbers, prices: Numbers) -> float:
    """Average the squared differences between the line and the prices.

    Parameters
    ----------
    slope : float
        Thousand a sqm.
    intercept : float
        Thousand, at 0 sqm.
    sizes, prices : sequence of float, length n
        The flats, in sqm and in thousand.

    Returns
    -------
    float
        The loss, in thousand squared.

    Examples
    --------
    >>> compute_loss(4, 20, [30, 45], [150, 200])
    50.0
    """
    total = 0.0
    for size, price in zip(sizes, prices, strict=True):
        residual = slope * size + intercept - price
        total += residual**2
    return total / len(sizes)


def sensitivities(slope: float, intercept: float, sizes: Numbers, prices: Numbers) -> tuple[float, float]:
    """Measure how fast the loss rises with each of the two numbers: the gradient.

    Parameters
    ----------
    slope, intercept, sizes, prices
        As in `compute_loss`.

    Returns
    -------
    slope_sensitivity, intercept_sensitivity : float
        Loss units per unit of the slope and per unit of the intercept.

    Examples
    --------
    >>> sensitivities(0, 0, [30, 45], [150, 200])
    (-13500.0, -350.0)
    """
    slope_sum = intercept_sum = 0.0
    for size, price in zip(sizes, prices, strict=True):
        residual = slope * size + intercept - price
        slope_sum += residual * size
        intercept_sum += residual
    return 2 * slope_sum / len(sizes), 2 * intercept_sum / len(sizes)


def gradient_step(
    slope: float, intercept: float, sizes: Numbers, prices: Numbers, learning_rate: float
) -> tuple[float, float]:
    """Take one step against the gradient.

    Parameters
    ----------
    slope, intercept, sizes, prices
        As in `compute_loss`.
    learning_rate : float
        The step is this many times the gradient.

    Returns
    -------
    slope, intercept : float
        The line after the step.

    Examples
    --------
    >>> gradient_step(0, 0, [30, 45], [150, 200], learning_rate=0.0001)
    (1.35, 0.035)
    """
    slope_sensitivity, intercept_sensitivity = sensitivities(slope, intercept, sizes, prices)
    return slope - learning_rate * slope_sensitivity, intercept - learning_rate * intercept_sensitivity


def train(
    sizes: Numbers, prices: Numbers, learning_rate: float = 0.0001, iterations: int = 300
) -> tuple[float, float, list[float]]:
    """Repeat the step from slope 0 and intercept 0, and keep the loss after each one.

    Parameters
    ----------
    sizes, prices
        As in `compute_loss`.
    learning_rate : float, optional
        As in `gradient_step`.
    iterations : int, optional
        How many steps to take.

    Returns
    -------
    slope, intercept : float
        The line after the last step.
    history : list of float, length iterations
        The loss after each step.

    Examples
    --------
    >>> slope, intercept, history = train([30, 45], [150, 200], iterations=2)
    >>> [round(loss, 1) for loss in history]
    [15681.7, 7893.1]
    """
    slope = intercept = 0.0
    history = []
    for _ in range(iterations):
        slope, intercept = gradient_step(slope, intercept, sizes, prices, learning_rate)
        history.append(compute_loss(slope, intercept, sizes, prices))
    return slope, intercept, history
