"""Taking a matrix apart: few numbers that stand for many.

Notebook 01 (linear algebra) shrinks a picture with the SVD. Legend: A is any matrix of m rows and n columns; U, s and
Vt are the factors of the SVD, A = U @ diag(s) @ Vt; k is how many of its parts are kept.

Matrices: one times a vector by hand, and those that turn, stretch and lean the plane.

Notebook 01 (linear algebra) multiplies with loops first, and then moves a grid.
Legend: A is a matrix of m rows and n columns; x a vector of n numbers, a column that A moves to A @ x.

Motions: what a 2 x 2 matrix does to the plane, taken apart into turns and stretches.

Notebook 01 (linear algebra) moves a grid with it, stage after stage.

Principal axes: the directions in which data varies most (PCA).

Notebook 01 (linear algebra) turns a line through a cloud of points. Legend: X is data, n samples (rows) of d features
(columns).

Shapes: what NumPy makes of two arrays, and what it says where they do not fit.

Notebook 01 (linear algebra) predicts a shape before every product. The rules stand here as code; where they say no,
NumPy is asked for its own words.
"""

import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from math import atan2, copysign, degrees, hypot, prod, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import cosdg, sindg

from helpers.maths.checks import LARGEST, as_count, as_matrix, as_number, as_vector
from helpers.maths.vectors import norm

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class LowRank:
    """The matrix of rank k that is nearest to a matrix, and what it costs.

    Attributes
    ----------
    approximation : numpy.ndarray, shape (m, n)
        The sum of the k largest parts.
    rank : int
        k.
    error : float
        Length of what is left out, as of one long vector (Frobenius norm), in the unit of the matrix.
    relative_error : float
        The same as a share of the matrix's own length, 0 to 1.
    energy : float
        Share of the sum of squares that is kept, 0 to 1: 1 - relative_error².
    stored : int
        How many numbers the two factors of shapes (m, k) and (k, n) hold; s is multiplied into one of them.
    full : int
        How many numbers the matrix itself holds.
    """

    approximation: Floats
    rank: int
    error: float
    relative_error: float
    energy: float
    stored: int
    full: int


@dataclass(frozen=True, eq=False)
class Factors:
    """The singular value decomposition of a matrix, A = U @ diag(s) @ Vt, made by `factor`.

    Attributes
    ----------
    U : numpy.ndarray, shape (m, r)
        Its columns stand at right angles to each other and have length 1; r is the smaller of m and n.
    s : numpy.ndarray, shape (r,)
        The singular values, the largest first, in the unit of the matrix.
    Vt : numpy.ndarray, shape (r, n)
        As U, by rows. The sign of a row and its column of U is free: both can be turned over together.
    """

    U: Floats
    s: Floats
    Vt: Floats

    @cached_property
    def relative_errors(self) -> Floats:
        """What is left out of rank 1, 2, ... r, as a share of the matrix's length, shape (r,)."""
        shares = (self.s / (self.s[0] or 1)) ** 2  # by the largest: squares of tiny numbers would all be 0
        left = np.append(np.cumsum(shares[::-1])[::-1], 0)  # the smallest first, so that none of them is lost
        return np.sqrt(left[1:] / (left[0] or 1))

    def rank(self, k: int) -> LowRank:
        """Add up the k largest parts.

        Parameters
        ----------
        k : int
            From 1 to r.

        Returns
        -------
        LowRank
            The nearest matrix of rank k, or of a lower rank if the matrix itself has one.

        Raises
        ------
        ValueError
            If k is not a whole number from 1 to r.

        References
        ----------
        Eckart and Young (1936), The approximation of one matrix by another of lower rank.
        """
        k = as_count("k", k)
        if k > self.s.size:
            raise ValueError(f"k is {k}; wanted at most {self.s.size}, the smaller side of the matrix")
        m, n = self.U.shape[0], self.Vt.shape[1]
        # A @ B by one core: the threads behind @ wait for each other, up to 30 ms here, where others use the cores too
        approximation = np.einsum("ik,kj->ij", self.U[:, :k] * self.s[:k], self.Vt[:k])
        share = float(self.relative_errors[k - 1])
        return LowRank(approximation, k, share * norm(self.s), share, 1 - share**2, k * (m + n), m * n)


