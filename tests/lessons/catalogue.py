"""What the tests of all catalogues share: right answers in every form, every mistake named, junk survived.

Each ``test_<catalogue>.py`` says once how its checks are asked, in a `Catalogue`, and derives a class from
`CatalogueTests`. The mistakes are taken from the catalogue itself, so a new one is tested as soon as it is written.
"""

import math
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lessons.answers import read_numbers
from helpers.lessons.comparing import agree, flat
from helpers.lessons.edges import BROKEN
from helpers.lessons.verdicts import State
from tests.lessons import junk


def at_an_edge(edge, check, right):
    """Ask a check for a function that is right, but for what it returns at one edge."""

    def ask(value):
        def function(*inputs):
            if not all(map(np.array_equal, inputs, edge.case)):
                return right(*inputs)
            return math.nan if value is BROKEN else value

        return check(function)

    return ask


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
    def with_formulas(self):
        """The names of the exercises whose answers are compared with formulas, not judged by conditions."""
        return [name for name in self.by_name if name not in self.conditions]

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

    def right_answer(self, name, form):
        """Return the right answer to a function or value, its numbers in one of the `FORMS`."""
        right = self.by_name[name].right
        if name in self.functions:
            return lambda *inputs: form(read_numbers(right(*inputs)))
        return form(read_numbers(right(*self.values[name][1])))

    def filled(self, name, value):
        """Return an answer that is one value, or that value for each part where the check takes several."""
        parts = self._parts(name)
        return (value,) * parts if parts else value

    def spoilt(self, name, value):
        """List the answers that are one value, or that have it in one of their places and a number elsewhere."""
        parts = self._parts(name)
        return [(*[1.0] * i, value, *[1.0] * (parts - 1 - i)) for i in range(parts)] or [value]

    def _parts(self, name):
        return 0 if name in self.functions else len(self.by_name[name].parts)

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


class CatalogueTests:
    """Tests of a whole catalogue; derive a class whose name begins with Test and give it a `catalogue`."""

    catalogue: Catalogue

    def pytest_generate_tests(self, metafunc):
        """Hand each test the mistakes, exercises, names or forms that its parameters ask for."""
        wanted, own = set(metafunc.fixturenames), self.catalogue
        if "mistake" in wanted:
            metafunc.parametrize(("exercise", "mistake"), own.mistakes)
        elif "exercise" in wanted:
            metafunc.parametrize("exercise", [own.by_name[name] for name in own.with_formulas], ids=own.with_formulas)
        if "name" in wanted:
            metafunc.parametrize("name", list(own.by_name))
        if "function_name" in wanted:
            metafunc.parametrize("function_name", list(own.functions))
        if "form" in wanted:
            metafunc.parametrize("form", FORMS, ids=lambda form: form.__name__)

    def test_every_exercise_is_asked_about(self):
        own = self.catalogue
        assert len(own.by_name) == len(own.exercises)
        assert {*own.functions, *own.values, *own.conditions} == set(own.by_name)
        assert all(own.by_name[name].cases for name in own.functions)

    def test_a_mistake_is_named_and_a_second_asking_says_more(self, exercise, mistake):
        own = self.catalogue
        first, second = (own.ask(exercise.name, own.mistaken_answer(exercise, mistake)) for _ in range(2))
        assert first.state is second.state is mistake.state
        assert mistake.state in (State.WRONG, State.ALMOST, State.MISSING)
        assert first.message.startswith(mistake.name)
        assert first.message.endswith(f"Hint: {mistake.hint}")
        assert second.message.endswith(f"Hint: {mistake.hint} {mistake.further}")

    def test_a_mistake_is_told_in_words(self, exercise, mistake):
        assert all([mistake.name, mistake.hint, mistake.further])
        assert not mistake.name.endswith((".", "?"))
        assert mistake.hint.endswith((".", "?"))
        assert mistake.further.endswith((".", "?"))
        assert mistake.hint != mistake.further

    def test_no_two_formulas_of_an_exercise_agree(self, exercise):
        assert self.catalogue.clashes(exercise) == []

    def test_two_formulas_that_agree_are_found(self, exercise):
        twice = replace(exercise, mistakes=(*exercise.mistakes, exercise.mistakes[0]))
        never_wrong = replace(exercise, mistakes=(replace(exercise.mistakes[0], function=exercise.right),))
        assert self.catalogue.clashes(twice) == [(1, len(exercise.mistakes) + 1)]
        assert self.catalogue.clashes(never_wrong) == [(0, 1)]

    def test_a_right_answer_is_right_in_every_form(self, exercise, form):
        answer = self.catalogue.right_answer(exercise.name, form)
        assert self.catalogue.ask(exercise.name, answer).state is State.RIGHT

    def test_no_piece_of_junk_is_right(self, name):
        own = self.catalogue
        assert len(junk.SINGLES) > 40
        for value in junk.SINGLES:
            for answer in (own.filled(name, value), *own.spoilt(name, value)):
                assert own.ask(name, answer).state is not State.RIGHT
            if name in own.functions:
                assert own.ask(name, lambda *inputs, value=value: value).state is not State.RIGHT

    def test_junk_is_never_right_and_never_raises(self, name):
        def ask(value):
            verdict = self.catalogue.ask(name, self.catalogue.filled(name, value))
            assert verdict.state is not State.RIGHT
            assert verdict.message
            assert repr(verdict)

        given(value=junk.VALUES)(ask)()

    def test_a_function_that_returns_junk_is_never_right_and_never_raises(self, function_name):
        def ask(value):
            verdict = self.catalogue.ask(function_name, lambda *inputs: value)
            assert verdict.state is not State.RIGHT
            assert repr(verdict)

        given(value=junk.VALUES)(ask)()

    def test_a_function_that_raises_is_told_what_and_where(self, function_name):
        def ask(error):
            def stops(*inputs):
                raise error

            verdict = self.catalogue.ask(function_name, stops)
            assert verdict.state is State.WRONG
            assert f"{function_name}(" in verdict.message
            assert type(error).__name__ in verdict.message

        errors = [ValueError("bad"), junk.SilentError(), SystemExit(1), KeyError(), RecursionError()]
        given(error=st.sampled_from(errors))(ask)()
