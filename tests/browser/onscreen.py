"""An explorer as it stands on a page: its picture, its sentence and its sliders, as a learner meets them."""

import io
import math
import re
import time

import numpy as np
from PIL import Image
from playwright.sync_api import expect

from tests.browser.lab import PATIENCE
from tests.browser.samples import CELL_OF

THUMB = (11, 83, 148)  # #0b5394 in stage.css
PIXELS = "(canvas) => canvas.toDataURL()"
CORNER = """(canvas) => {
    const copy = new OffscreenCanvas(1, 1).getContext("2d");
    copy.drawImage(canvas, -2, -2);
    return [...copy.getImageData(0, 0, 1, 1).data];
}"""


def eventually(page, condition):
    """Whether something comes true while we have patience: what was sent may be on its way."""
    until = time.monotonic() + PATIENCE / 1000
    while not (true := condition()) and time.monotonic() < until:
        page.wait_for_timeout(50)
    return bool(true)


class OnScreen:
    """An explorer in a cell."""

    def __init__(self, cell):
        self.root = cell.locator(".fp-explorer")
        self.page = self.root.page
        self.canvas = cell.locator(".fp-picture canvas")
        self.sentence = cell.locator(".fp-picture figcaption")
        self.stopped = cell.locator(".fp-when-stopped")
        expect(self.canvas).to_have_attribute("data-painted", re.compile(r"\d+"))

    @property
    def pixels(self):
        """All pixels of the picture, as text."""
        return self.canvas.evaluate(PIXELS)

    @property
    def corner(self):
        """Red, green, blue and alpha of a pixel of the background."""
        return self.canvas.evaluate(CORNER)

    def await_corner(self, darker):
        """Wait until the background is darker, or lighter, than mid-grey."""
        self.page.wait_for_function(
            f"([canvas, darker]) => (({CORNER})(canvas)[0] < 128) === darker",
            arg=[self.canvas.element_handle(), darker],
        )

    def slider(self, label):
        return Slider(self.root.locator(".fp-slider").filter(has=self.page.get_by_text(label, exact=True)))


class Sample(OnScreen):
    """An explorer of `samples.cells`, on the page and in the kernel; the two agree a little after each move."""

    def __init__(self, notebook, name, index=None):
        super().__init__(notebook.cell(CELL_OF[name] if index is None else index))
        self._notebook, self._name = notebook, name

    def ask(self, what):
        """What the kernel prints of the explorer."""
        return self._notebook.execute(f"print(shown[{self._name!r}].{what})").strip()

    def number(self, what):
        return float(self.ask(what))

    def says_what_the_kernel_says(self):
        """Whether the page comes to say what the kernel says."""
        return eventually(self.page, lambda: self.sentence.text_content() == self.ask("sentence"))

    def follows(self, control, slider):
        """Whether kernel and page arrive where the slider stands; the kernel takes sliders and cells in two threads."""

        def stands():
            return math.isclose(self.number(f"controls[{control!r}].value"), slider.value, rel_tol=1e-3)

        return eventually(self.page, stands) and self.says_what_the_kernel_says()


class Finger:
    """A finger on the glass, by DevTools: Playwright itself can only tap."""

    def __init__(self, page):
        self._page, self._session = page, page.context.new_cdp_session(page)

    def stroke(self, start, end, pause=0):
        """Move the finger from one place of the page to another, with pauses in milliseconds or in one go."""
        places = [tuple(a + (b - a) * step / 12 for a, b in zip(start, end, strict=True)) for step in range(13)]
        for kind, place in zip(["touchStart", *["touchMove"] * 12], places, strict=True):
            self._touch(kind, [dict(zip("xy", place, strict=True))])
            self._page.wait_for_timeout(pause)
        self._touch("touchEnd", [])

    def _touch(self, kind, points):
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


class Slider:
    """One slider of ours."""

    def __init__(self, root):
        self.root, self.page = root, root.page
        self.range, self.box = root.locator(".fp-range"), root.locator(".fp-box")
        self.play, self.complaint = root.locator(".fp-play"), root.locator(".fp-complaint")
        self.mark = root.locator(".fp-mark")

    @property
    def value(self):
        """The number in the box."""
        return float(self.box.input_value())

    def type(self, text):
        self.box.fill(text)
        self.box.press("Enter")

    def place(self, share):
        """The page's x and y at a share of the way that the thumb's middle can go."""
        box = self.range.bounding_box()
        return box["x"] + 8 + share * (box["width"] - 16), box["y"] + box["height"] / 2

    def seize(self):
        """Press the mouse down on the thumb."""
        self.page.mouse.move(self.thumb(), self.place(0)[1])
        self.page.mouse.down()

    def drag_to(self, share):
        """Move the pressed mouse along the track."""
        self.page.mouse.move(*self.place(share), steps=12)

    def drag(self, *shares):
        """Take hold of the thumb, go from place to place, and let go."""
        self.seize()
        for share in shares:
            self.drag_to(share)
        self.page.mouse.up()

    def thumb(self):
        """The page's x of the thumb's middle, from the pixels on the screen, which come a little after the value."""
        found = []

        def is_seen():
            box = self.range.bounding_box()
            pixels = np.asarray(Image.open(io.BytesIO(self.range.screenshot())).convert("RGB")).astype(int)
            columns = np.flatnonzero((np.abs(pixels - THUMB).max(axis=2) < 40).mean(axis=0) > 0.4)
            found[:] = [box["x"] + (c[0] + c[-1] + 1) / 2 * box["width"] / pixels.shape[1] for c in [columns] if c.size]
            return found

        assert eventually(self.page, is_seen), "no thumb on the screen"
        return found[0]
