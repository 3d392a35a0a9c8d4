"""Each check of the contract finds the explorer that breaks it."""

import threading

import ipywidgets
import numpy as np
import pytest

from helpers.explorers import Explorer
from helpers.stage import Slider, Stage
from tests.explorers import contract


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
        return bundle | {"image/png": bundle["image/png"] + bytes(50_000)}


class FlatExplorer(DotExplorer):
    """A stored notebook shows no picture of it."""

    def _repr_mimebundle_(self, **options):
        return {"text/plain": repr(self)}


class StayingExplorer(DotExplorer):
    """It does not close what it holds."""

    def close(self):
        pass


NOT_RAISED = pytest.fail.Exception
BREAKS = [
    (NanExplorer, AssertionError, lambda one, rng: contract.check_ends(one)),
    (NanExplorer, AssertionError, lambda one, rng: contract.check_walk(one, rng, 100)),
    (NoneExplorer, AssertionError, lambda one, rng: contract.check_ends(one)),
    (EndlessExplorer, ZeroDivisionError, lambda one, rng: contract.check_ends(one)),
    (WarningExplorer, RuntimeWarning, lambda one, rng: contract.check_ends(one)),
    (RescalingExplorer, AssertionError, lambda one, rng: contract.check_walk(one, rng, 10)),
    (TalkativeExplorer, AssertionError, lambda one, rng: contract.check_parts(one)),
    (MuteExplorer, AssertionError, lambda one, rng: contract.check_parts(one)),
    (UnboundExplorer, AssertionError, lambda one, rng: contract.check_parts(one)),
    (StillExplorer, AssertionError, lambda one, rng: contract.check_picture_follows(one)),
    (ForgetfulExplorer, AssertionError, lambda one, rng: contract.check_path(one, ForgetfulExplorer, rng, 5)),
    (ObeyingExplorer, NOT_RAISED, lambda one, rng: contract.check_refusals(one)),
    (StumblingExplorer, AssertionError, lambda one, rng: contract.check_refusals(one)),
    (LeadenExplorer, ValueError, lambda one, rng: contract.check_numpy_values(one)),
    (HoardingExplorer, AssertionError, lambda one, rng: contract.check_memory(one, rng, 100)),
    (StoringExplorer, AssertionError, lambda one, rng: contract.check_bundle(one, rng, 1)),
    (FlatExplorer, AssertionError, lambda one, rng: contract.check_bundle(one, rng, 1)),
]


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


@pytest.mark.parametrize(("kind", "error", "check"), BREAKS, ids=[kind.__name__ for kind, *_ in BREAKS])
def test_a_broken_explorer_is_found(kind, error, check, rng):
    explorer = kind()
    with pytest.raises(error):
        check(explorer, rng)
    close(explorer)


@pytest.mark.parametrize("kind", [WidgetExplorer, ThreadExplorer, ChattyExplorer])
def test_what_is_left_behind_is_found(kind, rng):
    explorer = kind()
    moves = 1000 if kind is ChattyExplorer else 5
    with pytest.raises(AssertionError), contract.nothing_left_behind():
        contract.check_walk(explorer, rng, moves)
    close(explorer)


@pytest.mark.parametrize("check", [contract.check_close, contract.check_run_again])
def test_an_explorer_that_stays_open_is_found(check):
    built = []

    def build():
        built.append(StayingExplorer())
        return built[-1]

    with pytest.raises(AssertionError):
        check(build)
    assert built
    for explorer in built:
        close(explorer)


def test_a_walk_of_no_moves_is_found(rng):
    explorer = DotExplorer()
    with pytest.raises(AssertionError):
        contract.check_walk(explorer, rng, 0)
    explorer.close()


def test_the_dot_keeps_the_contract(rng):
    """So that what fails above fails for what it breaks."""
    explorer = DotExplorer()
    contract.check_parts(explorer)
    contract.check_refusals(explorer)
    contract.check_numpy_values(explorer)
    contract.check_ends(explorer)
    contract.check_picture_follows(explorer)
    contract.check_bundle(explorer, rng, 3)
    contract.check_path(explorer, DotExplorer, rng, 5)
    with contract.nothing_left_behind():
        contract.check_walk(explorer, rng, 200)
    contract.check_memory(explorer, rng, 100)
    explorer.close()
    contract.check_run_again(DotExplorer)
    contract.check_close(DotExplorer)
