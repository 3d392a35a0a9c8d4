"""Checks at the edge of the public functions: what came in, and what was wanted.

Every public function of `helpers.maths` passes its arguments through here once; inside, the code trusts them.

Checks of what the functions of probability are given: probabilities, distributions and labels.

They stand beside `helpers.maths.checks`; every function that takes such numbers from a learner begins with one.

The edge of the intervals: counts of any shape that are whole numbers and fit each other.
"""

import inspect
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps

import numpy as np
from numpy.typing import ArrayLike, NDArray

LARGEST = 1e100  # of what is squared and added: data


def as_vector(name: str, values: ArrayLike, length: int | None = None, most: float = np.inf) -> NDArray[np.float64]:
    """Return `values` as a finite float vector.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Numbers in any unit.
    length : int, optional
        The wanted number of values; any number from 1 up when omitted.
    most : float, optional
        The largest size of a value.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If the values are not numbers, not one-dimensional, not finite, too large, or not `length` many.

    Examples
    --------
    >>> as_vector("sizes", [30, 45])
    array([30., 45.])
    """
    vector = _as_floats(name, values, most)
    if vector.ndim != 1 or vector.size == 0:
        raise ValueError(f"{name} has shape {vector.shape}; wanted one axis with at least one number, shape (n,)")
    if length is not None and vector.size != length:
        raise ValueError(f"{name} holds {vector.size} numbers; wanted {length}")
    return vector


def as_matrix(name: str, values: ArrayLike, rows: int | None = None, most: float = np.inf) -> NDArray[np.float64]:
    """Return `values` as a finite float matrix.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n, d)
        Numbers in any unit.
    rows : int, optional
        The wanted number of rows; any number from 1 up when omitted.
    most : float, optional
        The largest size of a value.

    Returns
    -------
    numpy.ndarray, shape (n, d)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If the values are not numbers, not two-dimensional, not finite, too large, or have not `rows` rows.

    Examples
    --------
    >>> as_matrix("X", [[30, 1], [45, 1]]).shape
    (2, 2)
    """
    matrix = _as_floats(name, values, most)
    if matrix.ndim != 2 or matrix.size == 0:
        raise ValueError(f"{name} has shape {matrix.shape}; wanted two axes, shape (n, d), neither of them empty")
    if rows is not None and matrix.shape[0] != rows:
        raise ValueError(f"{name} has {matrix.shape[0]} rows; wanted {rows}")
    return matrix


def as_number(name: str, value: float, above: float = -np.inf) -> float:
    """Return `value` as a finite float greater than `above`.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : float
        A number in any unit.
    above : float, optional
        The value must be greater than this.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    ValueError
        If the value is not a finite number above `above`; text and booleans are none.

    Examples
    --------
    >>> as_number("learning_rate", 0.1, above=0)
    0.1
    >>> as_number("learning_rate", "0.1")
    Traceback (most recent call last):
    ValueError: learning_rate is str '0.1'; wanted a finite number
    """
    wanted = "a finite number" if above == -np.inf else f"a finite number above {above:g}"
    try:
        if np.asarray(value).dtype.kind in "bSU":  # float() would take True for 1 and read text
            raise TypeError
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {type(value).__name__} {value!r:.60}; wanted {wanted}") from None
    if not (np.isfinite(number) and number > above):
        raise ValueError(f"{name} is {number}; wanted {wanted}")
    return number


def as_count(name: str, value: int, least: int = 1) -> int:
    """Return `value` as a whole number of at least `least`.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : int
        A count.
    least : int, optional
        The smallest count allowed.

    Returns
    -------
    int
        The same number.

    Raises
    ------
    ValueError
        If the value is not a whole number of at least `least`.

    Examples
    --------
    >>> as_count("steps", 300)
    300
    """
    if isinstance(value, bool) or not isinstance(value, int | np.integer) or value < least:
        raise ValueError(f"{name} is {value!r}; wanted a whole number of at least {least}")
    return int(value)


