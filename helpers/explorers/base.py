"""What all explorers have in common, so that each one is its mathematics, its picture and its words.

A control moves -> `compute(**values)` -> `draw(result)` -> one picture, and `say(result)` -> one sentence. Nothing goes
back up.
"""

from typing import Any

import ipywidgets
import numpy as np
from matplotlib.figure import Figure

from helpers.stage import LOCK, Cell, Stage, close_widget

REPR_WIDTH = 110


class Explorer:
    """A picture that follows its controls.

    A subclass builds a stage and its artists, hands both to `super().__init__`, and defines `compute`, `draw`, `say`
    and `state`.

    Parameters
    ----------
    stage : Stage
        The picture, with its moving artists.
    **controls : ipywidgets.Widget
        What the learner moves: each has a `value` and its name is a parameter of `compute`.

    Attributes
    ----------
    controls : dict of str to ipywidgets.Widget
        The controls by name.
    result : object
        What `compute` last returned.
    sentence : str
        What `say` last returned: the words under the picture.
    figure : matplotlib.figure.Figure
        The picture.

    Examples
    --------
    >>> from helpers.stage import Slider
    >>> class HeightExplorer(Explorer):
    ...     def __init__(self):
    ...         stage = Stage("a dot at some height", columns=1)
    ...         self.dot = stage.moving(stage.axes[0].plot([0], [0], "o")[0])
    ...         super().__init__(stage, height=Slider("height", value=0.5, min=0, max=1, unit="m"))
    ...     def compute(self, height):
    ...         return height
    ...     def draw(self, result):
    ...         self.dot.set_ydata([result])
    ...     def say(self, result):
    ...         return f"The dot is {result:.2f} m high."
    ...     def state(self, result):
    ...         return f"height {result:.2f} m"
    >>> explorer = HeightExplorer()
    >>> explorer.set(height=0.25)
    HeightExplorer: height 0.25 m
    >>> explorer.sentence
    'The dot is 0.25 m high.'
    >>> explorer.close()
    """

    def __init__(self, stage: Stage, **controls: Any) -> None:
        self.stage = stage
        self.controls = controls
        self._view = ipywidgets.VBox([stage.picture, *controls.values()])
        self._view.add_class("fp-explorer")
        for control in controls.values():
            control.observe(self._moved, names="value")
        self._held = self._closed = False
        self._moved()
        Cell.current().keep(self)

    @property
    def figure(self) -> Figure:
        """The picture, as a matplotlib figure."""
        return self.stage.figure

    def compute(self, **values: Any) -> Any:
        """Return all that the picture and the words need, from the controls' values alone."""
        raise NotImplementedError

    def draw(self, result: Any) -> None:
        """Set the data of the moving artists."""
        raise NotImplementedError

    def say(self, result: Any) -> str:
        """Return what happened and why, in one or two sentences."""
        raise NotImplementedError

    def state(self, result: Any) -> str:
        """Return the rounded values and the verdict, in few characters."""
        raise NotImplementedError

    def set(self, **values: Any) -> "Explorer":
        """Move controls from code.

        Parameters
        ----------
        **values
            New values by the controls' names; numbers off the end of a slider are kept to its end.

        Returns
        -------
        Explorer
            The explorer itself, to show it as the last expression of a cell.

        Raises
        ------
        ValueError
            If there is no such control, or it does not take the value; then nothing has moved.
        """
        if self._closed:
            raise ValueError("this explorer is closed; run the cell that builds it again")
        unknown = sorted(set(values) - set(self.controls))
        if unknown:
            raise ValueError(f"no control is called {', '.join(unknown)}; there are {', '.join(self.controls)}")
        with LOCK:
            before = {name: control.value for name, control in self.controls.items()}
            self._held = True
            try:
                for name, value in values.items():
                    self._set(name, value)
            except ValueError:
                for name, value in before.items():
                    self.controls[name].value = value
                raise
            finally:
                self._held = False
            self._moved()
        return self

    def close(self) -> None:
        """Take the explorer from the screen and let go of its figure and widgets."""
        with LOCK:
            for control in self.controls.values():
                control.unobserve_all()
                close_widget(control)
            close_widget(self._view)
            self.stage.close()
            self._closed = True

    def _set(self, name: str, value: Any) -> None:
        value = value.item() if isinstance(value, np.generic) else value
        try:
            if value is None:  # a list of choices takes it for no choice at all
                raise TypeError("wanted a value")
            self.controls[name].value = value
        except Exception as error:
            raise ValueError(f"{name} cannot be {value!r}: {error}") from None

    def _moved(self, _change: object = None) -> None:
        with LOCK:
            if self._held:  # asked under the lock: a page's move waits for a `set` in another thread to end
                return
            self.stage.settle()
            self.result = self.compute(**{name: control.value for name, control in self.controls.items()})
            self.draw(self.result)
            self.sentence = self.say(self.result)
            self.stage.show(self.sentence)

    def __repr__(self) -> str:
        text = f"{type(self).__name__}: {self.state(self.result)}"
        return text if len(text) < REPR_WIDTH else text[: REPR_WIDTH - 2] + "…"

    def _repr_mimebundle_(self, **_options: Any) -> dict[str, Any]:
        """Show the widget where there is one, else the picture, else the line of words."""
        with LOCK:
            if self._closed:
                return {"text/plain": repr(self)}
            view = self._view._repr_mimebundle_() or {}
            return {**view, "image/png": self.stage.png(), "text/plain": repr(self)}
