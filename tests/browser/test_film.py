"""film.js by itself: whatever way a picture comes to the page, it has the pixels of a fresh drawing."""

import base64
import zlib

import numpy as np
import pytest

from helpers.explorers import CoinLikelihoodExplorer, DescentMapExplorer, OneWeightExplorer
from helpers.stage import Slider
from helpers.stage.picture import scripts
from tests.stage.pixels import decode

TAKE = """async ([{ frame, sentence }, bytes]) => {
    const view = (text) => new DataView(Uint8Array.from(atob(text), (letter) => letter.charCodeAt()).buffer);
    for (const [name, text] of Object.entries(bytes)) frame[name] = view(text);
    await shown.take(frame, sentence);
}"""
PIXELS = """() => {
    const [canvas] = document.getElementsByTagName("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let text = "";
    for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
    return [btoa(text), canvas.width];
}"""


class Screen:
    """A page with film.js, and an explorer whose frames it gets where nothing else is done with them.

    `beside` is another of the kind, which draws what the page must show: the contract holds that it is as a fresh one.
    """

    def __init__(self, page, explorer, beside=None, kept="16e6"):
        self.page, self.explorer, self.beside = page, explorer, beside
        script = scripts("film.js").replace("const KEPT = 16e6;", f"const KEPT = {kept};")
        page.set_content("<canvas></canvas>")
        page.evaluate(f"""() => {{
            const film = new Function({script!r} + "; return film;")();
            const [canvas] = document.getElementsByTagName("canvas");
            window.told = [];
            window.shown = film(canvas, (words) => (window.words = words), (number) => told.push(number));
        }}""")
        self.frames, self.way = [], []
        picture = explorer.stage.picture
        picture.observe(lambda change: self.way.append(change.new), names="frame")
        self.take(picture.get_state()["frame"])
        picture.follows = self.told[-1]

    @property
    def told(self):
        return self.page.evaluate("told")

    @property
    def picture(self):
        """What the canvas shows, shape (height, width, 3)."""
        text, width = self.page.evaluate(PIXELS)
        return np.frombuffer(base64.b64decode(text), np.uint8).reshape(-1, width, 4)[..., :3]

    @property
    def words(self):
        return self.page.evaluate("words")

    def take(self, frame):
        plain = {name: value for name, value in frame.items() if not isinstance(value, bytes)}
        coded = {name: base64.b64encode(value).decode() for name, value in frame.items() if isinstance(value, bytes)}
        self.page.evaluate(TAKE, [{"frame": plain, "sentence": self.explorer.sentence}, coded])

    def move(self, *, lost=False, **values):
        """Move the explorer, and the page after it; returns the frame."""
        self.explorer.set(**values)
        frame = self.way[-1]
        if not lost:
            self.take(frame)
        return frame

    def hope(self, **values):
        self.page.evaluate("(values) => shown.hope(values)", values)

    def shows(self, **values):
        """Whether the page shows, in picture and words, what the explorer beside it does at these values."""
        self.beside.reset().set(**values)
        wanted = decode(self.beside.stage.png(level=1))
        return np.array_equal(self.picture, wanted) and self.words == self.beside.sentence


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module", params=[OneWeightExplorer, DescentMapExplorer])
def beside(request):
    explorer = request.param()
    yield explorer
    explorer.close()


@pytest.fixture
def explorer(beside):
    explorer = type(beside)()
    yield explorer
    explorer.close()


@pytest.fixture
def screen(page, explorer, beside):
    return Screen(page, explorer, beside)


def stops(explorer):
    """A slider, and five places on it."""
    name, slider = next((name, each) for name, each in explorer.controls.items() if isinstance(each, Slider))
    shares = (0.3, 0.31, 0.7, 0.2, 0.305)
    ratio = slider.max / slider.min if slider.log else 0
    return name, [
        float(f"{slider.min * ratio**t if slider.log else slider.min + t * (slider.max - slider.min):.3g}")
        for t in shares
    ]


def test_each_step_has_the_pixels_of_a_fresh_drawing(screen, explorer):
    name, places = stops(explorer)
    for place in [*places, places[0]]:
        frame = screen.move(**{name: place})
        assert "still" not in frame
        assert screen.shows(**{name: place})
    assert not screen.shows(**{name: places[1]}), "the comparison finds everything alike"


def test_patches_come_raw_and_deflated(screen, explorer):
    name, places = stops(explorer)
    sizes = [
        (frame["deflated"], frame["over"]) for frame in (screen.move(**{name: place}) for place in places + places[-1:])
    ]
    assert {over > 0 for _, over in sizes} == {True}
    assert {deflated for deflated, _ in sizes} == {True, False}


