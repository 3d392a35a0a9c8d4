"""The likelihood of a coin: slide its bias and see how probable it makes the flips (notebook 03)."""

from math import inf

import numpy as np

from helpers.explorers.base import Explorer
from helpers.explorers.charts import corners, exits, legend, moving_boxes, to_edge
from helpers.explorers.probability.likely import SAME, Likely, average, likelihood, model_dot
from helpers.explorers.words import counted, number, rate
from helpers.maths.chance import coin_log_likelihood, coin_maximum_likelihood
from helpers.maths.checks import as_probability
from helpers.maths.information import cross_entropy
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREY, INK

LEAST_THETA = 0.01  # the log-likelihoods at this distance from 0 and 1 still have a place on the axis


class CoinLikelihoodExplorer(Explorer):
    """A coin of any bias: its two probabilities beside the data's shares, and the log-likelihood for each bias.

    Parameters
    ----------
    heads, flips : int, optional
        How many flips came up heads, and how many there were.
    theta : float, optional
        The model's probability of heads, to begin with.

    Raises
    ------
    ValueError
        If the counts are not whole numbers with heads ≤ flips, or theta is not from 0 to 1.

    Examples
    --------
    >>> explorer = CoinLikelihoodExplorer()
    >>> explorer
    CoinLikelihoodExplorer: theta 0.5, 7 of 10 heads: log-likelihood -6.931, cross-entropy 0.6931
    >>> explorer.set(theta=0)
    CoinLikelihoodExplorer: theta 0, 7 of 10 heads: likelihood 0
    >>> explorer.close()
    """

    def __init__(self, heads: int = 7, flips: int = 10, *, theta: float = 0.5) -> None:
        self.best = coin_maximum_likelihood(heads, flips)
        self.heads, self.flips = int(heads), int(flips)
        self.shares = (self.best, 1 - self.best)
        stage = Stage("left: the coin's probabilities and the data's shares; right: the log-likelihood for each theta")
        coin, hill = stage.axes
        dress(coin, title="the data and the model", xlabel="outcome", ylabel="share of flips, or probability")
        coin.set(xlim=(-0.6, 1.6), ylim=(0, 1.2), xticks=[0, 1], xticklabels=["heads", "tails"])
        coin.set_yticks(np.linspace(0, 1, 6))
        coin.grid(visible=False, axis="x")
        data = coin.bar([-0.18, 0.82], self.shares, 0.32, color="white", edgecolor=INK, hatch="//", label="data: share")
        self._bars = moving_boxes(stage, coin, facecolor=BLUE, label="model: probability")
        legend(coin, handles=[data, self._bars], loc="upper center", ncols=2, fontsize=9.5)
        dress(
            hill,
            title="log-likelihood of all flips",
            xlabel="θ, probability of heads",
            ylabel="log-likelihood (nats)",
        )
        thetas = 1 / (1 + np.exp(np.linspace(36, -36, 1000)))  # close to 0 and to 1, where the curve falls forever
        heights = np.array([self._height(each) for each in thetas])
        top = self._height(self.best)
        low = min(self._height(LEAST_THETA), self._height(1 - LEAST_THETA))
        hill.set(xlim=(0, 1), ylim=(low, top + 0.1 * (top - low)), xticks=np.linspace(0, 1, 11))
        hill.plot(thetas, heights, color=GREY, linewidth=1.5)
        self._dot, self._exits = model_dot(stage, hill), stage.moving(exits(hill))
        theta = as_probability("theta", theta)
        super().__init__(stage, theta=Slider("θ, probability of heads", value=theta, min=0, max=1))

    def compute(self, theta: float) -> Likely:
        """Add up the log-likelihood, and compare the two distributions."""
        return Likely((theta,), self._height(theta), cross_entropy(self.shares, (theta, 1 - theta)))

    def draw(self, result: Likely) -> None:
        """Raise the model's two bars, and move the dot along the curve."""
        (theta,) = result.parameters
        self._bars.set_verts(corners([0.02, 1.02], [0.34, 1.34], [0, 0], [theta, 1 - theta]))
        self._dot.set_data([theta], [result.log_likelihood])
        edge = to_edge(self._dot.axes, [theta], [result.log_likelihood])
        self._exits.set_data(*edge)
        self._dot.set_visible(edge[0].size == 0)

    def say(self, result: Likely) -> str:
        """Say the likelihood, its logarithm, and the cross-entropy that is the same number."""
        (theta,) = result.parameters
        top = self._height(self.best)
        best = f"The most that any θ reaches is {number(top)}."
        if result.log_likelihood > top - SAME:
            best = "No other θ makes the data more likely."
        if result.log_likelihood == -inf:
            never, seen = ("tails", self.flips - self.heads) if theta else ("heads", self.heads)
            return (
                f"θ = {theta:g} says that {never} never come up, and {seen:,} did: the likelihood is 0. Its logarithm "
                f"lies below every number (✕ at the edge), and the cross-entropy above every number. {best}"
            )
        shares = " and ".join(number(share) for share in self.shares)
        return (
            f"With θ = {rate(theta)} this sequence of {counted(self.flips, 'flip')}, {self.heads:,} of them heads, has "
            f"likelihood {likelihood(result.log_likelihood)}, whose logarithm is {number(result.log_likelihood)}. "
            f"{average(result, self.flips, 'flip')} is the cross-entropy of the data's shares ({shares}) against the "
            f"model ({rate(theta)} and {number(1 - theta)}). {best}"
        )

    def state(self, result: Likely) -> str:
        """Give theta, the data, log-likelihood and cross-entropy."""
        (theta,), found = result.parameters, "likelihood 0"
        if result.log_likelihood > -inf:
            found = f"log-likelihood {number(result.log_likelihood)}, cross-entropy {number(result.cross_entropy)}"
        return f"theta {rate(theta)}, {self.heads} of {self.flips} heads: {found}"

    def _height(self, theta: float) -> float:
        return coin_log_likelihood(self.heads, self.flips, theta)
