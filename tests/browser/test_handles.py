"""The picture under a real hand: taken hold of by mouse and by finger."""

import ast
import re

import pytest
from playwright.sync_api import expect

from helpers.explorers import LineExplorer
from tests.browser.onscreen import Finger, Sample, eventually
from tests.browser.samples import cells

SCROLLED = "() => document.querySelector('.jp-WindowedPanel-outer').scrollTop"


def place(shown, number):
    """The page's x and y of a handle."""
    box = shown.canvas.bounding_box()
    across, down = ast.literal_eval(shown.ask(f"stage.picture.places[{number}]"))
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def reach(shown, number, dx=0, dy=0):
    """Move the mouse to a handle; the page may still be scrolling to the explorer. Gives the handle's place."""
    near = re.compile("fp-near")

    def there():
        x, y = place(shown, number)
        shown.page.mouse.move(x + dx, y + dy)
        return near.search(shown.canvas.get_attribute("class") or "") and place(shown, number) == (x, y)

    assert eventually(shown.page, there), "no handle is near"
    return place(shown, number)


def put(notebook, name, **values):
    """Put an explorer somewhere from code."""
    shown = Sample(notebook, name)
    notebook.execute(f"shown[{name!r}].reset().set(**{values!r})")
    assert shown.says_what_the_kernel_says()
    shown.canvas.scroll_into_view_if_needed()
    return shown


LINE = {"slope": 2, "intercept": 50}
# fmt: off
DRAGS = [  # from where which handle is dragged how far, what is said of it meanwhile, and which sliders follow
    ("LineExplorer", LINE, 0, (60, 30), "the line on the map: drag it, or move {} and {}", ["slope", "intercept"]),
    ("LineExplorer", LINE, 2, (0, -40), "the line's right end: drag it", ["slope", "intercept"]),
    ("PredictionExplorer", {}, 0, (60, 0), "where the lines are read: drag it, or move {}", ["size (sqm)"]),
]
# fmt: on


@pytest.mark.parametrize(("name", "start", "number", "by", "words", "controls"), DRAGS)
def test_a_handle_follows_the_mouse_and_the_sliders_follow_it(notebook, name, start, number, by, words, controls):
    shown = put(notebook, name, **start)
    mouse, held = notebook.page.mouse, shown.root.locator(".fp-unseen")
    before = [shown.slider(control).value for control in controls]
    x, y = reach(shown, number, 4, 3)
    mouse.down()
    expect(held).to_have_text(words.format(*controls))
    mouse.move(x + 4 + by[0], y + 3 + by[1], steps=15)  # where it was taken hold of does not matter
    there = [at + far for at, far in zip((x, y), by, strict=True) if far]

    def follows():
        now = [at for at, far in zip(place(shown, number), by, strict=True) if far]
        return now == pytest.approx(there, abs=4)

    assert eventually(notebook.page, follows), f"{place(shown, number)} instead of {there}"
    mouse.up()
    expect(held).to_be_empty()
    assert shown.says_what_the_kernel_says()
    after = [shown.slider(control).value for control in controls]
    assert all(one != other for one, other in zip(before, after, strict=True))
    mouse.move(x + 300, 5)
    expect(shown.canvas).not_to_have_class(re.compile("fp-near|fp-held"))


def test_beside_all_handles_nothing_is_taken(notebook):
    shown = put(notebook, "LineExplorer", **LINE)
    sentence = shown.ask("sentence")
    x, y = reach(shown, 0)
    notebook.page.mouse.move(x + 60, y)
    expect(shown.canvas).not_to_have_class(re.compile("fp-near"))
    notebook.page.mouse.down()
    notebook.page.mouse.move(x + 90, y + 30, steps=5)
    notebook.page.mouse.up()
    assert shown.ask("sentence") == sentence


def test_the_nearest_of_two_handles_wins(notebook):
    shown = put(notebook, "TangentExplorer", x=1, h=0.2)  # both are within reach
    for number, aside, name in [(0, -4, "the first point"), (1, 4, "the nudged point")]:
        reach(shown, number, aside)
        expect(shown.canvas).to_have_attribute("title", re.compile(name))


@pytest.fixture(scope="module")
def touched(open_shared, lab):
    """An explorer on a screen for fingers, with room to scroll under it."""
    room = ["# room to scroll"] * 40
    notebook = open_shared(lab.write("touched.ipynb", *cells([LineExplorer]), *room), has_touch=True)
    assert notebook.run_all() == []
    return Sample(notebook, "LineExplorer", index=1)


def test_a_finger_drags_a_handle_and_scrolls_the_page_elsewhere(touched):
    page, finger = touched.page, Finger(touched.page)
    scrolled = page.evaluate(SCROLLED)
    x, y = place(touched, 0)
    finger.stroke((x + 20, y + 10), (x + 60, y - 70), 20)  # steep: elsewhere that scrolls
    assert eventually(page, lambda: touched.number("result.intercept") > 50)
    assert touched.says_what_the_kernel_says()
    assert page.evaluate(SCROLLED) == scrolled
    sentence = touched.ask("sentence")
    box = touched.canvas.bounding_box()
    finger.stroke((box["x"] + 150, box["y"] + 120), (box["x"] + 150, box["y"] + 10), 20)
    assert eventually(page, lambda: page.evaluate(SCROLLED) > scrolled)
    assert touched.ask("sentence") == sentence