def test_a_place_shown_before_is_shown_at_once_and_the_kernels_replaces_it(screen, explorer):
    name, places = stops(explorer)
    for place in places:
        screen.move(**{name: place})
    for place in (places[0], places[3], places[0]):
        screen.hope(**{name: place})
        assert screen.shows(**{name: place})
        screen.page.evaluate("shown.rest()")
        assert screen.shows(**{name: places[-1]}), "the kernel has shown no other yet"
    screen.hope(**{name: places[0]})
    screen.hope(**{name: places[2]})
    screen.move(**{name: places[0]})
    assert screen.shows(**{name: places[2]}), "the kernel's is older than what is shown"
    screen.move(**{name: places[2]})
    assert screen.shows(**{name: places[2]})


def test_a_place_never_shown_or_on_the_way_of_others_waits_for_the_kernel(screen, explorer):
    name, places = stops(explorer)
    screen.move(**{name: places[0]})
    screen.move(**{name: places[1]})
    screen.hope(**{name: places[2]})
    screen.hope(**{name: places[0]})
    assert screen.shows(**{name: places[1]})
    screen.move(**{name: places[2]})
    assert screen.shows(**{name: places[2]})
    screen.move(**{name: places[0]})
    assert screen.shows(**{name: places[0]})


def test_with_a_trail_a_place_is_shown_at_once_until_another_mark_is_left(page):
    explorer = CoinLikelihoodExplorer()
    screen = Screen(page, explorer)
    name, places = stops(explorer)
    for place in places[:3]:
        screen.move(**{name: place})
    with_two_marks = screen.picture
    screen.move(**{name: places[0]})
    with_all = screen.picture
    screen.move(**{name: places[2]})
    screen.hope(**{name: places[0]})
    assert np.array_equal(screen.picture, with_all)
    screen.move(**{name: places[0]})
    screen.move(**{name: places[3]})
    before = screen.picture
    assert not np.array_equal(before, with_two_marks)
    screen.hope(**{name: places[0]})
    assert np.array_equal(screen.picture, before), "it lacks the last mark"
    for place in places[:2]:
        screen.move(**{name: place})
    fresh = explorer.controls[name].max * 0.9
    for place in (places[0], fresh, places[1]):
        screen.hope(**{name: place})
    before = screen.picture
    for place in (places[0], fresh):
        screen.move(**{name: place})
    assert not np.array_equal(screen.picture, before), "it lacks the mark that came"
    explorer.close()


@pytest.mark.parametrize("happens", ["another control", "the screen", "too many bytes"])
def test_what_no_longer_holds_is_not_shown(page, explorer, beside, happens):
    screen = Screen(page, explorer, beside, kept="500" if happens == "too many bytes" else "16e6")
    name, places = stops(explorer)
    for place in places[:3]:
        screen.move(**{name: place})
    if happens == "the screen":
        for ratio in (2, 1):
            explorer.stage.picture.pixel_ratio = ratio
            screen.take(screen.way[-1])
        screen.move(**{name: places[2]})
    before = screen.picture
    elsewhere = {"no such": 1} if happens == "another control" else {}
    screen.hope(**{name: places[0]}, **elsewhere)
    assert np.array_equal(screen.picture, before)
    screen.move(**{name: places[0]})
    assert screen.shows(**{name: places[0]})


@pytest.mark.parametrize("lost", ["a step", "a byte"])
def test_a_page_that_lost_a_step_says_so_and_gets_all(screen, explorer, lost):
    name, places = stops(explorer)
    frame = screen.move(lost=True, **{name: places[0]})
    if lost == "a byte":
        screen.take(frame | {"patch": zlib.compress(bytes(5000))[:-9], "deflated": True})
    else:
        frame = screen.move(**{name: places[1]})
    assert screen.told[-1] == -frame["number"]
    explorer.stage.picture.follows = screen.told[-1]
    screen.take(screen.way[-1])
    assert "still" in screen.way[-1]
    screen.move(**{name: places[1]})
    assert screen.shows(**{name: places[1]})


def test_a_wrong_byte_is_found(screen, explorer):
    name, places = stops(explorer)
    explorer.set(**{name: places[0]})
    frame = explorer.stage.picture.frame | {"deflated": False}
    screen.take(frame | {"patch": explorer.stage._palette.patch(explorer.stage._draw())[:-1] + b"\x01", "over": 0})
    assert not screen.shows(**{name: places[0]})
