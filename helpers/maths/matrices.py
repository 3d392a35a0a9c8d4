"""Matrices: their products by hand, and what a 2 x 2 matrix does to the plane.

Notebook 01 (linear algebra) multiplies with loops first, and then moves a grid.
Legend: A is a matrix of m rows and n columns; x a vector of n numbers, a column that A moves to A @ x.
"""

from dataclasses import dataclass
from math import atan2, copysign, degrees, hypot, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import cosdg, sindg

from helpers.maths.validate import LARGEST, as_matrix, as_number, as_vector

Floats = NDArray[np.float64]

ROUNDING = 4 * np.finfo(float).eps  # a share of the longer stretch: what is smaller comes from rounding and counts as 0


def matvec(A: ArrayLike, x: ArrayLike) -> Floats:
    """Multiply a matrix by a vector: the dot product of each row with the vector.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Any matrix.
    x : array_like, shape (n,)
        As many numbers as A has columns.

    Returns
    -------
    numpy.ndarray, shape (m,)
        One dot product a row.

    Raises
    ------
    ValueError
        If A is no finite matrix, x no finite vector, or their sizes do not fit.

    Examples
    --------
    >>> matvec([[1, 2, 3], [4, 5, 6]], [1, 0, 2])
    array([ 7., 16.])
    """
    A, x = as_matrix("A", A, most=LARGEST), as_vector("x", x, most=LARGEST)
    _check_inner("x", A, x)
    return np.array([_row_times(row, x) for row in A])


def matmul(A: ArrayLike, B: ArrayLike) -> Floats:
    """Multiply two matrices: the dot product of each row of A with each column of B.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Any matrix.
    B : array_like, shape (n, p)
        A matrix with as many rows as A has columns.

    Returns
    -------
    numpy.ndarray, shape (m, p)
        Row i of A times column j of B, in row i and column j.

    Raises
    ------
    ValueError
        If A or B is no finite matrix, or their inner sizes do not fit.

    Examples
    --------
    >>> matmul([[1, 2], [3, 4]], [[0, 1, 1], [1, 0, 1]])
    array([[2., 1., 3.],
           [4., 3., 7.]])
    """
    A, B = as_matrix("A", A, most=LARGEST), as_matrix("B", B, most=LARGEST)
    _check_inner("B", A, B)
    return np.array([[_row_times(row, column) for column in B.T] for row in A])


def rotation(degrees: float) -> Floats:
    """Build the matrix that turns the plane around the origin.

    Parameters
    ----------
    degrees : float
        The angle in degrees, counter-clockwise.

    Returns
    -------
    numpy.ndarray, shape (2, 2)
        Its columns are where the two unit vectors go; exact at quarter turns.

    Raises
    ------
    ValueError
        If the angle is not a finite number.

    Examples
    --------
    >>> rotation(90) @ [1, 0], rotation(30).round(3)
    (array([0., 1.]), array([[ 0.866, -0.5  ],
                             [ 0.5  ,  0.866]]))
    """
    turn = as_number("degrees", degrees) % 360
    cosine, sine = cosdg(turn), sindg(turn)
    return np.array([[cosine, -sine], [sine, cosine]]) + 0.0  # + 0.0 makes -0 a 0


def stretch(x: float, y: float) -> Floats:
    """Build the matrix that stretches the plane along its two axes.

    Parameters
    ----------
    x, y : float
        How many times as long everything gets along each axis; below 0 it is mirrored as well, 0 presses it flat.

    Returns
    -------
    numpy.ndarray, shape (2, 2)
        The two factors on the diagonal.

    Raises
    ------
    ValueError
        If a factor is not a finite number.

    Examples
    --------
    >>> stretch(2, 0.5) @ [3, 4]
    array([6., 2.])
    """
    return np.diag([as_number("x", x), as_number("y", y)])


def shear(k: float) -> Floats:
    """Build the matrix that pushes everything sideways, the farther the higher up it is.

    Parameters
    ----------
    k : float
        How far to the right for each unit up.

    Returns
    -------
    numpy.ndarray, shape (2, 2)
        Level lines stay where they are, upright ones lean.

    Raises
    ------
    ValueError
        If k is not a finite number.

    Examples
    --------
    >>> shear(1) @ [1, 0], shear(1) @ [1, 2]
    (array([1., 0.]), array([3., 2.]))
    """
    return np.array([[1.0, as_number("k", k)], [0.0, 1.0]])


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


def condition_number(A: ArrayLike) -> float:
    """Divide the longest stretch of a matrix by its shortest.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Any matrix.

    Returns
    -------
    float
        1 for a turn, large where one direction is stretched far more than another; inf where one is pressed flat, as
        far as 64-bit numbers can tell.

    Raises
    ------
    ValueError
        If A is no finite matrix, or holds numbers beyond 1e100.

    Examples
    --------
    >>> condition_number([[10, 0], [0, 2]]), condition_number([[1, 2], [2, 4]])
    (5.0, inf)
    """
    A = as_matrix("A", A, most=LARGEST)
    stretches = np.linalg.svd(A, compute_uv=False)
    flat = stretches[-1] <= stretches[0] * max(A.shape) * np.finfo(float).eps
    return float("inf") if flat else float(stretches[0] / stretches[-1])


def _row_times(row: Floats, column: Floats) -> float:
    """Add up the products of two rows of numbers."""
    total = 0.0
    for left, right in zip(row, column, strict=True):
        total += left * right
    return total


def _kept_on_its_line(matrix: Floats, value: float) -> Floats:
    """Find the direction that a matrix stretches by an eigenvalue: at right angles to the rows of matrix - value."""
    (a, b), (c, d) = matrix.tolist()
    x, y = max((b, value - a), (value - d, c), key=lambda vector: hypot(*vector))
    sign = -1 if x < 0 or (x == 0 and y < 0) else 1
    return sign * np.array([x, y]) / hypot(x, y)


def _check_inner(name: str, A: Floats, right: Floats) -> None:
    """Compare A's columns with the rows of what it is multiplied by."""
    if A.shape[1] != right.shape[0]:
        sizes = f"{A.shape[1]} and {right.shape[0]}"
        raise ValueError(
            f"A has shape {A.shape} and {name} has shape {right.shape}: the inner sizes are {sizes}; wanted equal ones"
        )


def _as_square(matrix: ArrayLike) -> Floats:
    matrix = as_matrix("matrix", matrix, most=LARGEST)
    if matrix.shape != (2, 2):
        raise ValueError(f"matrix has shape {matrix.shape}; wanted two rows and two columns, shape (2, 2)")
    return matrix
