"""Motions: what a 2 x 2 matrix does to the plane, taken apart into turns and stretches.

Notebook 01 (linear algebra) moves a grid with it, stage after stage.
"""

from dataclasses import dataclass
from math import atan2, copysign, degrees, hypot, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.matrices import rotation, stretch
from helpers.maths.validate import LARGEST, as_matrix

Floats = NDArray[np.float64]

ROUNDING = 4 * np.finfo(float).eps  # a share of the longer stretch: what is smaller comes from rounding and counts as 0


@dataclass(frozen=True)
class Motion:
    """What a 2 x 2 matrix does to the plane: turn it, stretch it along both axes, turn it again.

    This is the singular value decomposition, with both factors beside the stretches written as turns.

    Attributes
    ----------
    matrix : numpy.ndarray, shape (2, 2)
        The matrix itself.
    turn_in : float
        The first turn in degrees, counter-clockwise, above -90 and up to 90; 0 where both stretches are equal.
    stretches : tuple of float
        The singular values: how many times as long everything gets along x and along y, the larger first.
    flips : bool
        Whether y is turned upside down with the stretch: the determinant is below 0.
    turn_out : float
        The second turn in degrees, above -180 and up to 180.

    References
    ----------
    Blinn (1996), Consider the Lowly 2 x 2 Matrix, IEEE Computer Graphics and Applications 16(2).

    Examples
    --------
    >>> motion = Motion.from_matrix([[3, 0], [4, 5]])
    >>> [round(stretch, 3) for stretch in motion.stretches], motion.determinant
    ([6.708, 2.236], 15.0)
    >>> round(motion.turn_in, 3), round(motion.turn_out, 3), motion.flips
    (-45.0, 71.565, False)
    >>> motion.eigenvalues, motion.eigenvectors.round(3)
    ((5.0, 3.0), array([[ 0.   ,  1.   ],
                        [ 0.447, -0.894]]))
    """

    matrix: Floats
    turn_in: float
    stretches: tuple[float, float]
    flips: bool
    turn_out: float

    @classmethod
    def from_matrix(cls, matrix: ArrayLike) -> "Motion":
        """Take a 2 x 2 matrix apart; ValueError if it is none, or holds numbers beyond 1e100.

        A matrix is a turn and growth (`same`) plus a mirroring and growth (`other`). Where they pull together the
        stretch is longest, where they pull apart it is shortest.
        """
        matrix = _as_square(matrix)
        (a, b), (c, d) = matrix.tolist()
        same, other = hypot(a + d, c - b) / 2, hypot(a - d, c + b) / 2
        noise = ROUNDING * (same + other)
        turned, mirrored = degrees(atan2(c - b, a + d)), degrees(atan2(c + b, a - d))
        if other <= noise:
            mirrored = turned
        if same <= noise:
            turned = mirrored
        short = 0.0 if abs(same - other) <= noise else same - other
        turn_in, turn_out = (turned - mirrored) / 2, (turned + mirrored) / 2
        if not -90 < turn_in <= 90:
            turn_in, turn_out = turn_in - copysign(180, turn_in), turn_out + 180
        return cls(matrix, turn_in, (same + other, abs(short)), short < 0, 180 - (180 - turn_out) % 360)

    @property
    def determinant(self) -> float:
        """How many times as large every area gets; below 0 if the plane is flipped, 0 if it is pressed flat."""
        (a, b), (c, d) = self.matrix.tolist()
        return a * d - b * c if self.stretches[1] > 0 else 0.0

    @property
    def stages(self) -> tuple[Floats, Floats, Floats, Floats]:
        """Matrices of what is done at the start, after the first turn, after the stretch, and after the second turn."""
        longer, shorter = self.stretches
        turned = rotation(self.turn_in)
        stretched = stretch(longer, -shorter if self.flips else shorter) @ turned
        return np.eye(2), turned, stretched, rotation(self.turn_out) @ stretched

    @property
    def directions(self) -> Floats:
        """Unit vectors, one a row, that are stretched the most and the least: they stay at right angles."""
        return rotation(self.turn_in)

    @property
    def eigenvalues(self) -> tuple[float, ...]:
        """Factors along the directions that stay on their line, the larger first: one, two, or none if all turn.

        Two equal ones mean that every direction stays on its line.
        """
        (a, b), (c, d) = self.matrix.tolist()
        mirroring, turning, noise = hypot(a - d, c + b) / 2, abs(c - b) / 2, ROUNDING * self.stretches[0]
        if mirroring <= noise and turning <= noise:
            return ((a + d) / 2,) * 2
        if abs(mirroring - turning) <= noise:
            return ((a + d) / 2,)
        if mirroring < turning:
            return ()
        root = sqrt((mirroring - turning) * (mirroring + turning))
        far = (a + d) / 2 + copysign(root, a + d)
        near = self.determinant / far + 0.0  # their product; a difference would leave rounding where it is 0
        return max(far, near), min(far, near)

    @property
    def eigenvectors(self) -> Floats:
        """Unit vectors along the directions that stay on their line, one a row, shape (0 to 2, 2).

        Of the two signs the one is taken whose first number other than 0 is above 0.
        """
        values = self.eigenvalues
        if len(values) == 2 and values[0] == values[1]:
            return np.eye(2)
        return np.array([_kept_on_its_line(self.matrix, value) for value in values]).reshape(-1, 2)


def _kept_on_its_line(matrix: Floats, value: float) -> Floats:
    """Find the direction that a matrix stretches by an eigenvalue: at right angles to the rows of matrix - value."""
    (a, b), (c, d) = matrix.tolist()
    x, y = max((b, value - a), (value - d, c), key=lambda vector: hypot(*vector))
    sign = -1 if x < 0 or (x == 0 and y < 0) else 1
    return sign * np.array([x, y]) / hypot(x, y)


def _as_square(matrix: ArrayLike) -> Floats:
    matrix = as_matrix("matrix", matrix, most=LARGEST)
    if matrix.shape != (2, 2):
        raise ValueError(f"matrix has shape {matrix.shape}; wanted two rows and two columns, shape (2, 2)")
    return matrix
