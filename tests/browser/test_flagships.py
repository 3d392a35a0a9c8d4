"""The sliders that the course is about, dragged from one end of what they can do to the other."""

import math

import pytest
from playwright.sync_api import expect

from tests.browser.onscreen import OnScreen
from tests.browser.samples import CELL_OF

# explorer, label of its slider, name of the control, then (value to drag to, what the sentence says there)
JOURNEYS = [
    ("OneWeightExplorer", "learning rate", "learning_rate", [(0.03, "converges"), (0.12, "diverges")]),
    ("DescentMapExplorer", "learning rate", "learning_rate", [(0.02, "crawls"), (0.5, "diverges")]),
    ("TemperatureExplorer", "temperature", "temperature", [(0.01, "T = 0.01"), (100, "T = 100"), (0.3, "0.9")]),
]


@pytest.mark.parametrize(("name", "label", "control", "stations"), JOURNEYS, ids=[name for name, *_ in JOURNEYS])
def test_a_drag_from_end_to_end(notebook, name, label, control, stations):
    shown = OnScreen(notebook.cell(CELL_OF[name]))
    slider, mouse = shown.slider(label), notebook.page.mouse
    low, high = (
        float(notebook.execute(f"print(shown[{name!r}].controls[{control!r}].{end})")) for end in ("min", "max")
    )
    mouse.move(slider.thumb(), slider.place(0)[1])
    mouse.down()
    pictures = [shown.pixels]
    for value, says in stations:
        mouse.move(*slider.place(math.log(value / low) / math.log(high / low)), steps=12)
        expect(shown.sentence).to_contain_text(says)
        assert slider.value == pytest.approx(value, rel=0.05)
        pictures.append(shown.pixels)
    mouse.up()
    assert len(set(pictures)) == len(pictures)
    assert shown.comes_to_say(lambda: notebook.execute(f"print(shown[{name!r}].sentence)"))
