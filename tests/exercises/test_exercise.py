"""The engine on exercises small enough to see through: double a list, the number 8, a share of nothing."""

import itertools
import math
import re
from collections import deque, namedtuple
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.exercises.answers import WIDTH, Judgement, State, Watcher, flat, read_numbers, show
from helpers.exercises.answers import agree as _agree
from helpers.exercises.answers import unboxed as _unboxed
from helpers.exercises.draws import drawn, labels, number, numbers, positive, shares, table, whole
from helpers.exercises.exercise import Exercise
from helpers.exercises.slips import almost, breaks, wrong
from tests.exercises.changes import RESULTS, ROUNDED, of_results

CASES = (np.array([1.5, 3.0]),), (np.array([2.5, 4.0, 7.0]),)
SQUARED = wrong("you squared", lambda values: values**2, "Twice is not squared.", "Add it to itself.")
HALVED = almost("you halved", lambda values: values / 2, "It should grow.", "Multiply.")


def doubling(*slips, cases=CASES, **options):
    return Exercise("double(values)", "each twice", lambda values: values * 2, cases, *slips, **options)


def double(answer):
    return doubling(SQUARED, HALVED)(answer)


def pair(answer, data):
    changed = wrong("they have changed places", lambda values: (values.max(), values.min()), "Which first?", "Least.")
    return Exercise(
        "least and largest", "of values", lambda values: (values.min(), values.max()), (), changed,
        parts=("least", "largest"), digits=4, hint="Sort the values.", further="Look again.",
    )(answer, data)  # fmt: skip


def small(answer, data):
    large = wrong("it is too large", lambda number, limit: number >= limit, "Go down.", "Further.")
    return Exercise(
        "small", "a number", lambda number, limit: number < limit, (), large,
        parts=("number",), measure=lambda number, limit: f"{number:g} against {limit:g}",
    )(answer, data)  # fmt: skip


def seventh(answer, **options):
    near = almost("you are next to it", lambda number: number / 6.9995, "Near.", "Nearer.")
    return Exercise("a seventh", "of 1", lambda number: number / 7, (), near, **{"digits": 4, **options})(answer, 1)


def spoil(values):
    values *= 2
    return values


def prints(values):
    print(values * 2)


def untouched(values): ...


def untouched_with_a_docstring(values):
    """Double each value."""
    ...


def not_written_yet(values):
    raise NotImplementedError


def talkative(values):
    raise ValueError("word " * 100)


