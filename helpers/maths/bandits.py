"""A policy that learns from pay alone: two arms to pull, and probabilities that move towards the better one.

Notebook 03 (probability) meets four words here: policy gradient (REINFORCE, Williams 1992), entropy bonus, KL from the
old policy, and advantage (GAE, Schulman et al. 2016). The policy's probabilities π are the softmax of two logits.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from helpers.maths.checks import LARGEST, as_count, as_number, as_vector
from helpers.maths.information import log_softmax, softmax

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class PolicyRun:
    """A policy's training.

    Attributes
    ----------
    better : numpy.ndarray, shape (steps + 1,)
        The probability of the arm that pays more, at the start and after each step.
    entropies : numpy.ndarray, shape (steps + 1,)
        How undecided the policy is, in nats, from 0 to log 2.
    rewards : numpy.ndarray, shape (steps,)
        What each pull paid, 0 or 1.
    divergences : numpy.ndarray, shape (steps,)
        How far each step moved the policy: KL(new policy, old policy), in nats.
    """

    better: Floats
    entropies: Floats
    rewards: Floats
    divergences: Floats


def train_policy(
    pay: ArrayLike, learning_rate: float, steps: int, entropy_bonus: float = 0.0, seed: int = 0, baseline: bool = True
) -> PolicyRun:
    """Pull an arm, see what it pays, and make it more probable where it paid more than was to be expected.

    Parameters
    ----------
    pay : array_like, shape (2,)
        The probability that each arm pays 1; else it pays 0.
    learning_rate : float
        How far each step goes, above 0.
    steps : int
        How many pulls.
    entropy_bonus : float, optional
        What a nat of entropy is worth, in pay, 0 or more: it keeps the policy undecided.
    seed : int, optional
        Equal seeds draw equal random numbers.
    baseline : bool, optional
        Whether the advantage is the pay less the mean pay so far; if not, it is the pay itself.

    Returns
    -------
    PolicyRun
        Probabilities, entropies, rewards and divergences.

    Raises
    ------
    ValueError
        If `pay` is not two different probabilities, or an option is out of range.

    Examples
    --------
    >>> train_policy([0.3, 0.7], learning_rate=0.1, steps=1000).better[[0, 100, 1000]].round(2)
    array([0.5 , 0.83, 0.99])
    """
    pay, learning_rate = _shares("pay", pay), as_number("learning_rate", learning_rate, above=0)
    if pay[0] == pay[1]:
        raise ValueError(f"pay is {pay.tolist()}; wanted one arm to pay more than the other")
    if as_number("entropy_bonus", entropy_bonus) < 0:
        raise ValueError(f"entropy_bonus is {entropy_bonus}; wanted a number of at least 0")
    rng = np.random.default_rng(as_count("seed", seed, least=0))
    logits, rewards = np.zeros((as_count("steps", steps) + 1, 2)), np.zeros(steps)
    for step, old in enumerate(logits[:-1]):
        arm = int(rng.random() >= softmax(old)[0])
        rewards[step] = rng.random() < pay[arm]
        expected = rewards[:step].mean() if baseline and step else 0.0
        gradient = policy_gradient(old, arm, rewards[step] - expected, entropy_bonus)
        logits[step + 1] = old + learning_rate * gradient
    log_policy = log_softmax(logits)  # (steps + 1, 2)
    policy = np.exp(log_policy)
    divergences = (policy[1:] * np.diff(log_policy, axis=0)).sum(axis=1).clip(min=0)  # below 0 by rounding only
    return PolicyRun(policy[:, pay.argmax()], -(policy * log_policy).sum(axis=1), rewards, divergences)


def policy_gradient(logits: ArrayLike, arm: int, advantage: float, entropy_bonus: float = 0.0) -> Floats:
    """Return the direction of one REINFORCE step: advantage times the gradient of log π(arm), plus the bonus's.

    Parameters
    ----------
    logits, arm, advantage, entropy_bonus : array_like of shape (2,), int, float, float
        The policy's scores, the arm that was pulled, how much more it paid than expected, what a nat is worth.

    Returns
    -------
    numpy.ndarray, shape (2,)
        How much to change each logit, for a learning rate of 1.

    Examples
    --------
    >>> policy_gradient([0, 0], arm=1, advantage=0.5)
    array([-0.25,  0.25])
    """
    log_policy = log_softmax(as_vector("logits", logits, 2))
    policy = np.exp(log_policy)
    surprise = policy @ log_policy - log_policy  # more than the mean: above 0 for the less probable arm
    return advantage * (np.eye(2)[arm] - policy) + entropy_bonus * policy * surprise


def expected_gradient(logits: ArrayLike, pay: ArrayLike) -> Floats:
    """Return the gradient of the mean pay: what `policy_gradient` is on average, whatever baseline is taken off.

    Parameters
    ----------
    logits, pay : array_like, shape (2,)
        The policy's scores, and the probability that each arm pays 1.

    Returns
    -------
    numpy.ndarray, shape (2,)
        How much the mean pay rises for each unit of each logit.

    Examples
    --------
    >>> expected_gradient([0, 0], pay=[0.3, 0.7])
    array([-0.1,  0.1])
    """
    policy, pay = softmax(as_vector("logits", logits, 2)), _shares("pay", pay)
    return policy * (pay - policy @ pay)


def generalized_advantages(rewards: ArrayLike, values: ArrayLike, discount: float, smoothing: float) -> Floats:
    """Estimate how much better each step went than was expected before it (GAE).

    A step's surprise is its reward, plus the discounted value after it, less the value before it. Its advantage adds
    the later surprises, each weighed by one more factor of γ λ; that of a single pull is the reward less the baseline.

    Parameters
    ----------
    rewards, values : array_like, shapes (n,) and (n + 1,)
        What each step paid; what was expected to come before each step and after the last (0 if nothing comes).
    discount, smoothing : float
        γ and λ, 0 to 1 each: at λ = 0 only the step's own surprise counts, at λ = 1 all that was paid later.

    Returns
    -------
    numpy.ndarray, shape (n,)
        The advantages, in units of reward.

    Examples
    --------
    >>> generalized_advantages([0, 1], values=[0.5, 0.5, 0], discount=1, smoothing=0.5)
    array([0.25, 0.5 ])
    """
    rewards = as_vector("rewards", rewards, most=LARGEST)
    values = as_vector("values", values, rewards.size + 1, most=LARGEST)
    discount, smoothing = _shares("discount and smoothing", (discount, smoothing))
    advantages = rewards + discount * values[1:] - values[:-1]  # (n,): each step's own surprise
    for step in range(rewards.size - 2, -1, -1):
        advantages[step] += discount * smoothing * advantages[step + 1]
    return advantages


def _shares(name: str, pair: ArrayLike) -> Floats:
    """Return two numbers from 0 to 1."""
    shares = as_vector(name, pair, 2)
    if shares.min() < 0 or shares.max() > 1:
        raise ValueError(f"{name} holds {shares.tolist()}; wanted numbers from 0 to 1")
    return shares
