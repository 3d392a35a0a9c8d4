"""Words in a picture that change with every move.

A matplotlib Text takes half a millisecond to draw, and longer when its words are new; twenty of them would use up the
whole time of a move. Here the outline of each letter is made once, and all that is written is one path.
"""

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ft2font import LoadFlags
from matplotlib.patches import PathPatch
from matplotlib.path import Path

NOTHING = Path([(0, 0)])


class Writing(PathPatch):
    """Short texts in one colour and size, each centred on its place, for `Stage.moving`.

    Parameters
    ----------
    size : float
        The size of the letters in data units; the axes must have an equal aspect.
    color : str
        Their colour.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> axes = Figure().subplots()
    >>> writing = axes.add_patch(Writing(size=14, color="black"))
    >>> writing.write([(10, 20, "343"), (30, 20, "294")])
    >>> [round(float(end)) for end in writing.get_path().get_extents().intervalx]
    [-2, 43]
    """

    def __init__(self, size: float, color: str) -> None:
        super().__init__(NOTHING, facecolor=color, linewidth=0)
        self._size = size

    def write(self, texts: Iterable[tuple[float, float, str]]) -> None:
        """Replace all that is written.

        Parameters
        ----------
        texts : iterable of (x, y, text)
            The middle of each text and its baseline, in data units.
        """
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
