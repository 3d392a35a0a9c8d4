"""Four optimisers in one narrow valley: plain descent, momentum, Adam and AdamW (notebook 02)."""

from collections.abc import Mapping
from dataclasses import dataclass

import ipywidgets
import numpy as np
from matplotlib.axes import Axes

from helpers.explorers.base import Explorer
from helpers.explorers.charts import CUT, LEVEL, draw_map, exits, first_exit, leave, moving_plot, name_powers
from helpers.explorers.controls import switch
from helpers.explorers.words import number
from helpers.maths.descent import CLOSE, LEAST, Verdict, valley
from helpers.maths.optimizers import (
    Adam,
    AdamW,
    CosineAnnealing,
    GradientDescent,
    LinearWarmup,
    Momentum,
    OptimizerRun,
    StepDecay,
    optimize,
)
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, INK, ORANGE, PURPLE

STEPS, RISE, STAIR = 80, 20, 20  # of a run, of the warm-up, and between two cuts of the stepwise schedule
START, MINIMUM = (-2.5, -0.6), (0.8, 0.3)
LIMITS = ((-3.0, 3.0), (-2.4, 2.4))  # of w₁ and w₂: in the shape of the axes, so that right angles look right
FLOOR = 1e-6  # a loss nearer to the least than this is drawn as this near
MAX_NORM = 1.0  # of a clipped gradient

LINES = {  # hue, dash and marker of each optimiser
    "plain descent": (BLUE, "-", "o"),
    "momentum": (ORANGE, "--", "s"),
    "Adam": (GREEN, "-.", "^"),
    "AdamW": (PURPLE, ":", "D"),
}
SCHEDULES = {  # from the highest rate to a schedule
    "constant": lambda _: None,
    "warm-up": lambda rate: LinearWarmup(rate, RISE, start=rate / 100),
    "cosine": lambda rate: CosineAnnealing(rate, STEPS),
    "step": lambda rate: StepDecay(rate, STAIR, factor=0.3),
}
REMARKS = {  # on the schedules, for the sentence
    "constant": "",
    "warm-up": " Warm-up only delays what a rate above a limit does.",
    "cosine": " The cosine ends below every limit.",
    "step": f" The rate is cut to 30% of itself every {STAIR} steps.",
}

CLIPPING = (
    " Clipping bounds each step; near the minimum, where gradients are short, nothing is clipped, and the limits hold "
    "for the rate as it is by then."
)
DECAY = (
    " Decay pulls AdamW's weights towards 0: on the way to 0 that is towards the minimum too, between 0 and the "
    "minimum away from it."
)


@dataclass(frozen=True)
class Race:
    """One run of each optimiser from the same start.

    Attributes
    ----------
    learning_rate, beta, weight_decay : float
        The highest rate; the share of its velocity that momentum keeps; AdamW's decay.
    schedule : str
        The schedule's name.
    clipping : bool
        Whether gradients are cut to length 1.
    runs : mapping of str to OptimizerRun
        The runs by the optimisers' names.

    Examples
    --------
    >>> explorer = OptimizersExplorer()
    >>> list(explorer.result.runs)
    ['plain descent', 'momentum', 'Adam', 'AdamW']
    >>> explorer.close()
    """

    learning_rate: float
    beta: float
    weight_decay: float
    schedule: str
    clipping: bool
    runs: Mapping[str, OptimizerRun]


