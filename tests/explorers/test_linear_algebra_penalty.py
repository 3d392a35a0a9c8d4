"""The penalty explorer gives scikit-learn's weights over its whole slider, and says truly which of them are 0."""

import re

import numpy as np
import pytest
from sklearn.linear_model import Lasso, LinearRegression, Ridge
from sklearn.preprocessing import StandardScaler

from helpers.explorers.linear_algebra.penalty import PenaltyExplorer
from helpers.explorers.words import number, rate

# scikit-learn's rule to stop can ask for more than rounding allows; its weights are there all the same
pytestmark = pytest.mark.filterwarnings("ignore:Objective did not converge")


def data(seed, alike, weights, n=60):
    """Two features with about this correlation, and targets that follow them with noise, at learners' scales."""
    rng = np.random.default_rng(seed)
    first = rng.normal(size=n)
    X = np.column_stack([first, alike * first + np.sqrt(1 - alike**2) * rng.normal(size=n)])
    return X * [10, 300] + [50, 2000], X @ weights + rng.normal(size=n) + 20


DATA = {
    "default": (),
    "alike": data(0, 0.8, (30, -4)),
    "opposite": data(1, -0.7, (5, 2)),
    "second goes last": data(2, 0.3, (1, 4)),
    "both below zero": data(3, 0.0, (-200, -100)),
    "salaries": data(4, 0.5, (2e4, 1e4), n=5),
    "one useless": data(5, 0.4, (3, 0)),
}


@pytest.fixture(scope="module", params=DATA)
def explorer(request):
    explorer = PenaltyExplorer(*DATA[request.param])
    yield explorer
    explorer.close()


@pytest.fixture
def default():
    explorer = PenaltyExplorer()
    yield explorer
    explorer.close()


def penalties(explorer, count=25):
    slider = explorer.controls["penalty"]
    return np.geomspace(slider.min, slider.max, count).clip(slider.min, slider.max).tolist()


