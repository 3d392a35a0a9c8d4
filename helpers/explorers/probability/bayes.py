"""A crowd of mails, filtered by a word (notebook 03)."""

from dataclasses import dataclass
from math import ceil, floor, isfinite, log10

import numpy as np
from matplotlib.colors import to_rgba
from numpy.typing import ArrayLike, NDArray

from helpers.explorers.base import Explorer
from helpers.explorers.charts import corners, legend, moving_boxes, moving_plot
from helpers.explorers.words import as_name, counted, number, rate
from helpers.maths import chance as bayes
from helpers.maths.chance import Update, crowd, ratio_needed
from helpers.maths.checks import as_count, as_probability
from helpers.stage import Slider, Stage, dress
from helpers.stage.style import BLUE, GREY, ORANGE

CERTAIN_ENOUGH = 0.99  # the belief that the sentence asks the evidence for
MOST_MAILS = 2000  # more dots than this are no longer seen one by one
LONGEST_WORD = 20  # letters
STEP = 0.001
BARS = {"all mails": 1.0, "with the word": 0.0}  # and how high each stands
KINDS = {  # in the order they fill the crowd, so that those with the word stand together: colour, marker, fill
    "spam without the word": (ORANGE, "s", "none"),
    "spam with the word": (ORANGE, "s", ORANGE),
    "good with the word": (BLUE, "o", BLUE),
    "good without the word": (BLUE, "o", "none"),
}


@dataclass(frozen=True)
class Filtered:
    """A belief before and after the word, and a crowd of mails that looks like it.

    Attributes
    ----------
    belief : Update
        Exact probabilities.
    counts : numpy.ndarray of int, shape (2, 2)
        Whole mails; rows: spam, good; columns: with the word, without.
    verdict : str
        What the word says.
    """

    belief: Update
    counts: NDArray[np.int64]
    verdict: str


