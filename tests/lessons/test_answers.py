"""Reading and comparing numbers: what goes in comes out, and half a unit of the last digit decides."""

import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.lessons.answers import UnreadableError, read_numbers, show
from helpers.lessons.comparing import agree, flat, unboxed
from helpers.lessons.verdicts import State
from tests.lessons import junk

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
    assert agree(read_numbers(value), as_tuples(value), digits=12)


@given(finite, st.sampled_from([np.float64, np.array, Decimal, Fraction, lambda number: number]))
def test_every_kind_of_number_is_read(number, kind):
    read = read_numbers(kind(number))
    assert type(read) is float
    assert read == number


@pytest.mark.parametrize("value", [3, np.int8(3), np.float32(3), range(3, 4), np.array([[3]]), [Decimal(3)]])
def test_kinds_of_three(value):
    assert flat(read_numbers(value)) == (3.0,)


def test_every_piece_of_junk_is_refused_in_words():
    assert len(junk.SINGLES) > 40
    for value in junk.SINGLES:
        with pytest.raises(UnreadableError) as caught:
            read_numbers(value)
        verdict = caught.value.verdict
        assert verdict.state in (State.UNDEFINED, State.MISSING, State.WRONG)
        assert verdict.message.endswith(".")


@given(st.floats(min_value=1e-200, max_value=1e200), st.integers(2, 8))
def test_half_a_unit_of_the_last_digit_decides(number, digits):
    unit = 10.0 ** (math.floor(math.log10(number)) + 1 - digits)
    assert agree(number + 0.4 * unit, number, digits)
    assert not agree(number + 0.6 * unit, number, digits)


def test_rounding_to_the_wanted_digits_is_near_enough():
    for digits in (3, 4, 5):
        rounded = float(f"{math.pi:.{digits}g}")
        assert agree(rounded, math.pi, digits)
        assert not agree(rounded, math.pi, digits + 1)


def test_a_wanted_zero_takes_its_size_from_the_others():
    assert agree((0.0, 1.0), (1e-17, 1.0), digits=6)
    assert agree((1e-13, 1.0), (0.0, 1.0), digits=6)
    assert not agree((1e-3, 1.0), (0.0, 1.0), digits=3)
    assert agree((0.0, 0.0), (0.0, 0.0), digits=6)


def test_numbers_arranged_otherwise_never_agree():
    assert not agree((1.0,), 1.0, digits=3)
    assert not agree((1.0, (2.0,)), (1.0, 2.0), digits=3)
    assert not agree((1.0, 2.0), (1.0,), digits=3)


@given(finite, st.integers(0, 3))
def test_a_single_number_comes_out_of_its_lists_where_one_is_wanted(number, boxes):
    found = number
    for _ in range(boxes):
        found = (found,)
    assert unboxed(found, 1.0) == number
    assert unboxed(found, (1.0,)) == found
    assert unboxed((number, number), 1.0) == (number, number)


def test_an_iterator_is_told_to_become_a_list():
    for iterator in ((n for n in [1.0]), map(abs, [1.0]), zip([1.0], [2.0], strict=True)):
        with pytest.raises(UnreadableError, match=f"a value of type {type(iterator).__name__} .* return a list"):
            read_numbers(iterator)


def test_numbers_are_shown_short():
    assert show(0.000185929) == "0.000185929"
    assert show(95_450.0) == "95,450"
    assert show((1.0, (2.0, 3.0))) == "[1, [2, 3]]"
    assert show(np.arange(1000)) == "[0, 1, 2, 3, 4, 5, ...]"
