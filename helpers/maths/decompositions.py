"""Taking a matrix apart: few numbers that stand for many, and the directions in which data varies most.

Notebook 01 (linear algebra) shrinks a picture with the SVD and turns a line through a cloud of points (PCA).
Legend: A is any matrix of m rows and n columns; X is data, n samples (rows) of d features (columns); U, s and Vt are
the factors of the SVD, A = U @ diag(s) @ Vt; k is how many of its parts are kept.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import LARGEST, as_count, as_matrix, as_vector
from helpers.maths.vectors import norm

Floats = NDArray[np.float64]

TIED = 1 - 1e-9  # sizes nearer to each other than this are set apart by rounding only


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


@dataclass(frozen=True)
class LoraCount:
    """How many numbers LoRA trains beside a weight matrix that stays frozen.

    Attributes
    ----------
    trained : int
        The entries of the two small matrices.
    full : int
        The entries of the frozen one.
    share : float
        trained / full.
    """

    trained: int
    full: int

    @property
    def share(self) -> float:
        """The trained numbers as a share of the full matrix's."""
        return self.trained / self.full


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

    def project(self, X: ArrayLike, k: int) -> Floats:
        """Describe samples by where they stand along the first k directions.

        Parameters
        ----------
        X : array_like, shape (n, d)
            Samples with the features that the directions were found in, in the same units.
        k : int
            From 1 to d.

        Returns
        -------
        numpy.ndarray, shape (n, k)
            k numbers for each sample.

        Raises
        ------
        ValueError
            If X is no finite matrix with d columns, or k is not a whole number from 1 to d.
        """
        X, k, d = as_matrix("X", X, most=LARGEST), as_count("k", k), self.mean.size
        if X.shape[1] != d:
            raise ValueError(f"X has {X.shape[1]} columns; wanted {d}, as the data that the directions were found in")
        if k > d:
            raise ValueError(f"k is {k}; wanted at most {d}, one for each feature")
        return (X - self.mean) / self.std @ self.directions[:k].T  # (n, d) @ (d, k)


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


def lora_count(rows: int, columns: int, rank: int) -> LoraCount:
    """Count what LoRA trains beside a weight matrix: one matrix (rows, rank) times one (rank, columns).

    Parameters
    ----------
    rows, columns : int
        The shape of the frozen matrix.
    rank : int
        The rank of what is added to it.

    Returns
    -------
    LoraCount
        Trained numbers against all.

    Raises
    ------
    ValueError
        If an argument is not a whole number of at least 1, or the rank is beyond the smaller side.

    References
    ----------
    Hu et al. (2021), LoRA: Low-Rank Adaptation of Large Language Models.

    Examples
    --------
    >>> count = lora_count(4096, 4096, rank=8)
    >>> count.trained, count.full, f"{count.share:.2%}"
    (65536, 16777216, '0.39%')
    """
    rows, columns, rank = as_count("rows", rows), as_count("columns", columns), as_count("rank", rank)
    if rank > min(rows, columns):
        raise ValueError(f"rank is {rank}; wanted at most {min(rows, columns)}, the smaller side of the matrix")
    return LoraCount(rank * (rows + columns), rows * columns)


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
