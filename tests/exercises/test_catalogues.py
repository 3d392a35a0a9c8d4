"""What every exercise of every notebook is tested for: right answers accepted, mistakes named, junk refused in words.

A new exercise, mistake or edge is tested as soon as it stands in its catalogue; ``answers`` has what learners write.
"""

import ast
import re
from functools import cache
from itertools import combinations
from pathlib import Path

import nbformat
import numpy as np
import pytest
from hypothesis import given, settings

from helpers.exercises import NOTEBOOKS
from helpers.exercises.answers import State, flat, read_numbers, show, write_call
from helpers.exercises.answers import agree as _agree
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import BROKEN, broken, wrong
from tests.exercises import junk
from tests.exercises.asked import ASKED, CHECKS, EDGES, FORMS, exercises_of
from tests.exercises.changes import changes
from tests.exercises.mutants import Fresh

PAGES = Path(__file__).parents[2] / "notebooks"
NOT_RIGHT = (State.WRONG, State.ALMOST, State.MISSING)
ERRORS = [ValueError("bad"), junk.SilentError(), SystemExit(1), KeyError(), RecursionError()]
ERRORS_AT_EDGES = [OverflowError("math range error"), ValueError("math domain error"), IndexError("out of bounds")]
COARSE = {"linear_algebra": 2, "statistics": 3}  # digits to which no two formulas of a function may agree


def is_told(answer):
    """Whether a wrong answer stands in its table with the words for it."""
    return isinstance(answer, tuple) and isinstance(answer[0], str)


FUNCTIONS = [asked for asked in CHECKS if asked.is_function]
VALUES = [asked for asked in CHECKS if not asked.is_function]
WITH_FORMULAS = [asked for asked in ASKED if not asked.exercise.measure]
ANSWERS = [(asked, answer) for asked in CHECKS for answer in asked.of("TOLD")]
TOLD = [(asked, *answer) for asked, answer in ANSWERS if is_told(answer)]
NOT_TOLD = [(asked, answer) for asked, answer in ANSWERS if not is_told(answer)]
MISTAKES = [(asked, slip) for asked in ASKED for slip in asked.exercise.slips]


def each(*parameters, of):
    """Run a test for all of a list, one tuple or one value for the parameters, named by the texts and names in it."""
    rows = [row if isinstance(row, tuple) else (row,) for row in of]
    words = [[part if isinstance(part, str) else getattr(part, "name", "") for part in row] for row in rows]
    ids = [": ".join([row[0].notebook, *told]) for row, told in zip(rows, words, strict=True)]
    return pytest.mark.parametrize(parameters, rows, ids=ids)


@cache
def code_of(notebook):
    """The code of a notebook, one text."""
    (page,) = PAGES.glob(f"*_{notebook}.ipynb")
    cells = nbformat.read(page, as_version=4).cells
    return [cell.source for cell in cells if cell.cell_type == "code"]


@pytest.mark.parametrize("notebook", NOTEBOOKS)
def test_a_catalogue_has_the_exercises_of_its_notebook_in_their_order_and_answers_to_each(notebook):
    asked = re.findall(r"^(check_\w+)\(", "\n".join(code_of(notebook)), re.MULTILINE)
    assert list(exercises_of(notebook)) == list(dict.fromkeys(asked))
    names = {exercise.name for exercise in exercises_of(notebook).values()}
    table = next(asked.answers for asked in CHECKS if asked.notebook == notebook)
    assert set(table.RIGHT) == names >= set(table.TOLD)


@each("asked", of=FUNCTIONS)
def test_the_call_is_that_of_the_stub_in_the_notebook(asked):
    code = next(cell for cell in code_of(asked.notebook) if f"def {asked.name}(" in cell)
    first = next(n for n in ast.walk(ast.parse(code)) if isinstance(n, ast.FunctionDef) and n.name == asked.name)
    assert asked.check.call == f"{asked.name}({', '.join(argument.arg for argument in first.args.args)})"


@each("asked", of=CHECKS)
def test_a_check_says_what_it_checks_in_one_line(asked):
    assert asked.check.__doc__.startswith("Check ")
    assert asked.check.call in asked.check.__doc__
    assert len(asked.check.__doc__.splitlines()) == 1


