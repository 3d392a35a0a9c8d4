"""Cases that are drawn again: SciPy's bootstrap, and error messages."""

import numpy as np
import pytest
from scipy import stats

from helpers.maths.comparison import bootstrap_gaps, bootstrap_interval, count


def test_bootstrap_agrees_with_scipy(rng):
    b = rng.random(400) < 0.87
    a = np.where(rng.random(400) < 0.9, b, ~b)
    theirs = stats.bootstrap(
        (b.astype(int) - a,), np.mean, n_resamples=20_000, method="percentile", vectorized=True, rng=rng
    )
    ours = bootstrap_interval(a, b, draws=20_000, seed=3)
    assert ours == pytest.approx(tuple(theirs.confidence_interval), abs=0.004)  # two cases are 0.005
    assert np.std(bootstrap_gaps(count(a, b))) == pytest.approx(theirs.standard_error, rel=0.05)
    assert ours == bootstrap_interval(a, b, draws=20_000, seed=3) != bootstrap_interval(a, b, draws=7, seed=3)
    narrow = bootstrap_interval(a, b, level=0.5)
    assert ours[0] < narrow[0] < narrow[1] < ours[1]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: count([1, 2], [1, 0]), "correct_a"),
        (lambda: count([1, 1], [1]), "correct_b"),
        (lambda: bootstrap_interval([1], [0], draws=0), "draws is 0; wanted"),
        (lambda: bootstrap_interval([1], [0], level=0), "level is 0; wanted"),
        (lambda: bootstrap_interval([1], [0], seed=-1), "seed is -1; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
