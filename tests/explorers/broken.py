"""A small explorer that keeps the contract, and one for each way to break it."""

import threading

import ipywidgets
import numpy as np

from helpers.explorers import Explorer
from helpers.stage import Slider, Stage


class DotExplorer(Explorer):
    """A dot at some height: small, and as it should be. Each explorer below breaks one thing."""

    def __init__(self):
        stage = Stage("a dot at some height", columns=1, width=300, height=200)
        self.axes = stage.axes[0]
        self.axes.set(xlim=(-1, 1), ylim=(0, 1))
        self.dot = stage.moving(self.axes.plot([0], [0], "o")[0])
        self.kept = []
        super().__init__(stage, height=Slider("height", value=0.5, min=0, max=1))

    def compute(self, height):
        return height

    def draw(self, result):
        self.dot.set_ydata([result])

    def say(self, result):
        return f"The dot is {result:.6f} high."

    def state(self, result):
        return f"height {result:.6f}"


class RescalingExplorer(DotExplorer):
    def draw(self, result):
        super().draw(result)
        self.axes.set_ylim(0, 1 + result)


class EndlessExplorer(DotExplorer):
    def compute(self, height):
        if height == 1:
            raise ZeroDivisionError("no room left")
        return height


class WarningExplorer(DotExplorer):
    def compute(self, height):
        return height + 0 * float(np.float64(1) / np.float64(height))


class NanExplorer(DotExplorer):
    def say(self, result):
        return f"The dot is {np.nan if result > 0.9 else result} high."


class NoneExplorer(DotExplorer):
    def state(self, result):
        return f"height {None if result > 0.9 else result}"


class TalkativeExplorer(DotExplorer):
    def __repr__(self):
        return f"TalkativeExplorer: {'very ' * 30}high"


class MuteExplorer(DotExplorer):
    def say(self, result):
        return ""


class UnboundExplorer(DotExplorer):
    """Its compute takes what no control gives."""

    def compute(self, height, width=1):
        return height * width


class StillExplorer(DotExplorer):
    def draw(self, result):
        pass


class ForgetfulExplorer(DotExplorer):
    """Its picture depends on the way that led there."""

    def draw(self, result):
        self.dot.set_data([result], [self.dot.get_xdata()[0]])


class ObeyingExplorer(DotExplorer):
    """It takes any name and any value."""

    def set(self, **values):
        return self


class StumblingExplorer(DotExplorer):
    """It refuses a value after it has moved."""

    def set(self, **values):
        for name in values:
            if name not in self.controls:
                raise ValueError("no control is called that")
            self.controls[name].value = 0.123
            raise ValueError(f"{name} cannot be {values[name]!r}")
        return self


class LeadenExplorer(DotExplorer):
    """Its slider does not take NumPy's numbers."""

    def set(self, **values):
        if any(isinstance(value, np.generic) for value in values.values()):
            raise ValueError("not from an array")
        return super().set(**values)


class WidgetExplorer(DotExplorer):
    """It leaves a widget behind at each move."""

    def draw(self, result):
        super().draw(result)
        self.kept.append(ipywidgets.Label("again"))


class ThreadExplorer(DotExplorer):
    """It leaves a thread behind at each move."""

    def draw(self, result):
        super().draw(result)
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()
        self.kept.append((thread, stop))


class HoardingExplorer(DotExplorer):
    """It keeps a small array of each move."""

    def compute(self, height):
        self.kept.append(np.full(200, height))
        return height


class ChattyExplorer(DotExplorer):
    """It keeps a record of each move."""

    def compute(self, height):
        self.kept.append([height])
        return height


class StoringExplorer(DotExplorer):
    """Its stored picture is larger than a notebook should hold."""

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        return bundle | {"image/png": bundle["image/png"] + bytes(60_000)}


class FlatExplorer(DotExplorer):
    """A stored notebook shows no picture of it."""

    def _repr_mimebundle_(self, **options):
        return {"text/plain": repr(self)}


class StayingExplorer(DotExplorer):
    """It does not close what it holds."""

    def close(self):
        pass


def close(explorer):
    """Close an explorer and all that it kept on purpose."""
    DotExplorer.close(explorer)
    Explorer.close(explorer)
    for kept in explorer.kept:
        if isinstance(kept, ipywidgets.Label):
            for part in (kept.layout, kept.style, kept):
                part.close()
        if isinstance(kept, tuple):
            kept[1].set()
            kept[0].join()
