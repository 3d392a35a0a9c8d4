"""A temperature that sharpens or flattens the probabilities of the next token, cut-offs, and draws (notebook 03)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import LEVEL, legend, moving_plot, name_keys, name_places, set_heights
from helpers.explorers.controls import choice, within
from helpers.explorers.words import as_names, chance, choices, counted, number, short, uncertain
from helpers.maths.checks import as_count, as_vector
from helpers.maths.information import entropy, keep_top_k, keep_top_p, perplexity, sample, softmax
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import GREY, HUES, INK

Floats = NDArray[np.float64]

COLDEST, HOTTEST = 0.01, 100.0
TEMPERATURES = np.geomspace(COLDEST, HOTTEST, 161)
MARGINS = {0.0: 0.0032, np.inf: 320.0}  # where the limits stand on the axis of temperatures
LIMITS = {"as set": None, "T → 0": 0.0, "T → ∞": np.inf}

MOST_TOKENS, MOST_SLIDERS, MOST_LISTED, MOST_DRAWS = 12, 4, 3, 10_000
SPAN, TICKS = (-0.03, 1.2), [0, 0.2, 0.4, 0.6, 0.8, 1]  # above 1 there is room for the legend
TILT = {"rotation": 30, "ha": "right", "rotation_mode": "anchor"}  # of names too long to stand side by side
DASHES, MARKERS = ("-", "--", "-.", ":"), "os^vDPXphd<>"


@dataclass(frozen=True)
class Draws:
    """Probabilities at one temperature, before and after the cut-offs, and what was drawn from them.

    Attributes
    ----------
    temperature : float
        0 and infinity stand for the limits.
    logits : numpy.ndarray, shape (n,)
        The raw scores.
    before, after : numpy.ndarray, shape (n,)
        The softmax, and what the cut-offs leave of it.
    cut : numpy.ndarray of bool, shape (n,)
        Which tokens were cut off.
    counts : numpy.ndarray of int, shape (n,)
        How often each was drawn.

    Examples
    --------
    >>> explorer = TemperatureExplorer()
    >>> explorer.set(top_k=2).result.after.round(3)
    array([0.731, 0.269, 0.   ])
    >>> explorer.close()
    """

    temperature: float
    logits: Floats
    before: Floats
    after: Floats
    cut: NDArray[np.bool_]
    counts: NDArray[np.intp]


class TemperatureExplorer(Explorer):
    """Softmax at any temperature: the probabilities and draws on the left, all temperatures at once on the right.

    Parameters
    ----------
    logits : array_like, shape (n,), optional
        Raw scores of 2 to 12 tokens. Up to four of them have a slider each: `logit_1`, `logit_2`, ...
    names : sequence of str, optional
        What the tokens are called.
    temperature : float, optional
        The temperature to begin with, 0.01 to 100.
    draws : int, optional
        How many tokens are drawn, up to 10,000.
    seed : int, optional
        Of the random numbers, which are the same at every setting.

    Raises
    ------
    ValueError
        If there are not as many names as logits, or an option is out of range.

    Examples
    --------
    >>> explorer = TemperatureExplorer()
    >>> explorer
    TemperatureExplorer: T 1: cat 0.659, entropy 0.847 nats, as 2.33 equal choices, 121 of 200 draws, 0 cut
    >>> explorer.set(temperature=0.5)
    TemperatureExplorer: T 0.5: cat 0.864, entropy 0.454 nats, as 1.57 equal choices, 162 of 200 draws, 0 cut
    >>> explorer.set(limit="T → ∞").sentence[:73]
    'In the limit T → ∞ all 3 tokens share equally, 0.333 each, whatever their'
    >>> explorer.close()
    """

    def __init__(
        self,
        logits: ArrayLike = (2.0, 1.0, 0.1),
        names: Sequence[str] = ("cat", "dog", "bird"),
        *,
        temperature: float = 1.0,
        draws: int = 200,
        seed: int = 0,
    ) -> None:
        self.logits = as_vector("logits", logits)
        if not 2 <= self.logits.size <= MOST_TOKENS:
            raise ValueError(f"logits holds {self.logits.size} numbers; wanted 2 to {MOST_TOKENS}")
        self.names = as_names(names, self.logits.size)
        self.draws, self.seed = as_count("draws", draws), as_count("seed", seed, least=0)
        if self.draws > MOST_DRAWS:
            raise ValueError(f"draws is {draws}; wanted at most {MOST_DRAWS:,}")
        within("temperature", temperature, COLDEST, HOTTEST)
        stage = Stage("left: probability and share of the draws of each token; right: the same at all temperatures")
        tokens, heat = stage.axes
        dress(tokens, title="probability and draws at this temperature", xlabel="token", ylabel="probability")
        dress(heat, title="probability at every temperature, before any cut", xlabel="temperature T", ylabel="")
        self._draw_tokens(stage, tokens)
        self._draw_heat(stage, heat)
        n, marks = self.logits.size, [(1, "1")]
        sliders = {f"logit_{i + 1}": self._logit_slider(i) for i in range(n)} if n <= MOST_SLIDERS else {}
        super().__init__(
            stage,
            temperature=Slider(
                "temperature", value=temperature, min=COLDEST, max=HOTTEST, log=True, marks=marks, playable=True
            ),
            limit=choice("limit", LIMITS),
            **sliders,
            top_k=Slider("top-k", value=n, min=1, max=n, step=1, unit="tokens"),
            top_p=Slider("top-p", value=1, min=0.05, max=1, step=0.01),
        )

    def compute(self, temperature: float, limit: str, top_k: float, top_p: float, **logits: float) -> Draws:
        """Take the softmax, keep the k most probable, then of those the shortest list that reaches p, and draw."""
        temperature = temperature if LIMITS[limit] is None else LIMITS[limit]
        z = np.array([logits.get(f"logit_{i + 1}", logit) for i, logit in enumerate(self.logits)])
        before = softmax(z, temperature)
        order = np.argsort(-z, kind="stable")  # that of the probabilities at any temperature
        kept = keep_top_p(keep_top_k(before[order], round(top_k)), top_p)
        count = round(top_k) if top_p == 1 else np.count_nonzero(kept)
        after, cut = np.zeros_like(z), np.zeros(z.size, dtype=bool)
        after[order], cut[order[count:]] = kept, True
        counts = np.bincount(sample(after, self.draws, self.seed), minlength=z.size)
        return Draws(temperature, z, before, after, cut, counts)

    def draw(self, result: Draws) -> None:
        """Set the heights of the bars, and lay the curves and the chosen temperature over them."""
        plain, gone = softmax(result.logits), np.where(result.cut, result.before, 0)
        for bars, heights in ((self._kept, result.after), (self._cut, gone), (self._plain, plain)):
            set_heights(bars, heights)
        self._shares.set_ydata(result.counts / self.draws)
        place = MARGINS.get(result.temperature, result.temperature)
        self._chosen.set_xdata([place, place])
        curves = softmax(result.logits / TEMPERATURES[:, np.newaxis]).T  # (n, temperatures)
        for curve, dot, heights, height in zip(self._curves, self._dots, curves, result.before, strict=True):
            curve.set_ydata(heights)
            dot.set_data([place], [height])

    def say(self, result: Draws) -> str:
        """Say what is most probable and how unsure that leaves us, what was drawn, and what was cut."""
        top = int(result.after.argmax())
        return (
            f"{self._say_heat(result)} {self._say_cut(result)} The entropy is {entropy(result.after):.3f} nats: as "
            f"unsure as {choices(perplexity(result.after))}. {result.counts[top]:,} of "
            f"{counted(self.draws, 'draw')} {'is' if self.draws == 1 else 'are'} {self._listed(np.array([top]))}."
        )

    def state(self, result: Draws) -> str:
        """Give the temperature, the most probable token, entropy, perplexity, draws and cuts."""
        top = int(result.after.argmax())
        heat = "→ 0" if result.temperature == 0 else "→ ∞" if result.temperature == np.inf else None
        return (
            f"T {heat or number(result.temperature)}: {short(self.names[top])} {result.after[top]:.3f}, "
            f"entropy {entropy(result.after):.3f} nats, as {perplexity(result.after):.2f} equal choices, "
            f"{result.counts[top]} of {self.draws} draws, {result.cut.sum()} cut"
        )

    def _say_heat(self, result: Draws) -> str:
        """Say what the temperature does to the tokens, before any cut."""
        winners, n = np.flatnonzero(result.logits == result.logits.max()), result.logits.size
        who = self._listed(winners)
        if result.temperature == 0:
            share = "gets probability 1" if winners.size == 1 else f"tie and share equally, {1 / winners.size:.3g} each"
            return f"In the limit T → 0 the largest logit wins: {who} {share}."
        if result.temperature == np.inf:
            return f"In the limit T → ∞ all {n} tokens share equally, {1 / n:.3f} each, whatever their logits."
        heat, most = number(result.temperature), _probability(result.before.max())
        if winners.size == n:
            return f"All logits are equal, so at any temperature each token has {most}."
        verb = "has" if winners.size == 1 else "each have"
        effect = "" if result.temperature == 1 else self._say_effect(result.temperature)
        return f"At T = {heat} {who} {verb} the largest probability, {most}{effect}."

    def _say_effect(self, temperature: float) -> str:
        effect = "sharper" if temperature < 1 else "flatter"
        return f": {effect} than at T = 1, in the same order"

    def _say_cut(self, result: Draws) -> str:
        """Say which tokens were cut off, and what becomes of their probability."""
        cut = np.flatnonzero(result.cut)
        if not cut.size:
            return "Nothing is cut."
        lost = _probability(result.before[cut].sum())
        top = int(result.after.argmax())
        most = "1" if result.after.size - cut.size == 1 else _probability(result.after[top])
        return (
            f"The cut takes away {self._listed(cut)} ({lost}) and shares that out in proportion: "
            f"{self._listed(np.array([top]))} comes to {most}.{_say_tie(result)}"
        )

    def _listed(self, tokens: NDArray[np.intp]) -> str:
        """Name tokens, the last one after "and"; many are counted instead."""
        if tokens.size > MOST_LISTED:
            return counted(tokens.size, "token")
        *others, last = (f"“{self.names[token]}”" for token in tokens)
        return f"{', '.join(others)} and {last}" if others else last

    def _logit_slider(self, at: int) -> Slider:
        logit = self.logits[at]
        low, high = min(-5.0, np.floor(logit)), max(5.0, np.ceil(logit))
        return Slider(f"logit of {short(self.names[at])}", value=logit, min=low, max=high, step=0.1)

    def _draw_tokens(self, stage: Stage, axes: Axes) -> None:
        """Make the bars: kept, cut off, and at T = 1; and the shares of the draws."""
        tight = sum(len(short(name)) for name in self.names) > 36
        places = name_places(axes, self.names, **(TILT if tight else {}))
        axes.set(ylim=SPAN, yticks=TICKS)
        kept = axes.bar(places, 0, 0.6, color=[_hue(place) for place in places])
        cut = axes.bar(places, 0, 0.6, facecolor="white", edgecolor=GREY, hatch="///", label="cut off")
        plain = axes.bar(places, 0, 0.76, facecolor="none", edgecolor=INK, linestyle="--", label="at T = 1")
        (shares,) = axes.plot(places, 0.0 * places, "D", color="white", markeredgecolor=INK, markersize=8, zorder=5)
        self._kept, self._cut, self._plain = ([stage.moving(bar) for bar in bars] for bars in (kept, cut, plain))
        self._shares = stage.moving(shares)
        shares.set_label(f"share of {counted(self.draws, 'draw')}")
        legend(axes, loc="upper center", ncols=3)

    def _draw_heat(self, stage: Stage, axes: Axes) -> None:
        """Make the curves over the temperature, the limits to either side, and the chosen temperature."""
        n = self.logits.size
        places = [MARGINS[0.0], 0.01, 0.1, 1, 10, 100, MARGINS[np.inf]]
        axes.set(xscale="log", xlim=(0.0018, 560), ylim=SPAN, yticks=TICKS)
        axes.set_xticks(places, ["→ 0", "0.01", "0.1", "1", "10", "100", "→ ∞"])
        axes.minorticks_off()
        for limit in (1, 1 / n):
            axes.axhline(limit, **LEVEL)
        axes.text(0.0057, 1 / n + 0.015, f"1/{n}", ha="center", color=INK, fontsize=9)
        self._chosen = stage.moving(axes.plot([1, 1], [0, 1.02], color=INK, linewidth=1)[0])
        looks = [{"color": _hue(i), "linestyle": DASHES[i % len(DASHES)]} for i in range(n)]
        self._curves = [stage.moving(axes.plot(TEMPERATURES, TEMPERATURES, linewidth=2, **look)[0]) for look in looks]
        self._dots = [
            moving_plot(stage, axes, MARKERS[i], color=_hue(i), markersize=9, markeredgecolor="white") for i in range(n)
        ]
        keys = [Line2D([], [], marker=MARKERS[i], markersize=6, **look) for i, look in enumerate(looks)]
        name_keys(legend(axes, keys, ["token"] * n, loc="upper center", ncols=4), self.names)


def _hue(at: int) -> str:
    return HUES[at % len(HUES)]


def _say_tie(result: Draws) -> str:
    """Say which were kept where the cut goes through equal logits."""
    tied = result.logits == result.logits[result.cut].max()
    kept = np.count_nonzero(tied & ~result.cut)
    if not kept:
        return ""
    return f" Of {np.count_nonzero(tied)} equal logits the first {'is' if kept == 1 else f'{kept} are'} kept."


def _probability(p: float) -> str:
    """Write a probability of the softmax, which is never 0 or 1, with three decimals."""
    return chance(uncertain(p), decimals=3)
