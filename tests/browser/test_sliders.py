"""The sliders under a real hand: dragged, and stepped with keys; `test_hosts` has what needs no kernel."""

import math
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.keyboard import ACTIVE_CELL, tab_to
from tests.browser.onscreen import Sample
from tests.browser.samples import CELL_OF

NEAR = 2.0  # CSS pixels
PANEL = "window.jupyterapp.shell.currentWidget"
SHARES = [0.501, 0.53, 0.4999, 0.2, 0.0, -0.1, *(0.123 + 0.0317 * i for i in range(25)), 1.0, 1.2, 0.6]
OTHERS = """(ours) => [...document.querySelectorAll(".fp-explorer canvas")]
    .filter((canvas) => canvas !== ours).map((canvas) => canvas.dataset.painted)"""
LISTEN = """(range) => {
    range.stops = [];
    for (const kind of ["pointerrawupdate", "input"])
        range.addEventListener(kind, () => range.stops.push([kind, range.value]));
    const explorer = range.closest(".fp-explorer");
    explorer.addEventListener("fp-hope", () => (range.rested = false));
    explorer.addEventListener("fp-rest", () => (range.rested = true));
    range.rested = true;
}"""
TWO_FRAMES_AND_AN_ANSWER = """(range) => new Promise((done) => {
    const look = () => (range.rested ? done() : requestAnimationFrame(look));
    requestAnimationFrame(() => requestAnimationFrame(look));
})"""


class Rate:
    """The learning-rate explorer on screen, and its limit and ends as the kernel knows them."""

    def __init__(self, notebook):
        self.shown = Sample(notebook, "LearningRateExplorer")
        self.slider = self.shown.slider("learning rate")
        self.low, self.limit, self.high = (
            self.shown.number(name)
            for name in ("controls['learning_rate'].min", "bowl.limit", "controls['learning_rate'].max")
        )

    def share(self, value):
        """How far along the track a value stands, 0 to 1."""
        return math.log(value / self.low) / math.log(self.high / self.low)


@pytest.fixture
def rate(notebook):
    rate = Rate(notebook)
    rate.slider.type(str(rate.limit / 3))
    assert rate.shown.follows("learning_rate", rate.slider)
    return rate


def test_dragging_across_the_limit_changes_the_verdict_and_the_picture(rate):
    slider = rate.slider
    before, others = rate.shown.pixels, rate.shown.canvas.evaluate(OTHERS)
    slider.seize()
    for beside in (-0.02, 0.02):
        slider.drag_to(rate.share(rate.limit) + beside)
        assert rate.shown.follows("learning_rate", slider)
        assert (slider.value > rate.limit) == ("diverges" in rate.shown.sentence.text_content()) == (beside > 0)
    rate.shown.page.mouse.up()
    assert rate.shown.pixels != before
    assert rate.shown.canvas.evaluate(OTHERS) == others, "another explorer has moved with it"
    expect(slider.range).to_have_attribute("aria-valuetext", str(slider.box.input_value()))
    assert rate.shown.follows("learning_rate", slider)


def test_a_raw_pointer_event_gives_the_stop_that_the_range_gives_after_it(rate):
    """Else every move would send two values, and two pictures would follow. Halfway between two stops it may differ."""
    mouse, slider = rate.shown.page.mouse, rate.slider
    mouse.move(*slider.place(0.5))
    slider.range.evaluate(LISTEN)
    mouse.down()
    for share in SHARES:
        slider.range.evaluate(TWO_FRAMES_AND_AN_ANSWER)  # while a kernel is busy, the raw events send nothing
        mouse.move(*slider.place(share))
    slider.range.evaluate(TWO_FRAMES_AND_AN_ANSWER)
    mouse.up()
    stops = slider.range.evaluate("(range) => range.stops")
    raw = [int(stop) for kind, stop in stops if kind == "pointerrawupdate"]
    corrected = [(int(before), int(stop)) for (_, before), (kind, stop) in pairwise(stops) if kind == "input"]
    assert len(raw) == len(SHARES)
    assert len(set(raw)) > len(SHARES) / 2
    assert len(corrected) <= 2
    assert all(abs(before - stop) == 1 for before, stop in corrected)


def test_the_thumb_stands_where_the_value_is_and_the_mark_where_the_thumb_stands_at_the_limit(rate):
    for share in (0.0, 0.25, 1.0, rate.share(rate.limit)):
        rate.slider.type(repr(rate.low * (rate.high / rate.low) ** share))
        expect(rate.slider.range).to_have_value(str(round(1000 * share)))
        assert rate.slider.thumb() == pytest.approx(rate.slider.place(share)[0], abs=NEAR)
    mark = rate.slider.mark.filter(has_text="limit").bounding_box()
    assert mark["x"] + 1 == pytest.approx(rate.slider.thumb(), abs=NEAR)  # its line is 2 px wide


def test_keys_alone_reach_and_move_the_slider(notebook, rate):
    page, slider, cell = notebook.page, rate.slider, CELL_OF["LearningRateExplorer"]
    tab_to(page, cell, slider.range)
    position = int(slider.range.input_value())
    for key, moved in [("ArrowRight", 1), ("ArrowUp", 2), ("ArrowLeft", 1), ("ArrowDown", 0)]:
        page.keyboard.press(key)
        expect(slider.range).to_have_value(str(position + moved))
    page.keyboard.press("End")
    expect(slider.range).to_have_value("1000")
    expect(rate.shown.sentence).to_contain_text("diverges")
    page.keyboard.press("Home")
    expect(slider.range).to_have_value("0")
    expect(rate.shown.sentence).not_to_contain_text("diverges")
    assert rate.shown.follows("learning_rate", slider)
    page.evaluate(f"() => {{ {PANEL}.model.dirty = true; }}")
    page.keyboard.press("ControlOrMeta+s")  # all other keys stay JupyterLab's
    page.wait_for_function(f"() => !{PANEL}.model.dirty")
    page.keyboard.press("Tab")
    expect(slider.box).to_be_focused()
    assert page.evaluate(ACTIVE_CELL) == cell, "the keys were taken for notebook shortcuts"
