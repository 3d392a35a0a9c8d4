"""Each check of the contract finds the explorer that breaks it."""

import pytest

from tests.explorers import broken, contract

NOT_RAISED = pytest.fail.Exception
BREAKS = [
    (broken.NanExplorer, AssertionError, lambda one, rng: contract.check_ends(one)),
    (broken.NanExplorer, AssertionError, lambda one, rng: contract.check_walk(one, rng, 100)),
    (broken.NoneExplorer, AssertionError, lambda one, rng: contract.check_ends(one)),
    (broken.EndlessExplorer, ZeroDivisionError, lambda one, rng: contract.check_ends(one)),
    (broken.WarningExplorer, RuntimeWarning, lambda one, rng: contract.check_ends(one)),
    (broken.RescalingExplorer, AssertionError, lambda one, rng: contract.check_walk(one, rng, 10)),
    (broken.TalkativeExplorer, AssertionError, lambda one, rng: contract.check_parts(one)),
    (broken.MuteExplorer, AssertionError, lambda one, rng: contract.check_parts(one)),
    (broken.UnboundExplorer, AssertionError, lambda one, rng: contract.check_parts(one)),
    (broken.CheckingExplorer, AssertionError, lambda one, rng: contract.check_no_checks(one, rng, 1)),
    (broken.StillExplorer, AssertionError, lambda one, rng: contract.check_picture_follows(one)),
    (
        broken.ForgetfulExplorer,
        AssertionError,
        lambda one, rng: contract.check_path(one, broken.ForgetfulExplorer, rng, 5),
    ),
    (
        broken.OrderlyExplorer,
        AssertionError,
        lambda one, rng: contract.check_path(one, broken.OrderlyExplorer, rng, 5),
    ),
    (
        broken.ForgetfulExplorer,
        AssertionError,
        lambda one, rng: contract.check_reset(one, broken.ForgetfulExplorer, rng, 5),
    ),
    (broken.SlippingExplorer, AssertionError, lambda one, rng: contract.check_handles(one, rng, 5)),
    (broken.JumpyExplorer, AssertionError, lambda one, rng: contract.check_handles(one, rng, 5)),
    (broken.ObeyingExplorer, NOT_RAISED, lambda one, rng: contract.check_refusals(one)),
    (broken.StumblingExplorer, AssertionError, lambda one, rng: contract.check_refusals(one)),
    (broken.LeadenExplorer, ValueError, lambda one, rng: contract.check_numpy_values(one)),
    (broken.HoardingExplorer, AssertionError, lambda one, rng: contract.check_memory(one, rng, 100)),
    (broken.StoringExplorer, AssertionError, lambda one, rng: contract.check_bundle(one, rng, 1)),
    (broken.FlatExplorer, AssertionError, lambda one, rng: contract.check_bundle(one, rng, 1)),
]


@pytest.mark.parametrize(("kind", "error", "check"), BREAKS, ids=[kind.__name__ for kind, *_ in BREAKS])
def test_a_broken_explorer_is_found(kind, error, check, rng):
    explorer = kind()
    with pytest.raises(error):
        check(explorer, rng)
    broken.close(explorer)


@pytest.mark.parametrize("kind", [broken.WidgetExplorer, broken.ThreadExplorer, broken.ChattyExplorer])
def test_what_is_left_behind_is_found(kind, rng):
    explorer = kind()
    moves = 1000 if kind is broken.ChattyExplorer else 5
    with pytest.raises(AssertionError), contract.nothing_left_behind():
        contract.check_walk(explorer, rng, moves)
    broken.close(explorer)


@pytest.mark.parametrize("check", [contract.check_close, contract.check_run_again])
def test_an_explorer_that_stays_open_is_found(check):
    built = []

    def build():
        built.append(broken.StayingExplorer())
        return built[-1]

    with pytest.raises(AssertionError):
        check(build)
    assert built
    for explorer in built:
        broken.close(explorer)


def test_a_walk_of_no_moves_is_found(rng):
    explorer = broken.DotExplorer()
    with pytest.raises(AssertionError):
        contract.check_walk(explorer, rng, 0)
    explorer.close()


def test_the_dot_keeps_the_contract(rng):
    """So that what fails above fails for what it breaks."""
    explorer = broken.DotExplorer()
    contract.check_parts(explorer)
    contract.check_refusals(explorer)
    contract.check_numpy_values(explorer)
    contract.check_no_checks(explorer, rng, 3)
    contract.check_ends(explorer)
    contract.check_picture_follows(explorer)
    contract.check_bundle(explorer, rng, 3)
    contract.check_path(explorer, broken.DotExplorer, rng, 5)
    contract.check_reset(explorer, broken.DotExplorer, rng, 5)
    contract.check_handles(explorer, rng, 5)
    with contract.nothing_left_behind():
        contract.check_walk(explorer, rng, 200)
    contract.check_memory(explorer, rng, 100)
    explorer.close()
    contract.check_run_again(broken.DotExplorer)
    contract.check_close(broken.DotExplorer)
