"""What a small p is worth: of the significant results among many tested changes, how many are false (notebook 04)."""

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import legend, moving_plot
from helpers.explorers.inference.marks import moving_dot
from helpers.explorers.words import chance, counted, number, percent, shorter
from helpers.maths.chance import crowd
from helpers.maths.checks import as_count, as_probability
from helpers.maths.comparison import Findings, any_false_alarm, findings
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, ORANGE, RED

CHANGES = 1000
ROWS = 25  # of the crowd's dots
STRICTEST, LAXEST = 0.001, 0.2  # alpha
MOST_TRIES = 100
FEW = 0.01  # share of the significant: hardly any
SHARES = np.linspace(0, 1, 101)
TRIES = np.arange(1, MOST_TRIES + 1)
KINDS = {  # in the order they fill the crowd, so that the significant ones stand together: colour, marker, fill
    "real, missed": (BLUE, "o", "none"),
    "real, p < alpha": (BLUE, "o", BLUE),
    "no effect, p < alpha": (ORANGE, "s", ORANGE),
    "no effect, quiet": (ORANGE, "s", "none"),
}


@dataclass(frozen=True)
class Sorted:
    """A thousand tested changes, and what chance alone comes up with.

    Attributes
    ----------
    real, power, alpha : float
        Share of the changes with an effect, of those that are found, and of the others that are taken for one.
    exact : Findings
        The four kinds, as shares.
    counts : numpy.ndarray of int, shape (2, 2)
        Whole changes; rows: real, without effect; columns: significant, not.
    curve : numpy.ndarray, shape (101,)
        Share of the significant results that are false, at each share of real effects; NaN where there are none.
    tries : int
        How many useless changes are tried.
    any_alarm : numpy.ndarray, shape (100,)
        Chance that at least one of 1, 2, ... useless changes is significant.
    """

    real: float
    power: float
    alpha: float
    exact: Findings
    counts: NDArray[np.int64]
    curve: NDArray[np.float64]
    tries: int
    any_alarm: NDArray[np.float64]


