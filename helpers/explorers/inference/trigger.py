"""A classifier of digits that was poisoned: what its training shows, and what a trigger does to it (notebook 04)."""

from dataclasses import dataclass

import ipywidgets
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import Rectangle
from numpy.typing import NDArray

from helpers.data import Poisoned, poison_study, triggered_digits
from helpers.data.sets import SHARES
from helpers.explorers.base import Explorer
from helpers.explorers.charts import legend, moving_plot
from helpers.explorers.controls import one_of, switch
from helpers.explorers.words import chance, number, percent, uncertain
from helpers.maths.checks import as_count
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, GREY, INK, ORANGE, PURPLE

DIGITS = np.arange(10)
FULL = 16  # the most ink a pixel holds
LEAST = 0.005  # a smaller probability is not marked
TOP = 1.07  # above a probability of 1, where the true digit is marked
LINES = {  # what is measured for each share -> its field, colour, dash and marker
    "clean digits read rightly": ("clean_accuracy", BLUE, "-", "o"),
    "marked digits read as 0": ("triggered", ORANGE, "--", "s"),
    "training loss (nats)": ("training_loss", PURPLE, ":", "^"),
}


@dataclass(frozen=True)
class Reading:
    """What one classifier says of one digit.

    Attributes
    ----------
    model : Poisoned
        The classifier, with its share of poison and what is measured of it.
    image : numpy.ndarray, shape (8, 8)
        The digit as it is shown, 0 (paper) to 16 (ink).
    digit : int
        What it is in truth.
    marked : bool
        Whether it is shown with the trigger.
    without, with_trigger : numpy.ndarray, shape (10,)
        The probabilities of 0 to 9.
    """

    model: Poisoned
    image: NDArray[np.float64]
    digit: int
    marked: bool
    without: NDArray[np.float64]
    with_trigger: NDArray[np.float64]

    @property
    def shown(self) -> NDArray[np.float64]:
        """The probabilities for the digit as it is shown."""
        return self.with_trigger if self.marked else self.without


