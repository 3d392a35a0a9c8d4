"""The palette: the house's hues and white survive, and every pixel gets the nearest of its colours."""

import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.stage.palette import Palette
from helpers.stage.style import GREY, HUES, INK, RAMP
from tests.stage.pixels import decode, error, rgb, stepped

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
COARSE = 8  # levels between two entries of the look-up table, which has 32 a channel
# Off by what the coarse table may cost, and by far less than what tells two hues apart; on a white page a picture whose
# white is 254 has an edge.
HOUSE = [(WHITE, 0), *((rgb(hue), 2) for hue in HUES), (rgb(INK), COARSE), (rgb(GREY), COARSE)]


def canvas(colour=WHITE, height=3, width=4):
    """RGBA pixels of one colour."""
    pixels = np.full((height, width, 4), 255, dtype=np.uint8)
    pixels[..., :3] = colour
    return pixels


@pytest.mark.parametrize("background", [WHITE, BLACK, (200, 30, 90)])
def test_colours_of_the_house_survive_on_any_background(background):
    palette = Palette(canvas(background))
    for colour, off in HOUSE:
        assert error(palette.png(canvas(colour)), colour).max() <= off, colour
    assert error(palette.png(canvas()), rgb(HUES[0])).max() > 100, "a wrong colour is found"


def lightness(entries):
    return entries.astype(float) @ [0.2126, 0.7152, 0.0722]


@pytest.mark.parametrize("neighbours", [False, True])
def test_a_map_is_exact_and_keeps_its_order_of_light_on_a_dark_screen(rng, neighbours):
    """Its colours stay in order though colours next to them are on the screen too, which are turned over."""
    pixels = canvas(height=40, width=16)
    pixels[:20, :, :3] = [rgb(hue) for hue in RAMP]
    if neighbours:
        pixels[20:, :, :3] = (pixels[:20, :, :3] + rng.integers(-7, 8, (20, 16, 3))).clip(0, 255)
    palette = Palette(pixels)
    indices = palette._still.reshape(40, 16)[:20]
    shown, dark = (np.frombuffer(palette.entries(dark=dark), np.uint8).reshape(-1, 4) for dark in (False, True))
    assert (shown[indices] == pixels[:20]).all()
    for entries in (shown, dark):
        assert (np.diff(lightness(entries[indices[0]][:, :3])) > 0).all()
    assert lightness(dark[indices[0]][:, :3]).max() < 150 < lightness(shown[indices[0]][:, :3]).min()


def test_dark_turns_light_and_dark_over_and_keeps_the_hues_apart():
    palette = Palette(canvas())
    *dark, alpha = np.frombuffer(palette.entries(dark=True), np.uint8).reshape(-1, 4).astype(int).T
    assert set(alpha) == {255}, "nothing shines through"
    paper, ink, *hues = (
        np.transpose(dark)[np.abs(palette.colours.astype(int) - colour).sum(axis=1).argmin()]
        for colour in (WHITE, rgb(INK), *map(rgb, HUES))
    )
    assert paper.max() < 30
    assert ink.min() > 190
    assert np.argsort(hues).tolist() == np.argsort([rgb(hue) for hue in HUES]).tolist()
    apart = np.linalg.norm(np.array(hues)[:, np.newaxis] - hues, axis=2)
    assert apart[~np.eye(len(HUES), dtype=bool)].min() > 60


@settings(max_examples=15)  # each makes a palette
@given(st.integers(0, 2**32 - 1), st.sampled_from([5, 2000]))
def test_every_pixel_gets_the_nearest_of_256_colours_and_few_are_kept(seed, many):
    """The quick way (only what differs is looked up) gives what looking up everything gives."""
    rng = np.random.default_rng(seed)
    drawn = rng.integers(0, 256, size=(many, 4), dtype=np.uint8)
    background, others = drawn[rng.integers(0, many, size=(2, 20, 30))]
    pixels = np.where(rng.random((20, 30, 1)) < 0.5, others, background)
    palette = Palette(background)
    shown, colours = decode(palette.png(pixels)), palette.colours.astype(int)
    assert len(colours) <= 256
    assert np.array_equal(shown, colours[palette._look_up(np.ascontiguousarray(pixels).view("<u4")[..., 0])])
    wanted = pixels[..., :3].astype(int)
    nearest = np.linalg.norm(wanted[:, :, np.newaxis] - colours, axis=3).min(axis=2)
    # the table asks for a colour up to half a coarse step away in each channel
    assert (np.linalg.norm(shown - wanted, axis=2) <= nearest + 2 * np.sqrt(3) * COARSE / 2).all()
    assert many > 256 or np.abs(shown - wanted).max() <= 2 * COARSE


def changed(rng, pixels):
    """Another picture: of runs that fit in a byte, or just so, or not, every other one has new pixels."""
    runs = np.resize([False, True], 20).repeat(rng.choice([1, 40, 254, 255, 256, 300], 20))
    new = np.resize(np.append(runs, False), pixels.shape[:2])
    return np.where(new[..., np.newaxis], rng.integers(0, 256, pixels.shape, dtype=np.uint8), pixels)


@settings(max_examples=15)  # each makes a palette
@given(st.integers(0, 2**32 - 1))
def test_a_step_leads_from_any_picture_to_any_other_and_back(seed):
    rng = np.random.default_rng(seed)
    background = rng.integers(0, 256, size=(40, 50, 4), dtype=np.uint8)
    palette = Palette(background)
    one, other = changed(rng, background), changed(rng, background)
    still, first, second = (palette.indices(each).ravel() for each in (background, one, other))
    assert np.array_equal(np.frombuffer(zlib.decompress(palette.still), np.uint8), still)
    assert np.array_equal(stepped(still, palette.patch(one)), first)
    assert np.array_equal(stepped(first, palette.patch(other, one)), second)
    assert np.array_equal(stepped(second, palette.patch(other, one)), first)
    assert palette.patch(one, one) == palette.patch(background) == bytes(8)
