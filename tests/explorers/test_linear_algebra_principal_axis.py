"""The principal-axis explorer says of a line what NumPy and scikit-learn say of it, at every angle."""

import re
from contextlib import closing

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from helpers.explorers.linear_algebra.principal_axis import LOOKS, PrincipalAxisExplorer, _people


@pytest.fixture(scope="module")
def explorer():
    explorer = PrincipalAxisExplorer()
    yield explorer
    explorer.close()


def cloud(scaling):
    """The default data, as scikit-learn scales it."""
    return StandardScaler(with_std=scaling == "standardised").fit_transform(_people())


@pytest.mark.parametrize("scaling", LOOKS)
@pytest.mark.parametrize("angle", [0, 1, 30, 45, 90, 135, 179, 180])
def test_the_variance_is_that_of_numpy(explorer, scaling, angle):
    X, turn = cloud(scaling), np.radians(angle)
    shadows = X @ [np.cos(turn), np.sin(turn)]
    result = explorer.set(angle=angle, scaling=scaling).result
    assert result.variance == pytest.approx(np.var(shadows), rel=1e-9)
    assert result.share == pytest.approx(np.var(shadows) / X.var(axis=0).sum(), rel=1e-9)
    assert explorer.sentence.startswith(f"Along the line at {angle}° the variance is ")
    told = re.search(r" (under |over |)([\d.]+)% of the total", explorer.sentence)
    if told[1]:  # nearly nothing, nearly all
        assert result.share < 1e-4 if told[1] == "under " else result.share > 0.9999
    else:
        assert float(told[2]) == pytest.approx(100 * result.share, rel=1e-3)
    assert f"{told[1]}{told[2]}% of the variance" in repr(explorer)


@pytest.mark.parametrize("scaling", LOOKS)
def test_the_first_axis_is_that_of_scikit_learn(explorer, scaling):
    theirs = PCA().fit(cloud(scaling))
    x, y = theirs.components_[0]
    result = explorer.set(scaling=scaling, angle=10).result
    assert result.first == pytest.approx(np.degrees(np.arctan2(y, x)) % 180, abs=1e-6)
    shares = [explorer.set(angle=angle).result.share for angle in range(181)]
    assert max(shares) <= theirs.explained_variance_ratio_[0] + 1e-12
    assert abs(int(np.argmax(shares)) - result.first) <= 0.5
    assert abs(int(np.argmin(shares)) - (result.first + 90) % 180) <= 0.6
    assert shares[0] == pytest.approx(shares[180])


def test_standardised_it_is_at_45_degrees_and_raw_the_large_numbers_take_it(explorer):
    standardised = explorer.set(scaling="standardised", angle=45)
    r = np.corrcoef(_people().T)[0, 1]
    assert standardised.result.first == pytest.approx(45)
    assert standardised.result.share == pytest.approx((1 + r) / 2)
    assert "The most is here, at 45°, the first principal axis: 92.79%." in explorer.sentence
    assert "an eigenvector is free" in explorer.sentence
    raw = explorer.set(scaling="raw", angle=90)
    assert raw.result.first == pytest.approx(90, abs=1)
    assert raw.result.share > 0.9998
    assert "income (euros a month) takes nearly all" in explorer.sentence
    assert "over 99.99%. The second, at a right angle to it, has under 0.01%." in explorer.sentence


@pytest.mark.parametrize(("angle", "here"), [(44, False), (45, True), (46, False), (135, False)])
def test_the_axis_is_found_within_half_a_step(explorer, angle, here):
    explorer.set(scaling="standardised", angle=angle)
    assert ("The most is here" in explorer.sentence) == here


def test_an_axis_near_0_is_near_180_too():
    X = np.array([[-3, 0.01], [3, -0.01], [0, 0.1], [0, -0.1]])
    with closing(PrincipalAxisExplorer(X)) as built:
        for angle in (0, 180):
            assert "The most is here" in built.set(scaling="raw", angle=angle).sentence
        assert "The most is here" not in built.set(angle=90).sentence


def test_every_shadow_is_the_nearest_point_of_the_line(explorer):
    for scaling in LOOKS:
        explorer.set(angle=30, scaling=scaling)
        points = np.array(explorer._points.get_data()).T
        shadows = np.array(explorer._shadows.get_data()).T
        direction = np.array([np.cos(np.radians(30)), np.sin(np.radians(30))])
        np.testing.assert_allclose((points - shadows) @ direction, 0, atol=1e-12)
        np.testing.assert_allclose(shadows @ [-direction[1], direction[0]], 0, atol=1e-12)
        segments = np.array(explorer._falls.get_segments())
        np.testing.assert_array_equal(segments[:, 0], points)
        np.testing.assert_array_equal(segments[:, 1], shadows)
        assert np.var(shadows @ direction) / points.var(axis=0).sum() == pytest.approx(explorer.result.share)


