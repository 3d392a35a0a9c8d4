"""How the pictures of the course look: hues that stay apart for colour-blind eyes, and plain axes.

No hue ever stands alone: each comes with its own dash or marker. Hues are those of Okabe and Ito (2008), the light ones
darkened until they hold 3:1 against white.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont, fontManager, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text

BLUE, ORANGE, GREEN, RED = "#0b6fb0", "#c77700", "#00805c", "#c8421c"
PURPLE, INK, GREY = "#a8528a", "#222222", "#767676"
HUES = (BLUE, ORANGE, GREEN, RED, PURPLE)
# one colour for one role, in all pictures
DATA, MODEL, TRUTH, ERROR, DANGER = INK, BLUE, GREEN, ORANGE, RED

# Of a map, from low ground to high: lightness rises in even steps (in OKLCH) from teal to sand, so any eye sees the
# order. On a dark screen these are darkened in the same order.
RAMP = (
    "#46aec5", "#4db5c6", "#54bbc7", "#5dc1c8", "#66c8c9", "#70cec9", "#7ad4ca", "#84d9cb",
    "#92dfca", "#a5e3c7", "#b6e6c6", "#c7eac7", "#d6edca", "#e4f0d0", "#eff4d8", "#f9f8e1",
)  # fmt: skip

FONT_SIZE = 10.5  # points at 100 dpi


def dress(axes: Axes, title: str, xlabel: str = "", ylabel: str = "", *, grid: str = "xy", **limits: Any) -> None:
    """Give axes the look of the house, a grid over x, y or both, and what else is given: limits, scales, ticks."""
    letter(axes.set_title("", loc="left"), title, fontsize=FONT_SIZE + 0.5)
    letter(axes.set_xlabel(""), xlabel, fontsize=FONT_SIZE)
    letter(axes.set_ylabel(""), ylabel, fontsize=FONT_SIZE)
    axes.tick_params(labelsize=FONT_SIZE - 1, colors=INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(GREY)
    for axis in grid:
        axes.grid(visible=True, axis=axis, color="#e3e3e3", linewidth=0.8)
    axes.set(**limits, axisbelow=True)


def letter(label: Text, words: str, **look: Any) -> None:
    """Write into a label what may come from a learner's file, dollar signs and all."""
    text, families = spell(words)
    label.set(text=text, parse_math=False, color=INK, fontfamily=families, **look)


def spell(words: str) -> tuple[str, list[str]]:
    """Choose fonts that have all letters of a text; for a letter that no font has stands a box, which is said once."""
    lacking = {mark for mark in words if ord(mark) not in _letters(HOUSE_FONT)}
    families = ["DejaVu Sans"]
    for family, file in _other_fonts() if lacking else ():
        if found := {mark for mark in lacking if ord(mark) in _letters(file)}:
            families.append(family)
            lacking -= found
    if new := sorted(lacking - _told):
        _told.update(new)
        print(f"No installed font has {''.join(new)!r}: boxes stand for these letters. A font such as Noto has them.")
    return "".join("▯" if mark in lacking else mark for mark in words), families


HOUSE_FONT = findfont(FontProperties(family="DejaVu Sans"))
_told: set[str] = set()  # letters that were said to be in no font


@lru_cache(maxsize=50)
def _letters(file: str) -> frozenset[int]:
    return frozenset(get_font(file).get_charmap())


@cache
def _other_fonts() -> list[tuple[str, str]]:
    """List installed fonts, upright ones; a "last resort" font only draws what kind of letter it would be."""
    upright = [each for each in fontManager.ttflist if each.style == "normal" and "Last Resort" not in each.name]
    return sorted({each.name: each.fname for each in upright if each.weight in (400, "normal", "book")}.items())


NOTHING = Path([(0, 0)])


class Writing(PathPatch):
    """Short texts in one colour and size, each centred on its place, for `Stage.moving`; the aspect must be equal.

    A matplotlib Text takes half a millisecond to draw, and longer when its words are new; twenty of them would use up
    the whole time of a move. Here the outline of each letter is made once, and all that is written is one path.
    """

    def __init__(self, size: float, color: str) -> None:
        super().__init__(NOTHING, facecolor=color, linewidth=0)
        self._size = size

    def write(self, texts: Iterable[tuple[float, float, str]]) -> None:
        """Replace all that is written: (x, y, text), the middle of each text and its baseline, in data units."""
        placed = []
        for x, y, text in texts:
            letters = [_letter(letter, self._size) for letter in text]
            x -= sum(advance for _, advance in letters) / 2
            for outline, advance in letters:
                placed.append((outline.vertices + np.array([x, y]), outline.codes))
                x += advance
        self.set_path(Path(*map(np.concatenate, zip(*placed, strict=True))) if placed else NOTHING)


@lru_cache(maxsize=1000)
def _letter(letter: str, size: float) -> tuple[Path, float]:
    """Make the outline of a letter, and say how far on the next one stands."""
    font = get_font(findfont(FontProperties(family="DejaVu Sans")))
    font.set_size(size, 72)
    advance = font.load_char(ord(letter), flags=LoadFlags.NO_HINTING).linearHoriAdvance / 2**16
    return Path(*font.get_path()), advance
