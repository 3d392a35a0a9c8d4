"""The run whose rate was 1.0 instead of 0.001: loss 2.4 to 10¹⁵ in ten steps, and what each fix does (notebook 02)."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from helpers.explorers.base import Explorer
from helpers.explorers.charts import CUT, LINE, exits, first_exit, moving_plot, name_powers
from helpers.explorers.controls import switch
from helpers.explorers.words import amount, number
from helpers.maths.descent import QuadraticLoss
from helpers.maths.optimizers import GradientDescent, LinearWarmup, OptimizerRun, halts_at, optimize
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import GREY, INK, PURPLE, RED

FIRST, TENTH = 2.4, 1e15  # the two losses that the incident's report gives: at the start and after ten steps
CURVATURE = 1 + (TENTH / FIRST) ** (1 / 20)  # 6.383: the one that leads from the first to the tenth at a rate of 1
STEPS, RISE = 30, 20  # of the replay, and of the warm-up in it
EDGES = (-0.7, STEPS + 0.7)  # of the axes of steps: markers at both ends are whole
COLD = 1e-7  # the rate that the warm-up begins with
MAX_NORM, RISES = 1.0, 3  # of a clipped gradient; of the loss, before the monitor halts
FLOOR = 1e-6  # smaller losses are drawn as this one


@dataclass(frozen=True)
class Replay:
    """The incident, replayed with some of its fixes.

    Attributes
    ----------
    learning_rate, curvature : float
        The full rate, and how much the loss bends.
    warmup, clipping, monitor : bool
        Which fixes are on.
    plain, run : OptimizerRun
        The run without fixes, and with those that are on.
    halted_at : int or None
        Where the monitor halts the run, if it does.

    Examples
    --------
    >>> explorer = IncidentExplorer(monitor=True)
    >>> explorer.result.halted_at, round(float(explorer.result.run.losses[3]))
    (3, 58364)
    >>> explorer.close()
    """

    learning_rate: float
    curvature: float
    warmup: bool
    clipping: bool
    monitor: bool
    plain: OptimizerRun
    run: OptimizerRun
    halted_at: int | None


class IncidentExplorer(Explorer):
    """The run whose rate was 1.0 instead of 0.001, replayed on a quadratic loss, with fixes to switch on.

    Parameters
    ----------
    learning_rate : float, optional
        The rate to begin with, 0.0001 to 10.
    curvature : float, optional
        The curvature to begin with, 1 to 25; the one that fits the incident when omitted.
    warmup, clipping, monitor : bool, optional
        The fixes that are on to begin with.

    Examples
    --------
    >>> explorer = IncidentExplorer()
    >>> explorer
    IncidentExplorer: rate 1, λ 6.383: diverges, step 10 loss 1e+15; no fixes
    >>> explorer.set(learning_rate=0.001)
    IncidentExplorer: rate 0.001, λ 6.383: crawls, step 10 loss 2.11; no fixes
    >>> explorer.close()
    """

    def __init__(
        self,
        *,
        learning_rate: float = 1.0,
        curvature: float = CURVATURE,
        warmup: bool = False,
        clipping: bool = False,
        monitor: bool = False,
    ) -> None:
        stage = Stage("left: the loss at each step, with the incident's two known losses; right: the rate at each step")
        losses, rates = stage.axes
        dress(losses, title="loss at each step (thin: no fixes; ■ halted, □ not)", xlabel="step", ylabel="loss")
        _dress_losses(losses)
        dress(rates, title="rate at each step (dashed: limit; ▽ as clipped)", xlabel="step", ylabel="learning rate")
        rates.set(xlim=EDGES, ylim=(COLD / 10, 30), yscale="log")
        rates.minorticks_off()
        self._plain = moving_plot(stage, losses, color=GREY, linewidth=1)
        self._losses = moving_plot(stage, losses, linewidth=2.2, marker="o", markersize=4)
        self._halt = moving_plot(stage, losses, "s", markersize=12, markeredgecolor=RED, markeredgewidth=2)
        self._limit = stage.moving(rates.axhline(color=RED, linestyle="--", linewidth=1.5))
        self._rates = moving_plot(stage, rates, color=PURPLE, marker="o", markersize=4, linewidth=2)
        self._clipped = moving_plot(stage, rates, "v", markersize=7, markeredgecolor=INK, color="white")
        self._exits = stage.moving(exits(losses))
        super().__init__(
            stage,
            learning_rate=Slider("learning rate", value=learning_rate, min=1e-4, max=10, log=True),
            curvature=Slider("curvature λ", value=curvature, min=1, max=25, step=0.001),
            warmup=switch(f"warm-up: the rate rises from {COLD:.7f} over {RISE} steps", on=warmup),
            clipping=switch(CUT, on=clipping),
            monitor=switch(f"monitor: halt after {RISES} rises of the loss in a row", on=monitor),
        )

    def compute(self, learning_rate: float, curvature: float, warmup: bool, clipping: bool, monitor: bool) -> Replay:
        """Run the incident without and with the fixes."""
        bowl = QuadraticLoss(np.zeros(1), 0.0, np.array([curvature]), np.eye(1))
        start = [np.sqrt(2 * FIRST / curvature)]  # where the loss is the incident's first
        plain = optimize(bowl.loss, bowl.gradient, start, GradientDescent(learning_rate), STEPS)
        schedule = LinearWarmup(learning_rate, RISE, COLD) if warmup else None
        clip = MAX_NORM if clipping else None
        run = optimize(
            bowl.loss, bowl.gradient, start, GradientDescent(learning_rate), STEPS, schedule=schedule, clip=clip
        )
        halted_at = halts_at(run.losses, RISES) if monitor else None
        return Replay(learning_rate, curvature, warmup, clipping, monitor, plain, run, halted_at)

    def draw(self, result: Replay) -> None:
        """Lay the losses and the rates over their axes, and the limit on the rate's axes and track."""
        end = STEPS if result.halted_at is None else result.halted_at
        losses = np.maximum(result.run.losses[: end + 1], FLOOR)
        without = np.maximum(result.plain.losses, FLOOR)
        colour, dash = LINE[result.run.verdict]
        self._plain.set_data(np.arange(without.size), without)
        self._losses.set_data(np.arange(losses.size), losses)
        self._losses.set(color=colour, linestyle=dash)
        self._halt.set_data([end], losses[-1:])
        self._halt.set_markerfacecolor("white" if result.halted_at is None else RED)
        self._halt.set_visible(result.monitor)
        self._exits.set_data(*first_exit(self.stage.axes[0], losses))
        rates, limit = result.run.learning_rates[:end], 2 / result.curvature
        self._rates.set_data(np.arange(rates.size), rates)
        # a gradient cut to length 1 is as good as a rate cut by as much
        self._clipped.set_data(np.arange(rates.size), rates / np.maximum(result.run.gradient_norms[:end] / MAX_NORM, 1))
        self._clipped.set_visible(result.clipping)
        self._limit.set_ydata([limit, limit])
        slider = self.controls["learning_rate"]
        slider.marks = [[limit, f"limit {number(limit, 3)}"]]
        slider.bands = [
            [slider.min, limit / 2, "converges", "falls"],
            [limit / 2, limit, "overshoots", "falls, swinging"],
            [limit, slider.max, "diverges", "grows"],
        ]

    def say(self, result: Replay) -> str:
        """Say what the rate does to the loss, and what each fix does and does not do about it."""
        limit = 2 / result.curvature
        factor = (1 - result.learning_rate * result.curvature) ** 2
        fixes = [
            fix(result)
            for on, fix in ((result.warmup, _warmup), (result.clipping, _clipping), (result.monitor, _monitor))
            if on
        ]
        return (
            f"At a rate of {number(result.learning_rate)} and a curvature of {number(result.curvature)} (limit 2/λ = "
            f"{number(limit, 3)}) each plain step multiplies the loss by {number(factor)}: from {FIRST} to "
            f"{amount(result.plain.losses[10])} in ten steps. {' '.join(fixes) or _cure(result)}"
        )

    def state(self, result: Replay) -> str:
        """Give rate, curvature, what became of the run, and the fixes."""
        fixes = {"warm-up": result.warmup, "clip": result.clipping, "monitor": result.monitor}
        on = ", ".join(name for name, on in fixes.items() if on)
        at = 10 if result.halted_at is None else result.halted_at
        fate = result.run.verdict if result.halted_at is None else "halted"
        return (
            f"rate {number(result.learning_rate, 3)}, λ {number(result.curvature)}: {fate}, step {at} loss "
            f"{amount(result.run.losses[at])}; {on or 'no fixes'}"
        )