# Formulas.


def clashes(exercise, cases, digits):
    """List the pairs of formulas, the right one among them, that give the same."""
    formulas = (exercise.right, *(slip.function for slip in exercise.slips))
    found = [[exercise.output(formula, case) for case in cases] for formula in formulas]
    pairs = combinations(range(len(found)), 2)
    return [(i, j) for i, j in pairs if all(_agree(*both, digits) for both in zip(found[i], found[j], strict=True))]


@each("asked", of=WITH_FORMULAS)
def test_no_two_formulas_of_an_exercise_agree(asked):
    coarse = asked.is_function or (asked.edge and asked.notebook == "statistics")
    digits = COARSE.get(asked.notebook, asked.exercise.digits) if coarse else asked.exercise.digits
    assert clashes(asked.exercise, asked.cases, digits) == []


def test_two_formulas_that_agree_are_found():
    squared, once_more, right = (wrong("", f, "", "") for f in (np.square, lambda x: x * x, lambda x: x + x))
    twice = Exercise("twice(x)", "", lambda x: 2 * x, ((3.0,), (5.0,)), squared, once_more, right)
    assert clashes(twice, twice.cases, 6) == [(0, 3), (1, 2)]


@each("asked", of=[asked for asked in CHECKS if not asked.check.measure])
def test_each_mistake_makes_what_it_is_known_to_make_of_the_cases(asked):
    for slip, known in zip(asked.exercise.slips, asked.of("MADE"), strict=True):
        numbers = flat(tuple(asked.exercise.output(slip.function, case) for case in asked.cases))
        made = np.dot(numbers, range(1, len(numbers) + 1))
        assert known is None or made == pytest.approx(known, rel=1e-5, abs=1e-9), slip.name


# Mistakes.


@each("asked", "slip", of=MISTAKES)
def test_a_mistake_is_named_and_a_second_asking_says_more(asked, slip):
    answer = asked.mistaken(slip)
    first, second = (asked(answer) for _ in range(2))
    hint, further = (asked.written(text, answer) for text in (slip.hint, slip.further))
    assert first.state is second.state is slip.state
    assert slip.state in NOT_RIGHT
    assert first.message.startswith(slip.name)
    assert first.message.endswith(f"Hint: {hint}")
    assert second.message.endswith(f"Hint: {hint} {further}")


@each("asked", of=[asked for asked in CHECKS if not asked.check.measure])
def test_a_change_of_what_is_right_is_told_by_its_name_or_by_another_that_explains_it(asked):
    fresh, told = Fresh(asked.check, asked.cases), 0
    for words, change in changes(asked)[CHECKS.index(asked) % 3 :: 3]:  # each is tried on every third exercise
        answer = change if asked.is_function else change(*asked.cases[0])
        judgement = asked(answer)
        if words and words in judgement.message:
            told += 1
            assert judgement.state is not State.RIGHT
            continue
        found = fresh.of(answer)
        explained, same = fresh.explains(judgement.message, found), [*map(fresh.same_at, found, fresh.wanted)]
        if judgement.state is State.RIGHT:
            assert asked.check.how_right(found, fresh.wanted) is not None, words
        elif words and None not in found and not any(same) and " there (" not in judgement.message:
            assert explained, (words, judgement)
        assert explained is not False, (words, judgement)
    assert told > 3


@each("asked", of=ASKED)
def test_mistakes_are_told_in_words(asked):
    for slip in asked.exercise.slips:
        assert slip.name
        assert not slip.name.endswith((".", "?"))
        assert callable(slip.hint) or slip.hint.endswith((".", "?"))
        assert slip.further.endswith((".", "?"))
        assert slip.hint != slip.further
        assert not {"simply", "just", "obviously"} & set(f"{slip.name} {slip.hint} {slip.further}".split())


@each("asked", "words", "answer", of=TOLD)
def test_a_learners_own_wrong_answer_is_told_what_it_is(asked, words, answer):
    judgement = asked(answer)
    assert judgement.state is not State.RIGHT
    assert words in judgement.message


