"""What the tests of all catalogues share: asking a check, making the mistakes, and the forms that numbers come in.

Each ``test_<catalogue>.py`` says once how its checks are asked; its mistakes are taken from the catalogue itself.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest

from helpers.lessons.answers import read_numbers
from helpers.lessons.comparing import agree, flat


@dataclass(frozen=True)
class Catalogue:
    """The exercises of one notebook, and for each, by its name, how its check is asked.

    `functions`: name -> the check. `values`: name -> (a function that asks the check for one answer, the data that
    the formulas take). `conditions`: name -> a function that asks the check. `mistaken`: for the conditions, name ->
    name of the mistake -> an answer that makes it.
    """

    exercises: tuple
    functions: dict
    values: dict
    conditions: dict = field(default_factory=dict)
    mistaken: dict = field(default_factory=dict)

    @property
    def by_name(self):
        """The exercises under their names."""
        return {exercise.name: exercise for exercise in self.exercises}

    @property
    def mistakes(self):
        """One parameter (exercise, mistake) for each mistake."""
        return [
            pytest.param(exercise, mistake, id=f"{exercise.name}: {mistake.name}")
            for exercise in self.exercises
            for mistake in exercise.mistakes
        ]

    def ask(self, name, answer):
        """Return the verdict on an answer to an exercise."""
        check = self.functions.get(name) or self.conditions.get(name) or self.values[name][0]
        return check(answer)

    def mistaken_answer(self, exercise, mistake):
        """Return what a learner who makes the mistake hands in."""
        if exercise.name in self.functions:
            return mistake.function
        if exercise.name in self.values:
            return mistake.function(*self.values[exercise.name][1])
        return self.mistaken[exercise.name][mistake.name]

    def filled(self, name, value):
        """Return an answer that is one value, or that value for each part where the check takes several."""
        parts = self.by_name[name].parts
        return (value,) * len(parts) if parts and name not in self.functions else value

    def clashes(self, exercise):
        """List the pairs of formulas, the right one among them, that give the same."""
        formulas = [exercise.right, *(mistake.function for mistake in exercise.mistakes)]
        cases = exercise.cases or (self.values[exercise.name][1],)
        found = [tuple(read_numbers(formula(*case)) for case in cases) for formula in formulas]
        return [(i, j) for i, j in combinations(range(len(found)), 2) if agree(found[i], found[j], exercise.digits)]


def as_fractions(numbers):
    """Turn every number into a fraction."""
    return tuple(map(as_fractions, numbers)) if isinstance(numbers, tuple) else Fraction(numbers)


def as_lists(numbers):
    """Turn tuples into lists."""
    return [as_lists(part) for part in numbers] if isinstance(numbers, tuple) else numbers


def as_arrays(numbers):
    """Turn lists of numbers into arrays, the numbers themselves into NumPy scalars."""
    if not isinstance(numbers, tuple):
        return np.float64(numbers)
    parts = tuple(map(as_arrays, numbers))
    return np.array(parts) if len(flat(numbers)) == len(numbers) else parts


def as_tuples(numbers):
    """Leave the numbers as `read_numbers` gives them."""
    return numbers


FORMS = [as_fractions, as_lists, as_arrays, as_tuples]