def _as_floats(name: str, values: ArrayLike, most: float) -> NDArray[np.float64]:
    try:
        array = np.asarray(values)
        if array.dtype.kind in "cSU":  # complex numbers and text would lose something on the way to floats
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {type(values).__name__} {values!r:.60}; wanted numbers in equal rows") from None
    bad = array.size - np.count_nonzero(np.isfinite(array))
    if bad:
        raise ValueError(f"{name} holds {bad} values that are NaN or infinite; wanted finite numbers only")
    if array.size and np.abs(array).max() > most:
        raise ValueError(f"{name} holds {np.abs(array).max():g}; wanted numbers up to {most:g}, which can be squared")
    return array


Floats = NDArray[np.float64]

EDGE = 1e-12  # how far a rest of rounding may lead beyond 0 or 1
SUM_TOLERANCE = 1e-9


def as_probability(name: str, value: float) -> float:
    """Return `value` as a probability.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : float
        A number from 0 to 1.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    ValueError
        If the value is not a number from 0 to 1.

    Examples
    --------
    >>> as_probability("prior", 0.2)
    0.2
    """
    number = as_number(name, value)
    if not 0 <= number <= 1:
        raise ValueError(f"{name} is {number:g}; wanted a probability from 0 to 1")
    return number


def as_open_share(name: str, value: float) -> float:
    """Return `value` as a share that is neither nothing nor all.

    Parameters
    ----------
    name : str
        What the value is called in the error message.
    value : float
        A number above 0 and below 1.

    Returns
    -------
    float
        The same number.

    Raises
    ------
    ValueError
        If the value is not a number above 0 and below 1.

    Examples
    --------
    >>> as_open_share("level", 0.95)
    0.95
    """
    number = as_number(name, value)
    if not 0 < number < 1:
        raise ValueError(f"{name} is {number:g}; wanted a share above 0 and below 1")
    return number


def as_probabilities(name: str, values: ArrayLike, length: int | None = None) -> Floats:
    """Return `values` as a vector of numbers from 0 to 1.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Probabilities.
    length : int, optional
        The wanted number of values; any number from 1 up when omitted.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The same numbers as float64; what is beyond 0 or 1 by a rest of rounding is put there.

    Raises
    ------
    ValueError
        If the values are not a finite vector, not `length` many, or one is not from 0 to 1.

    Examples
    --------
    >>> as_probabilities("scores", [0, 0.5, 1])
    array([0. , 0.5, 1. ])
    """
    vector = as_vector(name, values, length)
    bad = vector[(vector < -EDGE) | (vector > 1 + EDGE)]
    if bad.size:
        raise ValueError(f"{name} holds {bad[0]:g}; wanted probabilities from 0 to 1")
    return vector.clip(0, 1)


def as_distribution(name: str, values: ArrayLike, length: int | None = None) -> Floats:
    """Return `values` as probabilities.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Numbers of at least 0 that sum to 1, within 1e-9.
    length : int, optional
        The wanted number of values; any number from 1 up when omitted.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The same numbers as float64.

    Raises
    ------
    ValueError
        If the values are no distribution, or not `length` many.

    Examples
    --------
    >>> as_distribution("p", [0.9, 0.1])
    array([0.9, 0.1])
    """
    p = as_vector(name, values, length)
    if p.min() < 0:
        raise ValueError(f"{name} holds {p.min():g}; wanted probabilities, none of them below 0")
    if abs(p.sum() - 1) > SUM_TOLERANCE:
        raise ValueError(f"{name} sums to {p.sum():.10g}; wanted probabilities that sum to 1")
    return p


def as_labels(name: str, values: ArrayLike, length: int, classes: int) -> NDArray[np.int_]:
    """Return `values` as a vector of class numbers.

    Parameters
    ----------
    name : str
        What the values are called in the error message.
    values : array_like, shape (n,)
        Whole numbers or truth values.
    length : int
        The wanted number of labels.
    classes : int
        How many classes there are; they are counted from 0.

    Returns
    -------
    numpy.ndarray of int, shape (n,)
        The same labels.

    Raises
    ------
    ValueError
        If there are not `length` many, or one is not a class.

    Examples
    --------
    >>> as_labels("y", [True, False, 1], length=3, classes=2)
    array([1, 0, 1])
    """
    vector = as_vector(name, values, length)
    bad = vector[~np.isin(vector, np.arange(classes))]
    if bad.size:
        raise ValueError(f"{name} holds {bad[0]:g}; wanted labels that are whole numbers from 0 to {classes - 1}")
    return vector.astype(int)


