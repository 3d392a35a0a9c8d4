"""Attention: each position asks, all positions answer, and the answers are mixed (notebooks 01 and 03).

Two matrix products with a softmax between them, softmax(Q Kᵀ / √d) V, after Vaswani et al., "Attention is all you
need" (2017). m: positions that ask; n: positions that answer; d: numbers in a query and in a key; v: in a value.
"""

from collections import namedtuple

import numpy as np

from helpers.maths.checks import as_count, check, checked, data_matrix
from helpers.maths.information import softmax

Attention = namedtuple("Attention", "scores weights output")  # (m, n) matches, (m, n) shares of values, (m, v) mixes
MultiHead = namedtuple("MultiHead", "heads output")  # an Attention each, and (m, v) their outputs side by side


def _one_key_a_value(queries, keys, values, **_):
    Q, K, V = queries.shape, keys.shape, values.shape
    check(Q[1] == K[1], f"queries have shape {Q} and keys {K}; wanted rows of one length d in both")
    check(K[0] == V[0], f"keys have shape {K} and values {V}; wanted one value for each key")


def _split_evenly(heads, **matrices):
    for name in ("queries", "keys", "values"):
        shape = matrices[name].shape
        fits = shape[1] % heads == 0
        check(fits, f"{name} have shape {shape}; wanted columns that can be split among {heads} heads")


@checked(_one_key_a_value, queries=data_matrix, keys=data_matrix, values=data_matrix)
def attention(queries, keys, values, *, scaled=True, normalised=True):
    """Mix the values (n, v) by how well each query (m, d) matches their keys (n, d).

    `scaled`: scores are divided by √d, which keeps their spread for any d; `normalised`: a softmax makes them shares.

    >>> attention([[10, 0]], keys=[[10, 0], [0, 10]], values=[[1, 2], [3, 4]]).output.round(3)
    array([[1., 2.]])
    """
    scores = queries @ keys.T  # (m, d) @ (d, n) -> (m, n)
    if scaled:
        scores = scores / np.sqrt(queries.shape[1])
    weights = softmax(scores) if normalised else scores  # (m, n): each row of shares adds up to 1
    return Attention(scores, weights, weights @ values)  # (m, n) @ (n, v) -> (m, v)


@checked(_split_evenly, queries=data_matrix, keys=data_matrix, values=data_matrix, heads=as_count)
def multi_head(queries, keys, values, heads, *, scaled=True, normalised=True):
    """Split the columns among several heads, let each attend, and put their outputs side by side.

    >>> multi_head([[9, 0]], keys=[[9, 0], [0, 9]], values=[[1, 2], [3, 4]], heads=2).output
    array([[1., 3.]])
    """
    columns = zip(*(np.split(matrix, heads, axis=1) for matrix in (queries, keys, values)), strict=True)
    attended = tuple(attention(*part, scaled=scaled, normalised=normalised) for part in columns)
    return MultiHead(attended, np.hstack([head.output for head in attended]))  # heads x (m, v / heads) -> (m, v)
