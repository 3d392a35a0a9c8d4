"""The stage: only what moves is drawn again, and the picture is the one that a full drawing would give."""

import pickle
import weakref

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from helpers.stage import Stage, dress
from helpers.stage.stage import AWAKE
from helpers.stage.style import BLUE, GREEN, ORANGE, RED
from tests.stage.pixels import Page, decode, error, full_colour, on_screen
from tests.stage.traces import collect

SMALL = {"columns": 2, "width": 480, "height": 200}
CORNERS = np.array([(0, 0), (1, 0), (0.5, 1)])


class Play:
    """A stage with one moving artist of each kind, all placed by one number from 0 to 1."""

    def __init__(self):
        self.stage = Stage("four artists", **SMALL)
        left, right = self.stage.axes
        for axes in (left, right):
            dress(axes, title="a title", xlabel="x", ylabel="y")
            axes.set(xlim=(0, 1), ylim=(0, 1))
        left.plot([0, 1], [0, 1], color=GREEN)
        self.line = self.stage.moving(left.plot([], [], "--", color=BLUE)[0])
        self.dot = self.stage.moving(right.plot([], [], "o", color=RED)[0])
        self.patch = self.stage.moving(right.add_patch(PathPatch(Path(CORNERS), color=ORANGE)))
        self.squares = self.stage.moving(PolyCollection([], facecolor=GREEN, alpha=0.3))
        left.add_collection(self.squares)

    def place(self, at):
        self.line.set_data([0, 1], [at, 1 - at])
        self.dot.set_data([at], [at])
        self.patch.set_path(Path(CORNERS * at))
        self.squares.set_verts([CORNERS * at, 1 - CORNERS * at / 2])
        return self.stage.png()


@pytest.fixture
def play():
    play = Play()
    yield play
    play.stage.close()


def test_a_driven_picture_equals_one_drawn_fresh_and_what_a_page_shows(play, rng):
    pictures = set()
    for at in (0.0, 0.25, 0.26, 1.0):
        for move in rng.random(5):
            play.place(move)
        fresh = Play()
        pictures.add(png := play.place(at))
        assert png == fresh.place(at)
        fresh.stage.close()
        play.stage.show("somewhere")
        assert np.array_equal(on_screen(play.stage.picture), decode(png))
    assert len(pictures) == 4


def test_an_artist_that_is_not_moving_stays_where_it_was_drawn(play):
    """What `moving` is for: other artists are in the background, and moving them shows nothing."""
    still = play.stage.axes[0].plot([0.5], [0.5], "s")[0]
    before = play.place(0.3)
    still.set_data([0.1], [0.1])
    assert play.place(0.3) == before


def test_a_picture_is_what_matplotlib_draws_and_the_palette_costs_little_colour(play):
    """At most a quarter of the range at the worst pixel of a soft edge, a twentieth at those that moved."""
    play.stage.settle()
    background = full_colour(play.stage)
    for at in np.linspace(0, 1, 11):
        png = play.place(at)
        drawn = full_colour(play.stage)
        off, moved = error(png, drawn), (drawn != background).any(axis=2)
        assert moved.sum() > 100
        assert off.max() <= 64
        assert off[moved].mean() <= 12
        assert off.mean() <= 2
    play.place(0.2)
    assert error(png, full_colour(play.stage)).max() > 64, "another picture is found"


@pytest.mark.parametrize("screen", [{"pixel_ratio": 1.25}, {"pixel_ratio": 2}, {"pixel_ratio": 3}, {"dark": True}])
def test_another_screen_gets_the_same_picture_sharper_or_darker_and_back(play, screen):
    ratio, dark = screen.get("pixel_ratio", 1), "dark" in screen
    play.place(0.5)
    play.stage.show("half")
    places = [axes.transData.transform(CORNERS) for axes in play.stage.axes]
    first = on_screen(play.stage.picture)
    play.stage.picture.set_state(screen)
    shown = on_screen(play.stage.picture)
    assert shown.shape == (200 * ratio, 480 * ratio, 3)
    assert np.median(shown) < 30 if dark else np.median(shown) == 255
    assert play.stage.picture.sentence == "half"
    sharp = [axes.transData.transform(CORNERS) / ratio for axes in play.stage.axes]
    np.testing.assert_allclose(sharp, places, atol=5)  # CSS pixels: the layout goes by the widths of texts
    play.stage.picture.set_state({"pixel_ratio": 1, "dark": False})
    assert np.array_equal(on_screen(play.stage.picture), first)


