"""Moving any control as a learner does: to its ends, beyond them, and anywhere between."""

import numpy as np
from ipywidgets import Widget

from helpers.stage import Slider

FAR = 1e9


def ends(control: Widget):
    """The values at both ends of a control and, where it has a range, far beyond them."""
    if hasattr(control, "min"):
        return [control.min, control.max, control.min - FAR, control.max + FAR, -np.inf, np.inf]
    if hasattr(control, "options"):
        return [value for _, value in control._options_full]
    return [False, True]


def somewhere(control: Widget, rng: np.random.Generator):
    """A random value of a control; a tenth of those of a slider is an end or beyond."""
    if not hasattr(control, "min"):
        choices = ends(control)
        return choices[rng.integers(len(choices))]
    if rng.random() < 0.1:
        return ends(control)[rng.integers(4)]
    share = rng.random()
    if getattr(control, "log", False):
        return float(control.min * (control.max / control.min) ** share)
    return float(control.min + share * (control.max - control.min))


def walk(explorer, rng, moves):
    """Move random controls, one after the other; after each move the name of the control is given."""
    names = list(explorer.controls)
    for _ in range(moves):
        name = names[rng.integers(len(names))]
        explorer.set(**{name: somewhere(explorer.controls[name], rng)})
        yield name


def values(explorer):
    """The value of each control, by name."""
    return {name: control.value for name, control in explorer.controls.items()}


def is_live(control: Widget):
    """Whether a control sends values during the drag; ours always do."""
    return isinstance(control, Slider) or getattr(control, "continuous_update", True)
