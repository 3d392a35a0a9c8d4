"""Taking a matrix apart: few numbers that stand for many.

Notebook 01 (linear algebra) shrinks a picture with the SVD. Legend: A is any matrix of m rows and n columns; U, s and
Vt are the factors of the SVD, A = U @ diag(s) @ Vt; k is how many of its parts are kept.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.validate import LARGEST, as_count, as_matrix
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