def _dress_losses(axes: Axes) -> None:
    """Set up the axes of the losses, with the incident's two known ones."""
    axes.set(xlim=EDGES, ylim=(FLOOR, 1e20), yscale="log")
    name_powers(axes, range(-6, 20, 3))
    known = ((0, FIRST, "known: 2.4 at step 0", (24, 7)), (10, TENTH, "known: 10¹⁵ at step 10", (11, -3)))
    for step, loss, text, place in known:
        axes.plot(step, loss, "o", color="none", markeredgecolor=INK, markersize=13, clip_on=False)
        axes.annotate(text, (step, loss), place, textcoords="offset points", color=INK, fontsize=9)


def _cure(result: Replay) -> str:
    """Say which side of the limit the rate is on."""
    below = 2 / result.curvature / result.learning_rate
    if below <= 1:
        return "Only a rate below the limit cures that."
    slow = f" It is {number(below, 3)} times below, so the run crawls." if below > 30 else ""
    return f"The rate is below the limit: that is the cure.{slow}"


def _warmup(result: Replay) -> str:
    """Say from when on the warmed-up rate is above the limit, and how much later the loss explodes."""
    above = np.flatnonzero(result.run.learning_rates > 2 / result.curvature)
    if not above.size:
        return "Warm-up changes nothing in the end: the full rate is below the limit."
    without, within = (np.flatnonzero(run.losses >= TENTH) for run in (result.plain, result.run))
    reached = within.size and result.halted_at is None
    later = f", and the loss passes 10¹⁵ at step {within[0]} instead of {without[0]}" if reached else ""
    return f"Warm-up only delays: the rate passes the limit at step {above[0]}{later}."


def _clipping(result: Replay) -> str:
    """Say between which losses a clipped run bounces, if its rate is above the limit."""
    if result.learning_rate <= 2 / result.curvature:
        return "Clipping shortens the steps only while the gradient is longer than 1."
    if result.halted_at is not None:
        return "Clipping bounds each step and does not make the run settle."
    low, high = (amount(loss) for loss in (result.run.losses[-10:].min(), result.run.losses[-10:].max()))
    return f"Clipping bounds each step: the loss bounces between {low} and {high} and does not settle."


def _monitor(result: Replay) -> str:
    """Say where the monitor halts the run, if it does."""
    if result.halted_at is None:
        return f"The monitor never sees {RISES} rises in a row and lets the run go on."
    loss = amount(result.run.losses[result.halted_at])
    return f"The monitor halts the run at step {result.halted_at}, at a loss of {loss}; it does not repair the rate."
