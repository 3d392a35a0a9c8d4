"""What every exercise of every notebook is tested for: right answers accepted, mistakes named, junk refused in words.

A new exercise, mistake or edge is tested as soon as it stands in its package; ``catalogues`` says how it is asked.
"""

import ast
import math
import warnings
from dataclasses import replace
from functools import cache

import nbformat
import numpy as np
import pytest
from hypothesis import given

from helpers.lessons.verdicts import State
from tests.lessons import junk
from tests.lessons.catalogue import FORMS, NOTEBOOKS
from tests.lessons.catalogues import CATALOGUES

NOT_RIGHT = (State.WRONG, State.ALMOST, State.MISSING)
ERRORS = [ValueError("bad"), junk.SilentError(), SystemExit(1), KeyError(), RecursionError()]
ERRORS_AT_EDGES = [OverflowError("math range error"), ValueError("math domain error"), IndexError("out of bounds")]


def each(*parameters, of):
    """Run a test for all that `of` lists of any catalogue, one tuple for the parameters."""
    cases = [pytest.param(own, *values, id=label(own, values)) for own in CATALOGUES for values in of(own)]
    return pytest.mark.parametrize(("own", *parameters), cases)


def label(own, values):
    """Name a case by the texts in it, and by the names of exercises, mistakes and functions."""
    texts = [value if isinstance(value, str) else getattr(value, "name", "") for value in values]
    return ": ".join([own.notebook, *filter(None, texts)])


each_mistake = each("exercise", "mistake", of=lambda own: own.mistakes)
each_with_formulas = each("exercise", of=lambda own: [(exercise,) for exercise in own.with_formulas])
each_name = each("name", of=lambda own: [(name,) for name in own.by_name])
each_function = each("name", of=lambda own: [(name,) for name in own.called])


@pytest.mark.parametrize("own", CATALOGUES, ids=lambda own: own.notebook)
def test_every_exercise_is_asked_about(own):
    assert len(own.by_name) == len(own.exercises)
    assert {*own.called, *own.numbers, *own.conditions} == set(own.by_name)
    assert all(own.by_name[name].cases for name in own.functions)
    assert set(own.mistaken) == {*own.free, *own.conditions}
    for name, answers in own.mistaken.items():
        assert list(answers) == [mistake.name for mistake in own.by_name[name].mistakes]
    public = {name for name in own.package.__all__ if name.startswith("check_")}
    assert public == {check.__name__ for check in own.checks}
    assert len(public) == len(own.package.EXERCISES)


@pytest.mark.parametrize("own", CATALOGUES, ids=lambda own: own.notebook)
def test_every_exercise_has_answers_of_known_verdicts(own):
    def named(*lists):
        return {name for answers in lists for name, *_ in answers}

    assert named(own.slips) == set(own.called)
    assert named(own.variants, own.right_answers) == {*own.called, *own.values, *own.conditions}
    assert named(own.rounded_values, own.told_values) == set(own.values)
    assert set(own.values) >= named(own.guesses) > set()
    assert set(own.functions) >= named(own.known) > set()


# Formulas.


@each("name", "inputs", "wanted", of=lambda own: own.known)
def test_the_right_formulas_give_known_numbers(own, name, inputs, wanted):
    arrays = [np.array(part) if isinstance(part, list) else part for part in inputs]
    assert own.by_name[name].right(*arrays) == pytest.approx(np.array(wanted), abs=5e-6)


@each_with_formulas
def test_no_two_formulas_of_an_exercise_agree(own, exercise):
    assert own.clashes(exercise) == []


@each_with_formulas
def test_two_formulas_that_agree_are_found(own, exercise):
    twice = replace(exercise, mistakes=(*exercise.mistakes, exercise.mistakes[0]))
    never_wrong = replace(exercise, mistakes=(replace(exercise.mistakes[0], function=exercise.right),))
    assert own.clashes(twice) == [(1, len(exercise.mistakes) + 1)]
    assert own.clashes(never_wrong) == [(0, 1)]


# Mistakes.


@each_mistake
def test_a_mistake_is_named_and_a_second_asking_says_more(own, exercise, mistake):
    first, second = (own.ask(exercise.name, own.mistaken_answer(exercise, mistake)) for _ in range(2))
    assert first.state is second.state is mistake.state
    assert mistake.state in NOT_RIGHT
    assert first.message.startswith(mistake.name)
    assert first.message.endswith(f"Hint: {mistake.hint}")
    assert second.message.endswith(f"Hint: {mistake.hint} {mistake.further}")


@each_mistake
def test_a_mistake_is_told_in_words(own, exercise, mistake):
    texts = [mistake.name, mistake.hint, mistake.further]
    assert all(texts)
    assert not mistake.name.endswith((".", "?"))
    assert mistake.hint.endswith((".", "?"))
    assert mistake.further.endswith((".", "?"))
    assert mistake.hint != mistake.further
    assert not {"simply", "just", "obviously"} & set(" ".join(texts).split())


@each("name", "slip", "named", of=lambda own: own.slips)
def test_a_mistake_in_a_learners_own_words_is_named(own, name, slip, named):
    verdict = own.ask(name, slip)
    assert verdict.state in NOT_RIGHT
    assert named in verdict.message


# Right answers.


