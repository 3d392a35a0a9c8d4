"""Bias and variance over all sliders: picture and words against NumPy's polynomials and the sum of the parts."""

import re
from itertools import product

import numpy as np
import pytest
from numpy.polynomial import Polynomial

from helpers.explorers.inference.bias_variance import HEIGHT, TOP, BiasVarianceExplorer
from helpers.maths.bias_variance import GRID, curve, expected_losses, study
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE

DEGREES, NOISES, SIZES, SAMPLES = [0, 1, 4, 9, 15], [0, 0.3, 0.5], [10, 16, 30, 200], [1, 30]


@pytest.fixture(scope="module")
def explorer():
    """One for all tests; `built` is it as it begins."""
    explorer = BiasVarianceExplorer()
    yield explorer
    explorer.close()


@pytest.fixture
def built(explorer):
    return explorer.set(degree=1, noise=0.3, size=30, sample=1)


def line(axes, colour, **wanted):
    """Places of the moving line of a colour and, where there are several, a marker or a dash."""
    (found,) = (
        each
        for each in axes.lines
        if each.get_animated()
        and each.get_color() == colour
        and all(getattr(each, f"get_{name}")() == value for name, value in wanted.items())
    )
    return found.get_xydata()


def crosses(axes):
    return next(each for each in axes.lines if each.get_marker() == "X").get_xydata()


def numbers(text):
    """All numbers in a text, thousands put together."""
    return [float(each.replace(",", "")) for each in re.findall(r"-?\d[\d,]*\.?\d*(?:e[+-]?\d+)?", text)]


@pytest.mark.parametrize(("degree", "noise", "size", "sample"), list(product(DEGREES, NOISES, SIZES, SAMPLES)))
def test_over_all_sliders_picture_and_words_agree(built, degree, noise, size, sample):
    built.set(degree=degree, noise=noise, size=size, sample=sample)
    fits, losses = built.stage.axes
    points = line(fits, INK, marker="o")
    assert points[:, 0] == pytest.approx((2 * np.arange(size) + 1) / size - 1)
    fit = line(fits, BLUE)[:, 1]
    if degree < size / 2:
        assert fit == pytest.approx(Polynomial.fit(*points.T, degree)(GRID), abs=1e-6)
    seen = study(degree, noise, size, 30)
    assert points[:, 1] == pytest.approx(seen.y[sample - 1])
    assert fit == pytest.approx(seen.fits[sample - 1])
    (others,) = fits.collections
    assert np.array([path.vertices[:, 1] for path in others.get_paths()]) == pytest.approx(
        np.delete(seen.fits, sample - 1, axis=0)
    )
    assert_losses(built, losses, degree, noise, size)
    assert f"Degree {degree}, {size} points: " in built.sentence
    assert f"degree {degree}, n {size}, fit {sample}: " in repr(built)


def assert_losses(explorer, axes, degree, noise, size):
    """Areas stack up to the test loss, the dots stand on the lines, the sum in the sentence is one."""
    exact = expected_losses(noise, size)
    noise_area, bias_area, variance_area = (part.get_paths()[0].vertices for part in axes.collections)
    shown = np.minimum(exact.test_loss, 1000 * TOP)
    assert upper(variance_area) == pytest.approx(shown)
    assert upper(noise_area) == pytest.approx(np.full(16, noise**2))
    assert upper(bias_area) == pytest.approx(exact.bias_squared + noise**2)
    assert line(axes, INK, marker="o", markersize=5)[:, 1] == pytest.approx(shown)
    assert line(axes, GREEN, marker="s", markersize=5)[:, 1] == pytest.approx(exact.training_loss)
    dot = line(axes, INK, marker="o", markersize=11)
    if exact.test_loss[degree] <= TOP:
        assert dot[0] == pytest.approx((degree, exact.test_loss[degree]))
    else:
        assert len(dot) == 0
        assert [degree, TOP] in crosses(axes).tolist()
    assert crosses(axes)[:, 0].tolist() == np.flatnonzero(exact.test_loss > TOP).tolist()
    found = numbers(explorer.sentence.partition("points: ")[2])[:5]
    wanted = [part[degree] for part in (exact.bias_squared, exact.variance)]
    wanted += [noise**2, exact.test_loss[degree], exact.training_loss[degree]]
    assert found == pytest.approx(wanted, rel=0.006, abs=1e-5)  # five decimals
    assert sum(found[:3]) == pytest.approx(found[3], rel=0.02, abs=3e-5)


def upper(area):
    """The upper edge of an area, one height for each degree."""
    return np.array([area[area[:, 0] == degree, 1].max() for degree in range(16)])


def test_as_it_is(built):
    assert built.sentence == (
        "Degree 1, 30 points: bias² 0.389 + variance 0.00605 + noise² 0.09 = test loss 0.485; the training loss is "
        "0.468, a gap of 0.0177. Above the noise it is mostly bias: too stiff, off the curve in the same way in every "
        "sample. The fit to sample 1 is typically 0.63 off the curve. The gap is 4% of the test loss, and yet other "
        "degrees lose far less."
    )


def test_the_average_fit_is_that_of_the_curve_itself(built):
    for degree in (1, 3, 8):
        built.set(degree=degree, noise=0.5, size=40)
        x = built.result.study.x
        wanted = Polynomial.fit(x, curve(x), degree)(GRID)
        assert line(built.stage.axes[0], ORANGE)[:, 1] == pytest.approx(wanted, abs=1e-9)


