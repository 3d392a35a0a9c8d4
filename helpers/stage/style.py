"""How the pictures of the course look: hues that stay apart for colour-blind eyes, and plain axes.

No hue ever stands alone: each comes with its own dash or marker. Hues are those of Okabe and Ito (2008), the light ones
darkened until they hold 3:1 against white.
"""

from typing import Any

from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont, get_font

BLUE, ORANGE, GREEN, RED, PURPLE, INK, GREY = (
    "#0b6fb0",
    "#c77700",
    "#00805c",
    "#c8421c",
    "#a8528a",
    "#222222",
    "#767676",
)
HUES = (BLUE, ORANGE, GREEN, RED, PURPLE)

FONT_SIZE = 10.5  # points at 100 dpi


def dress(axes: Axes, title: str, xlabel: str = "", ylabel: str = "", **limits: Any) -> None:
    """Give axes the look of the house, and set what else is given: limits, scales, ticks."""
    text = {"color": INK, "parse_math": False}  # a label may come from a learner's file, dollar signs and all
    axes.set_title(drawable(title), fontsize=FONT_SIZE + 0.5, loc="left", **text)
    axes.set_xlabel(drawable(xlabel), fontsize=FONT_SIZE, **text)
    axes.set_ylabel(drawable(ylabel), fontsize=FONT_SIZE, **text)
    axes.tick_params(labelsize=FONT_SIZE - 1, colors=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    axes.grid(visible=True, color="#e3e3e3", linewidth=0.8)
    axes.set(**limits)
    axes.set_axisbelow(True)


def drawable(text: str) -> str:
    r"""Replace the characters that the figures' font does not have.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text, with a box for each such character.

    Examples
    --------
    >>> drawable("price in € \N{HOUSE BUILDING}")
    'price in € ▯'
    """
    known = get_font(findfont(FontProperties(family="DejaVu Sans"))).get_charmap()
    return "".join(letter if ord(letter) in known else "▯" for letter in text)