def test_the_line_has_two_ends_and_the_tip_shows_which_is_which(explorer):
    tips = [explorer.set(angle=angle)._tip.get_xdata()[0] for angle in (0, 180)]
    assert tips[0] == -tips[1] > 0
    assert explorer.figure.axes[0].get_aspect() == 1


@pytest.mark.parametrize("scaling", LOOKS)
def test_everything_stays_inside(explorer, scaling):
    low, high = explorer.figure.axes[0].get_xlim()
    for angle in range(0, 181, 5):
        explorer.set(angle=angle, scaling=scaling)
        for line in (explorer._points, explorer._shadows, explorer._tip):
            assert low < np.min(line.get_data())
            assert np.max(line.get_data()) < high
    assert np.hypot(*explorer._points.get_data()).max() < high  # as long as the longest shadow at any angle


def test_raw_features_share_one_unit(explorer):
    spread = _people().std(axis=0)
    explorer.set(scaling="raw")
    np.testing.assert_allclose(np.std(explorer._points.get_data(), axis=1), spread / spread.max())
    explorer.set(scaling="standardised")
    np.testing.assert_allclose(np.std(explorer._points.get_data(), axis=1), 1)


def test_the_dot_stands_on_its_curve(explorer):
    curves = dict(zip(LOOKS, explorer.figure.axes[1].lines[::3], strict=False))
    for scaling in LOOKS:
        for angle in (0, 77, 180):
            explorer.set(angle=angle, scaling=scaling)
            assert explorer._dot.get_xdata() == [angle]
            assert explorer._dot.get_ydata()[0] == pytest.approx(curves[scaling].get_ydata()[2 * angle])


def test_a_round_cloud_has_no_first_axis():
    with closing(PrincipalAxisExplorer([[1, 0], [-1, 0], [0, 1], [0, -1]])) as built:
        for scaling in LOOKS:
            assert "no axis is the first" in built.set(scaling=scaling, angle=20).sentence
            assert built.result.share == pytest.approx(0.5)
            assert repr(built) == f"PrincipalAxisExplorer: {scaling}, 20°: 50% of the variance, no first axis"


def test_a_falling_line():
    with closing(PrincipalAxisExplorer([[0, 2], [1, 1], [2, 0]], ("width", "height"), angle=135)) as built:
        assert "The most is here, at 135°, the first principal axis: 100%." in built.sentence
        assert "has 0%" in built.sentence
        assert built.figure.axes[0].get_xlabel() == "width, scaled"
        assert "vary the same in their own units" in built.set(scaling="raw").sentence


def test_raw_with_units_of_about_one_size():
    X = [[0, 0], [1, 3], [2, 2], [3, 7]]
    with closing(PrincipalAxisExplorer(X, ("a", "b"))) as built:
        assert "b counts more than a" in built.set(scaling="raw").sentence


def test_many_points_are_thinned_in_the_picture_but_not_in_the_words(rng):
    X = rng.normal(size=(2000, 2)) @ [[2, 1], [0, 1]]
    with closing(PrincipalAxisExplorer(X)) as built:
        assert built._points.get_xdata().size == 500
        assert built.set(scaling="raw", angle=0).result.variance == pytest.approx(X[:, 0].var())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"X": [[1, 2, 3], [3, 2, 1]]}, r"X has shape \(2, 3\); wanted two columns"),
        ({"X": [[1, 2]]}, "X has 1 row; wanted at least two"),
        ({"X": [[1, 2], [1, 3]]}, "column 0 of X runs from 1 to 1; standardising wants"),
        ({"X": [[1, float("nan")], [1, 3]]}, "X holds 1 values that are NaN"),
        ({"X": "points"}, "X is str"),
        ({"names": ("a",)}, "names is .*; wanted two"),
        ({"names": "ab"}, "names is 'ab'; wanted two"),
        ({"names": ("a", 2)}, "a feature is called 2; wanted"),
        ({"names": 7}, "names is 7; wanted two"),
        ({"names": ("a", "")}, "a feature is called ''; wanted 1 to 24 letters"),
        ({"names": ("a", "b" * 25)}, "a feature is called .*; wanted 1 to 24 letters"),
        ({"angle": 181}, "angle is 181; wanted 0 to 180 degrees"),
        ({"angle": float("nan")}, "angle is nan"),
    ],
)
def test_bad_arguments_are_refused(arguments, said):
    with pytest.raises(ValueError, match=said):
        PrincipalAxisExplorer(**arguments)