# fmt: off
FUNCTIONS = [
    (..., "undefined", "wanted is double(values)"),
    (lambda values: ..., "undefined", "the placeholder `...` is still there"),
    (untouched, "undefined", "the body of double is still empty; write it."),
    (untouched_with_a_docstring, "undefined", "the body of double is still empty; write it."),
    (lambda values: 2 * ..., "undefined", "still meets a placeholder"),
    (lambda values: [].append(1) + 1, "wrong", "So do `append` and `sort`"),
    (not_written_yet, "undefined", "still meets a placeholder"),
    (None, "missing", "pass the function itself, `double`"),
    (lambda values: print(end=""), "missing", "returns None; did you forget `return`? What .sort() and .app"),
    (prints, "missing", "(it prints instead); did you forget `return`?"), (lambda values: [], "missing", "empty list"),
    (lambda values: values[:1] * 2, "missing", "only the first is there. Hint: How many are wanted?"),
    (lambda values: [value * 2 + 0.001 for value in values], "almost", "near, but no rounding"),
    (lambda values: [[value * 2] for value in values], "right", "It comes as [[3], [6]]; [3, 6] is usual."),
    (lambda values: values * 2 if len(values) == 2 else values, "wrong", "on 1 of 2 inputs tried it is right"),
    (lambda values: values / 2, "almost", "you halved"),
    (lambda values: values**2, "wrong", "you squared. Hint: Twice is not squared."),
    (lambda values: values + 0.5, "wrong", "double(np.array([1.5, 3])) gives [2, 3.5]. Hint: "),
    (lambda values: values / 0, "wrong", "the answer contains inf; look for a division by 0"),
    (lambda values: float(values[0] - 1.5) ** -1, "wrong", "stops with ZeroDivisionError"),
    (lambda values: [value ^ 2 for value in values], "wrong", "stops at a `^`; in Python a power is"),
    (lambda values: [value ^ 2 for value in values.tolist()], "wrong", "stops at a `^`; in Python a power is `**`"),
    (lambda values: values ^ 2, "wrong", "stops at a `^`; in Python a power is `**`"),
    (lambda values: values[len(values) / 2], "wrong", "Hint: A place is a whole number: `//` gives one, range(len(v))"),
    (lambda values: values.tolist()[1.0], "wrong", "Hint: A place is a whole number"),
    (lambda values: len(values.tolist().sort()), "wrong", "So do `append` and `sort`: write no `=` before them."),
    (lambda values: {values.tolist()}, "wrong", "Hint: A list can change, so it is no key and in no set; a tuple is."),
    (lambda values: range(values.tolist()), "wrong", "Hint: `range` takes a number, as in range(len(values))."),
    (lambda values: values.tolist()(0), "wrong", "Hint: Square brackets take a number out of a list, as in values[0]."),
    (talkative, "wrong", "word word ..."),
    (lambda: 1, "wrong", "the parameters are (); wanted are those of double(values)."),
    (lambda values, factor: values * factor, "wrong", "the parameters are (values, factor); wanted"),
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
    ([[1.234], [9.876]], "right", "It comes as [[1.234], [9.876]]"),
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


def test_in_single_precision_each_of_a_list_is_as_exact_as_its_largest():
    def two(x):
        return np.array([1000 * x, x / 3000])

    def check(off, **options):
        exercise = Exercise("two(x)", "of x", two, ((1.0,), (2.0,)), **options)
        return exercise(lambda x: np.float32(two(x) + np.array([0, off])))

    assert "single precision" in check(1e-6).message
    assert check(0.1).state is not State.RIGHT
    assert check(1e-6, parts=("large", "small")).state is not State.RIGHT  # these are two quantities


def test_what_is_right_of_several_parts_is_said_and_what_is_not():
    three = Exercise("three", "in order", lambda: (1.0, 2.0, 3.0), answers=3, parts=("first", "second", "third"))
    assert "the first is right, the second and the third are not" in three(1, 7, 8).message
    assert "the first and the third are right, the second is not" in three(1, 7, 3).message
    assert three(1, 2, 3).state is three([1, 2, 3]).state is State.RIGHT
    assert "the data follow the answer, and 3.8 has a point" in three(1, 2, 3, 4).message
    four = Exercise("three", "in order", lambda: (1.0, 2.0, 3.0), parts=("first", "second", "third"))
    assert "[1, 2, 3, 4]: there are 4 numbers, wanted are 3 (first, second, third). Hint" in four((1, 2, 3, 4)).message


def test_data_that_are_no_data_are_said_to_be():
    assert "in the data handed to the check: " in pair(1.0, [None]).message
    assert "nothing can be worked out" in pair(1.0, 5.0).message
    assert "nothing can be worked out" in small(1.0, [3, 4]).message


def test_the_further_hint_comes_with_the_same_mistake_and_goes_with_the_right_answer():
    check = doubling(SQUARED, HALVED)
    squared, halved = SQUARED.function, HALVED.function
    told = [check(answer).message for answer in (squared, squared, halved, squared, lambda v: v * 2, squared)]
    assert ["Add it to itself" in text or "Multiply" in text for text in told] == [False, True, *[False] * 4]


def test_a_mistake_nobody_thought_of_is_shown_the_wanted_value_on_the_second_asking():
    check = doubling()
    first, second = (check(lambda values: values + 1).message for _ in range(2))
    assert "[3, 6]" not in first
    assert second.endswith("It should give [3, 6].")


def test_what_the_function_prints_is_not_shown_and_what_it_spoils_is_a_copy(capsys):
    check = doubling()
    assert check(prints).state is State.MISSING
    assert capsys.readouterr().out == ""
    for _ in range(2):
        assert "changes the array" in check(spoil).message
    assert check(lambda values: values * 2).state is State.RIGHT


def test_no_warning_on_the_way_is_shown(recwarn):
    def function(values):
        return np.exp(np.array([1e4])) * np.mean([])  # overflows, and takes the mean of nothing

    function(1)
    assert len(recwarn) > 1
    recwarn.clear()
    assert double(function).state is State.WRONG
    assert len(recwarn) == 0


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


def test_a_number_that_is_near_is_told_so_unless_it_is_right_or_rounded():
    near = almost("that is near", lambda: np.pi, "Count.", "Count again.")
    pi = Exercise("π", "to three digits", lambda: np.pi, digits=3, rounded=2, near=[(0.05, near)])
    assert pi(3.1).message.startswith("give at least 3")
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
    assert show((1.0, (2059.8, 3.0))) == "[1, [2059.8, 3]]"
    assert show(np.arange(1000)) == "[0, 1, 2, 3, 4, 5, ...]"


# fmt: on
# What is handed in, in every form that a learner may choose; pandas and PyTorch are not needed for that.


Interval = namedtuple("Interval", ["low", "high"])


class Symbol:
    """A number of another package: nothing is known of it but its float."""

    def __init__(self, value):
        self.value = value

    def __float__(self):
        return float(self.value)


def table_of(values):
    """Return a table of another package, of one row."""
    return SimpleNamespace(to_numpy=lambda: np.array([ends(values)]))


def scipy_result(values):
    """Return what a test of SciPy's returns."""
    return SimpleNamespace(statistic=sum(values) / 3, pvalue=0.5)


def ends(values):
    return min(values), max(values)


def shifted(values, by):
    return [value + by for value in values]


# fmt: off
ENDS = Exercise("ends(values)", "the least and the largest", lambda v: (v.min(), v.max()),
                (([3.5, -1.25, 2.0],), ([0.5, 7.0],)), parts=("least", "largest"), draw=(numbers(2),))
TOTAL = Exercise("total(values)", "a third of the sum", lambda v: np.sum(v) / 3,
                 (([3.5, -1.25, 2.0],), ([0.5, 7.1],)), draw=(numbers(),))
SHIFTED = Exercise("shifted(values, by)", "each one moved", lambda v, by: v + by,
                   (([3.5, 1.0], 2.0), ([0.5], -1.0)), draw=(numbers(), number()))
WORDS = Exercise("last(documents)", "the last name, and its number", lambda d: (max(d), d[max(d)]),
                 (({"gpu": 2.0, "cpu": 1.0},), ({"a": 5.0},)))
SQUARES = Exercise("squares(values, k)", "the mean square less k", lambda v, k: np.mean(v**2) - k,
                   (([3.5, -1.25, 2.0], 2), ([0.5, 7.1], 9)),
                   own={"values": np.array([1.0, 5.0, 7.0]), "k": 5}, draw=(numbers(), whole(0, 40)))
LOSS = Exercise("loss(slope, x)", "two numbers and a list", lambda a, x: (np.sum(a * x), np.max(x), a * x),
                ((2.0, [3.5, -1.25]), (1.5, [2.0])), draw=(number(), numbers()))

RIGHT_FORMS = [
    (ENDS, ends, ""), (ENDS, lambda *, values: ends(values), ""), (ENDS, lambda values, key=None: ends(values), ""),
    (ENDS, lambda *given: ends(*given), ""), (ENDS, lambda values: np.array(ends(values)), ""),
    (ENDS, lambda values: (end for end in ends(values)), ""), (ENDS, lambda values: map(float, ends(values)), ""),
    (ENDS, lambda values: dict(enumerate(ends(values))).values(), ""), (ENDS, lambda values: deque(ends(values)), ""),
    (ENDS, lambda values: Interval(*ends(values)), ""), (ENDS, lambda values: [*map(Fraction, ends(values))], ""),
    (ENDS, lambda values: [*map(Decimal, ends(values))], ""), (ENDS, lambda values: [*map(Symbol, ends(values))], ""),
    (ENDS, lambda values: np.array(ends(values)) + 0j, ""),
    (ENDS, table_of, "It comes as [[-1.25, 3.5]]; [-1.25, 3.5] is us"),
    (ENDS, lambda values: np.matrix(ends(values)), "It comes as [[-1.25, 3.5]]; [-1.25, 3.5] is usual."),
    (ENDS, lambda values: [[end] for end in ends(values)], "It comes as [[-1.25], [3.5]]; [-1.25, 3.5] is usual."),
    (TOTAL, lambda values: sum(values) / 3, ""),
    (TOTAL, lambda values: {sum(values) / 3}, "It comes in a list of one."),
    (TOTAL, lambda values: [[sum(values) / 3]], "It comes in a list of one."),
    (TOTAL, lambda values: np.float32(sum(values) / 3 * (1 + 3e-6)), "It comes in single precision"),
    (SHIFTED, shifted, ""), (SHIFTED, lambda *, by, values: shifted(values, by), ""),
    (SHIFTED, lambda a, *, by: shifted(a, by), ""),
    (WORDS, lambda documents: (max(documents), documents[max(documents)]), ""),
    (WORDS, lambda documents: max(documents.items()), ""),
]
WRONG_FORMS = [
    (ENDS, lambda values: {*ends(values)}, "a set has no order and keeps each value once; give a list."),
    (ENDS, lambda values: dict(enumerate(ends(values))), "a value of type dict is not a number; if its values are"),
    (ENDS, lambda values: itertools.count(), "more than 40,000 numbers; does what makes them ever stop?"),
    (ENDS, lambda values: [1.0] * 40_001, "more than 40,000"), (ENDS, lambda values: [1j, 2], "a complex number"),
    (WORDS, lambda documents: ("tpu", 2), "that is text ('tpu')"),
    (ENDS, lambda values: min(values), "1 of 2 numbers are there (least, largest). Hint: Look at what stands after `r"),
    (ENDS, lambda values: (values[0], max(values)), "inputs tried it is right, but ends("),
    (TOTAL, lambda values: (sum(values) / 3, 7), "the first of these is right. Hint: Return it alone."),
    (TOTAL, lambda values: [7, sum(values) / 3], "the second of these is right. Hint: Return it alone."),
    (TOTAL, scipy_result, "the first of these"), (TOTAL, lambda values: [v / 3 for v in values], "their sum is right."),
    (SHIFTED, lambda by, values: shifted(values, by), "your parameters stand in another order: by, values. Hint: The"),
    (SHIFTED, lambda values, by: [v + 0.3 for v in values], "Your function never uses `by`."),
    (SHIFTED, lambda values, by, kept=[]: kept.append(by) or [*shifted(values, by), *kept], "and called once more"),
    (SHIFTED, lambda values, by, kept=[0] * 6: kept.append(by) or [*kept], " others. Hint: Is something kept from one"),
    (SHIFTED, lambda values, by: values + by, "with arrays it is right, but lists are given, as in shifted("),
    (TOTAL, lambda v: sum(v) / 3 if len(v) < 9 or isinstance(v, np.ndarray) else 7, "on 13 of 14 inputs tried it is"),
    (TOTAL, lambda values: TOTAL(sum) and sum(values) / 3, "RuntimeError: the function calls its own check; take that"),
    (WORDS, lambda documents: (min(documents), 2), "gives ['a', 2]: the first number is right"),
]
# fmt: on


@pytest.mark.filterwarnings("ignore:the matrix subclass")
@pytest.mark.parametrize(("check", "answer", "remark"), RIGHT_FORMS)
def test_what_is_right_is_right_in_any_form_and_an_unusual_one_is_said(check, answer, remark):
    judgement = check(answer)
    tried = len(check.cases) + (12 if check.draw else 0)
    assert judgement.state is State.RIGHT
    assert judgement.message.startswith(f"{check.name}: as wanted on all {tried} inputs tried.{remark and ' '}{remark}")
    assert remark or judgement.message.endswith("tried.")
    mine, course = check.use(answer), check.use(None)
    for case in check.cases:
        assert np.allclose(mine(*case), course(*case)) if check is not WORDS else mine(*case)[1] == course(*case)[1]
        assert type(mine(*case)) is type(course(*case))


@pytest.mark.parametrize(("check", "answer", "words"), WRONG_FORMS)
def test_what_is_not_right_is_told_what_it_is(check, answer, words):
    judgement = check(answer)
    assert judgement.state is not State.RIGHT
    assert words in judgement.message


def test_a_parameter_that_is_read_together_with_another_one_is_used(monkeypatch):
    step = SimpleNamespace(opname="LOAD_FAST_LOAD_FAST", argval=("values", "by"), argrepr="values, by")  # Python 3.13's
    monkeypatch.setattr("dis.get_instructions", lambda function: [step])
    assert "never uses" not in SHIFTED(lambda values, by: [v + 0.3 for v in values]).message


# Mistakes that are named for all alike.


def squares(values):
    return sum(value**2 for value in values) / len(values)


# fmt: off
GIVEN = [
    (lambda values, k: squares(values[:1]) - k, "only the first number of what is given counts"),
    (lambda values, k: squares([1.0, 5.0, 7.0]) - k, "looks at data of the notebook, not at its own `values`"),
    (lambda values, k: squares(values) - 5, "the `k` is 5, whatever was asked for"),
    (lambda values, k: squares(values) - k - 1, "that for `k` + 1"), (lambda values, k: k, "what comes out is `k`, as"),
    (lambda values, k: squares(values) + 0.3 - k, "squares("),
]
# fmt: on


@pytest.mark.parametrize(("words", "change"), RESULTS + ROUNDED)
def test_a_change_of_the_right_result_is_named(words, change):
    answer = of_results(SQUARES.right, change, None)
    message = SQUARES(answer).message
    assert words in message
    assert message.startswith("what comes out" if words else ("squares(", "on ")) or "round" in words


@pytest.mark.parametrize(("answer", "words"), GIVEN)
def test_a_change_of_what_is_given_is_named(answer, words):
    assert words in SQUARES(answer).message


def test_a_mistake_is_named_although_the_code_stops_at_a_few_drawn_inputs():
    def stops_at_five(values, k):
        return [2 * (squares(values) - k), 1 / (len(values) != 5)][0]

    assert "is twice what it should be" in SQUARES(stops_at_five).message
    assert "is twice" not in SQUARES(lambda values, k: 2 * (squares(values) - k) / (len(values) > 4)).message


# Drawn inputs.


def test_what_is_wrong_on_drawn_inputs_only_is_found_shown_and_shown_again():
    check = doubling(cases=(([1.5, 3.0],), ([2.5],)), draw=(numbers(),))
    first, second, third = (check(lambda values: [max(2 * v, -5) for v in values]).message for _ in range(3))
    assert first.startswith("on ")
    assert re.findall(r"double\(.*?\)", first) == re.findall(r"double\(.*?\)", second) != []
    assert check.attempts == 3
    assert third.endswith("].")
    assert check(lambda values: [2 * v for v in values]).state is State.RIGHT
    assert check.failing is None


def test_a_verdict_can_be_reproduced():
    def verdicts():
        ENDS.forget()
        return [ENDS(lambda values: (min(values), max(values[:3]))).message for _ in range(3)]

    assert verdicts() == verdicts()


def test_an_input_counts_only_if_the_right_value_does_not_hang_on_its_last_digits():
    check = Exercise("first(values)", "place of the largest", np.argmax, (([1.5, 3.0],),), draw=(numbers(2),))
    assert check(lambda values: max(range(len(values)), key=lambda i: (values[i], i))).state is State.RIGHT
    spread = Exercise("spread(values)", "over", lambda v: 1 / np.std(v), (([1.5, 3.0],),), draw=(numbers(),))
    assert spread(lambda values: 1 / np.std(values)).message.endswith("on all 13 inputs tried.")


# fmt: off
DRAWN = [  # what draws, and the least and the largest that may come; one edge of a range about 0 is 1,000 times as far
    (numbers(2, 5), -1e4, 1e4), (numbers(low=0, high=1), 0, 1), (table("nk"), -1e4, 1e4), (shares(), 0.01, 0.99),
    (labels(3), 0, 2), (number(), -10, 10), (positive(0.1, 5), 0.1, 5), (whole(2, 7), 2, 7),
]
# fmt: on


@pytest.mark.parametrize(("draw", "least", "largest"), DRAWN)
@given(seed=st.integers(0, 1000), i=st.integers(0, 40))
def test_what_is_drawn_lies_where_it_should(draw, least, largest, seed, i):
    (value,) = drawn((draw,), np.random.default_rng(seed), i)
    assert least <= np.min(value) <= np.max(value) <= largest
    assert drawn((draw,), np.random.default_rng(seed), i) == (value,)


def test_the_edges_come_first_and_lists_under_one_letter_are_equally_long():
    rng = np.random.default_rng(0)
    draw = (numbers(), numbers(), numbers(of="m"), table("nm"))
    cases = [drawn(draw, rng, i) for i in range(30)]
    assert all(len(x) == len(y) == len(A) and len(z) == len(A[0]) for x, y, z, A in cases)
    assert any(len(x) != len(z) for x, _, z, *_ in cases)
    lists = [x for x, *_ in cases[:9]]
    assert len(lists[0]) == 1
    for is_edge in (lambda x: x[0] == 0, lambda x: max(map(abs, x)) > 1000, lambda x: max(x) < 0):
        assert any(map(is_edge, lists))
    probabilities = [drawn((shares(),), rng, i)[0] for i in range(30)]
    assert all(sum(each) == pytest.approx(1) and min(each) > 0 for each in probabilities)


# Code that never ends, ends everything, or says too much.


def endless(values):
    while True:
        pass


def endless_and_stubborn(values):
    while True:
        try:
            values = sorted(values)
        except:  # noqa: E722
            values = []


def floods(values):
    while True:
        print("word " * 1000)


def recurs(values):
    return recurs(values)


def exits(values):
    raise SystemExit


def endless_inside(values):
    yield from endless(values)


# fmt: off
STOPPED = [
    (endless, "double(np.array([1.5, 3])) is still running after 0.5 s: does the loop end?"),
    (floods, "does the loop end?"), (endless_and_stubborn, "does the loop end?"),
    (endless_inside, "does the loop end?"), (recurs, "stops with RecursionError"), (exits, "stops with SystemExit"),
]
# fmt: on


@pytest.mark.parametrize(("answer", "words"), STOPPED)
def test_code_that_does_not_end_by_itself_is_ended_and_the_kernel_lives(answer, words, capsys, impatient):
    judgement = double(answer)
    assert judgement.state is State.WRONG
    assert words in judgement.message
    assert double(lambda values: values * 2).state is State.RIGHT
    assert capsys.readouterr().out == ""
    assert sum(range(1000)) == 499_500  # nothing is on its way any more


def test_a_function_that_ends_in_time_is_not_stopped_however_often_it_is_called():
    with Watcher(0.5) as watcher:
        for _ in range(200):
            assert watcher.call(lambda: sum(range(1000))) == 499_500
    assert not watcher.is_alive()


def test_where_no_thread_can_be_started_there_is_no_limit(monkeypatch):
    def start(self):
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Watcher, "start", start)
    assert double(lambda values: values * 2).state is State.RIGHT


