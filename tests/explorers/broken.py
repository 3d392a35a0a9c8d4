"""A small explorer that keeps the contract, and one for each way to break it."""

import threading
from unittest.mock import patch

import ipywidgets
import numpy as np

from helpers.explorers.charts import Trail
from helpers.explorers.explorer import Explorer, slider
from helpers.maths.checks import as_number
from helpers.stage import Cell
from helpers.stage.style import INK


class DotExplorer(Explorer):
    """A dot at some place: small, and as it should be. Each explorer below breaks one thing."""

    label, height = "a dot at some place", 200
    place = slider("place", 0.5, 0, 1)

    def build(self, axes):
        self.axes = axes
        axes.set(xlim=(-1, 1), ylim=(0, 1))
        self.trail = Trail(self, axes, INK)
        self.mark = self.line(axes, "o")
        self.handle(self.mark, "the dot", y="place")
        self.kept = []

    def close(self):
        kept = self.kept
        super().close()
        self.kept = kept  # for `close`, below

    def compute(self, place):
        return {}

    def draw(self, r):
        self.mark.set_data([0], [r.place])
        self.trail.mark(-0.5, r.place)

    def say(self, r):
        return f"The dot is at {r.place:.6f}."

    def state(self, r):
        return f"place {r.place:.6f}"


class RescalingExplorer(DotExplorer):
    def draw(self, r):
        super().draw(r)
        self.axes.set_ylim(0, 1 + r.place)


class WarningExplorer(DotExplorer):
    def compute(self, place):
        return {"ratio": np.float64(1) / np.float64(place)}


class NanExplorer(DotExplorer):
    def say(self, r):
        return f"The dot is at {np.nan if r.place > 0.5 else r.place}."


class TalkativeExplorer(DotExplorer):
    def __repr__(self):
        return f"TalkativeExplorer: {'very ' * 30}high"


class MuteExplorer(DotExplorer):
    def say(self, r):
        return ""


class CheckingExplorer(DotExplorer):
    """It looks again at what its control gives."""

    def compute(self, place):
        return {"looked_at": as_number("place", place)}


class UnexplainedExplorer(DotExplorer):
    """No legend says what its cross at the edge is."""

    def build(self, axes):
        super().build(axes)
        self.exits(axes, label="_")


class WideExplorer(DotExplorer):
    """Its legend is wider than its picture."""

    def build(self, axes):
        super().build(axes)
        self.mark.set_label("the dot, " * 40)
        self.figure.legend(loc="upper center")


class StillExplorer(DotExplorer):
    def draw(self, r):
        pass


class ForgetfulExplorer(DotExplorer):
    """Its picture depends on the way that led there."""

    def draw(self, r):
        before = self.mark.get_ydata()
        self.mark.set_data([before[0] if len(before) else 0], [r.place])


class OrderlyExplorer(DotExplorer):
    """Its trail tells in which order its stops were visited."""

    def draw(self, r):
        self.kept.append(r.place)
        self.trail.mark(len(self.kept) / 10 - 0.9, r.place)


class MixingExplorer(DotExplorer):
    """Its trail mixes the marks of different settings of another control."""

    other = slider("other", 0.5, 0, 1)

    def compute(self, place, other):
        return {}

    def draw(self, r):
        super().draw(r)
        self.trail.mark(0.5, r.other)


class SlippingExplorer(DotExplorer):
    """Its dot is dragged to another place than the hand's."""

    def draw(self, r):
        self.mark.set_data([0], [r.place**2])


class JumpyExplorer(DotExplorer):
    """It moves when it is sent nonsense."""

    def _taken(self, asked):
        super()._taken({"place": 0.5})


class ObeyingExplorer(DotExplorer):
    """It takes any name and any value."""

    def set(self, **values):
        return super().set()


class StumblingExplorer(DotExplorer):
    """It refuses a value after it has moved."""

    def set(self, **values):
        for name in values:
            if name not in self.controls:
                raise ValueError("no control is called that")
            self.controls[name].value = 0.123
            raise ValueError(f"{name} cannot be {values[name]!r}")
        return super().set()


class LeadenExplorer(DotExplorer):
    """Its slider does not take NumPy's numbers."""

    def set(self, **values):
        if any(isinstance(value, np.generic) for value in values.values()):
            raise ValueError("not from an array")
        return super().set(**values)


class WidgetExplorer(DotExplorer):
    """It leaves a widget behind at each move."""

    def draw(self, r):
        super().draw(r)
        self.kept.append(ipywidgets.Label("again"))


class ThreadExplorer(DotExplorer):
    """It leaves a thread behind at each move."""

    def draw(self, r):
        super().draw(r)
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()
        self.kept.append((thread, stop))


class HoardingExplorer(DotExplorer):
    """It keeps a small array of each move."""

    def compute(self, place):
        self.kept.append(np.full(1000, place))
        return {}


class ChattyExplorer(DotExplorer):
    """It keeps a record of each move."""

    def compute(self, place):
        self.kept.append([place])
        return {}


class StoringExplorer(DotExplorer):
    """Its stored picture is larger than a notebook should hold."""

    def to_store(self):
        picture, sentence = super().to_store()
        return picture | {"image/png": picture["image/png"] + bytes(60_000)}, sentence


class StayingExplorer(DotExplorer):
    """It does not close what it holds."""

    def close(self):
        pass


class LooseExplorer(DotExplorer):
    """The cell that builds it does not know of it."""

    def __init__(self):
        with patch.object(Cell, "keep"):
            super().__init__()


def close(explorer):
    """Close an explorer and all that it kept on purpose."""
    DotExplorer.close(explorer)
    for kept in explorer.kept:
        if isinstance(kept, ipywidgets.Label):
            for part in (kept.layout, kept.style, kept):
                part.close()
        if isinstance(kept, tuple):
            kept[1].set()
            kept[0].join()