@each("asked", "answer", of=NOT_TOLD)
def test_a_wrong_answer_without_a_name_is_shown_at_a_call(asked, answer):
    judgement = asked(answer)
    assert judgement.state is not State.RIGHT
    assert re.match(rf"(on \d+ of \d+ inputs tried it is right, but )?{asked.name}\(", judgement.message)


@each("asked", of=[asked for asked in VALUES if not asked.check.measure])
def test_a_wrong_number_gets_another_hint_each_time_but_not_the_answer(asked):
    right = read_numbers(asked.check.right(*asked.cases[0]))
    first, second = (asked([guess] * len(flat(right))) for guess in (0.123, 0.456))
    assert first.state is second.state is State.WRONG
    assert first.message.endswith(f"Hint: {asked.check.hint}")
    assert second.message.endswith(f"Hint: {asked.check.hint} {asked.check.further}")
    assert show(right) not in second.message


# Right answers.


@each("asked", "form", of=[(asked, form) for asked in WITH_FORMULAS for form in FORMS])
def test_a_right_answer_is_right_in_every_form(asked, form):
    assert asked(asked.right(form)).state is State.RIGHT


@each("asked", "answer", of=[(asked, answer) for asked in CHECKS for answer in asked.of("RIGHT")])
def test_a_right_answer_of_a_learners_own_is_right(asked, answer):
    judgement = asked(answer)
    assert judgement.state is State.RIGHT
    if asked.is_function and not asked.check.measure:
        assert judgement.message.startswith(f"{asked.name}: as wanted on all ")


# Functions.


@each("asked", of=FUNCTIONS)
def test_a_stub_is_not_yet_written(asked):
    def stub(*inputs): ...

    assert asked(stub).state is asked(...).state is State.UNDEFINED
    assert asked(lambda *inputs: print(*inputs)).state is State.MISSING


@each("asked", of=FUNCTIONS)
def test_a_function_that_raises_is_told_what_and_where(asked):
    for error in ERRORS:

        def stops(*inputs, error=error):
            raise error

        judgement = asked(stops)
        assert judgement.state is State.WRONG
        assert f"{asked.name}(" in judgement.message
        assert type(error).__name__ in judgement.message


# Edges.


@each("asked", of=EDGES)
def test_a_wrong_number_at_an_edge_is_told_with_the_call(asked):
    judgement = asked(0.123)
    assert judgement.state is not State.RIGHT
    assert judgement.message.startswith(f"{write_call(asked.name, asked.cases[0])} gives 0.123")


@each("asked", "slip", of=[(asked, slip) for asked, slip in MISTAKES if asked.edge and slip.function is broken])
def test_an_error_at_an_edge_counts_as_breaking_down(asked, slip):
    for error in (*ERRORS_AT_EDGES, BROKEN):
        assert asked(error).message.startswith(slip.name)


# Junk. The engine is the same for all exercises, so a few examples of each are enough.


def drawn(ask):
    settings(max_examples=20)(given(value=junk.VALUES)(ask))()


@each("asked", of=ASKED)
def test_junk_and_a_function_that_returns_it_is_never_right_and_never_raises(asked):
    def ask(value):
        for answer in (*asked.with_junk(value), *[lambda *inputs: value] * asked.is_function):
            judgement = asked(answer)
            assert judgement.state is not State.RIGHT
            assert repr(judgement)

    for value in (*junk.SINGLES, *junk.NUMBERS):
        ask(value)
    drawn(ask)


@each("asked", of=[asked for asked in VALUES if asked.data])
def test_junk_for_data_is_never_right_and_never_raises(asked):
    answer = asked.of("RIGHT")[0] if asked.check.answers > 1 else (asked.of("RIGHT")[0],)

    def ask(value):
        for place in range(len(asked.data)):
            data = (*asked.data[:place], value, *asked.data[place + 1 :])
            judgement = asked.check(*answer, *data)
            assert repr(judgement)
            assert judgement.state is not State.RIGHT or place > 0  # without the first data nothing is right

    drawn(ask)
