"""The engine on exercises small enough to see through: double a list, the number 8, a share of nothing."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.exercises.answers import WIDTH, Judgement, State, flat, read_numbers, show
from helpers.exercises.answers import agree as _agree
from helpers.exercises.answers import unboxed as _unboxed
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, wrong

SQUARED = wrong("you squared", lambda values: values**2, "Twice is not squared.", "Add it to itself.")
HALVED = almost("you halved", lambda values: values / 2, "It should grow.", "Multiply.")


# fmt: off
def double(answer):
    cases = ((np.array([1.5, 3.0]),), (np.array([2.5, 4.0, 7.0]),))
    return Exercise("double(values)", "each twice", lambda values: values * 2, cases, SQUARED, HALVED)(answer)


def pair(answer, data):
    changed = wrong("they have changed places", lambda values: (values.max(), values.min()), "Which first?", "Least.")
    return Exercise("least and largest", "of values", lambda values: (values.min(), values.max()), (), changed,
                    parts=("least", "largest"), digits=4, hint="Sort the values.", further="Look again.")(answer, data)


def small(answer, data):
    large = wrong("it is too large", lambda number, limit: number >= limit, "Go down.", "Further.")
    return Exercise("small", "a number", lambda number, limit: number < limit, (), large, parts=("number",),
                    measure=lambda number, limit: f"{number:g} against {limit:g}")(answer, data)


def seventh(answer, **options):
    near = almost("you are next to it", lambda number: number / 6.9995, "Near.", "Nearer.")
    return Exercise("a seventh", "of 1", lambda number: number / 7, (), near, **{"digits": 4, **options})(answer, 1)


def spoil(values):
    values *= 2
    return values


def prints(values): print(values * 2)
def untouched(values): ...
def untouched_with_a_docstring(values):
    """Double each value."""
    ...


def not_written_yet(values): raise NotImplementedError
def talkative(values): raise ValueError("word " * 100)
FUNCTIONS = [
    (..., "undefined", "wanted is double(values)"),
    (lambda values: ..., "undefined", "the placeholder `...` is still there"),
    (untouched, "undefined", "the body of double is still empty; write it."),
    (untouched_with_a_docstring, "undefined", "the body of double is still empty; write it."),
    (lambda values: 2 * ..., "undefined", "still meets a placeholder"),
    (not_written_yet, "undefined", "still meets a placeholder"),
    (None, "missing", "pass the function itself, `double`"),
    (lambda values: print(end=""), "missing", "returns None; did you forget `return`?"),
    (prints, "missing", "(it prints instead); did you forget `return`?"), (lambda values: [], "missing", "empty list"),
    (lambda values: values[:1] * 2, "missing", "only the first is there. Hint: How many are wanted?"),
    (lambda values: [value * 2 + 0.001 for value in values], "almost", "near, but no rounding"),
    (lambda values: [[value * 2] for value in values], "right", "Its arrangement is [[3], [6]]; [3, 6] is usual."),
    (lambda values: values * 2 if len(values) == 2 else values, "wrong", "on 1 of 2 inputs tried it is right"),
    (lambda values: values / 2, "almost", "you halved"),
    (lambda values: values**2, "wrong", "you squared. Hint: Twice is not squared."),
    (lambda values: values + 0.5, "wrong", "double(np.array([1.5, 3])) gives [2, 3.5]. Hint: "),
    (lambda values: values / 0, "wrong", "the answer contains inf; look for a division by 0"),
    (lambda values: float(values[0] - 1.5) ** -1, "wrong", "stops with ZeroDivisionError"),
    (lambda values: [value ^ 2 for value in values], "wrong", "stops at a `^`; in Python a power is"),
    (lambda values: [value ^ 2 for value in values.tolist()], "wrong", "stops at a `^`; in Python a power is `**`"),
    (lambda values: values ^ 2, "wrong", "stops at a `^`; in Python a power is `**`"),
    (talkative, "wrong", "word word ..."),
    (lambda: 1, "wrong", "number of parameters is 0; wanted are 1, as in double(values)."),
    (lambda values, factor: values * factor, "wrong", "number of parameters is 2"),
    (np.array([3.0, 6.0]), "wrong", "without parentheses"), ("double", "wrong", "without parentheses"),
    (spoil, "wrong", "double(np.array([1.5, 3])) changes the array that it is given"),
    (lambda values: values * np.nan, "wrong", "the answer contains nan"),
    (lambda values: str(values), "wrong", "that is text"),
    (lambda values: (value * 2 for value in values), "right", "as wanted on all 2 inputs tried."),
    (lambda values: values * 2, "right", "as wanted on all 2 inputs tried"),
    (lambda values, factor=2: values * factor, "right", "as wanted"),
]
VALUES = [
    (..., "undefined", "put your answer in its place"), ((1.0, ...), "undefined", "put your answer in its place"),
    (None, "missing", "there is None"), ((1, None), "missing", "there is None"), ([], "missing", "empty list"),
    (1.5, "missing", "least and largest is not 1.5: 1 of 2 numbers are there (least, largest)"),
    ((1.23, 9.88), "almost", "give at least 4 significant digits, correctly rounded."),
    ([[1.234], [9.876]], "right", "Its arrangement is [[1.234], [9.876]]"),
    ((9.876, 1.234), "wrong", "they have changed places"),
    ((1.234, 5), "wrong", "the least is right, the largest is not. Hint: Sort the values."),
    ((0, 0), "wrong", "least and largest is not [0, 0]. Hint: Sort the values."),
    ("1.234, 9.876", "wrong", "without quotes"), ((1.234, 9.876), "right", "least and largest: [1.234, 9.876]."),
]
CONDITIONS = [
    (..., "undefined", "put your answer in its place"), (None, "missing", "there is None"),
    ([1, 2], "wrong", "one number each"), (5, "wrong", "it is too large (5 against 3). Hint: Go down."),
    (2, "right", "2 against 3."),
]
NEAR_A_MISTAKE = [
    (1 / 7, "right", "a seventh: 0.142857."), ([1 / 7], "right", "a seventh: 0.142857. It comes in a list of one."),
    (np.array([[1 / 7]]), "right", "a seventh: 0.142857. It comes"), (0.1429, "right", "a seventh: 0.1429."),
    (0.1428, "almost", "give at least 4 significant digits, correctly rounded."),
    (0.143, "almost", "give at least 4 significant digits, correctly rounded."),
    (1 / 6.9995, "almost", "you are next to it"), (0.14, "wrong", "a seventh is not 0.14"),
    ((1 / 7, 1 / 7), "almost", "a seventh is not [0.142857, 0.142857]: the first of these is right"),
]


@pytest.mark.parametrize(("check", "answer", "state", "words"), [
    *((double, *row) for row in FUNCTIONS),
    *((lambda answer: pair(answer, [9.876, 1.234, 5]), *row) for row in VALUES),
    *((lambda answer: small(answer, 3), *row) for row in CONDITIONS),
    *((seventh, *row) for row in NEAR_A_MISTAKE),
])
def test_the_state_and_the_words(check, answer, state, words):
    judgement = check(answer)
    assert judgement.state == state
    assert words in judgement.message


def test_an_exercise_says_how_far_an_answer_may_be_rounded():
    assert seventh(0.14, rounded=2).state is State.ALMOST
    assert seventh(0.1, rounded=1).state is State.ALMOST


@pytest.mark.parametrize("decimals", [2, 3, 4])
def test_rounded_results_of_a_function_are_told_to_be(decimals):
    sevenths = Exercise("sevenths(x)", "two", lambda x: np.array([x, 3 * x]) / 7000, ((2.0,), (5.0,)))
    judgement = sevenths(lambda x: np.round(np.array([x, 3 * x]) / 7000, decimals))
    rounded = Judgement(State.ALMOST, "the results are rounded; return them as they are.")
    assert (judgement == rounded) == (decimals > 2)  # with two decimals all are whole numbers: 0
    assert sevenths(lambda x: np.round(np.array([x, 3 * x + 20]) / 7000, decimals)).state is not State.ALMOST
    assert sevenths(lambda x: np.round(np.array([x]) / 7000, decimals)).state is State.MISSING
    assert sevenths(lambda x: [0, 0]).state is State.WRONG  # whole numbers may come from elsewhere


def test_what_is_right_of_several_parts_is_said_and_what_is_not():
    three = Exercise("three", "in order", lambda: (1.0, 2.0, 3.0), answers=3, parts=("first", "second", "third"))
    assert "the first is right, the second and the third are not" in three(1, 7, 8).message
    assert "the first and the third are right, the second is not" in three(1, 7, 3).message
    assert three(1, 2, 3).state is State.RIGHT
    four = Exercise("three", "in order", lambda: (1.0, 2.0, 3.0), parts=("first", "second", "third"))
    assert "not [1, 2, 3, 4]: there are 4 numbers, wanted are 3. Hint" in four((1, 2, 3, 4)).message


def test_data_that_are_no_data_are_said_to_be():
    assert "in the data handed to the check: " in pair(1.0, [None]).message
    assert "nothing can be worked out" in pair(1.0, 5.0).message
    assert "nothing can be worked out" in small(1.0, [3, 4]).message


def test_the_further_hint_comes_with_the_same_mistake_and_goes_with_the_right_answer():
    check = Exercise("double(values)", "each twice", lambda values: values * 2, ((np.array([1.5]),),), SQUARED, HALVED)
    squared, halved = SQUARED.function, HALVED.function
    told = [check(answer).message for answer in (squared, squared, halved, squared, lambda v: v * 2, squared)]
    assert ["Add it to itself" in text or "Multiply" in text for text in told] == [False, True, *[False] * 4]


def test_a_mistake_nobody_thought_of_is_shown_the_wanted_value_on_the_second_asking():
    check = Exercise("double(values)", "each twice", lambda values: values * 2, ((np.array([1.5]),),))
    first, second = (check(lambda values: values + 1).message for _ in range(2))
    assert "[3]" not in first
    assert second.endswith("It should give [3].")


def test_what_the_function_prints_is_not_shown_and_what_it_spoils_is_a_copy(capsys):
    check = Exercise("double(values)", "each twice", lambda values: values * 2, ((np.array([1.5]),),))
    assert check(prints).state is State.MISSING
    assert capsys.readouterr().out == ""
    for _ in range(2):
        assert "changes the array" in check(spoil).message
    assert check(lambda values: values * 2).state is State.RIGHT


def test_an_endless_function_can_be_interrupted():
    def interrupted(values):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        double(interrupted)


def test_a_judgement_is_text_that_fits_a_page():
    lines = repr(Judgement(State.WRONG, "word " * 60)).splitlines()
    assert len(lines) > 2
    assert lines[0].startswith("✗ wrong: word")
    assert all(len(line) <= WIDTH for line in lines)
    assert [repr(Judgement(state, ""))[0] for state in State] == list("?–≈✗✓")


def overflowing(part, whole):
    return part / whole if whole else np.exp(np.array([1e4]))[0] * 0 + 1


@pytest.mark.parametrize(("function", "said"), [
    (lambda part, whole: part / whole, "share(0, 0) stops with ZeroDivisionError"),
    (lambda part, whole: part / whole if whole else math.nan, "contains nan"),
    (overflowing, "share(0, 0) stops with FloatingPointError: overflow"),
])
def test_a_breakdown_is_told_by_its_name_or_in_its_own_words(function, said):
    def share(*slips):
        right, edges = (lambda part, whole: part / whole if whole else 0), [((0.0, 0.0), *slips)]
        return Exercise("share(part, whole)", "of nothing 0", right, ((3.0, 4.0),), edges=edges)

    named = breaks("you divided by 0", "Is there anything to share?", "Ask first.")
    assert "you divided by 0" in repr(share(named)(function))
    assert said in repr(share()(function))
    assert "-1" not in repr(share()(function))
    assert share(named)(lambda part, whole: 3 / 4 if whole else 0).message.endswith("on all 1 inputs tried.")


def test_an_exercise_that_is_asked_first_has_the_say_only_where_it_is_almost_content():
    near = almost("that is near", lambda n: abs(n - 3.14) < 0.05, "Count.", "Count again.")
    near_pi = Exercise("near π", "by needles", lambda n: False, (), near, measure=lambda n: f"{n:g}")
    pi = Exercise("π", "to three digits", lambda: np.pi, digits=3, first=near_pi)
    assert pi(3.12).message == "that is near (3.12). Hint: Count."
    assert pi(3.12).message == "that is near (3.12). Hint: Count. Count again."
    assert pi(5).message.startswith("π is not 5.")
    assert pi("π").message.startswith("that is text")


def test_something_better_is_said_in_place_of_a_message():
    half = wrong("only the first is there", lambda x: (x, 0), "Both.", "Return two.")
    twice = Exercise(
        "twice(x)", "a pair", lambda x: (x, x), ((1.0,), (2.0,)), half,
        instead={"type dict": "a list, please.", "contains nan": np.nan_to_num},
    )
    assert repr(twice(lambda x: {x: x})) == "✗ wrong: a list, please."
    assert twice(lambda x: (x, math.nan)).message == "only the first is there. Hint: Both."
    assert "contains nan" in twice(lambda x: (math.nan, math.nan)).message  # no mistake shows with 0 in its place
    assert "contains nan" in twice(lambda x: (x, x) if x == 1 else (x, math.nan)).message


finite = st.floats(allow_nan=False, allow_infinity=False)
nested = st.recursive(finite, lambda parts: st.lists(parts, min_size=1, max_size=4), max_leaves=8).filter(
    lambda value: depth(value) <= 4
)


def depth(value):
    return 1 + max(map(depth, value)) if isinstance(value, list) else 0


def as_tuples(value):
    return tuple(map(as_tuples, value)) if isinstance(value, list) else value


@given(nested)
def test_lists_come_back_as_tuples(value):
    assert read_numbers(value) == as_tuples(value)
    assert _agree(read_numbers(value), as_tuples(value), digits=12)


@given(finite, st.sampled_from([np.float64, np.array, Decimal, Fraction, lambda number: number]))
def test_every_kind_of_number_is_read(number, kind):
    assert type(read_numbers(kind(number))) is float
    assert read_numbers(kind(number)) == number


@pytest.mark.parametrize("value", [3, np.int8(3), np.float32(3), range(3, 4), np.array([[3]]), [Decimal(3)]])
def test_kinds_of_three(value):
    assert flat(read_numbers(value)) == (3.0,)


@given(st.floats(min_value=1e-200, max_value=1e200), st.integers(2, 8))
def test_half_a_unit_of_the_last_digit_decides(number, digits):
    unit = 10.0 ** (math.floor(math.log10(number)) + 1 - digits)
    assert _agree(number + 0.4 * unit, number, digits)
    assert not _agree(number + 0.6 * unit, number, digits)


@pytest.mark.parametrize(("found", "wanted", "digits", "agree"), [
    (3.14, math.pi, 3, True), (3.14, math.pi, 4, False), (3.1416, math.pi, 5, True), (3.1416, math.pi, 6, False),
    # a wanted 0 takes its size from the others
    ((0.0, 1.0), (1e-17, 1.0), 6, True), ((1e-13, 1.0), (0.0, 1.0), 6, True), ((1e-3, 1.0), (0.0, 1.0), 3, False),
    ((0.0, 0.0), (0.0, 0.0), 6, True),
    # what is arranged otherwise never agrees
    ((1.0,), 1.0, 3, False), ((1.0, (2.0,)), (1.0, 2.0), 3, False), ((1.0, 2.0), (1.0,), 3, False),
])
def test_numbers_agree_to_so_many_digits(found, wanted, digits, agree):
    assert _agree(found, wanted, digits) == agree


@given(finite, st.integers(0, 3))
def test_a_single_number_comes_out_of_its_lists_where_one_is_wanted(number, boxes):
    found = number
    for _ in range(boxes):
        found = (found,)
    assert _unboxed(found, 1.0) == number
    assert _unboxed(found, (1.0,)) == found
    assert _unboxed((number, number), 1.0) == (number, number)


def test_numbers_are_shown_short():
    assert show(0.000185929) == "0.000185929"
    assert show(95_450.0) == "95,450"
    assert show((1.0, (2.0, 3.0))) == "[1, [2, 3]]"
    assert show(np.arange(1000)) == "[0, 1, 2, 3, 4, 5, ...]"
