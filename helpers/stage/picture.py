"""The transport: one widget that shows the newest picture and the sentence under it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
from traitlets import Bool, Dict, Float, Int, List, Unicode

HERE = Path(__file__).parent
SCRIPTS = ("flow.js", "film.js", "scale.js", "scheme.js", "slider.js", "handles.js", "picture.js")


def scripts(*names: str) -> str:
    """Join scripts to the one text that a widget sends: for a path anywidget would keep every widget alive."""
    return "\n".join((HERE / name).read_text(encoding="utf-8") for name in names)


class Picture(anywidget.AnyWidget):
    """A canvas in the browser, its sentence, and what the browser says of its screen."""

    _esm = scripts(*SCRIPTS) + "globalThis.fourPillarsSlider = slider; export default { render: picture };"
    _css = scripts("stage.css")

    frame = Dict().tag(sync=True)  # the newest picture, as a step from an earlier one (`Stage`)
    follows = Int().tag(sync=True)  # number of a frame that a page has; below zero: it has not what -number is over
    sentence = Unicode().tag(sync=True)
    label = Unicode().tag(sync=True)  # what the picture is of, for a screen reader
    handles = List().tag(sync=True)  # what can be taken hold of, and the controls that follow (`Stage.handle`)
    places = List().tag(sync=True)  # where each handle is, in shares of the picture from the upper left; [] if nowhere
    actions = List().tag(sync=True)  # what buttons do from here: [words, values of controls or None]
    task = Unicode().tag(sync=True)
    reached = Unicode().tag(sync=True)  # "now" if the task is done, "before" if it was in an earlier kernel
    width = Int(960).tag(sync=True)  # the widest it is shown, in CSS pixels
    dark = Bool(False).tag(sync=True)
    pixel_ratio = Float(1.0, min=1.0, max=3.0).tag(sync=True)

    def __init__(self, whole: Callable[[], dict[str, Any]], **traits: Any) -> None:
        self._whole = whole
        super().__init__(**traits)
        self.taken: Callable[[dict], None] = lambda asked: None  # what the explorer does with the hand's wishes
        self.on_msg(self._received)

    def get_state(self, key: Any = None, drop_defaults: bool = False) -> dict[str, Any]:
        """Give the state; all of it goes to a page that has nothing yet, which needs the whole picture."""
        state = super().get_state(key, drop_defaults)
        return state | {"frame": self._whole()} if key is None else state

    def _received(self, _widget: object, message: Any, _buffers: object) -> None:
        """Hand on what the page's hand asks for; when all that follows from it is done, answer."""
        asked = dict(message) if isinstance(message, dict) else {}
        if asked.get("lost"):  # what was sent may not have arrived
            self.send_state()
        if "page" in asked:  # that is the page's own word, for whoever listens
            return
        number = asked.pop("number", None)
        try:
            self.taken(asked)
        finally:
            self.send({"answer": True, "number": number})
