"""Numbers as explorers write them: short, and never 0 for what is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explorers.words import amount, number, rate, signed

finite = st.floats(-1e300, 1e300, allow_nan=False)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (20, "20"),
        (4.20857, "4.209"),
        (-27585, "-27,585"),
        (315.84, "315.8"),
        (999.96, "1,000"),
        (9_999_999, "9,999,999"),
        (1e7, "1e+07"),
        (5.0803e41, "5.08e+41"),
        (0.0001, "0.0001"),
        (1.5e-7, "1.5e-07"),
    ],
)
def test_number(value, text):
    assert number(value) == text


@pytest.mark.parametrize(("value", "text"), [(0.000185929, "0.000185929"), (1 / 3, "0.333333"), (2 / 3e10, "6.67e-11")])
def test_learning_rates_have_six_digits(value, text):
    """A rate or a limit below a billionth is usual where sizes are in the ten thousands."""
    assert rate(value) == text


@given(finite, st.integers(1, 8))
def test_a_number_can_be_read_back(value, digits):
    read = float(number(value, digits).replace(",", ""))
    if abs(value) < 1e-9:
        assert abs(read) <= 1e-9  # may be the rest of a sum
    else:
        assert math.isclose(read, value, rel_tol=0.51 * 10.0 ** (1 - min(digits, 3)))
    assert len(number(value, digits)) <= digits + 10


@given(st.floats(1e-300, 1e300))
def test_a_rate_can_be_read_back(value):
    assert math.isclose(float(rate(value).replace(",", "")), value, rel_tol=0.006)


@given(finite)
def test_signed_numbers_keep_their_sign(value):
    sign, text = signed(value).split(" ")
    assert sign == ("-" if value < 0 and text != "0" else "+")
    assert text == number(abs(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (95450, "95,450.00"),
        (37.0489, "37.05"),
        (0, "0.00"),
        (5.0803e41, "5.08e+41"),
        (0.00123, "0.00123"),  # a loss of shares between 0 and 1
    ],
)
def test_amount(value, text):
    assert amount(value) == text