class OptimizersExplorer(Explorer):
    """Plain descent, momentum, Adam and AdamW from the same start: their walks, and how near each comes.

    Parameters
    ----------
    learning_rate : float, optional
        The rate to begin with, 0.001 to 1.
    beta : float, optional
        The share of its velocity that momentum keeps, to begin with.
    weight_decay : float, optional
        AdamW's decay to begin with.
    condition : float, optional
        The valley's condition number; up to 2,000 its limits are on the track.

    Raises
    ------
    ValueError
        If the condition number is not a finite number of at least 1.

    Examples
    --------
    >>> explorer = OptimizersExplorer()
    >>> explorer
    OptimizersExplorer: rate 0.02, β 0.9, decay 0.1, constant: crawls, arrives, crawls, crawls
    >>> explorer.set(learning_rate=0.06)
    OptimizersExplorer: rate 0.06, β 0.9, decay 0.1, constant: diverges, arrives, crawls, arrives
    >>> explorer.close()
    """

    def __init__(
        self,
        *,
        learning_rate: float = 0.02,
        beta: float = 0.9,
        weight_decay: float = 0.1,
        condition: float = 40.0,
    ) -> None:
        self.bowl = valley(condition, MINIMUM)
        stage = Stage("left: the walks of four optimisers in a valley; right: how far each loss is above the least")
        ground, curve = stage.axes
        dress(ground, title="the walks from ■ (☆ least; a marker each 10 steps)", xlabel="w₁", ylabel="w₂")
        draw_map(ground, self.bowl, LIMITS)
        ground.set_aspect("equal")
        ground.plot(*START, "s", color=INK, markersize=8)
        dress(curve, title="loss at each step, above the least", xlabel="step", ylabel="loss - least loss")
        _dress_curve(curve)
        self._walks, self._losses = (
            [
                moving_plot(stage, axes, dash, color=hue, marker=mark, markersize=5, markevery=10, linewidth=1.8)
                for hue, dash, mark in LINES.values()
            ]
            for axes in stage.axes
        )
        stage.figure.legend(
            self._losses, list(LINES), loc="outside upper center", ncols=4, frameon=False, handlelength=4
        )
        self._exits = [stage.moving(exits(axes)) for axes in stage.axes]
        super().__init__(
            stage,
            learning_rate=Slider("learning rate", value=learning_rate, min=0.001, max=1, log=True),
            beta=Slider("β of momentum", value=beta, min=0, max=0.99, step=0.01),
            weight_decay=Slider("decay of AdamW", value=weight_decay, min=0, max=1, step=0.01),
            schedule=ipywidgets.Dropdown(options=list(SCHEDULES), value="constant", description="schedule"),
            clipping=switch(CUT),
        )

    def compute(self, learning_rate: float, beta: float, weight_decay: float, schedule: str, clipping: bool) -> Race:
        """Run the four from the same start."""
        optimizers = (
            GradientDescent(learning_rate),
            Momentum(learning_rate, beta),
            Adam(learning_rate),
            AdamW(learning_rate, weight_decay=weight_decay),
        )
        options = {"schedule": SCHEDULES[schedule](learning_rate), "clip": MAX_NORM if clipping else None}
        loss, gradient = self.bowl.loss, self.bowl.gradient
        runs = {
            name: optimize(loss, gradient, START, one, STEPS, least=LEAST, **options)
            for name, one in zip(LINES, optimizers, strict=True)
        }
        return Race(learning_rate, beta, weight_decay, schedule, clipping, runs)

    def draw(self, result: Race) -> None:
        """Lay the walks over the map and the losses over their axes, and mark the limits on the track."""
        ground, curve = self.stage.axes
        gone = []
        for walk, line, run in zip(self._walks, self._losses, result.runs.values(), strict=True):
            above = np.maximum(run.losses - LEAST, FLOOR)
            inside, crossing = leave(ground, run.weights)
            walk.set_data(*(inside if run.verdict is Verdict.DIVERGES else run.weights).T)
            line.set_data(np.arange(above.size), above)
            gone.append((crossing.T, first_exit(curve, above)))
        for crosses, places in zip(self._exits, zip(*gone, strict=True), strict=True):
            crosses.set_data(*np.hstack(places))
        limit, heavy = self.bowl.limit, self.bowl.limit * (1 + result.beta)
        near = heavy < 1.6 * limit  # the two texts would overlap
        marks = [[limit, "" if near else "2/λ"], [heavy, "2/λ, 2(1+β)/λ" if near else "2(1+β)/λ"]]
        self.controls["learning_rate"].marks = marks

    def say(self, result: Race) -> str:
        """Say what became of each, which limits there are, and what schedule, clipping and decay do."""
        fates = ", ".join(f"{name} {_fate(run)}" for name, run in result.runs.items())
        limit, heavy = number(self.bowl.limit), number(self.bowl.limit * (1 + result.beta))
        clipping, decay = CLIPPING * result.clipping, DECAY * (result.weight_decay > 0)
        return (
            f"At a learning rate of {number(result.learning_rate)} {fates}. At a constant rate plain descent diverges "
            f"above 2/λ = {limit} and momentum above 2(1 + β)/λ = {heavy}; Adam has no such limit."
            f"{REMARKS[result.schedule]}{clipping}{decay}"
        )

    def state(self, result: Race) -> str:
        """Give the settings, and the four fates in the legend's order."""
        settings = [
            f"rate {number(result.learning_rate, 3)}",
            f"β {number(result.beta)}",
            f"decay {number(result.weight_decay)}",
            result.schedule,
            *(["clip"] if result.clipping else []),
        ]
        return f"{', '.join(settings)}: {', '.join(_fate(run).split()[0] for run in result.runs.values())}"


def _dress_curve(axes: Axes) -> None:
    """Set up the axes of the losses, and mark where a loss counts as arrived."""
    axes.set(xlim=(0, 1.03 * STEPS), ylim=(FLOOR, 1e5), yscale="log")
    name_powers(axes, range(-6, 6, 2))
    axes.axhline(CLOSE * LEAST, **LEVEL)
    axes.annotate(
        "arrived: within 1% of the least loss", (0, CLOSE * LEAST), (4, -4),
        textcoords="offset points", va="top", color=INK, fontsize=9,
    )  # fmt: skip


def _fate(run: OptimizerRun) -> str:
    """Say what became of a run, in few words of which the first is enough."""
    if run.verdict is Verdict.DIVERGES:
        return "diverges"
    if run.verdict is Verdict.NEITHER:
        return "bounces"
    if run.verdict is Verdict.CRAWLS:
        return "crawls"
    far = np.flatnonzero(run.losses > (1 + CLOSE) * LEAST)
    return f"arrives at step {far[-1] + 1}" if far.size and far[-1] < run.steps else "swings"