def factor(A: ArrayLike) -> Factors:
    """Take a matrix apart once, to look at many ranks of it.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Any matrix.

    Returns
    -------
    Factors
        Its singular value decomposition.

    Raises
    ------
    ValueError
        If A is no finite matrix, or holds numbers beyond 1e100.

    Examples
    --------
    >>> factors = factor([[3, 0], [0, 4]])
    >>> factors.s, factors.relative_errors
    (array([4., 3.]), array([0.6, 0. ]))
    >>> factors.rank(1).approximation
    array([[0., 0.],
           [0., 4.]])
    """
    return Factors(*np.linalg.svd(as_matrix("A", A, most=LARGEST), full_matrices=False))


def low_rank(A: ArrayLike, k: int) -> LowRank:
    """Find the matrix of rank k that is nearest to a matrix.

    Parameters
    ----------
    A : array_like, shape (m, n)
        Any matrix.
    k : int
        How many parts to keep, from 1 to the smaller of m and n.

    Returns
    -------
    LowRank
        The approximation, its error, and how many numbers it takes.

    Raises
    ------
    ValueError
        If A is no finite matrix, holds numbers beyond 1e100, or k is out of range.

    Examples
    --------
    >>> nearest = low_rank([[3, 0], [0, 4]], k=1)
    >>> nearest.error, nearest.relative_error, nearest.energy, nearest.stored, nearest.full
    (3.0, 0.6, 0.64, 4, 4)
    """
    return factor(A).rank(k)


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
    if A.shape[1] != x.size:
        sizes = f"{A.shape[1]} and {x.size}"
        raise ValueError(
            f"A has shape {A.shape} and x has shape {x.shape}: the inner sizes are {sizes}; wanted equal ones"
        )
    return np.array([_row_times(row, x) for row in A])


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


def _row_times(row: Floats, column: Floats) -> float:
    """Add up the products of two rows of numbers."""
    total = 0.0
    for left, right in zip(row, column, strict=True):
        total += left * right
    return total


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


TIED = 1 - 1e-9  # sizes nearer to each other than this are set apart by rounding only


@dataclass(frozen=True, eq=False)
class PrincipalAxes:
    """The directions in which data varies most, made by `pca`.

    Attributes
    ----------
    directions : numpy.ndarray, shape (d, d)
        One direction of length 1 in each row, that of most variance first, at right angles to each other. The sign
        of a direction is free; here its largest number is positive, of equally large ones the first.
    variances : numpy.ndarray, shape (d,)
        The variance along each direction (division by n; scikit-learn's `explained_variance_` divides by n - 1).
    ratios : numpy.ndarray, shape (d,)
        The same as shares of their sum.
    mean, std : numpy.ndarray, shape (d,)
        What was subtracted from each feature and what it was divided by, in the feature's unit; 1 where nothing was
        standardised.
    """

    directions: Floats
    variances: Floats
    ratios: Floats
    mean: Floats
    std: Floats


def covariance(X: ArrayLike) -> Floats:
    """Measure which features vary together.

    Parameters
    ----------
    X : array_like, shape (n, d)
        n samples of d features.

    Returns
    -------
    numpy.ndarray, shape (d, d)
        Entry (i, j): the mean product of the two features' distances from their means (division by n), above 0 if
        both tend to be large together; on the diagonal each feature's variance.

    Raises
    ------
    ValueError
        If X is no finite matrix, or holds numbers beyond 1e100.

    Examples
    --------
    >>> covariance([[1, 2], [3, 6]])
    array([[1., 2.],
           [2., 4.]])
    """
    X = as_matrix("X", X, most=LARGEST)
    centred = X - X.mean(axis=0)
    return centred.T @ centred / len(X)  # (d, n) @ (n, d)


def variance_along(X: ArrayLike, direction: ArrayLike) -> float:
    """Measure how much data varies along one direction: the variance of its shadows on that line.

    Parameters
    ----------
    X : array_like, shape (n, d)
        n samples of d features, taken as they are: standardise them first if that is wanted.
    direction : array_like, shape (d,)
        Any vector that is not all zeros; its length and its sign do not matter.

    Returns
    -------
    float
        The variance (division by n), in the square of X's unit.

    Raises
    ------
    ValueError
        If X is no finite matrix, or the direction is no finite vector of d numbers, or all zeros.

    Examples
    --------
    >>> points = [[-1, -1], [1, 1]]
    >>> round(variance_along(points, [1, 1]), 9), variance_along(points, [1, -1]), variance_along(points, [1, 0])
    (2.0, 0.0, 1.0)
    """
    X = as_matrix("X", X, most=LARGEST)
    direction = as_vector("direction", direction, length=X.shape[1])
    length = norm(direction)
    if length == 0:
        raise ValueError("direction is all zeros; wanted at least one number other than 0")
    return float((X @ (direction / length)).var())


