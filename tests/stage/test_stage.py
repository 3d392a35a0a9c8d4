"""The stage: only what moves is drawn again, and the picture is the one that a full drawing would give."""

import pickle
import threading
import weakref

import numpy as np
import pytest
from matplotlib.collections import PolyCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

from helpers.stage import Stage, dress
from helpers.stage.stage import AWAKE
from helpers.stage.style import BLUE, GREEN, HUES, ORANGE, RED
from tests.stage.pixels import Page, decode, error, full_colour, on_screen
from tests.stage.traces import collect, widgets

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


def test_moving_artists_are_not_in_the_background(play):
    """Drawn and then hidden, they leave nothing behind: the picture is that of a stage without them."""
    play.place(0.7)
    for artist in (play.line, play.dot, play.patch, play.squares):
        artist.set_visible(False)
    bare = Stage("four artists", **SMALL)
    for axes in bare.axes:
        dress(axes, title="a title", xlabel="x", ylabel="y")
        axes.set(xlim=(0, 1), ylim=(0, 1))
    bare.axes[0].plot([0, 1], [0, 1], color=GREEN)
    assert play.stage.png() == bare.png()
    bare.close()


def test_an_artist_that_is_not_moving_stays_where_it_was_drawn(play):
    """What `moving` is for: other artists are in the background, and moving them shows nothing."""
    still = play.stage.axes[0].plot([0.5], [0.5], "s")[0]
    before = play.place(0.3)
    still.set_data([0.1], [0.1])
    assert play.place(0.3) == before


def test_later_artists_lie_above_earlier_ones():
    stage = Stage("two squares", columns=1, width=200, height=200)
    stage.axes[0].set(xlim=(0, 1), ylim=(0, 1))
    for colour in (RED, BLUE):
        stage.moving(stage.axes[0].plot([0.5], [0.5], "s", color=colour, markersize=40)[0])
    shown = decode(stage.png())
    x, y = stage.axes[0].transData.transform((0.5, 0.5))
    red, _, blue = shown[200 - int(y), int(x)]
    stage.close()
    assert blue > red


def test_the_palette_costs_little_colour(play):
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


def test_another_picture_is_not_nearly_the_same(play):
    png = play.place(0.2)
    play.place(0.8)
    assert error(png, full_colour(play.stage)).max() > 64


@pytest.mark.parametrize("ratio", [1.25, 2, 3])
def test_the_pixel_ratio_scales_the_picture(play, ratio):
    play.place(0.5)
    play.stage.show("half")
    first = on_screen(play.stage.picture)
    assert first.shape == (200, 480, 3)
    play.stage.picture.pixel_ratio = ratio
    assert on_screen(play.stage.picture).shape == (200 * ratio, 480 * ratio, 3)
    assert play.stage.picture.sentence == "half"
    play.stage.picture.pixel_ratio = 1
    assert np.array_equal(on_screen(play.stage.picture), first)


def test_a_sharper_picture_shows_the_same_places(play):
    play.place(0.5)
    coarse = [axes.transData.transform(CORNERS) for axes in play.stage.axes]
    play.stage.picture.pixel_ratio = 2
    sharp = [axes.transData.transform(CORNERS) / 2 for axes in play.stage.axes]
    np.testing.assert_allclose(sharp, coarse, atol=5)  # CSS pixels: the layout goes by the widths of texts


def test_a_dark_screen_gets_a_dark_background(play):
    play.place(0.5)
    play.stage.show("half")
    light = on_screen(play.stage.picture)
    play.stage.picture.dark = True
    assert np.median(light) == 255
    assert np.median(on_screen(play.stage.picture)) < 30
    play.stage.picture.dark = False
    assert np.array_equal(on_screen(play.stage.picture), light)


def test_the_hues_stay_apart_on_a_dark_screen():
    stage = Stage("hues", columns=1, width=300, height=100)
    stage.axes[0].set(xlim=(-1, 5), ylim=(-1, 1))
    for at, hue in enumerate(HUES):
        stage.moving(stage.axes[0].plot([at], [0], "s", color=hue, markersize=12)[0])
    stage.picture.dark = True
    shown = on_screen(stage.picture)
    places = [stage.axes[0].transData.transform((at, 0)) for at in range(len(HUES))]
    colours = np.array([shown[100 - int(y), int(x)] for x, y in places])
    stage.close()
    apart = np.linalg.norm(colours[:, np.newaxis] - colours, axis=2)
    assert apart[~np.eye(len(HUES), dtype=bool)].min() > 60