@pytest.mark.parametrize(("way", "kept"), [("photograph", True), ("moving", False)])
def test_a_photograph_keeps_light_and_dark_on_a_dark_screen(way, kept):
    stage = Stage("black, then white", columns=1, width=80, height=40)
    axes = stage.axes[0]
    axes.set_axis_off()
    image = axes.imshow(np.array([[[20] * 3 + [255], [230] * 3 + [255]]], dtype=np.uint8), aspect="auto")
    getattr(stage, way)(image)
    stage.show("light screen")
    before = stage.png()
    for dark in False, True:
        stage.picture.dark = dark
        black, white = (half.mean() for half in np.hsplit(on_screen(stage.picture), 2))
        assert (black < white) == (kept or not dark)
    assert stage.png() == before
    stage.close()


def test_picture_and_sentence_are_sent_together(play, monkeypatch):
    sent = []
    monkeypatch.setattr(play.stage.picture, "send_state", lambda key=None: sent.append(set(key or ())))
    for at, sentence in [(0.1, "a tenth"), (0.2, "two tenths")]:
        play.place(at)
        play.stage.show(sentence)
    assert [keys for keys in sent if keys] == [{"frame", "sentence"}] * 2


def test_a_page_whose_line_was_down_gets_picture_and_sentence_though_nothing_moves(play, monkeypatch):
    play.place(0.1)
    play.stage.show("a tenth")
    sent = []
    monkeypatch.setattr(play.stage.picture, "_send", lambda message, buffers=None: sent.append(message["state"]))
    for heard in ({"page": 1, "rested": True}, {"page": 1, "lost": True}):
        play.stage.picture._handle_custom_msg(heard, [])
    (state,) = sent
    assert state["sentence"] == "a tenth"
    assert state["frame"]["columns"] == SMALL["width"]


BETWEEN = {  # what comes between two steps: how to do it, and what the next frame is
    "nothing": (lambda play, page: None, "a step"),
    "another stage": (lambda play, page: Play().stage.show("elsewhere"), "a step from what stands still"),
    "a dark screen": (lambda play, page: setattr(play.stage.picture, "dark", True), "a step"),
    "another background": (lambda play, page: setattr(play.stage, "_background", None), "whole"),
    "a lost step": (lambda play, page: setattr(play.stage.picture, "follows", -page.number), "a step"),
    "a new page": (lambda play, page: on_screen(play.stage.picture), "whole"),
}


def kind(frame):
    return "whole" if "still" in frame else "a step" if frame["over"] else "a step from what stands still"


@pytest.mark.parametrize(("happen", "wanted"), BETWEEN.values(), ids=BETWEEN)
def test_a_page_that_follows_gets_steps_and_shows_what_a_new_page_shows(play, happen, wanted):
    play.stage.show("at first")
    page = Page(play.stage.picture)
    page.follow(play.stage.picture)
    kinds = []
    for at in (0.2, 0.4, 0.7, 0.6):
        play.place(at)
        if at == 0.7:
            happen(play, page)
        play.stage.show("somewhere else")
        kinds.append(kind(play.stage.picture.frame))
    assert kinds == ["a step", "a step", wanted, "a step"]
    assert np.array_equal(page.pixels, on_screen(play.stage.picture))


def test_stages_that_do_not_move_keep_no_pixels_and_draw_the_same_again(play):
    before, others = play.place(0.3), [Play() for _ in range(AWAKE)]
    for other in others:
        other.place(0.5)
    assert play.stage._background is None
    assert not any(text._renderer for text in play.stage.figure.findobj(Text))  # a text keeps what it was drawn on
    assert all(other.stage._background is not None for other in others)
    assert any(text._renderer for text in others[0].stage.figure.findobj(Text))
    assert play.place(0.3) == before
    for other in others:
        other.stage.close()


def test_what_is_closed_and_kept_holds_no_pixels(play):
    """Jupyter keeps what a cell gives: sixty runs of a cell must not keep sixty pictures."""
    play.place(0.5)
    play.stage.show("half")
    held = [weakref.ref(play.stage._palette), weakref.ref(play.stage._background), weakref.ref(play.stage.figure)]
    play.stage.close()
    collect()
    assert [each() for each in held] == [None, None, None]
    assert len(pickle.dumps(play.stage.picture.frame)) < 1000
