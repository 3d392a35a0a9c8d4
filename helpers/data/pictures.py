"""A grey photograph, as a matrix of numbers.

Notebook 01 (linear algebra) stores it in fewer numbers than it has pixels.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

TOP, LEFT, HEIGHT, WIDTH = 45, 83, 360, 450  # of the part that is kept, in pixels of the photograph
BLOCK = 3  # pixels a side of the squares that are averaged


@dataclass(frozen=True, eq=False, repr=False)
class GreyPicture:
    """A picture without colour.

    Attributes
    ----------
    pixels : numpy.ndarray, shape (m, n)
        One grey for each pixel, 0 (black) to 1 (white), rows from the top; read-only.
    provenance : str
        Where the picture comes from, its licence, and what was done to it.
    """

    pixels: NDArray[np.float64]
    provenance: str

    def __post_init__(self) -> None:
        self.pixels.setflags(write=False)

    def __repr__(self) -> str:
        rows, columns = self.pixels.shape
        return f"GreyPicture({rows} x {columns} pixels, from {self.pixels.min():.2f} to {self.pixels.max():.2f})"


@cache
def flower() -> GreyPicture:
    """Give a small grey photograph of a flower.

    Returns
    -------
    GreyPicture
        120 rows of 150 pixels.

    Notes
    -----
    Each grey is the plain mean of red, green and blue over a square of 3 x 3 pixels of the photograph.

    Examples
    --------
    >>> flower()
    GreyPicture(120 x 150 pixels, from 0.02 to 0.82)
    """
    # Imported here, as in `shipped`: scikit-learn takes half a second or more to load.
    from sklearn.datasets import load_sample_image

    part = load_sample_image("flower.jpg")[TOP : TOP + HEIGHT, LEFT : LEFT + WIDTH] / 255  # (HEIGHT, WIDTH, 3)
    return GreyPicture(
        pixels=part.reshape(HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK, 3).mean(axis=(1, 3, 4)),
        provenance="A photograph from flickr.com/photos/vultilion under the Creative Commons Attribution 2.0 licence "
        "(creativecommons.org/licenses/by/2.0), shipped with scikit-learn as flower.jpg; its note there names "
        "danielbuechele. Cut to the flower, made grey, and made a third as wide and high by averaging.",
    )
