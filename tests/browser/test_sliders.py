"""The sliders under a real hand: dragged, stepped with keys, typed into, and left to play."""

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
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
LISTEN = """(range) => {
    range.stops = [];
    for (const kind of ["pointerrawupdate", "input"])
        range.addEventListener(kind, () => range.stops.push([kind, range.value]));
}"""


class Rate:
    """The learning-rate explorer on screen, and its limit and ends as the kernel knows them."""

    def __init__(self, notebook):
        self.shown = Sample(notebook, "LearningRateExplorer")
        self.slider = self.shown.slider("learning rate")
        self.low, self.limit, self.high = (
            self.shown.number(name)
            for name in ("controls['learning_rate'].min", "bowl.limit", "controls['learning_rate'].max")
        )

    def kernel_has(self, value):
        return self.shown.kernel_has("learning_rate", value)

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
    before = rate.shown.pixels
    slider.seize()
    slider.drag_to(rate.share(rate.limit) - 0.02)
    assert rate.shown.follows("learning_rate", slider)
    expect(rate.shown.sentence).not_to_contain_text("diverges")
    slider.drag_to(rate.share(rate.limit) + 0.02)
    expect(rate.shown.sentence).to_contain_text("diverges")
    rate.shown.page.mouse.up()
    assert slider.value > rate.limit
    assert rate.shown.pixels != before
    expect(slider.range).to_have_attribute("aria-valuetext", str(slider.box.input_value()))
    assert rate.shown.follows("learning_rate", slider)


def test_a_raw_pointer_event_gives_the_stop_that_the_range_gives_after_it(rate):
    """Else every move would send two values, and two pictures would follow. Halfway between two stops it may differ."""
    mouse, slider = rate.shown.page.mouse, rate.slider
    mouse.move(*slider.place(0.5))
    mouse.down()
    slider.range.evaluate(LISTEN)
    for share in SHARES:
        mouse.move(*slider.place(share))
        rate.shown.page.evaluate(TWO_FRAMES)
    mouse.up()
    stops = slider.range.evaluate("(range) => range.stops")
    raw = [int(stop) for kind, stop in stops if kind == "pointerrawupdate"]
    corrected = [(int(before), int(stop)) for (_, before), (kind, stop) in pairwise(stops) if kind == "input"]
    assert len(raw) == len(SHARES)
    assert len(set(raw)) > len(SHARES) / 2
    assert len(corrected) <= 2
    assert all(abs(before - stop) == 1 for before, stop in corrected)


@pytest.mark.parametrize("share", [0.0, 0.25, 0.6, 1.0])
def test_the_thumb_stands_where_the_value_is(rate, share):
    value = rate.low * (rate.high / rate.low) ** share
    rate.slider.type(repr(value))
    expect(rate.slider.range).to_have_value(str(round(1000 * share)))
    assert rate.slider.thumb() == pytest.approx(rate.slider.place(share)[0], abs=NEAR)


def test_the_limit_is_marked_where_the_thumb_stands_at_the_limit(rate):
    rate.slider.type(repr(rate.limit))
    expect(rate.slider.range).to_have_value(str(round(1000 * rate.share(rate.limit))))
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
    assert rate.kernel_has(rate.low)
    page.evaluate(f"() => {{ {PANEL}.model.dirty = true; }}")
    page.keyboard.press("ControlOrMeta+s")  # all other keys stay JupyterLab's
    page.wait_for_function(f"() => !{PANEL}.model.dirty")
    page.keyboard.press("Tab")
    expect(slider.box).to_be_focused()
    assert page.evaluate(ACTIVE_CELL) == cell, "the keys were taken for notebook shortcuts"


def test_a_typed_number_is_taken_and_a_text_is_refused_in_words(rate):
    wanted = 1.5 * rate.limit
    rate.slider.type(f" {wanted:.3e} ")
    expect(rate.shown.sentence).to_contain_text("diverges")
    expect(rate.slider.complaint).to_be_empty()
    assert rate.kernel_has(wanted)
    rate.slider.type("<b>1</b>")
    expect(rate.slider.complaint).to_contain_text("is not a number")
    assert rate.slider.complaint.locator("b").count() == 0
    assert rate.kernel_has(wanted)
    rate.slider.type(f"{wanted}")
    expect(rate.slider.complaint).to_be_empty()


def test_a_number_off_the_track_is_kept_to_its_end(rate):
    rate.slider.type("1e9")
    expect(rate.slider.complaint).to_contain_text("off the track")
    expect(rate.slider.range).to_have_value("1000")
    assert rate.kernel_has(rate.high)


def test_a_training_run_plays_pauses_and_is_scrubbed(notebook):
    shown = Sample(notebook, "TrainingExplorer")
    slider, page = shown.slider("step"), notebook.page
    before, _ = shown.await_picture_after(slider.play.click)
    expect(slider.play).to_have_attribute("aria-label", "pause step")
    expect(slider.box).not_to_have_value("0")
    slider.play.click()
    expect(slider.play).to_have_attribute("aria-label", "play step")
    paused = slider.value
    expect(shown.sentence).to_contain_text(f"Step {paused:.0f}:")
    assert 0 < paused < 300
    assert shown.pixels != before

    slider.seize()
    slider.drag_to(1)
    page.mouse.up()
    expect(shown.sentence).to_contain_text("Step 300:")

    tab_to(page, CELL_OF["TrainingExplorer"], slider.play)
    page.keyboard.press("Space")  # from the end it begins anew
    expect(slider.play).to_have_attribute("aria-label", "pause step")
    expect(slider.box).not_to_have_value("300")
    page.keyboard.press("Enter")
    expect(slider.play).to_have_attribute("aria-label", "play step")
    assert slider.value < 300


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
    shown.ask("reset()")  # the hand may have moved it elsewhere before
    assert shown.says_what_the_kernel_says()
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
