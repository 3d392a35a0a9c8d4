"""The transport: one widget that shows the newest picture and the sentence under it."""

import math
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Bool, Bytes, Float, Int, Unicode, validate

HERE = Path(__file__).parent


def scripts(*names: str) -> str:
    """Join scripts to the one text that a widget sends: for a path anywidget would keep every widget alive."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


class Picture(anywidget.AnyWidget):
    """A canvas in the browser, its sentence, and what the browser says of its screen."""

    _esm = scripts("flow.js", "picture.js")
    _css = scripts("stage.css")

    still = Bytes().tag(sync=True)  # what does not move: one index of `palette` a pixel, row after row
    palette = Bytes().tag(sync=True)  # RGBA, four bytes a colour
    columns = Int().tag(sync=True)  # pixels in a row
    frame = Bytes().tag(sync=True)  # what has moved, as a patch over `still` (`Palette.patch`)
    sentence = Unicode().tag(sync=True)
    label = Unicode().tag(sync=True)  # what the picture is of, for a screen reader
    width = Int(960).tag(sync=True)  # the widest it is shown, in CSS pixels
    dark = Bool(False).tag(sync=True)
    pixel_ratio = Float(1.0).tag(sync=True)

    @validate("pixel_ratio")
    def _drawable(self, proposal: Any) -> float:
        ratio = proposal["value"]
        if math.isnan(ratio):
            raise ValueError("pixel_ratio is nan; wanted a number from 1 to 3")
        return sorted([1.0, ratio, 3.0])[1]
