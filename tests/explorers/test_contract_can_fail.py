"""Each check of the contract finds the explorer that breaks it."""

import pytest

from tests.explorers import broken, contract

NOT_RAISED = pytest.fail.Exception
# fmt: off
BREAKS = [
    (broken.NanExplorer, AssertionError, contract.check_ends),
    (broken.WarningExplorer, RuntimeWarning, contract.check_ends),
    (broken.NanExplorer, AssertionError, contract.check_walk),
    (broken.RescalingExplorer, AssertionError, contract.check_walk),
    (broken.DotExplorer, AssertionError, lambda one, rng: contract.check_walk(one, rng, 0)),
    (broken.TalkativeExplorer, AssertionError, contract.check_parts),
    (broken.MuteExplorer, AssertionError, contract.check_parts),
    (broken.UnexplainedExplorer, AssertionError, contract.check_parts),
    (broken.WideExplorer, AssertionError, contract.check_parts),
    (broken.CheckingExplorer, AssertionError, contract.check_no_checks),
    (broken.StillExplorer, AssertionError, contract.check_picture_follows),
    (broken.ForgetfulExplorer, AssertionError, contract.check_path),
    (broken.OrderlyExplorer, AssertionError, contract.check_path),
    (broken.MixingExplorer, AssertionError, contract.check_trails),
    (broken.ForgetfulExplorer, AssertionError, contract.check_reset),
    (broken.SlippingExplorer, AssertionError, contract.check_handles),
    (broken.JumpyExplorer, AssertionError, contract.check_handles),
    (broken.ObeyingExplorer, NOT_RAISED, contract.check_refusals),
    (broken.StumblingExplorer, AssertionError, contract.check_refusals),
    (broken.LeadenExplorer, ValueError, contract.check_ends),
    (broken.HoardingExplorer, AssertionError, contract.check_memory),
    (broken.StoringExplorer, AssertionError, contract.check_bundle),
]
# fmt: on


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


@pytest.mark.parametrize("kind", [broken.StayingExplorer, broken.LooseExplorer])
def test_an_explorer_that_stays_open_is_found(kind):
    built = []
    with pytest.raises((AssertionError, IndexError)):
        contract.check_close(lambda: built.append(kind()) or built[-1])
    broken.close(*built)


def test_the_dot_keeps_the_contract(rng):
    """So that what fails above fails for what it breaks."""
    explorer = broken.DotExplorer()
    for check in {check for _, _, check in BREAKS if check.__module__ == contract.__name__}:
        check(explorer, rng)
    with contract.nothing_left_behind():
        contract.check_walk(explorer, rng, 200)
    explorer.close()
    contract.check_close(broken.DotExplorer)
