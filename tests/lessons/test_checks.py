"""The engine on one exercise small enough to see through: double a list, and the number 8."""

import contextlib

import numpy as np
import pytest

from helpers.lessons.checks import check_condition, check_function, check_value
from helpers.lessons.exercises import Exercise, Mistake
from helpers.lessons.verdicts import WIDTH, State, Verdict

SQUARED = Mistake("you squared", lambda values: values**2, "Twice is not squared.", "Add it to itself.")
HALVED = Mistake("you halved", lambda values: values / 2, "It should grow.", "Multiply.", state=State.ALMOST)
DOUBLE = Exercise(
    name="double",
    right=lambda values: values * 2,
    mistakes=(SQUARED, HALVED),
    cases=((np.array([1.5, 3.0]),), (np.array([2.5, 4.0, 7.0]),)),
)
PAIR = Exercise(
    name="least and largest",
    right=lambda values: (values.min(), values.max()),
    mistakes=(
        Mistake("they have changed places", lambda values: (values.max(), values.min()), "Which first?", "Least."),
    ),
    parts=("least", "largest"),
    digits=4,
    hint="Sort the values.",
    further="Look at both ends.",
)
SMALL = Exercise(
    name="small",
    right=lambda number, limit: number < limit,
    mistakes=(Mistake("it is too large", lambda number, limit: number >= limit, "Go down.", "Further."),),
    parts=("number",),
    measure=lambda number, limit: f"{number:g} against {limit:g}",
)


def ask(function):
    return check_function(DOUBLE, function)


def spoil(values):
    values *= 2
    return values


def prints(values):
    print(values * 2)


def untouched(values): ...  # fmt: skip


def untouched_with_a_docstring(values):
    """Double each value."""
    ...


def left_open(values):
    return 2 * ...


def not_written_yet(values):
    raise NotImplementedError


@pytest.mark.parametrize(
    ("function", "state", "words"),
    [
        (..., "undefined", "wanted is double(values)"),
        (lambda values: ..., "undefined", "the placeholder `...` is still there"),
        (untouched, "undefined", "the body of double is still the placeholder"),
        (untouched_with_a_docstring, "undefined", "the body of double is still the placeholder"),
        (left_open, "undefined", "still meets a placeholder"),
        (not_written_yet, "undefined", "still meets a placeholder"),
        (None, "missing", "pass the function itself, `double`"),
        (lambda values: print(end=""), "missing", "returns None; did you forget `return`?"),
        (prints, "missing", "(it prints instead); did you forget `return`?"),
        (lambda values: [], "missing", "empty list"),
        (lambda values: values[:1] * 2, "missing", "1 of 2 numbers are there"),
        (lambda values: [round(value * 2 + 0.001, 3) for value in values], "almost", "3 significant digits agree"),
        (lambda values: [[value * 2] for value in values], "almost", "wanted is the arrangement [3, 6]"),
        (lambda values: values * 2 if len(values) == 2 else values, "almost", "double([1.5, 3]) is right, but"),
        (lambda values: values / 2, "almost", "you halved"),
        (lambda values: values**2, "wrong", "you squared. Hint: Twice is not squared."),
        (lambda values: values + 0.5, "wrong", "double([1.5, 3]) gives [2, 3.5]. Hint: "),
        (lambda values: values / 0, "wrong", "stops with RuntimeWarning: divide by zero"),
        (lambda values: float(values[0] - 1.5) ** -1, "wrong", "stops with ZeroDivisionError"),
        (lambda: 1, "wrong", "number of parameters is 0; wanted are 1, as in double(values)"),
        (lambda values, factor: values * factor, "wrong", "number of parameters is 2"),
        (np.array([3.0, 6.0]), "wrong", "without parentheses"),
        ("double", "wrong", "without parentheses"),
        (spoil, "wrong", "double([1.5, 3]) changes the list that it is given"),
        (lambda values: values * np.nan, "wrong", "the answer contains nan"),
        (lambda values: str(values), "wrong", "that is text"),
        (lambda values: (value * 2 for value in values), "wrong", "a value of type generator is not a number"),
        (lambda values: values * 2, "right", "as wanted on all 2 inputs tried"),
        (lambda values, factor=2: values * factor, "right", "as wanted"),
    ],
)
def test_the_state_and_the_words_for_a_function(function, state, words):
    verdict = ask(function)
    assert verdict.state == state
    assert words in verdict.message


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [
        (..., "undefined", "put your answer in its place"),
        ((1.0, ...), "undefined", "put your answer in its place"),
        (None, "missing", "there is None"),
        ((1, None), "missing", "there is None"),
        ([], "missing", "empty list"),
        (1.234, "missing", "least and largest is not 1.234: 1 of 2 numbers are there (least, largest)"),
        ((1.23, 9.88), "almost", "3 significant digits agree; give 4"),
        ([[1.234], [9.876]], "almost", "arrangement"),
        ((9.876, 1.234), "wrong", "they have changed places"),
        ((1.234, 5), "wrong", "right is the least, the rest is not. Hint: Sort the values."),
        ((0, 0), "wrong", "least and largest is not [0, 0]. Hint: Sort the values."),
        ("1.234, 9.876", "wrong", "without quotes"),
        ((1.234, 9.876), "right", "least and largest: [1.234, 9.876]."),
    ],
)
def test_the_state_and_the_words_for_a_value(value, state, words):
    verdict = check_value(PAIR, value, [9.876, 1.234, 5])
    assert verdict.state == state
    assert words in verdict.message


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [
        (..., "undefined", "put your answer in its place"),
        (None, "missing", "there is None"),
        ([1, 2], "wrong", "one number each"),
        (5, "wrong", "it is too large (5 against 3). Hint: Go down."),
        (2, "right", "2 against 3."),
    ],
)
def test_the_state_and_the_words_for_a_condition(value, state, words):
    verdict = check_condition(SMALL, (value,), 3)
    assert verdict.state == state
    assert words in verdict.message


