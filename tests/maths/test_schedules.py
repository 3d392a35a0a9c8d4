"""Rates of the schedules: PyTorch's numbers, hand-worked ones, and what holds at every step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.maths import optimizers as schedules
from helpers.maths.optimizers import CosineAnnealing, LinearWarmup, ReduceOnPlateau, StepDecay, WarmupCosine
from tests.maths.vectors import load

VECTORS = load("schedules")
TIMED = [
    LinearWarmup(0.2, steps=7, start=0.1),
    CosineAnnealing(0.2, steps=7),
    StepDecay(0.2, every=3),
    WarmupCosine(0.2, warmup=7, steps=30),
]


def test_every_schedule_has_vectors():
    assert {vector["name"] for vector in VECTORS} == {type(each).__name__ for each in TIMED} | {"ReduceOnPlateau"}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_rates_are_pytorchs(vector):
    schedule = getattr(schedules, vector["name"])(**vector["settings"])
    losses, rates = vector["losses"], vector["rates"]
    assert len(set(rates)) > 2
    np.testing.assert_allclose([schedule(step, losses[:step]) for step in range(len(rates))], rates, rtol=1e-12)


def test_warm_up_of_the_incident():
    warmup = LinearWarmup(0.001, steps=1000, start=1e-7)
    assert warmup(0) == 1e-7
    assert warmup(500) == pytest.approx(0.00050005)
    assert warmup(1000) == warmup(5000) == 0.001


def test_warm_up_passes_the_limit_at_step_910():
    warmup, limit = LinearWarmup(0.1, steps=1000), 2 / 22
    assert warmup(909) < limit < warmup(910)


@given(schedule=st.sampled_from(TIMED), step=st.integers(0, 10**9))
def test_a_rate_lies_between_0_and_the_full_one(schedule, step):
    assert 0 <= schedule(step) <= 0.2
    assert schedule(step, losses=[1.0, np.inf]) == schedule(step)


def test_a_plateau_is_cut_each_time_patience_runs_out():
    plateau = ReduceOnPlateau(0.1, factor=0.5, patience=1)
    losses = [3, 2, 2, 2, 2, 2, 1]
    rates = [plateau(step, losses[:step]) for step in range(len(losses) + 1)]
    assert rates == [0.1, 0.1, 0.1, 0.1, 0.05, 0.05, 0.025, 0.025]


def test_an_infinite_loss_is_no_improvement():
    assert ReduceOnPlateau(0.1, factor=0.5, patience=0)(2, [np.inf, np.nan]) == 0.025


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: LinearWarmup(0, steps=5), "learning_rate is 0.0; wanted a finite number above 0"),
        (lambda: LinearWarmup(0.1, steps=0), "steps is 0; wanted a whole number of at least 1"),
        (lambda: LinearWarmup(0.1, steps=5, start=0.2), "start is 0.2; wanted a number from 0 to 0.1"),
        (lambda: CosineAnnealing(0.1, steps=5, end=-1), "end is -1; wanted a number from 0 to 0.1"),
        (lambda: StepDecay(0.1, every=5, factor=1), "factor is 1; wanted a number between 0 and 1"),
        (lambda: WarmupCosine(0.1, warmup=5, steps=5), "steps is 5; wanted a whole number of at least 6"),
        (lambda: ReduceOnPlateau(0.1, patience=-1), "patience is -1; wanted a whole number of at least 0"),
        (lambda: ReduceOnPlateau(0.1, factor=0), "factor is 0; wanted a number between 0 and 1"),
        (lambda: ReduceOnPlateau("fast"), "learning_rate is str 'fast'; wanted a finite number above 0"),
    ],
)
def test_refusals(make, message):
    with pytest.raises(ValueError, match=message):
        make()