@each("exercise", "form", of=lambda own: [(exercise, form) for exercise in own.with_formulas for form in FORMS])
def test_a_right_answer_is_right_in_every_form(own, exercise, form):
    assert own.ask(exercise.name, own.right_answer(exercise.name, form)).state is State.RIGHT


@each("name", "function", of=lambda own: own.variants)
def test_a_right_function_written_otherwise_is_right(own, name, function):
    verdict = own.ask(name, function)
    assert verdict.state is State.RIGHT
    assert verdict.message == f"{name}: as wanted on all {len(own.by_name[name].cases)} inputs tried."


@each("name", "answer", of=lambda own: own.right_answers)
def test_a_right_answer_among_many_is_right(own, name, answer):
    assert own.ask(name, answer).state is State.RIGHT


# Numbers that are not right.


@each("name", "value", of=lambda own: own.rounded_values)
def test_a_rounded_value_is_almost_right(own, name, value):
    verdict = own.ask(name, value)
    assert verdict.state is State.ALMOST
    assert verdict.message == f"give at least {own.by_name[name].digits} significant digits, correctly rounded."


@each("name", "value", "state", "told", of=lambda own: own.told_values)
def test_what_a_value_is_instead_is_told(own, name, value, state, told):
    verdict = own.ask(name, value)
    assert verdict.state is state
    assert told in verdict.message


@each("name", "guesses", "answers", of=lambda own: own.guesses)
def test_a_wrong_number_gets_another_hint_each_time_but_not_the_answer(own, name, guesses, answers):
    first, second = (own.ask(name, guess) for guess in guesses)
    exercise = own.by_name[name]
    assert first.state is second.state is State.WRONG
    assert first.message.endswith(f"Hint: {exercise.hint}")
    assert second.message.endswith(f"Hint: {exercise.hint} {exercise.further}")
    assert not any(answer in first.message + second.message for answer in answers)


# Functions.


@each_function
def test_a_stub_is_not_yet_written(own, name):
    def stub(*inputs): ...

    assert own.ask(name, stub).state is State.UNDEFINED
    assert own.ask(name, ...).state is State.UNDEFINED
    assert own.ask(name, lambda *inputs: print(*inputs)).state is State.MISSING


@each_function
def test_the_parameters_are_those_of_the_notebook(own, name):
    wanted = parameters_in(own.notebook, name)
    call = f"{name}({', '.join(wanted)})"
    message = own.ask(name, lambda: math.pi).message
    assert message == f"the number of parameters is 0; wanted are {len(wanted)}, as in {call}."


@each_function
def test_a_function_that_raises_is_told_what_and_where(own, name):
    for error in ERRORS:

        def stops(*inputs, error=error):
            raise error

        verdict = own.ask(name, stops)
        assert verdict.state is State.WRONG
        assert f"{name}(" in verdict.message
        assert type(error).__name__ in verdict.message


# Edges.


@each("edge", "breakdown", of=lambda own: own.breaking_down)
def test_an_error_at_an_edge_counts_as_breaking_down(own, edge, breakdown):
    for error in ERRORS_AT_EDGES:
        assert own.ask(edge.exercise.name, error).message.startswith(breakdown.name)


@each("name", of=lambda own: [(edge.exercise.name,) for edge in own.edges])
def test_a_wrong_number_at_an_edge_is_told_with_the_call(own, name):
    verdict = own.ask(name, 0.123)
    assert verdict.state is not State.RIGHT
    assert verdict.message.startswith(f"{name} is not 0.123")


@each("name", of=lambda own: [(name,) for name in own.quiet])
def test_no_warning_on_the_way_is_shown(own, name):
    def function(*inputs):
        return np.exp(1e4 * np.abs(inputs[0])) * np.mean([])  # overflows, and takes the mean of nothing

    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        function(1.0)
        assert len(shown) > 1
        shown.clear()
        assert own.ask(name, function).state is State.WRONG
    assert shown == []


# Junk.


@each_name
def test_no_piece_of_junk_is_right(own, name):
    assert len(junk.SINGLES) > 40
    for value in junk.SINGLES:
        for answer in (own.filled(name, value), *own.spoilt(name, value)):
            assert own.ask(name, answer).state is not State.RIGHT


@each_name
def test_junk_is_never_right_and_never_raises(own, name):
    def ask(value):
        verdict = own.ask(name, own.filled(name, value))
        assert verdict.state is not State.RIGHT
        assert verdict.message
        assert repr(verdict)

    given(value=junk.VALUES)(ask)()


@each_function
def test_a_function_that_returns_junk_is_never_right_and_never_raises(own, name):
    def ask(value):
        verdict = own.ask(name, lambda *inputs: value)
        assert verdict.state is not State.RIGHT
        assert repr(verdict)

    for value in (*junk.SINGLES, *junk.NUMBERS):
        ask(value)
    given(value=junk.VALUES)(ask)()


def parameters_in(notebook, name):
    """Parameters of a function where a notebook defines it first."""
    code = "\n".join(cell for cell in code_cells(notebook) if f"def {name}(" in cell)
    first = next(node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.FunctionDef) and node.name == name)
    return [argument.arg for argument in first.args.args]


@cache
def code_cells(notebook):
    """Sources of the code cells of a notebook."""
    cells = nbformat.read(NOTEBOOKS / f"{notebook}.ipynb", as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]
