"""The sliders that the course is about, dragged from one end of what they can do to the other."""

import math

import pytest
from playwright.sync_api import expect

from tests.browser.onscreen import Sample

# explorer, label of its slider, name of the control, then (value to drag to, what the sentence says there)
JOURNEYS = [
    ("OneWeightExplorer", "learning rate", "learning_rate", [(0.03, "converges"), (0.12, "diverges")]),
    ("DescentMapExplorer", "learning rate", "learning_rate", [(0.02, "crawls"), (0.5, "diverges")]),
    (
        "TemperatureExplorer",
        "temperature",
        "temperature",
        [(0.01, "sharper than"), (100, "flatter than"), (0.3, "sharper than")],
    ),
    (
        "ComparisonExplorer",
        "cases n",
        "n",
        [(220, "On these 2"), (24_000, "On these 2"), (50_000, "50,000")],
    ),
]


@pytest.mark.parametrize(("name", "label", "control", "stations"), JOURNEYS, ids=[name for name, *_ in JOURNEYS])
def test_a_drag_from_end_to_end(notebook, name, label, control, stations):
    shown = Sample(notebook, name)
    slider = shown.slider(label)
    low, high = (shown.number(f"controls[{control!r}].{end}") for end in ("min", "max"))
    slider.seize()
    pictures = [shown.pixels]
    for value, says in stations:
        slider.drag_to(math.log(value / low) / math.log(high / low))
        assert slider.value == pytest.approx(value, rel=0.05)
        assert shown.follows(control, slider)
        expect(shown.sentence).to_contain_text(says)
        pictures.append(shown.pixels)
    notebook.page.mouse.up()
    assert len(set(pictures)) == len(pictures)
    assert shown.follows(control, slider)
