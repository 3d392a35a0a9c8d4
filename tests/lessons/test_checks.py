"""The engine on one exercise small enough to see through: double a list, and the number 8."""

import contextlib
from dataclasses import replace

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


SEVENTH = Exercise(
    name="a seventh",
    right=lambda number: number / 7,
    mistakes=(Mistake("you are next to it", lambda number: number / 6.9995, "Near.", "Nearer.", state=State.ALMOST),),
    digits=4,
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


def caret(values):
    return [value ^ 2 for value in values]


def talkative(values):
    raise ValueError("word " * 100)


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
        (lambda values: [value * 2 + 0.001 for value in values], "almost", "give at least 6 significant digits, corr"),
        (lambda values: [[value * 2] for value in values], "almost", "wanted is the arrangement [3, 6]"),
        (lambda values: values * 2 if len(values) == 2 else values, "almost", "double([1.5, 3]) is right, but"),
        (lambda values: values / 2, "almost", "you halved"),
        (lambda values: values**2, "wrong", "you squared. Hint: Twice is not squared."),
        (lambda values: values + 0.5, "wrong", "double([1.5, 3]) gives [2, 3.5]. Hint: "),
        (lambda values: values / 0, "wrong", "stops with RuntimeWarning: divide by zero"),
        (lambda values: float(values[0] - 1.5) ** -1, "wrong", "stops with ZeroDivisionError"),
        (caret, "wrong", "double([1.5, 3]) stops at a `^`; in Python a power is `**`"),
        (lambda values: caret(values.tolist()), "wrong", "stops at a `^`; in Python a power is `**`"),
        (lambda values: values ^ 2, "wrong", "stops at a `^`; in Python a power is `**`"),
        (talkative, "wrong", "stops with ValueError: word word"),
        (lambda: 1, "wrong", "number of parameters is 0; wanted are 1, as in double(values)"),
        (lambda values, factor: values * factor, "wrong", "number of parameters is 2"),
        (np.array([3.0, 6.0]), "wrong", "without parentheses"),
        ("double", "wrong", "without parentheses"),
        (spoil, "wrong", "double([1.5, 3]) changes the list that it is given"),
        (lambda values: values * np.nan, "wrong", "the answer contains nan"),
        (lambda values: str(values), "wrong", "that is text"),
        (lambda values: (value * 2 for value in values), "wrong", "makes its numbers only on demand; return a list."),
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
        ((1.23, 9.88), "almost", "give at least 4 significant digits, correctly rounded."),
        ([[1.234], [9.876]], "almost", "arrangement"),
        ((9.876, 1.234), "wrong", "they have changed places"),
        ((1.234, 5), "wrong", "the least is right, the largest is not. Hint: Sort the values."),
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


@pytest.mark.parametrize(
    ("value", "state", "words"),
    [
        (1 / 7, "right", "a seventh: 0.142857."),
        ([1 / 7], "right", "a seventh: 0.142857."),
        (np.array([[1 / 7]]), "right", "a seventh: 0.142857."),
        (0.1429, "right", "a seventh: 0.1429."),
        (0.1428, "almost", "give at least 4 significant digits, correctly rounded."),
        (0.143, "almost", "give at least 4 significant digits, correctly rounded."),
        (1 / 6.9995, "almost", "you are next to it"),
        (0.14, "wrong", "a seventh is not 0.14"),
        ((1 / 7, 1 / 7), "wrong", "a seventh is not [0.142857, 0.142857]"),
    ],
)
def test_a_right_value_is_told_from_a_mistake_next_to_it(value, state, words):
    verdict = check_value(SEVENTH, value, 1)
    assert verdict.state == state
    assert words in verdict.message


def test_an_exercise_says_how_far_an_answer_may_be_rounded():
    assert check_value(replace(SEVENTH, rounded=2), 0.14, 1).state is State.ALMOST
    assert check_value(replace(SEVENTH, rounded=1), 0.1, 1).state is State.ALMOST


@pytest.mark.parametrize("decimals", [2, 3, 4])
def test_rounded_results_of_a_function_are_told_to_be(decimals):
    sevenths = Exercise("sevenths", lambda x: np.array([x, 3 * x]) / 7000, (), cases=((2.0,), (5.0,)))
    verdict = check_function(sevenths, lambda x: np.round(np.array([x, 3 * x]) / 7000, decimals))
    rounded = Verdict(State.ALMOST, "the results are rounded; return them as they are.")
    assert (verdict == rounded) == (decimals > 2)  # with two decimals all are whole numbers: 0
    one_off = check_function(sevenths, lambda x: np.round(np.array([x, 3 * x + 20]) / 7000, decimals))
    assert one_off.state is not State.ALMOST
    once = check_function(sevenths, lambda x: np.round(np.array([x]) / 7000, decimals))
    assert once.state is State.MISSING


def test_whole_numbers_are_not_taken_for_rounded_ones():
    share = Exercise("share", lambda x: x / 1000, (), cases=((1.0,), (2.0,)))
    assert check_function(share, lambda x: 0).state is State.WRONG


def test_a_long_error_is_cut_at_the_end_of_a_word():
    message = ask(talkative).message
    assert message.endswith(" word ...")
    assert len(message) < 250


def test_what_is_right_of_several_parts_is_said_and_what_is_not():
    three = Exercise("three", lambda: (1.0, 2.0, 3.0), (), parts=("first", "second", "third"))
    assert "the first is right, the second and the third are not" in check_value(three, (1, 0, 0)).message
    assert "the first and the third are right, the second is not" in check_value(three, (1, 0, 3)).message
    assert "not [1, 2, 3, 4]: there are 4 numbers, wanted are 3. Hint" in check_value(three, (1, 2, 3, 4)).message


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