def shades(picture):
    """Lightness on screen of the dark and of the light half of the picture."""
    pixels = on_screen(picture).mean(axis=2)
    _, columns = pixels.shape
    return pixels[:, : columns // 2].mean(), pixels[:, columns // 2 :].mean()


@pytest.mark.parametrize(("way", "kept"), [("photograph", True), ("moving", False)])
def test_a_photograph_keeps_light_and_dark_on_a_dark_screen(way, kept):
    stage = Stage("half dark, half light", columns=1, width=80, height=40)
    axes = stage.axes[0]
    axes.set_axis_off()
    image = axes.imshow(np.array([[[20] * 3 + [255], [230] * 3 + [255]]], dtype=np.uint8), aspect="auto")
    getattr(stage, way)(image)
    stage.show("light screen")
    before = stage.png()
    dark, light = shades(stage.picture)
    assert dark < light
    stage.picture.dark = True
    dark, light = shades(stage.picture)
    assert (dark < light) == kept
    assert stage.png() == before
    stage.close()


def test_picture_and_sentence_are_sent_together(play, monkeypatch):
    sent = []
    monkeypatch.setattr(play.stage.picture, "send_state", lambda key=None: sent.append(set(key or ())))
    for at, sentence in [(0.1, "a tenth"), (0.2, "two tenths")]:
        play.place(at)
        play.stage.show(sentence)
    assert [keys for keys in sent if keys] == [{"frame", "sentence"}] * 2


BETWEEN = {  # what comes between two steps: how to do it, and whether the next frame is whole
    "nothing": (lambda play, page: None, False),
    "another stage": (lambda play, page: Play().stage.show("elsewhere"), False),
    "a dark screen": (lambda play, page: setattr(play.stage.picture, "dark", True), False),
    "another background": (lambda play, page: setattr(play.stage, "_background", None), True),
    "a lost step": (lambda play, page: setattr(play.stage.picture, "follows", -page.number), False),
    "a new page": (lambda play, page: on_screen(play.stage.picture), True),
}


@pytest.mark.parametrize("between", BETWEEN)
def test_a_page_that_follows_gets_steps_and_shows_what_a_new_page_shows(play, between):
    happen, whole = BETWEEN[between]
    play.stage.show("at first")
    page = Page(play.stage.picture)
    page.follow(play.stage.picture)
    kinds = []
    for at in (0.2, 0.4, 0.7, 0.6):
        play.place(at)
        if at == 0.7:
            happen(play, page)
        play.stage.show("somewhere else")
        kinds.append("still" in play.stage.picture.frame)
    assert kinds == [False, False, whole, False]
    assert np.array_equal(page.pixels, on_screen(play.stage.picture))


def test_a_step_is_small(play):
    play.place(0.4)
    play.stage.show("four tenths")
    page = Page(play.stage.picture).follow(play.stage.picture)
    whole = len(page.patch)
    play.place(0.401)
    play.stage.show("a little more")
    assert 8 < len(page.patch) < whole / 2


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


def test_closing_frees_figure_and_widgets():
    before = widgets()
    play = Play()
    play.place(0.5)
    held = [weakref.ref(each) for each in (play.stage, play.stage.figure, play.stage.picture)]
    play.stage.close()
    play.stage.close()  # a second time is allowed
    del play
    collect()
    assert [each() for each in held] == [None, None, None]
    assert widgets() <= before


def test_what_is_closed_and_kept_holds_no_pixels(play):
    """Jupyter keeps what a cell gives: sixty runs of a cell must not keep sixty pictures."""
    play.place(0.5)
    play.stage.show("half")
    held = [weakref.ref(play.stage._palette), weakref.ref(play.stage._background), weakref.ref(play.stage.figure)]
    play.stage.close()
    collect()
    assert [each() for each in held] == [None, None, None]
    assert len(pickle.dumps(play.stage.picture.frame)) < 1000


def test_two_stages_in_two_threads_draw_what_one_alone_draws():
    plays = [Play(), Play()]
    places = [np.linspace(0, 1, 40), np.linspace(1, 0, 40)]
    alone = [[play.place(at) for at in ats] for play, ats in zip(plays, places, strict=True)]
    together = [[], []]

    def move(which):
        for at in places[which]:
            together[which].append(plays[which].place(at))

    threads = [threading.Thread(target=move, args=(which,)) for which in (0, 1)]
    for thread in threads:
        thread.start()
    for thread, play in zip(threads, plays, strict=True):
        thread.join()
        play.stage.close()
    assert together == alone
