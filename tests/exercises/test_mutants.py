"""No check accepts a changed right answer, or refuses a right one: the short form of `make mutants`."""

import random
from collections import Counter

import pytest

from helpers.exercises import NOTEBOOKS
from helpers.exercises.exercise import Exercise
from tests.exercises import mutants


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_no_mutant_is_accepted(notebook):
    counts = sum(mutants.measure(notebook, most=2, limit=5).values(), Counter())
    print(counts)
    assert counts["mutants"] > counts["right"] > 0
    assert (counts["refused"], counts["accepted"]) == (0, 0)


def test_a_check_that_accepts_a_mutant_is_found():
    check = Exercise("larger(a, b)", "of two", max, ((2.0, 1.0), (3.0, -5.0)))  # the first is the larger one
    source = "def larger(a, b): return a if a > b else b\nRIGHT = {'larger': [larger]}"
    made = list(mutants.mutants(source, ("larger", 0), random.Random(0), 40))
    fresh = mutants.Fresh(check, [*check.cases, (1.0, 4.0)])
    counts = Counter(kind for mutant in made for kind in mutants._judged(check, mutant, fresh))
    assert counts["accepted"] > 0
    assert counts["mutants"] == len(made) > 5


def test_a_mistake_that_does_not_explain_what_was_found_is_found():
    twice = Exercise("twice(x)", "of one number", lambda x: 2 * x, ((1.5,), (4.0,)))
    named = twice(lambda x: -2 * x).message
    explained = [mutants.Fresh(twice, twice.cases).explains(named, found) for found in ([-3.0, -8.0], [3.0, -8.0])]
    assert explained == [True, False]
