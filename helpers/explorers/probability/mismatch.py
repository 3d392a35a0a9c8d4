"""A truth and what a model says of it: entropy, cross-entropy and the divergence between them (notebook 03)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import exits, legend, moving_plot, name_places, set_heights
from helpers.explorers.words import as_names, choices, number, short
from helpers.maths.checks import as_distribution
from helpers.maths.information import cross_entropy, entropy, kl_divergence
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREEN, INK, ORANGE, PURPLE

Floats = NDArray[np.float64]

ANIMALS = ("cat", "dog", "bird", "fish")
MOST_OUTCOMES = len(ANIMALS)  # each has two sliders
LONGEST_NAME = 11  # letters of a name that fit in the picture
END = 3.0  # of the axis, in nats
ROWS = ("cross-entropy\nH(p, q)", "entropy + mismatch\nH(p) + KL(p‖q)", "the other way round\nKL(q‖p)")
EQUAL = 1e-9  # nats: a divergence below this is a rest of rounding


@dataclass(frozen=True)
class Mismatch:
    """Two distributions, and what one costs when it is read with the other; all in nats.

    Attributes
    ----------
    p, q : numpy.ndarray, shape (n,)
        The truth, and what the model says.
    entropy : float
        The average surprise of the truth itself, H(p).
    cost : float
        The cross-entropy H(p, q); may be infinite, as the next two.
    forward, backward : float
        The divergences KL(p‖q) and KL(q‖p).
    weightless : str
        Which of the two have no weight at all: "", "p", "q" or "p and q".

    Examples
    --------
    >>> explorer = MismatchExplorer((0.5, 0.5), (0.9, 0.1))
    >>> round(explorer.result.forward, 3), round(explorer.result.backward, 3)
    (0.511, 0.368)
    >>> explorer.close()
    """

    p: Floats
    q: Floats
    entropy: float
    cost: float
    forward: float
    backward: float
    weightless: str


class MismatchExplorer(Explorer):
    """A truth p and a model q: both as bars on the left, what the mismatch costs on the right.

    The sliders are weights. What each outcome gets is its weight's share of them all, so every position is a
    distribution; where all weights are 0 the outcomes share equally.

    Parameters
    ----------
    p, q : array_like, shape (n,), optional
        The truth and the model over 2 to 4 outcomes. Their weights are called `p_1`, `p_2`, ... and `q_1`, `q_2`, ...
    names : sequence of str, optional
        What the outcomes are called; animals when omitted.

    Raises
    ------
    ValueError
        If p and q are not distributions over the same 2 to 4 outcomes, or the names do not fit them.

    Examples
    --------
    >>> explorer = MismatchExplorer((0.5, 0.5), (0.9, 0.1))
    >>> explorer
    MismatchExplorer: H(p) 0.693, H(p, q) 1.204, KL(p‖q) 0.511, KL(q‖p) 0.368 nats, perplexity 3.33
    >>> explorer.set(q_2=0)
    MismatchExplorer: H(p) 0.693, H(p, q) infinite, KL(p‖q) infinite, KL(q‖p) 0.693 nats, perplexity infinite
    >>> explorer.close()
    """

    def __init__(
        self,
        p: ArrayLike = (0.6, 0.3, 0.1),
        q: ArrayLike = (0.2, 0.3, 0.5),
        names: Sequence[str] | None = None,
    ) -> None:
        p = as_distribution("p", p)
        q = as_distribution("q", q, length=p.size)
        if not 2 <= p.size <= MOST_OUTCOMES:
            raise ValueError(f"p holds {p.size} probabilities; wanted 2 to {MOST_OUTCOMES}")
        self.names = as_names(ANIMALS[: p.size] if names is None else names, p.size)
        stage = Stage("left: the truth p and the model q as bars; right: entropy, cross-entropy and divergence as bars")
        outcomes, costs = stage.axes
        dress(outcomes, title="what happens (p) and what the model says (q)", xlabel="outcome", ylabel="probability")
        dress(costs, title="what an outcome costs on average", xlabel="surprise (nats)", ylabel="")
        self._draw_outcomes(stage, outcomes)
        self._draw_costs(stage, costs)
        sliders = {
            f"{letter}_{i + 1}": Slider(f"{letter}: weight of {short(name)}", value=weight, min=0, max=1, step=0.01)
            for letter, weights in (("p", p), ("q", q))
            for i, (name, weight) in enumerate(zip(self.names, weights.tolist(), strict=True))
        }
        super().__init__(stage, **sliders)

    def compute(self, **weights: float) -> Mismatch:
        """Turn weights into shares, and measure how the two distributions differ."""
        given = {letter: [weights[f"{letter}_{i + 1}"] for i in range(len(self.names))] for letter in "pq"}
        p, q = map(_shares, given.values())
        weightless = " and ".join(letter for letter in given if not any(given[letter]))
        return Mismatch(p, q, entropy(p), cross_entropy(p, q), kl_divergence(p, q), kl_divergence(q, p), weightless)

    def draw(self, result: Mismatch) -> None:
        """Set the heights of both sets of bars and the lengths of the costs, and mark those that leave the axes."""
        for bars, heights in ((self._p, result.p), (self._q, result.q)):
            set_heights(bars, heights)
        lengths = (result.cost, result.entropy, result.forward, result.backward)
        for bar, length in zip(self._costs, lengths, strict=True):
            bar.set_width(min(length, 2 * END))
        self._costs[2].set_x(result.entropy)  # the divergence begins where the entropy ends
        reach = np.array([result.cost, result.entropy + result.forward, result.backward])
        beyond, endless = np.flatnonzero(reach > END), np.flatnonzero(np.isinf(reach))
        self._exits.set_data(np.full(beyond.size, END), beyond)
        self._endless.set_data(np.full(endless.size, 0.94 * END), endless)

    def say(self, result: Mismatch) -> str:
        """Say what the truth costs by itself, how much more with the model, and how the other way round differs."""
        note = f"All weights of {result.weightless} are 0: its outcomes share equally. " if result.weightless else ""
        if result.forward < EQUAL and result.backward < EQUAL:
            return (
                f"{note}q is p: the cross-entropy is the entropy, {result.entropy:.3f} nats, the least it can be, and "
                f"the divergence is 0 both ways. Perplexity exp({result.cost:.3f}) = {_perplexity(result.cost)}."
            )
        return f"{note}{self._say_forward(result)} {self._say_backward(result)}"

    def state(self, result: Mismatch) -> str:
        """Give entropy, cross-entropy, both divergences and the perplexity."""
        return (
            f"H(p) {result.entropy:.3f}, H(p, q) {_nats(result.cost)}, KL(p‖q) {_nats(result.forward)}, "
            f"KL(q‖p) {_nats(result.backward)} nats, perplexity {_perplexity(result.cost)}"
        )

    def _say_forward(self, result: Mismatch) -> str:
        itself = f"The truth p by itself costs its entropy, {result.entropy:.3f} nats"
        if math.isinf(result.forward):
            never = self._only(result.p, result.q)
            return (
                f"{itself}. But q says that {never} never happens, and in truth it does: its surprise, -log 0, has no "
                "bound, so cross-entropy, KL(p‖q) and perplexity are infinite."
            )
        return (
            f"{itself}; read with q it costs the cross-entropy, {result.cost:.3f} nats. The difference is the mismatch "
            f"KL(p‖q) = {result.forward:.3f} nats. Perplexity exp({result.cost:.3f}) = {_perplexity(result.cost)}: as "
            f"unsure as {choices(math.exp(result.cost))}."
        )

    def _say_backward(self, result: Mismatch) -> str:
        if math.isinf(result.backward):
            surprise = self._only(result.q, result.p)
            return f"The other way round KL(q‖p) is infinite: q expects {surprise}, which never happens."
        return f"The other way round KL(q‖p) is {result.backward:.3f} nats."

    def _only(self, here: Floats, there: Floats) -> str:
        """Name the first outcome that happens here and never there."""
        return f"“{self.names[int(np.argmax((here > 0) & (there == 0)))]}”"

    def _draw_outcomes(self, stage: Stage, axes: Axes) -> None:
        """Make the bars of both distributions, side by side."""
        places = name_places(axes, self.names, LONGEST_NAME)
        p = axes.bar(places - 0.2, 0, 0.36, color=BLUE, label="p: the truth")
        q = axes.bar(places + 0.2, 0, 0.36, facecolor="white", edgecolor=ORANGE, hatch="///", label="q: the model")
        axes.set(ylim=(0, 1.15), yticks=[0, 0.2, 0.4, 0.6, 0.8, 1])
        legend(axes, loc="upper center", ncols=2)
        self._p, self._q = ([stage.moving(bar) for bar in bars] for bars in (p, q))

    def _draw_costs(self, stage: Stage, axes: Axes) -> None:
        """Make the bars of the costs: the cross-entropy above its two parts, and the divergence the other way round."""
        looks = (
            (0, {"color": GREEN}),
            (1, {"color": BLUE}),
            (1, {"facecolor": "white", "edgecolor": ORANGE, "hatch": "///"}),
            (2, {"facecolor": "white", "edgecolor": PURPLE, "hatch": "\\\\\\"}),
        )
        self._costs = [stage.moving(axes.barh(row, 0, 0.6, **look)[0]) for row, look in looks]
        axes.set_yticks(range(len(ROWS)), ROWS)
        axes.grid(visible=False, axis="y")
        axes.set(xlim=(0, END), ylim=(2.6, -0.6))
        self._exits = stage.moving(exits(axes))
        self._endless = moving_plot(stage, axes, marker="$∞$", color=INK, markersize=14, linestyle="")


def _shares(weights: list[float]) -> Floats:
    """Divide weights by their sum; weights that are all 0 share equally."""
    total = sum(weights)
    return np.array(weights) / total if total else np.full(len(weights), 1 / len(weights))


def _nats(value: float) -> str:
    return "infinite" if math.isinf(value) else f"{value:.3f}"


def _perplexity(cost: float) -> str:
    """Write the perplexity that belongs to a cross-entropy; large ones have no end."""
    return "infinite" if math.isinf(cost) else number(math.exp(cost), 3)