class BayesExplorer(Explorer):
    """Bayes' theorem as a filter: the crowd of all mails on the left, the share of spam before and after on the right.

    Parameters
    ----------
    prior : float, optional
        P(spam), to begin with.
    hit_rate, false_alarm_rate : float, optional
        P(word | spam) and P(word | good), to begin with.
    size : int, optional
        How many mails the crowd has, up to 2,000.
    word : str, optional
        The word that is looked for.

    Raises
    ------
    ValueError
        If a rate is not from 0 to 1, there are too many mails or none, or the word is empty or longer than 20 letters.

    Examples
    --------
    >>> explorer = BayesExplorer()
    >>> explorer
    BayesExplorer: prior 0.2, hit rate 0.8, false alarms 0.05: posterior 0.8, speaks for spam
    >>> explorer.set(prior=0.1, hit_rate=0.81, false_alarm_rate=0.01)
    BayesExplorer: prior 0.1, hit rate 0.81, false alarms 0.01: posterior 0.9, speaks for spam
    >>> explorer.close()
    """

    def __init__(
        self,
        *,
        prior: float = 0.2,
        hit_rate: float = 0.8,
        false_alarm_rate: float = 0.05,
        size: int = 1000,
        word: str = "winner",
    ) -> None:
        rates = {"prior": prior, "hit_rate": hit_rate, "false_alarm_rate": false_alarm_rate}
        for name, value in rates.items():
            as_probability(name, value)
        self.size, self.word = _as_size(size), as_name("word is", word, LONGEST_WORD)
        stage = Stage("left: the crowd of mails, one dot each; right: the share of spam before and after the word")
        mails, shares = stage.axes
        self._places = _grid(self.size)
        dress(mails, title=f"{self.size:,} mails, one dot each", xlabel="", ylabel="")
        mails.set(
            xlim=(-1, self._places[:, 0].max() + 1), ylim=(-1, self._places[:, 1].max() + 1), xticks=[], yticks=[]
        )
        mails.spines[:].set_visible(False)
        dress(shares, title=f'share of spam, before and after "{word}"', xlabel="share of the mails", ylabel="")
        shares.set(xlim=(0, 1), ylim=(-0.6, 1.6), xticks=np.linspace(0, 1, 11))
        shares.set_yticks(list(BARS.values()), labels=list(BARS))
        shares.grid(visible=False, axis="y")
        dot = min(9, 180 / (self._places[:, 0].max() + 2))  # points, for axes 400 pixels wide
        self._dots = [
            moving_plot(
                stage,
                mails,
                marker,
                color=hue,
                markerfacecolor=fill,
                markersize=dot,
                markeredgewidth=0.9,
                snap=False,
                label=kind,
            )
            for kind, (hue, marker, fill) in KINDS.items()
        ]
        bars = {
            "spam": {"facecolor": ORANGE, "edgecolor": ORANGE},
            "good": {"facecolor": to_rgba(BLUE, 0.2), "edgecolor": BLUE},
            "no such mail": {"facecolor": "none", "edgecolor": GREY, "hatch": "//"},
        }
        self._bars = [moving_boxes(stage, shares, label=name, linewidth=1.2, **look) for name, look in bars.items()]
        for axes, columns in ((mails, 2), (shares, 3)):
            legend(axes, loc="lower center", bbox_to_anchor=(0.5, -0.3), ncols=columns, fontsize=9.5)
        super().__init__(
            stage,
            prior=Slider("prior P(spam)", value=prior, min=0, max=1, step=STEP),
            hit_rate=Slider("hit rate P(word | spam)", value=hit_rate, min=0, max=1, step=STEP),
            false_alarm_rate=Slider("false alarms P(word | good)", value=false_alarm_rate, min=0, max=1, step=STEP),
        )

    def compute(self, prior: float, hit_rate: float, false_alarm_rate: float) -> Filtered:
        """Update the belief, and count the crowd."""
        belief = bayes.update(prior, hit_rate, false_alarm_rate)
        return Filtered(belief, crowd(prior, hit_rate, false_alarm_rate, self.size), _verdict(belief))

    def draw(self, result: Filtered) -> None:
        """Deal the crowd's places to the four kinds, and lay the shares over their bars."""
        (spam_with, spam), (good_with, good) = result.counts
        ends = np.cumsum([spam, spam_with, good_with, good])
        for dots, places in zip(self._dots, np.split(self._places, ends[:-1]), strict=True):
            dots.set_data(places[:, 0], places[:, 1])
        belief = result.belief
        shares = [belief.prior, belief.posterior] if belief.possible else [belief.prior]
        rows = list(BARS.values())
        spam, good, nothing = self._bars
        spam.set_verts(_bars(rows[: len(shares)], 0, shares))
        good.set_verts(_bars(rows[: len(shares)], shares, 1))
        nothing.set_verts(_bars(rows[len(shares) :], 0, 1))

    def say(self, result: Filtered) -> str:
        """Say what the filter lets through, what share of it is spam, and how strong the word is."""
        belief, (spam_with, spam) = result.belief, result.counts[0]
        exact = np.allclose(result.counts, self.size * _joint(belief), rtol=0, atol=1e-6)
        carriers = int(result.counts[:, 0].sum())
        crowd_words = f"Of {counted(self.size, 'mail')} {_so_many(spam_with + spam, exact)} spam; "
        if not belief.possible:
            return (
                f'{crowd_words}no mail carries "{self.word}". With these rates the word never occurs, so there is '
                f'nothing of which P(spam | "{self.word}") could be a share.'
            )
        carry = f"{carriers:,} {'carries' if carriers == 1 else 'carry'}" if carriers else "not one carries"
        of_these = f", and {_so_many(spam_with, kind=' of these')} spam" if carriers else ""
        return (
            f'{crowd_words}{carry} "{self.word}"{of_these}. P(spam | "{self.word}") = '
            f"{_share(belief.prior * belief.hit_rate, 6)} / {_share(belief.evidence, 6)} = {_share(belief.posterior)}. "
            f"{_strength(belief)}{_needed(belief.prior)}"
        )

    def state(self, result: Filtered) -> str:
        """Give the three rates, the posterior and what the word says."""
        belief = result.belief
        after = f"posterior {_share(belief.posterior)}, " if belief.possible else ""
        return (
            f"prior {_share(belief.prior)}, hit rate {_share(belief.hit_rate)}, "
            f"false alarms {_share(belief.false_alarm_rate)}: {after}{result.verdict}"
        )


