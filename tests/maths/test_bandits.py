"""Two arms: gradients held against small nudges and against the mean pay, hand-worked advantages, whole runs."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths.autodiff import numerical_gradient
from helpers.maths.bandits import generalized_advantages, policy_gradient, train_policy
from helpers.maths.information import kl_divergence, log_softmax, softmax

logits, shares = st.tuples(st.floats(-5, 5), st.floats(-5, 5)).map(np.array), st.floats(0, 1)
PAY = np.array([0.3, 0.7])


@given(logits, st.integers(0, 1), st.floats(-2, 2))
def test_the_direction_is_the_gradient_of_the_log_probability(z, arm, advantage):
    wanted = numerical_gradient(lambda at: advantage * log_softmax(at)[arm], z)
    np.testing.assert_allclose(policy_gradient(z, arm, advantage), wanted, atol=1e-8)


@given(logits, st.tuples(shares, shares), st.floats(-2, 2))
def test_directions_weighed_by_their_probability_raise_the_mean_pay_whatever_the_baseline(z, pay, baseline):
    mean = sum(softmax(z)[arm] * policy_gradient(z, arm, pay[arm] - baseline) for arm in range(2))
    np.testing.assert_allclose(mean, numerical_gradient(lambda at: softmax(at) @ pay, z), atol=1e-8)


def test_what_was_to_be_expected_is_the_mean_pay_so_far():
    """A pull of one arm moves the log odds by twice the rate, its advantage and the other arm's probability."""
    run = train_policy(PAY, learning_rate=0.2, steps=60)
    advantages = run.rewards - (np.cumsum(run.rewards) - run.rewards) / np.maximum(np.arange(60), 1)
    before = run.better[:-1]
    moved, by = np.diff(np.log(run.better / (1 - run.better))), 0.4 * advantages
    np.testing.assert_allclose(np.where(moved * advantages > 0, by * (1 - before), -by * before), moved, atol=1e-12)
    assert (np.abs(moved[run.rewards == 0]) > 1e-3).any()  # a pull that pays nothing teaches too


def test_divergences_are_those_of_the_policies():
    run = train_policy(PAY, learning_rate=0.5, steps=200, seed=3)
    policies = np.column_stack([run.better, 1 - run.better])
    wanted = [kl_divergence(new, old) for old, new in pairwise(policies)]
    np.testing.assert_allclose(run.divergences, wanted, atol=1e-9)
    assert run.divergences.max() > 0.01


def test_very_large_rates_stay_finite():
    run = train_policy(PAY, learning_rate=1e6, steps=50)
    for part in run:
        assert np.isfinite(part).all()


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=8), shares, shares, st.randoms(use_true_random=False))
def test_advantages_are_schulmans_sum(rewards, discount, smoothing, random):
    n = len(rewards)
    values = [random.uniform(-9, 9) for _ in range(n + 1)]
    surprises = [rewards[t] + discount * values[t + 1] - values[t] for t in range(n)]
    wanted = [sum((discount * smoothing) ** (k - t) * surprises[k] for k in range(t, n)) for t in range(n)]
    np.testing.assert_allclose(generalized_advantages(rewards, values, discount, smoothing), wanted, atol=1e-9)