def pca(X: ArrayLike, standardised: bool = True) -> PrincipalAxes:
    """Find the directions in which data varies most: the eigenvectors of its covariance (PCA).

    Parameters
    ----------
    X : array_like, shape (n, d)
        At least two samples of d features.
    standardised : bool, optional
        Whether each feature is first shifted to mean 0 and scaled to standard deviation 1 (division by n, as in
        `StandardScaler`). Without that the feature with the largest numbers, perhaps because of its unit, takes most
        of the variance.

    Returns
    -------
    PrincipalAxes
        The directions, that of most variance first.

    Raises
    ------
    ValueError
        If X is no finite matrix, has fewer than two samples, a feature to standardise does not vary, or nothing does.

    References
    ----------
    Pearson (1901), On lines and planes of closest fit to systems of points in space.

    Examples
    --------
    >>> axes = pca([[1, 10], [2, 30], [3, 20]])
    >>> axes.variances.round(3), axes.directions.round(3)
    (array([1.5, 0.5]), array([[ 0.707,  0.707],
                               [ 0.707, -0.707]]))
    >>> pca([[1, 10], [2, 30], [3, 20]], standardised=False).ratios.round(3)
    array([0.993, 0.007])
    """
    X = as_matrix("X", X, most=LARGEST)
    if len(X) < 2:
        raise ValueError("X has 1 row; wanted at least two samples, which can vary")
    mean, variance = X.mean(axis=0), X.var(axis=0)
    varies = (np.ptp(X, axis=0) > 0) & (variance >= np.finfo(float).tiny)  # else it is a rest of rounding
    std = np.where(varies, np.sqrt(variance), 0)
    if not std.any():
        raise ValueError(f"X holds {len(X)} rows that are equal, or too near to be squared; wanted samples that vary")
    if not standardised:
        std = np.ones_like(std)
    elif not std.all():
        low, high = np.sort(X[:, std.argmin()])[[0, -1]]
        raise ValueError(
            f"column {std.argmin()} of X runs from {low:g} to {high:g}; standardising wants ones that vary"
        )
    variances, columns = np.linalg.eigh(covariance((X - mean) / std))  # ascending; eigenvectors as columns
    variances = variances[::-1].clip(min=0)  # a rest of rounding may be below
    directions = _turned(columns.T[::-1])
    return PrincipalAxes(directions, variances, variances / variances.sum(), mean, std)


def _turned(directions: Floats) -> Floats:
    """Turn each row over so that its largest number is positive, of equally large ones the first."""
    sizes = np.abs(directions)
    first = (sizes >= TIED * sizes.max(axis=1, keepdims=True)).argmax(axis=1)
    return directions * np.sign(np.take_along_axis(directions, first[:, np.newaxis], axis=1))


Shape = tuple[int, ...]

MOST_AXES, MOST_NUMBERS = 32, 10**15  # of one array; NumPy itself stops a little further on


@dataclass(frozen=True)
class Outcome:
    """What becomes of two shapes.

    Attributes
    ----------
    left, right : tuple of int
        The shapes that went in.
    shape : tuple of int or None
        The result's shape; None where NumPy refuses.
    message : str
        NumPy's own words where it refuses, else empty.
    operations : int
        How many multiplications a product takes, or how many sums an elementwise +; 0 where NumPy refuses.

    Examples
    --------
    >>> outcome = broadcast_shape((5, 1), (5,))
    >>> outcome.shape, outcome.fits, outcome.grows
    ((5, 5), True, True)
    """

    left: Shape
    right: Shape
    shape: Shape | None
    message: str
    operations: int

    @property
    def fits(self) -> bool:
        """Whether there is a result."""
        return self.shape is not None

    @property
    def grows(self) -> bool:
        """Whether the result holds more numbers than either side: for - or + seldom what was meant."""
        return self.shape is not None and prod(self.shape) > max(prod(self.left), prod(self.right))


