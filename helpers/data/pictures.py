"""A grey photograph, as a matrix of numbers.

Notebook 01 (linear algebra) stores it in fewer numbers than it has pixels.
"""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

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
        142 rows of 213 pixels.

    Notes
    -----
    Each grey is the plain mean of red, green and blue over a square of 3 x 3 pixels of the photograph.

    Examples
    --------
    >>> flower()
    GreyPicture(142 x 213 pixels, from 0.02 to 0.82)
    """
    # Imported here, as in `shipped`: scikit-learn takes half a second or more to load.
    from sklearn.datasets import load_sample_image

    photograph = load_sample_image("flower.jpg")  # (427, 640, 3)
    rows, columns = photograph.shape[0] // BLOCK, photograph.shape[1] // BLOCK
    whole = photograph[: rows * BLOCK, : columns * BLOCK] / 255
    return GreyPicture(
        pixels=whole.reshape(rows, BLOCK, columns, BLOCK, 3).mean(axis=(1, 3, 4)),
        provenance="A photograph from flickr.com/photos/vultilion under the Creative Commons Attribution 2.0 licence "
        "(creativecommons.org/licenses/by/2.0), shipped with scikit-learn as flower.jpg; its note there names "
        "danielbuechele. Made grey and a third as wide and high by averaging; the last row and column were cut off.",
    )