class Evil:
    """An object that raises whatever it is asked for, and pretends to be a function."""

    def __getattribute__(self, name):
        raise SystemExit(name)

    def __call__(self, *given):
        raise GeneratorExit


@pytest.mark.parametrize(
    "make", [Evil, lambda: [Evil()], lambda: lambda values: Evil(), lambda: Evil, lambda: object.__new__]
)
def test_a_check_never_raises(make):
    for check in (double, lambda answer: pair(answer, [1.0, 2.0]), lambda answer: pair(1.0, answer)):
        assert check(make()).state is not State.RIGHT
        assert repr(check(make()))


# The function that later cells use.


def loss(slope, x, power=1):
    return sum(slope * one for one in x) ** power, [max(x)], np.c_[[slope * one for one in x]]


@pytest.mark.parametrize(
    ("answer", "whose"), [(loss, "yours, which is right"), (None, "the course's"), (lambda a, x: 1, "the course's")]
)
def test_later_cells_get_a_function_that_takes_and_returns_what_the_course_s_does(answer, whose, capsys):
    LOSS.forget()
    used = LOSS.use(answer)
    said = capsys.readouterr().out
    assert said.startswith(f"loss: {whose}")
    assert used(2, [1, 4]) == (10.0, 4.0, [2.0, 8.0])
    total, largest, products = used(2, np.array([1, 4]))
    assert (type(total), type(largest), type(products)) == (float, float, np.ndarray)
    assert products.shape == (2,)
    assert used(x=[1, 4], slope=2) == used(2, x=(1, 4)) == used(2, [1, 4])
    assert math.isnan(used(2, [math.nan, 4])[0])
    used = LOSS.use(used)  # the cell runs again
    assert capsys.readouterr().out == said
    assert LOSS(used).state == LOSS(answer).state


