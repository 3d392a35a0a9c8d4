"""Numbers as explorers write them: short, and never 0 for what is not."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explorers.words import amount, chance, number, percent, points, rate, shorter, signed, uncertain

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
    assert sign == ("-" if value < 0 else "+")
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


@pytest.mark.parametrize(
    ("share", "options", "text"),
    [
        (0.9279, {"digits": 4}, "92.79%"),
        (0.07209, {"digits": 4}, "7.209%"),
        (0.99996, {"digits": 4}, "over 99.99%"),
        (0.00009, {"digits": 4}, "under 0.01%"),
        (0.9994, {}, "99.9%"),
        (0.9995, {}, "over 99.9%"),
        (0.0001, {}, "under 0.1%"),
        (0.028, {"decimals": 1}, "2.8%"),
        (0.97, {"decimals": 1}, "97.0%"),
        (0.9999, {"decimals": 1}, "over 99.9%"),
        (0.006, {"decimals": 0}, "1%"),
        (0.004, {"decimals": 0}, "under 1%"),
        (0.996, {"decimals": 0}, "over 99%"),
    ],
)
def test_percent(share, options, text):
    assert percent(share, **options) == text


@given(st.floats(0, 1), st.sampled_from([{}, {"digits": 4}, {"decimals": 0}, {"decimals": 1}, {"decimals": 3}]))
def test_only_nothing_is_0_and_only_all_is_1(share, options):
    near = 0.5 * 10.0 ** -options.get("decimals", 2) + 1e-4
    for written, all_of_it in ((percent(share, **options), "100%"), (chance(share, **options), "1")):
        said, _, figure = written.rpartition(" ")
        value = float(figure.rstrip("%")) / (100 if figure.endswith("%") else 1)
        assert (written == all_of_it) == (share == 1)
        assert (value == 0 and not said) == (share == 0)
        assert {"under": share < value, "over": share > value, "": abs(value - share) <= near}[said]


@given(st.floats(0, 1))
def test_what_is_uncertain_is_neither_0_nor_1(p):
    assert 0 < uncertain(p) < 1
    assert uncertain(p) == pytest.approx(p)
    assert percent(uncertain(p)) not in ("0%", "100%")
    assert chance(uncertain(p)) not in ("0", "1")


@given(st.floats(-1, 1))
def test_one_point_is_singular(share):
    text, noun = points(share).split(" ")
    assert float(text) == pytest.approx(100 * share, rel=0.0051, abs=1e-9)
    assert noun == ("point" if abs(float(text)) == 1 else "points")


@pytest.mark.parametrize(
    ("share", "text"), [(0.01, "1 point"), (-0.01, "-1 point"), (0.0101, "1.01 points"), (0, "0 points")]
)
def test_points(share, text):
    assert points(share) == text


def test_signs_for_words():
    assert [shorter(percent(share, decimals=0)) for share in (0.001, 0.5, 0.999)] == ["<1%", "50%", ">99%"]