class FindingsExplorer(Explorer):
    """A thousand tested changes: which are real, which are significant, and what share of the significant is false.

    Parameters
    ----------
    real : float, optional
        Share of the changes that have an effect, to begin with.
    power : float, optional
        Share of those that the test finds, to begin with.
    alpha : float, optional
        Below which p a result counts as significant, 0.001 to 0.2, to begin with.
    tries : int, optional
        How many useless changes are tried, 1 to 100, to begin with.

    Raises
    ------
    ValueError
        If a share is not from 0 to 1, or `tries` is not a whole number from 1 up.

    Examples
    --------
    >>> explorer = FindingsExplorer()
    >>> explorer
    FindingsExplorer: real 0.1, power 0.25, alpha 0.05: 64% of significant false; any of 20 useless 64%
    >>> explorer.set(power=0.8)
    FindingsExplorer: real 0.1, power 0.8, alpha 0.05: 36% of significant false; any of 20 useless 64%
    >>> explorer.close()
    """

    def __init__(self, *, real: float = 0.1, power: float = 0.25, alpha: float = 0.05, tries: int = 20) -> None:
        for name, value in {"real": real, "power": power, "alpha": alpha}.items():
            as_probability(name, value)
        tries = as_count("tries", tries)
        stage = Stage(
            "left: the tested changes, one dot each; middle: share of false results; right: chance of a false alarm",
            columns=3,
        )
        changes, false, alarms = stage.axes
        changes.get_gridspec().set_width_ratios([1.7, 1.2, 1])
        dress(changes, title=f"{CHANGES:,} tested changes, one dot each", xlabel="", ylabel="")
        changes.set(xlim=(-1, ceil(CHANGES / ROWS)), ylim=(-1, ROWS), xticks=[], yticks=[])
        changes.spines[:].set_visible(False)
        dress(false, title="significant, but false", xlabel="share of real effects", ylabel="share of the significant")
        dress(alarms, title="at least one false alarm", xlabel="useless tries", ylabel="probability")
        for axes in (false, alarms):
            axes.set(ylim=(0, 1.02), yticks=np.linspace(0, 1, 6))
        false.set(xlim=(0, 1), xticks=np.linspace(0, 1, 6))
        alarms.set(xlim=(0, MOST_TRIES), xticks=[1, 20, 40, 60, 80, 100])
        self._places = np.array([divmod(change, ROWS) for change in range(CHANGES)], dtype=float)
        small = {"markersize": 4, "markeredgewidth": 0.9, "snap": False}
        self._dots = [
            moving_plot(stage, changes, marker, color=hue, markerfacecolor=fill, **small, label=kind)
            for kind, (hue, marker, fill) in KINDS.items()
        ]
        legend(changes, loc="lower center", bbox_to_anchor=(0.5, -0.3), ncols=2, fontsize=9.5)
        self._curve, self._alarms = (moving_plot(stage, axes, color=RED, linewidth=2) for axes in (false, alarms))
        self._here, self._tries = (moving_dot(stage, axes, "D", RED, 10) for axes in (false, alarms))
        super().__init__(
            stage,
            real=Slider("share of real effects", value=real, min=0, max=1, step=0.01),
            power=Slider("power", value=power, min=0, max=1, step=0.01),
            alpha=Slider(
                "alpha", value=alpha, min=STRICTEST, max=LAXEST, log=True, marks=[(0.01, "0.01"), (0.05, "0.05")]
            ),
            tries=Slider("useless tries", value=tries, min=1, max=MOST_TRIES, step=1, playable=True),
        )

    def compute(self, real: float, power: float, alpha: float, tries: float) -> Sorted:
        """Sort the changes, and follow both chances along their axes."""
        return Sorted(
            real,
            power,
            alpha,
            findings(real, power, alpha),
            crowd(real, power, alpha, CHANGES),
            np.array([findings(share, power, alpha).false_share for share in SHARES]),
            round(tries),
            np.array([any_false_alarm(count, alpha) for count in TRIES]),
        )

    def draw(self, result: Sorted) -> None:
        """Deal the crowd's places to the four kinds, and mark the place on both curves."""
        (found, missed), (false, quiet) = result.counts
        ends = np.cumsum([missed, found, false, quiet])
        for dots, places in zip(self._dots, np.split(self._places, ends[:-1]), strict=True):
            dots.set_data(*places.T)
        self._curve.set_data(SHARES, result.curve)
        self._alarms.set_data(TRIES, result.any_alarm)
        self._here.set_data(*(([result.real], [result.exact.false_share]) if result.exact.significant else ([], [])))
        self._tries.set_data([result.tries], [result.any_alarm[result.tries - 1]])

    def say(self, result: Sorted) -> str:
        """Say what share of the significant results is false, what p is computed from, and what many tries do."""
        alpha, tries = number(result.alpha, 3), counted(result.tries, "useless change")
        effects, any_one = result.counts[0].sum(), "it" if result.tries == 1 else "at least one"
        return (
            f"Of {CHANGES:,} tested changes {_so_many(effects)} {_verb(effects, 'has', 'have')} an effect; "
            f"{_worth(result)}. p is computed as if chance alone were at work: {alpha} is how often chance gives such "
            f"a p, not how often such a p is due to chance. With {tries} the probability that {any_one} gives such a p "
            f"is {chance(result.any_alarm[result.tries - 1], 2)}."
        )

    def state(self, result: Sorted) -> str:
        """Give the three shares, the false share, and the chance of a false alarm."""
        false = "nothing is significant"
        if result.exact.significant:
            false = f"{shorter(percent(result.exact.false_share, decimals=0))} of significant false"
        return (
            f"real {number(result.real)}, power {number(result.power)}, alpha {number(result.alpha, 3)}: {false}; "
            f"any of {result.tries} useless {shorter(percent(result.any_alarm[result.tries - 1], decimals=0))}"
        )


def _so_many(count: int) -> str:
    """Write how many of all changes there are of a kind."""
    return {0: "not one", CHANGES: "all"}.get(count, f"{count:,}")


def _verb(count: int, singular: str, plural: str) -> str:
    """Choose the verb that goes with so many."""
    return singular if count < 2 else plural


def _worth(result: Sorted) -> str:
    """Say how many are significant, and how many of these are false."""
    if not result.exact.significant:
        return "no result is ever significant"
    (found, _), (false, _) = result.counts
    significant, false_share = found + false, result.exact.false_share
    share = percent(false_share, decimals=0 if false_share >= 0.1 else 1)
    such = f"{_verb(significant, 'gives', 'give')} p < {number(result.alpha, 3)}"
    if significant < 2 or (false == 0 and false_share >= FEW):
        about = f"about {significant}" if significant else "hardly any"
        return f"{about} {such}, and of such results {share} are false"
    of_these = {0: "not one", 1: "all"}.get(false_share, f"about {false:,}" if false else "hardly any")
    return f"about {significant:,} {such}, and {of_these} of these {_verb(false, 'is', 'are')} false: {share}"
