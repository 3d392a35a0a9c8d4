"""The dot product explorer: its numbers over all of its sliders, its words, its picture, and what it refuses."""

import re
from contextlib import closing

import numpy as np
import pytest
from scipy.spatial import distance

from helpers.explorers.linear_algebra.dot_product import DotProductExplorer
from tests.explorers.moves import values, walk

MOVES = 200


@pytest.fixture(scope="module")
def explorer():
    with closing(DotProductExplorer()) as explorer:
        yield explorer


@pytest.fixture(scope="module")
def long_arrows():
    with closing(DotProductExplorer(a=(10, 0), b=(1, 9))) as explorer:
        yield explorer


def moved(explorer, a, b):
    """The explorer with its arrows at these lengths and angles."""
    return explorer.set(a_length=a[0], a_angle=a[1], b_length=b[0], b_angle=b[1])


def test_begins_with_the_arrows_it_was_given():
    with closing(DotProductExplorer(a=(3, 1), b=(2, 2))) as explorer:
        assert explorer.result.a == pytest.approx([3, 1])
        assert explorer.result.b == pytest.approx([2, 2])
        assert explorer.result.dot == pytest.approx(8)
        assert explorer.result.shadow == pytest.approx([2, 2])
        assert "= 3 · 2 + 1 · 2 = 8, above 0" in explorer.sentence


def test_agrees_with_numpy_and_scipy_everywhere(explorer, rng):
    for _ in walk(explorer, rng, MOVES):
        at, result = values(explorer), explorer.result
        a, b = (
            at[f"{name}_length"] * np.exp(1j * np.radians(at[f"{name}_angle"])) for name in "ab"
        )  # arrows as complex numbers
        assert result.dot == pytest.approx((a.conjugate() * b).real, abs=1e-9)
        assert result.products.sum() == result.dot
        if at["a_length"] and at["b_length"]:
            assert result.cosine == pytest.approx(1 - distance.cosine(result.a, result.b), abs=1e-9)
            turn = abs(at["a_angle"] - at["b_angle"])
            assert result.angle == pytest.approx(min(turn, 360 - turn), abs=1e-6)
        else:
            assert result.cosine is None
            assert result.angle is None
        if at["b_length"]:
            assert result.shadow @ result.b == pytest.approx(result.dot, abs=1e-9)
            assert result.shadow_length * at["b_length"] == pytest.approx(result.dot, abs=1e-9)
        else:
            assert result.shadow is None


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ((2, 20), (3, 30), "above 0, as the angle is under 90: it is 10 degrees"),
        ((2, 20), (3, 110), "= 0: the arrows stand at a right angle"),
        ((2, 20), (3, 160), "below 0, as the angle is over 90: it is 140 degrees"),
        ((2, 20), (3, 160), "falls on the side away from b. a · b is that times the length of b, 3, with a minus."),
        ((2, 20), (1, 50), "is 1.732 long. That is a · b itself, and only because b has length 1."),
        ((2, 20), (1, 170), "That is a · b itself, up to the sign, and only because b has length 1."),
        ((1, 20), (3, 50), "a · b is that times the length of b, 3."),
        ((0, 20), (3, 50), "a has no direction, so there is no angle and no cosine. The shadow of a on b is 0 long."),
        ((2, 20), (0, 50), "b has no direction, so there is no angle and no cosine. Without a direction b takes no"),
        ((0, 20), (0, 50), "Both arrows have no direction"),
        ((3, 180), (2, 0), "= (-3) · 2 + 0 · 0 = -6, below 0"),
    ],
)
def test_the_sentence_says_what_is_true(explorer, a, b, said):
    assert said in moved(explorer, a, b).sentence


def test_only_a_length_of_1_makes_the_dot_the_shadow(explorer):
    for length in (0.95, 1, 1.05):
        sentence = moved(explorer, (2, 20), (length, 50)).sentence
        assert ("a · b itself" in sentence) == (length == 1)
        assert (abs(explorer.result.dot - explorer.result.shadow_length) < 1e-9) == (length == 1)


