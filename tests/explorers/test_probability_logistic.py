"""The logistic explorer says of a line what scikit-learn says of it, over every slider."""

from contextlib import closing

import numpy as np
import pytest
import sklearn.metrics
from sklearn.linear_model import LogisticRegression

from helpers.data import breast_cancer
from helpers.explorers.probability.logistic import FARTHEST, LogisticExplorer
from helpers.explorers.words import number


@pytest.fixture(scope="module")
def explorer():
    explorer = LogisticExplorer()
    yield explorer
    explorer.close()


def corners(explorer):
    """Some places of the three weight sliders, ends and zeros included."""
    ends = explorer.controls["w1"].max
    return [(w1, w2, b) for w1 in (-ends, 0, 1.5) for w2 in (0, -2, ends) for b in (-ends, 0, 0.7)]


def test_loss_and_count_are_those_of_scikit_learn(explorer):
    y = breast_cancer().y
    for w1, w2, intercept in corners(explorer):
        result = explorer.set(w1=w1, w2=w2, intercept=intercept, trained=False).result
        p = 1 / (1 + np.exp(-(explorer.z @ result.weights[:2] + result.weights[2])))
        right = np.sum((p >= 0.5) == y)
        assert result.loss == pytest.approx(sklearn.metrics.log_loss(y, p), rel=1e-6)
        assert f"{right} of 569 samples" in explorer.sentence
        assert f"{right} of 569 right" in repr(explorer)
        assert f"log loss is {number(result.loss)}." in explorer.sentence


@pytest.mark.parametrize("penalty", [1e-4, 0.00176, 0.1, 10])
def test_the_trained_weights_are_those_of_scikit_learn(explorer, penalty):
    result = explorer.set(trained=True, penalty=penalty).result
    theirs = LogisticRegression(C=1 / (569 * penalty), tol=1e-10, solver="newton-cholesky")
    theirs.fit(explorer.z, breast_cancer().y)
    np.testing.assert_allclose(result.weights, [*theirs.coef_[0], *theirs.intercept_], atol=1e-6)
    assert f"{number(penalty)} / 2" in explorer.sentence


def test_the_trained_line_shows_once_trained_is_ticked_and_is_compared(explorer):
    by_hand = explorer.set(w1=1, w2=1, intercept=0, penalty=0.001, trained=False).result
    shown = [line.get_data() for line in explorer._lines.values()]
    assert not explorer._ghost.get_visible()
    assert "trained" not in explorer.sentence + repr(explorer)
    trained = explorer.set(trained=True).result
    assert explorer._ghost.get_visible()
    np.testing.assert_array_equal(explorer._ghost.get_data(), shown[list(explorer._lines).index(0.5)])
    assert (
        f"log loss is {number(trained.loss)}; yours (broad grey line) has {number(by_hand.loss)}." in explorer.sentence
    )
    assert trained.hand_loss == by_hand.loss
    assert explorer.set(w1=3.5).result.weights.tolist() == trained.weights.tolist()


def test_nothing_by_hand_is_below_the_trained_weights(explorer):
    for weights in corners(explorer):
        result = explorer.set(
            **dict(zip(("w1", "w2", "intercept"), weights, strict=True)), penalty=1e-4, trained=True
        ).result
        assert result.loss <= result.hand_loss + 1e-3  # of the pull


def test_the_lines_lie_where_the_probability_is_theirs(explorer):
    drawn = 0
    for w1, w2, intercept in corners(explorer):
        explorer.set(w1=w1, w2=w2, intercept=intercept, trained=False)
        for p, line in explorer._lines.items():
            x, y = line.get_data()
            np.testing.assert_allclose(1 / (1 + np.exp(-(w1 * x + w2 * y + intercept))), p)
            drawn += x.size > 0
    assert drawn > 40


def test_flat_weights_draw_no_line(explorer):
    explorer.set(w1=0, w2=0, intercept=1, trained=False)
    assert all(line.get_xdata().size == 0 for line in explorer._lines.values())
    assert explorer.sentence.startswith(
        "With both weights at 0 there is no line: each sample gets the probability 0.7311."
    )


def test_a_line_beside_all_samples_is_said_to_be(explorer):
    explorer.set(w1=0.1, w2=0.1, intercept=3, trained=False)
    assert "all samples lie on one side of it. 212 of 569" in explorer.sentence


def test_every_sample_is_on_the_sigmoids_axis_or_marked_at_its_edge(explorer):
    result = explorer.set(w1=5, w2=5, intercept=0, trained=False).result
    drawn = np.concatenate([points.get_xdata() for points in explorer._samples])
    np.testing.assert_allclose(np.sort(drawn), np.sort(result.logits))
    for side, carets in zip((-1, 1), explorer._beyond, strict=True):
        assert len(carets.get_xdata()) == np.sum(side * result.logits > FARTHEST) > 0
        assert set(carets.get_xdata()) == {side * FARTHEST}
    assert [len(crosses.get_xdata()) for crosses in explorer._wrong] == [result.wrong.sum()] * 2


def test_own_data_with_own_names():
    X, y = [[0, 5], [1, 3], [2, 4], [9, 1], [8, 2]], [0, 0, 1, 1, 1]
    with closing(LogisticExplorer(X, y, feature_names=("age", "height"), class_names=("no", "yes"))) as built:
        plane, curve = built.figure.axes
        assert plane.get_xlabel() == "z₁: age (standard deviations)"
        assert "● no, ▲ yes" in plane.get_title(loc="left")
        assert curve.get_ylabel() == "probability of yes"
        assert "5 of 5 samples" in built.set(trained=True, penalty=1e-4).sentence  # a line separates them


def test_many_samples_are_thinned_in_the_picture_but_not_in_the_words(rng):
    X = rng.normal(size=(2000, 2))
    with closing(LogisticExplorer(X, X[:, 0] > 0)) as built:
        assert "of 2000 samples" in built.sentence
        assert sum(points.get_xdata().size for points in built._samples) == 500
        assert "(some of all)" in built.figure.axes[0].get_title(loc="left")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"X": [[1, 2]]}, "y is missing; wanted both"),
        ({"y": [0, 1]}, "X is missing; wanted both"),
        ({"X": [[1], [2]], "y": [0, 1]}, r"X has shape \(2, 1\); wanted two columns"),
        ({"X": [[1, 2], [2, 1]], "y": [0, 2]}, "y holds 2; wanted labels"),
        ({"X": [[1, 2], [2, 1]], "y": [1, 1]}, "y holds only 1; wanted both labels"),
        ({"X": [[1, 2], [1, 1]], "y": [0, 1]}, "standardising wants"),
        ({"w1": float("nan")}, "w₁ is nan"),
    ],
)
def test_bad_arguments_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        LogisticExplorer(**arguments)
