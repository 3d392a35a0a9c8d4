"""Pictures of 256 colours, of which only the pixels that changed are sent, and a dark theme for nothing.

`Palette` is chosen once from a drawn background and the house's hues. Every later picture differs from that background
in few pixels, and only those are looked up: to a living page they go as a patch over the background, to a file as a
PNG. For a dark screen the same pixels go out with a palette whose lightness is turned over; the hues stay.
"""

import io
import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from helpers.stage.style import HUES, RAMP

Pixels = NDArray[np.uint8]

BITS = 5  # bits a channel in the look-up table: 32 levels each, 32,768 entries
BLENDS = 9  # steps from a hue to white and from a hue to ink, for the soft edges of lines
CLOSE = 8  # of 255 in each channel: colours so close are one
PAPER, INK = 0.07, 0.93  # lightness of paper and ink on a dark screen


class Palette:
    """The colours of one stage, from its picture without the moving parts, RGBA of shape (height, width, 4)."""

    def __init__(self, background: Pixels) -> None:
        self._background = _packed(background)  # a view: a second copy would double what a stage keeps
        ramp = _bytes(RAMP)
        packed_ramp = _packed(np.pad(ramp, [(0, 0), (0, 1)], constant_values=255))
        drawn_here = np.isin(packed_ramp, self._background)
        ramp = ramp[drawn_here]
        house = np.vstack([ramp, _house_colours()])
        drawn = Image.fromarray(background[..., :3]).quantize(256 - len(house), dither=Image.Dither.NONE)
        found = np.array(drawn.getpalette(), dtype=np.uint8).reshape(-1, 3)
        if ramp.size:  # what is as good as a colour of the map must not part from it on a dark screen
            found = found[(np.abs(found[:, np.newaxis] - ramp.astype(int)).max(axis=2) > CLOSE).all(axis=1)]
        self.colours, self._ramp = np.vstack([house, found])[:256], len(ramp)
        self._table = _nearest(self.colours)
        self._table[_coarse(packed_ramp[drawn_here])] = np.arange(len(ramp))
        self._still = self._look_up(self._background).ravel()
        self.still = zlib.compress(self._still, 1)  # for a page: an index for each pixel, row after row

    def entries(self, *, dark: bool = False) -> bytes:
        """Return the colours as RGBA, four bytes each."""
        shown = self.colours
        if dark:
            ramp, others = np.split(self.colours, [self._ramp])
            shown = np.vstack([_dimmed(ramp), _turned_over(others)])
        return np.pad(shown, [(0, 0), (0, 1)], constant_values=255).tobytes()

    def patch(self, pixels: Pixels, before: Pixels | None = None) -> bytes:
        """Encode the step from an earlier picture, or from the background, which is also the step back.

        The bytes say how many runs of changed pixels there are, and how many of the lengths to come are large; for each
        run how many pixels are left out before it and how long it is, a byte each; the large ones, for which that byte
        is 255 (little-endian, four bytes, as the first two); then for each changed pixel new index ^ old index.
        """
        packed, base = _packed(pixels), self._background if before is None else _packed(before)
        places = np.flatnonzero(packed != base)
        firsts = np.flatnonzero(np.diff(places, prepend=-2) != 1)  # -2: the first place always begins a run
        begins, lengths = places[firsts], np.diff(firsts, append=places.size)
        left_out = np.diff(begins, prepend=0) - np.append(0, lengths[:-1])[: begins.size]
        runs = np.column_stack([left_out, lengths]).ravel()
        large = runs[runs >= 255]
        old = self._still[places] if before is None else self._look_up(base.ravel()[places])
        changed = self._look_up(packed.ravel()[places]) ^ old
        numbers = np.array([begins.size, large.size]), large
        head, tail = (each.astype("<u4").tobytes() for each in numbers)
        return head + runs.clip(max=255).astype(np.uint8).tobytes() + tail + changed.tobytes()

    def indices(self, pixels: Pixels) -> Pixels:
        """Find the index of each pixel's colour, shape (height, width)."""
        packed = _packed(pixels)
        moved = packed != self._background
        found = self._still.reshape(packed.shape).copy()
        found[moved] = self._look_up(packed[moved])
        return found

    def png(self, pixels: Pixels, *, level: int = 9) -> bytes:
        """Encode one picture as a palette PNG."""
        indices = self.indices(pixels)
        image = Image.frombuffer("P", indices.shape[::-1], indices, "raw", "P", 0, 1)
        image.putpalette(self.colours.tobytes())
        file = io.BytesIO()
        image.save(file, "PNG", compress_level=level)
        return file.getvalue()

    def _look_up(self, packed: NDArray[np.uint32]) -> Pixels:
        return self._table[_coarse(packed)]


def _packed(pixels: Pixels) -> NDArray[np.uint32]:
    """View RGBA bytes as one little-endian number a pixel, shape (height, width)."""
    return np.ascontiguousarray(pixels).view("<u4")[..., 0]


def _coarse(packed: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Find a colour's place in the look-up table."""
    red, green, blue = packed >> 3 & 0x1F, packed >> 6 & 0x3E0, packed >> 9 & 0x7C00
    return red | green | blue


def _bytes(hues: Sequence[str]) -> Pixels:
    return np.array([[int(hue[i : i + 2], 16) for i in (1, 3, 5)] for hue in hues], dtype=np.uint8)  # (hues, 3)


def _house_colours() -> Pixels:
    hues = _bytes(HUES).astype(float)
    share = np.linspace(0, 1, BLENDS)[1:, np.newaxis, np.newaxis]
    to_white = share * hues + (1 - share) * 255
    to_ink = share[:-1] * hues
    greys = np.linspace(0, 255, 24)[:, np.newaxis].repeat(3, axis=1)
    return np.vstack([to_white.reshape(-1, 3), to_ink.reshape(-1, 3), greys]).round().astype(np.uint8)


def _nearest(colours: Pixels) -> Pixels:
    """Find the nearest palette entry for each of the 32,768 coarse colours."""
    level = np.linspace(0, 255, 2**BITS)
    blue, green, red = np.meshgrid(level, level, level, indexing="ij")
    coarse = np.stack([red, green, blue], axis=-1).astype(np.float32)
    wanted = colours.astype(np.float32)
    sizes = (wanted**2).sum(axis=1)
    found = [  # distances up to a constant for each coarse colour; one level of blue at a time, which saves 30 MB
        (sizes - 2 * same_blue.reshape(-1, 3) @ wanted.T).argmin(axis=1) for same_blue in coarse
    ]
    return np.concatenate(found).astype(np.uint8)


def _dimmed(colours: Pixels) -> Pixels:
    """Darken a map's colours, whose order of light says what is low and what is high."""
    return (0.55 * (colours / 255) ** 1.6 * 255).round().astype(np.uint8)


def _turned_over(colours: Pixels) -> Pixels:
    """Swap light and dark, keeping hue: white becomes PAPER, black becomes INK."""
    rgb = colours / 255
    light = (rgb.max(axis=1) + rgb.min(axis=1)) / 2
    wanted = INK + (PAPER - INK) * light
    return ((rgb - light[:, np.newaxis] + wanted[:, np.newaxis]).clip(0, 1) * 255).round().astype(np.uint8)
