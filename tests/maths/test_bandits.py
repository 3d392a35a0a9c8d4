"""Two arms: gradients held against small nudges and against many pulls, hand-worked advantages, whole runs."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths.bandits import expected_gradient, generalized_advantages, policy_gradient, train_policy
from helpers.maths.information import entropy, kl_divergence, log_softmax, softmax

logit = st.floats(-5, 5)
share = st.floats(0, 1)
PAY = np.array([0.3, 0.7])
NUDGE = 1e-6


def slopes(f, at):
    """Central differences of f in each of two numbers."""
    nudges = NUDGE * np.eye(2)
    return [(f(at + nudge) - f(at - nudge)) / (2 * NUDGE) for nudge in nudges]


@given(st.tuples(logit, logit), st.integers(0, 1), st.floats(-2, 2))
def test_the_direction_is_the_gradient_of_the_log_probability(logits, arm, advantage):
    wanted = slopes(lambda z: advantage * log_softmax(z)[arm], np.array(logits))
    np.testing.assert_allclose(policy_gradient(logits, arm, advantage), wanted, atol=1e-8)


@given(st.tuples(logit, logit), st.floats(0, 3))
def test_the_bonus_is_the_gradient_of_the_entropy(logits, bonus):
    wanted = slopes(lambda z: bonus * entropy(softmax(z)), np.array(logits))
    np.testing.assert_allclose(policy_gradient(logits, 0, 0.0, bonus), wanted, atol=1e-8)


@given(st.tuples(logit, logit), st.tuples(share, share))
def test_the_expected_gradient_is_that_of_the_mean_pay(logits, pay):
    wanted = slopes(lambda z: softmax(z) @ pay, np.array(logits))
    np.testing.assert_allclose(expected_gradient(logits, pay), wanted, atol=1e-8)


@given(st.tuples(logit, logit), st.tuples(share, share), st.floats(-2, 2))
def test_directions_weighed_by_their_probability_are_the_expected_one(logits, pay, baseline):
    chances = softmax(logits)
    mean = sum(chances[arm] * policy_gradient(logits, arm, pay[arm] - baseline) for arm in range(2))
    np.testing.assert_allclose(mean, expected_gradient(logits, pay), atol=1e-12)


@pytest.mark.parametrize("baseline", [0.0, 0.5])
def test_many_pulls_agree_with_the_expected_gradient(baseline):
    rng, logits = np.random.default_rng(7), [0.4, -0.2]
    arms = (rng.random(20_000) >= softmax(logits)[0]).astype(int)
    paid = rng.random(arms.size) < PAY[arms]
    each = [policy_gradient(logits, arm, reward - baseline) for arm, reward in zip(arms, paid, strict=True)]
    error = np.std(each, axis=0) / math.sqrt(arms.size)
    assert np.abs(np.mean(each, axis=0) - expected_gradient(logits, PAY)).max() < 3 * error.max()
    assert error.max() < 0.003


def test_a_baseline_calms_the_steps():
    """At equal odds the mean pay as the baseline makes the directions spread less around the same mean."""
    pulls = [(arm, reward, 0.5 * abs(1 - reward - PAY[arm])) for arm in range(2) for reward in range(2)]
    spread = {}
    for baseline in (0.0, 0.5):
        first = [policy_gradient([0, 0], arm, reward - baseline)[0] for arm, reward, _ in pulls]
        chances = [chance for _, _, chance in pulls]
        mean = np.average(first, weights=chances)
        spread[baseline] = np.average((first - mean) ** 2, weights=chances)
    assert spread[0.0] == pytest.approx(0.5 * 0.25 - 0.01)  # half the pulls pay, and move the logit by 1/2
    assert spread[0.5] == pytest.approx(0.0625 - 0.01)  # every pull moves it by 1/4


def test_the_first_step_by_hand():
    """At equal odds a pull that pays 1 moves the logits by ±rate / 2; one that pays nothing moves nothing."""
    for seed in range(8):
        run = train_policy([0.3, 0.7], learning_rate=0.2, steps=1, seed=seed, baseline=False)
        arms_logit = math.log(run.better[1] / (1 - run.better[1]))
        assert abs(arms_logit) == pytest.approx(0.2 * run.rewards[0], abs=1e-12)


def test_only_with_a_baseline_does_a_pull_that_pays_nothing_teach():
    for baseline in (False, True):
        run = train_policy(PAY, learning_rate=0.2, steps=60, baseline=baseline)
        moved = run.divergences > 1e-9
        paid, before = run.rewards == 1, np.cumsum(run.rewards) - run.rewards
        usual = (
            np.divide(before, np.arange(60), out=np.zeros(60), where=np.arange(60) > 0) if baseline else np.zeros(60)
        )
        assert moved.tolist() == (run.rewards != usual).tolist()
        assert (moved & ~paid).any() == baseline


@pytest.mark.parametrize("baseline", [True, False])
@pytest.mark.parametrize("pay", [(0.3, 0.7), (0.9, 0.2)])
def test_the_better_arm_is_found(pay, baseline):
    run = train_policy(pay, learning_rate=0.1, steps=2000, baseline=baseline)
    assert run.better[0] == 0.5
    assert run.better[-1] > 0.95
    assert run.rewards[-500:].mean() == pytest.approx(max(pay), abs=0.07)


def test_entropies_and_divergences_are_those_of_the_policies():
    run = train_policy(PAY, learning_rate=0.5, steps=200, seed=3)
    policies = np.column_stack([run.better, 1 - run.better])
    np.testing.assert_allclose(run.entropies, [entropy(policy) for policy in policies], atol=1e-9)
    wanted = [kl_divergence(new, old) for old, new in pairwise(policies)]
    np.testing.assert_allclose(run.divergences, wanted, atol=1e-9)
    assert run.rewards.shape == (200,)
    assert run.divergences.max() > 0.01


def test_a_bonus_keeps_the_policy_undecided():
    runs = [train_policy(PAY, 0.1, 3000, entropy_bonus=bonus) for bonus in (0, 0.2, 5)]
    ends = [run.better[-1000:].mean() for run in runs]
    assert ends[0] > ends[1] > ends[2] > 0.4
    # at rest the bonus times the log odds is the difference in pay: log odds 0.4 / 0.2 = 2
    assert ends[1] == pytest.approx(1 / (1 + math.exp(-2)), abs=0.04)


def test_small_steps_move_the_policy_less():
    small, large = (train_policy(PAY, rate, 300).divergences.max() for rate in (0.05, 0.5))
    assert small < large / 10


def test_equal_seeds_give_equal_runs():
    runs = [train_policy(PAY, 0.1, 50, seed=seed).rewards.tolist() for seed in (1, 1, 2)]
    assert runs[0] == runs[1] != runs[2]


def test_very_large_rates_stay_finite():
    run = train_policy(PAY, learning_rate=1e6, steps=50, entropy_bonus=1.0)
    for part in (run.better, run.entropies, run.rewards, run.divergences):
        assert np.isfinite(part).all()


def test_advantages_by_hand():
    # surprises: 1 + 0.5·4 - 2 = 1,  0 + 0.5·8 - 4 = 0,  2 + 0.5·2 - 8 = -5
    found = generalized_advantages([1, 0, 2], values=[2, 4, 8, 2], discount=0.5, smoothing=0.4)
    np.testing.assert_allclose(found, [1 + 0.2 * (0 + 0.2 * -5), 0 + 0.2 * -5, -5])


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=8), share, share, st.randoms(use_true_random=False))
def test_advantages_are_schulmans_sum(rewards, discount, smoothing, random):
    n = len(rewards)
    values = [random.uniform(-9, 9) for _ in range(n + 1)]
    surprises = [rewards[t] + discount * values[t + 1] - values[t] for t in range(n)]
    wanted = [sum((discount * smoothing) ** (k - t) * surprises[k] for k in range(t, n)) for t in range(n)]
    np.testing.assert_allclose(generalized_advantages(rewards, values, discount, smoothing), wanted, atol=1e-9)


@given(st.lists(st.floats(-9, 9), min_size=1, max_size=8), share)
def test_full_smoothing_is_all_that_was_paid_less_the_value(rewards, discount):
    values = [*np.linspace(-1, 1, len(rewards)), 3.0]
    paid = [sum(discount ** (k - t) * rewards[k] for k in range(t, len(rewards))) for t in range(len(rewards))]
    last = [discount ** (len(rewards) - t) * 3 for t in range(len(rewards))]
    wanted = np.array(paid) + last - values[:-1]
    np.testing.assert_allclose(generalized_advantages(rewards, values, discount, 1), wanted, atol=1e-9)


def test_a_single_pull_has_its_reward_less_the_baseline():
    assert generalized_advantages([1], [0.5, 0], discount=0.9, smoothing=0.9).tolist() == [0.5]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"pay": [0.3, 1.2]}, r"pay holds \[0.3, 1.2\]; wanted numbers from 0 to 1"),
        ({"pay": [0.3, 0.3]}, "wanted one arm to pay more than the other"),
        ({"pay": [0.3, 0.4, 0.5]}, "pay holds 3 numbers; wanted 2"),
        ({"learning_rate": 0}, "learning_rate is 0.0; wanted a finite number above 0"),
        ({"steps": 0}, "steps is 0; wanted a whole number of at least 1"),
        ({"entropy_bonus": -1}, "entropy_bonus is -1; wanted a number of at least 0"),
        ({"seed": -1}, "seed is -1; wanted a whole number of at least 0"),
    ],
)
def test_wrong_options_are_named(changed, message):
    with pytest.raises(ValueError, match=message):
        train_policy(**({"pay": PAY, "learning_rate": 0.1, "steps": 10} | changed))


@pytest.mark.parametrize(
    ("values", "discount", "message"),
    [([1, 2], 1, "values holds 2 numbers; wanted 3"), ([1, 2, 3], 1.5, "discount and smoothing holds")],
)
def test_wrong_advantages_are_named(values, discount, message):
    with pytest.raises(ValueError, match=message):
        generalized_advantages([1, 2], values, discount, 1)
