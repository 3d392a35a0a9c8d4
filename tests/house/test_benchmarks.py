"""What the benchmarks compare can be moved: they run only when somebody asks for figures."""

import ipywidgets
import pytest

from benchmarks import flagships, ways


@pytest.mark.parametrize("way", [ways.image, ways.label])
def test_a_way_follows_its_slider(way):
    *_, words, slider = way().children
    before = words.value
    slider.value = slider.min
    assert words.value != before
    ipywidgets.Widget.close_all()


@pytest.mark.parametrize("name", flagships.FLAGSHIPS)
def test_a_flagship_can_be_shown(name):
    assert type(ways.flagship(name)).__name__ == name
    ipywidgets.Widget.close_all()
