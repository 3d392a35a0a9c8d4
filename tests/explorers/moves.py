"""Moving controls as a learner does: anywhere, to the ends and beyond, to and fro, and with what is no value at all.

A move comes from the hand (the message that a browser sends) or from a cell (`explorer.set`).
"""

import math
from contextlib import nullcontext, suppress
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pytest
from ipywidgets import Checkbox, Widget
from traitlets import TraitError

from helpers.stage import Slider

FAR = 1e9
JUNK = ("five", "", "1e-3", math.nan, [1], {"value": 1}, None)  # all of it can stand in a message
TURNS = 6  # of one or two controls between two values each


class Move(NamedTuple):
    """One control and what it is sent; `junk` is what no control takes."""

    name: str
    value: Any
    junk: bool = False


def ends(control: Widget):
    """The values at both ends of a control and, where it has a range, far beyond them."""
    if hasattr(control, "min"):
        return [control.min, control.max, control.min - FAR, control.max + FAR, -np.inf, np.inf]
    if hasattr(control, "options"):
        return [value for _, value in control._options_full]
    return [False, True]


def somewhere(control: Widget, rng: np.random.Generator):
    """A random value of a control; a tenth of those of a slider is an end or beyond."""
    if not hasattr(control, "min") or rng.random() < 0.1:
        choices = ends(control)
        return choices[rng.integers(len(choices))]
    share = rng.random()
    if getattr(control, "log", False):
        return float(control.min * (control.max / control.min) ** share)
    return float(control.min + share * (control.max - control.min))


def to_and_fro(explorer, rng):
    """Two controls, or one, in turns between two values each."""
    names = {str(name) for name in rng.choice(list(explorer.controls), 2)}
    moves = [Move(name, somewhere(explorer.controls[name], rng)) for _ in range(2) for name in sorted(names)]
    return moves * TURNS


def stretch(explorer, rng):
    """What a learner does next: one move, a few in turns, or something that is no value."""
    name = str(rng.choice(list(explorer.controls)))
    kind = rng.random()
    if kind < 0.03:
        return to_and_fro(explorer, rng)
    if kind < 0.15:
        # one of a list is always chosen on the page, so None never comes from there
        known = len(JUNK) - hasattr(explorer.controls[name], "options")
        return [Move(name, JUNK[rng.integers(known)], junk=True)]
    return [Move(name, somewhere(explorer.controls[name], rng))]


def from_browser(control: Widget, value: Any):
    """Hand a control the message that the browser sends; what it raises is not lost in a log as in a kernel."""
    if isinstance(control, Slider):
        for callback in control._msg_callbacks.callbacks:
            callback(control, {"value": value}, [])
    elif isinstance(control, Checkbox):
        control.set_state({"value": value})
    else:
        values = ends(control)
        control.set_state({"index": values.index(value) if value in values else value})


def by_message(explorer, message):
    """Send what the page's hand asks of an explorer's picture."""
    for callback in explorer.stage.picture._msg_callbacks.callbacks:
        callback(explorer.stage.picture, message, [])


def drag(explorer, number, place):
    """Drag a handle to a place in the picture, as the page does: `handles.js` and `scale.js` in Python."""
    handle, asked = explorer.stage.picture.handles[number], {}
    for axis, at in zip("xy", place, strict=True):
        if tie := handle.get(axis):
            share = min(max((at - tie["from"]) / (tie["to"] - tie["from"]), 0), 1)
            low, high = tie["min"], tie["max"]
            exact = low * (high / low) ** share if tie["log"] else low + share * (high - low)
            asked[tie["control"]] = exact if tie["log"] else low + round((exact - low) / tie["step"]) * tie["step"]
    by_message(explorer, asked or {f"handle {number}": list(map(float, place))})


def by_hand(explorer, move):
    """Move a control from the browser; a widget of ipywidgets refuses junk with an error that stays in the log."""
    with suppress(TraitError) if move.junk else nullcontext():
        from_browser(explorer.controls[move.name], move.value)


def by_cell(explorer, move):
    """Move a control with `set`, which refuses junk."""
    with suppress(ValueError) if move.junk else nullcontext():
        explorer.set(**{move.name: move.value})


def walk(explorer, rng, moves):
    """Move random controls from a cell, one after the other; each name is given after its move."""
    names = list(explorer.controls)
    for _ in range(moves):
        name = names[rng.integers(len(names))]
        explorer.set(**{name: somewhere(explorer.controls[name], rng)})
        yield name


def play(explorer, rng, moves):
    """Move controls as a learner does, from the page and from cells; each move is given with what makes it."""
    todo = []
    for _ in range(moves):
        todo = todo or stretch(explorer, rng)
        move = todo.pop(0)
        yield move, partial(by_hand if rng.random() < 0.5 else by_cell, explorer, move)


def values(explorer):
    """The value of each control, by name."""
    return {name: control.value for name, control in explorer.controls.items()}


def at_its_start(kind):
    """Make the fixture of an explorer: built once, and put back to its start for each test."""
    return pytest.fixture(lambda opened: opened(kind))


def is_live(control: Widget):
    """Whether a control sends values during the drag; ours always do."""
    return isinstance(control, Slider) or getattr(control, "continuous_update", True)
