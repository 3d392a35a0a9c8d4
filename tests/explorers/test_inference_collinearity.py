"""Jumping weights over all sliders: picture and words against the inverse of XᵀX and the marks at the edge."""

from itertools import product

import numpy as np
import pytest

from helpers.explorers.inference.collinearity import SAMPLES, CollinearityExplorer
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

SOME, NOISES, SIZES, LOOKED_AT = [-0.999, -0.95, 0, 0.3, 0.9, 0.999], [0.1, 1, 2], [20, 50, 500], [1, 200]


@pytest.fixture(scope="module")
def explorer():
    """One for all tests; `built` is it as it begins."""
    explorer = CollinearityExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def built(explorer):
    return explorer.set(correlation=0.9, noise=1, size=50, sample=4)


def line(axes, colour, marker):
    (found,) = (each for each in axes.lines if each.get_color() == colour and each.get_marker() == marker)
    return found.get_xydata()


def standard_error(correlation, noise, size):
    """Of one weight, from the inverse of XᵀX."""
    return noise * np.linalg.inv(size * np.array([[1, correlation], [correlation, 1]]))[0, 0] ** 0.5


@pytest.mark.parametrize(("correlation", "noise", "size", "sample"), list(product(SOME, NOISES, SIZES, LOOKED_AT)))
def test_over_all_sliders_picture_and_words_agree(built, correlation, noise, size, sample):
    built.set(correlation=correlation, noise=noise, size=size, sample=sample)
    cloud, curves = built.stage.axes
    weights, error = line(cloud, BLUE, "o"), standard_error(correlation, noise, size)
    assert weights.shape == (SAMPLES, 2)
    assert weights.mean(axis=0) == pytest.approx([1, 1], abs=0.3 * error)
    assert weights.std(axis=0) == pytest.approx([error, error], rel=0.15)
    assert line(cloud, ORANGE, "D")[0] == pytest.approx(weights[sample - 1])
    first, second = weights[sample - 1]
    assert f"sample {sample} gives w1 = {first:.2f} and w2 = {second:.2f}, and in truth both are 1" in built.sentence
    assert f"w {first:.2f}, {second:.2f}, " in repr(built)
    assert_curves(built, curves, correlation, noise, size)
    gram = np.array([[1, correlation], [correlation, 1]])
    off = weights[sample - 1] - 1
    miss = (off @ gram @ off) ** 0.5
    assert f"predictions are off by {miss:.3g} " in built.sentence
    assert f"off by {miss:.3g}" in repr(built)


def assert_curves(explorer, axes, correlation, noise, size):
    """The dots stand on their curves, at the correlation, and the sentence has their heights."""
    inflation, error, miss = (
        1 / (1 - correlation**2),
        standard_error(correlation, noise, size),
        noise * (2 / size) ** 0.5,
    )
    for (colour, marker), height in {(PURPLE, "o"): inflation, (BLUE, "D"): error, (GREEN, "s"): miss}.items():
        (dot,) = line(axes, colour, marker)
        assert dot == pytest.approx((np.arctanh(correlation), height))
        curve = line(axes, colour, "None")
        assert np.interp(dot[0], *curve.T) == pytest.approx(height, rel=1e-3)  # between two points of the curve
        low, high = axes.get_ylim()
        assert (low < curve[:, 1]).all()
        assert (curve[:, 1] < high).all()
    residual = noise * (1 - 2 / size) ** 0.5
    for text in (
        f"With a correlation of {correlation:g} the VIF is {inflation:.3g}",
        f"a weight's standard error is {error:.3g}, ",
        f"(typically {miss:.3g}) and a residual is typically {residual:.3g}",
    ):
        assert text in explorer.sentence


def test_as_it_is(built):
    assert built.sentence == (
        "With a correlation of 0.9 the VIF is 5.26: a weight's standard error is 0.324, 2.29 times what it is "
        "without correlation. 95% of these samples give a w1 from 0.37 to 1.56; sample 4 gives w1 = 1.42 and "
        "w2 = 0.75, and in truth both are 1. Its predictions are off by 0.228 (typically 0.2) and a residual is "
        "typically 0.98: that does not depend on the correlation."
    )


def test_nothing_is_inflated_without_correlation(built):
    assert (
        "the VIF is 1: a weight's standard error is 0.141, and nothing is inflated. "
        in built.set(correlation=0).sentence
    )


def test_hardly_anything_is_not_nothing(built):
    assert (
        "the VIF is hardly above 1: a weight's standard error is 0.141, hardly more than without correlation. "
        in built.set(correlation=0.001).sentence
    )
    assert "VIF hardly above 1, " in repr(built)


def test_the_range_holds_95_of_100(built):
    for correlation in SOME:
        sentence = built.set(correlation=correlation).sentence
        low, high = sentence.partition("give a w1 from ")[2].partition(";")[0].split(" to ")
        first = built.result.found.weights[:, 0]
        assert np.mean((float(low) - 0.006 <= first) & (first <= float(high) + 0.006)) == pytest.approx(0.95, abs=0.015)


def test_weights_jump_and_predictions_stay(built):
    """The more the features resemble each other the farther a sample's weights go; its predictions do not move."""
    far, tails = [], set()
    for correlation in [0, 0.3, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999]:
        found = built.set(correlation=correlation).result.found
        far.append(abs(found.weights[3, 0] - 1))
        tails.add(built.sentence.partition("Its predictions")[2])
    assert far == sorted(far)
    assert far[-1] > 20 * far[0]
    assert len(tails) == 1


def test_what_leaves_the_axes_is_marked(built):
    cloud = built.stage.axes[0]
    assert len(line(cloud, GREY, "x")) == 0
    built.set(correlation=0.999)
    (low, high), weights = cloud.get_xlim(), line(cloud, BLUE, "o")
    outside = ((weights < low) | (weights > high)).any(axis=1)
    assert 0 < outside.sum() < SAMPLES
    assert line(cloud, GREY, "x") == pytest.approx(weights[outside].clip(low, high))
    here = next(each for each in cloud.lines if each.get_marker() == "X")
    assert outside[3]
    assert here.get_xydata()[0] == pytest.approx(weights[3].clip(low, high))
    built.set(sample=1 + int(np.argmin(outside)))
    assert len(here.get_xydata()) == 0


def test_the_truth_stays(built):
    stars = [each for each in built.stage.axes[0].lines if each.get_marker() == "*" and each.get_animated()]
    assert [star.get_xydata().tolist() for star in stars] == [[[1, 1]]]
    assert stars[0].get_markeredgecolor() == INK


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"correlation": 1}, "correlation is 1; wanted a number from -0.999 to 0.999"),
        ({"correlation": "high"}, "correlation is str 'high'; wanted a finite number"),
        ({"noise": 0}, "noise is 0; wanted a number from 0.1 to 2"),
        ({"noise": 2.5}, "noise is 2.5; wanted a number from 0.1 to 2"),
        ({"size": 19}, "size is 19; wanted a whole number of at least 20"),
        ({"size": 501}, "size is 501; wanted a whole number from 20 to 500"),
        ({"sample": 0}, "sample is 0; wanted a whole number of at least 1"),
        ({"sample": 201}, "sample is 201; wanted a whole number from 1 to 200"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        CollinearityExplorer(**wrong)
