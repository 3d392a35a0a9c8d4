"""What all explorers share: a control moves -> compute -> draw -> one picture, and say -> one sentence."""

from functools import partial
from types import SimpleNamespace

import ipywidgets
import numpy as np
from matplotlib.collections import PolyCollection

from helpers.maths.checks import trusted
from helpers.stage import LOCK, Cell, Slider, Stage, close_widget
from helpers.stage.style import RED

REPR_WIDTH = 110


class control(partial):  # noqa: N801, it reads as a declaration
    """A widget that each explorer makes for itself, named by the class attribute it stands in."""


def slider(label, value, low, high, **look):
    """Declare a slider: live while it is dragged, logarithmic with `log=True`, and it takes a typed number."""
    return control(Slider, label, value=value, min=low, max=high, **look)


def switch(text, on=False):
    """Declare a switch with its words beside it."""
    return control(ipywidgets.Checkbox, value=on, description=text, layout={"width": "auto"})


def choice(text, options, **look):
    """Declare a row of buttons, of which the first is pressed, or that with the `value`."""
    return control(ipywidgets.ToggleButtons, options=list(options), description=text, **look)


from_data = control(lambda: None)  # keeps the place of a control that `more_controls` makes


class Explorer:
    """A picture that follows its controls.

    A subclass declares controls as class attributes and defines `build(*axes)`: what stands still, and the artists that
    move; `compute(**values)`: no picture, a dict; and `draw(r)`, `say(r)`, `state(r)`, where `r` holds the controls'
    values and all that `compute` found. Any control's first value can be given by name: `BayesExplorer(prior=0.01)`.
    """

    label, columns, height = "", 2, 400

    def __init__(self, **begin):
        self.stage = Stage(self.label, columns=self.columns, height=self.height)
        classes = reversed(type(self).__mro__)
        declared = {name: made for each in classes for name, made in vars(each).items() if isinstance(made, control)}
        self.controls = {name: make() for name, make in declared.items()} | self.more_controls()
        self.build(*self.stage.axes)
        self._view = ipywidgets.VBox([self.stage.picture, *self.controls.values()])
        self._view.add_class("fp-explorer")
        for each in self.controls.values():
            each.observe(self._moved, names="value")
        self._held = self._closed = False
        self.set(**begin)
        Cell.current().keep(self)

    def more_controls(self):
        """Make the controls whose range depends on the data: in place of `from_data`, or after the declared ones."""
        return {}

    # what an explorer's `build` makes

    def moving(self, artist):
        """Have an artist drawn at every step."""
        return self.stage.moving(artist)

    def line(self, axes, *dash, **look):
        """Make a line or marks that `set_data` gives points at every step."""
        return self.moving(axes.plot([], [], *dash, **look)[0])

    def dot(self, axes, marker, hue, size=9, **look):
        """Make a mark with a white edge, whole at the edge of the axes."""
        return self.line(
            axes, marker, **{"color": hue, "markersize": size, "markeredgecolor": "white", "clip_on": False} | look
        )

    def boxes(self, axes, **look):
        """Make boxes that `set_verts` gives corners (`charts.corners`)."""
        return self.moving(axes.add_collection(PolyCollection([], **look)))

    def exits(self, axes, size=8):
        """Make the crosses that stand at the edge where something leaves the axes (`charts.to_edge`)."""
        return self.line(axes, "X", color=RED, markersize=size, clip_on=False)

    # what a learner and a notebook use

    @property
    def figure(self):
        """The picture, as a matplotlib figure."""
        return self.stage.figure

    def find(self, **values):
        """Give what the controls' values lead to, without moving anything."""
        return SimpleNamespace(**values | self.compute(**values))

    def set(self, **values):
        """Move controls from code; numbers off a slider's end are kept to it; if one is refused, none has moved."""
        if self._closed:
            raise ValueError("this explorer is closed; run the cell that builds it again")
        if unknown := sorted(set(values) - set(self.controls)):
            raise ValueError(f"no control is called {', '.join(unknown)}; there are {', '.join(self.controls)}")
        with LOCK:
            before = {name: each.value for name, each in self.controls.items()}
            self._held = True
            try:
                for name, value in values.items():
                    self._put(name, value)
            except ValueError:
                for name, value in before.items():
                    self.controls[name].value = value
                raise
            finally:
                self._held = False
            self._moved()
        return self

    def close(self):
        """Take the explorer from the screen and let go of its figure and widgets."""
        with LOCK:
            for each in self.controls.values():
                each.unobserve_all()
                close_widget(each)
            close_widget(self._view)
            self.stage.close()
            self._closed = True

    def _put(self, name, value):
        value = value.item() if isinstance(value, np.generic) else value
        try:
            if value is None:  # a list of choices takes it for no choice at all
                raise TypeError("wanted a value")
            self.controls[name].value = value
        except Exception as error:
            raise ValueError(f"{name} cannot be {value!r}: {error}") from None

    def _moved(self, _change=None):
        with LOCK, trusted():  # what controls give was checked when they were made
            if self._held:  # asked under the lock: a page's move waits for a `set` in another thread to end
                return
            self.stage.settle()
            values = {name: each.value for name, each in self.controls.items()}
            self.result = self.find(**values)
            self.draw(self.result)
            self.sentence = self.say(self.result)
            self.stage.show(self.sentence)

    def __repr__(self):
        text = f"{type(self).__name__}: {self.state(self.result)}"
        return text if len(text) < REPR_WIDTH else text[: REPR_WIDTH - 2] + "…"

    def _repr_mimebundle_(self, **_options):
        """Show the widget where there is one, else the picture, else the line of words."""
        with LOCK:
            if self._closed:
                return {"text/plain": repr(self)}
            return {**(self._view._repr_mimebundle_() or {}), "image/png": self.stage.png(), "text/plain": repr(self)}
