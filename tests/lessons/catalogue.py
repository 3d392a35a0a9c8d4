"""What a catalogue of exercises is to its tests: the checks of one notebook, and answers whose verdict is known.

``catalogues`` fills one for each notebook, and ``test_catalogues.py`` tests them all alike. Exercises, mistakes and
edges are taken from the package itself, so a new one is tested as soon as it is written.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from pathlib import Path
from types import ModuleType

import numpy as np

from helpers.lessons.answers import read_numbers
from helpers.lessons.comparing import agree, flat
from helpers.lessons.edges import BROKEN

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@dataclass(frozen=True)
class Asked:
    """A check of numbers as its notebook calls it: with data, and `apart` where each number is a parameter."""

    check: Callable
    data: tuple = ()
    apart: bool = False

    def __call__(self, answer):
        """Return the verdict on one answer."""
        return self.check(*(answer if self.apart else (answer,)), *self.data)

    @property
    def case(self):
        """The data as the formulas take them."""
        return tuple(np.array(entry, dtype=float) if isinstance(entry, list) else entry for entry in self.data)


@dataclass(frozen=True)
class AskedAtAnEdge:
    """A check asked for a function that is right, but for what it returns at one edge."""

    check: Callable
    right: Callable
    edge_case: tuple
    case: tuple = ()  # the formulas of an edge take nothing

    def __call__(self, answer):
        """Return the verdict on a function that returns `answer` at the edge; an exception is raised there."""

        def function(*inputs):
            if not all(map(np.array_equal, inputs, self.edge_case)):
                return self.right(*inputs)
            if isinstance(answer, Exception):
                raise answer
            return math.nan if answer is BROKEN else answer

        return self.check(function)


@dataclass(frozen=True)
class Catalogue:
    """The exercises of one notebook, how their checks are asked, and answers whose verdict is known.

    The checks, each under the name of its exercise:

    - `functions`: judged by what they return; `free`: functions too, but judged by conditions;
    - `values` and `conditions`: numbers, compared with formulas or judged by conditions, each an `Asked`;
    - `mistaken`: for all that is judged by conditions, name of the mistake -> an answer that makes it.

    The answers, each beginning with the name of the exercise:

    - `known`: (name, inputs, what the right formula gives);
    - `slips`: (name, a learner's function, words of the mistake in it);
    - `variants`: (name, another right function); `right_answers`: (name, a right number, or one that is free);
    - `rounded_values`: (name, a value rounded too far); `told_values`: (name, a value, the state, words);
    - `guesses`: (name, two wrong values, what no hint on them may contain).

    `also_quiet` are functions whose check shows no warnings although they have no edge.
    """

    package: ModuleType
    notebook: str
    functions: dict
    values: dict
    free: dict = field(default_factory=dict)
    conditions: dict = field(default_factory=dict)
    mistaken: dict = field(default_factory=dict)
    known: tuple = ()
    slips: tuple = ()
    variants: tuple = ()
    right_answers: tuple = ()
    rounded_values: tuple = ()
    told_values: tuple = ()
    guesses: tuple = ()
    also_quiet: tuple = ()

    @property
    def edges(self):
        """The calls at which functions may break down."""
        return getattr(self.package, "EDGES", ())

    @cached_property
    def exercises(self):
        """All exercises, those at the edges among them."""
        return (*self.package.EXERCISES, *(edge.exercise for edge in self.edges))

    @cached_property
    def by_name(self):
        """The exercises under their names."""
        return {exercise.name: exercise for exercise in self.exercises}

    @property
    def called(self):
        """The checks of functions."""
        return {**self.functions, **self.free}

    @cached_property
    def numbers(self):
        """The checks of values compared with formulas, those of functions at their edges among them."""
        at_edges = {
            edge.exercise.name: AskedAtAnEdge(
                self.functions[edge.function], self.by_name[edge.function].right, edge.case
            )
            for edge in self.edges
        }
        return {**self.values, **at_edges}

    @property
    def checks(self):
        """The checks of the package that are asked about."""
        return [*self.called.values(), *(asked.check for asked in (*self.values.values(), *self.conditions.values()))]

    @property
    def with_formulas(self):
        """The exercises whose answers are compared with formulas, not judged by conditions."""
        return [self.by_name[name] for name in (*self.functions, *self.numbers)]

    @property
    def mistakes(self):
        """Each mistake with its exercise."""
        return [(exercise, mistake) for exercise in self.exercises for mistake in exercise.mistakes]

    @property
    def breaking_down(self):
        """Each edge at which a function may give no number, with the mistake that says so."""
        pairs = [(edge, mistake) for edge in self.edges for mistake in edge.exercise.mistakes]
        return [(edge, mistake) for edge, mistake in pairs if np.array_equal(mistake.function(), BROKEN)]

    @property
    def quiet(self):
        """Names of the functions whose check shows no warnings."""
        return sorted({*self.also_quiet, *(edge.function for edge in self.edges)})

    def ask(self, name, answer):
        """Return the verdict on an answer to an exercise."""
        return {**self.called, **self.numbers, **self.conditions}[name](answer)

    def mistaken_answer(self, exercise, mistake):
        """Return what a learner who makes the mistake hands in."""
        if exercise.name in self.functions:
            return mistake.function
        if exercise.name in self.numbers:
            return mistake.function(*self.numbers[exercise.name].case)
        return self.mistaken[exercise.name][mistake.name]

    def right_answer(self, name, form):
        """Return the right answer to a function or value, its numbers in one of the `FORMS`."""
        right = self.by_name[name].right
        if name in self.functions:
            return lambda *inputs: form(read_numbers(right(*inputs)))
        return form(read_numbers(right(*self.numbers[name].case)))

    def filled(self, name, value):
        """Return an answer that is one value, or that value for each part where the check takes several."""
        parts = self._parts(name)
        return (value,) * parts if parts else value

    def spoilt(self, name, value):
        """List the answers that are one value, or that have it in one of their places and a number elsewhere."""
        parts = self._parts(name)
        return [(*[1.0] * i, value, *[1.0] * (parts - 1 - i)) for i in range(parts)] or [value]

    def _parts(self, name):
        return 0 if name in self.called else len(self.by_name[name].parts)

    def clashes(self, exercise):
        """List the pairs of formulas, the right one among them, that give the same."""
        formulas = [exercise.right, *(mistake.function for mistake in exercise.mistakes)]
        cases = exercise.cases or (self.numbers[exercise.name].case,)
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
