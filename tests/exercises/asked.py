"""Every exercise as its notebook asks it: with the data that stand beside an answer, or at one of its edges."""

import math
from dataclasses import dataclass
from fractions import Fraction
from importlib import import_module

import numpy as np

from helpers.exercises import NOTEBOOKS, answers
from helpers.exercises.answers import read_numbers
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import BROKEN


@dataclass(frozen=True)
class Asked:
    """One exercise; at an `edge`, its function is right everywhere but there."""

    notebook: str
    check: Exercise
    edge: tuple = ()

    @property
    def exercise(self):
        return self.edge[1] if self.edge else self.check

    @property
    def name(self):
        return self.exercise.name

    @property
    def is_function(self):
        return bool(self.check.cases) and not self.edge

    @property
    def answers(self):
        return import_module(f"tests.exercises.answers.{self.notebook}")

    @property
    def data(self):
        """What stands beside an answer in the notebook."""
        return self.of("DATA")

    @property
    def cases(self):
        """What the formulas take, one entry a case."""
        return self.exercise.cases or (answers.as_arrays(self.data),)

    def __call__(self, answer):
        """Judge an answer; at an edge it is what the function returns or raises there."""
        if self.edge:
            return self.check(self._right_elsewhere(answer))
        return self.check(*(answer if self.check.answers > 1 else (answer,)), *self.data)

    def of(self, table):
        """Pick what a table of its notebook's answers has for the exercise."""
        return getattr(self.answers, table, {}).get(self.name, ())

    def mistaken(self, slip):
        """Return what a learner who makes the mistake hands in."""
        if self.exercise.measure:
            return self.of("MISTAKEN")[self.exercise.slips.index(slip)]
        return self.made(slip.function)

    def written(self, text, answer):
        """Write a hint; it may be a function of the numbers that are judged and the data beside them."""
        return text(*answer, *answers.as_arrays(self.data)) if callable(text) else text

    def right(self, form):
        """Return the right answer, its numbers in one of the `FORMS`."""
        if self.is_function:
            right, names = self.exercise.right, answers.names_in
            return lambda *inputs: form(read_numbers(right(*answers.as_arrays(inputs)), names=names(inputs)))
        return form(read_numbers(self.made(self.exercise.right), names=answers.names_in(self.cases[0])))

    def made(self, formula):
        """Make of a formula, which takes arrays, what a learner hands in: a function of lists, or what comes out."""
        function = lambda *inputs: formula(*answers.as_arrays(inputs))  # noqa: E731
        return function if self.is_function else function(*self.cases[0])

    def with_junk(self, value):
        """List the answers that are one value, or have it in one of their places and a number elsewhere."""
        places = len(self.exercise.parts) if not self.is_function else 0
        spoilt = [(*[1.0] * i, value, *[1.0] * (places - 1 - i)) for i in range(places)]
        return [(value,) * places, *spoilt] if places else [value]

    def _right_elsewhere(self, answer):
        def function(*inputs):
            if not all(map(np.array_equal, inputs, self.edge[0])):
                return self.check.right(*answers.as_arrays(inputs))
            if isinstance(answer, Exception):
                raise answer
            return math.nan if answer is BROKEN else answer

        return function


def exercises_of(notebook):
    """Return check's name -> exercise, in the order of the catalogue."""
    catalogue = vars(import_module(f"helpers.exercises.{notebook}"))
    return {name: each for name, each in catalogue.items() if isinstance(each, Exercise) and name.startswith("check_")}


CHECKS = [Asked(notebook, check) for notebook in NOTEBOOKS for check in exercises_of(notebook).values()]
EDGES = [Asked(asked.notebook, asked.check, edge) for asked in CHECKS for edge in asked.check.edges]
ASKED = CHECKS + EDGES


def form(one, several=list):
    """Make a form of what becomes of each number, and of several of them."""

    def formed(numbers):
        return several(map(formed, numbers)) if isinstance(numbers, tuple) else one(numbers)

    return formed


def as_it_is(number):
    return number


def as_arrays(numbers):
    if not isinstance(numbers, tuple):
        return np.float64(numbers)
    parts = tuple(map(as_arrays, numbers))
    return parts if any(isinstance(part, tuple) for part in numbers) else np.array(parts)


FORMS = [  # in which right numbers may come
    as_it_is, as_arrays, form(as_it_is), form(np.float32), form(Fraction, tuple), form(lambda number: [number]),
]  # fmt: skip