def as_counts(
    right: ArrayLike, n: ArrayLike, level: float, least: int = 1
) -> tuple[NDArray[np.int64], NDArray[np.int64], float]:
    """Return what every recipe for an interval takes.

    Parameters
    ----------
    right, n : array_like
        Counts of right cases and of all cases, one or many; their shapes fit each other.
    level : float
        The promised share.
    least : int, optional
        The smallest n allowed.

    Returns
    -------
    right, n, level : numpy.ndarray of int, numpy.ndarray of int, float
        The same.

    Raises
    ------
    ValueError
        If the counts are not whole numbers from 0 to n, or the level is not between 0 and 1.

    Examples
    --------
    >>> right, n, level = as_counts([18, 20], 20, 0.95)
    >>> right / n
    array([0.9, 1. ])
    """
    right, n = as_whole_numbers("right", right, 0), as_whole_numbers("n", n, least)
    try:
        wrong = np.subtract(n, right)
    except ValueError:
        raise ValueError(f"right has shape {right.shape}, n {n.shape}; wanted shapes that fit") from None
    if wrong.min() < 0:
        raise ValueError(f"right is {-wrong.min()} more than n; wanted counts from 0 to n")
    return right, n, as_open_share("level", level)


def as_whole_numbers(name: str, values: ArrayLike, least: int) -> NDArray[np.int64]:
    """Return counts of any shape.

    Parameters
    ----------
    name : str
        What they are called in the sentence that refuses them.
    values : array_like
        One count or many.
    least : int
        The smallest allowed.

    Returns
    -------
    numpy.ndarray of int
        The same, of the same shape.

    Raises
    ------
    ValueError
        If a value is not a whole number, or too small.

    Examples
    --------
    >>> as_whole_numbers("n", [[20], [50]], least=1).shape
    (2, 1)
    """
    try:
        shape = np.shape(values)
    except ValueError:
        raise ValueError(f"{name} is {values!r:.60}; wanted numbers in equal rows") from None
    numbers = as_vector(name, np.ravel(values))
    bad = numbers[(numbers != np.floor(numbers)) | (numbers < least)]
    if bad.size:
        raise ValueError(f"{name} holds {bad[0]:g}; wanted whole numbers of at least {least}")
    return numbers.astype(np.int64).reshape(shape)


_trusted = ContextVar("trusted", default=False)


@contextmanager
def trusted():
    """Let calls through unchecked whose arguments are known to fit, as those of an explorer's controls are."""
    token = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(token)


def checked(*relations, **kinds):
    """Declare what a front door takes: `kind(name, value)` returns each value as it is wanted, or refuses it.

    A value that is left at its default is not looked at. Each `relation` is given all arguments afterwards, by name.

    >>> @checked(temperature=positive)
    ... def soften(logit, temperature=1.0):
    ...     return logit / temperature
    >>> soften(3, temperature=0)
    Traceback (most recent call last):
    ValueError: temperature is 0.0; wanted a finite number above 0
    """

    def declare(function):
        signature = inspect.signature(function)

        @wraps(function)
        def front_door(*args, **kwargs):
            if _trusted.get():
                return function(*args, **kwargs)
            try:
                given = signature.bind(*args, **kwargs)
            except TypeError:
                return function(*args, **kwargs)  # Python says it best
            for name, kind in kinds.items():
                if given.arguments.get(name, default := signature.parameters[name].default) is not default:
                    given.arguments[name] = kind(name, given.arguments[name])
            for relation in relations:
                relation(**given.arguments)
            return function(*given.args, **given.kwargs)

        return front_door

    return declare


positive = partial(as_number, above=0)