def lasso(explorer, penalty):
    return Lasso(penalty, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(explorer.X, explorer.y).coef_


def test_the_weights_are_scikit_learns(explorer):
    size = np.abs(explorer.bowl.minimum).max()
    for penalty in penalties(explorer):
        explorer.set(kind="L1", penalty=penalty)
        np.testing.assert_allclose(explorer.result.weights, lasso(explorer, penalty), atol=1e-7 * size)
        assert f"Lasso(alpha={penalty:.4g})" in explorer.sentence
        explorer.set(kind="L2", penalty=penalty)
        theirs = Ridge(penalty, fit_intercept=False).fit(explorer.X, explorer.y).coef_
        np.testing.assert_allclose(explorer.result.weights, theirs, atol=1e-7 * size)
        assert f"Ridge(alpha={penalty:.4g})" in explorer.sentence


@pytest.mark.parametrize("name", [name for name in DATA if DATA[name]])
def test_features_are_standardised_and_the_unpenalised_weights_are_of_least_squares(name):
    X, y = DATA[name]
    explorer = PenaltyExplorer(X, y)
    model = LinearRegression().fit(StandardScaler().fit_transform(X), y)
    np.testing.assert_allclose(explorer.bowl.minimum, model.coef_, rtol=1e-9)
    before = " and ".join(number(weight) for weight in model.coef_)
    assert f"(unpenalised {before})" in explorer.sentence
    explorer.close()


def test_from_where_on_a_weight_is_exactly_0(explorer):
    for at, zero_from in enumerate(explorer.zero_from):
        assert lasso(explorer, 0.999 * zero_from)[at] != 0
        assert lasso(explorer, 1.001 * zero_from)[at] == 0
        assert lasso(explorer, 20 * zero_from)[at] == 0


def test_l1_sets_one_to_exactly_0_and_then_the_other(explorer):
    sooner, later = sorted(explorer.zero_from)
    first, last = np.array(["w₁", "w₂"])[np.argsort(explorer.zero_from)]
    low = explorer.controls["penalty"].min
    for penalty, zeros in ((sooner * 0.99, 0), (sooner * 1.01, 1), (later * 0.99, 1), (later * 1.01, 2)):
        if penalty < low:
            continue
        explorer.set(kind="L1", penalty=penalty)
        assert np.count_nonzero(explorer.result.weights == 0) == zeros
        assert repr(explorer).count("exactly 0") == zeros
        hollow = [dot.get_markerfacecolor() == "white" for dot in explorer._dots]
        assert hollow == (explorer.result.weights == 0).tolist()
        assert [
            f"From a penalty of {number(sooner)} on it touches a corner: L1 has then set {first} to exactly 0.",
            f"from a penalty of {number(sooner)} on L1 has set {first} to exactly 0, "
            f"and from {number(later)} on {last} too.",
            f"From a penalty of {number(later)} on both are exactly 0",
        ][zeros] in explorer.sentence


def test_a_weight_of_0_is_not_said_to_equal_exactly(default):
    default.set(kind="L1", penalty=2)
    assert "the weights are w₁ = 1.293 and w₂ exactly 0 (unpenalised" in default.sentence


@pytest.mark.parametrize("share", [1 - 1e-4, 1 - 1e-6, 1 + 1e-6, 1 + 1e-4])
def test_next_to_its_limit_a_penalty_is_told_from_it(explorer, share):
    said = r"penalty of ([\d.,e+-]+) the weights.*alpha=([\d.e+-]+)\)"
    limits = r"[Ff]rom a penalty of ([\d.,e+-]+) on.*?(?:and from ([\d.,e+-]+) on|$)"
    for limit in explorer.zero_from:
        if share * limit < explorer.controls["penalty"].min:
            continue
        explorer.set(kind="L1", penalty=share * limit)
        here = float(re.search(said, explorer.sentence)[1].replace(",", ""))
        told = [float(each.replace(",", "")) for each in re.search(limits, explorer.sentence).groups() if each]
        zeros = np.count_nonzero(explorer.result.weights == 0)
        assert [here < each for each in told] == [[True], [False, True], [False]][zeros]


def test_l2_never_sets_one_to_0(explorer):
    lengths = []
    for penalty in penalties(explorer):
        explorer.set(kind="L2", penalty=penalty)
        assert explorer.result.weights.all()
        assert "exactly 0" not in repr(explorer)
        assert explorer.sentence.endswith("and holds neither weight at exactly 0.")
        lengths.append(explorer.result.size)
    assert (np.diff(lengths) < 0).all()
    assert lengths[0] < np.linalg.norm(explorer.bowl.minimum)


@pytest.mark.parametrize("kind", ["L1", "L2"])
def test_the_loss_touches_the_ball_and_does_not_cut_it(explorer, kind):
    for penalty in penalties(explorer, 9):
        explorer.set(kind=kind, penalty=penalty)
        order = int(kind[1])
        weights, corners = explorer.result.weights, explorer._ball.get_xy()[:-1]
        assert explorer.result.size == pytest.approx(np.linalg.norm(weights, ord=order))
        np.testing.assert_allclose(np.linalg.norm(corners, ord=order, axis=1), explorer.result.size, atol=1e-12)
        level = np.column_stack(explorer._level.get_data())
        losses = explorer.bowl.loss(level)
        here = explorer.bowl.loss(weights)
        np.testing.assert_allclose(losses, here, rtol=1e-6, atol=1e-9 * explorer.bowl.loss([0, 0]))
        sizes = np.linalg.norm(level, ord=order, axis=1)
        assert sizes.min() >= explorer.result.size * (1 - 1e-6) - 1e-9
        reach = np.linalg.norm(level - weights, axis=1).min()
        assert reach <= np.ptp(level, axis=0).max() * 0.05  # some point of the drawn level lies by the touch


def test_the_solution_lies_on_the_drawn_path(explorer):
    for kind in ("L1", "L2"):
        for penalty in penalties(explorer, 9):
            explorer.set(kind=kind, penalty=penalty)
            drawn = [np.interp(penalty, *curve.get_data()) for curve in explorer._curves]
            size = np.abs(explorer.bowl.minimum).max()
            np.testing.assert_allclose(drawn, explorer.result.weights, atol=0.01 * size)
            assert explorer._touch.get_xydata()[0].tolist() == explorer.result.weights.tolist()


def test_all_of_the_balls_and_curves_fit_their_axes(explorer):
    ground, curves = explorer.stage.axes
    for kind in ("L1", "L2"):
        explorer.set(kind=kind, penalty=explorer.controls["penalty"].min)
        for corner in explorer._ball.get_xy():
            assert ground.get_xlim()[0] < corner[0] < ground.get_xlim()[1]
            assert ground.get_ylim()[0] < corner[1] < ground.get_ylim()[1]
        low, high = curves.get_ylim()
        assert low < explorer.paths[kind].min() <= explorer.paths[kind].max() < high


def test_the_track_marks_where_l1_sets_to_0_and_nothing_for_l2(default):
    marks = default.set(kind="L1").controls["penalty"].marks
    assert [text for _, text in marks] == ["w₁ = 0", "w₂ = 0"]
    np.testing.assert_allclose([place for place, _ in marks], default.zero_from)
    assert default.set(kind="L2").controls["penalty"].marks == []


def test_at_a_huge_penalty_l1_answers_the_mean(default):
    default.set(kind="L1", penalty=1e9)
    assert default.result.weights.tolist() == [0, 0]
    assert default.result.size == 0
    assert "the diamond is a point: the model answers the mean of y" in default.sentence


def test_options_are_taken(default):
    explorer = PenaltyExplorer(kind="L2", penalty=50_000)
    assert explorer.controls["kind"].value == "L2"
    assert explorer.controls["penalty"].value == 50_000
    assert f"penalty of {rate(50_000, 4)}" in explorer.sentence
    explorer.close()


X, Y = DATA["alike"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": X}, "only one of X and y was given; wanted both, or neither"),
        ({"y": Y}, "only one of X and y was given"),
        ({"X": X[:, :1], "y": Y}, "X has 1 columns; wanted 2"),
        ({"X": X, "y": Y[1:]}, "y holds 59 numbers; wanted 60"),
        ({"X": X * [1, 0], "y": Y}, "standardising wants ones that vary"),
        (
            {"X": X[:, [0, 0]], "y": Y},
            r"the columns of X have a correlation of 1\.000; wanted at most 0\.95 either way",
        ),
        ({"X": -X[:, [0, 0]] * [1, -1], "y": Y}, r"the columns of X have a correlation of -1\.000"),
        ({"X": X, "y": np.full(60, 7.0)}, "y has nothing to do with the columns of X"),
        ({"X": [[1, 1], [1, -1], [-1, 1], [-1, -1]], "y": [1, -1, -1, 1]}, "y has nothing to do with the columns of X"),
        ({"kind": "l2"}, "kind is 'l2'; wanted one of L1, L2"),
        ({"penalty": 0}, r"penalty is 0\.0; wanted a finite number above 0"),
    ],
)
def test_bad_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        PenaltyExplorer(**arguments)
