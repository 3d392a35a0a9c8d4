"""A policy that learns from pay alone: two arms to pull, and probabilities that move towards the better one.

Notebook 03 (probability) meets three words here: policy gradient (REINFORCE, Williams 1992), KL from the old policy,
and advantage (GAE, Schulman et al. 2016). The policy's probabilities π are the softmax of two logits.
"""

from collections import namedtuple

import numpy as np

from helpers.maths.checks import as_vector, check, checked
from helpers.maths.information import log_softmax, softmax

# better (steps + 1,): probability of the arm that pays more; rewards (steps,): what each pull paid, 0 or 1
# divergences (steps,): how far each step moved the policy, KL(new, old) in nats
PolicyRun = namedtuple("PolicyRun", "better rewards divergences")


@checked(pay="probabilities", learning_rate="positive", steps="count", seed="from 0")
def train_policy(pay, learning_rate, steps, seed=0):
    """Pull an arm, see what it pays, and make it more probable where it paid more than was to be expected.

    pay (2,): the probability that each arm pays 1, else it pays 0; expected is the mean pay so far.

    >>> train_policy([0.3, 0.7], learning_rate=0.1, steps=1000).better[[0, 100, 1000]].round(2)
    array([0.5 , 0.83, 0.99])
    """
    differ = pay.size == 2 and pay[0] != pay[1]
    check(differ, f"pay is {pay.tolist()}; wanted two probabilities, of which one is larger")
    rng, logits, rewards = np.random.default_rng(seed), np.zeros((steps + 1, 2)), np.zeros(steps)
    for step, old in enumerate(logits[:-1]):
        arm = int(rng.random() >= softmax(old)[0])
        rewards[step] = rng.random() < pay[arm]
        expected = rewards[:step].mean() if step else 0.0
        logits[step + 1] = old + learning_rate * policy_gradient(old, arm, rewards[step] - expected)
    log_policy = log_softmax(logits)  # (steps + 1, 2)
    policy = np.exp(log_policy)
    divergences = (policy[1:] * np.diff(log_policy, axis=0)).sum(axis=1).clip(min=0)  # below 0 by rounding only
    return PolicyRun(policy[:, np.argmax(pay)], rewards, divergences)


def policy_gradient(logits, arm, advantage):
    """Direction of one REINFORCE step: advantage times the gradient of log π(arm)."""
    return advantage * (np.eye(2)[arm] - np.exp(log_softmax(logits)))


@checked(rewards="data vector", values="data vector", discount="probability", smoothing="probability")
def generalized_advantages(rewards, values, discount, smoothing):
    """Estimate how much better each step went than was expected before it: GAE, with discount γ and smoothing λ.

    rewards (n,): what each step paid; values (n + 1,): what was expected to come before each step and after the last.
    At λ = 0 only the step's own surprise counts, at λ = 1 all that was paid later.

    >>> generalized_advantages([0, 1], values=[0.5, 0.5, 0], discount=1, smoothing=0.5)
    array([0.25, 0.5 ])
    """
    as_vector("values", values, rewards.size + 1)
    advantages = rewards + discount * values[1:] - values[:-1]  # (n,): each step's own surprise
    for step in range(rewards.size - 2, -1, -1):
        advantages[step] += discount * smoothing * advantages[step + 1]
    return advantages
