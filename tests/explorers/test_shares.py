"""Shares and chances as explorers write them: only nothing is 0, and only all is 1."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.explorers.words import chance, percent, points, shorter, uncertain


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
