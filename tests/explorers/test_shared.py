"""What several explorers share: checks of what they begin with, boxes and bars, and a run over data."""

import numpy as np
import pytest

from helpers.explorers import PoisonExplorer, PredictionExplorer, TrainingExplorer
from helpers.explorers.charts import corners
from helpers.explorers.controls import choice, one_of, within
from helpers.explorers.words import as_name

DATA = ([30, 60, 90], [150, 250, 380])


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (lambda: one_of("kind", ["L1"], ("L1", "L2")), r"kind is \['L1'\]; wanted one of L1, L2"),
        (lambda: one_of("dimensions", 9, (8, 16)), "dimensions is 9; wanted one of 8, 16"),
        (lambda: within("share", 1.1, 0, 1), "share is 1.1; wanted a number from 0 to 1"),
        (lambda: within("share", float("nan"), 0, 1), "share is nan"),
        (lambda: as_name("word is", 7, 20), "word is 7; wanted 1 to 20 letters"),
        (lambda: as_name("word is", "a\nb", 20), r"word is 'a\\nb'; wanted 1 to 20 letters"),
        (lambda: as_name("word is", 21 * "a", 20), "wanted 1 to 20 letters"),
    ],
)
def test_what_is_not_there_or_out_of_range_is_named(call, said):
    with pytest.raises(ValueError, match=said):
        call()


def test_ends_of_a_slider_are_within():
    assert [within("share", end, 0, 1) for end in (0, 1)] == [0.0, 1.0]


def test_a_choice_that_is_false_is_kept():
    assert choice("softmax", (True, False), False).value is False


def test_corners_go_round_each_box():
    boxes = corners([0, 2], [1, 5], [0, -1], [4, 0])
    assert boxes.shape == (2, 4, 2)
    np.testing.assert_array_equal(boxes[1], [(2, -1), (5, -1), (5, 0), (2, 0)])


@pytest.mark.parametrize("explorer", [PoisonExplorer, PredictionExplorer, TrainingExplorer])
def test_a_run_takes_the_same_options_everywhere(explorer):
    built = explorer(*DATA, learning_rate=0.0001, steps=7, x_label="size", y_label="price")
    assert (built.run.learning_rate, built.run.steps) == (0.0001, 7)
    assert (built.figure.axes[0].get_xlabel(), built.figure.axes[0].get_ylabel()) == ("size", "price")
    built.close()


@pytest.mark.parametrize("explorer", [PoisonExplorer, PredictionExplorer])
def test_an_x_that_is_no_number_and_an_option_that_is_none_are_refused(explorer):
    with pytest.raises(ValueError, match="at is nan"):
        explorer(*DATA, at=float("nan"))
    with pytest.raises(TypeError, match="rate"):
        explorer(*DATA, rate=0.1)
