"""What a picture shows, as numbers."""

import io

import numpy as np
from PIL import Image


def decode(png):
    """Colours of a PNG file, shape (height, width, 3), as whole numbers that can be subtracted."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def full_colour(stage):
    """What Agg drew last on a stage, before the palette, shape (height, width, 3)."""
    return np.asarray(stage.figure.canvas.buffer_rgba())[..., :3].astype(int)


def error(png, wanted):
    """Distance of each pixel to the wanted colour, in levels of the channel that is off the most."""
    return np.abs(decode(png) - wanted).max(axis=2)


def rgb(hue):
    """Red, green and blue of a colour written as #rrggbb."""
    return np.array([int(hue[at : at + 2], 16) for at in (1, 3, 5)])