def test_data_that_are_no_data_are_said_to_be():
    assert "in the data handed to the check: " in check_value(PAIR, 1.0, [None]).message
    assert "nothing can be worked out" in check_value(PAIR, 1.0, 5.0).message
    assert "nothing can be worked out" in check_condition(SMALL, (1.0,), [3, 4]).message


def test_the_further_hint_comes_with_the_same_mistake_and_goes_with_the_right_answer():
    assert "Add it to itself" not in ask(SQUARED.function).message
    assert "Add it to itself" in ask(SQUARED.function).message
    assert "Multiply" not in ask(HALVED.function).message  # another mistake begins with its first hint
    assert "Add it to itself" not in ask(SQUARED.function).message
    ask(lambda values: values * 2)
    assert "Add it to itself" not in ask(SQUARED.function).message


def test_a_mistake_nobody_thought_of_is_shown_the_wanted_value_on_the_second_asking():
    first, second = (ask(lambda values: values + 1) for _ in range(2))
    assert "[3, 6]" not in first.message
    assert second.message.endswith("It should give [3, 6].")


def test_what_the_function_prints_is_not_shown(capsys):
    ask(prints)
    assert capsys.readouterr().out == ""


def test_a_function_that_spoils_its_inputs_cannot_spoil_the_exercise():
    for _ in range(2):
        ask(spoil)
    assert ask(lambda values: values * 2).state is State.RIGHT


def test_text_is_never_evaluated():
    witness = []
    with contextlib.suppress(NameError):
        check_value(PAIR, "witness.append(1)", [1.0, 2.0])
    assert witness == []


def test_an_endless_function_can_be_interrupted():
    def interrupted(values):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ask(interrupted)


def test_a_verdict_is_text_that_fits_a_page():
    verdict = Verdict(State.WRONG, "word " * 60)
    lines = repr(verdict).splitlines()
    assert len(lines) > 2
    assert lines[0].startswith("✗ wrong: word")
    assert all(len(line) <= WIDTH for line in lines)
    assert {repr(Verdict(state, ""))[0] for state in State} == set("?–≈✗✓")
