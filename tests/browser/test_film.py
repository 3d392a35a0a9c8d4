"""film.js by itself: whatever way a picture comes to the page, it has the pixels of a fresh drawing."""

import base64
import zlib
from unittest.mock import patch

import numpy as np
import pytest

from helpers.explorers import CoinLikelihoodExplorer, DescentMapExplorer, OneWeightExplorer
from helpers.stage import Slider, Stage
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
SHARES = (0.3, 0.31, 0.7, 0.2, 0.305, 0.9)  # of the way along the explorer's first slider: the places of a script


class Screen:
    """A page with film.js, and an explorer whose frames it gets where nothing else is done with them.

    `beside` is another of the kind, which draws what the page must show: the contract holds that it is as a fresh one.
    """

    def __init__(self, page, explorer, beside, kept="16e6"):
        self.page, self.explorer, self.beside = page, explorer, beside
        script = scripts("film.js").replace("const KEPT = 16e6;", f"const KEPT = {kept};")
        page.set_content("<canvas></canvas>")
        page.evaluate(f"""() => {{
            const film = new Function({script!r} + "; return film;")();
            const [canvas] = document.getElementsByTagName("canvas");
            window.told = [];
            window.shown = film(canvas, (words) => (window.words = words), (number) => told.push(number));
        }}""")
        self.frames, self.visited = [], []
        picture = explorer.stage.picture
        picture.observe(lambda change: self.frames.append(change.new), names="frame")
        self.take(picture.get_state()["frame"])
        picture.follows = self.told
        name, slider = next((name, each) for name, each in explorer.controls.items() if isinstance(each, Slider))
        track = np.geomspace if slider.log else np.linspace
        self.places = [
            {name: float(f"{track(slider.min, slider.max, 1001)[int(1000 * share)]:.3g}")} for share in SHARES
        ]

    @property
    def told(self):
        """Number of the picture that the page has last said something of."""
        return self.page.evaluate("told.at(-1)")

    def take(self, frame):
        plain = {name: value for name, value in frame.items() if not isinstance(value, bytes)}
        coded = {name: base64.b64encode(value).decode() for name, value in frame.items() if isinstance(value, bytes)}
        self.page.evaluate(TAKE, [{"frame": plain, "sentence": self.explorer.sentence}, coded])

    def move(self, place):
        """Move the explorer; gives the frame, which the page has not got yet."""
        self.visited.append(self.places[place])
        self.explorer.set(**self.places[place])
        return self.frames[-1]

    def hope(self, place, **more):
        self.page.evaluate("(values) => shown.hope(values)", self.places[place] | more)

    def shows(self, place):
        """Whether the page shows, in picture and words, what the explorer beside it does after the same way."""
        with patch.object(Stage, "_newest", (None, None)):  # the explorer's next frame is still a step from its last
            self.beside.reset()
            for each in [*self.visited, self.places[place]]:
                self.beside.set(**each)
        text, width = self.page.evaluate(PIXELS)
        picture = np.frombuffer(base64.b64decode(text), np.uint8).reshape(-1, width, 4)[..., :3]
        wanted = decode(self.beside.stage.png(level=1))
        return np.array_equal(picture, wanted) and self.page.evaluate("words") == self.beside.sentence

    def play(self, script):
        """What happens, in order: `2` the kernel shows place 2, `?2` the hand goes there, `.` all is answered.

        `=2` fails if the page does not show place 2 then, `!2` if it does.
        """
        for step in script.split():
            kind, place = step.rstrip("012345"), int(step[-1]) if step != "." else None
            if kind == "":
                self.take(self.move(place))
            elif kind == "?":
                self.hope(place)
            elif kind == ".":
                self.page.evaluate("shown.rest()")
            else:
                assert self.shows(place) == (kind == "="), f"{step} in {script}"


@pytest.fixture(scope="module")
def page(browser):
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture(scope="module")
def screen(page):
    """Make a screen with an explorer of a kind."""
    explorers = []

    def make(kind, **options):
        explorers.extend([kind(), kind()])
        return Screen(page, *explorers[:-3:-1], **options)

    yield make
    for explorer in explorers:
        explorer.close()


every = pytest.mark.parametrize("kind", [OneWeightExplorer, DescentMapExplorer])


@every
@pytest.mark.parametrize(
    "script",
    [
        "0 =0 1 =1 2 =2 3 =3 4 =4 0 =0 !1",
        "0 1 2 3 4 ?0 =0 . =4 ?3 =3 . =4 ?0 =0 . =4",  # shown before: at once, until all is answered
        "0 1 2 ?0 ?1 =1 0 =1 1 =1",  # the kernel's is older than what is shown
        "0 1 ?2 ?0 =1 2 =2 0 =0",  # never shown, or on the way of others: waits for the kernel
    ],
)
def test_each_step_has_the_pixels_of_a_fresh_drawing_and_a_place_shown_before_is_shown_at_once(screen, kind, script):
    shown = screen(kind)
    shown.play(script)
    assert not any("still" in frame for frame in shown.frames)


@every
def test_patches_come_raw_and_deflated(screen, kind):
    shown = screen(kind)
    shown.play("0 1 2 3 4 4")
    assert {(frame["deflated"], frame["over"] > 0) for frame in shown.frames} == {(True, True), (False, True)}


@pytest.mark.parametrize(
    "script",
    [
        "0 1 2 0 2 ?0 =0",
        "0 1 2 0 3 ?0 =3",  # what was shown at 0 lacks the last mark
        "0 1 2 3 0 1 ?0 ?5 ?1 =1 0 5 =5",  # and what is shown the one that came
    ],
)
def test_with_a_trail_a_place_is_shown_at_once_until_another_mark_is_left(screen, script):
    screen(CoinLikelihoodExplorer).play(script)


@every
@pytest.mark.parametrize("happens", ["another control", "the screen", "too many bytes"])
def test_what_no_longer_holds_is_not_shown(screen, kind, happens):
    shown = screen(kind, kept="500" if happens == "too many bytes" else "16e6")
    shown.play("0 1 2")
    if happens == "the screen":
        for ratio in (2, 1):
            shown.explorer.stage.picture.pixel_ratio = ratio
            shown.take(shown.frames[-1])
        shown.play("2")
    shown.hope(0, **({"no such": 1} if happens == "another control" else {}))
    shown.play("=2 0 =0")


@every
@pytest.mark.parametrize("lost", ["a step", "a byte"])
def test_a_page_that_lost_a_step_says_so_and_gets_all(screen, kind, lost):
    shown = screen(kind)
    frame = shown.move(0)
    if lost == "a byte":
        shown.take(frame | {"patch": zlib.compress(bytes(5000))[:-9], "deflated": True})
    else:
        frame = shown.move(1)
        shown.take(frame)
    assert shown.told == -frame["number"]
    shown.explorer.stage.picture.follows = shown.told
    assert "still" in shown.frames[-1]
    shown.take(shown.frames[-1])
    shown.play("1 =1")