def product_shape(left: Sequence[int], right: Sequence[int]) -> Outcome:
    """Work out the shape of a matrix product left @ right.

    The last size of the left and the last but one of the right must be equal, and vanish; one axis alone counts as a
    row on the left and as a column on the right, and vanishes too. Axes before the last two are stacks of matrices;
    they broadcast.

    Parameters
    ----------
    left, right : sequence of int
        Two shapes.

    Returns
    -------
    Outcome
        The result's shape, or what NumPy says.

    Raises
    ------
    ValueError
        If a shape is no sequence of whole numbers of at least 0, or too large.

    Examples
    --------
    >>> product_shape((32, 784), (784, 128)).shape, product_shape((2, 3), (3,)).shape
    ((32, 128), (2,))
    >>> product_shape((2, 3), (2, 3)).message[:64]
    'matmul: Input operand 1 has a mismatch in its core dimension 0, '
    """
    left, right = as_shape("left", left), as_shape("right", right)
    shape = None
    if left and right and left[-1] == right[max(len(right) - 2, 0)]:
        stack = _broadcast(left[:-2], right[:-2])
        shape = None if stack is None else stack + left[-2:-1] + right[-1:] * (len(right) > 1)
    return _outcome(operator.matmul, left, right, shape, each=left[-1] if left else 0)


def broadcast_shape(left: Sequence[int], right: Sequence[int]) -> Outcome:
    """Work out the shape of an elementwise operation such as left + right or left - right.

    The shapes are laid under each other from the right. Sizes must be equal, or one of them 1 or missing: then that
    side is repeated.

    Parameters
    ----------
    left, right : sequence of int
        Two shapes.

    Returns
    -------
    Outcome
        The result's shape, or what NumPy says.

    Raises
    ------
    ValueError
        If a shape is no sequence of whole numbers of at least 0, or too large.

    Examples
    --------
    >>> broadcast_shape((32, 128), (128,)).shape, broadcast_shape((5, 1), (5,)).shape
    ((32, 128), (5, 5))
    >>> broadcast_shape((32, 128), (32,)).message
    'operands could not be broadcast together with shapes (32,128) (32,) '
    """
    left, right = as_shape("left", left), as_shape("right", right)
    return _outcome(operator.add, left, right, _broadcast(left, right), each=1)


def as_shape(name: str, shape: Sequence[int]) -> Shape:
    """Return a shape as a tuple.

    Parameters
    ----------
    name : str
        What the shape is called in the error message.
    shape : sequence of int
        The size of each axis.

    Returns
    -------
    tuple of int
        The same sizes.

    Raises
    ------
    ValueError
        If it is no sequence of whole numbers of at least 0, or too large.

    Examples
    --------
    >>> as_shape("left", [2, 3])
    (2, 3)
    """
    try:
        sizes = tuple(shape)
    except TypeError:
        raise ValueError(f"{name} is {shape!r:.60}; wanted a shape such as (2, 3) or (3,)") from None
    sizes = tuple(as_count(f"each size of {name}", size, least=0) for size in sizes)
    if len(sizes) > MOST_AXES or prod(size or 1 for size in sizes) > MOST_NUMBERS:
        raise ValueError(f"{name} is {sizes!r:.60}; wanted at most {MOST_AXES} axes and {MOST_NUMBERS:g} numbers")
    return sizes


def _broadcast(left: Shape, right: Shape) -> Shape | None:
    """Lay two shapes under each other from the right; None if they do not fit."""
    pairs = list(zip_longest(left[::-1], right[::-1], fillvalue=1))
    if any(a != b and 1 not in (a, b) for a, b in pairs):
        return None
    return tuple(b if a == 1 else a for a, b in reversed(pairs))


def _outcome(operation: Callable, left: Shape, right: Shape, shape: Shape | None, each: int) -> Outcome:
    """Report the result; of shapes that do not fit, let NumPy try."""
    if shape is not None:
        return Outcome(left, right, shape, "", prod(shape) * each)
    try:
        operation(np.broadcast_to(0.0, left), np.broadcast_to(0.0, right))  # arrays of one number, however large
    except ValueError as refusal:
        message = str(refusal)
    return Outcome(left, right, None, message, 0)
