"""How often two classifiers are told apart: the course's numbers, and test sets drawn by the hundred thousand."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from helpers.maths.comparison import (
    TESTS,
    Outcomes,
    approximate_power,
    disagreement_range,
    draw_outcomes,
    flip_chance,
    independent_disagreement,
    needed_size,
    power,
)

A, B = 0.85, 0.87
accuracies = st.floats(0.05, 0.99)


@st.composite
def settings(draw):
    """Two accuracies and a disagreement that they allow."""
    a, b = draw(accuracies), draw(accuracies)
    low, high = disagreement_range(a, b)
    return a, b, low + draw(st.floats(0, 1)) * (high - low)


def simulated(rng, a, b, disagreement, n, sets=40_000):
    """Many test sets, case kinds drawn at once: how many a alone, b alone and both get right, shape (sets,) each."""
    only_a, only_b = (disagreement - (b - a)) / 2, (disagreement + (b - a)) / 2
    both = a - only_a
    drawn = rng.multinomial(n, [only_a, only_b, both, max(0.0, 1 - only_a - only_b - both)], size=sets)
    return drawn[:, 0], drawn[:, 1], drawn[:, 2]


@given(settings(), st.integers(1, 2000), st.none() | st.integers(0, 2**32))
def test_drawn_outcomes_fit_together(shares, n, seed):
    seen = draw_outcomes(*shares, n, seed)
    assert seen == draw_outcomes(*shares, n, seed)
    assert seen.n == n
    assert 0 <= seen.only_a <= seen.right_a <= n - seen.only_b
    assert seen.right_b - seen.only_b == seen.right_a - seen.only_a >= 0


@pytest.mark.parametrize("n", [200, 1000, 20_000])
def test_without_a_seed_the_luck_is_neither_good_nor_bad(n):
    assert draw_outcomes(A, B, 0.12, n) == Outcomes(n, *(round(share * n) for share in (A, B, 0.05, 0.07)))


def test_draws_vary_as_the_binomial_does():
    drawn = [draw_outcomes(A, B, 0.12, 1000, seed) for seed in range(2000)]
    for name, share in {"right_a": A, "right_b": B, "only_a": 0.05, "only_b": 0.07}.items():
        counts = np.array([getattr(seen, name) for seen in drawn])
        deviation = np.sqrt(1000 * share * (1 - share))
        assert counts.mean() == pytest.approx(1000 * share, abs=4 * deviation / np.sqrt(2000))
        assert counts.std() == pytest.approx(deviation, rel=0.07)


def test_one_seed_is_one_luck():
    gaps = [draw_outcomes(A, B, 0.12, n, 5) for n in range(1000, 1100)]
    right = np.array([(seen.right_a, seen.right_b) for seen in gaps])
    assert np.abs(np.diff(right, axis=0)).max() <= 3  # one case more moves neither by many


@pytest.mark.parametrize(
    ("disagreement", "without_pairs", "with_pairs"),
    [(0.03, 0.03, 0.976), (0.06, 0.089, 0.742), (0.12, 0.171, 0.448), (0.24, 0.251, 0.253)],
)
def test_power_of_two_points_on_a_thousand_cases(disagreement, without_pairs, with_pairs):
    assert power(A, B, disagreement, 1000, "unpaired") == pytest.approx(without_pairs, abs=0.0015)
    assert power(A, B, disagreement, 1000, "paired") == pytest.approx(with_pairs, abs=0.0015)


@pytest.mark.parametrize(
    "setting",
    [(A, B, 0.12, 1000), (A, B, 0.03, 200), (0.6, 0.75, 0.4, 50), (0.97, 0.99, 0.04, 300), (0.9, 0.9, 0.1, 500)],
)
def test_power_and_flips_are_what_simulation_finds(rng, setting):
    *_, n = setting
    only_a, only_b, both = simulated(rng, *setting)
    a, b, gap = (both + only_a) / n, (both + only_b) / n, (only_b - only_a) / n
    error = np.sqrt((a * (1 - a) + b * (1 - b)) / (n - 1))
    paired_error = np.sqrt(((only_a + only_b) / n - gap**2) / (n - 1))
    found = {
        "unpaired": np.abs(gap) >= stats.t.isf(0.025, 2 * n - 2) * error,
        "paired": (np.abs(gap) >= stats.t.isf(0.025, n - 1) * paired_error) & (gap != 0),
        "mcnemar": 2 * stats.binom.cdf(np.minimum(only_a, only_b), only_a + only_b, 0.5) <= 0.05,
    }
    for test in TESTS:
        share = found[test].mean()
        assert power(*setting, test) == pytest.approx(share, abs=0.002 + 5 * np.sqrt(share * (1 - share) / 40_000))
    behind = np.mean(gap < 0) + np.mean(gap == 0) / 2
    assert flip_chance(setting[0], setting[1], n, setting[2]) == pytest.approx(behind, abs=0.0125)


def test_power_by_hand():
    # Three cases, b right about all, a about none: every paired t-test finds it. Of one disagreement nothing is found.
    assert power(0.0, 1.0, 1.0, 3, "unpaired") == power(0.0, 1.0, 1.0, 3, "paired") == 1
    assert power(0.0, 1.0, 1.0, 5, "mcnemar") == 0  # p of 5 to 0 is 2 / 32
    assert power(0.0, 1.0, 1.0, 6, "mcnemar") == 1  # p of 6 to 0 is 2 / 64
    assert power(0.5, 0.5, 1.0, 6, "mcnemar") == pytest.approx(2 / 64)
    assert [power(0.9, 0.9, 0.0, 100, test) for test in TESTS] == [0, 0, 0]


@given(settings(), st.integers(2, 300), st.sampled_from(TESTS), st.sampled_from([0.001, 0.05, 0.2]))
def test_power_is_a_probability_that_knows_no_sides(shares, n, test, alpha):
    a, b, disagreement = shares
    found = power(a, b, disagreement, n, test, alpha)
    assert -1e-12 <= found <= 1 + 1e-9
    assert power(b, a, disagreement, n, test, alpha) == pytest.approx(found, abs=1e-9)
    assert found <= power(a, b, disagreement, n, test, min(0.5, 2 * alpha)) + 1e-9


@pytest.mark.parametrize("test", TESTS)
@pytest.mark.parametrize("n", [5000, 20_000])
@pytest.mark.parametrize(("a", "b"), [(A, B), (0.9, 0.905), (0.7, 0.7)])
def test_the_approximation_is_near_where_disagreements_are_many(a, b, n, test):
    exact = power(a, b, 0.15, n, test)
    assert approximate_power(a, b, 0.15, [n], test)[0] == pytest.approx(exact, abs=0.012)


@pytest.mark.parametrize(("test", "too_high"), [("unpaired", 0.0), ("paired", 0.0), ("mcnemar", 0.03)])
def test_with_a_hundred_disagreements_mcnemar_is_stricter(test, too_high):
    for n in (850, 1000, 1200):
        found = approximate_power(A, B, 0.12, [n], test)[0] - power(A, B, 0.12, n, test)
        assert found == pytest.approx(too_high, abs=0.01)


def test_needed_size():
    assert needed_size(A, B) == 4721
    independent = independent_disagreement(A, B)
    assert power(A, B, independent, 4721, "unpaired") == pytest.approx(0.8, abs=0.002)
    assert power(A, B, independent, 1000, "unpaired") == pytest.approx(0.25, abs=0.003)


def test_a_disagreement_asks_for_the_paired_test():
    assert needed_size(A, B, 0.06) == needed_size(A, B, 0.06, test="paired") == 1169
    assert needed_size(A, B, 0.06, test="unpaired") == 3404  # the wrong test on the same cases, if one asks for it
    assert needed_size(A, B) == needed_size(A, B, independent_disagreement(A, B), test="unpaired")
    assert power(A, B, 0.06, 1000) == power(A, B, 0.06, 1000, "paired")
    assert approximate_power(A, B, 0.06, [1000]) == approximate_power(A, B, 0.06, [1000], "paired")


def test_half_a_point_around_90_percent():
    assert needed_size(0.8975, 0.9025, share=0.5) == pytest.approx(27_660, rel=2e-4)  # 2 · 0.09 · (1.96 / 0.005)²


@given(settings(), st.floats(0.3, 0.99), st.sampled_from(TESTS))
def test_the_needed_size_has_the_wanted_power(shares, wanted, test):
    a, b, disagreement = shares
    assume(abs(b - a) > 1e-3)
    size = needed_size(a, b, disagreement, wanted, test)
    assume(size > 50)
    assert approximate_power(a, b, disagreement, [size], test)[0] == pytest.approx(wanted, abs=0.02)
    assert needed_size(b, a, disagreement, wanted, test) == size


@pytest.mark.parametrize(("n", "chance"), [(200, 0.28), (1000, 0.099), (20_000, 4e-9)])
def test_flips(n, chance):
    assert flip_chance(A, B, n) == flip_chance(B, A, n) == pytest.approx(chance, rel=0.02)


def test_flips_by_hand():
    assert flip_chance(0.5, 1.0, 1) == pytest.approx(0.25)  # a tie in half of the test sets, else b is ahead
    assert flip_chance(0.25, 0.75, 1, 1.0) == pytest.approx(0.25)  # no ties: a alone is right
    assert flip_chance(0.9, 0.9, 10, 0.0) == flip_chance(0.9, 0.9, 10) == pytest.approx(0.5)


@given(accuracies, accuracies)
def test_independent_models_disagree_as_much_as_their_accuracies_allow(a, b):
    low, high = disagreement_range(a, b)
    assert low - 1e-12 <= independent_disagreement(a, b) <= high + 1e-12


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: disagreement_range(1.2, 0.5), "accuracy_a is 1.2; wanted"),
        (lambda: draw_outcomes(A, B, 0.01, 10), "disagreement is 0.01; wanted 0.02 to 0.28, which accuracies of 0.85"),
        (lambda: draw_outcomes(A, B, 0.1, 10, seed=0.5), "seed is 0.5; wanted"),
        (lambda: power(A, B, 0.3, 10), "disagreement is 0.3; wanted 0.02 to 0.28"),
        (lambda: power(A, B, 0.1, 1), "n is 1; wanted a whole number of at least 2"),
        (lambda: power(A, B, 0.1, 10, "t"), "test is 't'; wanted one of unpaired, paired, mcnemar"),
        (lambda: power(A, B, 0.1, 10, alpha=0), "alpha is 0; wanted a share above 0 and below 1"),
        (lambda: approximate_power(A, B, 0.1, [10], "z"), "test is 'z'; wanted"),
        (lambda: approximate_power(A, B, 0.1, []), "n has shape"),
        (lambda: needed_size(A, A), "accuracy_a and accuracy_b are both 0.85; wanted two that differ"),
        (
            lambda: needed_size(A, B, test="paired"),
            "test is 'paired' without a disagreement; wanted the share of cases",
        ),
        (lambda: needed_size(A, B, test="mcnemar"), "test is 'mcnemar' without a disagreement; wanted"),
        (lambda: needed_size(A, B, test="z"), "test is 'z'; wanted one of unpaired, paired, mcnemar"),
        (lambda: needed_size(A, B, share=1), "share is 1; wanted a share above 0 and below 1"),
        (lambda: flip_chance(A, B, 0), "n is 0; wanted"),
        (lambda: independent_disagreement(A, float("nan")), "accuracy_b is nan; wanted"),
    ],
)
def test_bad_input_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