@pytest.mark.parametrize("length", [0.5, 1, 3])
def test_at_a_right_angle_both_are_0_whatever_the_length_of_b(explorer, length):
    for degrees in (0, 180):
        sentence = moved(explorer, (2, 90), (length, degrees)).sentence
        assert sentence.endswith("The shadow of a on b is 0 long.")
    assert moved(explorer, (0, 0), (length, 0)).sentence.endswith("The shadow of a on b is 0 long.")


def test_long_arrows_are_not_alike(long_arrows):
    assert long_arrows.set(**{"a_length": 10}).result.dot == pytest.approx(10)
    assert round(long_arrows.result.angle, 1) == 83.7
    assert "83.66 degrees" in long_arrows.sentence
    assert "= 0.1104, near 0; what takes the dot product far from 0 here is long arrows" in long_arrows.sentence


def test_short_arrows_at_the_same_angle_are_not_called_long(explorer):
    assert "long arrows" not in moved(explorer, (0.5, 0), (0.5, 84)).sentence
    assert "long arrows" not in moved(explorer, (5, 0), (5, 30)).sentence


def test_scaling_moves_the_dot_and_not_the_cosine(explorer):
    short = moved(explorer, (1, 20), (2, 70)).result
    long = moved(explorer, (4, 20), (2, 70)).result
    assert long.dot == pytest.approx(4 * short.dot)
    assert long.cosine == pytest.approx(short.cosine)


def test_the_bars_stand_for_the_numbers(explorer):
    moved(explorer, (3, 180), (2, 60))
    *products, total, cosine = (bar.get_height() for bar in explorer._bars)
    assert products == pytest.approx([-3, 0], abs=1e-9)
    assert total == pytest.approx(-3)
    assert cosine == pytest.approx(-0.5 * 25)  # its axis ends at 1 where that of the products ends at 25
    assert [bool(bar.get_hatch()) for bar in explorer._bars][-2:] == [True, True]
    moved(explorer, (3, 0), (2, 60))
    assert [bool(bar.get_hatch()) for bar in explorer._bars][-2:] == [False, False]


def test_the_shadow_is_drawn_and_the_arrow_of_no_length_is_not(explorer):
    moved(explorer, (3, 0), (2, 60))
    assert explorer._shadow.get_xydata()[1] == pytest.approx(1.5 * np.array([0.5, 0.75**0.5]))
    assert explorer._fall.get_xydata()[1] == pytest.approx([3, 0])
    moved(explorer, (3, 0), (0, 60))
    assert explorer._shadow.get_xydata().size == 0
    assert [arrow.get_visible() for arrow in explorer._arrows.arrows] == [True, False]


def test_longer_arrows_get_longer_axes_and_sliders(explorer, long_arrows):
    for each, reach in ((explorer, 5), (long_arrows, 10)):
        assert each.controls["a_length"].max == each.controls["b_length"].max == reach
        low, high = each.stage.axes[0].get_xlim()
        assert low < -reach < reach < high


@pytest.mark.parametrize(("a", "degrees"), [((-3, 0), 180), ((-3, -0.0), 180), ((0, 0), 0), ((-4, -0.01), -179.857)])
def test_any_direction_can_be_brought(a, degrees):
    with closing(DotProductExplorer(a=a)) as explorer:
        assert explorer.controls["a_angle"].value == pytest.approx(degrees, abs=1e-3)
        assert explorer.result.a == pytest.approx(a)


def test_the_state(explorer):
    assert repr(moved(explorer, (2, 0), (3, 180))) == (
        "DotProductExplorer: a (2, 0), b (-3, 0): a · b -6, angle 180°, cosine -1, shadow -2"
    )
    assert repr(moved(explorer, (2, 0), (0, 180))) == (
        "DotProductExplorer: a (2, 0), b (0, 0): a · b 0, no angle, no shadow"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"a": (1, 2, 3)}, "a holds 3 numbers; wanted 2"),
        ({"b": (1, float("nan"))}, "b holds 1 values that are NaN or infinite"),
        ({"a": "up"}, "a is str 'up'"),
        ({"b": (1e6, 0)}, "b holds 1e+06; wanted numbers up to 100"),
        ({"a": (90, 90)}, "a has length 127.279; wanted at most 100"),
    ],
)
def test_what_is_refused(arguments, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        DotProductExplorer(**arguments)