def _verdict(belief: Update) -> str:
    """Name what the word says of a mail."""
    if not belief.possible:
        return "the word never occurs"
    if belief.prior in (0, 1):
        return "changes nothing"
    if belief.likelihood_ratio == 1:
        return "says nothing"
    return f"speaks {'for' if belief.likelihood_ratio > 1 else 'against'} spam"


def _strength(belief: Update) -> str:
    """Say how strong the word is as evidence."""
    ratio = belief.likelihood_ratio
    if belief.prior in (0, 1):
        return f"A prior of {belief.prior:g} stays at {belief.prior:g}, whatever the word."
    if belief.false_alarm_rate == 0:
        return "No good mail carries the word, so a mail that does is spam."
    if belief.hit_rate == 0:
        return "No spam carries the word, so a mail that does is good."
    if ratio == 1:
        return "The word is as likely in spam as in good mail: it says nothing, and the belief stays where it was."
    if ratio > 1:
        return f"The word is {_times(ratio)} times as likely in spam as in good mail."
    return f"The word is {_times(1 / ratio)} times as likely in good mail as in spam: it speaks against spam."


def _needed(prior: float) -> str:
    """Say how strong the word would have to be to make the belief certain enough."""
    if prior == 0 or prior >= CERTAIN_ENOUGH:
        return ""
    times = _times(ratio_needed(prior, CERTAIN_ENOUGH))
    return f" Lifting {_share(prior)} to {CERTAIN_ENOUGH} takes a word {times} times as likely in spam."


def _joint(belief: Update) -> NDArray[np.float64]:
    """Probabilities of the four kinds of mail, as `crowd` orders them."""
    rates = np.array([belief.hit_rate, belief.false_alarm_rate])
    return np.array([belief.prior, 1 - belief.prior])[:, np.newaxis] * np.column_stack([rates, 1 - rates])


def _grid(size: int) -> NDArray[np.float64]:
    """Places for the mails, column after column, shape (size, 2); 40 columns of 25 for a thousand."""
    rows = ceil((size / 1.6) ** 0.5)
    return np.array([divmod(mail, rows) for mail in range(size)], dtype=float)


def _bars(rows: list[float], left: ArrayLike, right: ArrayLike) -> NDArray[np.float64]:
    """Corners of level bars."""
    left, right, rows = np.broadcast_arrays(left, right, rows)
    return corners(left, right, rows - 0.3, rows + 0.3)


def _share(value: float, digits: int = 4) -> str:
    """Write a share with a few digits, or with so many more that one short of 1 does not look like 1."""
    return rate(value, digits if value in (0, 1) else max(digits, 2 - floor(log10(1 - value))))


def _times(ratio: float) -> str:
    """Write how many times as likely something is."""
    return number(ratio) if isfinite(ratio) else "more than 1e308"


def _so_many(count: int, exact: bool = True, kind: str = "") -> str:
    """Write how many there are, with the verb; `exact` says whether the share gives a whole number."""
    if count == 0:
        return f"{'not one' if exact else 'hardly any'}{kind} is"
    return f"{'' if exact else 'about '}{count:,}{kind} {'is' if count == 1 else 'are'}"


def _as_size(size: int) -> int:
    if as_count("size", size) > MOST_MAILS:
        raise ValueError(f"size is {size}; wanted at most {MOST_MAILS:,} mails, so that each can be seen")
    return int(size)
