"""The palette: the house's hues and white survive, and every pixel gets the nearest of its colours."""

import io
import zlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from helpers.stage.palette import Palette
from helpers.stage.style import GREY, HUES, INK, RAMP
from tests.stage.pixels import decode, error, rgb, stepped

WHITE = (255, 255, 255)
COARSE = 8  # levels between two entries of the look-up table, which has 32 a channel


def canvas(colour=WHITE, height=3, width=4):
    """RGBA pixels of one colour."""
    pixels = np.full((height, width, 4), 255, dtype=np.uint8)
    pixels[..., :3] = colour
    return pixels


@pytest.fixture(scope="module")
def palette():
    return Palette(canvas())


@pytest.mark.parametrize(("colour", "off"), [*((hue, 2) for hue in HUES), (INK, COARSE), (GREY, COARSE)])
def test_colours_of_the_house_survive(palette, colour, off):
    """Off by what the coarse table may cost, and by far less than what tells two hues apart."""
    assert error(palette.png(canvas(rgb(colour))), rgb(colour)).max() <= off


@pytest.mark.parametrize("background", [WHITE, (0, 0, 0), (200, 30, 90)])
def test_white_stays_white(background):
    """On a white page a picture whose white is 254 has an edge."""
    assert error(Palette(canvas(background)).png(canvas()), WHITE).max() == 0


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


def test_a_background_of_few_colours_is_kept(rng):
    drawn = rng.integers(0, 256, size=(5, 3))
    pixels = canvas(height=20, width=30)
    pixels[..., :3] = drawn[rng.integers(0, 5, size=(20, 30))]
    assert error(Palette(pixels).png(pixels), pixels[..., :3].astype(int)).max() <= 2 * COARSE


@settings(max_examples=15)  # each makes a palette
@given(st.integers(0, 2**32 - 1))
def test_decoding_gives_the_nearest_colour(seed):
    """The quick way (only what differs is looked up) gives what looking up everything gives."""
    rng = np.random.default_rng(seed)
    background, others = rng.integers(0, 256, size=(2, 3, 4, 4), dtype=np.uint8)
    pixels = np.where(rng.random((3, 4, 1)) < 0.5, others, background)
    palette = Palette(background)
    shown, colours = decode(palette.png(pixels)), palette.colours.astype(int)
    assert np.array_equal(shown, colours[palette._look_up(np.ascontiguousarray(pixels).view("<u4")[..., 0])])
    for wanted, got in zip(pixels[..., :3].reshape(-1, 3).astype(int), shown.reshape(-1, 3), strict=True):
        nearest = np.linalg.norm(colours - wanted, axis=1).min()
        # the table asks for a colour up to half a coarse step away in each channel
        assert np.linalg.norm(got - wanted) <= nearest + 2 * np.sqrt(3) * COARSE / 2


def test_no_more_than_256_colours(rng):
    pixels = canvas(height=64, width=64)
    pixels[..., :3] = rng.integers(0, 256, size=(64, 64, 3))
    palette = Palette(pixels)
    assert palette.colours.shape[0] <= 256
    image = Image.open(io.BytesIO(palette.png(pixels)))
    assert (image.mode, image.size) == ("P", (64, 64))


def entries(palette, dark=False):
    """The colours that a page gets, shape (colours, 3), as whole numbers that can be subtracted."""
    return np.frombuffer(palette.entries(dark=dark), np.uint8).reshape(-1, 4)[:, :3].astype(int)


def at(palette, colour):
    """The index of a palette's colour that is nearest to another."""
    return np.abs(palette.colours.astype(int) - colour).sum(axis=1).argmin()


def test_a_page_gets_the_same_colours_as_a_file(palette):
    assert np.array_equal(entries(palette), palette.colours)
    assert set(palette.entries()[3::4]) == {255}  # nothing shines through


def test_dark_turns_light_and_dark_over_and_keeps_the_hue(palette):
    dark = entries(palette, dark=True)
    assert dark[at(palette, WHITE)].max() < 30
    assert dark[at(palette, rgb(INK))].min() > 190
    for hue in HUES:
        shown = dark[at(palette, rgb(hue))]
        assert np.argsort(shown).tolist() == np.argsort(rgb(hue)).tolist()
        assert np.ptp(shown) > 50


def test_a_patch_by_hand():
    """Two runs, one of them over the end of a row: what is left out before each, how long it is, new index ^ old."""
    palette = Palette(canvas())
    pixels = canvas()
    for row, column in [(0, 1), (1, 3), (2, 0)]:
        pixels[row, column, :3] = 0
    to_black = at(palette, (0, 0, 0)) ^ at(palette, WHITE)
    head = np.array([2, 0], dtype="<u4").tobytes()
    assert palette.patch(pixels) == head + bytes([1, 1, 5, 2]) + bytes([to_black] * 3)


def test_numbers_that_fit_in_no_byte_by_hand():
    """254 are left out, then 255 are; a run has 300 pixels; and all of it leads back, too."""
    before, pixels = canvas(height=1, width=900), canvas(height=1, width=900)
    pixels[0, 254, :3] = pixels[0, 510:810, :3] = 0
    palette = Palette(before)
    head, large = np.array([2, 2], dtype="<u4").tobytes(), np.array([255, 300], dtype="<u4").tobytes()
    patch = palette.patch(pixels)
    assert patch[:20] == head + bytes([254, 1, 255, 255]) + large
    assert palette.patch(before, pixels) == patch


@settings(max_examples=15)  # each makes a palette
@given(st.integers(0, 2**32 - 1))
def test_a_step_leads_from_any_picture_to_any_other_and_back(seed):
    rng = np.random.default_rng(seed)
    background, one, other = rng.integers(0, 256, size=(3, 40, 30, 4), dtype=np.uint8)
    one[rng.random((40, 30)) < rng.random()] = background[0, 0]
    other[: rng.integers(40)] = one[:1]
    palette = Palette(background)
    wanted = [palette._look_up(np.ascontiguousarray(each).view("<u4")[..., 0]).ravel() for each in (one, other)]
    assert np.array_equal(stepped(wanted[0], palette.patch(other, one)), wanted[1])
    assert np.array_equal(stepped(wanted[1], palette.patch(other, one)), wanted[0])
    still = np.frombuffer(zlib.decompress(palette.still), np.uint8)
    assert np.array_equal(stepped(still, palette.patch(one)), wanted[0])


def test_a_patch_of_nothing_and_of_everything(palette):
    assert palette.patch(canvas()) == bytes(8)
    everything = palette.patch(canvas((0, 0, 0)))
    assert everything[8:10] == bytes([0, 12])
    assert len(everything) == 10 + 12


def test_a_harder_level_makes_the_same_picture_smaller(rng):
    pixels = canvas(height=100, width=100)
    pixels[rng.random((100, 100)) < 0.1, :3] = rgb(HUES[0])
    palette = Palette(canvas(height=100, width=100))
    quick, small = palette.png(pixels, level=1), palette.png(pixels, level=9)
    assert np.array_equal(decode(quick), decode(small))
    assert len(small) < len(quick)


def test_a_wrong_colour_is_found(palette):
    assert error(palette.png(canvas()), canvas(rgb(HUES[0]))[..., :3].astype(int)).max() > 100
