"""Bias, variance and noise add up to the loss on new points; and folds that are scikit-learn's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.polynomial import Polynomial
from sklearn.model_selection import KFold

from helpers.maths.bias_variance import GRID, cross_validate, curve, study

degrees, sizes, noises, seeds = st.integers(0, 15), st.integers(2, 80), st.floats(0, 2), st.integers(0, 1000)


@pytest.mark.parametrize(("degree", "size"), [(0, 10), (1, 10), (4, 30), (9, 10), (9, 40), (15, 16), (15, 60)])
def test_fits_are_numpys(degree, size):
    found, edges = study(degree, noise=0.3, size=size, resamples=4, seed=2), np.linspace(-1, 1, size + 1)
    assert found.x == pytest.approx((edges[:-1] + edges[1:]) / 2, abs=1e-12)
    theirs = [Polynomial.fit(found.x, y, degree) for y in found.y]
    np.testing.assert_allclose(found.fits, [fit(GRID) for fit in theirs], atol=1e-6)
    left = [np.mean((fit(found.x) - y) ** 2) for fit, y in zip(theirs, found.y, strict=True)]
    assert found.training_loss == pytest.approx(np.mean(left), abs=1e-15)


@given(degrees, noises, sizes, seeds)
def test_the_loss_is_the_sum_of_its_parts(degree, noise, size, seed):
    found = study(degree, noise, size, resamples=20, seed=seed)
    assert found.truth == pytest.approx(np.sin(3 * GRID + 1))
    assert found.bias_squared == pytest.approx((found.fits.mean(axis=0) - found.truth) ** 2)
    parts = found.bias_squared.mean() + found.variance.mean() + noise**2
    assert found.test_loss == pytest.approx(parts, rel=1e-9)


@given(degrees, seeds)
def test_the_random_numbers_stay(degree, seed):
    """Another noise scales them, and more points keep those there were."""
    first, louder = (study(degree, noise, 20, 5, seed) for noise in (0.1, 0.3))
    longer = study(degree, 0.1, 25, 5, seed)
    off = first.y - curve(first.x)
    assert louder.y - curve(louder.x) == pytest.approx(3 * off)
    assert (longer.y - curve(longer.x))[:, :20] == pytest.approx(off)
    assert not np.array_equal(study(degree, 0.1, 20, 5, seed + 1).y, first.y)


# cross-validation


def splits(n, folds, seed):
    """The places of training and test cases that `cross_validate` hands over."""
    seen = []
    scores = cross_validate(lambda *parts: seen.append([part.tolist() for part in parts]) or len(seen), n, folds, seed)
    assert scores.tolist() == list(range(1, folds + 1))
    return seen


@given(st.integers(2, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(2, n))), seeds)
def test_folds_cover_each_case_once_shuffled_by_the_seed(size, seed):
    n, folds = size
    found = splits(n, folds, seed)
    assert sorted(place for _, test in found for place in test) == list(range(n))
    assert all(sorted(train + test) == list(range(n)) for train, test in found)
    assert [len(test) for _, test in found] == [test.size for _, test in KFold(folds).split(np.zeros(n))]
    assert found == splits(n, folds, seed)
    assert n < 20 or found != splits(n, folds, seed + 1)
