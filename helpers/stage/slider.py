"""A slider whose track can be drawn on, that plays, and that takes a typed number."""

import math
from typing import Any

import anywidget
from ipywidgets import ValueWidget
from traitlets import Bool, Float, List, Unicode, observe, validate

from helpers.stage.picture import scripts

BORROWED = """export default {
  async render(context) {
    while (!globalThis.fourPillarsSlider) await new Promise((done) => setTimeout(done, 10));
    return globalThis.fourPillarsSlider(context);
  },
};"""


class Slider(anywidget.AnyWidget, ValueWidget):
    """One number between two ends, moved by pointer, keyboard, typing or code; used like any slider of ipywidgets.

    With `log` equal distances on the track are equal ratios. `bands` colour stretches of the track, (from, to, kind,
    name), where kind is "crawls", "converges", "overshoots" or "diverges"; `marks` are (value, text). A `playable`
    slider has a button that moves it from end to end. `disabled`, `continuous_update`, `layout` are ipywidgets' own.
    """

    _esm = scripts("flow.js", "scale.js", "scheme.js", "slider.js") + "export default { render: slider };"
    _css = scripts("stage.css")

    value = Float().tag(sync=True)
    min = Float(0.0).tag(sync=True)
    max = Float(1.0).tag(sync=True)
    step = Float(0.01).tag(sync=True)
    log = Bool(False).tag(sync=True)
    whole = Bool(False).tag(sync=True)  # it counts something; an explorer gets whole numbers from it
    description = Unicode().tag(sync=True)
    name = Unicode().tag(sync=True)  # what its explorer calls it
    unit = Unicode().tag(sync=True)
    bands = List().tag(sync=True)
    marks = List().tag(sync=True)
    playable = Bool(False).tag(sync=True)
    stops = List().tag(sync=True)  # if there are any, the only values that a page offers
    disabled = Bool(False).tag(sync=True)
    continuous_update = Bool(True).tag(sync=True)

    def __init__(
        self,
        description: str = "",
        *,
        value: float,
        min: float,
        max: float,
        step: float | None = None,
        log: bool = False,
        **usual: Any,
    ) -> None:
        if not (math.isfinite(min) and math.isfinite(max) and min < max):
            raise ValueError(f"the slider {description!r} runs from {min} to {max}; wanted two finite numbers in order")
        if log and min <= 0:
            raise ValueError(f"the logarithmic slider {description!r} starts at {min}; wanted a number above 0")
        step = 1 if usual.get("whole") else (max - min) / 200 if step is None else step
        if not (math.isfinite(step) and step > 0):
            raise ValueError(f"the step of the slider {description!r} is {step}; wanted a finite number above 0")
        super().__init__(description=description, value=value, min=min, max=max, step=step, log=log, **usual)
        self.on_msg(self._received)

    def borrow(self) -> None:
        """Use the script and style of a `Picture` beside it: what is saved with a notebook then has them once."""
        self._esm, self._css = BORROWED, ""

    @validate("value")
    def _within(self, proposal: Any) -> float:
        value = proposal["value"]
        if math.isnan(value):
            raise ValueError(f"{self.description} is nan; wanted a number from {self.min:g} to {self.max:g}")
        return sorted([self.min, value, self.max])[1]

    @observe("min", "max")
    def _ends_moved(self, _change: Any) -> None:
        self.value = self.value  # kept between them

    def _received(self, _widget: object, message: Any, _buffers: object) -> None:
        """Take a value from the browser; when all that follows from it is done, answer with what the value is now."""
        message = message if isinstance(message, dict) else {}
        value = message.get("value")
        try:
            if isinstance(value, int | float) and not math.isnan(value):
                with self.hold_sync():  # the picture that follows goes out before the value itself
                    self.value = value
        finally:
            self.send({"answer": self.value, "number": message.get("number")})