def test_a_later_cell_may_use_the_learners_own_options_and_numbers_one_by_one(capsys):
    assert LOSS.use(loss)(2, [1, 4], power=2)[0] == 100
    twice = Exercise("twice(x)", "of one number", lambda x: 2 * x, ((1.5,), (2.0,))).use(lambda x: 2 * float(x))
    assert np.array_equal(twice(np.array([1, 2])), [2, 4])
    assert twice(3) == 6.0
    assert capsys.readouterr().out == "loss: yours, which is right.\ntwice: yours, which is right.\n"


def test_the_judgement_that_was_seen_decides_what_is_used_also_when_the_cells_run_again():
    LOSS.forget()
    assert LOSS(loss).state is State.RIGHT
    used = LOSS.use(loss)
    assert LOSS.attempts == 1
    assert LOSS(used).state is State.RIGHT
    LOSS.use(used)
    assert LOSS.attempts == 2


def test_tables_and_lists_are_given_one_by_one_and_put_together_part_by_part():
    used = ENDS.use(ends)
    least, largest = used(np.array([[1, 7], [5, 2]]))  # columns
    assert (least.tolist(), largest.tolist()) == ([1, 2], [5, 7])
    total = TOTAL.use(lambda values: complex(sum(values) / 3))
    assert (total([3.0, 0.0, 3.0]), type(total([3.0]))) == (2.0, float)


def test_a_change_of_what_is_given_at_an_edge_is_no_breakdown():
    slip, case = breaks("it breaks down", "Where?", "At 0."), (np.array([0.0, 0.0]),)
    check = Exercise("mean(v)", "of numbers", np.mean, ((np.array([3.5, 1.0]),),), edges=[(case, slip)])
    assert "changes the array" in check(lambda v: v.sum() / len(v) if v.any() else v.put(0, 1) or 0).message
    assert check(lambda v: v.sum() / len(v) if v.any() else 1 / 0).message.startswith("it breaks down")
