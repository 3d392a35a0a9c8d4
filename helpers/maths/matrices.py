"""Matrices: what one does to a vector, which shapes fit, and few numbers that stand for many.

Notebook 01 (linear algebra) predicts shapes, moves a grid of the plane, shrinks a picture (SVD) and
turns a line through a cloud of points (PCA). Legend: A has m rows and n columns and moves a vector x to A @ x;
A = U @ diag(s) @ Vt is its SVD, of which k parts are kept; X is data, n samples (rows) of d features (columns).
"""

import operator
from collections import namedtuple
from dataclasses import dataclass
from functools import cached_property, partial
from math import atan2, copysign, degrees, hypot, prod, sqrt

import numpy as np
from scipy.special import cosdg, sindg

from helpers.maths.checks import check, checked
from helpers.maths.vectors import norm

# shapes: which arrays fit, and what comes of them


class Outcome(namedtuple("Outcome", "left right shape message operations")):
    """What becomes of two shapes: that of the result, in so many multiplications or sums, or NumPy's refusal."""

    @property
    def fits(self):
        return self.shape is not None

    @property
    def grows(self):
        """Whether the result holds more numbers than either side: for - or + seldom what was meant."""
        return self.fits and prod(self.shape) > max(prod(self.left), prod(self.right))


def tried(operation, left, right):
    """Let NumPy try `operator.matmul` or `operator.add` on arrays of two shapes."""
    try:
        shape = np.shape(operation(np.zeros(left), np.zeros(right)))
    except ValueError as refusal:
        return Outcome(left, right, None, str(refusal), 0)
    return Outcome(left, right, shape, "", prod(shape) * (left[-1] if operation is operator.matmul else 1))


product_shape, broadcast_shape = partial(tried, operator.matmul), partial(tried, operator.add)


# motions: what a 2 x 2 matrix does to the plane


def rotation(degrees):
    """Turn the plane around the origin, counter-clockwise; exact at quarter turns."""
    turn = degrees % 360
    cosine, sine = cosdg(turn), sindg(turn)
    return np.array([[cosine, -sine], [sine, cosine]]) + 0.0  # + 0.0 makes -0 a 0


def stretch(x, y):
    """Stretch the plane along its two axes; a factor below 0 mirrors it as well, 0 presses it flat."""
    return np.diag([float(x), float(y)])


def shear(k):
    """Push everything sideways, k for each unit that it is higher up."""
    return np.array([[1.0, k], [0.0, 1.0]])


ROUNDING = 4 * np.finfo(float).eps  # a share of the longer stretch: what is smaller comes from rounding and counts as 0


@dataclass(frozen=True)
class Motion:
    """A 2 x 2 matrix as a turn, a stretch along both axes, and another turn: its SVD.

    Blinn (1996), Consider the Lowly 2 x 2 Matrix, IEEE Computer Graphics and Applications 16(2).
    """

    matrix: np.ndarray
    turn_in: float  # degrees, above -90 and up to 90; 0 where both stretches are equal
    stretches: tuple  # along x and along y, the larger first
    flips: bool  # whether y is turned upside down with the stretch: the determinant is below 0
    turn_out: float  # degrees, above -180 and up to 180

    @classmethod
    def from_matrix(cls, matrix):
        """Take a matrix apart: where turn (`same`) and mirroring (`other`) pull together the stretch is longest."""
        matrix = np.asarray(matrix, dtype=float)
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
    def determinant(self):
        """How many times as large every area gets; below 0 if the plane is flipped, 0 if it is pressed flat."""
        (a, b), (c, d) = self.matrix.tolist()
        return a * d - b * c if self.stretches[1] > 0 else 0.0

    @property
    def stages(self):
        """Matrices of what is done at the start, after the first turn, after the stretch, and after the second turn."""
        longer, shorter = self.stretches
        turned = rotation(self.turn_in)
        stretched = stretch(longer, -shorter if self.flips else shorter) @ turned
        return np.eye(2), turned, stretched, rotation(self.turn_out) @ stretched

    @property
    def directions(self):
        """Unit vectors, one a row, that are stretched the most and the least: they stay at right angles."""
        return rotation(self.turn_in)

    @property
    def eigenvalues(self):
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
    def eigenvectors(self):
        """Unit vectors along the directions that stay on their line, one a row, shape (0 to 2, 2).

        Of the two signs the one is taken whose first number other than 0 is above 0.
        """
        values = self.eigenvalues
        if len(values) == 2 and values[0] == values[1]:
            return np.eye(2)
        return np.array([_kept_on_its_line(self.matrix, value) for value in values]).reshape(-1, 2)


def _kept_on_its_line(matrix, value):
    """Find the direction that a matrix stretches by an eigenvalue: at right angles to the rows of matrix - value."""
    (a, b), (c, d) = matrix.tolist()
    x, y = max((b, value - a), (value - d, c), key=lambda vector: hypot(*vector))
    sign = -1 if x < 0 or (x == 0 and y < 0) else 1
    return sign * np.array([x, y]) / hypot(x, y)


