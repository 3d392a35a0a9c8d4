"""What each picture can be taken hold of by, and that its marks are explained; `contract.py` drags every handle."""

from contextlib import closing

import pytest

from tests.explorers.builders import BUILDERS

HELD = {
    "DotProductExplorer": {"the tip of arrow a", "the tip of arrow b"},
    "MatrixExplorer": {"the tip of arrow 1", "the tip of arrow 2"},
    "SimilarityExplorer": {"the query"},
    "PrincipalAxisExplorer": {"the tip of the line"},
    "TangentExplorer": {"the first point", "the nudged point"},
    "OneWeightExplorer": {"the weight", "the step"},
    "DescentMapExplorer": {"the start of the walk"},
    "OptimizersExplorer": {"the start of the walks"},
    "LearningRateExplorer": {"the start of the walk"},
    "GradientExplorer": {"where you stand"},
    "LineExplorer": {"the line on the map", "the line's left end", "the line's right end"},
    "LogisticExplorer": {"the line"},
    "SkewExplorer": {"the one income"},
    "PoisonExplorer": {"the value at the largest x"},
    "CoinLikelihoodExplorer": {"the probability of heads", "the model"},
    "MismatchExplorer": {"q of cat", "q of dog", "q of bird"},
    "TemperatureExplorer": {"the temperature"},
}
BUTTONS = {"GradientExplorer": "take this step"}
LEFT = "outside the axes"


@pytest.fixture(scope="module", params=BUILDERS)
def first(request):
    with closing(next(iter(BUILDERS[request.param].values()))()) as explorer:
        yield explorer


def explained(figure):
    """All that the legends of a figure say."""
    legends = [*figure.legends, *filter(None, (axes.get_legend() for axes in figure.axes))]
    return {text.get_text() for legend in legends for text in legend.get_texts()}


def test_what_is_to_be_taken_hold_of_can_be(first):
    """With a button back to the start, and the others that its picture has."""
    name, picture = type(first).__name__, first.stage.picture
    assert {handle["name"] for handle in picture.handles} >= HELD.get(name, set())
    words = [action[0] for action in picture.actions]
    assert words[-1] == "back to the start"
    assert BUTTONS.get(name, words[0]) in words


def test_the_cross_is_explained_where_there_is_one(first):
    crosses = [line for axes in first.figure.axes for line in axes.lines if line.get_marker() == "X"]
    assert LEFT in explained(first.figure) or not crosses


def test_there_are_explorers_of_each_name():
    assert BUILDERS.keys() >= HELD.keys() | BUTTONS.keys()


def test_a_cross_that_no_legend_explains_is_found():
    with closing(BUILDERS["LearningRateExplorer"]["flats"]()) as explorer:
        assert LEFT in explained(explorer.figure)
        explorer.figure.legends.clear()
        assert LEFT not in explained(explorer.figure)
