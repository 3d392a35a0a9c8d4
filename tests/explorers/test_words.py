"""Numbers, shares and chances as explorers write them: short; only nothing is 0, and only all is 1."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explorers.statistics import euros
from helpers.explorers.words import amount, chance, number, percent, points, rate, shorter, signed, uncertain

finite = st.floats(-1e300, 1e300, allow_nan=False)
WRITTEN = [
    (number, {0: "0", 20: "20", 4.20857: "4.209", -27585: "-27,585", 315.84: "315.8", 999.96: "1,000"}),
    (
        number,
        {-0.0: "0", 9_999_999: "9,999,999", 1e7: "1e+07", 5.0803e41: "5.08e+41", 0.0001: "0.0001", 1.5e-7: "1.5e-07"},
    ),
    (rate, {0.000185929: "0.000185929", 1 / 3: "0.333333", 2 / 3e10: "6.67e-11"}),  # six digits where sizes are large
    (amount, {95450: "95,450.00", 37.0489: "37.05", 0: "0.00", 5.0803e41: "5.08e+41", 0.00123: "0.00123"}),
    (euros, {1e9: "1 billion", 9.9996e8: "1 billion", 9.996e8: "999.6 million", 1e6: "1 million", 999_999: "999,999"}),
    (points, {0.01: "1 point", -0.01: "-1 point", 0.0101: "1.01 points", 0: "0 points"}),
    (percent, {0.9994: "99.9%", 0.9995: "over 99.9%", 0.0001: "under 0.1%"}),
    (lambda share: percent(share, digits=4), {0.9279: "92.79%", 0.07209: "7.209%", 0.99996: "over 99.99%"}),
    (lambda share: percent(share, digits=4), {0.00009: "under 0.01%"}),
    (lambda share: percent(share, decimals=1), {0.028: "2.8%", 0.97: "97.0%", 0.9999: "over 99.9%"}),
    (lambda share: percent(share, decimals=0), {0.006: "1%", 0.004: "under 1%", 0.996: "over 99%"}),
    (lambda share: shorter(percent(share, decimals=0)), {0.001: "<1%", 0.5: "50%", 0.999: ">99%"}),
]


@pytest.mark.parametrize(("write", "texts"), WRITTEN)
def test_how_numbers_are_written(write, texts):
    assert {value: write(value) for value in texts} == texts


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
