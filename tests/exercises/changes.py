"""What goes wrong in any exercise: a change of what comes out or of what is given, and what is said of it.

The changes are written here once more, so that those of `helpers.exercises.slips` are judged by others.
"""

import math
from itertools import combinations, cycle

import numpy as np

from helpers.exercises.answers import as_arrays, flat, names_in, read_numbers

# fmt: off
RESULTS = [  # `w` the right numbers, `n` how many numbers the first list of the input has
    ("has the wrong sign", lambda w, n: 0 - w), ("has lost its sign", lambda w, n: np.where(w < 0, -w, w)),
    ("is cut off at 0", lambda w, n: np.where(w < 0, 0, w)),
    ("is twice what it should be", lambda w, n: w + w), ("is half of what it should be", lambda w, n: 0.5 * w),
    ("n times too large", lambda w, n: n * w), ("n times too small", lambda w, n: 1 / n * w),
    ("√n times too large", lambda w, n: n**0.5 * w), ("√n times too small", lambda w, n: n**-0.5 * w),
    ("as if n and n - 1 were mixed up", lambda w, n: w / (1 - 1 / n)),
    ("as if n and n - 1 were mixed up", lambda w, n: w - w / n),
    ("were mixed up under a root", lambda w, n: w / (1 - 1 / n) ** 0.5),
    ("were mixed up under a root", lambda w, n: w * (1 - 1 / n) ** 0.5),
    ("is the square of", lambda w, n: w * w), ("is the root of", lambda w, n: w**0.5),
    ("stands upside down", lambda w, n: w**-1.0),
    ("is 1 minus", lambda w, n: -(w - 1)), ("is in percent", lambda w, n: w / 0.01),
    ("is a hundredth of", lambda w, n: 0.01 * w), ("logarithm to base 2", lambda w, n: w * math.log2(math.e)),
    ("logarithm to base 10", lambda w, n: w * math.log10(math.e)),
    ("where base 2 is wanted", lambda w, n: w / math.log2(math.e)), ("is in degrees", lambda w, n: w * 180 / math.pi),
    ("is in radians", lambda w, n: w / 180 * math.pi), ("is the logarithm of", lambda w, n: np.log10(w) * math.log(10)),
    ("e to the power", lambda w, n: math.e**w), ("near, but no rounding", lambda w, n: w * 1.0001),
    ("", lambda w, n: w + 0.7), ("", lambda w, n: w * 1.3),
]
ROUNDED = [  # only the results of functions
    ("is 0, whatever is given", lambda w, n: np.zeros(w.shape)), ("is 1, whatever", lambda w, n: np.ones(w.shape)),
    ("is half of the square of", lambda w, n: w * w / 2),
    ("behind the point", lambda w, n: w // 1), ("behind the point", lambda w, n: w.astype(int)),
    ("behind the point", lambda w, n: w.round()), ("the results are rounded", lambda w, n: w.round(2)),
]
ORDERS = [  # of several numbers
    ("in the opposite order", lambda w: w[::-1]), ("sorted, smallest first", lambda w: sorted(w)),
    ("sorted, largest first", lambda w: sorted(w)[::-1]), ("changed places", lambda w: [*zip(*w, strict=True)]),
    ("added up into one number", lambda w: sum(flat(w))), ("added to it", lambda w: np.add.accumulate(w)),
    ("only the first is there", lambda w: w[0]), ("only the last is there", lambda w: w[-1]),
    ("the last is not there", lambda w: w[:-1]), ("the first is not there", lambda w: w[1:]),
    ("there are", lambda w: (*w, 0)), ("", lambda w: (w[0],) * len(w)),
]
LISTS = [  # of each list that is given
    ("only the first number of what is given counts", lambda v: v[:1]),
    ("only the last number of what is given counts", lambda v: v[-1:]),
    ("the last number of what is given is left out", lambda v: v[:-1]),
    ("the first number of what is given is left out", lambda v: v[1:]),
    ("rows and columns of what is given", lambda v: v.T), ("what is given is sorted first", lambda v: np.sort(v)),
    ("", lambda v: abs(v)), ("", lambda v: v.clip(0)), ("", lambda v: v[v != 0]), ("", lambda v: v[:3]),
    ("", lambda v: np.unique(v)), ("", lambda v: v.round()),
]
NUMBERS = {  # one number `p` that is given
    int: [("{} - 1", lambda p: p - 1), ("{} + 1", lambda p: p + 1)],
    float: [("-{}", lambda p: 0 - p), ("{} = 1", lambda p: 1.0), ("{} / 2", lambda p: 0.5 * p),
            ("2 · {}", lambda p: p + p)],
}
# fmt: on


def changes(asked):
    """List each change of what is right in an exercise, with the words for it."""
    exercise, results = asked.exercise, RESULTS + ROUNDED * asked.is_function
    made = [(words, of_results(exercise.right, change, None)) for words, change in results]
    if exercise.parts:
        parts = cycle(range(len(exercise.parts)))
        some = results if asked.is_function else RESULTS[:5]  # one typed number comes from the others too easily
        made += [(words, of_results(exercise.right, change, next(parts))) for words, change in some]
    return made + [*of_function(exercise, exercise.parameters)] * asked.is_function


def of_results(right, change, part):
    """The right function, all numbers that come out changed, or only those of one part."""

    def changed(*case):
        wanted = numbers_of(right, case)
        numbers = np.array(flat(wanted if part is None else wanted[part]))
        n = next((len(one) for one in case if np.ndim(one)), math.nan)
        made = filled(iter(change(numbers, n)), wanted if part is None else wanted[part])
        return made if part is None else [*wanted[:part], made, *wanted[part + 1 :]]

    return changed


def numbers_of(right, case):
    return read_numbers(right(*as_arrays(case)), names=names_in(case))


def filled(numbers, wanted):
    """Numbers in the arrangement of the wanted ones."""
    return [filled(numbers, part) for part in wanted] if isinstance(wanted, tuple) else next(numbers)


def of_function(exercise, names):
    """Yield the changes of what comes out as a whole, and of what the right function is given."""
    right = exercise.right
    for words, change in ORDERS:
        yield words, lambda *case, change=change: change(numbers_of(right, case))
    for words, change in LISTS:
        yield words, lambda *case, change=change: right(*(change(v) if np.ndim(v) else v for v in as_arrays(case)))
    for i, name in enumerate(names):
        yield f"`{name}`, as it was given", lambda *case, i=i: case[i]
        for words, change in NUMBERS.get(type(exercise.cases[0][i]), []):
            yield f"that for {words.format(f'`{name}`')}", with_another(right, {i: change})
        if name in (exercise.own or {}):
            yield f"`{name}`", with_another(right, {i: lambda _, name=name: exercise.own[name]})
    for i, j in combinations(range(len(names)), 2):
        yield f"`{names[i]}` and `{names[j]}` have changed places", swapped(right, i, j)


def with_another(right, changes):
    """The right function with another value at some places: place -> change."""
    return lambda *case: right(*(changes.get(i, same)(one) for i, one in enumerate(as_arrays(case))))


def same(value):
    return value


def swapped(right, i, j):
    return lambda *case: with_another(right, {i: lambda _: as_arrays(case)[j], j: lambda _: as_arrays(case)[i]})(*case)
