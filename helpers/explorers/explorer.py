"""What all explorers share: a control moves -> compute -> draw -> one picture, and say -> one sentence.

An explorer may set a task, leave a trail of marks where it has been, and be taken hold of in the picture itself.
"""

from functools import partial
from inspect import signature
from types import SimpleNamespace

import ipywidgets
import numpy as np
from matplotlib.collections import PolyCollection

from helpers import record
from helpers.explorers import charts
from helpers.maths.checks import trusted
from helpers.outputs import Outputs, close_widget, in_words
from helpers.stage import LOCK, Cell, Slider, Stage, answer_where_asked
from helpers.stage.style import RED

REPR_WIDTH = 110
STAYS = {"stage", "controls", "result", "sentence", "_view", "_words", "_closed"}  # when an explorer is closed
PAINTED = "canvas[data-painted]"  # there is a picture in the view


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

    A subclass declares controls as class attributes and defines `build`, which takes as many axes as there are: what
    stands still, and the artists that move; `compute(**values)`: no picture, a dict; and `draw(r)`, `say(r)`,
    `state(r)`, where `r` holds the controls' values and all that `compute` found. If `compute` takes an `answer`, a
    switch shows what a task asks for. Any control's first value can be given by name: `BayesExplorer(prior=0.01)`.
    """

    label, height = "", 400
    anew = ()  # the controls at whose move the trails begin anew: a trail's marks are of one setting of these

    def __init__(self, **begin):
        self.stage = Stage(self.label, columns=len(signature(self.build).parameters), height=self.height)
        classes = reversed(type(self).__mro__)
        declared = {name: made for each in classes for name, made in vars(each).items() if isinstance(made, control)}
        if "answer" in signature(self.compute).parameters:
            declared.setdefault("answer", switch("show the answer"))
        self.controls = {name: make() for name, make in declared.items()} | self.more_controls()
        self.trails, self._answers, self._leaving, self._free, self._done, self._setting = [], [], [], {}, None, {}
        self.build(*self.stage.axes)
        if not self.figure.legends:  # else `build` has made one with a look of its own
            charts.key(self.figure)
        self._view = ipywidgets.VBox([self.stage.picture, *self.controls.values()])
        self._view.add_class("fp-explorer")
        self.stage.picture.on_msg(self._heard)
        for name, each in self.controls.items():
            each.observe(self._moved, names="value")
            if isinstance(each, Slider):
                each.name = name
                each.borrow()
        self.stage.picture.taken = self._taken
        self._held = self._closed = False
        self._page = self._outputs = None
        self.set(**begin)
        self._start = self._values()
        Cell.current().keep(self)

    def more_controls(self):
        """Make the controls whose range depends on the data: in place of `from_data`, or after the declared ones."""
        return {}

    def actions(self, _r):
        """Name what a button under the picture does from here: its words -> values of controls, or None for nothing."""
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

    def exits(self, axes, *marks, most=None, **look):
        """Make crosses at the edge: where marks leave the axes, each at its first `most`, or where `draw` says."""
        usual = {"marker": "X", "linestyle": "", "color": RED, "markersize": 8, "clip_on": False}
        crosses = self.line(axes, **usual | {"label": "outside the axes"} | look)
        if marks:
            self._leaving.append((crosses, marks, most))
        return crosses

    def answer_of(self, *artists):
        """Have what stands still shown only while the switch `answer` is on."""
        self._answers += artists

    def handle(self, mark, name, *, x=None, y=None, to_controls=None):
        """Let the last point of a line or mark be taken hold of in the picture; give that mark.

        `x` and `y` name the controls that its coordinates are; else `to_controls(x, y)` gives values of controls.
        """
        ties = {axis: (control, self.controls[control]) for axis, control in (("x", x), ("y", y)) if control}
        key = self.stage.handle(mark, name, ties)
        if to_controls:
            self._free[key] = mark.axes, to_controls
        return mark

    # what a learner and a notebook use

    @property
    def figure(self):
        """The picture, as a matplotlib figure."""
        return self.stage.figure

    def find(self, **values):
        """Give what the controls' values lead to, without moving anything."""
        values = self._counted(values)
        return SimpleNamespace(**values | self.compute(**values))

    def set(self, **values):
        """Move controls from code; numbers off a slider's end are kept to it; if one is refused, none has moved."""
        if self._closed:
            raise ValueError("this explorer is closed; run the cell that builds it again")
        if unknown := sorted(set(values) - set(self.controls)):
            raise ValueError(f"no control is called {', '.join(unknown)}; there are {', '.join(self.controls)}")
        with LOCK:
            before = self._values()
            self._held = True
            try:
                for name in [name for name in self.controls if name in values]:  # one may put later ones back
                    self._put(name, values[name])
            except ValueError:
                for name, value in before.items():
                    self.controls[name].value = value
                raise
            finally:
                self._held = False
            self._moved()
        return self

    def task(self, words, done):
        """Set a task; it stands above the picture until `done(result)` is true, and its tick is kept.

        >>> from helpers.explorers import LineExplorer
        >>> LineExplorer().task("Find a line with a loss below 60.", lambda r: r.loss < 60)
        LineExplorer: slope 0, intercept 0, loss 95,450.00, residuals add up to -2,950
        """
        if done(self.result):
            raise ValueError(f"the task {words!r} is done where the explorer opens; wanted one that takes a move")
        self._done, self._start = done, self._values()
        picture, kept = self.stage.picture, record.recall(self._notebook, "tasks", words)
        picture.task, picture.reached = words, "before" if kept else ""
        return self

    def reset(self):
        """Put the controls back to where they were built, and wipe the trails away."""
        self._taken({"reset": True})
        return self

    def close(self):
        """Take the explorer from the screen and let go of its figure and widgets."""
        with LOCK:
            for each in self.controls.values():
                each.unobserve_all()
                close_widget(each)
            close_widget(self._view)
            self.stage.close()
            self._words, self._closed = repr(self), True
            for name in set(vars(self)) - STAYS:  # Jupyter keeps what a cell gave, and artists their figure
                delattr(self, name)

    @property
    def _notebook(self):
        return type(self).__module__.rpartition(".")[2]

    def _values(self):
        return {name: each.value for name, each in self.controls.items()}

    def _counted(self, values):
        """Round the values of the sliders that count something."""
        whole = [name for name in values if getattr(self.controls.get(name), "whole", False)]
        return values | {name: round(values[name]) for name in whole}

    def _place(self, values):
        """Say in plain numbers, words and switches all that the picture depends on."""
        plain = {name: value if isinstance(value, int | float | str) else repr(value) for name, value in values.items()}
        return plain | {"trails": sum(trail.changes for trail in self.trails)}

    def _taken(self, asked):
        """Take what the page asks for: values of controls, a handle's new place, or that all goes back to the start."""
        values = {}
        with LOCK:
            if asked.pop("reset", False):
                values |= self._start
                self._wipe()
            for name, value in asked.items():
                if name in self._free:
                    axes, to_controls = self._free[name]
                    place = self.stage.data_at(axes, *value)
                    if not np.isfinite(place).all():
                        raise ValueError(f"{value} is no place in the picture")
                    values |= to_controls(*place)
                else:
                    values[name] = value
            self.set(**values)

    def _wipe(self):
        for trail in self.trails:
            trail.clear()

    def _notice(self, values):
        """Tick the task once it is done, and show the answer then."""
        picture = self.stage.picture
        if self._done is None or picture.reached == "now" or not self._done(self.result):
            return
        picture.reached = "now"
        record.keep(self._notebook, "tasks", picture.task)
        if "answer" in values:
            self._held = True
            self.controls["answer"].value = values["answer"] = True
            self._held = False
            self.result = self.find(**values)

    def _put(self, name, value):
        value = value.item() if isinstance(value, np.generic) else value
        try:
            if value is None:  # a list of choices takes it for no choice at all
                raise TypeError("wanted a value")
            self.controls[name].value = value
        except Exception:
            options = getattr(self.controls[name], "_options_values", (False, True))
            wanted = "a number" if isinstance(self.controls[name], Slider) else ", ".join(map(repr, options))
            raise ValueError(f"{name} cannot be {value!r}; wanted {wanted}") from None

    def _moved(self, _change=None):
        with LOCK, trusted():  # what controls give was checked when they were made
            if self._held:  # asked under the lock: a page's move waits for a `set` in another thread to end
                return
            self.stage.settle()
            values = self._values()
            setting, self._setting = self._setting, self._counted({name: values[name] for name in self.anew})
            if setting != self._setting:
                self._wipe()
            self.result = self.find(**values)
            self._notice(values)
            self.stage.uncover(self._answers, values.get("answer", True))
            self.draw(self.result)
            for crosses, marks, most in self._leaving:
                crosses.set_data(*charts.exits_of(crosses.axes, marks, most))
            self.sentence = self.say(self.result)
            back = {"back to the start": {"reset": True}} if values else {}
            self.stage.show(self.sentence, self.actions(self.result) | back, self._place(values))
            answer_where_asked(self._view.children)
            self._unkept = True

    def __repr__(self):
        if self._closed:
            return self._words
        text = f"{type(self).__name__}: {self.state(self.result)}"
        return text if len(text) < REPR_WIDTH else text[: REPR_WIDTH - 2] + "…"

    def to_store(self):
        """Give what a page without the kernel shows: the picture, or the line of words, and the sentence after it."""
        with LOCK:
            picture = {} if self._closed else {"image/png": self.stage.png()}
            return {**picture, "text/plain": repr(self)}, in_words(self.sentence, PAINTED, after=2)

    def _ipython_display_(self):
        """Show the widget, and keep the rest; what is set on this page is kept from now on."""
        self._page = None
        self._outputs = Outputs(self._view, *self.to_store(), width=self.stage.picture.width)
        self._unkept = False
        answer_where_asked(self._view.children)

    def _heard(self, _picture, message, _buffers):
        """Keep what was set when the hand has rested; a page that was loaded anew has no output that could change."""
        message = message if isinstance(message, dict) else {}
        page = message.get("page")
        self._page = self._page or page
        if not (self._outputs and self._unkept and message.get("rested")):
            return
        if page == self._page:
            self._outputs.update(*self.to_store())
            self._unkept = False
        else:
            self.stage.picture.send({"unkept": True})