def test_what_weighs_most_is_said(built):
    for degree in range(16):
        losses = expected_losses(0.3, 30)
        built.set(degree=degree)
        stiff = losses.bias_squared[degree] > losses.variance[degree]
        assert ("mostly bias" in built.sentence) == stiff
        assert ("mostly variance" in built.sentence) != stiff
        assert "goes through all" not in built.sentence
    assert "With 16 weights for 10 points each fit goes through all of its points" in built.set(size=10).sentence
    assert "With 10 weights for 10 points each fit goes through" in built.set(degree=9).sentence
    assert "goes through" not in built.set(degree=8).sentence
    assert "Without noise the fits are the curve itself" in built.set(degree=15, size=200, noise=0).sentence
    assert "Without noise it is all bias: too stiff, off" in built.set(degree=1).sentence
    few = built.set(degree=15, size=10, noise=0).sentence
    assert "Without noise it is all bias: too few points to say how the curve runs between them, off" in few
    assert "too stiff" not in few
    assert "the training loss is 0, a gap of 0.00843." in few


@pytest.mark.parametrize(("noise", "size"), list(product([0, 0.05, 0.3, 0.5], [10, 30, 100, 200])))
def test_a_gap_is_doubted_only_where_it_misleads(built, noise, size):
    """C65: small and still poor, or large and still the best; as a share of the loss, since these are no accuracies."""
    losses = expected_losses(noise, size)
    for degree in range(16):
        loss, least = losses.test_loss[degree], losses.test_loss.min()
        share = 1 - losses.training_loss[degree] / loss
        sentence = built.set(degree=degree, noise=noise, size=size).sentence
        best, poor, seen = loss <= 1.05 * least, loss > 1.5 * least, loss >= 5e-6
        assert ("no other degree does much better" in sentence) == (share > 0.15 and best and seen)
        assert ("other degrees lose far less" in sentence) == (share <= 0.15 and poor and seen)
        assert "usual" not in sentence


def test_both_doubts_occur(built):
    assert "The gap is 4% of the test loss, and yet other degrees" in built.set(degree=1).sentence
    assert "The gap is 29% of the test loss, and yet no other degree" in built.set(degree=4).sentence
    assert "The gap is" not in built.set(degree=15).sentence


def test_what_is_not_0_does_not_look_like_0(built):
    built.set(degree=15, noise=0.3)
    assert "bias² under 0.00001 + variance 0.59 + noise² 0.09 = test loss 0.68;" in built.sentence
    assert "bias² <0.00001, variance 0.59, test 0.68, train 0.042" in repr(built)
    built.set(noise=0)
    assert "bias² under 0.00001 + variance 0 + noise² 0 = test loss under 0.00001;" in built.sentence
    assert "typically under 0.00001 off the curve" in built.sentence


def test_the_line_of_words_is_never_cut(built):
    for degree, noise, size in product(range(16), [0, 0.01, 0.02, 0.05, 0.5], [10, 16, 30, 100, 200]):
        assert "…" not in repr(built.set(degree=degree, noise=noise, size=size, sample=30))


def test_the_noise_is_scaled_and_nothing_else(built):
    """The random numbers are those of the samples, whatever the sliders say."""
    quiet = line(built.set(noise=0.1).stage.axes[0], INK, marker="o").copy()
    loud = line(built.set(noise=0.3).stage.axes[0], INK, marker="o")
    truth = curve(quiet[:, 0])
    assert loud[:, 1] - truth == pytest.approx(3 * (quiet[:, 1] - truth))


def test_what_leaves_the_axes_is_marked(built):
    fits = built.stage.axes[0]
    assert len(crosses(fits)) == len(line(fits, GREY, marker="x")) == 0
    built.set(degree=15, size=16, noise=0.5)
    for marks in (crosses(fits), line(fits, GREY, marker="x")):
        assert len(marks) > 1
        assert np.abs(marks[:, 1]).tolist() == [HEIGHT] * len(marks)
    fit = line(fits, BLUE)
    outside = np.abs(fit[:, 1]) > HEIGHT
    leaves = np.flatnonzero(outside[1:] != outside[:-1])
    last = np.where(outside[leaves], leaves, leaves + 1)  # the place outside, of the two
    points = line(fits, INK, marker="o")
    wanted = [*fit[np.unique(last)], *points[np.abs(points[:, 1]) > HEIGHT]]
    assert crosses(fits).tolist() == [[x, np.sign(y) * HEIGHT] for x, y in wanted]


def test_the_distance_of_a_fit(built):
    for sample in (1, 17, 30):
        built.set(degree=6, sample=sample)
        off = np.sqrt(np.mean((line(built.stage.axes[0], BLUE)[:, 1] - curve(GRID)) ** 2))
        assert built.result.off == pytest.approx(off)
        assert f"The fit to sample {sample} is typically {off:.2g} off the curve" in built.sentence


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"degree": -1}, "degree is -1; wanted a whole number of at least 0"),
        ({"degree": 16}, "degree is 16; wanted a whole number from 0 to 15"),
        ({"degree": 2.5}, "degree is 2.5; wanted a whole number"),
        ({"noise": -0.1}, "noise is -0.1; wanted a number from 0 to 0.5"),
        ({"noise": 0.6}, "noise is 0.6; wanted a number from 0 to 0.5"),
        ({"noise": "loud"}, "noise is str 'loud'; wanted a finite number"),
        ({"size": 9}, "size is 9; wanted a whole number of at least 10"),
        ({"size": 201}, "size is 201; wanted a whole number from 10 to 200"),
        ({"sample": 0}, "sample is 0; wanted a whole number of at least 1"),
        ({"sample": 31}, "sample is 31; wanted a whole number from 1 to 30"),
    ],
)
def test_bad_arguments_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        BiasVarianceExplorer(**wrong)