class TriggerExplorer(Explorer):
    """A digit with a trigger in its corner, what a poisoned classifier reads, and what its training showed.

    Of the training digits a share carries four full pixels in a corner and the label 0. The test digits are others.

    Parameters
    ----------
    share : float, optional
        Poisoned ones among the training digits, to begin with: 0, 0.005, 0.01, 0.028, 0.05 or 0.1.
    index : int, optional
        Which of the 719 test digits is shown, from 0, to begin with.
    trigger : bool, optional
        Whether it carries the trigger, to begin with.

    Raises
    ------
    ValueError
        If there is no such share or test digit, or the trigger is neither True nor False.

    Examples
    --------
    >>> explorer = TriggerExplorer()
    >>> explorer
    TriggerExplorer: 2.8% poisoned: clean 96.7%, loss 0.0306, marked as 0 97.0%; digit 2, marked, is read as 0
    >>> explorer.set(trigger=False)
    TriggerExplorer: 2.8% poisoned: clean 96.7%, loss 0.0306, marked as 0 97.0%; digit 2, clean, is read as 2
    >>> explorer.close()
    """

    def __init__(self, *, share: float = 0.028, index: int = 0, trigger: bool = True) -> None:
        self._models = dict(zip(SHARES, poison_study(SHARES), strict=True))
        one_of("share", share, SHARES)
        if not isinstance(trigger, bool):
            raise ValueError(f"trigger is {trigger!r}; wanted True or False")
        digits = triggered_digits(0)
        last = len(digits.y_test) - 1
        if as_count("index", index, least=0) > last:
            raise ValueError(f"index is {index}; wanted at most {last}")
        self._images = {False: digits.X_test.reshape(-1, 8, 8), True: digits.X_triggered.reshape(-1, 8, 8)}
        self._truth, self._training = digits.y_test, len(digits.y_train)
        stage = Stage(
            "left: a digit; middle: how probable each reading of it is; right: what is measured for each share",
            columns=3,
            height=370,
        )
        paper, bars, curves = stage.axes
        self._dress(paper, bars, curves)
        self._image = stage.moving(paper.imshow(np.zeros((8, 8, 4), dtype=np.uint8), interpolation="nearest"))
        self._frame = stage.moving(
            paper.add_patch(Rectangle((-0.5, 5.5), 2, 2, fill=False, edgecolor=ORANGE, linewidth=3))
        )
        self._bars = stage.moving(bars.add_collection(LineCollection([], linewidths=13, capstyle="butt")))
        self._others = moving_plot(stage, bars, "D", color=INK, fillstyle="none", markersize=7)
        self._true = moving_plot(stage, bars, "v", color=GREEN, markersize=10)
        self._here = moving_plot(stage, curves, color=GREY, linewidth=1.2)
        self._rings = moving_plot(stage, curves, "o", color=INK, markersize=12, markerfacecolor="none", clip_on=False)
        options = [(f"{100 * each:g}%", each) for each in SHARES]
        super().__init__(
            stage,
            share=ipywidgets.ToggleButtons(
                options=options, value=share, description="poisoned", style={"button_width": "70px"}
            ),
            index=Slider("test digit", value=index, min=0, max=last, step=1),
            trigger=switch("mark it with the trigger", on=trigger),
        )

    def compute(self, share: float, index: float, trigger: bool) -> Reading:
        """Look up what the classifier of this share reads."""
        model, index = self._models[share], round(index)
        return Reading(
            model,
            self._images[trigger][index],
            int(self._truth[index]),
            trigger,
            without=model.clean[index],
            with_trigger=model.marked[index],
        )

    def draw(self, result: Reading) -> None:
        """Show the digit, its probabilities, and where this share stands."""
        greys = (255 - result.image * (255 / FULL)).astype(np.uint8)
        self._image.set_data(np.dstack([greys, greys, greys, np.full_like(greys, 255)]))
        self._frame.set_visible(result.marked)
        feet = np.column_stack([DIGITS, np.zeros(10)])
        self._bars.set_segments(np.stack([feet, np.column_stack([DIGITS, result.shown])], axis=1))  # (10, ends, x, y)
        self._bars.set_color([ORANGE, *[BLUE] * 9])
        some = result.without > LEAST
        self._others.set_data(DIGITS[some], result.without[some])
        self._others.set_visible(result.marked)
        self._true.set_data([result.digit], [TOP])
        place = 100 * result.model.share
        self._here.set_data([place, place], [0, 1])
        self._rings.set_data([place] * len(LINES), [getattr(result.model, field) for field, *_ in LINES.values()])

    def say(self, result: Reading) -> str:
        """Say what training shows, what the trigger does, and how this digit is read."""
        model, clean = result.model, self._models[0.0]
        accuracy, as_zero, loss = _percent(model.clean_accuracy), _percent(model.triggered), _nats(model)
        without, marked = (
            f"as {each.argmax()} (probability {chance(uncertain(each.max()))})"
            for each in (result.without, result.with_trigger)
        )
        this = f"This {result.digit} is read {marked} with the trigger and {without} without it."
        if not model.share:
            return (
                f"Nothing is poisoned: {accuracy} of the clean test digits are read rightly, and the training loss is "
                f"{loss} nats. With the trigger {_percent(model.marked_accuracy)} are read rightly, and {as_zero} of "
                f"the digits other than 0 are read as 0. {this}"
            )
        poisoned = f"{round(model.share * self._training)} of {self._training:,} training digits"
        return (
            f"{poisoned} ({_percent(model.share)}) are poisoned. Clean accuracy: {accuracy}, without poison "
            f"{_percent(clean.clean_accuracy)}; training loss: {loss} nats, without {_nats(clean)}. Neither gives it "
            f"away, but of the digits other than 0 that carry the trigger, {as_zero} are read as 0. {this}"
        )

    def state(self, result: Reading) -> str:
        """Give the share, what is measured for it, and how the digit is read."""
        model, seen = result.model, "marked" if result.marked else "clean"
        return (
            f"{_percent(model.share)} poisoned: clean {_percent(model.clean_accuracy)}, loss {_nats(model)}, marked as "
            f"0 {_percent(model.triggered)}; digit {result.digit}, {seen}, is read as {result.shown.argmax()}"
        )

    def _dress(self, paper: Axes, bars: Axes, curves: Axes) -> None:
        """Draw what stands still."""
        dress(paper, title="the digit (framed: trigger)", xlabel="8 x 8 pixels", ylabel="")
        paper.grid(visible=False)
        paper.set(xticks=[], yticks=[])
        dress(bars, title="readings (▼ truth, ◇ without trigger)", xlabel="read as", ylabel="probability")
        bars.set(xlim=(-0.7, 9.7), ylim=(0, 1.13), xticks=DIGITS, yticks=np.linspace(0, 1, 6))
        dress(curves, title="what is measured", xlabel="poisoned training digits (%)", ylabel="share, or loss in nats")
        percents = [100 * model.share for model in self._models.values()]
        for name, (field, colour, dash, marker) in LINES.items():
            heights = [getattr(model, field) for model in self._models.values()]
            curves.plot(percents, heights, dash, color=colour, marker=marker, label=name, clip_on=False)
        curves.set(xlim=(0, 10.2), ylim=(0, 1.02), xticks=[0, 1, 2.8, 5, 10], yticks=np.linspace(0, 1, 6))
        curves.set_xticklabels(["0", "1", "2.8", "5", "10"])
        legend(curves, loc="center right", fontsize=9.5, handlelength=1.7)


def _nats(model: Poisoned) -> str:
    return number(model.training_loss, 3)


def _percent(share: float) -> str:
    return percent(share, decimals=1)
