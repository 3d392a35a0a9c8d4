"""The transport: one widget that shows the newest picture and the sentence under it."""

import math
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Bool, Bytes, Float, Int, Unicode, validate

HERE = Path(__file__).parent


class Picture(anywidget.AnyWidget):
    """A canvas in the browser, its sentence, and what the browser says of its screen.

    Attributes
    ----------
    still : bytes
        What does not move: one index of `palette` a pixel, row after row.
    palette : bytes
        The colours as RGBA, four bytes each.
    columns : int
        How many pixels stand in a row.
    frame : bytes
        What has moved, as a patch over `still` (see `helpers.stage.palette.Palette.patch`).
    sentence : str
        What the picture shows, in words.
    label : str
        What the picture is of, for a screen reader.
    width : int
        The widest it is shown, in CSS pixels.
    dark : bool
        Whether the screen has a dark theme.
    pixel_ratio : float
        Device pixels for each CSS pixel, 1 to 3.

    Examples
    --------
    >>> picture = Picture(label="loss for each step", width=960)
    >>> picture.sentence = "The run converges."
    >>> picture.close()
    """

    # as text: for a path anywidget keeps every widget alive, to reload it when the file changes
    _esm = (HERE / "picture.js").read_text(encoding="utf-8")
    _css = (HERE / "stage.css").read_text(encoding="utf-8")

    still = Bytes().tag(sync=True)
    palette = Bytes().tag(sync=True)
    columns = Int().tag(sync=True)
    frame = Bytes().tag(sync=True)
    sentence = Unicode().tag(sync=True)
    label = Unicode().tag(sync=True)
    width = Int(960).tag(sync=True)
    dark = Bool(False).tag(sync=True)
    pixel_ratio = Float(1.0).tag(sync=True)

    @validate("pixel_ratio")
    def _drawable(self, proposal: Any) -> float:
        ratio = proposal["value"]
        if math.isnan(ratio):
            raise ValueError("pixel_ratio is nan; wanted a number from 1 to 3")
        return sorted([1.0, ratio, 3.0])[1]
