"""The picture: what it tells the browser, and what it believes of the browser's screen."""

import pytest
from traitlets import TraitError

from helpers.stage import Picture


@pytest.fixture
def picture():
    picture = Picture(dict, label="loss for each step", width=600)
    yield picture
    picture.close()


def test_all_of_it_is_sent(picture):
    state = picture.get_state()
    assert {"frame", "sentence", "label", "width", "dark", "pixel_ratio", "follows"} <= state.keys()
    assert (state["label"], state["width"], state["dark"], state["frame"]) == ("loss for each step", 600, False, {})


@pytest.mark.parametrize("told", [0, -2, 0.5, 40, float("inf")])
def test_a_pixel_ratio_off_1_to_3_is_refused(picture, told):
    """A picture of forty times the size would take all memory; one of no size can not be drawn."""
    picture.pixel_ratio = 3
    with pytest.raises(TraitError):
        picture.pixel_ratio = told
    assert picture.pixel_ratio == 3
