"""What a picture shows, as numbers."""

import io

import numpy as np
from PIL import Image


def decode(png):
    """Colours of a PNG file, shape (height, width, 3), as whole numbers that can be subtracted."""
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def on_screen(picture):
    """Colours that a page shows, shape (height, width, 3): what the picture sent, put together as picture.js does."""
    palette = np.frombuffer(picture.palette, np.uint8).reshape(-1, 4)[:, :3].astype(int)
    indices = np.frombuffer(picture.still, np.uint8).copy()
    (runs,) = np.frombuffer(picture.frame, "<u4", 1)
    begins, lengths = np.frombuffer(picture.frame, "<u4", 2 * runs, offset=4).reshape(2, -1)
    places = [place for begin, length in zip(begins, lengths, strict=True) for place in range(begin, begin + length)]
    indices[places] = np.frombuffer(picture.frame, np.uint8, offset=4 + 8 * runs)
    return palette[indices].reshape(-1, picture.columns, 3)


def full_colour(stage):
    """What Agg draws on a stage, before the palette, shape (height, width, 3)."""
    return stage._draw()[..., :3].astype(int)


def error(png, wanted):
    """Distance of each pixel to the wanted colour, in levels of the channel that is off the most."""
    return np.abs(decode(png) - wanted).max(axis=2)


def rgb(hue):
    """Red, green and blue of a colour written as #rrggbb."""
    return np.array([int(hue[at : at + 2], 16) for at in (1, 3, 5)])