# low rank: a matrix from few numbers


# approximation (m, n): the sum of the k largest parts; relative_error: length of what is left out, as of one long
# vector, as a share of the matrix's own; energy: share of the sum of squares that is kept, 1 - relative_error²
# stored: how many numbers the factors (m, k) and (k, n) hold, s multiplied into one; full: how many the matrix holds
LowRank = namedtuple("LowRank", "approximation relative_error energy stored full")


@dataclass(frozen=True, eq=False)
class Factors:
    """A = U @ diag(s) @ Vt, made by `factor`; the sign of a column of U is free, with its row of Vt."""

    U: np.ndarray  # (m, r), columns of length 1 at right angles to each other; r is the smaller of m and n
    s: np.ndarray  # (r,), the largest first, in the unit of the matrix
    Vt: np.ndarray  # (r, n)

    @cached_property
    def relative_errors(self):
        """What is left out of rank 1, 2, ... r, as a share of the matrix's length, shape (r,)."""
        shares = (self.s / (self.s[0] or 1)) ** 2  # by the largest: squares of tiny numbers would all be 0
        left = np.append(np.cumsum(shares[::-1])[::-1], 0)  # the smallest first, so that none of them is lost
        return np.sqrt(left[1:] / (left[0] or 1))

    def rank(self, k):
        """Add up the k largest parts: Eckart and Young (1936), The approximation of one matrix by another."""
        m, n = self.U.shape[0], self.Vt.shape[1]
        # A @ B by one core: the threads behind @ wait for each other, up to 30 ms here, where others use the cores too
        approximation = np.einsum("ik,kj->ij", self.U[:, :k] * self.s[:k], self.Vt[:k])
        share = float(self.relative_errors[k - 1])
        return LowRank(approximation, share, 1 - share**2, k * (m + n), m * n)


def factor(A):
    """Take a matrix apart once, to look at many ranks of it."""
    return Factors(*np.linalg.svd(A, full_matrices=False))


@checked(A="data matrix", k="count")
def low_rank(A, k):
    """Find the matrix of rank k that is nearest to a matrix, what it leaves out, and how many numbers it takes.

    >>> low_rank([[3, 0], [0, 4]], k=1).relative_error
    0.6
    """
    check(k <= min(A.shape), f"k is {k}; wanted at most {min(A.shape)}, the smaller side of the matrix")
    return factor(A).rank(k)


# principal axes: the directions in which data varies most

TIED = 1 - 1e-9  # sizes nearer to each other than this are set apart by rounding only


# directions (d, d): of length 1, one a row, that of most variance first, the largest number above 0
# variances (d,): along each, with division by n (scikit-learn divides by n - 1); ratios (d,): as shares of their sum
# std (d,): what each feature was divided by; 1 where nothing was standardised
PrincipalAxes = namedtuple("PrincipalAxes", "directions variances ratios std")


def variance_along(X, direction):
    """Measure how much data varies along a vector of any length: the variance of its shadows on that line."""
    return float((X @ (direction / norm(direction))).var())


@checked(X="data matrix")
def pca(X, standardised=True):
    """Find the directions in which data varies most: the eigenvectors of its covariance (Pearson, 1901).

    Each feature is first shifted to mean 0 and scaled to standard deviation 1 (division by n, as in `StandardScaler`);
    otherwise the feature whose numbers spread most, perhaps because of its unit, takes most of the variance.

    >>> pca([[1, 10], [2, 30], [3, 20]], standardised=False).ratios.round(3)
    array([0.993, 0.007])
    """
    check(len(X) > 1, "X has 1 row; wanted at least two samples, which can vary")
    low, high, variance = X.min(axis=0), X.max(axis=0), X.var(axis=0)
    std = np.where((low < high) & (variance >= np.finfo(float).tiny), np.sqrt(variance), 0)  # 0 where it is rounding
    check(std.any(), f"X holds {len(X)} rows that are equal, or too near to be squared; wanted samples that vary")
    at = std.argmin()
    sentence = f"column {at} of X runs from {low[at]:g} to {high[at]:g}; standardising wants ones that vary"
    check(std[at] > 0 or not standardised, sentence)
    std = std if standardised else np.ones(X.shape[1])
    Z = (X - X.mean(axis=0)) / std
    centred = Z - Z.mean(axis=0)  # once more: rounding
    covariance = centred.T @ centred / len(Z)  # (d, n) @ (n, d)
    variances, columns = np.linalg.eigh(covariance)  # ascending; eigenvectors as columns
    variances = variances[::-1].clip(min=0)  # rounding may lead below
    directions = columns.T[::-1]
    sizes = np.abs(directions)
    first = (sizes >= TIED * sizes.max(axis=1, keepdims=True)).argmax(axis=1)[:, np.newaxis]
    directions = directions * np.sign(np.take_along_axis(directions, first, axis=1))
    return PrincipalAxes(directions, variances, variances / variances.sum(), std)
