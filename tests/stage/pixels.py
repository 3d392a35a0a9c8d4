"""What a picture shows, as numbers."""

import io
import zlib

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from tools.site import film


def decode(png):
    """Colours of a PNG file, shape (height, width, 3), as whole numbers that can be subtracted."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def stepped(before, patch):
    """Take a step of `Palette.patch`, by a way that is not palette.py's."""
    runs, large = np.frombuffer(patch, "<u4", 2)
    step = np.split(np.frombuffer(patch, np.uint8, offset=8), np.cumsum([2 * runs, 4 * large]))
    return before ^ film.stepped(np.zeros_like(before), step)


class Page:
    """What a page shows of a picture: frame after frame, put together as film.js does."""

    def __init__(self, picture):
        self.take(picture.get_state()["frame"])

    def follow(self, picture):
        """Take what comes from now on, and say what is there, so that steps come."""

        def take(change):
            self.take(change.new)
            if "still" in change.new:
                picture.follows = self.number

        picture.observe(take, names="frame")
        picture.follows = self.number
        return self

    def take(self, frame):
        if "still" in frame:
            self._palette = np.frombuffer(frame["palette"], np.uint8).reshape(-1, 4)[:, :3].astype(int)
            self._columns = frame["columns"]
            self._pictures = {0: np.frombuffer(zlib.decompress(frame["still"]), np.uint8)}
        self.patch = zlib.decompress(frame["patch"]) if frame["deflated"] else frame["patch"]
        self.number = frame["number"]
        self._pictures[self.number] = stepped(self._pictures[frame["over"]], self.patch)

    @property
    def pixels(self):
        return self._palette[self._pictures[self.number]].reshape(-1, self._columns, 3)


def on_screen(picture):
    """Colours that a page shows which has just been opened, shape (height, width, 3)."""
    return Page(picture).pixels


def full_colour(stage):
    """What matplotlib draws of the whole figure at once, later artists above earlier ones, shape (height, width, 3)."""
    canvas, usual = FigureCanvasAgg(stage.figure), [artist.zorder for artist in stage._moving]
    for above, artist in enumerate(stage._moving):
        artist.set(animated=False, zorder=10 + above)
    canvas.draw()
    for zorder, artist in zip(usual, stage._moving, strict=True):
        artist.set(animated=True, zorder=zorder)
    return np.array(canvas.buffer_rgba())[..., :3].astype(int)


def error(png, wanted):
    """Distance of each pixel to the wanted colour, in levels of the channel that is off the most."""
    return np.abs(decode(png) - wanted).max(axis=2)


def rgb(hue):
    """Red, green and blue of a colour written as #rrggbb."""
    return np.array([int(hue[at : at + 2], 16) for at in (1, 3, 5)])
