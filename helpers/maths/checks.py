"""What a front door of `helpers.maths` lets in, and the sentence with which it refuses the rest.

A function that a notebook calls declares its inputs with `checked`; inside, the mathematics trusts them. A *kind* is
called with a name and a value and returns the value as it is wanted; a *relation* is called with all inputs by name.
A function that no explorer calls may ask inside, by `check`, how its inputs fit each other.
What an explorer's controls give always fits: explorers call under `trusted()`, where nothing is checked.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial, wraps
from inspect import signature

import numpy as np

LARGEST = 1e100  # of data, which is squared and added: the largest float is about 1e308
DUST, SUM_DUST = 1e-12, 1e-9  # how far rounding may lead a probability beyond 0 or 1, and a sum of them from 1

_trusted = ContextVar("trusted", default=False)


@contextmanager
def trusted():
    """Open all front doors: within, nothing is checked."""
    token = _trusted.set(True)
    try:
        yield
    finally:
        _trusted.reset(token)


def checked(*relations, **kinds):
    """Declare what is let in, each kind by its word in `KIND_OF` or as a function; a default is not looked at.

    A function takes what the kinds return; a class is a record that keeps its fields as they were given.
    """
    kinds = {name: KIND_OF[kind] if isinstance(kind, str) else kind for name, kind in kinds.items()}

    def declare(inside, keeps=False):
        if isinstance(inside, type):
            inside.__init__ = declare(inside.__init__, keeps=True)
            return inside
        takes = signature(inside)

        @wraps(inside)
        def front_door(*args, **kwargs):
            if _trusted.get():
                return inside(*args, **kwargs)
            try:
                given = takes.bind(*args, **kwargs)
            except TypeError:
                return inside(*args, **kwargs)  # Python says best what is missing or too much
            given.apply_defaults()
            for name, kind in kinds.items():
                value = given.arguments[name]
                if value is not takes.parameters[name].default:
                    wanted = kind(name, value)
                    given.arguments[name] = value if keeps else wanted
            for relation in relations:
                relation(**given.arguments)
            return inside(*given.args, **given.kwargs)

        return front_door

    return declare


def returned(kind, name, value):
    """Let in what a function gave back that was handed over."""
    return value if _trusted.get() else kind(name, value)


def check(fits, sentence):
    """Refuse with a sentence what does not fit: what came, and what was wanted."""
    if not fits:
        raise ValueError(sentence)


def refuse_first(name, wrong, wanted):
    """Refuse many values for the first of the wrong ones, if there is any."""
    if len(wrong):
        raise ValueError(f"{name} holds {wrong[0]:g}; wanted {wanted}")


# kinds of one number, and of one word


def as_number(name, value, above=-np.inf):
    wanted = "a finite number" if above == -np.inf else f"a finite number above {above:g}"
    try:
        if np.asarray(value).dtype.kind in "bSU":  # float() would take True for 1 and read text
            raise TypeError
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {type(value).__name__} {value!r:.60}; wanted {wanted}") from None
    check(np.isfinite(number) and number > above, f"{name} is {number}; wanted {wanted}")
    return number


def as_count(name, value, least=1):
    fits = isinstance(value, int | np.integer) and not isinstance(value, bool) and value >= least
    check(fits, f"{name} is {value!r}; wanted a whole number of at least {least}")
    return int(value)


def number_that(fits, wanted, say=str):
    """Make a kind: `number_that(lambda x: x >= 1, "a number of at least 1")`; `say` prints what came."""

    def kind(name, value):
        number = as_number(name, value)
        check(fits(number), f"{name} is {say(value)}; wanted {wanted}")
        return number

    return kind


def one_of(*choices):
    """Make a kind: one of these words."""

    def kind(name, value):
        check(value in choices, f"{name} is {value!r}; wanted one of {', '.join(choices)}")
        return value

    return kind


# kinds of many numbers


def _as_floats(name, values, most):
    try:
        array = np.asarray(values)
        if array.dtype.kind in "cSU":  # complex numbers and text would lose something on the way to floats
            raise TypeError
        array = array.astype(float)
    except (TypeError, ValueError, OverflowError):
        raise ValueError(f"{name} is {type(values).__name__} {values!r:.60}; wanted numbers in equal rows") from None
    bad = array.size - np.count_nonzero(np.isfinite(array))
    check(not bad, f"{name} holds {bad} values that are NaN or infinite; wanted finite numbers only")
    largest = np.abs(array).max(initial=0)
    check(largest <= most, f"{name} holds {largest:g}; wanted numbers up to {most:g}, which can be squared")
    return array


def as_vector(name, values, length=None, most=np.inf):
    vector = _as_floats(name, values, most)
    one_axis = vector.ndim == 1 and vector.size > 0
    check(one_axis, f"{name} has shape {vector.shape}; wanted one axis with at least one number, shape (n,)")
    check(length in (None, vector.size), f"{name} holds {vector.size} numbers; wanted {length}")
    return vector


def as_matrix(name, values, most=np.inf):
    matrix = _as_floats(name, values, most)
    two_axes = matrix.ndim == 2 and matrix.size > 0
    check(two_axes, f"{name} has shape {matrix.shape}; wanted two axes, shape (n, d), neither of them empty")
    return matrix


def as_rows(name, values):
    """One row of numbers, or several that are equally long."""
    rows = _as_floats(name, values, np.inf)
    return as_vector(name, rows) if rows.ndim == 1 else as_matrix(name, rows)


def as_probabilities(name, values):
    vector = as_vector(name, values)
    refuse_first(name, vector[(vector < -DUST) | (vector > 1 + DUST)], "probabilities from 0 to 1")
    return vector.clip(0, 1)


def as_distribution(name, values):
    p = as_vector(name, values)
    check(p.min() >= 0, f"{name} holds {p.min():g}; wanted probabilities, none of them below 0")
    check(abs(p.sum() - 1) <= SUM_DUST, f"{name} sums to {p.sum():.10g}; wanted probabilities that sum to 1")
    return p


def as_labels(name, values, length=None, classes=2):
    vector = as_vector(name, values, length)
    wrong = vector[~np.isin(vector, np.arange(classes))]
    refuse_first(name, wrong, f"labels that are whole numbers from 0 to {classes - 1}")
    return vector.astype(int)


def as_whole_numbers(name, values, least):
    """One count or many, of any shape."""
    numbers = _as_floats(name, values, np.inf)
    check(numbers.size > 0, f"{name} has shape {numbers.shape}; wanted at least one number")
    wrong = numbers[(numbers != np.floor(numbers)) | (numbers < least)]
    refuse_first(name, wrong, f"whole numbers of at least {least}")
    return numbers.astype(np.int64)


KIND_OF = {
    "number": as_number,
    "positive": partial(as_number, above=0),
    "probability": number_that(lambda p: 0 <= p <= 1, "a probability from 0 to 1", say="{:g}".format),
    "share": number_that(lambda p: 0 < p < 1, "a share above 0 and below 1", say="{:g}".format),
    "count": as_count,
    "from 0": partial(as_count, least=0),  # a seed, or how many there are of what there may be none of
    "from 2": partial(as_count, least=2),
    "vector": as_vector,
    "matrix": as_matrix,
    "rows": as_rows,
    "data vector": partial(as_vector, most=LARGEST),  # can be squared
    "data matrix": partial(as_matrix, most=LARGEST),
    "probabilities": as_probabilities,
    "distribution": as_distribution,
    "labels": as_labels,
}

# relations: whether inputs fit each other


def same_length(first, *others):
    """Make a relation: each of the others holds as many numbers as the first has rows."""

    def relation(**given):
        wanted = len(given[first])
        for name in others:
            check(given[name].size == wanted, f"{name} holds {given[name].size} numbers; wanted {wanted}")

    return relation


def right_of_n(right, n, **_):
    """The relation of counts: no more right cases than cases; their shapes fit each other."""
    try:
        wrong = np.subtract(n, right)
    except ValueError:
        raise ValueError(f"right has shape {right.shape}, n {n.shape}; wanted shapes that fit") from None
    check(wrong.min() >= 0, f"right is {-wrong.min()} more than n; wanted counts from 0 to n")
